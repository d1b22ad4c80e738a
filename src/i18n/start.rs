//! Texts of the first run.

use super::texts;

texts! {
    /// Texts of the first run.
    pub struct StartText {
        welcome: "Willkommen bei Trichter", "Welcome to Trichter";
        promise: "Eine Vertriebs-Pipeline, die ganz in diesem Browser lebt: ohne Konto, ohne Server, auch ohne Netz.", "A sales pipeline that lives entirely in this browser: no account, no server, not even a network.";
        choose: "Womit soll es losgehen?", "How would you like to begin?";
        example: "Beispiel ansehen", "Look at an example";
        example_help: "Eine Pipeline mit Deals zum Ausprobieren. Sie bleibt von eigenen Daten getrennt.", "A pipeline with deals to try things out. It stays apart from your own data.";
        empty: "Leer beginnen", "Start empty";
        empty_help: "Mit fünf Stufen, die sich jederzeit ändern lassen.", "With five stages that can be changed at any time.";
        open_file: "Datei öffnen", "Open a file";
        open_file_help: "Ein gesicherter Arbeitsbereich (JSON) oder eine Tabelle mit Deals, Organisationen oder Personen (CSV).", "A saved workspace (JSON) or a table of deals, organisations or people (CSV).";
        drop_here: "Oder die Datei hierher ziehen", "Or drag the file here";
        pipeline: "Pipeline", "Pipeline";
        my_workspace: "Meine Pipeline", "My pipeline";
        example_name: "Beispiel", "Example";
        first_deal: "Ersten Deal anlegen", "Add the first deal";
        save_stored: "Alles Gespeicherte als Datei sichern", "Save everything stored to a file";
    }
}
