//! Bytes as text that a browser stores at two bytes a character.
//!
//! The bytes are read as one row of bits, the highest bit of each byte first,
//! and cut into groups of 15; the last group is filled up with zero bits. Each
//! group is one UTF-16 unit: 0x0800 plus its value, so U+0800 to U+87FF. That
//! range has no surrogates, no controls and nothing a browser changes.
//!
//! A segment of a snapshot is UTF-8 text, compressed with raw DEFLATE (RFC 1951)
//! and packed so. To read it without this program:
//!
//! ```js
//! function unpack(text, length) { // length: `bytes` of the segment in the manifest
//!   const bytes = new Uint8Array(length);
//!   let bits = 0, count = 0, at = 0;
//!   for (let i = 0; i < text.length; i += 1) {
//!     bits = (bits << 15) | (text.charCodeAt(i) - 0x0800);
//!     for (count += 15; count >= 8 && at < length; count -= 8) bytes[at++] = bits >> (count - 8);
//!     bits &= (1 << count) - 1;
//!   }
//!   return bytes;
//! }
//! const stream = new Blob([unpack(text, length)]).stream();
//! await new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
//! ```

use miniz_oxide::{deflate, inflate};

/// The first unit of the range.
const FIRST: u32 = 0x0800;
/// Bits in a unit.
const BITS: u32 = 15;
/// How hard DEFLATE tries, 0 to 10. Measured over 7.7 MB of deals in segments,
/// built for size as the page is: level 1 takes 110 ms and 781,000 units, 3
/// takes 140 ms and 644,000, 6 takes 270 ms and 591,000.
const LEVEL: u8 = 3;

/// Compresses a text to bytes.
pub(super) fn deflated(text: &str) -> Vec<u8> {
    deflate::compress_to_vec(text.as_bytes(), LEVEL)
}

/// DEFLATE makes no more than so many bytes of one (258 of two bits).
const RATIO: usize = 1_032;

/// Decompresses bytes to a text of a known length; `None` when they are damaged.
pub(super) fn inflated(bytes: &[u8], length: usize) -> Option<String> {
    let mut text = Vec::new();
    inflate_onto(&mut text, bytes, length)?;
    String::from_utf8(text).ok()
}

/// Decompresses bytes to so many bytes behind a text; `None` when they are damaged: then what is
/// behind it means nothing.
pub(super) fn inflate_onto(text: &mut Vec<u8>, bytes: &[u8], length: usize) -> Option<()> {
    if length > bytes.len().saturating_mul(RATIO) {
        return None;
    }
    let start = text.len();
    // What promises more than there is room for is damaged, and must not end the page.
    text.try_reserve(length).ok()?;
    text.resize(start.checked_add(length)?, 0);
    let room = text.get_mut(start..)?;
    let made = inflate::decompress_slice_iter_to_slice(room, [bytes].into_iter(), false, true);
    (made == Ok(length)).then_some(())
}

/// Packs bytes into a text.
pub fn pack(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 3);
    let (mut bits, mut count) = (0_u32, 0);
    let mut push = |group: u32| text.push(char::from_u32(FIRST + group).unwrap_or_default());
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        count += 8;
        if count >= BITS {
            count -= BITS;
            push(bits >> count);
            bits &= (1 << count) - 1;
        }
    }
    if count > 0 {
        push(bits << (BITS - count));
    }
    text
}

/// Unpacks so many bytes; `None` when the text cannot be what
/// packs so many.
pub fn unpack(text: &str, length: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length.min(text.len()));
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.chars() {
        let group = u32::from(letter).checked_sub(FIRST).filter(|group| *group < 1 << BITS)?;
        bits = (bits << BITS) | group;
        count += BITS;
        while count >= 8 && bytes.len() < length {
            count -= 8;
            bytes.push(u8::try_from(bits >> count).ok()?);
            bits &= (1 << count) - 1;
        }
        if count >= BITS {
            return None;
        }
    }
    (bytes.len() == length && bits == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(bytes: Vec<u8>) {
            let text = pack(&bytes);
            prop_assert_eq!(text.chars().count(), (bytes.len() * 8).div_ceil(15));
            prop_assert_eq!(text.encode_utf16().count(), text.chars().count());
            prop_assert_eq!(unpack(&text, bytes.len()), Some(bytes));
        }
    }

    proptest! {
        #[test]
        fn what_is_deflated_is_inflated(text: String) {
            prop_assert_eq!(inflated(&deflated(&text), text.len()), Some(text));
        }
    }

    #[test]
    fn what_repeats_most_is_inflated() {
        let text = "a".repeat(1 << 20);
        assert_eq!(inflated(&deflated(&text), text.len()), Some(text));
    }

    #[test]
    fn another_text_is_not_unpacked() {
        let text = pack(b"trichter");
        assert_eq!(unpack(&text, 7), None);
        assert_eq!(unpack(&text, 10), None);
        assert_eq!(unpack("trichter", 8), None);
        assert_eq!(unpack(&format!("{text}\u{800}"), 8), None);
        assert_eq!(inflated(b"\xff\xff", 10), None);
        assert_eq!(inflated(&deflated("ä"), 1), None);
        assert_eq!(inflated(&deflated("ä"), 3), None);
        assert_eq!(inflated(&deflated("ä"), usize::MAX), None);
        assert_eq!(inflated(b"", 0), None);
    }
}
