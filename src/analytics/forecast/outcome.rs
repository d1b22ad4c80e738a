//! The distribution of what will come in: coin flips of the open deals, the coming
//! of new ones, and the doubt about both that past errors have left.

use super::interval::Doubt;

/// Cells of the grid for what deals bring.
const CELLS: usize = 512;
/// Cells of the grid for what comes in.
const FINAL_CELLS: usize = 1_024;
/// More deals than these count as coming at random (Poisson).
const MOST_SINGLE: usize = 400;
/// So many deviations beyond the mean the grid ends.
const REACH: f64 = 8.0;

/// A distribution of money in minor units on a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What is certain.
    base: f64,
    step: f64,
    /// Probability by cell; sums to 1.
    cells: Vec<f64>,
}

/// Deals that come at random.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Coming {
    /// How many are expected.
    pub count: f64,
    /// What they may bring, each as likely as the others, in minor units.
    pub values: Vec<f64>,
}

impl Coming {
    fn moments(&self) -> (f64, f64) {
        let n = self.values.len().max(1) as f64;
        let mean = self.values.iter().sum::<f64>() / n;
        let square = self.values.iter().map(|value| value * value).sum::<f64>() / n;
        (self.count * mean, self.count * square)
    }
}

impl Outcome {
    /// Computes `certain` + (open deals + new ones) × a past ratio of actual to
    /// forecast.
    ///
    /// Open deals are independent, each its value with its chance: added one by one
    /// on a grid, each shared between two cells so that its mean is exact. New
    /// deals, and open ones beyond [`MOST_SINGLE`], come at random (compound
    /// Poisson by the recursion of Panjer 1981), which widens the sum a little.
    pub(crate) fn new(certain: f64, open: &[(f64, f64)], new: &Coming, doubt: &Doubt) -> Self {
        let (new_mean, new_variance) = new.moments();
        let sum: f64 = open.iter().map(|(value, _)| value).sum();
        let mean: f64 = open.iter().map(|(value, chance)| value * chance).sum();
        let variance: f64 = open.iter().map(|(value, chance)| value * value * chance).sum();
        let largest = open.iter().map(|(value, _)| *value).fold(0.0, f64::max);
        let open_end = sum.min(mean + REACH * variance.sqrt() + largest);
        let highest = new.values.iter().copied().fold(0.0, f64::max);
        let new_end =
            if new.count > 0.0 { new_mean + REACH * new_variance.sqrt() + highest } else { 0.0 };
        let end = open_end + new_end;
        if end <= 0.0 || !end.is_finite() {
            return Self { base: certain, step: 1.0, cells: vec![1.0] };
        }
        let step = end / (CELLS - 2) as f64;
        let single = open.len() <= MOST_SINGLE;
        let mut jumps = vec![0.0; CELLS];
        let mut count = new.count;
        for value in &new.values {
            share(&mut jumps, value / step, new.count / new.values.len().max(1) as f64);
        }
        if !single {
            for (value, chance) in open {
                share(&mut jumps, value / step, *chance);
                count += chance;
            }
        }
        let mut cells = at_random(count, &jumps);
        if single {
            for (value, chance) in open {
                flip(&mut cells, value / step, *chance);
            }
        }
        // What the grid adds to the variance is taken out by squeezing.
        let exact = if single {
            open.iter().map(|(value, chance)| value * value * chance * (1.0 - chance)).sum()
        } else {
            variance
        } + new_variance;
        let at = |cell: usize| cell as f64 * step;
        let found: f64 = cells.iter().enumerate().map(|(cell, p)| at(cell) * p).sum();
        let spread: f64 =
            cells.iter().enumerate().map(|(cell, p)| (at(cell) - found).powi(2) * p).sum();
        let squeeze = if spread > exact { (exact / spread).sqrt() } else { 1.0 };
        Self::doubted(certain, &cells, (found * (1.0 - squeeze), step * squeeze), doubt)
    }

