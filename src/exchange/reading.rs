//! Reads a file slice by slice, so that a page can show how far it is, stay
//! awake and stop.

use super::column::Column;
use super::decode::{self, Decoded, Encoding, Utf8Count};
use super::delimiter::{self, Delimiter};
use super::records::{Records, Rest};
use super::table::{Heading, RawTable, SIZE_LIMIT, TableProblem, WIDTH_LIMIT};
use std::sync::Arc;

/// A slice that a slow machine reads well within a tenth of a second, in bytes.
pub const SLICE: usize = 256 * 1024;

/// Whether a reading is at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Call again.
    More,
    /// The table is whole.
    Done,
}

/// A file on its way to a table. Drop it to stop.
///
/// # Example
/// ```
/// use std::sync::Arc;
/// use trichter::exchange::{Reading, SLICE, Step};
/// let mut reading = Reading::new(Arc::new(b"Titel;Wert\nUmbau;1.200\n".to_vec()));
/// while reading.step(SLICE) == Step::More {
///     // Show `reading.progress()`, let the page breathe, or drop the reading.
/// }
/// let (table, columns) = reading.finish();
/// assert_eq!((table.cell(0, 0), columns.len()), ("Umbau", 2));
/// ```
#[derive(Debug)]
pub struct Reading {
    bytes: Arc<Vec<u8>>,
    encoding: Option<Encoding>,
    delimiter: Option<Delimiter>,
    heading: Heading,
    count: Utf8Count,
    replaced: usize,
    cutting: Option<Cutting>,
    columns: Vec<Column>,
    stage: Stage,
    /// How far the stage is: a byte or a row.
    at: usize,
}

/// What is done to the file, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Looking for bytes that are no UTF-8.
    Sniff,
    Cut,
    Measure,
    Inspect,
    Study,
    Done,
}

/// How much of the work each stage is, measured on 50 MB.
const WEIGHTS: [(Stage, f64); 5] = [
    (Stage::Sniff, 0.05),
    (Stage::Cut, 0.35),
    (Stage::Measure, 0.02),
    (Stage::Inspect, 0.03),
    (Stage::Study, 0.55),
];

impl Reading {
    /// Begins to read a file, finding out encoding and delimiter.
    pub fn new(bytes: Arc<Vec<u8>>) -> Self {
        let encoding = decode::apparent(&bytes);
        Self::begin(bytes, encoding, None)
    }

    /// Begins to read a file as the user chose.
    pub fn with(bytes: Arc<Vec<u8>>, encoding: Encoding, delimiter: Delimiter) -> Self {
        Self::begin(bytes, Some(encoding), Some(delimiter))
    }

    /// Takes the first row as the user chose; to be said before the first step.
    #[must_use]
    pub fn headed(self, heading: Heading) -> Self {
        Self { heading, ..self }
    }

    fn begin(
        bytes: Arc<Vec<u8>>,
        encoding: Option<Encoding>,
        delimiter: Option<Delimiter>,
    ) -> Self {
        Self {
            bytes,
            encoding,
            delimiter,
            heading: Heading::FirstRow,
            count: Utf8Count::default(),
            replaced: 0,
            cutting: None,
            columns: Vec::new(),
            stage: Stage::Sniff,
            at: 0,
        }
    }

    /// Returns how much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        let mut share = 0.0;
        for (stage, weight) in WEIGHTS {
            if stage == self.stage {
                let all = match stage {
                    Stage::Sniff | Stage::Cut => self.bytes.len(),
                    Stage::Measure | Stage::Inspect | Stage::Study | Stage::Done => self.rows(),
                };
                return share + weight * (self.at as f64 / all.max(1) as f64).min(1.0);
            }
            share += weight;
        }
        1.0
    }

    /// Works on about so many bytes of the file.
    pub fn step(&mut self, budget: usize) -> Step {
        let budget = budget.max(1);
        match self.stage {
            Stage::Sniff => self.sniff(budget),
            Stage::Cut => self.cut(budget),
            Stage::Measure => {
                let to = self.up_to(budget * 8);
                if let Some(cutting) = &mut self.cutting {
                    (self.at..to).for_each(|row| cutting.table.measure(row));
                }
                self.go_on(to, Stage::Inspect);
            }
            Stage::Inspect => {
                let to = self.up_to(budget * 4);
                if let Some(cutting) = &mut self.cutting {
                    (self.at..to).for_each(|row| cutting.table.inspect(row));
                }
                self.go_on(to, Stage::Study);
            }
            Stage::Study => self.study(budget),
            Stage::Done => {}
        }
        if self.stage == Stage::Done { Step::Done } else { Step::More }
    }

    /// Returns the table and what its columns hold, reading what is left.
    pub fn finish(mut self) -> (RawTable, Vec<Column>) {
        while self.step(SLICE) == Step::More {}
        let table = self.cutting.map(|cutting| cutting.table).unwrap_or_default();
        (table, self.columns)
    }

    fn rows(&self) -> usize {
        self.cutting.as_ref().map_or(0, |cutting| cutting.table.len())
    }

    /// The row up to which a budget of bytes reaches.
    fn up_to(&self, budget: usize) -> usize {
        let rows = self.rows();
        let length = self.bytes.len() / rows.max(1);
        self.at.saturating_add(budget / length.max(1) + 1).min(rows)
    }

    fn go_on(&mut self, to: usize, next: Stage) {
        self.at = to;
        if to >= self.rows() {
            self.at = 0;
            self.stage = next;
        }
    }

    fn sniff(&mut self, budget: usize) {
        if self.encoding.is_none() {
            let from = self.at;
            // A slice of one byte would never hold a whole character.
            let wanted = from.saturating_add(budget.max(8));
            let to = decode::boundary(&self.bytes, from, wanted, Encoding::Utf8);
            self.count.add(self.bytes.get(from..to).unwrap_or_default());
            self.at = to;
            if to < self.bytes.len() {
                return;
            }
        }
        let encoding = self.encoding.unwrap_or_else(|| self.count.encoding());
        self.encoding = Some(encoding);
        self.at = decode::mark(&self.bytes, encoding);
        // In UTF-16 a character takes two bytes, so the sample of a guess twice as many.
        let wanted = self.at.saturating_add(2 * delimiter::SAMPLE_BYTES);
        let end = decode::boundary(&self.bytes, self.at, wanted, encoding);
        let head = self.bytes.get(self.at..end).unwrap_or_default();
        let head = decode::piece(head, encoding).0;
        let delimiter = self.delimiter.unwrap_or_else(|| delimiter::guess(&head));
        let mut cutting = Cutting::new(encoding, delimiter, &head);
        cutting.heading = self.heading;
        self.cutting = Some(cutting);
        self.stage = Stage::Cut;
    }

    fn cut(&mut self, budget: usize) {
        let encoding = self.encoding.unwrap_or_default();
        let from = self.at;
        let wanted = from.saturating_add(budget.max(8));
        let to = decode::boundary(&self.bytes, from, wanted, encoding);
        let (text, replaced) =
            decode::piece(self.bytes.get(from..to).unwrap_or_default(), encoding);
        self.replaced += replaced;
        self.at = to;
        let rest = if to < self.bytes.len() { Rest::Follows } else { Rest::Ended };
        let Some(cutting) = &mut self.cutting else { return };
        cutting.feed(text.as_bytes(), rest);
        if rest == Rest::Ended {
            cutting.close(self.replaced);
            self.columns = cutting.table.headers().map(Column::named).collect();
            self.at = 0;
            self.stage = Stage::Measure;
        }
    }

    fn study(&mut self, budget: usize) {
        let to = self.up_to(budget);
        if let Some(cutting) = &self.cutting {
            let table = &cutting.table;
            // Measuring may have found columns without a name.
            while self.columns.len() < table.width() {
                self.columns.push(Column::named(table.header(self.columns.len())));
            }
            for row in self.at..to {
                for (column, cell) in self.columns.iter_mut().zip(table.cells_as_cut(row)) {
                    column.look(cell);
                }
            }
        }
        self.go_on(to, Stage::Done);
    }
}

