//! Names, formulas in words and reasons for missing key figures.

use super::texts;
use crate::analytics::{
    AccuracyMeasure, Approach, CohortMeasure, CycleMeasure, ForecastStatistic, GroupMeasure,
    LeftOut, LossGroup, Measure, NoData, Reach,
};

texts! {
    /// Names, formulas in words and reasons for missing key figures.
    ///
    /// The entries `x` and `x_formula` belong together.
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
        average_deal_formula: "Wert der gewonnenen Deals ÷ Anzahl der gewonnenen Deals mit bekanntem Wert", "Value of the deals won ÷ number of deals won with a known value";
        cycle_mean_days: "Verkaufszyklus (Mittel)", "Sales cycle (mean)";
        cycle_mean_days_formula: "Mittlere Zahl der Tage vom Beginn bis zum Gewinn", "Mean number of days from creation to the win";
        cycle_median_days: "Verkaufszyklus (Median)", "Sales cycle (median)";
        cycle_median_days_formula: "Die Hälfte der gewonnenen Deals brauchte so viele Tage oder weniger", "Half of the deals won took so many days or fewer";
        win_rate_closed: "Gewinnquote (abgeschlossen)", "Win rate (closed)";
        win_rate_closed_formula: "gewonnen ÷ (gewonnen + verloren)", "won ÷ (won + lost)";
        win_rate_offers: "Gewinnquote (Angebote)", "Win rate (offers)";
        win_rate_offers_formula: "gewonnen ÷ Deals, die die Angebotsstufe erreicht haben", "won ÷ deals that reached the proposal stage";
        velocity_per_day: "Vertriebsgeschwindigkeit", "Sales velocity";
        velocity_per_day_formula: "offene Deals × Gewinnquote × durchschnittlicher Deal ÷ Verkaufszyklus in Tagen (mindestens 1)", "open deals × win rate × average deal ÷ sales cycle in days (at least 1)";
        reached: "Erreicht", "Reached";
        reached_formula: "Anzahl der Deals, deren weiteste Stufe diese oder eine spätere ist; gewonnene zählen überall", "Number of deals whose furthest stage is this one or a later one; deals won count everywhere";
        conversion: "Übergang", "Conversion";
        conversion_formula: "Deals, die die nächste Stufe erreicht haben ÷ Deals, die diese erreicht haben; nach der letzten Stufe zählen die gewonnenen", "deals that reached the next stage ÷ deals that reached this one; after the last stage those won count";
        stay_median_days: "Zeit in der Stufe (Median)", "Time in stage (median)";
        stay_median_days_formula: "Je Deal die Summe seiner Aufenthalte; eine übersprungene Stufe ist kein Aufenthalt, die Zeit nach dem Abschluss zählt nicht", "Per deal the sum of its stays; a skipped stage is no stay, time after the close does not count";
        no_deals: "Noch keine Deals", "No deals yet";
        none_open: "Kein Deal ist offen", "No deal is open";
        none_won: "Noch kein Deal gewonnen", "No deal won yet";
        none_closed: "Noch kein Deal abgeschlossen", "No deal closed yet";
        none_reached: "Noch kein Deal hat diese Stufe erreicht", "No deal has reached this stage yet";
        none_stayed: "Noch kein Deal war in dieser Stufe", "No deal has been in this stage yet";
        no_proposal_stage: "Für die Pipeline ist keine Angebotsstufe gewählt", "The pipeline has no proposal stage chosen";
        no_values: "Bei keinem Deal ist der Wert bekannt", "No deal has a known value";
        no_cycle: "Der Verkaufszyklus ist unbekannt", "The sales cycle is unknown";
        few_cases[n]: "Nur {n} Fall: wenig aussagekräftig|Nur {n} Fälle: wenig aussagekräftig", "Only {n} case: of little meaning|Only {n} cases: of little meaning";
        won_valued: "Gewonnene mit Wert", "Won with a value";
        won_valued_formula: "Anzahl der gewonnenen Deals, deren Wert bekannt ist", "Number of deals won whose value is known";
        lost_value: "Verlorener Wert", "Value lost";
        lost_value_formula: "Summe der Werte der verlorenen Deals", "Sum of the values of the deals lost";
        offers_count: "Angebote", "Offers";
        offers_count_formula: "Anzahl der Deals, die die Angebotsstufe der Pipeline erreicht haben", "Number of deals that reached the proposal stage of the pipeline";
        cohort_count: "Deals im Trichter", "Deals in the funnel";
        cohort_count_formula: "Anzahl der Deals, um die es nach Sicht, Zeitraum und Filtern geht", "Number of deals meant by view, period and filters";
        cohort_open: "Davon noch offen", "Still open";
        cohort_open_formula: "Anzahl der Deals des Trichters, die weder gewonnen noch verloren sind", "Number of deals of the funnel neither won nor lost";
        funnel_won: "Am Ende gewonnen", "Won at the end";
        funnel_won_formula: "Anzahl der gewonnenen Deals; bei strenger Zählweise nur jene, die in jeder Stufe waren", "Number of deals won; with strict counting only those that were in every stage";
        moves_back: "Schritte zurück", "Moves back";
        moves_back_formula: "Wie oft Deals in eine frühere Stufe zurückgingen; das Erreichte bleibt erreicht", "How often deals went back to an earlier stage; what was reached stays reached";
        reached_strict_formula: "Anzahl der Deals, die in jeder Stufe bis zu dieser waren", "Number of deals that were in every stage up to this one";
        conversion_total: "Übergang gesamt", "Total conversion";
        conversion_total_formula: "gewonnen ÷ Deals, die die erste Stufe erreicht haben", "won ÷ deals that reached the first stage";
        stay_mean_days: "Zeit in der Stufe (Mittel)", "Time in stage (mean)";
        stay_count: "Bekannte Aufenthalte", "Known stays";
        stay_count_formula: "Anzahl der Deals, deren Zeit in der Stufe bekannt ist", "Number of deals whose time in the stage is known";
        stage_count: "Offene Deals in der Stufe", "Open deals in the stage";
        stage_value: "Wert in der Stufe", "Value in the stage";
        stage_weighted: "Gewichteter Wert in der Stufe", "Weighted value in the stage";
        loss_count: "Verlorene Deals", "Deals lost";
        loss_reason_formula: "Verlorene Deals mit diesem Grund", "Deals lost for this reason";
        loss_at_formula: "Verlorene Deals mit diesem Grund, die bis zu dieser Stufe kamen und nicht weiter", "Deals lost for this reason that came as far as this stage and no further";
        loss_purchase_formula: "Verlorene Deals mit dieser Antwort auf die Frage, ob der Kunde überhaupt gekauft hat", "Deals lost with this answer to whether the customer bought at all";
        loss_item_formula: "Verlorene Deals, bei denen diese Frage der Qualifizierung mit Nein beantwortet ist", "Deals lost in which this question of the qualification is answered with no";
        loss_stage_formula: "Verlorene Deals, die bis zu dieser Stufe kamen und nicht weiter", "Deals lost that came as far as this stage and no further";
        cohort_created: "Begonnene Deals", "Deals begun";
        cohort_created_formula: "Deals, die in diesem Monat angelegt wurden; abgeschlossene nur, wenn der Tag bekannt ist", "Deals created in this month; closed ones only where the day is known";
        cohort_still_open: "Davon offen", "Of those open";
        cohort_still_open_formula: "Deals, die in diesem Monat angelegt wurden und noch offen sind", "Deals created in this month that are still open";
        cohort_won: "Gewonnener Anteil der Kohorte", "Share of the cohort won";
        cohort_won_formula: "Anteil der Deals dieses Monats, die bis zu diesem Alter in Monaten gewonnen waren; 0 ist der Monat selbst", "Share of the deals of this month that were won by this age in months; 0 is the month itself";
        cohort_lost: "Verlorener Anteil der Kohorte", "Share of the cohort lost";
        cohort_lost_formula: "Anteil der Deals dieses Monats, die bis zu diesem Alter in Monaten verloren waren; 0 ist der Monat selbst", "Share of the deals of this month that were lost by this age in months; 0 is the month itself";
        lasting: "Aufenthalte, die so lange dauerten", "Stays that lasted so long";
        lasting_formula: "Aufenthalte in der Stufe, die mindestens so viele Tage dauerten oder schon dauern; ein Deal kann mehrere haben", "Stays in the stage that lasted at least so many days, or have by now; a deal may have several";
        lowest_conversion: "Engpass: geringster Übergang", "Bottleneck: lowest conversion";
        lowest_conversion_formula: "Die Stufe, aus der der kleinste Anteil weiterkommt", "The stage that the smallest share gets past";
        longest_stay: "Engpass: längster Aufenthalt", "Bottleneck: longest stay";
        longest_stay_formula: "Die Stufe mit dem längsten Aufenthalt im Median", "The stage with the longest median stay";
        forecast_mean: "Erwartungswert", "Expected value";
        forecast_mean_formula: "Schon Gewonnenes + Summe aus Wert × Wahrscheinlichkeit der offenen Deals", "What is won already + sum of value × probability of the open deals";
        forecast_quantile_formula: "Grenze, unter der die Summe mit 10 % (P10), 50 % (P50) oder 90 % (P90) Wahrscheinlichkeit bleibt; jeder offene Deal kommt für sich mit seiner Wahrscheinlichkeit ganz oder gar nicht", "Bound below which the sum stays with a chance of 10% (P10), 50% (P50) or 90% (P90); each open deal comes in on its own, whole with its probability or not at all";
        forecast_p10: "P10, pessimistisch", "P10, pessimistic";
        forecast_p50: "P50, realistisch", "P50, realistic";
        forecast_p90: "P90, optimistisch", "P90, optimistic";
        forecast_count: "Offene Deals der Prognose", "Open deals of the forecast";
        forecast_count_formula: "Anzahl der offenen Deals in dieser Zeile", "Number of open deals in this row";
        forecast_won: "Schon gewonnen", "Already won";
        forecast_won_formula: "Summe der Werte der Deals, die in dem Monat gewonnen wurden", "Sum of the values of the deals won in the month";
        outlook_history_formula: "Schon Gewonnenes + Wert × zeitabhängige Chance der offenen Deals + erwartetes Neugeschäft; die Grenzen folgen den Fehlern früherer Prognosen", "What is won already + value × time-aware chance of the open deals + expected new business; the bounds follow the errors of earlier forecasts";
        outlook_chosen_formula: "Mittel der zwei Verfahren, die bisher am genauesten waren, um ihren mittleren Fehler berichtigt; die Grenzen folgen den Fehlern früherer Prognosen", "Mean of the two methods that were most accurate so far, corrected by their mean error; the bounds follow the errors of earlier forecasts";
        outlook_weight: "Anteil des Verfahrens", "Part of the method";
        outlook_weight_formula: "1 ÷ mittlerer quadratischer Fehler früherer Prognosen, geteilt durch die Summe der beiden besten", "1 ÷ mean squared error of earlier forecasts, divided by the sum over the best two";
        backtest_error: "Mittlere Abweichung im Rückblick", "Mean error in the backtest";
        backtest_error_formula: "Mittel des Betrags von (Prognose am Monatsersten ÷ tatsächlicher Umsatz − 1) über die letzten Monate", "Mean of the size of (forecast on the first of the month ÷ actual revenue − 1) over the last months";
        backtest_coverage: "Treffer der Spanne P10–P90", "Hits of the range P10–P90";
        backtest_coverage_formula: "Anteil der wöchentlichen Prognosen über dreißig Tage, deren Spanne P10–P90 den tatsächlichen Umsatz enthielt; 80 % wären richtig", "Share of the weekly forecasts of thirty days whose range P10–P90 held the actual revenue; 80% would be right";
        accuracy_bias: "Verzerrung", "Bias";
        accuracy_bias_formula: "Summe aus (Prognose − tatsächlicher Umsatz) ÷ Summe des Umsatzes über die Monate des Rückblicks; über null wurde zu viel erwartet", "Sum of (forecast − actual revenue) ÷ sum of the revenue over the months of the backtest; above zero too much was expected";
        accuracy_wape: "Gewichteter Fehler (WAPE)", "Weighted error (WAPE)";
        accuracy_wape_formula: "Summe der absoluten Abweichungen (Prognose − tatsächlicher Umsatz) ÷ Summe des Umsatzes", "Sum of the absolute deviations (forecast − actual revenue) ÷ sum of the revenue";
        accuracy_brier: "Brier-Wert der Chancen", "Brier score of the chances";
        accuracy_brier_formula: "Mittel von (Chance − eingetreten)² über die offenen Deals am Monatsersten; 0 wäre vollkommen", "Mean of (chance − came true)² over the deals open on the first of a month; 0 would be perfect";
        too_few_months: "Für dieses Verfahren sind zu wenige Monate aufgezeichnet", "Too few months are on record for this method";
        no_backtest: "Noch kein vergangener Monat lässt sich nachrechnen", "No past month can be checked yet";
        none_lost: "Noch kein Deal verloren", "No deal lost yet";
        cif_won: "Gewonnen bis zum Tag", "Won by day";
        cif_won_formula: "Anteil aller Deals, der so viele Tage nach dem Beginn gewonnen ist (Aalen–Johansen): verlorene zählen als verloren, offene bis heute als offen", "Share of all deals that is won so many days after the beginning (Aalen–Johansen): those lost count as lost, open ones as open until today";
        cif_lost: "Verloren bis zum Tag", "Lost by day";
        cif_lost_formula: "Anteil aller Deals, der so viele Tage nach dem Beginn verloren ist (Aalen–Johansen); offene zählen bis heute als offen", "Share of all deals that is lost so many days after the beginning (Aalen–Johansen); open ones count as open until today";
        win_rate_ultimate: "Gewinnquote am Ende", "Ultimate win rate";
        win_rate_ultimate_formula: "(gewonnen + Summe der Gewinnchancen der offenen Deals) ÷ (gewonnen + verloren + offen)", "(won + sum of the chances of open deals to be won) ÷ (won + lost + open)";
        expected_wins_open: "Erwartete Gewinne aus offenen Deals", "Expected wins of open deals";
        expected_wins_open_formula: "Summe der Chancen aller offenen Deals, je gewonnen zu werden; die Chance folgt aus der Stufe und den Tagen in ihr, gelernt aus allen bisherigen Aufenthalten", "Sum of the chances of all open deals ever to be won; the chance follows from the stage and the days in it, learned from all stays so far";
        p_learned: "Gelernte Wahrscheinlichkeit", "Learned probability";
        p_learned_formula: "(gewonnen + 5 × Vorgabe der Stufe) ÷ (gewonnen + verloren + 5) der abgeschlossenen Deals, die die Stufe erreicht haben; Grenzen des 95-%-Intervalls nach Beta", "(won + 5 × default of the stage) ÷ (won + lost + 5) of the closed deals that reached the stage; bounds of the 95% Beta interval";
        p_learned_low: "Gelernte Wahrscheinlichkeit, untere Grenze", "Learned probability, lower bound";
        p_learned_high: "Gelernte Wahrscheinlichkeit, obere Grenze", "Learned probability, upper bound";
        p_learned_n: "Abgeschlossene, die die Stufe erreicht haben", "Closed deals that reached the stage";
        stay_q1: "Zeit in der Stufe (unteres Viertel)", "Time in stage (lower quartile)";
        stay_q3: "Zeit in der Stufe (oberes Viertel)", "Time in stage (upper quartile)";
        stay_quartile_formula: "Ein Viertel der Deals blieb kürzer (unteres) oder länger (oberes); je Deal die Summe seiner Aufenthalte", "A quarter of the deals stayed shorter (lower) or longer (upper); per deal the sum of its stays";
        no_times: "Bei keinem Deal sind Beginn und Abschluss bekannt", "Of no deal beginning and close are known";
        not_seen_so_long: "Kein Deal wurde so lange beobachtet", "No deal was observed for so long";
        out_never_observed: "erst beim Abschluss bekannt geworden", "came to be known only at its close";
        no_rate: "Für die Währungen der Deals fehlt ein Kurs", "There is no rate for the currencies of the deals";
        out_other_pipeline: "andere Pipeline", "other pipeline";
        out_pseudo: "Pseudo-Lead", "pseudo lead";
        out_filtered: "durch Filter ausgeschlossen", "excluded by a filter";
        out_outside_period: "außerhalb des Zeitraums", "outside the period";
        out_creation_unknown: "Beginn unbekannt", "beginning unknown";
        out_close_unknown: "Abschlusstag unbekannt", "day of close unknown";
        out_still_open: "noch offen", "still open";
        out_closed: "abgeschlossen", "closed";
        out_not_won: "nicht gewonnen", "not won";
        out_not_lost: "nicht verloren", "not lost";
        out_not_reached: "kam nicht so weit", "never came so far";
        out_never_in_stage: "war nie in der Stufe", "never was in the stage";
        out_other_stage: "in einer anderen Stufe", "in another stage";
        out_time_unknown: "Zeit in der Stufe unbekannt", "time in the stage unknown";
        out_shorter_stay: "war nicht so lange in der Stufe", "was not in the stage for so long";
        out_never_moved_back: "ging nie zurück", "never moved back";
        out_value_unknown: "Wert unbekannt", "value unknown";
        out_without_rate: "kein Kurs für die Währung", "no rate for the currency";
        out_other_reason: "anderer Grund", "other reason";
        out_other_group: "andere Gruppe", "other group";
        out_other_row: "andere Zeile der Prognose", "other row of the forecast";
        out_omitted: "von der Prognose ausgenommen", "omitted from the forecast";
    }
}

