//! The names under which things are stored.

use crate::domain::WorkspaceId;
use std::fmt;

/// Where the term of the last writer is kept.
pub const TERM: &str = "trichter/term";

/// A key of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Current,
    Opened(WorkspaceId),
    Deleted(WorkspaceId),
    Journal(WorkspaceId, u64),
    Manifest(WorkspaceId, usize),
    Segment(WorkspaceId, usize, usize),
    /// Its slot is being written: segments without a manifest are what was broken off.
    Writing(WorkspaceId, usize),
    Quarantine(u64),
    History(WorkspaceId),
    /// What a closed window left; the number tells windows apart.
    Left(WorkspaceId, u64),
    Term,
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Current => formatter.write_str("trichter/current"),
            Self::Opened(id) => write!(formatter, "trichter/{id}/opened"),
            Self::Deleted(id) => write!(formatter, "trichter/{id}/deleted"),
            Self::Journal(id, sequence) => write!(formatter, "trichter/{id}/j/{sequence}"),
            Self::Manifest(id, slot) => write!(formatter, "trichter/{id}/m/{slot}"),
            Self::Segment(id, slot, at) => write!(formatter, "trichter/{id}/s/{slot}/{at}"),
            Self::Writing(id, slot) => write!(formatter, "trichter/{id}/w/{slot}"),
            Self::History(id) => write!(formatter, "trichter/{id}/h"),
            Self::Left(id, number) => write!(formatter, "trichter/{id}/p/{number}"),
            Self::Term => formatter.write_str(TERM),
            Self::Quarantine(number) => write!(formatter, "trichter/quarantine/{number}"),
        }
    }
}

impl Key {
    /// Reads a key; `None` for one that is not exactly as the store writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.strip_prefix("trichter/")?.split('/').collect();
        let key = match parts.as_slice() {
            ["current"] => Self::Current,
            ["term"] => Self::Term,
            ["quarantine", number] => Self::Quarantine(number.parse().ok()?),
            [id, "h"] => Self::History(id.parse().ok()?),
            [id, "p", number] => Self::Left(id.parse().ok()?, number.parse().ok()?),
            [id, "opened"] => Self::Opened(id.parse().ok()?),
            [id, "deleted"] => Self::Deleted(id.parse().ok()?),
            [id, "j", sequence] => Self::Journal(id.parse().ok()?, sequence.parse().ok()?),
            [id, "m", slot @ ("0" | "1")] => Self::Manifest(id.parse().ok()?, slot.parse().ok()?),
            [id, "s", slot @ ("0" | "1"), at] => {
                Self::Segment(id.parse().ok()?, slot.parse().ok()?, at.parse().ok()?)
            }
            [id, "w", slot @ ("0" | "1")] => Self::Writing(id.parse().ok()?, slot.parse().ok()?),
            _ => return None,
        };
        (key.to_string() == text).then_some(key)
    }

    /// Returns the workspace a key belongs to.
    pub fn workspace(self) -> Option<WorkspaceId> {
        match self {
            Self::Opened(id)
            | Self::Deleted(id)
            | Self::History(id)
            | Self::Left(id, _)
            | Self::Journal(id, _)
            | Self::Manifest(id, _)
            | Self::Writing(id, _)
            | Self::Segment(id, _, _) => Some(id),
            Self::Current | Self::Quarantine(_) | Self::Term => None,
        }
    }
}
