//! The key figures of 8,800 opportunities of a real-shaped company, against the
//! published ones. Skipped, saying so, where the data is not beside the project.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has found something"
)]

use std::path::PathBuf;
use trichter::analytics::{
    Breakdown, Dimension, Figure, LeftOut, Measure, NoData, Period, Query, explain, figures,
};
use trichter::domain::{
    Closing, Currency, Day, Deal, DealId, Happening, Ids, Language, LossReason, Moment, Money,
    Outcome, Preset, StageEvent, Timestamp,
};
use trichter::workspace::{Parts, Workspace};

fn text(file: &str) -> Option<String> {
    let shared = std::env::var_os("TRICHTER_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    std::fs::read_to_string(shared.join(file)).ok()
}

fn at(text: &str) -> Option<Timestamp> {
    text.parse::<Day>().ok().map(|day| Moment::at_start_of(day).now)
}

/// Reads the opportunities into a pipeline of two stages.
fn opportunities(table: &str) -> (Workspace, Query) {
    let mut ids = Ids::seeded(1);
    let mut pipeline = Preset::Consumer.pipeline(Language::En, &mut ids);
    pipeline.stages.truncate(2);
    pipeline.stages[0].name = "Prospecting".into();
    pipeline.stages[1].name = "Engaging".into();
    pipeline.proposal_stage = None;
    let deals = table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.trim_end().split(',').collect();
        let (created, closed) = (at(cells[5]), at(cells[6]));
        let stage = pipeline.stages[usize::from(cells[4] != "Prospecting")].id;
        let outcome = match cells[4] {
            "Won" => Outcome::Won(closed),
            "Lost" => Outcome::Lost(closed),
            _ => Outcome::Open,
        };
        let mut history = vec![StageEvent { at: created, what: Happening::Entered(stage) }];
        match outcome {
            Outcome::Open => {}
            Outcome::Won(at) => history.push(StageEvent { at, what: Happening::Won }),
            Outcome::Lost(at) => history.push(StageEvent { at, what: Happening::Lost }),
        }
        let euros: Option<i64> = cells[7].parse().ok();
        Deal {
            id: DealId::fresh(&mut ids),
            title: cells[0].to_owned(),
            owner: cells[1].to_owned(),
            product: cells[2].to_owned(),
            pipeline: pipeline.id,
            stage,
            created,
            outcome,
            value: euros.and_then(|units| Money::new(units * 100, Currency::EUR).ok()),
            closing: Closing {
                loss_reason: outcome.is_lost().then_some(LossReason::Unknown),
                ..Closing::default()
            },
            history,
            ..Deal::default()
        }
    });
    let query = Query::of(pipeline.id);
    let deals = deals.collect();
    let workspace = Workspace::from_parts(Parts {
        pipelines: vec![pipeline.clone()],
        deals,
        ..Parts::default()
    });
    assert_eq!(workspace.problems(), []);
    (workspace, query)
}

fn now() -> Moment {
    Moment::at_start_of("2018-01-01".parse().unwrap())
}

fn value(figures: &[Figure], key: &str) -> Result<f64, NoData> {
    figures.iter().find(|figure| figure.key == key).unwrap_or_else(|| panic!("no {key}")).value
}

#[test]
#[allow(clippy::print_stdout, reason = "a skipped test says so")]
fn the_figures_of_8800_opportunities_are_the_published_ones() {
    let Some(table) = text("data/maven/sales_pipeline.csv") else {
        println!("skipped: data/maven is not there");
        return;
    };
    let (workspace, query) = opportunities(&table);
    let all = figures(&workspace, &query, &now());
    for (key, expected, slack) in [
        ("won_count", 4_238.0, 0.0),
        ("lost_count", 2_473.0, 0.0),
        ("open_count", 2_089.0, 0.0),
        ("open_count.Engaging", 1_589.0, 0.0),
        ("open_count.Prospecting", 500.0, 0.0),
        ("win_rate_closed", 0.631_501, 5e-7),
        ("won_value", 1_000_553_400.0, 0.0),
        ("average_deal", 236_090.9, 0.05),
        ("cycle_mean_days", 51.782, 5e-5),
        ("cycle_median_days", 57.0, 0.0),
    ] {
        let found = value(&all, key).unwrap();
        assert!((found - expected).abs() <= slack, "{key}: {found} for {expected}");
    }
    assert_eq!(value(&all, "open_value"), Err(NoData::NoValues));
    assert_eq!(value(&all, "win_rate_offers"), Err(NoData::NoProposalStage));

    let owners = Breakdown::new(&workspace, &query, &now(), Dimension::Owner);
    let mut rates: Vec<(f64, usize)> = owners
        .groups
        .iter()
        .filter_map(|group| group.win_rate.value.ok().map(|rate| (rate, group.win_rate.n)))
        .collect();
    rates.sort_by(|one, two| one.0.total_cmp(&two.0));
    let (lowest, highest) = (rates[0], rates[rates.len() - 1]);
    assert!((lowest.0 - 0.549_784).abs() < 5e-7 && lowest.1 == 231, "{lowest:?}");
    assert!((highest.0 - 0.703_947).abs() < 5e-7 && highest.1 == 152, "{highest:?}");
}

#[test]
#[allow(clippy::print_stdout, reason = "a skipped test says so")]
fn opportunities_without_an_engage_date_are_left_out_of_a_period_and_the_figure_says_so() {
    let Some(table) = text("data/maven/sales_pipeline.csv") else {
        println!("skipped: data/maven is not there");
        return;
    };
    let (workspace, query) = opportunities(&table);
    let from = "2016-01-01".parse().ok();
    let query = Query { period: Period { from, to: None }, ..query };
    let explanation = explain(&workspace, &query, &now(), &Measure::OpenCount).unwrap();
    assert_eq!(explanation.deals_in.len(), 1_589);
    let unknown = |(_, reason): &&(DealId, LeftOut)| *reason == LeftOut::CreationUnknown;
    assert_eq!(explanation.deals_out.iter().filter(unknown).count(), 500);
}
