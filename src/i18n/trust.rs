//! Texts of what is saved: backups, files, history, storage.

use super::texts;
use crate::store::backup::{Broken, Reason};

texts! {
    /// Texts of what is saved: backups, files, history, storage.
    pub struct TrustText {
        backups: "Sicherungen", "Backups";
        back_up: "Als Datei sichern", "Save as a file";
        back_up_now: "Jetzt als Datei sichern", "Save as a file now";
        last_file: "Letzte Datei", "Last file";
        no_file: "noch keine", "none yet";
        last_file_at(when): "Letzte Datei: {when}.", "Last file: {when}.";
        never_in_file: "Dieser Arbeitsbereich liegt noch in keiner Datei.", "This workspace is in no file yet.";
        behind[n]: "{n} Änderung ist in keiner Datei.|{n} Änderungen sind in keiner Datei.", "{n} change is in no file.|{n} changes are in no file.";
        all_in_file: "Alles ist darin.", "Everything is in it.";
        reminder[n]: "{n} Änderung liegt nur in diesem Browser. Eine Datei schützt vor dem Verlust des Geräts.|{n} Änderungen liegen nur in diesem Browser. Eine Datei schützt vor dem Verlust des Geräts.", "{n} change is in this browser only. A file protects you if the device is lost.|{n} changes are in this browser only. A file protects you if the device is lost.";
        later: "Später", "Later";
        eviction: "Safari löscht Daten von Seiten, die sieben Tage lang nicht besucht wurden. Legen Sie Trichter auf den Home-Bildschirm oder ins Dock, oder sichern Sie regelmäßig in eine Datei.", "Safari deletes the data of pages that were not visited for seven days. Add Trichter to the home screen or the Dock, or save to a file regularly.";
        understood: "Verstanden", "Got it";
        aside(what): "Nicht lesbar und beiseitegelegt: {what}. Alles andere ist geöffnet und wird gespeichert.", "Not readable and set aside: {what}. Everything else is open and is being saved.";
        aside_take: "Beiseitegelegtes als Datei", "Save what was set aside";
        aside_edits[n]: "{n} Änderung|{n} Änderungen", "{n} change|{n} changes";
        aside_parts[n]: "{n} Teil eines gespeicherten Stands|{n} Teile eines gespeicherten Stands", "{n} part of a saved state|{n} parts of a saved state";
        aside_history: "der Verlauf", "the history";
        aside_fields[n]: "{n} Angabe|{n} Angaben", "{n} entry|{n} entries";
        in_browser: "In diesem Browser", "In this browser";
        in_browser_help: "Während der Arbeit alle 15 Minuten: drei von heute, eine je früherem Tag, zehn insgesamt. Außerdem vor jedem Import, Ersetzen, Löschen und Wiederherstellen.", "Every 15 minutes while you work: three of today, one of each earlier day, ten in all. Also before each import, replacement, deletion and restore.";
        make_now: "Jetzt eine Sicherung anlegen", "Make a backup now";
        made: "Sicherung angelegt", "Backup made";
        not_made(reason): "Keine Sicherung möglich: {reason}", "No backup is possible: {reason}";
        file_instead: "Der Browser nimmt keine Sicherung an; stattdessen wurde eine Datei gesichert.", "The browser takes no backup; a file was saved instead.";
        blocked: "Dieser Browser gibt für Sicherungen keinen Platz frei. Bitte in eine Datei sichern.", "This browser gives no room for backups. Please save to a file.";
        none: "Noch keine Sicherung. Die erste entsteht bald nach der ersten Änderung.", "No backup yet. The first is made soon after the first change.";
        looking: "Sicherungen werden gesucht …", "Looking for backups …";
        when: "Zeitpunkt", "When";
        reason: "Anlass", "Reason";
        reason_time: "regelmäßig", "regular";
        reason_asked: "von Hand", "by hand";
        reason_import: "vor einem Import", "before an import";
        reason_replace: "vor dem Ersetzen", "before replacing";
        reason_delete: "vor dem Löschen", "before deleting";
        reason_restore: "vor dem Wiederherstellen", "before restoring";
        open_value: "Offener Wert", "Open value";
        look: "Ansehen …", "Look …";
        look_at(what): "Sicherung ansehen: {what}", "Look at the backup: {what}";
        other_workspaces: "Von anderen Arbeitsbereichen", "Of other workspaces";
        other_workspaces_help: "Auch von gelöschten: Sie lassen sich von hier aus wieder anlegen.", "Of deleted ones, too: they can be brought back from here.";
        damaged: "beschädigt", "damaged";
        take_raw: "Rohdaten sichern", "Save raw data";
        take_raw_of(what): "Rohdaten der Sicherung {what}", "Raw data of the backup {what}";
        broken_head: "Die Angaben zur Sicherung sind beschädigt.", "What the backup says about itself is damaged.";
        broken_newer: "Eine neuere Version von Trichter hat diese Sicherung angelegt.", "A newer version of Trichter made this backup.";
        broken_part: "Ein Teil der Sicherung ist beschädigt oder fehlt.", "A part of the backup is damaged or missing.";
        broken_document: "In der Sicherung ist kein lesbarer Arbeitsbereich.", "There is no readable workspace in the backup.";
        broken_help: "Nichts davon wird übernommen. Die Rohdaten lassen sich als Datei sichern.", "Nothing of it is taken over. The raw data can be saved as a file.";
        backup_of(name, when): "„{name}“, {when}", "“{name}”, {when}";
        would_change: "Was sich ändern würde", "What would change";
        nothing_would_change: "Nichts: Der Stand der Sicherung ist der von jetzt.", "Nothing: the state of the backup is that of now.";
        kind: "Art", "Kind";
        comes_back: "neu", "new";
        is_changed: "anders", "changed";
        goes: "weg", "gone";
        settings: "Einstellungen", "Settings";
        pipelines: "Pipelines", "Pipelines";
        restore: "Wiederherstellen", "Restore";
        restore_help: "Vorher wird der Stand von jetzt gesichert, und ein Schritt zurück nimmt alles wieder zurück.", "The state of now is backed up first, and one undo takes all of it back.";
        bring_back: "Wieder anlegen", "Bring back";
        bring_back_help: "Dieser Arbeitsbereich ist nicht mehr in diesem Browser.", "This workspace is no longer in this browser.";
        switch_first: "Ein anderer Arbeitsbereich ist geöffnet. Als Kopie lässt sich die Sicherung daneben öffnen; zum Wiederherstellen bitte erst zu diesem wechseln.", "Another workspace is open. The backup can be opened beside it as a copy; to restore it please switch to its workspace first.";
        restored(when): "Stand von {when} wiederhergestellt", "Restored the state of {when}";
        delete_backup: "Sicherung löschen", "Delete the backup";
        backup_deleted: "Sicherung gelöscht", "Backup deleted";
        deleted_kept: "Eine Sicherung bleibt in diesem Browser, bis Sie sie unter Daten löschen.", "A backup stays in this browser until you delete it under Data.";
        autosave: "Von selbst in eine Datei", "Into a file by itself";
        autosave_help: "Schreibt nach jeder Änderung den ganzen Arbeitsbereich in eine Datei auf diesem Gerät.", "Writes the whole workspace into a file on this device after each change.";
        autosave_none: "Dieser Browser kann das nicht. Chrome und Edge auf dem Rechner können es.", "This browser cannot do this. Chrome and Edge on a computer can.";
        autosave_off: "Aus.", "Off.";
        autosave_on(name): "An: „{name}“.", "On: “{name}”.";
        autosave_writing(name): "An: schreibt in „{name}“ …", "On: writing to “{name}” …";
        autosave_written(name, when): "An: „{name}“, zuletzt geschrieben {when}.", "On: “{name}”, last written {when}.";
        autosave_permission(name): "Angehalten: Der Browser braucht die Erlaubnis für „{name}“ noch einmal.", "Paused: the browser needs your permission for “{name}” again.";
        autosave_failed(name, reason): "Fehlgeschlagen: „{name}“ wurde nicht geschrieben. {reason}", "Failed: “{name}” was not written. {reason}";
        choose_file: "Datei wählen …", "Choose a file …";
        choose_folder: "Ordner wählen …", "Choose a folder …";
        allow: "Erlauben", "Allow";
        stop: "Beenden", "Stop";
        persist: "Schutz vor dem Aufräumen des Browsers", "Protection from the browser’s cleaning up";
        persist_granted: "Zugesagt: Der Browser löscht diese Daten nicht von selbst.", "Granted: the browser does not delete this data by itself.";
        persist_denied: "Nicht zugesagt: Wird der Platz knapp, darf der Browser diese Daten löschen.", "Not granted: when space runs short, the browser may delete this data.";
        persist_unknown: "Dieser Browser sagt dazu nichts.", "This browser says nothing about it.";
        persist_ask: "Noch einmal fragen", "Ask again";
        mirror: "Datenbank", "Database";
        mirror_used(used, quota): "{used} belegt, bis zu {quota} sind frei", "{used} used, up to {quota} are available";
        mirror_none: "Dieser Browser gibt keine Datenbank frei. Ein Absturz kann die letzte Minute kosten.", "This browser gives no database. A crash may cost the last minute.";
        local: "Lokaler Speicher", "Local storage";
        local_none: "Dieser Browser gibt keinen lokalen Speicher frei. Alles liegt in der Datenbank.", "This browser gives no local storage. Everything is in the database.";
        memory_only: "Nichts wird gespeichert: Alles ist nur in diesem Fenster. Bitte vor dem Schließen als Datei sichern.", "Nothing is stored: everything is in this window only. Please save it as a file before closing.";
        history: "Verlauf", "History";
        history_help: "Die letzten Schritte. Jeder nimmt sich und alle nach ihm zurück; auch nach dem Neuladen.", "The last steps. Each takes back itself and all after it; after a reload, too.";
        history_empty: "Noch nichts, das sich zurücknehmen ließe.", "Nothing yet that could be taken back.";
        history_open: "Verlauf zeigen …", "Show the history …";
        now: "Jetzt", "Now";
        undo_to[n]: "{n} Schritt zurück|{n} Schritte zurück", "{n} step back|{n} steps back";
        redo_to[n]: "{n} Schritt vor|{n} Schritte vor", "{n} step forward|{n} steps forward";
        went_back[n]: "{n} Schritt zurückgenommen|{n} Schritte zurückgenommen", "{n} step taken back|{n} steps taken back";
        went_forward[n]: "{n} Schritt wieder getan|{n} Schritte wieder getan", "{n} step done again|{n} steps done again";
        taken_up[n]: "{n} Änderung aus einem geschlossenen Fenster übernommen|{n} Änderungen aus einem geschlossenen Fenster übernommen", "{n} change of a closed window taken over|{n} changes of a closed window taken over";
        gone_elsewhere(name): "„{name}“ wurde in einem anderen Fenster gelöscht. Unter Daten liegt eine Sicherung.", "“{name}” was deleted in another window. There is a backup under Data.";
    }
}

impl TrustText {
    /// Names why a backup was made.
    pub fn reason_of(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::Time => self.reason_time(),
            Reason::Asked => self.reason_asked(),
            Reason::Import => self.reason_import(),
            Reason::Replace => self.reason_replace(),
            Reason::Delete => self.reason_delete(),
            Reason::Restore => self.reason_restore(),
        }
    }

    /// Says why a backup cannot be opened.
    pub fn broken(&self, broken: &Broken) -> &'static str {
        match broken {
            Broken::Head => self.broken_head(),
            Broken::Newer => self.broken_newer(),
            Broken::Part => self.broken_part(),
            Broken::Document(_) => self.broken_document(),
        }
    }
}
