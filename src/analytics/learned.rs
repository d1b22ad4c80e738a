//! What a stage is really worth: its probability learned from closed deals
//! (SPEC 2.3).

use super::Query;
use super::case::Cases;
use super::pooled::reached;
use super::proportion::Share;
use super::special::beta_quantile;
use crate::domain::{Moment, Percentages, Probability, StageId};
use crate::workspace::Workspace;

/// So many deals the default probability of a stage counts for.
pub const PRIOR_DEALS: f64 = 5.0;

/// The learned probability of one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learned {
    /// The stage.
    pub stage: StageId,
    /// Closed deals that reached it and were won.
    pub won: usize,
    /// Closed deals that reached it and were lost.
    pub lost: usize,
    /// `(won + k·p0) / (won + lost + k)`.
    pub probability: f64,
    /// Its 95 % interval: quantiles of Beta(won + k·p0, lost + k·(1 − p0)).
    pub interval: (f64, f64),
}

impl Learned {
    /// Learns from counts: `prior` is the default probability p0 and counts for
    /// `strength` deals k.
    ///
    /// The Beta prior is conjugate to won or lost: Gelman et al., *Bayesian Data
    /// Analysis*, 3rd ed., § 2.4.
    pub fn of(stage: StageId, won: usize, lost: usize, prior: f64, strength: f64) -> Self {
        let a = won as f64 + strength * prior;
        let b = lost as f64 + strength * (1.0 - prior);
        let probability = if a + b > 0.0 { a / (a + b) } else { prior };
        let interval = (beta_quantile(0.025, a, b), beta_quantile(0.975, a, b));
        Self { stage, won, lost, probability, interval }
    }

    /// Returns the number of closed deals it rests on.
    pub fn n(&self) -> usize {
        self.won + self.lost
    }
}

/// Learns the probability of each stage of a pipeline from the closed deals of a
/// question that reached it; skipped stages count as reached. A deal reaches an
/// archived stage by coming as far.
pub(crate) fn learned(cases: &Cases) -> Vec<Learned> {
    let stages =
        cases.pipeline.as_ref().map(|pipeline| pipeline.stages.as_slice()).unwrap_or_default();
    let of = |(stage, share): (&crate::domain::Stage, Share)| {
        let lost = share.of - share.count;
        Learned::of(stage.id, share.count, lost, stage.probability.as_f64(), PRIOR_DEALS)
    };
    stages.iter().zip(reached(cases.members.iter(), stages.len())).map(of).collect()
}

/// Works out what the closed deals of each pipeline say about its stages, where
/// the settings ask for it, and hands it to the workspace.
pub fn learn(workspace: &mut Workspace, moment: &Moment) {
    match workspace.settings().percentages {
        Percentages::Manual => return,
        Percentages::Learned => {}
    }
    let mut chances = Vec::new();
    for pipeline in workspace.pipelines().iter() {
        let query = Query::of(pipeline.id);
        let cases = Cases::of(workspace, &query, moment);
        let found = learned(&cases).into_iter().map(|one| (one.stage, rounded(one.probability)));
        chances.extend(found);
    }
    chances.sort_unstable_by_key(|(stage, _)| *stage);
    workspace.set_learned(chances);
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability in basis points lies within 0 and 10,000"
)]
fn rounded(probability: f64) -> Probability {
    let points = (probability.clamp(0.0, 1.0) * 10_000.0).round() as u16;
    Probability::from_basis_points(points).unwrap_or_default()
}

/// Returns the stages whose learned probability is lower than that of one before:
/// a hint, for nothing forces chances to grow along the way.
pub fn falls(learned: &[Learned]) -> Vec<StageId> {
    let mut most = 0.0_f64;
    let mut falling = Vec::new();
    for stage in learned.iter().filter(|stage| stage.n() > 0) {
        if stage.probability < most {
            falling.push(stage.stage);
        }
        most = most.max(stage.probability);
    }
    falling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_deals_lean_on_the_default_and_many_do_not() {
        let stage = StageId::default();
        let few = Learned::of(stage, 1, 0, 0.25, PRIOR_DEALS);
        assert!((few.probability - 2.25 / 6.0).abs() < 1e-12);
        let many = Learned::of(stage, 900, 100, 0.25, PRIOR_DEALS);
        assert!((many.probability - 901.25 / 1_005.0).abs() < 1e-12);
        assert!(few.interval.0 < few.probability && few.probability < few.interval.1);
        assert!(many.interval.1 - many.interval.0 < few.interval.1 - few.interval.0);
    }

    #[test]
    fn a_default_of_nothing_or_all_has_an_interval_too() {
        let stage = StageId::default();
        assert_eq!(Learned::of(stage, 0, 3, 0.0, PRIOR_DEALS).interval, (0.0, 0.0));
        assert_eq!(Learned::of(stage, 3, 0, 1.0, PRIOR_DEALS).interval, (1.0, 1.0));
        let none = Learned::of(stage, 0, 0, 0.5, PRIOR_DEALS);
        assert!((none.probability - 0.5).abs() < 1e-12 && none.n() == 0);
    }

    #[test]
    fn a_stage_worth_less_than_one_before_is_a_hint() {
        let mut ids = crate::domain::Ids::seeded(1);
        let mut of = |won, lost| Learned::of(StageId::fresh(&mut ids), won, lost, 0.5, 5.0);
        let stages = [of(10, 90), of(40, 10), of(0, 0), of(20, 20)];
        assert_eq!(falls(&stages), [stages[3].stage]);
    }
}
