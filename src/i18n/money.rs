//! Money in the form of a language.

use super::format::{Format, MINUS, NBSP, NOTHING, scaled};
use crate::domain::{Currency, Language, Money};

/// Signs of the currencies that have one everybody reads; others show their code.
pub(super) const SIGNS: [(Currency, &str); 4] =
    [(Currency::EUR, "€"), (Currency::USD, "$"), (Currency::GBP, "£"), (Currency::JPY, "¥")];

/// Unit, German and English name, of the short forms of large amounts.
const LARGE: [(u64, &str, &str); 4] = [
    (1_000_000_000_000, "Bio.", "tn"),
    (1_000_000_000, "Mrd.", "bn"),
    (1_000_000, "Mio.", "M"),
    (1_000, "Tsd.", "k"),
];
/// Below so many units a compact amount is written out.
const COMPACT_FROM: u64 = 10_000;

impl Format {
    /// Writes an amount with all its minor digits: `1.234,50 €`, `€1,234.50`.
    pub fn money(self, money: Money) -> String {
        self.amount(money.minor(), money.currency().minor_digits(), money.currency())
    }

    /// Writes an amount without minor digits where they are zero: `1.234 €`.
    /// Nothing is rounded.
    pub fn money_short(self, money: Money) -> String {
        let per_unit = money.currency().minor_per_unit();
        if money.minor() % per_unit == 0 {
            self.amount(money.minor() / per_unit, 0, money.currency())
        } else {
            self.money(money)
        }
    }

    /// Writes an amount short enough for the head of a column, from ten thousand
    /// on rounded to three digits: `9.877 €`, `12,3 Tsd. €`, `203 Tsd. €`, `€1.2M`.
    pub fn money_compact(self, money: Money) -> String {
        let per_unit = money.currency().minor_per_unit().unsigned_abs();
        let minor = money.minor().unsigned_abs();
        let units = rounded_ratio(minor, per_unit);
        let sign = if money.minor() < 0 { -1 } else { 1 };
        let signed = |value: u64| sign * i64::try_from(value).unwrap_or(i64::MAX);
        if units < COMPACT_FROM {
            return self.amount(signed(units), 0, money.currency());
        }
        // 999,500 and more are a million when rounded to a thousand.
        let step = LARGE.iter().find(|(unit, ..)| units >= unit - unit / 2_000);
        let (unit, de, en) = step.copied().unwrap_or((1_000, "Tsd.", "k"));
        let tenths = rounded_ratio(units, unit / 10);
        let (value, digits) = if tenths >= 1_000 {
            (rounded_ratio(units, unit), 0)
        } else if tenths.is_multiple_of(10) {
            (tenths / 10, 0)
        } else {
            (tenths, 1)
        };
        let number = self.fixed(signed(value), digits);
        let number = self.pick(format!("{number}{NBSP}{de}"), format!("{number}{en}"));
        self.with_currency(&number, money.currency())
    }

    /// Writes a computed amount of minor units: rounded to one minor unit, minor
    /// digits only where they are not zero; "–" for what is no number.
    pub fn money_computed(self, minor: f64, currency: Currency) -> String {
        match scaled(minor, 0).map(|minor| Money::new(minor, currency)) {
            Some(Ok(money)) => self.money_short(money),
            Some(Err(_)) | None => NOTHING.to_owned(),
        }
    }

    /// Writes a computed amount of minor units rounded to whole units.
    pub fn money_units(self, minor: f64, currency: Currency) -> String {
        scaled(minor / currency.minor_per_unit() as f64, 0)
            .map_or_else(|| NOTHING.to_owned(), |units| self.amount(units, 0, currency))
    }

    /// Writes a computed amount of minor units for an axis: `12,5 Tsd. €`.
    pub fn money_axis(self, minor: f64, currency: Currency) -> String {
        match scaled(minor, 0).map(|minor| Money::new(minor, currency)) {
            Some(Ok(money)) => self.money_compact(money),
            Some(Err(_)) | None => NOTHING.to_owned(),
        }
    }

    /// Returns the sign of a currency, or its code.
    pub fn currency(self, currency: Currency) -> String {
        let sign = SIGNS.iter().find(|(known, _)| *known == currency);
        sign.map_or_else(|| currency.code().to_owned(), |(_, sign)| (*sign).to_owned())
    }

    fn amount(self, value: i64, digits: u32, currency: Currency) -> String {
        self.with_currency(&self.fixed(value, digits), currency)
    }

    /// Puts sign or code at its place: behind in German, before in English (a
    /// code with a space), a minus always first.
    fn with_currency(self, number: &str, currency: Currency) -> String {
        let sign = self.currency(currency);
        if self.language() == Language::De {
            return format!("{number}{NBSP}{sign}");
        }
        let (minus, digits) =
            number.strip_prefix(MINUS).map_or(("", number), |digits| ("\u{2212}", digits));
        if sign.len() == 3 && sign.is_ascii() {
            format!("{minus}{sign}{NBSP}{digits}")
        } else {
            format!("{minus}{sign}{digits}")
        }
    }
}

/// Divides and rounds half up.
fn rounded_ratio(numerator: u64, divisor: u64) -> u64 {
    (numerator + divisor / 2) / divisor.max(1)
}
