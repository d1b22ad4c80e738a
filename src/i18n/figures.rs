//! Names, formulas in words and reasons for missing key figures.

use super::texts;

texts! {
    /// Names, formulas in words and reasons for missing key figures.
    ///
    /// The entries `x` and `x_formula` belong to the figure with the key `x`.
    pub struct FigureText {
        open_count: "Offene Deals", "Open deals";
        open_count_formula: "Anzahl der Deals, die weder gewonnen noch verloren sind", "Number of deals neither won nor lost";
        open_value: "Wert der Pipeline", "Pipeline value";
        open_value_formula: "Summe der Werte aller offenen Deals", "Sum of the values of all open deals";
        open_weighted: "Gewichteter Wert", "Weighted value";
        open_weighted_formula: "Summe aus Wert × Wahrscheinlichkeit aller offenen Deals", "Sum of value × probability over all open deals";
        won_count: "Gewonnen", "Won";
        won_count_formula: "Anzahl der gewonnenen Deals", "Number of deals won";
        won_value: "Gewonnener Wert", "Value won";
        won_value_formula: "Summe der Werte der gewonnenen Deals", "Sum of the values of the deals won";
        lost_count: "Verloren", "Lost";
        lost_count_formula: "Anzahl der verlorenen Deals", "Number of deals lost";
        average_deal: "Durchschnittlicher Deal", "Average deal size";
        average_deal_formula: "Wert der gewonnenen Deals ÷ Anzahl der gewonnenen Deals", "Value of the deals won ÷ number of deals won";
        cycle_mean_days: "Verkaufszyklus (Mittel)", "Sales cycle (mean)";
        cycle_mean_days_formula: "Mittlere Zahl der Tage vom Beginn bis zum Gewinn", "Mean number of days from creation to the win";
        cycle_median_days: "Verkaufszyklus (Median)", "Sales cycle (median)";
        cycle_median_days_formula: "Die Hälfte der gewonnenen Deals brauchte so viele Tage oder weniger", "Half of the deals won took so many days or fewer";
        win_rate_closed: "Gewinnquote (abgeschlossen)", "Win rate (closed)";
        win_rate_closed_formula: "gewonnen ÷ (gewonnen + verloren)", "won ÷ (won + lost)";
        win_rate_offers: "Gewinnquote (Angebote)", "Win rate (offers)";
        win_rate_offers_formula: "gewonnen ÷ Deals, die die Angebotsstufe erreicht haben", "won ÷ deals that reached the proposal stage";
        velocity_per_day: "Vertriebsgeschwindigkeit am Tag", "Sales velocity per day";
        velocity_per_day_formula: "offene Deals × Gewinnquote × durchschnittlicher Deal ÷ Verkaufszyklus in Tagen (mindestens 1)", "open deals × win rate × average deal ÷ sales cycle in days (at least 1)";
        reached: "Erreicht", "Reached";
        reached_formula: "Anzahl der Deals, deren weiteste Stufe diese oder eine spätere ist; gewonnene zählen überall", "Number of deals whose furthest stage is this one or a later one; deals won count everywhere";
        conversion: "Übergang", "Conversion";
        conversion_formula: "Deals, die die nächste Stufe erreicht haben ÷ Deals, die diese erreicht haben", "deals that reached the next stage ÷ deals that reached this one";
        total_conversion: "Gesamter Übergang", "Total conversion";
        total_conversion_formula: "gewonnen ÷ Deals, die die erste Stufe erreicht haben", "won ÷ deals that reached the first stage";
        stay_median_days: "Zeit in der Stufe (Median)", "Time in stage (median)";
        stay_median_days_formula: "Je Deal die Summe seiner Aufenthalte; eine übersprungene Stufe ist kein Aufenthalt, die Zeit nach dem Abschluss zählt nicht", "Per deal the sum of its stays; a skipped stage is no stay, time after the close does not count";
        loss_reasons: "Verlustgründe", "Loss reasons";
        loss_reasons_formula: "Anzahl und Wert der verlorenen Deals nach Grund", "Number and value of the deals lost by reason";
        forecast: "Prognose", "Forecast";
        forecast_formula: "Verteilung der Summe unabhängiger Deals: jeder kommt mit seiner Wahrscheinlichkeit ganz oder gar nicht", "Distribution of the sum of independent deals: each comes in whole with its probability or not at all";
        no_deals: "Noch keine Deals", "No deals yet";
        none_open: "Kein Deal ist offen", "No deal is open";
        none_won: "Noch kein Deal gewonnen", "No deal won yet";
        none_closed: "Noch kein Deal abgeschlossen", "No deal closed yet";
        none_offered: "Noch kein Deal hat die Angebotsstufe erreicht", "No deal has reached the proposal stage yet";
        none_reached: "Noch kein Deal hat diese Stufe erreicht", "No deal has reached this stage yet";
        none_stayed: "Noch kein Deal war in dieser Stufe", "No deal has been in this stage yet";
        no_proposal_stage: "Für die Pipeline ist keine Angebotsstufe gewählt", "The pipeline has no proposal stage chosen";
        no_dates: "Bei keinem Deal sind Beginn und Abschluss bekannt", "No deal has both beginning and close known";
        no_values: "Bei keinem Deal ist der Wert bekannt", "No deal has a known value";
        no_cycle: "Der Verkaufszyklus ist unbekannt", "The sales cycle is unknown";
        none_in_period: "Kein Deal liegt im Zeitraum", "No deal lies in the period";
        overflow: "Die Summe ist zu groß", "The sum is too large";
        few_cases[n]: "Nur {n} Fall: wenig aussagekräftig|Nur {n} Fälle: wenig aussagekräftig", "Only {n} case: of little meaning|Only {n} cases: of little meaning";
        out_no_value: "Wert unbekannt", "value unknown";
        out_no_created: "Beginn unbekannt", "beginning unknown";
        out_no_closed: "Abschlusstag unbekannt", "day of close unknown";
        out_no_rate: "kein Kurs für die Währung", "no rate for the currency";
        out_pseudo: "Pseudo-Lead", "pseudo lead";
        out_open: "noch offen", "still open";
        out_not_won: "nicht gewonnen", "not won";
        out_period: "außerhalb des Zeitraums", "outside the period";
        out_no_history: "Verlauf unbekannt", "history unknown";
        out_filtered: "durch Filter ausgeschlossen", "excluded by a filter";
        out_no_close_date: "kein Abschlussdatum", "no close date";
        out_omitted: "von der Prognose ausgenommen", "omitted from the forecast";
    }
}

