//! The figures of how long deals take and what they are worth, as report and page
//! show them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has found something"
)]

use trichter::analytics::{
    Cycle, CycleMeasure, LeftOut, Measure, NoData, Period, Query, View, explain, figures,
};
use trichter::domain::{
    Closing, Day, Deal, DealId, Happening, Ids, Language, LossReason, Moment, Outcome, Pipeline,
    Preset, StageEvent, Timestamp,
};
use trichter::workspace::{Parts, Workspace};

fn start() -> Day {
    Day::new(2026, 1, 1).unwrap()
}

fn on(day: i32) -> Timestamp {
    Moment::at_start_of(start().plus_days(day)).now
}

fn now(day: i32) -> Moment {
    Moment::at_start_of(start().plus_days(day))
}

/// How a deal ended.
#[derive(Clone, Copy)]
enum Close {
    Open,
    Won(i32),
    Lost(i32),
}

struct Book {
    ids: Ids,
    pipeline: Pipeline,
    deals: Vec<Deal>,
}

impl Book {
    fn new() -> Self {
        let mut ids = Ids::seeded(4);
        let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
        Self { ids, pipeline, deals: Vec::new() }
    }

    /// Writes down a deal: created, then in each stage from a day on, then closed.
    fn add(&mut self, created: Option<i32>, stages: &[(i32, usize)], close: Close) {
        let mut history: Vec<StageEvent> = stages
            .iter()
            .map(|(day, stage)| StageEvent {
                at: Some(on(*day)),
                what: Happening::Entered(self.pipeline.stages[*stage].id),
            })
            .collect();
        let outcome = match close {
            Close::Open => Outcome::Open,
            Close::Won(day) => Outcome::Won(Some(on(day))),
            Close::Lost(day) => Outcome::Lost(Some(on(day))),
        };
        let what = if outcome.is_won() { Happening::Won } else { Happening::Lost };
        if let Some(at) = outcome.closed_at() {
            history.push(StageEvent { at: Some(at), what });
        }
        let last = stages.last().map_or(0, |(_, stage)| *stage);
        let reason = outcome.is_lost().then_some(LossReason::Price);
        self.deals.push(Deal {
            id: DealId::fresh(&mut self.ids),
            title: "Deal".into(),
            pipeline: self.pipeline.id,
            stage: self.pipeline.stages[last].id,
            created: created.map(on),
            outcome,
            closing: Closing { loss_reason: reason, ..Closing::default() },
            history,
            ..Deal::default()
        });
    }

    fn done(self) -> (Workspace, Query) {
        let query = Query::of(self.pipeline.id);
        let parts = Parts { pipelines: vec![self.pipeline], deals: self.deals, ..Parts::default() };
        let workspace = Workspace::from_parts(parts);
        assert_eq!(workspace.problems(), []);
        (workspace, query)
    }
}

fn value(book: &(Workspace, Query), day: i32, key: &str) -> Result<f64, NoData> {
    let all = figures(&book.0, &book.1, &now(day));
    all.iter().find(|figure| figure.key == key).unwrap_or_else(|| panic!("no {key}")).value
}

fn close(found: Result<f64, NoData>, expected: f64) {
    assert!((found.unwrap() - expected).abs() < 5e-10, "{found:?} for {expected}");
}

#[test]
fn the_incidence_of_twelve_deals_is_that_of_the_textbook() {
    let mut book = Book::new();
    let courses =
        [2, 3, 3, 5, 5, 5, 7, 8, 9, 9, 12, 14].iter().zip([1, 2, 0, 1, 1, 2, 0, 1, 2, 1, 0, 0]);
    for (days, code) in courses {
        // Those still open began later: all are looked at on day 20.
        let began = if code == 0 { 20 - days } else { 0 };
        let end = match code {
            0 => Close::Open,
            1 => Close::Won(began + days),
            _ => Close::Lost(began + days),
        };
        book.add(Some(began), &[(began, 0)], end);
    }
    let book = book.done();
    close(value(&book, 20, "cif.won.7"), 0.268_518_518_518);
    close(value(&book, 20, "cif.lost.7"), 0.175_925_925_926);
    close(value(&book, 20, "cif.won.14"), 0.490_740_740_741);
    close(value(&book, 20, "cif.lost.14"), 0.287_037_037_037);
    assert_eq!(value(&book, 20, "cif.won.30"), Err(NoData::NotSeenSoLong));
}

#[test]
fn deals_that_came_under_observation_late_are_at_risk_from_then_on() {
    let mut book = Book::new();
    let courses = [
        (5, 1, 0),
        (8, 1, 2),
        (8, 0, 0),
        (12, 1, 6),
        (15, 1, 10),
        (20, 0, 0),
        (20, 1, 9),
        (25, 0, 14),
    ];
    for (days, code, entry) in courses {
        let began = if code == 0 { 40 - days } else { 0 };
        let end = if code == 0 { Close::Open } else { Close::Won(days) };
        book.add(Some(began), &[(began + entry, 0)], end);
    }
    let book = book.done();
    let cycle = Cycle::new(&book.0, &book.1, &now(40));
    for (day, open) in [(5.0, 0.75), (8.0, 0.5625), (12.0, 0.421_875), (20.0, 0.210_937_5)] {
        assert!((cycle.incidence.open(day).value - open).abs() < 1e-12, "{day}");
    }
}

