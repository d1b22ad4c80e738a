//! Texts of the table of deals.

use super::texts;

texts! {
    /// Texts of the table of deals.
    pub struct ListText {
        title: "Deals", "Deals";
        columns: "Spalten", "Columns";
        sort_by(field): "Nach {field} sortieren", "Sort by {field}";
        sorted_up(field): "Nach {field} aufsteigend sortiert", "Sorted by {field}, ascending";
        sorted_down(field): "Nach {field} absteigend sortiert", "Sorted by {field}, descending";
        rows[n]: "{n} Zeile|{n} Zeilen", "{n} row|{n} rows";
        rows_of[n](total): "{n} von {total} Deals|{n} von {total} Deals", "{n} of {total} deals|{n} of {total} deals";
        selected[n]: "{n} ausgewählt|{n} ausgewählt", "{n} selected|{n} selected";
        select_all: "Alle auswählen", "Select all";
        select_deal(deal): "„{deal}“ auswählen", "Select “{deal}”";
        clear_selection: "Auswahl aufheben", "Clear the selection";
        change_selected: "Auswahl ändern", "Change the selection";
        open_only: "Offene", "Open";
        won_only: "Gewonnene", "Won";
        lost_only: "Verlorene", "Lost";
        any_outcome: "Alle", "All";
        empty: "Noch kein Deal.", "No deals yet.";
        no_match: "Kein Deal passt zu Suche und Filtern.", "No deal matches search and filters.";
        group_by: "Gruppieren nach", "Group by";
        min_value: "Wert ab", "Value from";
        max_value: "Wert bis", "Value to";
        without_next_step: "Ohne nächsten Schritt", "Without a next step";
        without_value: "Ohne Wert", "Without a value";
        rotting: "Ruht zu lange", "Idle too long";
        segments: "Ausgang", "Outcome";
        chance: "Chance", "Chance";
        weighted: "Gewichtet", "Weighted";
        closes: "Abschluss", "Close";
        score: "Score", "Score";
        sort: "Sortieren", "Sort";
        turn_around: "Reihenfolge umkehren", "Reverse the order";
        any(field): "{field}: alle", "{field}: all";
        nobody: "(ohne)", "(none)";
        sums: "Summen der gezeigten Deals", "Totals of the deals shown";
        without_rate[n]: "{n} ohne Kurs|{n} ohne Kurs", "{n} without a rate|{n} without a rate";
        choose_columns: "Spalten wählen", "Choose columns";
        set_owner: "Zuständig setzen …", "Set the owner …";
        set_owner_of[n]: "Zuständig für {n} Deal|Zuständig für {n} Deals", "Owner of {n} deal|Owner of {n} deals";
        owner_help: "Leer lassen, um niemanden einzutragen.", "Leave empty for nobody.";
        lose_many[n]: "{n} Deal als verloren abschließen|{n} Deals als verloren abschließen", "Mark {n} deal as lost|Mark {n} deals as lost";
        closed_stay[n]: "{n} abgeschlossener Deal bleibt, wie er ist.|{n} abgeschlossene Deals bleiben, wie sie sind.", "{n} closed deal stays as it is.|{n} closed deals stay as they are.";
        none_open: "Alle ausgewählten Deals sind abgeschlossen.", "All selected deals are closed.";
        all_there: "Alle ausgewählten Deals sind schon dort.", "All selected deals are there already.";
        key_help: "Pfeile wechseln die Zeile, Eingabe öffnet den Deal, Leertaste wählt ihn aus.", "Arrows change the row, Enter opens the deal, Space selects it.";
    }
}
