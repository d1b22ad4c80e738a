//! Refusals and transactions in words.

use super::{ErrorText, Format, Text, texts};
use crate::domain::{Currency, Money, MoneyError};
use crate::workspace::{Field, Refusal, Verb};

texts! {
    /// What was done, as a heading: "Deal moved".
    pub struct VerbText {
        create_deal: "Deal angelegt", "Deal added";
        edit_deal: "Deal geändert", "Deal changed";
        move_deal: "Deal verschoben", "Deal moved";
        win_deal: "Deal gewonnen", "Deal won";
        lose_deal: "Deal verloren", "Deal lost";
        reopen_deal: "Deal wieder geöffnet", "Deal reopened";
        postpone_deal: "Deal vertagt", "Deal put off";
        delete_deal: "Deal gelöscht", "Deal deleted";
        save_organisation: "Organisation gespeichert", "Organisation saved";
        delete_organisation: "Organisation gelöscht", "Organisation deleted";
        save_person: "Person gespeichert", "Person saved";
        delete_person: "Person gelöscht", "Person deleted";
        save_activity: "Aktivität gespeichert", "Activity saved";
        complete_activity: "Erledigt", "Done";
        reopen_activity: "Wieder offen", "Open again";
        delete_activity: "Aktivität gelöscht", "Activity deleted";
        create_pipeline: "Pipeline angelegt", "Pipeline added";
        edit_pipeline: "Pipeline geändert", "Pipeline changed";
        archive_pipeline: "Pipeline archiviert", "Pipeline archived";
        restore_pipeline: "Pipeline wieder in Gebrauch", "Pipeline in use again";
        add_stage: "Stufe angelegt", "Stage added";
        edit_stage: "Stufe geändert", "Stage changed";
        move_stage: "Stufe verschoben", "Stage moved";
        merge_stages: "Stufe zusammengelegt", "Stage merged";
        archive_stage: "Stufe archiviert", "Stage archived";
        restore_stage: "Stufe wieder in Gebrauch", "Stage in use again";
        edit_settings: "Einstellungen geändert", "Settings changed";
        edit_scenario: "Szenarien geändert", "Scenarios changed";
        import: "Importiert", "Imported";
        restore: "Stand wiederhergestellt", "State restored";
        together: "Mehreres geändert", "Several changes";
    }
}

impl VerbText {
    /// Names what was done.
    pub fn of(&self, verb: Verb) -> &'static str {
        match verb {
            Verb::CreateDeal => self.create_deal(),
            Verb::EditDeal => self.edit_deal(),
            Verb::MoveDeal => self.move_deal(),
            Verb::WinDeal => self.win_deal(),
            Verb::LoseDeal => self.lose_deal(),
            Verb::ReopenDeal => self.reopen_deal(),
            Verb::PostponeDeal => self.postpone_deal(),
            Verb::DeleteDeal => self.delete_deal(),
            Verb::SaveOrganisation => self.save_organisation(),
            Verb::DeleteOrganisation => self.delete_organisation(),
            Verb::SavePerson => self.save_person(),
            Verb::DeletePerson => self.delete_person(),
            Verb::SaveActivity => self.save_activity(),
            Verb::CompleteActivity => self.complete_activity(),
            Verb::ReopenActivity => self.reopen_activity(),
            Verb::DeleteActivity => self.delete_activity(),
            Verb::CreatePipeline => self.create_pipeline(),
            Verb::EditPipeline => self.edit_pipeline(),
            Verb::ArchivePipeline => self.archive_pipeline(),
            Verb::RestorePipeline => self.restore_pipeline(),
            Verb::AddStage => self.add_stage(),
            Verb::EditStage => self.edit_stage(),
            Verb::MoveStage => self.move_stage(),
            Verb::MergeStages => self.merge_stages(),
            Verb::ArchiveStage => self.archive_stage(),
            Verb::RestoreStage => self.restore_stage(),
            Verb::EditSettings => self.edit_settings(),
            Verb::EditScenario => self.edit_scenario(),
            Verb::Import => self.import(),
            Verb::Restore => self.restore(),
            Verb::Together => self.together(),
        }
    }
}

impl Text {
    /// Says why a command was refused, with the remedy.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let errors: &ErrorText = &self.errors;
        let format: Format = self.format;
        match refusal {
            Refusal::Missing(Field::Deal) => errors.deal_gone().to_owned(),
            Refusal::Missing(_) => errors.record_gone().to_owned(),
            Refusal::Empty(Field::Title) => errors.title_empty().to_owned(),
            Refusal::Empty(Field::Subject) => errors.subject_empty().to_owned(),
            Refusal::Empty(_) => errors.name_empty().to_owned(),
            Refusal::TooLong { length, limit, .. } => {
                errors.too_long_by(&format.count(*length), &format.count(*limit))
            }
            Refusal::Negative(_) => errors.money_negative().to_owned(),
            Refusal::OutOfRange(Field::Recommend) => errors.number_range("0", "10"),
            Refusal::OutOfRange(Field::Scoring) => errors.number_range("0", "1000"),
            Refusal::OutOfRange(_) => errors.number_whole().to_owned(),
            Refusal::Money(MoneyError::TooLarge) => {
                let most = Money::new(Money::MAX_MINOR, Currency::EUR).unwrap_or_default();
                errors.money_too_large(&format.money_short(most))
            }
            Refusal::Money(MoneyError::CurrenciesDiffer(one, two)) => {
                errors.currencies_differ(one.code(), two.code())
            }
            Refusal::LossReasonMissing => errors.loss_reason_missing().to_owned(),
            Refusal::AlreadyClosed => errors.already_closed().to_owned(),
            Refusal::NotClosed => errors.already_open().to_owned(),
            Refusal::StageArchived => errors.stage_in_archive().to_owned(),
            Refusal::LastStage => errors.stage_last().to_owned(),
            Refusal::LastPipeline => errors.pipeline_last().to_owned(),
            Refusal::SameStage => errors.same_stage().to_owned(),
            Refusal::Outdated => errors.outdated().to_owned(),
            Refusal::LinkNotAllowed => errors.url_form().to_owned(),
        }
    }
}
