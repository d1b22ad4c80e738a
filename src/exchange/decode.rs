//! Turns the bytes of a file into text and says how they were written.

use std::borrow::Cow;

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a mark.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, the "ANSI" of western Windows.
    Windows1252,
}

impl Encoding {
    /// Every encoding, for a menu.
    pub const ALL: [Self; 5] =
        [Self::Utf8, Self::Utf8Bom, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];
}

/// A decoded text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// How many places were unreadable and became U+FFFD.
    pub replaced: usize,
}

/// How many bytes are looked at to tell UTF-16 without a mark.
const SAMPLE: usize = 2048;
/// A broken UTF-8 file (cut off, one bad byte) stays UTF-8 while it has at
/// least so many whole multi-byte characters for each broken place.
const GOOD_PER_BROKEN: usize = 4;

/// Decodes bytes, finding out the encoding: a byte order mark decides, then
/// the pattern of zero bytes of UTF-16, then whether it is UTF-8; what is left
/// is Windows-1252, which can read anything.
pub fn decode(bytes: &[u8]) -> Decoded {
    let encoding = apparent(bytes).unwrap_or_else(|| {
        let mut count = Utf8Count::default();
        count.add(bytes);
        count.encoding()
    });
    decode_as(bytes, encoding)
}

/// Decodes bytes as an encoding the user chose; a byte order mark of that
/// encoding is left out.
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded {
    let (text, replaced) = piece(bytes.get(mark(bytes, encoding)..).unwrap_or_default(), encoding);
    Decoded { text: text.into_owned(), encoding, replaced }
}

/// Tells the encoding by a byte order mark or the zeros of UTF-16; `None` where
/// it takes a look at every byte.
pub(super) fn apparent(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        return Some(Encoding::Utf8Bom);
    }
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16Be);
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    // Text in a European language has a zero in nearly every pair, always on one side.
    if pairs >= 2 && zeros(1) * 2 > pairs && zeros(0) * 10 < pairs {
        return Some(Encoding::Utf16Le);
    }
    if pairs >= 2 && zeros(0) * 2 > pairs && zeros(1) * 10 < pairs {
        return Some(Encoding::Utf16Be);
    }
    None
}

/// Counts whole and broken characters of UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Utf8Count {
    good: usize,
    broken: usize,
}

impl Utf8Count {
    /// Adds a piece that ends at a [`boundary`].
    pub fn add(&mut self, bytes: &[u8]) {
        if bytes.is_ascii() {
            return;
        }
        for chunk in bytes.utf8_chunks() {
            self.good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            self.broken += usize::from(!chunk.invalid().is_empty());
        }
    }

    /// Says what the bytes are.
    pub fn encoding(self) -> Encoding {
        if self.broken == 0 || self.good >= self.broken * GOOD_PER_BROKEN {
            Encoding::Utf8
        } else {
            Encoding::Windows1252
        }
    }
}

/// Returns the length of the byte order mark of an encoding, 0 without one.
pub(super) fn mark(bytes: &[u8], encoding: Encoding) -> usize {
    let mark: &[u8] = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => &[0xef, 0xbb, 0xbf],
        Encoding::Utf16Le => &[0xff, 0xfe],
        Encoding::Utf16Be => &[0xfe, 0xff],
        Encoding::Windows1252 => &[],
    };
    if bytes.starts_with(mark) { mark.len() } else { 0 }
}

/// Moves a place in the bytes back to where a piece may end, so that the pieces
/// decode to what the whole decodes to. `from` is where the piece begins.
pub(super) fn boundary(bytes: &[u8], from: usize, at: usize, encoding: Encoding) -> usize {
    if at >= bytes.len() {
        return bytes.len();
    }
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => {
            let starts = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
            // More than three bytes that continue a character continue none.
            let back = (from + 1..=at).rev().take(4).find(starts);
            back.unwrap_or(at)
        }
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let at = from + (at - from) / 2 * 2;
            let high =
                if encoding == Encoding::Utf16Le { at.wrapping_sub(1) } else { at.wrapping_sub(2) };
            let halved = bytes.get(high).is_some_and(|byte| byte & 0xfc == 0xd8);
            if halved && at >= from + 4 { at - 2 } else { at }
        }
        Encoding::Windows1252 => at,
    }
}

/// Decodes a piece without looking for a mark; says how many places were
/// unreadable.
pub(super) fn piece(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, usize) {
    let (text, replaced) = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => match std::str::from_utf8(bytes) {
            Ok(text) => return (Cow::Borrowed(text), 0),
            Err(_) => utf8(bytes),
        },
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Encoding::Windows1252 => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), 0),
    };
    (Cow::Owned(text), replaced)
}

fn utf8(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    (text, replaced)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut replaced = bytes.len() % 2;
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0,
    });
    for character in char::decode_utf16(units) {
        text.push(character.unwrap_or_else(|_| {
            replaced += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    (text, replaced)
}

/// Bytes 0x80 to 0x9f of Windows-1252; the five unassigned ones are the
/// control characters of the same number, as browsers read them (WHATWG
/// Encoding, index-windows-1252).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        // Latin-1 is the first page of Unicode.
        0x00..=0x7f | 0xa0..=0xff => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Müller;1.200 €\r\n„Größe“;žluť\n";

    fn utf16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_told_with_and_without_a_mark() {
        let cases: [(Vec<u8>, Encoding); 6] = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (format!("\u{feff}{TEXT}").into_bytes(), Encoding::Utf8Bom),
            (utf16_bytes(&format!("\u{feff}{TEXT}"), u16::to_le_bytes), Encoding::Utf16Le),
            (utf16_bytes(&format!("\u{feff}{TEXT}"), u16::to_be_bytes), Encoding::Utf16Be),
            (utf16_bytes(TEXT, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16_bytes(TEXT, u16::to_be_bytes), Encoding::Utf16Be),
        ];
        for (bytes, encoding) in cases {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
            assert_eq!(decoded.replaced, 0);
        }
    }

    #[test]
    fn an_excel_file_in_windows_1252_reads_with_umlauts_and_euro() {
        let bytes = b"M\xfcller;1.200 \x80;\x84Gr\xf6\xdfe\x93";
        let decoded = decode(bytes);
        assert_eq!(decoded.text, "Müller;1.200 €;„Größe“");
        assert_eq!(decoded.encoding, Encoding::Windows1252);
    }

    #[test]
    fn a_cut_off_utf8_file_stays_utf8_and_says_what_is_broken() {
        let mut bytes = "äöüß Größe für Müller€".as_bytes().to_vec();
        bytes.pop();
        let decoded = decode(&bytes);
        assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Utf8, 1));
        assert!(decoded.text.ends_with("Müller\u{fffd}"));
    }

    #[test]
    fn nothing_is_empty_text() {
        assert_eq!(decode(b""), Decoded::default());
        assert_eq!(decode(&[0xff, 0xfe]).text, "");
        assert_eq!(decode(&[0xff]).text, "ÿ");
    }
}
