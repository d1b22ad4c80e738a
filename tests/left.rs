//! What a window could not save before it was closed is done by the one that writes next.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

use trichter::domain::{Deal, DealId, Ids, Language, Moment, Organisation, Preset, Settings};
use trichter::store::left::{self, Taken};
use trichter::store::{MemoryStorage, Storage, Store};
use trichter::workspace::{Command, Place, Transaction, Workspace};

fn started(ids: &mut Ids) -> (Store<MemoryStorage>, Workspace) {
    let workspace = Workspace::new("One", Preset::Standard, Language::De, ids);
    let mut store = Store::open(MemoryStorage::default()).unwrap().0;
    store.save(&workspace).unwrap();
    (store, workspace)
}

fn create(workspace: &mut Workspace, title: &str, ids: &mut Ids) -> Transaction {
    let stage = workspace.pipelines_in_order()[0].stages[0].id;
    let deal = Box::new(Deal { title: title.to_owned(), stage, ..Deal::default() });
    let command = Command::CreateDeal { deal, place: Place::Bottom };
    workspace.apply(command, &Moment::default(), ids).unwrap()
}

fn rename(workspace: &mut Workspace, deal: DealId, title: &str, ids: &mut Ids) -> Transaction {
    let deal = Deal { title: title.to_owned(), ..(**workspace.deals().get(deal).unwrap()).clone() };
    workspace.apply(Command::EditDeal(Box::new(deal)), &Moment::default(), ids).unwrap()
}

fn leave(
    store: &mut Store<MemoryStorage>,
    workspace: &Workspace,
    number: u64,
    edits: &[Transaction],
) {
    let (key, text) = left::leave(workspace.id(), number, edits);
    assert!(left::is_left(workspace.id(), &key));
    store.storage_mut().write(&key, &text).unwrap();
}

/// Does what was left, as the window that writes does; says what was refused.
fn take_up(store: &mut Store<MemoryStorage>, workspace: &mut Workspace) -> (usize, Vec<String>) {
    let (mut done, mut refused) = (0, Vec::new());
    for mut left in store.left(workspace.id()).unwrap() {
        while let Some(taken) = left.next(workspace) {
            match taken {
                Taken::Next(transaction) => {
                    workspace.replay(&transaction);
                    store.append(&transaction, workspace).unwrap();
                    done += 1;
                }
                Taken::Known => {}
                Taken::Changed(transaction) => refused.push(transaction.label.subject),
            }
        }
        store.forget_left(&left).unwrap();
    }
    (done, refused)
}

fn titles(workspace: &Workspace) -> Vec<String> {
    let mut titles: Vec<String> = workspace.deals().iter().map(|deal| deal.title.clone()).collect();
    titles.sort();
    titles
}

#[test]
fn edits_of_a_closed_window_are_done_by_the_one_that_writes_next_and_saved() {
    let mut ids = Ids::seeded(1);
    let (mut store, mut workspace) = started(&mut ids);
    // The other window does not write: it waits for its turn.
    let mut there = workspace.clone();
    let mut edits = vec![create(&mut there, "There", &mut ids)];
    let deal = there.deals().iter().next().unwrap().id;
    edits.push(rename(&mut there, deal, "There and renamed", &mut ids));
    leave(&mut store, &workspace, 7, &edits);
    // Meanwhile the writer goes on.
    let here = create(&mut workspace, "Here", &mut ids);
    store.append(&here, &workspace).unwrap();
    assert_eq!(take_up(&mut store, &mut workspace), (2, Vec::new()));
    assert_eq!(titles(&workspace), ["Here", "There and renamed"]);
    assert_eq!(workspace.problems(), Vec::new());
    assert_eq!(workspace.sequence(), 3);
    let mut store = Store::open(store.storage().clone()).unwrap().0;
    assert_eq!(store.load(workspace.id()).unwrap().workspace, workspace);
    assert!(store.left(workspace.id()).unwrap().is_empty());
}

#[test]
fn an_edit_that_no_longer_fits_is_reported_and_changes_nothing() {
    let mut ids = Ids::seeded(2);
    let (mut store, mut workspace) = started(&mut ids);
    let first = create(&mut workspace, "Deal", &mut ids);
    store.append(&first, &workspace).unwrap();
    let deal = workspace.deals().iter().next().unwrap().id;
    let edits = [rename(&mut workspace.clone(), deal, "Renamed there", &mut ids)];
    leave(&mut store, &workspace, 1, &edits);
    let here = rename(&mut workspace, deal, "Renamed here", &mut ids);
    store.append(&here, &workspace).unwrap();
    assert_eq!(take_up(&mut store, &mut workspace), (0, vec!["Renamed there".to_owned()]));
    assert_eq!(titles(&workspace), ["Renamed here"]);
}

