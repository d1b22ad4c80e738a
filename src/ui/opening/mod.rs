//! Opens files: reads one, shows what is in it, and takes it over when told so.
//!
//! The start and the screen for data show where a file comes in (`ui/entrance`),
//! with [`news`] of it below, and [`opened`], which shows it. Nothing is changed before the user confirms.
//! What is shown survives a change of the screen.

mod check;
mod columns;
mod controls;
mod draft;
mod news;
mod options;
mod preview;
mod review;
mod wizard;

pub use news::news;

use crate::ui::browser::{files, focus};
use crate::ui::lean::{Built, built, follow, nothing, part};
use crate::ui::session::{Session, ToastKind};
use crate::ui::trust;
use draft::Draft;
use leptos::prelude::*;
use leptos::task::spawn_local;
use review::Review;
use std::time::Duration;
use trichter::document::{self, ReadError};
use trichter::exchange::{FileSort, ImportPlan, Mapping};
use trichter::i18n::Text;
use trichter::store::backup::Reason;
use trichter::workspace::{Command, Workspace};

/// The largest file that is read, in bytes: ten times the largest workspace
/// that fits into the storage.
const LARGEST: u64 = 128 * 1024 * 1024;

/// Returns what is being opened.
pub fn use_opening() -> Opening {
    expect_context::<Opening>()
}

/// Reads a file and shows what is in it.
pub fn take(session: Session, file: web_sys::File) {
    session.annex.page().with(use_opening).take(session, file);
}

/// Lets what is opened live as long as the owner this is called in.
pub fn provide() {
    provide_context(Opening::new());
}

/// What is being opened; free to copy. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Opening {
    state: StoredValue<State, LocalStorage>,
    /// Grows when something else is shown.
    face: RwSignal<u64>,
    /// Grows when the table is cut anew, so that its columns are others.
    cut: RwSignal<u64>,
    /// Grows when the mapping changes and when a plan is there.
    version: RwSignal<u64>,
    /// Grows when a plan is there.
    planned: RwSignal<u64>,
}

enum State {
    Idle,
    /// A file of this name is being read.
    Reading(String),
    /// A file of this name could not be read.
    Failed(String, Failure),
    Document(Box<Review>),
    Table(Box<Draft>),
}

/// Why a file is not opened.
enum Failure {
    /// The browser's own words.
    Unreadable(String),
    Empty,
    Binary,
    Workbook,
    TooLarge,
    Read(ReadError),
}

impl Opening {
    /// Opens nothing yet.
    fn new() -> Self {
        Self {
            state: StoredValue::new_local(State::Idle),
            face: RwSignal::new(0),
            cut: RwSignal::new(0),
            version: RwSignal::new(0),
            planned: RwSignal::new(0),
        }
    }

    /// Reads a file and shows what is in it.
    fn take(self, session: Session, file: web_sys::File) {
        let name = file.name();
        if file.size() > LARGEST as f64 {
            self.show(State::Failed(name, Failure::TooLarge));
            return;
        }
        let turn = self.show(State::Reading(name.clone()));
        spawn_local(async move {
            let read = files::read(file).await;
            // Another file may have been chosen meanwhile.
            if self.face.get_untracked() != turn {
                return;
            }
            let state = match read {
                Ok(opened) => look_at(session, opened.name, opened.bytes),
                Err(words) => State::Failed(name, Failure::Unreadable(words)),
            };
            self.show(state);
            focus::first("#opened-title");
            self.work_out_soon(session);
        });
    }

    fn show(self, state: State) -> u64 {
        self.with_state(|shown| *shown = state);
        self.face.update(|face| *face += 1);
        self.face.get_untracked()
    }

    /// Lets go of the file.
    fn close(self) {
        self.show(State::Idle);
        focus::first("[data-testid=open-file]");
    }

    fn with_state<R>(self, run: impl FnOnce(&mut State) -> R) -> R {
        self.state
            .try_update_value(run)
            .unwrap_or_else(|| unreachable!("what is opened lives as long as the page"))
    }

    fn with_draft<R>(self, run: impl FnOnce(&mut Draft) -> R) -> Option<R> {
        self.with_state(|state| match state {
            State::Table(draft) => Some(run(draft)),
            State::Idle | State::Reading(_) | State::Failed(..) | State::Document(_) => None,
        })
    }

    /// Reads the draft; what reads runs again after every change of it.
    fn read<R>(self, run: impl FnOnce(&Draft) -> R) -> Option<R> {
        self.version.track();
        self.with_draft(|draft| run(draft))
    }

    /// Changes the mapping.
    fn map(self, session: Session, change: impl FnOnce(&mut Mapping)) {
        self.with_draft(|draft| change(&mut draft.mapping));
        self.work_out_soon(session);
    }

    /// Cuts the table anew.
    fn cut_anew(self, session: Session, cut: impl FnOnce(&mut Draft)) {
        self.with_draft(cut);
        self.cut.update(|cut| *cut += 1);
        self.work_out_soon(session);
    }

