//! Lively examples: deals with companies, people and tasks around today.

use super::Example;
use super::pen::{Course, Pen, Step};
use super::simulation::{Simulation, StageRate, expect, pen, rate_of, usual_rates};
use crate::domain::{Deal, Language, LeadClass, Moment, Preset};
use crate::workspace::Workspace;

/// Days from today on which next steps are due, in turn; `None` leaves a deal without.
const DUE: [Option<i32>; 12] = [
    Some(0),
    Some(2),
    Some(-1),
    Some(5),
    None,
    Some(1),
    Some(0),
    Some(-4),
    Some(9),
    Some(3),
    Some(14),
    Some(0),
];

/// Days the open deals have been in their stage, in turn: fresh ones and some that rot.
const SINCE: [i32; 8] = [2, 6, 1, 11, 4, 26, 8, 41];

/// One open deal of so many is with a company that grades well.
const KEY_ACCOUNT_EVERY: usize = 6;

/// What an example shows: how many deals are where.
struct Scene<'a> {
    /// Open deals of each stage.
    open: &'a [usize],
    /// Furthest stage of each lost deal.
    lost: &'a [usize],
    /// Number of won deals.
    won: usize,
    /// Owner of all deals; empty for several.
    owner: &'a str,
}

/// Makes the desk of a freelancer: 31 open, 14 won and 17 lost deals.
pub(super) fn showcase(language: Language, moment: &Moment) -> Workspace {
    let owner = "Alex Berger";
    let scene = Scene {
        open: &[9, 8, 6, 5, 3],
        lost: &[0, 1, 0, 2, 3, 0, 1, 3, 1, 0, 2, 4, 0, 1, 3, 0, 2],
        won: 14,
        owner,
    };
    let preset = Preset::Standard;
    write(Example::Showcase, &scene, preset, 6_500, language, moment)
}

/// Makes a pipeline from F to A: 24 open, 7 won and 9 lost deals.
pub(super) fn letters(language: Language, moment: &Moment) -> Workspace {
    let lost = &[0, 0, 1, 2, 0, 1, 3, 1, 0];
    let scene = Scene { open: &[7, 6, 4, 3, 2, 2], lost, won: 7, owner: "" };
    write(Example::Letters, &scene, Preset::Letters, 24_000, language, moment)
}

fn write(
    example: Example,
    scene: &Scene<'_>,
    preset: Preset,
    median_value: u64,
    language: Language,
    moment: &Moment,
) -> Workspace {
    let open: usize = scene.open.iter().sum();
    let rates = usual_rates(preset);
    let simulation = Simulation {
        // A company for two deals rather than four: few come back this soon.
        deals: 2 * (open + scene.lost.len() + scene.won),
        seed: example.seed(),
        preset,
        ..Simulation::new(0, 0, language, moment)
    };
    let mut settings = example.settings(language);
    settings.default_owner = scene.owner.to_owned();
    let mut pen = pen(&simulation, settings);
    let mut number = 0;
    for (place, count) in scene.open.iter().enumerate() {
        for _ in 0..*count {
            let since = SINCE.get(number % SINCE.len()).copied().unwrap_or(1);
            let course = back_from(&mut pen, &rates, place, since);
            let mut deal = owned(pen.deal(&course, median_value), scene.owner);
            let left = rates.iter().skip(place).map(|rate| rate.median_stay_days).sum();
            expect(&mut pen, &mut deal, left);
            genuine(&mut deal);
            let key_account = number % KEY_ACCOUNT_EVERY == 1;
            if key_account {
                pen.key_account(&mut deal);
            }
            pen.past_activities(&deal);
            if key_account {
                pen.engagements(&deal, 3);
            }
            if let Some(in_days) = DUE.get(number % DUE.len()).copied().flatten() {
                pen.next_step(&deal, in_days);
            }
            pen.put(deal);
            number += 1;
        }
    }
    let end = pen.stage_count().saturating_sub(1);
    let won = (0..scene.won).map(|_| (end, Step::Won));
    let lost = scene.lost.iter().map(|place| (*place, Step::Lost));
    for (at, (place, end)) in won.chain(lost).enumerate() {
        // The won and the lost deals each spread over the last year.
        let at = i32::try_from(if at < scene.won { at } else { at - scene.won }).unwrap_or(0);
        let ended = 3 + at * 23 + pen.dice.days(12);
        let stay = pen.dice.stay(rate_of(&rates, place).median_stay_days);
        let mut course = back_from(&mut pen, &rates, place, ended + stay);
        course.push((ended, end));
        let mut deal = owned(pen.deal(&course, median_value), scene.owner);
        deal.expected_close = Some(pen.today.plus_days(pen.dice.days(20) - 8 - ended));
        genuine(&mut deal);
        pen.past_activities(&deal);
        pen.put(deal);
    }
    pen.finish()
}

fn owned(mut deal: Deal, owner: &str) -> Deal {
    if !owner.is_empty() {
        deal.owner = owner.to_owned();
    }
    deal
}

/// Leaves out competitors and students: in an example this small each deal has its place.
fn genuine(deal: &mut Deal) {
    if !deal.counts() {
        deal.class = LeadClass::Unclassified;
    }
}

/// Draws a way through every stage up to `place`, entered so many days ago.
fn back_from(pen: &mut Pen<'_>, rates: &[StageRate], place: usize, entered: i32) -> Course {
    let mut course = Course::new();
    let mut ago = entered;
    for at in (0..=place).rev() {
        course.push((ago, Step::Enter(at)));
        let before = at.checked_sub(1).map_or(1, |at| rate_of(rates, at).median_stay_days);
        ago += pen.dice.stay(before);
    }
    course.reverse();
    course
}
