//! The exact distribution of what independent deals bring together (SPEC 2.4).

/// A deal as the distribution sees it: it brings `minor` with chance `parts` /
/// 10,000, else nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// What it brings, in minor units; never negative.
    pub minor: i64,
    /// The chance in ten-thousandths, 0 to 10,000.
    pub parts: u16,
}

/// The distribution of a sum of independent deals.
///
/// It is exact where all values lie on a common grid of at most
/// [`MOST_EXACT_CELLS`] cells ([`CELLS`] for more deals than [`FEW_DEALS`]). Otherwise the grid has [`CELLS`] cells, or [`CELLS_OF_MANY`], and each
/// value is shared between its two neighbouring cells so that its mean is
/// exact; what that adds to the variance is taken out of the result by
/// squeezing it towards the mean. Mean and standard deviation are analytic in
/// both cases, and quantiles are off by at most 0.1 % of the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    mean: f64,
    variance: f64,
    /// The amount of the first cell.
    base: f64,
    /// The width of a cell.
    step: f64,
    /// Probability by cell; sums to 1.
    cells: Vec<f64>,
}

/// A grid of so many cells is used where it makes the result exact.
pub const MOST_EXACT_CELLS: i128 = 8_192;
/// The cells of a grid that is not exact.
pub const CELLS: i128 = 4_096;
/// The same for more deals than [`FEW_DEALS`]: their sum is smooth, so that what
/// the grid does to single deals evens out.
pub const CELLS_OF_MANY: i128 = 2_048;
/// So many deals are few enough for the finer grid.
pub const FEW_DEALS: usize = 64;

/// So many deals are put together one by one, then the groups with each other:
/// each group is narrow, so that thousands of deals cost little.
const GROUP: usize = 256;
/// Tails below this probability are cut off: less than rounding takes.
const NEGLIGIBLE: f64 = 1e-15;
/// What sums of rounded probabilities may be off.
const ROUNDING: f64 = 1e-11;

impl Distribution {
    /// Computes the distribution of `certain` minor units and independent deals.
    pub fn new(certain: i128, deals: &[Chance]) -> Self {
        let open: Vec<Chance> = deals.iter().copied().filter(|deal| deal.minor > 0).collect();
        let certain = certain as f64;
        let weighted: i128 =
            open.iter().map(|deal| i128::from(deal.minor) * i128::from(deal.parts)).sum();
        let variance: f64 = open
            .iter()
            .map(|deal| deal.share() * (1.0 - deal.share()) * (deal.minor as f64).powi(2))
            .sum();
        let mean = certain + weighted as f64 / PARTS;
        let uncertain: Vec<Chance> =
            open.into_iter().filter(|deal| (1..10_000).contains(&deal.parts)).collect();
        let step = step(&uncertain);
        // A likely deal counts as sure, less a loss that is unlikely: that keeps
        // what the grid adds to the variance below what is there.
        let sure: i128 = uncertain
            .iter()
            .filter(|deal| deal.is_likely())
            .map(|deal| i128::from(deal.minor))
            .sum();
        let always = mean_of_certain(certain, deals) + sure as f64;
        let mut added = 0.0;
        let mut groups: Vec<Lattice> = Vec::new();
        for group in uncertain.chunks(GROUP) {
            let mut lattice = Lattice::nothing();
            for deal in group {
                added += lattice.add(*deal, step);
            }
            groups.push(lattice);
        }
        let lattice = merge(groups);
        let squeeze = (variance / (variance + added * step * step)).sqrt();
        let squeeze = if added > 0.0 && squeeze.is_finite() { squeeze } else { 1.0 };
        let base = always + lattice.first as f64 * step;
        Self {
            mean,
            variance,
            base: mean + (base - mean) * squeeze,
            step: step * squeeze,
            cells: lattice.cells,
        }
    }

    /// Returns the mean in minor units, exactly.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Returns the standard deviation in minor units.
    pub fn standard_deviation(&self) -> f64 {
        self.variance.sqrt()
    }

    /// Returns the smallest amount in minor units that is not exceeded with at
    /// least the chance `share`.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut below = 0.0;
        let mut last = self.base;
        for (amount, probability) in self.points() {
            below += probability;
            last = amount;
            if probability > 0.0 && below >= share - ROUNDING {
                break;
            }
        }
        last
    }

    /// Returns the chance that the sum is `target` minor units or more.
    pub fn chance_to_reach(&self, target: f64) -> f64 {
        let nearly = target - self.step * 1e-6;
        let above = self.points().filter(|(amount, _)| *amount >= nearly);
        above.map(|(_, probability)| probability).sum::<f64>().min(1.0)
    }

    /// Yields amounts in minor units, rising, each with its probability.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let cells = self.cells.iter().enumerate();
        cells.map(|(at, probability)| (self.base + at as f64 * self.step, *probability))
    }

    /// Returns at most `most` points of the curve "chance to reach so much",
    /// rising in amount, falling in chance.
    pub fn curve(&self, most: usize) -> Vec<(f64, f64)> {
        let every = self.cells.len().div_ceil(most.max(1)).max(1);
        let mut left = 1.0;
        let mut curve = Vec::new();
        for (at, (amount, probability)) in self.points().enumerate() {
            if at % every == 0 {
                curve.push((amount, f64::clamp(left, 0.0, 1.0)));
            }
            left -= probability;
        }
        curve
    }
}

