//! Makes activities of rows.

use super::histories::Deals;
use super::links::Links;
use super::pace::Pace;
use super::row::{Row, Rows};
use super::{ImportPlan, Reason, RowError, Warning};
use crate::domain::{Activity, ActivityId, Day, DealId, Ids, Moment};
use crate::exchange::date::When;
use crate::exchange::{Target, key, vocabulary};
use crate::workspace::{TITLE_LIMIT, Workspace};
use std::collections::HashMap;

/// What makes an activity the same one: subject, deal and day.
type Likeness = (String, Option<DealId>, Option<Day>);

pub(super) async fn plan(
    rows: &Rows<'_>,
    workspace: &Workspace,
    moment: &Moment,
    ids: &mut Ids,
    plan: &mut ImportPlan,
    pace: &mut Pace,
) {
    let mut links = Links::new(workspace);
    let deals = Deals::new(workspace);
    let mut known: HashMap<Likeness, Vec<ActivityId>> = HashMap::new();
    for activity in workspace.activities().iter() {
        known.entry(likeness(activity)).or_default().push(activity.id);
    }
    let mut seen: HashMap<ActivityId, usize> = HashMap::new();
    let mut unknown_deal = 0;
    for row in rows.filled(&mut plan.blank, pace).await {
        pace.row().await;
        let read = read(&row, &deals, workspace, moment, &mut unknown_deal);
        let (own_id, mut said, names) = match read {
            Ok(read) => read,
            Err(error) => {
                plan.row_errors.push(error);
                continue;
            }
        };
        said.organisation = links.organisation(
            &names.organisation,
            &names.organisation_foreign_id,
            moment,
            ids,
            plan,
        );
        said.person = links.person_by_foreign_id(&names.person_foreign_id).or_else(|| {
            let of_deal = said.deal.and_then(|id| workspace.deals().get(id));
            let organisation = said.organisation.or(of_deal.and_then(|deal| deal.organisation));
            let here = links.find_person(&names.person, organisation);
            let known = here.or_else(|| links.find_person_anywhere(&names.person));
            known.or_else(|| links.person(&names.person, organisation, moment, ids, plan))
        });
        let own_id = own_id.filter(|id: &ActivityId| {
            workspace.activities().contains(*id) || !is_next_step(&said, &known)
        });
        let twin = known.get_mut(&likeness(&said)).and_then(Vec::pop);
        let next_step = || {
            let (subject, deal, _) = likeness(&said);
            let undated = known.get_mut(&(subject, deal, None)).filter(|_| said.deal.is_some());
            undated.and_then(Vec::pop)
        };
        let id = own_id.or(twin).or_else(next_step).unwrap_or_else(|| ActivityId::fresh(ids));
        if let Some(first_row) = seen.insert(id, row.number()) {
            seen.insert(id, first_row);
            plan.row_errors.push(row.error(Target::OwnId, Reason::DuplicateId { first_row }));
            continue;
        }
        let here = workspace.activities().get(id);
        let mut activity = here.map(|here| (**here).clone()).unwrap_or_default();
        take_over(&mut activity, &said, &row, moment);
        match here {
            None => {
                activity.id = id;
                activity.created = Some(moment.now);
                plan.new += 1;
                plan.batch.activities.push(activity);
            }
            Some(here) if **here != activity => {
                plan.changed += 1;
                plan.batch.activities.push(activity);
            }
            Some(_) => plan.unchanged += 1,
        }
    }
    plan.warn(Warning::UnknownDeal, unknown_deal);
}

/// Returns true when a deal came in with this task as the words of its next
/// step, without a day: it is that task.
fn is_next_step(said: &Activity, known: &HashMap<Likeness, Vec<ActivityId>>) -> bool {
    let (subject, deal, _) = likeness(said);
    deal.is_some()
        && said.is_open_task()
        && known.get(&(subject, deal, None)).is_some_and(|ids| !ids.is_empty())
}

fn likeness(activity: &Activity) -> Likeness {
    (key(&activity.subject), activity.deal, activity.due)
}

