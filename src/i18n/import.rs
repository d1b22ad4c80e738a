//! Texts of the import.

use super::texts;

texts! {
    /// Texts of the import.
    pub struct ImportText {
        title: "Deals übernehmen", "Take over deals";
        choose_file: "Datei wählen", "Choose a file";
        file(name, size): "{name} ({size})", "{name} ({size})";
        step_file: "Datei", "File";
        step_columns: "Spalten", "Columns";
        step_check: "Prüfen", "Check";
        delimiter: "Trennzeichen", "Delimiter";
        comma: "Komma", "Comma";
        semicolon: "Strichpunkt", "Semicolon";
        tab: "Tabulator", "Tab";
        encoding: "Zeichensatz", "Character set";
        header_row: "Erste Zeile enthält Überschriften", "The first row has headings";
        column: "Spalte", "Column";
        field: "Feld", "Field";
        example: "Beispiel", "Example";
        ignore: "Nicht übernehmen", "Leave out";
        map_column(column): "Feld für Spalte „{column}“", "Field for column “{column}”";
        number_form: "Zahlenform", "Number form";
        date_form: "Datumsform", "Date form";
        stage_values: "Stufen zuordnen", "Match the stages";
        outcome_values: "Ausgänge zuordnen", "Match the outcomes";
        value_to_stage(value): "„{value}“ ist", "“{value}” is";
        title_missing: "Eine Spalte muss der Titel oder die Organisation sein.", "One column must be the title or the organisation.";
        preview: "Vorschau", "Preview";
        preview_rows[n]: "Die erste Zeile|Die ersten {n} Zeilen", "The first row|The first {n} rows";
        rows_ready[n]: "{n} Deal wird übernommen|{n} Deals werden übernommen", "{n} deal will be taken over|{n} deals will be taken over";
        rows_bad[n]: "{n} Zeile hat Fehler und bleibt draußen|{n} Zeilen haben Fehler und bleiben draußen", "{n} row has errors and is left out|{n} rows have errors and are left out";
        row_error(row, column, problem): "Zeile {row}, {column}: {problem}", "Row {row}, {column}: {problem}";
        row_problem(row, problem): "Zeile {row}: {problem}", "Row {row}: {problem}";
        fields_missing(expected, found): "hat {found} Felder statt {expected}", "has {found} fields instead of {expected}";
        unknown_value(value): "„{value}“ ist unbekannt", "“{value}” is unknown";
        empty_title: "hat keinen Titel", "has no title";
        download_errors: "Fehlerliste herunterladen", "Download the list of errors";
        no_rows: "Die Datei enthält keine Zeilen.", "The file has no rows.";
        nothing_fits: "Keine Spalte wurde erkannt. Bitte die Felder zuordnen.", "No column was recognised. Please match the fields.";
        unknown_dates[n]: "{n} Deal ohne Beginn: zählt in keiner Dauer.|{n} Deals ohne Beginn: zählen in keiner Dauer.", "{n} deal without a beginning: counts in no duration.|{n} deals without a beginning: count in no duration.";
        lost_without_reason[n]: "{n} verlorener Deal ohne Grund|{n} verlorene Deals ohne Grund", "{n} lost deal without a reason|{n} lost deals without a reason";
        confirm: "Übernehmen", "Take over";
        done[n]: "{n} Deal übernommen|{n} Deals übernommen", "Took over {n} deal|Took over {n} deals";
        one_undo: "Ein Schritt rückgängig nimmt alles zurück.", "One undo takes all of it back.";
        open_workspace(name): "Arbeitsbereich „{name}“ öffnen?", "Open the workspace “{name}”?";
        as_new_workspace: "Als eigenen Arbeitsbereich öffnen", "Open as a workspace of its own";
        replace_workspace: "Den jetzigen ersetzen", "Replace the present one";
        organisations_file: "Organisationen dazu (CSV, freiwillig)", "Their organisations (CSV, optional)";
    }
}
