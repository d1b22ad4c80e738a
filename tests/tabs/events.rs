//! What happens to the tabs: messages come, batches are written, tabs die.

use super::browser::Seen;
use super::lives::below;
use super::world::{Waiting, World, shown};
use std::rc::Rc;
use trichter::store::tabs::{Role, tidings};
use trichter::store::{Durability, Shelf, Store};

impl World {
    /// Lets the next thing that a tab waits for happen.
    pub fn proceed(&mut self, at: usize) {
        let Some(waiting) = self.tabs[at].waiting.pop_front() else { return };
        match waiting {
            // It lost its turn before it came to it.
            Waiting::TakeOver if self.tabs[at].machine.role() != Role::TakingOver => {}
            Waiting::TakeOver => {
                let term = self.mirror.begin();
                // What it reads of local storage may be old.
                let old = below(&mut self.ids, self.earlier.len() + 1);
                let view = self.earlier.get(old).cloned();
                let view = view.unwrap_or_else(|| self.local.borrow().clone());
                let seen = Seen { view, shared: Rc::clone(&self.local) };
                let shelf = Shelf::new(Some(seen), Some(self.mirror.texts.clone()));
                let mut store = Store::open(shelf).unwrap().0;
                store.begin_term(term);
                let loaded = store.load(self.id).unwrap();
                // What only local storage had goes into the mirror: a slice now, the rest before
                // the first edit.
                store.settle_some(self.id).unwrap();
                let tab = &mut self.tabs[at];
                tab.workspace = loaded.workspace;
                tab.position = store.position(self.id).unwrap_or_default();
                tab.store = Some(store);
                tab.term = term;
                self.counts.take_overs += 1;
                let acts = tab.machine.taken_over();
                self.rebase(at);
                self.hand_over(at);
                self.act(at, acts);
            }
            Waiting::Read => {
                if self.tabs[at].store.is_some() {
                    return;
                }
                let (workspace, position) = shown(&self.mirror.texts, self.id);
                let tab = &mut self.tabs[at];
                tab.workspace = workspace;
                tab.position = position;
                self.rebase(at);
                if !self.tabs[at].pending.is_empty() {
                    let acts = self.tabs[at].machine.used();
                    self.act(at, acts);
                }
            }
            Waiting::Write(term, batch) => {
                let next = match self.mirror.write(term, &batch) {
                    Ok(()) => Waiting::Written(term, batch),
                    Err(()) => Waiting::Refused(term),
                };
                self.tabs[at].waiting.push_front(next);
            }
            Waiting::Written(term, batch) => {
                let tab = &mut self.tabs[at];
                // An answer to what this tab was before is no answer to what it is.
                let Some(store) = tab.store.as_mut().filter(|_| term == tab.term) else { return };
                store.storage_mut().acknowledge(batch.number);
                if store.storage().durability() == Durability::Saved {
                    for (mark, _) in tab.unsaved.drain(..) {
                        self.acknowledged.push(mark);
                        self.counts.acknowledged += 1;
                    }
                }
                for text in tidings(&batch) {
                    self.post(at, &text);
                }
                self.hand_over(at);
            }
            Waiting::Refused(term) => {
                if term != self.tabs[at].term {
                    return;
                }
                self.counts.losses += 1;
                let acts = self.tabs[at].machine.lost();
                self.act(at, acts);
            }
            Waiting::Flush => {
                let tab = &mut self.tabs[at];
                let saved = tab
                    .store
                    .as_ref()
                    .is_none_or(|store| store.storage().durability() == Durability::Saved);
                if saved {
                    tab.store = None;
                    let acts = tab.machine.flushed();
                    self.act(at, acts);
                    if !self.tabs[at].pending.is_empty() {
                        let acts = self.tabs[at].machine.used();
                        self.act(at, acts);
                    }
                } else {
                    tab.waiting.push_back(Waiting::Flush);
                }
            }
        }
    }

    pub fn grant(&mut self) {
        if self.holder.is_none() && !self.queue.is_empty() {
            let at = self.queue.remove(0);
            self.holder = Some(at);
            let acts = self.tabs[at].machine.granted();
            self.act(at, acts);
        }
    }

    /// A tab that waited too long takes the lock from whoever has it.
    pub fn steal(&mut self) {
        let Some(at) = self.queue.first().copied() else { return };
        if let Some(holder) = self.holder.take() {
            // The holder hears of it now, or only when the mirror refuses its next write.
            if self.ids.below(2) == 0 {
                let acts = self.tabs[holder].machine.lost();
                self.act(holder, acts);
            }
        }
        self.queue.retain(|one| *one != at);
        self.holder = Some(at);
        let acts = self.tabs[at].machine.granted();
        self.act(at, acts);
    }

    /// A tab is closed, or its page crashes; what it had given to the mirror may be written.
    pub fn crash(&mut self, at: usize) {
        self.release(at);
        self.counts.crashes += 1;
        let mut waiting = std::mem::take(&mut self.tabs[at].waiting);
        if let Some(Waiting::Write(term, batch)) = waiting.pop_front()
            && self.ids.below(2) == 0
        {
            // Nobody hears whether it was taken.
            _ = self.mirror.write(term, &batch);
        }
        self.tabs[at] = self.fresh_tab();
    }

    pub fn hear(&mut self, at: usize) {
        let count = self.tabs[at].inbox.len();
        if count > 0 {
            let nth = below(&mut self.ids, count);
            let text = self.tabs[at].inbox.swap_remove(nth);
            let acts = self.tabs[at].machine.heard(&text);
            self.act(at, acts);
        }
    }

    pub fn step(&mut self) {
        let count = self.tabs.len();
        let at = below(&mut self.ids, count);
        match self.ids.below(24) {
            0..=4 => self.edit(at),
            5..=10 => self.proceed(at),
            11..=15 => self.hear(at),
            16..=19 => self.grant(),
            20 => self.steal(),
            21 => self.crash(at),
            _ => {
                let acts = self.tabs[at].machine.remind();
                self.act(at, acts);
            }
        }
    }

    /// Lets everything that was begun end.
    pub fn settle(&mut self) {
        for round in 0..400 {
            let mut quiet = true;
            for at in 0..self.tabs.len() {
                quiet &= self.tabs[at].waiting.is_empty() && self.tabs[at].inbox.is_empty();
                self.proceed(at);
                self.hear(at);
                if round % 5 == 0 {
                    let acts = self.tabs[at].machine.remind();
                    self.act(at, acts);
                }
            }
            quiet &= self.queue.is_empty();
            self.grant();
            // A wish that was lost with its messages is not heard for ever.
            if round % 40 == 39 {
                self.steal();
            }
            if quiet {
                return;
            }
        }
        panic!("it does not come to rest");
    }
}
