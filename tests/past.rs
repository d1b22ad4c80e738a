//! The history survives a reload: the last two hundred steps, with their names.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "measurements are printed")]

use trichter::domain::{Deal, DealId, Ids, Language, Moment, Preset, Settings, Timestamp};
use trichter::store::past::STEPS;
use trichter::store::{Damage, MemoryStorage, Progress, Saved, Storage, Store};
use trichter::workspace::{Batch, Command, History, Label, Place, Workspace};

/// Someone at work: the workspace, what can be undone, and where it is stored.
struct Desk {
    store: Store<MemoryStorage>,
    workspace: Workspace,
    history: History,
    ids: Ids,
    clock: i64,
    /// The state after each number of edits that are in force.
    states: Vec<Workspace>,
}

impl Desk {
    fn new(seed: u64) -> Self {
        let mut ids = Ids::seeded(seed);
        let workspace = Workspace::new("Desk", Preset::Standard, Language::De, &mut ids);
        let mut store = Store::open(MemoryStorage::default()).unwrap().0;
        store.save(&workspace).unwrap();
        let states = vec![workspace.clone()];
        Self { store, workspace, history: History::default(), ids, clock: 0, states }
    }

    fn moment(&mut self) -> Moment {
        self.clock += 1_000;
        Moment { now: Timestamp::from_millis(self.clock), ..Moment::default() }
    }

    /// Does as the page does: saves, and folds the journal when it is long.
    fn keep(&mut self, saved: Saved) {
        if saved == Saved::CompactionDue {
            self.store.compact(&self.workspace).unwrap();
        }
        if self.store.is_past_due(self.workspace.id()) {
            assert!(self.store.keep_past(&self.workspace, &self.history).unwrap());
        }
    }

    /// Does a command and saves it; what is due then is left undone.
    fn append(&mut self, command: Command) -> Saved {
        let moment = self.moment();
        let done = self.workspace.apply(command, &moment, &mut self.ids).unwrap();
        self.history.push(done.clone());
        self.states.push(self.workspace.clone());
        self.store.append(&done, &self.workspace).unwrap()
    }

    fn run(&mut self, command: Command) {
        let saved = self.append(command);
        self.keep(saved);
    }

    /// Gives the workspace a name, and leaves undone what is due then.
    fn call(&mut self, name: String) -> Saved {
        let settings = Settings { name, ..(**self.workspace.settings()).clone() };
        self.append(Command::EditSettings(Box::new(settings)))
    }

    fn add(&mut self, title: String) {
        let stage = self.workspace.pipelines_in_order()[0].stages[0].id;
        let pipeline = self.workspace.pipelines_in_order()[0].id;
        let deal = Deal { title, stage, pipeline, ..Deal::default() };
        self.run(Command::CreateDeal { deal: Box::new(deal), place: Place::Bottom });
    }

    fn rename(&mut self, nth: usize, title: String) {
        let deals: Vec<_> = self.workspace.deals().iter().cloned().collect();
        let deal = Deal { title, ..(*deals[nth % deals.len()]).clone() };
        self.run(Command::EditDeal(Box::new(deal)));
    }

    fn undo(&mut self) {
        let moment = self.moment();
        let back = self.history.undo(&mut self.workspace, &moment).unwrap();
        self.states.pop();
        let saved = self.store.append(&back, &self.workspace).unwrap();
        self.keep(saved);
    }

    fn reload(&mut self) -> Vec<Damage> {
        let storage = self.store.storage().clone();
        let id = self.workspace.id();
        self.store = Store::open(storage).unwrap().0;
        let loaded = self.store.load(id).unwrap();
        let damage = loaded.troubles.iter().map(|trouble| trouble.damage.clone()).collect();
        let (workspace, history) = loaded.into_history();
        assert!(workspace == self.workspace, "the state is the one that was saved");
        (self.workspace, self.history) = (workspace, history);
        damage
    }

    fn names(&self) -> Vec<Label> {
        self.history.done().map(|step| step.label.clone()).collect()
    }

    /// Takes back everything there is and compares each state; returns how many steps.
    fn unwind(&mut self) -> usize {
        let moment = self.moment();
        let mut states = self.states.clone();
        let mut steps = 0;
        while self.history.undo(&mut self.workspace, &moment).is_some() {
            states.pop();
            steps += 1;
            let expected = states.last().unwrap();
            assert!(
                self.workspace.deals() == expected.deals()
                    && self.workspace.settings() == expected.settings()
                    && self.workspace.problems().is_empty(),
                "step {steps} back"
            );
        }
        steps
    }
}

fn last<T: Clone>(all: &[T], count: usize) -> Vec<T> {
    all[all.len().saturating_sub(count)..].to_vec()
}

