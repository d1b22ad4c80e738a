//! The table of all deals: sort, filter, select, change many at once.
#![allow(
    clippy::large_types_passed_by_value,
    clippy::similar_names,
    reason = "the state is a bundle of handles; closures keep a copy of it anyway. \
              `state` and `stage` are what they are"
)]

mod bulk;
mod cells;
mod columns;
mod filters;
mod keyboard;
mod table;

use crate::ui::kit::window::Sight;
use crate::ui::lean::{Built, Derived, Spot, follow, view};
use crate::ui::session::{Session, use_session};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;
use trichter::analytics::{DealColumn, Listing, ListingSums, SortFacts, SortOrder};
use trichter::domain::{DealId, Moment, Money, WorkspaceId};
use trichter::scoring::Scores;
use trichter::workspace::Search;
use trichter::workspace::{NextSteps, Total, Workspace};

/// Height of a row where the style sheet says nothing, in pixels.
const ROW_HEIGHT: f64 = 40.0;

/// What the parts of the table share.
#[derive(Clone, Copy)]
struct ListState {
    session: Session,
    /// Which deals are shown, beside what is typed into the filter.
    listing: RwSignal<Listing>,
    order: RwSignal<SortOrder>,
    /// What rows and order need beside the deals.
    shared: Derived<Shared>,
    /// The deals shown, in order.
    shown: Derived<Arc<[DealId]>>,
    /// What was selected; some of it may not be shown any more.
    selected: RwSignal<HashSet<DealId>>,
    /// The deals that are selected and shown: what is changed together.
    chosen: Derived<Arc<[DealId]>>,
    /// The row the keyboard is on.
    active: RwSignal<Option<DealId>>,
    /// Where a selection of several rows begins.
    anchor: StoredValue<Option<DealId>>,
    columns: Derived<Vec<DealColumn>>,
    scroller: Spot,
    sight: Sight,
}

/// What rows and order need beside the deals: worked out once for each change of data.
#[derive(Clone)]
struct Shared {
    revision: u64,
    steps: Arc<NextSteps>,
    scores: Arc<Scores>,
    moment: Moment,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

impl Shared {
    fn new(session: Session) -> Self {
        let moment = session.moment();
        session.read(|workspace| Self {
            revision: session.revision(),
            steps: Arc::new(workspace.next_steps()),
            scores: Arc::new(Scores::of_all(workspace, &moment)),
            moment: moment.clone(),
        })
    }
}

thread_local! {
    /// Filters and order while another screen is shown.
    static KEPT: RefCell<Option<(WorkspaceId, Listing, SortOrder)>> = const { RefCell::new(None) };
}

impl ListState {
    fn new(session: Session) -> Self {
        let id = session.peek(Workspace::id);
        let kept = KEPT.take().filter(|(workspace, ..)| *workspace == id);
        let (listing, order) =
            kept.map_or_else(Default::default, |(_, listing, order)| (listing, order));
        let (listing, order) = (RwSignal::new(listing), RwSignal::new(order));
        on_cleanup(move || {
            KEPT.set(Some((id, listing.get_untracked(), order.get_untracked())));
        });
        let shared = Derived::new(move || Shared::new(session));
        // Sorting everything once lets each key of the filter only pick.
        let sorted = Derived::new(move || {
            shared.with(|shared| {
                let facts = SortFacts {
                    steps: &shared.steps,
                    scores: &shared.scores,
                    moment: &shared.moment,
                };
                session.read(|workspace| order.with(|order| order.sort(workspace, facts)))
            })
        });
        let shown = Derived::new(move || sorted.with(|sorted| pick(session, listing, sorted)));
        let selected = RwSignal::new(HashSet::new());
        let chosen = Derived::new(move || {
            selected.with(|selected: &HashSet<DealId>| {
                if selected.is_empty() {
                    return Arc::from([]);
                }
                let chosen = |id: &&DealId| selected.contains(id);
                shown.with(|shown| shown.iter().filter(chosen).copied().collect())
            })
        });
        Self {
            session,
            listing,
            order,
            shared,
            shown,
            selected,
            chosen,
            active: RwSignal::new(None),
            anchor: StoredValue::new(None),
            columns: Derived::new(move || columns::visible(session)),
            scroller: Spot::new(),
            sight: Sight::new("--list-pitch", ROW_HEIGHT),
        }
    }

    /// Selects a row or takes it out of the selection.
    fn toggle(self, id: DealId) {
        self.selected.update(|selected| {
            if !selected.remove(&id) {
                selected.insert(id);
            }
        });
        self.anchor.set_value(Some(id));
    }

