//! "If you had used this forecast in each of the last twelve months": rewinds the
//! history to past days and forecasts from there (SPEC 2.4).
//!
//! Rolling origins with an expanding window (Tashman 2000): every week of the last
//! year and a half for thirty days one, two and three windows ahead, and the first
//! day of each of the last twelve months for that month. Nothing that happened on
//! or after an origin is used. The work is done origin by origin, so that a page
//! stays quick meanwhile.

use super::choice::{LEADS, Mix, ORIGINS, Trial, WINDOW, mix};
use super::flow::{Arrivals, Curve};
use super::interval::Doubt;
use super::method::{ByMethod, Method};
use super::past::{Past, Win};
use super::rates::{Rates, Tally};
use super::scenario::Scenario;
use super::series::{Pattern, Series, day, mean_of_last, phase, quarterly, yearly};
use super::table::Table;
use crate::domain::Month;

/// Months of which forecasts are repeated to judge the methods.
const JUDGED_MONTHS: i32 = 18;
/// Months of which forecasts are shown against what came.
pub const BACKTEST_MONTHS: i32 = 12;
/// The days of the shortest month: the least that must have passed since an origin.
const SHORTEST_MONTH: i32 = 28;
/// Whole months of history that a forecast needs to count in the backtest: before
/// that the mean of three does not exist.
pub const FIRST_MONTHS: usize = 3;
/// Days after which a new deal counts half in the rate of new deals.
const ARRIVAL_HALF_LIFE: f64 = 45.0;
/// Days after which a won deal counts half in the mean of won deals.
const WORTH_HALF_LIFE: f64 = 180.0;

/// How far a long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many steps of so many are done.
    Working {
        /// Steps done.
        done: usize,
        /// Steps in all.
        of: usize,
    },
    /// Nothing is left to do.
    Done,
}

/// What is known on a day about the size of won deals and the coming of new ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Running {
    until: i32,
    next_win: usize,
    next_arrival: usize,
    /// Number, Σ value and Σ value² of won deals, those of long ago counting less.
    wins: [f64; 3],
    /// New deals by stage, those of long ago counting less.
    arrivals: Vec<f64>,
    /// Days, those of long ago counting less.
    days: f64,
}

impl Running {
    fn new(past: &Past) -> Self {
        let until = past.begins.unwrap_or(past.origin);
        Self { until, arrivals: vec![0.0; past.stages], ..Self::default() }
    }

    fn advance(&mut self, past: &Past, to: i32) {
        let days = f64::from((to - self.until).max(0));
        let decay = |half_life: f64, days: f64| 0.5_f64.powf(days / half_life);
        self.wins = self.wins.map(|sum| sum * decay(WORTH_HALF_LIFE, days));
        let fading = decay(ARRIVAL_HALF_LIFE, days);
        self.arrivals.iter_mut().for_each(|rate| *rate *= fading);
        // Σ of the weights of the days passed: a geometric series.
        let daily = decay(ARRIVAL_HALF_LIFE, 1.0);
        self.days = self.days * fading + (1.0 - fading) / (1.0 - daily);
        while let Some(Win { day, minor }) =
            past.wins.get(self.next_win).copied().filter(|win| win.day < to)
        {
            let counts = decay(WORTH_HALF_LIFE, f64::from(to - 1 - day));
            let minor = minor as f64;
            for (sum, add) in self.wins.iter_mut().zip([1.0, minor, minor * minor]) {
                *sum += counts * add;
            }
            self.next_win += 1;
        }
        while let Some((day, stage)) =
            past.arrivals.get(self.next_arrival).copied().filter(|(day, _)| *day < to)
        {
            if let Some(rate) = self.arrivals.get_mut(stage) {
                *rate += decay(ARRIVAL_HALF_LIFE, f64::from(to - 1 - day));
            }
            self.next_arrival += 1;
        }
        self.until = self.until.max(to);
    }

    /// Returns the mean value of a won deal.
    pub fn mean(&self) -> f64 {
        let [count, sum, _] = self.wins;
        if count > 0.0 { sum / count } else { 0.0 }
    }

