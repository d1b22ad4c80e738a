//! A figure opened: its inputs, the deals behind it and those left out.

use super::case::Cases;
use super::figure::Figure;
use super::funnel::Funnel;
use super::judge::Judge;
use super::key_figures::KeyFigures;
use super::stuck::lasting_figures;
use super::{
    Breakdown, CohortMeasure, CohortTable, Cycle, CycleMeasure, Dimension, Forecast, ForecastRow,
    ForecastStatistic, GroupMeasure, LeftOut, LossAnalysis, Measure, Outlook, Query,
};
use crate::domain::{DealId, Moment};
use crate::workspace::Workspace;

/// What is behind a figure. The page says the formula of the measure in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The figure itself.
    pub figure: Figure,
    /// The figures it is computed from; empty where it is computed from the
    /// deals alone.
    pub inputs: Vec<Figure>,
    /// The deals behind it.
    pub deals_in: Vec<Contribution>,
    /// Every other deal, and why it is not.
    pub deals_out: Vec<(DealId, LeftOut)>,
}

/// A deal behind a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The deal.
    pub deal: DealId,
    /// What it brings: money, days, or 1 where it is counted. In a rate: 1 for a
    /// success, else 0.
    pub amount: f64,
}

/// Opens a figure; `None` when there is no such figure on the question.
pub fn explain(
    workspace: &Workspace,
    query: &Query,
    moment: &Moment,
    measure: &Measure,
) -> Option<Explanation> {
    if let Measure::Outlook(..)
    | Measure::OutlookWeight(..)
    | Measure::BacktestError(_)
    | Measure::BacktestCoverage
    | Measure::Accuracy(_) = measure
    {
        return Outlook::new(workspace, query, moment).explain(workspace, query, moment, measure);
    }
    let cases = Cases::of(workspace, query, moment);
    let funnel = Funnel::of(&cases, query);
    let key_figures = KeyFigures::of(workspace, &cases, &funnel, moment);
    let find = |wanted: &Measure| {
        let same = |figure: &&Figure| figure.measure == *wanted;
        if let Measure::Group(dimension, ..) = wanted {
            Breakdown::of(workspace, &cases, &moment.zone, *dimension).figures().find(same).cloned()
        } else if let Measure::LossGroup(group) = wanted {
            LossAnalysis::of(workspace, &cases).figure(*group)
        } else if let Measure::Cohort(of) = wanted {
            CohortTable::of(workspace, &cases, moment).figure(*of)
        } else if let Measure::Lasting(..) = wanted {
            let figures = lasting_figures(&cases, cases.courses.at(moment));
            figures.into_iter().find(|figure| figure.measure == *wanted)
        } else if let Measure::Cycle(measure) = wanted {
            Cycle::of(workspace, &cases, query, moment).get(*measure).cloned()
        } else if let Measure::Forecast(..) = wanted {
            Forecast::new(workspace, query, moment).figures().find(same).cloned()
        } else {
            key_figures.get(wanted).cloned()
        }
    };
    let figure = find(measure)?;
    // A bottleneck is the figure of its stage.
    let shown = if *measure == Measure::LowestConversion {
        key_figures.lowest_conversion.map(Measure::Conversion)
    } else if *measure == Measure::LongestStay {
        key_figures.longest_stay.map(Measure::StayMedian)
    } else {
        None
    };
    let inputs = match &shown {
        Some(shown) => find(shown).into_iter().collect(),
        None => inputs(measure, &cases).iter().filter_map(find).collect(),
    };
    let judge = Judge {
        workspace,
        query,
        moment,
        cases: &cases,
        measure: shown.as_ref().unwrap_or(measure),
    };
    let (deals_in, deals_out) = judge.deals();
    Some(Explanation { figure, inputs, deals_in, deals_out })
}

