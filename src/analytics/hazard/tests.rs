use super::*;
use crate::analytics::{Query, rewind};
use crate::domain::{
    Closing, Day, Deal, DealId, Happening, Ids, Language, LossReason, Moment, Outcome, Preset,
    StageEvent, Timestamp, Zone,
};
use crate::workspace::{Parts, Workspace};
use proptest::prelude::*;

fn start() -> Day {
    Day::new(2026, 1, 1).unwrap()
}

#[allow(clippy::unnecessary_wraps, reason = "the times of a deal may be unknown")]
#[allow(clippy::cast_possible_truncation, reason = "milliseconds of our time")]
fn at(days: f64) -> Option<Timestamp> {
    let days = f64::from(start().epoch_days()) + days;
    Some(Timestamp::from_millis((days * 86_400_000.0).round() as i64))
}

/// What happens to a deal: into stage 0, 1 or 2, won (3), lost (4), opened again (5).
type Path = Vec<(f64, usize)>;

fn workspace(paths: &[Path]) -> (Workspace, Query) {
    let mut ids = Ids::seeded(7);
    let pipeline = Preset::Consumer.pipeline(Language::En, &mut ids);
    let deals = paths.iter().map(|path| {
        let mut deal = Deal {
            id: DealId::fresh(&mut ids),
            title: "Deal".into(),
            pipeline: pipeline.id,
            stage: pipeline.stages[0].id,
            created: at(path[0].0),
            ..Deal::default()
        };
        for (days, to) in path {
            let when = at(*days);
            let what = match to {
                3 => Happening::Won,
                4 => Happening::Lost,
                5 => Happening::Reopened(pipeline.stages[1].id),
                stage => Happening::Entered(pipeline.stages[*stage].id),
            };
            match what {
                Happening::Entered(stage) | Happening::Reopened(stage) => {
                    deal.stage = stage;
                    deal.outcome = Outcome::Open;
                }
                Happening::Won => deal.outcome = Outcome::Won(when),
                Happening::Lost => {
                    deal.outcome = Outcome::Lost(when);
                    deal.closing.loss_reason = Some(LossReason::Other);
                }
            }
            deal.history.push(StageEvent { at: when, what });
        }
        deal
    });
    let deals = deals.collect();
    let query = Query::of(pipeline.id);
    (Workspace::from_parts(Parts { pipelines: vec![pipeline], deals, ..Parts::default() }), query)
}

fn fit(paths: &[Path], day: i32) -> (Hazards, Courses) {
    let (workspace, query) = workspace(paths);
    let courses = Courses::of(&workspace, &query, &Zone::default());
    let sight = courses.as_of(start().plus_days(day));
    (Hazards::fit(&courses, sight), courses)
}

#[test]
fn without_any_stay_the_default_of_the_stage_is_all_that_is_known() {
    let (hazards, courses) = fit(&[], 0);
    for (stage, default) in courses.stages.iter().zip(&courses.defaults) {
        let ever = hazards.ever(*stage, Some(3.0)).unwrap();
        assert!((ever - default).abs() < 1e-12);
        assert_eq!(hazards.curves(10).within(*stage, Some(3.0), &[5.0]), None);
    }
    assert_eq!(hazards.ever_of_new(), None);
    assert_eq!(hazards.ever(StageId::default(), None), None);
}

#[test]
fn the_days_in_a_stage_change_the_chance() {
    // Of each ten, four are lost on the second day, three won and three lost on the twentieth.
    let one = |at: usize| -> Path {
        let (days, end) = if at % 10 < 4 { (2.0, 4) } else { (20.0, 3 + at % 2) };
        vec![(0.0, 0), (days, end)]
    };
    let paths: Vec<Path> = (0..2_000).map(one).collect();
    let (hazards, courses) = fit(&paths, 90);
    let stage = courses.stages[0];
    let chance = |age| hazards.ever(stage, age).unwrap();
    assert!((chance(None) - 0.3).abs() < 2e-3, "{}", chance(None));
    assert!((chance(Some(1.0)) - 0.3).abs() < 2e-3);
    assert!((chance(Some(2.0)) - 0.5).abs() < 2e-3, "{}", chance(Some(2.0)));
    let curves = hazards.curves(60);
    let within = curves.within(stage, Some(5.0), &[10.0, 14.0, 16.0, 50.0]).unwrap();
    assert!(within[0] < 1e-9 && within[1] < 1e-9, "{within:?}");
    assert!((within[2] - 0.5).abs() < 2e-3 && (within[3] - 0.5).abs() < 2e-3, "{within:?}");
}

