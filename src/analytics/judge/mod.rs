//! Decides for each deal whether it is behind a figure, and what it brings.

mod parts;

use parts::{closed, lost, lost_for, won};

use super::case::{Case, Cases};
use super::cycle;
use super::funnel::wins;
use super::hazard::Hazards;
use super::key_figures::{cycle_days, made_offer, proposal_place, weighted_minor};
use super::observation::Window;
use super::stay::stay_in;
use super::survival::End;
use super::{Contribution, CycleMeasure, Dimension, GroupMeasure, LeftOut, Measure, Query};
use crate::domain::{Deal, DealId, Moment, StageId};
use crate::workspace::{BaseAmount, Workspace};

/// One figure and everything its deals are judged by.
pub(crate) struct Judge<'a> {
    pub workspace: &'a Workspace,
    pub query: &'a Query,
    pub moment: &'a Moment,
    pub cases: &'a Cases,
    pub measure: &'a Measure,
}

/// What a deal brings, or why it is left out.
type Verdict = Result<f64, LeftOut>;

/// What a deal brings where it is counted.
const COUNTED: Verdict = Ok(1.0);

/// Returns what a deal brings to a rate.
fn success(of: Result<(), LeftOut>) -> f64 {
    if of.is_ok() { 1.0 } else { 0.0 }
}

