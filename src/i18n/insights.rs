//! Texts of the screen of key figures.

use super::texts;

texts! {
    /// Texts of the screen of key figures.
    pub struct InsightsText {
        title: "Kennzahlen", "Insights";
        overview: "Überblick", "Overview";
        cycle: "Verkaufszyklus", "Sales cycle";
        stages: "Stufen", "Stages";
        losses: "Verluste", "Losses";
        sources: "Quellen", "Sources";
        owners: "Zuständige", "Owners";
        products: "Produkte", "Products";
        segments: "Segmente", "Segments";
        campaigns: "Kampagnen", "Campaigns";
        seasons: "Jahreszeiten", "Seasons";
        by(field): "Nach {field}", "By {field}";
        bottleneck: "Engpass", "Bottleneck";
        lowest_conversion(stage, percent): "Geringster Übergang: „{stage}“ mit {percent}", "Lowest conversion: “{stage}” at {percent}";
        longest_stay(stage, days): "Längster Aufenthalt: „{stage}“ mit {days} (Median)", "Longest stay: “{stage}” at {days} (median)";
        mean: "Mittel", "Mean";
        median: "Median", "Median";
        count: "Anzahl", "Count";
        value: "Wert", "Value";
        share: "Anteil", "Share";
        won: "Gewonnen", "Won";
        lost: "Verloren", "Lost";
        open: "Offen", "Open";
        closed: "Abgeschlossen", "Closed";
        reason: "Grund", "Reason";
        reached_stage: "Erreichte Stufe", "Stage reached";
        not_given: "Ohne Angabe", "Not given";
        few_cases[n]: "Nur {n} Fall|Nur {n} Fälle", "Only {n} case|Only {n} cases";
        formula: "Formel", "Formula";
        inputs: "Eingaben", "Inputs";
        deals_in[n]: "{n} Deal gezählt|{n} Deals gezählt", "{n} deal counted|{n} deals counted";
        deals_out[n]: "{n} Deal ausgelassen|{n} Deals ausgelassen", "{n} deal left out|{n} deals left out";
        why_out: "Warum ausgelassen", "Why left out";
        open_figure(figure): "{figure}: Formel und Deals zeigen", "{figure}: show formula and deals";
        per_day(amount): "{amount} am Tag", "{amount} per day";
        no_inputs: "Direkt aus den Deals berechnet.", "Computed from the deals directly.";
        counted_as: "Zählt", "Counts";
        nobody: "Keine", "None";
        value_is: "Wert", "Value";
        context(view, period): "{view} · {period}", "{view} · {period}";
    }
}
