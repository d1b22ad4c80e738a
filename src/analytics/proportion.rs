//! Shares and their doubt: Wilson's interval, two shares compared, and what many
//! groups say about each other.

use super::special::{Z95, beta_cdf, beta_quantile, ln_beta, ln_gamma, normal_two_sided};

/// So many successes among so many cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Successes, at most `of`.
    pub count: usize,
    /// Cases.
    pub of: usize,
}

impl Share {
    fn k(self) -> f64 {
        self.count.min(self.of) as f64
    }

    fn n(self) -> f64 {
        self.of as f64
    }

    /// Returns the share; `None` of no case.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.k() / self.n())
    }

    /// Returns the 95 % interval of Wilson, *JASA* 22 (1927) 209–212; all of 0..1
    /// of no case.
    pub fn wilson(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (n, p, zz) = (self.n(), self.k() / self.n(), Z95 * Z95);
        let middle = p + zz / (2.0 * n);
        let width = Z95 * (p * (1.0 - p) / n + zz / (4.0 * n * n)).sqrt();
        let scale = 1.0 + zz / n;
        let low = if self.count == 0 { 0.0 } else { (middle - width) / scale };
        let high = if self.count >= self.of { 1.0 } else { (middle + width) / scale };
        (low, high)
    }

    /// Returns the 95 % interval of the Beta posterior with Jeffreys' prior
    /// Beta(½, ½).
    pub fn jeffreys(self) -> (f64, f64) {
        let (a, b) = (self.k() + 0.5, self.n() - self.k() + 0.5);
        (beta_quantile(0.025, a, b), beta_quantile(0.975, a, b))
    }
}

/// Two shares compared. Every field is `None` where a share of no case makes it
/// meaningless.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The pooled two-proportion z: (p₂ − p₁) / √(p(1−p)(1/n₁ + 1/n₂)).
    pub z: f64,
    /// The chance of a difference at least as large by noise alone, two-sided.
    pub p: f64,
    /// 95 % interval of p₂ − p₁: Newcombe's hybrid of the two Wilson intervals,
    /// *Statist. Med.* 17 (1998) 873–890, method 10.
    pub difference: (f64, f64),
    /// Two-sided exact test of Fisher: tables no likelier than the one seen.
    pub fisher: f64,
    /// The chance that the second is better, with even priors Beta(1, 1).
    pub second_better: f64,
    /// What is lost on average by choosing the second: E max(p₁ − p₂, 0).
    pub loss_of_second: f64,
}

impl Comparison {
    /// Compares two shares; `None` when one is of no case.
    pub fn of(one: Share, two: Share) -> Option<Self> {
        let (p1, p2) = (one.value()?, two.value()?);
        let pooled = (one.k() + two.k()) / (one.n() + two.n());
        let deviation = (pooled * (1.0 - pooled) * (1.0 / one.n() + 1.0 / two.n())).sqrt();
        let z = if deviation > 0.0 { (p2 - p1) / deviation } else { 0.0 };
        let ((low1, high1), (low2, high2)) = (one.wilson(), two.wilson());
        let difference = p2 - p1;
        let below = (p2 - low2).hypot(high1 - p1);
        let above = (high2 - p2).hypot(p1 - low1);
        let (a, b) = (Posterior::of(one), Posterior::of(two));
        let loss =
            a.mean() * (1.0 - b.beats(a.plus_one())) - b.mean() * (1.0 - b.plus_one().beats(a));
        Some(Self {
            z,
            p: normal_two_sided(z),
            difference: (difference - below, difference + above),
            fisher: fisher(one, two),
            second_better: b.beats(a),
            loss_of_second: loss.max(0.0),
        })
    }
}

/// Returns the two-sided p of Fisher's exact test (*Statistical Methods for
/// Research Workers*, 1934): the sum over all tables of the same margins that are
/// no likelier.
fn fisher(one: Share, two: Share) -> f64 {
    /// Tables that are equally likely differ in their last bits.
    const SLACK: f64 = 1.0 + 1e-7;
    let ln_choose = |n: f64, k: f64| ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
    let successes = one.count + two.count;
    let all = ln_choose(one.n() + two.n(), successes as f64);
    let chance = |k: usize| {
        let other = successes.saturating_sub(k) as f64;
        (ln_choose(one.n(), k as f64) + ln_choose(two.n(), other) - all).exp()
    };
    let seen = chance(one.count) * SLACK;
    let least = successes.saturating_sub(two.of);
    let sum: f64 =
        (least..=successes.min(one.of)).map(chance).filter(|chance| *chance <= seen).sum();
    sum.min(1.0)
}

