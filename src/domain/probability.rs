//! A chance that a person wrote down.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A chance between 0 and 1 in basis points (0.01 %), so that money times it is exact.
///
/// Chances that are computed stay `f64`; this is for those that are entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probability(u16);

/// Says that a number is not between 0 and 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbabilityError;

impl fmt::Display for ProbabilityError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a probability lies between 0 and 100 %")
    }
}

impl Probability {
    /// Never.
    pub const ZERO: Self = Self(0);
    /// Certain.
    pub const ONE: Self = Self(10_000);

    /// Makes a probability from whole percent.
    ///
    /// # Errors
    /// Above 100.
    pub fn from_percent(percent: u16) -> Result<Self, ProbabilityError> {
        Self::from_basis_points(percent.checked_mul(100).ok_or(ProbabilityError)?)
    }

    /// Makes a probability from hundredths of a percent.
    ///
    /// # Errors
    /// Above 10,000.
    pub fn from_basis_points(basis_points: u16) -> Result<Self, ProbabilityError> {
        if basis_points <= Self::ONE.0 { Ok(Self(basis_points)) } else { Err(ProbabilityError) }
    }

    /// Returns the chance in hundredths of a percent: 0 to 10,000.
    pub fn basis_points(self) -> u16 {
        self.0
    }

    /// Returns the chance between 0 and 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl Serialize for Probability {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_basis_points(u16::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
