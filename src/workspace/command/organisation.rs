//! Saves and removes organisations.

use super::named;
use crate::domain::{Organisation, OrganisationId};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Refusal, Verb, Workspace};

pub(super) fn save(edit: &mut Edit<'_>, mut record: Organisation) -> Result<Label, Refusal> {
    if record.id.is_none() {
        record.id = OrganisationId::fresh(edit.ids);
        record.created = record.created.or(Some(edit.moment.now));
    }
    record.name = record.name.trim().to_owned();
    Workspace::check_organisation(&record)?;
    let label = named(Verb::SaveOrganisation, &record.name);
    edit.put_organisation(record);
    Ok(label)
}

pub(super) fn delete(edit: &mut Edit<'_>, id: OrganisationId) -> Result<Label, Refusal> {
    let record = edit.workspace.organisations.get(id);
    let name = record.ok_or(Refusal::Missing(Field::Organisation))?.name.clone();
    let deals: Vec<_> =
        edit.workspace.deals.iter().filter(|deal| deal.organisation == Some(id)).cloned().collect();
    for deal in deals {
        let mut deal = (*deal).clone();
        deal.organisation = None;
        edit.put_deal(deal);
    }
    let people: Vec<_> =
        edit.workspace.people.iter().filter(|one| one.organisation == Some(id)).cloned().collect();
    for person in people {
        let mut person = (*person).clone();
        person.organisation = None;
        edit.put_person(person);
    }
    let activities = edit.workspace.activities.iter();
    let activities: Vec<_> =
        activities.filter(|one| one.organisation == Some(id)).cloned().collect();
    for activity in activities {
        let mut activity = (*activity).clone();
        activity.organisation = None;
        edit.put_activity(activity);
    }
    edit.remove_organisation(id);
    Ok(named(Verb::DeleteOrganisation, &name))
}
