//! Makes realistic pipelines from given rates.

use super::dice::Dice;
use super::pen::{Course, Pen, Step};
use super::vocabulary::words;
use crate::domain::{Ids, Language, Moment, Preset, Probability, Settings};
use crate::workspace::Workspace;

/// How deals pass one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageRate {
    /// The share of deals that come further (from the last stage: are won).
    pub conversion: Probability,
    /// The time half of the deals stay, in days; at least 1 counts.
    pub median_stay_days: u32,
}

/// What a made-up pipeline looks like. The same values give the same data on
/// every machine; only the local day of `moment` and its zone matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// Number of deals.
    pub deals: usize,
    /// Seed of every draw and id.
    pub seed: u64,
    /// Language of names and texts.
    pub language: Language,
    /// Now; everything happened on the days before.
    pub moment: Moment,
    /// The pipeline.
    pub preset: Preset,
    /// Rates of its stages, in order; a stage without one takes the last.
    pub rates: Vec<StageRate>,
    /// Deals began within so many days.
    pub days: u32,
    /// The value half of the deals stay below, in whole euros.
    pub median_value: u64,
    /// Which of the deals drawn are kept.
    pub kept: Kept,
}

/// Which of the deals drawn a simulation keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Every one: most are settled, as in a pipeline of some age.
    #[default]
    Every,
    /// Those still open, drawing again for each that is not: a full board.
    Open,
}

/// Eighteen months.
const DAYS: u32 = 548;
/// So often a deal that is to be open is drawn again; some one in twenty is.
const MOST_DRAWS: usize = 400;
/// A usual order of a small company, in euros.
const MEDIAN_VALUE: u64 = 9_000;
/// Of a hundred deals so many come to a standstill in a stage.
const STALLED_PERCENT: u32 = 6;
/// So many times longer they stay there.
const STALLED_FACTOR: i32 = 6;
/// Of a hundred passages so many leave out the stage between.
const SKIP_PERCENT: u32 = 5;
/// Of a hundred passages so many go back once.
const BACK_PERCENT: u32 = 5;

const fn rate(percent_conversion: u16, median_stay_days: u32) -> (u16, u32) {
    (percent_conversion, median_stay_days)
}

const STANDARD: [(u16, u32); 5] =
    [rate(60, 9), rate(62, 12), rate(66, 15), rate(58, 18), rate(76, 9)];
const LETTERS: [(u16, u32); 6] =
    [rate(55, 20), rate(65, 18), rate(70, 16), rate(65, 14), rate(85, 10), rate(95, 5)];
const CONSUMER: [(u16, u32); 3] = [rate(40, 3), rate(55, 3), rate(80, 1)];

impl Simulation {
    /// Makes a simulation of the standard pipeline over the last 18 months.
    pub fn new(deals: usize, seed: u64, language: Language, moment: &Moment) -> Self {
        Self {
            deals,
            seed,
            language,
            moment: moment.clone(),
            preset: Preset::Standard,
            rates: usual_rates(Preset::Standard),
            days: DAYS,
            median_value: MEDIAN_VALUE,
            kept: Kept::Every,
        }
    }
}

/// Returns the rates a simulation of a preset pipeline starts with.
pub fn usual_rates(preset: Preset) -> Vec<StageRate> {
    let rates: &[(u16, u32)] = match preset {
        Preset::Standard => &STANDARD,
        Preset::Letters => &LETTERS,
        Preset::Consumer => &CONSUMER,
    };
    let rate = |&(percent, median_stay_days): &(u16, u32)| StageRate {
        conversion: Probability::from_percent(percent).unwrap_or_default(),
        median_stay_days,
    };
    rates.iter().map(rate).collect()
}

/// Makes a workspace of companies, people, deals and activities.
///
/// Each deal first draws how far it will come by the conversion rates, then how
/// long it stays in each stage; what would lie after yesterday has not happened
/// yet, and the deal is open. So conversions among settled deals follow the
/// rates, while some stages are skipped, some steps go back, and some deals
/// come to a standstill.
pub fn simulate(simulation: &Simulation) -> Workspace {
    let settings = Settings { name: "Simulation".to_owned(), ..Settings::default() };
    let mut pen = pen(simulation, settings);
    for _ in 0..simulation.deals {
        let stages = pen.stage_count();
        let course = kept_course(&mut pen.dice, simulation, stages);
        let mut deal = pen.deal(&course, simulation.median_value);
        let left = remaining_days(simulation, &course);
        if deal.outcome.is_open() {
            expect(&mut pen, &mut deal, left);
        } else {
            let off = pen.dice.days(30) - 12;
            deal.expected_close =
                deal.outcome.closed_at().map(|at| simulation.moment.zone.day(at).plus_days(off));
        }
        pen.past_activities(&deal);
        if deal.outcome.is_open() && pen.dice.percent(85).yes() {
            let in_days = pen.dice.days(28) - 7;
            pen.next_step(&deal, in_days);
        }
        pen.put(deal);
    }
    pen.finish()
}