#[test]
fn an_edit_that_needs_what_is_gone_is_reported_and_breaks_no_rule() {
    let mut ids = Ids::seeded(6);
    let (mut store, mut workspace) = started(&mut ids);
    let organisation = Organisation { name: "Gone".to_owned(), ..Organisation::default() };
    let command = Command::SaveOrganisation(Box::new(organisation));
    let saved = workspace.apply(command, &Moment::default(), &mut ids).unwrap();
    store.append(&saved, &workspace).unwrap();
    let id = workspace.organisations().iter().next().unwrap().id;
    let stage = workspace.pipelines_in_order()[0].stages[0].id;
    let title = "There".to_owned();
    let deal = Box::new(Deal { title, stage, organisation: Some(id), ..Deal::default() });
    let command = Command::CreateDeal { deal, place: Place::Bottom };
    let edit = workspace.clone().apply(command, &Moment::default(), &mut ids).unwrap();
    assert!(workspace.takes(&edit));
    leave(&mut store, &workspace, 1, std::slice::from_ref(&edit));
    let gone =
        workspace.apply(Command::DeleteOrganisation(id), &Moment::default(), &mut ids).unwrap();
    store.append(&gone, &workspace).unwrap();
    assert!(!workspace.takes(&edit));
    assert_eq!(take_up(&mut store, &mut workspace), (0, vec!["There".to_owned()]));
    assert_eq!(workspace.problems(), Vec::new());
}

#[test]
fn edits_that_were_done_and_not_taken_away_are_not_done_twice() {
    let mut ids = Ids::seeded(3);
    let (mut store, mut workspace) = started(&mut ids);
    let edits = [create(&mut workspace.clone(), "Once", &mut ids)];
    leave(&mut store, &workspace, 1, &edits);
    let before = store.storage().clone();
    assert_eq!(take_up(&mut store, &mut workspace), (1, Vec::new()));
    // The browser is killed after the edit and before the key is gone.
    let (key, text) = left::leave(workspace.id(), 1, &edits);
    assert_eq!(before.read(&key).unwrap().as_ref(), Some(&text));
    store.storage_mut().write(&key, &text).unwrap();
    let mut store = Store::open(store.storage().clone()).unwrap().0;
    let mut workspace = store.load(workspace.id()).unwrap().workspace;
    assert_eq!(take_up(&mut store, &mut workspace), (0, Vec::new()));
    assert_eq!(titles(&workspace), ["Once"]);
}

#[test]
fn what_was_left_of_another_workspace_stays_until_that_one_is_open() {
    let mut ids = Ids::seeded(4);
    let (mut store, mut one) = started(&mut ids);
    let mut two = Workspace::new("Two", Preset::Standard, Language::En, &mut ids);
    store.save(&two).unwrap();
    let settings = Settings { name: "Second".to_owned(), ..(**two.settings()).clone() };
    let command = Command::EditSettings(Box::new(settings));
    let edit = two.clone().apply(command, &Moment::default(), &mut ids).unwrap();
    leave(&mut store, &two, 1, &[edit]);
    assert_eq!(take_up(&mut store, &mut one), (0, Vec::new()));
    assert_eq!(take_up(&mut store, &mut two), (1, Vec::new()));
    assert_eq!(two.settings().name, "Second");
    // A workspace that is removed takes along what was left of it.
    let edit = create(&mut two.clone(), "Late", &mut ids);
    leave(&mut store, &two, 2, &[edit]);
    store.delete_workspace(two.id()).unwrap();
    assert!(store.storage().keys().unwrap().iter().all(|key| !left::is_left(two.id(), key)));
}

#[test]
fn damaged_bytes_are_set_aside() {
    let mut ids = Ids::seeded(5);
    let (mut store, mut workspace) = started(&mut ids);
    let edits = [create(&mut workspace.clone(), "Lost", &mut ids)];
    let (key, text) = left::leave(workspace.id(), 1, &edits);
    let damaged = text.replacen("Lost", "Lust", 1);
    store.storage_mut().write(&key, &damaged).unwrap();
    assert_eq!(take_up(&mut store, &mut workspace), (0, Vec::new()));
    assert_eq!(store.storage().read(&key).unwrap(), None);
    let aside = store.storage().texts.values().any(|text| *text == format!("{key}\n{damaged}"));
    assert!(aside, "the bytes are in quarantine");
}
