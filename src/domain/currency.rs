//! ISO 4217 currencies and the rates between them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency code: three capital letters.
///
/// Any three letters are taken: the list of currencies changes, and a file from
/// tomorrow must open today. Only the number of minor digits is known by table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Says that a text is not three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrencyError;

impl Currency {
    /// The euro, the base currency of a new workspace.
    pub const EUR: Self = Self(*b"EUR");
    /// The United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// The pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// The Swiss franc.
    pub const CHF: Self = Self(*b"CHF");
    /// The yen.
    pub const JPY: Self = Self(*b"JPY");

    /// Returns the three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Returns how many decimal digits the minor unit has (ISO 4217, 2 if unlisted).
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Returns how many minor units make one unit: 1, 100 or 1,000.
    pub fn minor_per_unit(self) -> i64 {
        10_i64.pow(self.minor_digits())
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for CurrencyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a currency: three letters such as EUR")
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        match text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|byte| byte.is_ascii_alphabetic()) => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(CurrencyError),
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = super::record::Key::deserialize(deserializer)?;
        text.0.parse().map_err(serde::de::Error::custom)
    }
}

/// What one unit of a currency is worth in the base currency, in billionths.
///
/// `Rate` 0.92 for USD in a EUR workspace says: 1 USD = 0.92 EUR. Always positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Rate(i64);

impl Rate {
    /// Parts of one in the integer that holds a rate.
    pub const SCALE: i64 = 1_000_000_000;
    /// The largest rate: a million units of base currency for one.
    pub const MAX: Self = Self(1_000_000 * Self::SCALE);

    /// Makes a rate from billionths; `None` unless within `1..=MAX`.
    pub fn from_billionths(billionths: i64) -> Option<Self> {
        (1..=Self::MAX.0).contains(&billionths).then_some(Self(billionths))
    }

    /// Returns the rate in billionths.
    pub fn billionths(self) -> i64 {
        self.0
    }
}

impl Default for Rate {
    fn default() -> Self {
        Self(Self::SCALE)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let billionths = i64::deserialize(deserializer)?;
        Self::from_billionths(billionths)
            .ok_or_else(|| serde::de::Error::custom("a rate must be above 0 and at most 1,000,000"))
    }
}