    /// Selects the rows from the anchor to a row, or takes them out.
    fn select_up_to(self, id: DealId, how: Selecting) {
        let anchor = self.anchor.get_value().unwrap_or(id);
        self.shown.with_untracked(|shown| {
            let place = |wanted: DealId| shown.iter().position(|id| *id == wanted);
            let (Some(one), Some(two)) = (place(anchor).or_else(|| place(id)), place(id)) else {
                return;
            };
            let rows = shown.get(one.min(two)..=one.max(two)).unwrap_or_default();
            self.selected.update(|selected| match how {
                Selecting::Add => selected.extend(rows),
                Selecting::Remove => selected.retain(|id| !rows.contains(id)),
            });
        });
        self.anchor.set_value(Some(id));
    }

    fn select_all(self) {
        self.selected.set(self.shown.with_untracked(|shown| shown.iter().copied().collect()));
    }

    fn select_none(self) {
        self.selected.set(HashSet::new());
    }
}

/// Whether rows come into the selection or leave it.
#[derive(Clone, Copy)]
enum Selecting {
    Add,
    Remove,
}

/// Picks of all deals in order those that are shown.
fn pick(session: Session, listing: RwSignal<Listing>, sorted: &[DealId]) -> Arc<[DealId]> {
    let search = session.filter.with(|typed| Search::new(typed));
    let found = (!search.is_empty()).then(|| session.haystack().find(&search));
    session.read(|workspace| {
        listing.with(|listing| {
            let shown = |id: &&DealId| {
                let Some(deal) = workspace.deals().get(**id) else { return false };
                let found = found.as_ref().is_none_or(|found| found.binary_search(id).is_ok());
                found && listing.admits(workspace, deal)
            };
            sorted.iter().filter(shown).copied().collect()
        })
    })
}

/// Shows the deals as a table.
#[component]
pub fn List() -> Built {
    let session = use_session();
    let text = session.text();
    let state = ListState::new(session);
    follow(move || {
        state.listing.track();
        state.order.track();
        session.filter.track();
        if let Some(scroller) = state.scroller.get_untracked() {
            scroller.set_scroll_top(0);
            state.sight.look(&scroller);
        }
    });
    view! {
        <div class="screen list-screen">
            <h2 class="visually-hidden">{text.list.title()}</h2>
            <filters::Filters state/>
            <bulk::BulkBar state/>
            <table::DealTable state/>
            <Sums state/>
        </div>
    }
}

/// Says what the deals shown, or those selected, add up to.
#[component]
fn Sums(
    /// What the table shares.
    state: ListState,
) -> Built {
    let session = state.session;
    let text = session.text();
    let selecting = Derived::new(move || state.chosen.with(|chosen| !chosen.is_empty()));
    let sums = Derived::new(move || {
        let deals = if selecting.get() { state.chosen.get() } else { state.shown.get() };
        session.read(|workspace| ListingSums::of(workspace, deals.iter().copied()))
    });
    let all = move || session.read(|workspace| workspace.deals().len());
    let count = move || {
        let deals = sums.with(|sums| sums.deals);
        if selecting.get() {
            text.list.selected(deals)
        } else if deals == all() {
            text.app.deals(deals)
        } else {
            text.list.rows_of(deals, &text.format.count(all()))
        }
    };
    let sum = move |label: &'static str, key: &'static str, total: fn(&ListingSums) -> &Total| {
        view! {
            <span class="list-sum">
                <span class="list-sum-label">{label}</span>
                <span class="list-sum-value" data-figure=key
                    data-value=move || sums.with(|sums| total(sums).minor.to_string())>
                    {move || sums.with(|sums| amount(session, total(sums)))}
                </span>
            </span>
        }
    };
    view! {
        <section class="list-sums" aria-label=text.list.sums()>
            <span class="list-count" role="status" data-figure="list.count" data-testid="list-count"
                data-value=move || sums.with(|sums| sums.deals.to_string())>{count}</span>
            {sum(text.deal.value(), "list.value", |sums| &sums.value)}
            {sum(text.list.weighted(), "list.weighted", |sums| &sums.weighted)}
            <span class="hint" data-testid="list-left-out">
                {move || sums.with(|sums| remarks(session, &sums.value))}
            </span>
        </section>
    }
}

/// Writes a sum in the base currency.
fn amount(session: Session, total: &Total) -> String {
    let currency = session.peek(Workspace::base_currency);
    match i64::try_from(total.minor).ok().and_then(|minor| Money::new(minor, currency).ok()) {
        Some(sum) => session.format().money_short(sum),
        // Beyond what an amount can hold, a rounded figure is what can be read at all.
        None => session.format().money_units(total.minor as f64, currency),
    }
}

/// Says what a sum leaves out and what was converted.
fn remarks(session: Session, total: &Total) -> String {
    let text = session.text();
    let mut said = Vec::new();
    if total.unknown > 0 {
        said.push(text.board.without_value(total.unknown));
    }
    if total.without_rate > 0 {
        said.push(text.list.without_rate(total.without_rate));
    }
    if total.converted > 0 {
        let currency = session.peek(Workspace::base_currency);
        said.push(text.app.in_base_currency(&session.format().currency(currency)));
    }
    said.join(" · ")
}
