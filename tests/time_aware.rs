//! How well the time-aware model knows the future of simulated pipelines: cut at
//! three dates, its ultimate win rate and its wins among the then open deals
//! stand against what became of them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics found something"
)]
#![allow(clippy::print_stdout, reason = "the test lists what it measured")]

use trichter::analytics::{Courses, Hazards, Query};
use trichter::domain::{
    Closing, Day, Deal, DealId, Happening, Ids, LossReason, Outcome, Pipeline, PipelineId,
    Probability, Stage, StageEvent, StageId, Timestamp, Zone,
};
use trichter::workspace::{Parts, Workspace};

const DAY_MS: f64 = 86_400_000.0;
const CASES: usize = 13_087;
const STAGES: usize = 6;
const WON: usize = STAGES;
const LOST: usize = STAGES + 1;

/// What a made-up pipeline does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Regime {
    /// A semi-Markov process: half is lost within a minute, winning takes weeks.
    Loans,
    /// Deals go back and round.
    Back,
    /// Stages are often skipped.
    Skips,
    /// Three times as many deals come at the end as at the beginning.
    Growth,
    /// What is asked for nothing for thirty days is cancelled.
    Cancelled,
    /// Nothing happens at weekends; times are whole days.
    Weekdays,
    /// Every deal has a quality nobody sees: it speeds it up and wins it.
    Quality,
    /// One deal of twenty is never closed.
    Forgotten,
    /// Slow: the whole log is hardly longer than a cycle.
    Slow,
}

const REGIMES: [Regime; 9] = [
    Regime::Loans,
    Regime::Back,
    Regime::Skips,
    Regime::Growth,
    Regime::Cancelled,
    Regime::Weekdays,
    Regime::Quality,
    Regime::Forgotten,
    Regime::Slow,
];

struct Dice(Ids);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0.unit().max(1e-12)
    }
    fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
    fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }
    fn pick(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left <= 0.0 {
                return at;
            }
        }
        weights.len() - 1
    }
}

/// The path of one case: states and the days after which it came into them.
fn path(regime: Regime, dice: &mut Dice) -> Vec<(f64, usize)> {
    let mut steps = vec![(0.0, 0)];
    let (mut at, mut time) = (0, 0.0);
    let quality = if regime == Regime::Quality { dice.normal() } else { 0.0 };
    let slow = if regime == Regime::Slow { 3.0 } else { 1.0 };
    loop {
        let tilt = quality.exp();
        // Weights of: next, skip one, back, lost at once, lost late, won.
        let mut weights = match at {
            0 => [55.0 * tilt, 2.0, 0.0, 26.0, 4.0, 0.0],
            1 => [80.0 * tilt, 3.0, 1.0, 8.0, 10.0, 0.0],
            2 => [70.0 * tilt, 3.0, 2.0, 4.0, 24.0, 0.0],
            3 => [75.0 * tilt, 2.0, 3.0, 1.0, 22.0, 1.0],
            4 => [45.0 * tilt, 0.0, 8.0, 1.0, 30.0, 14.0 * tilt],
            _ => [0.0, 0.0, 6.0, 1.0, 25.0, 60.0 * tilt],
        };
        if regime == Regime::Back && at > 0 {
            weights[2] = 30.0;
        }
        if regime == Regime::Skips {
            weights[1] = if at < 4 { 30.0 } else { 0.0 };
        }
        let choice = dice.pick(&weights);
        let mut stay = match (choice, at) {
            (3, _) => dice.log_normal(0.0006, 1.2),
            (0 | 1, 0) => dice.log_normal(0.0005, 1.5),
            (0 | 1, 1) => dice.log_normal(0.05, 2.0),
            (0 | 1, 2) => dice.log_normal(0.6, 1.4),
            (0 | 1, 3) => dice.log_normal(1.5, 1.2),
            (0 | 1, _) => dice.log_normal(11.0, 0.6),
            (2, _) => dice.log_normal(3.0, 1.0),
            (4, stage) => dice.log_normal(6.0 + 3.0 * stage as f64, 0.9),
            (_, _) => dice.log_normal(9.0, 0.7),
        } * slow
            * (-0.3 * quality).exp();
        let mut choice = choice;
        if regime == Regime::Cancelled && stay > 30.0 {
            stay = 30.0 + dice.unit() * 1.5;
            choice = 4;
        }
        if regime == Regime::Forgotten && dice.unit() < 0.03 {
            return steps;
        }
        time += stay.min(120.0);
        at = match choice {
            0 => at + 1,
            1 => at + 2,
            2 => at - 1,
            3 | 4 => LOST,
            _ => WON,
        };
        steps.push((time, at));
        if at >= WON {
            return steps;
        }
    }
}

/// What became of a case, for the truth.
struct Fate {
    created: f64,
    steps: Vec<(f64, usize)>,
}

/// Days of the log from its first case to its last.
const LOG_DAYS: f64 = 166.0;
/// The days of the log after which it is looked at.
const CUTS: [i32; 3] = [61, 92, 123];

