//! Backups: what is packed is opened again, what is damaged is seen, and a
//! restore is one step that can be undone.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "measurements are printed")]

#[path = "documents/arbitrary.rs"]
mod arbitrary;

use trichter::document;
use trichter::domain::{Deal, Ids, Language, Moment, Settings, Timestamp};
use trichter::example::{Example, Simulation, simulate};
use trichter::store::backup::{Broken, Making, Packed, Reason};
use trichter::workspace::{Command, Difference, Differing, History, Refusal, Workspace};

fn at(millis: i64) -> Moment {
    Moment { now: Timestamp::from_millis(millis), ..Moment::default() }
}

fn example() -> Workspace {
    Example::ALL[0].workspace(Language::De, &at(1_700_000_000_000))
}

#[test]
fn a_backup_opens_as_the_workspace_it_was_made_of_and_says_what_is_in_it() {
    for example in Example::ALL {
        let workspace = example.workspace(Language::En, &at(1_700_000_000_000));
        let made = Timestamp::from_millis(1_700_000_100_000);
        let packed = Making::new(&workspace, Reason::Asked, made).finish();
        let (head, reading) = packed.open().unwrap();
        assert!(reading.workspace == workspace && reading.problems.is_empty());
        assert_eq!((head.at, head.reason), (made, Reason::Asked));
        assert_eq!(head.deals, workspace.deals().len());
        let open = workspace.deals().iter().filter(|deal| deal.outcome.is_open());
        let value: i64 = open.filter_map(|deal| workspace.base_value(deal).minor()).sum();
        assert_eq!(head.open_value, value);
    }
}

#[test]
fn a_large_workspace_is_packed_in_slices_while_it_is_edited() {
    let mut workspace = simulate(&Simulation::new(3_000, 5, Language::De, &at(1_700_000_000_000)));
    let before = workspace.clone();
    let mut making = Making::new(&workspace, Reason::Time, Timestamp::from_millis(1));
    let mut slices = 0;
    let packed = loop {
        slices += 1;
        if let Some(packed) = making.step() {
            break packed;
        }
        let deal = (**workspace.deals().iter().nth(slices).unwrap()).clone();
        let deal = Deal { title: format!("Changed {slices}"), ..deal };
        workspace.apply(Command::EditDeal(Box::new(deal)), &at(2), &mut Ids::seeded(1)).unwrap();
    };
    assert!(slices > 5, "{slices} slices");
    assert!(packed.open().unwrap().1.workspace == before);
    let units: usize = packed.parts.iter().map(|part| part.chars().count()).sum();
    println!("3,000 deals: {slices} slices, {units} units");
}

#[test]
fn every_damage_is_seen_before_anything_is_restored() {
    let workspace = example();
    let packed = Making::new(&workspace, Reason::Time, Timestamp::from_millis(1)).finish();
    let mut dice = Ids::seeded(4);
    let mut damages = 0;
    for _ in 0..400 {
        let mut broken = packed.clone();
        let place = usize::try_from(dice.below(packed.parts.len() as u64 + 1)).unwrap();
        let text = if place == 0 { &mut broken.head } else { &mut broken.parts[place - 1] };
        let mut letters: Vec<char> = text.chars().collect();
        let nth = usize::try_from(dice.below(letters.len() as u64)).unwrap();
        match dice.below(3) {
            0 => letters.truncate(nth),
            1 => letters[nth] = if letters[nth] == '~' { '!' } else { '~' },
            _ => _ = letters.remove(nth),
        }
        *text = letters.into_iter().collect();
        assert!(broken.open().is_err());
        damages += 1;
    }
    println!("{damages} damaged backups, all seen");
    let missing = Packed { parts: Vec::new(), ..packed.clone() };
    assert_eq!(missing.open().unwrap_err(), Broken::Part);
    let foreign = Making::new(&Workspace::default(), Reason::Time, Timestamp::from_millis(1));
    let mixed = Packed { head: packed.head, parts: foreign.finish().parts };
    assert!(mixed.open().is_err());
}

