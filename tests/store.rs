//! The store: what was acknowledged is there again, and what cannot be read is kept.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "measurements are printed")]

#[path = "documents/arbitrary.rs"]
mod arbitrary;

use std::cell::RefCell;
use std::rc::Rc;
use trichter::domain::{Deal, Ids, Language, Moment, Preset, Settings, Timestamp};
use trichter::store::{
    Damage, LoadError, MemoryStorage, QUOTA_UNITS, SaveError, Saved, Storage, StorageError, Store,
};
use trichter::workspace::{Command, History, Place, Transaction, Workspace};

/// When a storage fails, counted in calls that change it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Never,
    CrashBefore(usize),
    CrashAfter(usize),
    FullOnce(usize),
    FullFrom(usize),
}

/// A storage whose texts outlive it, and which fails when told to.
#[derive(Clone)]
struct Faulty {
    memory: Rc<RefCell<MemoryStorage>>,
    fault: Fault,
    calls: usize,
    crashed: bool,
}

impl Faulty {
    fn new(memory: &Rc<RefCell<MemoryStorage>>, fault: Fault) -> Self {
        Self { memory: Rc::clone(memory), fault, calls: 0, crashed: false }
    }

    fn change(
        &mut self,
        grows: Option<()>,
        change: impl FnOnce(&mut MemoryStorage) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        if self.crashed {
            return Err(StorageError::Blocked);
        }
        let call = self.calls;
        self.calls += 1;
        let full = match self.fault {
            Fault::FullOnce(at) => call == at,
            Fault::FullFrom(at) => call >= at,
            Fault::CrashBefore(at) => {
                self.crashed = call == at;
                if self.crashed {
                    return Err(StorageError::Blocked);
                }
                false
            }
            Fault::CrashAfter(at) => {
                self.crashed = call == at;
                false
            }
            Fault::Never => false,
        };
        if full && grows.is_some() {
            return Err(StorageError::Full);
        }
        change(&mut self.memory.borrow_mut())?;
        if self.crashed { Err(StorageError::Blocked) } else { Ok(()) }
    }
}

impl Storage for Faulty {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        if self.crashed { Err(StorageError::Blocked) } else { self.memory.borrow().read(key) }
    }
    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        self.change(Some(()), |memory| memory.write(key, text))
    }
    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        self.change(None, |memory| memory.remove(key))
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        if self.crashed { Err(StorageError::Blocked) } else { self.memory.borrow().keys() }
    }
}

/// How many edits a life has: enough for two compactions.
const STEPS: usize = 14;

/// A random life of a workspace: each transaction with the state after it.
struct Life {
    start: Workspace,
    steps: Vec<(Transaction, Workspace)>,
}

impl Life {
    fn random(seed: u64, length: usize) -> Self {
        let mut ids = Ids::seeded(seed);
        let start = Workspace::new("Start", Preset::Standard, Language::De, &mut ids);
        let mut workspace = start.clone();
        let mut history = History::default();
        let mut steps = Vec::new();
        while steps.len() < length {
            let moment = Moment {
                now: Timestamp::from_millis(i64::try_from(steps.len()).unwrap()),
                ..Moment::default()
            };
            let stages: Vec<_> =
                workspace.pipelines_in_order()[0].stages.iter().map(|stage| stage.id).collect();
            let stage = stages[usize::try_from(ids.below(5)).unwrap()];
            let some = workspace.deals().iter().next().map(|deal| (**deal).clone());
            let title = format!("Deal {}", ids.below(1_000));
            // One edit is large and is saved as a snapshot; the next removes what it wrote.
            let kind = match steps.len() {
                0..=2 => 8,
                4 => 2,
                5 => 1,
                _ => [0, 3, 4, 5, 6, 7, 8][usize::try_from(ids.below(7)).unwrap()],
            };
            let transaction = match (kind, some) {
                (0, _) => history.undo(&mut workspace, &moment),
                (1, Some(deal)) => {
                    workspace.apply(Command::DeleteDeal(deal.id), &moment, &mut ids).ok()
                }
                (2, Some(deal)) => {
                    let notes =
                        (0..14_000).map(|_| ids.next().to_string()[..5].to_owned()).collect();
                    let edit = Command::EditDeal(Box::new(Deal { notes, ..deal }));
                    workspace.apply(edit, &moment, &mut ids).ok()
                }
                (3, _) => {
                    let settings = Settings { name: title, ..(**workspace.settings()).clone() };
                    workspace
                        .apply(Command::EditSettings(Box::new(settings)), &moment, &mut ids)
                        .ok()
                }
                (4 | 5, Some(deal)) => {
                    let command = Command::MoveDeal { deal: deal.id, stage, place: Place::Top };
                    workspace.apply(command, &moment, &mut ids).ok()
                }
                _ => {
                    let deal = Box::new(Deal { title, stage, ..Deal::default() });
                    let command = Command::CreateDeal { deal, place: Place::Top };
                    workspace.apply(command, &moment, &mut ids).ok()
                }
            };
            let Some(transaction) = transaction.filter(|done| !done.changes.is_empty()) else {
                continue;
            };
            history.push(transaction.clone());
            steps.push((transaction, workspace.clone()));
        }
        Self { start, steps }
    }

