//! One card.
//!
//! A board shows some eighty of them and makes new ones with every key of the
//! filter, so a card is a copy of one prototype with its texts filled in, and
//! one effect that fills them in again when the deal changes. Clicks are heard
//! by the board.

use super::BoardState;
use super::facts::CardFacts;
use super::keyboard::deal_of;
use crate::ui::annex;
use crate::ui::kit::menu::Menu;
use crate::ui::lean::{Built, built, render, view};
use leptos::prelude::*;
use trichter::domain::DealId;
use trichter::i18n::Text;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, Node};

/// What every card is a copy of: the link is what the keyboard reaches; the
/// whole card can be dragged.
#[derive(Clone, Copy)]
pub struct Prototype(StoredValue<Node, LocalStorage>);

impl Prototype {
    /// Makes the prototype of a board.
    pub fn new(text: &'static Text) -> Self {
        let made = view! {
            <li class="card">
                <a class="card-link" draggable="false" aria-describedby="drag-help" tabindex="0">
                    <span class="card-title"></span>
                    <span class="card-organisation"></span>
                    <span class="card-line">
                        <span class="card-value"></span>
                        <span class="rotting" role="img"></span>
                        <span></span>
                        <span role="img"></span>
                    </span>
                    <span></span>
                </a>
                <button type="button" class="card-menu ghost icon-only" aria-haspopup="menu"
                    title=text.board.move_to() data-testid="card-menu"></button>
            </li>
        };
        let node = made.node();
        let fragment = node.node_type() == Node::DOCUMENT_FRAGMENT_NODE;
        let card = if fragment { node.first_child() } else { None };
        Self(StoredValue::new_local(card.unwrap_or_else(|| node.clone())))
    }

    fn copy(self) -> Option<Element> {
        self.0.with_value(|node| node.clone_node_with_deep(true).ok()?.dyn_into().ok())
    }
}

/// The places of a card where something stands that changes.
struct Places {
    title: Element,
    organisation: Element,
    value: Element,
    rotting: Element,
    age: Element,
    badge: Element,
    step: Element,
    button: Element,
}

impl Places {
    /// Finds them; their order is that of the prototype.
    fn of(link: &Element) -> Option<Self> {
        let title = link.first_element_child()?;
        let organisation = title.next_element_sibling()?;
        let line = organisation.next_element_sibling()?;
        let step = line.next_element_sibling()?;
        let value = line.first_element_child()?;
        let rotting = value.next_element_sibling()?;
        let age = rotting.next_element_sibling()?;
        let badge = age.next_element_sibling()?;
        let button = link.next_element_sibling()?;
        Some(Self { title, organisation, value, rotting, age, badge, step, button })
    }

    fn fill(&self, facts: &CardFacts, text: &Text) {
        self.title.set_text_content(Some(&facts.title));
        self.organisation.set_text_content(Some(&facts.organisation));
        self.value.set_text_content(Some(&facts.value));
        self.age.set_text_content(Some(&facts.age));
        self.step.set_text_content(Some(&facts.step));
        self.step.set_class_name(facts.urgency.class());
        set(&self.button, "aria-label", &text.board.card_menu(&facts.title));
        show(&self.rotting, &facts.rotting);
        if !facts.rotting.is_empty() {
            set(&self.rotting, "aria-label", &facts.rotting);
            set(&self.rotting, "title", &facts.rotting);
        }
        show(&self.badge, &facts.score);
        if !facts.score.is_empty() {
            self.badge.set_text_content(Some(&facts.score));
            self.badge.set_class_name(facts.score_class);
            set(&self.badge, "aria-label", &text.board.score(&facts.score));
            set(&self.badge, "title", facts.score_meaning);
        }
    }
}

fn set(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).ok();
}

/// Shows an element only where it has something to say.
fn show(element: &Element, says: &str) {
    element.toggle_attribute_with_force("hidden", says.is_empty()).ok();
}

/// Shows one deal.
pub fn card(state: BoardState, id: DealId) -> Built {
    let made = state.prototype.copy().and_then(|card| {
        let link = card.first_element_child()?;
        let places = Places::of(&link)?;
        Some((card, link, places))
    });
    let Some((card, link, places)) = made else { return built(()) };
    let session = state.session;
    let text = session.text();
    set(&card, "data-deal", &id.to_string());
    set(&link, "href", &session.route.get_untracked().with_deal(Some(id)).to_string());
    if state.lift.with_untracked(|lift| lift.as_ref().is_some_and(|lift| lift.deal == id)) {
        card.class_list().add_1("lifted").ok();
    }
    let mut shown = None;
    render(Box::new(move || {
        let facts = state.context.facts(id);
        if shown.as_ref() != Some(&facts) {
            places.fill(&facts, text);
            shown = Some(facts);
        }
    }));
    Built::of(card.into())
}

/// Opens the deal of a card, or its menu.
pub fn click(state: BoardState, menu: Menu, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let Some(deal) = deal_of(&target) else { return };
    let session = state.session;
    if let Ok(Some(button)) = target.closest("button") {
        let title = state.context.facts(deal).title;
        annex::when_here(session, move || {
            if let Some(items) = annex::card_menu(state, menu, button.clone(), deal) {
                menu.open(&button, session.text().board.card_menu(&title), items);
            }
        });
    } else if target.closest(".card-link").is_ok_and(|link| link.is_some()) {
        event.prevent_default();
        session.show_deal(Some(deal));
    }
}
