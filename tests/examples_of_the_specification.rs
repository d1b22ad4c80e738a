//! Every example of the specification on funnel, figures and forecast, to the digit.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has found something"
)]

use trichter::analytics::{
    Chance, Distribution, Figure, Forecast, ForecastRow, Funnel, KeyFigures, Measure, NoData,
    Query, figures,
};
use trichter::domain::{
    Closing, Currency, Day, Deal, DealId, Happening, Ids, Language, LossReason, Moment, Money,
    Outcome, Pipeline, Preset, Probability, Stage, StageEvent, StageId, Timestamp,
};
use trichter::workspace::{Parts, Workspace};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn now() -> Moment {
    Moment::at_start_of(day("2026-06-15"))
}

fn at(day: Day) -> Timestamp {
    Moment::at_start_of(day).now
}

fn euro(units: i64) -> Option<Money> {
    Money::new(units * 100, Currency::EUR).ok()
}

/// A pipeline of stages with the names and percents given; the third is the proposal stage.
fn pipeline(stages: &[(&str, u16)], ids: &mut Ids) -> Pipeline {
    let mut pipeline = Preset::Consumer.pipeline(Language::En, ids);
    pipeline.stages = stages
        .iter()
        .map(|(name, percent)| Stage {
            id: StageId::fresh(ids),
            name: (*name).to_owned(),
            probability: Probability::from_percent(*percent).unwrap(),
            ..Stage::default()
        })
        .collect();
    pipeline.proposal_stage = pipeline.stages.get(2).map(|stage| stage.id);
    pipeline
}

/// A deal that went through the first stages of a pipeline, one a day from 1 January.
fn deal(pipeline: &Pipeline, stages: usize, outcome: Outcome, ids: &mut Ids) -> Deal {
    let start = day("2026-01-01");
    let mut history: Vec<StageEvent> = pipeline.stages[..stages]
        .iter()
        .zip(0..)
        .map(|(stage, days)| StageEvent {
            at: Some(at(start.plus_days(days))),
            what: Happening::Entered(stage.id),
        })
        .collect();
    match outcome {
        Outcome::Open => {}
        Outcome::Won(at) => history.push(StageEvent { at, what: Happening::Won }),
        Outcome::Lost(at) => history.push(StageEvent { at, what: Happening::Lost }),
    }
    Deal {
        id: DealId::fresh(ids),
        title: "Deal".into(),
        pipeline: pipeline.id,
        stage: pipeline.stages[stages - 1].id,
        created: Some(at(start)),
        outcome,
        closing: Closing {
            loss_reason: outcome.is_lost().then_some(LossReason::Price),
            ..Closing::default()
        },
        history,
        ..Deal::default()
    }
}

fn workspace(pipeline: &Pipeline, deals: Vec<Deal>) -> (Workspace, Query) {
    let parts = Parts { pipelines: vec![pipeline.clone()], deals, ..Parts::default() };
    let workspace = Workspace::from_parts(parts);
    assert_eq!(workspace.problems(), []);
    (workspace, Query::of(pipeline.id))
}

fn value(figures: &[Figure], key: &str) -> Result<f64, NoData> {
    figures.iter().find(|figure| figure.key == key).unwrap_or_else(|| panic!("no {key}")).value
}

fn close(found: Result<f64, NoData>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} for {expected}");
}

