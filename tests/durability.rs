//! What was acknowledged as saved is there after a crash of the page, a kill of
//! the browser, and a storage without room, whichever storage call it hits.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{Change, Life, Texts, Watched, below, each, make};
use std::rc::Rc;
use trichter::domain::Ids;
use trichter::store::{Compaction, Durability, LoadError, Progress, Saving, Shelf, Store};
use trichter::workspace::{History, Workspace};

/// How many random histories are crashed.
const HISTORIES: u64 = 200;
/// How many edits each of them has.
const EDITS: usize = 100;
/// A snapshot is begun after about so many edits.
const EDITS_A_SNAPSHOT: u64 = 5;
/// About one edit in so many is saved as one that is too long for the journal.
const EDITS_A_SLOW_ONE: u64 = 12;
/// After one crash in so many life goes on, to see that what was recovered can be used.
const GOES_ON: usize = 40;

/// Something that happened, in the order in which it did.
enum Event {
    /// The edit of this number began.
    Began(usize),
    /// Local storage took a change.
    Local(Change),
    /// The mirror wrote a batch for good.
    Mirrored(Vec<Change>),
    /// The page said that everything up to this edit is saved.
    Acknowledged(usize),
}

/// Whether the browser has a mirror.
#[derive(Clone, Copy, Debug, PartialEq)]
enum With {
    Mirror,
    LocalOnly,
}

type Keeper = Store<Shelf<Watched>>;

fn open(local: Texts, mirror: Option<Texts>) -> Keeper {
    Store::open(Shelf::new(Some(Watched::new(local)), mirror)).unwrap().0
}

/// Lives a life with a mirror that answers when it likes, and tells everything that happened.
fn tell(life: &Life, with: With, dice: &mut Ids) -> Vec<Event> {
    let mirror = (with == With::Mirror).then(Texts::new);
    let watched = Watched::new(Texts::new());
    let log = Rc::clone(&watched.log);
    let mut store = Store::open(Shelf::new(Some(watched), mirror)).unwrap().0;
    store.begin_term(1);
    let mut events = vec![Event::Began(0)];
    let mut under_way = None;
    let mut told = None;
    let mut compaction: Option<Compaction> = None;
    let mut saving: Option<Saving> = None;
    let mut history = History::default();
    let mut edit = 0;
    store.save(&life.start).unwrap();
    loop {
        events.extend(log.borrow_mut().drain(..).map(Event::Local));
        // The mirror writes, and later the page hears of it.
        if dice.below(3) > 0 {
            if let Some(number) = under_way.take() {
                store.storage_mut().acknowledge(number);
            } else if saving.is_none()
                && let Some(batch) = store.storage_mut().next_batch()
            {
                if with == With::Mirror {
                    let changes = batch.steps.into_iter().map(|step| (step.key, step.text));
                    events.push(Event::Mirrored(changes.collect()));
                }
                under_way = Some(batch.number);
            }
        }
        let is_saved = saving.is_none() && store.storage().durability() == Durability::Saved;
        if is_saved && told != Some(edit) {
            told = Some(edit);
            events.push(Event::Acknowledged(edit));
        }
        if let Some(running) = &mut saving
            && dice.below(5) > 0
        {
            let now = life.state(edit);
            if store.go_on_saving(running, now, Some(&history)).unwrap() != Progress::More {
                saving = None;
            }
        } else if let Some(running) = &mut compaction
            && dice.below(5) > 0
        {
            if store.step(running).unwrap() != Progress::More {
                compaction = None;
            }
        } else if edit < life.steps.len() && dice.below(3) > 0 {
            edit += 1;
            events.push(Event::Began(edit));
            let (transaction, workspace) = &life.steps[edit - 1];
            history.push(transaction.clone());
            if let Some(running) = &mut saving {
                running.follow(transaction);
            } else if dice.below(EDITS_A_SLOW_ONE) == 0
                || store.append_entry(transaction, workspace.id()).unwrap().is_none()
            {
                saving = Some(store.begin_saving(workspace, None));
                compaction = None;
            } else if compaction.is_none() && dice.below(EDITS_A_SNAPSHOT) == 0 {
                compaction = Some(store.begin_compaction(workspace));
            }
        } else if edit == life.steps.len() && told == Some(edit) && compaction.is_none() {
            assert!(log.borrow().is_empty());
            return events;
        }
    }
}

/// Every version a key of local storage had since it was last flushed.
#[derive(Default)]
struct Disk {
    now: Texts,
    flushed: Texts,
    unflushed: Vec<Change>,
}

impl Disk {
    fn change(&mut self, change: &Change) {
        make(&mut self.now, change);
        self.unflushed.push(change.clone());
    }

    fn flush(&mut self) {
        self.flushed = self.now.clone();
        self.unflushed.clear();
    }

    /// What is left after a kill: each key as it was at some time since the flush.
    fn after_kill(&self, dice: &mut Ids) -> Texts {
        let mut texts = self.flushed.clone();
        // Mostly the end is missing; sometimes some keys are older than others.
        let kept = below(dice, self.unflushed.len() + 1);
        let some = dice.below(2) == 0;
        for (at, change) in self.unflushed.iter().enumerate() {
            if at < kept && (some || dice.below(4) > 0) {
                make(&mut texts, change);
            }
        }
        texts
    }
}

