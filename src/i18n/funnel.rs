//! Texts of the funnel.

use super::texts;

texts! {
    /// Texts of the funnel.
    pub struct FunnelText {
        title: "Trichter", "Funnel";
        view: "Sicht", "View";
        cohort: "Kohorte", "Cohort";
        cohort_help: "Deals, die im Zeitraum begonnen haben, ob entschieden oder nicht.", "Deals created in the period, decided or not.";
        closed: "Im Zeitraum abgeschlossen", "Closed in period";
        closed_help: "Deals, die im Zeitraum gewonnen oder verloren wurden.", "Deals won or lost in the period.";
        mode: "Zählweise", "Counting";
        any: "Übersprungene zählen mit", "Skipped stages count";
        any_help: "Ein Deal zählt in jeder Stufe bis zur weitesten, die er erreicht hat.", "A deal counts in every stage up to the furthest it reached.";
        strict: "Streng", "Strict";
        strict_help: "Ein Deal zählt nur, wenn er in jeder Stufe bis dahin war.", "A deal counts only if it was in every stage up to there.";
        reached: "Erreicht", "Reached";
        conversion: "Übergang", "Conversion";
        won: "Gewonnen", "Won";
        empty: "Im gewählten Zeitraum gibt es keine Deals.", "There are no deals in the chosen period.";
        stage: "Stufe", "Stage";
        value: "Wert", "Value";
        pipeline_needed: "Der Trichter zeigt eine Pipeline. Bitte eine wählen.", "The funnel shows one pipeline. Please choose one.";
        key_figures: "Kennzahlen", "Key figures";
        stages: "Stufen", "Stages";
        open_now: "Offen", "Open";
        stay_median: "Zeit (Median)", "Time (median)";
        stay_mean: "Zeit (Mittel)", "Time (mean)";
        stays: "n", "n";
        open_of_now: "Offene Deals sind die von jetzt; sie haben noch keinen Abschluss im Zeitraum.", "Open deals are those of now; they have no close in the period yet.";
        period_reversed: "Der Zeitraum endet, bevor er beginnt.", "The period ends before it begins.";
        unknown_creation[n]: "Bei {n} Deal ist der Beginn unbekannt: Er fehlt in Kohorten eines Zeitraums, im Verkaufszyklus und in der Zeit in der Stufe.|Bei {n} Deals ist der Beginn unbekannt: Sie fehlen in Kohorten eines Zeitraums, im Verkaufszyklus und in der Zeit in der Stufe.", "The beginning of {n} deal is unknown: it is missing from cohorts of a period, from the sales cycle and from the time in stage.|The beginning of {n} deals is unknown: they are missing from cohorts of a period, from the sales cycle and from the time in stage.";
        unknown_close[n]: "Bei {n} Deal ist der Abschlusstag unbekannt: Er fehlt im Verkaufszyklus und in Zeiträumen nach Abschluss.|Bei {n} Deals ist der Abschlusstag unbekannt: Sie fehlen im Verkaufszyklus und in Zeiträumen nach Abschluss.", "The day of close of {n} deal is unknown: it is missing from the sales cycle and from periods by close.|The day of close of {n} deals is unknown: they are missing from the sales cycle and from periods by close.";
        unknown_value[n]: "{n} Deal ohne Wert fehlt in Summen und Mittelwerten.|{n} Deals ohne Wert fehlen in Summen und Mittelwerten.", "{n} deal without a value is missing from sums and means.|{n} deals without a value are missing from sums and means.";
        unknown_rate[n]: "{n} Deal fehlt in Summen, weil es für seine Währung keinen Kurs gibt.|{n} Deals fehlen in Summen, weil es für ihre Währung keinen Kurs gibt.", "{n} deal is missing from sums because there is no rate for its currency.|{n} deals are missing from sums because there is no rate for their currency.";
        pseudo[n]: "{n} Pseudo-Lead zählt nirgends.|{n} Pseudo-Leads zählen nirgends.", "{n} pseudo lead counts nowhere.|{n} pseudo leads count nowhere.";
        without: "(ohne)", "(none)";
        by_field: "Aufteilen nach", "Break down by";
        few_note: "n steht bei Anteilen und Mittelwerten aus weniger als 10 Fällen.", "n stands beside rates and means of fewer than 10 cases.";
        close_month: "Monat des Abschlusses", "Month of close";
        quarter_phase: "Monat im Quartal", "Month of the quarter";
        no_losses: "Noch kein Deal verloren.", "No deal lost yet.";
        counted: "gezählt", "counted";
        success: "Erfolg", "success";
        attempt: "kein Erfolg", "no success";
    }
}
