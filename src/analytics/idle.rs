//! Which deals rot: nothing has happened to them for too long (SPEC 2.6).

use crate::domain::{Deal, DealId, Moment, Timestamp};
use crate::workspace::{NextSteps, Workspace};
use std::collections::HashMap;

/// How long nothing has happened to an open deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Idleness {
    /// Days since the latest of stage change, edit and done activity; never
    /// negative. `None` when no time of any of them is known.
    pub days: Option<f64>,
    /// Days after which a deal of this stage rots; `None` never.
    pub limit: Option<u32>,
    /// What follows from the two.
    pub freshness: Freshness,
}

/// Whether a deal rots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// Something happened lately, or the stage has no limit.
    Fresh,
    /// It is above the limit, but a next step is planned for today or later.
    Planned,
    /// It is above the limit and nothing is planned.
    Rotting,
}

/// The idleness of every open deal of a workspace.
#[derive(Clone, Debug, Default)]
pub struct IdleDeals {
    /// In the order of the ids.
    deals: Vec<(DealId, Idleness)>,
}

impl IdleDeals {
    /// Looks at every open deal, in one pass over deals and one over activities.
    pub fn new(workspace: &Workspace, moment: &Moment) -> Self {
        Self::with(workspace, &workspace.next_steps(), moment)
    }

    /// The same for a caller who has the next steps at hand.
    pub fn with(workspace: &Workspace, steps: &NextSteps, moment: &Moment) -> Self {
        let mut latest: HashMap<DealId, Timestamp> = HashMap::new();
        for activity in workspace.activities().iter() {
            if let (Some(deal), Some(done)) = (activity.deal, activity.done) {
                let slot = latest.entry(deal).or_insert(done);
                *slot = done.max(*slot);
            }
        }
        let open = workspace.deals().iter().filter(|deal| deal.outcome.is_open());
        let deals = open.map(|deal| {
            let done = latest.get(&deal.id).copied();
            (deal.id, idleness(workspace, deal, done, steps, moment))
        });
        Self { deals: deals.collect() }
    }

    /// Returns the idleness of a deal; `None` for one that is closed.
    pub fn of(&self, deal: DealId) -> Option<Idleness> {
        let at = self.deals.binary_search_by_key(&deal, |(id, _)| *id).ok()?;
        self.deals.get(at).map(|(_, idleness)| *idleness)
    }
}

fn idleness(
    workspace: &Workspace,
    deal: &Deal,
    done: Option<Timestamp>,
    steps: &NextSteps,
    moment: &Moment,
) -> Idleness {
    let moved = deal.history.iter().filter_map(|event| event.at).max();
    // The start of 1970 is the default of a record that was never edited.
    let edited = Some(deal.edited).filter(|edited| *edited != Timestamp::default());
    let latest = moved.max(edited).max(done).max(deal.created);
    let days = latest.map(|latest| moment.zone.days_between(latest, moment.now));
    let limit = workspace
        .pipelines()
        .get(deal.pipeline)
        .and_then(|pipeline| pipeline.stage(deal.stage))
        .and_then(|stage| stage.rotting_days);
    let above = days.zip(limit).is_some_and(|(days, limit)| days > f64::from(limit));
    let due = steps.of(deal.id).and_then(|step| step.due);
    let freshness = if !above {
        Freshness::Fresh
    } else if due.is_some_and(|due| due >= moment.today()) {
        Freshness::Planned
    } else {
        Freshness::Rotting
    };
    Idleness { days, limit, freshness }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Activity, Day, Ids, Language, Preset};
    use crate::workspace::{Command, Place};

    fn start() -> Day {
        Day::new(2026, 3, 1).unwrap()
    }

    fn after(days: i32) -> Moment {
        Moment::at_start_of(start().plus_days(days))
    }

    /// A workspace with one deal, created on 1 March in a stage that rots after 14 days.
    fn one_deal(ids: &mut Ids) -> (Workspace, DealId) {
        let mut workspace = Workspace::new("Test", Preset::Standard, Language::En, ids);
        let stage = workspace.pipelines_in_order()[0].stages[0].id;
        let deal = Box::new(Deal { title: "Deal".into(), stage, ..Deal::default() });
        let create = Command::CreateDeal { deal, place: Place::Top };
        workspace.apply(create, &after(0), ids).unwrap();
        let id = workspace.deals().iter().next().unwrap().id;
        (workspace, id)
    }

    fn task(deal: DealId, due: Day) -> Command {
        Command::SaveActivity(Box::new(Activity {
            subject: "Call".into(),
            deal: Some(deal),
            due: Some(due),
            ..Activity::default()
        }))
    }

    fn freshness(workspace: &Workspace, deal: DealId, moment: &Moment) -> Freshness {
        IdleDeals::new(workspace, moment).of(deal).unwrap().freshness
    }

    #[test]
    fn a_deal_rots_the_day_after_its_limit() {
        let (workspace, deal) = one_deal(&mut Ids::seeded(1));
        assert_eq!(freshness(&workspace, deal, &after(14)), Freshness::Fresh);
        assert_eq!(freshness(&workspace, deal, &after(15)), Freshness::Rotting);
        assert_eq!(IdleDeals::new(&workspace, &after(15)).of(deal).unwrap().days, Some(15.0));
    }

    #[test]
    fn a_next_step_in_the_future_keeps_a_deal_from_rotting_and_a_missed_one_does_not() {
        let mut ids = Ids::seeded(2);
        let (mut workspace, deal) = one_deal(&mut ids);
        workspace.apply(task(deal, start().plus_days(20)), &after(0), &mut ids).unwrap();
        assert_eq!(freshness(&workspace, deal, &after(19)), Freshness::Planned);
        assert_eq!(freshness(&workspace, deal, &after(20)), Freshness::Planned);
        assert_eq!(freshness(&workspace, deal, &after(21)), Freshness::Rotting);
    }

    #[test]
    fn a_done_activity_makes_a_deal_fresh() {
        let mut ids = Ids::seeded(3);
        let (mut workspace, deal) = one_deal(&mut ids);
        workspace.apply(task(deal, start()), &after(0), &mut ids).unwrap();
        let activity = workspace.activities().iter().next().unwrap().id;
        workspace.apply(Command::CompleteActivity(activity), &after(15), &mut ids).unwrap();
        assert_eq!(freshness(&workspace, deal, &after(16)), Freshness::Fresh);
    }
}
