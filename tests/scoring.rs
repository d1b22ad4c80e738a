//! The scoring tables, row by row, and what follows from them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test may panic")]

use proptest::prelude::*;
use trichter::domain::{
    Activity, ActivityId, ActivityKind, AttributeRule, Criterion, Currency, Deal, DealId,
    Engagement, EngagementPoints, Grade, GradeRule, Ids, Language, MatrixMeaning, Moment, Money,
    Organisation, OrganisationId, Outcome, Person, PersonId, Preset, ScoredAttribute, ScoringModel,
    Settings, Timestamp, WorkspaceId,
};
use trichter::scoring::{Band, Evidence, Matrix, Score, Scores, score, standard_model};
use trichter::workspace::{Parts, Workspace};

fn moment() -> Moment {
    Moment::at_start_of("2026-06-17".parse().unwrap())
}

fn days_ago(days: i64) -> Timestamp {
    Timestamp::from_millis(moment().now.millis() - days * 86_400_000)
}

/// What is known of the one deal of a small workspace.
#[derive(Clone, Default)]
struct Lead {
    position: Option<&'static str>,
    employees: Option<u32>,
    industry: &'static str,
    seen: Vec<(Engagement, i64)>,
    model: ScoringModel,
}

fn parts(lead: &Lead) -> Parts {
    let mut ids = Ids::seeded(1);
    let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
    let organisation = Organisation {
        id: OrganisationId::fresh(&mut ids),
        name: "Acme".into(),
        industry: lead.industry.into(),
        employees: lead.employees,
        ..Organisation::default()
    };
    let person = lead.position.map(|position| Person {
        id: PersonId::fresh(&mut ids),
        name: "Kim".into(),
        position: position.into(),
        ..Person::default()
    });
    let deal = Deal {
        id: DealId::fresh(&mut ids),
        title: "Deal".into(),
        organisation: Some(organisation.id),
        people: person.iter().map(|person| person.id).collect(),
        value: Money::new(100, Currency::EUR).ok(),
        pipeline: pipeline.id,
        stage: pipeline.stages[0].id,
        ..Deal::default()
    };
    let activity = |&(engagement, days): &(Engagement, i64)| Activity {
        id: ActivityId::fresh(&mut ids),
        kind: ActivityKind::Engagement(engagement),
        subject: "Seen".into(),
        deal: Some(deal.id),
        done: Some(days_ago(days)),
        ..Activity::default()
    };
    let activities = lead.seen.iter().map(activity).collect();
    Parts {
        id: WorkspaceId::fresh(&mut ids),
        settings: Settings {
            name: "Test".into(),
            scoring: lead.model.clone(),
            ..Settings::default()
        },
        pipelines: vec![pipeline],
        deals: vec![deal],
        organisations: vec![organisation],
        people: person.into_iter().collect(),
        activities,
        ..Parts::default()
    }
}

fn score_of_parts(parts: Parts) -> Option<Score> {
    let workspace = Workspace::from_parts(parts);
    assert_eq!(workspace.problems(), Vec::new());
    let deal = workspace.deals().iter().next().unwrap();
    let score = score(&workspace, deal, &moment());
    // The fast way agrees with the one that gives reasons.
    let short = Scores::of_all(&workspace, &moment()).of(deal.id);
    assert_eq!(short.is_some(), score.is_some());
    if let (Some(short), Some(score)) = (short, &score) {
        assert_eq!((short.cell, short.meaning), (score.cell(), score.meaning));
        assert_eq!(short.points, score.implicit.points);
    }
    score
}

fn score_of(lead: &Lead) -> Score {
    score_of_parts(parts(lead)).unwrap()
}

fn grade_of(lead: &Lead, attribute: ScoredAttribute) -> Grade {
    let score = score_of(lead);
    score.explicit.attributes.iter().find(|one| one.attribute == attribute).unwrap().grade
}

