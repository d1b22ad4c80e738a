//! How long deals really take and what they are really worth: cumulative
//! incidence of won and lost, the ultimate win rate, learned probabilities of
//! stages, quartiles of stays (SPEC 2.2, 2.3).

use super::case::Cases;
use super::course::{Sight, in_stage_since};
use super::figure::Figure;
use super::hazard::Hazards;
use super::learned::learned;
use super::observation::Window;
use super::select::select;
use super::survival::{Incidence, Observed};
use super::{Learned, LeftOut, Measure, NoData, Query, StageName, Unit, stay};
use crate::domain::{Availability, Deal, DealId, Moment, StageId};
use crate::workspace::Workspace;

/// The days since creation of which figures tell the incidence.
pub const INCIDENCE_DAYS: [u16; 8] = [7, 14, 30, 60, 90, 120, 180, 365];

/// What a figure of the cycle measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CycleMeasure {
    /// Share of all deals won within so many days of their creation.
    Won(u16),
    /// Share of all deals lost within so many days of their creation.
    Lost(u16),
    /// Share won when every open deal has ended.
    UltimateWinRate,
    /// Σ of the chances of open deals ever to be won.
    ExpectedWins,
    /// The learned probability of a stage.
    Learned(StageId),
    /// The lower bound of its 95 % interval.
    LearnedLow(StageId),
    /// The upper bound of its 95 % interval.
    LearnedHigh(StageId),
    /// The number of closed deals it rests on.
    LearnedCases(StageId),
    /// A quarter of the deals stayed shorter in the stage.
    StayFirstQuartile(StageId),
    /// A quarter of the deals stayed longer in the stage.
    StayThirdQuartile(StageId),
}

impl CycleMeasure {
    /// Returns the stage it is about.
    pub fn stage(self) -> Option<StageId> {
        match self {
            Self::Learned(id)
            | Self::LearnedLow(id)
            | Self::LearnedHigh(id)
            | Self::LearnedCases(id)
            | Self::StayFirstQuartile(id)
            | Self::StayThirdQuartile(id) => Some(id),
            Self::Won(_) | Self::Lost(_) | Self::UltimateWinRate | Self::ExpectedWins => None,
        }
    }

    /// Returns the days it is about.
    pub fn days(self) -> Option<u16> {
        match self {
            Self::Won(days) | Self::Lost(days) => Some(days),
            Self::UltimateWinRate
            | Self::ExpectedWins
            | Self::Learned(_)
            | Self::LearnedLow(_)
            | Self::LearnedHigh(_)
            | Self::LearnedCases(_)
            | Self::StayFirstQuartile(_)
            | Self::StayThirdQuartile(_) => None,
        }
    }

    /// Returns the key, given that of the stage.
    pub(crate) fn key(self, stage: &str) -> String {
        match self {
            Self::Won(days) => format!("cif.won.{days}"),
            Self::Lost(days) => format!("cif.lost.{days}"),
            Self::UltimateWinRate => "win_rate_ultimate".to_owned(),
            Self::ExpectedWins => "expected_wins_open".to_owned(),
            Self::Learned(_) => format!("p_learned.{stage}"),
            Self::LearnedLow(_) => format!("p_learned.{stage}.low"),
            Self::LearnedHigh(_) => format!("p_learned.{stage}.high"),
            Self::LearnedCases(_) => format!("p_learned.{stage}.n"),
            Self::StayFirstQuartile(_) => format!("stay_q1_days.{stage}"),
            Self::StayThirdQuartile(_) => format!("stay_q3_days.{stage}"),
        }
    }
}

/// Quartiles of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// How many cases.
    pub n: usize,
    /// Shortest and longest.
    pub range: (f64, f64),
    /// A quarter is below.
    pub first: f64,
    /// Half is below.
    pub median: f64,
    /// Three quarters are below.
    pub third: f64,
}

impl Quartiles {
    /// Returns the quartiles of values, which it puts in another order; `None` of
    /// none. Between two values it lies on the line between them: Hyndman & Fan,
    /// *Amer. Statist.* 50 (1996) 361–365, definition 7. Linear in the values.
    pub fn of(values: &mut [f64]) -> Option<Self> {
        let last = values.len().checked_sub(1)?;
        // The third quartile first: what is below it holds the others.
        let third = quartile(values, last * 3);
        let median = quartile(values.get_mut(..=(last * 3).div_ceil(4))?, last * 2);
        let first = quartile(values.get_mut(..=(last * 2).div_ceil(4))?, last);
        let least = values.iter().copied().min_by(f64::total_cmp)?;
        let most = values.iter().copied().max_by(f64::total_cmp)?;
        Some(Self { n: values.len(), range: (least, most), first, median, third })
    }
}

