//! Texts around every chart.

use super::texts;

texts! {
    /// Texts around every chart.
    pub struct ChartText {
        as_table: "Als Tabelle", "As a table";
        save_as(title, format): "„{title}“ als {format} speichern", "Save “{title}” as {format}";
        parts: "Abschnitte dieser Seite", "Parts of this page";
    }
}