    /// Returns Σ value² / Σ value of won deals.
    pub fn grain(&self) -> f64 {
        let [_, sum, squares] = self.wins;
        if sum > 0.0 { squares / sum } else { 0.0 }
    }

    /// Returns new deals per day by stage.
    pub fn rates(&self) -> Vec<f64> {
        let days = self.days.max(1.0);
        self.arrivals.iter().map(|count| count / days).collect()
    }
}

/// What can be said as of a day.
pub(crate) struct AsOf {
    pub origin: i32,
    pub rates: Option<Rates>,
    pub running: Running,
    /// Expected of open deals and of new ones by the history method; of both in
    /// `open` where nobody asks which.
    pub open: Curve,
    pub new: Curve,
    months: Vec<f64>,
    quarter: Option<Pattern>,
    year: Option<Pattern>,
}

impl AsOf {
    /// Returns what each method but the stage method expects on the days
    /// `from..until`.
    pub fn expected(&self, from: i32, until: i32) -> ByMethod {
        let spread = |value: &dyn Fn(Month) -> f64| by_months(from, until, value);
        let history = self.rates.is_some().then(|| {
            let (from, until) = (f64::from(from - self.origin), f64::from(until - self.origin));
            self.open.between(from, until) + self.new.between(from, until)
        });
        let flat = |count: usize| {
            let mean = mean_of_last(&self.months, count)?;
            Some(spread(&|_| mean))
        };
        let quarter =
            self.quarter.as_ref().map(|pattern| spread(&|month| pattern.expected(phase(month))));
        let year = self.year.as_ref().map(|pattern| {
            spread(&|month| pattern.expected(usize::try_from(month.number() - 1).unwrap_or(0)))
        });
        [None, history, flat(1), flat(3), quarter, year]
    }
}

/// Whether open deals and new ones are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    Together,
    Apart,
}

/// Spreads the value of each month evenly over its days.
fn by_months(from: i32, until: i32, value: &dyn Fn(Month) -> f64) -> f64 {
    let mut sum = 0.0;
    let mut at = from;
    while at < until {
        let month = day(at).month();
        let next = month.plus_months(1).first_day().epoch_days();
        let days = f64::from(next.min(until) - at);
        sum += value(month) * days / f64::from(next - month.first_day().epoch_days());
        at = next;
    }
    sum
}

/// The rolling backtest of all methods.
pub struct Backtest {
    pub(crate) past: Past,
    pub(crate) series: Series,
    tally: Tally,
    running: Running,
    /// Origins still to come, the next one last.
    plan: Vec<i32>,
    steps: usize,
    /// Forecasts of thirty days by windows ahead, the earliest first.
    pub(crate) weekly: [Vec<Trial>; LEADS],
    /// Forecasts of a month on its first day, the earliest first.
    pub(crate) monthly: Vec<Trial>,
    /// The chances of open deals on those days to be won in the month, each with
    /// whether it was.
    pub(crate) chances: Vec<(f64, bool)>,
}

impl Backtest {
    pub(crate) fn new(past: Past) -> Self {
        let series = Series::new(&past.wins, past.begins, past.first_close, past.origin);
        let this = day(past.origin).month();
        // The latest first: the next one is taken from the end.
        let plan: Vec<i32> = (0..=JUDGED_MONTHS)
            .flat_map(|back| {
                let first = this.plus_months(-back).first_day();
                ORIGINS.iter().rev().map(move |on| first.epoch_days() + on - 1)
            })
            .filter(|at| *at > series.start() && *at + SHORTEST_MONTH <= past.origin)
            .collect();
        Self {
            tally: Tally::new(&past),
            running: Running::new(&past),
            steps: plan.len(),
            plan,
            series,
            past,
            weekly: Default::default(),
            monthly: Vec::new(),
            chances: Vec::new(),
        }
    }

