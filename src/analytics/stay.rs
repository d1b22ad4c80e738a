//! Time in stage: per deal the sum of its stays in a stage (SPEC 2.2).

use super::LeftOut;
use super::case::Cases;
use super::course::{State, days};
use crate::domain::{Deal, Happening, Moment, StageId, Timestamp};

/// What is known of a deal's time in one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stay {
    /// It was never there: no stay, which is not a stay of no time.
    Never,
    /// A time is unknown, so the sum is.
    Unknown,
    /// Days.
    Days(f64),
}

impl Stay {
    fn add(&mut self, days: Option<f64>) {
        *self = match (*self, days) {
            (Self::Never, Some(days)) => Self::Days(days),
            (Self::Days(sum), Some(days)) => Self::Days(sum + days),
            (Self::Unknown, _) | (Self::Never | Self::Days(_), None) => Self::Unknown,
        };
    }

    /// Returns the days, or why they are not known.
    pub fn days(self) -> Result<f64, LeftOut> {
        match self {
            Self::Never => Err(LeftOut::NeverInStage),
            Self::Unknown => Err(LeftOut::TimeUnknown),
            Self::Days(days) => Ok(days),
        }
    }
}

/// Yields each stay of a deal: the stage, and its days if both ends are known.
/// A stay ends with whatever happens next; one that goes on runs to now.
fn stays<'a>(
    deal: &'a Deal,
    moment: &'a Moment,
) -> impl Iterator<Item = (StageId, Option<f64>)> + 'a {
    let days = |from: Option<Timestamp>, to: Option<Timestamp>| {
        from.zip(to).map(|(from, to)| moment.zone.days_between(from, to))
    };
    // Where the history of a closed deal lacks its close, the outcome has the time.
    let end = if deal.outcome.is_open() { Some(moment.now) } else { deal.outcome.closed_at() };
    let next = deal.history.iter().skip(1).map(|event| event.at).chain(std::iter::once(end));
    let known = deal.history.iter().zip(next).filter_map(move |(event, until)| match event.what {
        Happening::Entered(stage) | Happening::Reopened(stage) => {
            Some((stage, days(event.at, until)))
        }
        Happening::Won | Happening::Lost => None,
    });
    // A deal without a history was in its stage, nobody knows how long.
    known.chain(deal.history.is_empty().then_some((deal.stage, None)))
}

/// Returns the time of one deal in one stage.
pub(crate) fn stay_in(deal: &Deal, stage: StageId, moment: &Moment) -> Stay {
    let mut stay = Stay::Never;
    for (_, days) in stays(deal, moment).filter(|(id, _)| *id == stage) {
        stay.add(days);
    }
    stay
}

/// Days of many deals, by position of the stage.
type ByStage = Vec<Vec<f64>>;

/// Returns for each stage of the pipeline, by position, the days of every deal whose
/// stays there are known, and beside it the days of the latest stay alone.
pub(crate) fn days_and_latest_by_stage(cases: &Cases, moment: &Moment) -> (ByStage, ByStage) {
    let now = moment.zone.local(moment.now);
    let mut sums = vec![Vec::new(); cases.names.len()];
    let mut latest = sums.clone();
    let mut of_deal = vec![(Stay::Never, None); cases.names.len()];
    for case in &cases.members {
        let steps = cases.steps(case);
        for (at, step) in steps.iter().enumerate() {
            let State::Stage(place) = step.to else { continue };
            // A course ends in a stage only where the deal is open.
            let until = steps.get(at + 1).map_or(Some(now), |next| next.at);
            let days = step.at.zip(until).map(|(from, until)| days(from, until));
            if let Some((sum, latest)) = of_deal.get_mut(usize::from(place)) {
                sum.add(days);
                *latest = days;
            }
        }
        for (((stay, last), sums), latest) in of_deal.iter_mut().zip(&mut sums).zip(&mut latest) {
            if let Stay::Days(days) = stay {
                sums.push(*days);
            }
            if let Some(days) = last {
                latest.push(*days);
            }
            (*stay, *last) = (Stay::Never, None);
        }
    }
    (sums, latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::Query;
    use crate::domain::{Day, Language, Zone};
    use crate::example::{Simulation, simulate};

    #[test]
    fn the_stays_along_the_courses_are_those_the_history_tells() {
        let start = Day::new(2026, 6, 1).unwrap();
        let change = crate::domain::Timestamp::from_millis(1_774_746_000_000);
        let zone = Zone::new(vec![(Timestamp::default(), 3_600_000), (change, 7_200_000)]);
        let moment = Moment { now: zone.start_of(start), zone };
        let workspace = simulate(&Simulation::new(400, 11, Language::En, &moment));
        for pipeline in workspace.pipelines_in_order() {
            let cases = Cases::of(&workspace, &Query::of(pipeline.id), &moment);
            let (sums, latest) = days_and_latest_by_stage(&cases, &moment);
            for ((stage, sums), latest) in cases.names.iter().zip(sums).zip(latest) {
                let told = cases.members.iter().map(|case| stay_in(&case.deal, stage.id, &moment));
                let told: Vec<f64> = told.filter_map(|stay| stay.days().ok()).collect();
                assert_eq!(sums, told, "{}", stage.name);
                let last = cases.members.iter().filter_map(|case| {
                    stays(&case.deal, &moment).filter(|(id, _)| *id == stage.id).last()?.1
                });
                assert_eq!(latest, last.collect::<Vec<f64>>(), "{}", stage.name);
            }
        }
    }
}
