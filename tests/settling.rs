//! Two copies that differ are made the same in slices: whatever breaks off between two of them, and
//! whichever copy is left, the state is the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{Life, Texts, Watched, each, make, random_edit};
use std::rc::Rc;
use trichter::domain::Ids;
use trichter::store::{Progress, Shelf, Store};
use trichter::workspace::{History, Workspace};

/// How many random lives are looked at.
const LIVES: u64 = 120;
/// How many edits each of them has: each a key, far more than one slice takes.
const EDITS: usize = 90;

/// So many keys are written in one slice at most.
const SLICE: usize = 16;

type Keeper = Store<Shelf<Watched>>;

fn open(local: &Texts, mirror: Option<&Texts>) -> (Keeper, Workspace) {
    let shelf = Shelf::new(Some(Watched::new(local.clone())), mirror.cloned());
    let (mut store, found) = Store::open(shelf).unwrap();
    let loaded = store.load(found[0].id).unwrap();
    assert!(loaded.troubles.is_empty(), "{:?}", loaded.troubles);
    (store, loaded.workspace)
}

/// Opens what is in one storage only.
fn alone_in(texts: &Texts) -> Option<Workspace> {
    let shelf = Shelf::new(Some(Watched::new(texts.clone())), None);
    let (mut store, found) = Store::open(shelf).unwrap();
    Some(store.load(found.first()?.id).ok()?.workspace)
}

/// Stores a life in one storage; returns what it holds at the end and what it held on the way.
fn stored(life: &Life, dice: &mut Ids) -> (Texts, Texts) {
    let earlier = lives::below(dice, EDITS);
    let mut before = Texts::new();
    let mut texts = Texts::new();
    let watched = Watched::new(Texts::new());
    let log = Rc::clone(&watched.log);
    let mut store = Store::open(Shelf::new(Some(watched), None)).unwrap().0;
    store.begin_term(1);
    store.save(&life.start).unwrap();
    for (at, (transaction, workspace)) in life.steps.iter().enumerate() {
        if dice.below(15) == 0 {
            store.save(workspace).unwrap();
        } else {
            store.append(transaction, workspace).unwrap();
        }
        for change in log.borrow_mut().drain(..) {
            make(&mut texts, &change);
        }
        if at == earlier {
            before = texts.clone();
        }
    }
    (texts, before)
}

/// Makes the copies the same and breaks off after every slice; counts slices, keys written, and
/// edits on the way.
fn settle(local: &Texts, mirror: &Texts, life: &Life, dice: &mut Ids) -> [usize; 3] {
    let (mut local_now, mut mirror_now) = (local.clone(), mirror.clone());
    let watched = Watched::new(local.clone());
    let log = Rc::clone(&watched.log);
    let mut store = Store::open(Shelf::new(Some(watched), Some(mirror.clone()))).unwrap().0;
    let mut state = store.load(life.id()).map(|loaded| loaded.workspace).unwrap();
    store.begin_term(store.seen_term() + 1);
    let alone = alone_in(mirror);
    let (is_whole, known) = alone.map_or((false, 0), |workspace| (true, workspace.sequence()));
    // What recovery puts right is written before.
    for change in log.borrow_mut().drain(..) {
        make(&mut local_now, &change);
    }
    if let Some(batch) = store.storage_mut().next_batch() {
        for step in batch.steps {
            make(&mut mirror_now, &(step.key, step.text));
        }
        store.storage_mut().acknowledge(batch.number);
    }
    let [mut slices, mut written, mut edits] = [0; 3];
    // Somebody edits at some time: before that everything is made the same.
    let edit_before = lives::below(dice, 12);
    loop {
        if slices == edit_before
            && let Some(done) = random_edit(&mut state, &mut History::default(), dice)
        {
            store.append(&done, &state).unwrap();
            edits += 1;
        }
        let progress = store.settle_some(state.id()).unwrap();
        assert!(edits == 0 || progress == Progress::Done, "an edit came before the rest");
        slices += 1;
        let mut slice = 0;
        for change in log.borrow_mut().drain(..) {
            make(&mut local_now, &change);
            slice += 1;
        }
        if let Some(batch) = store.storage_mut().next_batch() {
            for step in batch.steps {
                make(&mut mirror_now, &(step.key, step.text));
                slice += 1;
            }
            store.storage_mut().acknowledge(batch.number);
        }
        // What is different is replaced in one go; all else comes bit by bit.
        let is_last = progress == Progress::Done;
        assert!(is_last || slice <= SLICE, "{slice} keys in one slice");
        written += slice;
        // The page ends here; the browser is killed and local storage has lost all of it.
        assert!(open(&local_now, Some(&mirror_now)).1 == state);
        assert!(open(local, Some(&mirror_now)).1 == state);
        // Local storage is gone altogether: what the mirror had to show, it has still.
        if is_whole {
            // What came bit by bit and leads nowhere yet is set aside, not in the way.
            let alone = alone_in(&mirror_now).unwrap();
            assert!(alone.sequence() >= known, "{} of {known}", alone.sequence());
            assert!(alone == state || life.age_of(&alone).is_some(), "a state that never was");
        }
        if progress == Progress::Done {
            break;
        }
    }
    assert!(local_now == mirror_now, "the copies differ");
    assert!(open(&Texts::new(), Some(&mirror_now)).1 == state);
    assert!(open(&local_now, None).1 == state);
    [slices, written, edits]
}

