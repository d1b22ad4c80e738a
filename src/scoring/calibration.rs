//! How good chances are: measures of chances against what became of them, and
//! isotonic regression, which makes chances out of scores.

/// A chance and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The chance that was told, 0 to 1; or any score that grows with it.
    pub chance: f64,
    /// 1 if it came true, else 0.
    pub outcome: f64,
}

/// How good chances were.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// How often one that came true had the greater chance than one that did not,
    /// equal chances by half (Mann & Whitney 1947; Hanley & `McNeil` 1982); `None`
    /// when there are not both kinds.
    pub auc: Option<f64>,
    /// Mean of −ln of the chance told for what came. Chances are kept 1e-15 away
    /// from 0 and 1, so that a single sure error does not make it infinite.
    pub log_loss: f64,
    /// Mean square of outcome − chance (Brier 1950).
    pub brier: f64,
    /// Expected calibration error over ten classes of equal width: the mean of
    /// |mean chance − share that came true|, weighted by cases.
    pub calibration_error: f64,
}

/// A class of chances, for the calibration plot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CalibrationClass {
    /// Cases in it.
    pub n: usize,
    /// The sum of their chances.
    pub chances: f64,
    /// How many of them came true.
    pub came: f64,
}

/// The classes of chances: tenths.
pub const CLASSES: usize = 10;

/// Measures chances; `None` without any.
pub fn quality(judged: &[Judged]) -> Option<Quality> {
    const SURE: f64 = 1e-15;
    if judged.is_empty() {
        return None;
    }
    let n = judged.len() as f64;
    let loss = |case: &Judged| {
        let p = case.chance.clamp(SURE, 1.0 - SURE);
        -(case.outcome * p.ln() + (1.0 - case.outcome) * (1.0 - p).ln())
    };
    let classes = calibration(judged);
    Some(Quality {
        auc: auc(judged),
        log_loss: judged.iter().map(loss).sum::<f64>() / n,
        brier: judged.iter().map(|case| (case.outcome - case.chance).powi(2)).sum::<f64>() / n,
        calibration_error: classes
            .iter()
            .map(|class| (class.chances - class.came).abs())
            .sum::<f64>()
            / n,
    })
}

/// Sorts chances into tenths: 0–.1, .1–.2 … the last with 1.
pub fn calibration(judged: &[Judged]) -> [CalibrationClass; CLASSES] {
    let mut classes = [CalibrationClass::default(); CLASSES];
    for case in judged {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the classes there are"
        )]
        let at = (case.chance.clamp(0.0, 1.0) * CLASSES as f64) as usize;
        if let Some(class) = classes.get_mut(at.min(CLASSES - 1)) {
            class.n += 1;
            class.chances += case.chance;
            class.came += case.outcome;
        }
    }
    classes
}

fn by_chance(judged: &[Judged]) -> Vec<Judged> {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|one, two| one.chance.total_cmp(&two.chance));
    sorted
}

fn auc(judged: &[Judged]) -> Option<f64> {
    let came: f64 = judged.iter().map(|case| case.outcome).sum();
    let not = judged.len() as f64 - came;
    if came <= 0.0 || not <= 0.0 {
        return None;
    }
    let sorted = by_chance(judged);
    let (mut below, mut pairs) = (0.0, 0.0);
    for same in sorted.chunk_by(|one, two| one.chance.total_cmp(&two.chance).is_eq()) {
        let here: f64 = same.iter().map(|case| case.outcome).sum();
        let others = same.len() as f64 - here;
        pairs += here * (below + others / 2.0);
        below += others;
    }
    Some(pairs / (came * not))
}

/// Chances that never fall as the score grows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Isotonic {
    /// Score and chance, both ascending.
    points: Vec<(f64, f64)>,
}

impl Isotonic {
    /// Fits by pooling adjacent violators (Ayer et al., *Ann. Math. Statist.* 26
    /// (1955) 641–647): least squares among all functions that never fall. Equal
    /// scores share one chance.
    pub fn fit(judged: &[Judged]) -> Self {
        // Sum, weight and number of scores of each block.
        let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
        let sorted = by_chance(judged);
        let mut scores = Vec::new();
        for same in sorted.chunk_by(|one, two| one.chance.total_cmp(&two.chance).is_eq()) {
            scores.extend(same.first().map(|case| case.chance));
            let sum = same.iter().map(|case| case.outcome).sum::<f64>();
            let mut block = (sum, same.len() as f64, 1);
            while let Some(before) =
                blocks.pop_if(|before| before.0 * block.1 >= block.0 * before.1)
            {
                block = (before.0 + block.0, before.1 + block.1, before.2 + block.2);
            }
            blocks.push(block);
        }
        let fitted =
            blocks.iter().flat_map(|(sum, n, scores)| std::iter::repeat_n(sum / n, *scores));
        Self { points: scores.into_iter().zip(fitted).collect() }
    }

    /// Returns the chance of a score: between two known ones on the line between
    /// them, outside like the nearest; `None` when nothing was fitted.
    pub fn chance(&self, score: f64) -> Option<f64> {
        let after = self.points.partition_point(|(known, _)| *known < score);
        let high = self.points.get(after).or(self.points.last())?;
        let low = after.checked_sub(1).and_then(|at| self.points.get(at)).unwrap_or(high);
        let width = high.0 - low.0;
        let share = if width > 0.0 { ((score - low.0) / width).clamp(0.0, 1.0) } else { 0.0 };
        Some(low.1 + share * (high.1 - low.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(of: &[(f64, f64)]) -> Vec<Judged> {
        of.iter().map(|(chance, outcome)| Judged { chance: *chance, outcome: *outcome }).collect()
    }

    #[test]
    fn no_chance_has_no_quality_and_one_kind_has_no_auc() {
        assert_eq!(quality(&[]), None);
        let found = quality(&judged(&[(0.3, 1.0), (1.0, 1.0)])).unwrap();
        assert_eq!(found.auc, None);
        assert!(found.log_loss.is_finite());
    }

    #[test]
    fn a_single_sure_error_is_not_infinite() {
        let found = quality(&judged(&[(0.0, 1.0), (1.0, 0.0)])).unwrap();
        assert!(found.log_loss > 30.0 && found.log_loss.is_finite());
        assert_eq!(found.auc, Some(0.0));
    }

    #[test]
    fn isotonic_chances_never_fall_and_keep_the_sum() {
        let cases =
            judged(&[(3.0, 1.0), (1.0, 1.0), (2.0, 0.0), (2.0, 1.0), (5.0, 0.0), (9.0, 1.0)]);
        let fitted = Isotonic::fit(&cases);
        let chances: Vec<f64> =
            cases.iter().filter_map(|case| fitted.chance(case.chance)).collect();
        let sum: f64 = chances.iter().sum();
        assert!((sum - 4.0).abs() < 1e-12, "{chances:?}");
        assert!(
            fitted.chance(-1.0) <= fitted.chance(4.0) && fitted.chance(4.0) <= fitted.chance(99.0)
        );
        assert_eq!(Isotonic::default().chance(1.0), None);
    }
}
