//! Won revenue by day and month, and the forecasts that look at nothing else.

use super::past::Win;
use crate::domain::{Day, Month};

/// Won revenue by day. Amounts are minor units of the base currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Series {
    /// The first day of the first whole month on record.
    start: i32,
    /// Revenue before each day, from `start` on.
    before: Vec<f64>,
}

/// Months of a quarter: the length of the pattern of [`quarterly`].
pub(crate) const PHASES: usize = 3;
/// Months that a yearly pattern needs (SPEC 2.4).
pub const SEASONAL_MONTHS: usize = 24;
/// What the relative deviation of a month from its pattern is thought to be
/// before anything is known, and how many months that knowledge is worth.
const PRIOR_NOISE: f64 = 0.10;
/// What the pattern within a quarter is thought to be before anything is known:
/// the relative deviation of one of its months from their mean.
const PRIOR_PATTERN: f64 = 0.20;
/// How many observations both of these are worth.
const PRIOR_WEIGHT: f64 = 2.0;
/// After so many months a month counts half in the level.
const LEVEL_HALF_LIFE: f64 = 6.0;
/// What the noise of a yearly pattern is worth against one year of it.
const SEASONAL_PRIOR_YEARS: f64 = 1.0;
/// The part of last year's growth that is thought to go on.
const DAMPING: f64 = 0.5;

/// Returns the place of a month within its quarter, 0 to 2.
pub(crate) fn phase(month: Month) -> usize {
    usize::try_from((month.number() + 2) % 3).unwrap_or(0)
}

impl Series {
    /// Sums up won deals, sorted by day, up to the day before `origin`.
    ///
    /// The series starts with the month of the first close; when nothing is on
    /// record before that month, it is thought to be a part of a month only.
    pub fn new(wins: &[Win], begins: Option<i32>, first_close: Option<i32>, origin: i32) -> Self {
        let Some(first) = first_close else { return Self { start: origin, before: vec![0.0] } };
        let month = day(first).month();
        let whole = begins.is_some_and(|begins| begins < month.first_day().epoch_days())
            || day(first) == month.first_day();
        let month = if whole { month } else { month.plus_months(1) };
        let start = month.first_day().epoch_days();
        let days = usize::try_from(origin.saturating_sub(start)).unwrap_or(0);
        let mut by_day = vec![0.0; days];
        for win in wins {
            let at = usize::try_from(win.day.saturating_sub(start)).ok();
            if let Some(sum) = at.and_then(|at| by_day.get_mut(at)) {
                *sum += win.minor as f64;
            }
        }
        let mut before = Vec::with_capacity(days + 1);
        let mut sum = 0.0;
        before.push(sum);
        for revenue in by_day {
            sum += revenue;
            before.push(sum);
        }
        Self { start, before }
    }

    /// Returns the first day of the first whole month.
    pub fn start(&self) -> i32 {
        self.start
    }

    fn before(&self, day: i32) -> f64 {
        let at = usize::try_from(day.saturating_sub(self.start)).unwrap_or(0);
        self.before.get(at).or(self.before.last()).copied().unwrap_or_default()
    }

    /// Returns what was won on the days `from..until`.
    pub fn between(&self, from: i32, until: i32) -> f64 {
        self.before(until) - self.before(from)
    }

    /// Returns what was won in each whole month that was over at the beginning of
    /// a day, the earliest first.
    pub fn months(&self, origin: i32) -> Vec<f64> {
        let first = day(self.start).month();
        let until = usize::try_from(day(origin).month().months_since(first)).unwrap_or(0);
        (0..until)
            .map(|at| {
                let month = first.plus_months(i32::try_from(at).unwrap_or(0));
                let next = month.plus_months(1).first_day().epoch_days();
                self.between(month.first_day().epoch_days(), next)
            })
            .collect()
    }
}

/// Makes a day of days since 1970-01-01.
pub(crate) fn day(epoch: i32) -> Day {
    Day::from_epoch_days(epoch.into())
}

/// Returns the mean of the last months.
pub(crate) fn mean_of_last(months: &[f64], count: usize) -> Option<f64> {
    let last = months.get(months.len().checked_sub(count)?..)?;
    if count == 0 { None } else { Some(last.iter().sum::<f64>() / count as f64) }
}

/// A pattern that months repeat: what comes in in each place of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    /// What a month brings, all places taken together.
    level: f64,
    /// How many times the level each place brings.
    index: Vec<f64>,
}

impl Pattern {
    /// Returns what is expected of a place.
    pub fn expected(&self, place: usize) -> f64 {
        self.level * self.index.get(place).copied().unwrap_or(1.0)
    }
}

