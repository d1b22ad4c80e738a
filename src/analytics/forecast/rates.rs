//! How deals leave a stage, by the days they have been in it and by the month of
//! the quarter: the model behind the history method.
//!
//! A discrete-time semi-Markov model with competing exits (Singer and Willett
//! 1993; Fahrmeir and Wagenpfeil 1996): the daily chance of a deal in stage *s*
//! for *a* days to be won is `h(s, a) · m(phase) · v`, likewise to be lost; moves
//! have no calendar.
//!
//! - `h` are exits / days at risk, both smoothed over neighbouring ages, with two
//!   cases of the mean of the stage added, and that with two of the mean of all;
//! - `m` are exits seen / exits expected by month of the quarter, shrunk towards 1
//!   as if [`PHASE_CASES`] exits had been as expected (Gamma prior);
//! - `v` is the same over the last weeks: what the ages and the calendar do not
//!   explain, weighted by a half-life of [`RECENT_DAYS`].
//!
//! Days at risk before the first exit on record do not count: an import may bring
//! only deals that were open then (left truncation).

use super::past::{Episode, Exit, Past};
use super::series::{PHASES, day, phase};
use super::table::{AGES, Smooth, Table, product, smoothed, total};
use crate::analytics::select::select;

/// Exits as expected that a month of the quarter starts with.
const PHASE_CASES: f64 = 10.0;
/// Exits as expected that the present level starts with.
const LEVEL_CASES: f64 = 30.0;
/// Days after which an exit counts half in the present level.
const RECENT_DAYS: f64 = 21.0;
/// Rounds in which ages and phases are adjusted to each other.
const ROUNDS: usize = 3;
/// The largest chance to leave on one day.
const LARGEST: f64 = 0.95;

/// What one way to leave looks like by age and phase.
#[derive(Clone, Debug, Default, PartialEq)]
struct Exits {
    /// By phase.
    seen: [Table; PHASES],
    /// How many, those of long ago counting less.
    recent: f64,
}

/// Days at risk and exits up to a day, kept while that day moves on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// Days of one age.
    pub width: i32,
    /// The first day on which an exit counts.
    begins: i32,
    /// The first day not yet tallied.
    pub until: i32,
    /// The first episode that began later.
    next: usize,
    /// The episodes that are going on.
    active: Vec<usize>,
    at_risk: [Table; PHASES],
    recent_at_risk: [Table; PHASES],
    won: Exits,
    lost: Exits,
    moved: Table,
    /// Moves by stage left and stage entered.
    moves: Vec<Vec<f64>>,
    /// Room to work in: changes of the number at risk by stage and day of age.
    change: Vec<Vec<f64>>,
}

impl Tally {
    /// Starts before the first day.
    pub fn new(past: &Past) -> Self {
        let stages = past.stages;
        let table = || std::array::from_fn(|_| Table::new(stages));
        let width = width(&past.episodes);
        let days = usize::try_from(width).unwrap_or(1) * AGES + 1;
        let exits = past
            .episodes
            .iter()
            .filter(|episode| matches!(episode.exit, Exit::Won | Exit::Lost | Exit::Moved(_)));
        let begins = exits.map(|episode| episode.last).min();
        let begins = begins.unwrap_or(past.origin).max(past.origin - LONGEST_DAYS);
        Self {
            width,
            begins,
            until: begins,
            at_risk: table(),
            recent_at_risk: table(),
            won: Exits { seen: table(), recent: 0.0 },
            lost: Exits { seen: table(), recent: 0.0 },
            moved: Table::new(stages),
            moves: vec![vec![0.0; stages]; stages],
            change: vec![vec![0.0; days]; stages],
            ..Self::default()
        }
    }

    /// Tallies the days before `day`, month by month.
    pub fn advance(&mut self, past: &Past, to: i32) {
        while self.until < to {
            let month = day(self.until).month();
            let end = month.plus_months(1).first_day().epoch_days().min(to);
            self.chunk(past, end, phase(month));
        }
        // Episodes that begin on the day itself are not seen, those that end on it are open.
    }

    /// Yields the episodes that go on at the beginning of the present day.
    pub fn open<'a>(&'a self, past: &'a Past) -> impl Iterator<Item = &'a Episode> {
        let active = self.active.iter().filter_map(|at| past.episodes.get(*at));
        active.filter(|episode| episode.last >= self.until)
    }

