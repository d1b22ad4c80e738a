//! Writes through the mirror, and lets one tab write at a time.

use crate::ui::annex;
use crate::ui::archive;
use crate::ui::browser::mirror::{self, Answer, Begun};
use crate::ui::session::{Session, ToastKind};
use leptos::prelude::set_timeout;
use leptos::task::spawn_local;
use std::time::Duration;
use trichter::domain::WorkspaceId;
use trichter::store::tabs::{Act, Received, Role, Tabs};
use trichter::store::{Batch, Durability};
use trichter::workspace::{Transaction, Workspace};

/// How long after the mirror refused it is asked again.
const RETRY: Duration = Duration::from_secs(5);

/// What a tab knows of the others.
#[derive(Default)]
pub struct Company {
    tabs: Tabs,
    /// Given to the store and not yet saved.
    unsaved: Vec<Transaction>,
    /// How many of those are in the batch that is under way.
    sent: usize,
    /// What is done when this tab writes and everything is saved.
    after: Vec<Box<dyn FnOnce()>>,
}

impl Company {
    /// Returns the company of a tab that writes, or of one that follows.
    pub fn new(writes: Role) -> Self {
        let tabs = if writes == Role::Writer { Tabs::writer() } else { Tabs::default() };
        Self { tabs, ..Self::default() }
    }

    /// Remembers an edit that was given to the store until it is saved.
    pub fn note(&mut self, transaction: &Transaction) {
        self.unsaved.push(transaction.clone());
    }

    /// Says whether a newer version of the program writes.
    pub fn is_outdated(&self) -> bool {
        matches!(self.tabs.role(), Role::ReadOnly { .. })
    }
}

impl Session {
    /// Listens to the other tabs, the lock and the use of this tab.
    pub fn follow_tabs(self) {
        mirror::listen(move |kind, text| match kind {
            "message" => {
                let text = text.to_owned();
                annex::when_here(self, move || {
                    self.act(|tabs| archive::heard(tabs, &text));
                });
            }
            "used" => self.act(Tabs::used),
            "remind" => self.act(|tabs| tabs.remind()),
            "granted" => self.act(Tabs::granted),
            "lost" => self.act(Tabs::lost),
            _ => {}
        });
        self.send();
    }

    fn act(self, event: impl FnOnce(&mut Tabs) -> Vec<Act>) {
        let acts = self.with_inner(|inner| event(&mut inner.company.tabs));
        for act in acts {
            match act {
                Act::RequestLock => mirror::request_lock(),
                Act::ReleaseLock => {
                    self.with_inner(|inner| inner.keeper.resign(inner.workspace.id()));
                    mirror::release_lock();
                }
                Act::TakeOver => annex::when_here(self, move || annex::take_over(self)),
                Act::Read => {
                    self.with_inner(|inner| {
                        inner.keeper.resign(inner.workspace.id());
                        let unsaved = std::mem::take(&mut inner.company.unsaved);
                        inner.company.sent = 0;
                        inner.keeper.take_back(unsaved);
                    });
                    self.read_soon();
                }
                Act::Post(text) => mirror::post(&text),
                Act::Receive(id, entry) => {
                    if self.peek(Workspace::id) == id {
                        annex::when_here(self, move || annex::received(self, &entry));
                    }
                }
                Act::Gone(id) => annex::when_here(self, move || annex::gone(self, id)),
                Act::Compare { workspace, epoch, sequence } => {
                    let news = self.with_inner(|inner| {
                        let current = inner.workspace.id();
                        inner.keeper.is_news(current, workspace, (epoch, sequence))
                    });
                    if news {
                        self.read_soon();
                    }
                }
                Act::Flush => self.send(),
            }
        }
    }

    /// Reads what another tab wrote, as soon as that can be done.
    fn read_soon(self) {
        annex::when_here(self, move || annex::read_again(self));
    }

    /// Begins a term and reads the mirror.
    pub fn take_over(self) {
        let floor = self.with_inner(|inner| inner.keeper.seen_term());
        spawn_local(async move { self.taken_over(mirror::take_over(floor).await) });
    }

    fn taken_over(self, begun: Begun) {
        let moment = self.moment();
        let role = self.with_inner(|inner| inner.company.tabs.role());
        if role != Role::TakingOver {
            // It lost its turn before it came to it.
            return;
        }
        let resumed = self.with_inner(|inner| {
            let mut resumed = inner.keeper.resume(begun, &inner.workspace, &moment);
            inner.company.unsaved = std::mem::take(&mut resumed.stored);
            inner.company.sent = 0;
            resumed
        });
        if let Some(opened) = resumed.shown {
            self.show(opened);
        }
        for refused in &resumed.refused {
            let what = self.describe(&refused.label);
            self.toast(ToastKind::Refused, self.text().app.changed_elsewhere(&what));
        }
        self.set_saved(resumed.trouble.map_or(Ok(()), Err));
        self.act(Tabs::taken_over);
        archive::save_on(self);
        self.settle_on();
        // What waited may be a long journal.
        self.fold_soon();
    }

