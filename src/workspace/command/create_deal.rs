//! Adds a deal.

use super::named;
use crate::domain::{Closing, Deal, DealId, Happening, Outcome, StageEvent};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Place, Refusal, Verb};

pub(super) fn run(edit: &mut Edit<'_>, mut deal: Deal, place: Place) -> Result<Label, Refusal> {
    let (pipeline, _) = edit.workspace.stage(deal.stage).ok_or(Refusal::Missing(Field::Stage))?;
    deal.pipeline = pipeline.id;
    if deal.expires.is_none() {
        let days = pipeline.expiry_days.and_then(|days| i32::try_from(days).ok());
        deal.expires = days.map(|days| edit.moment.today().plus_days(days));
    }
    deal.id = DealId::fresh(edit.ids);
    deal.title = deal.title.trim().to_owned();
    deal.created = deal.created.or(Some(edit.moment.now));
    deal.edited = edit.moment.now;
    deal.outcome = Outcome::Open;
    deal.closing = Closing::default();
    deal.history = vec![StageEvent { at: deal.created, what: Happening::Entered(deal.stage) }];
    edit.workspace.check_deal(&deal)?;
    deal.rank = edit.rank_at(deal.stage, place, deal.id);
    let label = named(Verb::CreateDeal, &deal.title);
    edit.put_deal(deal);
    Ok(label)
}
