//! Puts a deal into a stage, or elsewhere in its column.

use super::named;
use crate::domain::{Availability, DealId, Happening, StageEvent, StageId};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Place, Refusal, Verb};

pub(super) fn run(
    edit: &mut Edit<'_>,
    id: DealId,
    stage: StageId,
    place: Place,
) -> Result<Label, Refusal> {
    let deal = edit.deal(id)?;
    if !deal.outcome.is_open() {
        return Err(Refusal::AlreadyClosed);
    }
    let (pipeline, target) = edit.workspace.stage(stage).ok_or(Refusal::Missing(Field::Stage))?;
    if target.availability == Availability::Archived {
        return Err(Refusal::StageArchived);
    }
    let pipeline = pipeline.id;
    let rank = edit.rank_at(stage, place, id);
    // Numbering the column anew may have touched this very deal's record.
    let mut deal = edit.deal(id)?;
    if deal.stage != stage {
        deal.history
            .push(StageEvent { at: Some(edit.moment.now), what: Happening::Entered(stage) });
    }
    deal.pipeline = pipeline;
    deal.stage = stage;
    deal.rank = rank;
    let label = named(Verb::MoveDeal, &deal.title);
    edit.put_deal(deal);
    Ok(label)
}
