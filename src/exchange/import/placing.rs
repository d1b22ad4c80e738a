//! Finds for each row the deal it is about and the stage it names.

use super::deal_row::{self, DealRow, Ending};
use super::pace::Pace;
use super::pipelines::Pipelines;
use super::row::Rows;
use super::story::Step;
use super::{ImportPlan, Reason, RecordRef, RowDecision, RowError, Warning};
use crate::domain::{Availability, DealId, Ids, Probability, StageId};
use crate::exchange::date::When;
use crate::exchange::number::Percent;
use crate::exchange::vocabulary::{self, OutcomeWord};
use crate::exchange::{Target, key};
use crate::workspace::Workspace;
use std::collections::HashMap;

/// A row with its place: the pipeline among the drafts and the stage it names.
pub(super) struct Placed {
    pub row: DealRow,
    pub existing: Option<DealId>,
    pub pipeline: usize,
    pub stage: Option<StageId>,
    /// When it came into which stage, as far as columns say.
    pub steps: Vec<(When, Step)>,
    pub probability: Option<Probability>,
}

/// Reads every row and finds its deal and stage.
pub(super) async fn place_all(
    rows: &Rows<'_>,
    workspace: &Workspace,
    pipelines: &mut Pipelines<'_>,
    ids: &mut Ids,
    plan: &mut ImportPlan,
    pace: &mut Pace,
) -> Vec<Placed> {
    let by_foreign_id: HashMap<&str, DealId> = workspace
        .deals()
        .iter()
        .filter(|deal| !deal.foreign_id.is_empty())
        .map(|deal| (deal.foreign_id.as_str(), deal.id))
        .collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut seen_own: HashMap<DealId, usize> = HashMap::new();
    let mut placed = Vec::new();
    let mut out_of_range = 0;
    let mut parts = Vec::new();
    for row in rows.filled(&mut plan.blank, pace).await {
        pace.row().await;
        let read = deal_row::read(&row).and_then(|deal| {
            let earlier = seen.get(&deal.foreign_id).filter(|_| !deal.foreign_id.is_empty());
            if let Some(first_row) = earlier.copied() {
                return Err(row.error(Target::ForeignId, Reason::DuplicateId { first_row }));
            }
            let by_own = deal.own_id.filter(|id| workspace.deals().contains(*id));
            let merged = match rows.mapping.decisions.get(&deal.row) {
                Some(RowDecision::Merge(RecordRef::Deal(id))) => Some(*id),
                Some(RowDecision::Merge(_) | RowDecision::LeaveOut) | None => None,
            };
            let existing = by_own
                .or(merged.filter(|id| workspace.deals().contains(*id)))
                .or_else(|| by_foreign_id.get(deal.foreign_id.as_str()).copied());
            let identity = existing.or(deal.own_id);
            if let Some(first_row) = identity.and_then(|id| seen_own.get(&id).copied()) {
                return Err(row.error(Target::OwnId, Reason::DuplicateId { first_row }));
            }
            let placed = place(&row, deal, existing, workspace, pipelines, ids)?;
            if let Some(id) = identity {
                seen_own.insert(id, placed.row.row);
            }
            Ok(placed)
        });
        match read {
            Ok(deal) => {
                if !deal.row.foreign_id.is_empty() {
                    seen.insert(deal.row.foreign_id.clone(), deal.row.row);
                }
                parts.extend(deal.row.probability);
                placed.push(deal);
            }
            Err(error) => plan.row_errors.push(error),
        }
    }
    // A column with nothing above 1 holds shares of one, else per cent.
    let whole = parts.iter().any(|(parts, _)| *parts > 10_000);
    for deal in &mut placed {
        pace.row().await;
        let Some((parts, percent)) = deal.row.probability else { continue };
        let basis_points = if whole || percent == Percent::Yes { parts / 100 } else { parts };
        let basis_points = u16::try_from(basis_points).ok();
        deal.probability =
            basis_points.and_then(|parts| Probability::from_basis_points(parts).ok());
        match (deal.probability, deal.stage) {
            (Some(probability), Some(stage)) => {
                let open =
                    deal.row.outcome != Some(Ending::Won) && deal.row.outcome != Some(Ending::Lost);
                if open {
                    let basis_points = probability.basis_points();
                    pipelines.note_probability(deal.pipeline, stage, basis_points);
                }
            }
            (Some(_), None) => {}
            (None, _) => out_of_range += 1,
        }
    }
    plan.warn(Warning::ProbabilityLeftOut, out_of_range);
    placed
}

fn place(
    row: &super::row::Row<'_>,
    deal: DealRow,
    existing: Option<DealId>,
    workspace: &Workspace,
    pipelines: &mut Pipelines<'_>,
    ids: &mut Ids,
) -> Result<Placed, RowError> {
    let here = existing.and_then(|id| workspace.deals().get(id));
    let pipeline = match here.filter(|_| deal.pipeline.is_empty()) {
        // A deal that is there stays in its pipeline unless the row names another.
        Some(here) => pipelines.place_of(here.pipeline),
        None => None,
    };
    let pipeline = match pipeline {
        Some(pipeline) => pipeline,
        None => pipelines
            .pipeline(&deal.pipeline, ids)
            .map_err(|reason| row.error(Target::Pipeline, reason))?,
    };
    let stage = if deal.stage.is_empty() {
        None
    } else {
        let stage = pipelines.stage(pipeline, &deal.stage, ids);
        Some(stage.map_err(|reason| row.error(Target::Stage, reason))?)
    };
    let closed = matches!(deal.outcome, Some(Ending::Won | Ending::Lost));
    if let Some(stage) = stage
        && !closed
        && here.is_none_or(|here| here.stage != stage || !here.outcome.is_open())
        && pipelines.availability(pipeline, stage) == Availability::Archived
    {
        return Err(row.error(Target::Stage, Reason::StageArchived));
    }
    let steps = steps(row, &deal, pipeline, pipelines, ids)?;
    Ok(Placed { row: deal, existing, pipeline, stage, steps, probability: None })
}

/// The times of stages that are times of this pipeline. A name in brackets is
/// that of a pipeline, unless the stage is called so as a whole.
fn steps(
    row: &super::row::Row<'_>,
    deal: &DealRow,
    pipeline: usize,
    pipelines: &mut Pipelines<'_>,
    ids: &mut Ids,
) -> Result<Vec<(When, Step)>, RowError> {
    let mut steps = Vec::new();
    for (column, when) in &deal.entered {
        let of_this = column.pipeline.is_empty()
            || deal.pipeline.is_empty()
            || key(&column.pipeline) == key(&deal.pipeline);
        let name = if pipelines.knows(pipeline, &column.whole) {
            &column.whole
        } else if of_this {
            &column.stage
        } else {
            continue;
        };
        let step = match vocabulary::outcome(name) {
            Some(OutcomeWord::Won) => Step::Won,
            Some(OutcomeWord::Lost) => Step::Lost,
            Some(OutcomeWord::Open | OutcomeWord::Deleted) | None => {
                let stage = pipelines.stage(pipeline, name, ids);
                Step::In(stage.map_err(|reason| row.error(Target::EnteredStage, reason))?)
            }
        };
        steps.push((*when, step));
    }
    Ok(steps)
}