/// Takes from the texts here what dice say.
fn some_of(texts: &Texts, dice: &mut Ids, taken: impl Fn(&str) -> bool) -> Texts {
    texts.iter().filter(|(key, _)| taken(key) || dice.below(2) == 0).map(entry).collect()
}

fn entry((key, text): (&String, &String)) -> (String, String) {
    (key.clone(), text.clone())
}

#[test]
fn copies_that_differ_become_the_same_slice_by_slice_and_no_state_is_lost_between() {
    let counts = each(LIVES, |seed| {
        let life = Life::random(seed, EDITS);
        let mut dice = Ids::seeded(seed ^ 0x5e77);
        let (whole, earlier) = stored(&life, &mut dice);
        let last = life.state(EDITS);
        let none = Texts::new();
        let half = some_of(&whole, &mut dice, |_| false);
        let other = some_of(&whole, &mut dice, |key| !half.contains_key(key));
        let pairs = [
            (&whole, &none),
            (&whole, &earlier),
            (&none, &whole),
            (&earlier, &whole),
            (&half, &other),
        ];
        pairs.into_iter().fold([0; 3], |sum, (local, mirror)| {
            assert!(open(local, Some(mirror)).1 == *last);
            let one = settle(local, mirror, &life, &mut dice);
            std::array::from_fn(|at| sum[at] + one[at])
        })
    });
    let [slices, written, edits] =
        counts.into_iter().fold([0; 3], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
    println!(
        "{LIVES} lives of {EDITS} edits in 5 pairs of copies: {slices} slices with a crash and a kill \
         after each, {written} keys written, {edits} edits before the end; nothing lost"
    );
    assert!(slices > 10 * usize::try_from(LIVES).unwrap() && edits > 0);
}

#[test]
fn what_is_the_same_is_written_nowhere() {
    let life = Life::random(5, EDITS);
    let (whole, _) = stored(&life, &mut Ids::seeded(6));
    let counts = settle_untouched(&whole, life.state(EDITS));
    assert_eq!(counts, [0, 0]);
}

/// Counts what is written to the two copies when they are the same.
fn settle_untouched(texts: &Texts, state: &Workspace) -> [usize; 2] {
    let (mut store, _) = open(texts, Some(texts));
    while store.settle_some(state.id()).unwrap() == Progress::More {}
    let batch = store.storage_mut().next_batch();
    let local = store.storage_mut().local_mut().map_or(0, |local| local.writes);
    [local, batch.map_or(0, |batch| batch.steps.len())]
}