/// A table that is being cut.
pub(super) struct Cutting {
    table: RawTable,
    records: Records,
    /// Bytes of a line `sep=…` still to be passed over.
    skip: usize,
    /// The row number of the last record.
    number: usize,
    /// Bytes that were fed.
    size: usize,
    heading: Heading,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    /// Too large: nothing more is taken.
    Full,
}

impl std::fmt::Debug for Cutting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Cutting").field("size", &self.size).finish_non_exhaustive()
    }
}

impl Cutting {
    /// Begins; `head` holds the first line of the text.
    fn new(encoding: Encoding, delimiter: Delimiter, head: &str) -> Self {
        let separator = delimiter::separator_line(head);
        Self {
            table: RawTable::begin(delimiter, encoding),
            records: Records::new(delimiter),
            skip: separator.map_or(0, |line| line.length),
            number: usize::from(separator.is_some()),
            size: 0,
            heading: Heading::FirstRow,
            state: State::Open,
        }
    }

    /// Cuts a whole text.
    pub fn whole(decoded: &Decoded, delimiter: Delimiter) -> RawTable {
        let mut cutting = Self::new(decoded.encoding, delimiter, &decoded.text);
        let mut pieces = decoded.text.as_bytes().chunks(SLICE).peekable();
        while let Some(piece) = pieces.next() {
            let rest = if pieces.peek().is_some() { Rest::Follows } else { Rest::Ended };
            cutting.feed(piece, rest);
        }
        cutting.close(decoded.replaced);
        let mut table = cutting.table;
        (0..table.len()).for_each(|row| table.measure(row));
        (0..table.len()).for_each(|row| table.inspect(row));
        table
    }

    fn feed(&mut self, bytes: &[u8], mut rest: Rest) {
        if self.state == State::Full {
            return;
        }
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        let mut text = bytes.get(skipped..).unwrap_or_default();
        self.size += text.len();
        if self.size > SIZE_LIMIT {
            let kept = text.len().saturating_sub(self.size - SIZE_LIMIT);
            let starts = |at: &usize| text.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
            let kept = (0..=kept).rev().find(starts).unwrap_or(0);
            text = text.get(..kept).unwrap_or_default();
            self.stop();
            rest = Rest::Ended;
        }
        self.records.make_room(text.len());
        while let Some(record) = self.records.next(&mut text, rest) {
            self.number += record.blank_before + 1;
            if self.records.ends().len() > WIDTH_LIMIT {
                self.stop();
                break;
            }
            if self.heading == Heading::Missing && self.table.heading == Heading::FirstRow {
                self.table.push_nameless(self.records.ends().len());
            }
            self.table.push_record(self.records.ends(), self.number);
            if record.quote_open {
                self.table.report(TableProblem::QuoteNotClosed { row: self.number });
            }
        }
        // Records end between characters, so their text is whole.
        self.table.push_text(std::str::from_utf8(self.records.text()).unwrap_or_default());
        self.records.keep_from(usize::MAX);
    }

    fn stop(&mut self) {
        self.state = State::Full;
        self.table.report(TableProblem::TooLarge);
    }

    fn close(&mut self, replaced: usize) {
        if replaced > 0 {
            self.table.report_first(TableProblem::Undecodable(replaced));
        }
        self.table.measure_header();
    }
}
