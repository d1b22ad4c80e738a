//! The deals by score, and why one of them stands where it does.

use super::{Board, Pick, badge, explanation};
use crate::ui::browser::focus;
use crate::ui::kit::window::{Window, css_pixels, windowed};
use crate::ui::lean::{self, Built, Derived, Spot, built, view};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;
use trichter::domain::{Deal, DealId, MatrixMeaning};
use trichter::i18n::NOTHING;
use trichter::scoring::{Scores, ShortScore};
use trichter::workspace::Workspace;

/// The height of a row if the sheet does not say, in pixels.
const ROW_PIXELS: f64 = 48.0;

/// The list of deals; below it the explanation of the chosen one.
pub fn panel(board: Board) -> Built {
    let session = board.session;
    let text = session.text();
    let deals = Derived::new(move || listed(board));
    // Without a choice, or when it left the list, the first one is explained.
    let explained = Derived::new(move || {
        let chosen = board.why.get();
        deals.with(|deals| {
            chosen.filter(|chosen| deals.contains(chosen)).or_else(|| deals.first().copied())
        })
    });
    let title = move || match board.pick.get() {
        Pick::All => text.scores.ranked().to_owned(),
        Pick::In(cell) => {
            text.scores.deals_in_cell(deals.with(|deals| deals.len()), &cell.to_string())
        }
        Pick::Without => text.scores.deals_without(deals.with(|deals| deals.len())),
    };
    let label = Signal::derive(title);
    let row_height = css_pixels("--score-pitch", ROW_PIXELS);
    let all = move || {
        (board.pick.get() != Pick::All).then(|| {
            built(view! {
                <button type="button" data-testid="all-scores"
                    on:click=lean::on_mouse(move |_| board.pick.set(Pick::All))>
                    {text.app.show_all()}
                </button>
            })
        })
    };
    let list = move || {
        if deals.with(|deals| deals.is_empty()) {
            let said = match board.pick.get() {
                Pick::All => text.scores.none_scored(),
                Pick::In(_) | Pick::Without => text.scores.none_here(),
            };
            built(view! { <p class="empty-state">{said}</p> })
        } else {
            windowed(Window {
                count: Signal::derive(move || deals.with(|deals| deals.len())),
                keys: Box::new(move |from, to| deals.with(|deals| bits(deals, from, to))),
                row: Box::new(move |key| row(board, explained, DealId::from_bits(key))),
                row_height,
                class: "score-list",
                list: Spot::new(),
                label,
            })
        }
    };
    built(view! {
        <section class="panel score-deals" aria-labelledby="scores-deals">
            <header class="panel-head">
                <h2 id="scores-deals" aria-live="polite">{lean::text(title)}</h2>
                {lean::shown(all)}
            </header>
            {lean::part(list)}
        </section>
        {explanation::part(board, explained)}
    })
}

fn bits(deals: &[DealId], from: usize, to: usize) -> Vec<u64> {
    deals.get(from..to).unwrap_or_default().iter().map(|id| id.bits()).collect()
}

fn row(board: Board, explained: Derived<Option<DealId>>, id: DealId) -> Built {
    let session = board.session;
    let text = session.text();
    let deal = session.deal(id);
    let score = move || board.scores.with(|scores| scores.of(id));
    let of = move |read: &dyn Fn(&Deal) -> String| {
        deal.with(|deal| deal.as_deref().map(read).unwrap_or_default())
    };
    let organisation = move || {
        let named = |workspace: &Workspace, deal: &Deal| {
            workspace.organisation_of(deal).map(|known| known.name.clone())
        };
        of(&|deal| session.read(|workspace| named(workspace, deal)).unwrap_or_default())
    };
    let value = move || {
        of(&|deal| {
            deal.value.map_or_else(|| NOTHING.to_owned(), |value| text.format.money_short(value))
        })
    };
    let on = move || explained.get() == Some(id);
    let href = move || session.route.get().with_deal(Some(id)).to_string();
    let why = move || format!("{} {}", text.scores.why(), of(&|deal| deal.title.clone()));
    let points = move || {
        score().map(|score| text.scores.points_of(score.points as usize)).unwrap_or_default()
    };
    built(view! {
        <li class="score-row" data-deal=id.to_string()>
            <span class=lean::word(move || badge(score().map(|score| score.meaning)))>
                {lean::text(move || {
                    score().map_or_else(|| NOTHING.to_owned(), |score| score.cell.to_string())
                })}
            </span>
            <span class="score-deal">
                <a href=lean::text(href)>{lean::text(move || of(&|deal| deal.title.clone()))}</a>
                <span class="hint">{lean::text(organisation)}</span>
            </span>
            <span class="number score-points">{lean::text(points)}</span>
            <span class="number">{lean::text(value)}</span>
            <button type="button" class="link" data-testid="why"
                aria-pressed=lean::text(move || on().to_string()) aria-label=lean::text(why)
                on:click=lean::on_mouse(move |_| {
                    board.why.set(Some(id));
                    focus::first("[data-testid=score-why]");
                })>
                {text.scores.why_short()}
            </button>
        </li>
    })
}

/// Returns the deals of the list, the most promising first.
fn listed(board: Board) -> Arc<[DealId]> {
    let pick = board.pick.get();
    let mut deals: Vec<DealId> = board.matrix.with(|matrix| match pick {
        Pick::All => matrix.cells.iter().flat_map(|cell| cell.deals.iter().copied()).collect(),
        Pick::In(cell) => matrix.cell(cell).map(|cell| cell.deals.clone()).unwrap_or_default(),
        Pick::Without => matrix.without.clone(),
    });
    board.scores.with(|scores| {
        board.session.peek(|workspace| {
            deals.sort_by_cached_key(|id| rank(workspace, scores, *id));
        });
    });
    deals.into()
}

/// What the order goes by: what to do, points, grade, value.
fn rank(workspace: &Workspace, scores: &Scores, id: DealId) -> impl Ord + use<> {
    let score = scores.of(id);
    let urgency =
        |score: ShortScore| MatrixMeaning::ALL.iter().position(|meaning| *meaning == score.meaning);
    let value = workspace.deals().get(id).and_then(|deal| workspace.base_value(deal).minor());
    (
        score.and_then(urgency),
        Reverse(score.map(|score| score.points)),
        score.map(|score| score.cell.grade),
        Reverse(value),
        id,
    )
}
