//! Files in words: what is wrong with them and what becomes of them.

use super::Text;
use crate::document::{Flaw, Part, Problem, ReadError, Repair};
use crate::exchange::{Contradiction, RawTable};
use crate::exchange::{
    DateError, Delimiter, Encoding, FileKind, Likeness, MappingProblem, NEW_STAGE_LIMIT, Origin,
    Reason, RowError, TableProblem, Target, Unit, Warning,
};

impl Text {
    /// Says why a file could not be read as a document.
    pub fn read_error(&self, file: &str, error: &ReadError) -> String {
        let errors = &self.errors;
        match error {
            ReadError::NotText(_) => errors.file_not_text(file),
            ReadError::NotJson { line, column } => {
                errors.file_broken(file, &self.format.count(*line), &self.format.count(*column))
            }
            ReadError::NotTrichter(_) => errors.file_foreign(file),
            ReadError::NewerVersion { version } => errors.file_newer(file, &version.to_string()),
        }
    }

    /// Says what was wrong in a document and what was done about it.
    pub fn repair(&self, problem: &Problem) -> String {
        let data = &self.data;
        let part = match problem.part {
            Part::Workspace => self.app.workspace(),
            Part::Settings => data.part_settings(),
            Part::Pipeline => self.deal.pipeline(),
            Part::Deal => data.part_deal(),
            Part::Organisation => self.contacts.organisation(),
            Part::Person => self.contacts.person(),
            Part::Activity => data.part_activity(),
        };
        let name: String = problem.name.chars().take(SHOWN).collect();
        let record = if name.is_empty() { part.to_owned() } else { data.named(part, &name) };
        let flaw = match &problem.flaw {
            Flaw::Unreadable(_) => data.flaw_unreadable().to_owned(),
            Flaw::NoId => data.flaw_no_id().to_owned(),
            Flaw::SameId => data.flaw_same_id().to_owned(),
            Flaw::Beyond => data.flaw_beyond().to_owned(),
            Flaw::Rule(refusal) => self.refusal(refusal),
            Flaw::NoPipeline => data.flaw_no_pipeline().to_owned(),
        };
        let repair = match &problem.repair {
            Repair::SetAside => data.repair_set_aside().to_owned(),
            Repair::FieldSetAside(field) => data.repair_field(field),
            Repair::Cleared => data.repair_cleared().to_owned(),
            Repair::Cut => data.repair_cut().to_owned(),
            Repair::Named => data.repair_named().to_owned(),
            Repair::PutInto(_) => data.repair_moved().to_owned(),
            Repair::LossReasonUnknown => data.repair_loss_reason().to_owned(),
            Repair::Clamped => data.repair_clamped().to_owned(),
            Repair::Made => data.repair_made().to_owned(),
            Repair::PutInUse => data.repair_in_use().to_owned(),
        };
        data.repair(&record, &flaw, &repair)
    }