/// Finds the pattern within the quarter: month = level × index of its place.
///
/// Each month is compared with the mean of three months around it, which holds
/// each place once (the classical decomposition by moving averages, Hyndman and
/// Athanasopoulos, *Forecasting*, 3.4). The index of a place is the mean of these
/// ratios, shrunk towards 1 by the noise within places against the differences
/// between them (empirical Bayes, Efron and Morris 1975). `first` is the place of
/// the first month. `None` for fewer than three months or without revenue.
pub(crate) fn quarterly(months: &[f64], first: usize) -> Option<Pattern> {
    let rolling: Vec<f64> =
        months.windows(PHASES).map(|window| window.iter().sum::<f64>() / 3.0).collect();
    let last = rolling.len().checked_sub(1)?;
    let ratio = |at: usize, revenue: f64| {
        let around = rolling.get(at.saturating_sub(1).min(last)).copied().unwrap_or_default();
        (around > 0.0).then(|| revenue / around)
    };
    let ratios: Vec<(usize, f64)> = months
        .iter()
        .enumerate()
        .filter_map(|(at, revenue)| Some(((first + at) % PHASES, ratio(at, *revenue)?)))
        .collect();
    let places: Vec<(f64, f64)> = (0..PHASES)
        .map(|place| {
            let here = ratios.iter().filter(|(of, _)| *of == place);
            let (n, sum) = here.fold((0.0, 0.0), |(n, sum), (_, ratio)| (n + 1.0, sum + ratio));
            (n, if n > 0.0 { sum / n } else { 1.0 })
        })
        .collect();
    let mean_of = |place: usize| places.get(place).map_or(1.0, |(_, mean)| *mean);
    let within: f64 = ratios.iter().map(|(place, ratio)| (ratio - mean_of(*place)).powi(2)).sum();
    let between: f64 = places.iter().map(|(_, mean)| (mean - 1.0).powi(2)).sum();
    let degrees = (ratios.len() as f64 - PHASES as f64).max(0.0);
    let noise = (within + PRIOR_WEIGHT * PRIOR_NOISE.powi(2)) / (degrees + PRIOR_WEIGHT);
    let pattern = (between + PRIOR_WEIGHT * PRIOR_PATTERN.powi(2)) / (2.0 + PRIOR_WEIGHT);
    let index = places.iter().map(|(n, mean)| 1.0 + (mean - 1.0) * n / (n + noise / pattern));
    level(months, first, index.collect())
}

/// Returns the level of months without their pattern, later ones counting more.
fn level(months: &[f64], first: usize, index: Vec<f64>) -> Option<Pattern> {
    let count = index.len();
    let (mut sum, mut weight) = (0.0, 0.0);
    for (at, revenue) in months.iter().enumerate() {
        let age = (months.len() - 1 - at) as f64;
        let counts = 0.5_f64.powf(age / LEVEL_HALF_LIFE);
        sum += counts * revenue;
        weight += counts * index.get((first + at) % count).copied().unwrap_or(1.0);
    }
    (sum > 0.0 && weight > 0.0).then(|| Pattern { level: sum / weight, index })
}

/// Finds the pattern within the year: month = level × growth × index.
///
/// The index of a calendar month is its share of the revenue of whole years,
/// shrunk towards 1 as if one more year had none; the level is the mean of the
/// last twelve months, carried on with half (damped, Gardner 1985) of
/// the growth against the twelve months before. `first` is the place of the first
/// month in its year, 0 to 11. `None` below [`SEASONAL_MONTHS`] months.
pub(crate) fn yearly(months: &[f64], first: usize) -> Option<Pattern> {
    if months.len() < SEASONAL_MONTHS {
        return None;
    }
    let years = months.len() / 12;
    let skipped = months.len() - years * 12;
    let whole = months.get(skipped..)?;
    let mut sums = [0.0; 12];
    for (at, revenue) in whole.iter().enumerate() {
        if let Some(sum) = sums.get_mut((first + skipped + at) % 12) {
            *sum += revenue;
        }
    }
    let mean = sums.iter().sum::<f64>() / 12.0;
    let last = mean_of_last(months, 12)?;
    let before = mean_of_last(months.get(..months.len() - 12)?, 12)?;
    if mean <= 0.0 || last <= 0.0 {
        return None;
    }
    let n = years as f64;
    let shrunk = |sum: &f64| 1.0 + (sum / mean - 1.0) * n / (n + SEASONAL_PRIOR_YEARS);
    // From the middle of the last twelve months to the months to come.
    let growth = if before > 0.0 { (last / before).clamp(0.25, 4.0).powf(DAMPING) } else { 1.0 };
    let index = sums.iter().map(shrunk).collect();
    Some(Pattern { level: last * growth.powf(0.5), index })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_within_the_quarter_is_found_and_steady_months_have_none() {
        let months: Vec<f64> = [70.0, 100.0, 130.0].repeat(4);
        let pattern = quarterly(&months, 0).unwrap();
        for (place, expected) in [70.0, 100.0, 130.0].into_iter().enumerate() {
            assert!((pattern.expected(place) - expected).abs() < 2.0, "{pattern:?}");
        }
        let steady = quarterly(&[100.0; 9], 1).unwrap();
        assert!((0..3).all(|place| (steady.expected(place) - 100.0).abs() < 1e-9));
        assert_eq!(quarterly(&[100.0, 100.0], 0), None);
        assert_eq!(quarterly(&[0.0; 6], 0), None);
    }

    #[test]
    fn a_year_repeats_only_after_two_of_them() {
        let year: Vec<f64> = (0..12).map(|month| 100.0 + 10.0 * f64::from(month)).collect();
        assert_eq!(yearly(&year.repeat(2)[1..], 1), None);
        let pattern = yearly(&year.repeat(3), 0).unwrap();
        assert!((pattern.expected(0) - 113.75).abs() < 0.01, "{pattern:?}");
        assert!(pattern.expected(11) > 195.0);
        assert_eq!(yearly(&[0.0; 30], 0), None);
    }

    #[test]
    fn a_month_that_began_before_the_records_is_no_whole_month() {
        let wins = [Win { day: 19_000, minor: 500 }, Win { day: 19_040, minor: 700 }];
        // 19,000 is 2022-01-08.
        let known = Series::new(&wins, Some(18_900), Some(19_000), 19_060);
        assert_eq!(known.months(19_060), [500.0, 700.0]);
        let begun = Series::new(&wins, Some(19_000), Some(19_000), 19_060);
        assert_eq!(begun.months(19_060), [700.0]);
        assert_eq!((known.between(18_000, 19_001), known.between(19_041, 19_099)), (500.0, 0.0));
    }
}