/// A Beta distribution with whole parameters.
#[derive(Clone, Copy)]
struct Posterior {
    a: usize,
    b: usize,
}

impl Posterior {
    fn of(share: Share) -> Self {
        Self { a: share.count + 1, b: share.of.saturating_sub(share.count) + 1 }
    }

    fn plus_one(self) -> Self {
        Self { a: self.a + 1, ..self }
    }

    fn mean(self) -> f64 {
        self.a as f64 / (self.a + self.b) as f64
    }

    /// Returns the chance that a draw from this is greater than one from another:
    /// `Σ_{i<a} B(a' + i, b + b') / ((b + i) B(1 + i, b) B(a', b'))`
    /// (Miller, *Formulas for Bayesian A/B Testing*, 2015).
    fn beats(self, other: Self) -> f64 {
        let (a, b) = (other.a as f64, other.b as f64);
        let own = self.b as f64;
        let base = ln_beta(a, b);
        let term = |i: usize| {
            let i = i as f64;
            (ln_beta(a + i, b + own) - (own + i).ln() - ln_beta(1.0 + i, own) - base).exp()
        };
        (0..self.a).map(term).sum::<f64>().clamp(0.0, 1.0)
    }
}

/// What many groups say about each other: each share pulled towards the common
/// one, the more the fewer cases it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooling {
    /// All successes / all cases.
    pub pooled: f64,
    /// The Beta distribution of the true shares; `None` when the groups do not
    /// differ by more than noise does, or differ without bound.
    pub prior: Option<(f64, f64)>,
}

impl Pooling {
    /// Fits a beta-binomial distribution to groups by maximum likelihood
    /// (empirical Bayes: Efron & Morris, *JASA* 70 (1975) 311–319; Griffiths,
    /// *Biometrics* 29 (1973) 637–648); `None` without any case.
    ///
    /// In mean μ and overdispersion ρ = 1/(α+β) the logarithm of the likelihood is
    /// `Σ_g Σ_{i<k} ln(μ+iρ) + Σ_{i<n−k} ln(1−μ+iρ) − Σ_{i<n} ln(1+iρ)`. Where it
    /// falls from ρ = 0 on, the data do not support any overdispersion; where it
    /// rises to no end, they have no finite maximum. Then the pooled share holds
    /// for every group.
    pub fn of(groups: &[Share]) -> Option<Self> {
        /// Overdispersion beyond which shares are all or nothing.
        const MOST: f64 = 1e4;
        let counts = Counts::of(groups);
        let (k, n) = groups.iter().fold((0.0, 0.0), |(k, n), group| (k + group.k(), n + group.n()));
        if n <= 0.0 {
            return None;
        }
        let pooled = k / n;
        let mut pooling = Self { pooled, prior: None };
        if pooled <= 0.0 || pooled >= 1.0 || counts.slope(pooled, 0.0) <= 0.0 {
            return Some(pooling);
        }
        let (mut low, mut high) = (1e-9_f64, MOST);
        if counts.slope(counts.mean(pooled, high), high) >= 0.0 {
            return Some(pooling);
        }
        let mut mean = pooled;
        for _ in 0..100 {
            let middle = (low * high).sqrt();
            mean = counts.mean(mean, middle);
            if counts.slope(mean, middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
            if high / low < 1.0 + 1e-13 {
                break;
            }
        }
        let size = 1.0 / (low * high).sqrt();
        pooling.prior = Some((mean * size, (1.0 - mean) * size));
        Some(pooling)
    }

    /// Returns the share of a group after pooling: (α + k) / (α + β + n).
    pub fn shrunk(&self, group: Share) -> f64 {
        self.prior.map_or(self.pooled, |(a, b)| (a + group.k()) / (a + b + group.n()))
    }

    /// Returns the chance that a group's true share lies below the pooled one;
    /// `None` where the groups do not differ.
    pub fn below(&self, group: Share) -> Option<f64> {
        let (a, b) = self.prior?;
        Some(beta_cdf(self.pooled, a + group.k(), b + group.n() - group.k()))
    }
}

/// How many groups have more than i successes, failures and cases.
struct Counts {
    successes: Vec<f64>,
    failures: Vec<f64>,
    cases: Vec<f64>,
}

impl Counts {
    fn of(groups: &[Share]) -> Self {
        let above = |of: &dyn Fn(&Share) -> usize| {
            let most = groups.iter().map(of).max().unwrap_or(0);
            let mut counts = vec![0.0; most];
            for group in groups {
                if let Some(slot) = of(group).checked_sub(1).and_then(|at| counts.get_mut(at)) {
                    *slot += 1.0;
                }
            }
            let mut sum = 0.0;
            for slot in counts.iter_mut().rev() {
                sum += *slot;
                *slot = sum;
            }
            counts
        };
        Self {
            successes: above(&|group| group.count.min(group.of)),
            failures: above(&|group| group.of.saturating_sub(group.count)),
            cases: above(&|group| group.of),
        }
    }

