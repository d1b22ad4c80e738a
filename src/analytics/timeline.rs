//! What happened to a deal, newest first: its beginning, stages, outcomes and
//! activities done.

use crate::domain::{Activity, Deal, Happening, Moment, Timestamp};
use crate::workspace::Workspace;
use std::sync::Arc;

/// Something that happened to a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeLineEntry {
    /// When; `None` is unknown.
    pub at: Option<Timestamp>,
    /// What.
    pub what: TimeLineEvent,
}

/// What can stand in a time line.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeLineEvent {
    /// The opportunity began.
    Began,
    /// Stage or outcome changed.
    Happened {
        /// How.
        what: Happening,
        /// How long it then stayed, if it came into a stage and both ends are known.
        stay: Option<TimeLineStay>,
    },
    /// An activity was done.
    Done(Arc<Activity>),
}

/// How long a deal stayed in a stage, in days, never negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TimeLineStay {
    /// It left.
    Over(f64),
    /// It is there.
    Ongoing(f64),
}

/// Lists what happened to a deal, newest first.
///
/// Changes of stage and outcome keep the sequence in which they happened even
/// where the clock went backwards; what has no time stands where its sequence
/// puts it.
pub fn time_line(workspace: &Workspace, deal: &Deal, moment: &Moment) -> Vec<TimeLineEntry> {
    let began = deal.created.map(|at| TimeLineEntry { at: Some(at), what: TimeLineEvent::Began });
    let mut entries: Vec<(Option<Timestamp>, TimeLineEntry)> =
        began.map(|entry| (entry.at, entry)).into_iter().collect();
    let mut latest = None;
    for (at, event) in deal.history.iter().enumerate() {
        latest = latest.max(event.at);
        let stay = stay(deal, at, moment);
        let what = TimeLineEvent::Happened { what: event.what, stay };
        entries.push((latest, TimeLineEntry { at: event.at, what }));
    }
    let done = workspace.activities().iter().filter(|activity| activity.deal == Some(deal.id));
    for activity in done.filter(|activity| activity.done.is_some()) {
        let what = TimeLineEvent::Done(Arc::clone(activity));
        entries.push((activity.done, TimeLineEntry { at: activity.done, what }));
    }
    // Stable: equal times keep beginning, history, activities in this order.
    entries.sort_by_key(|(key, _)| *key);
    entries.into_iter().rev().map(|(_, entry)| entry).collect()
}

/// Returns how long the stay that an event of the history began was.
fn stay(deal: &Deal, at: usize, moment: &Moment) -> Option<TimeLineStay> {
    let event = deal.history.get(at)?;
    match event.what {
        Happening::Entered(_) | Happening::Reopened(_) => {}
        Happening::Won | Happening::Lost => return None,
    }
    let from = event.at?;
    if let Some(next) = deal.history.get(at + 1) {
        return Some(TimeLineStay::Over(moment.zone.days_between(from, next.at?)));
    }
    if deal.outcome.is_open() {
        return Some(TimeLineStay::Ongoing(moment.zone.days_between(from, moment.now)));
    }
    // Where the history lacks the close, the outcome has the time.
    Some(TimeLineStay::Over(moment.zone.days_between(from, deal.outcome.closed_at()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Closing, Day, Ids, Language, Preset};
    use crate::workspace::{Command, Place};

    fn after(days: i32) -> Moment {
        Moment::at_start_of(Day::new(2026, 3, 1).unwrap().plus_days(days))
    }

    fn started() -> (Workspace, Ids) {
        let mut ids = Ids::seeded(1);
        let mut workspace = Workspace::new("Test", Preset::Standard, Language::En, &mut ids);
        let stage = workspace.pipelines_in_order()[0].stages[0].id;
        let deal = Box::new(Deal { title: "Deal".into(), stage, ..Deal::default() });
        let create = Command::CreateDeal { deal, place: Place::Top };
        workspace.apply(create, &after(0), &mut ids).unwrap();
        (workspace, ids)
    }

    fn only(workspace: &Workspace) -> Arc<Deal> {
        Arc::clone(workspace.deals().iter().next().unwrap())
    }

    #[test]
    fn the_newest_stands_first_with_the_time_of_each_stay() {
        let (mut workspace, mut ids) = started();
        let deal = only(&workspace).id;
        let stages = workspace.pipelines_in_order()[0].stages.clone();
        let to = Command::MoveDeal { deal, stage: stages[2].id, place: Place::Top };
        workspace.apply(to, &after(3), &mut ids).unwrap();
        let call = Activity {
            subject: "Call".into(),
            deal: Some(deal),
            done: Some(after(4).now),
            ..Activity::default()
        };
        workspace.apply(Command::SaveActivity(Box::new(call)), &after(4), &mut ids).unwrap();
        let win = Command::WinDeal { deal, closing: Box::new(Closing::default()) };
        workspace.apply(win, &after(10), &mut ids).unwrap();
        let line = time_line(&workspace, &only(&workspace), &after(20));
        let stays: Vec<_> = line
            .iter()
            .map(|entry| match &entry.what {
                TimeLineEvent::Began => "began".to_owned(),
                TimeLineEvent::Done(activity) => activity.subject.clone(),
                TimeLineEvent::Happened { stay, .. } => format!("{stay:?}"),
            })
            .collect();
        assert_eq!(stays, ["None", "Call", "Some(Over(7.0))", "Some(Over(3.0))", "began"]);
    }

    #[test]
    fn a_stay_that_goes_on_runs_to_now() {
        let (workspace, _) = started();
        let line = time_line(&workspace, &only(&workspace), &after(5));
        let TimeLineEvent::Happened { stay, .. } = line[0].what else { panic!("{line:?}") };
        assert_eq!(stay, Some(TimeLineStay::Ongoing(5.0)));
    }

    #[test]
    fn a_clock_that_went_backwards_does_not_turn_the_history_round() {
        let (mut workspace, mut ids) = started();
        let deal = only(&workspace).id;
        let stages = workspace.pipelines_in_order()[0].stages.clone();
        let to = Command::MoveDeal { deal, stage: stages[1].id, place: Place::Top };
        workspace.apply(to, &after(-9), &mut ids).unwrap();
        let line = time_line(&workspace, &only(&workspace), &after(1));
        let TimeLineEvent::Happened { what, .. } = line[0].what else { panic!("{line:?}") };
        assert_eq!(what, Happening::Entered(stages[1].id));
    }

    #[test]
    fn a_history_without_times_has_no_stays_and_keeps_its_order() {
        let (workspace, _) = started();
        let mut deal = (*only(&workspace)).clone();
        let mut event = deal.history[0];
        event.at = None;
        deal.history = vec![event, event];
        deal.created = None;
        let line = time_line(&workspace, &deal, &after(1));
        assert_eq!(line.len(), 2);
        for entry in line {
            assert!(matches!(entry.what, TimeLineEvent::Happened { stay: None, .. }));
        }
    }
}
