//! What a file is, by its name and its first bytes.

use super::decode;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileSort {
    /// There is nothing in it.
    Empty,
    /// A document in JSON.
    Document,
    /// A table of delimited text.
    Table,
    /// A workbook of a spreadsheet program.
    Workbook,
    /// Anything else that is no text.
    Binary,
}

/// How many bytes are looked at.
const SAMPLE: usize = 4_096;
/// A text has fewer control characters than one in so many characters.
const CONTROL_SHARE: usize = 50;

const WORKBOOKS: [&str; 6] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"];
const TABLES: [&str; 3] = [".csv", ".tsv", ".tab"];

impl FileSort {
    /// Tells what a file is. What is called `.json` is a document even if it is
    /// damaged, so that the damage is told and not guessed away.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let name = name.to_lowercase();
        let ends_in = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let mark: &[u8] = &[0xef, 0xbb, 0xbf];
        let content = bytes.strip_prefix(mark).unwrap_or(bytes);
        if content.iter().all(u8::is_ascii_whitespace) {
            return Self::Empty;
        }
        // The first bytes of a zip archive and of an old Office file.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return if ends_in(&WORKBOOKS) { Self::Workbook } else { Self::Binary };
        }
        if ends_in(&[".json"]) {
            return Self::Document;
        }
        let sample = decode(bytes.get(..SAMPLE).unwrap_or(bytes)).text;
        let control = |c: &char| c.is_control() && !c.is_whitespace();
        let controls = sample.chars().filter(control).count();
        if sample.contains('\0') || controls * CONTROL_SHARE > sample.chars().count() {
            return Self::Binary;
        }
        let begins = sample.trim_start().starts_with(['{', '[']);
        if begins && !ends_in(&TABLES) { Self::Document } else { Self::Table }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: FileSort) {
        assert_eq!(FileSort::of(name, bytes), expected, "{name}");
    }

    #[test]
    fn a_file_is_told_by_its_content_where_its_name_does_not_say() {
        check("a.JSON", b"Title,Value", FileSort::Document);
        check("backup", b"\xef\xbb\xbf {\"type\":1}", FileSort::Document);
        check("a.csv", b"[x];y\n1;2", FileSort::Table);
        check("a.txt", b"Title;Value\n", FileSort::Table);
        check(
            "a.csv",
            "\u{feff}a;b".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice(),
            FileSort::Table,
        );
        check("a.csv", b"M\xfcller;1\n", FileSort::Table);
    }

    #[test]
    fn what_is_no_text_is_no_table() {
        check("a.csv", b"", FileSort::Empty);
        check("a.json", b" \r\n", FileSort::Empty);
        check("a.xlsx", b"PK\x03\x04...", FileSort::Workbook);
        check("a.csv", b"PK\x03\x04...", FileSort::Binary);
        check("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileSort::Binary);
    }
}
