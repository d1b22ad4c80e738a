//! Logistic regression.

/// Chances that follow from weighted facts: `1 / (1 + e^−(b + Σ w·x))`.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// The intercept b.
    pub intercept: f64,
    /// The weight of each fact.
    pub weights: Vec<f64>,
}

/// Steps of Newton's method; seven are usual.
const STEPS: usize = 100;

fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

/// −ln of the chance of an outcome, stable at both ends.
fn loss(score: f64, outcome: f64) -> f64 {
    score.max(0.0) - score * outcome + (-score.abs()).exp().ln_1p()
}

impl Logistic {
    /// Fits weights that minimise `½ λ Σ w² + Σ −ln P(outcome)`, the intercept not
    /// penalised. `facts` holds `width` numbers for each outcome; outcomes lie
    /// in 0..1 and may be in between. `None` without outcomes or when the lengths
    /// do not fit.
    ///
    /// Newton's method (iteratively reweighted least squares; Hastie, Tibshirani
    /// & Friedman, *The Elements of Statistical Learning*, 2nd ed., § 4.4.1)
    /// with halved steps where one would not improve.
    pub fn fit(facts: &[f64], width: usize, outcomes: &[f64], penalty: f64) -> Option<Self> {
        if outcomes.is_empty() || facts.len() != width * outcomes.len() {
            return None;
        }
        // The intercept goes last.
        let mut model = vec![0.0; width + 1];
        let mut cost = cost(facts, width, outcomes, penalty, &model);
        for _ in 0..STEPS {
            let step = newton(facts, width, outcomes, penalty, &model);
            let mut factor = 1.0;
            let mut improved = f64::INFINITY;
            while factor > 1e-10 {
                let trial: Vec<f64> =
                    model.iter().zip(&step).map(|(weight, step)| weight - factor * step).collect();
                let then = self::cost(facts, width, outcomes, penalty, &trial);
                if then <= cost {
                    improved = cost - then;
                    (model, cost) = (trial, then);
                    break;
                }
                factor /= 2.0;
            }
            let largest = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
            if !improved.is_finite() || largest < 1e-12 {
                break;
            }
        }
        let intercept = model.pop()?;
        Some(Self { intercept, weights: model })
    }

    /// Returns the chance of facts.
    pub fn chance(&self, facts: &[f64]) -> f64 {
        let sum: f64 = self.weights.iter().zip(facts).map(|(weight, fact)| weight * fact).sum();
        sigmoid(self.intercept + sum)
    }
}

fn rows<'a>(
    facts: &'a [f64],
    width: usize,
    outcomes: &'a [f64],
) -> impl Iterator<Item = (&'a [f64], f64)> {
    let row = move |at: usize| facts.get(at * width..(at + 1) * width).unwrap_or_default();
    outcomes.iter().enumerate().map(move |(at, outcome)| (row(at), *outcome))
}

fn score(model: &[f64], row: &[f64]) -> f64 {
    let sum: f64 = model.iter().zip(row).map(|(weight, fact)| weight * fact).sum();
    sum + model.last().copied().unwrap_or(0.0)
}

fn cost(facts: &[f64], width: usize, outcomes: &[f64], penalty: f64, model: &[f64]) -> f64 {
    let squares: f64 = model.iter().take(width).map(|weight| weight * weight).sum();
    let losses =
        rows(facts, width, outcomes).map(|(row, outcome)| loss(score(model, row), outcome));
    0.5 * penalty * squares + losses.sum::<f64>()
}

/// Returns Hessian⁻¹ · gradient.
fn newton(facts: &[f64], width: usize, outcomes: &[f64], penalty: f64, model: &[f64]) -> Vec<f64> {
    let size = width + 1;
    let mut gradient: Vec<f64> =
        model.iter().take(width).map(|weight| penalty * weight).chain([0.0]).collect();
    // A little on the diagonal keeps facts that never vary from being singular.
    let mut hessian: Vec<Vec<f64>> = (0..size)
        .map(|row| {
            let own = if row < width { penalty } else { 0.0 };
            (0..size).map(|column| if row == column { own + 1e-12 } else { 0.0 }).collect()
        })
        .collect();
    let mut extended = Vec::with_capacity(size);
    for (row, outcome) in rows(facts, width, outcomes) {
        let chance = sigmoid(score(model, row));
        extended.clear();
        extended.extend_from_slice(row);
        extended.push(1.0);
        let weight = chance * (1.0 - chance);
        for ((slot, line), fact) in gradient.iter_mut().zip(&mut hessian).zip(&extended) {
            *slot += (chance - outcome) * fact;
            for (slot, other) in line.iter_mut().zip(&extended) {
                *slot += weight * fact * other;
            }
        }
    }
    solve(hessian, gradient)
}

