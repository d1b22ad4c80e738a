//! Whatever bytes come in, the readers give an error list or a valid state.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{Life, Texts, Watched, below};
use std::ops::Range;
use std::time::{Duration, Instant};
use trichter::document::{self, Flaw, Repair, decode};
use trichter::domain::{Ids, Language, Moment, Timestamp};
use trichter::example::{Simulation, simulate};
use trichter::store::{Shelf, Storage, Store};
use trichter::workspace::Workspace;

/// How many damaged documents and journals are read in every run.
const CASES: usize = 20_000;
/// How many in the long run.
const MANY_CASES: usize = 1_000_000;
/// The longest that one of them may take, on a busy machine without optimisation.
const LONGEST: Duration = Duration::from_secs(2);

/// What breaks naive readers.
const PIECES: [&str; 22] = [
    "\u{feff}",
    "\\ud800",
    "\\udc00",
    "\"\\ud800\"",
    "1e400",
    "-1",
    "99999999999999999999999999999",
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "{\"entered\":\"x\"}",
    "\u{0}",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "0.1",
    "\u{2028}",
];

/// Damages bytes a few times.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Ids) {
    for _ in 0..=dice.below(4) {
        let at = below(dice, bytes.len() + 1);
        let to = (at + below(dice, 60)).min(bytes.len());
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => bytes.truncate(at),
            2 => _ = bytes.drain(at..to),
            // The same ids and names once more.
            3 => {
                let piece = bytes[at..to].to_vec();
                let place = below(dice, bytes.len() + 1);
                bytes.splice(place..place, piece);
            }
            // Nothing, a huge number, half a letter in place of a value.
            4 | 5 => {
                let piece = PIECES[below(dice, PIECES.len())].bytes();
                bytes.splice(at..to, piece);
            }
            6 => relink(bytes, dice),
            _ => _ = bytes.splice(at..at, PIECES[below(dice, PIECES.len())].bytes()),
        }
    }
}

/// Puts an id where another one was: one that is taken, one of another kind, or nobody's.
fn relink(bytes: &mut Vec<u8>, dice: &mut Ids) {
    let ids = ids(bytes);
    if ids.is_empty() {
        return;
    }
    let place = ids[below(dice, ids.len())].clone();
    let mut id = bytes[ids[below(dice, ids.len())].clone()].to_vec();
    if dice.below(3) == 0 {
        let at = 1 + below(dice, id.len() - 1);
        id[at] = b"0123456789"[below(dice, 10)];
    }
    bytes.splice(place, id);
}

/// Where ids stand: quoted, of small letters and digits, as long as ids are.
fn ids(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"') {
        let text = &bytes[begin..at];
        let plain = text.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if plain && (11..=13).contains(&text.len()) && text.iter().any(u8::is_ascii_digit) {
            found.push(begin..at);
        }
        begin = at + 1;
    }
    found
}