/// Returns the value at a place told in quarters, between its two neighbours, and
/// leaves everything up to the upper one before what is greater.
fn quartile(values: &mut [f64], quarters: usize) -> f64 {
    let at = quarters.div_ceil(4);
    let Some(high) = select(values, at, f64::total_cmp) else { return 0.0 };
    if quarters.is_multiple_of(4) {
        return high;
    }
    let below = values.iter().take(at).copied();
    let low = below.max_by(f64::total_cmp).unwrap_or(high);
    low + (high - low) * (quarters % 4) as f64 / 4.0
}

/// The days deals spent in one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageStay {
    /// The stage.
    pub stage: StageName,
    /// Per deal the sum of its stays, those that go on included.
    pub sum: Option<Quartiles>,
    /// Per deal its latest stay.
    pub latest: Option<Quartiles>,
    /// How long open deals have been in it now.
    pub open: Option<Quartiles>,
}

/// How long deals take and what they are worth.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// Share open, won and lost over the days since creation.
    pub incidence: Incidence,
    /// Deals that are not behind it, and why.
    pub left_out: Vec<(DealId, LeftOut)>,
    /// What each stage is worth.
    pub learned: Vec<Learned>,
    /// How long deals stay, stage by stage.
    pub stays: Vec<StageStay>,
    /// The time-aware model.
    pub hazards: Hazards,
    /// Every figure, in the order of showing.
    pub figures: Vec<Figure>,
}

impl Cycle {
    /// Computes the report of a question.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        Self::of(workspace, &Cases::of(workspace, query, moment), query, moment)
    }

    /// Finds a figure.
    pub fn get(&self, measure: CycleMeasure) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.measure == Measure::Cycle(measure))
    }

    pub(crate) fn of(workspace: &Workspace, cases: &Cases, query: &Query, moment: &Moment) -> Self {
        let courses = &cases.courses;
        let sight = courses.at(moment);
        let window = Window::new(cases, query, moment, sight);
        let mut observed: Vec<Observed> = Vec::with_capacity(courses.len());
        let mut left_out = Vec::new();
        for deal in workspace.deals().iter() {
            let admitted = query.admits(workspace, deal);
            match admitted.and_then(|()| window.observe(deal)) {
                Ok(case) => observed.push(case),
                Err(why) => left_out.push((deal.id, why)),
            }
        }
        let mut report = Self {
            incidence: Incidence::of(&observed),
            left_out,
            learned: learned(cases),
            stays: stage_stays(cases, moment),
            hazards: Hazards::fit(courses, sight),
            figures: Vec::new(),
        };
        report.incidences();
        report.future(cases, moment, sight);
        report.stages(&cases.names);
        report
    }

    fn incidences(&mut self) {
        for days in INCIDENCE_DAYS {
            let time = f64::from(days);
            let known = if self.incidence.n == 0 {
                Err(NoData::NoTimes)
            } else if time > self.incidence.last && self.incidence.open(time).value > 0.0 {
                Err(NoData::NotSeenSoLong)
            } else {
                Ok(())
            };
            let won = known.map(|()| self.incidence.won(time).value);
            let lost = known.map(|()| self.incidence.lost(time).value);
            for (measure, share) in
                [(CycleMeasure::Won(days), won), (CycleMeasure::Lost(days), lost)]
            {
                self.push(&[], measure, Unit::Rate, share, self.incidence.n);
            }
        }
    }

    /// The future of the open deals. Without any deal that ended there is none.
    fn future(&mut self, cases: &Cases, moment: &Moment, sight: Sight) {
        let closed = cases.members.iter().filter(|case| !case.deal.outcome.is_open());
        let won = closed.clone().filter(|case| case.deal.outcome.is_won()).count();
        let closed = closed.count();
        let open = cases.open.len();
        let expected: f64 =
            cases.open.iter().map(|deal| ever(&self.hazards, deal, moment, sight)).sum();
        let known = if closed == 0 { Err(NoData::NoneClosed) } else { Ok(()) };
        let rate = known.map(|()| (won as f64 + expected) / (closed + open) as f64);
        let expected = if open == 0 { Ok(0.0) } else { known.map(|()| expected) };
        self.push(&[], CycleMeasure::UltimateWinRate, Unit::Rate, rate, closed);
        self.push(&[], CycleMeasure::ExpectedWins, Unit::Count, expected, open);
    }

    fn stages(&mut self, names: &[StageName]) {
        let learned = std::mem::take(&mut self.learned);
        for (of, stage) in learned.iter().zip(names) {
            if stage.availability == Availability::Archived && of.n() == 0 {
                continue;
            }
            let (id, n) = (stage.id, of.n());
            let known = if n == 0 { Err(NoData::NoneReached) } else { Ok(()) };
            for (measure, share) in [
                (CycleMeasure::Learned(id), of.probability),
                (CycleMeasure::LearnedLow(id), of.interval.0),
                (CycleMeasure::LearnedHigh(id), of.interval.1),
            ] {
                self.push(names, measure, Unit::Rate, known.map(|()| share), n);
            }
            let cases = CycleMeasure::LearnedCases(id);
            self.figures.push(Figure::count(Measure::Cycle(cases), names, n));
        }
        self.learned = learned;
        let stays: Vec<_> = self.stays.iter().map(|stay| (stay.stage.id, stay.sum)).collect();
        for ((id, sum), stage) in stays.into_iter().zip(names) {
            if stage.availability == Availability::Archived && sum.is_none() {
                continue;
            }
            let n = sum.map_or(0, |sum| sum.n);
            let first = sum.map(|sum| sum.first).ok_or(NoData::NoStays);
            let third = sum.map(|sum| sum.third).ok_or(NoData::NoStays);
            self.push(names, CycleMeasure::StayFirstQuartile(id), Unit::Days, first, n);
            self.push(names, CycleMeasure::StayThirdQuartile(id), Unit::Days, third, n);
        }
    }

    fn push(
        &mut self,
        names: &[StageName],
        measure: CycleMeasure,
        unit: Unit,
        value: Result<f64, NoData>,
        n: usize,
    ) {
        self.figures.push(Figure::statistic(Measure::Cycle(measure), names, unit, value, n));
    }
}

