//! The funnel: how many deals reached each stage (SPEC 2.1).

use super::case::{Case, Cases};
use super::figure::Figure;
use super::{LeftOut, Measure, NoData, Query, Reach, StageName, View};
use crate::domain::{DealId, FunnelZone, Moment, StageId};
use crate::workspace::Workspace;

/// How the deals of a question went through the stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// Which deals the period is about; always shown with the figures.
    pub view: View,
    /// How a stage counts as reached; always shown with the figures.
    pub reach: Reach,
    /// The stages in use, in order.
    pub stages: Vec<FunnelStage>,
    /// Deals the funnel is about.
    pub deals: Figure,
    /// How many of them are still open.
    pub open: Figure,
    /// Won deals at its end.
    pub won: Figure,
    /// Won / reached the first stage.
    pub total: Figure,
    /// Moves to an earlier stage; they never lower what was reached.
    pub moves_back: Figure,
    /// Deals that do not count, and why.
    pub left_out: Vec<(DealId, LeftOut)>,
}

/// One stage of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelStage {
    /// Identity.
    pub id: StageId,
    /// Name.
    pub name: String,
    /// Where in the funnel it lies.
    pub zone: FunnelZone,
    /// Deals that reached it.
    pub reached: Figure,
    /// Share of them that reached the next stage; of the last, that were won.
    pub conversion: Figure,
}

impl Funnel {
    /// Makes the funnel of a question.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        Self::of(&Cases::of(workspace, query, moment), query)
    }

    pub(crate) fn of(cases: &Cases, query: &Query) -> Self {
        let names = &cases.names;
        let reached = reached(cases, query.reach);
        let first = reached.first().copied().unwrap_or(0);
        let won = cases.members.iter().filter(|case| wins(case, cases, query.reach)).count();
        let next = reached.iter().copied().skip(1).chain(std::iter::once(won));
        let steps = cases.active_names().zip(reached.iter().copied().zip(next));
        let open = cases.members.iter().filter(|case| case.deal.outcome.is_open()).count();
        let back = cases.members.iter().map(|case| case.moves_back).sum();
        Self {
            view: query.view,
            reach: query.reach,
            stages: steps.map(|(stage, (here, next))| step(stage, here, next, names)).collect(),
            deals: Figure::count(Measure::CohortCount, names, cases.members.len()),
            open: Figure::count(Measure::CohortOpen, names, open),
            won: Figure::count(Measure::FunnelWon, names, won),
            total: Figure::rate(Measure::ConversionTotal, names, won, first, NoData::NoneReached),
            moves_back: Figure::count(Measure::MovesBack, names, back),
            left_out: cases.left_out.clone(),
        }
    }

    /// Yields every figure of the funnel.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let stages = self.stages.iter().flat_map(|stage| [&stage.reached, &stage.conversion]);
        [&self.deals, &self.open, &self.won, &self.moves_back, &self.total]
            .into_iter()
            .chain(stages)
    }
}

fn step(stage: &StageName, here: usize, next: usize, names: &[StageName]) -> FunnelStage {
    FunnelStage {
        id: stage.id,
        name: stage.name.clone(),
        zone: stage.zone,
        reached: Figure::count(Measure::Reached(stage.id), names, here),
        conversion: Figure::rate(
            Measure::Conversion(stage.id),
            names,
            next,
            here,
            NoData::NoneReached,
        ),
    }
}

/// Returns true when a deal is won at the end of the funnel.
pub(crate) fn wins(case: &Case, cases: &Cases, reach: Reach) -> bool {
    case.deal.outcome.is_won() && case.depth(reach) == cases.active.len()
}

/// Counts for each stage in use the deals that reached it.
fn reached(cases: &Cases, reach: Reach) -> Vec<usize> {
    // How many deals reached exactly so many stages, then summed from the end.
    let mut exactly = vec![0_usize; cases.active.len() + 1];
    for case in &cases.members {
        if let Some(count) = exactly.get_mut(case.depth(reach)) {
            *count += 1;
        }
    }
    let mut above = 0;
    let mut reached: Vec<usize> = exactly
        .into_iter()
        .skip(1)
        .rev()
        .map(|count| {
            above += count;
            above
        })
        .collect();
    reached.reverse();
    reached
}