/// Ten-thousandths in one.
const PARTS: f64 = 10_000.0;

fn mean_of_certain(certain: f64, deals: &[Chance]) -> f64 {
    let sure = deals.iter().filter(|deal| deal.parts >= 10_000 && deal.minor > 0);
    certain + sure.map(|deal| i128::from(deal.minor)).sum::<i128>() as f64
}

impl Chance {
    fn share(self) -> f64 {
        f64::from(self.parts.min(10_000)) / PARTS
    }

    fn is_likely(self) -> bool {
        self.parts > 5_000
    }
}

/// Chooses the width of a cell in minor units.
fn step(deals: &[Chance]) -> f64 {
    let total: i128 = deals.iter().map(|deal| i128::from(deal.minor)).sum();
    let common = deals.iter().fold(0, |common, deal| greatest_common_divisor(common, deal.minor));
    // Of many deals an exact grid is taken only where it costs no more than the other.
    let exact = if deals.len() > FEW_DEALS { CELLS } else { MOST_EXACT_CELLS };
    if common == 0 {
        1.0
    } else if total / i128::from(common) < exact {
        common as f64
    } else {
        let cells = if deals.len() > FEW_DEALS { CELLS_OF_MANY } else { CELLS };
        total as f64 / cells as f64
    }
}

fn greatest_common_divisor(one: i64, two: i64) -> i64 {
    let (mut one, mut two) = (one, two);
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one
}

/// Probabilities on a grid of whole steps; the first may be negative.
struct Lattice {
    first: i64,
    cells: Vec<f64>,
}

impl Lattice {
    fn nothing() -> Self {
        Self { first: 0, cells: vec![1.0] }
    }

    /// Adds a deal and returns what the grid adds to the variance, in squared steps.
    fn add(&mut self, deal: Chance, step: f64) -> f64 {
        let width = deal.minor as f64 / step;
        // On an exact grid the quotient is whole but for rounding.
        let whole =
            if (width - width.round()).abs() < 1e-9 { width.round() } else { width.floor() };
        let beyond = (width - whole).max(0.0);
        #[allow(clippy::cast_possible_truncation, reason = "bounded by the cells of the grid")]
        let far = whole as i64;
        let (moves, way) = if deal.is_likely() {
            (1.0 - deal.share(), Way::Down)
        } else {
            (deal.share(), Way::Up)
        };
        self.spread(far, [1.0 - moves, moves * (1.0 - beyond), moves * beyond], way);
        moves * beyond * (1.0 - beyond)
    }

    /// Lets the sum stay where it is, move `far` cells or one cell further,
    /// with the chances given in this order.
    fn spread(&mut self, far: i64, [stay, near, beyond]: [f64; 3], way: Way) {
        let reach = usize::try_from(far).unwrap_or(0) + usize::from(beyond > 0.0);
        let mut cells = vec![0.0; self.cells.len() + reach];
        let (one, two) = if beyond > 0.0 { (near, beyond) } else { (0.0, near) };
        for (offset, share) in [(0, stay), (reach.saturating_sub(1), one), (reach, two)] {
            let offset = match way {
                Way::Up => offset,
                Way::Down => reach - offset,
            };
            if share > 0.0 {
                add_shifted(&mut cells, offset, &self.cells, share);
            }
        }
        self.cells = cells;
        self.first -= match way {
            Way::Up => 0,
            Way::Down => i64::try_from(reach).unwrap_or(0),
        };
        self.trim();
    }

    /// Cuts off tails that weigh nothing.
    fn trim(&mut self) {
        while self.cells.len() > 1 && self.cells.last().is_some_and(|last| *last < NEGLIGIBLE) {
            self.cells.pop();
        }
        let empty = self.cells.iter().take_while(|cell| **cell < NEGLIGIBLE).count();
        if empty < self.cells.len() {
            self.cells.drain(..empty);
            self.first += i64::try_from(empty).unwrap_or(0);
        }
    }

    /// Returns the distribution of the sum of two.
    fn plus(&self, other: &Self) -> Self {
        let mut cells = vec![0.0; self.cells.len() + other.cells.len() - 1];
        for (at, share) in self.cells.iter().enumerate() {
            add_shifted(&mut cells, at, &other.cells, *share);
        }
        let mut sum = Self { first: self.first + other.first, cells };
        sum.trim();
        sum
    }
}

/// Adds `share` times what is in `from` to the cells from `offset` on.
fn add_shifted(cells: &mut [f64], offset: usize, from: &[f64], share: f64) {
    let to = cells.get_mut(offset..).unwrap_or_default();
    for (to, from) in to.iter_mut().zip(from) {
        *to += share * from;
    }
}

