//! What is done to the workspace, taken back and done again.

use super::{Session, ToastKind};
use leptos::prelude::*;
use trichter::domain::Moment;
use trichter::i18n::Text;
use trichter::workspace::{Command, History, Label, Refusal, Transaction, Workspace};

impl Session {
    /// Does a command, stores it and says what was done.
    ///
    /// # Errors
    /// The refusal; nothing was changed. The caller shows it at the field, or
    /// uses [`Session::run`] where there is no field.
    pub fn apply(self, command: Command) -> Result<Transaction, Refusal> {
        let moment = self.moment();
        let transaction = self.with_inner(|inner| {
            let transaction = inner.workspace.apply(command, &moment, &mut inner.ids)?;
            inner.history.push(transaction.clone());
            Ok::<_, Refusal>(transaction)
        })?;
        if !transaction.changes.is_empty() {
            self.store(&transaction);
            self.bump();
        }
        Ok(transaction)
    }

    /// Does what a closed window left, as the next transaction.
    pub(in crate::ui) fn take_on(self, transaction: &Transaction) {
        self.with_inner(|inner| {
            inner.workspace.replay(transaction);
            inner.history.push(transaction.clone());
        });
        self.store(transaction);
        self.bump();
    }

    /// Does a command and shows a message either way.
    pub fn run(self, command: Command) -> bool {
        match self.apply(command) {
            Ok(transaction) => {
                if !transaction.changes.is_empty() {
                    self.toast(ToastKind::Done, self.describe(&transaction.label));
                }
                true
            }
            Err(refusal) => {
                self.toast(ToastKind::Refused, self.text().refusal(&refusal));
                false
            }
        }
    }

    /// Takes back the last change.
    pub fn undo(self) {
        let moment = self.moment();
        let label =
            self.with_inner(|inner| inner.history.next_undo().map(|next| next.label.clone()));
        let done = self.with_inner(|inner| inner.history.undo(&mut inner.workspace, &moment));
        self.stepped(
            label,
            done,
            |text, what| text.app.undone(what),
            |text| text.app.nothing_to_undo(),
        );
    }

    /// Does again what was taken back last.
    pub fn redo(self) {
        let moment = self.moment();
        let label =
            self.with_inner(|inner| inner.history.next_redo().map(|next| next.label.clone()));
        let done = self.with_inner(|inner| inner.history.redo(&mut inner.workspace, &moment));
        self.stepped(
            label,
            done,
            |text, what| text.app.redone(what),
            |text| text.app.nothing_to_redo(),
        );
    }

    /// Takes back so many changes, one after the other; returns how many there were.
    pub fn go_back(self, count: usize) -> usize {
        self.go_on(count, History::undo)
    }

    /// Does so many changes again; returns how many there were.
    pub fn go_forth(self, count: usize) -> usize {
        self.go_on(count, History::redo)
    }

    fn go_on(
        self,
        count: usize,
        step: fn(&mut History, &mut Workspace, &Moment) -> Option<Transaction>,
    ) -> usize {
        let moment = self.moment();
        let next =
            || self.with_inner(|inner| step(&mut inner.history, &mut inner.workspace, &moment));
        let mut gone = 0;
        while gone < count
            && let Some(transaction) = next()
        {
            self.store(&transaction);
            gone += 1;
        }
        self.bump();
        gone
    }

    fn stepped(
        self,
        label: Option<Label>,
        done: Option<Transaction>,
        say: fn(&Text, &str) -> String,
        nothing: fn(&Text) -> &'static str,
    ) {
        if let (Some(label), Some(transaction)) = (label, done) {
            self.store(&transaction);
            self.bump();
            self.toast(ToastKind::Note, say(self.text(), &self.describe(&label)));
        } else {
            self.toast(ToastKind::Note, nothing(self.text()).to_owned());
        }
    }

    /// Returns true when there is something to undo. Tracked.
    pub fn can_undo(self) -> bool {
        self.revision.track();
        self.inner.with_value(|inner| inner.history.next_undo().is_some())
    }

    /// Returns true when there is something to redo. Tracked.
    pub fn can_redo(self) -> bool {
        self.revision.track();
        self.inner.with_value(|inner| inner.history.next_redo().is_some())
    }
}
