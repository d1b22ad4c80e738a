//! Draws from a seeded source in whole numbers only, so that every platform
//! draws the same: `ln` and `exp` differ in their last bits between machines.

use crate::domain::{Ids, Probability};

/// A seeded source of draws and ids.
pub(super) struct Dice {
    /// Where ids come from, too.
    pub ids: Ids,
}

/// Steps of an octave in which [`Dice::spread`] counts.
const OCTAVE: i64 = 64;

impl Dice {
    /// Draws a whole number from `0..bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.ids.below(u64::from(bound))).unwrap_or(0)
    }

    /// Draws a whole number of days from `0..bound`.
    pub fn days(&mut self, bound: u32) -> i32 {
        i32::try_from(self.below(bound)).unwrap_or(0)
    }

    /// Draws an index of a list of `length`; 0 when it is empty.
    pub fn index(&mut self, length: usize) -> usize {
        let bound = u64::try_from(length).unwrap_or(0);
        usize::try_from(self.ids.below(bound)).unwrap_or(0)
    }

    /// Draws one word of a list; empty when the list is.
    pub fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list.get(self.index(list.len())).copied().unwrap_or("")
    }

    /// Returns true in so many of a hundred draws.
    pub fn percent(&mut self, percent: u32) -> Luck {
        if self.below(100) < percent { Luck::Yes } else { Luck::No }
    }

    /// Returns yes with a probability.
    pub fn chance(&mut self, probability: Probability) -> Luck {
        if self.below(10_000) < u32::from(probability.basis_points()) {
            Luck::Yes
        } else {
            Luck::No
        }
    }

    /// Draws a positive number that lies half the time below `median` and is
    /// nearly log-normal: one standard deviation is `octave_64ths` / 64 octaves.
    ///
    /// The normal draw is the sum of four even ones, the power of two a
    /// parabola between octaves (at most 0.4 % off).
    pub fn spread(&mut self, median: u64, octave_64ths: i64) -> u64 {
        const EVEN: u32 = 1_024;
        const DEVIATION: i64 = 591; // sqrt(4 · 1024² / 12)
        let sum: u32 = (0..4).map(|_| self.below(EVEN)).sum();
        let steps = (i64::from(sum) - 2_046) * octave_64ths / DEVIATION;
        let part = steps.rem_euclid(OCTAVE).unsigned_abs();
        // 2^(part/64) ≈ 1 + 0.656·f + 0.344·f², in 4,096ths.
        let factor = 4_096 + 42 * part + 22 * part * part / 64;
        let scaled = median.saturating_mul(factor) / 4_096;
        let octaves = steps.div_euclid(OCTAVE);
        let shift = octaves.unsigned_abs().min(30);
        let result = if octaves < 0 { scaled >> shift } else { scaled.saturating_mul(1 << shift) };
        result.max(1)
    }

    /// Draws a number of days of at least one around a median; see [`Self::spread`].
    pub fn stay(&mut self, median_days: u32) -> i32 {
        let days = self.spread(u64::from(median_days), 48);
        i32::try_from(days.min(3_650)).unwrap_or(1)
    }
}

/// What a draw with a chance gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Luck {
    /// It happened.
    Yes,
    /// It did not.
    No,
}

impl Luck {
    /// Returns true when it happened.
    pub fn yes(self) -> bool {
        self == Self::Yes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_draws_lie_below_the_median() {
        let mut dice = Dice { ids: Ids::seeded(7) };
        let below = (0..10_000).filter(|_| dice.spread(1_000_000, 80) < 1_000_000).count();
        assert!((4_850..=5_150).contains(&below), "{below}");
    }

    #[test]
    fn about_two_thirds_lie_within_one_deviation() {
        let mut dice = Dice { ids: Ids::seeded(8) };
        let within = (0..10_000)
            .filter(|_| (500_000..2_000_000).contains(&dice.spread(1_000_000, 64)))
            .count();
        assert!((6_500..=7_150).contains(&within), "{within}");
    }
}