fn fates(regime: Regime, seed: u64) -> Vec<Fate> {
    let mut dice = Dice(Ids::seeded(seed));
    let mut fates = Vec::with_capacity(CASES);
    while fates.len() < CASES {
        let share = dice.unit();
        if regime == Regime::Growth && dice.unit() > (1.0 + 2.0 * share) / 3.0 {
            continue;
        }
        let mut created = share * LOG_DAYS;
        let mut steps = path(regime, &mut dice);
        if created.rem_euclid(7.0) >= 5.0 && dice.unit() < 0.7 {
            continue;
        }
        if regime == Regime::Weekdays {
            created = created.floor();
            for (after, _) in &mut steps {
                let mut day = (created + *after).floor();
                while day.rem_euclid(7.0) >= 5.0 {
                    day += 1.0;
                }
                *after = day - created;
            }
            steps[0].0 = 0.0;
        }
        fates.push(Fate { created, steps });
    }
    fates
}

fn at(days: f64) -> Timestamp {
    let millis = (f64::from(start().epoch_days()) + days) * DAY_MS;
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of our time")]
    Timestamp::from_millis(millis as i64)
}

fn start() -> Day {
    Day::new(2011, 10, 1).unwrap()
}

fn workspace(fates: &[Fate]) -> (Workspace, Query) {
    let mut ids = Ids::seeded(1);
    let stages: Vec<Stage> = (0..STAGES)
        .map(|at| Stage {
            id: StageId::fresh(&mut ids),
            name: format!("Stage {at}"),
            probability: Probability::from_percent(50).unwrap(),
            ..Stage::default()
        })
        .collect();
    let pipeline = Pipeline {
        id: PipelineId::fresh(&mut ids),
        name: "Loans".into(),
        stages: stages.clone(),
        ..Pipeline::default()
    };
    let deals = fates.iter().map(|fate| {
        let mut deal = Deal {
            id: DealId::fresh(&mut ids),
            title: "Case".into(),
            pipeline: pipeline.id,
            created: Some(at(fate.created)),
            ..Deal::default()
        };
        for (after, state) in &fate.steps {
            let when = Some(at(fate.created + after));
            let what = match *state {
                WON => Happening::Won,
                LOST => Happening::Lost,
                stage => Happening::Entered(stages[stage].id),
            };
            match what {
                Happening::Won => deal.outcome = Outcome::Won(when),
                Happening::Lost => {
                    deal.outcome = Outcome::Lost(when);
                    deal.closing =
                        Closing { loss_reason: Some(LossReason::Unknown), ..Closing::default() };
                }
                Happening::Entered(stage) | Happening::Reopened(stage) => deal.stage = stage,
            }
            deal.history.push(StageEvent { at: when, what });
        }
        deal
    });
    let deals = deals.collect();
    let query = Query::of(pipeline.id);
    let workspace =
        Workspace::from_parts(Parts { pipelines: vec![pipeline], deals, ..Parts::default() });
    assert_eq!(workspace.problems(), []);
    (workspace, query)
}

#[test]
fn the_future_of_the_deals_of_a_day_is_known_within_the_bounds() {
    let mut worst = (0.0_f64, 0.0_f64);
    let mut squares = (0.0, 0.0, 0.0);
    for regime in REGIMES {
        for seed in 1..=3 {
            let fates = fates(regime, seed);
            let (workspace, query) = workspace(&fates);
            let courses = Courses::of(&workspace, &query, &Zone::default());
            for cut in CUTS {
                let day = start().plus_days(cut);
                let end = f64::from(day.days_since(start()) + 1);
                let sight = courses.as_of(day);
                let hazards = Hazards::fit(&courses, sight);
                let open = courses.open(sight);
                let expected: f64 =
                    open.iter().map(|o| hazards.ever(o.stage, o.age_days).unwrap()).sum();
                let known = fates.iter().filter(|fate| fate.created < end);
                let (mut cases, mut won, mut later) = (0.0, 0.0, 0.0);
                for fate in known {
                    cases += 1.0;
                    let (after, last) = *fate.steps.last().unwrap();
                    let when = fate.created + after;
                    if last == WON && when < end {
                        won += 1.0;
                    } else if last == WON {
                        later += 1.0;
                    }
                }
                let rate = (won + expected) / cases;
                let truth = (won + later) / cases;
                let off = expected / later - 1.0;
                worst = (worst.0.max((rate - truth).abs()), worst.1.max(off.abs()));
                squares.0 += (rate - truth).powi(2);
                squares.1 += off.powi(2);
                squares.2 += 1.0;
                println!(
                    "{regime:?} {seed} {cut}: rate {rate:.4} true {truth:.4} ({:+.4}), open {} wins {expected:.0} true {later} ({:+.1} %)",
                    rate - truth,
                    open.len(),
                    100.0 * off
                );
            }
        }
    }
    let n: f64 = squares.2;
    println!("rms {:.4} {:.3}", (squares.0 / n).sqrt(), (squares.1 / n).sqrt());
    println!("worst {:.4} {:.3}", worst.0, worst.1);
    assert!(worst.0 < 0.05, "{worst:?}");
    assert!(worst.1 < 0.4, "{worst:?}");
}
