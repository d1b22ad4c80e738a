//! How much fits into local storage, and how much one edit writes.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "measurements are printed")]

use std::fmt::Write as _;
use trichter::domain::{
    Activity, ActivityId, ActivityKind, Deal, Happening, Ids, Language, Moment, StageEvent,
    Timestamp, WorkspaceId,
};
use trichter::example::{Simulation, simulate};
use trichter::store::{
    Counting, JOURNAL_UNITS, MemoryStorage, Progress, QUOTA, Saved, Storage, Store,
};
use trichter::workspace::{Command, Parts, Place, Workspace};

/// How many deals are to fit. Where nothing is optimised, a tenth is measured.
const DEALS: usize = if cfg!(debug_assertions) { 1_000 } else { 10_000 };
/// So many deals must fit with one generation of snapshots; the other is then in the
/// database only, and the page says so.
const MUST_FIT: usize = 10_000;
/// So many must fit with both generations.
const MUST_FIT_TWICE: usize = 6_500;
/// What each deal has.
const STAGE_CHANGES: usize = 10;
const ACTIVITIES: usize = 5;
const NOTE_CHARACTERS: usize = 300;
/// How many words there are to write notes with.
const VOCABULARY: u64 = 6_000;
/// The most that one edit may write, in bytes.
const EDIT_BYTES: usize = 2 * 1024;

