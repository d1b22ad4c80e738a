//! The stays in one stage, counted.
//!
//! Days are counted in cells whose width grows with the age, 1.5 to 3 % of it
//! (32 to the octave), so that no sorting is needed and a stay of seconds is told
//! from one of hours. Within a cell deals leave evenly.

use crate::analytics::course::State;

/// Bits of the fraction that tell cells of an octave apart: 32 of them.
const CELL_SHIFT: u32 = 23 - 5;
/// Upper edge of the first cell after 0: 2⁻¹⁰ days, 84 seconds.
const FIRST_EDGE: u32 = 117 << 23;
/// Cells up to 2¹² days, 11 years; longer stays count as long as that.
const CELLS: usize = 2 + 22 * 32;

/// Returns the cell of a stay. Cell 0 is no time at all; every other cell is
/// open below and closed above, so that whole days are upper edges.
pub(super) fn cell(days: f64) -> usize {
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
    pub targets: usize,
    /// Stays that ended, by cell and next state; grows with the longest.
    pub ended: Vec<u32>,
    /// Stays that go on (or left the pipeline), by cell.
    pub open: Vec<u32>,
    /// Σ of the share of its cell that a stay that goes on has not seen.
    pub unseen: Vec<f64>,
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

    /// Returns how many stays ended in a cell, by next state.
    pub fn ended_in(&self, cell: usize) -> &[u32] {
        self.ended.get(cell * self.targets..(cell + 1) * self.targets).unwrap_or_default()
    }

    /// Returns the days stays that go on went on from a cell on, added up.
    pub fn stayed_on(&self, cells: usize) -> f64 {
        let longest = edge(cells.saturating_sub(1));
        let days = |at: usize| {
            let count = self.open.get(at).copied().map_or(0.0, f64::from);
            let unseen = self.unseen.get(at).copied().unwrap_or(0.0);
            let (low, high) = (edge(at.saturating_sub(1)), edge(at));
            count * (high - longest) - unseen * (high - low)
        };
        (cells..self.open.len()).map(days).sum()
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
