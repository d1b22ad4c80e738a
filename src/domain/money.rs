//! Amounts of money: whole minor units of one currency.

use super::{Currency, Probability, Rate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// An amount in minor units (cents) of a currency.
///
/// There is no `Add` and no `Ord`: amounts of different currencies can be
/// neither added nor compared, and sums can overflow; both are said in a
/// `Result`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Says why an amount could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// The amount is beyond [`Money::MAX_MINOR`].
    TooLarge,
    /// Two amounts of different currencies met.
    CurrenciesDiffer(Currency, Currency),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => formatter.write_str("an amount is beyond 90,000,000,000,000.00"),
            Self::CurrenciesDiffer(one, two) => write!(formatter, "{one} and {two} do not add"),
        }
    }
}

impl Money {
    /// The largest amount either way, in minor units: every integer up to it is
    /// exact in an `f64`, in JSON and in a spreadsheet.
    pub const MAX_MINOR: i64 = 9_000_000_000_000_000;

    /// Makes an amount of minor units.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond [`Self::MAX_MINOR`] either way.
    pub fn new(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        if (-Self::MAX_MINOR..=Self::MAX_MINOR).contains(&minor) {
            Ok(Self { minor, currency })
        } else {
            Err(MoneyError::TooLarge)
        }
    }

    /// Returns nothing, in a currency.
    pub fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Returns the amount in minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// Returns the currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Adds two amounts of one currency.
    ///
    /// # Errors
    /// When the currencies differ or the sum is too large.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrenciesDiffer(self.currency, other.currency));
        }
        let sum = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Self::new(sum, self.currency)
    }

    /// Returns the amount times a probability, rounded half away from zero.
    pub fn weighted(self, probability: Probability) -> Self {
        // Boards weigh thousands of ordinary amounts: where the product fits, half the width does.
        let points = i64::from(probability.basis_points());
        let whole = i64::from(Probability::ONE.basis_points());
        if let Some(product) = self.minor.checked_mul(points) {
            let (share, rest) = (product / whole, product % whole);
            let up = i64::from(rest.abs() * 2 >= whole) * product.signum();
            return Self { minor: share + up, currency: self.currency };
        }
        let product = i128::from(self.minor) * i128::from(probability.basis_points());
        let minor = divide_half_away(product, i128::from(Probability::ONE.basis_points()));
        // A share of an amount is never larger than the amount.
        Self { minor: i64::try_from(minor).unwrap_or(self.minor), currency: self.currency }
    }

    /// Returns the amount in another currency at a rate (units of `to` for one
    /// unit of this currency), rounded half away from zero.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] when the result is out of bounds.
    pub fn converted(self, to: Currency, rate: Rate) -> Result<Self, MoneyError> {
        let product = i128::from(self.minor)
            * i128::from(rate.billionths())
            * i128::from(to.minor_per_unit());
        let scale = i128::from(Rate::SCALE) * i128::from(self.currency.minor_per_unit());
        let minor = divide_half_away(product, scale);
        Self::new(i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?, to)
    }
}

/// Divides and rounds half away from zero; the divisor is positive.
pub(crate) fn divide_half_away(numerator: i128, divisor: i128) -> i128 {
    let half = divisor / 2;
    if numerator < 0 { (numerator - half) / divisor } else { (numerator + half) / divisor }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyText {
    minor: i64,
    currency: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        MoneyText { minor: self.minor, currency: self.currency }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = MoneyText::deserialize(deserializer)?;
        Self::new(text.minor, text.currency).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::EUR).unwrap()
    }

    #[test]
    fn a_share_rounds_half_away_from_zero_once() {
        let half = Probability::from_percent(50).unwrap();
        assert_eq!(euro(1_000_000).weighted(half), euro(500_000));
        assert_eq!(euro(1).weighted(half), euro(1));
        assert_eq!(euro(-1).weighted(half), euro(-1));
        assert_eq!(euro(Money::MAX_MINOR).weighted(half), euro(Money::MAX_MINOR / 2));
        // Both widths round alike.
        for minor in -30_003..30_003 {
            for points in [0, 1, 2_500, 4_999, 5_000, 5_001, 9_999, 10_000] {
                let wide = divide_half_away(i128::from(minor) * i128::from(points), 10_000);
                let share = Probability::from_basis_points(points).unwrap();
                assert_eq!(i128::from(euro(minor).weighted(share).minor()), wide);
            }
        }
    }

    #[test]
    fn an_overflow_is_refused_never_wrapped() {
        assert_eq!(euro(Money::MAX_MINOR).plus(euro(1)), Err(MoneyError::TooLarge));
        assert_eq!(Money::new(i64::MIN, Currency::EUR), Err(MoneyError::TooLarge));
        assert_eq!(
            euro(Money::MAX_MINOR).converted(Currency::USD, Rate::MAX),
            Err(MoneyError::TooLarge)
        );
    }

    #[test]
    fn currencies_with_other_minor_units_convert_by_units() {
        let yen = Money::new(10_000, Currency::JPY).unwrap();
        let rate = Rate::from_billionths(6_150_000).unwrap();
        assert_eq!(yen.converted(Currency::EUR, rate), Ok(euro(6_150)));
    }

    #[test]
    fn different_currencies_do_not_add() {
        let dollar = Money::zero(Currency::USD);
        assert_eq!(
            euro(1).plus(dollar),
            Err(MoneyError::CurrenciesDiffer(Currency::EUR, Currency::USD))
        );
    }
}