/// Returns what a figure is computed from.
fn inputs(measure: &Measure, cases: &Cases) -> Vec<Measure> {
    match measure {
        Measure::OpenValue | Measure::OpenWeighted => vec![Measure::OpenCount],
        Measure::WonValue => vec![Measure::WonCount, Measure::WonValued],
        Measure::LostValue => vec![Measure::LostCount],
        Measure::AverageDeal => vec![Measure::WonValue, Measure::WonValued],
        Measure::WinRateClosed => vec![Measure::WonCount, Measure::LostCount],
        Measure::WinRateOffers => vec![Measure::WonCount, Measure::OffersCount],
        Measure::Velocity => vec![
            Measure::OpenCount,
            Measure::WinRateClosed,
            Measure::AverageDeal,
            Measure::CycleMean,
        ],
        Measure::Conversion(id) => {
            let mut after = cases.active_names().map(|stage| stage.id).skip_while(|s| s != id);
            let next = after.nth(1).map_or(Measure::FunnelWon, Measure::Reached);
            vec![Measure::Reached(*id), next]
        }
        Measure::ConversionTotal => {
            let first = cases.active_names().next().map(|stage| Measure::Reached(stage.id));
            first.into_iter().chain([Measure::FunnelWon]).collect()
        }
        Measure::StayMedian(id) | Measure::StayMean(id) => vec![Measure::StayCount(*id)],
        Measure::StageValue(id) | Measure::StageWeighted(id) => vec![Measure::StageCount(*id)],
        Measure::LossValue(reason) => vec![Measure::LossCount(*reason)],
        Measure::LossStageValue(id) => vec![Measure::LossStageCount(*id)],
        Measure::Group(dimension, name, of) => group_inputs(*dimension, name, *of),
        Measure::Cohort(
            of @ (CohortMeasure::Open(_) | CohortMeasure::Won(..) | CohortMeasure::Lost(..)),
        ) => vec![Measure::Cohort(CohortMeasure::Count(of.month()))],
        Measure::Forecast(row, statistic) => forecast_inputs(*row, *statistic),
        Measure::Cycle(measure) => cycle_inputs(*measure),
        Measure::OpenCount
        | Measure::WonCount
        | Measure::WonValued
        | Measure::LostCount
        | Measure::CycleMean
        | Measure::CycleMedian
        | Measure::OffersCount
        | Measure::CohortCount
        | Measure::CohortOpen
        | Measure::Cohort(CohortMeasure::Count(_))
        | Measure::FunnelWon
        | Measure::MovesBack
        | Measure::Reached(_)
        | Measure::StayCount(_)
        | Measure::StageCount(_)
        | Measure::LossCount(_)
        | Measure::LossStageCount(_)
        | Measure::LossGroup(_)
        | Measure::Lasting(..)
        | Measure::LowestConversion
        | Measure::LongestStay
        | Measure::Outlook(..)
        | Measure::OutlookWeight(..)
        | Measure::BacktestError(_)
        | Measure::BacktestCoverage
        | Measure::Accuracy(_) => Vec::new(),
    }
}

fn group_inputs(dimension: Dimension, name: &str, measure: GroupMeasure) -> Vec<Measure> {
    let from: &[GroupMeasure] = match measure {
        GroupMeasure::WinRateClosed => &[GroupMeasure::WonCount, GroupMeasure::LostCount],
        GroupMeasure::WonValue => &[GroupMeasure::WonCount],
        GroupMeasure::OpenValue => &[GroupMeasure::OpenCount],
        GroupMeasure::WonCount | GroupMeasure::LostCount | GroupMeasure::OpenCount => &[],
    };
    from.iter().map(|measure| Measure::Group(dimension, name.to_owned(), *measure)).collect()
}

fn cycle_inputs(measure: CycleMeasure) -> Vec<Measure> {
    match measure {
        CycleMeasure::UltimateWinRate => vec![
            Measure::WonCount,
            Measure::LostCount,
            Measure::Cycle(CycleMeasure::ExpectedWins),
            Measure::OpenCount,
        ],
        CycleMeasure::ExpectedWins => vec![Measure::OpenCount],
        CycleMeasure::Learned(id)
        | CycleMeasure::LearnedLow(id)
        | CycleMeasure::LearnedHigh(id) => {
            vec![Measure::Cycle(CycleMeasure::LearnedCases(id))]
        }
        CycleMeasure::StayFirstQuartile(id) | CycleMeasure::StayThirdQuartile(id) => {
            vec![Measure::StayCount(id)]
        }
        CycleMeasure::Won(_) | CycleMeasure::Lost(_) | CycleMeasure::LearnedCases(_) => Vec::new(),
    }
}

fn forecast_inputs(row: ForecastRow, statistic: ForecastStatistic) -> Vec<Measure> {
    match statistic {
        ForecastStatistic::Mean
        | ForecastStatistic::P10
        | ForecastStatistic::P50
        | ForecastStatistic::P90 => {
            let from = [ForecastStatistic::Won, ForecastStatistic::Count];
            from.map(|statistic| Measure::Forecast(row, statistic)).to_vec()
        }
        ForecastStatistic::Count | ForecastStatistic::Won => Vec::new(),
    }
}
