//! Writes tables that spreadsheets open.
//!
//! Text cells that a spreadsheet would take for a formula get an apostrophe in
//! front, and lose it again when a table of ours is imported: the two are exact
//! opposites. Numbers and dates are ours and are written as they are.

use crate::domain::{
    Activity, ActivityKind, Day, Language, LossReason, Money, Outcome, Timestamp, Zone,
};
use crate::workspace::Workspace;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The name of the column with our own ids. A table that has it is ours.
pub const OWN_ID_HEADER: &str = "Trichter-ID";

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// For Excel in German: UTF-8 with a mark, `;`, decimal comma, `31.12.2026`, CRLF.
    German,
    /// For everything else: UTF-8, `,`, decimal point, `2026-12-31`, CRLF (RFC 4180).
    English,
}

impl Style {
    /// Both styles.
    pub const ALL: [Self; 2] = [Self::German, Self::English];

    fn delimiter(self) -> char {
        match self {
            Self::German => ';',
            Self::English => ',',
        }
    }

    fn pick(self, de: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::German => de,
            Self::English => en,
        }
    }

    /// Returns the style that suits a language of the interface.
    pub fn of(language: Language) -> Self {
        match language {
            Language::De => Self::German,
            Language::En => Self::English,
        }
    }
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text that somebody wrote; disarmed.
    Text(&'a str),
    /// An amount, without its currency.
    Money(Money),
    /// A whole number.
    Whole(i64),
    /// Ten-thousandths, written as per cent: 7,500 is `75%`.
    PerCent(u16),
    /// A calendar day.
    Day(Day),
    /// An instant on the local clock; midnight is written as a day.
    At(Timestamp, &'a Zone),
}

/// Writes records.
#[derive(Clone, Debug)]
pub struct Writer {
    style: Style,
    text: String,
}

impl Writer {
    /// Begins a table.
    pub fn new(style: Style) -> Self {
        let mark = match style {
            Style::German => "\u{feff}",
            Style::English => "",
        };
        Self { style, text: mark.to_owned() }
    }

    /// Adds a record.
    pub fn record<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let start = self.text.len();
        let mut count = 0;
        for cell in cells {
            if count > 0 {
                self.text.push(self.style.delimiter());
            }
            count += 1;
            let text = self.style.text(cell);
            quote(&mut self.text, &text, self.style.delimiter());
        }
        // A record of one empty cell would be an empty line, which is no record.
        if count == 1 && self.text.len() == start {
            self.text.push_str("\"\"");
        }
        self.text.push_str("\r\n");
    }

    /// Returns the table.
    pub fn finish(self) -> String {
        self.text
    }
}

impl Style {
    fn text(self, cell: Cell<'_>) -> Cow<'_, str> {
        match cell {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => armed(text),
            Cell::Money(money) => Cow::Owned(self.money(money)),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
            Cell::PerCent(parts) => Cow::Owned(format!("{}%", self.decimal(i64::from(parts), 2))),
            Cell::Day(day) => Cow::Owned(self.day(day)),
            Cell::At(at, zone) => Cow::Owned(self.instant(at, zone)),
        }
    }

    fn money(self, money: Money) -> String {
        self.decimal(money.minor(), money.currency().minor_digits())
    }

    /// Writes an integer of so many decimals; a whole number without any.
    fn decimal(self, parts: i64, digits: u32) -> String {
        let scale = 10_i64.pow(digits);
        let (whole, rest) = (parts / scale, (parts % scale).abs());
        if rest == 0 {
            return whole.to_string();
        }
        let sign = if parts < 0 { "-" } else { "" };
        let mark = match self {
            Self::German => ',',
            Self::English => '.',
        };
        let width = usize::try_from(digits).unwrap_or(0);
        format!("{sign}{}{mark}{rest:0width$}", whole.abs())
    }

    fn day(self, day: Day) -> String {
        match self {
            Self::German => {
                format!("{:02}.{:02}.{}", day.day_of_month(), day.month_number(), day.year())
            }
            Self::English => day.to_string(),
        }
    }

    fn instant(self, at: Timestamp, zone: &Zone) -> String {
        let day = zone.day(at);
        let minute = zone.minute_of_day(at);
        let second = at.millis().div_euclid(1_000).rem_euclid(60);
        let mut text = self.day(day);
        if minute > 0 || second > 0 {
            // Writing into a string cannot fail.
            let _ = write!(text, " {:02}:{:02}:{second:02}", minute / 60, minute % 60);
        }
        text
    }
}

fn quote(output: &mut String, text: &str, delimiter: char) {
    let quoted = |c: char| c == delimiter || matches!(c, '"' | '\r' | '\n');
    let spaced = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    if text.contains(quoted) || spaced {
        output.push('"');
        output.push_str(&text.replace('"', "\"\""));
        output.push('"');
    } else {
        output.push_str(text);
    }
}

/// Returns true where a spreadsheet would see a formula behind any apostrophes
/// (OWASP, "CSV Injection"; the wide forms are those of Japanese keyboards).
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Puts an apostrophe before a text that looks like a formula.
fn armed(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes that apostrophe away again.
pub(super) fn disarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        Some(_) | None => text,
    }
}

