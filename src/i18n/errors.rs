//! What went wrong, in words, with the remedy.

use super::parse::{DayInputError, MoneyInputError, NumberInputError};
use super::{Format, texts};

texts! {
    /// What went wrong, in words, with the remedy.
    pub struct ErrorText {
        title_empty: "Bitte einen Titel angeben.", "Please give a title.";
        name_empty: "Bitte einen Namen angeben.", "Please give a name.";
        subject_empty: "Bitte sagen, was zu tun ist.", "Please say what is to be done.";
        too_long(max): "Zu lang: höchstens {max} Zeichen.", "Too long: at most {max} characters.";
        too_long_by(length, max): "Zu lang: {length} von höchstens {max} Zeichen.", "Too long: {length} of at most {max} characters.";
        stage_in_archive: "Diese Stufe ist archiviert.", "This stage is archived.";
        same_stage: "Bitte eine andere Stufe wählen.", "Please choose another stage.";
        input_empty: "Bitte etwas angeben.", "Please enter something.";
        money_form(text): "„{text}“ ist kein Betrag. Beispiel: 12.000 oder 1.234,50 €", "“{text}” is not an amount. Example: 12,000 or €1,234.50";
        money_negative: "Ein Wert kann nicht negativ sein.", "A value cannot be negative.";
        money_too_large(max): "Der Betrag ist zu groß: höchstens {max}.", "The amount is too large: at most {max}.";
        money_decimals_none: "Diese Währung hat keine Nachkommastellen.", "This currency has no decimals.";
        money_decimals(max): "Zu viele Nachkommastellen: höchstens {max}.", "Too many decimals: at most {max}.";
        number_form(text): "„{text}“ ist keine Zahl.", "“{text}” is not a number.";
        number_range(min, max): "Die Zahl muss zwischen {min} und {max} liegen.", "The number must lie between {min} and {max}.";
        number_whole: "Bitte eine ganze Zahl angeben.", "Please enter a whole number.";
        day_form(text): "„{text}“ ist kein Datum. Beispiel: 21.11.2026, morgen, Freitag oder in 3 Tagen", "“{text}” is not a date. Example: 21/11/2026, tomorrow, Friday or in 3 days";
        day_none(text): "Den {text} gibt es nicht.", "There is no {text}.";
        day_range(first, last): "Das Datum muss zwischen {first} und {last} liegen.", "The date must lie between {first} and {last}.";
        email_form: "Das ist keine E-Mail-Adresse.", "This is not an e-mail address.";
        url_form: "Bitte eine Adresse angeben, die mit https:// beginnt.", "Please enter an address that begins with https://.";
        outdated: "Die Daten haben sich inzwischen geändert. Bitte noch einmal ansehen.", "The data has changed meanwhile. Please look at it again.";
        loss_reason_missing: "Bitte einen Verlustgrund wählen.", "Please choose a loss reason.";
        reopen_reason_missing: "Bitte sagen, warum der Deal wieder geöffnet wird.", "Please say why the deal is reopened.";
        stage_archived(stage): "Die Stufe „{stage}“ ist archiviert.", "The stage “{stage}” is archived.";
        stage_last: "Die letzte Stufe einer Pipeline bleibt.", "The last stage of a pipeline stays.";
        stage_not_empty[n]: "In der Stufe liegt noch {n} Deal.|In der Stufe liegen noch {n} Deals.", "{n} deal is still in the stage.|{n} deals are still in the stage.";
        pipeline_last: "Die letzte Pipeline bleibt.", "The last pipeline stays.";
        other_pipeline: "Die Stufe gehört zu einer anderen Pipeline.", "The stage belongs to another pipeline.";
        already_closed: "Der Deal ist schon abgeschlossen.", "The deal is already closed.";
        already_open: "Der Deal ist offen.", "The deal is open.";
        deal_gone: "Diesen Deal gibt es nicht mehr.", "This deal no longer exists.";
        record_gone: "Diesen Eintrag gibt es nicht mehr.", "This entry no longer exists.";
        sum_too_large: "Die Summe ist zu groß, um sie zu zeigen.", "The sum is too large to be shown.";
        currencies_differ(one, two): "{one} und {two} lassen sich ohne Kurs nicht addieren.", "{one} and {two} cannot be added without a rate.";
        currency_form(text): "„{text}“ ist keine Währung. Drei Buchstaben, etwa EUR.", "“{text}” is not a currency. Three letters such as EUR.";
        rate_form: "Ein Kurs ist größer als 0 und höchstens 1 Million.", "A rate is above 0 and at most 1 million.";
        file_unreadable(file, reason): "„{file}“ lässt sich nicht lesen: {reason}", "“{file}” cannot be read: {reason}";
        file_broken(file, line, column): "„{file}“ ist beschädigt (Zeile {line}, Zeichen {column}). Nichts wurde verändert.", "“{file}” is damaged (line {line}, character {column}). Nothing was changed.";
        file_foreign(file): "„{file}“ stammt aus einem anderen Programm. Nichts wurde verändert.", "“{file}” comes from another program. Nothing was changed.";
        file_newer(file, version): "„{file}“ wurde mit einer neueren Version geschrieben ({version}). Bitte Trichter aktualisieren. Nichts wurde verändert.", "“{file}” was written by a newer version ({version}). Please update Trichter. Nothing was changed.";
        file_not_text(file): "„{file}“ ist kein Text. Nichts wurde verändert.", "“{file}” is not text. Nothing was changed.";
        file_empty(file): "„{file}“ ist leer. Nichts wurde verändert.", "“{file}” is empty. Nothing was changed.";
        file_type(file): "„{file}“ ist weder JSON noch CSV. Nichts wurde verändert.", "“{file}” is neither JSON nor CSV. Nothing was changed.";
        file_workbook(file): "„{file}“ ist eine Arbeitsmappe. Bitte dort als CSV speichern und die CSV-Datei öffnen. Nichts wurde verändert.", "“{file}” is a workbook. Please save it there as CSV and open the CSV file. Nothing was changed.";
        file_too_large(file, max): "„{file}“ ist zu groß: höchstens {max}. Nichts wurde verändert.", "“{file}” is too large: at most {max}. Nothing was changed.";
        storage_full: "Der Speicher des Browsers ist voll.", "The storage of the browser is full.";
        storage_blocked: "Der Browser erlaubt kein Speichern.", "The browser does not allow storing.";
        storage_unreadable: "Gespeicherte Daten sind unlesbar; sie wurden beiseitegelegt.", "Stored data is unreadable; it was set aside.";
        storage_newer: "Die gespeicherten Daten sind von einer neueren Version. Hier ist nur Lesen möglich.", "The stored data is from a newer version. Here it can only be read.";
        unexpected: "Etwas Unerwartetes ist passiert. Die Daten sind unverändert.", "Something unexpected happened. The data is unchanged.";
    }
}

