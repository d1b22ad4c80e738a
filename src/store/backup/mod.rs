//! Backups: whole states of a workspace, packed, apart from what is saved.
//!
//! When one is made and which are kept is in [`ring`]. A backup is a head, which says what
//! is in it without unpacking it, and parts, each compressed and packed as a
//! segment of a snapshot is (see [`super::pack`]). The head knows the checksum of each
//! part, so a damaged backup is seen as one before it is restored.

pub mod reminder;
pub mod ring;

use super::frame::{Unframed, crc32, frame, unframe};
use super::pack;
use crate::document::{self, ReadError, Reading, Written};
use crate::domain::record::record;
use crate::domain::{Currency, Timestamp, WorkspaceId};
use crate::workspace::{Total, Workspace};
use serde::{Deserialize, Serialize};

/// The text of one part, in bytes, give or take a record: making it is one slice of work.
const PART: usize = 256 * 1024;
/// No part unpacks to more than this.
const LONGEST: usize = 64 * 1024 * 1024;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It was time.
    #[default]
    Time,
    /// Somebody asked for it.
    Asked,
    /// Before records were imported.
    Import,
    /// Before the workspace was replaced by that of a file.
    Replace,
    /// Before the workspace was deleted.
    Delete,
    /// Before an earlier state was restored.
    Restore,
}

record! {
    /// What is in a backup.
    pub struct Backup {
        /// Of which workspace it is.
        workspace: WorkspaceId = "workspace",
        /// The name of the workspace then.
        name: String = "name",
        /// When it was made.
        at: Timestamp = "at",
        /// Why.
        reason: Reason = "reason",
        /// The number of the last transaction in it.
        sequence: u64 = "sequence",
        /// How many deals.
        deals: usize = "deals",
        /// The value of all open deals, in minor units of the base currency.
        open_value: i64 = "openValue",
        /// The base currency.
        currency: Currency = "currency",
        /// Its parts in order.
        parts: Vec<Part> = "parts",
    }
}

record! {
    /// A part of a backup.
    pub struct Part {
        /// CRC-32 of the packed text in UTF-8.
        crc: u32 = "crc",
        /// Bytes that are packed in it.
        bytes: usize = "bytes",
        /// Bytes of text that are compressed in those.
        length: usize = "length",
    }
}

/// A backup as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// What is in it, framed.
    pub head: String,
    /// The packed parts.
    pub parts: Vec<String>,
}

/// Why a backup cannot be opened. Its bytes stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The head is damaged.
    Head,
    /// A newer version of this program made it.
    Newer,
    /// A part is damaged or missing.
    Part,
    /// What is in it is no workspace.
    Document(ReadError),
}

/// A backup that is being made, slice by slice. It holds the state as it was
/// when it began.
#[derive(Clone, Debug)]
pub struct Making {
    workspace: Workspace,
    written: Written,
    head: Backup,
    parts: Vec<String>,
}

impl Making {
    /// Begins a backup.
    pub fn new(workspace: &Workspace, reason: Reason, at: Timestamp) -> Self {
        let mut total = Total::default();
        let open = workspace.deals().iter().filter(|deal| deal.outcome.is_open());
        open.for_each(|deal| total.add(workspace.base_value(deal)));
        let head = Backup {
            workspace: workspace.id(),
            name: workspace.settings().name.clone(),
            at,
            reason,
            sequence: workspace.sequence(),
            deals: workspace.deals().len(),
            // Beyond what an amount can be, the largest says enough.
            open_value: i64::try_from(total.minor).unwrap_or(i64::MAX),
            currency: workspace.base_currency(),
            ..Backup::default()
        };
        Self { workspace: workspace.clone(), written: Written::default(), head, parts: Vec::new() }
    }

    /// Makes the next part; returns the backup when that was the last one.
    pub fn step(&mut self) -> Option<Packed> {
        let mut text = Vec::with_capacity(PART + 4_096);
        document::write_on(&self.workspace, &mut self.written, &mut text, PART);
        if !text.is_empty() {
            // It stops between records only, and each record is text.
            let text = String::from_utf8(text).unwrap_or_default();
            let bytes = pack::deflated(&text);
            let packed = pack::pack(&bytes);
            let crc = crc32(packed.as_bytes());
            let (bytes, length) = (bytes.len(), text.len());
            self.head.parts.push(Part { crc, bytes, length, ..Part::default() });
            self.parts.push(packed);
            return None;
        }
        // Numbers and texts: nothing serde_json refuses.
        let head = frame(&serde_json::to_string(&self.head).unwrap_or_default());
        Some(Packed { head, parts: std::mem::take(&mut self.parts) })
    }

    /// Makes all of it at once.
    pub fn finish(mut self) -> Packed {
        loop {
            if let Some(packed) = self.step() {
                return packed;
            }
        }
    }
}

impl Packed {
    /// Reads what is in it.
    ///
    /// # Errors
    /// The head is damaged, or newer than this program.
    pub fn head(text: &str) -> Result<Backup, Broken> {
        match unframe(text) {
            Unframed::Whole(json) => serde_json::from_str(json).map_err(|_| Broken::Head),
            Unframed::Newer(_) => Err(Broken::Newer),
            Unframed::Broken => Err(Broken::Head),
        }
    }

    /// Opens it.
    ///
    /// # Errors
    /// Something of it is damaged: then nothing of it is taken.
    pub fn open(&self) -> Result<(Backup, Reading), Broken> {
        let head = Self::head(&self.head)?;
        if head.parts.len() != self.parts.len() {
            return Err(Broken::Part);
        }
        let mut text = String::new();
        for (part, packed) in head.parts.iter().zip(&self.parts) {
            if crc32(packed.as_bytes()) != part.crc || part.length > LONGEST {
                return Err(Broken::Part);
            }
            let unpacked = pack::unpack(packed, part.bytes)
                .and_then(|bytes| pack::inflated(&bytes, part.length));
            text.push_str(&unpacked.ok_or(Broken::Part)?);
        }
        match document::read(&text) {
            Ok(reading) if reading.workspace.id() == head.workspace => Ok((head, reading)),
            Ok(_) => Err(Broken::Head),
            Err(ReadError::NewerVersion { .. }) => Err(Broken::Newer),
            Err(error) => Err(Broken::Document(error)),
        }
    }
}
