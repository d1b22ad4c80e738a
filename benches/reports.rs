//! How long each report takes on a thousand, ten thousand and a hundred thousand deals, and that
//! it grows no faster than they do.
//!
//! ```text
//! cargo bench --bench reports
//! ```
//!
//! Of several runs the fastest counts: what else the machine does can only slow one down. The
//! sizes take turns, so that a slow minute meets all of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a program of its own that prints, and stops where something is wrong"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};
use trichter::analytics::{
    Agenda, Breakdown, CohortTable, Cycle, Dimension, Forecast, IdleDeals, LossAnalysis, Outlook,
    OutlookWork, Period, Progress, Query, Report, Sample, Scenario, Waterfall, figures,
};
use trichter::domain::{
    Day, Deal, Happening, Ids, Language, Moment, StageEvent, Timestamp, WorkspaceId,
};
use trichter::example::{Simulation, simulate};
use trichter::scoring::Scores;
use trichter::workspace::{Parts, Workspace};

/// How many deals.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// How many stage changes each deal has at least.
const CHANGES: usize = 10;
/// How often each is measured.
const ROUNDS: usize = 11;
/// Ten times the deals may take so many times as long: caches end somewhere.
const GROWTH: f64 = 20.0;

/// The simulator's deals, each sent through the stages until it has changes enough.
fn workspace(deals: usize, moment: &Moment) -> Workspace {
    let made = simulate(&Simulation::new(deals, 42, Language::En, moment));
    let mut dice = Ids::seeded(7);
    let deals = made.deals().iter().map(|deal| lengthened(&made, deal, &mut dice)).collect();
    Workspace::from_parts(Parts {
        id: WorkspaceId::fresh(&mut dice),
        settings: (**made.settings()).clone(),
        pipelines: made.pipelines_in_order().into_iter().map(|one| (**one).clone()).collect(),
        deals,
        organisations: made.organisations().iter().map(|one| (**one).clone()).collect(),
        people: made.people().iter().map(|one| (**one).clone()).collect(),
        activities: made.activities().iter().map(|one| (**one).clone()).collect(),
        ..Parts::default()
    })
}

/// Puts changes between the first and the last event of a deal.
fn lengthened(workspace: &Workspace, deal: &Deal, dice: &mut Ids) -> Deal {
    let mut deal = deal.clone();
    let Some((pipeline, _)) = workspace.stage(deal.stage) else {
        return deal;
    };
    let begin = deal.history.first().and_then(|event| event.at);
    let end = deal.history.last().and_then(|event| event.at);
    let (Some(begin), Some(end)) = (begin, end) else { return deal };
    let missing = CHANGES.saturating_sub(deal.history.len());
    let span = u64::try_from(end.millis() - begin.millis()).unwrap_or_default() + 1;
    let mut times: Vec<u64> = (0..missing).map(|_| dice.below(span)).collect();
    times.sort_unstable();
    let last = deal.history.pop();
    for time in times {
        let at = begin.millis() + i64::try_from(time).unwrap();
        let nth = usize::try_from(dice.below(pipeline.stages.len() as u64)).unwrap();
        let what = Happening::Entered(pipeline.stages.get(nth).unwrap().id);
        deal.history.push(StageEvent { at: Some(Timestamp::from_millis(at)), what });
    }
    deal.history.extend(last);
    deal.history.sort_by_key(|event| event.at);
    deal
}

