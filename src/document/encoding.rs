//! From the bytes of a file to text.

/// Says that bytes are no text in UTF-8 or UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText {
    /// How many bytes from the start are text.
    pub valid_up_to: usize,
}

/// Reads the bytes of a document as text: UTF-8 or UTF-16 of either byte order,
/// told apart by the byte order mark or, since a document begins with `{`, by
/// its first two bytes. The mark is not part of the text.
///
/// # Errors
/// [`NotText`] for bytes that are neither, and for half a surrogate pair.
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, 2),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, 2),
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes, 0),
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes, 0),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, 3),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<String, NotText> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(NotText { valid_up_to: skipped + error.valid_up_to() }),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, skipped: usize) -> Result<String, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut units = 0;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(letter) = decoded else {
            return Err(NotText { valid_up_to: skipped + 2 * units });
        };
        units += letter.len_utf16();
        text.push(letter);
    }
    if rest.is_empty() { Ok(text) } else { Err(NotText { valid_up_to: skipped + 2 * units }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_text_gives_the_text() {
        let text = "{\"ä\":\"€ 😀\"}";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &le),
            marked(b"\xfe\xff", &be),
            le,
            be,
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b""), Ok(String::new()));
    }

    #[test]
    fn what_is_no_text_says_where() {
        assert_eq!(decode(b"ab\xff"), Err(NotText { valid_up_to: 2 }));
        assert_eq!(decode(b"\xef\xbb\xbfa\xff"), Err(NotText { valid_up_to: 4 }));
        assert_eq!(decode(b"\xff\xfea\0\0\xd8b\0"), Err(NotText { valid_up_to: 4 }));
        assert_eq!(decode(b"\xff\xfea\0b"), Err(NotText { valid_up_to: 4 }));
    }
}
