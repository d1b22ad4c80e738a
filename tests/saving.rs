//! What is too long for the journal is saved in slices, while edits go on.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "counts are printed")]

use trichter::domain::{Deal, DealId, Ids, Language, Moment, Preset, Settings, Timestamp};
use trichter::store::{MemoryStorage, Progress, Saved, Saving, Store};
use trichter::workspace::{Batch, Command, History, Transaction, Workspace};

/// So many deals are imported.
const DEALS: usize = 3_000;

/// Someone at work: the workspace, what can be undone, and where it is stored.
struct Desk {
    store: Store<MemoryStorage>,
    workspace: Workspace,
    history: History,
    ids: Ids,
}

impl Desk {
    /// A workspace with two edits in the journal.
    fn new(seed: u64) -> Self {
        let mut ids = Ids::seeded(seed);
        let workspace = Workspace::new("Desk", Preset::Standard, Language::De, &mut ids);
        let mut store = Store::open(MemoryStorage::default()).unwrap().0;
        store.save(&workspace).unwrap();
        let mut desk = Self { store, workspace, history: History::default(), ids };
        for name in ["One", "Two"] {
            let done = desk.call(name);
            let saved = desk.store.append_entry(&done, desk.workspace.id());
            assert_eq!(saved, Ok(Some(Saved::Journalled)));
        }
        desk
    }

    fn run(&mut self, command: Command) -> Transaction {
        let done = self.workspace.apply(command, &Moment::default(), &mut self.ids).unwrap();
        self.history.push(done.clone());
        done
    }

    /// Gives the workspace a name.
    fn call(&mut self, name: &str) -> Transaction {
        let settings = Settings { name: name.to_owned(), ..(**self.workspace.settings()).clone() };
        self.run(Command::EditSettings(Box::new(settings)))
    }

    /// Imports deals, and begins to save them.
    fn import(&mut self) -> Saving {
        let done = self.imported();
        let id = self.workspace.id();
        assert_eq!(self.store.append_entry(&done, id), Ok(None), "it is too long for the journal");
        self.store.begin_saving(&self.workspace, None)
    }

    fn imported(&mut self) -> Transaction {
        let pipeline = self.workspace.pipelines_in_order()[0].clone();
        let deal = |at: usize, ids: &mut Ids| Deal {
            id: DealId::fresh(ids),
            title: format!("Imported {at}"),
            notes: format!("{:x}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15)).repeat(20),
            pipeline: pipeline.id,
            stage: pipeline.stages[0].id,
            ..Deal::default()
        };
        let deals = (0..DEALS).map(|at| deal(at, &mut self.ids)).collect();
        self.run(Command::Import(Box::new(Batch { deals, ..Batch::default() })))
    }

    fn step(&mut self, saving: &mut Saving) -> Progress {
        self.store.go_on_saving(saving, &self.workspace, Some(&self.history)).unwrap()
    }

    /// What somebody finds who opens the page now.
    fn found(&self) -> (Workspace, History) {
        let mut store = Store::open(self.store.storage().clone()).unwrap().0;
        store.load(self.workspace.id()).unwrap().into_history()
    }
}

#[test]
fn an_import_and_what_followed_it_are_found_with_all_that_can_be_undone() {
    let mut desk = Desk::new(1);
    let before = desk.workspace.clone();
    let mut saving = desk.import();
    let mut slices = 0;
    loop {
        // A crash now: what was saved before is there, and nothing of what is not saved.
        let (found, history) = desk.found();
        assert!(found == before && history.done().count() == 2, "slice {slices}");
        if slices % 4 == 1 {
            let done = desk.call(&format!("Name {slices}"));
            saving.follow(&done);
        }
        slices += 1;
        if desk.step(&mut saving) == Progress::Done {
            break;
        }
    }
    let edits = desk.history.done().count();
    println!("{DEALS} deals saved in {slices} slices, {} edits meanwhile", edits - 3);
    assert!(slices > 8 && edits > 4);
    // The same moment: what can be undone is there, too.
    let (mut found, mut history) = desk.found();
    assert!(found == desk.workspace);
    let names = |history: &History| history.done().map(|d| d.label.clone()).collect::<Vec<_>>();
    assert_eq!(names(&history), names(&desk.history));
    while history.undo(&mut found, &Moment::default()).is_some() {}
    assert!(found.deals().is_empty());
    assert_eq!(found.settings().name, "Desk");
}

#[test]
fn a_second_import_while_the_first_is_being_saved_is_saved_with_it() {
    let mut desk = Desk::new(2);
    let mut saving = desk.import();
    for _ in 0..3 {
        assert_eq!(desk.step(&mut saving), Progress::More);
    }
    let done = desk.imported();
    saving.follow(&done);
    let done = desk.call("Last");
    saving.follow(&done);
    while desk.step(&mut saving) == Progress::More {}
    let (found, history) = desk.found();
    assert!(found == desk.workspace && found.deals().len() == 2 * DEALS);
    assert_eq!(history.done().count(), 5);
    // The journal goes on behind it.
    let done = desk.call("After");
    let saved = desk.store.append_entry(&done, desk.workspace.id());
    assert_eq!(saved, Ok(Some(Saved::Journalled)));
    assert!(desk.found().0 == desk.workspace);
}

#[test]
fn a_workspace_that_is_adopted_is_the_one_opened_last_when_it_is_saved() {
    let mut desk = Desk::new(3);
    desk.store.mark_opened(desk.workspace.id(), Timestamp::from_millis(1)).unwrap();
    let mut other = Desk::new(4);
    other.imported();
    let mut saving = desk.store.begin_saving(&other.workspace, Some(Timestamp::from_millis(2)));
    assert!(saving.is_adoption());
    let mut slices = 0;
    loop {
        assert_eq!(desk.store.current(), Ok(Some(desk.workspace.id())), "slice {slices}");
        slices += 1;
        let history = Some(&other.history);
        if desk.store.go_on_saving(&mut saving, &other.workspace, history) == Ok(Progress::Done) {
            break;
        }
    }
    assert_eq!(desk.store.current(), Ok(Some(other.workspace.id())));
    let (mut store, found) = Store::open(desk.store.storage().clone()).unwrap();
    assert_eq!(found[0].id, other.workspace.id());
    assert!(store.load(other.workspace.id()).unwrap().workspace == other.workspace);
}

#[test]
fn a_workspace_that_is_removed_while_it_is_saved_does_not_come_back() {
    let mut removals = 0;
    for slices in 0.. {
        let mut desk = Desk::new(5);
        let mut saving = desk.import();
        let ended = (0..slices).any(|_| desk.step(&mut saving) == Progress::Done);
        if ended {
            break;
        }
        let id = desk.workspace.id();
        desk.store.delete_workspace(id).unwrap();
        assert_eq!(desk.step(&mut saving), Progress::Overtaken, "after {slices} slices");
        assert!(desk.store.storage().texts.is_empty(), "after {slices} slices");
        removals += 1;
    }
    println!("removed after each of {removals} slices");
    assert!(removals > 8);
}