impl ErrorText {
    fn format(self) -> Format {
        Format::of(self.written_in)
    }

    /// Says why a text is not an amount of money.
    pub fn money(&self, error: &MoneyInputError) -> String {
        match error {
            MoneyInputError::Empty => self.input_empty().to_owned(),
            MoneyInputError::NotAnAmount(text) => self.money_form(text),
            MoneyInputError::Negative(_) => self.money_negative().to_owned(),
            MoneyInputError::TooLarge { most } => {
                self.money_too_large(&self.format().money_compact(*most))
            }
            MoneyInputError::TooManyDecimals { most: 0 } => self.money_decimals_none().to_owned(),
            MoneyInputError::TooManyDecimals { most } => {
                self.money_decimals(&self.format().whole(i64::from(*most)))
            }
        }
    }

    /// Says why a text is not a number or not one within its bounds.
    pub fn number(&self, error: &NumberInputError) -> String {
        match error {
            NumberInputError::Empty => self.input_empty().to_owned(),
            NumberInputError::NotANumber(text) => self.number_form(text),
            NumberInputError::NotWhole => self.number_whole().to_owned(),
            NumberInputError::OutOfRange { least, most } => {
                self.number_range(&self.format().whole(*least), &self.format().whole(*most))
            }
            NumberInputError::TooManyDecimals { most } => {
                self.money_decimals(&self.format().whole(i64::from(*most)))
            }
        }
    }

    /// Says why a text is not a day.
    pub fn day(&self, error: &DayInputError) -> String {
        match error {
            DayInputError::Empty => self.input_empty().to_owned(),
            DayInputError::NotADay(text) => self.day_form(text),
            DayInputError::NoSuchDay(text) => self.day_none(text),
            DayInputError::OutOfRange { first, last } => {
                self.day_range(&self.format().day(*first), &self.format().day(*last))
            }
        }
    }
}
