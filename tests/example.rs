//! The built-in examples and the simulator.
#![allow(clippy::print_stdout, reason = "measurements are printed")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test may panic")]

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;
use trichter::domain::{
    Day, Deal, Happening, Language, MatrixMeaning, Moment, Money, Outcome, Preset, StageId,
    Timestamp,
};
use trichter::example::{Example, Kept, Simulation, simulate};
use trichter::scoring::{Matrix, Scores};
use trichter::workspace::Workspace;

fn moment(day: &str) -> Moment {
    Moment::at_start_of(day.parse().unwrap())
}

fn deals(workspace: &Workspace) -> Vec<&Deal> {
    workspace.deals().iter().map(|deal| &**deal).collect()
}

/// The furthest place each deal came to; won deals came to the end.
fn reached(workspace: &Workspace) -> Vec<usize> {
    let pipeline = workspace.pipelines().iter().next().unwrap();
    let furthest = |deal: &Deal| {
        let place = |event: &trichter::domain::StageEvent| match event.what {
            Happening::Entered(stage) | Happening::Reopened(stage) => pipeline.position(stage),
            Happening::Won => Some(pipeline.stages.len() - 1),
            Happening::Lost => None,
        };
        deal.history.iter().filter_map(place).max().unwrap()
    };
    let furthest: Vec<usize> = deals(workspace).into_iter().map(furthest).collect();
    (0..pipeline.stages.len())
        .map(|place| furthest.iter().filter(|reach| **reach >= place).count())
        .collect()
}

fn won(workspace: &Workspace) -> Vec<&Deal> {
    deals(workspace).into_iter().filter(|deal| deal.outcome.is_won()).collect()
}

/// Everything that must hold for any made-up workspace.
fn check(workspace: &Workspace, moment: &Moment) {
    assert_eq!(workspace.problems(), Vec::new());
    for deal in deals(workspace) {
        let times: Vec<Timestamp> = deal.history.iter().filter_map(|event| event.at).collect();
        assert_eq!(times.len(), deal.history.len());
        assert!(times.is_sorted(), "{deal:?}");
        assert_eq!(deal.created, times.first().copied());
        assert!(times.last().unwrap() < &moment.now, "{deal:?}");
        assert!(matches!(deal.history[0].what, Happening::Entered(_)));
        let entered: Vec<StageId> = deal
            .history
            .iter()
            .filter_map(|event| match event.what {
                Happening::Entered(stage) | Happening::Reopened(stage) => Some(stage),
                Happening::Won | Happening::Lost => None,
            })
            .collect();
        assert_eq!(entered.last(), Some(&deal.stage));
        assert!(entered.windows(2).all(|pair| pair[0] != pair[1]), "{deal:?}");
        let end = deal.history.last().unwrap();
        match deal.outcome {
            Outcome::Open => assert!(matches!(end.what, Happening::Entered(_))),
            Outcome::Won(at) => assert_eq!((end.what, end.at), (Happening::Won, at)),
            Outcome::Lost(at) => assert_eq!((end.what, end.at), (Happening::Lost, at)),
        }
        assert_eq!(deal.closing.loss_reason.is_some(), deal.outcome.is_lost());
    }
    for activity in workspace.activities().iter() {
        assert!(activity.done.is_none_or(|done| done < moment.now));
        assert!(activity.done.is_some() || activity.due.is_some());
    }
}

#[test]
fn every_example_keeps_the_rules_on_every_day_of_the_week() {
    let first: Day = "2026-02-20".parse().unwrap();
    for offset in 0..9 {
        let moment = Moment::at_start_of(first.plus_days(offset));
        for language in [Language::De, Language::En] {
            for example in Example::ALL {
                if example == Example::LeakyFunnel && offset > 0 {
                    continue;
                }
                let workspace = example.workspace(language, &moment);
                check(&workspace, &moment);
                assert_eq!(Example::from_key(&workspace.settings().example), Some(example));
                assert_eq!(workspace.settings().name, example.name(language));
            }
        }
    }
}

#[test]
fn examples_are_the_same_each_time_and_never_share_an_id() {
    let moment = moment("2026-06-17");
    let mut seen = HashSet::new();
    for example in Example::ALL {
        let made = example.workspace(Language::De, &moment);
        assert_eq!(made, example.workspace(Language::De, &moment));
        assert!(seen.insert(made.id()));
    }
}

