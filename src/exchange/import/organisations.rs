//! Makes organisations of rows.

use super::duplicate::SimilarOrganisations;
use super::links::Links;
use super::pace::Pace;
use super::row::{Row, Rows};
use super::{ImportPlan, Reason, RecordRef, RowDecision, RowError, Warning};
use crate::domain::{Ids, Moment, Organisation, OrganisationId};
use crate::exchange::Target;
use crate::workspace::{TITLE_LIMIT, Workspace};
use std::collections::HashMap;

/// The largest number of employees that is taken for one.
const EMPLOYEE_LIMIT: i64 = 100_000_000;

pub(super) async fn plan(
    rows: &Rows<'_>,
    workspace: &Workspace,
    moment: &Moment,
    ids: &mut Ids,
    plan: &mut ImportPlan,
    pace: &mut Pace,
) {
    let links = Links::new(workspace);
    let similar = SimilarOrganisations::new(workspace);
    let mut seen: HashMap<OrganisationId, usize> = HashMap::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut links_left_out = 0;
    for row in rows.filled(&mut plan.blank, pace).await {
        pace.row().await;
        let read = read(&row, &mut links_left_out).and_then(|said| {
            identify(&row, &said, workspace, &links, &mut seen, &mut names).map(|id| (said, id))
        });
        let (said, own_id) = match read {
            Ok(read) => read,
            Err(error) => {
                plan.row_errors.push(error);
                continue;
            }
        };
        let here = own_id.and_then(|id| workspace.organisations().get(id));
        let mut organisation = here.map(|here| (**here).clone()).unwrap_or_default();
        take_over(&mut organisation, &said);
        match here {
            None => {
                organisation.id = own_id.unwrap_or_else(|| OrganisationId::fresh(ids));
                organisation.created = Some(moment.now);
                if own_id.is_none() {
                    plan.duplicates.extend(similar.find(row.number(), &organisation));
                }
                plan.new += 1;
                plan.batch.organisations.push(organisation);
            }
            Some(here) if **here != organisation => {
                plan.changed += 1;
                plan.batch.organisations.push(organisation);
            }
            Some(_) => plan.unchanged += 1,
        }
    }
    plan.warn(Warning::LinkLeftOut, links_left_out);
}

fn read(row: &Row<'_>, links_left_out: &mut usize) -> Result<Organisation, RowError> {
    row.check_width()?;
    let name = row.line(Target::Name)?;
    if name.is_empty() {
        return Err(row.error(Target::Name, Reason::NameMissing));
    }
    let employees = match row.amount(Target::Employees)? {
        None => None,
        Some((number, _)) if number.is_negative() => {
            return Err(row.error(Target::Employees, Reason::Negative));
        }
        Some((number, choice)) => {
            let count = number.whole().and_then(|whole| whole.checked_mul(choice.unit.factor()));
            let count = count.filter(|count| *count <= EMPLOYEE_LIMIT);
            let count = count.and_then(|count| u32::try_from(count).ok());
            Some(count.ok_or_else(|| row.error(Target::Employees, Reason::OutOfRange))?)
        }
    };
    let website = row.line(Target::Website)?;
    let link = link(&website);
    *links_left_out += usize::from(!website.is_empty() && link.is_empty());
    Ok(Organisation {
        name,
        industry: row.line(Target::Industry)?,
        employees,
        revenue: row.money(Target::Revenue)?,
        country: row.line(Target::Country)?,
        region: row.line(Target::Region)?,
        parent: row.line(Target::Parent)?,
        website: link,
        notes: row.text(Target::Notes)?,
        foreign_id: row.line(Target::ForeignId)?,
        ..Organisation::default()
    })
}

/// Makes an https link of what people write; empty for what is no web address.
fn link(text: &str) -> String {
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let bare = bare.unwrap_or(text);
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let link = format!("https://{bare}");
    if is_host && !bare.contains(char::is_whitespace) && link.chars().count() <= TITLE_LIMIT {
        link
    } else {
        String::new()
    }
}

/// Finds the organisation a row is about: by our own id, by the id elsewhere,
/// else by name, unless that one has another id elsewhere.
fn identify(
    row: &Row<'_>,
    said: &Organisation,
    workspace: &Workspace,
    links: &Links,
    seen: &mut HashMap<OrganisationId, usize>,
    names: &mut HashMap<String, usize>,
) -> Result<Option<OrganisationId>, RowError> {
    let own: Option<OrganisationId> = row.line(Target::OwnId)?.parse().ok();
    let merged = match row.rows.mapping.decisions.get(&row.number()) {
        Some(RowDecision::Merge(RecordRef::Organisation(id))) => Some(*id),
        Some(RowDecision::Merge(_) | RowDecision::LeaveOut) | None => None,
    };
    let own = own.or(merged.filter(|id| workspace.organisations().contains(*id)));
    let by_name = || {
        let id = links.by_name(&said.name)?;
        let here = workspace.organisations().get(id)?;
        let same = here.foreign_id.is_empty()
            || said.foreign_id.is_empty()
            || here.foreign_id == said.foreign_id;
        same.then_some(id)
    };
    let id = own.or_else(|| links.by_foreign_id(&said.foreign_id)).or_else(by_name);
    if let Some(id) = id
        && let Some(first_row) = seen.insert(id, row.number())
    {
        seen.insert(id, first_row);
        return Err(row.error(Target::Name, Reason::DuplicateName { first_row }));
    }
    // Two new rows are one organisation when both name and foreign id agree.
    let identity = format!("{}\n{}", super::super::key(&said.name), said.foreign_id);
    if id.is_none()
        && let Some(first_row) = names.insert(identity.clone(), row.number())
    {
        names.insert(identity, first_row);
        return Err(row.error(Target::Name, Reason::DuplicateName { first_row }));
    }
    Ok(id)
}

/// Takes over what the row says; what it leaves empty stays.
fn take_over(organisation: &mut Organisation, said: &Organisation) {
    for (field, said) in [
        (&mut organisation.name, &said.name),
        (&mut organisation.industry, &said.industry),
        (&mut organisation.country, &said.country),
        (&mut organisation.region, &said.region),
        (&mut organisation.parent, &said.parent),
        (&mut organisation.website, &said.website),
        (&mut organisation.notes, &said.notes),
        (&mut organisation.foreign_id, &said.foreign_id),
    ] {
        if !said.is_empty() {
            field.clone_from(said);
        }
    }
    organisation.employees = said.employees.or(organisation.employees);
    organisation.revenue = said.revenue.or(organisation.revenue);
}
