//! Several tabs on the same data, in every order: nothing acknowledged is lost,
//! and in the end all show the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{Life, Texts, below, make};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use trichter::domain::{Deal, Ids, Moment, Timestamp, WorkspaceId};
use trichter::store::tabs::{Act, Position, Received, Role, Tabs, receive, tidings};
use trichter::store::{Batch, Durability, Saved, Shelf, Storage, StorageError, Store};
use trichter::workspace::{Command, Place, Transaction, Workspace};

/// How many random schedules are played.
const SCHEDULES: u64 = 10_000;
/// How many things happen in each of them.
const STEPS: usize = 26;

/// Local storage as one tab sees it: what the others wrote it may not see.
#[derive(Clone, Debug)]
struct Seen {
    view: Texts,
    shared: Rc<RefCell<Texts>>,
}

impl Storage for Seen {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.view.get(key).cloned())
    }
    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        let change = (key.to_owned(), Some(text.to_owned()));
        make(&mut self.view, &change);
        make(&mut self.shared.borrow_mut(), &change);
        Ok(())
    }
    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        let change = (key.to_owned(), None);
        make(&mut self.view, &change);
        make(&mut self.shared.borrow_mut(), &change);
        Ok(())
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.view.keys().cloned().collect())
    }
}

/// The database: it takes writes of the latest term only.
#[derive(Default)]
struct Mirror {
    texts: Texts,
    term: u64,
}

impl Mirror {
    fn begin(&mut self) -> u64 {
        self.term += 1;
        self.term
    }

    fn write(&mut self, term: u64, batch: &Batch) -> Result<(), ()> {
        if term != self.term {
            return Err(());
        }
        for step in &batch.steps {
            make(&mut self.texts, &(step.key.clone(), step.text.clone()));
        }
        Ok(())
    }
}

/// What waits to happen to a tab.
enum Waiting {
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
struct Mark(i64);

struct Tab {
    machine: Tabs,
    workspace: Workspace,
    position: Position,
    store: Option<Store<Shelf<Seen>>>,
    term: u64,
    /// Done on screen and not given to the store.
    pending: Vec<(Mark, Transaction)>,
    /// Given to the store and not yet saved.
    unsaved: Vec<(Mark, Transaction)>,
    inbox: Vec<String>,
    waiting: VecDeque<Waiting>,
}

#[derive(Default)]
struct Counts {
    edits: usize,
    acknowledged: usize,
    reported: usize,
    take_overs: usize,
    losses: usize,
    crashes: usize,
    received: usize,
}

struct World {
    id: WorkspaceId,
    tabs: Vec<Tab>,
    mirror: Mirror,
    local: Rc<RefCell<Texts>>,
    /// Local storage as it was at earlier times.
    earlier: Vec<Texts>,
    holder: Option<usize>,
    queue: Vec<usize>,
    acknowledged: Vec<Mark>,
    marks: i64,
    ids: Ids,
    counts: Counts,
}

fn shown(mirror: &Texts, id: WorkspaceId) -> (Workspace, Position) {
    let shelf: Shelf<Seen> = Shelf::new(None, Some(mirror.clone()));
    let mut store = Store::open(shelf).unwrap().0;
    let loaded = store.load(id).unwrap();
    let gone = |trouble: &trichter::store::Trouble| trouble.quarantine.is_err();
    assert!(!loaded.troubles.iter().any(gone));
    (loaded.workspace, store.position(id).unwrap())
}

fn holds(workspace: &Workspace, mark: Mark) -> bool {
    let at = Some(Timestamp::from_millis(mark.0));
    let title = format!("mark {}", mark.0);
    workspace
        .deals()
        .iter()
        .any(|deal| deal.title == title || deal.history.iter().any(|event| event.at == at))
}

impl World {
    fn new(seed: u64) -> Self {
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

    fn fresh_tab(&self) -> Tab {
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

    fn act(&mut self, at: usize, acts: Vec<Act>) {
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
                Act::Flush => self.tabs[at].waiting.push_back(Waiting::Flush),
            }
        }
    }

    /// Messages may be lost, come twice and in any order.
    fn post(&mut self, from: usize, text: &str) {
        for at in (0..self.tabs.len()).filter(|at| *at != from) {
            let copies = [0, 1, 1, 1, 1, 1, 2][below(&mut self.ids, 7)];
            for _ in 0..copies {
                self.tabs[at].inbox.push(text.to_owned());
            }
        }
    }

    fn release(&mut self, at: usize) {
        self.queue.retain(|one| *one != at);
        if self.holder == Some(at) {
            self.holder = None;
        }
    }

