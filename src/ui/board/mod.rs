//! The board: deals as cards in the columns of their stages.

mod card;
mod column;
mod drag;
mod facts;
mod keyboard;
mod moving;

use crate::ui::kit::menu::use_menu;
use crate::ui::lean::{Built, Derived, Spot, rows, view};
use crate::ui::session::{Session, use_session};
use column::BoardColumn;
pub use column::quick_add;
use drag::Drag;
use keyboard::Lift;
use leptos::prelude::*;
pub use moving::card_menu;
use trichter::domain::StageId;
use trichter::workspace::{Column, Ranking, Search};

/// Height of a card with its gap where the style sheet says nothing, in pixels.
const CARD_HEIGHT: f64 = 96.0;

/// What the parts of one board share.
#[derive(Clone, Copy)]
pub struct BoardState {
    session: Session,
    /// Columns with their deals, after the filter.
    columns: Derived<Vec<Column>>,
    /// What the cards show beside the deal itself.
    context: facts::CardContext,
    /// The card picked up by keyboard.
    lift: RwSignal<Option<Lift>>,
    /// What every card is a copy of.
    prototype: card::Prototype,
    /// Height of a card with its gap, in pixels.
    card_height: f64,
}

/// Shows the pipeline on screen as a board.
#[component]
pub fn Board() -> Built {
    let session = use_session();
    let text = session.text();
    let ranking = Derived::new(move || {
        session.pipeline().map(|pipeline| session.read(|workspace| workspace.ranking(&pipeline)))
    });
    let columns = Derived::new(move || {
        let ranked = |ranking: &Option<_>| ranking.as_ref().map(|made| columns(session, made));
        ranking.with(ranked).unwrap_or_default()
    });
    let state = BoardState {
        session,
        columns,
        context: facts::CardContext::new(session),
        lift: RwSignal::new(None),
        prototype: card::Prototype::new(text),
        card_height: crate::ui::kit::window::css_pixels("--card-pitch", CARD_HEIGHT),
    };
    let stages = Derived::new(move || {
        columns.with(|columns| columns.iter().map(|column| column.stage).collect::<Vec<StageId>>())
    });
    let menu = use_menu();
    let board = Spot::new();
    let drag = Drag::new(state, board);
    view! {
        <div class="board-frame">
            <div node_ref=board class="board" role="group" aria-label=text.a11y.board()
                on:pointerdown=move |event| drag.press(&event)
                on:pointermove=move |event| drag.shift(&event)
                on:pointerup=move |event| drag.release(&event)
                on:pointercancel=move |_| drag.cancel()
                on:click:capture=move |event| drag.swallow_click(&event)
                on:click=move |event| card::click(state, menu, &event)
                on:dragstart=|event| event.prevent_default()
                on:contextmenu=move |event| drag.swallow_menu(&event)
                on:keydown=move |event| keyboard::press(state, &event)>
                {rows(
                    move || stages.with(|stages| stages.iter().map(|id| id.bits()).collect()),
                    move |key| view! { <BoardColumn state stage=StageId::from_bits(key)/> },
                )}
            </div>
            <p id="drag-help" class="visually-hidden">{text.a11y.drag_help()}</p>
            <div class="drop-zones" class:active=move || drag.active.get()>
                <div class="drop-zone won" data-zone="won">{text.board.drop_won()}</div>
                <div class="drop-zone lost" data-zone="lost">{text.board.drop_lost()}</div>
            </div>
        </div>
    }
}

/// Lists the columns of the pipeline on screen, after the filter.
fn columns(session: Session, ranking: &Ranking) -> Vec<Column> {
    let search = session.filter.with(|typed| Search::new(typed));
    if search.is_empty() {
        return ranking.all();
    }
    ranking.matching(session.haystack().find(&search).into_iter())
}
