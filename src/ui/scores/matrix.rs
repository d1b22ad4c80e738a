//! The matrix A1 to D4 with count and value of the open deals.

use super::{Board, Pick, meaning_name, titled};
use crate::ui::lean::{self, Built, built, view};
use leptos::prelude::*;
use trichter::domain::{Grade, MatrixMeaning};
use trichter::i18n::Text;
use trichter::scoring::{Band, Cell, MatrixCell};
use trichter::workspace::{Total, Workspace};

/// The matrix; a cell shows its deals in the list beside.
pub fn panel(board: Board) -> Built {
    let text = board.session.text();
    let band = |band: Band| {
        view! {
            <th scope="col">
                {text.scores.band()}" "{band.number()}
                <span class="hint">{points(text, band)}</span>
            </th>
        }
    };
    let row = |grade: Grade| {
        let cells = Band::ALL.map(|band| cell(board, Cell { grade, band }));
        view! { <tr><th scope="row">{format!("{grade:?}")}</th>{cells.into_iter().collect::<Vec<_>>()}</tr> }
    };
    let table = view! {
        <div class="scroll-x">
            <table class="score-matrix" data-testid="score-matrix">
                <caption class="visually-hidden">{text.scores.matrix_help()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text.scores.grade()}</th>
                        {Band::ALL.map(band).into_iter().collect::<Vec<_>>()}
                    </tr>
                </thead>
                <tbody>{Grade::ALL.map(row).into_iter().collect::<Vec<_>>()}</tbody>
            </table>
        </div>
        {without(board)}
        <p class="hint">{lean::text(move || said_of_sums(board))}</p>
        <p class="hint">{text.scores.never_by_name()}</p>
    };
    titled("scores-matrix", text.scores.matrix(), text.scores.matrix_help(), built(table))
}

fn cell(board: Board, cell: Cell) -> Built {
    let text = board.session.text();
    let of = move |read: &dyn Fn(&MatrixCell) -> String| {
        board.matrix.with(|matrix| matrix.cell(cell).map(read).unwrap_or_default())
    };
    let meaning = move || {
        board.matrix.with(|matrix| matrix.cell(cell).map(|cell| cell.meaning)).unwrap_or_default()
    };
    let on = move || board.pick.get() == Pick::In(cell);
    let choose = move |_| {
        board.pick.set(if on() { Pick::All } else { Pick::In(cell) });
    };
    let value = move || of(&|cell| amount(board, &cell.value));
    let label = move || {
        let deals = of(&|known| text.scores.deals_in_cell(known.deals.len(), &cell.to_string()));
        format!("{deals}, {}, {}", value(), text.terms.meaning(meaning()))
    };
    built(view! {
        <td>
            <button type="button" class="score-cell" data-testid=format!("cell-{cell}")
                data-meaning=lean::word(move || meaning_name(meaning()))
                aria-pressed=lean::text(move || on().to_string())
                aria-label=lean::text(label) on:click=lean::on_mouse(choose)>
                <span class="score-cell-name">{cell.to_string()}</span>
                <span class="score-cell-count" data-figure=format!("score_count.{cell}")
                    data-value=lean::text(move || of(&|cell| cell.deals.len().to_string()))>
                    {lean::text(move || of(&|cell| text.format.count(cell.deals.len())))}
                </span>
                <span class="score-cell-value" data-figure=format!("score_value.{cell}")
                    data-value=lean::text(move || of(&|cell| cell.value.minor.to_string()))>
                    {lean::text(value)}
                </span>
                <span class="score-cell-meaning">{lean::word(move || short(text, meaning()))}</span>
            </button>
        </td>
    })
}

/// The deals that have no score, as one more cell.
fn without(board: Board) -> Built {
    let text = board.session.text();
    let count = move || board.matrix.with(|matrix| matrix.without.len());
    let on = move || board.pick.get() == Pick::Without;
    let choose = move |_| {
        board.pick.set(if on() { Pick::All } else { Pick::Without });
    };
    let said = move || {
        let value = board.matrix.with(|matrix| amount(board, &matrix.without_value));
        format!("{} · {value}", text.scores.deals_without(count()))
    };
    built(view! {
        <button type="button" class="score-without" data-testid="cell-without"
            aria-pressed=lean::text(move || on().to_string())
            disabled=lean::flag(move || count() == 0) on:click=lean::on_mouse(choose)>
            {lean::text(said)}
        </button>
    })
}

fn amount(board: Board, total: &Total) -> String {
    let base = board.session.peek(Workspace::base_currency);
    board.session.format().money_units(total.minor as f64, base)
}

/// Says what the sums contain and what not.
fn said_of_sums(board: Board) -> String {
    let text = board.session.text();
    let (converted, left_out, unknown) = board.matrix.with(|matrix| {
        let totals = matrix.cells.iter().map(|cell| &cell.value).chain([&matrix.without_value]);
        totals.fold((0, 0, 0), |(converted, left_out, unknown), total| {
            (converted + total.converted, left_out + total.without_rate, unknown + total.unknown)
        })
    });
    let mut said = vec![text.scores.open_only().to_owned()];
    if converted > 0 {
        let base = board.session.peek(Workspace::base_currency);
        said.push(format!("{}.", text.app.in_base_currency(base.code())));
    }
    if left_out > 0 {
        said.push(text.scores.without_rate(left_out));
    }
    if unknown > 0 {
        said.push(text.scores.without_value(unknown));
    }
    said.join(" ")
}

/// Says the points of a band.
pub fn points(text: &Text, band: Band) -> &'static str {
    match band {
        Band::One => text.scores.band_one(),
        Band::Two => text.scores.band_two(),
        Band::Three => text.scores.band_three(),
        Band::Four => text.scores.band_four(),
    }
}

/// Says a meaning in one word.
pub fn short(text: &Text, meaning: MatrixMeaning) -> &'static str {
    match meaning {
        MatrixMeaning::Hot => text.scores.hot(),
        MatrixMeaning::Nurture => text.terms.meaning_nurture(),
        MatrixMeaning::Watch => text.terms.meaning_watch(),
    }
}
