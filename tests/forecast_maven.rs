//! Forecasts of won revenue of 8,800 opportunities of a real-shaped company, each
//! from what was known on its day. Skipped, saying so, where the data is not
//! beside the project.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that panics has found something, and this one shows what it found"
)]

use std::path::PathBuf;
use trichter::analytics::{Figure, Method, Outlook, Query, rewind};
use trichter::domain::{
    Closing, Currency, Day, Deal, DealId, Happening, Ids, Language, LossReason, Moment, Money,
    Month, Outcome, Preset, StageEvent, Timestamp, Zone,
};
use trichter::workspace::{Parts, Workspace};

fn at(text: &str) -> Option<Timestamp> {
    text.parse::<Day>().ok().map(|day| Moment::at_start_of(day).now)
}

/// Reads the opportunities into a pipeline of two stages.
fn opportunities() -> Option<(Workspace, Query)> {
    let shared = std::env::var_os("TRICHTER_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(table) = std::fs::read_to_string(shared.join("data/maven/sales_pipeline.csv")) else {
        println!("skipped: data/maven is not there");
        return None;
    };
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
    let deals = deals.collect();
    let query = Query::of(pipeline.id);
    let workspace =
        Workspace::from_parts(Parts { pipelines: vec![pipeline], deals, ..Parts::default() });
    assert_eq!(workspace.problems(), []);
    Some((workspace, query))
}

/// Σ value of what was won on the days `from..until`.
fn won(workspace: &Workspace, from: Day, until: Day) -> f64 {
    let day = |deal: &Deal| Some(Zone::default().day(deal.outcome.closed_at()?));
    workspace
        .deals()
        .iter()
        .filter(|deal| deal.outcome.is_won())
        .filter(|deal| day(deal).is_some_and(|day| from <= day && day < until))
        .filter_map(|deal| deal.value)
        .map(|value| value.minor() as f64)
        .sum()
}

fn first(month: u32) -> Day {
    Day::new(2017 + i32::try_from(month / 13).unwrap(), (month - 1) % 12 + 1, 1).unwrap()
}

/// What was known when a day began.
fn before(workspace: &Workspace, query: &Query, day: Day) -> Outlook {
    let past = rewind(workspace, day.plus_days(-1), &Zone::default());
    Outlook::new(&past, query, &Moment::at_start_of(day))
}

fn value(figures: &[Figure], key: &str) -> f64 {
    let found = figures.iter().find(|figure| figure.key == key);
    found.unwrap_or_else(|| panic!("no {key}")).value.unwrap_or_else(|why| panic!("{key}: {why:?}"))
}

#[test]
fn the_automatic_choice_forecasts_the_next_month_and_says_how_far_off_it_may_be() {
    let Some((workspace, query)) = opportunities() else { return };
    let (mut error, mut history_error, mut stale_error) = (0.0, 0.0, 0.0);
    println!("month      actual    chosen  (P10 – P90)            history   by method");
    for number in 6..=12 {
        let (from, until) = (first(number), first(number + 1));
        let outlook = before(&workspace, &query, from);
        let month = &outlook.months[0];
        assert_eq!(month.month, from.month());
        let actual = won(&workspace, from, until);
        let key = |name: &str| value(&outlook.figures, &format!("forecast.{}.{name}", month.month));
        let chosen = key("chosen");
        let parts: Vec<String> = month
            .by
            .iter()
            .map(|(method, value)| {
                let weight = month.weights.iter().find(|(of, _)| of == method);
                let weight = weight.map_or(0.0, |(_, weight)| *weight);
                format!("{} {:.0} ({weight:.2})", method.key(), value / 1e5)
            })
            .collect();
        println!(
            "{}  {:9.0} {:9.0}  ({:.0} – {:.0})  {:9.0}  {}",
            month.month,
            actual / 100.0,
            chosen / 100.0,
            key("chosen.p10") / 100.0,
            key("chosen.p90") / 100.0,
            key("history.mean") / 100.0,
            parts.join(", "),
        );
        error += (chosen / actual - 1.0).abs() / 7.0;
        history_error += (key("history.mean") / actual - 1.0).abs() / 7.0;
        // One day earlier the forecast of the month after is nearly the same.
        let eve = before(&workspace, &query, from.plus_days(-1));
        let next = value(&eve.figures, &format!("forecast.{}.chosen", month.month));
        stale_error += (next / actual - 1.0).abs() / 7.0;
        // As the report makes it: with what happened on the day itself.
        let day = rewind(&workspace, from, &Zone::default());
        let day = Outlook::new(&day, &query, &Moment::at_start_of(from));
        let same = value(&day.figures, &format!("forecast.{}.chosen", month.month));
        assert!((same / chosen - 1.0).abs() < 0.08, "{same} {chosen}");
    }
    println!("MAPE: chosen {error:.4}, history {history_error:.4}, a day before {stale_error:.4}");
    assert!(error <= 0.12, "{error}");
}

