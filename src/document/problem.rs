//! What can be wrong with a document and what was done about it.

use super::NotText;
use crate::domain::StageId;
use crate::workspace::{Refusal, Workspace};

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The workspace; it breaks no rule.
    pub workspace: Workspace,
    /// What was wrong and how it was repaired, in the order of the repairs.
    pub problems: Vec<Problem>,
}

/// Why nothing could be read. Nothing was changed by trying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The bytes are no text.
    NotText(NotText),
    /// The text is no JSON; often the file is cut off.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1; 0 for an empty line.
        column: usize,
    },
    /// It is the file of another program.
    NotTrichter(Found),
    /// It was written by a newer version.
    NewerVersion {
        /// The version of its format.
        version: u64,
    },
}

impl From<NotText> for ReadError {
    fn from(error: NotText) -> Self {
        Self::NotText(error)
    }
}

/// What a file of another program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// An object that is no document.
    Object {
        /// What its field `type` says; empty if it has none.
        kind: String,
        /// The names of its first fields.
        fields: Vec<String>,
    },
    /// A list.
    List,
    /// A text, a number, true, false or null.
    Value,
}

/// Something that was wrong and was repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it was.
    pub part: Part,
    /// The id of the record; empty when it has none.
    pub id: String,
    /// The title or name of the record; empty when it has none.
    pub name: String,
    /// What was wrong.
    pub flaw: Flaw,
    /// What was done.
    pub repair: Repair,
    /// The record as JSON text before the repair.
    pub text: String,
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the record of the same name")]
pub enum Part {
    Workspace,
    Settings,
    Pipeline,
    Deal,
    Organisation,
    Person,
    Activity,
}

impl Part {
    /// Returns the name of its field in the document.
    pub fn field(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Settings => "settings",
            Self::Pipeline => "pipelines",
            Self::Deal => "deals",
            Self::Organisation => "organisations",
            Self::Person => "people",
            Self::Activity => "activities",
        }
    }
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is not what it should be; the reason is the parser's, in English.
    Unreadable(String),
    /// A record has no id.
    NoId,
    /// An earlier record has the id of a later one.
    SameId,
    /// A number or instant is beyond what can be reckoned with.
    Beyond,
    /// A rule of the workspace is broken.
    Rule(Refusal),
    /// There is no pipeline in use.
    NoPipeline,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The record was put into the list `setAside` of the document.
    SetAside,
    /// The field was kept in its record as `setAside.NAME`.
    FieldSetAside(String),
    /// The link or the value was removed; it is kept as `setAside.NAME`.
    Cleared,
    /// The text was cut; the whole is kept as `setAside.NAME`.
    Cut,
    /// An empty name was replaced by a dash.
    Named,
    /// The deal was put into a stage; where it was is kept as `setAside.NAME`.
    PutInto(StageId),
    /// The loss reason was set to unknown.
    LossReasonUnknown,
    /// The number was moved to the nearest bound.
    Clamped,
    /// A new id, stage or pipeline was made.
    Made,
    /// An archived stage or pipeline was put into use.
    PutInUse,
}
