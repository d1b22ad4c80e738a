//! A card under way: where it may go, where it would go, and the scrolling at the edges.

use super::Press;
use crate::ui::board::BoardState;
use crate::ui::board::moving::place_of;
use crate::ui::browser::clock;
use leptos::prelude::*;
use trichter::domain::{DealId, StageId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Within so many pixels of an edge the column or the board scrolls.
const EDGE: f64 = 56.0;
/// The fastest scroll at an edge, in pixels a millisecond.
const EDGE_SPEED: f64 = 1.1;
/// A frame counts as at most so many milliseconds: after a pause nothing jumps.
const LONGEST_FRAME: f64 = 100.0;

/// Where a dragged card would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Column { stage: StageId, index: usize },
    Won,
    Lost,
}

/// A column as it was measured when the drag began.
struct Lane {
    stage: StageId,
    list: HtmlElement,
    /// Left and right edge within the scrolled board.
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// How many cards the column shows, the dragged one included.
    rows: usize,
    /// The row of the dragged card, if it is in this column.
    own: Option<usize>,
}

pub(super) struct Going {
    pub(super) ghost: HtmlElement,
    pub(super) line: HtmlElement,
    lanes: Vec<Lane>,
    zones: Vec<(Target, web_sys::DomRect)>,
    /// From the pointer to the corner of the ghost.
    grip: (f64, f64),
    pub(super) at: (f64, f64),
    pub(super) target: Option<Target>,
    /// When the edges were last looked at, in milliseconds.
    looked: f64,
}

/// Lifts the card of a press: measures the columns and the zones, and makes the ghost.
pub(super) fn begin(state: BoardState, board: &HtmlElement, press: &Press) -> Option<Going> {
    let place = press.card.get_bounding_client_rect();
    let ghost: HtmlElement = press.card.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    ghost.set_class_name("card ghost-card");
    ghost.remove_attribute("data-deal").ok();
    ghost.set_attribute("aria-hidden", "true").ok();
    ghost.style().set_property("width", &format!("{}px", place.width())).ok();
    let line: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    line.set_class_name("drop-line");
    let body = document().body()?;
    body.append_child(&line).ok()?;
    body.append_child(&ghost).ok()?;
    Some(Going {
        ghost,
        line,
        lanes: lanes(state, board, press.deal),
        zones: zones(),
        grip: (press.start.0 - place.left(), press.start.1 - place.top()),
        at: press.start,
        target: None,
        looked: clock::milliseconds(),
    })
}

fn lanes(state: BoardState, board: &HtmlElement, deal: DealId) -> Vec<Lane> {
    let scrolled = f64::from(board.scroll_left());
    state.columns.with_untracked(|columns| {
        columns
            .iter()
            .filter_map(|column| {
                let selector = format!("[data-stage=\"{}\"] .cards", column.stage);
                let list: HtmlElement = board.query_selector(&selector).ok()??.dyn_into().ok()?;
                let place = list.get_bounding_client_rect();
                Some(Lane {
                    stage: column.stage,
                    left: place.left() + scrolled,
                    right: place.right() + scrolled,
                    top: place.top(),
                    bottom: place.bottom(),
                    rows: column.deals.len(),
                    own: place_of(state, deal, column.stage),
                    list,
                })
            })
            .collect()
    })
}

fn zones() -> Vec<(Target, web_sys::DomRect)> {
    [("won", Target::Won), ("lost", Target::Lost)]
        .into_iter()
        .filter_map(|(name, target)| {
            let selector = format!("[data-zone=\"{name}\"].drop-zone");
            let zone = document().query_selector(&selector).ok()??;
            Some((target, zone.get_bounding_client_rect()))
        })
        .collect()
}

impl Going {
    pub(super) fn follow(&mut self, scrolled: f64, pitch: f64) {
        let (x, y) = self.at;
        translate(&self.ghost, x - self.grip.0, y - self.grip.1);
        let zone = self.zones.iter().find(|(_, place)| {
            x >= place.left() && x <= place.right() && y >= place.top() && y <= place.bottom()
        });
        let target = match zone {
            Some((target, _)) => Some(*target),
            None => self.over_lane(x + scrolled, y, scrolled, pitch),
        };
        if target != self.target {
            self.show(target);
            self.target = target;
        }
    }

    /// Finds the column and row under the pointer and puts the line there.
    fn over_lane(&self, x: f64, y: f64, scrolled: f64, pitch: f64) -> Option<Target> {
        let lane = self.lanes.iter().find(|lane| x >= lane.left - 6.0 && x < lane.right + 6.0)?;
        let seen = f64::from(lane.list.scroll_top());
        let row = whole((y - self.grip.1 - lane.top + seen + pitch) / pitch).min(lane.rows);
        let index = match lane.own {
            Some(own) if row > own => row - 1,
            Some(_) | None => row,
        };
        let top = (lane.top + row as f64 * pitch - seen).clamp(lane.top, lane.bottom);
        translate(&self.line, lane.left - scrolled, top);
        let width = format!("{}px", lane.right - lane.left);
        self.line.style().set_property("width", &width).ok();
        Some(Target::Column { stage: lane.stage, index })
    }

    /// Marks the zone or shows the line.
    pub(super) fn show(&self, target: Option<Target>) {
        let over_lane = matches!(target, Some(Target::Column { .. }));
        let visibility = if over_lane { "visible" } else { "hidden" };
        self.line.style().set_property("visibility", visibility).ok();
        for (zone, name) in [(Target::Won, "won"), (Target::Lost, "lost")] {
            let selector = format!("[data-zone=\"{name}\"].drop-zone");
            if let Ok(Some(element)) = document().query_selector(&selector) {
                element.class_list().toggle_with_force("over", target == Some(zone)).ok();
            }
        }
    }

    /// Scrolls a step if the pointer is at an edge; true if anything moved.
    pub(super) fn scroll(&mut self, board: &HtmlElement) -> bool {
        let (x, y) = self.at;
        let now = clock::milliseconds();
        let frame = (now - self.looked).clamp(0.0, LONGEST_FRAME);
        self.looked = now;
        let place = board.get_bounding_client_rect();
        let across = edge_step(x - place.left(), place.right() - x, frame);
        let before = (board.scroll_left(), 0);
        if across != 0 {
            board.set_scroll_left(before.0 + across);
        }
        let mut moved = board.scroll_left() != before.0;
        let at = x + f64::from(board.scroll_left());
        if let Some(lane) = self.lanes.iter().find(|lane| at >= lane.left && at < lane.right) {
            let down = edge_step(y - lane.top, lane.bottom - y, frame);
            let seen = lane.list.scroll_top();
            if down != 0 {
                lane.list.set_scroll_top(seen + down);
                moved |= lane.list.scroll_top() != seen;
            }
        }
        moved
    }
}

/// Returns how far to scroll in a frame of so many milliseconds, for the
/// distances to the edge before and after.
#[allow(clippy::cast_possible_truncation, reason = "pixels a frame")]
fn edge_step(before: f64, after: f64, frame: f64) -> i32 {
    let near = |distance: f64| ((EDGE - distance.max(0.0)) / EDGE).clamp(0.0, 1.0);
    ((near(after) - near(before)) * EDGE_SPEED * frame) as i32
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a row of a list: not negative, far below 2^31"
)]
fn whole(rows: f64) -> usize {
    rows.max(0.0) as usize
}

fn translate(element: &HtmlElement, x: f64, y: f64) {
    let to = format!("translate({x}px,{y}px)");
    element.style().set_property("transform", &to).ok();
}