/// Which way an uncertain deal moves the sum.
#[derive(Clone, Copy)]
enum Way {
    /// It may be won.
    Up,
    /// It counts as won and may be lost.
    Down,
}

/// Adds up groups in pairs, so that narrow ones meet narrow ones.
fn merge(mut groups: Vec<Lattice>) -> Lattice {
    while groups.len() > 1 {
        groups = groups
            .chunks(2)
            .map(|pair| match pair {
                [one, two] => one.plus(two),
                [one, ..] => Lattice { first: one.first, cells: one.cells.clone() },
                [] => Lattice::nothing(),
            })
            .collect();
    }
    groups.pop().unwrap_or_else(Lattice::nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn deals(of: &[(i64, u16)]) -> Vec<Chance> {
        of.iter().map(|(minor, parts)| Chance { minor: *minor, parts: *parts }).collect()
    }

    #[test]
    fn what_is_certain_moves_the_whole_distribution() {
        let sum = Distribution::new(700, &deals(&[(1_000, 5_000), (300, 10_000), (50, 0)]));
        assert_eq!(sum.points().collect::<Vec<_>>(), [(1_000.0, 0.5), (2_000.0, 0.5)]);
        assert_eq!((sum.quantile(0.5), sum.quantile(0.51)), (1_000.0, 2_000.0));
        let nothing = Distribution::new(0, &[]);
        assert_eq!(
            (nothing.mean(), nothing.quantile(0.9), nothing.standard_deviation()),
            (0.0, 0.0, 0.0)
        );
    }

    /// Adds up every combination.
    fn by_hand(deals: &[Chance]) -> Vec<(i64, f64)> {
        let mut sums = vec![(0, 1.0)];
        for deal in deals {
            let won = |(sum, p): &(i64, f64)| (sum + deal.minor, p * deal.share());
            let mut next: Vec<_> = sums.iter().map(won).collect();
            next.extend(sums.iter().map(|(sum, p)| (*sum, p * (1.0 - deal.share()))));
            sums = next;
        }
        sums.sort_unstable_by_key(|(sum, _)| *sum);
        sums
    }

    fn moments(sum: &Distribution) -> (f64, f64, f64) {
        let mass: f64 = sum.points().map(|(_, p)| p).sum();
        let mean: f64 = sum.points().map(|(x, p)| x * p).sum();
        let variance: f64 = sum.points().map(|(x, p)| (x - mean).powi(2) * p).sum();
        (mass, mean, variance.sqrt())
    }

    proptest! {
        #[test]
        fn it_sums_to_one_and_has_the_mean_and_deviation_of_its_deals(
            certain in 0_i64..1_000_000,
            of in proptest::collection::vec((0_i64..500_000_000, 0_u16..=10_000), 0..60),
        ) {
            let sum = Distribution::new(certain.into(), &deals(&of));
            let (mass, mean, deviation) = moments(&sum);
            let scale = 1.0 + sum.mean();
            prop_assert!((mass - 1.0).abs() < 1e-9, "{}", mass);
            prop_assert!((mean - sum.mean()).abs() < 1e-8 * scale, "{} {}", mean, sum.mean());
            prop_assert!((deviation - sum.standard_deviation()).abs() < 1e-4 * scale);
        }

        #[test]
        fn a_grid_that_is_not_exact_is_off_by_no_more_than_a_thousandth_of_the_total(
            of in proptest::collection::vec((1_i64..9_999_999, 100_u16..=9_900), 1..12),
        ) {
            let deals = deals(&of);
            let sum = Distribution::new(0, &deals);
            let total: i64 = deals.iter().map(|deal| deal.minor).sum();
            let slack = total as f64 / 1_000.0;
            let exact = by_hand(&deals);
            for share in [0.05, 0.1, 0.5, 0.8, 0.9, 0.95] {
                // A quantile may jump where the distribution steps exactly at the share.
                let at = |share: f64| {
                    let mut below = 0.0;
                    let mut all = exact.iter().map(|(x, p)| { below += p; (*x as f64, below) });
                    all.find(|(_, below)| *below >= share).map_or(total as f64, |(x, _)| x)
                };
                let found = sum.quantile(share);
                prop_assert!(found >= at(share - 1e-4) - slack, "{} {}", found, at(share));
                prop_assert!(found <= at(share + 1e-4) + slack, "{} {}", found, at(share));
            }
        }
    }

    #[test]
    fn a_thousand_deals_of_odd_amounts_agree_with_the_normal_distribution() {
        let of: Vec<(i64, u16)> =
            (0..4_000_i64).map(|at| (100_003 + at * 7_919 % 50_021, 9_900)).collect();
        let sum = Distribution::new(0, &deals(&of));
        let total: i64 = of.iter().map(|(minor, _)| minor).sum();
        for (share, z) in [(0.1, -1.281_551_6), (0.5, 0.0), (0.9, 1.281_551_6)] {
            let normal = sum.mean() + z * sum.standard_deviation();
            assert!((sum.quantile(share) - normal).abs() < total as f64 / 1_000.0);
        }
    }
}
