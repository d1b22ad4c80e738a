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
        conversion_to(stage): "Übergang nach „{stage}“", "Conversion to “{stage}”";
        total_conversion: "Gesamt", "Total";
        won: "Gewonnen", "Won";
        still_open[n]: "davon {n} noch offen|davon {n} noch offen", "{n} of them still open|{n} of them still open";
        moved_back[n]: "{n} Schritt zurück|{n} Schritte zurück", "{n} move back|{n} moves back";
        lost_here[n]: "{n} hier verloren|{n} hier verloren", "{n} lost here|{n} lost here";
        left_out[n]: "{n} Deal ausgelassen|{n} Deals ausgelassen", "{n} deal left out|{n} deals left out";
        empty: "Im gewählten Zeitraum gibt es keine Deals.", "There are no deals in the chosen period.";
        stage: "Stufe", "Stage";
        deals: "Deals", "Deals";
        value: "Wert", "Value";
        pipeline_needed: "Der Trichter zeigt eine Pipeline. Bitte eine wählen.", "The funnel shows one pipeline. Please choose one.";
    }
}
