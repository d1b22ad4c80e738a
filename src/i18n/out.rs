//! Texts of what goes out: calendars, address books, links, the printed report.

use super::texts;

texts! {
    /// Texts of what goes out: calendars, address books, links, the printed report.
    pub struct OutText {
        schema: "Aufbau der Datei (JSON Schema)", "Format of the file (JSON Schema)";
        history: "Phasenwechsel", "Changes of stage";
        others: "Für andere Programme", "For other programs";
        calendar: "Offene Aufgaben für den Kalender (ICS)", "Open tasks for the calendar (ICS)";
        calendar_help[n]: "{n} Aufgabe mit Datum. Noch einmal exportiert, ersetzt sie sich im Kalender selbst.|{n} Aufgaben mit Datum. Noch einmal exportiert, ersetzen sie sich im Kalender selbst.", "{n} task with a date. Exported again, it replaces itself in the calendar.|{n} tasks with a date. Exported again, they replace themselves in the calendar.";
        calendar_none: "Keine offene Aufgabe hat ein Datum.", "No open task has a date.";
        calendar_name: "Aufgaben", "tasks";
        cards: "Personen fürs Adressbuch (vCard)", "People for the address book (vCard)";
        cards_help[n]: "{n} Person, vCard 4.0|{n} Personen, vCard 4.0", "{n} person, vCard 4.0|{n} people, vCard 4.0";
        cards_none: "Es gibt noch keine Person.", "There is no person yet.";
        share: "Als Link weitergeben", "Pass on as a link";
        share_make: "Link erstellen", "Make a link";
        share_help: "Der Link enthält den ganzen Arbeitsbereich. Wer ihn hat, hat alle Daten: Er gehört in keine Nachricht, die andere mitlesen. Es wird nichts hochgeladen; der Teil hinter # bleibt im Browser.", "The link holds the whole workspace. Whoever has it has all the data: it belongs in no message that others read. Nothing is uploaded; the part behind # stays in the browser.";
        share_link: "Link zu diesem Arbeitsbereich", "Link to this workspace";
        share_copy: "Kopieren", "Copy";
        share_copied: "Link kopiert", "Link copied";
        share_size(characters): "{characters} Zeichen.", "{characters} characters.";
        share_fits: "So kurz nimmt ihn jeder Browser und fast jedes Programm.", "Short enough for every browser and nearly every program.";
        share_long: "Browser öffnen ihn; manches Mail- oder Chatprogramm schneidet ihn ab.", "Browsers open it; some mail or chat programs cut it off.";
        share_too_long: "Dieser Arbeitsbereich ist zu groß für einen Link. Bitte als Datei weitergeben.", "This workspace is too large for a link. Please pass it on as a file.";
        shared: "einem Link", "a link";
        share_broken: "Der Link ist unvollständig: Er wurde unterwegs abgeschnitten oder verändert. Nichts wurde verändert.", "The link is incomplete: it was cut off or changed on its way. Nothing was changed.";
        report: "Bericht drucken", "Print a report";
        report_help: "Eine Seite A4 mit Kennzahlen, Stufen und den größten offenen Deals. Auch Strg+P druckt von überall diese Seite.", "One page A4 with the key figures, the stages and the largest open deals. Ctrl+P prints this page from anywhere, too.";
        report_print: "Drucken oder als PDF sichern …", "Print or save as PDF …";
        report_title(name): "Vertriebsbericht – {name}", "Sales report – {name}";
        report_of(pipeline, day): "Pipeline „{pipeline}“, Stand {day}", "Pipeline “{pipeline}”, as of {day}";
        report_largest: "Größte offene Deals", "Largest open deals";
        report_reasons: "Häufigste Verlustgründe", "Most frequent reasons of loss";
        report_more[n]: "und {n} weiterer|und {n} weitere", "and {n} more|and {n} more";
        report_foot: "Erstellt mit Trichter. „–“ heißt: dafür gibt es noch keine Daten.", "Made with Trichter. “–” means that there is no data for it yet.";
    }
}
