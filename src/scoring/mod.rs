//! How promising a lead is: explicit and implicit score, their matrix, and
//! how far a qualification frame is answered (SPEC 2.5).
//!
//! - *Explicit* ([`ExplicitScore`]): who they are, a grade A–D by the tables of
//!   the workspace's [`ScoringModel`].
//! - *Implicit* ([`ImplicitScore`]): what they do, points for engagements and a
//!   band 1–4.
//! - The two make a [`Cell`] from A1 to D4, and each cell a meaning.
//!
//! A deal of which neither a person nor a graded fact of the company nor an
//! engagement is known has **no score**, which is not D4: a company name alone
//! never qualifies. As soon as one thing is known the others count as unknown,
//! D and no points, and are reported as missing.
//!
//! Nothing is stored: scores follow from records, tables and the moment.

pub mod calibration;
mod explicit;
mod implicit;
mod matrix;
pub mod predictive;
mod qualification;
mod standard;

pub use explicit::{AttributeScore, Evidence, ExplicitScore};
pub use implicit::{Band, EngagementScore, ImplicitScore};
pub use matrix::{Cell, Matrix, MatrixCell};
pub use qualification::Qualification;
pub use standard::{standard_model, tables_in_use};

use crate::domain::{Deal, DealId, MatrixMeaning, Moment, ScoringModel};
use crate::workspace::Workspace;
use explicit::Grader;
use implicit::Tallies;

/// The score of a deal with everything it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Who they are.
    pub explicit: ExplicitScore,
    /// What they do.
    pub implicit: ImplicitScore,
    /// What the cell of the matrix means here.
    pub meaning: MatrixMeaning,
}

impl Score {
    /// Returns the cell of the matrix, such as A1.
    pub fn cell(&self) -> Cell {
        Cell { grade: self.explicit.grade, band: self.implicit.band }
    }
}

/// A score in short, as a card shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShortScore {
    /// The cell of the matrix.
    pub cell: Cell,
    /// What it means here.
    pub meaning: MatrixMeaning,
    /// Whole points of the implicit score.
    pub points: u32,
}

/// Scores one deal at a moment; `None` when there is nothing to score it by.
///
/// Looks at every activity: for many deals use [`Scores::of_all`].
pub fn score(workspace: &Workspace, deal: &Deal, moment: &Moment) -> Option<Score> {
    let model = tables_in_use(&workspace.settings().scoring);
    let grader = Grader::new(&model);
    let tallies = Tallies::of(workspace, &model, moment);
    let explicit = grader.explicit(workspace, deal);
    let implicit = ImplicitScore::new(&model, tallies.of_deal(deal));
    if !is_scorable(workspace, deal, &explicit, &implicit) {
        return None;
    }
    let cell = Cell { grade: explicit.grade, band: implicit.band };
    Some(Score { meaning: cell.meaning(&model), explicit, implicit })
}

fn is_scorable(
    workspace: &Workspace,
    deal: &Deal,
    explicit: &ExplicitScore,
    implicit: &ImplicitScore,
) -> bool {
    deal.people.iter().any(|id| workspace.people().contains(*id))
        || explicit.knows_anything()
        || implicit.saw_anything()
}

/// The scores of all deals, closed ones included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// In the order of the ids.
    scores: Vec<(DealId, ShortScore)>,
}

impl Scores {
    /// Scores every deal in one pass over the activities.
    pub fn of_all(workspace: &Workspace, moment: &Moment) -> Self {
        let model = tables_in_use(&workspace.settings().scoring);
        let mut grader = Grader::new(&model);
        let tallies = Tallies::of(workspace, &model, moment);
        let mut scores = Vec::with_capacity(workspace.deals().len());
        for deal in workspace.deals().iter() {
            let explicit = grader.grade(workspace, deal);
            let tally = tallies.of_deal(deal);
            let known = explicit.knows_anything
                || tally.saw_anything()
                || deal.people.iter().any(|id| workspace.people().contains(*id));
            if known {
                let points = tally.whole_points(&model);
                let cell = Cell { grade: explicit.grade, band: Band::of_points(points) };
                let short = ShortScore { cell, meaning: cell.meaning(&model), points };
                scores.push((deal.id, short));
            }
        }
        Self { scores }
    }

    /// Returns the score of a deal; `None` when there is nothing to score it by.
    pub fn of(&self, deal: DealId) -> Option<ShortScore> {
        let at = self.scores.binary_search_by_key(&deal, |(id, _)| *id).ok()?;
        self.scores.get(at).map(|(_, score)| *score)
    }

    /// Returns how many deals have a score.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Returns true when no deal has a score.
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }
}

/// Returns the meaning a model gives a cell; see [`Cell::meaning`].
fn meaning(model: &ScoringModel, row: usize, column: usize) -> MatrixMeaning {
    model.matrix.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
}
