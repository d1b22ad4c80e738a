//! What to do today: the agenda of the Today screen.

use super::idle::IdleDeals;
use super::next_action::DealToday;
use super::{NextAction, Priority, Reason};
use crate::domain::{Activity, ActivityId, Availability, Day, DealId, Moment, StageId};
use crate::workspace::{NextSteps, Workspace};
use std::collections::HashSet;

/// What waits to be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// Open tasks due before today, the oldest first.
    pub overdue: Vec<TaskDue>,
    /// Open tasks due today.
    pub due_today: Vec<TaskDue>,
    /// Open tasks due within the next [`UPCOMING_DAYS`] days.
    pub upcoming: Vec<TaskDue>,
    /// Open tasks without a date.
    pub undated: Vec<ActivityId>,
    /// Open deals without any open task, the most valuable first.
    pub without_next_step: Vec<DealId>,
    /// The next best action of each deal that asks for one: by priority, then
    /// the most valuable first.
    pub suggestions: Vec<Suggestion>,
}

/// An open task with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskDue {
    /// The day it is due.
    pub due: Day,
    /// Minutes after midnight; `None` for all day.
    pub due_minute: Option<u16>,
    /// The task.
    pub activity: ActivityId,
    /// The deal it belongs to.
    pub deal: Option<DealId>,
}

/// What should be done about a deal, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion {
    /// The deal.
    pub deal: DealId,
    /// How it ranks against others.
    pub priority: Priority,
    /// What to do.
    pub action: NextAction,
    /// Why.
    pub reason: Reason,
}

/// How far ahead the agenda looks.
pub const UPCOMING_DAYS: i32 = 7;
impl Agenda {
    /// Makes the agenda of a workspace. Deals of pseudo leads and of archived
    /// pipelines ask for nothing; their tasks are listed all the same.
    pub fn new(workspace: &Workspace, moment: &Moment) -> Self {
        let steps = workspace.next_steps();
        let idle = IdleDeals::with(workspace, &steps, moment);
        let mut agenda = Self::default();
        agenda.sort_tasks(workspace, moment.today());
        agenda.look_at_deals(workspace, &steps, &idle, moment);
        agenda
    }

    /// Finds the next best action of a deal.
    pub fn suggestion(&self, deal: DealId) -> Option<&Suggestion> {
        self.suggestions.iter().find(|suggestion| suggestion.deal == deal)
    }

    fn sort_tasks(&mut self, workspace: &Workspace, today: Day) {
        for activity in workspace.activities().iter().filter(|activity| activity.is_open_task()) {
            let Some(due) = activity.due else {
                self.undated.push(activity.id);
                continue;
            };
            let ahead = due.days_since(today);
            let list = if ahead < 0 {
                &mut self.overdue
            } else if ahead == 0 {
                &mut self.due_today
            } else if ahead <= UPCOMING_DAYS {
                &mut self.upcoming
            } else {
                continue;
            };
            list.push(task_due(activity, due));
        }
        self.overdue.sort_unstable();
        self.due_today.sort_unstable();
        self.upcoming.sort_unstable();
    }

    fn look_at_deals(
        &mut self,
        workspace: &Workspace,
        steps: &NextSteps,
        idle: &IdleDeals,
        moment: &Moment,
    ) {
        let first_stages: HashSet<StageId> = workspace
            .pipelines()
            .iter()
            .filter(|pipeline| pipeline.availability == Availability::Active)
            .filter_map(|pipeline| pipeline.active_stages().next())
            .map(|stage| stage.id)
            .collect();
        let mut without = Vec::new();
        let mut suggestions = Vec::new();
        for deal in workspace.deals().iter() {
            let Some(idleness) = idle.of(deal.id).filter(|_| deal.counts()) else { continue };
            let Some(pipeline) = workspace.pipelines().get(deal.pipeline) else { continue };
            if pipeline.availability == Availability::Archived {
                continue;
            }
            let view = DealToday {
                deal,
                idleness,
                step: steps.of(deal.id).map(|step| &**step),
                is_first_stage: first_stages.contains(&deal.stage),
                postpone_limit: pipeline.postpone_limit(),
                moment,
            };
            let value = workspace.base_value(deal).minor();
            if view.step.is_none() {
                without.push((std::cmp::Reverse(value), deal.id));
            }
            if let Some((action, reason)) = view.next_best() {
                let priority = view.priority();
                let suggestion = Suggestion { deal: deal.id, priority, action, reason };
                suggestions.push((priority, std::cmp::Reverse(value), suggestion));
            }
        }
        without.sort_unstable();
        self.without_next_step = without.into_iter().map(|(_, deal)| deal).collect();
        suggestions
            .sort_by_key(|(priority, value, suggestion)| (*priority, *value, suggestion.deal));
        self.suggestions = suggestions.into_iter().map(|(.., suggestion)| suggestion).collect();
    }
}

