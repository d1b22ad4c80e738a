//! Works out what an import would do, without doing it.

mod activities;
mod bundle;
mod deal_history;
mod deal_row;
mod deals;
mod duplicate;
mod histories;
mod links;
mod notes;
mod organisations;
mod pace;
mod people;
mod pipelines;
mod placing;
mod row;
mod story;

use super::date::DateError;
use super::mapping::Mapping;
use super::target::{FileKind, Target};
use super::{RawTable, export};
use crate::domain::{Ids, Language, Moment};
use crate::workspace::{Batch, Workspace};
use pace::Pace;
use row::Rows;

pub use bundle::{Bundle, Planning, Sheet, plan_all};
pub use duplicate::{Duplicate, Likeness, RecordRef, RowDecision};
pub use pipelines::NEW_STAGE_LIMIT;

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportPlan {
    /// The sequence number of the workspace it was made for. Once that has
    /// moved on, the plan must be made anew.
    pub sequence: u64,
    /// Rows that make a new record.
    pub new: usize,
    /// Rows that change a record.
    pub changed: usize,
    /// Rows whose record is already as they say.
    pub unchanged: usize,
    /// Rows that are left out; each has its entry in `row_errors`.
    pub rejected: usize,
    /// Rows without any content.
    pub blank: usize,
    /// Rows the user decided to leave out.
    pub left_out: usize,
    /// Organisations that rows of deals or people name and that are made along.
    pub new_organisations: usize,
    /// People that rows of deals name and that are made along.
    pub new_people: usize,
    /// Stages that are made, in their order.
    pub stages_to_create: Vec<NewStages>,
    /// The records, for `Command::Import`.
    pub batch: Batch,
    /// Why rows are left out.
    pub row_errors: Vec<RowError>,
    /// What the user should know before confirming.
    pub warnings: Vec<Warning>,
    /// New records that look like one that is there. [`Mapping::decisions`] says
    /// which of them are to be merged.
    pub duplicates: Vec<Duplicate>,
}

/// New stages of one pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStages {
    /// The pipeline.
    pub pipeline: String,
    /// Their names, in order. [`Mapping::stage_order`] changes it.
    pub stages: Vec<String>,
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row as a spreadsheet numbers it: the header is 1.
    pub row: usize,
    /// The column, from 0; `None` when the row as a whole is at fault.
    pub column: Option<usize>,
    /// The field that could not be filled.
    pub target: Option<Target>,
    /// The cell, cut to 200 characters.
    pub value: String,
    /// Why.
    pub reason: Reason,
}

/// Why a row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A deal without a title, and nothing to make one from.
    TitleMissing,
    /// An organisation or person without a name.
    NameMissing,
    /// A text is too long, in characters.
    TooLong {
        /// Its length.
        length: usize,
        /// The longest allowed.
        limit: usize,
    },
    /// Not a number under the decimal mark of the column.
    NotNumber,
    /// It reads two ways, and no decimal mark is chosen for the column.
    NumberAmbiguous,
    /// An amount below zero.
    Negative,
    /// An amount beyond what can be held.
    TooLarge,
    /// A number outside its bounds.
    OutOfRange,
    /// Not a date.
    Date(DateError),
    /// Not a currency.
    UnknownCurrency,
    /// Neither open nor won nor lost.
    UnknownOutcome,
    /// No deal has this id or, alone, this title.
    UnknownDeal,
    /// The pipeline has no such stage, and none is to be made.
    UnknownStage,
    /// The stage is archived; an open deal cannot be put there.
    StageArchived,
    /// The file names more than [`NEW_STAGE_LIMIT`] new stages or pipelines:
    /// the column is hardly one of stages.
    TooManyStages,
    /// The other program says the record is deleted.
    Deleted,
    /// The id is that of an earlier row.
    DuplicateId {
        /// The earlier row.
        first_row: usize,
    },
    /// The name is that of an earlier row.
    DuplicateName {
        /// The earlier row.
        first_row: usize,
    },
    /// The row has more cells than the header: it is cut in the wrong place.
    TooManyCells {
        /// Its cells.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
}