#[test]
fn the_learned_probability_leans_on_the_default_of_its_stage() {
    let mut book = Book::new();
    book.add(Some(0), &[(0, 0), (3, 3)], Close::Won(9));
    book.add(Some(0), &[(0, 0), (3, 1)], Close::Lost(5));
    book.add(Some(0), &[(0, 0)], Close::Lost(5));
    book.add(Some(0), &[(0, 0)], Close::Open);
    let book = book.done();
    // Defaults of Lead, Qualification, Needs analysis, Proposal: 10, 25, 50, 75 %.
    close(value(&book, 10, "p_learned.Lead"), 1.5 / 8.0);
    close(value(&book, 10, "p_learned.Qualification"), 2.25 / 7.0);
    close(value(&book, 10, "p_learned.Proposal"), 4.75 / 6.0);
    close(value(&book, 10, "p_learned.Proposal.n"), 1.0);
    let low = value(&book, 10, "p_learned.Lead.low").unwrap();
    let high = value(&book, 10, "p_learned.Lead.high").unwrap();
    assert!(0.0 < low && low < 1.5 / 8.0 && 1.5 / 8.0 < high && high < 1.0);
    let few = Cycle::new(&book.0, &book.1, &now(10));
    let stage = few.learned[0].stage;
    assert!(few.get(CycleMeasure::Learned(stage)).unwrap().few);
}

#[test]
fn quartiles_of_stays_lie_between_deals() {
    let mut book = Book::new();
    for days in [1, 2, 4, 8, 16] {
        book.add(Some(0), &[(0, 0), (days, 1)], Close::Won(20));
    }
    // Back in the first stage: the sum counts, the latest stay is shown beside it.
    book.add(Some(0), &[(0, 0), (5, 1), (8, 0), (18, 1)], Close::Won(20));
    let book = book.done();
    close(value(&book, 30, "stay_q1_days.Lead"), 2.5);
    close(value(&book, 30, "stay_median_days.Lead"), 6.0);
    close(value(&book, 30, "stay_q3_days.Lead"), 13.25);
    let cycle = Cycle::new(&book.0, &book.1, &now(30));
    let latest = cycle.stays[0].latest.unwrap();
    assert!((latest.range.1 - 16.0).abs() < 1e-9 && latest.n == 6);
    assert_eq!(cycle.stays[0].open, None);
}

#[test]
fn no_deal_and_deals_that_never_ended_say_why_there_is_no_figure() {
    let none = Book::new().done();
    assert_eq!(value(&none, 1, "cif.won.30"), Err(NoData::NoTimes));
    assert_eq!(value(&none, 1, "win_rate_ultimate"), Err(NoData::NoneClosed));
    assert_eq!(value(&none, 1, "expected_wins_open"), Ok(0.0));
    assert_eq!(value(&none, 1, "p_learned.Lead"), Err(NoData::NoneReached));
    assert_eq!(value(&none, 1, "stay_q1_days.Lead"), Err(NoData::NoStays));
    let mut open = Book::new();
    open.add(Some(0), &[(0, 0)], Close::Open);
    let open = open.done();
    assert_eq!(value(&open, 40, "expected_wins_open"), Err(NoData::NoneClosed));
    close(value(&open, 40, "cif.won.30"), 0.0);
    assert_eq!(value(&open, 40, "cif.won.60"), Err(NoData::NotSeenSoLong));
}

#[test]
fn a_deal_without_a_beginning_is_left_out_of_the_incidence_and_told() {
    let mut book = Book::new();
    book.add(Some(0), &[(0, 0)], Close::Won(5));
    book.add(None, &[(0, 0)], Close::Won(5));
    let book = book.done();
    let cycle = Cycle::new(&book.0, &book.1, &now(10));
    assert_eq!(cycle.incidence.n, 1);
    assert_eq!(cycle.left_out.len(), 1);
    assert_eq!(cycle.left_out[0].1, LeftOut::CreationUnknown);
    let measure = Measure::Cycle(CycleMeasure::Won(7));
    let told = explain(&book.0, &book.1, &now(10), &measure).unwrap();
    assert_eq!((told.deals_in.len(), told.deals_out.len()), (1, 1));
}

#[test]
fn a_closed_period_sees_deals_only_while_it_lasts() {
    let mut book = Book::new();
    book.add(Some(0), &[(0, 0)], Close::Won(5));
    book.add(Some(0), &[(0, 0)], Close::Won(15));
    book.add(Some(0), &[(0, 0)], Close::Lost(40));
    book.add(Some(12), &[(12, 0)], Close::Won(16));
    let (workspace, query) = book.done();
    let period = Period { from: Some(start().plus_days(10)), to: Some(start().plus_days(19)) };
    let query = Query { period, view: View::ClosedInPeriod, ..query };
    let cycle = Cycle::new(&workspace, &query, &now(60));
    // Won before the period: not seen. Lost after it: open until its end.
    assert_eq!(cycle.incidence.n, 3);
    assert!(cycle.incidence.lost(100.0).value.abs() < 1e-12);
    // At four days of age only the deal that began within it is at risk.
    assert!((cycle.incidence.won(4.0).value - 1.0).abs() < 1e-12);
}
