//! The workspace as it was at the end of a past day.

use super::forecast::values_precede_closes;
use crate::domain::{
    Activity, Closing, Day, Deal, Happening, LossReason, Outcome, PipelineId, StageId, Timestamp,
    Zone,
};
use crate::workspace::{Parts, Workspace};

/// Returns the workspace without anything that happened after a day.
///
/// Deals and activities made later are gone; stage and outcome of the others
/// are those their history had reached. A deal of which no time is known stays:
/// nothing says that it is younger.
///
/// Only what has a history can be rewound. A deal that was open then and is
/// closed now has the value it has now where values are known before deals close,
/// otherwise none: it would tell the outcome. Dates, owner, probability and
/// all other fields stay as they are now, as do pipelines, people, organisations
/// and settings; a deal that was lost then and reopened since has lost its reason.
pub fn rewind(workspace: &Workspace, day: Day, zone: &Zone) -> Workspace {
    let end = zone.start_of(day.plus_days(1));
    let early = values_precede_closes(workspace.deals().iter().map(|deal| &**deal));
    let deals: Vec<Deal> = workspace
        .deals()
        .iter()
        .filter_map(|deal| {
            let mut past = rewind_deal(workspace, deal, end)?;
            if !early && past.outcome.is_open() && !deal.outcome.is_open() {
                past.value = None;
            }
            Some(past)
        })
        .collect();
    let mut kept: Vec<_> = deals.iter().map(|deal| deal.id).collect();
    kept.sort_unstable();
    let activities = workspace
        .activities()
        .iter()
        .filter(|activity| activity.deal.is_none_or(|deal| kept.binary_search(&deal).is_ok()))
        .filter_map(|activity| rewind_activity(activity, end));
    Workspace::from_parts(Parts {
        id: workspace.id(),
        sequence: workspace.sequence(),
        settings: (**workspace.settings()).clone(),
        pipelines: workspace.pipelines().iter().map(|record| (**record).clone()).collect(),
        organisations: workspace.organisations().iter().map(|record| (**record).clone()).collect(),
        people: workspace.people().iter().map(|record| (**record).clone()).collect(),
        activities: activities.collect(),
        deals,
        extra: workspace.extra().clone(),
        envelope: workspace.envelope().clone(),
    })
}

/// Where a deal stood at an instant.
pub(crate) struct Stood {
    /// How many events had happened; `None` if no event is later.
    cut: Option<usize>,
    /// The stage it was in.
    stage: StageId,
    /// The pipeline it was in.
    pub pipeline: PipelineId,
    /// Open, won or lost.
    pub outcome: Outcome,
}

/// Says where a deal stood at an instant; `None` before it began. Events follow
/// their sequence: what stands after a later one is later too.
pub(crate) fn stood(workspace: &Workspace, deal: &Deal, end: Timestamp) -> Option<Stood> {
    let is_later = |at: Option<Timestamp>| at.is_some_and(|at| at >= end);
    let cut = deal.history.iter().position(|event| is_later(event.at));
    let begins_later = match deal.created {
        Some(created) => created >= end,
        None => cut == Some(0),
    };
    if begins_later {
        return None;
    }
    let mut stood =
        Stood { cut, stage: deal.stage, pipeline: deal.pipeline, outcome: deal.outcome };
    let Some(cut) = cut else {
        // A close that its history does not tell.
        if is_later(deal.outcome.closed_at()) {
            stood.outcome = Outcome::Open;
        }
        return Some(stood);
    };
    let (history, _) = deal.history.split_at_checked(cut)?;
    // A deal that was there before its first known stage waited for that stage.
    let entered = |what: Happening| match what {
        Happening::Entered(stage) | Happening::Reopened(stage) => Some(stage),
        Happening::Won | Happening::Lost => None,
    };
    let last = history.iter().rev().find_map(|event| entered(event.what));
    let first = || deal.history.iter().find_map(|event| entered(event.what));
    if let Some(stage) = last.or_else(first) {
        stood.stage = stage;
    }
    if let Some((pipeline, _)) = workspace.stage(stood.stage) {
        stood.pipeline = pipeline.id;
    }
    stood.outcome = match history.last().map(|event| (event.what, event.at)) {
        Some((Happening::Won, at)) => Outcome::Won(at),
        Some((Happening::Lost, at)) => Outcome::Lost(at),
        Some((Happening::Entered(_) | Happening::Reopened(_), _)) | None => Outcome::Open,
    };
    Some(stood)
}

