//! Removes a deal and its activities.

use super::named;
use crate::domain::{ActivityId, DealId};
use crate::workspace::edit::Edit;
use crate::workspace::{Label, Refusal, Verb};

pub(super) fn run(edit: &mut Edit<'_>, id: DealId) -> Result<Label, Refusal> {
    let deal = edit.deal(id)?;
    let activities: Vec<ActivityId> = edit
        .workspace
        .activities
        .iter()
        .filter(|activity| activity.deal == Some(id))
        .map(|activity| activity.id)
        .collect();
    for activity in activities {
        edit.remove_activity(activity);
    }
    edit.remove_deal(id);
    Ok(named(Verb::DeleteDeal, &deal.title))
}
