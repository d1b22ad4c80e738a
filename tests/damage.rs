//! Whatever happens to the stored bytes, what is read is a state that was, and
//! what cannot be read is kept; a full storage loses nothing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{Full, Life, Texts, Watched, below, each};
use trichter::domain::Ids;
use trichter::store::{Durability, LoadError, Loaded, Progress, SaveError, Shelf, Storage, Store};
use trichter::workspace::History;

/// How many times stores are damaged at random.
const DAMAGES: usize = 100_000;
/// So many at a time.
const CASES: usize = 5_000;
/// How many lives those stores have had.
const LIVES: u64 = 24;
/// How many edits each of them.
const EDITS: usize = 7;
/// How many histories meet a storage without room, at each write of each edit.
const FULL_HISTORIES: u64 = 60;
/// How many edits each of those has.
const FULL_EDITS: usize = 100;

type Kept = Store<Shelf<Watched>>;

fn open(local: Texts, mirror: Option<Texts>) -> Kept {
    Store::open(Shelf::new(Some(Watched::new(local)), mirror)).unwrap().0
}

/// What a storage holds after a life: two snapshots, and entries before and after.
fn lived(life: &Life) -> Texts {
    let mut store = open(Texts::new(), None);
    store.begin_term(1 << 20);
    store.save(&life.start).unwrap();
    for (at, (transaction, workspace)) in life.steps.iter().enumerate() {
        store.append(transaction, workspace).unwrap();
        if at == 3 {
            store.compact(workspace).unwrap();
        }
    }
    all(&store)
}

fn all(store: &Kept) -> Texts {
    let storage = store.storage();
    let text = |key: String| Some((key.clone(), storage.read(&key).unwrap()?));
    storage.keys().unwrap().into_iter().filter_map(text).collect()
}

/// Damages a store once; returns the bytes that nobody can read now, with their key.
fn damage(texts: &mut Texts, dice: &mut Ids) -> Option<(String, String)> {
    let keys: Vec<String> = texts.keys().cloned().collect();
    let key = keys[below(dice, keys.len())].clone();
    let before = texts[&key].clone();
    let mut letters: Vec<char> = before.chars().collect();
    if letters.is_empty() {
        return None;
    }
    let at = below(dice, letters.len());
    let after: String = match dice.below(6) {
        0 | 1 => {
            let flipped = u32::from(letters[at]) ^ (1 << dice.below(15));
            letters[at] = char::from_u32(flipped).unwrap_or('\u{fffd}');
            letters.into_iter().collect()
        }
        2 => letters.into_iter().take(at).collect(),
        3 => {
            texts.remove(&key);
            return None;
        }
        // Another key's text, or the same one twice.
        4 => texts[&keys[below(dice, keys.len())]].clone(),
        _ => format!("{before}{before}"),
    };
    if after == before {
        return None;
    }
    texts.insert(key.clone(), after.clone());
    Some((key, after))
}

/// Says whether bytes are still where they were, or in quarantine.
fn is_kept(texts: &Texts, key: &str, bytes: &str) -> bool {
    let aside = format!("{key}\n{bytes}");
    texts.get(key).is_some_and(|text| text == bytes)
        || texts.iter().any(|(at, text)| at.starts_with("trichter/quarantine/") && *text == aside)
}

/// Loads what is left; the state must be one that was.
fn load(life: &Life, store: &mut Kept, what: &str) -> Option<(usize, Loaded)> {
    match store.load(life.id()) {
        Ok(loaded) => {
            assert_eq!(loaded.workspace.problems(), Vec::new(), "{what}");
            let age = life.age_of(&loaded.workspace);
            Some((age.unwrap_or_else(|| panic!("{what}: the state never was")), loaded))
        }
        Err(LoadError::Unknown | LoadError::Unreadable(_)) => None,
        Err(error) => panic!("{what}: {error:?}"),
    }
}