fn rewind_deal(workspace: &Workspace, deal: &Deal, end: Timestamp) -> Option<Deal> {
    let stood = stood(workspace, deal, end)?;
    let mut past = deal.clone();
    let Some(cut) = stood.cut else {
        past.edited = past.edited.min(end);
        if past.outcome != stood.outcome {
            past.outcome = stood.outcome;
            past.closing = Closing::default();
        }
        return Some(past);
    };
    past.history.truncate(cut);
    past.stage = stood.stage;
    past.pipeline = stood.pipeline;
    past.outcome = stood.outcome;
    past.closing = match past.outcome {
        Outcome::Open | Outcome::Won(_) => Closing::default(),
        Outcome::Lost(_) => {
            Closing { loss_reason: Some(LossReason::Unknown), ..Closing::default() }
        }
    };
    let touched = past.history.iter().filter_map(|event| event.at).max().or(past.created);
    past.edited = past.edited.min(touched.unwrap_or(end));
    Some(past)
}

fn rewind_activity(activity: &Activity, end: Timestamp) -> Option<Activity> {
    if activity.created.is_some_and(|created| created >= end) {
        return None;
    }
    let mut past = activity.clone();
    past.done = past.done.filter(|done| *done < end);
    // Notes and engagements are never open: one that took place later is gone.
    (activity.done.is_none() || past.done.is_some() || past.is_open_task()).then_some(past)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DealId, Ids, Language, Moment, Preset};
    use crate::workspace::{Command, Place};

    fn day(offset: i32) -> Day {
        Day::new(2026, 3, 1).unwrap().plus_days(offset)
    }

    #[test]
    fn a_rewound_workspace_is_the_one_of_that_day() {
        let mut ids = Ids::seeded(1);
        let mut workspace = Workspace::new("Test", Preset::Standard, Language::En, &mut ids);
        let stages = workspace.pipelines_in_order()[0].stages.clone();
        let lose = |deal| Command::LoseDeal {
            deal,
            closing: Box::new(Closing {
                loss_reason: Some(LossReason::Price),
                ..Closing::default()
            }),
        };
        let deal =
            || Box::new(Deal { title: "Deal".into(), stage: stages[0].id, ..Deal::default() });
        let create = || Command::CreateDeal { deal: deal(), place: Place::Top };
        let at = |offset: i32| Moment::at_start_of(day(offset));
        let mut was = vec![workspace.clone()];
        let mut step = |workspace: &mut Workspace, command, ids: &mut Ids, offset| {
            workspace.apply(command, &at(offset), ids).unwrap();
            was.push(workspace.clone());
        };
        step(&mut workspace, create(), &mut ids, 0);
        let id: DealId = workspace.deals().iter().next().unwrap().id;
        let move_to =
            |at: usize| Command::MoveDeal { deal: id, stage: stages[at].id, place: Place::Top };
        step(&mut workspace, move_to(2), &mut ids, 1);
        step(&mut workspace, create(), &mut ids, 2);
        step(&mut workspace, lose(id), &mut ids, 3);
        for (offset, past) in (-1..=3).zip(&was) {
            let rewound = rewind(&workspace, day(offset), &Zone::default());
            let facts = |workspace: &Workspace| -> Vec<_> {
                let deals = workspace.deals().iter();
                deals
                    .map(|deal| (deal.id, deal.stage, deal.outcome, deal.history.clone()))
                    .collect()
            };
            assert_eq!(facts(&rewound), facts(past), "day {offset}");
            assert_eq!(rewound.problems(), []);
        }
        assert_eq!(rewind(&workspace, day(9), &Zone::default()), workspace);
    }
}
