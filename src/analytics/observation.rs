//! From when to when a deal was under observation, for survival analysis.

use super::case::Cases;
use super::course::{Sight, days};
use super::survival::{End, Observed};
use super::{LeftOut, Query, View};
use crate::domain::{Deal, Happening, Moment, StageId, Zone};

/// The days a question looks at, on the local clock in milliseconds.
pub(crate) struct Window<'a> {
    query: &'a Query,
    /// The first stage in use.
    first: Option<StageId>,
    zone: &'a Zone,
    now: i64,
    /// In the view of closed deals only what ends in the period is seen.
    from: Option<i64>,
    until: Option<i64>,
}

impl<'a> Window<'a> {
    pub fn new(cases: &Cases, query: &'a Query, moment: &'a Moment, sight: Sight) -> Self {
        let zone = &moment.zone;
        let start = |day| zone.local(zone.start_of(day));
        let (from, until) = match query.view {
            View::Cohort => (None, None),
            View::ClosedInPeriod => {
                (query.period.from.map(start), query.period.to.map(|day| start(day.plus_days(1))))
            }
        };
        let first = cases.active_names().next().map(|stage| stage.id);
        Self { query, first, zone, now: sight.now, from, until }
    }

    /// Observes a deal from its creation to its close or to now, in days.
    ///
    /// In the view of closed deals it is observed within the period only: what was
    /// there before is at risk from its first day on (left truncation), what
    /// closes later is still open at its end.
    ///
    /// # Errors
    /// The reason why it was not under observation.
    pub fn observe(&self, deal: &Deal) -> Result<Observed, LeftOut> {
        if self.query.view == View::Cohort {
            self.query.dates(deal, self.zone)?;
        }
        let created = deal.created.ok_or(LeftOut::CreationUnknown)?;
        let created = self.zone.local(created);
        let (mut exit, mut end) = if deal.outcome.is_open() {
            (self.now, End::Open)
        } else {
            let at = deal.outcome.closed_at().ok_or(LeftOut::CloseUnknown)?;
            let end = if deal.outcome.is_won() { End::Won } else { End::Lost };
            (self.zone.local(at), end)
        };
        if let Some(until) = self.until {
            if created >= until {
                return Err(LeftOut::OutsidePeriod);
            }
            if exit >= until {
                (exit, end) = (until, End::Open);
            }
        }
        let seen = self.first_seen(deal).into_iter().chain(self.from).max();
        let entry = seen.filter(|seen| *seen > created).map(|seen| days(created, seen));
        let exit = days(created, exit);
        if entry.is_some_and(|entry| entry >= exit) {
            return Err(LeftOut::NeverObserved);
        }
        Ok(Observed { entry, exit, end })
    }

    /// Returns from when on a deal was seen, if its history begins later than it.
    ///
    /// A history that begins late with the first stage, or goes on through further
    /// stages, was recorded from then on: had the deal ended before, it would not
    /// be here. A single later stage is what a row of an import proves, and says
    /// nothing about when the deal was first seen.
    fn first_seen(&self, deal: &Deal) -> Option<i64> {
        let mut entries = deal.history.iter().filter_map(|event| match event.what {
            Happening::Entered(stage) | Happening::Reopened(stage) => Some((event.at, stage)),
            Happening::Won | Happening::Lost => None,
        });
        let (at, stage) = entries.next()?;
        let proves = self.first == Some(stage) || entries.next().is_some();
        at.filter(|_| proves).map(|at| self.zone.local(at))
    }
}
