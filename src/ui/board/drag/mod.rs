//! Dragging a card with mouse, pen or finger.
//!
//! While a card is dragged nothing reactive runs: the ghost and the line that
//! shows the place are moved by transforms, and the place is worked out from
//! the columns measured at the start. The drop is one command.

mod going;

use super::BoardState;
use super::keyboard::deal_of;
use super::moving::{move_deal, place_at};
use crate::ui::lean::{Spot, follow};
use crate::ui::session::Ask;
use going::{Going, Target, begin};
use leptos::ev::{self, MouseEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use trichter::domain::DealId;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Element, HtmlElement};

/// A mouse must move so far before a press is a drag, in pixels.
const MOUSE_SLACK: f64 = 5.0;
/// A finger may move so far while it waits for the card to lift.
const TOUCH_SLACK: f64 = 10.0;
/// A finger must rest so long before the card lifts: a shorter touch scrolls.
const TOUCH_HOLD: Duration = Duration::from_millis(260);

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
