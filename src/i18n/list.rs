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
    }
}
