//! What is likely beyond the longest stay that ended.

use super::tally::{Tally, edge};

/// Rates of leaving for each next state beyond the longest known stay.
///
/// Each follows a power of the age (a Weibull tail: Kalbfleisch & Prentice 2002,
/// § 2.2.2) through its rates in the last octave of ages and in the one before, so
/// that a way out that gets rarer keeps getting rarer. Both rates lean on their
/// common one as if one more transition had been seen at it (a Gamma prior). All
/// of them are damped by what was seen: the more days deals stayed on beyond the
/// longest stay without leaving, the lower the rates.
pub(super) struct Tail {
    /// The longest stay that ended, in days.
    pub longest: f64,
    /// The age at which the rates hold.
    middle: f64,
    /// Rate per day and power of the age.
    powers: Vec<(f64, f64)>,
}

/// A rate changes at most by these powers of the age.
const STEEPEST: (f64, f64) = (-4.0, 1.0);

impl Tail {
    /// Reads the rates off the stays that ended; `exposure` holds the days stays
    /// were seen in each cell.
    pub fn of(tally: &Tally, exposure: &[f64]) -> Self {
        let cells = exposure.len();
        let longest = edge(cells.saturating_sub(1));
        let (late, late_days) = octave(tally, exposure, longest / 2.0, longest);
        let (early, early_days) = octave(tally, exposure, longest / 4.0, longest / 2.0);
        let days = late_days + early_days;
        let power = |(late, early): (&f64, &f64)| {
            let common = (late + early) / days;
            if common.is_nan() || common <= 0.0 {
                return (0.0, 0.0);
            }
            let late = (late + 1.0) / (late_days + 1.0 / common);
            let early = (early + 1.0) / (early_days + 1.0 / common);
            (late, (late / early).log2().clamp(STEEPEST.0, STEEPEST.1))
        };
        let powers = late.iter().zip(&early).map(power).collect();
        let mut tail = Self { longest, middle: longest * std::f64::consts::FRAC_1_SQRT_2, powers };
        let rate: f64 = tail.rates(longest).iter().sum();
        let damp = 1.0 / (1.0 + rate * tally.stayed_on(cells));
        for (rate, _) in &mut tail.powers {
            *rate *= damp;
        }
        tail
    }

    /// Returns the rates per day at an age.
    pub fn rates(&self, age: f64) -> Vec<f64> {
        let ratio = if self.middle > 0.0 { age / self.middle } else { 1.0 };
        self.powers.iter().map(|(rate, power)| rate * ratio.powf(*power)).collect()
    }
}

/// Adds up transitions by next state, and days seen, of the ages of an octave.
fn octave(tally: &Tally, exposure: &[f64], low: f64, high: f64) -> (Vec<f64>, f64) {
    let mut counts = vec![0.0; tally.targets];
    let mut days = 0.0;
    for (at, seen) in exposure.iter().enumerate() {
        if edge(at) > low && edge(at) <= high {
            days += seen;
            for (sum, count) in counts.iter_mut().zip(tally.ended_in(at)) {
                *sum += f64::from(*count);
            }
        }
    }
    (counts, days)
}
