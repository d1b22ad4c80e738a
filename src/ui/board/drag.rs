//! Dragging a card with mouse, pen or finger.
//!
//! While a card is dragged nothing reactive runs: the ghost and the line that
//! shows the place are moved by transforms, and the place is worked out from
//! the columns measured at the start. The drop is one command.

use super::BoardState;
use super::keyboard::deal_of;
use super::moving::{move_deal, place_at, place_of};
use crate::ui::browser::clock;
use crate::ui::lean::{Spot, follow};
use crate::ui::session::Ask;
use leptos::ev::{self, MouseEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use trichter::domain::{DealId, StageId};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Element, HtmlElement};

/// A mouse must move so far before a press is a drag, in pixels.
const MOUSE_SLACK: f64 = 5.0;
/// A finger may move so far while it waits for the card to lift.
const TOUCH_SLACK: f64 = 10.0;
/// A finger must rest so long before the card lifts: a shorter touch scrolls.
const TOUCH_HOLD: Duration = Duration::from_millis(260);
/// Within so many pixels of an edge the column or the board scrolls.
const EDGE: f64 = 56.0;
/// The fastest scroll at an edge, in pixels a millisecond.
const EDGE_SPEED: f64 = 1.1;
/// A frame counts as at most so many milliseconds: after a pause nothing jumps.
const LONGEST_FRAME: f64 = 100.0;

/// Where a dragged card would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
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

struct Going {
    ghost: HtmlElement,
    line: HtmlElement,
    lanes: Vec<Lane>,
    zones: Vec<(Target, web_sys::DomRect)>,
    /// From the pointer to the corner of the ghost.
    grip: (f64, f64),
    at: (f64, f64),
    target: Option<Target>,
    /// When the edges were last looked at, in milliseconds.
    looked: f64,
}

struct Press {
    pointer: i32,
    deal: DealId,
    card: HtmlElement,
    start: (f64, f64),
    touch: bool,
    hold: Option<TimeoutHandle>,
    going: Option<Going>,
}

/// The drag of a board; free to copy.
#[derive(Clone, Copy)]
pub struct Drag {
    state: BoardState,
    board: Spot,
    press: StoredValue<Option<Press>, LocalStorage>,
    swallow: StoredValue<bool>,
    /// Keeps the page from scrolling while a card is dragged.
    hold: StoredValue<Closure<dyn FnMut(web_sys::Event)>, LocalStorage>,
    /// True while a card is dragged.
    pub active: RwSignal<bool>,
}

