//! Reads the cells of a row as what they are meant to be.

use super::pace::Pace;
use super::{Reason, RowDecision, RowError};
use crate::domain::{Currency, Money};
use crate::exchange::date::{self, DateError, When};
use crate::exchange::header::{self, StageColumn};
use crate::exchange::mapping::{ColumnChoice, Mapping};
use crate::exchange::number::{self, DecimalMark, Number, NumberSign};
use crate::exchange::{RawTable, Target, export, is_own};
use crate::workspace::{TEXT_LIMIT, TITLE_LIMIT};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How much of a faulty cell is shown.
const SHOWN: usize = 200;

/// The rows of a table under a mapping.
pub(super) struct Rows<'a> {
    pub table: &'a RawTable,
    pub mapping: &'a Mapping,
    columns: BTreeMap<Target, (usize, ColumnChoice)>,
    /// Columns of times of a stage.
    entered: Vec<(usize, ColumnChoice, StageColumn)>,
    origin: Origin,
}

/// Who wrote the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Own,
    Foreign,
}

impl<'a> Rows<'a> {
    pub fn new(table: &'a RawTable, mapping: &'a Mapping) -> Self {
        let mut columns = BTreeMap::new();
        let mut entered = Vec::new();
        for (at, choice) in mapping.columns.iter().enumerate().take(table.width()) {
            if choice.target == Target::EnteredStage {
                let name = table.header(at);
                let plain = || StageColumn {
                    whole: name.to_owned(),
                    stage: name.to_owned(),
                    pipeline: String::new(),
                };
                let stage = header::entered_stage(name).unwrap_or_else(plain);
                if !stage.stage.is_empty() {
                    entered.push((at, *choice, stage));
                }
            } else if choice.target != Target::Ignore {
                columns.entry(choice.target).or_insert((at, *choice));
            }
        }
        let origin = if is_own(table) { Origin::Own } else { Origin::Foreign };
        Self { table, mapping, columns, entered, origin }
    }

    /// Returns true when a column goes to the target.
    pub fn has(&self, target: Target) -> bool {
        self.columns.contains_key(&target)
    }

    /// Returns every row that has content; counts the others.
    pub async fn filled(&'a self, blank: &mut usize, pace: &mut Pace) -> Vec<Row<'a>> {
        let mut filled = Vec::with_capacity(self.table.len());
        for row in 0..self.table.len() {
            pace.row().await;
            if self.table.is_blank(row) {
                *blank += 1;
                continue;
            }
            let decision = self.mapping.decisions.get(&self.table.row_number(row));
            if decision != Some(&RowDecision::LeaveOut) {
                filled.push(Row { rows: self, row });
            }
        }
        filled
    }
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub rows: &'a Rows<'a>,
    pub row: usize,
}

impl<'a> Row<'a> {
    /// Returns the number a spreadsheet shows beside it.
    pub fn number(&self) -> usize {
        self.rows.table.row_number(self.row)
    }

    /// Refuses a row with more cells than the header.
    pub fn check_width(&self) -> Result<(), RowError> {
        let table = self.rows.table;
        if table.surplus(self.row) == 0 {
            return Ok(());
        }
        let (found, expected) = (table.cells_in(self.row), table.width());
        Err(self.whole(Reason::TooManyCells { found, expected }))
    }

    /// Makes an error about the row as a whole.
    pub fn whole(&self, reason: Reason) -> RowError {
        RowError { row: self.number(), column: None, target: None, value: String::new(), reason }
    }

    /// Makes an error about the cell of a target.
    pub fn error(&self, target: Target, reason: Reason) -> RowError {
        let column = self.rows.columns.get(&target).map(|(column, _)| *column);
        RowError {
            row: self.number(),
            column,
            target: Some(target),
            value: self.cell(target).chars().take(SHOWN).collect(),
            reason,
        }
    }

    fn cell(&self, target: Target) -> Cow<'a, str> {
        let Some((column, _)) = self.rows.columns.get(&target) else { return Cow::Borrowed("") };
        let cell = self.rows.table.cell(self.row, *column);
        match self.rows.origin {
            Origin::Own => Cow::Borrowed(export::disarmed(cell)),
            Origin::Foreign => Cow::Borrowed(cell),
        }
    }

