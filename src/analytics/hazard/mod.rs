//! The chance of an open deal to be won, by its stage and the days it has been
//! there (SPEC 2.3, time-aware).
//!
//! # Model
//! A deal moves through the stages as a **semi-Markov process**: how long it
//! stays and where it goes next (another stage, won, lost) depends on the stage
//! and on the days in it, on nothing else. Per stage the time to each next state
//! is estimated without any form of its own by the Aalen–Johansen estimator of
//! competing risks, from every stay that is known, those that go on included
//! (see [`tally`]). The chance to win from entering a stage, `W(s)`, solves
//!
//! ```text
//! W(s) = Σ_c P(s → c) · W(c),   W(won) = 1,  W(lost) = 0
//! ```
//!
//! and a deal that has been in *s* for *a* days has
//! `Σ_c (F_c(∞) − F_c(a)) · W(c) / S(a)`, `F_c` the cumulative incidence of
//! going to *c*, `S` the share that is still there. Moves back and skipped
//! stages are transitions like any other.
//!
//! Sources: Kalbfleisch & Prentice, *The Statistical Analysis of Failure Time
//! Data*, 2nd ed. 2002, ch. 8; Aalen & Johansen, *Scand. J. Statist.* 5 (1978)
//! 141–150; Pyke, *Ann. Math. Statist.* 32 (1961) 1231–1259 (Markov renewal).
//!
//! # Where data are thin
//! - The stage's default probability counts as five deals that came to their end
//!   from this stage; with thousands of stays it is not felt.
//! - The last ten transitions of a stage share one mix of next states.
//! - Beyond the longest known stay the rates go on as they changed over the last
//!   two octaves of ages (see [`tail`]), and who stays as long again is counted
//!   as lost.
//!
//! # What is left out
//! Stays of which a beginning or an end is unknown; [`Hazards::left_out`] counts
//! the deals without any known stay. A stay that ends in another pipeline is
//! censored there. A deal that was lost and opened again adds its loss and, as
//! a stay of its own, what came after.

mod curve;
mod linear;
mod sojourn;
mod tail;
mod tally;

pub use curve::Curves;

use super::course::{Courses, Seen, Sight, State, days};
use crate::domain::StageId;
use linear::inverse;
use sojourn::Sojourn;
use tally::Tally;

/// The time-aware model, fitted to courses as of a moment.
#[derive(Clone, Debug)]
pub struct Hazards {
    stages: Vec<StageId>,
    sojourns: Vec<Sojourn>,
    /// The chance ever to be won from entering each stage.
    entering: Vec<f64>,
    /// Where deals begin: the share of each stage.
    beginnings: Vec<f64>,
    /// How many deals have no known stay and did not teach the model anything.
    pub left_out: usize,
    /// How many stays it rests on, those that go on included.
    pub stays: usize,
}

impl Hazards {
    /// Fits the model to what is seen of the courses. Linear in their steps.
    pub fn fit(courses: &Courses, sight: Sight) -> Self {
        let stages = courses.stages.len();
        let mut tallies: Vec<Tally> = (0..stages).map(|_| Tally::new(stages)).collect();
        let mut beginnings = vec![0.0; stages];
        let mut left_out = 0;
        for seen in courses.seen(sight) {
            if !learn(&seen, sight, &mut tallies, &mut beginnings).any() {
                left_out += 1;
            }
        }
        let begun: f64 = beginnings.iter().sum();
        for share in &mut beginnings {
            *share /= begun.max(1.0);
        }
        let stays = tallies.iter().map(Tally::stays).sum();
        let everywhere = Tally::pooled(&tallies, stages);
        let mut sojourns: Vec<Sojourn> = tallies
            .iter()
            .zip(&courses.defaults)
            .map(|(tally, default)| Sojourn::of(tally, &everywhere, *default))
            .collect();
        let entering = entering(&sojourns);
        for sojourn in &mut sojourns {
            sojourn.weigh(&entering);
        }
        Self { stages: courses.stages.clone(), sojourns, entering, beginnings, left_out, stays }
    }

    /// Returns the chance ever to be won of a deal that has been in a stage for
    /// some days; `None` for the days means that nobody knows since when, and
    /// gives the chance from entering it. `None` for a stage of another pipeline.
    pub fn ever(&self, stage: StageId, age_days: Option<f64>) -> Option<f64> {
        let place = self.place(stage)?;
        let entering = self.entering.get(place).copied()?;
        match age_days {
            Some(age) => self.sojourns.get(place).map(|sojourn| sojourn.ever(age)),
            None => Some(entering),
        }
    }

    /// Returns the share of deals that stay in a stage for more than so many days;
    /// `None` for a stage of another pipeline and while no stay has ended.
    pub fn staying(&self, stage: StageId, days: f64) -> Option<f64> {
        let sojourn = self.sojourns.get(self.place(stage)?)?;
        sojourn.has_times().then(|| sojourn.staying(days))
    }

    /// Returns the chance of a deal that begins now ever to be won; `None` when
    /// no beginning is known.
    pub fn ever_of_new(&self) -> Option<f64> {
        let known = self.beginnings.iter().sum::<f64>() > 0.0;
        let chances = self.beginnings.iter().zip(&self.entering);
        known.then(|| chances.map(|(share, chance)| share * chance).sum())
    }

    /// Works out the chances within so many days, for [`Curves::within`].
    pub fn curves(&self, horizon_days: usize) -> Curves<'_> {
        Curves::of(self, horizon_days)
    }

    fn place(&self, stage: StageId) -> Option<usize> {
        self.stages.iter().position(|other| *other == stage)
    }
}

/// Whether a deal taught something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taught {
    Nothing,
    Something,
}

impl Taught {
    fn any(self) -> bool {
        self == Self::Something
    }
}

/// Adds the stays of one deal.
fn learn(seen: &Seen<'_>, sight: Sight, tallies: &mut [Tally], beginnings: &mut [f64]) -> Taught {
    let mut taught = Taught::Nothing;
    let begins = seen.steps.first().map_or(State::Elsewhere, |step| step.to);
    if let State::Stage(place) = begins
        && let Some(share) = beginnings.get_mut(usize::from(place))
    {
        *share += 1.0;
    }
    // Coming again into the stage it is in goes on with the same stay.
    let mut since = None;
    let mut is_in = State::Elsewhere;
    for step in seen.steps {
        if step.to == is_in {
            continue;
        }
        if let (State::Stage(place), Some(from), Some(at)) = (is_in, since, step.at)
            && let Some(tally) = tallies.get_mut(usize::from(place))
        {
            tally.add(days(from, at), step.to);
            taught = Taught::Something;
        }
        is_in = step.to;
        since = step.at;
    }
    if let (State::Stage(place), Some(from)) = (is_in, since)
        && let Some(tally) = tallies.get_mut(usize::from(place))
    {
        tally.add_open(days(from, sight.now));
        taught = Taught::Something;
    }
    taught
}

/// Solves `W = P·W + P(won)` for the chance from entering each stage.
fn entering(sojourns: &[Sojourn]) -> Vec<f64> {
    let n = sojourns.len();
    let mut matrix = vec![0.0; n * n];
    for (row, sojourn) in matrix.chunks_exact_mut(n.max(1)).zip(sojourns) {
        sojourn.to_stages(row);
    }
    let inverse = inverse(n, &matrix);
    let rows = inverse.chunks_exact(n.max(1));
    rows.map(|row| {
        let sum: f64 = row.iter().zip(sojourns).map(|(part, to)| part * to.to_won()).sum();
        sum.clamp(0.0, 1.0)
    })
    .collect()
}

#[cfg(test)]
mod tests;