#[test]
fn a_hundred_leads_make_thirty_qualified_ten_offers_and_three_won() {
    let mut ids = Ids::seeded(1);
    let pipeline = pipeline(&[("Lead", 10), ("Qualified", 25), ("Offer", 50)], &mut ids);
    let lost = Outcome::Lost(Some(at(day("2026-02-01"))));
    let won = Outcome::Won(Some(at(day("2026-02-15"))));
    let mut deals = Vec::new();
    for (number, stages, outcome) in
        [(70, 1, Outcome::Open), (20, 2, lost), (7, 3, lost), (3, 3, won)]
    {
        deals.extend((0..number).map(|_| deal(&pipeline, stages, outcome, &mut ids)));
    }
    let (workspace, query) = workspace(&pipeline, deals);
    let funnel = Funnel::new(&workspace, &query, &now());
    let reached: Vec<f64> =
        funnel.stages.iter().map(|stage| stage.reached.value.unwrap()).collect();
    assert_eq!(reached, [100.0, 30.0, 10.0]);
    assert_eq!((funnel.won.value, funnel.open.value), (Ok(3.0), Ok(70.0)));
    let all = figures(&workspace, &query, &now());
    close(value(&all, "conversion.Lead"), 0.3);
    close(value(&all, "conversion.Qualified"), 1.0 / 3.0);
    close(value(&all, "conversion.Offer"), 0.3);
    close(value(&all, "conversion.total"), 0.03);
    close(value(&all, "win_rate_offers"), 0.3);
    close(value(&all, "win_rate_closed"), 0.1);
    close(value(&all, "cycle_mean_days"), 45.0);
    assert_eq!(value(&all, "average_deal"), Err(NoData::NoValues));
    assert!(all.iter().any(|figure| figure.key == "cycle_mean_days" && figure.few));
}

#[test]
fn ten_thousand_visitors_make_a_hundred_downloads() {
    let mut ids = Ids::seeded(2);
    let pipeline = pipeline(&[("Visit", 1), ("Download", 10)], &mut ids);
    let deals = (0..10_000)
        .map(|at| deal(&pipeline, if at < 100 { 2 } else { 1 }, Outcome::Open, &mut ids))
        .collect();
    let (workspace, query) = workspace(&pipeline, deals);
    close(value(&figures(&workspace, &query, &now()), "conversion.Visit"), 0.01);
}

#[test]
fn ten_open_deals_three_of_ten_won_at_fifteen_thousand_in_45_days_make_a_thousand_a_day() {
    let mut ids = Ids::seeded(3);
    let pipeline = pipeline(&[("Lead", 10), ("Qualified", 25), ("Offer", 50)], &mut ids);
    let closed = Some(at(day("2026-02-15")));
    let mut deals = Vec::new();
    for (number, stages, outcome) in
        [(10, 1, Outcome::Open), (7, 3, Outcome::Lost(closed)), (3, 3, Outcome::Won(closed))]
    {
        deals.extend(
            (0..number).map(|_| Deal {
                value: euro(15_000),
                ..deal(&pipeline, stages, outcome, &mut ids)
            }),
        );
    }
    let (workspace, query) = workspace(&pipeline, deals);
    let all = figures(&workspace, &query, &now());
    close(value(&all, "win_rate_closed"), 0.3);
    close(value(&all, "win_rate_offers"), 0.3);
    close(value(&all, "average_deal"), 1_500_000.0);
    close(value(&all, "cycle_mean_days"), 45.0);
    close(value(&all, "cycle_median_days"), 45.0);
    close(value(&all, "velocity_per_day"), 100_000.0);
}

#[test]
fn fifty_deals_wait_in_qualification_and_twenty_in_proposal() {
    let mut ids = Ids::seeded(4);
    let pipeline = pipeline(&[("Qualification", 50), ("Proposal", 75)], &mut ids);
    let deals = (0..70)
        .map(|at| deal(&pipeline, if at < 50 { 1 } else { 2 }, Outcome::Open, &mut ids))
        .collect();
    let (workspace, query) = workspace(&pipeline, deals);
    let all = figures(&workspace, &query, &now());
    close(value(&all, "open_count.Qualification"), 50.0);
    close(value(&all, "open_count.Proposal"), 20.0);
    close(value(&all, "open_count"), 70.0);
}