#[test]
fn after_three_hundred_edits_and_a_compaction_two_hundred_can_be_undone_by_name() {
    let mut desk = Desk::new(1);
    for at in 0..300 {
        if at % 3 == 0 {
            desk.add(format!("Deal {at}"));
        } else {
            desk.rename(at, format!("Name {at}"));
        }
    }
    let before = desk.names();
    desk.reload();
    let names = desk.names();
    assert!(names.len() >= STEPS, "{} steps", names.len());
    assert_eq!(names, last(&before, names.len()));
    let steps = desk.unwind();
    println!("{steps} of 300 edits taken back after a reload");
    assert_eq!(steps, names.len());
}

#[test]
fn two_hundred_steps_are_there_whenever_the_page_is_closed() {
    let mut desk = Desk::new(2);
    for at in 0..450 {
        if at % 4 == 0 {
            desk.add(format!("Deal {at}"));
        } else {
            desk.rename(at, format!("Name {at}"));
        }
        if at % 37 == 36 {
            let before = desk.names();
            desk.reload();
            let least = before.len().min(STEPS);
            assert_eq!(last(&desk.names(), least), last(&before, least), "after {at}");
        }
    }
    assert!(desk.unwind() >= STEPS);
}

#[test]
fn what_was_undone_before_a_compaction_can_be_done_again_after_a_reload() {
    let mut desk = Desk::new(3);
    for at in 0..20 {
        desk.add(format!("Deal {at}"));
    }
    let whole = desk.workspace.clone();
    for _ in 0..5 {
        desk.undo();
    }
    desk.store.compact(&desk.workspace).unwrap();
    desk.keep(Saved::Snapshot);
    desk.reload();
    assert_eq!(desk.history.undone().count(), 5);
    let moment = desk.moment();
    while desk.history.redo(&mut desk.workspace, &moment).is_some() {}
    assert_eq!(desk.workspace.deals(), whole.deals());
}

#[test]
fn an_undo_after_the_compaction_takes_back_what_was_done_before_it() {
    let mut desk = Desk::new(4);
    for at in 0..10 {
        desk.add(format!("Deal {at}"));
    }
    desk.store.compact(&desk.workspace).unwrap();
    desk.keep(Saved::Snapshot);
    for _ in 0..4 {
        desk.undo();
    }
    let (done, undone) = (desk.names(), desk.history.undone().count());
    desk.reload();
    assert_eq!(desk.names(), done);
    assert_eq!(desk.history.undone().count(), undone);
    assert_eq!(desk.unwind(), 6);
}

#[test]
fn an_import_that_is_saved_as_a_snapshot_can_be_undone_after_a_reload() {
    let mut desk = Desk::new(5);
    desk.add("First".to_owned());
    let pipeline = desk.workspace.pipelines_in_order()[0].clone();
    let deals = (0..2_000)
        .map(|at| Deal {
            id: DealId::fresh(&mut desk.ids),
            title: format!("Imported {at} {}", "with a long title ".repeat(4)),
            pipeline: pipeline.id,
            stage: pipeline.stages[0].id,
            ..Deal::default()
        })
        .collect();
    desk.run(Command::Import(Box::new(Batch {
        source: "deals.csv".to_owned(),
        deals,
        ..Batch::default()
    })));
    desk.rename(7, "After".to_owned());
    desk.reload();
    assert_eq!(desk.names().len(), 3);
    assert_eq!(desk.workspace.deals().len(), 2_001);
    assert_eq!(desk.unwind(), 3);
}

#[test]
fn an_edit_too_large_to_be_kept_ends_the_history_and_harms_nothing() {
    let mut desk = Desk::new(6);
    let pipeline = desk.workspace.pipelines_in_order()[0].clone();
    let deal = |ids: &mut Ids, at: usize| Deal {
        id: DealId::fresh(ids),
        title: format!("Imported {at}"),
        notes: format!("{at} {}", "a note ".repeat(100)),
        pipeline: pipeline.id,
        stage: pipeline.stages[0].id,
        ..Deal::default()
    };
    let deals: Vec<Deal> = (0..3_000).map(|at| deal(&mut desk.ids, at)).collect();
    let batch = |deals| Command::Import(Box::new(Batch { deals, ..Batch::default() }));
    desk.run(batch(deals.clone()));
    // What these records were before are 2 MB.
    desk.run(batch(deals.into_iter().map(|deal| Deal { notes: String::new(), ..deal }).collect()));
    desk.rename(1, "After".to_owned());
    desk.reload();
    assert_eq!(desk.names().len(), 1);
    assert_eq!(desk.unwind(), 1);
}

