//! Workspaces as random as their rules allow, made from a seed.

#![allow(dead_code, reason = "each test binary uses its part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

use serde_json::value::RawValue;
use std::collections::BTreeMap;
use trichter::domain::{
    Activity, ActivityId, ActivityKind, Answer, AttributeRule, Availability, BuyingRole, Closing,
    Criterion, Currency, Day, Deal, DealId, Engagement, EngagementPoints, Extra, ForecastCategory,
    FunnelZone, Grade, GradeRule, Happening, Ids, LeadClass, LossReason, MatrixMeaning, Money,
    OfferStatus, Organisation, OrganisationId, Outcome, Percentages, Person, PersonId, Pipeline,
    PipelineId, Probability, Purchase, QualificationAnswer, QualificationFrame, QualificationItem,
    Rate, SavedScenario, ScoredAttribute, ScoringModel, Settings, Stage, StageEvent, StageId,
    Timestamp, WorkspaceId,
};
use trichter::workspace::{Parts, Workspace};

/// Texts that break naive writers and readers.
const TEXTS: [&str; 12] = [
    "Acme",
    "Größe & Maß",
    "\"quoted\" \\ back",
    "line\nbreak\r\n\ttab",
    "<script>alert(1)</script>",
    "👩‍👩‍👧‍👦 café",
    "\u{0}\u{1f}\u{7f}",
    "\u{2028}\u{2029}\u{feff}",
    "مرحبا",
    "=1+1",
    "a,b;c",
    "x",
];

/// Values of fields this version does not know.
const UNKNOWN: [&str; 8] = [
    "null",
    "1.50",
    "1e400",
    "123456789012345678901234567890",
    r#""\ud800 \u0041""#,
    r#"{"b":1,"a":[{"c":null}],"b":2}"#,
    "[ 1 , 2 ]",
    "[[[[]]]]",
];

/// A source of random values.
pub struct Arbitrary {
    pub ids: Ids,
    stages: Vec<(PipelineId, Stage)>,
}

impl Arbitrary {
    /// Makes a source from a seed.
    pub fn seeded(seed: u64) -> Self {
        Self { ids: Ids::seeded(seed), stages: Vec::new() }
    }

