//! Properties of the reports over random workspaces.

use super::*;
use crate::domain::{
    Answer, Availability, Closing, Currency, Day, Deal, DealId, Happening, Ids, Language,
    LeadClass, LossReason, Moment, Money, Outcome, Pipeline, Preset, Purchase, QualificationAnswer,
    QualificationItem, StageEvent, StageId, Timestamp, Zone,
};
use crate::workspace::{Parts, Workspace};
use proptest::prelude::*;
use std::collections::HashSet;

const DAY_MS: i64 = 86_400_000;

fn pick<T: Copy>(from: &[T], dice: &mut Ids) -> T {
    from[usize::try_from(dice.below(from.len() as u64)).unwrap()]
}

fn today() -> Moment {
    Moment::at_start_of(Day::new(2026, 6, 15).unwrap())
}

/// Draws an instant of the last two years, sometimes unknown.
fn some_time(dice: &mut Ids) -> Option<Timestamp> {
    let hours = i64::try_from(dice.below(17_520)).unwrap();
    (dice.below(8) > 0).then(|| Timestamp::from_millis(today().now.millis() - hours * 3_600_000))
}

fn random_deal(pipelines: &[Pipeline], dice: &mut Ids) -> Deal {
    let pipeline = &pipelines[usize::try_from(dice.below(8)).unwrap() / 7];
    let mut history: Vec<StageEvent> = Vec::new();
    for _ in 0..dice.below(6) {
        let stages: Vec<StageId> =
            pipelines.iter().flat_map(|p| p.stages.iter().map(|s| s.id)).collect();
        let what = match dice.below(10) {
            0 => Happening::Won,
            1 => Happening::Lost,
            2 => Happening::Reopened(pick(&stages, dice)),
            _ => Happening::Entered(pick(&stages, dice)),
        };
        history.push(StageEvent { at: some_time(dice), what });
    }
    let stages: Vec<StageId> = pipeline.active_stages().map(|stage| stage.id).collect();
    let stage = pick(&stages, dice);
    history.push(StageEvent { at: some_time(dice), what: Happening::Entered(stage) });
    let at = some_time(dice);
    let outcome = pick(&[Outcome::Open, Outcome::Won(at), Outcome::Lost(at)], dice);
    let minor = i64::try_from(dice.below(9_000_000)).unwrap();
    let currency = pick(&[Currency::EUR, Currency::EUR, Currency::USD], dice);
    let ahead = i32::try_from(dice.below(200)).unwrap() - 60;
    Deal {
        id: DealId::fresh(dice),
        title: "Deal".into(),
        pipeline: pipeline.id,
        stage,
        value: Money::new(minor, currency).ok().filter(|_| minor % 5 > 0),
        owner: pick(&["", "Ada", "Bob"], dice).into(),
        source: pick(&["", "Web", "Fair"], dice).into(),
        class: pick(&[LeadClass::Hot, LeadClass::Hot, LeadClass::Pseudo], dice),
        expected_close: (ahead % 4 > 0).then(|| today().today().plus_days(ahead)),
        created: some_time(dice),
        closing: Closing {
            loss_reason: Some(pick(&LossReason::CHOICES, dice)),
            purchase: pick(&[Purchase::Unknown, Purchase::FromCompetitor, Purchase::Nothing], dice),
            ..Closing::default()
        },
        qualification: vec![QualificationAnswer {
            item: pick(&[QualificationItem::Budget, QualificationItem::Need], dice),
            answer: pick(&[Answer::No, Answer::Yes], dice),
            note: String::new(),
        }],
        outcome,
        history,
        ..Deal::default()
    }
}

/// Draws a workspace of two pipelines, one with an archived stage, and a question to it.
fn random(seed: u64, deals: u64) -> (Workspace, Query) {
    let mut dice = Ids::seeded(seed);
    let mut pipelines =
        [Preset::Standard, Preset::Consumer].map(|preset| preset.pipeline(Language::En, &mut dice));
    pipelines[0].stages[1].availability = Availability::Archived;
    let deals = (0..deals).map(|_| random_deal(&pipelines, &mut dice)).collect();
    let day = |dice: &mut Ids| {
        let back = i32::try_from(dice.below(900)).unwrap();
        (dice.below(2) > 0).then(|| today().today().plus_days(-back))
    };
    let query = Query {
        period: Period { from: day(&mut dice), to: day(&mut dice) },
        view: pick(&[View::Cohort, View::ClosedInPeriod], &mut dice),
        reach: pick(&[Reach::Any, Reach::Strict], &mut dice),
        filter: Filter { owner: (dice.below(4) == 0).then(|| "Ada".into()), ..Filter::default() },
        ..Query::of(pipelines[0].id)
    };
    let pipelines = pipelines.to_vec();
    (Workspace::from_parts(Parts { pipelines, deals, ..Parts::default() }), query)
}

