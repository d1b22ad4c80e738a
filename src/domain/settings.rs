//! What a workspace is set to.

use super::record::record;
use super::{Currency, Rate, SavedScenario, ScoringModel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where the chance of an open deal comes from (SPEC 2.3).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Percentages {
    /// The percentage set by hand on the deal, else the one set on its stage.
    #[default]
    Manual,
    /// What closed deals say about its stage; percentages set on deals do not count.
    Learned,
}

impl Percentages {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Manual, Self::Learned];
}

record! {
    /// Settings of a workspace.
    pub struct Settings {
        /// Name of the workspace; never empty.
        name: String = "name",
        /// The currency totals are shown in.
        base_currency: Currency = "baseCurrency",
        /// What one unit of another currency is worth in the base currency.
        rates: BTreeMap<Currency, Rate> = "rates",
        /// How leads are scored.
        scoring: ScoringModel = "scoring",
        /// The owner a new deal gets.
        default_owner: String = "defaultOwner",
        /// Where the chances of open deals come from.
        percentages: Percentages = "percentages",
        /// Scenarios that were kept, in order.
        scenarios: Vec<SavedScenario> = "scenarios",
        /// Set in workspaces that hold an example: its name.
        example: String = "example",
    }
}

impl Settings {
    /// Changes the base currency and converts the rates to it.
    ///
    /// Each is divided by what the new base was worth in the old one, rounded
    /// half away from zero; the old base gets a rate of its own. A rate that
    /// then cannot be held is left out, and so are all of them when it was not
    /// known what the new base is worth.
    pub fn rebase(&mut self, base: Currency) {
        if base == self.base_currency {
            return;
        }
        let rates = std::mem::take(&mut self.rates);
        let old = std::mem::replace(&mut self.base_currency, base);
        let Some(divisor) = rates.get(&base).map(|rate| i128::from(rate.billionths())) else {
            return;
        };
        let converted = |rate: Rate| {
            let product = i128::from(rate.billionths()) * i128::from(Rate::SCALE);
            let rounded = (2 * product + divisor) / (2 * divisor);
            i64::try_from(rounded).ok().and_then(Rate::from_billionths)
        };
        let others = rates.into_iter().filter(|(currency, _)| *currency != base);
        let all = others.chain([(old, Rate::default())]);
        self.rates =
            all.filter_map(|(currency, rate)| Some((currency, converted(rate)?))).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(billionths: i64) -> Rate {
        Rate::from_billionths(billionths).unwrap()
    }

    #[test]
    fn another_base_currency_converts_the_rates() {
        let mut settings = Settings {
            base_currency: Currency::EUR,
            rates: [(Currency::USD, rate(920_000_000)), (Currency::GBP, rate(1_150_000_000))]
                .into(),
            ..Settings::default()
        };
        settings.rebase(Currency::USD);
        let expected = [(Currency::EUR, rate(1_086_956_522)), (Currency::GBP, rate(1_250_000_000))];
        assert_eq!(settings.base_currency, Currency::USD);
        assert_eq!(settings.rates, expected.into());
    }

    #[test]
    fn rates_to_a_base_nobody_knows_the_worth_of_are_dropped_not_wrong() {
        let mut settings =
            Settings { rates: [(Currency::USD, rate(920_000_000))].into(), ..Settings::default() };
        settings.rebase(Currency::CHF);
        assert!(settings.rates.is_empty());
        assert_eq!(settings.base_currency, Currency::CHF);
    }
}