/// Starts a workspace with its companies: one for four deals.
pub(super) fn pen(simulation: &Simulation, settings: Settings) -> Pen<'_> {
    let ids = Ids::seeded(simulation.seed);
    let preset = |ids: &mut Ids| simulation.preset.pipeline(simulation.language, ids);
    let mut pen = Pen::new(ids, words(simulation.language), &simulation.moment, settings, preset);
    pen.organisations((simulation.deals / 4).max(1));
    pen
}

/// Gives an open deal a day of decision, mostly ahead, and sometimes a chance set by hand.
pub(super) fn expect(pen: &mut Pen<'_>, deal: &mut crate::domain::Deal, remaining_days: u32) {
    if pen.dice.percent(92).yes() {
        let ahead = pen.dice.stay(remaining_days.max(1)) - pen.dice.days(16);
        deal.expected_close = Some(pen.today.plus_days(ahead));
    }
    if pen.dice.percent(6).yes() {
        let percent = 10 * (1 + pen.dice.below(9));
        deal.probability =
            u16::try_from(percent).ok().and_then(|p| Probability::from_percent(p).ok());
    }
}

/// Draws a beginning and what follows, until it is one to keep.
fn kept_course(dice: &mut Dice, simulation: &Simulation, stages: usize) -> Course {
    let mut draw = || {
        let began = 1 + dice.days(simulation.days.max(1));
        course(dice, &simulation.rates, stages, began)
    };
    let mut drawn = draw();
    let draws = match simulation.kept {
        Kept::Every => 0,
        Kept::Open => MOST_DRAWS,
    };
    for _ in 0..draws {
        if matches!(drawn.last(), Some((_, Step::Enter(_)))) {
            break;
        }
        drawn = draw();
    }
    drawn
}

/// Draws what happens to a deal that began so many days ago.
fn course(dice: &mut Dice, rates: &[StageRate], stages: usize, began: i32) -> Course {
    let last = stages.saturating_sub(1);
    let mut reach = 0;
    while reach < last && dice.chance(rate_of(rates, reach).conversion).yes() {
        reach += 1;
    }
    let won = reach == last && dice.chance(rate_of(rates, last).conversion).yes();
    let mut course = Course::new();
    let mut ago = began;
    for place in 0..=reach {
        if place > 0 && place < reach && dice.percent(SKIP_PERCENT).yes() {
            continue;
        }
        if place > 1 && dice.percent(BACK_PERCENT).yes() {
            for back in [place, place - 1] {
                course.push((ago, Step::Enter(back)));
                ago -= dice.stay(4);
                if ago < 1 {
                    return course;
                }
            }
        }
        course.push((ago, Step::Enter(place)));
        let stay = dice.stay(rate_of(rates, place).median_stay_days);
        let factor = if dice.percent(STALLED_PERCENT).yes() { STALLED_FACTOR } else { 1 };
        ago -= stay * factor;
        if ago < 1 {
            return course;
        }
    }
    course.push((ago, if won { Step::Won } else { Step::Lost }));
    course
}

pub(super) fn rate_of(rates: &[StageRate], place: usize) -> StageRate {
    let none = StageRate { conversion: Probability::ZERO, median_stay_days: 1 };
    rates.get(place).or(rates.last()).copied().unwrap_or(none)
}

/// Returns how long half of the deals still take from where this one is, in days.
fn remaining_days(simulation: &Simulation, course: &Course) -> u32 {
    let place = course.iter().rev().find_map(|(_, step)| match step {
        Step::Enter(place) => Some(*place),
        Step::Won | Step::Lost => None,
    });
    simulation.rates.iter().skip(place.unwrap_or(0)).map(|rate| rate.median_stay_days).sum()
}