/// Writes every deal, open ones first, then by id.
pub fn deals(workspace: &Workspace, style: Style, zone: &Zone) -> String {
    let mut writer = Writer::new(style);
    writer.record(
        [
            (OWN_ID_HEADER, OWN_ID_HEADER),
            ("Titel", "Title"),
            ("Organisation", "Organisation"),
            ("Kontaktperson", "Contact person"),
            ("Wert", "Value"),
            ("Währung", "Currency"),
            ("Wert pro Monat", "Recurring value"),
            ("Pipeline", "Pipeline"),
            ("Phase", "Stage"),
            ("Status", "Status"),
            ("Besitzer", "Owner"),
            ("Quelle", "Source"),
            ("Kampagne", "Campaign"),
            ("Produkt", "Product"),
            ("Segment", "Segment"),
            ("Tags", "Tags"),
            ("Erstellt", "Created"),
            ("In Phase seit", "In stage since"),
            ("Erwarteter Abschluss", "Expected close"),
            ("Geschlossen", "Closed"),
            ("Verlustgrund", "Loss reason"),
            ("Wahrscheinlichkeit", "Probability"),
            ("Nächster Schritt", "Next step"),
            ("Notizen", "Notes"),
            ("Fremd-ID", "Foreign ID"),
        ]
        .map(|(de, en)| Cell::Text(style.pick(de, en))),
    );
    let next_steps = workspace.next_steps();
    let mut deals: Vec<_> = workspace.deals().iter().collect();
    deals.sort_by_key(|deal| (!deal.outcome.is_open(), deal.id));
    for deal in deals {
        let id = deal.id.to_string();
        let pipeline = workspace.pipelines().get(deal.pipeline);
        let stage = pipeline.and_then(|pipeline| pipeline.stage(deal.stage));
        let person = deal.people.first().and_then(|id| workspace.people().get(*id));
        let tags = deal.tags.join(", ");
        let money = |amount: Option<Money>| amount.map_or(Cell::Empty, Cell::Money);
        let at = |at: Option<Timestamp>| at.map_or(Cell::Empty, |at| Cell::At(at, zone));
        let currency = deal.value.or(deal.recurring).map(Money::currency);
        writer.record([
            Cell::Text(&id),
            Cell::Text(&deal.title),
            Cell::Text(workspace.organisation_of(deal).map_or("", |o| &o.name)),
            Cell::Text(person.map_or("", |person| &person.name)),
            money(deal.value),
            Cell::Text(currency.as_ref().map_or("", |currency| currency.code())),
            money(deal.recurring),
            Cell::Text(pipeline.map_or("", |pipeline| &pipeline.name)),
            Cell::Text(stage.map_or("", |stage| &stage.name)),
            Cell::Text(match deal.outcome {
                Outcome::Open => style.pick("offen", "open"),
                Outcome::Won(_) => style.pick("gewonnen", "won"),
                Outcome::Lost(_) => style.pick("verloren", "lost"),
            }),
            Cell::Text(&deal.owner),
            Cell::Text(&deal.source),
            Cell::Text(&deal.campaign),
            Cell::Text(&deal.product),
            Cell::Text(&deal.segment),
            Cell::Text(&tags),
            at(deal.created),
            at(deal.entered_stage_at()),
            deal.expected_close.map_or(Cell::Empty, Cell::Day),
            at(deal.outcome.closed_at()),
            reason(deal.closing.loss_reason, &deal.closing.note, style),
            deal.probability.map_or(Cell::Empty, |p| Cell::PerCent(p.basis_points())),
            Cell::Text(next_steps.of(deal.id).map_or("", |task| &task.subject)),
            Cell::Text(&deal.notes),
            Cell::Text(&deal.foreign_id),
        ]);
    }
    writer.finish()
}

