//! Adds or replaces many records at once.

use super::Label;
use crate::domain::{Activity, Deal, Organisation, Person, Pipeline};
use crate::workspace::check::check_pipeline;
use crate::workspace::edit::Edit;
use crate::workspace::{Refusal, Verb, Workspace};

/// Records to be added, or to replace those with the same id. Each has an id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// What it came from, such as a file name.
    pub source: String,
    /// Pipelines.
    pub pipelines: Vec<Pipeline>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// People.
    pub people: Vec<Person>,
    /// Deals, with outcome and history.
    pub deals: Vec<Deal>,
    /// Activities.
    pub activities: Vec<Activity>,
}

/// Records are put first and checked then, since they may link to each other.
pub(super) fn run(edit: &mut Edit<'_>, batch: Batch) -> Result<Label, Refusal> {
    let count =
        batch.deals.len() + batch.organisations.len() + batch.people.len() + batch.activities.len();
    for pipeline in batch.pipelines {
        check_pipeline(&pipeline)?;
        edit.put_pipeline(pipeline);
    }
    for organisation in batch.organisations {
        Workspace::check_organisation(&organisation)?;
        edit.put_organisation(organisation);
    }
    for person in batch.people {
        edit.workspace.check_person(&person)?;
        edit.put_person(person);
    }
    for deal in batch.deals {
        edit.workspace.check_deal(&deal)?;
        edit.put_deal(deal);
    }
    for activity in batch.activities {
        edit.workspace.check_activity(&activity)?;
        edit.put_activity(activity);
    }
    Ok(Label {
        verb: Verb::Import,
        subject: batch.source,
        count: u32::try_from(count).unwrap_or(u32::MAX),
    })
}