    /// Does the next part of the work, a fraction of a millisecond.
    pub fn step(&mut self) -> Progress {
        let Some(origin) = self.plan.pop() else { return Progress::Done };
        let last = i32::try_from(LEADS).unwrap_or(1) * WINDOW;
        let days = last.min((self.past.origin - origin).max(0)).max(31);
        let as_of = self.as_of(origin, days, Parts::Together);
        for lead in 0..LEADS {
            let from = origin + i32::try_from(lead).unwrap_or(0) * WINDOW;
            let until = from + WINDOW;
            if until > self.past.origin {
                break;
            }
            let mut trial = self.trial(&as_of, from, until);
            if let Some(trials) = self.weekly.get_mut(lead) {
                judge(&mut trial, trials);
                trials.push(trial);
            }
        }
        let month = day(origin).month();
        if month.first_day().epoch_days() == origin
            && as_of.months.len() >= FIRST_MONTHS
            && (1..=BACKTEST_MONTHS).contains(&day(self.past.origin).month().months_since(month))
        {
            let until = month.plus_months(1).first_day().epoch_days();
            let mut trial = self.trial(&as_of, origin, until);
            trial.by = with_stage(trial.by, self.stage_method(origin, until));
            if let Some(trials) = self.weekly.first() {
                judge(&mut trial, trials);
            }
            self.monthly.push(trial);
            if let Some(rates) = &as_of.rates {
                let table = rates.chances(origin, until - origin);
                let open = self.tally.open(&self.past).map(|episode| {
                    let chance = table.get(episode.stage(), rates.age(episode.from, origin));
                    let won = self.past.known(episode).won;
                    (chance, won.is_some_and(|day| day < until))
                });
                self.chances.extend(open);
            }
        }
        Progress::Working { done: self.steps - self.plan.len(), of: self.steps }
    }

    /// Works out what is known on the first day of the future.
    pub(crate) fn now(&mut self, days: i32) -> AsOf {
        self.as_of(self.past.origin, days, Parts::Apart)
    }

    fn as_of(&mut self, origin: i32, days: i32, parts: Parts) -> AsOf {
        self.tally.advance(&self.past, origin);
        self.running.advance(&self.past, origin);
        let rates = self.tally.rates();
        let mean = self.running.mean();
        let stages = self.past.stages;
        let (mut open, mut new) = (Curve::default(), Curve::default());
        if let Some(rates) = &rates {
            let mut amounts = Table::new(stages);
            for episode in self.tally.open(&self.past) {
                let worth = self.past.known(episode).minor.map_or(mean, |minor| minor as f64);
                amounts.add(episode.stage(), rates.age(episode.from, origin), worth);
            }
            let arrivals: Arrivals = self.running.rates().iter().map(|rate| rate * mean).collect();
            match parts {
                Parts::Together => open = rates.flow(amounts, &arrivals, origin, days),
                Parts::Apart => {
                    open = rates.flow(amounts, &vec![0.0; stages], origin, days);
                    new = rates.flow(Table::new(stages), &arrivals, origin, days);
                }
            }
        }
        let months = self.series.months(origin);
        let first = day(self.series.start()).month();
        let place = usize::try_from(first.number() - 1).unwrap_or(0);
        AsOf {
            origin,
            rates,
            running: self.running.clone(),
            open,
            new,
            quarter: quarterly(&months, phase(first)),
            year: yearly(&months, place),
            months,
        }
    }

    fn trial(&self, as_of: &AsOf, from: i32, until: i32) -> Trial {
        // Before the first win nothing is known to forecast with.
        let known = as_of.running.mean() > 0.0;
        let by = if known { as_of.expected(from, until) } else { ByMethod::default() };
        Trial {
            origin: as_of.origin,
            from,
            until,
            by,
            half_deal: as_of.running.mean() / 2.0,
            grain: as_of.running.grain(),
            actual: self.series.between(from, until),
            chosen: None,
            band: None,
        }
    }

