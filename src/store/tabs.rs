//! Several tabs with the same data: which of them writes, and how the others follow.
//!
//! One tab is the writer for as long as it holds a lock of the browser. What it
//! saved it tells the others in messages that carry the entries themselves. The
//! tab that is used asks for the lock; the writer writes out what it has and
//! lets go. Who gets the lock reads the mirror, never local storage alone, and
//! begins a *term*: the mirror takes writes of the latest term only, so a tab
//! that was thought dead and comes back writes nothing. What it had not saved
//! by then is done again on the state of today where that is possible
//! ([`Workspace::takes`]), and reported where it is not.
//!
//! Messages may come late, twice, in another order, or not at all: an entry is
//! taken only if it follows what is on screen ([`receive`]); whoever fell behind
//! reads the mirror again. A lost wish to write is repeated.
//!
//! This module decides; the page does what an [`Act`] says.

use super::entry;
use super::frame::{Unframed, frame, sum_of, unframe};
use super::key::Key;
use super::manifest;
use super::shelf::Batch;
use crate::domain::WorkspaceId;
use crate::workspace::{Transaction, Workspace};
use serde::{Deserialize, Serialize};

/// What a tab is to the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It shows what the writer tells.
    #[default]
    Reader,
    /// It waits for the lock.
    Asking,
    /// It has the lock and reads the mirror.
    TakingOver,
    /// It writes.
    Writer,
    /// It writes out what it has, to let another tab write.
    Leaving,
    /// A newer version of this program writes; this one must not.
    ReadOnly {
        /// The newer version of the store.
        schema: u32,
    },
}

/// What the page is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Ask the browser for the lock; say [`Tabs::granted`] when it is there.
    RequestLock,
    /// Let go of the lock, or of the wish for it.
    ReleaseLock,
    /// Begin a term in the mirror and read it; then say [`Tabs::taken_over`].
    TakeOver,
    /// Read the mirror again and show what is in it: something was missed.
    Read,
    /// Tell the other tabs.
    Post(String),
    /// Take this entry of a workspace, see [`receive`].
    Receive(WorkspaceId, String),
    /// Read the mirror again if this workspace is on screen and
    /// [`Position::is_behind`] says so.
    Compare {
        /// The workspace.
        workspace: WorkspaceId,
        /// Its time line.
        epoch: u64,
        /// The last transaction that is saved.
        sequence: u64,
    },
    /// Another tab removed this workspace.
    Gone(WorkspaceId),
    /// Say [`Tabs::flushed`] when everything is saved.
    Flush,
}

/// What tabs tell each other.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Message {
    /// This tab is used and would like to write.
    Want,
    /// An entry was saved.
    Did {
        /// Of which workspace.
        workspace: WorkspaceId,
        /// As it is in the journal.
        entry: String,
    },
    /// A snapshot was saved; it may hold more than entries told.
    Changed {
        /// Of which workspace.
        workspace: WorkspaceId,
        /// Its time line.
        epoch: u64,
        /// The last transaction in it.
        sequence: u64,
    },
    /// A workspace was removed.
    Gone {
        /// Which.
        workspace: WorkspaceId,
    },
}

impl Message {
    fn text(&self) -> String {
        // Texts and ids: nothing serde_json refuses.
        frame(&serde_json::to_string(self).unwrap_or_default())
    }
}

/// Which of several tabs writes, as one of them sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tabs {
    role: Role,
    /// Another tab would like to write.
    wanted: bool,
    /// This tab was used while it let go.
    used: bool,
}

impl Tabs {
    /// Returns a tab that found nobody else and has begun a term.
    pub fn writer() -> Self {
        Self { role: Role::Writer, ..Self::default() }
    }

    /// Returns what this tab is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// This tab is used: it would like to write.
    pub fn used(&mut self) -> Vec<Act> {
        match self.role {
            Role::Reader => {
                self.role = Role::Asking;
                vec![Act::RequestLock, Act::Post(Message::Want.text())]
            }
            Role::Leaving => {
                self.used = true;
                Vec::new()
            }
            Role::Asking | Role::TakingOver | Role::Writer | Role::ReadOnly { .. } => Vec::new(),
        }
    }

    /// Some time has passed without the lock: the wish may have been lost.
    pub fn remind(&self) -> Vec<Act> {
        match self.role {
            Role::Asking => vec![Act::Post(Message::Want.text())],
            Role::Reader
            | Role::TakingOver
            | Role::Writer
            | Role::Leaving
            | Role::ReadOnly { .. } => Vec::new(),
        }
    }

    /// The browser gave this tab the lock.
    pub fn granted(&mut self) -> Vec<Act> {
        match self.role {
            Role::Asking => {
                self.role = Role::TakingOver;
                self.wanted = false;
                vec![Act::TakeOver]
            }
            Role::TakingOver | Role::Writer | Role::Leaving => Vec::new(),
            Role::Reader | Role::ReadOnly { .. } => vec![Act::ReleaseLock],
        }
    }

    /// The mirror was read and this tab's term has begun.
    pub fn taken_over(&mut self) -> Vec<Act> {
        if self.role != Role::TakingOver {
            return Vec::new();
        }
        if self.wanted {
            self.role = Role::Leaving;
            return vec![Act::Flush];
        }
        self.role = Role::Writer;
        Vec::new()
    }