/// Names of what an activity is linked to.
struct Names {
    person: String,
    person_foreign_id: String,
    organisation: String,
    organisation_foreign_id: String,
}

fn read(
    row: &Row<'_>,
    deals: &Deals,
    workspace: &Workspace,
    moment: &Moment,
    unknown_deal: &mut usize,
) -> Result<(Option<ActivityId>, Activity, Names), RowError> {
    row.check_width()?;
    let notes = row.text(Target::Notes)?;
    let mut subject = row.line(Target::Subject)?;
    if subject.is_empty() {
        // A note without a subject has its first line for one.
        let line = notes.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        subject = line.trim().chars().take(TITLE_LIMIT).collect();
    }
    if subject.is_empty() {
        return Err(row.error(Target::Subject, Reason::TitleMissing));
    }
    let foreign = row.line(Target::DealForeignId)?;
    let title = row.line(Target::Deal)?;
    let deal = deals.find("", &foreign, &title, workspace);
    if deal.is_none() && !(foreign.is_empty() && title.is_empty()) {
        *unknown_deal += 1;
    }
    let (due, due_minute) = match row.when(Target::Due)? {
        None => (None, None),
        Some(When::Day(day)) => (Some(day), None),
        Some(when @ (When::Local(..) | When::Instant(_))) => {
            let at = when.timestamp(&moment.zone);
            let minute = u16::try_from(moment.zone.minute_of_day(at)).ok();
            (Some(moment.zone.day(at)), minute)
        }
    };
    let activity = Activity {
        kind: vocabulary::activity_kind(&row.line(Target::ActivityKind)?),
        subject,
        deal,
        due,
        due_minute,
        done: done(row, moment, due)?,
        notes,
        ..Activity::default()
    };
    let names = Names {
        person: row.line(Target::Person)?,
        person_foreign_id: row.line(Target::PersonForeignId)?,
        organisation: row.line(Target::Organisation)?,
        organisation_foreign_id: row.line(Target::OrganisationForeignId)?,
    };
    Ok((row.line(Target::OwnId)?.parse().ok(), activity, names))
}

/// Words for "it is done".
const YES: [&str; 11] = [
    "1",
    "true",
    "yes",
    "ja",
    "done",
    "erledigt",
    "completed",
    "abgeschlossen",
    "x",
    "ano",
    "hotovo",
];

/// A time, or a word for yes: then it was done when it was due.
fn done(
    row: &Row<'_>,
    moment: &Moment,
    due: Option<Day>,
) -> Result<Option<crate::domain::Timestamp>, RowError> {
    let said = row.line(Target::Done)?;
    if YES.contains(&said.to_lowercase().as_str()) {
        let day = due.map(|day| moment.zone.start_of(day));
        return Ok(Some(day.map_or(moment.now, |day| day.min(moment.now))));
    }
    if !said.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    Ok(row.when(Target::Done)?.map(|when| when.timestamp(&moment.zone)))
}

/// Takes over what the row says; what it leaves empty stays.
fn take_over(activity: &mut Activity, said: &Activity, row: &Row<'_>, moment: &Moment) {
    if row.rows.has(Target::ActivityKind) || activity.id.is_none() {
        activity.kind = said.kind;
    }
    activity.subject.clone_from(&said.subject);
    if !said.notes.is_empty() {
        activity.notes.clone_from(&said.notes);
    }
    activity.deal = said.deal.or(activity.deal);
    activity.person = said.person.or(activity.person);
    activity.organisation = said.organisation.or(activity.organisation);
    if said.due.is_some() {
        (activity.due, activity.due_minute) = (said.due, said.due_minute);
    }
    let second = |at: crate::domain::Timestamp| at.millis().div_euclid(1_000);
    let same = said.done.zip(activity.done).is_some_and(|(said, here)| {
        // Our own export writes seconds, and a day for midnight.
        second(said) == second(here) || is_yes(row) || said > moment.now
    });
    if !same {
        activity.done = said.done.or(activity.done);
    }
}

fn is_yes(row: &Row<'_>) -> bool {
    row.line(Target::Done).is_ok_and(|said| YES.contains(&said.to_lowercase().as_str()))
}
