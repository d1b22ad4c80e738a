//! The chance to be won within so many days.

use super::Hazards;
use super::linear::inverse;
use super::sojourn::Sojourn;
use super::tally::{ahead, edge};
use crate::domain::StageId;

/// The chances to be won within 0, 1, 2 … days from entering each stage.
///
/// They solve the renewal equation of the semi-Markov process day by day,
/// `F_s(t) = K_won(t) + Σ_c Σ_u k_c(u) · F_c(t − u)`; what leaves between two
/// days is split over both so that the mean stays: a chance is known to the day.
#[derive(Clone, Debug)]
pub struct Curves<'a> {
    hazards: &'a Hazards,
    /// By stage and day.
    won: Vec<Vec<f64>>,
}

/// What leaves one stage for another by days in it; only days with any.
struct Kernel {
    to: usize,
    days: Vec<(usize, f64)>,
}

impl<'a> Curves<'a> {
    pub(super) fn of(hazards: &'a Hazards, horizon: usize) -> Self {
        let n = hazards.sojourns.len();
        let mut won = vec![vec![0.0; horizon + 1]; n];
        let mut kernels: Vec<Vec<Kernel>> = Vec::with_capacity(n);
        let mut at_once = vec![0.0; n * n];
        for ((sojourn, won), at_once) in
            hazards.sojourns.iter().zip(&mut won).zip(at_once.chunks_exact_mut(n.max(1)))
        {
            let mut of_stage = Vec::new();
            for to in 0..=n {
                let by_day = by_day(sojourn, to, horizon);
                if to == n {
                    won.copy_from_slice(&by_day);
                } else {
                    if let Some(slot) = at_once.get_mut(to) {
                        *slot = by_day.first().copied().unwrap_or(0.0);
                    }
                    let days = by_day.into_iter().enumerate().skip(1);
                    let days: Vec<_> = days.filter(|(_, share)| *share > 0.0).collect();
                    if !days.is_empty() {
                        of_stage.push(Kernel { to, days });
                    }
                }
            }
            kernels.push(of_stage);
        }
        for of_stage in &mut won {
            let mut sum = 0.0;
            for share in of_stage {
                sum += *share;
                *share = sum;
            }
        }
        let mut curves = Self { hazards, won };
        curves.renew(&kernels, &inverse(n, &at_once));
        curves
    }

    fn renew(&mut self, kernels: &[Vec<Kernel>], at_once: &[f64]) {
        let n = self.won.len();
        let horizon = self.won.first().map_or(0, Vec::len);
        let mut today = vec![0.0; n];
        for day in 0..horizon {
            for ((sum, own), kernels) in today.iter_mut().zip(&self.won).zip(kernels) {
                *sum = own.get(day).copied().unwrap_or(0.0);
                for kernel in kernels {
                    let Some(to) = self.won.get(kernel.to) else { continue };
                    let earlier = kernel.days.iter().take_while(|(after, _)| *after <= day);
                    *sum += earlier
                        .map(|(after, share)| share * to.get(day - after).copied().unwrap_or(0.0))
                        .sum::<f64>();
                }
            }
            for (won, row) in self.won.iter_mut().zip(at_once.chunks_exact(n.max(1))) {
                if let Some(slot) = won.get_mut(day) {
                    *slot = row.iter().zip(&today).map(|(part, sum)| part * sum).sum();
                }
            }
        }
    }

    /// Returns the days up to which the chances are known.
    pub fn horizon_days(&self) -> usize {
        self.won.first().map_or(0, Vec::len).saturating_sub(1)
    }

    /// Returns the chance from entering a stage, by its place, between two days.
    fn entering(&self, place: usize, days: f64) -> f64 {
        let Some(won) = self.won.get(place) else { return 0.0 };
        if days <= 0.0 {
            return if days < 0.0 { 0.0 } else { won.first().copied().unwrap_or(0.0) };
        }
        let whole = days.floor();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive, and beyond the horizon the last day stands"
        )]
        let at = whole as usize;
        let last = won.last().copied().unwrap_or(0.0);
        let low = won.get(at).copied().unwrap_or(last);
        let high = won.get(at + 1).copied().unwrap_or(last);
        low + (high - low) * (days - whole)
    }

    /// Returns the chance of a deal that has been in a stage for some days to be
    /// won within each of `within` days from now; all of them at most the
    /// horizon. `None` for the age means that nobody knows since when, and gives
    /// the chance from entering; `None` comes back for a stage of another pipeline,
    /// and while no stay of any stage is known to have ended.
    pub fn within(
        &self,
        stage: StageId,
        age_days: Option<f64>,
        within: &[f64],
    ) -> Option<Vec<f64>> {
        let place = self.hazards.place(stage)?;
        let sojourn = self.hazards.sojourns.get(place).filter(|sojourn| sojourn.has_times())?;
        let Some(age) = age_days else {
            return Some(within.iter().map(|days| self.entering(place, *days)).collect());
        };
        let staying = sojourn.staying(age);
        if staying <= 0.0 {
            return Some(within.iter().map(|days| sojourn.beyond_within(*days)).collect());
        }
        let mut sums = vec![0.0; within.len()];
        let latest = within.iter().copied().fold(0.0, f64::max);
        let (first, ahead) = ahead(age);
        let won = self.won.len();
        for (at, leaving) in sojourn.cells().skip(first) {
            let high = edge(at);
            let low = edge(at.saturating_sub(1)).max(age);
            if low - age > latest {
                break;
            }
            let part = if at == first { ahead } else { 1.0 };
            for (sum, days) in sums.iter_mut().zip(within) {
                let until = age + days;
                if until <= low && high > low {
                    continue;
                }
                // Those of the cell that leave in time, and when on average.
                let upper = until.min(high);
                let share = if high > low { part * (upper - low) / (high - low) } else { part };
                let left = until - f64::midpoint(low, upper);
                for (to, leaves) in leaving.iter().enumerate().take(won + 1) {
                    if *leaves > 0.0 {
                        let then = if to == won { 1.0 } else { self.entering(to, left) };
                        *sum += share * leaves * then;
                    }
                }
            }
        }
        Some(sums.into_iter().map(|sum| (sum / staying).clamp(0.0, 1.0)).collect())
    }

    /// Returns the chance of a deal that begins now to be won within so many days.
    pub fn within_of_new(&self, days: f64) -> f64 {
        let shares = self.hazards.beginnings.iter().enumerate();
        shares.map(|(place, share)| share * self.entering(place, days)).sum()
    }
}

/// Adds up by whole days what leaves a stage for a next state.
fn by_day(sojourn: &Sojourn, to: usize, horizon: usize) -> Vec<f64> {
    let mut days = vec![0.0; horizon + 1];
    let mut put = |at: f64, share: f64| {
        let whole = at.floor();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and cells end at 4,096 days"
        )]
        let index = whole as usize;
        if let Some(slot) = days.get_mut(index) {
            *slot += share * (1.0 - (at - whole));
        }
        if let Some(slot) = days.get_mut(index + 1) {
            *slot += share * (at - whole);
        }
    };
    for (at, leaving) in sojourn.cells() {
        let share = leaving.get(to).copied().unwrap_or(0.0);
        if share <= 0.0 {
            continue;
        }
        let (low, high) = (edge(at.saturating_sub(1)), edge(at));
        let pieces = (high - low).ceil().max(1.0);
        let width = (high - low) / pieces;
        let mut from = low;
        while from < high - width / 2.0 || at == 0 {
            put(from + width / 2.0, share / pieces);
            from += width;
            if at == 0 {
                break;
            }
        }
    }
    days
}
