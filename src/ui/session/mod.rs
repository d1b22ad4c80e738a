//! The one place that changes data, and the signals that say so.
//!
//! A screen reads through [`Session::read`] (which re-runs it after every
//! change), and asks for a change with [`Session::apply`]. Nothing else writes.

mod edits;
mod message;
mod place;
mod saving;
mod workspaces;

pub use message::{Toast, ToastKind};
pub use saving::SaveState;

use crate::ui::annex::{self, Annex};
use crate::ui::browser::mirror::Begun;
use crate::ui::browser::preferences::{Preferences, Theme};
use crate::ui::browser::{address, clock};
use crate::ui::keeper::{Keeper, Opened};
use crate::ui::lean::Derived;
use crate::ui::tabs::Company;
use leptos::prelude::*;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;
use trichter::domain::{Deal, DealId, Ids, Language, Moment, Percentages, Zone};
use trichter::i18n::{Format, Text};
use trichter::route::Route;
use trichter::store::tabs::Role;
use trichter::workspace::{Haystack, History, Transaction, Workspace};

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

pub(in crate::ui) struct Inner {
    pub(in crate::ui) workspace: Workspace,
    pub(in crate::ui) history: History,
    ids: Ids,
    zone: Zone,
    pub(in crate::ui) keeper: Keeper,
    pub(in crate::ui) company: Company,
    /// What was last refused, until something is stored again.
    refused: Option<SaveState>,
    /// Lower-case text of each deal that the filter looks through, by revision.
    pub(in crate::ui) haystack: Option<(u64, Rc<Haystack>)>,
    /// What was done since the analyst was last told; `None` where it has no copy that this leads on.
    pub(in crate::ui) trail: Option<Vec<Transaction>>,
}

impl Inner {
    pub(in crate::ui) fn learn(&mut self, moment: &Moment) {
        trichter::analytics::learn(&mut self.workspace, moment);
    }

    pub(in crate::ui) fn show(&mut self, (workspace, history): Opened) {
        self.workspace = workspace;
        self.history = history;
        self.haystack = None;
        self.trail = None;
    }

    /// Notes what was done, for the analyst.
    pub(in crate::ui) fn note(&mut self, transaction: &Transaction) {
        if let Some(trail) = &mut self.trail {
            trail.push(transaction.clone());
        }
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
            trail: None,
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

    /// Returns the same number, once.
    pub fn revision_now(self) -> u64 {
        self.revision.get_untracked()
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

    pub(in crate::ui) fn with_inner<R>(self, run: impl FnOnce(&mut Inner) -> R) -> R {
        self.inner
            .try_update_value(run)
            .unwrap_or_else(|| unreachable!("the session lives as long as the page"))
    }

    /// Returns true where the chances of deals are learned.
    pub(in crate::ui) fn learns(self) -> bool {
        self.peek(|workspace| workspace.settings().percentages == Percentages::Learned)
    }

    pub(in crate::ui) fn bump(self) {
        if self.learns() {
            annex::learn_chances(self);
        }
        self.revision.update(|revision| *revision += 1);
    }
}
