//! What changed the open pipeline between two days (SPEC 2.4), to the cent.

use super::{Period, Query};
use crate::domain::{Deal, DealId, Zone};
use crate::workspace::Workspace;
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
        let mut steps: Vec<(Movement, WaterfallStep)> =
            Movement::ALL.map(|movement| (movement, WaterfallStep::default())).into();
        let mut add = |movement: Movement, deal: DealId, minor: i64| {
            if let Some((_, step)) = steps.iter_mut().find(|(of, _)| *of == movement) {
                step.minor += i128::from(minor);
                step.deals.push((deal, minor));
            }
        };
        let (mut start, mut end) = (0, 0);
        for then in before.deals().iter() {
            let was = Standing::of(before, query, expected, Some(then));
            let deal = after.deals().get(then.id);
            let is = Standing::of(after, query, expected, deal);
            let old = value(after, then);
            let new = deal.map_or(old, |deal| value(after, deal));
            match (was, is) {
                (Standing::Inside, Standing::Inside) => {
                    start += i128::from(old);
                    end += i128::from(new);
                    change(&mut add, then.id, new - old);
                }
                (Standing::Inside, is) => {
                    start += i128::from(old);
                    change(&mut add, then.id, new - old);
                    let movement = match is {
                        Standing::Won => Movement::Won,
                        Standing::Lost => Movement::Lost,
                        Standing::OtherTime => Movement::PushedOut,
                        Standing::Elsewhere | Standing::Inside => Movement::WentOut,
                    };
                    add(movement, then.id, -new);
                }
                (was, Standing::Inside) => {
                    end += i128::from(new);
                    let movement = match was {
                        Standing::Won | Standing::Lost => Movement::Reopened,
                        Standing::OtherTime => Movement::PulledIn,
                        Standing::Elsewhere | Standing::Inside => Movement::CameIn,
                    };
                    add(movement, then.id, new);
                }
                (
                    Standing::Won | Standing::Lost | Standing::OtherTime | Standing::Elsewhere,
                    Standing::Won | Standing::Lost | Standing::OtherTime | Standing::Elsewhere,
                ) => {}
            }
        }
        let fresh = after.deals().iter().filter(|deal| !before.deals().contains(deal.id));
        for deal in fresh {
            let minor = value(after, deal);
            match Standing::of(after, query, expected, Some(deal)) {
                Standing::Inside => {
                    end += i128::from(minor);
                    add(Movement::New, deal.id, minor);
                }
                // It came and went in between.
                Standing::Won => {
                    add(Movement::New, deal.id, minor);
                    add(Movement::Won, deal.id, -minor);
                }
                Standing::Lost => {
                    add(Movement::New, deal.id, minor);
                    add(Movement::Lost, deal.id, -minor);
                }
                Standing::OtherTime | Standing::Elsewhere => {}
            }
        }
        Self { start, steps, end }
    }

    /// Compares a workspace with what its history says it was at the end of a day.
    pub fn since(
        workspace: &Workspace,
        day: crate::domain::Day,
        zone: &Zone,
        query: &Query,
        expected: Period,
    ) -> Self {
        Self::new(&super::rewind(workspace, day, zone), workspace, query, expected)
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
        let Some(deal) = deal.filter(|deal| query.admits(workspace, deal).is_ok()) else {
            return Self::Elsewhere;
        };
        if deal.outcome.is_won() {
            Self::Won
        } else if deal.outcome.is_lost() {
            Self::Lost
        } else if expected.is_bound()
            && !deal.expected_close.is_some_and(|day| expected.contains(day))
        {
            Self::OtherTime
        } else {
            Self::Inside
        }
    }
}

fn value(workspace: &Workspace, deal: &Deal) -> i64 {
    workspace.base_value(deal).minor().unwrap_or(0)
}

fn change(add: &mut impl FnMut(Movement, DealId, i64), deal: DealId, by: i64) {
    match by.cmp(&0) {
        std::cmp::Ordering::Greater => add(Movement::Increased, deal, by),
        std::cmp::Ordering::Less => add(Movement::Decreased, deal, by),
        std::cmp::Ordering::Equal => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Closing, Currency, Day, Ids, Language, LossReason, Money, Outcome, Preset,
    };
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
