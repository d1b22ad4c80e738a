//! How long deals stay in one stage and where they go from it.

use super::tail::Tail;
use super::tally::{Tally, ahead, cell, edge};
use crate::analytics::learned::PRIOR_DEALS;

/// So many of the latest transitions of a stage are pooled.
pub(super) const TAIL_EVENTS: u32 = 10;
/// A deal that stays on as long again as the longest known stay counts as lost,
/// but not before it has stayed on for so many days.
const LEAST_PATIENCE_DAYS: f64 = 30.0;

/// How long a stay is and where it leads.
#[derive(Clone, Debug)]
pub(super) struct Sojourn {
    targets: usize,
    /// Share that is still there at the upper edge of each cell.
    staying: Vec<f64>,
    /// Share that leaves for each next state, by cell and state.
    leaving: Vec<f64>,
    /// Share of all that goes to each next state.
    total: Vec<f64>,
    /// Σ of what leaves after each cell × its chance to be won.
    won_later: Vec<f64>,
    /// The chance of those that leave in the tail.
    tail_chance: f64,
    /// The mix of next states in the tail.
    tail: Vec<f64>,
    /// The mean wait of those that stay beyond the tail, in days.
    tail_wait: f64,
}

impl Sojourn {
    /// Estimates from the stays in a stage; a stage without any takes the times,
    /// but not the next states, from all stages.
    pub fn of(tally: &Tally, everywhere: &Tally, default: f64) -> Self {
        let ended: u32 = tally.ended.iter().sum();
        let timed = if ended == 0 { everywhere } else { tally };
        let mut sojourn = Self::estimate(timed);
        let known = f64::from(ended) / (f64::from(ended) + PRIOR_DEALS);
        sojourn.shrink(known, default);
        let targets = sojourn.targets;
        let mut total = vec![0.0; targets];
        for of_cell in sojourn.leaving.chunks_exact(targets) {
            for (sum, share) in total.iter_mut().zip(of_cell) {
                *sum += share;
            }
        }
        sojourn.total = total;
        if sojourn.leaving.is_empty() {
            sojourn.no_times(default);
        }
        sojourn
    }

    /// The Aalen–Johansen estimator over the cells. Deals that go on count for
    /// the part of their cell they have seen.
    fn estimate(tally: &Tally) -> Self {
        let targets = tally.targets;
        let cells = tally.ended.len() / targets;
        let mut at_risk: u32 = tally.ended.iter().chain(&tally.open).sum();
        let mut staying = Vec::with_capacity(cells);
        let mut leaving = vec![0.0; cells * targets];
        let mut exposure = vec![0.0; cells];
        let mut share = 1.0;
        let counts = tally.ended.chunks_exact(targets).zip(leaving.chunks_exact_mut(targets));
        for (at, (ended, leaving)) in counts.enumerate() {
            let unseen = tally.unseen.get(at).copied().unwrap_or(0.0);
            let left: u32 = ended.iter().sum();
            let seen = (f64::from(at_risk) - unseen).max(f64::from(left));
            if let Some(slot) = exposure.get_mut(at) {
                let width = edge(at) - edge(at.saturating_sub(1));
                *slot = (seen - f64::from(left) / 2.0).max(0.0) * width;
            }
            if left > 0 {
                for (leaving, count) in leaving.iter_mut().zip(ended) {
                    *leaving = share * f64::from(*count) / seen;
                }
                share = (share * (1.0 - f64::from(left) / seen)).max(0.0);
            }
            staying.push(share);
            at_risk -= left + tally.open.get(at).copied().unwrap_or(0);
        }
        let mut sojourn = Self {
            targets,
            staying,
            leaving,
            total: Vec::new(),
            won_later: Vec::new(),
            tail_chance: 0.0,
            tail: Vec::new(),
            tail_wait: 0.0,
        };
        sojourn.pool_tail(tally, &exposure);
        sojourn
    }

    /// Gives the last transitions one mix of next states, and goes on beyond the
    /// longest stay that ended.
    fn pool_tail(&mut self, tally: &Tally, exposure: &[f64]) {
        let targets = self.targets;
        let cells = self.staying.len();
        let mut mix = vec![0_u32; targets];
        let mut from = cells;
        while from > 0 && mix.iter().sum::<u32>() < TAIL_EVENTS {
            from -= 1;
            for (sum, count) in mix.iter_mut().zip(tally.ended_in(from)) {
                *sum += count;
            }
        }
        let events = f64::from(mix.iter().sum::<u32>());
        if events == 0.0 {
            return;
        }
        self.tail = mix.iter().map(|count| f64::from(*count) / events).collect();
        for leaving in self.leaving.chunks_exact_mut(targets).skip(from) {
            let all: f64 = leaving.iter().sum();
            for (leaving, part) in leaving.iter_mut().zip(&self.tail) {
                *leaving = all * part;
            }
        }
        let exposed: f64 = exposure.iter().skip(from).sum();
        self.tail_wait = exposed / events + tally.stayed_on(cells);
        if self.staying.last().is_some_and(|staying| *staying > 0.0) {
            self.extend(&Tail::of(tally, exposure));
        }
    }

