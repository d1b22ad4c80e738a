//! Reads a document: in one pass where nothing is wrong, piece by piece where something is.

use super::TYPE;
use super::object::Object;
use super::problem::{Flaw, Found, Part, Problem, ReadError, Reading, Repair};
use super::repair::{self, SetAside};
use super::version::{self, STEPS, VERSION};
use crate::domain::{
    Activity, Deal, Extra, Organisation, Person, Pipeline, Settings, WorkspaceId, record::record,
};
use crate::workspace::Parts;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// How many field names of a foreign file are reported.
const NAMED_FIELDS: usize = 8;

record! {
    /// A whole document as it is read in one pass.
    pub struct Envelope {
        /// Always [`TYPE`].
        kind: String = "type",
        /// Version of the format, from 1.
        version: u32 = "version",
        /// The program that wrote it.
        source: String = "source",
        /// The data; a document without it is none.
        workspace: Option<Body> = "workspace",
    }
}

record! {
    /// The workspace within a document.
    pub struct Body {
        /// Identity.
        id: WorkspaceId = "id",
        /// Number of the last transaction.
        sequence: u64 = "sequence",
        /// Settings.
        settings: Settings = "settings",
        /// Pipelines.
        pipelines: Vec<Pipeline> = "pipelines",
        /// Deals.
        deals: Vec<Deal> = "deals",
        /// Organisations.
        organisations: Vec<Organisation> = "organisations",
        /// People.
        people: Vec<Person> = "people",
        /// Activities.
        activities: Vec<Activity> = "activities",
    }
}

/// Reads a document. A byte order mark before it is passed over.
///
/// Time and memory are proportional to the length of the text, whatever is in it.
///
/// # Errors
/// A [`ReadError`] when there is no workspace in it that this version can
/// read; everything less is repaired and reported.
pub fn read(text: &str) -> Result<Reading, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match read_at_once(text) {
        Some(parts) => Ok(repair::finish(parts, SetAside::default(), Vec::new(), text)),
        None => read_in_pieces(text),
    }
}

/// Reads a document of this version in which every field is what it should be.
pub(super) fn read_at_once(text: &str) -> Option<Parts> {
    let envelope: Envelope = serde_json::from_str(text).ok()?;
    if envelope.kind != TYPE || envelope.version != VERSION {
        return None;
    }
    let body = envelope.workspace?;
    Some(Parts {
        id: body.id,
        sequence: body.sequence,
        settings: body.settings,
        pipelines: body.pipelines,
        deals: body.deals,
        organisations: body.organisations,
        people: body.people,
        activities: body.activities,
        extra: body.extra,
        envelope: envelope.extra,
    })
}

/// Reads a document record by record, and a bad record field by field.
pub(super) fn read_in_pieces(text: &str) -> Result<Reading, ReadError> {
    let mut envelope = parse_envelope(text)?;
    let version = check_version(&envelope)?;
    if version < VERSION {
        version::lift(&mut envelope, version, STEPS).map_err(|error| not_json(&error))?;
    }
    let body = envelope.get("workspace").and_then(|json| Object::parse(json).ok());
    let body = body.ok_or_else(|| ReadError::NotTrichter(foreign(&envelope)))?;
    let mut pieces = Pieces { body: &body, aside: SetAside::default(), problems: Vec::new() };
    let parts = Parts {
        id: pieces.value(Part::Workspace, "id"),
        sequence: pieces.value(Part::Workspace, "sequence"),
        settings: pieces.settings(),
        pipelines: pieces.records(Part::Pipeline),
        deals: pieces.records(Part::Deal),
        organisations: pieces.records(Part::Organisation),
        people: pieces.records(Part::Person),
        activities: pieces.records(Part::Activity),
        extra: unknown::<Body>(&body),
        envelope: unknown::<Envelope>(&envelope),
    };
    Ok(repair::finish(parts, pieces.aside, pieces.problems, text))
}

fn parse_envelope(text: &str) -> Result<Object<'_>, ReadError> {
    Object::parse(text).map_err(|error| {
        // Well-formed JSON that is no object is the file of another program.
        match serde_json::from_str::<&RawValue>(text) {
            Ok(value) if value.get().starts_with('[') => ReadError::NotTrichter(Found::List),
            Ok(value) if !value.get().starts_with('{') => ReadError::NotTrichter(Found::Value),
            Ok(_) | Err(_) => not_json(&error),
        }
    })
}

fn not_json(error: &serde_json::Error) -> ReadError {
    ReadError::NotJson { line: error.line(), column: error.column() }
}

fn check_version(envelope: &Object<'_>) -> Result<u32, ReadError> {
    let kind: Option<String> = envelope.get("type").and_then(parse);
    if kind.as_deref() != Some(TYPE) {
        return Err(ReadError::NotTrichter(foreign(envelope)));
    }
    let version: Option<u64> = envelope.get("version").and_then(parse);
    let version = version.ok_or_else(|| ReadError::NotTrichter(foreign(envelope)))?;
    u32::try_from(version)
        .ok()
        .filter(|version| *version <= VERSION)
        .ok_or(ReadError::NewerVersion { version })
}