#[test]
fn a_hundred_leads_become_three_orders() {
    for day in ["2026-01-01", "2026-03-30", "2028-02-29"] {
        let moment = moment(day);
        let workspace = Example::Funnel.workspace(Language::En, &moment);
        assert_eq!(reached(&workspace), [100, 30, 10]);
        let won = won(&workspace);
        assert_eq!(won.len(), 3);
        let value: i64 = won.iter().filter_map(|deal| deal.value).map(Money::minor).sum();
        assert_eq!(value / 3, 1_500_000);
        let days: f64 = won.iter().filter_map(|deal| deal.age_days(&moment)).sum();
        assert!((days / 3.0 - 45.0).abs() < 1e-9, "{days}");
        let open = deals(&workspace).into_iter().filter(|deal| deal.outcome.is_open());
        assert_eq!(open.count(), 10);
    }
}

#[test]
fn ten_thousand_visitors_become_a_hundred_downloads() {
    let workspace = Example::LeakyFunnel.workspace(Language::De, &moment("2026-06-17"));
    assert_eq!(reached(&workspace), [10_000, 100, 20, 5]);
    assert_eq!(won(&workspace).len(), 1);
}

#[test]
fn the_forecast_pair_lies_in_one_month_with_the_probabilities_of_its_stages() {
    for day in ["2026-01-31", "2026-02-01", "2026-02-28"] {
        let moment = moment(day);
        let workspace = Example::ForecastPair.workspace(Language::De, &moment);
        let mut pair: Vec<(i64, u16)> = deals(&workspace)
            .iter()
            .map(|deal| {
                assert_eq!(deal.expected_close.unwrap().month(), moment.today().month());
                (deal.value.unwrap().minor(), workspace.probability(deal).basis_points())
            })
            .collect();
        pair.sort_unstable();
        assert_eq!(pair, [(1_000_000, 5_000), (2_000_000, 7_500)]);
    }
}

#[test]
fn the_showcase_has_something_to_do_everywhere() {
    for language in [Language::De, Language::En] {
        let moment = moment("2026-06-17");
        let workspace = Example::Showcase.workspace(language, &moment);
        let deals = deals(&workspace);
        assert_eq!(deals.len(), 62);
        let mut columns: BTreeMap<StageId, usize> = BTreeMap::new();
        for deal in deals.iter().filter(|deal| deal.outcome.is_open()) {
            *columns.entry(deal.stage).or_default() += 1;
        }
        let pipeline = workspace.pipelines().iter().next().unwrap();
        let counts: Vec<usize> = pipeline.stages.iter().map(|stage| columns[&stage.id]).collect();
        assert_eq!(counts, [9, 8, 6, 5, 3]);
        assert_eq!(won(&workspace).len(), 14);
        let today = moment.today();
        let tasks: Vec<Day> = workspace
            .activities()
            .iter()
            .filter(|activity| activity.is_open_task())
            .filter_map(|activity| activity.due)
            .collect();
        assert!(tasks.iter().filter(|due| **due == today).count() >= 5);
        assert!(tasks.iter().filter(|due| **due < today).count() >= 3);
        assert!(tasks.len() < 31, "some deals have no next step");
        let titles: HashSet<&str> = deals.iter().map(|deal| deal.title.as_str()).collect();
        assert!(titles.len() > 40, "{titles:?}");
        let scores = Scores::of_all(&workspace, &moment);
        let matrix = Matrix::of(&workspace, &scores, |_| true);
        for meaning in MatrixMeaning::ALL {
            let cells = matrix.cells.iter().filter(|cell| cell.meaning == meaning);
            assert!(cells.map(|cell| cell.deals.len()).sum::<usize>() >= 3, "{meaning:?}");
        }
        assert!(deals.iter().all(|deal| deal.counts() && deal.owner == "Alex Berger"));
    }
}

#[test]
fn the_letters_example_fills_every_stage_from_f_to_a() {
    let workspace = Example::Letters.workspace(Language::De, &moment("2026-06-17"));
    let pipeline = workspace.pipelines().iter().next().unwrap();
    assert_eq!(pipeline.stages.len(), 6);
    for stage in &pipeline.stages {
        assert!(!workspace.column(stage.id).is_empty(), "{}", stage.name);
    }
    assert_eq!(workspace.deals().len(), 40);
}