fn reached(workspace: &Workspace, query: &Query) -> Vec<usize> {
    let funnel = Funnel::new(workspace, query, &today());
    funnel.stages.iter().map(|stage| stage.reached.n).chain([funnel.won.n]).collect()
}

fn close(one: f64, two: f64) -> bool {
    (one - two).abs() <= 1e-9 * one.abs().max(two.abs()).max(1.0)
}

/// Computes a figure from the deals behind it; `None` where that is no simple sum.
fn from_deals(measure: &Measure, deals: &[Contribution]) -> Option<f64> {
    let mut amounts: Vec<f64> = deals.iter().map(|deal| deal.amount).collect();
    let sum: f64 = amounts.iter().sum();
    match measure {
        Measure::Velocity
        | Measure::Outlook(..)
        | Measure::OutlookWeight(..)
        | Measure::BacktestError(_)
        | Measure::BacktestCoverage
        | Measure::Accuracy(_)
        | Measure::Forecast(
            _,
            ForecastStatistic::P10 | ForecastStatistic::P50 | ForecastStatistic::P90,
        )
        | Measure::Cycle(
            CycleMeasure::Won(_)
            | CycleMeasure::Lost(_)
            | CycleMeasure::Learned(_)
            | CycleMeasure::LearnedLow(_)
            | CycleMeasure::LearnedHigh(_),
        ) => None,
        Measure::Cycle(CycleMeasure::StayFirstQuartile(_)) => {
            Quartiles::of(&mut amounts).map(|quartiles| quartiles.first)
        }
        Measure::Cycle(CycleMeasure::StayThirdQuartile(_)) => {
            Quartiles::of(&mut amounts).map(|quartiles| quartiles.third)
        }
        Measure::CycleMedian | Measure::StayMedian(_) | Measure::LongestStay => {
            figure::median(&mut amounts)
        }
        Measure::AverageDeal
        | Measure::CycleMean
        | Measure::WinRateClosed
        | Measure::WinRateOffers
        | Measure::Conversion(_)
        | Measure::ConversionTotal
        | Measure::StayMean(_)
        | Measure::LowestConversion
        | Measure::Cycle(CycleMeasure::UltimateWinRate)
        | Measure::Cohort(CohortMeasure::Won(..) | CohortMeasure::Lost(..))
        | Measure::Group(_, _, GroupMeasure::WinRateClosed) => Some(sum / amounts.len() as f64),
        _ => Some(sum),
    }
}

