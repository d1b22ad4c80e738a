//! Makes people of rows.

use super::duplicate::SimilarPeople;
use super::links::Links;
use super::pace::Pace;
use super::row::{Row, Rows};
use super::{ImportPlan, Reason, RecordRef, RowDecision, RowError, Warning};
use crate::domain::{Ids, Moment, OrganisationId, Person, PersonId};
use crate::exchange::Target;
use crate::workspace::{TITLE_LIMIT, Workspace};
use std::collections::HashMap;

pub(super) async fn plan(
    rows: &Rows<'_>,
    workspace: &Workspace,
    moment: &Moment,
    ids: &mut Ids,
    plan: &mut ImportPlan,
    pace: &mut Pace,
) {
    let mut links = Links::new(workspace);
    let similar = SimilarPeople::new(workspace);
    let by_foreign_id: HashMap<&str, PersonId> = workspace
        .people()
        .iter()
        .filter(|person| !person.foreign_id.is_empty())
        .map(|person| (person.foreign_id.as_str(), person.id))
        .collect();
    let mut seen: HashMap<PersonId, usize> = HashMap::new();
    let mut unknown_organisation = 0;
    for row in rows.filled(&mut plan.blank, pace).await {
        pace.row().await;
        let said = match read(&row) {
            Ok(said) => said,
            Err(error) => {
                plan.row_errors.push(error);
                continue;
            }
        };
        let organisation = links
            .by_foreign_id(&said.organisation_foreign_id)
            .or_else(|| links.by_name(&said.organisation));
        let by_name = || {
            let id = links.find_person(&said.person.name, organisation)?;
            let here = workspace.people().get(id);
            // Someone of that name with another id elsewhere is someone else.
            let same = here.is_none_or(|here| {
                said.person.foreign_id.is_empty()
                    || here.foreign_id.is_empty()
                    || here.foreign_id == said.person.foreign_id
            });
            same.then_some(id)
        };
        let foreign_id = said.person.foreign_id.as_str();
        let merged = match rows.mapping.decisions.get(&row.number()) {
            Some(RowDecision::Merge(RecordRef::Person(id))) => Some(*id),
            Some(RowDecision::Merge(_) | RowDecision::LeaveOut) | None => None,
        };
        let merged = merged.filter(|id| workspace.people().contains(*id));
        let own_id = said.own_id.or(merged);
        let id = own_id.or_else(|| by_foreign_id.get(foreign_id).copied()).or_else(by_name);
        if let Some(first_row) = id.and_then(|id| seen.get(&id).copied()) {
            let reason = Reason::DuplicateName { first_row };
            plan.row_errors.push(row.error(Target::Name, reason));
            continue;
        }
        let organisation = links.organisation(
            &said.organisation,
            &said.organisation_foreign_id,
            moment,
            ids,
            plan,
        );
        if organisation.is_none() && !said.organisation_foreign_id.is_empty() {
            unknown_organisation += 1;
        }
        let id = id.unwrap_or_else(|| PersonId::fresh(ids));
        seen.insert(id, row.number());
        let here = workspace.people().get(id);
        let mut person = here.map(|here| (**here).clone()).unwrap_or_default();
        take_over(&mut person, &said.person, organisation);
        match here {
            None => {
                person.id = id;
                person.created = Some(moment.now);
                if said.own_id.is_none() {
                    plan.duplicates.extend(similar.find(row.number(), &person));
                }
                links.remember(&person);
                plan.new += 1;
                plan.batch.people.push(person);
            }
            Some(here) if **here != person => {
                plan.changed += 1;
                plan.batch.people.push(person);
            }
            Some(_) => plan.unchanged += 1,
        }
    }
    plan.warn(Warning::UnknownOrganisation, unknown_organisation);
}

struct PersonRow {
    own_id: Option<PersonId>,
    person: Person,
    organisation: String,
    organisation_foreign_id: String,
}

fn read(row: &Row<'_>) -> Result<PersonRow, RowError> {
    row.check_width()?;
    let mut name = row.line(Target::Name)?;
    if name.is_empty() {
        let (first, last) = (row.line(Target::FirstName)?, row.line(Target::LastName)?);
        name = format!("{first} {last}").trim().to_owned();
    }
    let length = name.chars().count();
    if name.is_empty() {
        return Err(row.error(Target::Name, Reason::NameMissing));
    }
    if length > TITLE_LIMIT {
        return Err(row.error(Target::Name, Reason::TooLong { length, limit: TITLE_LIMIT }));
    }
    Ok(PersonRow {
        own_id: row.line(Target::OwnId)?.parse().ok(),
        organisation: row.line(Target::Organisation)?,
        organisation_foreign_id: row.line(Target::OrganisationForeignId)?,
        person: Person {
            name,
            position: row.line(Target::Position)?,
            department: row.line(Target::Department)?,
            phone: row.line(Target::Phone)?,
            email: row.line(Target::Email)?,
            notes: row.text(Target::Notes)?,
            foreign_id: row.line(Target::ForeignId)?,
            ..Person::default()
        },
    })
}

/// Takes over what the row says; what it leaves empty stays.
fn take_over(person: &mut Person, said: &Person, organisation: Option<OrganisationId>) {
    for (field, said) in [
        (&mut person.name, &said.name),
        (&mut person.position, &said.position),
        (&mut person.department, &said.department),
        (&mut person.phone, &said.phone),
        (&mut person.email, &said.email),
        (&mut person.notes, &said.notes),
        (&mut person.foreign_id, &said.foreign_id),
    ] {
        if !said.is_empty() {
            field.clone_from(said);
        }
    }
    person.organisation = organisation.or(person.organisation);
}