    /// Draws a number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.ids.below(bound as u64)).unwrap()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.one(&TEXTS), self.below(1_000))
    }

    fn text(&mut self) -> String {
        self.maybe(Self::name).unwrap_or_default()
    }

    fn extra(&mut self) -> Extra {
        let mut extra = Extra::default();
        if self.below(4) == 0 {
            for _ in 0..=self.below(3) {
                let value = self.one(&UNKNOWN).to_owned();
                let name = ["later", "x\"y", "", "ünknown", "setAside"][self.below(5)];
                extra.keep(name, RawValue::from_string(value).unwrap());
            }
        }
        extra
    }

    fn day(&mut self) -> Day {
        Day::from_epoch_days(i64::try_from(self.below(109_573)).unwrap() - 25_567)
    }

    fn time(&mut self) -> Timestamp {
        Timestamp::from_millis(i64::try_from(self.below(4_000_000_000_000)).unwrap())
    }

    fn amount(&mut self) -> Money {
        let minor = if self.below(20) == 0 { 9_000_000_000_000_000 } else { self.below(9_000_000) };
        let currency = self.one(&[Currency::EUR, Currency::USD, Currency::JPY]);
        Money::new(i64::try_from(minor).unwrap(), currency).unwrap()
    }

    fn chance(&mut self) -> Probability {
        Probability::from_basis_points(u16::try_from(self.below(10_001)).unwrap()).unwrap()
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.below(1_000)).unwrap()
    }

    fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn stage(&mut self) -> Stage {
        Stage {
            id: StageId::fresh(&mut self.ids),
            name: self.name(),
            zone: self.one(&FunnelZone::ALL),
            probability: self.chance(),
            description: self.text(),
            activities: self.text(),
            playbook: self.text(),
            entry_criteria: self.list(2, Self::name),
            rotting_days: self.maybe(Self::small),
            category: self.one(&ForecastCategory::ALL),
            availability: self.one(&[
                Availability::Active,
                Availability::Active,
                Availability::Archived,
            ]),
            extra: self.extra(),
        }
    }

    fn pipeline(&mut self) -> Pipeline {
        let id = PipelineId::fresh(&mut self.ids);
        let mut stages: Vec<Stage> = (0..=self.below(5)).map(|_| self.stage()).collect();
        stages[0].availability = Availability::Active;
        self.stages.extend(stages.iter().map(|stage| (id, stage.clone())));
        Pipeline {
            id,
            name: self.name(),
            order: i64::try_from(self.below(5)).unwrap() - 2,
            availability: self.one(&[Availability::Active, Availability::Archived]),
            proposal_stage: self.maybe(|_| stages[0].id),
            postpone_limit: self.maybe(Self::small),
            expiry_days: self.maybe(Self::small),
            frame: self.one(&QualificationFrame::ALL),
            extra: self.extra(),
            stages,
        }
    }

    fn deal(&mut self, organisations: &[OrganisationId], people: &[PersonId]) -> Deal {
        let stages = self.stages.clone();
        let (pipeline, stage) = &stages[self.below(stages.len())];
        let open = stage.availability == Availability::Active && self.below(2) == 0;
        let time = self.maybe(Self::time);
        let outcome =
            if open { Outcome::Open } else { self.one(&[Outcome::Won(time), Outcome::Lost(time)]) };
        let mut history = self.list(4, |a| StageEvent {
            at: a.maybe(Self::time),
            what: Happening::Entered(stages[a.below(stages.len())].1.id),
        });
        history.push(StageEvent { at: time, what: Happening::Entered(stage.id) });
        match outcome {
            Outcome::Open => {}
            Outcome::Won(at) => history.push(StageEvent { at, what: Happening::Won }),
            Outcome::Lost(at) => history.push(StageEvent { at, what: Happening::Lost }),
        }
        Deal {
            id: DealId::fresh(&mut self.ids),
            title: self.name(),
            organisation: self
                .maybe(|a| organisations.get(a.below(organisations.len().max(1))).copied())
                .flatten(),
            people: people.iter().copied().filter(|_| self.below(3) == 0).collect(),
            value: self.maybe(Self::amount),
            recurring: self.maybe(Self::amount),
            pipeline: *pipeline,
            stage: stage.id,
            rank: i64::try_from(self.below(1 << 40)).unwrap() - (1 << 39),
            owner: self.text(),
            source: self.text(),
            campaign: self.text(),
            product: self.text(),
            segment: self.text(),
            tags: self.list(3, Self::name),
            expected_close: self.maybe(Self::day),
            offer: self.one(&OfferStatus::ALL),
            category: self.maybe(|a| a.one(&ForecastCategory::ALL)),
            probability: self.maybe(Self::chance),
            class: self.one(&LeadClass::ALL),
            qualification: self.list(2, |a| QualificationAnswer {
                item: a.one(&[QualificationItem::Budget, QualificationItem::Champion]),
                answer: a.one(&Answer::ALL),
                note: a.text(),
            }),
            postponed: self.small(),
            expires: self.maybe(Self::day),
            notes: self.text(),
            created: self.maybe(Self::time),
            edited: self.time(),
            closing: Closing {
                loss_reason: (outcome.is_lost() || self.below(2) == 0).then_some(LossReason::Price),
                note: self.text(),
                arguments: self.text(),
                competitors: self.list(2, Self::text),
                purchase: self.one(&[Purchase::Unknown, Purchase::FromCompetitor]),
                insights: self.text(),
                recommend: self.maybe(|a| u8::try_from(a.below(11)).unwrap()),
                reopened_because: self.text(),
                extra: self.extra(),
            },
            outcome,
            history,
            foreign_id: self.text(),
            extra: self.extra(),
        }
    }

    fn settings(&mut self) -> Settings {
        Settings {
            name: self.name(),
            base_currency: self.one(&[Currency::EUR, Currency::CHF]),
            rates: BTreeMap::from([(Currency::USD, Rate::from_billionths(920_000_000).unwrap())]),
            scoring: ScoringModel {
                attributes: self.list(2, |a| AttributeRule {
                    attribute: ScoredAttribute::Position,
                    weight: a.small(),
                    rules: a.list(2, |a| GradeRule {
                        grade: a.one(&Grade::ALL),
                        criterion: Criterion::OneOf(a.list(2, Self::text)),
                    }),
                }),
                engagements: self.list(2, |a| EngagementPoints {
                    engagement: a.one(&Engagement::ALL),
                    points: a.small(),
                }),
                half_life_days: self.maybe(|a| a.small() + 1),
                matrix: self
                    .maybe(|a| (0..4).map(|_| [a.one(&MatrixMeaning::ALL); 4]).collect())
                    .unwrap_or_default(),
                extra: self.extra(),
            },
            default_owner: self.text(),
            percentages: self.one(&Percentages::ALL),
            scenarios: self.scenarios(),
            example: self.text(),
            extra: self.extra(),
        }
    }

    fn scenarios(&mut self) -> Vec<SavedScenario> {
        (0..self.below(4))
            .map(|at| SavedScenario {
                name: format!("{} {at}", self.name()),
                conversion: self.change(),
                value: self.change(),
                cycle: self.change(),
                leads: self.change(),
                extra: self.extra(),
            })
            .collect()
    }

    fn change(&mut self) -> i32 {
        i32::try_from(self.below(99_501)).unwrap() - 9_500
    }

    fn organisation(&mut self) -> Organisation {
        Organisation {
            id: OrganisationId::fresh(&mut self.ids),
            name: self.name(),
            industry: self.text(),
            employees: self.maybe(Self::small),
            revenue: self.maybe(Self::amount),
            website: self.maybe(|_| "https://example.org/ä".to_owned()).unwrap_or_default(),
            notes: self.text(),
            created: self.maybe(Self::time),
            extra: self.extra(),
            ..Organisation::default()
        }
    }

    fn person(&mut self, organisations: &[OrganisationId]) -> Person {
        Person {
            id: PersonId::fresh(&mut self.ids),
            name: self.name(),
            organisation: organisations.first().copied(),
            role: self.one(&BuyingRole::ALL),
            email: self.text(),
            created: self.maybe(Self::time),
            extra: self.extra(),
            ..Person::default()
        }
    }

    fn activity(&mut self, deals: &[DealId], people: &[PersonId]) -> Activity {
        Activity {
            id: ActivityId::fresh(&mut self.ids),
            kind: match self.below(3) {
                0 => ActivityKind::Engagement(self.one(&Engagement::ALL)),
                1 => ActivityKind::Note,
                _ => self.one(&ActivityKind::TASKS),
            },
            subject: self.name(),
            deal: deals.first().copied(),
            person: people.first().copied(),
            due: self.maybe(Self::day),
            due_minute: self.maybe(|a| u16::try_from(a.below(1_440)).unwrap()),
            done: self.maybe(Self::time),
            notes: self.text(),
            created: self.maybe(Self::time),
            extra: self.extra(),
            ..Activity::default()
        }
    }

    /// Makes a workspace of about so many deals.
    pub fn workspace(&mut self, deals: usize) -> Workspace {
        let mut pipelines: Vec<Pipeline> = (0..=self.below(3)).map(|_| self.pipeline()).collect();
        pipelines[0].availability = Availability::Active;
        let organisations = self.list(deals, Self::organisation);
        let organisation_ids: Vec<_> = organisations.iter().map(|o| o.id).collect();
        let people = self.list(3, |a| a.person(&organisation_ids));
        let people_ids: Vec<_> = people.iter().map(|p| p.id).collect();
        let deals = self.list(deals, |a| a.deal(&organisation_ids, &people_ids));
        let deal_ids: Vec<_> = deals.iter().map(|d| d.id).collect();
        let activities = self.list(4, |a| a.activity(&deal_ids, &people_ids));
        let workspace = Workspace::from_parts(Parts {
            id: WorkspaceId::fresh(&mut self.ids),
            sequence: self.ids.below(1 << 50),
            settings: self.settings(),
            pipelines,
            deals,
            organisations,
            people,
            activities,
            extra: self.extra(),
            envelope: self.extra(),
        });
        assert_eq!(workspace.problems(), Vec::new(), "the generator keeps the rules");
        workspace
    }
}