    /// The user does something in a tab.
    fn edit(&mut self, at: usize) {
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

    fn write(&mut self, at: usize, mark: Mark, done: Transaction) {
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

    fn hand_over(&mut self, at: usize) {
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
    fn rebase(&mut self, at: usize) {
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

    /// Lets the next thing that a tab waits for happen.
    fn proceed(&mut self, at: usize) {
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
                // What only local storage had goes into the mirror.
                store.settle(self.id).unwrap();
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

    fn grant(&mut self) {
        if self.holder.is_none() && !self.queue.is_empty() {
            let at = self.queue.remove(0);
            self.holder = Some(at);
            let acts = self.tabs[at].machine.granted();
            self.act(at, acts);
        }
    }

    /// A tab that waited too long takes the lock from whoever has it.
    fn steal(&mut self) {
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
    fn crash(&mut self, at: usize) {
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

    fn hear(&mut self, at: usize) {
        let count = self.tabs[at].inbox.len();
        if count > 0 {
            let nth = below(&mut self.ids, count);
            let text = self.tabs[at].inbox.swap_remove(nth);
            let acts = self.tabs[at].machine.heard(&text);
            self.act(at, acts);
        }
    }

    fn step(&mut self) {
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
    fn settle(&mut self) {
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

#[test]
fn tabs_never_lose_an_acknowledged_edit_in_any_order_of_messages() {
    let mut sum = Counts::default();
    let mut messages = 0;
    for seed in 0..SCHEDULES {
        let mut world = World::new(seed);
        for _ in 0..STEPS {
            world.step();
            let writers = world
                .tabs
                .iter()
                .filter(|tab| tab.machine.role() == Role::Writer && tab.term == world.mirror.term);
            assert!(writers.count() <= 1, "seed {seed}: two writers of one term");
        }
        world.settle();
        let (last, position) = shown(&world.mirror.texts, world.id);
        assert_eq!(last.problems(), Vec::new(), "seed {seed}");
        for mark in &world.acknowledged {
            assert!(holds(&last, *mark), "seed {seed}: {mark:?} was acknowledged and is lost");
        }
        // Local storage with the mirror gives the same: nothing there is taken for newer.
        let seen = Seen { view: world.local.borrow().clone(), shared: Rc::clone(&world.local) };
        let shelf = Shelf::new(Some(seen), Some(world.mirror.texts.clone()));
        let both = Store::open(shelf).unwrap().0.load(world.id).unwrap();
        for mark in &world.acknowledged {
            assert!(holds(&both.workspace, *mark), "seed {seed}: {mark:?} is lost with both");
        }
        // Every tab shows what is saved, or reads it when it hears where things are.
        for (at, tab) in world.tabs.iter().enumerate() {
            let open = (tab.pending.len(), tab.unsaved.len());
            assert_eq!(open, (0, 0), "seed {seed}: tab {at}, {:?}", tab.machine);
            let behind = tab.position.sequence_number() < position.sequence_number();
            assert!(
                behind || tab.workspace == last,
                "seed {seed}: tab {at} ({:?}) shows something else: {:?} and not {position:?}",
                tab.machine,
                tab.position
            );
            messages += usize::from(!behind);
        }
        sum.edits += world.counts.edits;
        sum.acknowledged += world.counts.acknowledged;
        sum.reported += world.counts.reported;
        sum.take_overs += world.counts.take_overs;
        sum.losses += world.counts.losses;
        sum.crashes += world.counts.crashes;
        sum.received += world.counts.received;
    }
    println!(
        "{SCHEDULES} schedules of 2 to 4 tabs: {} edits, {} acknowledged and all there, {} \
         reported as not done, {} take-overs, {} refused by the mirror, {} closes and crashes, \
         {} entries followed by message, {messages} tabs up to date without another message",
        sum.edits,
        sum.acknowledged,
        sum.reported,
        sum.take_overs,
        sum.losses,
        sum.crashes,
        sum.received
    );
    assert!(sum.acknowledged > sum.edits / 2 && sum.losses > 0 && sum.received > 0);
}

#[test]
fn a_tab_of_an_older_version_stops_writing() {
    let mut tabs = Tabs::default();
    tabs.used();
    tabs.granted();
    tabs.taken_over();
    assert_eq!(tabs.role(), Role::Writer);
    // "2 x" with its checksum.
    let crc = b"2 x".iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    });
    assert_eq!(tabs.heard(&format!("2 {:08x} 1 x", !crc)), [Act::ReleaseLock]);
    assert_eq!(tabs.role(), Role::ReadOnly { schema: 2 });
    assert_eq!(tabs.used(), []);
    assert_eq!(tabs.granted(), [Act::ReleaseLock]);
    // What is no message of ours is passed over.
    assert_eq!(Tabs::default().heard("hello"), []);
}