/// A report by its name.
type Named = (&'static str, fn(&Workspace, &Query, &Moment));

/// Every report that a screen shows.
const REPORTS: [Named; 16] = [
    ("funnel and key figures", |w, q, m| _ = black_box(Report::new(w, q, m))),
    ("cycle, survival, learned", |w, q, m| _ = black_box(Cycle::new(w, q, m))),
    ("breakdown by owner", |w, q, m| _ = black_box(Breakdown::new(w, q, m, Dimension::Owner))),
    ("breakdown by month", |w, q, m| _ = black_box(Breakdown::new(w, q, m, Dimension::Month))),
    ("losses and wins", |w, q, m| _ = black_box(LossAnalysis::new(w, q, m))),
    ("cohorts", |w, q, m| _ = black_box(CohortTable::new(w, q, m))),
    ("waterfall of a month", |w, q, m| {
        let end = m.today();
        let begin = (end.plus_days(-30), None);
        _ = black_box(Waterfall::between(w, begin, &m.zone, q, Period::ALL));
    }),
    ("forecast by stage", |w, q, m| _ = black_box(Forecast::new(w, q, m))),
    ("forecast, backtest, choice", |w, q, m| _ = black_box(Outlook::new(w, q, m))),
    ("with twenty scenarios", |w, q, m| {
        let scenario =
            |at: u8| Scenario { value: 1.0 + f64::from(at) / 10.0, ..Scenario::default() };
        let scenarios: Vec<Scenario> = (1..=20).map(scenario).collect();
        _ = black_box(OutlookWork::new(w, q, m).finish_with(&scenarios));
    }),
    ("today", |w, _, m| _ = black_box(Agenda::new(w, m))),
    ("idle deals", |w, _, m| _ = black_box(IdleDeals::new(w, m))),
    ("scores", |w, _, m| _ = black_box(Scores::of_all(w, m))),
    ("a sample of all deals", |w, q, m| _ = black_box(Sample::of(w, q, m))),
    ("Insights, of one sample", |w, q, m| {
        let sample = Sample::of(w, q, m);
        let cycle = black_box(sample.cycle(w));
        _ = black_box((sample.report(w), sample.stuck(&cycle), sample.losses(w)));
        _ = black_box((sample.breakdown(w, Dimension::Owner), sample.cohorts(w)));
        _ = black_box((sample.pooled(w, Dimension::Owner), sample.lasting()));
    }),
    ("every figure", |w, q, m| _ = black_box(figures(w, q, m))),
];

/// Runs something with each workspace in turn, some times, and returns the shortest times in
/// milliseconds.
fn fastest(held: &[Workspace; SIZES.len()], run: impl Fn(&Workspace)) -> [f64; SIZES.len()] {
    let mut shortest = [f64::INFINITY; SIZES.len()];
    for _ in 0..ROUNDS {
        for (held, shortest) in held.iter().zip(&mut shortest) {
            let begin = Instant::now();
            run(held);
            *shortest = shortest.min(begin.elapsed().as_secs_f64() * 1e3);
        }
    }
    shortest
}

/// Returns the longest slice of the whole forecast.
fn longest_slice(workspace: &Workspace, query: &Query, moment: &Moment) -> Duration {
    let mut work = OutlookWork::new(workspace, query, moment);
    let mut longest = Duration::ZERO;
    loop {
        let begin = Instant::now();
        let progress = work.step();
        longest = longest.max(begin.elapsed());
        if let Progress::Done = progress {
            return longest;
        }
    }
}

fn main() {
    let moment = Moment::at_start_of(Day::new(2026, 6, 1).unwrap());
    let held = SIZES.map(|size| workspace(size, &moment));
    println!("milliseconds, the fastest of {ROUNDS} runs; {CHANGES} changes a deal");
    println!("{:<28}{:>10}{:>10}{:>10}{:>9}", "deals", SIZES[0], SIZES[1], SIZES[2], "growth");
    let mut slow = Vec::new();
    for (name, report) in REPORTS {
        let times = fastest(&held, |held| {
            let query = Query::of(held.pipelines_in_order().first().unwrap().id);
            report(held, &query, &moment);
        });
        let [_, ten, hundred] = times;
        let growth = hundred / ten;
        print!("{name:<28}");
        for time in &times {
            print!("{time:>10.2}");
        }
        println!("{growth:>9.1}");
        if growth > GROWTH {
            slow.push(name);
        }
    }
    let [_, ten, _] = &held;
    let query = Query::of(ten.pipelines_in_order().first().unwrap().id);
    let slice = longest_slice(ten, &query, &moment).as_secs_f64() * 1e3;
    println!("longest slice of the forecast at {} deals: {slice:.1}", SIZES[1]);
    assert!(slow.is_empty(), "ten times the deals take more than {GROWTH} times as long: {slow:?}");
}
