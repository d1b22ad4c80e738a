//! What the coming months will bring: history method, automatic choice, and how
//! good both were.

use super::accuracy::{Accuracy, Said};
use super::backtest::{AsOf, Backtest, Progress};
use super::choice::Trial;
use super::interval::Doubt;
use super::method::{ByMethod, METHODS, Method, known};
use super::outcome::{Coming, Outcome};
use super::past::Past;
use super::scenario::{Base, Scenario};
use super::series::SEASONAL_MONTHS;
use super::table::Table;
use crate::analytics::figure::Figure;
use crate::analytics::{
    AccuracyMeasure, ForecastStatistic, MONTHS_AHEAD, Measure, NoData, Query, Unit,
};
use crate::domain::{DealId, Moment, Month};
use crate::workspace::Workspace;

/// Which of the two forecasts that learn from history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Approach {
    /// The history method.
    History,
    /// The automatic choice.
    Chosen,
}

/// What one month will bring, in minor units of the base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthOutlook {
    /// The month.
    pub month: Month,
    /// What is won in it already.
    pub won: f64,
    /// Expected of deals that are open now.
    pub open: f64,
    /// Expected of deals that do not exist yet.
    pub new: f64,
    /// The history method, `None` before anything was won.
    pub history: Option<Outcome>,
    /// The automatic choice and what it says.
    pub chosen: Option<(f64, Outcome)>,
    /// The part each method has in the automatic choice.
    pub weights: Vec<(Method, f64)>,
    /// What each method expects of the rest of the month.
    pub by: Vec<(Method, f64)>,
    /// Open deals, each with its value and its chance to be won in the month.
    pub deals: Vec<(DealId, f64, f64)>,
}

/// One month of the backtest, in minor units of the base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthTried {
    /// The month.
    pub month: Month,
    /// What was won in it.
    pub actual: f64,
    /// What each method said on its first day.
    pub by: Vec<(Method, f64)>,
    /// What the automatic choice said.
    pub chosen: Option<f64>,
    /// P10 and P90 of the automatic choice.
    pub band: Option<(f64, f64)>,
}

/// The coming months and the backtest.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The present month and those after it.
    pub months: Vec<MonthOutlook>,
    /// The backtest month by month, the earliest first.
    pub tried: Vec<MonthTried>,
    /// Share of the weekly forecasts of thirty days whose P10–P90 held what came,
    /// and how many they were.
    pub coverage: Option<(f64, usize)>,
    /// How right the automatic choice and the chances of the history method were on
    /// the first day of each month of the backtest.
    pub accuracy: Accuracy,
    /// What each month would bring in each scenario asked for, by scenario and
    /// month; `None` where the history method has nothing to go by.
    pub scenarios: Vec<Vec<Option<f64>>>,
    /// Open deals left out: nobody knows since when they are in their stage.
    pub undated: Vec<DealId>,
    /// Won deals left out: without a day or without a value.
    pub wins_left_out: usize,
    /// Why there is no yearly pattern, where there is none: whole months on record.
    pub months_on_record: usize,
    /// Every number under its key.
    pub figures: Vec<Figure>,
}

/// The work towards an [`Outlook`], in slices.
pub struct OutlookWork {
    pub(super) backtest: Backtest,
    won: Vec<(Month, f64)>,
    /// The part of today that is over.
    pub(super) elapsed: f64,
    anything: Option<NoData>,
    pub(super) base: Option<Base>,
}

