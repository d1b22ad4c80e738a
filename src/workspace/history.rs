//! Undo and redo.

use super::{Change, Transaction, Workspace};
use crate::domain::Moment;
use std::collections::VecDeque;

/// How many transactions can be taken back.
const DEPTH: usize = 1_000;

/// What was done and can be taken back, and what was taken back and can be done again.
///
/// Undo and redo are transactions of their own, so that storage and other tabs
/// see them like any other; they take new numbers.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: VecDeque<Transaction>,
    undone: Vec<Transaction>,
}

impl History {
    /// Remembers a transaction; what was undone before is forgotten.
    /// One without changes is not worth remembering.
    pub fn push(&mut self, transaction: Transaction) {
        if transaction.changes.is_empty() {
            return;
        }
        self.undone.clear();
        self.done.push_back(transaction);
        if self.done.len() > DEPTH {
            self.done.pop_front();
        }
    }

    /// Takes up a transaction of the storage, the oldest first: what took back
    /// another, or did it again, is an undo or a redo here too.
    pub fn take_up(&mut self, transaction: Transaction) {
        let takes_back = |done: &Transaction| {
            let back = done.changes.iter().rev().map(Change::inverse);
            back.eq(transaction.changes.iter().cloned())
        };
        if self.done.back().is_some_and(takes_back) {
            self.undone.extend(self.done.pop_back());
        } else if self.undone.last().is_some_and(|last| last.changes == transaction.changes) {
            self.undone.pop();
            self.done.push_back(transaction);
        } else {
            self.push(transaction);
        }
    }

    /// Takes over what was done and what was undone, each the oldest first: the last of
    /// either is the next to be undone or redone.
    pub fn of(done: Vec<Transaction>, undone: Vec<Transaction>) -> Self {
        Self { done: done.into(), undone }
    }

    /// Yields what can be undone, the oldest first.
    pub fn done(&self) -> impl DoubleEndedIterator<Item = &Transaction> {
        self.done.iter()
    }

    /// Yields what can be redone, the next one last.
    pub fn undone(&self) -> impl DoubleEndedIterator<Item = &Transaction> {
        self.undone.iter()
    }

    /// Returns what would be undone next.
    pub fn next_undo(&self) -> Option<&Transaction> {
        self.done.back()
    }

    /// Returns what would be redone next.
    pub fn next_redo(&self) -> Option<&Transaction> {
        self.undone.last()
    }

    /// Takes back the last transaction and returns the one that did so;
    /// `None` when there is nothing to take back.
    pub fn undo(&mut self, workspace: &mut Workspace, moment: &Moment) -> Option<Transaction> {
        let transaction = self.done.pop_back()?;
        let inverse = transaction.inverse(workspace.sequence() + 1, moment.now);
        workspace.replay(&inverse);
        self.undone.push(transaction);
        Some(inverse)
    }

    /// Does the last undone transaction again and returns the one that did so.
    pub fn redo(&mut self, workspace: &mut Workspace, moment: &Moment) -> Option<Transaction> {
        let mut transaction = self.undone.pop()?;
        transaction.sequence = workspace.sequence() + 1;
        transaction.at = moment.now;
        workspace.replay(&transaction);
        self.done.push_back(transaction.clone());
        Some(transaction)
    }
}