/// What the user should know; each with the number of rows it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// Lost deals without a reason; they get "unknown".
    LostWithoutReason(usize),
    /// Deals closed before they began.
    ClosedBeforeCreated(usize),
    /// Closed deals whose close lies in the future.
    ClosedInFuture(usize),
    /// Deals whose beginning is unknown.
    WithoutCreated(usize),
    /// Closed deals whose time of closing is unknown.
    WithoutClosed(usize),
    /// Deals whose value is unknown.
    WithoutValue(usize),
    /// Closed deals whose stage is unknown: won ones are put into the last
    /// stage, lost ones into the first.
    StageUnknown(usize),
    /// New deals with title and customer of a deal that is there.
    PossibleDuplicates(usize),
    /// Rows that name the id of an organisation that is not here.
    UnknownOrganisation(usize),
    /// Activities of a deal that is not here.
    UnknownDeal(usize),
    /// Web addresses left out because they are no https link.
    LinkLeftOut(usize),
    /// Probabilities left out because they are not between 0 and 100 %.
    ProbabilityLeftOut(usize),
    /// Rows with fewer cells than the header.
    ShortRows(usize),
}

/// Works out what importing a table would do. Nothing is written: apply
/// `Command::Import` with the batch.
///
/// Rows that cannot be brought in are listed and never stop the others. A new
/// deal gets the history its row proves and no more: it entered its stage when
/// it began (or when the file says it did) and was won or lost when the file
/// says. Where the file does not say in which stage a deal was when it was
/// closed, a won deal is in the last stage and a lost one in the first: we
/// never claim that it got further than we know.
pub fn plan(
    table: &RawTable,
    mapping: &Mapping,
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
) -> ImportPlan {
    let sheet = Sheet { table, mapping };
    pace::in_one_go(plan_in_pieces(sheet, workspace, moment, language, ids, &mut Pace::default()))
}

/// Does what [`plan`] does, with a pause after every few rows.
async fn plan_in_pieces(
    Sheet { table, mapping }: Sheet<'_>,
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
    pace: &mut Pace,
) -> ImportPlan {
    let mut made = ImportPlan { sequence: workspace.sequence(), ..ImportPlan::default() };
    let plan = &mut made;
    plan.batch.source.clone_from(&mapping.source);
    let rows = Rows::new(table, mapping);
    match mapping.kind {
        FileKind::Deals => {
            deals::plan(&rows, workspace, moment, language, ids, plan, pace).await;
        }
        FileKind::Organisations => {
            organisations::plan(&rows, workspace, moment, ids, plan, pace).await;
        }
        FileKind::People => people::plan(&rows, workspace, moment, ids, plan, pace).await,
        FileKind::History => {
            histories::plan(&rows, workspace, moment, language, ids, plan, pace).await;
        }
        FileKind::Activities => activities::plan(&rows, workspace, moment, ids, plan, pace).await,
    }
    let mut short = 0;
    for row in 0..table.len() {
        pace.row().await;
        let decision = mapping.decisions.get(&table.row_number(row));
        if decision == Some(&RowDecision::LeaveOut) && !table.is_blank(row) {
            plan.left_out += 1;
        }
        short += usize::from(table.cells_in(row) < table.width() && !table.is_blank(row));
    }
    plan.warn(Warning::ShortRows, short);
    plan.rejected = plan.row_errors.len();
    made
}

/// Writes the rejected rows as a table of their own, with the cells as they
/// were, to be corrected and imported again.
pub fn rejected_rows(table: &RawTable, plan: &ImportPlan, style: export::Style) -> String {
    let mut writer = export::Writer::new(style);
    writer.record(table.headers().map(export::Cell::Text));
    let rejected: std::collections::HashSet<usize> =
        plan.row_errors.iter().map(|error| error.row).collect();
    let own = super::is_own(table);
    for row in (0..table.len()).filter(|row| rejected.contains(&table.row_number(*row))) {
        writer.record((0..table.width()).map(|column| {
            let cell = table.cell(row, column);
            export::Cell::Text(if own { export::disarmed(cell) } else { cell })
        }));
    }
    writer.finish()
}

impl ImportPlan {
    fn warn(&mut self, warning: fn(usize) -> Warning, count: usize) {
        if count > 0 {
            self.warnings.push(warning(count));
        }
    }
}