#[test]
fn the_same_seed_gives_the_same_data_and_another_seed_other_data() {
    let moment = moment("2026-06-17");
    let simulation = Simulation::new(200, 5, Language::De, &moment);
    assert_eq!(simulate(&simulation), simulate(&simulation));
    let other = Simulation { seed: 6, ..simulation.clone() };
    assert_ne!(simulate(&simulation), simulate(&other));
}

/// Fails when any draw moves: the numbers hold on every platform.
#[test]
fn the_simulation_is_the_same_on_every_machine() {
    let moment = moment("2026-06-17");
    let workspace = simulate(&Simulation::new(1_000, 42, Language::En, &moment));
    let value: i64 = deals(&workspace).iter().filter_map(|deal| deal.value).map(Money::minor).sum();
    let seen = (value, workspace.activities().len(), won(&workspace).len());
    assert_eq!(seen, (1_209_740_000, 5_274, 94));
}

#[test]
fn a_simulation_keeps_the_rules_in_every_preset_language_and_size() {
    let moment = moment("2026-06-17");
    for preset in Preset::ALL {
        for language in [Language::De, Language::En] {
            for deals in [0, 1, 3, 500] {
                let rates = trichter::example::usual_rates(preset);
                let simulation =
                    Simulation { preset, rates, ..Simulation::new(deals, 9, language, &moment) };
                let workspace = simulate(&simulation);
                check(&workspace, &moment);
                assert_eq!(workspace.deals().len(), deals);
            }
        }
    }
}

#[test]
fn settled_deals_convert_at_the_given_rates() {
    let moment = moment("2026-06-17");
    let simulation =
        Simulation { days: 2_000, ..Simulation::new(10_000, 3, Language::En, &moment) };
    let workspace = simulate(&simulation);
    let pipeline = workspace.pipelines().iter().next().unwrap();
    let settled: Vec<&Deal> =
        deals(&workspace).into_iter().filter(|deal| !deal.outcome.is_open()).collect();
    let came_to = |deal: &&&Deal, place: usize| {
        deal.outcome.is_won() && place <= pipeline.stages.len()
            || deal.history.iter().any(|event| match event.what {
                Happening::Entered(stage) => pipeline.position(stage) >= Some(place),
                Happening::Won | Happening::Lost | Happening::Reopened(_) => false,
            })
    };
    for (place, rate) in simulation.rates.iter().enumerate() {
        let here = settled.iter().filter(|deal| came_to(deal, place)).count();
        let on = settled.iter().filter(|deal| came_to(deal, place + 1)).count();
        let share = on as f64 / here as f64;
        let wanted = rate.conversion.as_f64();
        assert!((share - wanted).abs() < 0.03, "{place}: {share} instead of {wanted}");
    }
}

#[test]
fn ten_thousand_deals_look_like_a_company() {
    let moment = moment("2026-06-17");
    let start = Instant::now();
    let workspace = simulate(&Simulation::new(10_000, 1, Language::De, &moment));
    let took = start.elapsed();
    check(&workspace, &moment);
    let deals = deals(&workspace);
    assert_eq!(deals.len(), 10_000);
    assert_eq!(workspace.organisations().len(), 2_500);
    let names: HashSet<&str> =
        workspace.organisations().iter().map(|organisation| organisation.name.as_str()).collect();
    assert_eq!(names.len(), 2_500, "no two companies of one name");
    let per_deal = workspace.activities().len() as f64 / 10_000.0;
    assert!((3.5..=6.5).contains(&per_deal), "{per_deal}");
    let open = deals.iter().filter(|deal| deal.outcome.is_open()).count();
    assert!((500..=3_000).contains(&open), "{open}");
    let began = moment.zone.start_of(moment.today().plus_days(-552));
    assert!(deals.iter().all(|deal| deal.created >= Some(began)));
    println!("10,000 deals simulated in {took:?}");
}

#[test]
fn a_full_board_has_every_deal_open_and_cards_in_every_stage() {
    let language = Language::En;
    let made = Simulation {
        kept: Kept::Open,
        ..Simulation::new(400, 42, language, &moment("2026-06-17"))
    };
    let workspace = simulate(&made);
    assert_eq!(workspace.deals().len(), 400);
    let closed = workspace.deals().iter().filter(|deal| !deal.outcome.is_open()).count();
    assert_eq!(closed, 0);
    for pipeline in workspace.pipelines_in_order() {
        for column in workspace.ranking(pipeline).all() {
            assert!(column.all > 10, "{} cards in a stage", column.all);
        }
    }
}
