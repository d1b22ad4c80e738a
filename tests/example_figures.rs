//! The figures the examples were made for, as the page computes them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test may panic")]

use trichter::analytics::{Forecast, ForecastStatistic, Measure, Query, Report, View, figures};
use trichter::domain::{Language, Moment};
use trichter::example::Example;
use trichter::workspace::Workspace;

fn moment() -> Moment {
    Moment::at_start_of("2026-03-30".parse().unwrap())
}

fn query(workspace: &Workspace) -> Query {
    let pipeline = workspace.pipelines().iter().next().unwrap().id;
    Query { pipeline, ..Query::default() }
}

fn value(report: &Report, measure: &Measure) -> f64 {
    let known = report.key_figures.get(measure).unwrap_or_else(|| panic!("{measure:?}"));
    known.value.unwrap()
}

/// Checks figures to the last digit that matters.
fn check(example: Example, expected: &[(Measure, f64)]) {
    for language in [Language::De, Language::En] {
        let workspace = example.workspace(language, &moment());
        let report = Report::new(&workspace, &query(&workspace), &moment());
        for (measure, expected) in expected {
            let seen = value(&report, measure);
            assert!((seen - expected).abs() < 1e-9, "{measure:?}: {seen} instead of {expected}");
        }
    }
}

/// Checks the conversion out of each stage.
fn check_conversions(example: Example, expected: &[f64]) {
    let workspace = example.workspace(Language::De, &moment());
    let report = Report::new(&workspace, &query(&workspace), &moment());
    let pipeline = workspace.pipelines().iter().next().unwrap();
    assert_eq!(pipeline.stages.len(), expected.len());
    for (stage, expected) in pipeline.stages.iter().zip(expected) {
        let seen = value(&report, &Measure::Conversion(stage.id));
        assert!((seen - expected).abs() < 1e-12, "{}: {seen}", stage.name);
    }
}

#[test]
fn the_funnel_converts_at_thirty_a_third_and_thirty_percent() {
    check_conversions(Example::Funnel, &[0.30, 1.0 / 3.0, 0.30]);
    check(
        Example::Funnel,
        &[
            (Measure::ConversionTotal, 0.03),
            (Measure::FunnelWon, 3.0),
            (Measure::OpenCount, 10.0),
            (Measure::WinRateOffers, 0.30),
            (Measure::AverageDeal, 1_500_000.0),
            (Measure::CycleMean, 45.0),
            (Measure::CycleMedian, 45.0),
        ],
    );
}

#[test]
fn the_velocity_is_a_thousand_euros_a_day() {
    check(
        Example::Velocity,
        &[
            (Measure::OpenCount, 10.0),
            (Measure::WinRateClosed, 0.30),
            (Measure::WinRateOffers, 0.30),
            (Measure::AverageDeal, 1_500_000.0),
            (Measure::CycleMean, 45.0),
            (Measure::Velocity, 100_000.0),
        ],
    );
}

#[test]
fn the_leaky_funnel_lets_one_percent_through() {
    check_conversions(Example::LeakyFunnel, &[0.01, 0.2, 0.25, 0.2]);
}

#[test]
fn the_forecast_pair_has_the_mean_and_quantiles_of_the_specification() {
    let workspace = Example::ForecastPair.workspace(Language::De, &moment());
    let forecast = Forecast::new(&workspace, &query(&workspace), &moment());
    let of = |wanted: ForecastStatistic| -> Vec<f64> {
        let known = forecast.figures().filter(|figure| {
            matches!(&figure.measure, Measure::Forecast(_, statistic) if *statistic == wanted)
        });
        known.filter_map(|figure| figure.value.ok()).filter(|value| *value > 0.0).collect()
    };
    assert!(of(ForecastStatistic::Mean).contains(&2_000_000.0));
    assert!(of(ForecastStatistic::P50).contains(&2_000_000.0));
    assert!(of(ForecastStatistic::P90).contains(&3_000_000.0));
}

#[test]
fn every_figure_of_every_example_is_a_number_or_says_why_not() {
    for example in Example::ALL {
        let workspace = example.workspace(Language::En, &moment());
        for view in [View::Cohort, View::ClosedInPeriod] {
            let query = Query { view, ..query(&workspace) };
            let figures = figures(&workspace, &query, &moment());
            assert!(figures.len() > 20);
            for figure in figures {
                assert!(
                    figure.value.is_ok_and(f64::is_finite) || figure.value.is_err(),
                    "{:?}",
                    figure.measure
                );
            }
        }
    }
}