impl Judge<'_> {
    /// Judges every deal of the workspace.
    pub fn deals(&self) -> (Vec<Contribution>, Vec<(DealId, LeftOut)>) {
        let mut verdicts: Vec<(DealId, Verdict)> = Vec::new();
        let leave_out = |(deal, reason): &(DealId, LeftOut)| (*deal, Err(*reason));
        match self.measure {
            Measure::Forecast(row, statistic) => {
                let deals = self.workspace.deals().iter();
                verdicts.extend(deals.map(|deal| (deal.id, self.forecast(deal, *row, *statistic))));
            }
            Measure::Cycle(CycleMeasure::Won(days)) => {
                verdicts = self.incidence(f64::from(*days), End::Won);
            }
            Measure::Cycle(CycleMeasure::Lost(days)) => {
                verdicts = self.incidence(f64::from(*days), End::Lost);
            }
            Measure::Cycle(CycleMeasure::UltimateWinRate) => verdicts = self.ultimate(),
            Measure::Lasting(id, days) => verdicts = self.lasting(*id, *days),
            Measure::OpenCount
            | Measure::Cycle(CycleMeasure::ExpectedWins)
            | Measure::OpenValue
            | Measure::OpenWeighted
            | Measure::StageCount(_)
            | Measure::StageValue(_)
            | Measure::StageWeighted(_)
            | Measure::Group(_, _, GroupMeasure::OpenCount | GroupMeasure::OpenValue) => {
                if *self.measure == Measure::Cycle(CycleMeasure::ExpectedWins) {
                    verdicts = self.chances();
                } else {
                    let open = self.cases.open.iter();
                    verdicts.extend(open.map(|deal| (deal.id, self.open(deal))));
                }
                let members = self.cases.members.iter();
                let closed = members.filter(|case| !case.deal.outcome.is_open());
                verdicts.extend(closed.map(|case| (case.deal.id, Err(LeftOut::Closed))));
                verdicts.extend(self.not_open().map(leave_out));
            }
            Measure::Velocity => {
                let open = self.cases.open.iter();
                verdicts.extend(open.map(|deal| (deal.id, COUNTED)));
                let members = self.cases.members.iter();
                let closed = members.filter(|case| !case.deal.outcome.is_open());
                verdicts.extend(closed.map(|case| (case.deal.id, COUNTED)));
                verdicts.extend(self.not_open().map(leave_out));
            }
            Measure::WonCount
            | Measure::WonValued
            | Measure::WonValue
            | Measure::LostCount
            | Measure::LostValue
            | Measure::AverageDeal
            | Measure::CycleMean
            | Measure::CycleMedian
            | Measure::WinRateClosed
            | Measure::OffersCount
            | Measure::WinRateOffers
            | Measure::CohortCount
            | Measure::CohortOpen
            | Measure::FunnelWon
            | Measure::MovesBack
            | Measure::Reached(_)
            | Measure::Conversion(_)
            | Measure::ConversionTotal
            | Measure::StayCount(_)
            | Measure::StayMedian(_)
            | Measure::StayMean(_)
            | Measure::LossCount(_)
            | Measure::LossValue(_)
            | Measure::LossStageCount(_)
            | Measure::LossStageValue(_)
            | Measure::LossGroup(_)
            | Measure::Cohort(_)
            | Measure::LowestConversion
            | Measure::LongestStay
            | Measure::Cycle(
                CycleMeasure::Learned(_)
                | CycleMeasure::LearnedLow(_)
                | CycleMeasure::LearnedHigh(_)
                | CycleMeasure::LearnedCases(_)
                | CycleMeasure::StayFirstQuartile(_)
                | CycleMeasure::StayThirdQuartile(_),
            )
            | Measure::Outlook(..)
            | Measure::OutlookWeight(..)
            | Measure::BacktestError(_)
            | Measure::BacktestCoverage
            | Measure::Accuracy(_)
            | Measure::Group(..) => {
                let members = self.cases.members.iter();
                verdicts.extend(members.map(|case| (case.deal.id, self.member(case))));
                verdicts.extend(self.cases.left_out.iter().map(leave_out));
            }
        }
        let mut deals_in = Vec::new();
        let mut deals_out = Vec::new();
        for (deal, verdict) in verdicts {
            match verdict {
                Ok(amount) => deals_in.push(Contribution { deal, amount }),
                Err(reason) => deals_out.push((deal, reason)),
            }
        }
        (deals_in, deals_out)
    }

    /// Yields what is left out but for the open deals that the view of closed
    /// deals shows all the same.
    fn not_open(&self) -> impl Iterator<Item = &(DealId, LeftOut)> {
        self.cases.left_out.iter().filter(|(_, reason)| *reason != LeftOut::StillOpen)
    }

    /// Returns for each open deal its chance ever to be won.
    fn chances(&self) -> Vec<(DealId, Verdict)> {
        let courses = &self.cases.courses;
        let sight = courses.at(self.moment);
        let hazards = Hazards::fit(courses, sight);
        let chance = |deal: &Deal| Ok(cycle::ever(&hazards, deal, self.moment, sight));
        self.cases.open.iter().map(|deal| (deal.id, chance(deal))).collect()
    }

    /// The same, with 1 for each won and 0 for each lost deal.
    fn ultimate(&self) -> Vec<(DealId, Verdict)> {
        let mut verdicts = self.chances();
        let members = self.cases.members.iter();
        let ended = members.filter(|case| !case.deal.outcome.is_open());
        verdicts.extend(ended.map(|case| (case.deal.id, Ok(success(won(&case.deal))))));
        verdicts.extend(self.not_open().map(|(deal, reason)| (*deal, Err(*reason))));
        verdicts
    }

    /// Returns for each deal that was under observation whether it ended so in time.
    fn incidence(&self, days: f64, end: End) -> Vec<(DealId, Verdict)> {
        let sight = self.cases.courses.at(self.moment);
        let window = Window::new(self.cases, self.query, self.moment, sight);
        let judged = |deal: &Deal| {
            self.query.admits(self.workspace, deal)?;
            let seen = window.observe(deal)?;
            Ok(if seen.end == end && seen.exit <= days { 1.0 } else { 0.0 })
        };
        self.workspace.deals().iter().map(|deal| (deal.id, judged(deal))).collect()
    }

    fn value(&self, deal: &Deal) -> Result<i64, LeftOut> {
        match self.workspace.base_value(deal) {
            BaseAmount::Same(minor) | BaseAmount::Converted(minor) => Ok(minor),
            BaseAmount::Unknown => Err(LeftOut::ValueUnknown),
            BaseAmount::WithoutRate => Err(LeftOut::WithoutRate),
        }
    }

    fn in_group(&self, deal: &Deal, dimension: Dimension, name: &str) -> Result<(), LeftOut> {
        let own = dimension.of(self.workspace, deal, &self.moment.zone);
        if own == name { Ok(()) } else { Err(LeftOut::OtherGroup) }
    }

    fn worth(&self, deal: &Deal) -> Verdict {
        self.value(deal).map(|minor| minor as f64)
    }

    fn weighted(&self, deal: &Deal) -> Verdict {
        self.value(deal).map(|minor| weighted_minor(self.workspace, deal, minor))
    }

    fn open(&self, deal: &Deal) -> Verdict {
        if let Measure::StageCount(id) | Measure::StageValue(id) | Measure::StageWeighted(id) =
            self.measure
            && deal.stage != *id
        {
            return Err(LeftOut::OtherStage);
        }
        if let Measure::Group(dimension, name, _) = self.measure {
            self.in_group(deal, *dimension, name)?;
        }
        let value = matches!(
            self.measure,
            Measure::OpenValue
                | Measure::StageValue(_)
                | Measure::Group(_, _, GroupMeasure::OpenValue)
        );
        let weighted = matches!(self.measure, Measure::OpenWeighted | Measure::StageWeighted(_));
        if value {
            self.worth(deal)
        } else if weighted {
            self.weighted(deal)
        } else {
            COUNTED
        }
    }

    fn member(&self, case: &Case) -> Verdict {
        let deal = &*case.deal;
        match self.measure {
            Measure::CohortOpen if !deal.outcome.is_open() => Err(LeftOut::Closed),
            Measure::CohortOpen | Measure::CohortCount => COUNTED,
            Measure::WonCount => won(deal).and(COUNTED),
            Measure::WonValued => won(deal).and_then(|()| self.value(deal)).and(COUNTED),
            Measure::WonValue | Measure::AverageDeal => won(deal).and_then(|()| self.worth(deal)),
            Measure::LostCount => lost(deal).and(COUNTED),
            Measure::LostValue => lost(deal).and_then(|()| self.worth(deal)),
            Measure::CycleMean | Measure::CycleMedian => {
                won(deal)?;
                let unknown = if deal.created.is_none() {
                    LeftOut::CreationUnknown
                } else {
                    LeftOut::CloseUnknown
                };
                cycle_days(deal, &self.moment.zone).ok_or(unknown)
            }
            Measure::WinRateClosed => closed(deal).map(|()| success(won(deal))),
            Measure::OffersCount | Measure::WinRateOffers => {
                if !made_offer(case, proposal_place(self.cases)) {
                    Err(LeftOut::NotReached)
                } else if *self.measure == Measure::OffersCount {
                    COUNTED
                } else {
                    Ok(success(won(deal)))
                }
            }
            Measure::FunnelWon => won(deal).and_then(|()| self.at_end(case)).and(COUNTED),
            Measure::MovesBack if case.moves_back == 0 => Err(LeftOut::NeverMovedBack),
            Measure::MovesBack => Ok(case.moves_back as f64),
            Measure::Reached(id) => self.reached(case, self.place(*id)).and(COUNTED),
            Measure::Conversion(id) => {
                let place = self.place(*id);
                self.reached(case, place)?;
                let next = place.map(|place| place + 1);
                let on = if next < Some(self.cases.active.len()) {
                    self.reached(case, next)
                } else {
                    self.at_end(case)
                };
                Ok(success(on))
            }
            Measure::ConversionTotal => {
                self.reached(case, Some(0)).map(|()| success(self.at_end(case)))
            }
            Measure::StayCount(id) => stay_in(deal, *id, self.moment).days().and(COUNTED),
            Measure::StayMedian(id) | Measure::StayMean(id) => {
                stay_in(deal, *id, self.moment).days()
            }
            Measure::LossCount(reason) => lost_for(deal, *reason).and(COUNTED),
            Measure::LossValue(reason) => lost_for(deal, *reason).and_then(|()| self.worth(deal)),
            Measure::LossStageCount(id) => self.lost_at(case, *id).and(COUNTED),
            Measure::LossStageValue(id) => self.lost_at(case, *id).and_then(|()| self.worth(deal)),
            Measure::LossGroup(group) => self.lost_in(case, *group).and(COUNTED),
            Measure::Cohort(of) => self.cohort(deal, *of),
            Measure::Cycle(
                CycleMeasure::StayFirstQuartile(id) | CycleMeasure::StayThirdQuartile(id),
            ) => stay_in(deal, *id, self.moment).days(),
            Measure::Cycle(
                CycleMeasure::Learned(id)
                | CycleMeasure::LearnedLow(id)
                | CycleMeasure::LearnedHigh(id)
                | CycleMeasure::LearnedCases(id),
            ) => {
                closed(deal)?;
                let came = case.furthest >= self.cases.position(*id);
                if !came && !deal.outcome.is_won() {
                    return Err(LeftOut::NotReached);
                }
                let counts = matches!(self.measure, Measure::Cycle(CycleMeasure::LearnedCases(_)));
                if counts { COUNTED } else { Ok(success(won(deal))) }
            }
            Measure::Group(dimension, name, measure) => {
                self.in_group(deal, *dimension, name).and_then(|()| self.grouped(deal, *measure))
            }
            // These are judged elsewhere or have no deals of their own.
            Measure::OpenCount
            | Measure::OpenValue
            | Measure::OpenWeighted
            | Measure::StageCount(_)
            | Measure::StageValue(_)
            | Measure::StageWeighted(_)
            | Measure::Velocity
            | Measure::LowestConversion
            | Measure::LongestStay
            | Measure::Lasting(..)
            | Measure::Cycle(
                CycleMeasure::Won(_)
                | CycleMeasure::Lost(_)
                | CycleMeasure::UltimateWinRate
                | CycleMeasure::ExpectedWins,
            )
            | Measure::Outlook(..)
            | Measure::OutlookWeight(..)
            | Measure::BacktestError(_)
            | Measure::BacktestCoverage
            | Measure::Accuracy(_)
            | Measure::Forecast(..) => Err(LeftOut::NotReached),
        }
    }

    /// Returns the place of a stage among those in use.
    fn place(&self, id: StageId) -> Option<usize> {
        self.cases.active_names().position(|stage| stage.id == id)
    }

    fn reached(&self, case: &Case, place: Option<usize>) -> Result<(), LeftOut> {
        let reached = place.is_some_and(|place| case.depth(self.query.reach) > place);
        if reached { Ok(()) } else { Err(LeftOut::NotReached) }
    }

    fn at_end(&self, case: &Case) -> Result<(), LeftOut> {
        let wins = wins(case, self.cases, self.query.reach);
        if wins { Ok(()) } else { Err(LeftOut::NotReached) }
    }
}