    /// Returns the slope of the likelihood in ρ.
    fn slope(&self, mean: f64, spread: f64) -> f64 {
        let sum = |counts: &[f64], from: f64| -> f64 {
            let terms = counts.iter().enumerate();
            terms.map(|(i, count)| count * i as f64 / (from + i as f64 * spread)).sum()
        };
        sum(&self.successes, mean) + sum(&self.failures, 1.0 - mean) - sum(&self.cases, 1.0)
    }

    /// Returns the likeliest mean at a given ρ. The likelihood is concave in it:
    /// Newton's method, halving where it would leave the bracket.
    fn mean(&self, from: f64, spread: f64) -> f64 {
        let sums = |counts: &[f64], at: f64| -> (f64, f64) {
            counts.iter().enumerate().fold((0.0, 0.0), |(one, two), (i, count)| {
                let part = 1.0 / (at + i as f64 * spread);
                (one + count * part, two + count * part * part)
            })
        };
        let (mut low, mut high) = (0.0, 1.0);
        let mut mean = from;
        for _ in 0..100 {
            let (up, up2) = sums(&self.successes, mean);
            let (down, down2) = sums(&self.failures, 1.0 - mean);
            let slope = up - down;
            if slope > 0.0 {
                low = mean;
            } else {
                high = mean;
            }
            let newton = mean + slope / (up2 + down2);
            let next =
                if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
            let moved = (next - mean).abs();
            mean = next;
            if moved < 1e-15 {
                break;
            }
        }
        mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_case_has_no_share_and_every_share_is_possible() {
        let none = Share::default();
        assert_eq!((none.value(), none.wilson()), (None, (0.0, 1.0)));
        assert_eq!(Comparison::of(none, Share { count: 1, of: 2 }), None);
        assert_eq!(Pooling::of(&[none, none]), None);
    }

    #[test]
    fn equal_shares_do_not_differ() {
        let share = Share { count: 30, of: 100 };
        let found = Comparison::of(share, share).unwrap();
        assert!((found.p - 1.0).abs() < 1e-12 && (found.fisher - 1.0).abs() < 1e-9);
        assert!((found.second_better - 0.5).abs() < 1e-9);
        let all = Share { count: 5, of: 5 };
        let found = Comparison::of(all, all).unwrap();
        assert!((found.p - 1.0).abs() < 1e-12, "no difference where nothing varies");
    }

    #[test]
    fn groups_that_are_all_or_nothing_have_no_finite_maximum() {
        let groups = [Share { count: 4, of: 4 }, Share { count: 0, of: 6 }];
        let pooling = Pooling::of(&groups).unwrap();
        assert_eq!(pooling.prior, None);
        assert!((pooling.shrunk(groups[0]) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn thousands_of_groups_that_do_not_differ_are_pooled() {
        let mut ids = crate::domain::Ids::seeded(3);
        let group = |_| Share { count: (0..40).filter(|_| ids.unit() < 0.3).count(), of: 40 };
        let groups: Vec<Share> = (0..400).map(group).collect();
        let pooling = Pooling::of(&groups).unwrap();
        let size = pooling.prior.map_or(f64::INFINITY, |(a, b)| a + b);
        assert!(size > 300.0, "{pooling:?}");
    }
}
