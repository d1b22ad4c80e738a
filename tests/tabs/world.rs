//! The tabs, what is under way between them, and what a user does in them.

use super::browser::{Mirror, Seen};
use super::lives::{Life, Texts, below};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use trichter::domain::{Deal, Ids, Moment, Timestamp, WorkspaceId};
use trichter::store::tabs::{Act, Position, Received, Role, Tabs, receive};
use trichter::store::{Batch, Saved, Shelf, Store};
use trichter::workspace::{Command, Place, Transaction, Workspace};

/// What waits to happen to a tab.
pub enum Waiting {
    TakeOver,
    Read,
    Write(u64, Batch),
    /// The mirror has written it; the tab does not know yet.
    Written(u64, Batch),
    Refused(u64),
    Flush,
}

/// Something that was done and can be found again in a state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark(pub i64);

pub struct Tab {
    pub machine: Tabs,
    pub workspace: Workspace,
    pub position: Position,
    pub store: Option<Store<Shelf<Seen>>>,
    pub term: u64,
    /// Done on screen and not given to the store.
    pub pending: Vec<(Mark, Transaction)>,
    /// Given to the store and not yet saved.
    pub unsaved: Vec<(Mark, Transaction)>,
    pub inbox: Vec<String>,
    pub waiting: VecDeque<Waiting>,
}

#[derive(Default)]
pub struct Counts {
    pub edits: usize,
    pub acknowledged: usize,
    pub reported: usize,
    pub take_overs: usize,
    pub losses: usize,
    pub crashes: usize,
    pub received: usize,
}

pub struct World {
    pub id: WorkspaceId,
    pub tabs: Vec<Tab>,
    pub mirror: Mirror,
    pub local: Rc<RefCell<Texts>>,
    /// Local storage as it was at earlier times.
    pub earlier: Vec<Texts>,
    pub holder: Option<usize>,
    pub queue: Vec<usize>,
    pub acknowledged: Vec<Mark>,
    pub marks: i64,
    pub ids: Ids,
    pub counts: Counts,
}

pub fn shown(mirror: &Texts, id: WorkspaceId) -> (Workspace, Position) {
    let shelf: Shelf<Seen> = Shelf::new(None, Some(mirror.clone()));
    let mut store = Store::open(shelf).unwrap().0;
    let loaded = store.load(id).unwrap();
    let gone = |trouble: &trichter::store::Trouble| trouble.quarantine.is_err();
    assert!(!loaded.troubles.iter().any(gone));
    (loaded.workspace, store.position(id).unwrap())
}

