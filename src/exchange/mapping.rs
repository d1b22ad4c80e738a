//! Which column goes where and how its cells are read.

use super::column::{Column, Verdict};
use super::date::DayOrder;
use super::delimiter::Delimiter;
use super::import::RowDecision;
use super::number::DecimalMark;
use super::target::{Content, FileKind, Target};
use super::{RawTable, header, vocabulary};
use crate::domain::{Availability, Currency, Language, PipelineId};
use crate::workspace::Workspace;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a file is brought in. The page shows it, the user corrects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the file lists.
    pub kind: FileKind,
    /// One choice a column, in order.
    pub columns: Vec<ColumnChoice>,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The pipeline of deals whose row names none.
    pub pipeline: PipelineChoice,
    /// What becomes of stage names the pipeline does not have.
    pub unknown_stages: UnknownStages,
    /// The order of new stages, set by the user; those not named here follow in
    /// their usual order.
    pub stage_order: Vec<String>,
    /// Stages that a new pipeline gets even if no row names them: the empty lists
    /// of a board.
    pub needed_stages: Vec<String>,
    /// Whether the stage of a closed deal is to be believed.
    pub closed_stage: ClosedStage,
    /// What the import is called in the history, such as the name of the file.
    pub source: String,
    /// What the user decided about single rows, by the number a spreadsheet
    /// shows beside them.
    pub decisions: BTreeMap<usize, RowDecision>,
}

/// How one column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Where it goes.
    pub target: Target,
    /// Its decimal mark; `None` while nobody knows.
    pub decimal: Option<DecimalMark>,
    /// Its order of day and month; `None` while nobody knows.
    pub order: Option<DayOrder>,
    /// What one stands for in a column of amounts.
    pub unit: Unit,
}

/// What one stands for in a column of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// One.
    #[default]
    One,
    /// A thousand.
    Thousand,
    /// A million.
    Million,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::One, Self::Thousand, Self::Million];

    /// Returns the number.
    pub fn factor(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Thousand => 1_000,
            Self::Million => 1_000_000,
        }
    }
}

/// The pipeline deals go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipelineChoice {
    /// One that is there.
    Existing(PipelineId),
    /// A new one of this name; its stages are those of the file.
    New(String),
}

/// What becomes of stage names that a pipeline does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnknownStages {
    /// They become new stages.
    #[default]
    Create,
    /// Rows with them are rejected.
    Reject,
}

/// Whether the stage column is to be believed for a closed deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClosedStage {
    /// It says in which stage the deal was when it was closed.
    #[default]
    AsSaid,
    /// It does not: as if the column were empty.
    Unknown,
}

/// What must be settled before an import can be good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingProblem {
    /// No column says what the records are called.
    NothingNames,
    /// Two columns go to the same field; the first counts.
    Twice(Target),
    /// The decimal mark of a column must be chosen.
    AskDecimal {
        /// The column, from 0.
        column: usize,
        /// What its cells say: undecided or contradictory.
        contradictory: Contradiction,
    },
    /// The order of day and month of a column must be chosen.
    AskOrder {
        /// The column, from 0.
        column: usize,
        /// What its cells say: undecided or contradictory.
        contradictory: Contradiction,
    },
}

/// Why a column must be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// No cell decides.
    NoneDecides,
    /// Cells say different things.
    CellsDiffer,
}

impl ColumnChoice {
    /// Makes the choice for a column from its evidence.
    pub fn of(target: Target, column: &Column) -> Self {
        let decimal = match column.numbers.verdict() {
            Verdict::Decided(mark) => Some(mark),
            Verdict::Indifferent => Some(DecimalMark::Point),
            Verdict::Undecided | Verdict::Contradictory => None,
        };
        let order = match column.dates.verdict() {
            Verdict::Decided(order) => Some(order),
            Verdict::Indifferent | Verdict::Undecided | Verdict::Contradictory => None,
        };
        Self { target, decimal, order, unit: unit(&column.header) }
    }
}

/// Reads the unit from a header such as `Umsatz (Mio. €)` or `Revenue in k`.
fn unit(header: &str) -> Unit {
    let has = |word: &str| {
        header.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '€').any(|w| w == word)
    };
    if ["mio", "million", "millions", "millionen", "mn"].into_iter().any(has) {
        Unit::Million
    } else if ["tsd", "tausend", "thousand", "thousands", "t€", "k€", "teur", "keur"]
        .into_iter()
        .any(has)
    {
        Unit::Thousand
    } else {
        Unit::One
    }
}

impl Mapping {
    /// Guesses how a file is brought in: kind and targets from the headers,
    /// number and date forms from the cells, the pipeline from the stages.
    pub fn guess(
        table: &RawTable,
        columns: &[Column],
        workspace: &Workspace,
        language: Language,
    ) -> Self {
        let headers: Vec<&str> = table.headers().collect();
        Self::guess_as(header::kind(&headers), table, columns, workspace, language)
    }

