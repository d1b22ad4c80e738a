//! How far off a forecast may be: as far as the past ones were.
//!
//! The chance of single deals explains only a small part of the errors of a
//! forecast of many: rates change. So a forecast is multiplied by the ratios
//! actual / forecast of past windows, each counting as it does in the choice
//! (weighted conformal prediction, Tibshirani et al. 2019, on the logarithm of the
//! ratio), together with some made-up ones as if [`FIRST_WINDOWS`] windows had
//! shown a normal error of [`FIRST_ERROR`]. Coin flips are in the past ratios too:
//! where the forecast brings its own, the ratios are drawn together so that their
//! mean square is less by that of the coin flips.

use super::choice::{Trial, counts};

/// The relative error a forecast is thought to have before anything is known.
const FIRST_ERROR: f64 = 0.10;
/// How many windows this is worth.
const FIRST_WINDOWS: f64 = 1.0;
/// The part of the errors that is never taken for coin flips.
const LEAST_PART: f64 = 0.05;
/// Nine values that a normal variable falls below and above equally often.
const NORMAL: [f64; 9] = [-1.593, -0.967, -0.589, -0.282, 0.0, 0.282, 0.589, 0.967, 1.593];
/// Nodes and weights of the Gauss–Hermite quadrature of five points for a normal
/// variable (Abramowitz and Stegun 25.4.46).
const FLIPS: [(f64, f64); 5] = [
    (-2.856_970, 0.011_257),
    (-1.355_626, 0.222_076),
    (0.0, 0.533_333),
    (1.355_626, 0.222_076),
    (2.856_970, 0.011_257),
];

/// How far off a forecast may be besides the coin flips of its deals.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Doubt {
    /// Logarithms of actual / forecast, each with its weight; the weights sum to 1.
    pub logs: Vec<(f64, f64)>,
}

impl Doubt {
    /// Learns from past windows that were over on the day `now`, each with what
    /// the forecast in question said then.
    pub fn of<'a>(now: i32, trials: impl Iterator<Item = (&'a Trial, f64)>) -> Self {
        let mut logs = Vec::new();
        let (mut squares, mut flips) = (0.0, 0.0);
        for (trial, forecast) in trials.filter(|(trial, _)| trial.until <= now) {
            let counts = counts(now - trial.until);
            let log = -trial.error(forecast);
            squares += counts * log * log;
            flips += counts * trial.noise(forecast);
            logs.push((log, counts));
        }
        let part = if squares > 0.0 { 1.0 - flips / squares } else { 1.0 };
        let part = part.max(LEAST_PART).sqrt();
        let each = FIRST_WINDOWS / NORMAL.len() as f64;
        for (log, _) in &mut logs {
            *log *= part;
        }
        logs.extend(NORMAL.iter().map(|z| (z * FIRST_ERROR, each)));
        let sum: f64 = logs.iter().map(|(_, weight)| weight).sum();
        for (_, weight) in &mut logs {
            *weight /= sum;
        }
        Self { logs }
    }

    /// Returns P10 and P90 of a forecast whose coin flips have the squared
    /// relative deviation `noise`.
    pub fn band(&self, forecast: f64, noise: f64, half_deal: f64) -> (f64, f64) {
        let deviation = noise.sqrt();
        let mut points: Vec<(f64, f64)> = self
            .logs
            .iter()
            .flat_map(|(log, weight)| FLIPS.map(|(z, share)| (log + z * deviation, weight * share)))
            .collect();
        points.sort_by(|one, two| one.0.total_cmp(&two.0));
        let at = |share: f64| {
            ((forecast + half_deal) * quantile(&points, share).exp() - half_deal).max(0.0)
        };
        (at(0.1), at(0.9))
    }
}

/// Returns a quantile of weighted values in rising order, in proportion between
/// the middles of their weights.
fn quantile(points: &[(f64, f64)], share: f64) -> f64 {
    let mut below = 0.0;
    let mut last: Option<(f64, f64)> = None;
    for (value, weight) in points {
        let middle = below + weight / 2.0;
        if middle >= share {
            return match last {
                Some((before, at)) if middle > at => {
                    before + (value - before) * (share - at) / (middle - at)
                }
                Some(_) | None => *value,
            };
        }
        last = Some((*value, middle));
        below += weight;
    }
    last.map_or(0.0, |(value, _)| value)
}
