//! The one place that changes data, and the signals that say so.
//!
//! A screen reads through [`Session::read`] (which re-runs it after every
//! change), and asks for a change with [`Session::apply`]. Nothing else writes.

use crate::ui::annex::{self, Annex};
use crate::ui::browser::mirror::{self, Begun};
use crate::ui::browser::preferences::{Preferences, Theme};
use crate::ui::browser::{address, clock};
use crate::ui::keeper::{Keeper, Known, Opened, Trouble};
use crate::ui::lean::Derived;
use crate::ui::tabs::Company;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;
use trichter::domain::{
    Availability, Deal, DealId, Ids, Language, Moment, Pipeline, PipelineId, WorkspaceId, Zone,
};
use trichter::example::Simulation;
use trichter::i18n::{Format, Text};
use trichter::route::{Route, Screen};
use trichter::store::tabs::Role;
use trichter::store::{Durability, Progress, SaveError, Saved, Usage};
use trichter::workspace::Haystack;
use trichter::workspace::{Command, History, Label, Refusal, Transaction, Verb, Workspace};

/// How long a message stays, in milliseconds.
const TOAST_MS: u64 = 7_000;

/// How long after an edit the journal is folded, in milliseconds.
const COMPACT_AFTER_MS: u64 = 1_500;

/// How long the page breathes between two slices of a compaction, in milliseconds.
const SLICE_MS: u64 = 16;

/// Whether what is on screen is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is stored.
    #[default]
    Saved,
    /// It is on its way.
    Saving,
    /// Everything is stored, but one of the two storages does not hold it; what that
    /// means in words.
    Weak(String),
    /// The last change could not be stored; the reason in words.
    NotSaved(String),
}

/// A short message at the edge of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells toasts apart.
    pub id: u64,
    /// What it says.
    pub text: String,
    /// What it is.
    pub kind: ToastKind,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was done and can be undone.
    Done,
    /// Something is just said.
    Note,
    /// Something was refused.
    Refused,
}

/// A question that any screen can put; the dialog for it lives in the shell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    /// None.
    #[default]
    Nothing,
    /// Why was the deal won?
    Win(DealId),
    /// Why was the deal lost?
    Lose(DealId),
    /// What do the keys do?
    Keys,
    /// How far back?
    History,
}

pub(super) struct Inner {
    pub(super) workspace: Workspace,
    pub(super) history: History,
    ids: Ids,
    zone: Zone,
    pub(super) keeper: Keeper,
    pub(super) company: Company,
    /// What was last refused, until something is stored again.
    refused: Option<SaveState>,
    /// Lower-case text of each deal that the filter looks through, by revision.
    pub(super) haystack: Option<(u64, Rc<Haystack>)>,
}

impl Inner {
    pub(super) fn show(&mut self, (workspace, history): Opened) {
        self.workspace = workspace;
        self.history = history;
        self.haystack = None;
    }
}

/// Everything the page shares.
pub struct Shared {
    inner: StoredValue<Inner, LocalStorage>,
    revision: RwSignal<u64>,
    /// Where the page is.
    pub route: RwSignal<Route>,
    /// Language and theme.
    pub preferences: RwSignal<Preferences>,
    /// True while there is a workspace.
    pub open: RwSignal<bool>,
    /// True while nobody has taken note of what was set aside.
    pub aside: RwSignal<bool>,
    /// Whether everything is stored.
    pub save_state: RwSignal<SaveState>,
    /// Messages on screen, oldest first.
    pub toasts: RwSignal<Vec<Toast>>,
    /// What a screen reader says next.
    pub announcement: RwSignal<String>,
    /// The question on screen.
    pub ask: RwSignal<Ask>,
    /// What is typed into the filter.
    pub filter: RwSignal<String>,
    toast_count: StoredValue<u64>,
    /// The part of the page that arrives later.
    pub annex: Annex,
}

/// A handle to everything the page shares; free to copy, as small as a pointer.
#[derive(Clone, Copy)]
pub struct Session(&'static Shared);

impl Deref for Session {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.0
    }
}