impl FigureText {
    /// Returns the name of a figure, without the stage, reason or group it is about.
    pub fn name(&self, measure: &Measure) -> &'static str {
        match measure {
            Measure::OpenCount | Measure::Group(_, _, GroupMeasure::OpenCount) => self.open_count(),
            Measure::OpenValue | Measure::Group(_, _, GroupMeasure::OpenValue) => self.open_value(),
            Measure::OpenWeighted => self.open_weighted(),
            Measure::WonCount | Measure::Group(_, _, GroupMeasure::WonCount) => self.won_count(),
            Measure::WonValued => self.won_valued(),
            Measure::WonValue | Measure::Group(_, _, GroupMeasure::WonValue) => self.won_value(),
            Measure::LostCount | Measure::Group(_, _, GroupMeasure::LostCount) => self.lost_count(),
            Measure::LostValue | Measure::LossValue(_) | Measure::LossStageValue(_) => {
                self.lost_value()
            }
            Measure::AverageDeal => self.average_deal(),
            Measure::CycleMean => self.cycle_mean_days(),
            Measure::CycleMedian => self.cycle_median_days(),
            Measure::WinRateClosed | Measure::Group(_, _, GroupMeasure::WinRateClosed) => {
                self.win_rate_closed()
            }
            Measure::OffersCount => self.offers_count(),
            Measure::WinRateOffers => self.win_rate_offers(),
            Measure::Velocity => self.velocity_per_day(),
            Measure::CohortCount => self.cohort_count(),
            Measure::CohortOpen => self.cohort_open(),
            Measure::FunnelWon => self.funnel_won(),
            Measure::MovesBack => self.moves_back(),
            Measure::Reached(_) => self.reached(),
            Measure::Conversion(_) => self.conversion(),
            Measure::ConversionTotal => self.conversion_total(),
            Measure::StayCount(_) => self.stay_count(),
            Measure::StayMedian(_) => self.stay_median_days(),
            Measure::StayMean(_) => self.stay_mean_days(),
            Measure::StageCount(_) => self.stage_count(),
            Measure::StageValue(_) => self.stage_value(),
            Measure::StageWeighted(_) => self.stage_weighted(),
            Measure::LossCount(_) | Measure::LossStageCount(_) | Measure::LossGroup(_) => {
                self.loss_count()
            }
            Measure::Cohort(CohortMeasure::Count(_)) => self.cohort_created(),
            Measure::Cohort(CohortMeasure::Open(_)) => self.cohort_still_open(),
            Measure::Cohort(CohortMeasure::Won(..)) => self.cohort_won(),
            Measure::Cohort(CohortMeasure::Lost(..)) => self.cohort_lost(),
            Measure::Lasting(..) => self.lasting(),
            Measure::LowestConversion => self.lowest_conversion(),
            Measure::LongestStay => self.longest_stay(),
            Measure::Cycle(measure) => match measure {
                CycleMeasure::Won(_) => self.cif_won(),
                CycleMeasure::Lost(_) => self.cif_lost(),
                CycleMeasure::UltimateWinRate => self.win_rate_ultimate(),
                CycleMeasure::ExpectedWins => self.expected_wins_open(),
                CycleMeasure::Learned(_) => self.p_learned(),
                CycleMeasure::LearnedLow(_) => self.p_learned_low(),
                CycleMeasure::LearnedHigh(_) => self.p_learned_high(),
                CycleMeasure::LearnedCases(_) => self.p_learned_n(),
                CycleMeasure::StayFirstQuartile(_) => self.stay_q1(),
                CycleMeasure::StayThirdQuartile(_) => self.stay_q3(),
            },
            Measure::OutlookWeight(..) => self.outlook_weight(),
            Measure::BacktestError(_) => self.backtest_error(),
            Measure::BacktestCoverage => self.backtest_coverage(),
            Measure::Accuracy(AccuracyMeasure::Bias) => self.accuracy_bias(),
            Measure::Accuracy(AccuracyMeasure::Wape) => self.accuracy_wape(),
            Measure::Accuracy(AccuracyMeasure::Brier) => self.accuracy_brier(),
            Measure::Outlook(_, _, statistic) | Measure::Forecast(_, statistic) => {
                match statistic {
                    ForecastStatistic::Mean => self.forecast_mean(),
                    ForecastStatistic::P10 => self.forecast_p10(),
                    ForecastStatistic::P50 => self.forecast_p50(),
                    ForecastStatistic::P90 => self.forecast_p90(),
                    ForecastStatistic::Count => self.forecast_count(),
                    ForecastStatistic::Won => self.forecast_won(),
                }
            }
        }
    }

    /// Returns the formula of a figure in words. Where counting makes a
    /// difference it is that of `reach`.
    pub fn formula(&self, measure: &Measure, reach: Reach) -> &'static str {
        match measure {
            Measure::OpenCount
            | Measure::StageCount(_)
            | Measure::Group(_, _, GroupMeasure::OpenCount) => self.open_count_formula(),
            Measure::OpenValue
            | Measure::StageValue(_)
            | Measure::Group(_, _, GroupMeasure::OpenValue) => self.open_value_formula(),
            Measure::OpenWeighted | Measure::StageWeighted(_) => self.open_weighted_formula(),
            Measure::WonCount | Measure::Group(_, _, GroupMeasure::WonCount) => {
                self.won_count_formula()
            }
            Measure::WonValued => self.won_valued_formula(),
            Measure::WonValue | Measure::Group(_, _, GroupMeasure::WonValue) => {
                self.won_value_formula()
            }
            Measure::LostCount | Measure::Group(_, _, GroupMeasure::LostCount) => {
                self.lost_count_formula()
            }
            Measure::LostValue => self.lost_value_formula(),
            Measure::AverageDeal => self.average_deal_formula(),
            Measure::CycleMean => self.cycle_mean_days_formula(),
            Measure::CycleMedian => self.cycle_median_days_formula(),
            Measure::WinRateClosed | Measure::Group(_, _, GroupMeasure::WinRateClosed) => {
                self.win_rate_closed_formula()
            }
            Measure::OffersCount => self.offers_count_formula(),
            Measure::WinRateOffers => self.win_rate_offers_formula(),
            Measure::Velocity => self.velocity_per_day_formula(),
            Measure::CohortCount => self.cohort_count_formula(),
            Measure::CohortOpen => self.cohort_open_formula(),
            Measure::FunnelWon => self.funnel_won_formula(),
            Measure::MovesBack => self.moves_back_formula(),
            Measure::Reached(_) => match reach {
                Reach::Any => self.reached_formula(),
                Reach::Strict => self.reached_strict_formula(),
            },
            Measure::Conversion(_) => self.conversion_formula(),
            Measure::ConversionTotal => self.conversion_total_formula(),
            Measure::StayCount(_) => self.stay_count_formula(),
            Measure::StayMedian(_) | Measure::StayMean(_) => self.stay_median_days_formula(),
            Measure::LossCount(_) | Measure::LossValue(_) => self.loss_reason_formula(),
            Measure::LossStageCount(_) | Measure::LossStageValue(_) => self.loss_stage_formula(),
            Measure::LossGroup(group) => match group {
                LossGroup::At(..) => self.loss_at_formula(),
                LossGroup::Purchase(_) => self.loss_purchase_formula(),
                LossGroup::Failed(_) => self.loss_item_formula(),
            },
            Measure::Cohort(CohortMeasure::Count(_)) => self.cohort_created_formula(),
            Measure::Cohort(CohortMeasure::Open(_)) => self.cohort_still_open_formula(),
            Measure::Cohort(CohortMeasure::Won(..)) => self.cohort_won_formula(),
            Measure::Cohort(CohortMeasure::Lost(..)) => self.cohort_lost_formula(),
            Measure::Lasting(..) => self.lasting_formula(),
            Measure::LowestConversion => self.lowest_conversion_formula(),
            Measure::LongestStay => self.longest_stay_formula(),
            Measure::Cycle(measure) => match measure {
                CycleMeasure::Won(_) => self.cif_won_formula(),
                CycleMeasure::Lost(_) => self.cif_lost_formula(),
                CycleMeasure::UltimateWinRate => self.win_rate_ultimate_formula(),
                CycleMeasure::ExpectedWins => self.expected_wins_open_formula(),
                CycleMeasure::Learned(_)
                | CycleMeasure::LearnedLow(_)
                | CycleMeasure::LearnedHigh(_)
                | CycleMeasure::LearnedCases(_) => self.p_learned_formula(),
                CycleMeasure::StayFirstQuartile(_) | CycleMeasure::StayThirdQuartile(_) => {
                    self.stay_quartile_formula()
                }
            },
            Measure::OutlookWeight(..) => self.outlook_weight_formula(),
            Measure::BacktestError(_) => self.backtest_error_formula(),
            Measure::BacktestCoverage => self.backtest_coverage_formula(),
            Measure::Accuracy(AccuracyMeasure::Bias) => self.accuracy_bias_formula(),
            Measure::Accuracy(AccuracyMeasure::Wape) => self.accuracy_wape_formula(),
            Measure::Accuracy(AccuracyMeasure::Brier) => self.accuracy_brier_formula(),
            Measure::Outlook(_, Approach::History, _) => self.outlook_history_formula(),
            Measure::Outlook(_, Approach::Chosen, _) => self.outlook_chosen_formula(),
            Measure::Forecast(_, statistic) => match statistic {
                ForecastStatistic::Mean => self.forecast_mean_formula(),
                ForecastStatistic::P10 | ForecastStatistic::P50 | ForecastStatistic::P90 => {
                    self.forecast_quantile_formula()
                }
                ForecastStatistic::Count => self.forecast_count_formula(),
                ForecastStatistic::Won => self.forecast_won_formula(),
            },
        }
    }

    /// Says why there is no number.
    pub fn no_data(&self, why: NoData) -> &'static str {
        match why {
            NoData::NoDeals => self.no_deals(),
            NoData::NoneOpen => self.none_open(),
            NoData::NoneWon => self.none_won(),
            NoData::NoneLost => self.none_lost(),
            NoData::NoneClosed => self.none_closed(),
            NoData::NoneReached => self.none_reached(),
            NoData::NoStays => self.none_stayed(),
            NoData::NoValues => self.no_values(),
            NoData::NoRate => self.no_rate(),
            NoData::NoCycle => self.no_cycle(),
            NoData::NoProposalStage => self.no_proposal_stage(),
            NoData::NoTimes => self.no_times(),
            NoData::NotSeenSoLong => self.not_seen_so_long(),
            NoData::TooFewMonths => self.too_few_months(),
            NoData::NoBacktest => self.no_backtest(),
        }
    }

    /// Says why a deal is not behind a figure.
    pub fn left_out(&self, why: LeftOut) -> &'static str {
        match why {
            LeftOut::OtherPipeline => self.out_other_pipeline(),
            LeftOut::Pseudo => self.out_pseudo(),
            LeftOut::Filtered => self.out_filtered(),
            LeftOut::OutsidePeriod => self.out_outside_period(),
            LeftOut::CreationUnknown => self.out_creation_unknown(),
            LeftOut::CloseUnknown => self.out_close_unknown(),
            LeftOut::StillOpen => self.out_still_open(),
            LeftOut::Closed => self.out_closed(),
            LeftOut::NotWon => self.out_not_won(),
            LeftOut::NotLost => self.out_not_lost(),
            LeftOut::NotReached => self.out_not_reached(),
            LeftOut::NeverInStage => self.out_never_in_stage(),
            LeftOut::ShorterStay => self.out_shorter_stay(),
            LeftOut::OtherStage => self.out_other_stage(),
            LeftOut::NeverObserved => self.out_never_observed(),
            LeftOut::TimeUnknown => self.out_time_unknown(),
            LeftOut::NeverMovedBack => self.out_never_moved_back(),
            LeftOut::ValueUnknown => self.out_value_unknown(),
            LeftOut::WithoutRate => self.out_without_rate(),
            LeftOut::OtherReason => self.out_other_reason(),
            LeftOut::OtherGroup => self.out_other_group(),
            LeftOut::OtherRow => self.out_other_row(),
            LeftOut::OmittedFromForecast => self.out_omitted(),
        }
    }
}
