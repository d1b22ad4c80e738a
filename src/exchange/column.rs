//! What a column of texts holds, with the evidence for it.

use super::RawTable;
use super::date::{self, DateSign, DayOrder};
use super::number::{self, DecimalMark, NumberSign};

/// What was found out about a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name; may be empty.
    pub header: String,
    /// How many cells are not empty.
    pub filled: usize,
    /// The first different values, at most [`EXAMPLE_LIMIT`].
    pub examples: Vec<String>,
    /// What its cells say about numbers.
    pub numbers: NumberEvidence,
    /// What its cells say about dates.
    pub dates: DateEvidence,
}

/// How many examples are kept.
pub const EXAMPLE_LIMIT: usize = 5;
/// How many characters of an example are kept.
const EXAMPLE_LENGTH: usize = 80;
/// A column is of a kind when at least this share of its cells (in per cent) is.
const SHARE_PERCENT: usize = 80;

/// Counts of cells by what they say about the decimal mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberEvidence {
    /// Only readable with a decimal comma.
    pub comma: usize,
    /// Only readable with a decimal point.
    pub point: usize,
    /// Readable the same with both.
    pub either: usize,
    /// Readable differently with both, such as `1.000`.
    pub ambiguous: usize,
}

/// Counts of cells by what they say about the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// Only readable with the day first.
    pub day_first: usize,
    /// Only readable with the month first.
    pub month_first: usize,
    /// Readable the same in any order.
    pub either: usize,
    /// Readable differently in each, such as `3/4/2026`.
    pub ambiguous: usize,
    /// Numbers a spreadsheet could mean as dates.
    pub serial: usize,
}

/// What the evidence decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<T> {
    /// Every cell reads the same whatever is chosen.
    Indifferent,
    /// The evidence decides.
    Decided(T),
    /// Nothing decides: the user must be asked.
    Undecided,
    /// Some cells say one thing and some the other: the user must be asked.
    Contradictory,
}

/// What a column seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Nothing.
    Empty,
    /// Numbers or money.
    Number,
    /// Dates, with or without time.
    Date,
    /// Anything else.
    Text,
}

impl NumberEvidence {
    /// Returns how many cells are numbers.
    pub fn total(&self) -> usize {
        self.comma + self.point + self.either + self.ambiguous
    }

    /// Says which decimal mark the column has.
    pub fn verdict(&self) -> Verdict<DecimalMark> {
        match (self.comma > 0, self.point > 0) {
            (true, true) => Verdict::Contradictory,
            (true, false) => Verdict::Decided(DecimalMark::Comma),
            (false, true) => Verdict::Decided(DecimalMark::Point),
            (false, false) if self.ambiguous > 0 => Verdict::Undecided,
            (false, false) => Verdict::Indifferent,
        }
    }
}

impl DateEvidence {
    /// Returns how many cells are dates for sure; numbers that could be dates
    /// are not among them.
    pub fn total(&self) -> usize {
        self.day_first + self.month_first + self.either + self.ambiguous
    }

    /// Says which order of day and month the column has.
    pub fn verdict(&self) -> Verdict<DayOrder> {
        match (self.day_first > 0, self.month_first > 0) {
            (true, true) => Verdict::Contradictory,
            (true, false) => Verdict::Decided(DayOrder::DayFirst),
            (false, true) => Verdict::Decided(DayOrder::MonthFirst),
            (false, false) if self.ambiguous > 0 => Verdict::Undecided,
            (false, false) => Verdict::Indifferent,
        }
    }
}

impl Column {
    /// Begins with a column of this name, of which no cell is known.
    pub(super) fn named(header: &str) -> Self {
        Self { header: header.to_owned(), ..Self::default() }
    }

    /// Looks at one cell.
    pub(super) fn look(&mut self, cell: &str) {
        let cell = trimmed(cell);
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if self.examples.len() < EXAMPLE_LIMIT {
            let example = beginning(cell);
            if self.examples.iter().all(|known| known != example) {
                self.examples.push(example.to_owned());
            }
        }
        // Numbers and dates have digits; most texts are done here.
        if cell.bytes().any(|byte| byte.is_ascii_digit()) {
            self.weigh(cell);
        }
    }

    /// Looks at every cell of a column.
    pub fn study(table: &RawTable, column: usize) -> Self {
        let mut found = Self::named(table.header(column));
        for row in 0..table.len() {
            found.look(table.cell(row, column));
        }
        found
    }

    /// Looks at every column of a table.
    pub fn study_all(table: &RawTable) -> Vec<Self> {
        (0..table.width()).map(|column| Self::study(table, column)).collect()
    }

    /// Says what the column seems to hold.
    pub fn kind(&self) -> ColumnKind {
        let most = |count: usize| count * 100 >= self.filled * SHARE_PERCENT;
        if self.filled == 0 {
            ColumnKind::Empty
        } else if most(self.dates.total()) {
            ColumnKind::Date
        } else if most(self.numbers.total()) {
            ColumnKind::Number
        } else {
            ColumnKind::Text
        }
    }

    fn weigh(&mut self, cell: &str) {
        match number::sign(cell) {
            NumberSign::Only(DecimalMark::Comma) => self.numbers.comma += 1,
            NumberSign::Only(DecimalMark::Point) => self.numbers.point += 1,
            NumberSign::Either => self.numbers.either += 1,
            NumberSign::Ambiguous => self.numbers.ambiguous += 1,
            NumberSign::NotNumber => {}
        }
        match date::sign(cell) {
            DateSign::Only(DayOrder::DayFirst) => self.dates.day_first += 1,
            DateSign::Only(DayOrder::MonthFirst) => self.dates.month_first += 1,
            DateSign::Either => self.dates.either += 1,
            DateSign::Ambiguous => self.dates.ambiguous += 1,
            DateSign::Serial => self.dates.serial += 1,
            DateSign::NotDate => {}
        }
    }
}

/// Trims a cell; most have nothing to be trimmed, which two bytes tell.
fn trimmed(cell: &str) -> &str {
    let solid = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if solid(cell.as_bytes().first()) && solid(cell.as_bytes().last()) {
        return cell;
    }
    cell.trim()
}

fn beginning(cell: &str) -> &str {
    if cell.len() <= EXAMPLE_LENGTH {
        return cell;
    }
    let end = cell.char_indices().nth(EXAMPLE_LENGTH).map_or(cell.len(), |(end, _)| end);
    cell.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn study(cells: &[&str]) -> Column {
        let text = format!("x\n{}\n", cells.join("\n"));
        Column::study(&RawTable::read(text.as_bytes()), 0)
    }

    #[test]
    fn one_clear_cell_decides_for_its_column() {
        let column = study(&["1.000", "2.000,50"]);
        assert_eq!(column.numbers.verdict(), Verdict::Decided(DecimalMark::Comma));
        let column = study(&["3/4/2026", "4/25/2026"]);
        assert_eq!(column.dates.verdict(), Verdict::Decided(DayOrder::MonthFirst));
        assert_eq!(column.kind(), ColumnKind::Date);
    }

    #[test]
    fn a_column_that_reads_two_ways_is_asked() {
        assert_eq!(study(&["1.000", "2.000"]).numbers.verdict(), Verdict::Undecided);
        assert_eq!(study(&["3/4/2026"]).dates.verdict(), Verdict::Undecided);
        assert_eq!(study(&["1,5", "1.5"]).numbers.verdict(), Verdict::Contradictory);
        assert_eq!(study(&["1", "2"]).numbers.verdict(), Verdict::Indifferent);
    }
}