#[test]
fn a_chain_of_two_stages_takes_the_days_of_both() {
    let paths: Vec<Path> = (0..500)
        .map(|at| match at % 4 {
            0 => vec![(0.0, 0), (5.0, 4)],
            1 => vec![(0.0, 0), (5.0, 1), (12.0, 4)],
            _ => vec![(0.0, 0), (5.0, 1), (12.0, 3)],
        })
        .collect();
    let (hazards, courses) = fit(&paths, 90);
    let curves = hazards.curves(30);
    // To the day: 11.5 days from now at the age of half a day.
    let within = curves.within(courses.stages[0], Some(0.5), &[10.0, 12.6]).unwrap();
    assert!(within[0] < 0.02, "{within:?}");
    assert!((within[1] - 0.5).abs() < 0.01, "{within:?}");
    let entering = curves.within(courses.stages[0], None, &[10.0, 13.0]).unwrap();
    assert!(entering[0] < 0.01 && (entering[1] - 0.5).abs() < 0.01, "{entering:?}");
    assert!((curves.within_of_new(13.0) - entering[1]).abs() < 1e-12);
    assert!((hazards.ever_of_new().unwrap() - 0.5).abs() < 0.01);
}

#[test]
fn who_stays_on_far_beyond_the_longest_known_stay_counts_as_lost() {
    let mut paths: Vec<Path> = (0..100).map(|at| vec![(0.0, 0), (10.0, 3 + at % 2)]).collect();
    paths.extend(vec![vec![(0.0, 0)]; 50]);
    let (hazards, courses) = fit(&paths, 365);
    let chance = |age| hazards.ever(courses.stages[0], Some(age)).unwrap();
    assert!(chance(9.0) > 0.3);
    assert!(chance(12.0) < 0.02, "{}", chance(12.0));
    assert!(chance(365.0) < 1e-3);
}

fn path() -> impl Strategy<Value = Path> {
    let step = (0.0..9.0_f64, 0_usize..6);
    (0.0..60.0_f64, proptest::collection::vec(step, 0..7)).prop_map(|(began, steps)| {
        let mut path = vec![(began.floor(), 0)];
        let mut now = began.floor();
        for (after, to) in steps {
            let closed = path.last().is_some_and(|(_, last)| matches!(last, 3 | 4));
            now += (after * 4.0).floor() / 4.0;
            path.push((
                now,
                if closed {
                    5
                } else if to == 5 {
                    2
                } else {
                    to
                },
            ));
        }
        path
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_known_at_the_end_of_a_day_is_what_a_rewound_workspace_holds(
        paths in proptest::collection::vec(path(), 1..30),
        day in 0_i32..70,
    ) {
        let (all, query) = workspace(&paths);
        let zone = Zone::default();
        let courses = Courses::of(&all, &query, &zone);
        let day = start().plus_days(day);
        let past = rewind(&all, day, &zone);
        let rewound = Courses::of(&past, &query, &zone);
        let (sight, then) = (courses.as_of(day), rewound.at(&Moment::at_start_of(day)));
        prop_assert_eq!(sight.now, then.now);
        prop_assert_eq!(courses.open(sight), rewound.open(then));
        let (one, two) = (Hazards::fit(&courses, sight), Hazards::fit(&rewound, then));
        for stage in &courses.stages {
            for age in [None, Some(0.0), Some(1.5), Some(30.0)] {
                prop_assert_eq!(one.ever(*stage, age), two.ever(*stage, age));
            }
        }
    }

    #[test]
    fn chances_grow_with_the_days_and_end_below_the_chance_ever(
        paths in proptest::collection::vec(path(), 1..40),
        age in 0.0..20.0_f64,
    ) {
        let (hazards, courses) = fit(&paths, 100);
        let curves = hazards.curves(400);
        let days = [0.0, 0.3, 1.0, 2.5, 7.0, 30.0, 90.0, 400.0];
        for stage in &courses.stages {
            for age in [None, Some(0.0), Some(age)] {
                let ever = hazards.ever(*stage, age).unwrap();
                prop_assert!((0.0..=1.0).contains(&ever));
                let Some(within) = curves.within(*stage, age, &days) else { continue };
                prop_assert!(within.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{:?}", within);
                prop_assert!(within[7] <= ever + 1e-6, "{} {:?} {}", ever, within, age.unwrap_or(-1.0));
                prop_assert!(within[7] >= ever - 0.2, "{} {:?}", ever, within);
            }
        }
    }
}

#[test]
fn deals_of_unknown_times_are_left_out_and_counted() {
    let (mut all, query) = workspace(&[vec![(0.0, 0), (3.0, 3)]]);
    let stage = all.pipelines_in_order()[0].stages[1].id;
    let mut deals: Vec<Deal> = all.deals().iter().map(|deal| (**deal).clone()).collect();
    let mut ids = Ids::seeded(99);
    deals.push(Deal {
        id: DealId::fresh(&mut ids),
        title: "Imported".into(),
        pipeline: query.pipeline,
        stage,
        outcome: Outcome::Won(None),
        closing: Closing::default(),
        ..Deal::default()
    });
    let pipelines = all.pipelines().iter().map(|pipeline| (**pipeline).clone()).collect();
    all = Workspace::from_parts(Parts { pipelines, deals, ..Parts::default() });
    let courses = Courses::of(&all, &query, &Zone::default());
    let hazards = Hazards::fit(&courses, courses.at(&Moment::at_start_of(start().plus_days(5))));
    assert_eq!((hazards.left_out, hazards.stays), (1, 1));
}