/// Returns the chance of an open deal ever to be won.
pub(crate) fn ever(hazards: &Hazards, deal: &Deal, moment: &Moment, sight: Sight) -> f64 {
    let since = in_stage_since(deal).map(|at| moment.zone.local(at));
    let age = since.map(|since| super::course::days(since, sight.now));
    hazards.ever(deal.stage, age).unwrap_or(0.0)
}

fn stage_stays(cases: &Cases, moment: &Moment) -> Vec<StageStay> {
    let (sums, latest) = stay::days_and_latest_by_stage(cases, moment);
    let mut open: Vec<Vec<f64>> = vec![Vec::new(); cases.names.len()];
    for deal in &cases.open {
        let since = in_stage_since(deal);
        let age = since.map(|since| moment.zone.days_between(since, moment.now));
        if let Some(slot) = cases.position(deal.stage).and_then(|at| open.get_mut(at)) {
            slot.extend(age);
        }
    }
    let all = cases.names.iter().zip(sums).zip(latest).zip(open);
    all.map(|(((stage, mut sum), mut latest), mut open)| StageStay {
        stage: stage.clone(),
        sum: Quartiles::of(&mut sum),
        latest: Quartiles::of(&mut latest),
        open: Quartiles::of(&mut open),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places in a short list")]
        fn quartiles_are_those_of_the_sorted_values(mut values in proptest::collection::vec(0.0..9.0_f64, 1..40)) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let at = |quarter: f64| {
                let place = (sorted.len() - 1) as f64 * quarter;
                let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
                low + (high - low) * place.fract()
            };
            let found = Quartiles::of(&mut values).unwrap();
            for (one, two) in [(found.first, at(0.25)), (found.median, at(0.5)), (found.third, at(0.75))] {
                prop_assert!((one - two).abs() < 1e-12, "{:?}", sorted);
            }
            prop_assert_eq!(found.range, (sorted[0], sorted[sorted.len() - 1]));
        }
    }
}
