//! Texts that every screen shares.

use super::texts;
use crate::route::Screen;

texts! {
    /// Navigation, save state, undo, buttons.
    pub struct AppText {
        name: "Trichter", "Trichter";
        tagline: "Die Vertriebs-Pipeline im Browser", "The sales pipeline in the browser";
        today: "Heute", "Today";
        board: "Board", "Board";
        list: "Liste", "List";
        deal: "Deal", "Deal";
        contacts: "Kontakte", "Contacts";
        funnel: "Trichter", "Funnel";
        insights: "Kennzahlen", "Insights";
        forecast: "Prognose", "Forecast";
        scores: "Scores", "Scores";
        data: "Daten", "Data";
        settings: "Einstellungen", "Settings";
        more: "Mehr", "More";
        part_missing: "Dieser Teil von Trichter konnte nicht geladen werden. Die Daten sind davon nicht betroffen.", "This part of Trichter could not be loaded. The data is not affected.";
        try_again: "Noch einmal versuchen", "Try again";
        menu: "Menü", "Menu";
        help: "Hilfe", "Help";
        commands: "Befehle", "Commands";
        command_hint: "Befehl, Deal oder Seite suchen", "Find a command, deal or page";
        no_commands: "Nichts gefunden", "Nothing found";
        language: "Sprache", "Language";
        german: "Deutsch", "Deutsch";
        english: "English", "English";
        theme: "Darstellung", "Theme";
        theme_system: "Wie das Gerät", "As the device";
        theme_light: "Hell", "Light";
        theme_dark: "Dunkel", "Dark";
        workspace: "Arbeitsbereich", "Workspace";
        workspaces: "Arbeitsbereiche", "Workspaces";
        new_workspace: "Arbeitsbereich anlegen", "New workspace";
        delete_workspace: "Arbeitsbereich löschen", "Delete workspace";
        switch_workspace: "Arbeitsbereich wechseln", "Switch workspace";
        example_workspace: "Beispiel", "Example";
        pipeline: "Pipeline", "Pipeline";
        all_pipelines: "Alle Pipelines", "All pipelines";
        saved: "Gespeichert", "Saved";
        saved_locally: "Gespeichert (ohne Datenbank)", "Saved (without database)";
        saving: "Speichert …", "Saving …";
        not_saved: "Nicht gespeichert", "Not saved";
        not_saved_why(reason): "Nicht gespeichert: {reason} Bitte jetzt die Daten exportieren.", "Not saved: {reason} Please export the data now.";
        only_in_mirror(reason): "{reason} Alles ist nur noch in der Datenbank des Browsers gespeichert. Bitte jetzt die Daten exportieren.", "{reason} Everything is stored in the database of the browser only. Please export the data now.";
        changed_elsewhere(what): "Nicht übernommen: {what}. Ein anderes Fenster hat dasselbe inzwischen geändert.", "Not done: {what}. Another window has changed the same meanwhile.";
        read_only: "Nur lesen", "Read only";
        read_only_why: "Ein anderes Fenster bearbeitet diese Daten. Hier ist nur Lesen möglich.", "Another window is editing this data. Here it can only be read.";
        take_over: "Hier bearbeiten", "Edit here";
        new_version: "Eine neue Version von Trichter ist bereit.", "A new version of Trichter is ready.";
        new_version_waits: "Die neue Version startet, sobald alles gespeichert ist.", "The new version starts as soon as everything is saved.";
        reload: "Neu laden", "Reload";
        later: "Später", "Later";
        loading: "Lädt …", "Loading …";
        working: "Arbeitet …", "Working …";
        progress(done, total): "{done} von {total}", "{done} of {total}";
        undo: "Rückgängig", "Undo";
        redo: "Wiederholen", "Redo";
        undone(what): "Rückgängig gemacht: {what}", "Undone: {what}";
        redone(what): "Wiederholt: {what}", "Redone: {what}";
        nothing_to_undo: "Nichts rückgängig zu machen", "Nothing to undo";
        nothing_to_redo: "Nichts zu wiederholen", "Nothing to redo";
        save: "Speichern", "Save";
        cancel: "Abbrechen", "Cancel";
        close: "Schließen", "Close";
        done: "Fertig", "Done";
        ok: "OK", "OK";
        add: "Hinzufügen", "Add";
        edit: "Bearbeiten", "Edit";
        delete: "Löschen", "Delete";
        remove: "Entfernen", "Remove";
        rename: "Umbenennen", "Rename";
        duplicate: "Duplizieren", "Duplicate";
        open: "Öffnen", "Open";
        copy: "Kopieren", "Copy";
        copied: "Kopiert", "Copied";
        apply: "Anwenden", "Apply";
        reset: "Zurücksetzen", "Reset";
        back: "Zurück", "Back";
        next: "Weiter", "Next";
        yes: "Ja", "Yes";
        no: "Nein", "No";
        none: "Keine", "None";
        unknown: "Unbekannt", "Unknown";
        all: "Alle", "All";
        total: "Summe", "Total";
        optional: "freiwillig", "optional";
        required: "Pflichtfeld", "required";
        search: "Suchen", "Search";
        search_hint: "Titel, Organisation, Person, Tag", "Title, organisation, person, tag";
        filter: "Filter", "Filter";
        filters: "Filter", "Filters";
        clear_filters: "Filter aufheben", "Clear filters";
        filters_active[n]: "{n} Filter aktiv|{n} Filter aktiv", "{n} filter active|{n} filters active";
        no_matches: "Kein Deal passt zu den Filtern.", "No deal matches the filters.";
        period: "Zeitraum", "Period";
        from: "Von", "From";
        to: "Bis", "To";
        all_time: "Gesamte Zeit", "All time";
        this_month: "Dieser Monat", "This month";
        this_quarter: "Dieses Quartal", "This quarter";
        this_year: "Dieses Jahr", "This year";
        last_30_days: "Letzte 30 Tage", "Last 30 days";
        last_90_days: "Letzte 90 Tage", "Last 90 days";
        last_12_months: "Letzte 12 Monate", "Last 12 months";
        last_year: "Letztes Jahr", "Last year";
        custom_period: "Eigener Zeitraum", "Custom period";
        as_table: "Als Tabelle", "As a table";
        as_chart: "Als Grafik", "As a chart";
        show_all: "Alle zeigen", "Show all";
        show_more[n]: "{n} weiteren zeigen|{n} weitere zeigen", "Show {n} more|Show {n} more";
        deals[n]: "{n} Deal|{n} Deals", "{n} deal|{n} deals";
        tasks[n]: "{n} Aufgabe|{n} Aufgaben", "{n} task|{n} tasks";
        organisations[n]: "{n} Organisation|{n} Organisationen", "{n} organisation|{n} organisations";
        people[n]: "{n} Person|{n} Personen", "{n} person|{n} people";
        cases[n]: "{n} Fall|{n} Fälle", "{n} case|{n} cases";
        unknown_page: "Diese Seite gibt es nicht.", "There is no such page.";
        to_board: "Zum Board", "Go to the board";
        in_base_currency(currency): "Umgerechnet in {currency}", "Converted to {currency}";
        no_rate(currency): "Für {currency} fehlt ein Kurs; diese Deals sind nicht in der Summe.", "There is no rate for {currency}; these deals are not in the total.";
        offline: "Arbeitet ohne Netz: Alle Daten bleiben in diesem Browser.", "Works without a network: all data stays in this browser.";
    }
}

impl AppText {
    /// Returns the name of a screen.
    pub fn screen(&self, screen: Screen) -> &'static str {
        match screen {
            Screen::Today => self.today(),
            Screen::Board => self.board(),
            Screen::List => self.list(),
            Screen::Contacts => self.contacts(),
            Screen::Funnel => self.funnel(),
            Screen::Insights => self.insights(),
            Screen::Forecast => self.forecast(),
            Screen::Scores => self.scores(),
            Screen::Data => self.data(),
            Screen::Settings => self.settings(),
        }
    }
}
