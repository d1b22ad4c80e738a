//! Cohorts: what became of the deals of each month as the months went by.

use super::Query;
use super::case::Cases;
use crate::domain::{Moment, Month};
use crate::workspace::{Total, Workspace};

/// The deals created in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// The month.
    pub month: Month,
    /// How many deals were created in it.
    pub count: usize,
    /// How many of them are open.
    pub open: usize,
    /// For each whole month of age that all of them have behind them, and for the
    /// present one: how many were won by its end, and how many were lost.
    pub by_age: Vec<Ended>,
    /// Σ value of those won so far.
    pub won_value: Total,
}

/// How many deals of a cohort were closed by the end of a month of age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
}

/// The cohorts of a question by month of creation.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortTable {
    /// The months without a gap, the earliest first.
    pub cohorts: Vec<Cohort>,
    /// Deals left out: nobody knows when they were created, or when a closed one was
    /// closed.
    pub unknown: usize,
}

/// So many months are shown.
const MONTHS: usize = 36;

impl CohortTable {
    /// Computes the cohorts of the last three years. Age 0 is the month of creation.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        Self::of(workspace, &Cases::of(workspace, query, moment), moment)
    }

    pub(crate) fn of(workspace: &Workspace, cases: &Cases, moment: &Moment) -> Self {
        let this = moment.today().month();
        let month = |at| moment.zone.day(at).month();
        let earliest = cases.members.iter().filter_map(|case| case.deal.created.map(month)).min();
        let Some(earliest) = earliest else {
            return Self { cohorts: Vec::new(), unknown: cases.members.len() };
        };
        let span = usize::try_from(this.months_since(earliest) + 1).unwrap_or(0).min(MONTHS);
        let first = this.plus_months(1 - i32::try_from(span).unwrap_or(0));
        let mut cohorts: Vec<Cohort> = (0..span)
            .map(|at| Cohort {
                month: first.plus_months(i32::try_from(at).unwrap_or(0)),
                count: 0,
                open: 0,
                by_age: vec![Ended::default(); span - at],
                won_value: Total::default(),
            })
            .collect();
        let mut unknown = 0;
        for case in &cases.members {
            let deal = &*case.deal;
            let closed = deal.outcome.closed_at().map(month);
            let Some(created) = deal.created.map(month) else {
                unknown += 1;
                continue;
            };
            if !deal.outcome.is_open() && closed.is_none() {
                unknown += 1;
                continue;
            }
            let at = usize::try_from(created.months_since(first)).ok();
            let Some(cohort) = at.and_then(|at| cohorts.get_mut(at)) else { continue };
            cohort.count += 1;
            let Some(closed) = closed else {
                cohort.open += 1;
                continue;
            };
            if deal.outcome.is_won() {
                cohort.won_value.add(workspace.base_value(deal));
            }
            let age = usize::try_from(closed.months_since(created)).unwrap_or(0);
            for ended in cohort.by_age.iter_mut().skip(age) {
                ended.won += usize::from(deal.outcome.is_won());
                ended.lost += usize::from(deal.outcome.is_lost());
            }
        }
        Self { cohorts, unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Deal, DealId, Ids, Language, Outcome, Preset};
    use crate::workspace::Parts;

    #[test]
    fn a_cohort_tells_how_many_were_won_by_each_age() {
        let mut ids = Ids::seeded(3);
        let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
        let at = |month, day| Moment::at_start_of(Day::new(2026, month, day).unwrap()).now;
        let mut deal = |created, outcome| Deal {
            id: DealId::fresh(&mut ids),
            title: "Deal".into(),
            pipeline: pipeline.id,
            stage: pipeline.stages[0].id,
            created,
            outcome,
            ..Deal::default()
        };
        let deals = vec![
            deal(Some(at(1, 5)), Outcome::Won(Some(at(1, 9)))),
            deal(Some(at(1, 31)), Outcome::Won(Some(at(3, 1)))),
            deal(Some(at(1, 9)), Outcome::Lost(Some(at(2, 1)))),
            deal(Some(at(3, 9)), Outcome::Open),
            deal(None, Outcome::Open),
        ];
        let query = Query::of(pipeline.id);
        let workspace =
            Workspace::from_parts(Parts { pipelines: vec![pipeline], deals, ..Parts::default() });
        let moment = Moment::at_start_of(Day::new(2026, 3, 20).unwrap());
        let table = CohortTable::new(&workspace, &query, &moment);
        let counts: Vec<_> =
            table.cohorts.iter().map(|cohort| (cohort.count, cohort.open)).collect();
        assert_eq!(counts, [(3, 0), (0, 0), (1, 1)]);
        let won: Vec<_> =
            table.cohorts[0].by_age.iter().map(|ended| (ended.won, ended.lost)).collect();
        assert_eq!(won, [(1, 0), (1, 1), (2, 1)]);
        assert_eq!((table.unknown, table.cohorts[2].by_age.len()), (1, 1));
    }
}
