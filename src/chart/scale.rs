//! From amounts to coordinates, and round numbers for the axis.

/// A straight map of amounts to coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Makes the map of amounts `from..to` to coordinates `start..end`; the
    /// latter may fall, as heights do.
    pub fn new(from: f64, to: f64, start: f64, end: f64) -> Self {
        Self { from, to, start, end }
    }

    /// Returns the coordinate of an amount; the start when the span is empty or
    /// the amount is no number.
    pub fn at(self, amount: f64) -> f64 {
        let share = (amount - self.from) / (self.to - self.from);
        if share.is_finite() { self.start + share * (self.end - self.start) } else { self.start }
    }

    /// Returns the amount at a coordinate; the first amount when the span of
    /// coordinates is empty.
    pub fn invert(self, coordinate: f64) -> f64 {
        let share = (coordinate - self.start) / (self.end - self.start);
        if share.is_finite() { self.from + share * (self.to - self.from) } else { self.from }
    }
}

/// Returns round numbers (1, 2 or 5 times a power of ten apart) from at or below
/// `low` to at or above `high`, about `wanted` of them, rising, at least two.
///
/// Bounds that are no numbers or the wrong way round count as 0 to 1.
pub fn nice_ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let sane = low.is_finite() && high.is_finite() && low <= high && (high - low).is_finite();
    let (low, high) = if sane { (low, high) } else { (0.0, 1.0) };
    let span = if high > low { high - low } else { low.abs().max(1.0) };
    let step = nice_step(span / wanted.clamp(1, MOST_TICKS) as f64);
    let first = (low / step).floor();
    let last = (high / step).ceil().max(first + 1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few times the number of ticks wanted"
    )]
    let count = (last - first).min(4.0 * MOST_TICKS as f64) as usize;
    (0..=count).map(|at| (first + at as f64) * step).collect()
}

/// More ticks than this on one axis help nobody.
const MOST_TICKS: usize = 100;

fn nice_step(rough: f64) -> f64 {
    let magnitude = 10_f64.powf(rough.log10().floor());
    let factor = match rough / magnitude {
        share if share <= 1.0 + 1e-9 => 1.0,
        share if share <= 2.0 + 1e-9 => 2.0,
        share if share <= 5.0 + 1e-9 => 5.0,
        _ => 10.0,
    };
    factor * magnitude
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_hold_what_is_shown() {
        assert_eq!(nice_ticks(0.0, 100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(nice_ticks(0.0, 7.0, 4), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(nice_ticks(5.0, 5.0, 4), [4.0, 6.0]);
        assert_eq!(nice_ticks(f64::NAN, 1.0, 2), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn a_scale_maps_both_ways() {
        let scale = Scale::new(0.0, 50.0, 100.0, 0.0);
        assert!((scale.at(25.0) - 50.0).abs() < 1e-12);
        assert!((scale.invert(50.0) - 25.0).abs() < 1e-12);
        assert!((Scale::new(1.0, 1.0, 7.0, 9.0).at(1.0) - 7.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn ticks_rise_and_reach_around_any_span(
            low in -1e15..1e15_f64,
            span in 0.0..1e15_f64,
            wanted in 0_usize..12,
        ) {
            let ticks = nice_ticks(low, low + span, wanted);
            prop_assert!(ticks.len() >= 2 && ticks.len() <= 40);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]) || span < low.abs() * 1e-9);
            let slack = low.abs().max(span) * 1e-9;
            prop_assert!(ticks[0] <= low + slack);
            prop_assert!(ticks[ticks.len() - 1] >= low + span - slack);
        }
    }
}