/// Makes a word of syllables; the same number is the same word.
fn word(number: u64) -> String {
    const ONSETS: [&str; 16] =
        ["b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "sch", "st", "t", "w"];
    const RHYMES: [&str; 12] =
        ["a", "ei", "e", "en", "er", "ich", "o", "un", "ung", "au", "ä", "ink"];
    let mut dice = Ids::seeded(number.wrapping_mul(7_919) + 1);
    let mut text = String::new();
    for _ in 0..=dice.below(3) {
        for part in [&ONSETS[..], &RHYMES[..]] {
            let nth = usize::try_from(dice.below(part.len() as u64)).unwrap();
            text.push_str(part.get(nth).copied().unwrap_or_default());
        }
    }
    text
}

/// Writes a note; some words are far more frequent than others, as in any language.
fn note(dice: &mut Ids, words: &[String]) -> String {
    let mut text = String::new();
    while text.chars().count() < NOTE_CHARACTERS {
        let bound = 1 + dice.below(VOCABULARY);
        let nth = usize::try_from(dice.below(bound)).unwrap();
        let word = words.get(nth).map(String::as_str).unwrap_or_default();
        write!(text, "{word} ").unwrap();
        if dice.below(9) == 0 {
            write!(text, "{} ", dice.below(100_000)).unwrap();
        }
    }
    text
}

/// Makes realistic deals: the simulator's, with notes, changes and activities added.
fn realistic() -> Workspace {
    let moment = Moment { now: Timestamp::from_millis(1_780_000_000_000), ..Moment::default() };
    let made = simulate(&Simulation::new(DEALS, 42, Language::De, &moment));
    let mut dice = Ids::seeded(43);
    let words: Vec<String> = (0..VOCABULARY).map(word).collect();
    let stages: Vec<_> = made
        .pipelines_in_order()
        .iter()
        .flat_map(|pipeline| pipeline.stages.iter().map(|stage| stage.id))
        .collect();
    let mut activities: Vec<Activity> = Vec::new();
    let mut deals = Vec::new();
    for deal in made.deals().iter() {
        let mut deal = Deal::clone(deal);
        let mut at = deal.created.unwrap_or_default().millis();
        let last = deal.history.pop();
        while deal.history.len() + 1 < STAGE_CHANGES {
            at += i64::try_from(dice.below(9 * 86_400_000)).unwrap();
            let nth = usize::try_from(dice.below(stages.len() as u64)).unwrap();
            let what = Happening::Entered(*stages.get(nth).unwrap());
            deal.history.push(StageEvent { at: Some(Timestamp::from_millis(at)), what });
        }
        deal.history.extend(last);
        deal.notes = note(&mut dice, &words);
        for _ in 0..ACTIVITIES {
            at += i64::try_from(dice.below(9 * 86_400_000)).unwrap();
            let mut subject = note(&mut dice, &words);
            subject.truncate(subject.floor_char_boundary(30));
            activities.push(Activity {
                id: ActivityId::fresh(&mut dice),
                kind: ActivityKind::Call,
                subject: subject.trim().to_owned(),
                deal: Some(deal.id),
                done: Some(Timestamp::from_millis(at)),
                ..Activity::default()
            });
        }
        deals.push(deal);
    }
    Workspace::from_parts(Parts {
        id: WorkspaceId::fresh(&mut dice),
        sequence: 10_000,
        settings: (**made.settings()).clone(),
        pipelines: made.pipelines_in_order().into_iter().map(|one| (**one).clone()).collect(),
        deals,
        organisations: made.organisations().iter().map(|one| (**one).clone()).collect(),
        people: made.people().iter().map(|one| (**one).clone()).collect(),
        activities,
        ..Parts::default()
    })
}

#[test]
fn ten_thousand_realistic_deals_fit_with_room_for_the_journal() {
    let mut workspace = realistic();
    assert_eq!(workspace.activities().len(), DEALS * ACTIVITIES);
    let plain = trichter::document::write(&workspace).len();
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    // In slices, as the page does it.
    let (mut slices, mut longest) = (0, std::time::Duration::ZERO);
    let begin = std::time::Instant::now();
    let mut compaction = store.begin_compaction(&workspace);
    loop {
        let slice = std::time::Instant::now();
        let progress = store.step(&mut compaction).unwrap();
        longest = longest.max(slice.elapsed());
        slices += 1;
        if progress == Progress::Done {
            break;
        }
    }
    let all = begin.elapsed();
    // The other generation, too: an edit in between changes few of its segments.
    store.save(&workspace).unwrap();
    let usage = store.usage(Counting::Units).unwrap();
    let once = usage.used / 2;
    let room = QUOTA - JOURNAL_UNITS * 2;
    let fit = DEALS * room / usage.used;
    let ids = store.storage().texts.keys().cloned().collect::<Vec<_>>();
    println!(
        "{} deals fit with one generation. {DEALS} deals with {STAGE_CHANGES} stage changes, {ACTIVITIES} activities and \
         {NOTE_CHARACTERS} characters of notes: {:.1} MB of JSON, {} units in two generations of \
         {} keys, written in {slices} slices in {all:?}, the longest {longest:?}; {fit} deals fit \
         beside a journal of {} units",
        DEALS * room / once,
        plain as f64 / 1e6,
        usage.used,
        ids.len(),
        JOURNAL_UNITS * 2,
    );
    assert!(DEALS * room / once >= MUST_FIT && fit >= MUST_FIT_TWICE, "{fit}");

    // An edit writes little, and the next snapshot few segments.
    let mut ids = Ids::seeded(44);
    let before = store.storage().clone();
    let deal = workspace.deals().iter().find(|deal| deal.outcome.is_open()).unwrap();
    let stage = workspace.pipelines_in_order().first().unwrap().stages.last().unwrap().id;
    let command = Command::MoveDeal { deal: deal.id, stage, place: Place::Top };
    let done = workspace.apply(command, &Moment::default(), &mut ids).unwrap();
    assert_eq!(store.append(&done, &workspace), Ok(Saved::Journalled));
    let written: usize = changed(&before, store.storage()).iter().map(String::len).sum();
    assert!(written <= EDIT_BYTES, "one edit wrote {written} bytes");
    let before = store.storage().clone();
    store.compact(&workspace).unwrap();
    let segments = changed(&before, store.storage()).len();
    println!("one edit wrote {written} bytes; the snapshot after it {segments} keys");
    assert!(segments <= 5, "{segments} keys");
    assert_eq!(store.load(workspace.id()).unwrap().workspace, workspace);
}

/// Returns the texts that are new or different, with their keys.
fn changed(before: &MemoryStorage, after: &MemoryStorage) -> Vec<String> {
    let is_new = |key: &String| before.read(key).unwrap() != after.read(key).unwrap();
    let whole =
        |key: &String| format!("{key}{}", after.texts.get(key).cloned().unwrap_or_default());
    after.texts.keys().filter(|key| is_new(key)).map(whole).collect()
}