#[test]
fn positions_are_graded_as_in_the_table() {
    let check = |grade, positions: &'static str| {
        for position in positions.split('|') {
            let lead = Lead { position: Some(position), ..Lead::default() };
            assert_eq!(grade_of(&lead, ScoredAttribute::Position), grade, "{position}");
        }
    };
    check(
        Grade::A,
        "Geschäftsführung|Geschäftsführer|Geschäftsführerin|Geschäftsführer:in|\
         geschaeftsfuehrender Gesellschafter|Marketing-Leitung|Marketingleiterin|\
         Leiter Marketing|Leiterin Marketing & Vertrieb|Leiter*in Marketing|CEO|\
         CEO & Founder|Managing Director|HEAD OF MARKETING|CMO|Marketing Director",
    );
    check(
        Grade::B,
        "Fachbereichsleiter|Fachbereichsleiterin IT|Abteilungsleitung|\
         Department Head|Head of Sales",
    );
    check(
        Grade::C,
        "Marketing-Manager|Marketing-Managerin|Marketing Manager|\
         Online-Marketing-Manager",
    );
    check(
        Grade::D,
        "Einkauf|Projektleitung|Vertrieb|Student||Assistenz der Geschäftsführung|\
         Executive Assistant to the CEO|Product Owner|Vice President|\
         Praktikant Marketing-Leitung",
    );
}

#[test]
fn employees_are_graded_above_their_borders() {
    let rows = [
        (10_001, Grade::A),
        (10_000, Grade::B),
        (5_001, Grade::B),
        (5_000, Grade::C),
        (2_501, Grade::C),
        (2_500, Grade::D),
        (1, Grade::D),
        (0, Grade::D),
        (u32::MAX, Grade::A),
    ];
    for (employees, grade) in rows {
        let lead = Lead { employees: Some(employees), ..Lead::default() };
        assert_eq!(grade_of(&lead, ScoredAttribute::Employees), grade, "{employees}");
    }
}

#[test]
fn industries_are_graded_as_in_the_table() {
    let rows = [
        ("Anlagenbau", Grade::A),
        ("Maschinen- und Anlagenbau", Grade::A),
        ("Plant engineering", Grade::A),
        ("IT", Grade::B),
        ("it / software", Grade::B),
        ("Information technology", Grade::B),
        ("Handel", Grade::C),
        ("Großhandel", Grade::C),
        ("Trade", Grade::C),
        ("Retail", Grade::C),
        ("Consulting", Grade::D),
        ("Beratung", Grade::D),
        ("Universität", Grade::D),
        ("Capital", Grade::D),
        ("Energie", Grade::D),
    ];
    for (industry, grade) in rows {
        let lead = Lead { industry, ..Lead::default() };
        assert_eq!(grade_of(&lead, ScoredAttribute::Industry), grade, "{industry}");
    }
}

#[test]
fn each_behaviour_gives_its_points() {
    let rows = [
        (Engagement::ContentRequest, 20),
        (Engagement::EmailClick, 15),
        (Engagement::WebVisit, 10),
        (Engagement::Webinar, 25),
        (Engagement::TradeFair, 30),
        (Engagement::WhitePaper, 5),
        (Engagement::PricingPage, 20),
        (Engagement::MatchingIndustry, 10),
    ];
    assert_eq!(rows.map(|row| row.0), Engagement::ALL);
    for (engagement, points) in rows {
        let seen = vec![(engagement, 400)];
        assert_eq!(score_of(&Lead { seen, ..Lead::default() }).implicit.points, points);
    }
    let seen = vec![(Engagement::WebVisit, 1), (Engagement::WebVisit, 2), (Engagement::Webinar, 3)];
    let score = score_of(&Lead { seen, ..Lead::default() });
    assert_eq!(score.implicit.points, 45);
    let counts: Vec<(Engagement, u32)> =
        score.implicit.engagements.iter().map(|one| (one.engagement, one.count)).collect();
    assert_eq!(counts, [(Engagement::WebVisit, 2), (Engagement::Webinar, 1)]);
}

#[test]
fn a_matching_industry_counts_once() {
    let seen = vec![(Engagement::MatchingIndustry, 1); 3];
    assert_eq!(score_of(&Lead { seen, ..Lead::default() }).implicit.points, 10);
}

