//! Saves, completes and removes activities.

use super::named;
use crate::domain::{Activity, ActivityId};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Refusal, Verb};

pub(super) fn save(edit: &mut Edit<'_>, mut record: Activity) -> Result<Label, Refusal> {
    if record.id.is_none() {
        record.id = ActivityId::fresh(edit.ids);
        record.created = record.created.or(Some(edit.moment.now));
    }
    record.subject = record.subject.trim().to_owned();
    edit.workspace.check_activity(&record)?;
    let label = named(Verb::SaveActivity, &record.subject);
    edit.put_activity(record);
    Ok(label)
}

fn find(edit: &Edit<'_>, id: ActivityId) -> Result<Activity, Refusal> {
    let record = edit.workspace.activities.get(id);
    Ok((**record.ok_or(Refusal::Missing(Field::Activity))?).clone())
}

pub(super) fn complete(edit: &mut Edit<'_>, id: ActivityId) -> Result<Label, Refusal> {
    let mut record = find(edit, id)?;
    record.done = record.done.or(Some(edit.moment.now));
    let label = named(Verb::CompleteActivity, &record.subject);
    edit.put_activity(record);
    Ok(label)
}

pub(super) fn reopen(edit: &mut Edit<'_>, id: ActivityId) -> Result<Label, Refusal> {
    let mut record = find(edit, id)?;
    record.done = None;
    let label = named(Verb::ReopenActivity, &record.subject);
    edit.put_activity(record);
    Ok(label)
}

pub(super) fn delete(edit: &mut Edit<'_>, id: ActivityId) -> Result<Label, Refusal> {
    let record = find(edit, id)?;
    edit.remove_activity(id);
    Ok(named(Verb::DeleteActivity, &record.subject))
}