struct Crash<'a> {
    life: &'a Life,
    acknowledged: Option<usize>,
    began: usize,
}

impl Crash<'_> {
    /// Opens what is left and sees that it is what was promised.
    fn recover(
        &self,
        local: Texts,
        mirror: Option<Texts>,
        what: &str,
    ) -> Option<(Keeper, Workspace)> {
        let mut store = open(local, mirror);
        let loaded = match (store.load(self.life.id()), self.acknowledged) {
            (Ok(loaded), _) => loaded,
            (Err(LoadError::Unknown | LoadError::Unreadable(_)), None) => return None,
            (Err(error), _) => panic!("{what}: {error:?}"),
        };
        let age = self.life.age_of(&loaded.workspace);
        let age = age.unwrap_or_else(|| panic!("{what}: the state never was"));
        assert!(age <= self.began, "{what}: {age} is not yet");
        assert!(
            self.acknowledged.is_none_or(|promised| promised <= age),
            "{what}: {age} of {:?} acknowledged",
            self.acknowledged
        );
        Some((store, loaded.workspace))
    }
}

/// Goes on after a recovery: what follows is found again, in either storage alone if it may be.
fn goes_on(store: &mut Keeper, mut workspace: Workspace, dice: &mut Ids, what: &str) {
    store.begin_term(store.seen_term() + 1);
    let mut history = trichter::workspace::History::default();
    for _ in 0..3 {
        if let Some(done) = lives::random_edit(&mut workspace, &mut history, dice) {
            store.append(&done, &workspace).unwrap();
        }
    }
    let mut mirror = Texts::new();
    let had = store.storage().has_mirror();
    if had {
        for key in trichter::store::Storage::keys(store.storage()).unwrap() {
            if let Some(text) = trichter::store::Storage::read(store.storage(), &key).unwrap() {
                mirror.insert(key, text);
            }
        }
    }
    let again = if had { mirror } else { all(store) };
    let loaded = open(again, None).load(workspace.id()).unwrap();
    assert!(loaded.workspace == workspace, "{what}: what followed is lost");
}

fn all(store: &Keeper) -> Texts {
    let storage = store.storage();
    let keys = trichter::store::Storage::keys(storage).unwrap();
    keys.into_iter()
        .filter_map(|key| {
            let text = trichter::store::Storage::read(storage, &key).unwrap()?;
            Some((key, text))
        })
        .collect()
}

#[test]
fn a_crash_or_a_kill_at_any_storage_call_keeps_every_acknowledged_edit() {
    let [crashes, kills, continued] = each(HISTORIES, crash_everywhere)
        .into_iter()
        .fold([0; 3], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
    println!(
        "{HISTORIES} histories of {EDITS} edits: {crashes} storage calls with a crash of the page \
         after each, {kills} kills of the browser, {continued} times work went on; nothing \
         acknowledged lost"
    );
    assert!(crashes > 0 && kills > 0 && continued > 0);
}

/// Crashes a history after every storage call; counts crashes, kills, and how often work went on.
fn crash_everywhere(seed: u64) -> [usize; 3] {
    let (mut crashes, mut kills, mut continued) = (0, 0, 0);
    let life = Life::random(seed, EDITS);
    let mut dice = Ids::seeded(seed ^ 0xd1ce);
    let with = if seed % 4 == 3 { With::LocalOnly } else { With::Mirror };
    let mut disk = Disk::default();
    let mut mirror = (with == With::Mirror).then(Texts::new);
    let mut recovered_age = None;
    let mut crash = Crash { life: &life, acknowledged: None, began: 0 };
    for (at, event) in tell(&life, with, &mut dice).iter().enumerate() {
        let what = format!("seed {seed}, {with:?}, event {at}");
        match event {
            Event::Began(edit) => crash.began = *edit,
            Event::Local(change) => disk.change(change),
            Event::Mirrored(changes) => {
                let texts = mirror.as_mut().unwrap();
                for change in changes {
                    make(texts, change);
                }
            }
            Event::Acknowledged(edit) => {
                // Nothing changed: what the last crash left is what this one would.
                assert!(recovered_age >= Some(*edit), "{what}: {edit} is not there");
                crash.acknowledged = Some(*edit);
            }
        }
        if matches!(event, Event::Began(_) | Event::Acknowledged(_)) {
            continue;
        }
        // Before the next call is after this one. A crash of the page flushes.
        crashes += 1;
        let recovered = crash.recover(disk.now.clone(), mirror.clone(), &what);
        recovered_age = recovered.as_ref().and_then(|(_, state)| life.age_of(state));
        if let Some((mut store, workspace)) = recovered.filter(|_| at % GOES_ON == 0) {
            goes_on(&mut store, workspace, &mut dice, &what);
            continued += 1;
        }
        if with == With::Mirror && at % 6 == 0 {
            kills += 1;
            crash.recover(disk.after_kill(&mut dice), mirror.clone(), &what);
        }
        if with == With::Mirror && at % 17 == 0 {
            // Local storage is gone altogether, or the mirror was emptied by hand.
            kills += 1;
            crash.recover(Texts::new(), mirror.clone(), &what);
        }
        if dice.below(60) == 0 {
            disk.flush();
        }
    }
    assert_eq!(crash.acknowledged, Some(EDITS), "seed {seed}: all was acknowledged in the end");
    [crashes, kills, continued]
}
