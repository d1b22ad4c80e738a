//! Identities of records: 64 random bits, written in 32 letters and digits.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: no `i`, `l`, `o`, `u`, so an id read aloud stays itself.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Says why a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not an id: 1 to 13 of 0-9 a-z without i, l, o, u; not all zero")
    }
}

fn write_id(mut value: u64, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut buffer = [b'0'; 13];
    let mut start = buffer.len();
    for slot in buffer.iter_mut().rev() {
        let digit = usize::try_from(value & 31).unwrap_or(0);
        *slot = ALPHABET.get(digit).copied().unwrap_or(b'0');
        start -= 1;
        value >>= 5;
        if value == 0 {
            break;
        }
    }
    let text = buffer.get(start..).unwrap_or_default();
    formatter.write_str(std::str::from_utf8(text).unwrap_or_default())
}

/// What is no digit of an id.
const NO_DIGIT: u8 = 255;

/// The value of each byte as a digit. A document of ten thousand deals has a
/// million digits of ids.
#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs while compiling"
)]
static DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        digits[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    digits
};

fn parse_id(text: &str) -> Result<u64, IdError> {
    if text.is_empty() || text.len() > 13 {
        return Err(IdError);
    }
    let mut value: u64 = 0;
    for byte in text.bytes() {
        let digit = DIGITS.get(usize::from(byte)).copied().unwrap_or(NO_DIGIT);
        if digit == NO_DIGIT {
            return Err(IdError);
        }
        value = value.checked_mul(32).ok_or(IdError)? | u64::from(digit);
    }
    if value == 0 { Err(IdError) } else { Ok(value) }
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        ///
        /// The default is no id at all; no stored record has it.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Takes the next id of a source.
            pub fn fresh(ids: &mut Ids) -> Self {
                Self(ids.next())
            }

            /// Returns the 64 bits, as a key for lists on screen.
            pub fn bits(self) -> u64 {
                self.0
            }

            /// Makes an id of the bits of one.
            pub fn from_bits(bits: u64) -> Self {
                Self(bits)
            }

            /// Returns true for the default, which names no record.
            pub fn is_none(self) -> bool {
                self.0 == 0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(self.0, formatter)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse_id(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct IdVisitor;
                impl serde::de::Visitor<'_> for IdVisitor {
                    type Value = $name;
                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str("an id")
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(IdVisitor)
            }
        }
    };
}

id!(
    /// Names a workspace.
    WorkspaceId
);
id!(
    /// Names a pipeline.
    PipelineId
);
id!(
    /// Names a stage; unique over all pipelines of a workspace.
    StageId
);
id!(
    /// Names a deal.
    DealId
);
id!(
    /// Names an organisation.
    OrganisationId
);
id!(
    /// Names a person.
    PersonId
);
id!(
    /// Names an activity.
    ActivityId
);

/// A source of ids and of randomness: `SplitMix64` from a seed given from outside.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014. The page seeds it from the browser's random source, tests and
/// the simulator with a constant.
#[derive(Clone, Debug)]
pub struct Ids {
    state: u64,
}

impl Ids {
    /// Makes a source that always yields the same ids for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the next 64 random bits; never zero.
    #[allow(
        clippy::should_implement_trait,
        reason = "an endless source is no Iterator: it never ends and next is not an Option"
    )]
    pub fn next(&mut self) -> u64 {
        loop {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut bits = self.state;
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            bits ^= bits >> 31;
            if bits != 0 {
                return bits;
            }
        }
    }

    /// Returns a number drawn evenly from `0.0..1.0`.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns a whole number drawn from `0..bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_reads_back_from_its_text(bits in 1_u64..) {
            let id = DealId(bits);
            prop_assert_eq!(id.to_string().parse::<DealId>(), Ok(id));
        }
    }

    #[test]
    fn bad_ids_are_refused() {
        for text in ["", "0", "00", "i", "A", "12345678901234", "zzzzzzzzzzzzz", "ä"] {
            assert_eq!(text.parse::<DealId>(), Err(IdError), "{text}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut one, mut two) = (Ids::seeded(7), Ids::seeded(7));
        for _ in 0..100 {
            assert_eq!(one.next(), two.next());
        }
        assert!((0..1000).all(|_| one.below(10) < 10 && one.unit() < 1.0));
    }
}