pub fn holds(workspace: &Workspace, mark: Mark) -> bool {
    let at = Some(Timestamp::from_millis(mark.0));
    let title = format!("mark {}", mark.0);
    workspace
        .deals()
        .iter()
        .any(|deal| deal.title == title || deal.history.iter().any(|event| event.at == at))
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut ids = Ids::seeded(seed);
        let start = Life::random(seed, 0).start;
        let id = start.id();
        let mut mirror = Mirror::default();
        let local = Rc::<RefCell<Texts>>::default();
        let seen = Seen { view: Texts::new(), shared: Rc::clone(&local) };
        let mut store = Store::open(Shelf::new(Some(seen), Some(Texts::new()))).unwrap().0;
        let term = mirror.begin();
        store.begin_term(term);
        store.save(&start).unwrap();
        let batch = store.storage_mut().next_batch().unwrap();
        mirror.write(term, &batch).unwrap();
        let count = 2 + below(&mut ids, 3);
        let mut world = Self {
            id,
            tabs: Vec::new(),
            mirror,
            local,
            earlier: Vec::new(),
            holder: None,
            queue: Vec::new(),
            acknowledged: Vec::new(),
            marks: 0,
            ids,
            counts: Counts::default(),
        };
        world.tabs = (0..count).map(|_| world.fresh_tab()).collect();
        world
    }

    pub fn fresh_tab(&self) -> Tab {
        let (workspace, position) = shown(&self.mirror.texts, self.id);
        Tab {
            machine: Tabs::default(),
            workspace,
            position,
            store: None,
            term: 0,
            pending: Vec::new(),
            unsaved: Vec::new(),
            inbox: Vec::new(),
            waiting: VecDeque::new(),
        }
    }

    pub fn act(&mut self, at: usize, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::RequestLock => self.queue.push(at),
                Act::ReleaseLock => self.release(at),
                Act::TakeOver => self.tabs[at].waiting.push_back(Waiting::TakeOver),
                Act::Read => {
                    let tab = &mut self.tabs[at];
                    // What was written and not saved is to be done again.
                    tab.store = None;
                    let unsaved = std::mem::take(&mut tab.unsaved);
                    tab.pending.splice(0..0, unsaved);
                    tab.waiting.push_back(Waiting::Read);
                }
                Act::Post(text) => self.post(at, &text),
                Act::Receive(id, entry) => {
                    assert_eq!(id, self.id);
                    // With edits of its own on screen it waits for its turn to write.
                    let tab = &mut self.tabs[at];
                    if !tab.pending.is_empty() {
                        continue;
                    }
                    match receive(&mut tab.workspace, &mut tab.position, &entry) {
                        Received::Done(_) => self.counts.received += 1,
                        Received::Known => {}
                        Received::Behind => tab.waiting.push_back(Waiting::Read),
                    }
                }
                Act::Compare { epoch, sequence, .. } => {
                    let tab = &mut self.tabs[at];
                    if tab.position.is_behind(epoch, sequence) {
                        tab.waiting.push_back(Waiting::Read);
                    }
                }
                Act::Gone(_) => panic!("nobody removes a workspace here"),
                Act::Flush => self.tabs[at].waiting.push_back(Waiting::Flush),
            }
        }
    }

    /// Messages may be lost, come twice and in any order.
    pub fn post(&mut self, from: usize, text: &str) {
        for at in (0..self.tabs.len()).filter(|at| *at != from) {
            let copies = [0, 1, 1, 1, 1, 1, 2][below(&mut self.ids, 7)];
            for _ in 0..copies {
                self.tabs[at].inbox.push(text.to_owned());
            }
        }
    }

    pub fn release(&mut self, at: usize) {
        self.queue.retain(|one| *one != at);
        if self.holder == Some(at) {
            self.holder = None;
        }
    }

    /// The user does something in a tab.
    pub fn edit(&mut self, at: usize) {
        self.marks += 1;
        let mark = Mark(self.marks);
        let tab = &mut self.tabs[at];
        let now = Timestamp::from_millis(mark.0);
        let moment = Moment { now, ..Moment::default() };
        let stages: Vec<_> =
            tab.workspace.pipelines_in_order()[0].stages.iter().map(|stage| stage.id).collect();
        let count = tab.workspace.deals().len();
        let nth = below(&mut self.ids, count.max(1));
        let some = tab.workspace.deals().iter().nth(nth).map(|deal| (deal.id, deal.stage));
        let command = match some {
            Some((deal, stage)) if self.ids.below(3) > 0 => {
                let stage = stages.into_iter().find(|other| *other != stage).unwrap();
                Command::MoveDeal { deal, stage, place: Place::Bottom }
            }
            _ => {
                let title = format!("mark {}", mark.0);
                let deal = Box::new(Deal { title, stage: stages[0], ..Deal::default() });
                Command::CreateDeal { deal, place: Place::Bottom }
            }
        };
        let acts = tab.machine.used();
        let Ok(done) = tab.workspace.apply(command, &moment, &mut self.ids) else { return };
        self.counts.edits += 1;
        if tab.machine.role() == Role::Writer {
            self.write(at, mark, done);
        } else {
            tab.pending.push((mark, done));
        }
        self.act(at, acts);
    }

    pub fn write(&mut self, at: usize, mark: Mark, done: Transaction) {
        let tab = &mut self.tabs[at];
        let store = tab.store.as_mut().unwrap();
        let saved = store.append(&done, &tab.workspace).unwrap();
        assert!(matches!(saved, Saved::Journalled | Saved::Snapshot | Saved::CompactionDue));
        tab.unsaved.push((mark, done));
        if self.ids.below(12) == 0 {
            store.compact(&tab.workspace).unwrap();
        }
        tab.position = store.position(self.id).unwrap();
        self.hand_over(at);
    }

    pub fn hand_over(&mut self, at: usize) {
        let tab = &mut self.tabs[at];
        if let Some(batch) = tab.store.as_mut().and_then(|store| store.storage_mut().next_batch()) {
            tab.waiting.push_back(Waiting::Write(tab.term, batch));
        }
        self.earlier.push(self.local.borrow().clone());
        if self.earlier.len() > 4 {
            self.earlier.remove(0);
        }
    }

    /// Does again what was done on screen before this tab could write.
    pub fn rebase(&mut self, at: usize) {
        for (mark, mut done) in std::mem::take(&mut self.tabs[at].pending) {
            let tab = &mut self.tabs[at];
            if tab.workspace.takes(&done) {
                done.sequence = tab.workspace.sequence() + 1;
                tab.workspace.replay(&done);
                if tab.store.is_some() {
                    self.write(at, mark, done);
                } else {
                    tab.pending.push((mark, done));
                }
            } else {
                self.counts.reported += 1;
            }
        }
    }
}