/// How many deals speed and size are measured with: fewer where nothing is optimised.
pub const MANY: u32 = if cfg!(debug_assertions) { 1_000 } else { 10_000 };

/// Makes the workspace speed and size are measured with: [`MANY`] deals with ten
/// history entries and a note each, a thousand organisations, half as many activities.
pub fn many_deals() -> (String, Workspace) {
    let mut dice = Arbitrary::seeded(10_000);
    let words = [
        "Angebot",
        "Termin",
        "Budget",
        "Kunde",
        "Relaunch",
        "Schulung",
        "Wartung",
        "Vertrag",
        "Rückruf",
        "Entscheider",
        "nächste",
        "Woche",
        "bestätigt",
        "offen",
        "Projekt",
        "Phase",
    ];
    let sentence = |dice: &mut Arbitrary, words_in: usize| -> String {
        (0..words_in).map(|_| dice.one(&words)).collect::<Vec<_>>().join(" ")
    };
    let pipeline =
        trichter::domain::Preset::Standard.pipeline(trichter::domain::Language::De, &mut dice.ids);
    let organisations: Vec<Organisation> = (0..1_000)
        .map(|at| Organisation {
            id: OrganisationId::fresh(&mut dice.ids),
            name: format!("{} GmbH {at}", dice.one(&words)),
            employees: Some(dice.small()),
            ..Organisation::default()
        })
        .collect();
    let mut deals = Vec::new();
    for at in 0..MANY {
        let stage = pipeline.stages[dice.below(5)].id;
        let mut time = 1_700_000_000_000 + i64::from(at) * 3_600_000;
        let created = Timestamp::from_millis(time);
        let mut history = Vec::new();
        for step in 0..10 {
            time += i64::from(dice.small()) * 600_123;
            let stage = if step == 9 { stage } else { pipeline.stages[dice.below(5)].id };
            let at = Some(Timestamp::from_millis(time));
            history.push(StageEvent { at, what: Happening::Entered(stage) });
        }
        deals.push(Deal {
            id: DealId::fresh(&mut dice.ids),
            title: format!("{} {at}", sentence(&mut dice, 2)),
            organisation: Some(organisations[dice.below(1_000)].id),
            value: Money::new(i64::from(dice.small()) * 10_000, Currency::EUR).ok(),
            pipeline: pipeline.id,
            stage,
            rank: i64::from(at) << 32,
            owner: dice.one(&["Anna", "Ben", "Cem"]).to_owned(),
            source: dice.one(&["Messe", "Web", "Empfehlung"]).to_owned(),
            expected_close: Some(Day::from_epoch_days(20_000 + i64::from(dice.small()))),
            notes: sentence(&mut dice, 12),
            created: Some(created),
            edited: Timestamp::from_millis(time),
            history,
            ..Deal::default()
        });
    }
    let activities = deals
        .iter()
        .step_by(2)
        .map(|deal| (deal.id, dice.ids.next(), sentence(&mut dice, 4)))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(deal, seed, subject)| Activity {
            id: ActivityId::fresh(&mut Ids::seeded(seed)),
            subject,
            deal: Some(deal),
            due: Some(Day::from_epoch_days(20_000 + i64::try_from(seed % 1_000).unwrap())),
            ..Activity::default()
        })
        .collect();
    let workspace = Workspace::from_parts(Parts {
        id: WorkspaceId::fresh(&mut dice.ids),
        sequence: 10_000,
        settings: Settings { name: "Zehntausend".to_owned(), ..Settings::default() },
        pipelines: vec![pipeline],
        deals,
        organisations,
        activities,
        ..Parts::default()
    });
    (trichter::document::write(&workspace), workspace)
}

/// A fixture with every record and unknown fields at every level.
pub fn fixture() -> String {
    trichter::document::write(&Arbitrary::seeded(2).workspace(12))
}
