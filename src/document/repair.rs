//! Makes a workspace that breaks no rule of what was read.

use super::object::Object;
use super::problem::{Flaw, Part, Problem, Reading, Repair};
use super::{field, mend};
use crate::domain::{Deal, Extra, Ids, Outcome, Settings, StageId, Timestamp, WorkspaceId};
use crate::workspace::{Parts, Record, Workspace, check_scenarios, check_scoring};
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt::Display;

/// The list of records that cannot be read, and the prefix of such fields.
const SET_ASIDE: &str = "setAside";

/// The largest number a JavaScript number holds exactly; ranks and sequence
/// numbers stay within it, so that reckoning with them cannot overflow.
const SAFE: i64 = (1 << 53) - 1;

/// The furthest instant from 1970 that JavaScript's dates know, in milliseconds.
const FURTHEST: i64 = 8_640_000_000_000_000;

/// The name of a workspace that has none.
const NAMELESS: &str = "Trichter";

/// Returns the name under which a field is kept that cannot be used.
pub(super) fn aside_name(field: &str) -> String {
    format!("{SET_ASIDE}.{field}")
}

/// Records that are kept as text because nothing better can be made of them.
#[derive(Default)]
pub(super) struct SetAside(Vec<String>);

impl SetAside {
    /// Keeps a record.
    pub fn keep(&mut self, part: Part, json: &str) {
        self.0.push(format!("{{\"in\":\"{}\",\"record\":{json}}}", part.field()));
    }

    /// Writes the list, after what an earlier reading kept there.
    fn into_extra(self, extra: &mut Extra) {
        if self.0.is_empty() {
            return;
        }
        let known =
            extra.iter().filter(|(name, _)| *name == SET_ASIDE).last().map(|(_, raw)| raw.get());
        let earlier: Vec<&RawValue> = match known.map(serde_json::from_str) {
            Some(Ok(rows)) => rows,
            // What is there is no list of ours: it becomes the first row.
            Some(Err(_)) => {
                known.and_then(|raw| serde_json::from_str(raw).ok()).into_iter().collect()
            }
            None => Vec::new(),
        };
        let earlier = earlier.iter().map(|raw| raw.get());
        let rows: Vec<&str> = earlier.chain(self.0.iter().map(String::as_str)).collect();
        if let Ok(list) = RawValue::from_string(format!("[\n{}\n]", rows.join(",\n"))) {
            extra.keep(SET_ASIDE, list);
        }
    }
}

/// Repairs what was read until it breaks no rule.
pub(super) fn finish(
    mut parts: Parts,
    mut aside: SetAside,
    mut problems: Vec<Problem>,
    text: &str,
) -> Reading {
    // Ids are made of the text: reading the same text twice gives the same workspace.
    let mut ids = Ids::seeded(fingerprint(text));
    bound(&mut parts, &mut problems);
    name(&mut parts, &mut ids, &mut problems);
    macro_rules! unique {
        ($($table:ident $part:ident),*) => {
            $(single(&mut parts.$table, Part::$part, &mut aside, &mut problems);)*
        };
    }
    unique!(pipelines Pipeline, deals Deal, organisations Organisation, people Person, activities Activity);
    let mut workspace = Workspace::from_parts(parts);
    mend::mend(&mut workspace, &mut aside, &mut ids, &mut problems);
    if !aside.0.is_empty() {
        let mut parts = taken_apart(&workspace);
        aside.into_extra(&mut parts.extra);
        workspace = Workspace::from_parts(parts);
    }
    Reading { workspace, problems }
}

