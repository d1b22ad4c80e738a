//! The key figures of SPEC 2.2.

use super::case::Cases;
use super::figure::{Figure, in_minor, median, ratio};
use super::funnel::Funnel;
use super::{LeftOut, Measure, NoData, Query, StageName, Unit, stay};
use crate::domain::{Availability, Deal, DealId, LossReason, Moment, StageId, Zone};
use crate::workspace::{BaseAmount, Total, Workspace};

/// The key figures of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFigures {
    /// The stages of the pipeline, archived ones too, in order.
    pub stages: Vec<StageName>,
    /// Every figure, in the order of showing.
    pub figures: Vec<Figure>,
    /// The stage of [`Measure::LowestConversion`], the first of equals.
    pub lowest_conversion: Option<StageId>,
    /// The stage of [`Measure::LongestStay`], the first of equals.
    pub longest_stay: Option<StageId>,
    /// What the value of open deals adds up, and what could not be added.
    pub open: Total,
    /// The same of won deals.
    pub won: Total,
    /// The same of lost deals.
    pub lost: Total,
    /// Deals that do not count at all, and why.
    pub left_out: Vec<(DealId, LeftOut)>,
}

impl KeyFigures {
    /// Computes the key figures of a question.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        let cases = Cases::of(workspace, query, moment);
        let funnel = Funnel::of(&cases, query);
        Self::of(workspace, &cases, &funnel, moment)
    }

    /// Finds a figure.
    pub fn get(&self, measure: &Measure) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.measure == *measure)
    }

    pub(crate) fn of(
        workspace: &Workspace,
        cases: &Cases,
        funnel: &Funnel,
        moment: &Moment,
    ) -> Self {
        let mut tally = Tally::new(cases.names.len());
        tally.open_deals(workspace, cases);
        tally.closed_deals(workspace, cases, moment);
        let mut report = Self {
            stages: cases.names.clone(),
            figures: Vec::new(),
            lowest_conversion: None,
            longest_stay: None,
            open: tally.open.value,
            won: tally.won,
            lost: tally.lost,
            left_out: cases.left_out.clone(),
        };
        report.sales(cases, &mut tally);
        report.stage_loads(&tally);
        report.figures.extend(funnel.figures().cloned());
        report.stays(cases, moment);
        report.losses(&tally);
        report.bottlenecks(funnel);
        report
    }

    fn sales(&mut self, cases: &Cases, tally: &mut Tally) {
        let names = &cases.names;
        let (won, lost) = (tally.won_count, tally.lost_count);
        let open = tally.open.count;
        let win_rate = ratio(won as f64, won + lost, NoData::NoneClosed);
        let average = average_deal(won, &tally.won);
        let cycles = tally.cycles.len();
        let no_cycle = if won == 0 { NoData::NoneWon } else { NoData::NoCycle };
        let mean = ratio(tally.cycles.iter().sum(), cycles, no_cycle);
        let middle = median(&mut tally.cycles).ok_or(no_cycle);
        let offers = match (tally.has_proposal, tally.offers) {
            (Proposal::Missing, _) => Err(NoData::NoProposalStage),
            (Proposal::Stage, offers) => ratio(won as f64, offers, NoData::NoneReached),
        };
        let offers_count = match tally.has_proposal {
            Proposal::Missing => Err(NoData::NoProposalStage),
            Proposal::Stage => Ok(tally.offers as f64),
        };
        let velocity = velocity(open, win_rate, average, mean);
        // The velocity rests on the smallest of its samples.
        let velocity_n = (won + lost).min(tally.won.count).min(cycles);
        self.figures.extend([
            Figure::count(Measure::OpenCount, names, open),
            Figure::money(Measure::OpenValue, names, &tally.open.value),
            tally.open.weighted(Measure::OpenWeighted, names),
            Figure::count(Measure::WonCount, names, won),
            Figure::money(Measure::WonValue, names, &tally.won),
            Figure::count(Measure::WonValued, names, tally.won.count),
            Figure::count(Measure::LostCount, names, lost),
            Figure::money(Measure::LostValue, names, &tally.lost),
            Figure::statistic(Measure::AverageDeal, names, Unit::Money, average, tally.won.count),
            Figure::statistic(Measure::CycleMean, names, Unit::Days, mean, cycles),
            Figure::statistic(Measure::CycleMedian, names, Unit::Days, middle, cycles),
            Figure::statistic(Measure::WinRateClosed, names, Unit::Rate, win_rate, won + lost),
            Figure::sum(Measure::OffersCount, names, Unit::Count, offers_count, tally.offers),
            Figure::statistic(Measure::WinRateOffers, names, Unit::Rate, offers, tally.offers),
            Figure::statistic(Measure::Velocity, names, Unit::MoneyPerDay, velocity, velocity_n),
        ]);
    }

    /// Lists the stages in use, and archived ones where open deals were left in them.
    fn stage_loads(&mut self, tally: &Tally) {
        for (stage, load) in self.stages.iter().zip(&tally.by_stage) {
            if stage.availability == Availability::Archived && load.count == 0 {
                continue;
            }
            self.figures.extend([
                Figure::count(Measure::StageCount(stage.id), &self.stages, load.count),
                Figure::money(Measure::StageValue(stage.id), &self.stages, &load.value),
                load.weighted(Measure::StageWeighted(stage.id), &self.stages),
            ]);
        }
    }

    fn stays(&mut self, cases: &Cases, moment: &Moment) {
        let mut longest: Option<(f64, StageId, usize)> = None;
        for (stage, mut days) in
            self.stages.iter().zip(stay::days_and_latest_by_stage(cases, moment).0)
        {
            let n = days.len();
            if stage.availability == Availability::Archived && n == 0 {
                continue;
            }
            let mean = ratio(days.iter().sum(), n, NoData::NoStays);
            let middle = median(&mut days).ok_or(NoData::NoStays);
            if let Ok(middle) = middle
                && longest.is_none_or(|(most, ..)| middle > most)
            {
                longest = Some((middle, stage.id, n));
            }
            let (id, names) = (stage.id, &self.stages);
            self.figures.extend([
                Figure::statistic(Measure::StayMedian(id), names, Unit::Days, middle, n),
                Figure::statistic(Measure::StayMean(id), names, Unit::Days, mean, n),
                Figure::count(Measure::StayCount(id), names, n),
            ]);
        }
        self.longest_stay = longest.map(|(_, id, _)| id);
        let value = longest.map_or(Err(NoData::NoStays), |(days, ..)| Ok(days));
        let n = longest.map_or(0, |(_, _, n)| n);
        let measure = Measure::LongestStay;
        self.figures.push(Figure::statistic(measure, &self.stages, Unit::Days, value, n));
    }

    fn losses(&mut self, tally: &Tally) {
        let names = &self.stages;
        for (reason, count, total) in &tally.by_reason {
            if *count > 0 {
                self.figures.extend([
                    Figure::count(Measure::LossCount(*reason), names, *count),
                    Figure::money(Measure::LossValue(*reason), names, total),
                ]);
            }
        }
        for (stage, (count, total)) in names.iter().zip(&tally.lost_by_stage) {
            if *count > 0 || stage.availability == Availability::Active {
                self.figures.extend([
                    Figure::count(Measure::LossStageCount(stage.id), names, *count),
                    Figure::money(Measure::LossStageValue(stage.id), names, total),
                ]);
            }
        }
    }

    fn bottlenecks(&mut self, funnel: &Funnel) {
        let mut lowest: Option<(f64, StageId, usize)> = None;
        for stage in &funnel.stages {
            if let Ok(rate) = stage.conversion.value
                && lowest.is_none_or(|(least, ..)| rate < least)
            {
                lowest = Some((rate, stage.id, stage.conversion.n));
            }
        }
        self.lowest_conversion = lowest.map(|(_, id, _)| id);
        let value = lowest.map_or(Err(NoData::NoneReached), |(rate, ..)| Ok(rate));
        let n = lowest.map_or(0, |(_, _, n)| n);
        let measure = Measure::LowestConversion;
        self.figures.push(Figure::statistic(measure, &self.stages, Unit::Rate, value, n));
    }
}