#[test]
fn random_damage_gives_a_state_that_was_and_destroys_no_bytes() {
    let lives: Vec<Life> = (0..LIVES).map(|seed| Life::random(seed, EDITS)).collect();
    let stored: Vec<Texts> = lives.iter().map(lived).collect();
    let [newest, earlier, none, healed, bytes] =
        each((DAMAGES / CASES) as u64, |part| damage_at_random(part, &lives, &stored))
            .into_iter()
            .fold([0; 5], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
    println!(
        "{DAMAGES} damaged stores: {newest} gave the newest state, {earlier} an earlier one, {none} \
         none; {healed} were healed by the other copy; {bytes} unreadable texts are all kept"
    );
    assert_eq!(newest + earlier + none, DAMAGES);
    assert!(newest > 0 && earlier > 0 && none > 0);
}

/// Damages stores; counts those that gave the newest state, an earlier one, none, those that were
/// healed, and texts that nobody can read.
fn damage_at_random(part: u64, lives: &[Life], stored: &[Texts]) -> [usize; 5] {
    let mut dice = Ids::seeded(77 + part);
    let (mut newest, mut earlier, mut none, mut healed, mut bytes) = (0, 0, 0, 0, 0);
    let first = usize::try_from(part).unwrap() * CASES;
    for case in first..first + CASES {
        let what = format!("case {case}");
        let nth = case % lives.len();
        let life = &lives[nth];
        let mut texts = stored[nth].clone();
        let hits = 1 + below(&mut dice, 3);
        let mut unreadable: Vec<(String, String)> =
            (0..hits).filter_map(|_| damage(&mut texts, &mut dice)).collect();
        // What was damaged twice is there in its last form only.
        unreadable.retain(|(key, text)| texts.get(key) == Some(text));
        // A whole mirror heals everything, a whole local storage too.
        let (local, mirror) = match case % 4 {
            0 => (texts, Some(stored[nth].clone())),
            1 => (stored[nth].clone(), Some(texts)),
            _ => (texts, None),
        };
        let whole_copy = mirror.is_some();
        let mut store = open(local, mirror);
        let loaded = load(life, &mut store, &what);
        match &loaded {
            Some((age, _)) if *age == EDITS => newest += 1,
            Some(_) => earlier += 1,
            None => none += 1,
        }
        if whole_copy {
            assert!(matches!(loaded, Some((EDITS, _))), "{what}: the copy has everything");
            healed += 1;
        }
        // Life goes on, through the next snapshots.
        if let Some((age, loaded)) = loaded {
            let mut workspace = loaded.workspace;
            let mut history = trichter::workspace::History::default();
            store.begin_term(2 << 20);
            if let Some(done) = lives::random_edit(&mut workspace, &mut history, &mut dice) {
                store.append(&done, &workspace).unwrap();
            }
            if case % 8 == 0 {
                store.compact(&workspace).unwrap();
                store.compact(&workspace).unwrap();
                let again = open(all(&store), None).load(life.id()).unwrap();
                assert!(again.workspace == workspace, "{what}: what follows {age} is lost");
            }
        }
        let left = all(&store);
        for (key, text) in unreadable {
            bytes += 1;
            // A text that is whole and only in the wrong place is somewhere else, too.
            let elsewhere = stored[nth].values().any(|other| *other == text);
            assert!(
                elsewhere
                    || key == "trichter/term"
                    || is_kept(&left, &key, &text)
                    || copy_kept(&store, &key, &text),
                "{what}: bytes of {key} are gone"
            );
        }
    }
    [newest, earlier, none, healed, bytes]
}

/// Says whether the second copy still has bytes that the first has whole.
fn copy_kept(store: &Kept, key: &str, bytes: &str) -> bool {
    store.storage().read_copy(key).unwrap().is_some_and(|text| text == bytes)
}

#[test]
fn whichever_keys_are_missing_what_is_read_is_a_state_that_was() {
    let life = Life::random(5, EDITS);
    let texts = lived(&life);
    let keys: Vec<&String> = texts.keys().collect();
    assert!(keys.len() <= 14, "{keys:?}");
    let (mut read, mut subsets) = (0, 0);
    for missing in 0..1_usize << keys.len() {
        let left: Texts = keys
            .iter()
            .enumerate()
            .filter(|(at, _)| missing & (1 << at) == 0)
            .map(|(_, key)| ((*key).clone(), texts[*key].clone()))
            .collect();
        let what = format!("without {missing:b} of {keys:?}");
        let mut store = open(left.clone(), None);
        let loaded = load(&life, &mut store, &what);
        read += usize::from(loaded.is_some());
        // What is left is whole: it is where it was or set aside.
        let after = all(&store);
        for (key, text) in &left {
            assert!(is_kept(&after, key, text), "{what}: {key} is gone");
        }
        if missing % 16 == 0 {
            let mut store = open(left, Some(texts.clone()));
            let loaded = load(&life, &mut store, &what);
            assert!(matches!(loaded, Some((EDITS, _))), "{what}: the mirror has everything");
        }
        subsets += 1;
    }
    println!("{subsets} subsets of {} keys: {read} gave a state that was", keys.len());
    assert!(read > 0 && read < subsets);
}

#[test]
fn a_storage_without_room_at_any_write_refuses_and_loses_nothing() {
    let (refused, cases) = each(FULL_HISTORIES, fill_everywhere)
        .into_iter()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!(
        "{FULL_HISTORIES} histories of {FULL_EDITS} edits: {cases} times no room, {refused} edits \
         refused, none of the acknowledged lost"
    );
    assert!(refused > 0);
}

/// Takes the room at each write of a history; counts what was refused, and how often.
fn fill_everywhere(seed: u64) -> (usize, usize) {
    let (mut refused, mut cases) = (0, 0);
    let life = Life::random(1_000 + seed, FULL_EDITS);
    let mirrored = seed.is_multiple_of(3);
    let mut store = open(Texts::new(), mirrored.then(Texts::new));
    store.save(&life.start).unwrap();
    let mut history = History::default();
    for (at, (transaction, workspace)) in life.steps.iter().enumerate() {
        let compacts = at % 9 == 8;
        history.push(transaction.clone());
        let keep = |store: &mut Kept| keep(store, &life, at, &history);
        let mut dry = store.clone();
        let before = dry.storage_mut().local_mut().unwrap().writes;
        keep(&mut dry).unwrap();
        if compacts {
            dry.compact(workspace).unwrap();
        }
        let writes = dry.storage_mut().local_mut().unwrap().writes - before;
        for write in 0..writes {
            for forever in [false, true] {
                let what = format!("seed {seed}, edit {at}, write {write}, {forever}");
                cases += 1;
                let mut full = store.clone();
                let local = full.storage_mut().local_mut().unwrap();
                let from = local.writes + write;
                local.full = if forever { Full::From(from) } else { Full::Once(from) };
                let mut acknowledged = at;
                if keep(&mut full).is_ok() {
                    acknowledged = at + 1;
                }
                if compacts && full.compact(workspace).is_ok() {
                    acknowledged = at + 1;
                }
                refused += usize::from(acknowledged == at);
                if mirrored {
                    // The mirror takes what local storage refuses, and says so.
                    assert_eq!(acknowledged, at + 1, "{what}");
                    let batch = full.storage_mut().next_batch().unwrap();
                    full.storage_mut().acknowledge(batch.number);
                    assert_eq!(full.storage().durability(), Durability::Saved, "{what}");
                    assert!(!forever || full.storage().local_trouble().is_some(), "{what}");
                }
                // The edit after a refused one saves both.
                let mut reached = acknowledged;
                if !forever && let Some((next, after)) = life.steps.get(at + 1) {
                    full.append(next, after).unwrap();
                    reached = at + 2;
                }
                if cases % 5 == 0 {
                    let left = all(&full);
                    let found = load(&life, &mut open(left, None), &what);
                    assert!(found.is_some_and(|(age, _)| age == reached), "{what}: {reached}");
                }
            }
        }
        keep(&mut store).unwrap();
        if compacts {
            store.compact(workspace).unwrap();
        }
        while let Some(batch) = store.storage_mut().next_batch() {
            store.storage_mut().acknowledge(batch.number);
        }
    }
    (refused, cases)
}

/// Saves an edit; some as one that is too long for the journal.
fn keep(store: &mut Kept, life: &Life, at: usize, history: &History) -> Result<(), SaveError> {
    let (transaction, workspace) = &life.steps[at];
    if at % 4 == 3 {
        let mut saving = store.begin_saving(workspace, None);
        while store.go_on_saving(&mut saving, workspace, Some(history))? == Progress::More {}
        Ok(())
    } else {
        store.append(transaction, workspace).map(|_| ())
    }
}

#[test]
fn what_cannot_be_set_aside_stays_where_it_is() {
    let life = Life::random(9, EDITS);
    let mut texts = lived(&life);
    let key = texts.keys().find(|key| key.contains("/m/0")).unwrap().clone();
    texts.insert(key.clone(), "damaged".to_owned());
    let mut watched = Watched::new(texts);
    watched.full = Full::From(0);
    let mut store = Store::open(Shelf::new(Some(watched), None)).unwrap().0;
    let loaded = store.load(life.id()).unwrap();
    assert!(loaded.troubles.iter().all(|trouble| trouble.quarantine.is_err()));
    let refused = store.save(&loaded.workspace);
    assert!(matches!(refused, Err(SaveError::InTheWay { .. })), "{refused:?}");
    assert_eq!(all(&store)[&key], "damaged");
}
