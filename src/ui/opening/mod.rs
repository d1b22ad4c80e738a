//! Opens files: reads them, shows what is in them, and takes it over when told so.
//!
//! The start and the screen for data show where files come in (`ui/entrance`),
//! with [`news`] of them below, and [`opened`], which shows them. Nothing is changed before the user confirms.
//! What is shown survives a change of the screen.

mod check;
mod columns;
mod controls;
mod draft;
mod duplicates;
mod faults;
mod incoming;
mod linked;
mod news;
mod options;
mod preview;
mod remembered;
mod review;
mod sheet;
mod wizard;

pub use news::news;

use crate::ui::browser::breath::{Breath, breathe};
use crate::ui::browser::focus;
use crate::ui::lean::{Built, built, follow, nothing, part};
use crate::ui::session::{Session, ToastKind};
use crate::ui::trust;
use draft::Draft;
use leptos::prelude::*;
use leptos::task::spawn_local;
use review::Review;
use sheet::Sheet;
use trichter::document::ReadError;
use trichter::exchange::trello::TrelloError;
use trichter::exchange::{Mapping, Step};
use trichter::i18n::Text;
use trichter::store::backup::Reason;
use trichter::workspace::{Batch, Command, Workspace};

/// Returns what is being opened.
pub fn use_opening() -> Opening {
    expect_context::<Opening>()
}

/// Reads files and shows what is in them.
pub fn take(session: Session, files: Vec<web_sys::File>) {
    let opening = session.annex.page().with(use_opening);
    incoming::take(session, opening, files);
}

/// Lets what is opened live as long as the owner this is called in, and follows links that hold
/// a workspace.
pub fn provide(session: Session) {
    let opening = Opening::new();
    provide_context(opening);
    linked::follow(session, opening);
}

/// What is being opened; free to copy. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Opening {
    state: StoredValue<State, LocalStorage>,
    /// Grows when something else is shown.
    face: RwSignal<u64>,
    /// How much of the files is read, 0 to 1.
    progress: RwSignal<f64>,
    /// Grows when another table is shown, or another kind of rows.
    cut: RwSignal<u64>,
    /// Grows when a mapping changes and when a plan is there.
    version: RwSignal<u64>,
    /// Grows when a plan is there.
    planned: RwSignal<u64>,
    /// What the next plan brings that shall have the focus.
    then_focus: StoredValue<String>,
}

enum State {
    Idle,
    /// Files of these names are being read.
    Reading(Vec<String>),
    /// Files of these names could not be read.
    Failed(Vec<(String, Failure)>),
    Document(Box<Review>),
    Tables(Box<Draft>),
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
    Board(TrelloError),
    /// A workspace among other files.
    Alone,
    /// A link that was cut off or changed.
    Link,
}

impl Opening {
    /// Opens nothing yet.
    fn new() -> Self {
        Self {
            state: StoredValue::new_local(State::Idle),
            face: RwSignal::new(0),
            progress: RwSignal::new(0.0),
            cut: RwSignal::new(0),
            version: RwSignal::new(0),
            planned: RwSignal::new(0),
            then_focus: StoredValue::new(String::new()),
        }
    }

    fn show(self, state: State) -> u64 {
        self.with_state(|shown| *shown = state);
        self.face.update(|face| *face += 1);
        self.face.get_untracked()
    }