/// The mean of known values; unknown ones are left out of sum and number.
fn average_deal(won: usize, total: &Total) -> Result<f64, NoData> {
    if won == 0 {
        return Err(NoData::NoneWon);
    }
    ratio(in_minor(total)?, total.count, NoData::NoValues)
}

/// A cycle shorter than this counts as one day in the velocity.
const SHORTEST_CYCLE_DAYS: f64 = 1.0;

fn velocity(
    open: usize,
    win_rate: Result<f64, NoData>,
    average: Result<f64, NoData>,
    cycle: Result<f64, NoData>,
) -> Result<f64, NoData> {
    if open == 0 {
        return Err(NoData::NoneOpen);
    }
    Ok(open as f64 * win_rate? * average? / cycle?.max(SHORTEST_CYCLE_DAYS))
}

/// Returns the days from creation to close on the calendar, if both are known.
pub(crate) fn cycle_days(deal: &Deal, zone: &Zone) -> Option<f64> {
    let (from, to) = deal.created.zip(deal.outcome.closed_at())?;
    Some(f64::from(zone.day(to).days_since(zone.day(from)).max(0)))
}

/// Returns value × probability in ten-thousandths of a minor unit, exactly.
fn weighted_parts(workspace: &Workspace, deal: &Deal, value: i64) -> i128 {
    i128::from(value) * i128::from(workspace.probability(deal).basis_points())
}

