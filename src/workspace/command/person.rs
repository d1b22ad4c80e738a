//! Saves and removes people.

use super::named;
use crate::domain::{Person, PersonId};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Refusal, Verb};

pub(super) fn save(edit: &mut Edit<'_>, mut record: Person) -> Result<Label, Refusal> {
    if record.id.is_none() {
        record.id = PersonId::fresh(edit.ids);
        record.created = record.created.or(Some(edit.moment.now));
    }
    record.name = record.name.trim().to_owned();
    edit.workspace.check_person(&record)?;
    let label = named(Verb::SavePerson, &record.name);
    edit.put_person(record);
    Ok(label)
}

pub(super) fn delete(edit: &mut Edit<'_>, id: PersonId) -> Result<Label, Refusal> {
    let record = edit.workspace.people.get(id);
    let name = record.ok_or(Refusal::Missing(Field::Person))?.name.clone();
    let deals: Vec<_> =
        edit.workspace.deals.iter().filter(|deal| deal.people.contains(&id)).cloned().collect();
    for deal in deals {
        let mut deal = (*deal).clone();
        deal.people.retain(|person| *person != id);
        edit.put_deal(deal);
    }
    let activities: Vec<_> =
        edit.workspace.activities.iter().filter(|one| one.person == Some(id)).cloned().collect();
    for activity in activities {
        let mut activity = (*activity).clone();
        activity.person = None;
        edit.put_activity(activity);
    }
    edit.remove_person(id);
    Ok(named(Verb::DeletePerson, &name))
}