    fn state(&self, after: usize) -> &Workspace {
        if after == 0 { &self.start } else { &self.steps[after - 1].1 }
    }

    /// Lives it with a storage; returns how many steps were acknowledged last
    /// (`None`: not even the start) and how many changes the storage saw.
    fn live(&self, storage: Faulty) -> (Option<usize>, usize) {
        let Ok((mut store, _)) = Store::open(storage) else { return (None, 0) };
        let mut acknowledged = store.save(&self.start).ok().map(|_| 0);
        for (at, (transaction, workspace)) in self.steps.iter().enumerate() {
            if store.storage().crashed {
                break;
            }
            if store.append(transaction, workspace).is_ok() {
                acknowledged = Some(at + 1);
            }
            // Compaction comes at its own time and may fail without harm.
            if at % 6 == 5 && store.compact(workspace).is_ok() {
                acknowledged = Some(at + 1);
            }
        }
        (acknowledged, store.storage().calls)
    }
}

fn memory() -> Rc<RefCell<MemoryStorage>> {
    Rc::default()
}

fn reopen(memory: &Rc<RefCell<MemoryStorage>>) -> Store<Faulty> {
    Store::open(Faulty::new(memory, Fault::Never)).unwrap().0
}

#[test]
fn a_crash_at_any_moment_keeps_every_acknowledged_edit() {
    for seed in 0..2 {
        let life = Life::random(seed, STEPS);
        let (all, calls) = life.live(Faulty::new(&memory(), Fault::Never));
        assert_eq!(all, Some(STEPS));
        for call in 0..calls {
            for fault in [Fault::CrashBefore(call), Fault::CrashAfter(call)] {
                let memory = memory();
                let (acknowledged, _) = life.live(Faulty::new(&memory, fault));
                let loaded = reopen(&memory).load(life.start.id());
                let Some(acknowledged) = acknowledged else {
                    // Nothing was promised; a start that was written is there or not.
                    assert!(matches!(loaded, Err(LoadError::Unknown)) || loaded.is_ok());
                    continue;
                };
                let loaded = loaded.unwrap();
                assert_eq!(loaded.troubles, Vec::new(), "{fault:?}");
                let known = &loaded.workspace == life.state(acknowledged)
                    || (acknowledged < STEPS && &loaded.workspace == life.state(acknowledged + 1));
                assert!(known, "{fault:?} after {acknowledged}");
            }
        }
    }
}

#[test]
fn a_full_storage_refuses_and_loses_nothing() {
    let life = Life::random(3, STEPS);
    let (_, calls) = life.live(Faulty::new(&memory(), Fault::Never));
    for call in 0..calls {
        let memory = memory();
        let (acknowledged, _) = life.live(Faulty::new(&memory, Fault::FullOnce(call)));
        let loaded = reopen(&memory).load(life.start.id()).unwrap();
        assert_eq!(&loaded.workspace, life.state(acknowledged.unwrap()), "once at {call}");
        assert_eq!(loaded.troubles, Vec::new());
        assert!(acknowledged.unwrap() >= STEPS - 1, "the edit after a refused one saves both");

        if call % 2 == 1 {
            continue;
        }
        let memory = self::memory();
        let (acknowledged, _) = life.live(Faulty::new(&memory, Fault::FullFrom(call)));
        let loaded = reopen(&memory).load(life.start.id());
        match acknowledged {
            None => assert!(matches!(loaded, Err(LoadError::Unknown)), "from {call}"),
            Some(steps) => assert_eq!(&loaded.unwrap().workspace, life.state(steps), "from {call}"),
        }
    }
}

/// Damages one text; false when that changes nothing.
fn damage(memory: &mut MemoryStorage, key: &str, kind: u64, dice: &mut Ids) -> Option<String> {
    let mut letters: Vec<char> = memory.texts[key].chars().collect();
    let at = usize::try_from(dice.below(letters.len() as u64)).unwrap();
    match kind {
        0 => letters[at] = char::from_u32(u32::from(letters[at]) ^ 1)?,
        1 => letters.truncate(at),
        _ => {
            memory.texts.remove(key);
            return None;
        }
    }
    let damaged: String = letters.into_iter().collect();
    memory.texts.insert(key.to_owned(), damaged.clone());
    Some(damaged)
}