/// A reason in words that the import reads as the same reason.
fn reason(reason: Option<LossReason>, note: &str, style: Style) -> Cell<'_> {
    Cell::Text(match reason {
        None => "",
        Some(LossReason::Price) => style.pick("Preis", "Price"),
        Some(LossReason::Competition) => style.pick("Wettbewerb", "Competition"),
        Some(LossReason::NoNeed) => style.pick("Kein Bedarf", "No need"),
        Some(LossReason::BadlyQualified) => style.pick("Schlecht qualifiziert", "Badly qualified"),
        Some(LossReason::NoDecision) => style.pick("Keine Entscheidung", "No decision"),
        Some(LossReason::Expired) => style.pick("Abgelaufen", "Expired"),
        Some(LossReason::Other) if !note.is_empty() => note,
        Some(LossReason::Other) => style.pick("Anderer", "Other"),
        Some(LossReason::Unknown) => style.pick("Unbekannt", "Unknown"),
    })
}

/// Writes every organisation.
pub fn organisations(workspace: &Workspace, style: Style) -> String {
    let mut writer = Writer::new(style);
    writer.record(
        [
            (OWN_ID_HEADER, OWN_ID_HEADER),
            ("Name", "Name"),
            ("Branche", "Industry"),
            ("Mitarbeiter", "Employees"),
            ("Jahresumsatz", "Annual revenue"),
            ("Währung", "Currency"),
            ("Land", "Country"),
            ("Region", "Region"),
            ("Konzern", "Parent"),
            ("Webseite", "Website"),
            ("Notizen", "Notes"),
            ("Fremd-ID", "Foreign ID"),
        ]
        .map(|(de, en)| Cell::Text(style.pick(de, en))),
    );
    for organisation in workspace.organisations().iter() {
        let id = organisation.id.to_string();
        let currency = organisation.revenue.map(Money::currency);
        writer.record([
            Cell::Text(&id),
            Cell::Text(&organisation.name),
            Cell::Text(&organisation.industry),
            organisation.employees.map_or(Cell::Empty, |count| Cell::Whole(i64::from(count))),
            organisation.revenue.map_or(Cell::Empty, Cell::Money),
            Cell::Text(currency.as_ref().map_or("", |currency| currency.code())),
            Cell::Text(&organisation.country),
            Cell::Text(&organisation.region),
            Cell::Text(&organisation.parent),
            Cell::Text(&organisation.website),
            Cell::Text(&organisation.notes),
            Cell::Text(&organisation.foreign_id),
        ]);
    }
    writer.finish()
}