    /// Works out the plan once the page has shown what was changed.
    fn work_out_soon(self, session: Session) {
        let Some(turn) = self.with_draft(Draft::grow_stale) else { return };
        self.version.update(|version| *version += 1);
        set_timeout(
            move || {
                if self.with_draft(|draft| draft.is_at(turn)) == Some(true) {
                    self.with_draft(|draft| draft.work_out(session));
                    self.version.update(|version| *version += 1);
                    self.planned.update(|planned| *planned += 1);
                }
            },
            Duration::ZERO,
        );
    }

    /// Follows the workspace on screen: a plan is made for one state of it.
    fn follow(self, session: Session) {
        match self.with_draft(|draft| draft.fits(session)) {
            Some(draft::Fit::OtherWorkspace) => self.cut_anew(session, |d| d.begin(session)),
            Some(draft::Fit::Changed) => self.work_out_soon(session),
            Some(draft::Fit::Good) | None => {}
        }
    }

    /// Backs up what is here, then takes the table over.
    fn confirm(self, session: Session) {
        // A table for a new workspace changes nothing that is here.
        let changes = self.with_draft(|draft| draft.base.is_none()) == Some(true);
        let workspace = session.peek(Workspace::clone);
        if changes && workspace.deals().len() + workspace.organisations().len() > 0 {
            trust::before(session, workspace, Reason::Import, move || self.take_over(session));
        } else {
            self.take_over(session);
        }
    }

    /// Takes the table over: one command, one undo.
    fn take_over(self, session: Session) {
        self.follow(session);
        let taken = self.with_draft(Draft::take).flatten();
        let Some((plan, base)) = taken else { return };
        let count = plan.new + plan.changed;
        let pipeline = plan.batch.deals.first().map(|deal| deal.pipeline);
        if let Some(base) = base {
            session.replace(settled(&base, &plan));
        }
        match session.apply(Command::Import(Box::new(plan.batch))) {
            Ok(_) => {
                self.close();
                if let Some(pipeline) = pipeline {
                    session.go(session.route.get_untracked().with_pipeline(pipeline));
                }
                session.toast(ToastKind::Done, session.text().import.done(count));
            }
            Err(refusal) => {
                self.with_draft(|draft| draft.refused = session.text().refusal(&refusal));
                self.work_out_soon(session);
            }
        }
    }
}

/// Reads what is in a file.
fn look_at(session: Session, name: String, bytes: Vec<u8>) -> State {
    let failure = match FileSort::of(&name, &bytes) {
        FileSort::Empty => Failure::Empty,
        FileSort::Binary => Failure::Binary,
        FileSort::Workbook => Failure::Workbook,
        FileSort::Document => {
            let text = document::decode(&bytes).map_err(ReadError::from);
            match text.and_then(|text| document::read(&text)) {
                Ok(reading) => return State::Document(Box::new(Review::new(name, reading))),
                Err(error) => Failure::Read(error),
            }
        }
        FileSort::Table => return State::Table(Box::new(Draft::new(session, name, bytes))),
    };
    State::Failed(name, failure)
}

/// Makes the workspace a table from the start goes to. Where the file brings
/// its own pipeline there is no other.
fn settled(base: &Workspace, plan: &ImportPlan) -> Workspace {
    let brought = &plan.batch.pipelines;
    let has = |id| brought.iter().any(|pipeline| pipeline.id == id);
    let deals = &plan.batch.deals;
    if deals.is_empty() || !deals.iter().all(|deal| has(deal.pipeline)) {
        return base.clone();
    }
    Workspace::from_parts(trichter::workspace::Parts {
        id: base.id(),
        settings: (**base.settings()).clone(),
        pipelines: brought.clone(),
        ..trichter::workspace::Parts::default()
    })
}

/// Shows what was opened, and asks what to do with it.
pub fn opened(session: Session) -> Built {
    let opening = use_opening();
    follow(move || {
        session.revision();
        session.open.track();
        opening.follow(session);
    });
    built(part(move || {
        opening.face.track();
        let shown = opening.with_state(|state| match state {
            State::Idle | State::Reading(_) | State::Failed(..) => 0,
            State::Document(_) => 1,
            State::Table(_) => 2,
        });
        match shown {
            1 => review::review(session, opening),
            2 => wizard::wizard(session, opening),
            _ => nothing(),
        }
    }))
}

/// Says why a file is not opened.
fn words(text: &Text, file: &str, failure: &Failure) -> String {
    let file = &shortened(file);
    let errors = &text.errors;
    match failure {
        Failure::Unreadable(words) => errors.file_unreadable(file, words),
        Failure::Empty => errors.file_empty(file),
        Failure::Binary => errors.file_type(file),
        Failure::Workbook => errors.file_workbook(file),
        Failure::TooLarge => errors.file_too_large(file, &text.format.bytes(LARGEST)),
        Failure::Read(error) => text.read_error(file, error),
    }
}

/// The longest name or value that is shown in a sentence or cell, in characters.
const SHOWN: usize = 80;

/// Shortens a text for a sentence or a cell.
fn shortened(text: &str) -> String {
    if text.chars().nth(SHOWN).is_none() {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(SHOWN).collect();
    short.push('…');
    short
}
