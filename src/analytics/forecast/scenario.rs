//! "What if": the history method with other rates (SPEC 2.4).

use super::backtest::AsOf;
use super::flow::Curve;
use super::outlook::{MonthOutlook, OutlookWork, until};
use super::rates::{Leaving, Rates};

/// How a scenario differs from what history says. Each is a factor: 1 changes
/// nothing, 1.1 is 10 % more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scenario {
    /// On the odds that a decision is a win.
    pub conversion: f64,
    /// On the value of each deal.
    pub value: f64,
    /// On the days that deals take: 2 takes twice as long.
    pub cycle: f64,
    /// On the number of new deals.
    pub leads: f64,
}

impl Default for Scenario {
    fn default() -> Self {
        Self { conversion: 1.0, value: 1.0, cycle: 1.0, leads: 1.0 }
    }
}

impl Scenario {
    /// Returns the scenario with every factor positive and finite, at most 100.
    pub(crate) fn bounded(self) -> Self {
        let bound = |factor: f64| if factor.is_finite() { factor.clamp(0.01, 100.0) } else { 1.0 };
        Self {
            conversion: bound(self.conversion),
            value: bound(self.value),
            cycle: bound(self.cycle),
            leads: bound(self.leads),
        }
    }
}

/// What every scenario is compared with, made once.
pub(super) struct Base {
    as_of: AsOf,
    /// What the history method expects as things are.
    now: Option<Curve>,
}

impl OutlookWork {
    /// Computes what each of the months of [`OutlookWork::outlook`] would bring in a
    /// scenario, in minor units; `None` where the history method has nothing to go by.
    pub fn scenario(&mut self, months: &[MonthOutlook], scenario: &Scenario) -> Vec<Option<f64>> {
        let days = self.horizon();
        let base = self.base.take().unwrap_or_else(|| {
            let as_of = self.backtest.now(days);
            let now = self.backtest.under(&as_of, &Scenario::default(), days);
            Base { as_of, now }
        });
        let then = self.backtest.under(&base.as_of, scenario, days);
        let curves = then.as_ref().zip(base.now.as_ref());
        let found = months.iter().map(|month| {
            let (then, now) = curves?;
            Some(self.under(month, then, now))
        });
        let found = found.collect();
        self.base = Some(base);
        found
    }

    /// Returns what a month brings under a scenario: what is forecast for the rest of
    /// it, by the ratio of the scenario's curve to that of nothing changed.
    fn under(&self, month: &MonthOutlook, then: &Curve, now: &Curve) -> f64 {
        let origin = self.backtest.past.origin;
        let first = (month.month.first_day().epoch_days() - origin).max(0);
        let elapsed = if first == 0 { self.elapsed } else { 0.0 };
        let from = f64::from(first) + elapsed;
        let until = f64::from(until(month.month) - origin);
        let (then, now) = (then.between(from, until), now.between(from, until));
        let chosen = month.chosen.as_ref().map(|(mean, _)| mean - month.won);
        let chosen = chosen.unwrap_or(month.open + month.new);
        month.won + if now > 0.0 { chosen * then / now } else { then }
    }
}

impl Rates {
    /// Returns the model of a scenario: wins against losses by the factor on the
    /// odds, and every chance to leave a stage as in a world where time passes by
    /// the factor on the cycle slower (accelerated failure time, Wei 1992).
    pub(crate) fn under(&self, scenario: &Scenario) -> Self {
        let mut rates = self.clone();
        let slower = 1.0 / scenario.cycle;
        for step in &mut rates.steps {
            for Leaving { win, lose, leave } in step.cells_mut() {
                let any = *win + *lose + *leave;
                if any <= 0.0 {
                    continue;
                }
                let decided = *win + *lose;
                let odds = *win * scenario.conversion;
                let wins = if decided > 0.0 { odds / (odds + *lose) * decided } else { 0.0 };
                let then = (1.0 - (1.0 - any.min(1.0)).powf(slower)) / any;
                *lose = (decided - wins) * then;
                *win = wins * then;
                *leave *= then;
            }
        }
        rates
    }
}