proptest! {
    // Each case asks for some 180 figures; more cases would cost minutes.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_funnel_never_rises_and_strict_never_exceeds_any(seed: u64, deals in 0_u64..60) {
        let (workspace, query) = random(seed, deals);
        let any = reached(&workspace, &Query { reach: Reach::Any, ..query.clone() });
        let strict = reached(&workspace, &Query { reach: Reach::Strict, ..query });
        for counts in [&any, &strict] {
            prop_assert!(counts.windows(2).all(|pair| pair[0] >= pair[1]), "{:?}", counts);
        }
        prop_assert!(strict.iter().zip(&any).all(|(strict, any)| strict <= any));
    }

    #[test]
    fn totals_equal_the_sum_of_their_parts(seed: u64, deals in 0_u64..60) {
        let (workspace, query) = random(seed, deals);
        let all = figures(&workspace, &query, &today());
        let total = |key: &str| all.iter().find(|figure| figure.key == key).unwrap().value;
        let parts = |is_part: &dyn Fn(&Measure) -> bool| -> f64 {
            let parts = all.iter().filter(|figure| is_part(&figure.measure));
            parts.filter_map(|figure| figure.value.ok()).sum()
        };
        macro_rules! adds_up {
            ($key:literal, $part:pat) => {
                let sum = parts(&|measure| matches!(measure, $part));
                let whole = total($key).unwrap_or(0.0);
                prop_assert!(close(sum, whole), "{}: {} of {}", $key, sum, whole);
            };
        }
        adds_up!("open_count", Measure::StageCount(_));
        adds_up!("open_value", Measure::StageValue(_));
        adds_up!("open_weighted", Measure::StageWeighted(_));
        adds_up!("lost_count", Measure::LossCount(_));
        adds_up!("lost_value", Measure::LossValue(_));
        adds_up!("lost_count", Measure::LossStageCount(_));
        adds_up!("won_count", Measure::Group(Dimension::Owner, _, GroupMeasure::WonCount));
        adds_up!("won_value", Measure::Group(Dimension::Source, _, GroupMeasure::WonValue));
        adds_up!("lost_count", Measure::Group(Dimension::Source, _, GroupMeasure::LostCount));
        adds_up!("open_count", Measure::Group(Dimension::Campaign, _, GroupMeasure::OpenCount));
        adds_up!("open_value", Measure::Group(Dimension::Owner, _, GroupMeasure::OpenValue));
        let rows = parts(&|measure| match measure {
            Measure::Forecast(row, ForecastStatistic::Mean) => *row != ForecastRow::Total,
            _ => false,
        });
        prop_assert!(close(rows, total("forecast.total.mean").unwrap_or(0.0)));
    }

    #[test]
    fn every_figure_follows_from_the_deals_it_shows_and_no_deal_is_lost(
        seed: u64,
        deals in 0_u64..40,
    ) {
        let (workspace, query) = random(seed, deals);
        // Asked one by one, each would repeat the whole backtest.
        let outlook = Outlook::new(&workspace, &query, &today());
        for figure in figures(&workspace, &query, &today()) {
            let measure = &figure.measure;
            let explanation = outlook
                .explain(&workspace, &query, &today(), measure)
                .or_else(|| explain(&workspace, &query, &today(), measure))
                .unwrap();
            prop_assert_eq!(&explanation.figure, &figure);
            let told = explanation.deals_in.iter().map(|deal| deal.deal);
            let told: Vec<DealId> =
                told.chain(explanation.deals_out.iter().map(|(deal, _)| *deal)).collect();
            let different: HashSet<DealId> = told.iter().copied().collect();
            // A bottleneck of nothing has no deals to show.
            if explanation.figure.value.is_ok() {
                prop_assert_eq!(told.len(), workspace.deals().len(), "{}", figure.key);
            }
            prop_assert_eq!(told.len(), different.len(), "{}", figure.key);
            if let Ok(value) = figure.value {
                prop_assert!(value.is_finite());
                if let Some(found) = from_deals(&figure.measure, &explanation.deals_in) {
                    prop_assert!(close(found, value), "{}: {} for {}", figure.key, found, value);
                }
            }
        }
    }

    #[test]
    fn every_group_of_lost_deals_opens_into_them(seed: u64, deals in 0_u64..40) {
        let (workspace, query) = random(seed, deals);
        let found = LossAnalysis::new(&workspace, &query, &today());
        let at = found.by_reason.iter().filter_map(|((reason, stage), bunch)| {
            stage.map(|stage| (LossGroup::At(*reason, stage), bunch))
        });
        let purchases = found.by_purchase.iter().map(|(of, bunch)| (LossGroup::Purchase(*of), bunch));
        let failed = found.by_failed_item.iter().map(|(of, bunch)| (LossGroup::Failed(*of), bunch));
        for (group, bunch) in at.chain(purchases).chain(failed) {
            let figure = found.figure(group).unwrap();
            let explanation = explain(&workspace, &query, &today(), &figure.measure).unwrap();
            prop_assert_eq!(&explanation.figure, &figure);
            let mut told: Vec<DealId> = explanation.deals_in.iter().map(|deal| deal.deal).collect();
            let mut expected = bunch.deals.clone();
            told.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(told, expected, "{}", figure.key);
            let all = explanation.deals_in.len() + explanation.deals_out.len();
            prop_assert_eq!(all, workspace.deals().len(), "{}", figure.key);
        }
    }

    #[test]
    fn no_two_figures_share_a_key(seed: u64) {
        let (workspace, query) = random(seed, 30);
        let mut keys = HashSet::new();
        for figure in figures(&workspace, &query, &today()) {
            prop_assert!(keys.insert(figure.key.clone()), "{}", figure.key);
        }
    }

    #[test]
    fn a_workspace_rewound_to_today_is_as_it_was_and_an_earlier_one_has_no_more_deals(seed: u64) {
        let (workspace, _) = random(seed, 30);
        let zone = Zone::default();
        prop_assert_eq!(&rewind(&workspace, today().today(), &zone), &workspace);
        let earlier = rewind(&workspace, today().today().plus_days(-200), &zone);
        prop_assert!(earlier.deals().len() <= workspace.deals().len());
        let end = zone.start_of(today().today().plus_days(-199));
        for deal in earlier.deals().iter() {
            prop_assert!(deal.history.iter().all(|event| event.at < Some(end)));
            prop_assert!(deal.outcome.closed_at() < Some(end));
        }
    }
}