    fn chunk(&mut self, past: &Past, end: i32, phase: usize) {
        let decay = 0.5_f64.powf(f64::from(end - self.until) / RECENT_DAYS);
        for table in &mut self.recent_at_risk {
            table.cells_mut().iter_mut().for_each(|cell| *cell *= decay);
        }
        self.won.recent *= decay;
        self.lost.recent *= decay;
        while past.episodes.get(self.next).is_some_and(|episode| episode.from < end) {
            self.active.push(self.next);
            self.next += 1;
        }
        let mut active = std::mem::take(&mut self.active);
        active.retain(|at| {
            let Some(episode) = past.episodes.get(*at) else { return false };
            if episode.last >= self.until {
                self.follow(episode, end, phase);
            }
            episode.last >= end
        });
        self.active = active;
        self.settle(phase);
        self.until = end;
    }

    fn follow(&mut self, episode: &Episode, end: i32, phase: usize) {
        let stage = episode.stage();
        let age = |on: i32| usize::try_from(on.saturating_sub(episode.from)).unwrap_or(0);
        if let Some(change) = self.change.get_mut(stage) {
            let most = change.len() - 1;
            let last = episode.last.min(end - 1);
            let from = age(episode.from.max(self.until));
            if let Some(cell) = change.get_mut(from.min(most)) {
                *cell += 1.0;
            }
            if let Some(cell) = change.get_mut((age(last) + 1).min(most)) {
                *cell -= 1.0;
            }
            // Days beyond the last age that is told apart.
            let beyond = (age(last) + 1).saturating_sub(from.max(most));
            self.at_risk_add(phase, stage, beyond as f64);
        }
        if episode.last >= end {
            return;
        }
        let bin = age(episode.last) / usize::try_from(self.width).unwrap_or(1);
        match episode.exit {
            Exit::Won => self.won.add(phase, stage, bin),
            Exit::Lost => self.lost.add(phase, stage, bin),
            Exit::Moved(to) if usize::from(to) != stage => {
                let to = usize::from(to);
                self.moved.add(stage, bin, 1.0);
                if let Some(cell) = self.moves.get_mut(stage).and_then(|row| row.get_mut(to)) {
                    *cell += 1.0;
                }
            }
            Exit::Moved(_) | Exit::Unknown | Exit::Open => {}
        }
    }

    fn at_risk_add(&mut self, phase: usize, stage: usize, days: f64) {
        for tables in [&mut self.at_risk, &mut self.recent_at_risk] {
            if let Some(table) = tables.get_mut(phase) {
                table.add(stage, AGES - 1, days);
            }
        }
    }

    /// Turns changes of the number at risk into days at risk.
    fn settle(&mut self, phase: usize) {
        let width = usize::try_from(self.width).unwrap_or(1);
        let (Some(all), Some(recent)) =
            (self.at_risk.get_mut(phase), self.recent_at_risk.get_mut(phase))
        else {
            return;
        };
        for (stage, change) in self.change.iter_mut().enumerate() {
            let mut at_risk = 0.0;
            let rows = all.row_mut(stage).iter_mut().zip(recent.row_mut(stage));
            for ((all, recent), days) in rows.zip(change.chunks(width)) {
                let mut sum = 0.0;
                for change in days {
                    at_risk += change;
                    sum += at_risk;
                }
                *all += sum;
                *recent += sum;
            }
            change.fill(0.0);
        }
    }

    /// Estimates the model; `None` before the first deal was won.
    pub fn rates(&self) -> Option<Rates> {
        let stages = self.moves.len();
        if self.won.seen.iter().map(Table::sum).sum::<f64>() <= 0.0 {
            return None;
        }
        let at_risk = Smooth::of(total(&self.at_risk, [1.0; PHASES], stages));
        let won = self.model(&self.won, &at_risk);
        let lost = self.model(&self.lost, &at_risk);
        let mut rates = Rates {
            width: self.width,
            steps: std::array::from_fn(|_| Step::default()),
            moves: self.moves.iter().map(|row| shares(row)).collect(),
        };
        let moved = smoothed(&Smooth::of(self.moved.clone()), &at_risk);
        for (phase, step) in rates.steps.iter_mut().enumerate() {
            *step = self.step(phase, &won, &lost, &moved);
        }
        Some(rates)
    }

