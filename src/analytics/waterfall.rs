//! What changed the open pipeline between two days (SPEC 2.4), to the cent.

use super::forecast::values_precede_closes;
use super::rewind::{Stood, stood};
use super::{Period, Query};
use crate::domain::{Day, Deal, DealId, Outcome, Zone};
use crate::workspace::Workspace;
use std::cmp::Ordering;
use std::sync::Arc;

/// Why the value of the pipeline changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// Deals that did not exist before.
    New,
    /// Deals that are worth more.
    Increased,
    /// Deals that are worth less.
    Decreased,
    /// Open deals whose expected close came into the period.
    PulledIn,
    /// Open deals whose expected close left the period.
    PushedOut,
    /// Deals that were won.
    Won,
    /// Deals that were lost.
    Lost,
    /// Closed deals that are open again.
    Reopened,
    /// Deals that came from another pipeline, or that the filter did not fit before.
    CameIn,
    /// Deals that were deleted, went to another pipeline or no longer fit the filter.
    WentOut,
}

/// One step of a waterfall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaterfallStep {
    /// What it adds in minor units of the base currency; negative where it takes away.
    pub minor: i128,
    /// The deals behind it, each with what it adds.
    pub deals: Vec<(DealId, i64)>,
}

/// The open pipeline of two days and all that lies between.
///
/// `start + Σ steps = end` holds exactly: every deal that is open and expected in
/// the period on at least one of the two days is accounted for once, its change of
/// value first. A deal without a value in the base currency counts as nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// Σ value on the first day, minor units of the base currency of the second.
    pub start: i128,
    /// Every movement, those without a deal too.
    pub steps: Vec<(Movement, WaterfallStep)>,
    /// Σ value on the second day.
    pub end: i128,
}

impl Movement {
    /// Every movement in the order of showing.
    pub const ALL: [Self; 10] = [
        Self::New,
        Self::CameIn,
        Self::Increased,
        Self::Decreased,
        Self::PulledIn,
        Self::PushedOut,
        Self::Won,
        Self::Lost,
        Self::WentOut,
        Self::Reopened,
    ];
}

impl Waterfall {
    /// Compares a workspace with what it was on an earlier day: a backup of that day
    /// or [`super::rewind`], which knows stages and outcomes but not old values and
    /// dates. `expected` limits it to deals expected to close in a period; without
    /// bounds it is about all open deals.
    pub fn new(before: &Workspace, after: &Workspace, query: &Query, expected: Period) -> Self {
        let mut waterfall = Self::empty();
        for then in before.deals().iter() {
            let was = Standing::of(before, query, expected, Some(then));
            let deal = after.deals().get(then.id);
            let is = Standing::of(after, query, expected, deal);
            let old = value(after, then);
            let new = deal.map_or(old, |deal| value(after, deal));
            waterfall.compare(then.id, (was, old), (is, new));
        }
        for deal in after.deals().iter().filter(|deal| !before.deals().contains(deal.id)) {
            let is = Standing::of(after, query, expected, Some(deal));
            waterfall.begin(deal.id, is, value(after, deal));
        }
        waterfall
    }

    /// Compares a workspace with what its history says it was at the end of a day.
    pub fn since(
        workspace: &Workspace,
        day: Day,
        zone: &Zone,
        query: &Query,
        expected: Period,
    ) -> Self {
        Self::between(workspace, (day, None), zone, query, expected)
    }

    /// Compares the ends of two days by what the history of a workspace says; without
    /// a second day with the workspace as it is. The same as [`Self::new`] on what
    /// [`super::rewind`] makes, without making it.
    pub fn between(
        workspace: &Workspace,
        (first, last): (Day, Option<Day>),
        zone: &Zone,
        query: &Query,
        expected: Period,
    ) -> Self {
        let end = |day: Day| zone.start_of(day.plus_days(1));
        let (first, last) = (end(first), last.map(end));
        let early = values_precede_closes(workspace.deals().iter().map(|deal| &**deal));
        let mut waterfall = Self::empty();
        let mut fresh = Vec::new();
        for deal in workspace.deals().iter() {
            let now = value(workspace, deal);
            let of = |stood: Stood| {
                let told = !early && stood.outcome.is_open() && !deal.outcome.is_open();
                let admitted = query.admits_in(workspace, deal, stood.pipeline).is_ok();
                let standing = if admitted {
                    Standing::admitted(deal, stood.outcome, expected)
                } else {
                    Standing::Elsewhere
                };
                (standing, if told { 0 } else { now })
            };
            let is = match last {
                Some(last) => stood(workspace, deal, last).map(of),
                None => Some((Standing::of(workspace, query, expected, Some(deal)), now)),
            };
            match (stood(workspace, deal, first).map(of), is) {
                (Some(was), Some(is)) => waterfall.compare(deal.id, was, is),
                (None, Some((is, minor))) => fresh.push((deal.id, is, minor)),
                // The days are the wrong way round.
                (Some(was), None) => {
                    waterfall.compare(deal.id, was, (Standing::Elsewhere, was.1));
                }
                (None, None) => {}
            }
        }
        for (deal, is, minor) in fresh {
            waterfall.begin(deal, is, minor);
        }
        waterfall
    }