    /// Everything this tab wrote is saved, or it has nothing more to write.
    pub fn flushed(&mut self) -> Vec<Act> {
        if self.role != Role::Leaving {
            return Vec::new();
        }
        self.role = Role::Reader;
        self.wanted = false;
        let mut acts = vec![Act::ReleaseLock];
        if std::mem::take(&mut self.used) {
            acts.extend(self.used());
        }
        acts
    }

    /// Another tab has the lock or a later term: this one may not write any more.
    pub fn lost(&mut self) -> Vec<Act> {
        match self.role {
            Role::TakingOver | Role::Writer | Role::Leaving => {
                *self = Self::default();
                vec![Act::ReleaseLock, Act::Read]
            }
            Role::Asking | Role::Reader | Role::ReadOnly { .. } => Vec::new(),
        }
    }

    /// Another tab told something.
    pub fn heard(&mut self, text: &str) -> Vec<Act> {
        let message = match unframe(text) {
            Unframed::Whole(json) => serde_json::from_str(json),
            Unframed::Newer(schema) => return self.outdated(schema),
            Unframed::Broken => return Vec::new(),
        };
        match (message, self.role) {
            (Ok(Message::Want), Role::Writer) => {
                self.role = Role::Leaving;
                vec![Act::Flush]
            }
            (Ok(Message::Want), Role::TakingOver) => {
                self.wanted = true;
                Vec::new()
            }
            (
                Ok(Message::Did { workspace, entry }),
                Role::Reader | Role::Asking | Role::ReadOnly { .. },
            ) => vec![Act::Receive(workspace, entry)],
            (
                Ok(Message::Changed { workspace, epoch, sequence }),
                Role::Reader | Role::Asking | Role::ReadOnly { .. },
            ) => vec![Act::Compare { workspace, epoch, sequence }],
            (
                Ok(Message::Gone { workspace }),
                Role::Reader | Role::Asking | Role::ReadOnly { .. },
            ) => vec![Act::Gone(workspace)],
            // A writer knows better than what is said of the time before.
            (
                Ok(
                    Message::Want
                    | Message::Did { .. }
                    | Message::Changed { .. }
                    | Message::Gone { .. },
                )
                | Err(_),
                _,
            ) => Vec::new(),
        }
    }

    fn outdated(&mut self, schema: u32) -> Vec<Act> {
        let holds = match self.role {
            Role::Reader | Role::ReadOnly { .. } => false,
            Role::Asking | Role::TakingOver | Role::Writer | Role::Leaving => true,
        };
        self.role = Role::ReadOnly { schema };
        if holds { vec![Act::ReleaseLock] } else { Vec::new() }
    }
}

/// Returns the messages that tell other tabs what a batch saved.
pub fn tidings(batch: &Batch) -> Vec<String> {
    let mut messages = Vec::new();
    for step in &batch.steps {
        match (Key::parse(&step.key), &step.text) {
            (Some(Key::Journal(workspace, _)), Some(entry)) => {
                messages.push(Message::Did { workspace, entry: entry.clone() }.text());
            }
            (Some(Key::Manifest(workspace, _)), Some(text)) => {
                let Unframed::Whole(manifest) = manifest::parse(text) else { continue };
                let (epoch, sequence) = (manifest.epoch, manifest.sequence);
                messages.push(Message::Changed { workspace, epoch, sequence }.text());
            }
            (Some(Key::Deleted(workspace)), Some(_)) => {
                messages.push(Message::Gone { workspace }.text());
            }
            (Some(_) | None, _) => {}
        }
    }
    messages
}

/// Where in the course of a workspace a state is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub(super) epoch: u64,
    pub(super) term: u64,
    pub(super) sequence: u64,
    pub(super) link: u32,
}

impl Position {
    /// Returns the number of the last transaction.
    pub fn sequence_number(&self) -> u64 {
        self.sequence
    }

    /// Says whether a saved state is not the one at this position or before it.
    pub fn is_behind(&self, epoch: u64, sequence: u64) -> bool {
        self.epoch != epoch || self.sequence < sequence
    }
}

/// What became of an entry another tab told.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// It was brought into the workspace.
    Done(Transaction),
    /// It was known.
    Known,
    /// Something before it was missed: the mirror is to be read again.
    Behind,
}

/// Brings an entry another tab saved into a workspace, if it is the one that follows.
pub fn receive(workspace: &mut Workspace, at: &mut Position, text: &str) -> Received {
    let Unframed::Whole(entry) = entry::read(text) else { return Received::Behind };
    let follows = entry.epoch == at.epoch
        && entry.term >= at.term
        && Some(entry.sequence) == at.sequence.checked_add(1)
        && (entry.link == at.link || entry.link == 0 || at.link == 0);
    if !follows {
        let known = entry.epoch == at.epoch && entry.sequence <= at.sequence;
        return if known && entry.term <= at.term { Received::Known } else { Received::Behind };
    }
    at.term = entry.term;
    at.sequence = entry.sequence;
    at.link = sum_of(text);
    let transaction = entry.transaction(workspace);
    workspace.replay(&transaction);
    Received::Done(transaction)
}