    /// Forecasts by the stage method as well as it can be repeated: stages as they
    /// were, close dates, values and probabilities as they are written now.
    fn stage_method(&self, from: i32, until: i32) -> Option<f64> {
        if self.past.episodes.iter().all(|episode| self.past.known(episode).expected.is_none()) {
            return None;
        }
        let mut sum = 0.0;
        for episode in self.tally.open(&self.past) {
            let known = self.past.known(episode);
            if known.expected.is_some_and(|day| (from..until).contains(&day)) {
                let chance = self.past.defaults.get(episode.stage()).copied().unwrap_or_default();
                sum += known.minor.unwrap_or(0) as f64 * chance;
            }
        }
        Some(sum)
    }

    /// Returns what the history method expects under a scenario, of open deals and
    /// new ones, from the first day of the future on.
    pub(crate) fn under(&self, as_of: &AsOf, scenario: &Scenario, days: i32) -> Option<Curve> {
        let scenario = scenario.bounded();
        let rates = as_of.rates.as_ref()?.under(&scenario);
        let mean = as_of.running.mean();
        let mut amounts = Table::new(self.past.stages);
        for deal in &self.past.open {
            let worth = deal.minor.map_or(mean, |minor| minor as f64);
            let age = rates.age(deal.from, as_of.origin);
            amounts.add(deal.stage, age, worth * scenario.value);
        }
        let each = mean * scenario.value * scenario.leads;
        let arrivals: Arrivals = as_of.running.rates().iter().map(|rate| rate * each).collect();
        Some(rates.flow(amounts, &arrivals, as_of.origin, days))
    }

    /// Mixes forecasts of the days `from..until` made now, with how far off they
    /// may be.
    pub(crate) fn choose(&self, by: &ByMethod, from: i32, half_deal: f64) -> Option<(Mix, Doubt)> {
        let now = self.past.origin;
        let trials = self.judged(from);
        let mix = mix(by, half_deal, now, trials)?;
        let known = trials.iter().filter_map(|trial| Some((trial, trial.chosen?)));
        Some((mix, Doubt::of(now, known)))
    }

    /// Returns how far off a method may be on days from `from` on.
    pub(crate) fn doubt(&self, method: Method, from: i32) -> Doubt {
        let of = |trial: &Trial| {
            super::method::known(&trial.by).find(|(of, _)| *of == method).map(|(_, value)| value)
        };
        let trials = self.judged(from);
        let known = trials.iter().filter_map(|trial| Some((trial, of(trial)?)));
        Doubt::of(self.past.origin, known)
    }

    /// Returns the past windows that lay as far ahead as days from `from` on do now.
    fn judged(&self, from: i32) -> &[Trial] {
        let ahead = (from - self.past.origin).max(0) + WINDOW / 2;
        let lead = usize::try_from(ahead / WINDOW).unwrap_or(0).min(LEADS - 1);
        // Nearer windows judge where there are none as far ahead.
        let nearer = self.weekly.iter().take(lead + 1).rev();
        nearer.map(Vec::as_slice).find(|trials| !trials.is_empty()).unwrap_or_default()
    }

    /// Returns the first day of which three months were known: from here on the
    /// backtest counts.
    pub(crate) fn counts_from(&self) -> i32 {
        let first = day(self.series.start()).month();
        let months = i32::try_from(FIRST_MONTHS).unwrap_or(0);
        first.plus_months(months).first_day().epoch_days()
    }
}

/// Lets the automatic choice forecast a past window by the windows before it.
fn judge(trial: &mut Trial, earlier: &[Trial]) {
    let now = trial.origin;
    let Some(mix) = mix(&trial.by, trial.half_deal, now, earlier) else { return };
    let known = earlier.iter().filter_map(|trial| Some((trial, trial.chosen?)));
    let noise = trial.noise(mix.value);
    trial.band = Some(Doubt::of(now, known).band(mix.value, noise, trial.half_deal));
    trial.chosen = Some(mix.value);
}

fn with_stage(by: ByMethod, stage: Option<f64>) -> ByMethod {
    let [_, rest @ ..] = by;
    let mut all = [stage; super::method::METHODS];
    for (cell, value) in all.iter_mut().skip(1).zip(rest) {
        *cell = value;
    }
    all
}
