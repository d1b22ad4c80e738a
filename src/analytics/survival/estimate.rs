//! The estimators.

use super::{Banded, End, Observed};
use crate::analytics::special::Z95;

/// Share still open and cumulative incidence of won and lost over time.
///
/// Sources: Kaplan & Meier, *JASA* 53 (1958) 457–481; Nelson, *Technometrics* 14
/// (1972) 945–966; Aalen & Johansen, *Scand. J. Statist.* 5 (1978) 141–150;
/// competing risks and left truncation: Kalbfleisch & Prentice 2002, ch. 8 and
/// § 1.3. Bands are those of the log–log transformation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incidence {
    /// Cases that were ever at risk.
    pub n: usize,
    /// The longest time a case was seen, ended or not.
    pub last: f64,
    steps: Vec<Step>,
}

/// What holds from one time on until the next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    at: f64,
    at_risk: usize,
    open: f64,
    /// Greenwood's sum Σ d / (n (n − d)).
    greenwood: f64,
    /// Nelson–Aalen: Σ d / n.
    hazard: f64,
    won: f64,
    lost: f64,
    won_variance: f64,
    lost_variance: f64,
}

/// The sums that give the variance of one incidence at any later time.
#[derive(Clone, Copy, Default)]
struct Sums {
    a: f64,
    a_f: f64,
    a_ff: f64,
    b: f64,
    b_f: f64,
    own: f64,
}

impl Sums {
    /// Adds a time with `ended` of `at_risk` cases ended, `of_cause` of them in
    /// this way, `open_before` of all still open before and `incidence` after it.
    fn add(&mut self, at_risk: f64, ended: f64, of_cause: f64, open_before: f64, incidence: f64) {
        // Who ends last leaves no doubt about a later time: there is none.
        if at_risk > ended {
            let a = ended / (at_risk * (at_risk - ended));
            self.a += a;
            self.a_f += a * incidence;
            self.a_ff += a * incidence * incidence;
        }
        let b = open_before * of_cause / (at_risk * at_risk);
        self.b += b;
        self.b_f += b * incidence;
        self.own += open_before * open_before * (at_risk - of_cause) * of_cause / at_risk.powi(3);
    }

    /// Returns the variance of the incidence F(t) by the delta method of Dinse &
    /// Larson, *Biometrika* 73 (1986) 379–386, in the form of Marubini &
    /// Valsecchi, *Analysing Survival Data* (1995) § 10.3:
    ///
    /// ```text
    ///   Σ (F(t) − F_j)² d_j / (n_j (n_j − d_j))
    /// + Σ S²_{j−1} (n_j − d_cj) d_cj / n_j³
    /// − 2 Σ (F(t) − F_j) S_{j−1} d_cj / n_j²
    /// ```
    fn variance(&self, incidence: f64) -> f64 {
        let f = incidence;
        let spread = f * f * self.a - 2.0 * f * self.a_f + self.a_ff;
        (spread + self.own - 2.0 * (f * self.b - self.b_f)).max(0.0)
    }
}

/// Returns the band of the log–log transformation: `p^exp(±z·σ / (p ln p))`.
fn band(value: f64, deviation: f64) -> Option<(f64, f64)> {
    if value <= 0.0 || value >= 1.0 || !deviation.is_finite() {
        return None;
    }
    let width = Z95 * deviation / (value * value.ln());
    let one = value.powf(width.exp());
    let other = value.powf((-width).exp());
    Some((one.min(other), one.max(other)))
}

impl Incidence {
    /// Estimates from observed cases, in any order. Cases that left when they
    /// came (`entry ≥ exit`) were never at risk and do not count.
    pub fn of(cases: &[Observed]) -> Self {
        let seen = |case: &&Observed| case.entry.is_none_or(|entry| entry < case.exit);
        let mut exits: Vec<(f64, End)> = Vec::with_capacity(cases.len());
        let mut entries: Vec<(f64, End)> = Vec::new();
        for case in cases.iter().filter(seen) {
            exits.push((case.exit, case.end));
            entries.extend(case.entry.map(|entry| (entry, End::Open)));
        }
        let by_time = |one: &(f64, End), two: &(f64, End)| one.0.total_cmp(&two.0);
        // One sort of one type twice.
        for times in [&mut exits, &mut entries] {
            times.sort_unstable_by(by_time);
        }
        let n = exits.len();
        let mut entered = n - entries.len();
        let mut entries = entries.into_iter().peekable();
        let mut incidence =
            Self { n, last: exits.last().map_or(0.0, |(at, _)| *at), steps: Vec::new() };
        let mut sums = [Sums::default(); 2];
        let mut before = Step {
            at: 0.0,
            at_risk: 0,
            open: 1.0,
            greenwood: 0.0,
            hazard: 0.0,
            won: 0.0,
            lost: 0.0,
            won_variance: 0.0,
            lost_variance: 0.0,
        };
        let mut left = 0;
        let mut rest = exits.as_slice();
        while let Some((at, _)) = rest.first().copied() {
            let length = rest.iter().take_while(|(other, _)| *other <= at).count();
            let (now, later) = rest.split_at(length);
            rest = later;
            while entries.next_if(|(entry, _)| *entry < at).is_some() {
                entered += 1;
            }
            let at_risk = entered - left;
            left += length;
            let count = |end: End| now.iter().filter(|(_, other)| *other == end).count();
            let (won, lost) = (count(End::Won), count(End::Lost));
            if won + lost > 0 {
                before = step(before, at, at_risk, [won, lost], &mut sums);
                incidence.steps.push(before);
            }
        }
        incidence
    }

