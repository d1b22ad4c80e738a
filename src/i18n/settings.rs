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
        rotting_days: "Ruht ab (Tage)", "Idle from (days)";
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
        appearance: "Sprache und Darstellung", "Language and appearance";
        appearance_help: "Gilt auf diesem Gerät, für alle Arbeitsbereiche.", "Holds on this device, for all workspaces.";
        base_currency_help: "Summen stehen in dieser Währung. Beim Wechsel werden die Kurse umgerechnet; Werte von Deals bleiben in ihrer Währung.", "Totals are in this currency. When it changes, the rates are converted; values of deals stay in their currency.";
        rates_help(base): "Was eine Einheit einer anderen Währung in {base} wert ist. Die Kurse bleiben, bis sie hier geändert werden.", "What one unit of another currency is worth in {base}. Rates stay until they are changed here.";
        rate_currency: "Währung", "Currency";
        rate_value(base): "Wert in {base}", "Worth in {base}";
        rate_is_base(currency): "{currency} ist die Grundwährung.", "{currency} is the base currency.";
        rate_exists(currency): "Für {currency} gibt es schon einen Kurs.", "There is a rate for {currency} already.";
        current_workspace: "geöffnet", "open";
        delete_help: "Löschen lässt sich nicht rückgängig machen. Die Datei bringt alles wieder.", "Deleting cannot be undone. The file brings everything back.";
        delete_now: "Löschen", "Delete";
        delete_without_file: "Ohne Datei löschen", "Delete without a file";
        export_first: "Erst Datei sichern", "Save the file first";
        copy_of(name): "Kopie von „{name}“, ohne Deals", "Copy of “{name}”, without deals";
        stage_count[n]: "{n} Stufe|{n} Stufen", "{n} stage|{n} stages";
        postpone_help: "Danach verlangt der Deal eine Entscheidung. Leer: 2.", "After that the deal asks for a decision. Empty: 2.";
        expiry_help: "Dann verlässt ein Deal die Liste als verfallen.", "Then a deal leaves the list as expired.";
        expiry_never: "nie", "never";
        proposal_none: "Keine", "None";
        proposal_help: "Für die Abschlussquote der Angebote.", "For the win rate of offers.";
        stages_help: "Jede Änderung gilt sofort und lässt sich rückgängig machen.", "Each change holds at once and can be undone.";
        new_stage_name: "Name einer neuen Stufe", "Name of a new stage";
        stage_more: "Kriterien, Leitfaden, Zusammenlegen, Archivieren", "Criteria, playbook, merge, archive";
        playbook_help: "Checklisten, Antworten auf Einwände, Vorlagen", "Checklists, answers to objections, templates";
        probability_falls(stage, probability): "Weniger als in „{stage}“ ({probability}). Meist steigt sie von Stufe zu Stufe.", "Less than in “{stage}” ({probability}). Usually it rises from stage to stage.";
        archived_stages: "Archivierte Stufen", "Archived stages";
        archived_stages_help: "Sie bleiben für den Verlauf der Deals erhalten.", "They are kept for the history of the deals.";
        merge_title(stage): "„{stage}“ zusammenlegen", "Merge “{stage}”";
        merge_act: "Zusammenlegen", "Merge";
        merge_history: "Auch der Verlauf aller Deals nennt dann diese Stufe.", "The history of all deals then names this stage, too.";
        archive_title(name): "„{name}“ archivieren", "Archive “{name}”";
        deals_to: "Deals kommen nach", "Deals go to";
    }
}
