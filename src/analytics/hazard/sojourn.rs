//! How long deals stay in one stage and where they go from it.
//!
//! Days are counted in cells whose width grows with the age, 1.5 to 3 % of it
//! (32 to the octave), so that no sorting is needed and a stay of seconds is told
//! from one of hours. Within a cell deals leave evenly.

use super::PRIOR_DEALS;
use crate::analytics::course::State;

/// So many of the latest transitions of a stage are pooled.
pub(super) const TAIL_EVENTS: u32 = 30;
/// A deal that stays on so many times the longest known stay counts as lost,
const PATIENCE: f64 = 4.0;
/// but not before it has stayed on for so many days.
const LEAST_PATIENCE_DAYS: f64 = 30.0;

/// Bits of the fraction that tell cells of an octave apart: 32 of them.
const CELL_SHIFT: u32 = 23 - 5;
/// Upper edge of the first cell after 0: 2⁻¹⁰ days, 84 seconds.
const FIRST_EDGE: u32 = 117 << 23;
/// Cells up to 2¹² days, 11 years; longer stays count as long as that.
const CELLS: usize = 2 + 22 * 32;

/// Returns the cell of a stay. Cell 0 is no time at all; every other cell is
/// open below and closed above, so that whole days are upper edges.
fn cell(days: f64) -> usize {
    if days <= 0.0 {
        return 0;
    }
    #[allow(clippy::cast_possible_truncation, reason = "rounded to 24 bits on purpose")]
    let bits = (days as f32).to_bits();
    let above =
        (bits.saturating_sub(1) >> CELL_SHIFT).saturating_sub((FIRST_EDGE >> CELL_SHIFT) - 1);
    usize::try_from(above + 1).unwrap_or(CELLS).min(CELLS - 1)
}

/// Returns the upper edge of a cell in days.
pub(super) fn edge(cell: usize) -> f64 {
    match u32::try_from(cell) {
        Ok(0) | Err(_) => 0.0,
        Ok(cell) => f64::from(f32::from_bits(FIRST_EDGE + ((cell - 1) << CELL_SHIFT))),
    }
}

/// Returns the cell of an age and the share of it that lies ahead.
pub(super) fn ahead(age: f64) -> (usize, f64) {
    let at = cell(age);
    let (low, high) = (edge(at.saturating_sub(1)), edge(at));
    (at, if high > low { ((high - age) / (high - low)).clamp(0.0, 1.0) } else { 0.0 })
}

/// The stays in one stage, counted.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// Next states told apart: the stages, won, lost.
    targets: usize,
    /// Stays that ended, by cell and next state; grows with the longest.
    ended: Vec<u32>,
    /// Stays that go on (or left the pipeline), by cell.
    open: Vec<u32>,
    /// Σ of the share of its cell that a stay that goes on has not seen.
    unseen: Vec<f64>,
}

impl Tally {
    pub fn new(stages: usize) -> Self {
        Self { targets: stages + 2, ended: Vec::new(), open: Vec::new(), unseen: Vec::new() }
    }

    /// Adds a stay that ended in another state.
    pub fn add(&mut self, days: f64, next: State) {
        let target = match next {
            State::Stage(place) => usize::from(place),
            State::Won => self.targets - 2,
            State::Lost => self.targets - 1,
            State::Elsewhere => return self.add_open(days),
        };
        let at = cell(days) * self.targets + target;
        if self.ended.len() <= at {
            self.ended.resize((cell(days) + 1) * self.targets, 0);
        }
        if let Some(count) = self.ended.get_mut(at) {
            *count += 1;
        }
    }

    /// Adds a stay that went on for so many days and was not seen to end.
    pub fn add_open(&mut self, days: f64) {
        let (at, ahead) = ahead(days);
        if self.open.len() <= at {
            self.open.resize(at + 1, 0);
            self.unseen.resize(at + 1, 0.0);
        }
        if let (Some(count), Some(unseen)) = (self.open.get_mut(at), self.unseen.get_mut(at)) {
            *count += 1;
            *unseen += ahead;
        }
    }

    /// Returns the number of stays.
    pub fn stays(&self) -> usize {
        let sum: u32 = self.ended.iter().chain(&self.open).sum();
        usize::try_from(sum).unwrap_or(usize::MAX)
    }

    /// Adds up the stays of all stages, as if they were one.
    pub fn pooled(tallies: &[Self], stages: usize) -> Self {
        let mut all = Self::new(stages);
        for tally in tallies {
            add_each(&mut all.ended, &tally.ended);
            add_each(&mut all.open, &tally.open);
            if all.unseen.len() < tally.unseen.len() {
                all.unseen.resize(tally.unseen.len(), 0.0);
            }
            for (sum, unseen) in all.unseen.iter_mut().zip(&tally.unseen) {
                *sum += unseen;
            }
        }
        all
    }
}

fn add_each(sums: &mut Vec<u32>, counts: &[u32]) {
    if sums.len() < counts.len() {
        sums.resize(counts.len(), 0);
    }
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

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

    /// Gives the last transitions one mix and goes on beyond the longest stay.
    ///
    /// There the rate of leaving has a Gamma prior worth one transition at the
    /// rate of the pooled tail: `1 / (1/rate + days stayed on without leaving)`.
    fn pool_tail(&mut self, tally: &Tally, exposure: &[f64]) {
        let targets = self.targets;
        let cells = self.staying.len();
        let mut mix = vec![0_u32; targets];
        let mut from = cells;
        while from > 0 && mix.iter().sum::<u32>() < TAIL_EVENTS {
            from -= 1;
            let ended = tally.ended.get(from * targets..).unwrap_or_default();
            for (sum, count) in mix.iter_mut().zip(ended) {
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
        let days: f64 = exposure.iter().skip(from).sum();
        let longest = edge(cells - 1);
        let stayed_on: f64 = (cells..tally.open.len())
            .map(|at| {
                let count = tally.open.get(at).copied().map_or(0.0, f64::from);
                let unseen = tally.unseen.get(at).copied().unwrap_or(0.0);
                let (low, high) = (edge(at - 1), edge(at));
                count * (high - longest) - unseen * (high - low)
            })
            .sum();
        let left = self.staying.last().copied().unwrap_or(0.0);
        let wait = days / events + stayed_on;
        self.tail_wait = wait;
        if left <= 0.0 || wait <= 0.0 {
            return;
        }
        let end = longest + (PATIENCE * longest).max(LEAST_PATIENCE_DAYS);
        for at in cells..=cell(end) {
            let staying = left * (-(edge(at) - longest) / wait).exp();
            let before = self.staying.last().copied().unwrap_or(0.0);
            self.leaving.extend(self.tail.iter().map(|part| part * (before - staying)));
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
