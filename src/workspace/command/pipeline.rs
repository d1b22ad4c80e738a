//! Adds, edits and archives pipelines.

use super::{move_deal, named};
use crate::domain::{Availability, Pipeline, PipelineId, StageId};
use crate::workspace::check::check_pipeline;
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Place, Refusal, Verb};

pub(super) fn create(edit: &mut Edit<'_>, mut pipeline: Pipeline) -> Result<Label, Refusal> {
    if pipeline.id.is_none() {
        pipeline.id = PipelineId::fresh(edit.ids);
    }
    for stage in &mut pipeline.stages {
        if stage.id.is_none() || edit.workspace.stage(stage.id).is_some() {
            stage.id = StageId::fresh(edit.ids);
        }
    }
    let last = edit.workspace.pipelines.iter().map(|known| known.order).max().unwrap_or(0);
    pipeline.order = last.saturating_add(1);
    pipeline.name = pipeline.name.trim().to_owned();
    check_pipeline(&pipeline)?;
    let label = named(Verb::CreatePipeline, &pipeline.name);
    edit.put_pipeline(pipeline);
    Ok(label)
}

pub(super) fn edit(edit: &mut Edit<'_>, mut pipeline: Pipeline) -> Result<Label, Refusal> {
    let current = edit.pipeline(pipeline.id)?;
    pipeline.stages = current.stages;
    pipeline.availability = current.availability;
    pipeline.name = pipeline.name.trim().to_owned();
    check_pipeline(&pipeline)?;
    let label = named(Verb::EditPipeline, &pipeline.name);
    edit.put_pipeline(pipeline);
    Ok(label)
}

pub(super) fn archive(
    edit: &mut Edit<'_>,
    id: PipelineId,
    deals_to: StageId,
) -> Result<Label, Refusal> {
    let mut pipeline = edit.pipeline(id)?;
    let (target, _) = edit.workspace.stage(deals_to).ok_or(Refusal::Missing(Field::Stage))?;
    if target.id == id || target.availability == Availability::Archived {
        return Err(Refusal::LastPipeline);
    }
    for stage in pipeline.stages.clone() {
        let deals: Vec<_> = edit.workspace.column(stage.id).iter().map(|deal| deal.id).collect();
        for deal in deals {
            move_deal::run(edit, deal, deals_to, Place::Bottom)?;
        }
    }
    pipeline.availability = Availability::Archived;
    let label = named(Verb::ArchivePipeline, &pipeline.name);
    edit.put_pipeline(pipeline);
    Ok(label)
}

pub(super) fn restore(edit: &mut Edit<'_>, id: PipelineId) -> Result<Label, Refusal> {
    let mut pipeline = edit.pipeline(id)?;
    pipeline.availability = Availability::Active;
    let label = named(Verb::RestorePipeline, &pipeline.name);
    edit.put_pipeline(pipeline);
    Ok(label)
}