    fn at(&self, time: f64) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.at <= time);
        after.checked_sub(1).and_then(|at| self.steps.get(at))
    }

    /// Yields the times at which something ended, ascending.
    pub fn times(&self) -> impl ExactSizeIterator<Item = f64> + '_ {
        self.steps.iter().map(|step| step.at)
    }

    /// Returns the share still open after a time (Kaplan–Meier) with its band
    /// (exponential Greenwood).
    pub fn open(&self, time: f64) -> Banded {
        self.at(time).map_or(Banded { value: 1.0, band: None }, |step| Banded {
            value: step.open,
            band: band(step.open, step.open * step.greenwood.sqrt()),
        })
    }

    /// Returns the cumulative hazard of any end up to a time (Nelson–Aalen).
    pub fn hazard(&self, time: f64) -> f64 {
        self.at(time).map_or(0.0, |step| step.hazard)
    }

    /// Returns the share won up to a time (Aalen–Johansen) with its band.
    pub fn won(&self, time: f64) -> Banded {
        self.at(time).map_or(Banded { value: 0.0, band: None }, |step| Banded {
            value: step.won,
            band: band(step.won, step.won_variance.sqrt()),
        })
    }

    /// Returns the share lost up to a time (Aalen–Johansen) with its band.
    pub fn lost(&self, time: f64) -> Banded {
        self.at(time).map_or(Banded { value: 0.0, band: None }, |step| Banded {
            value: step.lost,
            band: band(step.lost, step.lost_variance.sqrt()),
        })
    }

    /// Returns the number at risk when something last ended up to a time.
    pub fn at_risk(&self, time: f64) -> usize {
        self.at(time).map_or(self.n, |step| step.at_risk)
    }

    /// Returns the first time after which no more than half are open; `None`
    /// when more than half are open to the end.
    pub fn median(&self) -> Option<f64> {
        self.steps.iter().find(|step| step.open <= 0.5).map(|step| step.at)
    }
}

fn step(before: Step, at: f64, at_risk: usize, ended: [usize; 2], sums: &mut [Sums; 2]) -> Step {
    let n = at_risk as f64;
    let counts = ended.map(|count| count as f64);
    let all = counts.iter().sum::<f64>();
    let mut shares = [before.won, before.lost];
    let mut variances = [0.0; 2];
    let causes = shares.iter_mut().zip(&mut variances).zip(counts).zip(sums);
    for (((share, variance), count), sums) in causes {
        *share += before.open * count / n;
        sums.add(n, all, count, before.open, *share);
        *variance = sums.variance(*share);
    }
    let [won, lost] = shares;
    let [won_variance, lost_variance] = variances;
    Step {
        at,
        at_risk,
        open: (before.open * (n - all) / n).max(0.0),
        greenwood: before.greenwood + all / (n * (n - all)),
        hazard: before.hazard + all / n,
        won,
        lost,
        won_variance,
        lost_variance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn case(entry: Option<f64>, exit: f64, end: End) -> Observed {
        Observed { entry, exit, end }
    }

    #[test]
    fn no_case_says_nothing() {
        let none = Incidence::of(&[]);
        assert_eq!((none.n, none.median(), none.times().len()), (0, None, 0));
        let late = Incidence::of(&[case(Some(3.0), 3.0, End::Won)]);
        assert_eq!((late.n, late.won(9.0).value), (0, 0.0));
    }

    #[test]
    fn without_censoring_the_incidence_is_the_plain_share_with_its_binomial_deviation() {
        let cases: Vec<Observed> = (0..50_u8)
            .map(|at| case(None, f64::from(at), if at % 5 < 2 { End::Won } else { End::Lost }))
            .collect();
        let found = Incidence::of(&cases);
        let won = found.won(49.0);
        assert!((won.value - 0.4).abs() < 1e-12);
        let deviation = found.steps[49].won_variance.sqrt();
        assert!((deviation - (0.4_f64 * 0.6 / 50.0).sqrt()).abs() < 1e-9, "{deviation}");
        let (low, high) = won.band.unwrap();
        assert!(low > 0.26 && high < 0.54 && low < 0.4 && high > 0.4);
    }

    fn any_case() -> impl Strategy<Value = Observed> {
        let end = prop_oneof![Just(End::Open), Just(End::Won), Just(End::Lost)];
        (proptest::option::of(0_u8..20), 0_u8..40, end)
            .prop_map(|(entry, exit, end)| case(entry.map(f64::from), f64::from(exit), end))
    }

    proptest! {
        #[test]
        fn open_won_and_lost_sum_to_one_and_bands_hold_their_value(
            cases in proptest::collection::vec(any_case(), 0..60),
        ) {
            let found = Incidence::of(&cases);
            let mut before = 0.0;
            for time in 0..41_u8 {
                let time = f64::from(time);
                let (open, won, lost) = (found.open(time), found.won(time), found.lost(time));
                prop_assert!((open.value + won.value + lost.value - 1.0).abs() < 1e-9);
                prop_assert!(won.value >= before);
                before = won.value;
                for banded in [open, won, lost] {
                    if let Some((low, high)) = banded.band {
                        prop_assert!(0.0 <= low && low <= banded.value + 1e-12);
                        prop_assert!(banded.value <= high + 1e-12 && high <= 1.0);
                    }
                }
            }
        }
    }
}
