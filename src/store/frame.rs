//! A text with its schema, checksum and length.

/// The version of everything the store writes, except the documents in it.
pub(super) const SCHEMA: u32 = 1;

/// What a framed text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unframed<T> {
    /// It is whole.
    Whole(T),
    /// It is whole, and of a newer version of this program.
    Newer(u32),
    /// It is damaged.
    Broken,
}

/// Frames a text.
pub(super) fn frame(json: &str) -> String {
    let checksum = checksum(SCHEMA, json);
    format!("{SCHEMA} {checksum:08x} {} {json}", json.len())
}

/// Takes a text out of its frame.
pub(super) fn unframe(framed: &str) -> Unframed<&str> {
    let mut parts = framed.splitn(4, ' ');
    let mut next = || parts.next().unwrap_or_default();
    let (schema, crc, length, json) = (next(), next(), next(), next());
    let (Ok(schema), Ok(crc), Ok(length)) =
        (schema.parse::<u32>(), u32::from_str_radix(crc, 16), length.parse::<usize>())
    else {
        return Unframed::Broken;
    };
    // Only as it is written: another way to write the numbers is damage, too.
    let head = format!("{schema} {crc:08x} {length} ");
    if !framed.starts_with(&head) || length != json.len() || crc != checksum(schema, json) {
        Unframed::Broken
    } else if schema > SCHEMA {
        Unframed::Newer(schema)
    } else {
        Unframed::Whole(json)
    }
}

/// Returns the checksum that a frame names; 0 for a text without a frame.
pub(super) fn sum_of(framed: &str) -> u32 {
    let sum = framed.split(' ').nth(1).unwrap_or_default();
    u32::from_str_radix(sum, 16).unwrap_or_default()
}

fn checksum(schema: u32, json: &str) -> u32 {
    let start = crc32_of(!0, schema.to_string().as_bytes());
    !crc32_of(crc32_of(start, b" "), json.as_bytes())
}

/// The CRC-32 of IEEE 802.3, as gzip and PNG use it.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !crc32_of(!0, bytes)
}

fn crc32_of(start: u32, bytes: &[u8]) -> u32 {
    let mut crc = start;
    for byte in bytes {
        let at = usize::from((crc & 0xff) as u8 ^ byte);
        crc = TABLE.get(at).copied().unwrap_or(0) ^ (crc >> 8);
    }
    crc
}

/// The remainders of all bytes by the reversed polynomial 0xEDB88320.
#[allow(clippy::indexing_slicing, reason = "runs while compiling")]
static TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u32;
    while byte < 256 {
        let mut crc = byte;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[byte as usize] = crc;
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(1, "x"), crc32(b"1 x"));
    }

    #[test]
    fn a_frame_opens_only_when_nothing_changed() {
        let framed = frame("{\"a\":\"ä b\"}");
        assert_eq!(unframe(&framed), Unframed::Whole("{\"a\":\"ä b\"}"));
        for at in 0..framed.len() {
            let mut bytes = framed.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(flipped) = String::from_utf8(bytes) {
                assert_eq!(unframe(&flipped), Unframed::Broken, "{flipped}");
            }
            assert_eq!(unframe(framed.get(..at).unwrap_or_default()), Unframed::Broken);
        }
    }

    #[test]
    fn another_way_to_write_the_numbers_is_damage() {
        let framed = frame("{}");
        let sum = framed.split(' ').nth(1).unwrap_or_default();
        assert!(sum.bytes().any(|digit| digit.is_ascii_lowercase()), "{sum}");
        for other in [framed.replace(sum, &sum.to_uppercase()), format!("0{framed}")] {
            assert_eq!(unframe(&other), Unframed::Broken, "{other}");
        }
    }

    #[test]
    fn a_newer_schema_is_not_damage() {
        let framed = format!("2 {:08x} 1 x", checksum(2, "x"));
        assert_eq!(unframe(&framed), Unframed::Newer(2));
    }
}