    /// Estimates one way to leave: chances by age, factors by phase, level.
    /// `at_risk` are the days of all phases alike.
    fn model(&self, exits: &Exits, at_risk: &Smooth) -> Model {
        let stages = self.moves.len();
        let seen = Smooth::of(total(&exits.seen, [1.0; PHASES], stages));
        let mut factors = [1.0; PHASES];
        let mut daily = smoothed(&seen, at_risk);
        for round in 0..ROUNDS {
            if round > 0 {
                let at_risk = Smooth::of(total(&self.at_risk, factors, stages));
                daily = smoothed(&seen, &at_risk);
            }
            for ((factor, seen), at_risk) in factors.iter_mut().zip(&exits.seen).zip(&self.at_risk)
            {
                let expected = product(at_risk, &daily);
                *factor = (seen.sum() + PHASE_CASES) / (expected + PHASE_CASES);
            }
        }
        let recent = total(&self.recent_at_risk, factors, stages);
        let level = (exits.recent + LEVEL_CASES) / (product(&recent, &daily) + LEVEL_CASES);
        Model { daily, factors: factors.map(|factor| factor * level) }
    }

    fn step(&self, phase: usize, won: &Model, lost: &Model, moved: &Table) -> Step {
        let stages = self.moves.len();
        let mut cells = vec![Leaving::default(); stages * AGES];
        let factor = |model: &Model| model.factors.get(phase).copied().unwrap_or(1.0);
        let (wins, losses) = (factor(won), factor(lost));
        let daily = won.daily.cells().iter().zip(lost.daily.cells()).zip(moved.cells());
        for (cell, ((by_win, by_loss), by_move)) in cells.iter_mut().zip(daily) {
            let parts = [by_win * wins, by_loss * losses, *by_move];
            let sum: f64 = parts.iter().sum();
            if sum <= 0.0 {
                continue;
            }
            let any = 1.0 - (1.0 - sum.min(LARGEST)).powi(self.width);
            let [win, lose, leave] = parts.map(|part| part / sum * any);
            *cell = Leaving { win, lose, leave };
        }
        Step(cells)
    }
}

impl Exits {
    fn add(&mut self, phase: usize, stage: usize, age: usize) {
        if let Some(table) = self.seen.get_mut(phase) {
            table.add(stage, age, 1.0);
        }
        self.recent += 1.0;
    }
}

struct Model {
    daily: Table,
    factors: [f64; PHASES],
}

/// The chances of a deal within one step of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Leaving {
    /// To be won.
    pub win: f64,
    /// To be lost.
    pub lose: f64,
    /// To move to another stage.
    pub leave: f64,
}

/// The chances of one step of time by stage and age.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Step(Vec<Leaving>);

impl Step {
    pub fn cells_mut(&mut self) -> &mut [Leaving] {
        &mut self.0
    }

    /// Returns the chances in a stage by age.
    pub fn row(&self, stage: usize) -> &[Leaving] {
        self.0.get(stage * AGES..(stage + 1) * AGES).unwrap_or_default()
    }
}

/// The model as of a day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rates {
    /// Days of a step and of an age.
    pub width: i32,
    /// By month of the quarter.
    pub steps: [Step; PHASES],
    /// Where deals that leave a stage go.
    pub moves: Vec<Vec<f64>>,
}

/// Days of history that are looked at.
const LONGEST_DAYS: i32 = 3_660;

/// Chooses the days of one age so that 98 % of the stays fit.
fn width(episodes: &[Episode]) -> i32 {
    let mut days: Vec<i32> = episodes
        .iter()
        .filter(|episode| episode.last < i32::MAX)
        .map(|episode| episode.last - episode.from)
        .collect();
    let at = days.len() * 98 / 100;
    let Some(longest) = select(&mut days, at, i32::cmp) else { return 1 };
    let ages = i32::try_from(AGES).unwrap_or(1) - 1;
    (longest / ages + 1).max(1)
}

fn shares(row: &[f64]) -> Vec<f64> {
    let sum: f64 = row.iter().sum();
    row.iter().map(|cell| if sum > 0.0 { cell / sum } else { 0.0 }).collect()
}
