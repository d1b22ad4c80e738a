//! The grid: its head, and the rows in sight.

use super::{ListState, Selecting, columns, keyboard};
use crate::ui::lean::{Built, Derived, rows, view};
use leptos::prelude::*;
use trichter::analytics::{DealColumn, Direction};
use trichter::domain::DealId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, MouseEvent};

/// Shows the deals as a grid; the head scrolls sideways with the rows.
#[component]
pub fn DealTable(
    /// What the table shares.
    state: ListState,
) -> Built {
    let text = state.session.text();
    let total = Derived::new(move || state.shown.with(|shown| shown.len()));
    let sight = state.sight;
    sight.follow(state.scroller);
    let tracks = move || state.columns.with(|columns| columns::tracks(columns));
    let least = move || state.columns.with(|columns| columns::least_width(columns));
    let in_sight =
        move || state.shown.with(|shown| sight.of(shown).into_iter().map(DealId::bits).collect());
    let has_deals = move || state.session.read(|workspace| !workspace.deals().is_empty());
    let empty = move || {
        (total.get() == 0).then(|| {
            let words = if has_deals() { text.list.no_match() } else { text.list.empty() };
            view! { <p class="empty-state" data-testid="list-empty">{words}</p> }
        })
    };
    view! {
        <div class="list-frame">
            <div node_ref=state.scroller class="list-scroll" role="grid" tabindex="0"
                aria-label=text.list.title() aria-describedby="list-keys" aria-multiselectable="true"
                aria-rowcount=move || (total.get() + 1).to_string() data-testid="deal-table"
                style=("--list-columns", tracks) style=("--list-width", least)
                on:scroll=move |_| keyboard::scrolled(state)
                on:keydown=move |event| keyboard::press(state, &event)>
                <Head state/>
                <div class="list-rows" role="rowgroup"
                    style=("--above", move || sight.above(total.get()))
                    style=("--below", move || sight.below(total.get()))>
                    {rows(in_sight, move |key| view! { <Row state id=DealId::from_bits(key)/> })}
                </div>
            </div>
            {empty}
            <p id="list-keys" class="visually-hidden">{text.list.key_help()}</p>
        </div>
    }
}

#[component]
fn Head(
    /// What the table shares.
    state: ListState,
) -> Built {
    let text = state.session.text();
    let some = move || state.chosen.with(|chosen| !chosen.is_empty());
    let all = move || {
        some() && state.shown.with(|shown| shown.len()) == state.chosen.with(|chosen| chosen.len())
    };
    let toggle = move |event: web_sys::Event| match input_of(&event) {
        Some(input) if input.checked() => state.select_all(),
        Some(_) | None => state.select_none(),
    };
    let head = move |column: DealColumn| {
        let direction = move || state.order.with(|order| order.direction(column));
        let sorted = move || {
            direction().map(|direction| match direction {
                Direction::Ascending => "ascending",
                Direction::Descending => "descending",
            })
        };
        view! {
            <div class=format!("list-cell {}", columns::class(column)) role="columnheader"
                aria-sort=sorted>
                <button type="button" class="ghost" on:click=move |_| sort(state, column)>
                    {columns::name(text, column)}
                </button>
            </div>
        }
    };
    view! {
        <div class="list-head" role="rowgroup">
            <div class="list-row" role="row" aria-rowindex="1">
                <div class="list-cell check" role="columnheader">
                    <label>
                        <span class="visually-hidden">{text.list.select_all()}</span>
                        <input type="checkbox" data-testid="select-all" prop:checked=all
                            prop:indeterminate=move || some() && !all() on:change=toggle/>
                    </label>
                </div>
                {move || state.columns.get().into_iter().map(head).collect::<Vec<_>>()}
            </div>
        </div>
    }
}

/// Sorts by a column and says so.
pub fn sort(state: ListState, column: DealColumn) {
    let text = state.session.text();
    state.order.update(|order| order.choose(column));
    let name = columns::name(text, column);
    let said = match state.order.with_untracked(|order| order.direction(column)) {
        Some(Direction::Descending) => text.list.sorted_down(name),
        Some(Direction::Ascending) | None => text.list.sorted_up(name),
    };
    state.session.announce(said);
}

#[component]
fn Row(
    /// What the table shares.
    state: ListState,
    /// The deal.
    id: DealId,
) -> Built {
    let session = state.session;
    let text = session.text();
    let deal = session.deal(id);
    let cells = Derived::new(move || {
        deal.with(|deal| deal.as_ref().map(|deal| state.cells(deal)).unwrap_or_default())
    });
    let place = move || {
        let place = state.shown.with(|shown| shown.iter().position(|known| *known == id));
        place.map(|place| (place + 2).to_string())
    };
    let selected = Derived::new(move || state.selected.with(|selected| selected.contains(&id)));
    let active = Derived::new(move || state.active.get() == Some(id));
    let open = Derived::new(move || session.route.get().deal == Some(id));
    let label = move || {
        let title = deal.with(|deal| deal.as_ref().map(|deal| deal.title.clone()));
        text.list.select_deal(&title.unwrap_or_default())
    };
    let select = move |event: MouseEvent| {
        event.stop_propagation();
        let how = match input_of(&event) {
            Some(input) if input.checked() => Selecting::Add,
            Some(_) | None => Selecting::Remove,
        };
        if !event.shift_key() {
            state.anchor.set_value(Some(id));
        }
        state.active.set(Some(id));
        state.select_up_to(id, how);
    };
    let clicked = move |event: MouseEvent| {
        if opens_elsewhere(&event) {
            return;
        }
        event.prevent_default();
        state.active.set(Some(id));
        session.show_deal(Some(id));
    };
    let address = move || session.route.get_untracked().with_deal(Some(id)).to_string();
    let inside = move || {
        let cells = cells.get().into_iter().map(|cell| {
            let class = format!("list-cell {}", columns::class(cell.column));
            let hint = (!cell.hint.is_empty()).then_some(cell.hint);
            if cell.column == DealColumn::Title {
                view! {
                    <div class=class role="rowheader">
                        <a class="list-link" href=address tabindex=move || if active.get() { "0" } else { "-1" }
                            on:focus=move |_| state.active.set(Some(id))>{cell.text}</a>
                    </div>
                }
            } else {
                view! {
                    <div class=class role="gridcell">
                        <span class=cell.mark title=hint>{cell.text}</span>
                    </div>
                }
            }
        });
        cells.collect::<Vec<_>>()
    };
    view! {
        <div class="list-row" class:open=open role="row" data-deal=id.to_string()
            aria-rowindex=place aria-selected=move || selected.get().to_string() on:click=clicked>
            <div class="list-cell check" role="gridcell" on:click=|event| event.stop_propagation()>
                <label>
                    <input type="checkbox" tabindex="-1" aria-label=label
                        prop:checked=selected on:click=select/>
                </label>
            </div>
            {inside}
        </div>
    }
}

/// Returns true for a click on a link that the browser opens in another tab or window.
fn opens_elsewhere(event: &MouseEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let on_link = target.is_some_and(|target| target.closest("a").ok().flatten().is_some());
    on_link && (event.ctrl_key() || event.meta_key() || event.shift_key())
}

fn input_of(event: &web_sys::Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