    /// Names what a file lists, one record of it: "a deal".
    pub fn file_kind(&self, kind: FileKind) -> &'static str {
        match kind {
            FileKind::Deals => self.import.kind_deals(),
            FileKind::Organisations => self.import.kind_organisations(),
            FileKind::People => self.import.kind_people(),
            FileKind::History => self.import.kind_history(),
            FileKind::Activities => self.import.kind_activities(),
        }
    }

    /// Names what a file lists: "deals".
    pub fn records_of(&self, kind: FileKind) -> &'static str {
        match kind {
            FileKind::Deals => self.import.records_deals(),
            FileKind::Organisations => self.import.records_organisations(),
            FileKind::People => self.import.records_people(),
            FileKind::History => self.import.records_history(),
            FileKind::Activities => self.import.records_activities(),
        }
    }

    /// Says which program a table came from; nothing where it cannot be told.
    pub fn origin(&self, origin: Origin) -> String {
        let program = match origin {
            Origin::Trichter => return self.import.looks_own().to_owned(),
            Origin::Pipedrive => "Pipedrive",
            Origin::HubSpot => "HubSpot",
            Origin::Salesforce => "Salesforce",
            Origin::Close => "Close",
            Origin::Other => return String::new(),
        };
        self.import.looks_like(program)
    }

    /// Says what makes two records alike.
    pub fn likeness(&self, likeness: Likeness) -> &'static str {
        match likeness {
            Likeness::TitleAndCustomer => self.import.alike_title(),
            Likeness::SimilarName => self.import.alike_similar(),
            Likeness::SameName => self.import.alike_name(),
            Likeness::Email => self.import.alike_email(),
            Likeness::Phone => self.import.alike_phone(),
        }
    }

    /// Names a delimiter.
    pub fn delimiter(&self, delimiter: Delimiter) -> &'static str {
        match delimiter {
            Delimiter::Semicolon => self.import.semicolon(),
            Delimiter::Comma => self.import.comma(),
            Delimiter::Tab => self.import.tab(),
            Delimiter::Pipe => self.import.pipe(),
        }
    }

    /// Names an encoding; its name is the same in both languages.
    pub fn encoding(&self, encoding: Encoding) -> &'static str {
        match encoding {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Bom => "UTF-8 (BOM)",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// Names a unit of amounts.
    pub fn unit(&self, unit: Unit) -> &'static str {
        match unit {
            Unit::One => self.import.unit_one(),
            Unit::Thousand => self.import.unit_thousand(),
            Unit::Million => self.import.unit_million(),
        }
    }

    /// Names the field a column goes to.
    pub fn target(&self, target: Target) -> &'static str {
        let (deal, contacts, import) = (&self.deal, &self.contacts, &self.import);
        match target {
            Target::Ignore => import.ignore(),
            Target::OwnId => import.own_id(),
            Target::ForeignId => import.foreign_id(),
            Target::Title => deal.title(),
            Target::Name => import.name(),
            Target::FirstName => import.first_name(),
            Target::LastName => import.last_name(),
            Target::Organisation => deal.organisation(),
            Target::OrganisationForeignId => import.organisation_id(),
            Target::Person => import.contact(),
            Target::Value => deal.value(),
            Target::Currency => deal.currency(),
            Target::Recurring => deal.recurring(),
            Target::Stage => deal.stage(),
            Target::Outcome => deal.outcome(),
            Target::Pipeline => deal.pipeline(),
            Target::Owner => deal.owner(),
            Target::Source => deal.source(),
            Target::Campaign => deal.campaign(),
            Target::Product => deal.product(),
            Target::Segment => deal.segment(),
            Target::Tags => deal.tags(),
            Target::ExpectedClose => deal.expected_close(),
            Target::Created => deal.created(),
            Target::StageEntered => import.stage_entered(),
            Target::Closed => import.closed(),
            Target::WonAt => deal.won_at(),
            Target::LostAt => deal.lost_at(),
            Target::LossReason => deal.loss_reason(),
            Target::NextStep => deal.next_step(),
            Target::Probability => deal.probability(),
            Target::Notes => deal.notes(),
            Target::Industry => contacts.industry(),
            Target::Employees => contacts.employees(),
            Target::Revenue => contacts.revenue(),
            Target::Country => contacts.country(),
            Target::Region => contacts.region(),
            Target::Parent => contacts.parent(),
            Target::Website => contacts.website(),
            Target::Position => contacts.position(),
            Target::Department => contacts.department(),
            Target::Phone => contacts.phone(),
            Target::Email => contacts.email(),
            Target::PersonForeignId => import.contact_id(),
            Target::Deal => import.of_deal(),
            Target::DealForeignId => import.of_deal_id(),
            Target::EnteredStage => import.entered_stage(),
            Target::ChangedAt => import.changed_at(),
            Target::ActivityKind => import.activity_kind(),
            Target::Subject => import.subject(),
            Target::Due => import.due(),
            Target::Done => import.done_at(),
        }
    }

    /// Says what is to be settled before an import.
    pub fn mapping_problem(&self, kind: FileKind, problem: MappingProblem) -> String {
        let import = &self.import;
        match (problem, kind) {
            (MappingProblem::NothingNames, FileKind::Deals) => import.nothing_names_deals().into(),
            (MappingProblem::NothingNames, FileKind::Organisations | FileKind::People) => {
                import.nothing_names_others().into()
            }
            (MappingProblem::NothingNames, FileKind::History) => import.nothing_names_deal().into(),
            (MappingProblem::NothingNames, FileKind::Activities) => {
                import.nothing_names_activity().into()
            }
            (MappingProblem::Twice(target), _) => import.twice(self.target(target)),
            (MappingProblem::AskDecimal { contradictory, .. }, _) => match contradictory {
                Contradiction::NoneDecides => import.ask_decimal().into(),
                Contradiction::CellsDiffer => import.mixed_decimal().into(),
            },
            (MappingProblem::AskOrder { contradictory, .. }, _) => match contradictory {
                Contradiction::NoneDecides => import.ask_order().into(),
                Contradiction::CellsDiffer => import.mixed_order().into(),
            },
        }
    }

    /// Says what is odd about a table; `None` for what the rows themselves say.
    pub fn table_problem(&self, problem: TableProblem) -> Option<String> {
        let import = &self.import;
        match problem {
            TableProblem::Undecodable(count) => Some(import.undecodable(count)),
            TableProblem::QuoteNotClosed { row } => {
                Some(import.quote_open(&self.format.count(row)))
            }
            TableProblem::TooLarge => Some(import.cut_off().to_owned()),
            TableProblem::TooFewCells { .. } | TableProblem::TooManyCells { .. } => None,
        }
    }

    /// Says which row is left out and why.
    pub fn row_error(&self, table: &RawTable, error: &RowError) -> String {
        let row = self.format.count(error.row);
        let reason = self.reason(error);
        match error.column {
            Some(column) => {
                let column = self.column(table, column);
                self.import.row_error(&row, &column, &reason)
            }
            None => self.import.row_problem(&row, &reason),
        }
    }

    /// Names a column: by its header, or by its number.
    pub fn column(&self, table: &RawTable, column: usize) -> String {
        let header = table.header(column);
        if header.is_empty() {
            return self.import.nameless(&self.format.count(column + 1));
        }
        header.chars().take(SHOWN).collect()
    }

    fn reason(&self, error: &RowError) -> String {
        let import = &self.import;
        let count = |number: usize| self.format.count(number);
        let value: String = error.value.chars().take(SHOWN).collect();
        let value = value.as_str();
        match error.reason {
            Reason::TitleMissing => import.reason_title().to_owned(),
            Reason::NameMissing => import.reason_name().to_owned(),
            Reason::TooLong { length, limit } => {
                self.errors.too_long_by(&count(length), &count(limit))
            }
            Reason::NotNumber => import.reason_number(value),
            Reason::NumberAmbiguous => import.reason_number_two_ways(value),
            Reason::Negative => import.reason_negative(value),
            Reason::TooLarge => import.reason_large(value),
            Reason::OutOfRange => import.reason_range(value),
            Reason::Date(DateError::Form) => import.reason_date(value),
            Reason::Date(DateError::NoSuchDay) => import.reason_no_day(value),
            Reason::Date(DateError::YearOutOfRange) => import.reason_year(value),
            Reason::Date(DateError::NoSuchTime) => import.reason_time(value),
            Reason::Date(DateError::OrderUnknown) => import.reason_order(value),
            Reason::UnknownCurrency => import.reason_currency(value),
            Reason::UnknownOutcome => import.reason_outcome(value),
            Reason::UnknownDeal => import.reason_deal(value),
            Reason::UnknownStage => import.reason_stage(value),
            Reason::StageArchived => import.reason_archived(value),
            Reason::TooManyStages => import.reason_stages(&count(NEW_STAGE_LIMIT)),
            Reason::Deleted => import.reason_deleted().to_owned(),
            Reason::DuplicateId { first_row } => import.reason_id(&count(first_row)),
            Reason::DuplicateName { first_row } => import.reason_same_name(&count(first_row)),
            Reason::TooManyCells { found, expected } => {
                import.reason_cells(&count(found), &count(expected))
            }
        }
    }

    /// Says what should be known before an import is confirmed.
    pub fn warning(&self, warning: Warning) -> String {
        let import = &self.import;
        match warning {
            Warning::LostWithoutReason(count) => import.warn_reason(count),
            Warning::ClosedBeforeCreated(count) => import.warn_backwards(count),
            Warning::ClosedInFuture(count) => import.warn_future(count),
            Warning::WithoutCreated(count) => import.warn_created(count),
            Warning::WithoutClosed(count) => import.warn_closed(count),
            Warning::WithoutValue(count) => import.warn_value(count),
            Warning::StageUnknown(count) => import.warn_stage(count),
            Warning::PossibleDuplicates(count) => import.warn_duplicates(count),
            Warning::UnknownOrganisation(count) => import.warn_organisation(count),
            Warning::UnknownDeal(count) => import.warn_deal(count),
            Warning::LinkLeftOut(count) => import.warn_link(count),
            Warning::ProbabilityLeftOut(count) => import.warn_probability(count),
            Warning::ShortRows(count) => import.warn_short(count),
        }
    }
}

/// How many characters of a name or value from a file are shown in a sentence.
const SHOWN: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn a_bad_row_is_named_as_the_spreadsheet_names_it() {
        let table = RawTable::read(b"Title;\nA;31.02.2026\n");
        let error = RowError {
            row: 2,
            column: Some(1),
            target: Some(Target::Created),
            value: "31.02.2026".to_owned(),
            reason: Reason::Date(DateError::NoSuchDay),
        };
        let words = Text::of(Language::De).row_error(&table, &error);
        assert_eq!(words, "Zeile 2, Spalte 2: Den Tag „31.02.2026“ gibt es nicht.");
    }

    #[test]
    fn a_damaged_file_is_told_with_the_place_of_the_damage() {
        let words = Text::of(Language::En)
            .read_error("a.json", &ReadError::NotJson { line: 1_234, column: 5 });
        assert!(words.contains("line 1,234, character 5"), "{words}");
    }
}
