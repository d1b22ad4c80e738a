//! Texts of the screen for data: export, backups, storage.

use super::texts;

texts! {
    /// Texts of the screen for data: export, backups, storage.
    pub struct DataText {
        export: "Export", "Export";
        export_json: "Arbeitsbereich als Datei sichern (JSON)", "Save the workspace as a file (JSON)";
        export_json_help: "Vollständig; beim Öffnen ist alles wieder da.", "Complete; opening it brings everything back.";
        export_table: "Als Tabelle (CSV)", "As a table (CSV)";
        export_what: "Was steht in der Tabelle?", "What does the table list?";
        export_csv_de: "Für Excel (Deutsch)", "For Excel (German)";
        export_csv_en: "International (Englisch)", "International (English)";
        export_csv_help: "Deutsch: Strichpunkt, Dezimalkomma, 31.12.2026. Englisch: Komma, Dezimalpunkt, 2026-12-31.", "German: semicolon, decimal comma, 31.12.2026. English: comma, decimal point, 2026-12-31.";
        exported(file): "„{file}“ gesichert", "Saved “{file}”";
        import: "Import", "Import";
        import_file: "Dateien öffnen …", "Open files …";
        import_help: "Ein gesicherter Arbeitsbereich (JSON), ein Trello-Board (JSON) oder Tabellen mit Deals, Organisationen, Personen, Aktivitäten oder Phasenwechseln (CSV), auch mehrere zugleich. Vor dem Übernehmen wird alles gezeigt.", "A saved workspace (JSON), a Trello board (JSON), or tables of deals, organisations, people, activities or changes of stage (CSV), several at once if you like. Everything is shown before it is taken over.";
        drop_file: "oder hier ablegen", "or drop them here";
        reading(file): "„{file}“ wird gelesen …", "Reading “{file}” …";
        storage: "Speicher", "Storage";
        storage_used(percent, used, total): "{percent} belegt: {used} von {total} Zeichen", "{percent} used: {used} of {total} characters";
        storage_bytes(percent, used, total): "{percent} belegt: {used} von {total}", "{percent} used: {used} of {total}";
        storage_full: "Der Speicher des Browsers ist voll. Die letzten Änderungen sind nur in diesem Fenster. Bitte jetzt exportieren.", "The storage of the browser is full. The last changes are only in this window. Please export now.";
        storage_blocked: "Der Browser erlaubt kein Speichern. Alles bleibt nur in diesem Fenster; vor dem Schließen bitte exportieren.", "The browser does not allow storing. Everything stays in this window only; please export before closing.";
        storage_other: "Das Speichern ist fehlgeschlagen.", "Storing has failed.";
        records: "Datensätze", "Records";
        deals: "Deals", "Deals";
        activities: "Aktivitäten", "Activities";
        new_workspace_help: "Eigene Deals, Einstellungen und Pipelines, getrennt von diesem hier.", "Deals, settings and pipelines of its own, apart from this one.";
        delete_workspace: "Arbeitsbereich löschen …", "Delete the workspace …";
        delete_confirm(name): "„{name}“ mit allen Deals löschen? Vorher wird eine Datei zum Sichern angeboten.", "Delete “{name}” with all its deals? A file to keep is offered first.";
        private: "Alle Daten bleiben in diesem Browser. Nichts wird übertragen.", "All data stays in this browser. Nothing is transmitted.";
        review(name): "Arbeitsbereich „{name}“ öffnen?", "Open the workspace “{name}”?";
        review_from(file): "Aus „{file}“. Noch ist nichts verändert.", "From “{file}”. Nothing is changed yet.";
        open_value: "Wert der offenen Deals", "Value of the open deals";
        open_own: "Als eigenen Arbeitsbereich öffnen", "Open as a workspace of its own";
        open_copy: "Als Kopie öffnen", "Open as a copy";
        open_replace: "Den vorhandenen ersetzen", "Replace the one that is here";
        known(name): "Dieser Arbeitsbereich liegt schon in diesem Browser, als „{name}“. Eine Kopie lässt ihn, wie er ist; ersetzen nimmt den Stand der Datei und verwirft den hiesigen.", "This workspace is in this browser already, as “{name}”. A copy leaves it as it is; replacing takes the state of the file and drops the one here.";
        copy_of(name): "{name} (Kopie)", "{name} (copy)";
        opened(name): "„{name}“ geöffnet", "Opened “{name}”";
        repaired[n]: "Beim Lesen wurde {n} Angabe berichtigt:|Beim Lesen wurden {n} Angaben berichtigt:", "{n} entry was corrected on reading:|{n} entries were corrected on reading:";
        repaired_help: "Was nicht passte, bleibt in der Datei erhalten.", "What did not fit is kept in the file.";
        more[n]: "und {n} weitere|und {n} weitere", "and {n} more|and {n} more";
        repair(record, flaw, repair): "{record}: {flaw} – {repair}", "{record}: {flaw} – {repair}";
        named(part, name): "{part} „{name}“", "{part} “{name}”";
        part_settings: "Einstellungen", "Settings";
        part_deal: "Deal", "Deal";
        part_activity: "Aktivität", "Activity";
        flaw_unreadable: "nicht lesbar", "cannot be read";
        flaw_no_id: "ohne Kennung", "without an id";
        flaw_same_id: "Kennung doppelt", "id stands there twice";
        flaw_beyond: "Zahl außerhalb des Möglichen", "number beyond what is possible";
        flaw_no_pipeline: "keine Pipeline in Gebrauch", "no pipeline in use";
        repair_set_aside: "beiseitegelegt", "set aside";
        repair_field(field): "Feld {field} beiseitegelegt", "field {field} set aside";
        repair_cleared: "entfernt", "removed";
        repair_cut: "gekürzt", "cut";
        repair_named: "Namen ersetzt", "name replaced";
        repair_moved: "in eine Stufe gelegt", "put into a stage";
        repair_loss_reason: "Verlustgrund unbekannt", "loss reason unknown";
        repair_clamped: "an die Grenze gesetzt", "set to the bound";
        repair_made: "neu angelegt", "made anew";
        repair_in_use: "wieder in Gebrauch", "in use again";
    }
}
