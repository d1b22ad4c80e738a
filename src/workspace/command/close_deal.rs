//! Wins, loses and reopens deals.

use super::named;
use crate::domain::{Availability, Closing, Deal, DealId, Happening, Outcome, StageEvent, StageId};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Place, Refusal, Verb};

pub(super) fn win(edit: &mut Edit<'_>, id: DealId, closing: Closing) -> Result<Label, Refusal> {
    let now = Some(edit.moment.now);
    let deal = close(edit, id, closing, Outcome::Won(now), Happening::Won)?;
    Ok(named(Verb::WinDeal, &deal.title))
}

pub(super) fn lose(edit: &mut Edit<'_>, id: DealId, closing: Closing) -> Result<Label, Refusal> {
    if closing.loss_reason.is_none() {
        return Err(Refusal::LossReasonMissing);
    }
    let now = Some(edit.moment.now);
    let deal = close(edit, id, closing, Outcome::Lost(now), Happening::Lost)?;
    Ok(named(Verb::LoseDeal, &deal.title))
}

fn close(
    edit: &mut Edit<'_>,
    id: DealId,
    closing: Closing,
    outcome: Outcome,
    what: Happening,
) -> Result<Deal, Refusal> {
    let mut deal = edit.deal(id)?;
    if !deal.outcome.is_open() {
        return Err(Refusal::AlreadyClosed);
    }
    deal.outcome = outcome;
    deal.closing = closing;
    deal.history.push(StageEvent { at: Some(edit.moment.now), what });
    edit.workspace.check_deal(&deal)?;
    edit.put_deal(deal.clone());
    Ok(deal)
}

pub(super) fn reopen(
    edit: &mut Edit<'_>,
    id: DealId,
    stage: StageId,
    because: String,
) -> Result<Label, Refusal> {
    let mut deal = edit.deal(id)?;
    if deal.outcome.is_open() {
        return Err(Refusal::NotClosed);
    }
    let (pipeline, target) = edit.workspace.stage(stage).ok_or(Refusal::Missing(Field::Stage))?;
    if target.availability == Availability::Archived {
        return Err(Refusal::StageArchived);
    }
    deal.pipeline = pipeline.id;
    deal.stage = stage;
    deal.outcome = Outcome::Open;
    deal.closing = Closing { reopened_because: because, ..Closing::default() };
    deal.history.push(StageEvent { at: Some(edit.moment.now), what: Happening::Reopened(stage) });
    deal.rank = edit.rank_at(stage, Place::Top, id);
    let label = named(Verb::ReopenDeal, &deal.title);
    edit.put_deal(deal);
    Ok(label)
}