#[test]
fn a_restore_is_one_step_and_undo_brings_back_what_was_before() {
    for seed in 0..40 {
        let mut ids = Ids::seeded(seed);
        let mut workspace = example();
        let kept = workspace.clone();
        let mut history = History::default();
        for step in 0..12 {
            if let Some(command) = arbitrary_edit(&workspace, &mut ids, step) {
                let done = workspace.apply(command, &at(step), &mut ids).unwrap();
                history.push(done);
            }
        }
        let edited = workspace.clone();
        let difference = Difference::between(&workspace, &kept);
        assert!(!difference.is_empty());
        let command =
            Command::Restore { difference: Box::new(difference), source: "then".to_owned() };
        let done = workspace.apply(command, &at(99), &mut ids).unwrap();
        assert_eq!(done.sequence, edited.sequence() + 1);
        history.push(done);
        assert!(workspace.problems().is_empty());
        assert_eq!(records(&workspace), records(&kept), "seed {seed}");
        history.undo(&mut workspace, &at(100)).unwrap();
        assert_eq!(records(&workspace), records(&edited), "seed {seed}");
    }
}

/// The document without the number of the last transaction.
fn records(workspace: &Workspace) -> String {
    let text = document::write(workspace);
    let lines = text.lines().filter(|line| !line.starts_with("\"sequence\""));
    lines.collect::<Vec<_>>().join("\n")
}

fn arbitrary_edit(workspace: &Workspace, ids: &mut Ids, step: i64) -> Option<Command> {
    let deals: Vec<_> = workspace.deals().iter().cloned().collect();
    let deal = deals.get(usize::try_from(ids.below(deals.len() as u64)).unwrap())?;
    Some(match ids.below(4) {
        0 => Command::DeleteDeal(deal.id),
        1 => {
            let organisation = workspace.organisations().iter().next()?.id;
            Command::DeleteOrganisation(organisation)
        }
        2 => {
            let name = format!("Name {step}");
            let settings = Settings { name, ..(**workspace.settings()).clone() };
            Command::EditSettings(Box::new(settings))
        }
        _ => {
            let title = format!("Title {step}");
            Command::EditDeal(Box::new(Deal { title, ..(**deal).clone() }))
        }
    })
}

#[test]
fn the_preview_counts_what_is_new_changed_and_gone() {
    let mut workspace = example();
    let kept = workspace.clone();
    let mut ids = Ids::seeded(3);
    let deals: Vec<_> = kept.deals().iter().cloned().collect();
    let run = |workspace: &mut Workspace, ids: &mut Ids, command| {
        workspace.apply(command, &at(1), ids).unwrap();
    };
    run(&mut workspace, &mut ids, Command::DeleteDeal(deals[0].id));
    run(&mut workspace, &mut ids, Command::DeleteDeal(deals[1].id));
    let edited = Deal { title: "Edited".to_owned(), ..(*deals[2]).clone() };
    run(&mut workspace, &mut ids, Command::EditDeal(Box::new(edited)));
    let counts = Difference::between(&workspace, &kept).counts();
    assert_eq!(counts.deals, Differing { added: 2, changed: 1, gone: 0 });
    let back = Difference::between(&kept, &workspace).counts();
    assert_eq!(back.deals, Differing { added: 0, changed: 1, gone: 2 });
    assert!(counts.pipelines.is_none());
}

#[test]
fn a_restore_prepared_for_an_earlier_state_is_refused() {
    let mut workspace = example();
    let mut ids = Ids::seeded(3);
    let kept = workspace.clone();
    let id = workspace.deals().iter().next().unwrap().id;
    let difference = Box::new(Difference::between(&workspace, &kept));
    workspace.apply(Command::DeleteDeal(id), &at(1), &mut ids).unwrap();
    let before = workspace.clone();
    let refused =
        workspace.apply(Command::Restore { difference, source: String::new() }, &at(2), &mut ids);
    assert_eq!(refused.unwrap_err(), Refusal::Outdated);
    assert!(workspace == before);
}

#[test]
fn arbitrary_workspaces_survive_a_backup() {
    for seed in 0..60 {
        let workspace = arbitrary::Arbitrary::seeded(seed).workspace(20);
        let packed = Making::new(&workspace, Reason::Time, Timestamp::from_millis(1)).finish();
        assert!(packed.open().unwrap().1.workspace == workspace, "seed {seed}");
    }
}