#[test]
fn two_deals_weigh_five_and_fifteen_thousand_and_their_sum_has_four_outcomes() {
    let mut ids = Ids::seeded(5);
    let pipeline = pipeline(&[("Qualification", 50), ("Proposal", 75)], &mut ids);
    let expected_close = Some(day("2026-07-31"));
    let one =
        Deal { value: euro(10_000), expected_close, ..deal(&pipeline, 1, Outcome::Open, &mut ids) };
    let two =
        Deal { value: euro(20_000), expected_close, ..deal(&pipeline, 2, Outcome::Open, &mut ids) };
    let (workspace, query) = workspace(&pipeline, vec![one, two]);
    let all = figures(&workspace, &query, &now());
    close(value(&all, "open_value"), 3_000_000.0);
    close(value(&all, "open_weighted"), 2_000_000.0);
    close(value(&all, "open_weighted.Qualification"), 500_000.0);
    close(value(&all, "open_weighted.Proposal"), 1_500_000.0);
    close(value(&all, "forecast.2026-07.mean"), 2_000_000.0);
    close(value(&all, "forecast.2026-07.p10"), 0.0);
    close(value(&all, "forecast.2026-07.p50"), 2_000_000.0);
    close(value(&all, "forecast.2026-07.p90"), 3_000_000.0);
    assert_eq!(value(&all, "forecast.2026-06.mean"), Err(NoData::NoDeals));
    let forecast = Forecast::new(&workspace, &query, &now());
    let july =
        forecast.rows.iter().find(|line| line.row == ForecastRow::Month(day("2026-07-01").month()));
    let points: Vec<(f64, f64)> = july.unwrap().distribution.points().collect();
    let expected = [(0.0, 0.125), (1e6, 0.125), (2e6, 0.375), (3e6, 0.375)];
    assert_eq!(points.len(), 4);
    for ((amount, chance), (wanted, share)) in points.into_iter().zip(expected) {
        assert!((amount - wanted).abs() < 1e-6 && (chance - share).abs() < 1e-12);
    }
}

#[test]
fn the_sum_of_five_deals_has_the_distribution_of_the_reference() {
    let deals = [(5_000, 60), (12_000, 25), (3_000, 90), (20_000, 10), (8_000, 50)]
        .map(|(minor, percent)| Chance { minor: minor * 100, parts: percent * 100 });
    let sum = Distribution::new(0, &deals);
    close(Ok(sum.mean()), 1_470_000.0);
    assert!((sum.standard_deviation() / 100.0 - 9_263.368_72).abs() < 5e-6);
    close(Ok(sum.chance_to_reach(2_000_000.0)), 0.273_25);
    close(Ok(sum.chance_to_reach(1_000_000.0)), 0.649);
    close(Ok(sum.points().next().unwrap().1), 0.013_5);
    let quantiles = [0.05, 0.5, 0.8, 0.95].map(|share| sum.quantile(share) / 100.0);
    for (found, expected) in quantiles.into_iter().zip([3_000.0, 15_000.0, 23_000.0, 31_000.0]) {
        close(Ok(found), expected);
    }
    assert_eq!(sum.points().filter(|(_, chance)| *chance > 0.0).count(), 24);
}

#[test]
fn an_empty_pipeline_has_reasons_instead_of_numbers() {
    let pipeline = pipeline(&[("Lead", 10), ("Qualified", 25), ("Offer", 50)], &mut Ids::seeded(6));
    let (workspace, query) = workspace(&pipeline, Vec::new());
    let report = KeyFigures::new(&workspace, &query, &now());
    for (measure, reason) in [
        (Measure::AverageDeal, NoData::NoneWon),
        (Measure::CycleMean, NoData::NoneWon),
        (Measure::WinRateClosed, NoData::NoneClosed),
        (Measure::WinRateOffers, NoData::NoneReached),
        (Measure::Velocity, NoData::NoneOpen),
        (Measure::ConversionTotal, NoData::NoneReached),
        (Measure::LowestConversion, NoData::NoneReached),
        (Measure::LongestStay, NoData::NoStays),
    ] {
        assert_eq!(report.get(&measure).unwrap().value, Err(reason), "{measure:?}");
    }
}