fn task_due(activity: &Activity, due: Day) -> TaskDue {
    let (due_minute, deal) = (activity.due_minute, activity.deal);
    TaskDue { due, due_minute, activity: activity.id, deal }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Deal, Ids, Language, LeadClass, Money, OfferStatus, Preset};
    use crate::workspace::{Command, Place};

    fn today() -> Day {
        Day::new(2026, 6, 15).unwrap()
    }

    /// Adds deals as given, created so many days ago in a stage.
    fn agenda(
        deals: &[(i32, usize, Deal)],
        tasks: &[(usize, Option<i32>)],
    ) -> (Agenda, Vec<DealId>) {
        let mut ids = Ids::seeded(1);
        let mut workspace = Workspace::new("Test", Preset::Standard, Language::En, &mut ids);
        let stages = workspace.pipelines_in_order()[0].stages.clone();
        let mut made = Vec::new();
        for (age, stage, deal) in deals {
            let deal = Deal { title: "Deal".into(), stage: stages[*stage].id, ..deal.clone() };
            let create = Command::CreateDeal { deal: Box::new(deal), place: Place::Top };
            let moment = Moment::at_start_of(today().plus_days(-age));
            let transaction = workspace.apply(create, &moment, &mut ids).unwrap();
            made.extend(transaction.changes.iter().filter_map(|change| match change {
                crate::workspace::Change::Deal(delta) => delta.after.as_ref().map(|deal| deal.id),
                _ => None,
            }));
        }
        for (deal, due) in tasks {
            let activity = Activity {
                subject: "Call".into(),
                deal: Some(made[*deal]),
                due: due.map(|days| today().plus_days(days)),
                ..Activity::default()
            };
            let save = Command::SaveActivity(Box::new(activity));
            workspace.apply(save, &Moment::at_start_of(today()), &mut ids).unwrap();
        }
        (Agenda::new(&workspace, &Moment::at_start_of(today())), made)
    }

    fn plain() -> Deal {
        Deal::default()
    }

    #[test]
    fn tasks_are_listed_by_the_day_they_are_due() {
        let tasks = [(0, Some(-2)), (0, Some(0)), (0, Some(7)), (0, Some(8)), (0, None)];
        let (agenda, made) = agenda(&[(1, 1, plain())], &tasks);
        let lengths = [
            agenda.overdue.len(),
            agenda.due_today.len(),
            agenda.upcoming.len(),
            agenda.undated.len(),
        ];
        assert_eq!(lengths, [1, 1, 1, 1]);
        assert_eq!(agenda.without_next_step, []);
        let best = agenda.suggestion(made[0]).unwrap();
        assert_eq!(best.reason, Reason::TaskOverdue { days: 2 });
    }

    #[test]
    fn offers_come_before_new_leads_and_these_before_old_contacts() {
        let offer = |offer| Deal { offer, ..plain() };
        let pseudo = Deal { class: LeadClass::Pseudo, ..plain() };
        let deals = [
            (40, 2, plain()),
            (3, 0, plain()),
            (40, 3, offer(OfferStatus::Sent)),
            (2, 3, offer(OfferStatus::Requested)),
            (3, 1, plain()),
            (3, 0, pseudo),
        ];
        let (agenda, made) = agenda(&deals, &[]);
        let found: Vec<_> =
            made.iter().map(|id| agenda.suggestion(*id).map(|s| (s.priority, s.action))).collect();
        assert_eq!(
            found,
            [
                Some((Priority::C, NextAction::Revive)),
                Some((Priority::B, NextAction::MakeContact)),
                Some((Priority::A, NextAction::ChaseOffer)),
                Some((Priority::A, NextAction::WriteOffer)),
                Some((Priority::Other, NextAction::PlanNextStep)),
                None,
            ]
        );
        let order: Vec<Priority> = agenda.suggestions.iter().map(|s| s.priority).collect();
        assert!(order.is_sorted());
        assert_eq!(agenda.without_next_step.len(), 5);
    }

    #[test]
    fn a_deal_put_off_to_the_limit_asks_for_a_decision() {
        let (agenda, made) = agenda(&[(3, 1, Deal { postponed: 2, ..plain() })], &[(0, Some(3))]);
        let reason = agenda.suggestion(made[0]).unwrap().reason;
        assert_eq!(reason, Reason::PutOff { times: 2, limit: 2 });
    }

    #[test]
    fn a_deal_with_a_plan_asks_for_nothing_and_a_close_in_the_past_is_told() {
        let past = Deal { expected_close: Some(today().plus_days(-3)), ..plain() };
        let deals = [(3, 1, plain()), (3, 1, past)];
        let (agenda, made) = agenda(&deals, &[(0, Some(3)), (1, Some(3))]);
        assert_eq!(agenda.suggestion(made[0]), None);
        assert_eq!(agenda.suggestion(made[1]).unwrap().reason, Reason::ClosePast { days: 3 });
    }

    #[test]
    fn the_most_valuable_deal_without_a_next_step_comes_first() {
        let worth = |minor| Deal { value: Money::new(minor, Currency::EUR).ok(), ..plain() };
        let (agenda, made) = agenda(&[(3, 1, worth(5)), (3, 1, plain()), (3, 1, worth(9))], &[]);
        assert_eq!(agenda.without_next_step, [made[2], made[0], made[1]]);
    }
}
