//! Texts of the settings and of the editor of pipelines and stages.

use super::texts;

texts! {
    /// Texts of the settings and of the editor of pipelines and stages.
    pub struct SettingsText {
        title: "Einstellungen", "Settings";
        workspace_name: "Name des Arbeitsbereichs", "Name of the workspace";
        base_currency: "Grundwährung", "Base currency";
        rates: "Kurse", "Rates";
        rate_of(currency, base): "1 {currency} in {base}", "1 {currency} in {base}";
        add_rate: "Kurs hinzufügen", "Add a rate";
        default_owner: "Zuständig für neue Deals", "Owner of new deals";
        pipelines: "Pipelines", "Pipelines";
        new_pipeline: "Pipeline anlegen", "New pipeline";
        pipeline_name: "Name der Pipeline", "Name of the pipeline";
        from_preset: "Aus Vorlage", "From a preset";
        preset_standard: "Klassisch: fünf Stufen", "Classic: five stages";
        preset_letters: "F bis A, mit Eintrittskriterien", "F to A, with entry criteria";
        preset_consumer: "Kurz, für Privatkunden", "Short, for consumers";
        archive_pipeline: "Pipeline archivieren", "Archive pipeline";
        restore_pipeline: "Pipeline wieder nutzen", "Restore pipeline";
        proposal_stage: "Ab dieser Stufe gilt ein Deal als angeboten", "From this stage on a deal counts as offered";
        postpone_limit: "So oft darf der Kunde verschieben", "How often the customer may put it off";
        expiry_days: "Verfall nach Tagen", "Expiry after days";
        frame: "Qualifizierung nach", "Qualification by";
        stages: "Stufen", "Stages";
        new_stage: "Stufe hinzufügen", "Add a stage";
        stage_name: "Name der Stufe", "Name of the stage";
        zone: "Zone", "Zone";
        probability: "Wahrscheinlichkeit", "Probability";
        description: "Beschreibung", "Description";
        activities: "Tätigkeiten", "Activities";
        playbook: "Leitfaden", "Playbook";
        entry_criteria: "Eintrittskriterien", "Entry criteria";
        entry_criteria_help: "Eines je Zeile", "One per line";
        rotting_days: "Ruht zu lange nach Tagen", "Idle too long after days";
        rotting_never: "nie", "never";
        category: "Prognosekategorie", "Forecast category";
        move_up: "Nach vorn", "Move earlier";
        move_down: "Nach hinten", "Move later";
        merge: "Zusammenlegen mit …", "Merge into …";
        merge_confirm[n](from, to): "{n} Deal aus „{from}“ kommt nach „{to}“.|{n} Deals aus „{from}“ kommen nach „{to}“.", "{n} deal of “{from}” goes to “{to}”.|{n} deals of “{from}” go to “{to}”.";
        archive: "Archivieren", "Archive";
        archive_needs_target[n](stage): "In „{stage}“ liegt noch {n} Deal. Wohin damit?|In „{stage}“ liegen noch {n} Deals. Wohin damit?", "{n} deal is still in “{stage}”. Where should it go?|{n} deals are still in “{stage}”. Where should they go?";
        restore: "Wieder nutzen", "Restore";
        archived: "Archiviert", "Archived";
        stage_added(stage): "Stufe „{stage}“ hinzugefügt", "Added the stage “{stage}”";
        stage_renamed(from, to): "Stufe „{from}“ heißt jetzt „{to}“", "The stage “{from}” is now “{to}”";
        stage_moved(stage): "Stufe „{stage}“ verschoben", "Moved the stage “{stage}”";
        stage_merged(from, to): "Stufe „{from}“ mit „{to}“ zusammengelegt", "Merged the stage “{from}” into “{to}”";
        stage_archived(stage): "Stufe „{stage}“ archiviert", "Archived the stage “{stage}”";
        scoring: "Score-Tabellen", "Score tables";
        appearance: "Darstellung", "Appearance";
    }
}
