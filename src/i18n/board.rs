//! Texts of the board.

use super::texts;

texts! {
    /// Texts of the board.
    pub struct BoardText {
        title: "Board", "Board";
        new_deal: "Deal anlegen", "New deal";
        quick_add: "Schnell anlegen", "Quick add";
        quick_add_hint: "Acme Relaunch 12k € Angebot Freitag", "Acme relaunch €12k Proposal Friday";
        quick_add_help: "Titel, Wert, Stufe, Datum und #Tag in einer Zeile", "Title, value, stage, date and #tag in one line";
        quick_add_to(stage): "Deal in „{stage}“ anlegen", "Add a deal to “{stage}”";
        understood(parts): "Verstanden: {parts}", "Understood: {parts}";
        added(deal, stage): "„{deal}“ in „{stage}“ angelegt", "Added “{deal}” to “{stage}”";
        deals[n]: "{n} Deal|{n} Deals", "{n} deal|{n} deals";
        deals_filtered[n](total): "{n} von {total} Deals|{n} von {total} Deals", "{n} of {total} deals|{n} of {total} deals";
        sum: "Summe", "Total";
        weighted: "Gewichtet", "Weighted";
        weighted_sum(amount): "gewichtet {amount}", "weighted {amount}";
        weighted_short(amount): "gew. {amount}", "wtd {amount}";
        without_value[n]: "{n} ohne Wert|{n} ohne Wert", "{n} without a value|{n} without a value";
        move_to: "Verschieben nach …", "Move to …";
        moved(deal, from, to): "„{deal}“ von „{from}“ nach „{to}“ verschoben", "Moved “{deal}” from “{from}” to “{to}”";
        moved_many[n](to): "{n} Deal nach „{to}“ verschoben|{n} Deals nach „{to}“ verschoben", "Moved {n} deal to “{to}”|Moved {n} deals to “{to}”";
        win: "Gewonnen", "Won";
        lose: "Verloren", "Lost";
        mark_won: "Als gewonnen abschließen", "Mark as won";
        mark_lost: "Als verloren abschließen …", "Mark as lost …";
        drop_won: "Hier ablegen: gewonnen", "Drop here: won";
        drop_lost: "Hier ablegen: verloren", "Drop here: lost";
        won_toast(deal): "„{deal}“ ist gewonnen", "“{deal}” is won";
        lost_toast(deal, reason): "„{deal}“ ist verloren: {reason}", "“{deal}” is lost: {reason}";
        postpone: "Vom Kunden verschoben …", "Put off by the customer …";
        first_column: "Erste Spalte", "First column";
        top: "Ganz nach oben", "To the top";
        bottom: "Ganz nach unten", "To the bottom";
        empty_stage: "Kein Deal in dieser Stufe", "No deal in this stage";
        empty_board: "Noch kein Deal. Der erste entsteht mit einer Zeile Text.", "No deals yet. The first one takes a line of text.";
        no_next_step: "Kein nächster Schritt", "No next step";
        next_step(what, when): "{what}, {when}", "{what}, {when}";
        overdue: "überfällig", "overdue";
        overdue_by(days): "{days} überfällig", "overdue by {days}";
        rotting: "Ruht zu lange", "Idle too long";
        rotting_for(days): "{days} ohne Bewegung", "Nothing happened for {days}";
        age(days): "{days} alt", "{days} old";
        age_unknown: "Beginn unbekannt", "Beginning unknown";
        in_stage_for(days): "{days} in dieser Stufe", "{days} in this stage";
        score(score): "Score {score}", "Score {score}";
        expected(day): "Abschluss {day}", "Close {day}";
        overdue_close: "Abschlussdatum vorbei", "Close date has passed";
        entry_criteria: "Eintrittskriterien", "Entry criteria";
        column_menu(stage): "Menü der Stufe „{stage}“", "Menu of the stage “{stage}”";
        card_menu(deal): "Menü von „{deal}“", "Menu of “{deal}”";
        collapse: "Spalte einklappen", "Collapse column";
        expand: "Spalte ausklappen", "Expand column";
        lose_title(deal): "„{deal}“ als verloren abschließen", "Mark “{deal}” as lost";
        lose_why: "Warum ging der Deal verloren?", "Why was the deal lost?";
        lose_note: "In eigenen Worten", "In your own words";
        lose_missing: "Ein Grund ist nötig, damit die Auswertung stimmt.", "A reason is needed to keep the analysis right.";
    }
}
