//! Deals by group, loss, cohort, length of stay and row of the forecast.

use super::{COUNTED, Judge, Verdict, success};
use crate::analytics::case::Case;
use crate::analytics::forecast::{category, won_row};
use crate::analytics::stuck::lasting;
use crate::analytics::{
    CohortMeasure, ForecastRow, ForecastStatistic, GroupMeasure, LeftOut, LossGroup,
};
use crate::domain::{
    Answer, Deal, DealId, ForecastCategory, LossReason, QualificationAnswer, StageId,
};
use std::collections::BTreeMap;

impl Judge<'_> {
    pub(super) fn grouped(&self, deal: &Deal, measure: GroupMeasure) -> Verdict {
        match measure {
            GroupMeasure::WinRateClosed => closed(deal).map(|()| success(won(deal))),
            GroupMeasure::WonCount => won(deal).and(COUNTED),
            GroupMeasure::WonValue => won(deal).and_then(|()| self.worth(deal)),
            GroupMeasure::LostCount => lost(deal).and(COUNTED),
            GroupMeasure::OpenCount | GroupMeasure::OpenValue => self.open(deal),
        }
    }

    pub(super) fn lost_at(&self, case: &Case, id: StageId) -> Result<(), LeftOut> {
        lost(&case.deal)?;
        let here = case.furthest.is_some() && case.furthest == self.cases.position(id);
        if here { Ok(()) } else { Err(LeftOut::OtherStage) }
    }

    pub(super) fn lost_in(&self, case: &Case, group: LossGroup) -> Result<(), LeftOut> {
        let deal = &*case.deal;
        lost(deal)?;
        let is_in = match group {
            LossGroup::At(reason, id) => {
                lost_for(deal, reason)?;
                return self.lost_at(case, id);
            }
            LossGroup::Purchase(purchase) => deal.closing.purchase == purchase,
            LossGroup::Failed(item) => {
                let failed =
                    |one: &QualificationAnswer| one.item == item && one.answer == Answer::No;
                deal.qualification.iter().any(failed)
            }
        };
        if is_in { Ok(()) } else { Err(LeftOut::OtherReason) }
    }

    pub(super) fn forecast(
        &self,
        deal: &Deal,
        row: ForecastRow,
        statistic: ForecastStatistic,
    ) -> Verdict {
        self.query.admits(self.workspace, deal)?;
        let is_won = deal.outcome.is_won();
        let own = if deal.outcome.is_open() {
            if category(self.workspace, deal) == ForecastCategory::Omitted {
                return Err(LeftOut::OmittedFromForecast);
            }
            ForecastRow::of(deal.expected_close, self.moment.today())
        } else {
            won_row(deal, self.moment).ok_or(LeftOut::Closed)?
        };
        if row != ForecastRow::Total && row != own {
            return Err(LeftOut::OtherRow);
        }
        match statistic {
            ForecastStatistic::Count if is_won => Err(LeftOut::Closed),
            ForecastStatistic::Count => COUNTED,
            ForecastStatistic::Won if !is_won => Err(LeftOut::NotWon),
            ForecastStatistic::Mean if !is_won => self.weighted(deal),
            ForecastStatistic::Won
            | ForecastStatistic::Mean
            | ForecastStatistic::P10
            | ForecastStatistic::P50
            | ForecastStatistic::P90 => self.worth(deal),
        }
    }

    /// Judges a deal by its cohort, as [`crate::analytics::CohortTable`] counts it.
    pub(super) fn cohort(&self, deal: &Deal, of: CohortMeasure) -> Verdict {
        let month = |at| self.moment.zone.day(at).month();
        let created = deal.created.map(month).ok_or(LeftOut::CreationUnknown)?;
        let closed = deal.outcome.closed_at().map(month);
        if !deal.outcome.is_open() && closed.is_none() {
            return Err(LeftOut::CloseUnknown);
        }
        if created != of.month() {
            return Err(LeftOut::OtherGroup);
        }
        let in_time =
            |age| closed.is_some_and(|closed| closed.months_since(created) <= i32::from(age));
        Ok(match of {
            CohortMeasure::Open(_) if !deal.outcome.is_open() => return Err(LeftOut::Closed),
            CohortMeasure::Count(_) | CohortMeasure::Open(_) => 1.0,
            CohortMeasure::Won(_, age) if in_time(age) => success(won(deal)),
            CohortMeasure::Lost(_, age) if in_time(age) => success(lost(deal)),
            CohortMeasure::Won(..) | CohortMeasure::Lost(..) => 0.0,
        })
    }

    /// Returns for each deal how many of its stays in a stage were seen to last so many days.
    pub(super) fn lasting(&self, id: StageId, least: u16) -> Vec<(DealId, Verdict)> {
        let courses = &self.cases.courses;
        let mut stays: BTreeMap<DealId, usize> = BTreeMap::new();
        for (deal, stage, days) in lasting(courses, courses.at(self.moment)) {
            if courses.stages.get(stage) == Some(&id) && days >= f64::from(least) {
                *stays.entry(deal).or_default() += 1;
            }
        }
        let judged = |deal: &Deal| {
            self.query.admits(self.workspace, deal)?;
            stays.get(&deal.id).map(|count| *count as f64).ok_or(LeftOut::ShorterStay)
        };
        self.workspace.deals().iter().map(|deal| (deal.id, judged(deal))).collect()
    }
}

pub(super) fn won(deal: &Deal) -> Result<(), LeftOut> {
    if deal.outcome.is_won() { Ok(()) } else { Err(LeftOut::NotWon) }
}

pub(super) fn lost(deal: &Deal) -> Result<(), LeftOut> {
    if deal.outcome.is_lost() { Ok(()) } else { Err(LeftOut::NotLost) }
}

pub(super) fn lost_for(deal: &Deal, reason: LossReason) -> Result<(), LeftOut> {
    lost(deal)?;
    let own = deal.closing.loss_reason.unwrap_or(LossReason::Unknown);
    if own == reason { Ok(()) } else { Err(LeftOut::OtherReason) }
}

pub(super) fn closed(deal: &Deal) -> Result<(), LeftOut> {
    if deal.outcome.is_open() { Err(LeftOut::StillOpen) } else { Ok(()) }
}
