//! A small document in the fragment of an address: compressed (raw DEFLATE, RFC
//! 1951) and written in base64url (RFC 4648 §5) without padding.
//!
//! What stands behind `#` never leaves the browser, but whoever has the address
//! has the data.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Up to this length every browser and most messengers take an address, in characters.
pub const COMFORTABLE: usize = 8_000;
/// Beyond this length browsers cut addresses off, in characters.
pub const LONGEST: usize = 1_500_000;
/// The largest document an address may grow to, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;
/// How hard it is compressed, 0 to 10.
const LEVEL: u8 = 9;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Says why a fragment holds no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// A character that is none of base64url: the address was cut or changed.
    Character,
    /// It does not unpack: the address was cut.
    Cut,
    /// It unpacks to more than can be read.
    TooLarge,
}

/// How easily an address of a length can be passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Everywhere.
    Comfortable,
    /// In browsers, but not in every messenger.
    Long,
    /// Not at all; a file is better.
    TooLong,
}

/// Packs a document.
pub fn pack(document: &str) -> String {
    let packed = compress_to_vec(document.as_bytes(), LEVEL);
    let mut text = String::with_capacity(packed.len() * 4 / 3 + 4);
    for chunk in packed.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..=chunk.len() {
            let digit = usize::try_from((bits >> (18 - 6 * place)) & 63).unwrap_or(0);
            text.push(char::from(ALPHABET.get(digit).copied().unwrap_or(b'A')));
        }
    }
    text
}

/// Unpacks a document.
///
/// # Errors
/// [`ShareError`] says what is wrong with the text.
pub fn unpack(text: &str) -> Result<String, ShareError> {
    let mut packed = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return Err(ShareError::Character),
        };
        bits = (bits << 6) | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            packed.push(u8::try_from((bits >> count) & 255).unwrap_or(0));
            bits &= (1 << count) - 1;
        }
    }
    let bytes =
        decompress_to_vec_with_limit(&packed, LARGEST).map_err(|error| match error.status {
            miniz_oxide::inflate::TINFLStatus::HasMoreOutput => ShareError::TooLarge,
            _ => ShareError::Cut,
        })?;
    String::from_utf8(bytes).map_err(|_| ShareError::Cut)
}

/// Says how easily an address of so many characters can be passed on.
pub fn fit(length: usize) -> Fit {
    match length {
        0..=COMFORTABLE => Fit::Comfortable,
        8_001..=LONGEST => Fit::Long,
        _ => Fit::TooLong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_document_comes_back_from_its_address(text in "\\PC{0,300}") {
            let packed = pack(&text);
            prop_assert!(packed.bytes().all(|byte| ALPHABET.contains(&byte)));
            prop_assert_eq!(unpack(&packed), Ok(text));
        }

        #[test]
        fn no_address_makes_it_panic(text in "[A-Za-z0-9_=-]{0,200}|\\PC{0,40}") {
            let _ = unpack(&text);
        }
    }

    #[test]
    fn what_was_cut_says_so() {
        let packed = pack(&"Umbau ".repeat(100));
        assert_eq!(unpack(packed.get(..packed.len() / 2).unwrap()), Err(ShareError::Cut));
        assert_eq!(unpack("ä"), Err(ShareError::Character));
        assert_eq!(unpack(&pack("")), Ok(String::new()));
        assert_eq!(
            (fit(10), fit(9_000), fit(2_000_000)),
            (Fit::Comfortable, Fit::Long, Fit::TooLong)
        );
    }
}
