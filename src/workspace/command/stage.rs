//! Adds, edits, reorders, archives and restores stages.

use super::{move_deal, named};
use crate::domain::{Availability, Pipeline, PipelineId, Stage, StageId};
use crate::workspace::check::check_pipeline;
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Place, Refusal, Verb};

pub(super) fn add(
    edit: &mut Edit<'_>,
    pipeline: PipelineId,
    mut stage: Stage,
    at: usize,
) -> Result<Label, Refusal> {
    let mut pipeline = edit.pipeline(pipeline)?;
    stage.id = StageId::fresh(edit.ids);
    stage.name = stage.name.trim().to_owned();
    stage.availability = Availability::Active;
    let label = named(Verb::AddStage, &stage.name);
    pipeline.stages.insert(at.min(pipeline.stages.len()), stage);
    put(edit, pipeline)?;
    Ok(label)
}

pub(super) fn edit(edit: &mut Edit<'_>, mut stage: Stage) -> Result<Label, Refusal> {
    let mut pipeline = pipeline_of(edit, stage.id)?;
    stage.name = stage.name.trim().to_owned();
    let label = named(Verb::EditStage, &stage.name);
    if let Some(slot) = pipeline.stages.iter_mut().find(|known| known.id == stage.id) {
        stage.availability = slot.availability;
        *slot = stage;
    }
    put(edit, pipeline)?;
    Ok(label)
}

pub(super) fn reorder(edit: &mut Edit<'_>, stage: StageId, to: usize) -> Result<Label, Refusal> {
    let mut pipeline = pipeline_of(edit, stage)?;
    let from = pipeline.position(stage).ok_or(Refusal::Missing(Field::Stage))?;
    let stage = pipeline.stages.remove(from);
    let label = named(Verb::MoveStage, &stage.name);
    pipeline.stages.insert(to.min(pipeline.stages.len()), stage);
    put(edit, pipeline)?;
    Ok(label)
}

pub(super) fn archive(
    edit: &mut Edit<'_>,
    stage: StageId,
    deals_to: StageId,
) -> Result<Label, Refusal> {
    let mut pipeline = pipeline_of(edit, stage)?;
    if stage == deals_to {
        return Err(Refusal::SameStage);
    }
    if pipeline.stage(deals_to).is_none() {
        return Err(Refusal::Missing(Field::Stage));
    }
    let deals: Vec<_> = edit.workspace.column(stage).iter().map(|deal| deal.id).collect();
    for deal in deals {
        move_deal::run(edit, deal, deals_to, Place::Bottom)?;
    }
    let name = set_availability(&mut pipeline, stage, Availability::Archived);
    put(edit, pipeline)?;
    Ok(named(Verb::ArchiveStage, &name))
}

pub(super) fn restore(edit: &mut Edit<'_>, stage: StageId) -> Result<Label, Refusal> {
    let mut pipeline = pipeline_of(edit, stage)?;
    let name = set_availability(&mut pipeline, stage, Availability::Active);
    put(edit, pipeline)?;
    Ok(named(Verb::RestoreStage, &name))
}

/// Sets whether a stage is in use and returns its name.
fn set_availability(pipeline: &mut Pipeline, id: StageId, availability: Availability) -> String {
    pipeline.stages.iter_mut().find(|stage| stage.id == id).map_or_else(String::new, |stage| {
        stage.availability = availability;
        stage.name.clone()
    })
}

pub(super) fn pipeline_of(edit: &Edit<'_>, stage: StageId) -> Result<Pipeline, Refusal> {
    let (pipeline, _) = edit.workspace.stage(stage).ok_or(Refusal::Missing(Field::Stage))?;
    Ok((**pipeline).clone())
}

fn put(edit: &mut Edit<'_>, pipeline: Pipeline) -> Result<(), Refusal> {
    check_pipeline(&pipeline)?;
    edit.put_pipeline(pipeline);
    Ok(())
}