/// Returns value × probability in minor units.
pub(crate) fn weighted_minor(workspace: &Workspace, deal: &Deal, value: i64) -> f64 {
    weighted_parts(workspace, deal, value) as f64 / WEIGHT_PARTS
}

/// Ten-thousandths of a minor unit in one.
const WEIGHT_PARTS: f64 = 10_000.0;

/// Open deals: number, value and weighted value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Load {
    pub count: usize,
    pub value: Total,
    /// Σ value × probability in ten-thousandths of a minor unit.
    pub parts: i128,
}

impl Load {
    pub fn add(&mut self, workspace: &Workspace, deal: &Deal, amount: BaseAmount) {
        self.count += 1;
        self.value.add(amount);
        self.parts += amount.minor().map_or(0, |minor| weighted_parts(workspace, deal, minor));
    }

    /// Returns Σ value × probability in minor units.
    pub fn weighted_minor(&self) -> f64 {
        self.parts as f64 / WEIGHT_PARTS
    }

    fn weighted(&self, measure: Measure, names: &[StageName]) -> Figure {
        let value = in_minor(&self.value).map(|_| self.weighted_minor());
        Figure::sum(measure, names, Unit::Money, value, self.value.count)
    }
}

/// Whether the pipeline names a proposal stage.
#[derive(Clone, Copy)]
enum Proposal {
    Missing,
    Stage,
}

/// What one pass over the deals adds up.
struct Tally {
    open: Load,
    by_stage: Vec<Load>,
    won_count: usize,
    won: Total,
    lost_count: usize,
    lost: Total,
    by_reason: Vec<(LossReason, usize, Total)>,
    lost_by_stage: Vec<(usize, Total)>,
    cycles: Vec<f64>,
    has_proposal: Proposal,
    offers: usize,
}

impl Tally {
    fn new(stages: usize) -> Self {
        let reasons = LossReason::CHOICES.into_iter().chain([LossReason::Unknown]);
        Self {
            open: Load::default(),
            by_stage: vec![Load::default(); stages],
            won_count: 0,
            won: Total::default(),
            lost_count: 0,
            lost: Total::default(),
            by_reason: reasons.map(|reason| (reason, 0, Total::default())).collect(),
            lost_by_stage: vec![(0, Total::default()); stages],
            cycles: Vec::new(),
            has_proposal: Proposal::Missing,
            offers: 0,
        }
    }

    fn open_deals(&mut self, workspace: &Workspace, cases: &Cases) {
        for deal in &cases.open {
            let amount = workspace.base_value(deal);
            self.open.add(workspace, deal, amount);
            if let Some(load) = cases.position(deal.stage).and_then(|at| self.by_stage.get_mut(at))
            {
                load.add(workspace, deal, amount);
            }
        }
    }

    fn closed_deals(&mut self, workspace: &Workspace, cases: &Cases, moment: &Moment) {
        let proposal = proposal_place(cases);
        if proposal.is_some() {
            self.has_proposal = Proposal::Stage;
        }
        for case in &cases.members {
            let deal = &case.deal;
            self.offers += usize::from(made_offer(case, proposal));
            if deal.outcome.is_won() {
                self.won_count += 1;
                self.won.add(workspace.base_value(deal));
                self.cycles.extend(cycle_days(deal, &moment.zone));
            } else if deal.outcome.is_lost() {
                let amount = workspace.base_value(deal);
                self.lost_count += 1;
                self.lost.add(amount);
                let reason = deal.closing.loss_reason.unwrap_or(LossReason::Unknown);
                if let Some(slot) = self.by_reason.iter_mut().find(|slot| slot.0 == reason) {
                    slot.1 += 1;
                    slot.2.add(amount);
                }
                let furthest = case.furthest.and_then(|at| self.lost_by_stage.get_mut(at));
                if let Some(slot) = furthest {
                    slot.0 += 1;
                    slot.1.add(amount);
                }
            }
        }
    }
}

/// Returns the place of the pipeline's proposal stage.
pub(crate) fn proposal_place(cases: &Cases) -> Option<usize> {
    let pipeline = cases.pipeline.as_ref();
    pipeline.and_then(|pipeline| pipeline.proposal_stage).and_then(|id| cases.position(id))
}

/// Returns true when a deal came to the proposal stage or beyond, or was won.
pub(crate) fn made_offer(case: &super::case::Case, proposal: Option<usize>) -> bool {
    proposal.is_some() && (case.deal.outcome.is_won() || case.furthest >= proposal)
}