/// FNV-1a of 64 bits over at most the first 64 KiB: enough to tell files apart.
fn fingerprint(text: &str) -> u64 {
    text.bytes().take(1 << 16).fold(0xcbf2_9ce4_8422_2325 ^ text.len() as u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn taken_apart(workspace: &Workspace) -> Parts {
    Parts {
        id: workspace.id(),
        sequence: workspace.sequence(),
        settings: (**workspace.settings()).clone(),
        pipelines: workspace.pipelines().iter().map(|arc| (**arc).clone()).collect(),
        deals: workspace.deals().iter().map(|arc| (**arc).clone()).collect(),
        organisations: workspace.organisations().iter().map(|arc| (**arc).clone()).collect(),
        people: workspace.people().iter().map(|arc| (**arc).clone()).collect(),
        activities: workspace.activities().iter().map(|arc| (**arc).clone()).collect(),
        extra: workspace.extra().clone(),
        envelope: workspace.envelope().clone(),
    }
}

/// Writes a record as JSON text for a report.
pub(super) fn json_of<T: Serialize>(record: &T) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

/// Keeps under `setAside.NAME` every field that a repair changed.
pub(super) fn keep_changed(before: &str, after: &str, extra: &mut Extra) {
    let (Ok(before), Ok(after)) = (Object::parse(before), Object::parse(after)) else { return };
    for (name, value) in before.iter() {
        // A history is only appended to; what it was is still in it.
        if name != "history" && after.get(name) != Some(value.get()) {
            extra.keep(&aside_name(name), value.to_owned());
        }
    }
}

/// Moves numbers that could overflow later to the nearest bound.
fn bound(parts: &mut Parts, problems: &mut Vec<Problem>) {
    const SAFE_SEQUENCE: u64 = SAFE.unsigned_abs();
    let mut report = |part, id: String, name: &str, text: String| {
        let (flaw, repair) = (Flaw::Beyond, Repair::Clamped);
        problems.push(Problem { part, id, name: name.to_owned(), flaw, repair, text });
    };
    if parts.sequence > SAFE_SEQUENCE {
        report(Part::Workspace, String::new(), "", parts.sequence.to_string());
        parts.sequence = SAFE_SEQUENCE;
    }
    for pipeline in &mut parts.pipelines {
        if pipeline.order.abs_diff(0) > SAFE_SEQUENCE {
            report(Part::Pipeline, pipeline.id.to_string(), &pipeline.name, json_of(pipeline));
            pipeline.order = pipeline.order.clamp(-SAFE, SAFE);
        }
    }
    for deal in &mut parts.deals {
        if is_beyond(deal) {
            report(Part::Deal, deal.id.to_string(), &deal.title, json_of(deal));
            deal.rank = deal.rank.clamp(-SAFE, SAFE);
            deal.edited = near(deal.edited);
            deal.created = deal.created.map(near);
            deal.outcome = match deal.outcome {
                Outcome::Open => Outcome::Open,
                Outcome::Won(at) => Outcome::Won(at.map(near)),
                Outcome::Lost(at) => Outcome::Lost(at.map(near)),
            };
            deal.history.iter_mut().for_each(|event| event.at = event.at.map(near));
        }
    }
    for organisation in &mut parts.organisations {
        if organisation.created.is_some_and(far) {
            let text = json_of(organisation);
            report(Part::Organisation, organisation.id.to_string(), &organisation.name, text);
            organisation.created = organisation.created.map(near);
        }
    }
    for person in &mut parts.people {
        if person.created.is_some_and(far) {
            report(Part::Person, person.id.to_string(), &person.name, json_of(person));
            person.created = person.created.map(near);
        }
    }
    for activity in &mut parts.activities {
        if activity.created.is_some_and(far) || activity.done.is_some_and(far) {
            report(Part::Activity, activity.id.to_string(), &activity.subject, json_of(activity));
            activity.created = activity.created.map(near);
            activity.done = activity.done.map(near);
        }
    }
}

fn is_beyond(deal: &Deal) -> bool {
    let times = [Some(deal.edited), deal.created, deal.outcome.closed_at()];
    deal.rank.unsigned_abs() > SAFE.unsigned_abs()
        || times.into_iter().flatten().any(far)
        || deal.history.iter().filter_map(|event| event.at).any(far)
}

fn far(at: Timestamp) -> bool {
    at.millis().unsigned_abs() > FURTHEST.unsigned_abs()
}

fn near(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.millis().clamp(-FURTHEST, FURTHEST))
}

/// Gives the workspace and its stages what they must have of their own: an id, a name.
fn name(parts: &mut Parts, ids: &mut Ids, problems: &mut Vec<Problem>) {
    let mut report = |part, flaw, repair, text: String| {
        let (id, name) = (String::new(), String::new());
        problems.push(Problem { part, id, name, flaw, repair, text });
    };
    if parts.id.is_none() {
        parts.id = WorkspaceId::fresh(ids);
        report(Part::Workspace, Flaw::NoId, Repair::Made, String::new());
    }
    for pipeline in &mut parts.pipelines {
        if pipeline.stages.iter().any(|stage| stage.id.is_none()) {
            report(Part::Pipeline, Flaw::NoId, Repair::Made, json_of(pipeline));
            let nameless = pipeline.stages.iter_mut().filter(|stage| stage.id.is_none());
            nameless.for_each(|stage| stage.id = StageId::fresh(ids));
        }
    }
    let before = parts.settings.clone();
    let settings = &mut parts.settings;
    if let Err(refusal) = field::title_flaw(&settings.name) {
        let repair = field::mend_title(&mut settings.name, NAMELESS);
        report(Part::Settings, Flaw::Rule(refusal), repair, json_of(&before));
    }
    if let Err(refusal) = check_scoring(&settings.scoring) {
        settings.scoring = Settings::default().scoring;
        report(Part::Settings, Flaw::Rule(refusal), Repair::Cleared, json_of(&before));
    }
    if let Err(refusal) = check_scenarios(&settings.scenarios) {
        for scenario in std::mem::take(&mut settings.scenarios) {
            settings.scenarios.push(scenario);
            if check_scenarios(&settings.scenarios).is_err() {
                settings.scenarios.pop();
            }
        }
        report(Part::Settings, Flaw::Rule(refusal), Repair::Cleared, json_of(&before));
    }
    if *settings != before {
        let after = json_of(settings);
        keep_changed(&json_of(&before), &after, &mut settings.extra);
    }
}

/// Sets aside records without an id and all but the last of several with one id.
fn single<R>(records: &mut Vec<R>, part: Part, aside: &mut SetAside, problems: &mut Vec<Problem>)
where
    R: Record + Serialize,
    R::Id: Default + Display + std::hash::Hash,
{
    let none = R::Id::default();
    let ascending = records.is_sorted_by(|one, two| one.id() < two.id());
    if ascending && records.first().is_none_or(|first| first.id() != none) {
        return;
    }
    let mut seen = HashSet::with_capacity(records.len());
    let mut kept: Vec<R> = Vec::with_capacity(records.len());
    for record in records.drain(..).rev() {
        let id = record.id();
        let flaw = if id == none {
            Flaw::NoId
        } else if seen.insert(id) {
            kept.push(record);
            continue;
        } else {
            Flaw::SameId
        };
        let text = json_of(&record);
        aside.keep(part, &text);
        let (id, name) = (id.to_string(), String::new());
        problems.push(Problem { part, id, name, flaw, repair: Repair::SetAside, text });
    }
    kept.reverse();
    *records = kept;
}
