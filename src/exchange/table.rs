//! Reads delimited text as programs really write it, and writes it back.

use super::decode::{Decoded, Encoding, decode};
use super::delimiter::{self, Delimiter};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

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
    /// What separates the cells.
    pub delimiter: Delimiter,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// What is odd about the file, the first [`PROBLEM_LIMIT`] of them.
    pub problems: Vec<TableProblem>,
    /// How many problems there are in all.
    pub problem_count: usize,
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
        let mut table = Self { delimiter, encoding: decoded.encoding, ..Self::default() };
        if decoded.replaced > 0 {
            table.report(TableProblem::Undecodable(decoded.replaced));
        }
        let separator = delimiter::separator_line(&decoded.text);
        let skipped = separator.map_or(0, |line| line.length);
        let mut text = decoded.text.get(skipped..).unwrap_or_default();
        if text.len() > SIZE_LIMIT {
            let end = (0..=SIZE_LIMIT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text = text.get(..end).unwrap_or_default();
            table.report(TableProblem::TooLarge);
        }
        table.fill(text, usize::from(separator.is_some()));
        table.measure();
        table
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

    fn record_cell(&self, record: usize, column: usize) -> &str {
        if column >= self.record_len(record) {
            return "";
        }
        let index = self.starts.get(record).map_or(0, |start| *start as usize) + column;
        let end = self.ends.get(index).map_or(0, |end| *end as usize);
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(start.map_or(0, |start| *start as usize)..end).unwrap_or_default()
    }

    fn report(&mut self, problem: TableProblem) {
        self.problem_count += 1;
        if self.problems.len() < PROBLEM_LIMIT {
            self.problems.push(problem);
        }
    }

    /// Cuts the text into records. `number` is the row number before the first.
    fn fill(&mut self, text: &str, mut number: usize) {
        let mut reader = Records::new(text, self.delimiter);
        // Unescaped text is never longer than escaped text.
        let mut output = vec![0_u8; text.len() + 1];
        let mut written = 0;
        self.starts.push(0);
        while let Some(record) = reader.next(output.get_mut(written..).unwrap_or_default()) {
            number += record.blank_before + 1;
            if reader.ends().len() > WIDTH_LIMIT {
                self.report(TableProblem::TooLarge);
                break;
            }
            // `SIZE_LIMIT` keeps every offset within 32 bits.
            let cells = reader.ends().iter().map(|end| offset(written + end));
            self.ends.extend(cells);
            written += reader.ends().last().copied().unwrap_or(0);
            self.starts.push(offset(self.ends.len()));
            self.numbers.push(offset(number));
            if record.quote_open {
                self.report(TableProblem::QuoteNotClosed { row: number });
            }
        }
        output.truncate(written);
        self.text = String::from_utf8(output).unwrap_or_default();
    }

    /// Finds the width, leaving out nameless empty columns at the end, and the
    /// rows that do not have it.
    fn measure(&mut self) {
        let named = (0..self.record_len(0)).rev().find(|column| !self.header(*column).is_empty());
        let named = named.map_or(0, |column| column + 1);
        let full = self.record_len(0);
        let filled = (0..self.len())
            .flat_map(|row| (named..self.cells_in(row).min(full)).map(move |column| (row, column)))
            .filter(|(row, column)| !self.cell(*row, *column).trim().is_empty())
            .map(|(_, column)| column + 1)
            .max();
        self.width = filled.unwrap_or(named);
        for row in 0..self.len() {
            if self.is_blank(row) {
                continue;
            }
            let (row_number, found, expected) =
                (self.row_number(row), self.cells_in(row), self.width);
            if found < expected {
                self.report(TableProblem::TooFewCells { row: row_number, found, expected });
            } else if self.surplus(row) > 0 {
                self.report(TableProblem::TooManyCells { row: row_number, found, expected });
            }
        }
    }
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A record that was read.
pub(super) struct RecordRead {
    /// Lines without any character before it.
    pub blank_before: usize,
    /// Whether the text ended within quotes.
    pub quote_open: bool,
}

/// Reads records one after the other. CR, LF and CRLF all end one.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    reader: Reader,
    after_cr: bool,
    flushed: bool,
    ends: Vec<usize>,
    count: usize,
}

impl<'a> Records<'a> {
    pub fn new(text: &'a str, delimiter: Delimiter) -> Self {
        Self {
            rest: text.as_bytes(),
            reader: ReaderBuilder::new().delimiter(delimiter.byte()).build(),
            after_cr: false,
            flushed: false,
            ends: vec![0; 64],
            count: 0,
        }
    }

    /// Returns where the cells of the last record end in its output.
    pub fn ends(&self) -> &[usize] {
        self.ends.get(..self.count).unwrap_or_default()
    }

    /// Reads the next record into `output`; `None` at the end.
    pub fn next(&mut self, output: &mut [u8]) -> Option<RecordRead> {
        if self.flushed {
            return None;
        }
        let blank_before = self.skip_blank();
        self.count = 0;
        let mut written = 0;
        let mut quote_open = false;
        loop {
            if self.count + 1 >= self.ends.len() {
                let longer = self.ends.len() * 2;
                self.ends.resize(longer, 0);
            }
            let free = output.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(self.rest, free, ends);
            self.after_cr = read > 0 && self.rest.get(read - 1) == Some(&b'\r');
            self.rest = self.rest.get(read..).unwrap_or_default();
            written += wrote;
            self.count += ended;
            match result {
                ReadRecordResult::Record => {
                    if quote_open && let Some(end) = self.ends.get_mut(self.count - 1) {
                        // The line end that closed it is ours, not the file's.
                        *end = end.saturating_sub(1);
                    }
                    return Some(RecordRead { blank_before, quote_open });
                }
                ReadRecordResult::InputEmpty if !self.flushed => {
                    // A line end closes the last record unless it is within quotes.
                    self.flushed = true;
                    let ends = self.ends.get_mut(self.count..).unwrap_or_default();
                    let free = output.get_mut(written..).unwrap_or_default();
                    let (result, _, wrote, ended) = self.reader.read_record(b"\n", free, ends);
                    match result {
                        ReadRecordResult::Record => {
                            self.count += ended;
                            return Some(RecordRead { blank_before, quote_open });
                        }
                        ReadRecordResult::InputEmpty
                        | ReadRecordResult::OutputFull
                        | ReadRecordResult::OutputEndsFull
                        | ReadRecordResult::End => {
                            quote_open = written + wrote + self.count > 0;
                            self.count += ended;
                        }
                    }
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::OutputFull | ReadRecordResult::End => return None,
            }
        }
    }

    fn skip_blank(&mut self) -> usize {
        let mut blank = 0;
        loop {
            match self.rest.first() {
                Some(b'\n') if self.after_cr => self.after_cr = false,
                Some(b'\n') => blank += 1,
                Some(b'\r') => {
                    blank += 1;
                    self.after_cr = true;
                }
                Some(_) | None => return blank,
            }
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
    }
}