impl OutlookWork {
    /// Lays out the history of the deals of a question: one pass.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        let past = Past::of(workspace, query, moment);
        let today = moment.today();
        let won = (0..MONTHS_AHEAD).map(|ahead| {
            let month = today.month().plus_months(ahead);
            let days = month.first_day().epoch_days()..=month.last_day().epoch_days();
            let wins = past.wins.iter().filter(|win| days.contains(&win.day));
            (month, wins.map(|win| win.minor as f64).sum())
        });
        let elapsed = if past.origin > today.epoch_days() {
            0.0
        } else {
            f64::from(moment.zone.minute_of_day(moment.now)) / 1_440.0
        };
        let anything = if past.wins.is_empty() {
            Some(if past.wins_left_out > 0 { NoData::NoValues } else { NoData::NoneWon })
        } else {
            None
        };
        Self { won: won.collect(), elapsed, anything, backtest: Backtest::new(past), base: None }
    }

    /// Does the next part of the work.
    pub fn step(&mut self) -> Progress {
        self.base = None;
        self.backtest.step()
    }

    /// Ends the work, doing what is left of it.
    pub fn finish(self) -> Outlook {
        self.finish_with(&[])
    }

    /// Ends the work and computes scenarios: the automatic choice times the ratio of
    /// what the history method expects under each to what it expects as things are.
    pub fn finish_with(mut self, scenarios: &[Scenario]) -> Outlook {
        while self.backtest.step() != Progress::Done {}
        let mut outlook = self.outlook();
        outlook.scenarios =
            scenarios.iter().map(|scenario| self.scenario(&outlook.months, scenario)).collect();
        outlook
    }

    /// Says what is known once the steps are done, without scenarios; the work is kept.
    pub fn outlook(&mut self) -> Outlook {
        let origin = self.backtest.past.origin;
        let as_of = self.backtest.now(self.horizon());
        let mut before = None;
        let months: Vec<MonthOutlook> = self
            .won
            .iter()
            .map(|(month, won)| self.month(&as_of, *month, *won, &mut before))
            .collect();
        let tried: Vec<MonthTried> = self.backtest.monthly.iter().map(tried).collect();
        let said: Vec<Said> = tried.iter().filter_map(MonthTried::said).collect();
        let mut outlook = Outlook {
            accuracy: Accuracy::new(&said, &self.backtest.chances),
            scenarios: Vec::new(),
            months,
            tried,
            coverage: coverage(&self.backtest),
            undated: self.backtest.past.undated.clone(),
            wins_left_out: self.backtest.past.wins_left_out,
            months_on_record: self.backtest.series.months(origin).len(),
            figures: Vec::new(),
        };
        outlook.figures = figures(&outlook, self.anything);
        outlook
    }

    /// Returns the days from the first that is still to come to the last forecast.
    pub(super) fn horizon(&self) -> i32 {
        let origin = self.backtest.past.origin;
        self.won.last().map_or(0, |(month, _)| until(*month) - origin)
    }

    /// Forecasts one month. `before` holds the chances to be won before it.
    fn month(
        &self,
        as_of: &AsOf,
        month: Month,
        won: f64,
        before: &mut Option<Table>,
    ) -> MonthOutlook {
        let past = &self.backtest.past;
        let from = past.origin.max(month.first_day().epoch_days());
        let until = until(month);
        let days = f64::from((until - from).max(0));
        let first = from == past.origin;
        // A part of the first day is over.
        let left = if first && days > 0.0 { 1.0 - self.elapsed / days } else { 1.0 };
        let by: ByMethod = as_of.expected(from, until).map(|value| value.map(|value| value * left));
        let mean = as_of.running.mean();
        let chances =
            as_of.rates.as_ref().map(|rates| rates.chances(past.origin, until - past.origin));
        let mut deals = Vec::new();
        if let (Some(rates), Some(until)) = (&as_of.rates, &chances) {
            for deal in &past.open {
                let age = rates.age(deal.from, past.origin);
                let earlier = before.as_ref().map_or(0.0, |table| table.get(deal.stage, age));
                let chance = (until.get(deal.stage, age) - earlier).max(0.0) * left;
                let value = deal.minor.map_or(mean, |minor| minor as f64);
                deals.push((deal.deal, value, chance));
            }
        }
        *before = chances;
        let open: f64 = deals.iter().map(|(_, value, chance)| value * chance).sum();
        let days_from = f64::from(from - past.origin);
        let new = as_of.new.between(days_from, days_from + days) * left;
        let coming = |money: f64| Coming {
            count: if mean > 0.0 { money / mean } else { 0.0 },
            values: sizes(past),
        };
        // Where another total is expected than the history method says, fewer of
        // these deals are won, or more new ones come.
        let outcome = |total: f64, doubt: &Doubt| {
            let part = if open + new > total { total / (open + new) } else { 1.0 };
            let flips: Vec<(f64, f64)> =
                deals.iter().map(|(_, value, chance)| (*value, chance * part)).collect();
            Outcome::new(won, &flips, &coming((total - open * part).max(0.0)), doubt)
        };
        let history = as_of
            .rates
            .as_ref()
            .map(|_| outcome(open + new, &self.backtest.doubt(Method::History, from)));
        let choice = self.backtest.choose(&by, from, mean / 2.0);
        let weights = choice.as_ref().map_or([0.0; METHODS], |(mix, _)| mix.weights);
        let chosen = choice
            .filter(|_| self.anything.is_none())
            .map(|(mix, doubt)| (won + mix.value, outcome(mix.value, &doubt)));
        let weights = Method::ALL.into_iter().zip(weights).filter(|(_, weight)| *weight > 0.0);
        MonthOutlook {
            month,
            won,
            open,
            new,
            history: history.filter(|_| self.anything.is_none()),
            chosen,
            weights: weights.collect(),
            by: known(&by).collect(),
            deals,
        }
    }
}

impl MonthTried {
    fn said(&self) -> Option<Said> {
        Some(Said { forecast: self.chosen?, band: self.band, actual: self.actual })
    }
}

