//! What is said: short messages, what a screen reader says, the names of what was done.

use super::Session;
use leptos::prelude::*;
use trichter::workspace::{Label, Verb};

/// How long a message stays, in milliseconds.
const TOAST_MS: u64 = 7_000;

/// A short message at the edge of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells toasts apart.
    pub id: u64,
    /// What it says.
    pub text: String,
    /// What it is.
    pub kind: ToastKind,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was done and can be undone.
    Done,
    /// Something is just said.
    Note,
    /// Something was refused.
    Refused,
}

impl Session {
    /// Says in words what was done.
    pub fn describe(self, label: &Label) -> String {
        let text = self.text();
        let verb = text.verbs.of(label.verb);
        match (label.verb, label.count) {
            (Verb::Import, count) => {
                format!("{verb}: {} ({})", label.subject, self.format().whole(count.into()))
            }
            (_, 1) if label.subject.is_empty() => verb.to_owned(),
            (_, 1) => format!("{verb}: {}", shortened(&label.subject)),
            (_, count) => format!("{verb}: {}", self.format().whole(count.into())),
        }
    }

    /// Says something.
    pub fn toast(self, kind: ToastKind, text: String) {
        self.toast_count.update_value(|count| *count += 1);
        let id = self.toast_count.get_value();
        self.announcement.set(text.clone());
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.kind == ToastKind::Refused && kind != ToastKind::Refused);
            toasts.push(Toast { id, text, kind });
        });
        if kind != ToastKind::Refused {
            set_timeout(move || self.dismiss(id), std::time::Duration::from_millis(TOAST_MS));
        }
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u64) {
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Lets a screen reader say something.
    pub fn announce(self, text: String) {
        self.announcement.set(text);
    }
}

/// The longest subject of a message, in characters.
const SUBJECT_LENGTH: usize = 60;

/// Shortens a name that would make a message unreadable.
fn shortened(subject: &str) -> String {
    if subject.chars().count() <= SUBJECT_LENGTH {
        return subject.to_owned();
    }
    let mut short: String = subject.chars().take(SUBJECT_LENGTH).collect();
    short.push('…');
    short
}
