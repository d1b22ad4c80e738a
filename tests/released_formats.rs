//! What an earlier version kept in the browser still opens: journal, snapshots, history,
//! edits a window left, backups. A fixture is never edited; a new format gets a new one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "a fixture is printed")]

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use trichter::document;
use trichter::domain::{Deal, Ids, Language, Moment, Preset, Timestamp};
use trichter::store::backup::{Backup, Making, Packed, Reason};
use trichter::store::left::{self, Taken};
use trichter::store::{MemoryStorage, Storage, Store};
use trichter::workspace::{Command, History, Place, Workspace};

/// What a browser held, and what was in it.
#[derive(Serialize, Deserialize)]
struct Fixture {
    /// The texts by key, as in local storage.
    texts: BTreeMap<String, String>,
    /// The head and the parts of a backup.
    backup: (String, Vec<String>),
    /// The workspace as a document.
    workspace: String,
    /// What could be undone, the latest first.
    undo: Vec<String>,
}

/// The store of schema 1.
const STORE_1: &str = include_str!("documents/store-1.json");

#[test]
fn the_fixture_of_store_1_opens_with_its_history_and_what_was_left() {
    let fixture: Fixture = serde_json::from_str(STORE_1).unwrap();
    let kinds = ["/m/0", "/m/1", "/s/0/", "/s/1/", "/j/", "/h", "/p/", "/opened", "trichter/term"];
    for kind in kinds {
        assert!(fixture.texts.keys().any(|key| key.contains(kind)), "no {kind} in the fixture");
    }
    let expected = document::read(&fixture.workspace).unwrap().workspace;
    let texts = fixture.texts.clone();
    let (mut store, found) = Store::open(MemoryStorage { texts }).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, expected.settings().name);
    assert_eq!(store.current(), Ok(Some(expected.id())));
    let loaded = store.load(expected.id()).unwrap();
    assert_eq!(loaded.troubles, Vec::new());
    assert_eq!(loaded.problems, Vec::new());
    let (workspace, history) = loaded.into_history();
    assert_eq!(workspace, expected);
    let undo: Vec<&str> = history.done().rev().map(|done| done.label.subject.as_str()).collect();
    assert_eq!(undo, fixture.undo);
    let mut left = store.left(expected.id()).unwrap();
    let Some(Taken::Next(edit)) = left[0].next(&workspace) else {
        unreachable!("it fits: nothing was done since")
    };
    assert_eq!(edit.label.subject, "Left");
}

#[test]
fn the_backup_of_that_version_opens() {
    let fixture: Fixture = serde_json::from_str(STORE_1).unwrap();
    let (head, parts) = fixture.backup;
    let (head, reading): (Backup, _) = Packed { head, parts }.open().unwrap();
    let expected = document::read(&fixture.workspace).unwrap().workspace;
    assert_eq!(reading.problems, Vec::new());
    assert_eq!(reading.workspace, expected);
    assert_eq!((head.reason, head.deals), (Reason::Import, expected.deals().len()));
}

#[test]
#[ignore = "prints what a browser holds, from which a fixture is made"]
fn print_a_fixture() {
    let mut ids = Ids::seeded(1);
    let mut workspace = Workspace::new("Fixture", Preset::Standard, Language::De, &mut ids);
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    store.begin_term(1 << 20);
    store.storage_mut().write(trichter::store::TERM, &(1 << 20).to_string()).unwrap();
    store.save(&workspace).unwrap();
    store.mark_opened(workspace.id(), Timestamp::from_millis(1_000)).unwrap();
    let mut history = History::default();
    let stage = workspace.pipelines_in_order()[0].stages[0].id;
    let create = |title: &str, at: i64, workspace: &mut Workspace, ids: &mut Ids| {
        let deal = Box::new(Deal { title: title.to_owned(), stage, ..Deal::default() });
        let moment = Moment { now: Timestamp::from_millis(at), ..Moment::default() };
        workspace.apply(Command::CreateDeal { deal, place: Place::Bottom }, &moment, ids).unwrap()
    };
    for at in 1..=8 {
        let title = format!("Geschäft {at} „ß“ 😀");
        let done = create(&title, at * 1_000, &mut workspace, &mut ids);
        history.push(done.clone());
        store.append(&done, &workspace).unwrap();
        if at == 5 {
            store.compact(&workspace).unwrap();
            store.keep_past(&workspace, &history).unwrap();
        }
    }
    let edit = create("Left", 9_000, &mut workspace.clone(), &mut ids);
    let (key, text) = left::leave(workspace.id(), 7, &[edit]);
    store.storage_mut().write(&key, &text).unwrap();
    let making = Making::new(&workspace, Reason::Import, Timestamp::from_millis(9_000));
    let Packed { head, parts } = making.finish();
    let fixture = Fixture {
        texts: store.storage().texts.clone(),
        backup: (head, parts),
        workspace: document::write(&workspace),
        undo: history.done().rev().map(|done| done.label.subject.clone()).collect(),
    };
    println!("FIXTURE {}", serde_json::to_string(&fixture).unwrap());
}