fn foreign(envelope: &Object<'_>) -> Found {
    Found::Object {
        kind: envelope.get("type").and_then(parse).unwrap_or_default(),
        fields: envelope.names().take(NAMED_FIELDS).map(str::to_owned).collect(),
    }
}

fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    // Not a storage result: the caller reports what is absent.
    serde_json::from_str(json).ok()
}

/// Keeps the fields of an object that a record type does not know.
fn unknown<T: Default + DeserializeOwned + Known>(object: &Object<'_>) -> Extra {
    let mut extra = Extra::default();
    for (name, value) in object.iter().filter(|(name, _)| !T::FIELDS.contains(name)) {
        extra.keep(name, value.to_owned());
    }
    extra
}

/// The names of the fields of the two outer objects.
trait Known {
    const FIELDS: &'static [&'static str];
}

impl Known for Envelope {
    const FIELDS: &'static [&'static str] = &["type", "version", "source", "workspace"];
}

impl Known for Body {
    const FIELDS: &'static [&'static str] = &[
        "id",
        "sequence",
        "settings",
        "pipelines",
        "deals",
        "organisations",
        "people",
        "activities",
    ];
}

/// A workspace that is read piece by piece.
struct Pieces<'a> {
    body: &'a Object<'a>,
    aside: SetAside,
    problems: Vec<Problem>,
}

impl Pieces<'_> {
    fn value<T: Default + DeserializeOwned>(&mut self, part: Part, name: &str) -> T {
        let Some(json) = self.body.get(name) else { return T::default() };
        serde_json::from_str(json).unwrap_or_else(|error| {
            let repair = Repair::FieldSetAside(name.to_owned());
            self.report(part, String::new(), Flaw::Unreadable(error.to_string()), repair, json);
            self.aside.keep(part, json);
            T::default()
        })
    }

    fn settings(&mut self) -> Settings {
        let Some(json) = self.body.get("settings") else { return Settings::default() };
        self.record(Part::Settings, json).unwrap_or_default()
    }

    fn records<T: Default + DeserializeOwned>(&mut self, part: Part) -> Vec<T> {
        let Some(list) = self.body.get(part.field()) else { return Vec::new() };
        match serde_json::from_str::<Vec<&RawValue>>(list) {
            Ok(rows) => rows.iter().filter_map(|row| self.record(part, row.get())).collect(),
            Err(error) => {
                let flaw = Flaw::Unreadable(error.to_string());
                self.report(part, String::new(), flaw, Repair::SetAside, list);
                self.aside.keep(part, list);
                Vec::new()
            }
        }
    }

    /// Reads a record; if a field of it is not what it should be, without that
    /// field; `None` when it is no record at all.
    fn record<T: Default + DeserializeOwned>(&mut self, part: Part, json: &str) -> Option<T> {
        let error = match serde_json::from_str(json) {
            Ok(record) => return Some(record),
            Err(error) => error.to_string(),
        };
        let Some((record, id, bad)) = salvage(json) else {
            self.report(part, String::new(), Flaw::Unreadable(error), Repair::SetAside, json);
            self.aside.keep(part, json);
            return None;
        };
        for (field, error) in bad {
            let repair = Repair::FieldSetAside(field);
            self.report(part, id.clone(), Flaw::Unreadable(error), repair, json);
        }
        Some(record)
    }

    fn report(&mut self, part: Part, id: String, flaw: Flaw, repair: Repair, json: &str) {
        let (name, text) = (String::new(), json.to_owned());
        self.problems.push(Problem { part, id, name, flaw, repair, text });
    }
}

/// Name of each bad field and what is wrong with it.
type BadFields = Vec<(String, String)>;

/// Reads what can be read of a record: the record, its id, and
/// name and reason of each field that cannot.
///
/// A bad id makes the whole record unreadable: nothing could name it.
fn salvage<T: DeserializeOwned>(json: &str) -> Option<(T, String, BadFields)> {
    let mut object = Object::parse(json).ok()?;
    let mut bad = Vec::new();
    object.rename(|name, value| {
        let key = serde_json::to_string(name).ok()?;
        let alone = format!("{{{key}:{}}}", value.get());
        let error = serde_json::from_str::<T>(&alone).err()?;
        bad.push((name.to_owned(), error.to_string()));
        Some(repair::aside_name(name))
    });
    if bad.iter().any(|(name, _)| name == "id") {
        return None;
    }
    let id = object.get("id").and_then(parse).unwrap_or_default();
    let record = serde_json::from_str(&object.to_json().ok()?).ok()?;
    Some((record, id, bad))
}
