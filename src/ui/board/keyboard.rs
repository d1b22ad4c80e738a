//! The board by keyboard: arrows walk the cards, Space picks one up, arrows
//! move it, Space drops it, Escape puts it back.

use super::BoardState;
use super::moving::{move_deal, place_at, place_of};
use crate::ui::browser::focus;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use trichter::domain::{DealId, StageId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A card that was picked up by keyboard, and where it would be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lift {
    /// The deal.
    pub deal: DealId,
    /// The stage it would go to.
    pub stage: StageId,
    /// The index among the other cards of that stage.
    pub index: usize,
}

/// A direction of an arrow key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrow {
    Up,
    Down,
    Back,
    Forward,
}

impl Arrow {
    fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "ArrowLeft" => Some(Self::Back),
            "ArrowRight" => Some(Self::Forward),
            _ => None,
        }
    }
}

/// Handles a key on the board.
pub fn press(state: BoardState, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    if !target.matches(".card-link").unwrap_or(false) {
        return;
    }
    let Some(deal) = deal_of(&target) else { return };
    let key = event.key();
    let lift = state.lift.get_untracked();
    match (key.as_str(), lift) {
        (" ", None) => pick_up(state, deal),
        (" " | "Enter", Some(lift)) => drop_card(state, lift),
        ("Escape", Some(lift)) => cancel(state, lift),
        ("Tab", Some(lift)) => {
            cancel(state, lift);
            return;
        }
        (key, Some(lift)) => match Arrow::of(key) {
            Some(arrow) => shift(state, lift, arrow),
            None => return,
        },
        (key, None) => match Arrow::of(key) {
            Some(arrow) => walk(state, deal, arrow),
            None => return,
        },
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Returns the deal of the card an element is in.
pub fn deal_of(element: &Element) -> Option<DealId> {
    element.closest("[data-deal]").ok()??.get_attribute("data-deal")?.parse().ok()
}

fn title(state: BoardState, deal: DealId) -> String {
    state.session.peek(|workspace| {
        workspace.deals().get(deal).map(|deal| deal.title.clone()).unwrap_or_default()
    })
}

fn stage_name(state: BoardState, stage: StageId) -> String {
    state.session.peek(|workspace| {
        workspace.stage(stage).map(|(_, stage)| stage.name.clone()).unwrap_or_default()
    })
}

fn stage_of(state: BoardState, deal: DealId) -> Option<StageId> {
    state.columns.with_untracked(|columns| {
        let column = columns.iter().find(|column| column.deals.contains(&deal))?;
        Some(column.stage)
    })
}

/// Returns how many other cards a column shows.
fn others(state: BoardState, stage: StageId, deal: DealId) -> usize {
    state.columns.with_untracked(|columns| {
        let column = columns.iter().find(|column| column.stage == stage);
        column.map_or(0, |column| column.deals.iter().filter(|id| **id != deal).count())
    })
}

fn neighbour(state: BoardState, stage: StageId, arrow: Arrow) -> Option<StageId> {
    state.columns.with_untracked(|columns| {
        let at = columns.iter().position(|column| column.stage == stage)?;
        let next = match arrow {
            Arrow::Back => at.checked_sub(1)?,
            Arrow::Forward => at + 1,
            Arrow::Up | Arrow::Down => at,
        };
        columns.get(next).map(|column| column.stage)
    })
}

fn pick_up(state: BoardState, deal: DealId) {
    let Some(stage) = stage_of(state, deal) else { return };
    let index = place_of(state, deal, stage).unwrap_or(0);
    state.lift.set(Some(Lift { deal, stage, index }));
    let text = state.session.text();
    state.session.announce(text.a11y.picked_up(&title(state, deal), &stage_name(state, stage)));
    mark(state, Some(Lift { deal, stage, index }));
}

fn shift(state: BoardState, lift: Lift, arrow: Arrow) {
    let last = others(state, lift.stage, lift.deal);
    let next = match arrow {
        Arrow::Up => Lift { index: lift.index.saturating_sub(1), ..lift },
        Arrow::Down => Lift { index: (lift.index + 1).min(last), ..lift },
        Arrow::Back | Arrow::Forward => match neighbour(state, lift.stage, arrow) {
            Some(stage) => {
                let last = others(state, stage, lift.deal);
                Lift { stage, index: lift.index.min(last), ..lift }
            }
            None => lift,
        },
    };
    state.lift.set(Some(next));
    let text = state.session.text();
    let total = others(state, next.stage, next.deal) + 1;
    state.session.announce(text.a11y.over(
        &stage_name(state, next.stage),
        &(next.index + 1).to_string(),
        &total.to_string(),
    ));
    mark(state, Some(next));
}

fn drop_card(state: BoardState, lift: Lift) {
    state.lift.set(None);
    mark(state, None);
    let place = place_at(state, lift.stage, lift.index, lift.deal);
    move_deal(state, lift.deal, lift.stage, place);
    reveal(state, lift.deal);
}

fn cancel(state: BoardState, lift: Lift) {
    state.lift.set(None);
    mark(state, None);
    let text = state.session.text();
    state.session.announce(text.a11y.drag_cancelled(&title(state, lift.deal)));
}

/// Moves the focus to the next card in a direction.
fn walk(state: BoardState, deal: DealId, arrow: Arrow) {
    let Some(stage) = stage_of(state, deal) else { return };
    let at = place_of(state, deal, stage).unwrap_or(0);
    let next = match arrow {
        Arrow::Up => at.checked_sub(1).map(|at| (stage, at)),
        Arrow::Down => Some((stage, at + 1)),
        Arrow::Back | Arrow::Forward => {
            let mut from = stage;
            // An empty column has no card to go to: step over it.
            loop {
                let Some(next) = neighbour(state, from, arrow) else { break None };
                let count = others(state, next, deal);
                if count > 0 {
                    break Some((next, at.min(count - 1)));
                }
                from = next;
            }
        }
    };
    let target = next.and_then(|(stage, at)| {
        state.columns.with_untracked(|columns| {
            columns.iter().find(|column| column.stage == stage)?.deals.get(at).copied()
        })
    });
    let Some(target) = target else { return };
    scroll_to(state, target);
    if !focus::now(&link_of(target)) {
        focus_built(target);
    }
}

/// Scrolls a card into sight, where it may first have to be built, and focuses it.
pub fn reveal(state: BoardState, deal: DealId) {
    scroll_to(state, deal);
    focus_built(deal);
}

fn link_of(deal: DealId) -> String {
    format!("[data-deal=\"{deal}\"] .card-link")
}

/// Focuses a card once the list has built it in answer to the scroll: before the next frame is drawn.
fn focus_built(deal: DealId) {
    request_animation_frame(move || focus::first(link_of(deal)));
}

fn scroll_to(state: BoardState, deal: DealId) {
    let Some(stage) = stage_of(state, deal) else { return };
    let at = place_of(state, deal, stage).unwrap_or(0);
    if let Some(list) = list_of(stage) {
        let top = at as f64 * state.card_height;
        let height = f64::from(list.client_height());
        let seen = f64::from(list.scroll_top());
        if top < seen {
            list.set_scroll_top(pixels(top));
        } else if top + state.card_height > seen + height {
            list.set_scroll_top(pixels(top + state.card_height - height));
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "pixels on a screen")]
fn pixels(length: f64) -> i32 {
    length as i32
}

fn list_of(stage: StageId) -> Option<HtmlElement> {
    let selector = format!("[data-stage=\"{stage}\"] .cards");
    document().query_selector(&selector).ok()??.dyn_into().ok()
}

/// Shows which card is lifted.
fn show_lifted(lift: Option<Lift>) {
    if let Ok(Some(before)) = document().query_selector(".card.lifted") {
        before.class_list().remove_1("lifted").ok();
    }
    let Some(lift) = lift else { return };
    let card = document().query_selector(&format!(".card[data-deal=\"{}\"]", lift.deal));
    if let Ok(Some(card)) = card {
        card.class_list().add_1("lifted").ok();
    }
}

/// Shows where a lifted card would be dropped.
fn mark(state: BoardState, lift: Option<Lift>) {
    show_lifted(lift);
    let line = document().query_selector(".drop-line").ok().flatten();
    if let Some(line) = line {
        line.remove();
    }
    let Some(lift) = lift else { return };
    let Some(list) = list_of(lift.stage) else { return };
    let Ok(line) = document().create_element("li") else { return };
    line.set_class_name("drop-line inside");
    line.set_attribute("aria-hidden", "true").ok();
    let own = place_of(state, lift.deal, lift.stage);
    // The card itself is still in its column: below it, places count one more.
    let row = if own.is_some_and(|own| own < lift.index) { lift.index + 1 } else { lift.index };
    let top = row as f64 * state.card_height;
    if let Some(line) = line.dyn_ref::<HtmlElement>() {
        line.style().set_property("top", &format!("{top}px")).ok();
    }
    list.append_child(&line).ok();
    let height = f64::from(list.client_height());
    let seen = f64::from(list.scroll_top());
    if top < seen || top > seen + height - state.card_height {
        list.set_scroll_top(pixels((top - height / 2.0).max(0.0)));
    }
    if let Some(column) = list.closest(".column").ok().flatten() {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        column.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
