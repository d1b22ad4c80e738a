//! One card.

use super::BoardState;
use crate::ui::annex;
use crate::ui::kit::menu::use_menu;
use crate::ui::lean::{Built, Derived, view};
use leptos::prelude::*;
use trichter::domain::DealId;

/// Shows one deal. The link is what the keyboard reaches; the whole card can be dragged.
#[component]
pub fn Card(
    /// What the board shares.
    state: BoardState,
    /// The deal.
    id: DealId,
) -> Built {
    let session = state.session;
    let text = session.text();
    let menu = use_menu();
    let deal = session.deal(id);
    let facts = Derived::new(move || {
        deal.with(|deal| deal.as_ref().map(|deal| state.context.facts(deal)).unwrap_or_default())
    });
    let lifted = move || state.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.deal == id));
    let address = move || session.route.get_untracked().with_deal(Some(id)).to_string();
    let open_menu = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        if let Some(button) = crate::ui::shell::button_of(&event) {
            let title = facts.with_untracked(|facts| text.board.card_menu(&facts.title));
            annex::when_here(session, move || {
                if let Some(items) = annex::card_menu(state, menu, button.clone(), id) {
                    menu.open(&button, title, items);
                }
            });
        }
    };
    let inside = move || {
        facts.with(|facts| {
            view! {
                <span class="card-title">{facts.title.clone()}</span>
                <span class="card-organisation">{facts.organisation.clone()}</span>
                <span class="card-line">
                    <span class="card-value">{facts.value.clone()}</span>
                    <span class="card-marks">
                        {(!facts.rotting.is_empty()).then(|| view! {
                            <span class="rotting" role="img" aria-label=facts.rotting.clone()
                                title=facts.rotting.clone()></span>
                        })}
                        {facts.age.clone()}
                        {(!facts.score.is_empty()).then(|| view! {
                            <span class=facts.score_class title=facts.score_meaning>
                                <span class="visually-hidden">{text.board.score("")}</span>
                                {facts.score.clone()}
                            </span>
                        })}
                    </span>
                </span>
                <span class=facts.urgency.class()>{facts.step.clone()}</span>
            }
        })
    };
    view! {
        <li class="card" class:lifted=lifted data-deal=id.to_string()>
            <a class="card-link" draggable="false" href=address aria-describedby="drag-help"
                tabindex="0" on:click=move |event| {
                    event.prevent_default();
                    session.show_deal(Some(id));
                }>{inside}</a>
            <button type="button" class="card-menu ghost icon-only" aria-haspopup="menu"
                aria-label=move || facts.with(|facts| text.board.card_menu(&facts.title))
                title=text.board.move_to() data-testid="card-menu" on:click=open_menu>
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M3.5 8h.1M8 8h.1M12.5 8h.1"/>
                </svg>
            </button>
        </li>
    }
}