#[test]
fn bands_change_at_their_borders() {
    let rows = [(0, 4), (25, 4), (26, 3), (50, 3), (51, 2), (75, 2), (76, 1), (u32::MAX, 1)];
    for (points, band) in rows {
        assert_eq!(Band::of_points(points).number(), band, "{points}");
    }
    // Also through the whole computation, with points set so that one click hits the border.
    for (points, band) in rows.into_iter().filter(|row| row.0 <= 1_000) {
        let engagements = vec![EngagementPoints { engagement: Engagement::EmailClick, points }];
        let model = ScoringModel { engagements, ..ScoringModel::default() };
        let seen = vec![(Engagement::EmailClick, 3)];
        assert_eq!(score_of(&Lead { seen, model, ..Lead::default() }).implicit.band.number(), band);
    }
}

#[test]
fn points_halve_with_each_half_life() {
    let model = ScoringModel { half_life_days: Some(30), ..ScoringModel::default() };
    let points = |days| {
        let seen = vec![(Engagement::ContentRequest, days)];
        score_of(&Lead { model: model.clone(), seen, ..Lead::default() }).implicit.exact_points
    };
    assert!((points(0) - 20.0).abs() < 1e-9);
    assert!((points(30) - 10.0).abs() < 1e-9);
    assert!((points(60) - 5.0).abs() < 1e-9);
    assert!((points(15) - 20.0 / 2.0_f64.sqrt()).abs() < 1e-9);
}

#[test]
fn what_has_not_happened_yet_gives_no_points() {
    let lead = Lead {
        position: Some("CEO"),
        seen: vec![(Engagement::TradeFair, -1), (Engagement::Webinar, 1)],
        ..Lead::default()
    };
    assert_eq!(score_of(&lead).implicit.points, 25);
    let mut parts = parts(&lead);
    for activity in &mut parts.activities {
        activity.done = None;
    }
    assert_eq!(score_of_parts(parts).unwrap().implicit.points, 0);
}

#[test]
fn an_engagement_of_the_person_or_the_company_counts_once_for_the_deal() {
    let lead = Lead {
        position: Some("CEO"),
        seen: vec![
            (Engagement::TradeFair, 1),
            (Engagement::Webinar, 1),
            (Engagement::WhitePaper, 1),
        ],
        ..Lead::default()
    };
    let mut parts = parts(&lead);
    let (person, company) = (parts.people[0].id, parts.organisations[0].id);
    // One linked to all three, one to person and company, one to the company alone.
    parts.activities[0].person = Some(person);
    parts.activities[0].organisation = Some(company);
    parts.activities[1].deal = None;
    parts.activities[1].person = Some(person);
    parts.activities[1].organisation = Some(company);
    parts.activities[2].deal = None;
    parts.activities[2].organisation = Some(company);
    // A second deal of the company without people sees only the last.
    let other =
        Deal { id: DealId::fresh(&mut Ids::seeded(99)), people: vec![], ..parts.deals[0].clone() };
    let workspace = Workspace::from_parts(Parts {
        deals: vec![parts.deals[0].clone(), other.clone()],
        ..parts.clone()
    });
    let points = |deal: &Deal| score(&workspace, deal, &moment()).unwrap().implicit.points;
    assert_eq!(points(&parts.deals[0]), 60);
    assert_eq!(points(&other), 5);
}

#[test]
fn the_overall_grade_is_the_weighted_mean() {
    let lead = Lead {
        position: Some("CEO"),
        employees: Some(3_000),
        industry: "Handel",
        ..Lead::default()
    };
    // A, C, C with equal weights: 8/3 = 2.67, B.
    let score = score_of(&lead);
    assert_eq!((score.explicit.points, score.explicit.weight), (8, 3));
    assert_eq!(score.explicit.grade, Grade::B);
    // Position three times as heavy as the others: 16/5 = 3.2, B; ten times: 44/12 = 3.67, A.
    let weighed = |weight| {
        let mut model = standard_model();
        model.attributes[0].weight = weight;
        score_of(&Lead { model, ..lead.clone() }).explicit
    };
    assert_eq!((weighed(3).points, weighed(3).weight, weighed(3).grade), (16, 5, Grade::B));
    assert_eq!((weighed(10).points, weighed(10).weight, weighed(10).grade), (44, 12, Grade::A));
    assert_eq!(weighed(0).mean(), Some(2.0));
}

