//! Time in stage: per deal the sum of its stays in a stage (SPEC 2.2).

use super::LeftOut;
use super::case::Cases;
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

/// Returns what [`days_by_stage`] does and beside it the days of the latest stay
/// alone, of every deal of which they are known.
pub(crate) fn days_and_latest_by_stage(cases: &Cases<'_>, moment: &Moment) -> (ByStage, ByStage) {
    let mut sums = vec![Vec::new(); cases.names.len()];
    let mut latest = sums.clone();
    let mut of_deal = vec![(Stay::Never, None); cases.names.len()];
    for case in &cases.members {
        of_deal.fill((Stay::Never, None));
        for (stage, days) in stays(case.deal, moment) {
            if let Some((sum, latest)) = cases.position(stage).and_then(|at| of_deal.get_mut(at)) {
                sum.add(days);
                *latest = days;
            }
        }
        for (((sum, last), sums), latest) in of_deal.iter().zip(&mut sums).zip(&mut latest) {
            sums.extend(sum.days().ok());
            latest.extend(*last);
        }
    }
    (sums, latest)
}

/// Returns for each stage of the pipeline, by position, the days of every deal
/// whose stay there is known.
pub(crate) fn days_by_stage(cases: &Cases<'_>, moment: &Moment) -> Vec<Vec<f64>> {
    let mut by_stage: Vec<Vec<f64>> = vec![Vec::new(); cases.names.len()];
    let mut of_deal = vec![Stay::Never; cases.names.len()];
    for case in &cases.members {
        of_deal.fill(Stay::Never);
        for (stage, days) in stays(case.deal, moment) {
            if let Some(stay) = cases.position(stage).and_then(|at| of_deal.get_mut(at)) {
                stay.add(days);
            }
        }
        for (all, stay) in by_stage.iter_mut().zip(&of_deal) {
            all.extend(stay.days().ok());
        }
    }
    by_stage
}
