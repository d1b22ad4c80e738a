//! Tables of stage × age, their sums and their smoothing over neighbouring ages.

use super::series::PHASES;

/// Ages told apart in each stage; the last one is open.
pub(crate) const AGES: usize = 64;
/// Cases of the mean that every age and every stage starts with.
const POOLED_CASES: f64 = 2.0;

/// A table of stage × age.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table(Vec<f64>);

impl Table {
    pub fn new(stages: usize) -> Self {
        Self(vec![0.0; stages * AGES])
    }

    pub fn cells(&self) -> &[f64] {
        &self.0
    }

    pub fn cells_mut(&mut self) -> &mut [f64] {
        &mut self.0
    }

    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[f64]> + ExactSizeIterator {
        self.0.chunks(AGES)
    }

    pub fn row(&self, stage: usize) -> &[f64] {
        self.0.get(stage * AGES..(stage + 1) * AGES).unwrap_or_default()
    }

    pub fn row_mut(&mut self, stage: usize) -> &mut [f64] {
        self.0.get_mut(stage * AGES..(stage + 1) * AGES).unwrap_or_default()
    }

    pub fn add(&mut self, stage: usize, age: usize, amount: f64) {
        if let Some(cell) = self.0.get_mut(stage * AGES + age.min(AGES - 1)) {
            *cell += amount;
        }
    }

    pub fn get(&self, stage: usize, age: usize) -> f64 {
        self.0.get(stage * AGES + age.min(AGES - 1)).copied().unwrap_or_default()
    }

    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }
}

/// Adds tables, each times its factor.
pub(super) fn total(tables: &[Table; PHASES], factors: [f64; PHASES], stages: usize) -> Table {
    let mut sum = Table::new(stages);
    for (table, factor) in tables.iter().zip(factors) {
        for (sum, cell) in sum.0.iter_mut().zip(&table.0) {
            *sum += factor * cell;
        }
    }
    sum
}

/// Multiplies cell by cell and adds up.
pub(super) fn product(one: &Table, two: &Table) -> f64 {
    one.0.iter().zip(&two.0).map(|(one, two)| one * two).sum()
}

/// A table and what it is when its ages are smoothed.
pub(super) struct Smooth {
    /// As it was counted.
    pub plain: Table,
    blurred: Table,
}

impl Smooth {
    pub fn of(plain: Table) -> Self {
        let mut blurred = Table::new(plain.rows().len());
        let mut room = (Vec::new(), Vec::new());
        for (row, into) in plain.rows().zip(blurred.0.chunks_mut(AGES)) {
            blur(row, &mut room.0, &mut room.1);
            into.copy_from_slice(&room.0);
        }
        Self { plain, blurred }
    }
}

/// Divides exits by days at risk, smoothed over ages and shrunk to the mean.
pub(super) fn smoothed(exits: &Smooth, at_risk: &Smooth) -> Table {
    let stages = exits.plain.rows().len();
    let overall = exits.plain.sum() / at_risk.plain.sum().max(1.0);
    let mut daily = Table::new(stages);
    if overall <= 0.0 {
        return daily;
    }
    for stage in 0..stages {
        let sum: f64 = exits.plain.row(stage).iter().sum();
        let risk: f64 = at_risk.plain.row(stage).iter().sum();
        let mean = (sum + POOLED_CASES) / (risk + POOLED_CASES / overall);
        let prior = POOLED_CASES / mean;
        let smooth = exits.blurred.row(stage).iter().zip(at_risk.blurred.row(stage));
        for (cell, (seen, days)) in daily.row_mut(stage).iter_mut().zip(smooth) {
            *cell = (seen + POOLED_CASES) / (days + prior);
        }
    }
    daily
}

/// Spreads each cell over its neighbours: two moving sums over five cells, which
/// together have a standard deviation of two cells. What is beyond the first cell
/// is left away; the last one stands for all later ages and is not spread.
fn blur(from: &[f64], into: &mut Vec<f64>, room: &mut Vec<f64>) {
    into.clear();
    into.extend_from_slice(from);
    for _ in 0..2 {
        let Some((last, near)) = into.split_last() else { return };
        room.clear();
        room.extend_from_slice(&[0.0; 2]);
        room.extend_from_slice(near);
        room.extend_from_slice(&[0.0; 2]);
        let last = *last;
        into.clear();
        for around in room.windows(5) {
            let mut sum = 0.0;
            for cell in around {
                sum += cell;
            }
            into.push(sum / 5.0);
        }
        into.push(last);
    }
}
