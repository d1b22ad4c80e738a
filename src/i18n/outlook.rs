//! Texts of what history says about the coming months.

use super::texts;

texts! {
    /// Texts of what history says about the coming months.
    pub struct OutlookText {
        title: "Die nächsten Monate", "The coming months";
        calculating: "Die Prognose wird berechnet: Jede Woche der letzten anderthalb Jahre wird nachgerechnet …", "Working the forecast out: every week of the last year and a half is repeated …";
        calculating_anew: "Wird neu berechnet …", "Working it out anew …";
        method: "Verfahren", "Method";
        automatic: "Automatische Wahl", "Automatic choice";
        by_stage: "Nach Stufen", "By stages";
        by_history: "Aus dem Verlauf der Deals", "From the history of deals";
        by_last_month: "Wie der letzte Monat", "Like the last month";
        by_mean_of_three: "Mittel der letzten drei Monate", "Mean of the last three months";
        by_quarter: "Muster des Quartals", "Pattern of the quarter";
        by_season: "Muster des Jahres", "Pattern of the year";
        chart_title(method): "Gewonnener Umsatz je Monat: {method}", "Revenue won by month: {method}";
        p50: "P50: mehr oder weniger ist gleich wahrscheinlich", "P50: more or less is equally likely";
        no_range: "Dieses Verfahren nennt nur eine Zahl, keine Spanne.", "This method names only a number, no range.";
        nothing_won: "Eine Prognose aus dem Verlauf braucht gewonnene Deals mit Tag und Wert.", "A forecast from history needs deals won with a day and a value.";
        no_choice: "Noch hat kein Verfahren eine Prognose; die Stufen weiter unten zeigen, was eingetragen ist.", "No method has a forecast yet; the stages further down show what was entered.";
        part_of(method, percent): "{method} ({percent})", "{method} ({percent})";
        with_error(part, percent): "{part}, bisher {percent} daneben", "{part}, {percent} off so far";
        and: " und ", " and ";
        chosen_of(month, methods): "Für {month} gewählt: {methods}.", "Chosen for {month}: {methods}.";
        error_of_choice[n](percent): "Die Wahl selbst lag im Rückblick über {n} Monat im Mittel um {percent} daneben.|Die Wahl selbst lag im Rückblick über {n} Monate im Mittel um {percent} daneben.", "Over {n} month looked back, the choice itself was off by {percent} on average.|Over {n} months looked back, the choice itself was off by {percent} on average.";
        of_open: "Aus offenen Deals", "Of open deals";
        of_new: "Neugeschäft", "New business";
        undated[n]: "{n} offener Deal zählt nicht mit: Niemand weiß, seit wann er in seiner Stufe ist.|{n} offene Deals zählen nicht mit: Niemand weiß, seit wann sie in ihrer Stufe sind.", "{n} open deal does not count: nobody knows since when it is in its stage.|{n} open deals do not count: nobody knows since when they are in their stage.";
        wins_left_out[n]: "{n} gewonnener Deal ohne Tag oder Wert zählt nicht mit.|{n} gewonnene Deals ohne Tag oder Wert zählen nicht mit.", "{n} deal won without a day or value does not count.|{n} deals won without a day or value do not count.";
        methods: "Verfahren im Vergleich", "Methods compared";
        methods_help: "Jedes Verfahren wird an jeder Woche der Vergangenheit geprüft, nur mit dem, was damals bekannt war. Die automatische Wahl mittelt die zwei genauesten. „Nach Stufen“ steht nicht zur Wahl: Was damals als Abschluss eingetragen war, ist nicht aufgezeichnet.", "Every method is tested on every week of the past, with nothing but what was known then. The automatic choice averages the two most accurate. “By stages” cannot be chosen: what was written down as the close at the time is not on record.";
        error: "Abweichung im Rückblick", "Error in the backtest";
        part(month): "Anteil {month}", "Part in {month}";
        too_short[n](needed): "Für ein Muster des Jahres braucht es {needed} volle Monate; aufgezeichnet ist {n}.|Für ein Muster des Jahres braucht es {needed} volle Monate; aufgezeichnet sind {n}.", "A pattern of the year needs {needed} whole months; {n} is on record.|A pattern of the year needs {needed} whole months; {n} are on record.";
        goal: "Wird das Ziel erreicht?", "Will the target be reached?";
        scenario: "Was wäre, wenn …", "What if …";
        scenario_title: "Wie bisher und im Szenario", "As now and in the scenario";
        scenario_help: "Änderung in Prozent gegenüber dem, was der Verlauf sagt: 10 ist ein Zehntel mehr, −10 ein Zehntel weniger. An den Daten ändert sich nichts.", "Change in per cent of what history says: 10 is a tenth more, −10 a tenth less. The data stays as it is.";
        if_conversion: "Gewinnchancen (%)", "Odds to win (%)";
        if_value: "Wert je Deal (%)", "Value per deal (%)";
        if_cycle: "Dauer (%)", "Duration (%)";
        if_leads: "Neue Deals (%)", "New deals (%)";
        no_percent: "Bitte eine Zahl zwischen −95 und 900.", "Please enter a number between −95 and 900.";
        as_now: "Wie bisher", "As now";
        then: "Szenario", "Scenario";
        sum: "Zusammen", "Together";
        difference: "Unterschied", "Difference";
        change: "Änderung", "Change";
        backtest: "Wie richtig lagen wir?", "How right were we?";
        backtest_help: "Was die Prognose am Ersten jedes Monats gesagt hätte, nur mit dem, was bis dahin bekannt war, und was dann kam.", "What the forecast would have said on the first of each month, with nothing but what was known until then, and what came.";
        backtest_title: "Prognose am Monatsersten und tatsächlicher Umsatz", "Forecast on the first of the month and actual revenue";
        came: "Tatsächlich", "Actual";
        was_said: "Prognose", "Forecast";
        off: "Abweichung", "Off by";
        of_automatic: "der automatischen Wahl", "of the automatic choice";
        bias_help: "über null: zu viel erwartet", "above zero: too much expected";
        should_be_80: "80 % wären richtig", "80% would be right";
        to_beat(score): "zu schlagen: {score} (alle gleich)", "to beat: {score} (all alike)";
        calibration: "Stimmen die Chancen?", "Do the chances hold?";
        calibration_help: "Jeder Punkt fasst Deals mit ähnlicher Chance zusammen; auf der Linie traf genau so viel ein wie gesagt. Der Strich ist das 95-%-Intervall.", "Each dot stands for deals of a similar chance; on the line just as many came true as was said. The bar is the 95% interval.";
        calibration_title: "Gesagte Chance und wie oft es eintraf", "Chance said and how often it came true";
        said_chance: "Gesagte Chance", "Chance said";
        happened: "Eingetroffen", "Came true";
        waterfall: "Was hat sich geändert?", "What has changed?";
        waterfall_help: "Vom Wert der offenen Deals an einem Tag zu dem an einem anderen, auf den Cent. Eine Zeile zeigt ihre Deals.", "From the value of the open deals on one day to that on another, to the cent. A line shows its deals.";
        waterfall_title(from, to): "Wert der offenen Deals vom {from} bis {to}", "Value of the open deals from {from} to {to}";
        waterfall_honest: "Aus dem Verlauf sind Stufen und Abschlüsse bekannt; Werte und Termine sind die von heute.", "History knows stages and closes; values and dates are those of today.";
        step: "Schritt", "Step";
        start: "Anfang", "Start";
        end: "Ende", "End";
        step_new: "Neu", "New";
        step_came_in: "Dazugekommen", "Came in";
        step_increased: "Erhöht", "Increased";
        step_decreased: "Verringert", "Decreased";
        step_pulled_in: "Vorgezogen", "Pulled in";
        step_pushed_out: "Verschoben", "Pushed out";
        step_went_out: "Weggefallen", "Went out";
        step_reopened: "Wieder offen", "Reopened";
    }
}
