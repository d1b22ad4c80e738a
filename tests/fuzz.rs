//! Whatever bytes come in, the readers give an error list or a valid state.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{Life, Texts, Watched, below};
use std::time::{Duration, Instant};
use trichter::document::{self, decode};
use trichter::domain::Ids;
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
        match dice.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => bytes.truncate(at),
            2 => _ = bytes.drain(at..to),
            // The same ids and names once more.
            3 => {
                let piece = bytes[at..to].to_vec();
                let place = below(dice, bytes.len() + 1);
                bytes.splice(place..place, piece);
            }
            // A link to nothing, a huge number, half a letter in place of a value.
            4 | 5 => {
                let piece = PIECES[below(dice, PIECES.len())].bytes();
                bytes.splice(at..to, piece);
            }
            _ => _ = bytes.splice(at..at, PIECES[below(dice, PIECES.len())].bytes()),
        }
    }
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

/// Reads a document; says whether there was a workspace in it.
fn reads(bytes: &[u8]) -> bool {
    let begin = Instant::now();
    let reading = decode(bytes).ok().and_then(|text| document::read(&text).ok());
    assert!(begin.elapsed() < LONGEST, "{} bytes took {:?}", bytes.len(), begin.elapsed());
    let Some(reading) = reading else { return false };
    assert_eq!(reading.workspace.problems(), Vec::new());
    true
}

fn fuzz(cases: usize) {
    let mut dice = Ids::seeded(2_024);
    let life = Life::random(3, 12);
    let plain = document::write(life.state(12)).into_bytes();
    let mut store = Store::open(Shelf::new(Some(Watched::new(Texts::new())), None)).unwrap().0;
    store.save(&life.start).unwrap();
    for (transaction, workspace) in life.steps.iter().take(3) {
        store.append(transaction, workspace).unwrap();
    }
    let texts = store.storage_mut().local_mut().unwrap().texts.clone();
    let journal: Vec<&String> = texts.keys().filter(|key| key.contains("/j/")).collect();
    let (mut documents, mut journals) = (0, 0);
    for case in 0..cases {
        if case % 2 == 0 {
            let mut bytes = plain.clone();
            mutate(&mut bytes, &mut dice);
            documents += usize::from(reads(&encoded(bytes, &mut dice)));
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
    println!(
        "{cases} cases: {documents} documents and {journals} journals were read whole or mended"
    );
    assert!(documents > 0 && journals > 0);
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
    let whole = document::write(&Workspace::default());
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        reads(deep.as_bytes());
        reads(
            whole
                .replacen("\"settings\":", &format!("\"deals\":{deep},\"settings\":"), 1)
                .as_bytes(),
        );
        let closed = deep.replace('{', "").len();
        reads(
            format!("{{\"type\":\"trichter\",\"version\":1,\"x\":{deep}1{}}}", "]".repeat(closed))
                .as_bytes(),
        );
    }
    reads(format!("{{\"type\":\"trichter\",\"version\":1{}}}", "0".repeat(1_000_000)).as_bytes());
    reads(&vec![0xff; 100_000]);
    reads(&vec![0xd8; 99_999]);
}