    fn empty() -> Self {
        let steps = Movement::ALL.map(|movement| (movement, WaterfallStep::default()));
        Self { start: 0, steps: steps.into(), end: 0 }
    }

    fn add(&mut self, movement: Movement, deal: DealId, minor: i64) {
        if let Some((_, step)) = self.steps.iter_mut().find(|(of, _)| *of == movement) {
            step.minor += i128::from(minor);
            step.deals.push((deal, minor));
        }
    }

    /// Takes in a deal that was there on the first day: where it stood and what it
    /// was worth then, and the same of the second day.
    fn compare(&mut self, deal: DealId, (was, old): (Standing, i64), (is, new): (Standing, i64)) {
        if was == Standing::Inside {
            self.start += i128::from(old);
            match new.cmp(&old) {
                Ordering::Greater => self.add(Movement::Increased, deal, new - old),
                Ordering::Less => self.add(Movement::Decreased, deal, new - old),
                Ordering::Equal => {}
            }
        }
        if is == Standing::Inside {
            self.end += i128::from(new);
        }
        match (was, is) {
            (Standing::Inside, Standing::Inside)
            | (
                Standing::Won | Standing::Lost | Standing::OtherTime | Standing::Elsewhere,
                Standing::Won | Standing::Lost | Standing::OtherTime | Standing::Elsewhere,
            ) => {}
            (Standing::Inside, is) => {
                let movement = match is {
                    Standing::Won => Movement::Won,
                    Standing::Lost => Movement::Lost,
                    Standing::OtherTime => Movement::PushedOut,
                    Standing::Elsewhere | Standing::Inside => Movement::WentOut,
                };
                self.add(movement, deal, -new);
            }
            (was, Standing::Inside) => {
                let movement = match was {
                    Standing::Won | Standing::Lost => Movement::Reopened,
                    Standing::OtherTime => Movement::PulledIn,
                    Standing::Elsewhere | Standing::Inside => Movement::CameIn,
                };
                self.add(movement, deal, new);
            }
        }
    }

    /// Takes in a deal that was not there on the first day.
    fn begin(&mut self, deal: DealId, is: Standing, minor: i64) {
        match is {
            Standing::Inside => {
                self.end += i128::from(minor);
                self.add(Movement::New, deal, minor);
            }
            // It came and went in between.
            Standing::Won => {
                self.add(Movement::New, deal, minor);
                self.add(Movement::Won, deal, -minor);
            }
            Standing::Lost => {
                self.add(Movement::New, deal, minor);
                self.add(Movement::Lost, deal, -minor);
            }
            Standing::OtherTime | Standing::Elsewhere => {}
        }
    }
}

/// Where a deal stands on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is counted.
    Inside,
    Won,
    Lost,
    /// It is open, but expected at another time.
    OtherTime,
    /// It is not there or not meant.
    Elsewhere,
}

impl Standing {
    fn of(
        workspace: &Workspace,
        query: &Query,
        expected: Period,
        deal: Option<&Arc<Deal>>,
    ) -> Self {
        match deal.filter(|deal| query.admits(workspace, deal).is_ok()) {
            Some(deal) => Self::admitted(deal, deal.outcome, expected),
            None => Self::Elsewhere,
        }
    }

    /// Says where a deal that is meant stands.
    fn admitted(deal: &Deal, outcome: Outcome, expected: Period) -> Self {
        match outcome {
            Outcome::Won(_) => Self::Won,
            Outcome::Lost(_) => Self::Lost,
            Outcome::Open
                if expected.is_bound()
                    && !deal.expected_close.is_some_and(|day| expected.contains(day)) =>
            {
                Self::OtherTime
            }
            Outcome::Open => Self::Inside,
        }
    }
}