#[test]
fn stays_add_up_end_with_the_close_and_are_left_out_when_a_time_is_unknown() {
    let mut ids = Ids::seeded(1);
    let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
    let stage = |at: usize| pipeline.stages[at].id;
    let day = |days: i64| Some(Timestamp::from_millis(today().now.millis() + days * DAY_MS));
    let event = |at, what| StageEvent { at, what };
    let mut deal = |at: usize, outcome, history| Deal {
        id: DealId::fresh(&mut ids),
        title: "Deal".into(),
        pipeline: pipeline.id,
        stage: stage(at),
        outcome,
        history,
        ..Deal::default()
    };
    let (enter, reopen) = (|at| Happening::Entered(stage(at)), |at| Happening::Reopened(stage(at)));
    let deals = vec![
        // 4 days, 10 while lost that do not count, 3 more up to now; 2 in the next stage.
        deal(
            0,
            Outcome::Open,
            vec![
                event(day(-19), enter(0)),
                event(day(-15), enter(1)),
                event(day(-13), Happening::Lost),
                event(day(-3), reopen(0)),
            ],
        ),
        // 8 days; the second stage was skipped, the third is unknown.
        deal(2, Outcome::Open, vec![event(day(-9), enter(0)), event(day(-1), enter(2))]),
        deal(2, Outcome::Won(None), vec![event(None, enter(0)), event(day(-1), enter(2))]),
    ];
    let query = Query::of(pipeline.id);
    let parts = Parts { pipelines: vec![pipeline.clone()], deals, ..Parts::default() };
    let report = KeyFigures::new(&Workspace::from_parts(parts), &query, &today());
    let find = |measure: Measure| report.get(&measure).map(|figure| (figure.value, figure.n));
    assert_eq!(find(Measure::StayMedian(stage(0))), Some((Ok(7.5), 2)));
    assert_eq!(find(Measure::StayMean(stage(1))), Some((Ok(2.0), 1)));
    assert_eq!(find(Measure::StayMean(stage(2))), Some((Ok(1.0), 1)));
    assert_eq!(find(Measure::StayMean(stage(3))), Some((Err(NoData::NoStays), 0)));
    assert_eq!(report.longest_stay, Some(stage(0)));
}

#[test]
fn a_deal_without_a_creation_day_is_left_out_of_a_cohort_with_bounds_only() {
    let (workspace, _) = random(7, 200);
    let pipeline = workspace.pipelines_in_order()[0].id;
    let unknown = |query: &Query| {
        let left_out = Funnel::new(&workspace, query, &today()).left_out;
        left_out.iter().filter(|(_, reason)| *reason == LeftOut::CreationUnknown).count()
    };
    let query = Query::of(pipeline);
    assert_eq!(unknown(&query), 0);
    let period = Period { from: Some(Day::MIN), to: None };
    assert!(unknown(&Query { period, ..query }) > 0);
}

#[test]
fn ten_thousand_deals_are_reported_on_in_the_time_printed_here() {
    let (workspace, query) = random(3, 10_000);
    let query = Query::of(query.pipeline);
    let time = |name: &str, report: &dyn Fn() -> usize| {
        let mut took = f64::INFINITY;
        let mut size = 0;
        for _ in 0..3 {
            let start = std::time::Instant::now();
            size = report();
            took = took.min(start.elapsed().as_secs_f64() * 1_000.0);
        }
        let line = format!("{name} of 10,000 deals: {took:.2} ms ({size})\n");
        let _ = std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes());
        assert!(size > 0);
    };
    time("funnel and key figures", &|| {
        Report::new(&workspace, &query, &today()).key_figures.figures.len()
    });
    time("forecast", &|| Forecast::new(&workspace, &query, &today()).rows.len());
    time("agenda", &|| Agenda::new(&workspace, &today()).suggestions.len());
    time("every figure", &|| figures(&workspace, &query, &today()).len());
}
