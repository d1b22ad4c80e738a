//! Cohorts: what became of the deals of each month as the months went by.

use super::case::Cases;
use super::figure::ratio;
use super::{Figure, Measure, NoData, Query, Unit};
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

/// What is measured of a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CohortMeasure {
    /// Number of deals created in the month.
    Count(Month),
    /// Number of those that are open.
    Open(Month),
    /// Share of them won by the end of this month of age; 0 is the month of creation.
    Won(Month, u16),
    /// Share of them lost by then.
    Lost(Month, u16),
}

impl CohortMeasure {
    /// Returns the month in which the deals were created.
    pub fn month(self) -> Month {
        match self {
            Self::Count(month) | Self::Open(month) | Self::Won(month, _) | Self::Lost(month, _) => {
                month
            }
        }
    }

    pub(crate) fn key(self) -> String {
        match self {
            Self::Count(month) => format!("cohort_count.{month}"),
            Self::Open(month) => format!("cohort_open.{month}"),
            Self::Won(month, age) => format!("cohort_won.{month}.{age}"),
            Self::Lost(month, age) => format!("cohort_lost.{month}.{age}"),
        }
    }
}

/// So many months are counted.
const MONTHS: usize = 36;
/// So many months are shown, the latest.
pub const COHORTS: usize = 18;
/// So many months of age are shown.
pub const COHORT_AGES: u16 = 12;

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

    /// Returns the cohorts that are shown: the latest [`COHORTS`].
    pub fn shown(&self) -> &[Cohort] {
        let from = self.cohorts.len().saturating_sub(COHORTS);
        self.cohorts.get(from..).unwrap_or_default()
    }

    /// Lists the figures of the cohorts that are shown, up to an age of [`COHORT_AGES`].
    pub fn figures(&self) -> impl Iterator<Item = Figure> {
        self.shown().iter().flat_map(|cohort| {
            let month = cohort.month;
            let counts = [CohortMeasure::Count(month), CohortMeasure::Open(month)];
            let ages = (0..COHORT_AGES).flat_map(move |age| {
                [CohortMeasure::Won(month, age), CohortMeasure::Lost(month, age)]
            });
            counts.into_iter().chain(ages).filter_map(|of| cohort.figure(of))
        })
    }

    /// Returns a figure; `None` where the cohort is not known or not so old.
    pub fn figure(&self, of: CohortMeasure) -> Option<Figure> {
        self.cohorts.iter().find(|cohort| cohort.month == of.month())?.figure(of)
    }
}

impl Cohort {
    /// Returns a figure of this cohort; `None` where it is not so old. A share rests on
    /// [`Cohort::count`] deals.
    pub fn figure(&self, of: CohortMeasure) -> Option<Figure> {
        let ended = |age: u16| self.by_age.get(usize::from(age));
        let count = match of {
            CohortMeasure::Count(_) => self.count,
            CohortMeasure::Open(_) => self.open,
            CohortMeasure::Won(_, age) => ended(age)?.won,
            CohortMeasure::Lost(_, age) => ended(age)?.lost,
        };
        let (unit, value) = match of {
            CohortMeasure::Count(_) | CohortMeasure::Open(_) => (Unit::Count, Ok(count as f64)),
            CohortMeasure::Won(..) | CohortMeasure::Lost(..) => {
                (Unit::Rate, ratio(count as f64, self.count, NoData::NoDeals))
            }
        };
        // A small cohort says so once, in its number of deals.
        Some(Figure::sum(Measure::Cohort(of), &[], unit, value, self.count))
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