fn value(workspace: &Workspace, deal: &Deal) -> i64 {
    workspace.base_value(deal).minor().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::rewind;
    use crate::domain::{Closing, Currency, Ids, Language, LossReason, Moment, Money, Preset};
    use crate::example::{Simulation, simulate};
    use crate::workspace::Parts;
    use proptest::prelude::*;

    fn workspace(dice: &mut Ids, ids: &mut Ids) -> Workspace {
        let pipeline = Preset::Standard.pipeline(Language::En, &mut Ids::seeded(1));
        let deals = (0..40).filter_map(|_| {
            let id = DealId::fresh(ids);
            if dice.below(5) == 0 {
                return None;
            }
            let outcome = match dice.below(4) {
                0 => Outcome::Won(None),
                1 => Outcome::Lost(None),
                _ => Outcome::Open,
            };
            let minor = i64::try_from(dice.below(1_000_000)).unwrap();
            let day = Day::new(2026, 1, 1).unwrap();
            let ahead = i32::try_from(dice.below(90)).unwrap();
            Some(Deal {
                id,
                title: "Deal".into(),
                pipeline: pipeline.id,
                stage: pipeline.stages[0].id,
                outcome,
                owner: if dice.below(3) == 0 { "Ada".into() } else { String::new() },
                value: Money::new(minor, Currency::EUR).ok().filter(|_| minor % 7 > 0),
                expected_close: (ahead % 5 > 0).then(|| day.plus_days(ahead)),
                closing: Closing { loss_reason: Some(LossReason::Price), ..Closing::default() },
                ..Deal::default()
            })
        });
        let deals = deals.collect();
        Workspace::from_parts(Parts { pipelines: vec![pipeline], deals, ..Parts::default() })
    }

    #[test]
    fn what_the_history_says_is_what_the_rewound_workspaces_say() {
        let moment = Moment::at_start_of(Day::new(2026, 6, 1).unwrap());
        let held = simulate(&Simulation::new(300, 4, Language::En, &moment));
        let today = moment.today();
        let expected = Period { from: Some(today.plus_days(-40)), to: Some(today.plus_days(20)) };
        for pipeline in held.pipelines_in_order() {
            let mut query = Query::of(pipeline.id);
            for (owner, expected) in [(None, Period::ALL), (Some(String::new()), expected)] {
                query.filter.owner = owner;
                for (back, until) in [(400, 1), (90, 30), (30, 0), (5, 5)] {
                    let (first, last) = (today.plus_days(-back), today.plus_days(-until));
                    let before = rewind(&held, first, &moment.zone);
                    let after = rewind(&held, last, &moment.zone);
                    let zone = &moment.zone;
                    let between =
                        |last| Waterfall::between(&held, (first, last), zone, &query, expected);
                    let rewound = Waterfall::new(&before, &after, &query, expected);
                    assert_eq!(between(Some(last)), rewound);
                    assert_eq!(between(None), Waterfall::new(&before, &held, &query, expected));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn it_adds_up_to_the_cent(seed: u64, ada: bool, bound: bool) {
            let mut dice = Ids::seeded(seed);
            let before = workspace(&mut dice, &mut Ids::seeded(7));
            let after = workspace(&mut dice, &mut Ids::seeded(7));
            let mut query = Query::of(before.pipelines_in_order()[0].id);
            query.filter.owner = ada.then(|| "Ada".to_owned());
            let expected = Period {
                from: bound.then(|| Day::new(2026, 2, 1).unwrap()),
                to: bound.then(|| Day::new(2026, 2, 28).unwrap()),
            };
            let waterfall = Waterfall::new(&before, &after, &query, expected);
            let steps: i128 = waterfall.steps.iter().map(|(_, step)| step.minor).sum();
            prop_assert_eq!(waterfall.start + steps, waterfall.end);
            let open = |workspace: &Workspace| -> i128 {
                let deals = workspace.deals().iter().filter(|deal| {
                    deal.outcome.is_open()
                        && query.admits(workspace, deal).is_ok()
                        && (!bound || deal.expected_close.is_some_and(|day| expected.contains(day)))
                });
                deals.map(|deal| i128::from(value(workspace, deal))).sum()
            };
            prop_assert_eq!(waterfall.start, open(&before));
            prop_assert_eq!(waterfall.end, open(&after));
            for (movement, step) in &waterfall.steps {
                let sum: i128 = step.deals.iter().map(|(_, minor)| i128::from(*minor)).sum();
                prop_assert_eq!(sum, step.minor, "{:?}", movement);
            }
        }
    }
}