    /// Reads a text in one line; empty where there is none.
    pub fn line(&self, target: Target) -> Result<String, RowError> {
        let cell = self.cell(target);
        let text = cell.trim();
        let line = if text.contains(['\n', '\r', '\t']) {
            text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).fold(
                String::with_capacity(text.len()),
                |mut line, part| {
                    if !line.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(part);
                    line
                },
            )
        } else {
            text.to_owned()
        };
        self.at_most(target, line, TITLE_LIMIT)
    }

    /// Reads a text of several lines.
    pub fn text(&self, target: Target) -> Result<String, RowError> {
        let text = self.cell(target).trim().replace("\r\n", "\n").replace('\r', "\n");
        self.at_most(target, text, TEXT_LIMIT)
    }

    fn at_most(&self, target: Target, text: String, limit: usize) -> Result<String, RowError> {
        let length = if text.len() <= limit { 0 } else { text.chars().count() };
        if length > limit {
            return Err(self.error(target, Reason::TooLong { length, limit }));
        }
        Ok(text)
    }

    /// Reads a number; `None` for an empty cell or a dash.
    pub fn amount(&self, target: Target) -> Result<Option<(Number, ColumnChoice)>, RowError> {
        let Some((_, choice)) = self.rows.columns.get(&target) else { return Ok(None) };
        let cell = self.cell(target);
        let cell = cell.trim();
        if matches!(cell, "" | "-" | "–" | "—") {
            return Ok(None);
        }
        let mark = match (choice.decimal, number::sign(cell)) {
            (_, NumberSign::NotNumber) => return Err(self.error(target, Reason::NotNumber)),
            (Some(mark), _) | (None, NumberSign::Only(mark)) => mark,
            (None, NumberSign::Either) => DecimalMark::Point,
            (None, NumberSign::Ambiguous) => {
                return Err(self.error(target, Reason::NumberAmbiguous));
            }
        };
        let number = number::parse(cell, mark);
        let number = number.ok_or_else(|| self.error(target, Reason::NotNumber))?;
        Ok(Some((number, *choice)))
    }

    /// Reads an amount of money, never negative. Its currency is that of the
    /// currency column, else the one beside the number, else the chosen one.
    pub fn money(&self, target: Target) -> Result<Option<Money>, RowError> {
        let Some((number, choice)) = self.amount(target)? else { return Ok(None) };
        if number.is_negative() {
            return Err(self.error(target, Reason::Negative));
        }
        let currency = self.currency()?.or(number.currency).unwrap_or(self.rows.mapping.currency);
        let money = number.money(currency, choice.unit.factor());
        money.map(Some).map_err(|_| self.error(target, Reason::TooLarge))
    }

    fn currency(&self) -> Result<Option<Currency>, RowError> {
        let cell = self.cell(Target::Currency);
        match cell.trim() {
            "" => Ok(None),
            "€" | "Euro" => Ok(Some(Currency::EUR)),
            "$" | "US$" => Ok(Some(Currency::USD)),
            "£" => Ok(Some(Currency::GBP)),
            "¥" => Ok(Some(Currency::JPY)),
            code => match code.parse() {
                Ok(currency) => Ok(Some(currency)),
                Err(_) => Err(self.error(Target::Currency, Reason::UnknownCurrency)),
            },
        }
    }

    /// Reads a date; `None` for an empty cell.
    pub fn when(&self, target: Target) -> Result<Option<When>, RowError> {
        let Some((_, choice)) = self.rows.columns.get(&target) else { return Ok(None) };
        let when = moment_of(&self.cell(target), *choice);
        when.map_err(|error| self.error(target, Reason::Date(error)))
    }

    /// Reads the times at which it came into stages, in the order of the columns.
    pub fn entered(&self) -> Result<Vec<(&'a StageColumn, When)>, RowError> {
        let mut times = Vec::new();
        for (column, choice, stage) in &self.rows.entered {
            let cell = self.rows.table.cell(self.row, *column);
            let when = moment_of(cell, *choice).map_err(|error| RowError {
                row: self.number(),
                column: Some(*column),
                target: Some(Target::EnteredStage),
                value: cell.chars().take(SHOWN).collect(),
                reason: Reason::Date(error),
            })?;
            times.extend(when.map(|when| (stage, when)));
        }
        Ok(times)
    }
}

fn moment_of(cell: &str, choice: ColumnChoice) -> Result<Option<When>, DateError> {
    let cell = cell.trim();
    if matches!(cell, "" | "-" | "–" | "—" | "0000-00-00" | "0000-00-00 00:00:00") {
        return Ok(None);
    }
    date::parse(cell, choice.order).map(Some)
}