    /// Lets go of the files.
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
            State::Tables(draft) => Some(run(draft)),
            State::Idle | State::Reading(_) | State::Failed(_) | State::Document(_) => None,
        })
    }

    /// Does something with the table on screen.
    fn with_sheet<R>(self, run: impl FnOnce(&mut Sheet) -> R) -> Option<R> {
        self.with_draft(|draft| draft.sheet().map(run)).flatten()
    }

    /// Reads the draft; what reads runs again after every change of it.
    fn read_draft<R>(self, run: impl FnOnce(&Draft) -> R) -> Option<R> {
        self.version.track();
        self.with_draft(|draft| run(draft))
    }

    /// Reads the table on screen; what reads runs again after every change of it.
    fn read<R>(self, run: impl FnOnce(&Sheet) -> R) -> Option<R> {
        self.version.track();
        self.with_sheet(|sheet| run(sheet))
    }

    /// Changes the mapping of the table on screen.
    fn map(self, session: Session, change: impl FnOnce(&mut Mapping)) {
        self.with_sheet(|sheet| change(&mut sheet.mapping));
        self.work_out_soon(session);
    }

    /// Changes a table so that its columns are others.
    fn cut_anew(self, session: Session, cut: impl FnOnce(&mut Draft)) {
        self.with_draft(cut);
        self.cut.update(|cut| *cut += 1);
        self.work_out_soon(session);
    }

    /// Shows another table.
    fn turn_to(self, at: usize) {
        self.with_draft(|draft| draft.shown = at);
        self.cut.update(|cut| *cut += 1);
        self.version.update(|version| *version += 1);
        self.planned.update(|planned| *planned += 1);
    }

    /// Works out the plan once the page has shown what was changed, piece by piece.
    fn work_out_soon(self, session: Session) {
        let Some(turn) = self.with_draft(Draft::grow_stale) else { return };
        self.version.update(|version| *version += 1);
        spawn_local(async move {
            breathe().await;
            let is_at = |draft: &mut Draft| draft.is_at(turn).then(|| draft.plan(session));
            if self.with_draft(is_at).flatten().is_none() {
                return;
            }
            let mut breath = Breath::new();
            loop {
                let step = self.with_draft(|draft| draft.is_at(turn).then(|| draft.step(session)));
                match step.flatten() {
                    None => return,
                    Some(Step::More) => breath.take().await,
                    Some(Step::Done) => break,
                }
            }
            self.version.update(|version| *version += 1);
            self.planned.update(|planned| *planned += 1);
            let wanted = self.then_focus.try_update_value(std::mem::take).unwrap_or_default();
            if !wanted.is_empty() {
                // What the plan brings stands on the page one turn later.
                breathe().await;
                focus::unless_typing(wanted);
            }
        });
    }

    /// Focuses an element that the coming plan brings, unless something is being typed by then.
    fn focus_after_plan(self, selector: String) {
        self.then_focus.set_value(selector);
    }

    /// Follows the workspace on screen: a plan is made for one state of it.
    fn follow(self, session: Session) {
        match self.with_draft(|draft| draft.fits(session)) {
            Some(draft::Fit::OtherWorkspace) => self.cut_anew(session, |d| d.begin(session)),
            Some(draft::Fit::Changed) => self.work_out_soon(session),
            Some(draft::Fit::Good) | None => {}
        }
    }

    /// Backs up what is here, then takes the tables over.
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

    /// Takes the tables over: one command, one undo.
    fn take_over(self, session: Session) {
        self.follow(session);
        let counts = self.with_draft(|draft| draft.counts()).unwrap_or_default();
        let taken = self.with_draft(Draft::take).flatten();
        let Some((batch, base)) = taken else { return };
        let pipeline = batch.deals.first().map(|deal| deal.pipeline);
        if let Some(base) = base {
            session.replace(settled(&base, &batch));
        }
        match session.apply(Command::Import(Box::new(batch))) {
            Ok(_) => {
                self.close();
                if let Some(pipeline) = pipeline {
                    session.go(session.route.get_untracked().with_pipeline(pipeline));
                }
                let done = session.text().import.done(counts.new + counts.changed);
                session.toast(ToastKind::Done, done);
            }
            Err(refusal) => {
                self.with_draft(|draft| draft.refused = session.text().refusal(&refusal));
                self.work_out_soon(session);
            }
        }
    }
}

/// Makes the workspace a table from the start goes to. Where the file brings
/// its own pipeline there is no other.
fn settled(base: &Workspace, batch: &Batch) -> Workspace {
    let brought = &batch.pipelines;
    let has = |id| brought.iter().any(|pipeline| pipeline.id == id);
    let deals = &batch.deals;
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
            State::Idle | State::Reading(_) | State::Failed(_) => 0,
            State::Document(_) => 1,
            State::Tables(_) => 2,
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
        Failure::TooLarge => errors.file_too_large(file, &text.format.bytes(incoming::LARGEST)),
        Failure::Read(error) => text.read_error(file, error),
        Failure::Board(TrelloError::Form) => text.import.board_form(file),
        Failure::Board(TrelloError::Empty) => text.import.board_empty(file),
        Failure::Link => text.out.share_broken().to_owned(),
        Failure::Alone => text.import.workspace_alone(file),
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