#[test]
fn damage_gives_an_earlier_state_and_the_bytes_stay() {
    let mut dice = Ids::seeded(4);
    let mut exact = 0;
    for seed in 0..3 {
        let life = Life::random(10 + seed, STEPS);
        let whole = memory();
        life.live(Faulty::new(&whole, Fault::Never));
        let keys: Vec<String> = whole.borrow().texts.keys().cloned().collect();
        for key in &keys {
            for kind in 0..3 {
                let memory = Rc::new(RefCell::new(whole.borrow().clone()));
                let damaged = damage(&mut memory.borrow_mut(), key, kind, &mut dice);
                let mut store = reopen(&memory);
                let loaded = store.load(life.start.id()).unwrap();
                let prefix = (0..=STEPS).rev().find(|at| life.state(*at) == &loaded.workspace);
                let prefix = prefix.unwrap_or_else(|| panic!("{key} {kind}: no state of its life"));
                exact += usize::from(prefix == STEPS);
                // The transactions take the state back to where the snapshot was.
                let mut back = loaded.workspace.clone();
                for transaction in loaded.history.iter().rev() {
                    back.replay(&transaction.inverse(0, Timestamp::default()));
                }
                assert!((0..=STEPS).any(|at| life.state(at).deals() == back.deals()));
                if let Some(damaged) = damaged.filter(|text| *text != whole.borrow().texts[key]) {
                    let kept = memory.borrow().texts.iter().any(|(place, text)| {
                        place.starts_with("trichter/quarantine/")
                            && *text == format!("{key}\n{damaged}")
                    });
                    let harmless = !loaded.troubles.iter().any(|trouble| trouble.key == *key);
                    assert!(kept || (harmless && prefix == STEPS), "{key} {kind}");
                    assert!(kept || memory.borrow().texts[key] == damaged, "{key} {kind}");
                }
                // Life goes on, and nothing of what was given up comes back.
                let mut workspace = loaded.workspace;
                for _ in 0..3 {
                    let name = format!("later {}", dice.below(1_000));
                    let settings = Settings { name, ..(**workspace.settings()).clone() };
                    let edit = Command::EditSettings(Box::new(settings));
                    let done = workspace.apply(edit, &Moment::default(), &mut dice).unwrap();
                    store.append(&done, &workspace).unwrap();
                }
                assert_eq!(reopen(&memory).load(life.start.id()).unwrap().workspace, workspace);
            }
        }
    }
    assert!(exact > 0);
}

#[test]
fn without_room_for_a_copy_unreadable_bytes_stay_where_they_are() {
    let life = Life::random(20, 5);
    let memory = memory();
    life.live(Faulty::new(&memory, Fault::Never));
    let id = life.start.id();
    let key = memory.borrow().texts.keys().find(|key| key.contains("/m/")).unwrap().clone();
    memory.borrow_mut().texts.insert(key.clone(), "damaged".to_owned());
    let mut store = Store::open(Faulty::new(&memory, Fault::FullFrom(0))).unwrap().0;
    let loaded = store.load(id);
    let troubles = match loaded {
        Ok(loaded) => loaded.troubles,
        Err(LoadError::Unreadable(troubles)) => troubles,
        Err(error) => panic!("{error:?}"),
    };
    assert!(
        troubles
            .iter()
            .any(|t| t.damage == Damage::Manifest && t.quarantine == Err(StorageError::Full))
    );
    let refused = store.save(life.state(5));
    assert!(
        matches!(refused, Err(SaveError::InTheWay { error: StorageError::Full, .. })),
        "{refused:?}"
    );
    assert_eq!(memory.borrow().texts[&key], "damaged");
}

#[test]
fn the_journal_is_folded_when_it_is_long_and_undo_reaches_behind_the_fold() {
    let life = Life::random(30, 0);
    let mut ids = Ids::seeded(31);
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    let mut workspace = life.start.clone();
    assert_eq!(store.save(&workspace), Ok(Saved::Snapshot));
    let mut due = None;
    for at in 1..=250 {
        let stage = workspace.pipelines_in_order()[0].stages[0].id;
        let deal = Box::new(Deal { title: format!("Deal {at}"), stage, ..Deal::default() });
        let command = Command::CreateDeal { deal, place: Place::Bottom };
        let done = workspace.apply(command, &Moment::default(), &mut ids).unwrap();
        if store.append(&done, &workspace) == Ok(Saved::CompactionDue) {
            due = due.or(Some(at));
            assert_eq!(store.compact(&workspace), Ok(Saved::Snapshot));
        }
        let key = format!("trichter/{}/j/{at}", workspace.id());
        if let Some(entry) = store.storage().texts.get(&key) {
            assert!(entry.encode_utf16().count() <= 2_048, "an edit is small: {entry}");
        }
    }
    assert_eq!(due, Some(200));
    let mut store = Store::open(store.storage().clone()).unwrap().0;
    let loaded = store.load(workspace.id()).unwrap();
    assert_eq!(loaded.workspace, workspace);
    assert_eq!(loaded.history.len(), 50);
    assert_eq!(store.earlier_history(workspace.id()).unwrap().len(), 200);
}

