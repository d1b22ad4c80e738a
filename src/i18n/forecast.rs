//! Texts of the forecast.

use super::texts;

texts! {
    /// Texts of the forecast.
    pub struct ForecastText {
        stage_method: "Nach Stufen", "By stages";
        stage_method_help: "Jeder offene Deal mit erwartetem Abschluss im Zeitraum, Wert × Wahrscheinlichkeit; dazu, was schon gewonnen ist.", "Every open deal expected to close in the period, value × probability; plus what is already won.";
        month: "Monat", "Month";
        p10_help: "Mit 90 % Wahrscheinlichkeit kommt mindestens so viel.", "With a chance of 90% at least this much comes in.";
        p50_help: "Mehr oder weniger ist gleich wahrscheinlich.", "More or less is equally likely.";
        p90_help: "Mit 10 % Wahrscheinlichkeit kommt so viel oder mehr.", "With a chance of 10% this much or more comes in.";
        mean: "Erwartungswert", "Expected value";
        won_already: "Schon gewonnen", "Already won";
        open_value: "Offen, voller Wert", "Open, full value";
        undated: "Ohne Abschlussdatum", "Without a close date";
        undated_help[n]: "{n} Deal ohne Datum zählt in keinem Monat.|{n} Deals ohne Datum zählen in keinem Monat.", "{n} deal without a date counts in no month.|{n} deals without a date count in no month.";
        overdue: "Abschlussdatum vorbei", "Close date has passed";
        overdue_help[n]: "{n} Deal hat ein Datum in der Vergangenheit.|{n} Deals haben ein Datum in der Vergangenheit.", "{n} deal has a date in the past.|{n} deals have a date in the past.";
        without_value[n]: "{n} Deal ohne Wert ist nicht enthalten.|{n} Deals ohne Wert sind nicht enthalten.", "{n} deal without a value is not included.|{n} deals without a value are not included.";
        distribution_of(period): "Verteilung: {period}", "Distribution: {period}";
        chance_at_least(percent, amount): "Mit {percent} mindestens {amount}", "{percent} chance of at least {amount}";
        chance_of_none: "Chance, dass nichts kommt", "Chance that nothing comes in";
        target: "Ziel", "Target";
        chance: "Wahrscheinlichkeit", "Chance";
        deals: "Deals im Zeitraum", "Deals in the period";
        empty: "Kein offener Deal hat ein Abschlussdatum in den nächsten Monaten.", "No open deal has a close date in the coming months.";
        stages_all: "Nach Stufen: alles zusammen", "By stages: all together";
        categories: "Kategorien", "Categories";
        horizon: "Zeitraum", "Horizon";
        months[n]: "{n} Monat|{n} Monate", "{n} month|{n} months";
        chart_title: "Gewonnen, Erwartungswert und Spanne P10–P90 je Monat", "Won, expected value and range P10–P90 by month";
        band: "Spanne P10–P90", "Range P10–P90";
        later: "Später", "Later";
        all_rows: "Alles zusammen", "All together";
        beyond[n]: "{n} Monat nach dem gewählten Zeitraum enthält Deals; sie zählen in der Summe.|{n} Monate nach dem gewählten Zeitraum enthalten Deals; sie zählen in der Summe.", "{n} month after the chosen horizon has deals; they count in the total.|{n} months after the chosen horizon have deals; they count in the total.";
        omitted[n]: "{n} offener Deal ist von der Prognose ausgenommen.|{n} offene Deals sind von der Prognose ausgenommen.", "{n} open deal is omitted from the forecast.|{n} open deals are omitted from the forecast.";
        honest: "Die Spanne enthält nur den Zufall, ob jeder Deal für sich kommt. Sie enthält nicht: falsche Wahrscheinlichkeiten, verschobene Termine, geänderte Werte, gemeinsame Ursachen wie die Konjunktur und neue Deals.", "The range covers only the chance of each deal coming in on its own. It does not cover wrong probabilities, postponed dates, changed values, common causes such as the economy, nor new deals.";
        method: "Verfahren", "Method";
        method_of: "Stufenverfahren: Wert × Wahrscheinlichkeit (eigene des Deals, sonst die der Stufe) im Monat des erwarteten Abschlusses. Die Verteilung ist exakt gefaltet, Rasterfehler höchstens 0,1 % der Summe.", "Stage method: value × probability (that of the deal, else of its stage) in the month of the expected close. The distribution is convolved exactly, grid error at most 0.1% of the total.";
        open_deals: "Offen", "Open";
        weighted: "Gewichtet", "Weighted";
        category: "Kategorie", "Category";
        curve_title: "Wahrscheinlichkeit, mindestens so viel einzunehmen", "Chance to bring in at least so much";
        at_least: "Mindestens", "At least";
        no_target: "Ein Ziel eingeben, um die Wahrscheinlichkeit zu sehen.", "Enter a target to see its chance.";
        nothing_here: "Hier gibt es noch nichts zu verteilen.", "There is nothing to distribute here yet.";
        past_due_in[n]: "davon {n} überfällig|davon {n} überfällig", "{n} of them overdue|{n} of them overdue";
    }
}