/// Solves a symmetric positive definite system by elimination (Cholesky's order,
/// no exchange of rows is needed).
fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for pivot in 0..n {
        let Some((upper, lower)) = rows.split_at_mut_checked(pivot + 1) else { break };
        let Some(top) = upper.last() else { break };
        let divisor = top.get(pivot).copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
        let known = right.get(pivot).copied().unwrap_or(0.0);
        for (row, value) in lower.iter_mut().zip(right.iter_mut().skip(pivot + 1)) {
            let factor = row.get(pivot).copied().unwrap_or(0.0) / divisor;
            for (slot, above) in row.iter_mut().zip(top).skip(pivot) {
                *slot -= factor * above;
            }
            *value -= factor * known;
        }
    }
    let mut solution = vec![0.0; n];
    for (at, row) in rows.iter().enumerate().rev() {
        let later: f64 =
            row.iter().zip(&solution).skip(at + 1).map(|(part, known)| part * known).sum();
        let divisor = row.get(at).copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
        if let (Some(slot), Some(value)) = (solution.get_mut(at), right.get(at)) {
            *slot = (value - later) / divisor;
        }
    }
    solution
}

/// Chances out of scores: `1 / (1 + e^(A·s + B))`.
///
/// Source: Platt, *Advances in Large Margin Classifiers* (1999) 61–74, with his
/// targets (N₊+1)/(N₊+2) and 1/(N₋+2); fitted as Lin, Lin & Weng (2007) advise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Platt {
    /// A; negative where a greater score means a greater chance.
    pub slope: f64,
    /// B.
    pub offset: f64,
}

impl Platt {
    /// Fits to scores and outcomes (1 or 0); `None` without any.
    pub fn fit(scores: &[f64], outcomes: &[f64]) -> Option<Self> {
        let came: f64 = outcomes.iter().sum();
        let not = outcomes.len() as f64 - came;
        let target = |outcome: &f64| {
            if *outcome > 0.5 { (came + 1.0) / (came + 2.0) } else { 1.0 / (not + 2.0) }
        };
        let targets: Vec<f64> = outcomes.iter().map(target).collect();
        let fitted = Logistic::fit(scores, 1, &targets, 0.0)?;
        Some(Self { slope: -*fitted.weights.first()?, offset: -fitted.intercept })
    }

    /// Returns the chance of a score.
    pub fn chance(&self, score: f64) -> f64 {
        sigmoid(-(self.slope * score + self.offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_learn_from_is_no_model() {
        assert_eq!(Logistic::fit(&[], 2, &[], 1.0), None);
        assert_eq!(Logistic::fit(&[1.0], 2, &[1.0], 1.0), None);
        assert_eq!(Platt::fit(&[], &[]), None);
    }

    #[test]
    fn without_facts_the_chance_is_the_share() {
        let model = Logistic::fit(&[], 0, &[1.0, 0.0, 0.0, 0.0], 1.0).unwrap();
        assert!((model.chance(&[]) - 0.25).abs() < 1e-9);
    }

    #[test]
    fn separable_outcomes_keep_finite_weights() {
        let facts: Vec<f64> = (0..20).map(f64::from).collect();
        let outcomes: Vec<f64> = (0..20).map(|at| f64::from(u8::from(at >= 10))).collect();
        let model = Logistic::fit(&facts, 1, &outcomes, 1.0).unwrap();
        assert!(model.weights[0].is_finite() && model.weights[0] > 0.0);
        assert!(model.chance(&[19.0]) > 0.9 && model.chance(&[0.0]) < 0.1);
        let same = Logistic::fit(&[3.0; 20], 1, &outcomes, 1.0).unwrap();
        assert!((same.chance(&[3.0]) - 0.5).abs() < 1e-6);
    }
}