impl Drag {
    /// Makes the drag of a board.
    pub fn new(state: BoardState, board: Spot) -> Self {
        let active = RwSignal::new(false);
        let hold = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            if active.get_untracked() {
                event.prevent_default();
            }
        });
        let drag = Self {
            state,
            board,
            press: StoredValue::new_local(None),
            swallow: StoredValue::new(false),
            hold: StoredValue::new_local(hold),
            active,
        };
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && drag.active.get_untracked() {
                event.prevent_default();
                drag.cancel();
            }
        });
        on_cleanup(move || escape.remove());
        follow(move || {
            if let Some(board) = board.get() {
                drag.hold_the_page(&board);
            }
        });
        drag
    }

    /// While a card is dragged by finger the page must not scroll; only a
    /// listener that is not passive may say so.
    fn hold_the_page(self, element: &HtmlElement) {
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        self.hold.with_value(|hold| {
            element
                .add_event_listener_with_callback_and_add_event_listener_options(
                    "touchmove",
                    hold.as_ref().unchecked_ref(),
                    &options,
                )
                .ok();
        });
    }

    /// Takes the listener of [`Self::hold_the_page`] away.
    fn release_the_page(self, element: &HtmlElement) {
        self.hold.with_value(|hold| {
            let hold = hold.as_ref().unchecked_ref();
            element.remove_event_listener_with_callback("touchmove", hold).ok();
        });
    }

    /// A pointer went down.
    pub fn press(self, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        if target.closest("button, input").ok().flatten().is_some() {
            return;
        }
        let card = target.closest(".card").ok().flatten();
        let Some(card) = card.and_then(|card| card.dyn_into::<HtmlElement>().ok()) else { return };
        let Some(deal) = deal_of(&card) else { return };
        let touch = event.pointer_type() == "touch";
        let hold = if touch {
            set_timeout_with_handle(move || self.lift(), TOUCH_HOLD).ok()
        } else {
            None
        };
        self.press.set_value(Some(Press {
            pointer: event.pointer_id(),
            deal,
            card,
            start: (f64::from(event.client_x()), f64::from(event.client_y())),
            touch,
            hold,
            going: None,
        }));
    }

    /// The pointer moved.
    pub fn shift(self, event: &PointerEvent) {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let next = self.press.try_update_value(|press| {
            let Some(press) = press.as_mut().filter(|press| press.pointer == event.pointer_id())
            else {
                return Next::Nothing;
            };
            if let Some(going) = press.going.as_mut() {
                going.at = at;
                return Next::Follow;
            }
            let moved = (at.0 - press.start.0).hypot(at.1 - press.start.1);
            match press.touch {
                true if moved > TOUCH_SLACK => Next::GiveUp,
                false if moved > MOUSE_SLACK => Next::Lift,
                true | false => Next::Nothing,
            }
        });
        match next.unwrap_or(Next::Nothing) {
            Next::Nothing => {}
            Next::Follow => self.follow(),
            Next::GiveUp => self.cancel(),
            Next::Lift => {
                self.lift();
                self.press.update_value(|press| {
                    if let Some(going) = press.as_mut().and_then(|press| press.going.as_mut()) {
                        going.at = at;
                    }
                });
                self.follow();
            }
        }
    }

    /// The pointer went up.
    pub fn release(self, event: &PointerEvent) {
        let Some(press) = self.take() else { return };
        if press.pointer != event.pointer_id() {
            self.press.set_value(Some(press));
            return;
        }
        let Some(going) = press.going else { return };
        match going.target {
            Some(Target::Column { stage, index }) => {
                let place = place_at(self.state, stage, index, press.deal);
                move_deal(self.state, press.deal, stage, place);
            }
            Some(Target::Won) => self.state.session.ask.set(Ask::Win(press.deal)),
            Some(Target::Lost) => self.state.session.ask.set(Ask::Lose(press.deal)),
            None => {}
        }
    }

    /// The drag ends without a drop.
    pub fn cancel(self) {
        self.take();
    }

    /// Swallows the click that ends a drag.
    pub fn swallow_click(self, event: &MouseEvent) {
        if self.swallow.get_value() {
            self.swallow.set_value(false);
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// Swallows the menu that a long touch would open.
    pub fn swallow_menu(self, event: &MouseEvent) {
        let touched =
            self.press.with_value(|press| press.as_ref().is_some_and(|press| press.touch));
        if touched {
            event.prevent_default();
        }
    }

    /// Ends the press and clears what it drew.
    fn take(self) -> Option<Press> {
        let mut press = self.press.try_update_value(Option::take).flatten()?;
        if let Some(hold) = press.hold.take() {
            hold.clear();
        }
        if let Some(going) = &press.going {
            going.ghost.remove();
            going.line.remove();
            press.card.class_list().remove_1("dragged").ok();
            if press.touch {
                self.release_the_page(&press.card);
            }
            self.swallow.set_value(true);
            // Where no click follows, the next one is meant.
            request_animation_frame(move || self.swallow.set_value(false));
            self.active.set(false);
        }
        Some(press)
    }

    /// Lifts the card: measures the columns and makes the ghost.
    fn lift(self) {
        let Some(board) = self.board.get_untracked() else { return };
        let lifted = self.press.try_update_value(|press| {
            let press = press.as_mut()?;
            press.going = Some(begin(self.state, &board, press)?);
            press.card.class_list().add_1("dragged").ok();
            if press.touch {
                // The column may scroll the card out of the page: what the finger
                // does is then told to the card alone.
                self.hold_the_page(&press.card);
            }
            board.set_pointer_capture(press.pointer).ok();
            Some(())
        });
        if lifted.flatten().is_some() {
            self.active.set(true);
            self.follow();
            self.scroll_at_edges();
        }
    }

    /// Moves ghost and line to the pointer and works out the target.
    fn follow(self) {
        let Some(board) = self.board.get_untracked() else { return };
        let scrolled = f64::from(board.scroll_left());
        let pitch = self.state.card_height;
        self.press.update_value(|press| {
            if let Some(going) = press.as_mut().and_then(|press| press.going.as_mut()) {
                going.follow(scrolled, pitch);
            }
        });
    }

    /// Scrolls column and board while the pointer rests at an edge.
    fn scroll_at_edges(self) {
        request_animation_frame(move || {
            let Some(board) = self.board.get_untracked() else { return };
            let going = self.press.try_update_value(|press| {
                let going = press.as_mut()?.going.as_mut()?;
                Some(going.scroll(&board))
            });
            match going.flatten() {
                Some(true) => {
                    self.follow();
                    self.scroll_at_edges();
                }
                Some(false) => self.scroll_at_edges(),
                None => {}
            }
        });
    }
}

/// What a move of the pointer means.
enum Next {
    Nothing,
    Follow,
    GiveUp,
    Lift,
}

fn begin(state: BoardState, board: &HtmlElement, press: &Press) -> Option<Going> {
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
    fn follow(&mut self, scrolled: f64, pitch: f64) {
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
    fn show(&self, target: Option<Target>) {
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
    fn scroll(&mut self, board: &HtmlElement) -> bool {
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
