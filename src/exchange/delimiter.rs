//! What separates the cells of a delimited file, and how it is guessed.

use super::number;
use super::records::{Records, Rest};

/// A character between cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `;`, as Excel writes where the comma is the decimal sign.
    #[default]
    Semicolon,
    /// `,`.
    Comma,
    /// A tab.
    Tab,
    /// `|`.
    Pipe,
}

impl Delimiter {
    /// Every delimiter, the one that wins a tie first.
    pub const ALL: [Self; 4] = [Self::Tab, Self::Semicolon, Self::Comma, Self::Pipe];

    /// Returns the character.
    pub fn char(self) -> char {
        char::from(self.byte())
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// A first line `sep=;` as Excel reads it.
#[derive(Clone, Copy)]
pub(super) struct SeparatorLine {
    /// What it names, if we know it.
    delimiter: Option<Delimiter>,
    /// Its length with the line end, in bytes.
    pub length: usize,
}

/// Finds a first line `sep=…`.
pub(super) fn separator_line(text: &str) -> Option<SeparatorLine> {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let bare = line.trim_matches('"');
    let named = bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let mut rest = bare.get(named.len()..).unwrap_or_default().chars();
    let (Some(separator), None) = (rest.next(), rest.next()) else { return None };
    let after = text.get(line.len()..).unwrap_or_default();
    let line_end = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    Some(SeparatorLine {
        delimiter: Delimiter::ALL.into_iter().find(|known| known.char() == separator),
        length: line.len() + line_end,
    })
}

/// How many records and bytes are looked at.
const SAMPLE_RECORDS: usize = 200;
pub(super) const SAMPLE_BYTES: usize = 64 * 1024;

/// Guesses the delimiter. A line `sep=…` decides. Otherwise each candidate cuts
/// a sample, and the one wins that gives most records as many cells as the
/// header and leaves the fewest cells with another candidate in them. A decimal
/// comma in a number and a comma before a space are no sign of a wrong cut.
pub fn guess(text: &str) -> Delimiter {
    if let Some(SeparatorLine { delimiter: Some(delimiter), .. }) = separator_line(text) {
        return delimiter;
    }
    let end = (0..=text.len().min(SAMPLE_BYTES)).rev().find(|at| text.is_char_boundary(*at));
    let sample = text.get(..end.unwrap_or(0)).unwrap_or_default();
    let mut best: Option<(f64, Delimiter)> = None;
    for delimiter in Delimiter::ALL {
        if sample.contains(delimiter.char())
            && let Some(score) = score(sample, delimiter)
            && best.is_none_or(|(highest, _)| score > highest)
        {
            best = Some((score, delimiter));
        }
    }
    // One column only: a delimiter that cuts nothing leaves the cells whole.
    best.map(|(_, delimiter)| delimiter)
        .or_else(|| Delimiter::ALL.into_iter().find(|delimiter| !sample.contains(delimiter.char())))
        .unwrap_or_default()
}

/// Rates a candidate between 0 and 1; `None` when it does not cut the header.
fn score(sample: &str, delimiter: Delimiter) -> Option<f64> {
    let mut records = Records::new(delimiter);
    let mut rest = sample.as_bytes();
    records.make_room(rest.len());
    let mut width = 0;
    let (mut read, mut fitting, mut cells, mut clean) = (0_usize, 0_usize, 0_usize, 0_usize);
    while read < SAMPLE_RECORDS && records.next(&mut rest, Rest::Ended).is_some() {
        let output = records.text();
        let ends = records.ends();
        if read == 0 {
            width = ends.len();
            if width < 2 {
                return None;
            }
        }
        read += 1;
        fitting += usize::from(ends.len() == width);
        let mut start = 0;
        for end in ends {
            let bytes = output.get(start..*end).unwrap_or_default();
            let cell = std::str::from_utf8(bytes).unwrap_or_default();
            start = *end;
            if !cell.is_empty() {
                cells += 1;
                clean += usize::from(is_clean(cell, delimiter));
            }
        }
        records.keep_from(usize::MAX);
    }
    // A header of empty names such as ";;;" says nothing.
    (cells > 0).then(|| (fitting as f64 / read as f64) * (clean as f64 / cells as f64))
}

fn is_clean(cell: &str, delimiter: Delimiter) -> bool {
    let signs_of_another = Delimiter::ALL
        .into_iter()
        .filter(|other| *other != delimiter)
        .flat_map(|other| cell.match_indices(other.char()))
        .filter(|(at, found)| !cell.get(at + found.len()..).unwrap_or_default().starts_with(' '))
        .count();
    signs_of_another == 0 || number::is_number(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Delimiter) {
        assert_eq!(guess(text), expected, "{text:?}");
    }

    #[test]
    fn commas_in_names_and_numbers_do_not_mislead_the_guess() {
        check("Firma;Wert\nMeyer, Schulz GmbH;1200,50\n", Delimiter::Semicolon);
        check("1,5;2,5;3,5", Delimiter::Semicolon);
        check("1,5;2,5;3,5\n1,5;2,5;3,5\n", Delimiter::Semicolon);
        check("Name, Vorname;Alter\nMeyer, Hans;33\n", Delimiter::Semicolon);
        check("Preis, netto;Preis, brutto\n1,50;1,79\n2,50;2,98\n", Delimiter::Semicolon);
    }

    #[test]
    fn each_delimiter_is_found() {
        check("a;b\n1;2\n", Delimiter::Semicolon);
        check("a,b\n1,2\n", Delimiter::Comma);
        check("a\tb\n1\t2\n", Delimiter::Tab);
        check("a|b\n1|2\n", Delimiter::Pipe);
        check("\"x;y\",\"z\"\n\"1;2\",\"3;4;5\"\n", Delimiter::Comma);
        check("Name,Tags\nA,x;y\nB,z\nC,\n", Delimiter::Comma);
    }

    #[test]
    fn a_separator_line_decides() {
        check("sep=|\na;b|c\n", Delimiter::Pipe);
        check("\"sep=,\"\r\na;b,c\n", Delimiter::Comma);
        assert_eq!(separator_line("sep=;\r\na").map(|line| line.length), Some(7));
        assert!(separator_line("separate;b").is_none());
    }

    #[test]
    fn a_single_column_is_not_cut() {
        check("Firma\nMeyer, Schulz GmbH\nA;B\n", Delimiter::Tab);
        check("", Delimiter::Tab);
    }
}
