//! Makes one stage of two.

use super::named;
use super::stage::pipeline_of;
use crate::domain::{Availability, Deal, Happening, StageEvent, StageId};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Place, Refusal, Verb};

pub(super) fn run(edit: &mut Edit<'_>, from: StageId, into: StageId) -> Result<Label, Refusal> {
    if from == into {
        return Err(Refusal::SameStage);
    }
    let mut pipeline = pipeline_of(edit, from)?;
    let target = pipeline.stage(into).ok_or(Refusal::Missing(Field::Stage))?;
    if target.availability == Availability::Archived {
        return Err(Refusal::StageArchived);
    }
    // Column by column from the top, so that the merged deals keep their order.
    let column: Vec<_> = edit.workspace.column(from).iter().map(|deal| deal.id).collect();
    for id in column {
        let rank = edit.rank_at(into, Place::Bottom, id);
        let mut deal = edit.deal(id)?;
        deal.rank = rank;
        rename(&mut deal, from, into);
        edit.put_deal(deal);
    }
    // Closed deals, and those that passed through long ago, in every pipeline.
    let others: Vec<_> = edit
        .workspace
        .deals
        .iter()
        .filter(|deal| deal.stage == from || deal.history.iter().any(|event| names(event, from)))
        .map(|deal| deal.id)
        .collect();
    for id in others {
        let mut deal = edit.deal(id)?;
        rename(&mut deal, from, into);
        edit.put_deal(deal);
    }
    let position = pipeline.position(from).ok_or(Refusal::Missing(Field::Stage))?;
    let gone = pipeline.stages.remove(position);
    if pipeline.proposal_stage == Some(from) {
        pipeline.proposal_stage = Some(into);
    }
    edit.put_pipeline(pipeline);
    Ok(named(Verb::MergeStages, &gone.name))
}

fn names(event: &StageEvent, stage: StageId) -> bool {
    match event.what {
        Happening::Entered(id) | Happening::Reopened(id) => id == stage,
        Happening::Won | Happening::Lost => false,
    }
}

/// Lets a deal's record speak of the other stage. Coming from one of the two
/// into the other is then no move any more, so that entry goes.
fn rename(deal: &mut Deal, from: StageId, into: StageId) {
    let renamed = |id: StageId| if id == from { into } else { id };
    deal.stage = renamed(deal.stage);
    let mut current: Option<StageId> = None;
    deal.history.retain_mut(|event| match &mut event.what {
        Happening::Entered(id) => {
            *id = renamed(*id);
            let moved = current != Some(*id);
            current = Some(*id);
            moved
        }
        Happening::Reopened(id) => {
            *id = renamed(*id);
            current = Some(*id);
            true
        }
        Happening::Won | Happening::Lost => true,
    });
}
