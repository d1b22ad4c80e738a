//! A table of texts, as it was cut from a file.

use super::decode::{Decoded, Encoding, decode};
use super::delimiter::{self, Delimiter};
use super::reading::Cutting;
use std::collections::BTreeMap;

/// A table of texts: a header and rows of cells, nothing interpreted yet.
///
/// All cells lie in one string one after the other; a cell is the piece
/// between two offsets. 8,800 rows of 8 cells take the size of the file plus
/// 4 bytes a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawTable {
    text: String,
    /// Where each cell ends in `text`, header included.
    ends: Vec<u32>,
    /// Index into `ends` where each record begins, header first, and one past the last.
    starts: Vec<u32>,
    /// The row number of each record in a spreadsheet: the header is 1 in a plain file.
    numbers: Vec<u32>,
    width: usize,
    /// Cells the user changed, by record and column.
    edits: BTreeMap<(usize, usize), String>,
    /// What separates the cells.
    pub delimiter: Delimiter,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// Whether the file names its columns.
    pub heading: Heading,
    /// What is odd about the file, the first [`PROBLEM_LIMIT`] of them.
    pub problems: Vec<TableProblem>,
    /// How many problems there are in all.
    pub problem_count: usize,
}

/// Whether the first row of a file names the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Heading {
    /// It does.
    #[default]
    FirstRow,
    /// It does not: the columns have no names, and the first row is one like the others.
    Missing,
}