impl FigureText {
    /// Returns name and formula in words of a figure by its key, such as
    /// `win_rate_closed` or `reached.<stage>`; `None` for a key without texts.
    pub fn of(&self, key: &str) -> Option<(&'static str, &'static str)> {
        let stem = key.split_once('.').map_or(key, |(stem, _)| stem);
        Some(match stem {
            "open_count" => (self.open_count, self.open_count_formula),
            "open_value" => (self.open_value, self.open_value_formula),
            "open_weighted" => (self.open_weighted, self.open_weighted_formula),
            "won_count" => (self.won_count, self.won_count_formula),
            "won_value" => (self.won_value, self.won_value_formula),
            "lost_count" => (self.lost_count, self.lost_count_formula),
            "average_deal" => (self.average_deal, self.average_deal_formula),
            "cycle_mean_days" => (self.cycle_mean_days, self.cycle_mean_days_formula),
            "cycle_median_days" => (self.cycle_median_days, self.cycle_median_days_formula),
            "win_rate_closed" => (self.win_rate_closed, self.win_rate_closed_formula),
            "win_rate_offers" => (self.win_rate_offers, self.win_rate_offers_formula),
            "velocity_per_day" => (self.velocity_per_day, self.velocity_per_day_formula),
            "reached" => (self.reached, self.reached_formula),
            "conversion" => (self.conversion, self.conversion_formula),
            "total_conversion" => (self.total_conversion, self.total_conversion_formula),
            "stay_median_days" => (self.stay_median_days, self.stay_median_days_formula),
            "loss_reasons" => (self.loss_reasons, self.loss_reasons_formula),
            "forecast" => (self.forecast, self.forecast_formula),
            _ => return None,
        })
    }
}
