//! The records of a workspace as tables.

use super::{Cell, OWN_ID_HEADER, Style, Writer};
use crate::domain::{Activity, LossReason, Money, Outcome, Timestamp, Zone};
use crate::exchange::vocabulary::kind_names;
use crate::workspace::Workspace;

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
            ("Deal-ID", "Deal ID"),
        ]
        .map(|(de, en)| Cell::Text(style.pick(de, en))),
    );
    for activity in workspace.activities().iter() {
        let id = activity.id.to_string();
        let deal = activity.deal.and_then(|id| workspace.deals().get(id));
        let deal_id = deal.map_or_else(String::new, |deal| deal.id.to_string());
        let person = activity.person.and_then(|id| workspace.people().get(id));
        let organisation = activity.organisation.and_then(|id| workspace.organisations().get(id));
        writer.record([
            Cell::Text(&id),
            Cell::Text(style.pick(kind_names(activity.kind).0, kind_names(activity.kind).1)),
            Cell::Text(&activity.subject),
            Cell::Text(deal.map_or("", |deal| &deal.title)),
            Cell::Text(person.map_or("", |person| &person.name)),
            Cell::Text(organisation.map_or("", |organisation| &organisation.name)),
            due(activity),
            activity.done.map_or(Cell::Empty, |at| Cell::At(at, zone)),
            Cell::Text(&activity.notes),
            Cell::Text(&deal_id),
        ]);
    }
    writer.finish()
}

fn due(activity: &Activity) -> Cell<'static> {
    match (activity.due, activity.due_minute) {
        (Some(day), Some(minute)) => Cell::Clock(day, minute),
        (Some(day), None) => Cell::Day(day),
        (None, _) => Cell::Empty,
    }
}
