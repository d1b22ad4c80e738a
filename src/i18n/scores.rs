//! Texts of the scores.

use super::texts;

texts! {
    /// Texts of the scores.
    pub struct ScoresText {
        title: "Scores", "Scores";
        explicit: "Wer sie sind", "Who they are";
        explicit_help: "Je Merkmal eine Note von A bis D; die Gesamtnote ist das gewichtete Mittel (A = 4 bis D = 1).", "A grade from A to D per attribute; the overall grade is the weighted mean (A = 4 to D = 1).";
        implicit: "Was sie tun", "What they do";
        implicit_help: "Punkte je Verhalten; die Summe gibt das Band 1 (heiß) bis 4 (kalt).", "Points per behaviour; the sum gives band 1 (hot) to 4 (cold).";
        matrix: "Matrix", "Matrix";
        matrix_help: "Note und Band zusammen sagen, was zu tun ist.", "Grade and band together say what to do.";
        attribute: "Merkmal", "Attribute";
        grade: "Note", "Grade";
        band: "Band", "Band";
        points: "Punkte", "Points";
        points_of[n]: "{n} Punkt|{n} Punkte", "{n} point|{n} points";
        weight: "Gewicht", "Weight";
        mean_rounded(mean, grade): "Mittel {mean}, gerundet {grade}", "Mean {mean}, rounded to {grade}";
        one_of: "enthält eines von", "contains one of";
        more_than: "mehr als", "more than";
        otherwise: "sonst", "otherwise";
        add_rule: "Regel hinzufügen", "Add a rule";
        half_life: "Halbwertszeit in Tagen", "Half-life in days";
        half_life_none: "Punkte verfallen nicht", "Points do not decay";
        meaning: "Bedeutung", "Meaning";
        deals_in_cell[n](cell): "{n} Deal in {cell}|{n} Deals in {cell}", "{n} deal in {cell}|{n} deals in {cell}";
        no_score: "Kein Score: weder Person noch Organisation noch Verhalten bekannt", "No score: neither person nor organisation nor behaviour known";
        reset: "Standardtabellen wiederherstellen", "Restore the default tables";
        reset_done: "Standardtabellen wiederhergestellt", "Default tables restored";
        model_changed: "Score-Tabellen geändert", "Score tables changed";
        editor: "Tabellen bearbeiten", "Edit the tables";
        ranked: "Deals nach Score", "Deals by score";
        never_by_name: "Ein Firmenname allein qualifiziert niemanden.", "A company name alone never qualifies.";
    }
}