    /// Guesses like [`Mapping::guess`] for a kind the user chose.
    pub fn guess_as(
        kind: FileKind,
        table: &RawTable,
        columns: &[Column],
        workspace: &Workspace,
        language: Language,
    ) -> Self {
        let headers: Vec<&str> = table.headers().collect();
        let mut targets = header::targets(kind, &headers);
        settle_status(&mut targets, table);
        let choices = targets
            .iter()
            .zip(columns)
            .map(|(target, column)| {
                let mut choice = ColumnChoice::of(*target, column);
                if super::is_own(table) {
                    // Our own export says by its delimiter how it writes numbers.
                    choice.decimal = Some(match table.delimiter {
                        Delimiter::Semicolon => DecimalMark::Comma,
                        Delimiter::Comma | Delimiter::Tab | Delimiter::Pipe => DecimalMark::Point,
                    });
                }
                choice
            })
            .collect();
        let mut mapping = Self {
            kind,
            columns: choices,
            currency: workspace.base_currency(),
            pipeline: PipelineChoice::New(match language {
                Language::De => "Importiert".to_owned(),
                Language::En => "Imported".to_owned(),
            }),
            unknown_stages: UnknownStages::Create,
            stage_order: Vec::new(),
            needed_stages: Vec::new(),
            closed_stage: ClosedStage::AsSaid,
            source: String::new(),
            decisions: BTreeMap::new(),
        };
        if let Some(pipeline) = mapping.fitting_pipeline(table, workspace) {
            mapping.pipeline = PipelineChoice::Existing(pipeline);
        }
        mapping
    }

    /// Returns the first column of a target.
    pub fn column(&self, target: Target) -> Option<usize> {
        self.columns.iter().position(|choice| choice.target == target)
    }

    /// Lists what is to be settled before the import.
    pub fn problems(&self, columns: &[Column]) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        let named_by: &[Target] = match self.kind {
            FileKind::Deals => {
                &[Target::Title, Target::Organisation, Target::Product, Target::ForeignId]
            }
            FileKind::Organisations => &[Target::Name],
            FileKind::People => &[Target::Name, Target::FirstName, Target::LastName],
            FileKind::History => &[Target::Deal, Target::DealForeignId, Target::OwnId],
            FileKind::Activities => &[Target::Subject, Target::Notes],
        };
        if named_by.iter().all(|target| self.column(*target).is_none()) {
            problems.push(MappingProblem::NothingNames);
        }
        let mut seen = BTreeSet::new();
        for (column, (choice, facts)) in self.columns.iter().zip(columns).enumerate() {
            if choice.target == Target::Ignore {
                continue;
            }
            if !seen.insert(choice.target) && choice.target != Target::EnteredStage {
                problems.push(MappingProblem::Twice(choice.target));
            }
            match choice.target.content() {
                Content::Number if choice.decimal.is_none() => {
                    let contradictory = contradiction(facts.numbers.verdict());
                    problems.push(MappingProblem::AskDecimal { column, contradictory });
                }
                Content::Date if choice.order.is_none() => match facts.dates.verdict() {
                    Verdict::Indifferent => {}
                    verdict @ (Verdict::Undecided
                    | Verdict::Contradictory
                    | Verdict::Decided(_)) => {
                        let contradictory = contradiction(verdict);
                        problems.push(MappingProblem::AskOrder { column, contradictory });
                    }
                },
                Content::Number | Content::Date | Content::Text => {}
            }
        }
        problems
    }

    /// Finds the pipeline in use that knows at least half of the stage names
    /// of the file; the first one where the file names no stage.
    fn fitting_pipeline(&self, table: &RawTable, workspace: &Workspace) -> Option<PipelineId> {
        let pipelines = workspace.pipelines_in_order();
        let mut in_use =
            pipelines.iter().filter(|pipeline| pipeline.availability == Availability::Active);
        let names: BTreeSet<String> = self
            .column(Target::Stage)
            .map(|column| {
                // A hundred thousand rows name a handful of stages.
                let said: BTreeSet<&str> =
                    (0..table.len()).map(|row| table.cell(row, column).trim()).collect();
                said.into_iter()
                    .filter(|name| !name.is_empty() && vocabulary::outcome(name).is_none())
                    .map(super::key)
                    .collect()
            })
            .unwrap_or_default();
        if names.is_empty() {
            return in_use.next().map(|pipeline| pipeline.id);
        }
        let known = |id: PipelineId| {
            let pipeline = workspace.pipelines().get(id);
            pipeline.map_or(0, |pipeline| {
                pipeline.active_stages().filter(|s| names.contains(&super::key(&s.name))).count()
            })
        };
        // Of equals the last of the reversed order is the first shown.
        let (count, id) = in_use
            .rev()
            .map(|pipeline| (known(pipeline.id), pipeline.id))
            .max_by_key(|(count, _)| *count)?;
        (count * 2 >= names.len() && count > 0).then_some(id)
    }
}

/// A column "Status" can be a stage or an outcome: it is what most of its cells are.
fn settle_status(targets: &mut [Target], table: &RawTable) {
    let stage = targets.iter().position(|target| *target == Target::Stage);
    let Some(column) = stage.filter(|column| table.header(*column).eq_ignore_ascii_case("status"))
    else {
        return;
    };
    let cells = || (0..table.len()).map(|row| table.cell(row, column)).filter(|c| !c.is_empty());
    let outcomes = cells().filter(|cell| vocabulary::outcome(cell).is_some()).count();
    if outcomes * 2 > cells().count()
        && let Some(target) = targets.get_mut(column)
    {
        *target = Target::Outcome;
    }
}

fn contradiction<T: Copy>(verdict: Verdict<T>) -> Contradiction {
    match verdict {
        Verdict::Contradictory => Contradiction::CellsDiffer,
        Verdict::Indifferent | Verdict::Decided(_) | Verdict::Undecided => {
            Contradiction::NoneDecides
        }
    }
}
