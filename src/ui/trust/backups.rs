//! Makes, lists and takes away backups.

use super::{Trust, file, use_trust};
use crate::ui::browser::{clock, drawer, script};
use crate::ui::keeper::Trouble;
use crate::ui::session::{Session, ToastKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use trichter::domain::{Timestamp, WorkspaceId};
use trichter::store::backup::{Backup, Broken, Making, Packed, Reason, ring};
use trichter::store::{SaveError, StorageError};
use trichter::workspace::Workspace;

/// The backups of this browser.
#[derive(Clone)]
pub enum Backups {
    /// They are being looked for.
    Looking,
    /// The browser gives no room for any.
    Blocked,
    /// All of them, the newest first.
    Here(Arc<Vec<Kept>>),
}

/// A backup of this browser.
#[derive(Clone, PartialEq)]
pub struct Kept {
    /// Its key.
    pub key: String,
    /// What is in it, or why that cannot be told.
    pub head: Result<Backup, Broken>,
}

impl Kept {
    /// Returns the workspace that a backup is of; the key says so, too, where the head is
    /// damaged.
    pub fn workspace(&self) -> Option<WorkspaceId> {
        match &self.head {
            Ok(head) => Some(head.workspace),
            Err(_) => self.key.split('/').next()?.parse().ok(),
        }
    }

    /// Returns when it was made.
    pub fn at(&self) -> Timestamp {
        let of_key = || self.key.split('/').nth(1).and_then(|millis| millis.parse().ok());
        match &self.head {
            Ok(head) => head.at,
            Err(_) => Timestamp::from_millis(of_key().unwrap_or_default()),
        }
    }
}

impl Backups {
    fn of(list: Vec<(String, String)>) -> Self {
        let mut list: Vec<Kept> =
            list.into_iter().map(|(key, head)| Kept { key, head: Packed::head(&head) }).collect();
        list.sort_by_key(|kept| std::cmp::Reverse(kept.at()));
        Self::Here(Arc::new(list))
    }

    /// Returns all of them that are known.
    pub fn list(&self) -> &[Kept] {
        match self {
            Self::Here(list) => list,
            Self::Looking | Self::Blocked => &[],
        }
    }

    /// Returns which state of a workspace the newest one holds.
    pub fn last_sequence(&self, id: WorkspaceId) -> Option<u64> {
        let mine = self.list().iter().find(|kept| kept.workspace() == Some(id))?;
        mine.head.as_ref().ok().map(|head| head.sequence)
    }

    /// Returns when those of a workspace were made.
    pub fn times(&self, id: WorkspaceId) -> Vec<Timestamp> {
        let mine = self.list().iter().filter(|kept| kept.workspace() == Some(id));
        mine.map(Kept::at).collect()
    }
}

/// The key of a backup: in the order of time for each workspace.
fn key(id: WorkspaceId, at: Timestamp) -> String {
    format!("{id}/{:015}", at.millis())
}

impl Trust {
    /// Looks for the backups anew.
    pub async fn refresh(self) {
        let found = drawer::heads().await;
        self.backups.set(found.map_or(Backups::Blocked, Backups::of));
    }

    /// Backs a state up, in slices between which the page breathes.
    ///
    /// # Errors
    /// The browser does not keep it.
    pub async fn back_up(self, workspace: &Workspace, reason: Reason) -> Result<(), StorageError> {
        let id = workspace.id();
        // Two of one moment would be one.
        let last = self.backups.with_untracked(|backups| backups.times(id).into_iter().max());
        let now = clock::now();
        let at = if last == Some(now) { Timestamp::from_millis(now.millis() + 1) } else { now };
        let mut making = Making::new(workspace, reason, at);
        let packed = loop {
            if let Some(packed) = making.step() {
                break packed;
            }
            script::pause(0).await;
        };
        let mut times = self.backups.with_untracked(|backups| backups.times(id));
        times.push(at);
        let surplus = ring::surplus(&times, &self.session.moment());
        // A broken one has the key of its time, too.
        let surplus: Vec<String> = surplus.into_iter().map(|at| key(id, at)).collect();
        drawer::put(&key(id, at), &packed, &surplus).await?;
        self.refresh().await;
        Ok(())
    }

    /// Makes one because somebody asked for it.
    pub fn back_up_now(self) {
        spawn_local(async move {
            let workspace = self.session.peek(Workspace::clone);
            let text = self.session.text();
            match self.back_up(&workspace, Reason::Asked).await {
                Ok(()) => self.session.toast(ToastKind::Note, text.trust.made().to_owned()),
                Err(error) => {
                    let why = Trouble::Save(SaveError::Storage(error)).words(text);
                    self.session.toast(ToastKind::Refused, text.trust.not_made(&why));
                }
            }
        });
    }

    /// Takes one away.
    pub fn delete(self, key: String) {
        spawn_local(async move {
            match drawer::remove(&key).await {
                Ok(()) => {
                    let said = self.session.text().trust.backup_deleted().to_owned();
                    self.session.toast(ToastKind::Note, said);
                }
                Err(error) => {
                    let why = Trouble::Save(SaveError::Storage(error)).words(self.session.text());
                    self.session.toast(ToastKind::Refused, why);
                }
            }
            self.refresh().await;
        });
    }
}

/// Backs up what is about to be changed for good, then goes on. Where the browser takes no
/// backup, what cannot be undone is handed out as a file first.
pub fn before(
    session: Session,
    workspace: Workspace,
    reason: Reason,
    then: impl FnOnce() + 'static,
) {
    let trust = use_trust(session);
    spawn_local(async move {
        let made = trust.back_up(&workspace, reason).await;
        let undoable = match reason {
            Reason::Replace | Reason::Delete => false,
            Reason::Time | Reason::Asked | Reason::Import | Reason::Restore => true,
        };
        if made.is_err() && !undoable {
            file::hand_out(session, &workspace);
            session.toast(ToastKind::Note, session.text().trust.file_instead().to_owned());
        }
        then();
    });
}
