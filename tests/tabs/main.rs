//! Several tabs on the same data, in every order: nothing acknowledged is lost,
//! and in the end all show the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod browser;
mod events;
#[path = "../lives/mod.rs"]
mod lives;
mod world;

use browser::Seen;
use lives::each;
use std::rc::Rc;
use trichter::store::tabs::{Act, Role, Tabs};
use trichter::store::{Shelf, Store};
use world::{Counts, World, holds, shown};

/// How many random schedules are played.
const SCHEDULES: u64 = 10_000;
/// How many things happen in each of them.
const STEPS: usize = 26;

#[test]
fn tabs_never_lose_an_acknowledged_edit_in_any_order_of_messages() {
    let mut sum = Counts::default();
    let mut messages = 0;
    for (counts, heard) in each(SCHEDULES, play) {
        messages += heard;
        sum.edits += counts.edits;
        sum.acknowledged += counts.acknowledged;
        sum.reported += counts.reported;
        sum.take_overs += counts.take_overs;
        sum.losses += counts.losses;
        sum.crashes += counts.crashes;
        sum.received += counts.received;
    }
    println!(
        "{SCHEDULES} schedules of 2 to 4 tabs: {} edits, {} acknowledged and all there, {} \
         reported as not done, {} take-overs, {} refused by the mirror, {} closes and crashes, \
         {} entries followed by message, {messages} tabs up to date without another message",
        sum.edits,
        sum.acknowledged,
        sum.reported,
        sum.take_overs,
        sum.losses,
        sum.crashes,
        sum.received
    );
    assert!(sum.acknowledged > sum.edits / 2 && sum.losses > 0 && sum.received > 0);
}

/// Plays a schedule; counts what happened, and the tabs that need no other message.
fn play(seed: u64) -> (Counts, usize) {
    let mut messages = 0;
    let mut world = World::new(seed);
    for _ in 0..STEPS {
        world.step();
        let writers = world
            .tabs
            .iter()
            .filter(|tab| tab.machine.role() == Role::Writer && tab.term == world.mirror.term);
        assert!(writers.count() <= 1, "seed {seed}: two writers of one term");
    }
    world.settle();
    let (last, position) = shown(&world.mirror.texts, world.id);
    assert_eq!(last.problems(), Vec::new(), "seed {seed}");
    for mark in &world.acknowledged {
        assert!(holds(&last, *mark), "seed {seed}: {mark:?} was acknowledged and is lost");
    }
    // Local storage with the mirror gives the same: nothing there is taken for newer.
    let seen = Seen { view: world.local.borrow().clone(), shared: Rc::clone(&world.local) };
    let shelf = Shelf::new(Some(seen), Some(world.mirror.texts.clone()));
    let both = Store::open(shelf).unwrap().0.load(world.id).unwrap();
    for mark in &world.acknowledged {
        assert!(holds(&both.workspace, *mark), "seed {seed}: {mark:?} is lost with both");
    }
    // Every tab shows what is saved, or reads it when it hears where things are.
    for (at, tab) in world.tabs.iter().enumerate() {
        let open = (tab.pending.len(), tab.unsaved.len());
        assert_eq!(open, (0, 0), "seed {seed}: tab {at}, {:?}", tab.machine);
        let behind = tab.position.sequence_number() < position.sequence_number();
        assert!(
            behind || tab.workspace == last,
            "seed {seed}: tab {at} ({:?}) shows something else: {:?} and not {position:?}",
            tab.machine,
            tab.position
        );
        messages += usize::from(!behind);
    }
    (world.counts, messages)
}

#[test]
fn a_tab_of_an_older_version_stops_writing() {
    let mut tabs = Tabs::default();
    tabs.used();
    tabs.granted();
    tabs.taken_over();
    assert_eq!(tabs.role(), Role::Writer);
    // "2 x" with its checksum.
    let crc = b"2 x".iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    });
    assert_eq!(tabs.heard(&format!("2 {:08x} 1 x", !crc)), [Act::ReleaseLock]);
    assert_eq!(tabs.role(), Role::ReadOnly { schema: 2 });
    assert_eq!(tabs.used(), []);
    assert_eq!(tabs.granted(), [Act::ReleaseLock]);
    // What is no message of ours is passed over.
    assert_eq!(Tabs::default().heard("hello"), []);
}
