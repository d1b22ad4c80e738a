//! Sets the fields of a deal.

use super::named;
use crate::domain::{Day, Deal, DealId};
use crate::workspace::edit::Edit;
use crate::workspace::{Label, Refusal, Verb};

pub(super) fn run(edit: &mut Edit<'_>, mut deal: Deal) -> Result<Label, Refusal> {
    let current = edit.deal(deal.id)?;
    deal.title = deal.title.trim().to_owned();
    deal.pipeline = current.pipeline;
    deal.stage = current.stage;
    deal.rank = current.rank;
    deal.outcome = current.outcome;
    deal.history.clone_from(&current.history);
    deal.edited = current.edited;
    edit.workspace.check_deal(&deal)?;
    if deal != current {
        deal.edited = edit.moment.now;
    }
    let label = named(Verb::EditDeal, &deal.title);
    edit.put_deal(deal);
    Ok(label)
}

/// Notes that the customer put the deal off.
pub(super) fn postpone(edit: &mut Edit<'_>, id: DealId, until: Day) -> Result<Label, Refusal> {
    let mut deal = edit.deal(id)?;
    if !deal.outcome.is_open() {
        return Err(Refusal::AlreadyClosed);
    }
    deal.expected_close = Some(until);
    deal.postponed = deal.postponed.saturating_add(1);
    deal.edited = edit.moment.now;
    let label = named(Verb::PostponeDeal, &deal.title);
    edit.put_deal(deal);
    Ok(label)
}