/// Something odd about a delimited file. Rows are counted as a spreadsheet
/// counts them: the header is row 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableProblem {
    /// So many places could not be decoded and show as U+FFFD.
    Undecodable(usize),
    /// A row has fewer cells than the header; the missing ones are empty.
    TooFewCells {
        /// The row.
        row: usize,
        /// Its cells.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A row has more cells than the header; it is probably cut in the wrong place.
    TooManyCells {
        /// The row.
        row: usize,
        /// Its cells.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A quote is opened in this row and never closed: the rest of the file is one cell.
    QuoteNotClosed {
        /// The row.
        row: usize,
    },
    /// The file is larger than [`SIZE_LIMIT`] or wider than [`WIDTH_LIMIT`]; the rest was not read.
    TooLarge,
}

/// How many problems are listed one by one.
pub const PROBLEM_LIMIT: usize = 1_000;
/// The largest text that is read, in bytes.
pub const SIZE_LIMIT: usize = 256 * 1024 * 1024;
/// The largest number of cells in a row.
pub const WIDTH_LIMIT: usize = 16_384;

impl RawTable {
    /// Reads a file, finding out encoding and delimiter.
    pub fn read(bytes: &[u8]) -> Self {
        let decoded = decode(bytes);
        let delimiter = delimiter::guess(&decoded.text);
        Self::parse(&decoded, delimiter)
    }

    /// Reads decoded text with a given delimiter. A first line `sep=…` is not
    /// part of the table.
    pub fn parse(decoded: &Decoded, delimiter: Delimiter) -> Self {
        Cutting::whole(decoded, delimiter)
    }

    /// Makes a table of rows that another form of file gave, the header first.
    pub(super) fn of(rows: &[Vec<String>]) -> Self {
        let mut table = Self::begin(Delimiter::Comma, Encoding::Utf8);
        for (number, row) in rows.iter().enumerate() {
            let mut end = 0;
            let ends: Vec<usize> = row
                .iter()
                .map(|cell| {
                    end += cell.len();
                    table.push_text(cell);
                    end
                })
                .collect();
            table.push_record(&ends, number + 1);
        }
        table.measure_header();
        (0..table.len()).for_each(|row| table.measure(row));
        table
    }

    /// Begins a table without records.
    pub(super) fn begin(delimiter: Delimiter, encoding: Encoding) -> Self {
        Self { delimiter, encoding, starts: vec![0], ..Self::default() }
    }

    /// Adds a record whose cells end at these places behind the record before
    /// it; the text of its cells follows by [`Self::push_text`].
    pub(super) fn push_record(&mut self, ends: &[usize], number: usize) {
        // `SIZE_LIMIT` keeps every offset within 32 bits.
        let begin = self.ends.last().map_or(0, |end| *end as usize);
        self.ends.extend(ends.iter().map(|end| offset(begin + end)));
        self.starts.push(offset(self.ends.len()));
        self.numbers.push(offset(number));
    }

    /// Adds text of cells.
    pub(super) fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Puts a record of nameless columns where the names would stand.
    pub(super) fn push_nameless(&mut self, width: usize) {
        self.heading = Heading::Missing;
        self.push_record(&vec![0; width], 0);
    }

    /// Returns the place of the row that a spreadsheet gives this number.
    pub fn row_of(&self, number: usize) -> Option<usize> {
        let number = u32::try_from(number).ok()?;
        let at = self.numbers.binary_search(&number).ok()?;
        at.checked_sub(1)
    }

    /// Returns the number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the number of rows below the header.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(2)
    }

    /// Returns true when there is no row below the header.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the name of a column, trimmed; empty if it has none.
    pub fn header(&self, column: usize) -> &str {
        self.record_cell(0, column).trim()
    }

    /// Yields the names of the columns.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        (0..self.width).map(|column| self.header(column))
    }

    /// Returns a cell as it is in the file; empty where the row is too short.
    /// Rows count from 0 below the header.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.record_cell(row + 1, column)
    }

    /// Yields the cells of a row one after the other as they were cut, none where the row is too
    /// short, more where it is too long. Changes of the user are not among them.
    pub(super) fn cells_as_cut(&self, row: usize) -> impl Iterator<Item = &str> {
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        let (from, to) = (bound(row + 1), bound(row + 2));
        let before = from.checked_sub(1).and_then(|before| self.ends.get(before));
        let mut begin = before.map_or(0, |end| *end as usize);
        self.ends.get(from..to).unwrap_or_default().iter().map(move |end| {
            let cell = self.text.get(begin..*end as usize).unwrap_or_default();
            begin = *end as usize;
            cell
        })
    }

    /// Returns the number a spreadsheet shows beside a row.
    pub fn row_number(&self, row: usize) -> usize {
        self.numbers.get(row + 1).map_or(0, |number| *number as usize)
    }

    /// Returns how many cells a row has in the file.
    pub fn cells_in(&self, row: usize) -> usize {
        self.record_len(row + 1)
    }

    /// Returns true when every cell of a row is empty: spreadsheets write such
    /// rows at the end of a table.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.cells_in(row)).all(|column| self.cell(row, column).trim().is_empty())
    }

    /// Returns how many cells of a row lie beyond the header and are not empty.
    pub fn surplus(&self, row: usize) -> usize {
        let beyond = self.width..self.cells_in(row);
        beyond.filter(|column| !self.cell(row, *column).trim().is_empty()).count()
    }

    fn record_len(&self, record: usize) -> usize {
        match (self.starts.get(record), self.starts.get(record + 1)) {
            (Some(from), Some(to)) => to.saturating_sub(*from) as usize,
            (None, _) | (_, None) => 0,
        }
    }

    /// Changes a cell, as the user did in the preview. A row too short for it
    /// stays as short as it is.
    pub fn set_cell(&mut self, row: usize, column: usize, text: &str) {
        self.edits.insert((row + 1, column), text.to_owned());
    }

    /// Returns how many cells were changed.
    pub fn edit_count(&self) -> usize {
        self.edits.len()
    }

    fn record_cell(&self, record: usize, column: usize) -> &str {
        if !self.edits.is_empty()
            && let Some(edit) = self.edits.get(&(record, column))
        {
            return edit;
        }
        if column >= self.record_len(record) {
            return "";
        }
        let index = self.starts.get(record).map_or(0, |start| *start as usize) + column;
        let end = self.ends.get(index).map_or(0, |end| *end as usize);
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(start.map_or(0, |start| *start as usize)..end).unwrap_or_default()
    }

    pub(super) fn report(&mut self, problem: TableProblem) {
        self.problem_count += 1;
        if self.problems.len() < PROBLEM_LIMIT {
            self.problems.push(problem);
        }
    }

    /// Puts a problem before the others.
    pub(super) fn report_first(&mut self, problem: TableProblem) {
        self.problem_count += 1;
        self.problems.insert(0, problem);
        self.problems.truncate(PROBLEM_LIMIT);
    }

    /// Takes the names of the header for the width; nameless columns at its end
    /// belong to it as far as a row fills them.
    pub(super) fn measure_header(&mut self) {
        let named = (0..self.record_len(0)).rev().find(|column| !self.header(*column).is_empty());
        self.width = named.map_or(0, |column| column + 1);
    }

    /// Widens the table to what a row fills below nameless columns.
    pub(super) fn measure(&mut self, row: usize) {
        let full = self.record_len(0).min(self.cells_in(row));
        let filled = (self.width..full)
            .rev()
            .find(|column| !self.cell(row, *column).trim().is_empty())
            .map(|column| column + 1);
        self.width = filled.unwrap_or(self.width);
    }

    /// Reports a row that has not the width of the table.
    pub(super) fn inspect(&mut self, row: usize) {
        let (found, expected) = (self.cells_in(row), self.width);
        if found == expected || self.is_blank(row) {
            return;
        }
        let row_number = self.row_number(row);
        if found < expected {
            self.report(TableProblem::TooFewCells { row: row_number, found, expected });
        } else if self.surplus(row) > 0 {
            self.report(TableProblem::TooManyCells { row: row_number, found, expected });
        }
    }
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