/// Writes every person.
pub fn people(workspace: &Workspace, style: Style) -> String {
    let mut writer = Writer::new(style);
    writer.record(
        [
            (OWN_ID_HEADER, OWN_ID_HEADER),
            ("Name", "Name"),
            ("Organisation", "Organisation"),
            ("Position", "Position"),
            ("Abteilung", "Department"),
            ("Telefon", "Phone"),
            ("E-Mail", "Email"),
            ("Notizen", "Notes"),
            ("Fremd-ID", "Foreign ID"),
        ]
        .map(|(de, en)| Cell::Text(style.pick(de, en))),
    );
    for person in workspace.people().iter() {
        let id = person.id.to_string();
        let organisation = person.organisation.and_then(|id| workspace.organisations().get(id));
        writer.record([
            Cell::Text(&id),
            Cell::Text(&person.name),
            Cell::Text(organisation.map_or("", |organisation| &organisation.name)),
            Cell::Text(&person.position),
            Cell::Text(&person.department),
            Cell::Text(&person.phone),
            Cell::Text(&person.email),
            Cell::Text(&person.notes),
            Cell::Text(&person.foreign_id),
        ]);
    }
    writer.finish()
}

/// Writes every activity.
pub fn activities(workspace: &Workspace, style: Style, zone: &Zone) -> String {
    let mut writer = Writer::new(style);
    writer.record(
        [
            (OWN_ID_HEADER, OWN_ID_HEADER),
            ("Art", "Kind"),
            ("Betreff", "Subject"),
            ("Deal", "Deal"),
            ("Person", "Person"),
            ("Organisation", "Organisation"),
            ("Fällig", "Due"),
            ("Erledigt", "Done"),
            ("Notizen", "Notes"),
        ]
        .map(|(de, en)| Cell::Text(style.pick(de, en))),
    );
    for activity in workspace.activities().iter() {
        let id = activity.id.to_string();
        let deal = activity.deal.and_then(|id| workspace.deals().get(id));
        let person = activity.person.and_then(|id| workspace.people().get(id));
        let organisation = activity.organisation.and_then(|id| workspace.organisations().get(id));
        writer.record([
            Cell::Text(&id),
            Cell::Text(kind(activity.kind, style)),
            Cell::Text(&activity.subject),
            Cell::Text(deal.map_or("", |deal| &deal.title)),
            Cell::Text(person.map_or("", |person| &person.name)),
            Cell::Text(organisation.map_or("", |organisation| &organisation.name)),
            due(activity, zone),
            activity.done.map_or(Cell::Empty, |at| Cell::At(at, zone)),
            Cell::Text(&activity.notes),
        ]);
    }
    writer.finish()
}

fn due<'a>(activity: &Activity, zone: &'a Zone) -> Cell<'a> {
    match (activity.due, activity.due_minute) {
        (Some(day), Some(minute)) => Cell::At(zone.at_minute(day, u32::from(minute)), zone),
        (Some(day), None) => Cell::Day(day),
        (None, _) => Cell::Empty,
    }
}

fn kind(kind: ActivityKind, style: Style) -> &'static str {
    match kind {
        ActivityKind::Task => style.pick("Aufgabe", "Task"),
        ActivityKind::Call => style.pick("Anruf", "Call"),
        ActivityKind::Email => style.pick("E-Mail", "E-mail"),
        ActivityKind::Meeting => style.pick("Treffen", "Meeting"),
        ActivityKind::Note => style.pick("Notiz", "Note"),
        ActivityKind::Engagement(_) => style.pick("Interaktion", "Engagement"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_text_are_disarmed_and_come_back_exactly() {
        for text in
            ["=1+1", "+49 30 1", "-5", "@x", "\tx", "'=1", "''-5", "'plain", "plain", "", "'"]
        {
            let written = armed(text);
            assert!(!written.starts_with(['=', '+', '-', '@', '\t']), "{text:?}");
            assert_eq!(disarmed(&written), text, "{text:?}");
        }
        let negative = Money::new(-500, crate::domain::Currency::EUR).unwrap();
        assert_eq!(Style::German.text(Cell::Money(negative)), "-5");
    }

    #[test]
    fn amounts_have_the_decimal_mark_of_their_style() {
        let money = Money::new(123_456, crate::domain::Currency::EUR).unwrap();
        assert_eq!(Style::German.text(Cell::Money(money)), "1234,56");
        assert_eq!(Style::English.text(Cell::Money(money)), "1234.56");
        assert_eq!(Style::German.text(Cell::PerCent(7_550)), "75,50%");
    }
}
