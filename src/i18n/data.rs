//! Texts of the screen for data: export, backups, storage.

use super::texts;

texts! {
    /// Texts of the screen for data: export, backups, storage.
    pub struct DataText {
        title: "Daten", "Data";
        export: "Export", "Export";
        export_json: "Arbeitsbereich als Datei sichern (JSON)", "Save the workspace as a file (JSON)";
        export_json_help: "Vollständig; beim Öffnen ist alles wieder da.", "Complete; opening it brings everything back.";
        export_csv: "Deals als Tabelle (CSV)", "Deals as a table (CSV)";
        exported(file): "„{file}“ gesichert", "Saved “{file}”";
        import: "Import", "Import";
        import_file: "Datei öffnen …", "Open a file …";
        import_csv: "Deals aus Tabelle übernehmen (CSV) …", "Take over deals from a table (CSV) …";
        drop_file: "Datei hier ablegen", "Drop a file here";
        storage: "Speicher", "Storage";
        storage_used(used, total): "{used} von {total} belegt", "{used} of {total} used";
        storage_full: "Der Speicher des Browsers ist voll. Die letzten Änderungen sind nur in diesem Fenster. Bitte jetzt exportieren.", "The storage of the browser is full. The last changes are only in this window. Please export now.";
        storage_blocked: "Der Browser erlaubt kein Speichern. Alles bleibt nur in diesem Fenster; vor dem Schließen bitte exportieren.", "The browser does not allow storing. Everything stays in this window only; please export before closing.";
        storage_other: "Das Speichern ist fehlgeschlagen", "Storing has failed";
        last_saved(when): "Zuletzt gespeichert: {when}", "Last saved: {when}";
        last_export(when): "Zuletzt exportiert: {when}", "Last exported: {when}";
        never_exported: "Noch nie exportiert", "Never exported";
        backups: "Sicherungen", "Backups";
        records: "Datensätze", "Records";
        set_aside: "Unlesbare Daten wurden beiseitegelegt und nicht überschrieben.", "Unreadable data was set aside and not overwritten.";
        download_set_aside: "Beiseitegelegte Daten herunterladen", "Download the data set aside";
        delete_workspace: "Arbeitsbereich löschen …", "Delete the workspace …";
        delete_confirm(name): "„{name}“ mit allen Deals löschen? Vorher wird eine Datei zum Sichern angeboten.", "Delete “{name}” with all its deals? A file to keep is offered first.";
        quality: "Datenqualität", "Data quality";
        quality_good: "Nichts zu beanstanden.", "Nothing to complain about.";
        private: "Alle Daten bleiben in diesem Browser. Nichts wird übertragen.", "All data stays in this browser. Nothing is transmitted.";
        repaired[n]: "Beim Öffnen wurde {n} Angabe berichtigt.|Beim Öffnen wurden {n} Angaben berichtigt.", "{n} entry was corrected on opening.|{n} entries were corrected on opening.";
    }
}