#[test]
fn several_workspaces_are_found_by_name_and_one_is_removed_for_good() {
    let mut ids = Ids::seeded(40);
    let mut one = Workspace::new("One", Preset::Standard, Language::De, &mut ids);
    let two = Workspace::new("Two", Preset::Consumer, Language::En, &mut ids);
    let memory = memory();
    let mut store = reopen(&memory);
    store.save(&one).unwrap();
    store.save(&two).unwrap();
    store.mark_opened(two.id(), Timestamp::from_millis(5)).unwrap();
    store.mark_opened(one.id(), Timestamp::from_millis(9)).unwrap();
    let settings = Settings { name: "First".to_owned(), ..(**one.settings()).clone() };
    let renamed =
        one.apply(Command::EditSettings(Box::new(settings)), &Moment::default(), &mut ids).unwrap();
    store.append(&renamed, &one).unwrap();
    let (store, found) = Store::open(Faulty::new(&memory, Fault::Never)).unwrap();
    let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["First", "Two"]);
    assert_eq!(store.current(), Ok(Some(one.id())));
    // A removal that is broken off at any moment is ended at the next start.
    let whole = memory.borrow().clone();
    for call in 0..10 {
        let memory = Rc::new(RefCell::new(whole.clone()));
        let mut store = Store::open(Faulty::new(&memory, Fault::CrashAfter(call))).unwrap().0;
        _ = store.delete_workspace(one.id());
        let (mut store, found) = Store::open(Faulty::new(&memory, Fault::Never)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(store.current(), Ok(None));
        assert!(matches!(store.load(one.id()), Err(LoadError::Unknown)));
        assert_eq!(store.load(two.id()).unwrap().workspace, two);
        let left = memory.borrow().texts.keys().any(|key| key.contains(&one.id().to_string()));
        assert!(!left);
    }
}

#[test]
fn a_replaced_workspace_does_not_get_edits_of_the_one_before() {
    let life = Life::random(50, 12);
    let memory = memory();
    life.live(Faulty::new(&memory, Fault::Never));
    // The user brings an older file back; it has fewer transactions.
    let mut store = reopen(&memory);
    store.save(life.state(3)).unwrap();
    assert_eq!(&reopen(&memory).load(life.start.id()).unwrap().workspace, life.state(3));
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let life = Life::random(60, 2);
    let memory = memory();
    life.live(Faulty::new(&memory, Fault::Never));
    let key = memory.borrow().texts.keys().find(|key| key.contains("/m/")).unwrap().clone();
    // "2 x" with its checksum.
    memory.borrow_mut().texts.insert(key, newer_frame());
    let before = memory.borrow().clone();
    let loaded = reopen(&memory).load(life.start.id());
    assert!(matches!(loaded, Err(LoadError::Newer { version: 2 })), "{loaded:?}");
    assert_eq!(*memory.borrow(), before);
}

/// A text `x` framed with schema 2.
fn newer_frame() -> String {
    let crc = b"2 x".iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    });
    format!("2 {:08x} 1 x", !crc)
}

#[test]
fn ten_thousand_deals_fit_several_times() {
    let (text, workspace) = arbitrary::many_deals();
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    let begin = std::time::Instant::now();
    store.save(&workspace).unwrap();
    let first = begin.elapsed();
    let once = store.usage().unwrap().used;
    store.save(&workspace).unwrap();
    let begin = std::time::Instant::now();
    store.save(&workspace).unwrap();
    let again = begin.elapsed();
    let usage = store.usage().unwrap();
    let begin = std::time::Instant::now();
    let loaded = store.load(workspace.id()).unwrap();
    let fit = arbitrary::MANY as usize * QUOTA_UNITS / usage.used;
    println!(
        "{} deals, {:.1} MB: one snapshot {once} units in {first:?}, nothing changed {again:?}, \
         loaded in {:?}; both snapshots take {} of {} units, so {} deals fit",
        arbitrary::MANY,
        text.len() as f64 / 1e6,
        begin.elapsed(),
        usage.used,
        usage.quota,
        fit,
    );
    assert_eq!(loaded.workspace, workspace);
    assert!(fit > 20_000, "{fit}");
}
