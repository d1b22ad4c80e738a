//! Texts of the screen of key figures.

use super::texts;

texts! {
    /// Texts of the screen of key figures.
    pub struct InsightsText {
        losses: "Verluste", "Losses";
        by(field): "Nach {field}", "By {field}";
        count: "Anzahl", "Count";
        value: "Wert", "Value";
        won: "Gewonnen", "Won";
        lost: "Verloren", "Lost";
        open: "Offen", "Open";
        reason: "Grund", "Reason";
        reached_stage: "Erreichte Stufe", "Stage reached";
        formula: "Formel", "Formula";
        inputs: "Eingaben", "Inputs";
        deals_in[n]: "{n} Deal gezählt|{n} Deals gezählt", "{n} deal counted|{n} deals counted";
        deals_out[n]: "{n} Deal ausgelassen|{n} Deals ausgelassen", "{n} deal left out|{n} deals left out";
        per_day(amount): "{amount} am Tag", "{amount} per day";
        no_inputs: "Direkt aus den Deals berechnet.", "Computed from the deals directly.";
        context(period, view): "{period} · {view}", "{period} · {view}";
    }
}