#[test]
fn a_company_name_alone_never_qualifies() {
    assert_eq!(score_of_parts(parts(&Lead::default())), None);
    // One known thing is enough for a score, and the rest is reported missing.
    let score = score_of(&Lead { industry: "Energie", ..Lead::default() });
    assert_eq!(score.cell().to_string(), "D4");
    assert_eq!(score.meaning, MatrixMeaning::Watch);
    let missing: Vec<ScoredAttribute> = score.explicit.missing().collect();
    assert_eq!(missing, [ScoredAttribute::Position, ScoredAttribute::Employees]);
    assert_eq!(score.explicit.attributes[2].evidence, Evidence::Text("Energie".into()));
    // An attribute that counts nothing tells nothing.
    let mut model = standard_model();
    model.attributes[2].weight = 0;
    assert_eq!(
        score_of_parts(parts(&Lead { model, industry: "Energie", ..Lead::default() })),
        None
    );
}

#[test]
fn an_empty_table_means_the_default_one_and_a_filled_one_itself() {
    let rule = AttributeRule {
        attribute: ScoredAttribute::Industry,
        weight: 2,
        rules: vec![GradeRule {
            grade: Grade::A,
            criterion: Criterion::OneOf(vec!["Energie".into()]),
        }],
    };
    let lead = Lead {
        industry: "Energie",
        seen: vec![(Engagement::Webinar, 1)],
        model: ScoringModel { attributes: vec![rule], ..ScoringModel::default() },
        ..Lead::default()
    };
    let score = score_of(&lead);
    assert_eq!((score.cell().to_string().as_str(), score.implicit.points), ("A4", 25));
    let model = ScoringModel { matrix: vec![[MatrixMeaning::Hot; 4]; 4], ..lead.model.clone() };
    assert_eq!(score_of(&Lead { model, ..lead }).meaning, MatrixMeaning::Hot);
}

proptest! {
    #[test]
    fn more_points_never_give_a_worse_band(one in 0_u32..200, more in 0_u32..200) {
        prop_assert!(Band::of_points(one + more) <= Band::of_points(one));
    }

    #[test]
    fn another_engagement_never_makes_a_lead_worse(
        seen in proptest::collection::vec((0_usize..8, 0_i64..400), 1..8),
        half_life in proptest::option::of(1_u32..100),
    ) {
        let seen: Vec<(Engagement, i64)> =
            seen.into_iter().map(|(which, days)| (Engagement::ALL[which], days)).collect();
        let model = ScoringModel { half_life_days: half_life, ..ScoringModel::default() };
        let fewer = seen[1..].to_vec();
        let position = Some("CEO");
        let more = score_of(&Lead { seen, model: model.clone(), position, ..Lead::default() });
        let less = score_of(&Lead { seen: fewer, model, position, ..Lead::default() });
        prop_assert!(more.implicit.band <= less.implicit.band);
        prop_assert!(more.implicit.exact_points >= less.implicit.exact_points - 1e-9);
    }

    #[test]
    fn no_table_and_no_text_makes_scoring_fail(
        industry in "\\PC{0,20}", word in "\\PC{0,6}", weight in 0_u32.., points in 0_u32..,
    ) {
        let rules = vec![GradeRule { grade: Grade::B, criterion: Criterion::OneOf(vec![word]) }];
        let attributes = vec![AttributeRule { attribute: ScoredAttribute::Industry, weight, rules }];
        let engagements = vec![EngagementPoints { engagement: Engagement::Webinar, points }];
        let model = ScoringModel { attributes, engagements, matrix: vec![[MatrixMeaning::Hot; 4]], ..ScoringModel::default() };
        let mut parts = parts(&Lead { model, seen: vec![(Engagement::Webinar, 0); 3], ..Lead::default() });
        parts.organisations[0].industry = industry;
        prop_assert!(score_of_parts(parts).is_some());
    }
}

#[test]
fn a_closed_deal_keeps_its_score_but_leaves_the_matrix() {
    let lead = Lead { position: Some("CEO"), ..Lead::default() };
    let mut parts = parts(&lead);
    parts.deals[0].outcome = Outcome::Won(Some(moment().now));
    let workspace = Workspace::from_parts(parts);
    let scores = Scores::of_all(&workspace, &moment());
    assert_eq!(scores.len(), 1);
    let matrix = Matrix::of(&workspace, &scores, |_| true);
    assert!(matrix.cells.iter().all(|cell| cell.deals.is_empty()));
}
