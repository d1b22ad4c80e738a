//! Which forecast to trust: the two that were best so far, by their past errors.
//!
//! Each method is judged by forecasts of thirty days made every week of the past
//! with nothing but what was known then, and only by windows that were over on the
//! day of the choice. The error is `ln((forecast + m) / (actual + m))` with `m`
//! half a won deal, so that a window without a win has one too. A method is
//! corrected by its mean error and weighted by 1 / its mean squared error (Bates
//! and Granger 1969); both are shrunk as if one independent window with the usual
//! error had been seen, and windows count half after two months. Averaging two
//! methods is safer than trusting one (Timmermann 2006).

use super::method::{ByMethod, METHODS, Method, known};

/// Days of the windows by which methods are judged.
pub(crate) const WINDOW: i32 = 30;
/// The days of the month on which forecasts are repeated: about every week, and the
/// same days whenever one looks back.
pub(crate) const ORIGINS: [i32; 4] = [1, 8, 15, 22];
/// Days from one origin to the next, on average.
const EVERY: f64 = 365.25 / 48.0;
/// How many windows ahead are judged.
pub(crate) const LEADS: usize = 3;
/// Days after which an error counts half.
const HALF_LIFE: f64 = 60.0;
/// The relative error a method is thought to have before anything is known.
const USUAL_ERROR: f64 = 0.15;
/// How many windows this is worth.
const USUAL_WINDOWS: f64 = 1.0;
/// The largest logarithm of forecast to actual that is learned from: twenty times.
const LARGEST_ERROR: f64 = 3.0;
/// How many methods are averaged.
const BEST: usize = 2;

/// One window of the past with what was forecast for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trial {
    /// The first day that was not known when the forecast was made.
    pub origin: i32,
    /// The first day of the window.
    pub from: i32,
    /// The day after its last.
    pub until: i32,
    /// What each method said, in minor units.
    pub by: ByMethod,
    /// Half a won deal in minor units.
    pub half_deal: f64,
    /// Σ value² / Σ value of won deals: what chance alone does to their sum.
    pub grain: f64,
    /// What was won, in minor units; unknown while the window is not over.
    pub actual: f64,
    /// What the automatic choice said.
    pub chosen: Option<f64>,
    /// Below and above which the actual was expected with 10 % each.
    pub band: Option<(f64, f64)>,
}

impl Trial {
    /// Returns the logarithm of forecast to actual.
    pub fn error(&self, forecast: f64) -> f64 {
        let ratio = (forecast.max(0.0) + self.half_deal) / (self.actual.max(0.0) + self.half_deal);
        if ratio.is_finite() && ratio > 0.0 {
            ratio.ln().clamp(-LARGEST_ERROR, LARGEST_ERROR)
        } else {
            0.0
        }
    }

    /// Returns the squared relative deviation that chance alone gives a sum of
    /// independent deals with this mean (compound Poisson).
    pub fn noise(&self, forecast: f64) -> f64 {
        noise(forecast, self.grain, self.half_deal)
    }
}

/// Returns the squared relative deviation of a sum of independent deals: its
/// variance, mean × Σ value² / Σ value, over the square of mean + half a deal.
pub(crate) fn noise(forecast: f64, grain: f64, half_deal: f64) -> f64 {
    let scale = forecast.max(0.0) + half_deal;
    if scale > 0.0 { grain * forecast.max(0.0) / scale.powi(2) } else { 0.0 }
}

/// What the automatic choice says and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mix {
    /// The forecast in minor units.
    pub value: f64,
    /// The part each method has in it.
    pub weights: [f64; METHODS],
}

/// Returns how much a window counts that ended `days` days ago, in independent
/// windows: neighbouring ones share most of their days.
pub(crate) fn counts(days: i32) -> f64 {
    0.5_f64.powf(f64::from(days) / HALF_LIFE) * EVERY / f64::from(WINDOW)
}

/// Mixes forecasts made on the day `now` by the errors of windows that were over
/// then; `None` where no method has a forecast.
pub(crate) fn mix(by: &ByMethod, half_deal: f64, now: i32, trials: &[Trial]) -> Option<Mix> {
    let mut scored: Vec<(Method, f64, f64)> = known(by)
        .filter(|(method, _)| method.is_choosable())
        .map(|(method, forecast)| {
            let past = trials.iter().filter(|trial| trial.until <= now);
            let (mut n, mut sum, mut noise) = (0.0, 0.0, 0.0);
            let mut errors: Vec<(f64, f64)> = Vec::with_capacity(trials.len());
            for trial in past {
                let said = known(&trial.by).find(|(of, _)| *of == method);
                let Some((_, forecast)) = said else { continue };
                let (counts, error) = (counts(now - trial.until), trial.error(forecast));
                n += counts;
                sum += counts * error;
                noise += counts * trial.noise(forecast);
                errors.push((counts, error));
            }
            // What chance does to the sums of few deals says nothing about the method: the mean of
            // n errors with variance σ² around a bias with variance τ² is worth n / (n + σ²/τ²).
            let noise = if n > 0.0 { noise / n } else { 0.0 };
            let bias = sum / (n + USUAL_WINDOWS.max(noise / USUAL_ERROR.powi(2)));
            let squares: f64 =
                errors.iter().map(|(counts, error)| counts * (error - bias).powi(2)).sum();
            let usual = USUAL_WINDOWS * USUAL_ERROR.powi(2);
            let error = (squares + usual) / (n + USUAL_WINDOWS);
            (method, error, (forecast.max(0.0) + half_deal).max(f64::MIN_POSITIVE).ln() - bias)
        })
        .collect();
    scored.sort_by(|one, two| one.1.total_cmp(&two.1));
    scored.truncate(BEST);
    let sum: f64 = scored.iter().map(|(_, error, _)| 1.0 / error).sum();
    let mut weights = [0.0; METHODS];
    let mut value = 0.0;
    for (method, error, log) in &scored {
        let weight = 1.0 / error / sum;
        value += weight * log;
        for (of, cell) in Method::ALL.into_iter().zip(&mut weights) {
            if of == *method {
                *cell = weight;
            }
        }
    }
    (!scored.is_empty()).then(|| Mix { value: (value.exp() - half_deal).max(0.0), weights })
}
