//! The scores: the matrix, the deals of a cell, why a deal stands there, and
//! the editor of the tables.

mod deals;
mod editor;
mod explanation;
mod matrix;
mod rules;

use crate::ui::lean::{Built, Derived, built, view};
use crate::ui::session::{Session, use_session};
use leptos::prelude::*;
use trichter::domain::{Deal, DealId, MatrixMeaning};
use trichter::scoring::{Cell, Matrix, Scores as AllScores};

/// Which deals the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pick {
    /// All with a score, the best first.
    #[default]
    All,
    /// Those of a cell.
    In(Cell),
    /// Those without a score.
    Without,
}

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Board {
    session: Session,
    scores: Derived<AllScores>,
    matrix: Derived<Matrix>,
    pick: RwSignal<Pick>,
    /// The deal whose score is explained, when one was chosen.
    why: RwSignal<Option<DealId>>,
}

/// The screen of the scores.
#[component]
pub fn Scores() -> Built {
    let session = use_session();
    let scores = Derived::new(move || {
        let moment = session.moment();
        session.read(|workspace| AllScores::of_all(workspace, &moment))
    });
    let pipeline = Derived::new(move || session.pipeline().map(|pipeline| pipeline.id));
    let matrix = Derived::new(move || {
        let pipeline = pipeline.get();
        let shown = |deal: &Deal| pipeline.is_none_or(|id| deal.pipeline == id);
        scores.with(|scores| session.read(|workspace| Matrix::of(workspace, scores, shown)))
    });
    let board =
        Board { session, scores, matrix, pick: RwSignal::new(Pick::All), why: RwSignal::new(None) };
    built(view! {
        <div class="screen scores">
            <div class="scores-pair">
                {matrix::panel(board)}
                {deals::panel(board)}
            </div>
            {editor::panel(session)}
        </div>
    })
}

/// Returns the class of the badge for a meaning.
fn badge(meaning: Option<MatrixMeaning>) -> &'static str {
    match meaning {
        Some(MatrixMeaning::Hot) => "badge good",
        Some(MatrixMeaning::Nurture) => "badge warn",
        Some(MatrixMeaning::Watch) | None => "badge",
    }
}

/// Returns the value of the attribute that colours a cell.
fn meaning_name(meaning: MatrixMeaning) -> &'static str {
    match meaning {
        MatrixMeaning::Hot => "hot",
        MatrixMeaning::Nurture => "nurture",
        MatrixMeaning::Watch => "watch",
    }
}

/// Puts a heading above a part.
fn titled(id: &'static str, title: &'static str, help: &'static str, part: Built) -> Built {
    built(view! {
        <section class="panel" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p class="hint">{help}</p>
            {part}
        </section>
    })
}