    fn doubted(base: f64, cells: &[f64], (first, from_step): (f64, f64), doubt: &Doubt) -> Self {
        let nodes: Vec<(f64, f64)> =
            doubt.logs.iter().map(|(log, weight)| (log.exp(), *weight)).collect();
        let all: f64 = nodes.iter().map(|(_, weight)| weight).sum();
        let used = cells.iter().rposition(|cell| *cell > 1e-12).unwrap_or(0).max(1);
        let widest = nodes.iter().map(|(factor, _)| *factor).fold(1.0, f64::max);
        let step =
            ((first + used as f64 * from_step) * widest / (FINAL_CELLS - 2) as f64).max(1e-9);
        let mut into = vec![0.0; FINAL_CELLS];
        for (at, probability) in cells.iter().enumerate().filter(|(_, cell)| **cell > 1e-12) {
            for (factor, weight) in &nodes {
                let amount = (first + at as f64 * from_step) * factor;
                share(&mut into, amount / step, probability * weight / all);
            }
        }
        let sum: f64 = into.iter().sum();
        if sum > 0.0 {
            for cell in &mut into {
                *cell /= sum;
            }
        }
        Self { base, step, cells: into }
    }

    /// Returns the amount in minor units that is not exceeded with the chance
    /// `share`, between cells in proportion.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut below = 0.0;
        for (at, probability) in self.cells.iter().enumerate() {
            if below + probability >= share && *probability > 0.0 {
                // All of the first cell is nothing at all.
                let part = if at == 0 { 0.0 } else { (share - below) / probability - 1.0 };
                return self.base + (at as f64 + part) * self.step;
            }
            below += probability;
        }
        self.base + self.cells.len() as f64 * self.step
    }

    /// Returns the chance that `target` minor units or more come in.
    pub fn chance_to_reach(&self, target: f64) -> f64 {
        let nearly = target - self.step / 2.0;
        self.points().filter(|(amount, _)| *amount >= nearly).map(|(_, p)| p).sum::<f64>().min(1.0)
    }

    /// Yields amounts in minor units, rising, each with its probability.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let cells = self.cells.iter().enumerate();
        cells.map(|(at, probability)| (self.base + at as f64 * self.step, *probability))
    }
}

/// Adds to the two cells next to a place so that the mean is exact.
fn share(cells: &mut [f64], at: f64, amount: f64) {
    let last = cells.len().saturating_sub(1) as f64;
    let at = if at.is_finite() { at.clamp(0.0, last) } else { last };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the cells")]
    let whole = at.floor() as usize;
    let beyond = at - at.floor();
    if let Some(cell) = cells.get_mut(whole) {
        *cell += amount * (1.0 - beyond);
    }
    if let Some(cell) = cells.get_mut(whole + 1) {
        *cell += amount * beyond;
    }
}

/// Adds a deal that brings so many cells with a chance.
fn flip(cells: &mut [f64], at: f64, chance: f64) {
    let mut jump = [0.0; 2];
    let last = cells.len().saturating_sub(1) as f64;
    let at = at.clamp(0.0, last);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the cells")]
    let whole = at.floor() as usize;
    share(&mut jump, at - at.floor(), chance);
    let [near, far] = jump;
    let get = |cells: &[f64], back: usize, at: usize| {
        at.checked_sub(back).and_then(|at| cells.get(at)).copied().unwrap_or_default()
    };
    for to in (0..cells.len()).rev() {
        let moved = near * get(cells, whole, to) + far * get(cells, whole + 1, to);
        // What would pass the end of the grid, with a chance of 1e-15, stays behind.
        if let Some(cell) = cells.get_mut(to) {
            let stays = if whole == 0 { 1.0 - chance } else { 1.0 - near - far };
            *cell = *cell * stays + moved;
        }
    }
}

