//! Naive Bayes over facts, each counted on its own.

/// How often a value of a fact stands among won and lost deals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tendency {
    /// Won deals with this value.
    pub won: f64,
    /// Lost deals with this value.
    pub lost: f64,
    /// Won deals with any value of the fact.
    pub won_of: f64,
    /// Lost deals with any value of the fact.
    pub lost_of: f64,
    /// How many values the fact has.
    pub values: usize,
}

/// Every value counts as seen so often before the first deal.
const SMOOTHING: f64 = 0.1;

/// Returns the chance to be won by Bayes' rule, taking the facts as independent:
/// `P(won) Π P(value | won)` against the same of lost, every count raised by 0.1
/// (the rule of Odoo CRM's predictive lead scoring). `None` when nothing was won
/// or nothing lost.
pub fn naive_bayes(won: f64, lost: f64, facts: &[Tendency]) -> Option<f64> {
    if won <= 0.0 || lost <= 0.0 {
        return None;
    }
    // In logarithms: many facts would underflow.
    let odds = facts.iter().fold((won / lost).ln(), |odds, fact| {
        let smooth = SMOOTHING * fact.values as f64;
        let of_won = (fact.won + SMOOTHING) / (fact.won_of + smooth);
        let of_lost = (fact.lost + SMOOTHING) / (fact.lost_of + smooth);
        odds + (of_won / of_lost).ln()
    });
    Some(1.0 / (1.0 + (-odds).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_facts_the_chance_is_the_share_won() {
        assert_eq!(naive_bayes(0.0, 3.0, &[]), None);
        let chance = naive_bayes(3.0, 9.0, &[]).unwrap();
        assert!((chance - 0.25).abs() < 1e-12);
    }
}
