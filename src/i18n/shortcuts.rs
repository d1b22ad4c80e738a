//! Names of the keyboard commands.

use super::texts;

texts! {
    /// Names of the keyboard commands.
    pub struct ShortcutsText {
        title: "Tastatur", "Keyboard";
        general: "Überall", "Everywhere";
        on_board: "Auf dem Board", "On the board";
        on_today: "Auf der Tagesseite", "On the day’s page";
        in_panel: "Im Deal", "In a deal";
        show_keys: "Tastenübersicht zeigen", "Show the keys";
        palette: "Befehle öffnen", "Open the commands";
        quick_add: "Deal schnell anlegen", "Quick add a deal";
        search: "Suchen", "Search";
        undo: "Rückgängig", "Undo";
        redo: "Wiederholen", "Redo";
        go_to(screen): "Zu: {screen}", "Go to: {screen}";
        pick_up: "Karte aufnehmen oder ablegen", "Pick up or drop a card";
        move_card: "Aufgenommene Karte bewegen", "Move the card picked up";
        move_focus: "Zur nächsten Karte", "To the next card";
        open_card: "Karte öffnen", "Open the card";
        move_menu: "Verschieben nach …", "Move to …";
        win: "Als gewonnen abschließen", "Mark as won";
        lose: "Als verloren abschließen", "Mark as lost";
        complete: "Aufgabe erledigen", "Complete the task";
        close: "Schließen oder abbrechen", "Close or cancel";
        ctrl: "Strg", "Ctrl";
        shift: "Umschalt", "Shift";
        space: "Leertaste", "Space";
        enter: "Eingabe", "Enter";
        escape: "Esc", "Esc";
        arrows: "Pfeiltasten", "Arrow keys";
    }
}