/// Returns the distribution of a sum of jumps at random; `jumps` are how many are
/// expected by size.
fn at_random(count: f64, jumps: &[f64]) -> Vec<f64> {
    /// So many jumps do not make the chance of none too small to be written.
    const MOST: f64 = 200.0;
    let mut sum = vec![0.0; jumps.len()];
    let mut halvings = 0;
    while count / f64::from(1 << halvings) > MOST && halvings < 20 {
        halvings += 1;
    }
    let part = 1.0 / f64::from(1 << halvings);
    let none = jumps.first().copied().unwrap_or_default();
    if let Some(first) = sum.first_mut() {
        *first = (-(count - none) * part).exp();
    }
    let far = jumps.iter().rposition(|jump| *jump > 0.0).unwrap_or(0);
    for at in 1..sum.len() {
        let sizes = jumps.iter().enumerate().skip(1).take(far.min(at));
        let before = sum.get(..at).unwrap_or_default().iter().rev();
        let product: f64 =
            sizes.zip(before).map(|((size, jump), before)| size as f64 * jump * before).sum();
        if let Some(cell) = sum.get_mut(at) {
            *cell = part * product / at as f64;
        }
    }
    for _ in 0..halvings {
        let mut twice = vec![0.0; sum.len()];
        for (at, cell) in sum.iter().enumerate().filter(|(_, cell)| **cell > 0.0) {
            let into = twice.get_mut(at..).unwrap_or_default().iter_mut();
            into.zip(&sum).for_each(|(into, other)| *into += cell * other);
        }
        sum = twice;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure() -> Doubt {
        Doubt { logs: vec![(0.0, 1.0)] }
    }

    fn moments(outcome: &Outcome) -> (f64, f64) {
        let mean: f64 = outcome.points().map(|(amount, p)| amount * p).sum();
        let square: f64 = outcome.points().map(|(amount, p)| (amount - mean).powi(2) * p).sum();
        (mean, square.sqrt())
    }

    #[test]
    fn without_doubt_it_is_the_sum_of_the_deals() {
        let open = [(1_000_000.0, 0.5), (2_000_000.0, 0.75)];
        let outcome = Outcome::new(500.0, &open, &Coming::default(), &sure());
        let (mean, deviation) = moments(&outcome);
        assert!((mean - 2_000_500.0).abs() < 1.0, "{mean}");
        assert!((deviation - 1_000_000.0).abs() < 2_000.0, "{deviation}");
        assert!((outcome.quantile(0.05) - 500.0).abs() < 1.0);
        assert!((outcome.chance_to_reach(2_900_000.0) - 0.375).abs() < 0.005);
    }

    #[test]
    fn deals_that_come_at_random_have_the_moments_of_a_compound_poisson_sum() {
        let new = Coming { count: 500.0, values: vec![100.0, 300.0, 800.0] };
        let (mean, deviation) = moments(&Outcome::new(0.0, &[], &new, &sure()));
        assert!((mean - 200_000.0).abs() < 20.0, "{mean}");
        let expected = (500.0 * 740_000.0_f64 / 3.0).sqrt();
        assert!((deviation / expected - 1.0).abs() < 0.01, "{deviation} {expected}");
        let many: Vec<(f64, f64)> = vec![(250.0, 0.4); 2_000];
        let (mean, _) = moments(&Outcome::new(0.0, &many, &Coming::default(), &sure()));
        assert!((mean - 200_000.0).abs() < 20.0, "{mean}");
    }

    #[test]
    fn doubt_widens_and_leaves_the_middle() {
        let new = Coming { count: 400.0, values: vec![1_000.0] };
        let doubt = Doubt { logs: vec![(-0.3, 0.25), (0.0, 0.5), (0.3, 0.25)] };
        let outcome = Outcome::new(0.0, &[], &new, &doubt);
        assert!((outcome.quantile(0.5) / 400_000.0 - 1.0).abs() < 0.01);
        let (low, high) = (outcome.quantile(0.1) / 400_000.0, outcome.quantile(0.9) / 400_000.0);
        assert!((0.7..0.78).contains(&low) && (1.3..1.4).contains(&high), "{low} {high}");
        let nothing = Outcome::new(7.0, &[], &Coming::default(), &doubt);
        assert_eq!((nothing.quantile(0.1), nothing.quantile(0.9)), (7.0, 7.0));
    }
}
