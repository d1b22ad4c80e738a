//! Open tasks as a calendar (iCalendar, RFC 5545).

use super::lines::{Lines, utc};
use crate::domain::{Day, Moment, Timestamp};
use crate::exchange::export::Style;
use crate::exchange::vocabulary;
use crate::workspace::Workspace;

/// How long a task with a time of day takes in the calendar, in milliseconds.
const LENGTH: i64 = 30 * 60_000;

/// Writes every open task that has a day, as events: Outlook and Google read no
/// to-dos. A task without a time of day is a whole day and blocks no time. The
/// UID of a task stays the same, so importing again replaces it.
pub fn calendar(workspace: &Workspace, moment: &Moment, style: Style) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN:VCALENDAR");
    lines.plain("VERSION:2.0");
    lines.plain("PRODID:-//Trichter//Trichter//EN");
    lines.plain("CALSCALE:GREGORIAN");
    lines.plain("METHOD:PUBLISH");
    lines.text("X-WR-CALNAME", &workspace.settings().name);
    for task in workspace.activities().iter().filter(|task| task.is_open_task()) {
        let Some(day) = task.due else { continue };
        let deal = task.deal.and_then(|id| workspace.deals().get(id));
        let person = task.person.and_then(|id| workspace.people().get(id));
        let organisation = task
            .organisation
            .or(deal.and_then(|deal| deal.organisation))
            .and_then(|id| workspace.organisations().get(id));
        let summary = match deal {
            Some(deal) => format!("{} – {}", task.subject, deal.title),
            None => task.subject.clone(),
        };
        let mut about: Vec<&str> = Vec::new();
        about.extend(organisation.map(|organisation| organisation.name.as_str()));
        if let Some(person) = person {
            about.extend([&*person.name, &*person.phone, &*person.email]);
        }
        about.push(&task.notes);
        about.retain(|line| !line.trim().is_empty());
        lines.plain("BEGIN:VEVENT");
        lines.plain(&format!("UID:{}@trichter", task.id));
        lines.plain(&format!("DTSTAMP:{}", utc(moment.now)));
        match task.due_minute {
            None => {
                lines.plain(&format!("DTSTART;VALUE=DATE:{}", date(day)));
                lines.plain(&format!("DTEND;VALUE=DATE:{}", date(day.plus_days(1))));
                lines.plain("TRANSP:TRANSPARENT");
            }
            Some(minute) => {
                let start = moment.zone.at_minute(day, u32::from(minute));
                let end = Timestamp::from_millis(start.millis() + LENGTH);
                lines.plain(&format!("DTSTART:{}", utc(start)));
                lines.plain(&format!("DTEND:{}", utc(end)));
            }
        }
        lines.text("SUMMARY", &summary);
        lines.text("DESCRIPTION", &about.join("\n"));
        let (de, en) = vocabulary::kind_names(task.kind);
        lines.text("CATEGORIES", style.pick(de, en));
        lines.plain("END:VEVENT");
    }
    lines.plain("END:VCALENDAR");
    lines.finish()
}

fn date(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month_number(), day.day_of_month())
}