/// Returns the session of the page.
pub fn use_session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// Opens what this browser holds.
    pub fn start(begun: Begun) -> Self {
        let zone = clock::zone();
        let (keeper, found, trouble) = Keeper::open(begun, &clock::moment(&zone));
        let writes = keeper.term().map_or(Role::Reader, |_| Role::Writer);
        let open = found.is_some();
        let (workspace, history) = found.unwrap_or_default();
        let inner = Inner {
            workspace,
            history,
            ids: clock::fresh_ids(),
            zone,
            keeper,
            company: Company::new(writes),
            refused: None,
            haystack: None,
        };
        // It lives as long as the page: there is nobody to give it back to.
        let session = Self(Box::leak(Box::new(Shared {
            inner: StoredValue::new_local(inner),
            revision: RwSignal::new(0),
            route: RwSignal::new(address::route()),
            preferences: RwSignal::new(Preferences::load()),
            open: RwSignal::new(open),
            aside: RwSignal::new(false),
            save_state: RwSignal::new(SaveState::Saved),
            toasts: RwSignal::new(Vec::new()),
            announcement: RwSignal::new(String::new()),
            ask: RwSignal::new(Ask::Nothing),
            filter: RwSignal::new(String::new()),
            toast_count: StoredValue::new(0),
            annex: Annex::new(),
        })));
        if let Some(trouble) = trouble {
            session.set_saved(Err(trouble));
        }
        address::follow(session.route);
        session.follow_tabs();
        session.settle_soon();
        session.simulate_if_asked();
        session
    }

    /// Makes a simulated workspace if the address asks for one:
    /// `#/data/simulate?deals=1000&seed=42&open=1`.
    fn simulate_if_asked(self) {
        let Some(wish) = address::simulation() else { return };
        let made = Simulation::new(wish.deals, wish.seed, self.language(), &self.moment());
        let simulation = Simulation { kept: wish.kept, ..made };
        annex::when_here(self, move || {
            if let Some(workspace) = annex::simulated(&simulation) {
                self.replace(workspace);
            }
        });
    }

    /// Returns the texts of the language. Not tracked: the whole page is built
    /// anew when the language changes.
    pub fn text(self) -> &'static Text {
        Text::of(self.language())
    }

    /// Returns the language, untracked.
    pub fn language(self) -> Language {
        self.preferences.with_untracked(|preferences| preferences.language())
    }

    /// Returns how numbers and days are written, untracked.
    pub fn format(self) -> Format {
        self.text().format
    }

    /// Sets the language and keeps it.
    pub fn set_language(self, language: Language) {
        self.preferences.update(|preferences| preferences.language = Some(language));
        self.preferences.get_untracked().save();
    }

    /// Sets the theme and keeps it.
    pub fn set_theme(self, theme: Theme) {
        self.preferences.update(|preferences| preferences.theme = theme);
        self.preferences.get_untracked().save();
    }

    /// Returns a number that grows with every change of data. Tracked.
    pub fn revision(self) -> u64 {
        self.revision.get()
    }

    /// Reads the workspace; what reads re-runs after every change.
    pub fn read<R>(self, reader: impl FnOnce(&Workspace) -> R) -> R {
        self.revision.track();
        self.peek(reader)
    }

    /// Reads the workspace once.
    pub fn peek<R>(self, reader: impl FnOnce(&Workspace) -> R) -> R {
        self.inner.with_value(|inner| reader(&inner.workspace))
    }

    /// Returns now, in the zone of the device.
    pub fn moment(self) -> Moment {
        self.inner.with_value(|inner| clock::moment(&inner.zone))
    }

    /// Runs something that needs fresh ids.
    pub fn with_ids<R>(self, run: impl FnOnce(&Workspace, &mut Ids) -> R) -> R {
        self.inner
            .try_update_value(|inner| run(&inner.workspace, &mut inner.ids))
            .unwrap_or_else(|| unreachable!("the session lives as long as the page"))
    }

    /// Follows one deal; `None` when it is gone.
    pub fn deal(self, id: DealId) -> Derived<Option<Arc<Deal>>> {
        Derived::new(move || self.read(|workspace| workspace.deals().get(id).cloned()))
    }

    /// Returns the pipeline on screen: that of the route, or the first in use. Tracked.
    pub fn pipeline(self) -> Option<Arc<Pipeline>> {
        let wanted = self.route.get().pipeline;
        self.read(|workspace| pipeline_of(workspace, wanted))
    }

    /// Returns the pipeline on screen once.
    pub fn pipeline_now(self) -> Option<Arc<Pipeline>> {
        let wanted = self.route.get_untracked().pipeline;
        self.peek(|workspace| pipeline_of(workspace, wanted))
    }

    /// Goes to a route.
    pub fn go(self, route: Route) {
        if self.route.get_untracked() != route {
            self.route.set(route);
            address::push(route);
        }
    }

    /// Goes to a screen.
    pub fn go_to(self, screen: Screen) {
        self.go(self.route.get_untracked().to(screen));
    }

    /// Opens a deal's panel, or closes it.
    pub fn show_deal(self, deal: Option<DealId>) {
        self.go(self.route.get_untracked().with_deal(deal));
    }

    /// Does a command, stores it and says what was done.
    ///
    /// # Errors
    /// The refusal; nothing was changed. The caller shows it at the field, or
    /// uses [`Session::run`] where there is no field.
    pub fn apply(self, command: Command) -> Result<Transaction, Refusal> {
        let moment = self.moment();
        let transaction = self.with_inner(|inner| {
            let transaction = inner.workspace.apply(command, &moment, &mut inner.ids)?;
            inner.history.push(transaction.clone());
            Ok::<_, Refusal>(transaction)
        })?;
        if !transaction.changes.is_empty() {
            self.store(&transaction);
            self.bump();
        }
        Ok(transaction)
    }

    /// Does a command and shows a message either way.
    pub fn run(self, command: Command) -> bool {
        match self.apply(command) {
            Ok(transaction) => {
                if !transaction.changes.is_empty() {
                    self.toast(ToastKind::Done, self.describe(&transaction.label));
                }
                true
            }
            Err(refusal) => {
                self.toast(ToastKind::Refused, self.text().refusal(&refusal));
                false
            }
        }
    }

    /// Takes back the last change.
    pub fn undo(self) {
        let moment = self.moment();
        let label =
            self.with_inner(|inner| inner.history.next_undo().map(|next| next.label.clone()));
        let done = self.with_inner(|inner| inner.history.undo(&mut inner.workspace, &moment));
        self.stepped(
            label,
            done,
            |text, what| text.app.undone(what),
            |text| text.app.nothing_to_undo(),
        );
    }

    /// Does again what was taken back last.
    pub fn redo(self) {
        let moment = self.moment();
        let label =
            self.with_inner(|inner| inner.history.next_redo().map(|next| next.label.clone()));
        let done = self.with_inner(|inner| inner.history.redo(&mut inner.workspace, &moment));
        self.stepped(
            label,
            done,
            |text, what| text.app.redone(what),
            |text| text.app.nothing_to_redo(),
        );
    }

    /// Takes back so many changes, one after the other; returns how many there were.
    pub fn go_back(self, count: usize) -> usize {
        self.go_on(count, History::undo)
    }

    /// Does so many changes again; returns how many there were.
    pub fn go_forth(self, count: usize) -> usize {
        self.go_on(count, History::redo)
    }

    fn go_on(
        self,
        count: usize,
        step: fn(&mut History, &mut Workspace, &Moment) -> Option<Transaction>,
    ) -> usize {
        let moment = self.moment();
        let next =
            || self.with_inner(|inner| step(&mut inner.history, &mut inner.workspace, &moment));
        let mut gone = 0;
        while gone < count
            && let Some(transaction) = next()
        {
            self.store(&transaction);
            gone += 1;
        }
        self.bump();
        gone
    }

    fn stepped(
        self,
        label: Option<Label>,
        done: Option<Transaction>,
        say: fn(&Text, &str) -> String,
        nothing: fn(&Text) -> &'static str,
    ) {
        if let (Some(label), Some(transaction)) = (label, done) {
            self.store(&transaction);
            self.bump();
            self.toast(ToastKind::Note, say(self.text(), &self.describe(&label)));
        } else {
            self.toast(ToastKind::Note, nothing(self.text()).to_owned());
        }
    }

    /// Returns true when there is something to undo. Tracked.
    pub fn can_undo(self) -> bool {
        self.revision.track();
        self.inner.with_value(|inner| inner.history.next_undo().is_some())
    }

    /// Returns true when there is something to redo. Tracked.
    pub fn can_redo(self) -> bool {
        self.revision.track();
        self.inner.with_value(|inner| inner.history.next_redo().is_some())
    }

    /// Says in words what was done.
    pub fn describe(self, label: &Label) -> String {
        let text = self.text();
        let verb = text.verbs.of(label.verb);
        match (label.verb, label.count) {
            (Verb::Import, count) => {
                format!("{verb}: {} ({})", label.subject, self.format().whole(count.into()))
            }
            (_, 1) if label.subject.is_empty() => verb.to_owned(),
            (_, 1) => format!("{verb}: {}", shortened(&label.subject)),
            (_, count) => format!("{verb}: {}", self.format().whole(count.into())),
        }
    }

    /// Puts another workspace on screen and stores it.
    pub fn replace(self, workspace: Workspace) {
        let moment = self.moment();
        let kept = self.with_inner(|inner| {
            inner.history = History::default();
            inner.workspace = workspace;
            inner.haystack = None;
            inner.keeper.adopt(&inner.workspace, &moment)
        });
        self.set_saved(kept);
        self.send();
        self.want();
        self.filter.set(String::new());
        self.open.set(true);
        self.bump();
        let route = Route { screen: self.route.get_untracked().screen, ..Route::default() };
        self.route.set(route);
        address::push(route);
    }

    /// Lists the workspaces of this browser: id and name.
    pub fn workspaces(self) -> Vec<Known> {
        self.revision.track();
        self.inner.with_value(|inner| inner.keeper.workspaces(&inner.workspace))
    }

    /// Switches to another workspace of this browser.
    pub fn switch(self, id: WorkspaceId) {
        annex::when_here(self, move || {
            if self.with_inner(|inner| inner.keeper.term().is_some()) {
                self.switch_now(id);
                return;
            }
            // Another tab may have written since this one read.
            spawn_local(async move {
                let begun = mirror::read().await;
                let taken = self.with_inner(|inner| {
                    if inner.keeper.term().is_some() { Ok(()) } else { inner.keeper.take(begun) }
                });
                match taken {
                    Ok(()) => self.switch_now(id),
                    Err(trouble) => self.set_saved(Err(trouble)),
                }
            });
        });
    }

    /// Says whether what is stored survives a kill of the browser. Tracked.
    pub fn has_mirror(self) -> bool {
        self.save_state.track();
        self.inner.with_value(|inner| inner.keeper.has_mirror())
    }

    fn switch_now(self, id: WorkspaceId) {
        let moment = self.moment();
        let loaded = self.with_inner(|inner| {
            let (opened, trouble) = inner.keeper.load(id, &moment)?;
            inner.show(opened);
            Ok::<_, Trouble>(trouble)
        });
        match loaded {
            Ok(trouble) => {
                self.set_saved(trouble.map_or(Ok(()), Err));
                self.filter.set(String::new());
                self.open.set(true);
                self.bump();
                self.go(Route { screen: self.route.get_untracked().screen, ..Route::default() });
            }
            // What is on screen stays on screen.
            Err(trouble) => self.toast(ToastKind::Refused, trouble.words(self.text())),
        }
    }

    /// Makes the two storages the same when the page stands.
    fn settle_soon(self) {
        let settle = move || {
            self.with_inner(|inner| inner.keeper.settle(inner.workspace.id()));
            self.send();
        };
        set_timeout(settle, std::time::Duration::from_millis(COMPACT_AFTER_MS));
    }

    /// Shows another state of a workspace.
    pub(super) fn show(self, opened: Opened) {
        self.with_inner(|inner| inner.show(opened));
        self.bump();
    }

    /// Removes the workspace on screen from this browser and goes to another,
    /// or to the start if there is none.
    pub fn forget(self) {
        let next = self.with_inner(|inner| {
            let forgotten = inner.keeper.forget(inner.workspace.id());
            inner.workspace = Workspace::default();
            inner.history = History::default();
            forgotten
                .map(|()| inner.keeper.workspaces(&inner.workspace).first().map(|known| known.id))
        });
        self.send();
        self.want();
        match next {
            Ok(Some(id)) => self.switch(id),
            Ok(None) => {
                self.open.set(false);
                self.bump();
                self.go(Route::default());
            }
            Err(trouble) => self.set_saved(Err(trouble)),
        }
    }

    /// Leaves the workspace on screen for the start, where a new one is chosen.
    pub fn leave(self) {
        self.open.set(false);
    }

    /// Says how full the storage of this browser is; `None` where it cannot be told.
    pub fn usage(self) -> Option<Usage> {
        self.with_inner(|inner| inner.keeper.usage()).ok()
    }

    /// Says something.
    pub fn toast(self, kind: ToastKind, text: String) {
        self.toast_count.update_value(|count| *count += 1);
        let id = self.toast_count.get_value();
        self.announcement.set(text.clone());
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.kind == ToastKind::Refused && kind != ToastKind::Refused);
            toasts.push(Toast { id, text, kind });
        });
        if kind != ToastKind::Refused {
            set_timeout(move || self.dismiss(id), std::time::Duration::from_millis(TOAST_MS));
        }
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u64) {
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Lets a screen reader say something.
    pub fn announce(self, text: String) {
        self.announcement.set(text);
    }

    /// Returns what the filter looks through, made once for each revision.
    pub fn haystack(self) -> Rc<Haystack> {
        let revision = self.revision.get();
        self.with_inner(|inner| match &inner.haystack {
            Some((made, haystack)) if *made == revision => Rc::clone(haystack),
            Some(_) | None => {
                let haystack = Rc::new(Haystack::of(&inner.workspace));
                inner.haystack = Some((revision, Rc::clone(&haystack)));
                haystack
            }
        })
    }

    pub(super) fn with_inner<R>(self, run: impl FnOnce(&mut Inner) -> R) -> R {
        self.inner
            .try_update_value(run)
            .unwrap_or_else(|| unreachable!("the session lives as long as the page"))
    }

    fn store(self, transaction: &Transaction) {
        let kept = self.with_inner(|inner| {
            if inner.keeper.term().is_some() {
                inner.company.note(transaction);
            }
            inner.keeper.append(transaction, &inner.workspace)
        });
        if kept == Ok(Saved::CompactionDue) {
            // Not within the edit: the page shows it first.
            let begin = move || {
                self.with_inner(|inner| inner.keeper.begin_compaction(&inner.workspace));
                self.compact();
            };
            set_timeout(begin, std::time::Duration::from_millis(COMPACT_AFTER_MS));
        }
        self.set_saved(kept.map(|_| ()));
        self.send();
        self.want();
    }

    /// Does a slice of a compaction, and the next one when the page has breathed.
    fn compact(self) {
        match self.with_inner(|inner| inner.keeper.compact()) {
            Ok(Progress::More) => {
                set_timeout(move || self.compact(), std::time::Duration::from_millis(SLICE_MS));
            }
            Ok(Progress::Done | Progress::Overtaken) => self.send(),
            Err(trouble) => self.set_saved(Err(trouble)),
        }
    }

    pub(super) fn set_saved(self, kept: Result<(), Trouble>) {
        if kept == Err(Trouble::SetAside) {
            self.aside.set(true);
        }
        match kept {
            // What was read is whole and stored; what was not is told on its own.
            Ok(()) | Err(Trouble::SetAside) => {
                self.with_inner(|inner| inner.refused = None);
                self.say_durability();
            }
            Err(trouble) => {
                let state = SaveState::NotSaved(trouble.words(self.text()));
                self.with_inner(|inner| inner.refused = Some(state.clone()));
                self.say(state);
            }
        }
    }

    /// Says whether what was stored survives.
    pub(super) fn say_durability(self) {
        let text = self.text();
        let state = self.with_inner(|inner| {
            if let Some(refused) = &inner.refused {
                return refused.clone();
            }
            let keeper = &inner.keeper;
            if inner.company.is_outdated() && keeper.waits() {
                return SaveState::NotSaved(text.errors.storage_newer().to_owned());
            }
            match (keeper.durability(), keeper.local_trouble()) {
                (Durability::NotSaved(error), _) => {
                    SaveState::NotSaved(Trouble::Save(SaveError::Storage(error)).words(text))
                }
                (Durability::Saving, _) => SaveState::Saving,
                (Durability::Saved, Some(error)) => {
                    let trouble = Trouble::Save(SaveError::Storage(error.clone()));
                    SaveState::Weak(text.app.only_in_mirror(&trouble.words(text)))
                }
                (Durability::Saved, None) => SaveState::Saved,
            }
        });
        self.say(state);
    }

    fn say(self, state: SaveState) {
        if self.save_state.get_untracked() != state {
            self.save_state.set(state);
        }
    }

    pub(super) fn bump(self) {
        self.revision.update(|revision| *revision += 1);
    }
}

/// Returns the wanted pipeline, or the first in use.
fn pipeline_of(workspace: &Workspace, wanted: Option<PipelineId>) -> Option<Arc<Pipeline>> {
    if let Some(pipeline) = wanted.and_then(|id| workspace.pipelines().get(id)) {
        return Some(Arc::clone(pipeline));
    }
    let in_use = |pipeline: &&&Arc<Pipeline>| pipeline.availability == Availability::Active;
    workspace.pipelines_in_order().iter().find(in_use).map(|found| Arc::clone(found))
}

/// The longest subject of a message, in characters.
const SUBJECT_LENGTH: usize = 60;

/// Shortens a name that would make a message unreadable.
fn shortened(subject: &str) -> String {
    if subject.chars().count() <= SUBJECT_LENGTH {
        return subject.to_owned();
    }
    let mut short: String = subject.chars().take(SUBJECT_LENGTH).collect();
    short.push('…');
    short
}