    fn extend(&mut self, tail: &Tail) {
        let end = tail.longest + tail.longest.max(LEAST_PATIENCE_DAYS);
        for at in self.staying.len()..=cell(end) {
            let (low, high) = (edge(at.saturating_sub(1)), edge(at));
            let hazards: Vec<f64> = tail.rates(f64::midpoint(low, high));
            let sum = hazards.iter().sum::<f64>() * (high - low);
            let before = self.staying.last().copied().unwrap_or(0.0);
            let staying = before * (-sum).exp();
            let scale = if sum > 0.0 { (before - staying) * (high - low) / sum } else { 0.0 };
            self.leaving.extend(hazards.iter().map(|hazard| hazard * scale));
            self.staying.push(staying);
        }
    }

    /// Moves a part of those that leave to an end by the default probability.
    fn shrink(&mut self, known: f64, default: f64) {
        let targets = self.targets;
        let pull = |of: &mut [f64]| {
            let all: f64 = of.iter().sum();
            for (at, share) in of.iter_mut().enumerate() {
                let prior = match targets - at {
                    1 => 1.0 - default,
                    2 => default,
                    _ => 0.0,
                };
                *share = known * *share + (1.0 - known) * prior * all;
            }
        };
        self.leaving.chunks_exact_mut(targets).for_each(pull);
        if !self.tail.is_empty() {
            pull(&mut self.tail);
        }
    }

    /// Nothing is known about any time: only the default is left.
    fn no_times(&mut self, default: f64) {
        if let Some(won) = self.total.iter_mut().rev().nth(1) {
            *won = default;
        }
        self.tail = self.total.clone();
    }

    /// Writes the shares that go to each stage.
    pub fn to_stages(&self, row: &mut [f64]) {
        row.iter_mut().zip(&self.total).for_each(|(slot, share)| *slot = *share);
    }

    /// Returns the share that is won straight from here.
    pub fn to_won(&self) -> f64 {
        self.total.iter().rev().nth(1).copied().unwrap_or(0.0)
    }

    /// Yields upper edge and what leaves, cell by cell.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = (usize, &[f64])> + ExactSizeIterator {
        self.leaving.chunks_exact(self.targets).enumerate()
    }

    /// Takes in the chances from entering each stage.
    pub fn weigh(&mut self, entering: &[f64]) {
        let chance = |of: &[f64], won: usize| -> f64 {
            let stages: f64 = of.iter().zip(entering).map(|(share, chance)| share * chance).sum();
            stages + of.get(won).copied().unwrap_or(0.0)
        };
        let won = self.targets - 2;
        let mut later = 0.0;
        let mut won_later = Vec::with_capacity(self.staying.len());
        for leaving in self.leaving.chunks_exact(self.targets).rev() {
            won_later.push(later);
            later += chance(leaving, won);
        }
        won_later.reverse();
        self.tail_chance = chance(&self.tail, won);
        self.won_later = won_later;
    }

    /// Returns the share still there at an age, between the edges of its cell.
    pub fn staying(&self, age: f64) -> f64 {
        let (at, ahead) = ahead(age);
        between(&self.staying, at, ahead, 1.0)
    }

    /// Returns whether any time is known.
    pub fn has_times(&self) -> bool {
        !self.leaving.is_empty()
    }

    /// Returns the chance ever to be won of a deal that has been here longer than
    /// any is known to have stayed: that of the tail; 0 if others stayed on so long
    /// that it is given up.
    fn beyond(&self) -> f64 {
        let given_up = self.staying.last().is_some_and(|staying| *staying > 0.0);
        if given_up { 0.0 } else { self.tail_chance }
    }

    /// The same within so many days.
    pub fn beyond_within(&self, within: f64) -> f64 {
        let leaves =
            if self.tail_wait > 0.0 { 1.0 - (-within / self.tail_wait).exp() } else { 1.0 };
        self.beyond() * leaves
    }

    /// Returns the chance ever to be won after so many days here.
    pub fn ever(&self, age: f64) -> f64 {
        let (at, ahead) = ahead(age);
        let staying = self.staying(age);
        if staying <= 0.0 {
            return self.beyond();
        }
        let first = self.won_later.first().copied().unwrap_or(0.0);
        (between(&self.won_later, at, ahead, first) / staying).clamp(0.0, 1.0)
    }
}

/// Returns the value at a place within a cell, from those at the upper edges.
fn between(edges: &[f64], cell: usize, ahead: f64, first: f64) -> f64 {
    let at = |cell: usize| edges.get(cell).copied();
    let Some(high) = at(cell) else { return 0.0 };
    let low = if cell == 0 { first } else { at(cell - 1).unwrap_or(first) };
    high + ahead * (low - high)
}