#[test]
fn a_page_that_ended_between_a_snapshot_and_its_history_loses_no_step() {
    let mut desk = Desk::new(7);
    for at in 0..60 {
        desk.add(format!("Deal {at}"));
        if at == 29 {
            desk.store.compact(&desk.workspace).unwrap();
            desk.keep(Saved::Snapshot);
        }
    }
    desk.store.compact(&desk.workspace).unwrap();
    assert!(desk.store.is_past_due(desk.workspace.id()));
    for at in 60..70 {
        desk.call(format!("Name {at}"));
    }
    desk.reload();
    assert_eq!(desk.names().len(), 70);
    assert_eq!(desk.unwind(), 70);
}

#[test]
fn a_page_that_ends_at_any_moment_of_a_folding_loses_no_step() {
    let mut desk = Desk::new(9);
    let (mut foldings, mut moments) = (0, 0);
    for at in 0..650 {
        let due = desk.call(format!("Name {at}")) == Saved::CompactionDue;
        let folding = desk.store.begin_folding(&desk.workspace, Some(&desk.history));
        assert_eq!(folding.is_some(), due, "only a journal that is long is folded");
        let Some(mut folding) = folding else { continue };
        foldings += 1;
        let names = desk.names();
        let mut progress = Progress::More;
        while progress == Progress::More {
            progress = desk.store.step(&mut folding).unwrap();
            let (store, history) = (desk.store.clone(), desk.history.clone());
            assert_eq!(desk.reload(), []);
            let least = names.len().min(STEPS);
            assert_eq!(last(&desk.names(), least), last(&names, least), "after {at}");
            (desk.store, desk.history) = (store, history);
            moments += 1;
        }
    }
    println!("{foldings} foldings, the page ended at {moments} moments of them");
    assert_eq!(foldings, 3);
    assert!(desk.unwind() >= STEPS);
}

#[test]
fn the_history_of_a_replaced_workspace_is_not_taken_for_that_of_the_new_one() {
    let mut desk = Desk::new(8);
    for at in 0..10 {
        desk.add(format!("Deal {at}"));
    }
    desk.store.compact(&desk.workspace).unwrap();
    desk.keep(Saved::Snapshot);
    let position = desk.store.position(desk.workspace.id()).unwrap();
    // Another state of the same workspace with as many transactions behind it.
    let mut other = Desk::new(8);
    for at in 0..10 {
        other.add(format!("Other {at}"));
    }
    assert_eq!(other.workspace.id(), desk.workspace.id());
    desk.store.replace(&other.workspace).unwrap();
    let after = desk.store.position(desk.workspace.id()).unwrap();
    assert!(after != position, "other tabs can tell");
    (desk.workspace, desk.states) = (other.workspace.clone(), vec![other.workspace.clone()]);
    desk.history = History::default();
    desk.reload();
    assert_eq!(desk.names(), []);
    desk.add("One more".to_owned());
    desk.reload();
    assert_eq!(desk.names().len(), 1);
}

#[test]
fn a_damaged_history_is_set_aside_and_nothing_else_is_touched() {
    for seed in 0..60 {
        let mut desk = Desk::new(seed);
        for at in 0..12 {
            desk.add(format!("Deal {at}"));
        }
        desk.store.compact(&desk.workspace).unwrap();
        desk.keep(Saved::Snapshot);
        desk.rename(0, "After".to_owned());
        let key = format!("trichter/{}/h", desk.workspace.id());
        let text = desk.store.storage().read(&key).unwrap().unwrap();
        let mut letters: Vec<char> = text.chars().collect();
        let at = usize::try_from(seed).unwrap() * letters.len() / 60;
        letters[at] = if letters[at] == 'x' { 'y' } else { 'x' };
        let broken: String = letters.into_iter().collect();
        desk.store.storage_mut().write(&key, &broken).unwrap();
        assert_eq!(desk.reload(), [Damage::History]);
        let aside = desk.store.storage().read("trichter/quarantine/0").unwrap().unwrap();
        assert!(aside.ends_with(&broken));
        assert_eq!(desk.names().len(), 1, "the journal is still there");
        desk.unwind();
    }
}

#[test]
fn random_lives_with_undo_and_compaction_keep_their_names_over_every_reload() {
    let mut reloads = 0;
    for seed in 100..130 {
        let mut desk = Desk::new(seed);
        for at in 0..120 {
            match desk.ids.below(12) {
                0..=3 => desk.add(format!("Deal {at}")),
                4..=7 if !desk.workspace.deals().is_empty() => {
                    desk.rename(at, format!("Name {at}"));
                }
                8 | 9 if desk.history.next_undo().is_some() => desk.undo(),
                10 => {
                    desk.store.compact(&desk.workspace).unwrap();
                    desk.keep(Saved::Snapshot);
                }
                11 => {
                    let before = desk.names();
                    assert_eq!(desk.reload(), []);
                    assert_eq!(desk.names(), before, "seed {seed} after {at}");
                    reloads += 1;
                }
                _ => {}
            }
        }
        desk.unwind();
    }
    println!("{reloads} reloads with the same names");
    assert!(reloads > 200);
}
