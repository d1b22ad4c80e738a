//! Lets open deals and new ones pass through the model of [`super::rates`], day
//! by day: what comes in when, and with what chance a deal is won by then.

use super::rates::{Leaving, Rates};
use super::series::{day, phase};
use super::table::{AGES, Table};

/// What is expected to come in before each step of time from an origin on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Curve {
    /// Days of a step.
    width: f64,
    /// Expected before each step, from 0 on.
    before: Vec<f64>,
}

impl Curve {
    /// Returns what is expected on the days `from..until` after the origin.
    pub fn between(&self, from: f64, until: f64) -> f64 {
        self.before(until) - self.before(from)
    }

    fn before(&self, days: f64) -> f64 {
        if self.width <= 0.0 {
            return 0.0;
        }
        let at = (days / self.width).max(0.0);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of steps, not negative"
        )]
        let whole = at.floor() as usize;
        let last = self.before.last().copied().unwrap_or_default();
        let lower = self.before.get(whole).copied().unwrap_or(last);
        let upper = self.before.get(whole + 1).copied().unwrap_or(last);
        lower + (upper - lower) * (at - at.floor())
    }
}

/// What new deals bring to each stage per day.
pub(crate) type Arrivals = Vec<f64>;

impl Rates {
    fn steps_of(&self, days: i32) -> i32 {
        (days + self.width - 1) / self.width
    }

    /// Returns which step holds on a day.
    fn phase_of(&self, origin: i32, step: i32) -> usize {
        phase(day(origin + step * self.width + self.width / 2).month())
    }

    /// Returns the age a stay has at the beginning of a day.
    pub fn age(&self, from: i32, on: i32) -> usize {
        usize::try_from(on.saturating_sub(from) / self.width).unwrap_or(0).min(AGES - 1)
    }

    /// Lets amounts in stages pass through `days` days: what is won of them, and
    /// of what arrives each day.
    pub fn flow(&self, mut amounts: Table, arrivals: &Arrivals, origin: i32, days: i32) -> Curve {
        let stages = self.moves.len();
        let mut before = vec![0.0];
        let mut won = 0.0;
        // What came from a later stage enters with the next step.
        let mut returned = vec![0.0; stages];
        let mut entering = vec![0.0; stages];
        for step in 0..self.steps_of(days) {
            let Some(chances) = self.steps.get(self.phase_of(origin, step)) else { break };
            for (entering, (returned, rate)) in
                entering.iter_mut().zip(returned.iter_mut().zip(arrivals))
            {
                *entering = *returned + rate * f64::from(self.width);
                *returned = 0.0;
            }
            for stage in 0..stages {
                let row = amounts.row_mut(stage);
                if let Some((first, amount)) = row.first_mut().zip(entering.get(stage)) {
                    *first += amount;
                }
                let mut left = 0.0;
                // What stays moves to the next age; in the last one it stays.
                let mut younger = 0.0;
                for (cell, Leaving { win, lose, leave }) in row.iter_mut().zip(chances.row(stage)) {
                    let amount = *cell;
                    won += amount * win;
                    left += amount * leave;
                    *cell = younger;
                    younger = amount * (1.0 - win - lose - leave);
                }
                if let Some(last) = row.last_mut() {
                    *last += younger;
                }
                if left > 0.0 {
                    let shares = self.moves.get(stage).map(Vec::as_slice).unwrap_or_default();
                    for (to, share) in shares.iter().enumerate() {
                        let into = if to > stage { &mut entering } else { &mut returned };
                        if let Some(cell) = into.get_mut(to) {
                            *cell += left * share;
                        }
                    }
                }
            }
            before.push(won);
        }
        Curve { width: f64::from(self.width), before }
    }

    /// Returns by stage and age the chance that a deal is won within `days` days.
    pub fn chances(&self, origin: i32, days: i32) -> Table {
        let stages = self.moves.len();
        let mut later = Table::new(stages);
        let mut now = Table::new(stages);
        for step in (0..self.steps_of(days)).rev() {
            let Some(chances) = self.steps.get(self.phase_of(origin, step)) else { break };
            // A last step that is longer than what is left of the days counts in part.
            let part =
                f64::from((days - step * self.width).min(self.width)) / f64::from(self.width);
            for stage in (0..stages).rev() {
                let shares = self.moves.get(stage).map(Vec::as_slice).unwrap_or_default();
                let on: f64 = shares
                    .iter()
                    .enumerate()
                    .map(|(to, share)| {
                        let table = if to > stage { &now } else { &later };
                        share * table.get(to, 0)
                    })
                    .sum();
                let older = later.row(stage).iter().skip(1).chain(later.row(stage).last());
                for (cell, (Leaving { win, lose, leave }, older)) in
                    now.row_mut(stage).iter_mut().zip(chances.row(stage).iter().zip(older))
                {
                    let (win, lose, leave) = (win * part, lose * part, leave * part);
                    *cell = win + leave * on + (1.0 - win - lose - leave) * older;
                }
            }
            std::mem::swap(&mut now, &mut later);
        }
        later
    }
}
