//! What only screen readers say.

use super::texts;

texts! {
    /// What only screen readers say.
    pub struct A11yText {
        main_navigation: "Hauptnavigation", "Main navigation";
        skip_to_content: "Zum Inhalt springen", "Skip to the content";
        board: "Board mit den Stufen der Pipeline", "Board with the stages of the pipeline";
        column[n](stage): "{stage}, {n} Deal|{stage}, {n} Deals", "{stage}, {n} deal|{stage}, {n} deals";
        column_sums(value, weighted): "Summe {value}, gewichtet {weighted}", "Total {value}, weighted {weighted}";
        card(deal, organisation, value): "{deal}, {organisation}, {value}", "{deal}, {organisation}, {value}";
        drag_help: "Leertaste nimmt die Karte auf, Pfeile bewegen sie, Leertaste legt sie ab, Escape bricht ab.", "Space picks the card up, arrows move it, Space drops it, Escape cancels.";
        picked_up(deal, stage): "„{deal}“ aufgenommen aus „{stage}“", "Picked up “{deal}” from “{stage}”";
        over(stage, place, total): "Über „{stage}“, Platz {place} von {total}", "Over “{stage}”, place {place} of {total}";
        dropped(deal, from, to): "„{deal}“ von „{from}“ nach „{to}“ verschoben", "“{deal}” moved from “{from}” to “{to}”";
        dropped_same(deal, place): "„{deal}“ auf Platz {place} gelegt", "“{deal}” put at place {place}";
        drag_cancelled(deal): "Abgebrochen, „{deal}“ bleibt, wo es war", "Cancelled, “{deal}” stays where it was";
        filtered[n]: "{n} Deal gefunden|{n} Deals gefunden", "{n} deal found|{n} deals found";
        chart(title): "Grafik: {title}", "Chart: {title}";
        table_of(title): "Werte zu: {title}", "Values of: {title}";
        opens_panel: "öffnet den Deal", "opens the deal";
        close_panel: "Deal schließen", "Close the deal";
        figure(name, value): "{name}: {value}", "{name}: {value}";
        notifications: "Meldungen", "Messages";
        dismiss: "Meldung schließen", "Dismiss the message";
        sorted_ascending: "aufsteigend sortiert", "sorted ascending";
        sorted_descending: "absteigend sortiert", "sorted descending";
        weekday_picker: "Tag wählen", "Choose a day";
        expanded: "aufgeklappt", "expanded";
        collapsed: "eingeklappt", "collapsed";
    }
}