#[test]
fn the_backtest_tells_the_same_as_forecasting_month_by_month() {
    let Some((workspace, query)) = opportunities() else { return };
    let end = before(&workspace, &query, first(13));
    for method in Method::ALL {
        println!("{}: {:?}", method.key(), end.mape(Some(method)));
    }
    let (error, months) = end.mape(None).unwrap();
    println!("chosen: {error:.4} over {months} months, coverage {:?}", end.coverage);
    for tried in &end.tried {
        let outlook = before(&workspace, &query, tried.month.first_day());
        let (chosen, _) = outlook.months[0].chosen.as_ref().unwrap();
        let again = tried.chosen.unwrap();
        println!("{}: {again:.0} in the backtest, {chosen:.0} then", tried.month);
    }
    assert_eq!(months, 7);
    assert!(error <= 0.12);
    assert!((value(&end.figures, "backtest.chosen.mape") - error).abs() < 1e-12);
    let last_month = end.mape(Some(Method::LastMonth)).unwrap().0;
    assert!((0.38..0.42).contains(&last_month), "{last_month}");
    let coverage = value(&end.figures, "backtest.coverage80");
    assert!((0.65..=0.95).contains(&coverage), "{coverage}");
}

#[test]
fn eight_in_ten_ranges_hold_what_came() {
    let Some((workspace, query)) = opportunities() else { return };
    let mut held = [(0_usize, 0_i32); 3];
    let mut origin = first(6);
    while origin.plus_days(30) <= first(13) {
        let outlook = before(&workspace, &query, origin);
        for (month, held) in outlook.months.iter().zip(&mut held) {
            let (from, until) = (month.month.first_day(), month.month.plus_months(1).first_day());
            if until > first(13) {
                continue;
            }
            let actual = won(&workspace, from, until);
            let (_, outcome) = month.chosen.as_ref().unwrap();
            let range = outcome.quantile(0.1)..=outcome.quantile(0.9);
            held.0 += usize::from(range.contains(&actual));
            held.1 += 1;
        }
        origin = origin.plus_days(7);
    }
    println!("months held by their ranges, weekly origins, 0 to 2 months ahead: {held:?}");
    for (held, of) in held {
        assert!((0.6..=1.0).contains(&(f64::from(i32::try_from(held).unwrap()) / f64::from(of))));
    }
}

#[test]
fn what_happens_later_changes_no_forecast() {
    let Some((workspace, query)) = opportunities() else { return };
    let day = first(9);
    let past = rewind(&workspace, day.plus_days(-1), &Zone::default());
    let values: Vec<_> = past.deals().iter().filter(|deal| deal.outcome.is_open()).collect();
    assert!(values.iter().all(|deal| deal.value.is_none()), "values would tell the outcome");
    let outlook = Outlook::new(&past, &query, &Moment::at_start_of(day));
    assert!(outlook.months.iter().all(|month| month.month >= Month::new(2017, 9)));
    assert!(outlook.tried.iter().all(|tried| tried.month < Month::new(2017, 9)));
    assert_eq!(outlook.undated.len(), 500);
}