    /// Reads what another tab wrote.
    pub fn read_again(self) {
        spawn_local(async move {
            let begun = mirror::read().await;
            let moment = self.moment();
            let id = self.peek(Workspace::id);
            let followed = self.with_inner(|inner| {
                // It writes by now, and knows better.
                if inner.keeper.term().is_some() || id.is_none() {
                    return None;
                }
                Some(inner.keeper.follow(begun, id, &moment))
            });
            match followed {
                Some(Ok(opened)) => {
                    self.show(opened);
                    self.set_saved(Ok(()));
                }
                Some(Err(trouble)) => self.set_saved(Err(trouble)),
                None => {}
            }
            if self.with_inner(|inner| inner.keeper.waits()) {
                self.act(Tabs::used);
            }
        });
    }

    /// Brings an entry of another tab on screen.
    pub fn received(self, entry: &str) {
        let received = self.with_inner(|inner| {
            let received = inner.keeper.receive(&mut inner.workspace, entry);
            if let Received::Done(transaction) = &received {
                inner.haystack = None;
                inner.note(transaction);
            }
            received
        });
        match received {
            Received::Done(transaction) => {
                self.with_inner(|inner| inner.history.take_up(transaction));
                self.bump();
            }
            Received::Known => {}
            Received::Behind => self.read_again(),
        }
    }

    /// Another tab removed a workspace: it goes off the list, and off the screen. What it
    /// was is in the backup that was made before.
    pub fn gone_elsewhere(self, id: WorkspaceId) {
        let name = self.with_inner(|inner| {
            inner.keeper.is_gone(id);
            let on_screen = inner.workspace.id() == id;
            on_screen.then(|| {
                inner.keeper.drop_waiting();
                inner.workspace.settings().name.clone()
            })
        });
        let Some(name) = name else {
            self.bump();
            return;
        };
        self.show_another();
        self.toast(ToastKind::Refused, self.text().trust.gone_elsewhere(&name));
    }

    /// Wants to write, if another tab does.
    pub fn want(self) {
        self.act(Tabs::used);
    }

    /// Does something as soon as this tab writes and everything is saved, or cannot be.
    pub fn when_saved(self, run: impl FnOnce() + 'static) {
        self.with_inner(|inner| inner.company.after.push(Box::new(run)));
        self.send();
    }

    fn do_what_waits(self) {
        if self.with_inner(|inner| inner.company.after.is_empty()) {
            return;
        }
        if !self.with_inner(|inner| inner.keeper.writes()) {
            self.want();
            return;
        }
        let now = self.with_inner(|inner| {
            let saving = inner.keeper.durability() == Durability::Saving;
            if saving { Vec::new() } else { std::mem::take(&mut inner.company.after) }
        });
        for run in now {
            run();
        }
    }

    /// Hands what waits to the mirror, says how things are, and lets go of the lock
    /// when another tab wants it and everything is saved.
    pub fn send(self) {
        let next = self.with_inner(|inner| {
            let term = inner.keeper.term()?;
            let mirrored = inner.keeper.is_mirrored();
            let batch = inner.keeper.next_batch()?;
            inner.company.sent = inner.company.unsaved.len();
            Some((term, batch, mirrored))
        });
        match next {
            Some((term, batch, true)) => {
                self.say_durability();
                spawn_local(async move {
                    let answer = mirror::write(term, &batch).await;
                    self.answered(term, &batch, answer);
                });
            }
            // Nothing else keeps it: local storage has taken it.
            Some((term, batch, false)) => self.answered(term, &batch, Answer::Written),
            None => {
                self.say_durability();
                if self.with_inner(|inner| inner.keeper.durability()) == Durability::Saved {
                    self.act(Tabs::flushed);
                }
                self.do_what_waits();
            }
        }
    }

    fn answered(self, term: u64, batch: &Batch, answer: Answer) {
        // An answer to what this tab was before is no answer to what it is.
        if self.with_inner(|inner| inner.keeper.term()) != Some(term) {
            return;
        }
        match answer {
            Answer::Written => {
                self.with_inner(|inner| {
                    inner.keeper.answered(batch.number, Ok(()));
                    let sent = std::mem::take(&mut inner.company.sent);
                    inner.company.unsaved.drain(..sent);
                });
                for text in archive::tidings(batch) {
                    mirror::post(&text);
                }
                self.send();
            }
            Answer::Fenced => self.act(Tabs::lost),
            Answer::Refused(error) => {
                // It is tried again; the strip says meanwhile what holds it.
                self.with_inner(|inner| inner.keeper.answered(batch.number, Err(error)));
                self.say_durability();
                self.do_what_waits();
                set_timeout(move || self.send(), RETRY);
            }
        }
    }
}
