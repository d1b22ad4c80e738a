//! Repairs single fields of organisations, people and activities.

use super::problem::Repair;
use crate::domain::{Activity, Organisation, Person};
use crate::workspace::{self, Field, Refusal, TEXT_LIMIT, TITLE_LIMIT};

/// What stands for an empty name.
pub(super) const DASH: &str = "–";

/// Says whether a name is empty or too long.
pub(super) fn title_flaw(text: &str) -> Result<(), Refusal> {
    workspace::check_title(text, Field::Name)
}

/// Makes a name of an empty or a too long text.
pub(super) fn mend_title(text: &mut String, empty: &str) -> Repair {
    if text.trim().is_empty() {
        *text = empty.to_owned();
        return Repair::Named;
    }
    cut(text, TITLE_LIMIT)
}

pub(super) fn cut(text: &mut String, limit: usize) -> Repair {
    if let Some((end, _)) = text.char_indices().nth(limit) {
        text.truncate(end);
    }
    Repair::Cut
}

#[allow(clippy::wildcard_enum_match_arm, reason = "every other refusal has no repair")]
pub(super) fn mend_organisation(
    organisation: &mut Organisation,
    refusal: &Refusal,
) -> Option<Repair> {
    Some(match refusal {
        Refusal::Empty(Field::Name) | Refusal::TooLong { field: Field::Name, .. } => {
            mend_title(&mut organisation.name, DASH)
        }
        Refusal::Negative(Field::Revenue) => cleared(&mut organisation.revenue),
        Refusal::LinkNotAllowed | Refusal::TooLong { field: Field::Website, .. } => {
            organisation.website.clear();
            Repair::Cleared
        }
        Refusal::TooLong { field: Field::Other, .. } => cut_all([
            &mut organisation.industry,
            &mut organisation.country,
            &mut organisation.region,
            &mut organisation.parent,
        ]),
        Refusal::TooLong { field: Field::Notes, .. } => cut(&mut organisation.notes, TEXT_LIMIT),
        _ => return None,
    })
}

#[allow(clippy::wildcard_enum_match_arm, reason = "every other refusal has no repair")]
pub(super) fn mend_person(person: &mut Person, refusal: &Refusal) -> Option<Repair> {
    Some(match refusal {
        Refusal::Empty(Field::Name) | Refusal::TooLong { field: Field::Name, .. } => {
            mend_title(&mut person.name, DASH)
        }
        Refusal::TooLong { field: Field::Other, .. } => cut_all([
            &mut person.position,
            &mut person.department,
            &mut person.phone,
            &mut person.email,
        ]),
        Refusal::TooLong { field: Field::Notes, .. } => cut(&mut person.notes, TEXT_LIMIT),
        Refusal::Missing(Field::Organisation) => cleared(&mut person.organisation),
        _ => return None,
    })
}

#[allow(clippy::wildcard_enum_match_arm, reason = "every other refusal has no repair")]
pub(super) fn mend_activity(activity: &mut Activity, refusal: &Refusal) -> Option<Repair> {
    Some(match refusal {
        Refusal::Empty(Field::Subject) | Refusal::TooLong { field: Field::Subject, .. } => {
            mend_title(&mut activity.subject, DASH)
        }
        Refusal::TooLong { field: Field::Notes, .. } => cut(&mut activity.notes, TEXT_LIMIT),
        Refusal::OutOfRange(Field::Due) => cleared(&mut activity.due_minute),
        Refusal::Missing(Field::Deal) => cleared(&mut activity.deal),
        Refusal::Missing(Field::Person) => cleared(&mut activity.person),
        Refusal::Missing(Field::Organisation) => cleared(&mut activity.organisation),
        _ => return None,
    })
}

pub(super) fn cleared<T>(value: &mut Option<T>) -> Repair {
    *value = None;
    Repair::Cleared
}

pub(super) fn cut_if_long(text: &mut String, limit: usize) -> Option<Repair> {
    let length = text.len();
    let repair = cut(text, limit);
    (text.len() < length).then_some(repair)
}

pub(super) fn cut_all<const N: usize>(texts: [&mut String; N]) -> Repair {
    for text in texts {
        cut(text, TITLE_LIMIT);
    }
    Repair::Cut
}
