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
        hot: "Heiß", "Hot";
        band_one: "ab 76 Punkten", "76 points and more";
        band_two: "51–75 Punkte", "51–75 points";
        band_three: "26–50 Punkte", "26–50 points";
        band_four: "0–25 Punkte", "0–25 points";
        open_only: "Offene Deals der Pipeline, ohne Pseudo-Leads.", "Open deals of the pipeline, without pseudo leads.";
        deals_without[n]: "{n} Deal ohne Score|{n} Deals ohne Score", "{n} deal without a score|{n} deals without a score";
        without_rate[n]: "{n} Deal ohne Kurs fehlt in den Summen.|{n} Deals ohne Kurs fehlen in den Summen.", "{n} deal without a rate is not in the totals.|{n} deals without a rate are not in the totals.";
        without_value[n]: "{n} Deal hat keinen Wert.|{n} Deals haben keinen Wert.", "{n} deal has no value.|{n} deals have no value.";
        none_here: "Hier liegt kein Deal.", "There is no deal here.";
        none_scored: "Noch hat kein Deal einen Score. Dazu braucht er eine Person, eine Organisation mit Branche oder Größe, oder ein Verhalten.", "No deal has a score yet. It takes a person, an organisation with industry or size, or a behaviour.";
        why: "Warum dieser Score?", "Why this score?";
        why_short: "Warum?", "Why?";
        graded_from: "Grundlage", "From";
        no_weight: "Kein Merkmal hat Gewicht: Note D", "No attribute has weight: grade D";
        behaviour: "Verhalten", "Behaviour";
        times: "Anzahl", "Times";
        no_engagements: "Noch kein Verhalten erfasst.", "No behaviour recorded yet.";
        decayed(days): "Punkte zählen nach {days} halb.", "Points count half after {days}.";
        band_of(sum, points, band, range): "Summe {sum}, gerundet {points}: Band {band} ({range})", "Sum {sum}, rounded {points}: band {band} ({range})";
        editor_help: "Jede Änderung gilt sofort für alle Scores und lässt sich rückgängig machen.", "Each change counts at once for all scores and can be undone.";
        rules_help: "Die erste Regel, die zutrifft, gibt die Note. Ein * am Ende steht für jede Fortsetzung des Wortes.", "The first rule that holds gives the grade. A * at the end stands for any continuation of the word.";
        rule_earlier: "Regel früher prüfen", "Check the rule earlier";
        remove_rule: "Regel entfernen", "Remove the rule";
        words_empty: "Bitte mindestens ein Wort angeben, getrennt durch Kommas.", "Please give at least one word, separated by commas.";
        never_by_name: "Ein Firmenname allein qualifiziert niemanden.", "A company name alone never qualifies.";
    }
}