/// Writes a text as another program may.
fn encoded(bytes: Vec<u8>, dice: &mut Ids) -> Vec<u8> {
    let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
    match dice.below(8) {
        0 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        1 => [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        2 => [vec![0xfe, 0xff], text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
        _ => bytes,
    }
}

/// What documents had in them that were read in spite of it.
#[derive(Default)]
struct Seen {
    documents: usize,
    /// Links to nobody.
    dangling: usize,
    /// Ids that another record has.
    twice: usize,
}

/// Reads a document; counts it and what was mended in it.
fn reads(bytes: &[u8], seen: &mut Seen) {
    let begin = Instant::now();
    let reading = decode(bytes).ok().and_then(|text| document::read(&text).ok());
    assert!(begin.elapsed() < LONGEST, "{} bytes took {:?}", bytes.len(), begin.elapsed());
    let Some(reading) = reading else { return };
    assert_eq!(reading.workspace.problems(), Vec::new());
    seen.documents += 1;
    let mended = |is: fn(&document::Problem) -> bool| usize::from(reading.problems.iter().any(is));
    seen.dangling +=
        mended(|one| matches!(one.repair, Repair::PutInto(_)) || one.repair == Repair::Cleared);
    seen.twice += mended(|one| one.flaw == Flaw::SameId);
}

fn fuzz(cases: usize) {
    let mut dice = Ids::seeded(2_024);
    let life = Life::random(3, 12);
    let moment = Moment { now: Timestamp::from_millis(1_780_000_000_000), ..Moment::default() };
    let linked = simulate(&Simulation::new(3, 5, Language::De, &moment));
    assert!(!linked.people().is_empty() && !linked.activities().is_empty());
    let plain = [life.state(12), &linked].map(|state| document::write(state).into_bytes());
    let mut store = Store::open(Shelf::new(Some(Watched::new(Texts::new())), None)).unwrap().0;
    store.save(&life.start).unwrap();
    for (transaction, workspace) in life.steps.iter().take(3) {
        store.append(transaction, workspace).unwrap();
    }
    let texts = store.storage_mut().local_mut().unwrap().texts.clone();
    let journal: Vec<&String> = texts.keys().filter(|key| key.contains("/j/")).collect();
    let (mut seen, mut journals) = (Seen::default(), 0);
    for case in 0..cases {
        if case % 2 == 0 {
            let mut bytes = plain[case / 2 % plain.len()].clone();
            mutate(&mut bytes, &mut dice);
            reads(&encoded(bytes, &mut dice), &mut seen);
        } else {
            let mut texts = texts.clone();
            let key = journal[below(&mut dice, journal.len())];
            let mut bytes = texts[key].clone().into_bytes();
            mutate(&mut bytes, &mut dice);
            let mut text = String::from_utf8_lossy(&bytes).into_owned();
            if dice.below(2) == 0 {
                // Damage that a checksum does not see: another program wrote it.
                text = framed(text.splitn(4, ' ').nth(3).unwrap_or_default());
            }
            texts.insert(key.clone(), text);
            let mut store = Store::open(Shelf::new(Some(Watched::new(texts)), None)).unwrap().0;
            let loaded = store.load(life.id()).unwrap();
            journals += usize::from(loaded.workspace.sequence() == 3);
            assert!(!store.storage().keys().unwrap().is_empty());
        }
    }
    let Seen { documents, dangling, twice } = seen;
    println!(
        "{cases} cases: {documents} documents and {journals} journals were read whole or mended, \
         {dangling} of them with links to nobody, {twice} with an id twice"
    );
    assert!(documents > 0 && journals > 0 && dangling > 0 && twice > 0);
}

/// Frames a text as the store does.
fn framed(json: &str) -> String {
    let crc = format!("1 {json}").bytes().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    });
    format!("1 {:08x} {} {json}", !crc, json.len())
}

#[test]
fn damaged_documents_and_journals_give_an_error_or_a_valid_state() {
    fuzz(CASES);
}

#[test]
#[ignore = "takes minutes: for the nightly run"]
fn a_million_damaged_documents_and_journals_give_an_error_or_a_valid_state() {
    fuzz(MANY_CASES);
}

#[test]
fn depth_and_size_are_borne() {
    let mut seen = Seen::default();
    let whole = document::write(&Workspace::default());
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        reads(deep.as_bytes(), &mut seen);
        reads(
            whole
                .replacen("\"settings\":", &format!("\"deals\":{deep},\"settings\":"), 1)
                .as_bytes(),
            &mut seen,
        );
        let closed = deep.replace('{', "").len();
        reads(
            format!("{{\"type\":\"trichter\",\"version\":1,\"x\":{deep}1{}}}", "]".repeat(closed))
                .as_bytes(),
            &mut seen,
        );
    }
    reads(
        format!("{{\"type\":\"trichter\",\"version\":1{}}}", "0".repeat(1_000_000)).as_bytes(),
        &mut seen,
    );
    reads(&vec![0xff; 100_000], &mut seen);
    reads(&vec![0xd8; 99_999], &mut seen);
}
