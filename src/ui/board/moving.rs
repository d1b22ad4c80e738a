//! Moving a card: the command, what is said, and the menu for those who do not drag.

use super::BoardState;
use crate::ui::kit::menu::{Menu, MenuItem};
use crate::ui::session::Ask;
use leptos::prelude::*;
use trichter::domain::{Availability, DealId, StageId};
use trichter::workspace::{Command, Place};
use web_sys::Element;

/// Puts a deal into a stage and says so.
pub fn move_deal(state: BoardState, deal: DealId, stage: StageId, place: Place) {
    let session = state.session;
    let text = session.text();
    let before = session.peek(|workspace| {
        let deal = workspace.deals().get(deal)?;
        let from = workspace.stage(deal.stage)?.1.name.clone();
        let to = workspace.stage(stage)?.1.name.clone();
        Some((deal.title.clone(), from, to))
    });
    match session.apply(Command::MoveDeal { deal, stage, place }) {
        Ok(transaction) if transaction.changes.is_empty() => {}
        Ok(_) => {
            if let Some((title, from, to)) = before {
                if from == to {
                    let at = place_of(state, deal, stage).map_or(1, |at| at + 1);
                    session.announce(text.a11y.dropped_same(&title, &at.to_string()));
                } else {
                    let said = text.board.moved(&title, &from, &to);
                    session.toast(crate::ui::session::ToastKind::Done, said);
                }
            }
        }
        Err(refusal) => {
            let said = text.refusal(&refusal);
            session.toast(crate::ui::session::ToastKind::Refused, said);
        }
    }
}

/// Returns the place of a deal among the cards of a column, from 0.
pub fn place_of(state: BoardState, deal: DealId, stage: StageId) -> Option<usize> {
    state.columns.with_untracked(|columns| {
        let column = columns.iter().find(|column| column.stage == stage)?;
        column.deals.iter().position(|id| *id == deal)
    })
}

/// Returns the place that puts a card at an index of the cards shown, the card
/// itself not counted.
pub fn place_at(state: BoardState, stage: StageId, index: usize, moving: DealId) -> Place {
    state.columns.with_untracked(|columns| {
        let column = columns.iter().find(|column| column.stage == stage);
        let mut others =
            column.into_iter().flat_map(|column| column.deals.iter()).filter(|id| **id != moving);
        others.nth(index).map_or(Place::Bottom, |below| Place::Before(*below))
    })
}

/// Lists what can be done with a card without dragging it.
pub fn card_menu(state: BoardState, menu: Menu, beside: Element, deal: DealId) -> Vec<MenuItem> {
    let session = state.session;
    let text = session.text();
    let stages = session.pipeline_now().map(|pipeline| {
        pipeline
            .active_stages()
            .map(|stage| (stage.id, stage.name.clone()))
            .collect::<Vec<(StageId, String)>>()
    });
    let current = session.peek(|workspace| workspace.deals().get(deal).map(|deal| deal.stage));
    let beside = StoredValue::new_local(beside);
    let move_menu = move || {
        let mut items: Vec<MenuItem> = stages
            .clone()
            .unwrap_or_default()
            .into_iter()
            .map(|(stage, name)| {
                MenuItem::new(name, move || move_deal(state, deal, stage, Place::Top))
                    .checked_if(|| Some(stage) == current)
            })
            .collect();
        items.extend(other_pipelines(state, deal));
        // The card may be gone meanwhile.
        beside.try_with_value(|beside| menu.open(beside, text.board.move_to(), items));
    };
    let step = move |place: Place| {
        move || {
            if let Some(stage) = current {
                move_deal(state, deal, stage, place);
            }
        }
    };
    vec![
        MenuItem::new(text.board.move_to(), move_menu),
        MenuItem::new(text.board.top(), step(Place::Top)),
        MenuItem::new(text.board.bottom(), step(Place::Bottom)),
        MenuItem::new(text.board.mark_won(), move || session.ask.set(Ask::Win(deal))),
        MenuItem::new(text.board.mark_lost(), move || session.ask.set(Ask::Lose(deal))),
        MenuItem::new(text.deal.delete(), move || {
            session.run(Command::DeleteDeal(deal));
        }),
    ]
}

/// Lists the first stage of every other pipeline in use.
fn other_pipelines(state: BoardState, deal: DealId) -> Vec<MenuItem> {
    let session = state.session;
    let current = session.pipeline_now().map(|pipeline| pipeline.id);
    session.peek(|workspace| {
        workspace
            .pipelines_in_order()
            .into_iter()
            .filter(|pipeline| {
                Some(pipeline.id) != current && pipeline.availability == Availability::Active
            })
            .filter_map(|pipeline| {
                let stage = pipeline.active_stages().next()?;
                let (id, name) = (stage.id, format!("{} · {}", pipeline.name, stage.name));
                Some(MenuItem::new(name, move || move_deal(state, deal, id, Place::Top)))
            })
            .collect()
    })
}