impl Outlook {
    /// Computes the coming months and the backtest at once.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        OutlookWork::new(workspace, query, moment).finish()
    }

    /// Returns why there is no yearly pattern: the whole months on record where
    /// they are fewer than [`SEASONAL_MONTHS`].
    pub fn too_short_for_a_year(&self) -> Option<usize> {
        Some(self.months_on_record).filter(|months| *months < SEASONAL_MONTHS)
    }

    /// Returns the mean absolute percentage error of a method (of the automatic
    /// choice for `None`) over the months of the backtest, as a share, and the
    /// number of months. Months without revenue have no percentage.
    pub fn mape(&self, method: Option<Method>) -> Option<(f64, usize)> {
        let mut sum = 0.0;
        let mut months = 0;
        for tried in self.tried.iter().filter(|tried| tried.actual > 0.0) {
            let forecast = match method {
                None => tried.chosen,
                Some(method) => {
                    tried.by.iter().find(|(of, _)| *of == method).map(|(_, value)| *value)
                }
            };
            let Some(forecast) = forecast else { continue };
            sum += (forecast / tried.actual - 1.0).abs();
            months += 1;
        }
        (months > 0).then(|| (sum / months as f64, months))
    }
}

pub(super) fn until(month: Month) -> i32 {
    month.plus_months(1).first_day().epoch_days()
}

/// Returns what won deals brought: at most some hundred of them, the latest.
fn sizes(past: &Past) -> Vec<f64> {
    const MOST: usize = 200;
    past.wins.iter().rev().take(MOST).map(|win| win.minor as f64).collect()
}

fn tried(trial: &Trial) -> MonthTried {
    MonthTried {
        month: super::series::day(trial.from).month(),
        actual: trial.actual,
        by: known(&trial.by).collect(),
        chosen: trial.chosen,
        band: trial.band,
    }
}

fn coverage(backtest: &Backtest) -> Option<(f64, usize)> {
    let from = backtest.counts_from();
    let trials = backtest.weekly.first()?.iter().filter(|trial| trial.origin >= from);
    let held: Vec<bool> = trials
        .filter_map(|trial| {
            let (low, high) = trial.band?;
            Some(low <= trial.actual && trial.actual <= high)
        })
        .collect();
    let within = held.iter().filter(|held| **held).count();
    (!held.is_empty()).then(|| (within as f64 / held.len() as f64, held.len()))
}

fn figures(outlook: &Outlook, none: Option<NoData>) -> Vec<Figure> {
    let mut figures = Vec::new();
    let statistics = [
        (ForecastStatistic::P10, 0.1),
        (ForecastStatistic::P50, 0.5),
        (ForecastStatistic::P90, 0.9),
    ];
    for month in &outlook.months {
        let n = month.deals.len();
        let mut add = |approach, mean: Option<f64>, outcome: Option<&Outcome>| {
            let of = |statistic| Measure::Outlook(month.month, approach, statistic);
            let reason = none.unwrap_or(NoData::NoTimes);
            let mut money = |measure, value: Option<f64>| {
                figures.push(Figure::sum(measure, &[], Unit::Money, value.ok_or(reason), n));
            };
            money(of(ForecastStatistic::Mean), mean);
            for (statistic, share) in statistics {
                money(of(statistic), outcome.map(|outcome| outcome.quantile(share)));
            }
        };
        let history = month.history.as_ref();
        add(Approach::History, history.map(|_| month.won + month.open + month.new), history);
        let chosen = month.chosen.as_ref();
        add(Approach::Chosen, chosen.map(|(mean, _)| *mean), chosen.map(|(_, outcome)| outcome));
        for (method, weight) in &month.weights {
            let measure = Measure::OutlookWeight(month.month, *method);
            figures.push(Figure::sum(measure, &[], Unit::Rate, Ok(*weight), n));
        }
    }
    for method in Method::ALL.into_iter().map(Some).chain([None]) {
        let (value, n) = match outlook.mape(method) {
            Some((error, months)) => (Ok(error), months),
            None if method == Some(Method::Seasonal)
                && outlook.too_short_for_a_year().is_some() =>
            {
                (Err(NoData::TooFewMonths), 0)
            }
            None => (Err(none.unwrap_or(NoData::NoBacktest)), 0),
        };
        figures.push(Figure::statistic(Measure::BacktestError(method), &[], Unit::Rate, value, n));
    }
    for (measure, value, n) in [
        (AccuracyMeasure::Bias, outlook.accuracy.bias, outlook.accuracy.forecasts),
        (AccuracyMeasure::Wape, outlook.accuracy.wape, outlook.accuracy.forecasts),
        (AccuracyMeasure::Brier, outlook.accuracy.brier, outlook.accuracy.chances),
    ] {
        let value = value.ok_or(none.unwrap_or(NoData::NoBacktest));
        figures.push(Figure::statistic(Measure::Accuracy(measure), &[], Unit::Rate, value, n));
    }
    let (value, n) = match outlook.coverage {
        Some((share, windows)) => (Ok(share), windows),
        None => (Err(none.unwrap_or(NoData::NoBacktest)), 0),
    };
    figures.push(Figure::statistic(Measure::BacktestCoverage, &[], Unit::Rate, value, n));
    figures
}
