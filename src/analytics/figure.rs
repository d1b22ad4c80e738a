//! One number with what it is, what it rests on, or why there is none.

use super::select::select;
use super::{
    Approach, CohortMeasure, CycleMeasure, Dimension, ForecastRow, ForecastStatistic, GroupMeasure,
    Method, StageName,
};
use crate::domain::{LossReason, Month, Purchase, QualificationItem, StageId};
use crate::workspace::Total;

/// A figure from fewer cases than this says so.
pub const FEW: usize = 10;

/// What a figure measures. The page says it in words, the key in one word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Number of open deals.
    OpenCount,
    /// Σ value of open deals.
    OpenValue,
    /// Σ value × probability of open deals.
    OpenWeighted,
    /// Number of won deals.
    WonCount,
    /// Number of won deals whose value is known in the base currency.
    WonValued,
    /// Σ value of won deals.
    WonValue,
    /// Number of lost deals.
    LostCount,
    /// Σ value of lost deals.
    LostValue,
    /// Σ value of won deals / number of those with a value.
    AverageDeal,
    /// Mean of the days from creation to close of won deals.
    CycleMean,
    /// Median of the days from creation to close of won deals.
    CycleMedian,
    /// Won / (won + lost).
    WinRateClosed,
    /// Number of deals that reached the proposal stage.
    OffersCount,
    /// Won / deals that reached the proposal stage.
    WinRateOffers,
    /// Open deals × win rate (closed) × average deal / mean cycle, per day.
    Velocity,
    /// Number of deals the funnel is about.
    CohortCount,
    /// How many of them are still open.
    CohortOpen,
    /// Won deals at the end of the funnel.
    FunnelWon,
    /// How often deals moved back.
    MovesBack,
    /// Number of deals that reached a stage.
    Reached(StageId),
    /// Share of the deals that reached a stage which reached the next, or were won.
    Conversion(StageId),
    /// Won / reached the first stage.
    ConversionTotal,
    /// Number of deals with a known stay in a stage.
    StayCount(StageId),
    /// Median over deals of the days spent in a stage.
    StayMedian(StageId),
    /// Mean over deals of the days spent in a stage.
    StayMean(StageId),
    /// Number of open deals in a stage.
    StageCount(StageId),
    /// Σ value of open deals in a stage.
    StageValue(StageId),
    /// Σ value × probability of open deals in a stage.
    StageWeighted(StageId),
    /// Number of deals lost for a reason.
    LossCount(LossReason),
    /// Σ value of deals lost for a reason.
    LossValue(LossReason),
    /// Number of deals lost that came as far as a stage and no further.
    LossStageCount(StageId),
    /// Σ value of deals lost that came as far as a stage and no further.
    LossStageValue(StageId),
    /// Number of deals lost that have an answer in common.
    LossGroup(LossGroup),
    /// What became of the deals created in a month.
    Cohort(CohortMeasure),
    /// Number of stays in a stage that were seen to last at least so many days.
    Lasting(StageId, u16),
    /// The lowest conversion of all stages.
    LowestConversion,
    /// The longest median stay of all stages.
    LongestStay,
    /// A figure of the deals of one owner, source, product, segment or campaign.
    Group(Dimension, String, GroupMeasure),
    /// A figure of how long deals take and what they are worth.
    Cycle(CycleMeasure),
    /// A figure of one row of the forecast.
    Forecast(ForecastRow, ForecastStatistic),
    /// A figure of a month by the history method or the automatic choice.
    Outlook(Month, Approach, ForecastStatistic),
    /// The part a method has in the automatic choice for a month.
    OutlookWeight(Month, Method),
    /// Mean absolute percentage error of a method in the backtest; of the automatic
    /// choice for `None`.
    BacktestError(Option<Method>),
    /// Share of forecasts whose P10–P90 held what came.
    BacktestCoverage,
    /// How right the automatic choice was month by month.
    Accuracy(AccuracyMeasure),
}

/// What lost deals have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LossGroup {
    /// Lost for a reason, having come as far as a stage and no further.
    At(LossReason, StageId),
    /// What the customer did instead.
    Purchase(Purchase),
    /// The question of the qualification that was answered "no".
    Failed(QualificationItem),
}

/// How right forecasts were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccuracyMeasure {
    /// Σ (forecast − actual) / Σ actual.
    Bias,
    /// Σ |forecast − actual| / Σ actual.
    Wape,
    /// Mean squared difference of chance and outcome.
    Brier,
}

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Deals or moves.
    Count,
    /// Minor units of the base currency.
    Money,
    /// Minor units of the base currency per day.
    MoneyPerDay,
    /// Days.
    Days,
    /// A share between 0 and 1.
    Rate,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoData {
    /// No deal is meant by the question.
    NoDeals,
    /// No deal is open.
    NoneOpen,
    /// No deal was won.
    NoneWon,
    /// No deal was lost.
    NoneLost,
    /// No deal was won or lost.
    NoneClosed,
    /// No deal reached the stage.
    NoneReached,
    /// No deal was in the stage at known times.
    NoStays,
    /// No deal has a value.
    NoValues,
    /// No deal has a value in a currency with a rate.
    NoRate,
    /// Of no won deal both creation and close are known.
    NoCycle,
    /// The pipeline names no proposal stage.
    NoProposalStage,
    /// Of no deal both beginning and end, or being open, are known.
    NoTimes,
    /// No deal was seen for so long.
    NotSeenSoLong,
    /// There are fewer whole months on record than the method needs.
    TooFewMonths,
    /// No month has passed that could have been forecast.
    NoBacktest,
}

/// One number of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it measures.
    pub measure: Measure,
    /// The name under which page and report show it, such as `win_rate_closed`.
    pub key: String,
    /// The unrounded number, or why there is none. Always finite.
    pub value: Result<f64, NoData>,
    /// In what it is counted.
    pub unit: Unit,
    /// How many cases it rests on.
    pub n: usize,
    /// Whether it is a rate, mean or median of fewer than [`FEW`] cases.
    pub few: bool,
}

impl Figure {
    /// Makes a number that is what it is, however few: a count or a sum.
    pub(crate) fn sum(
        measure: Measure,
        names: &[StageName],
        unit: Unit,
        value: Result<f64, NoData>,
        n: usize,
    ) -> Self {
        Self { key: measure.key(names), measure, value, unit, n, few: false }
    }

    /// Makes a count.
    pub(crate) fn count(measure: Measure, names: &[StageName], n: usize) -> Self {
        Self::sum(measure, names, Unit::Count, Ok(n as f64), n)
    }

    /// Makes a sum of money.
    pub(crate) fn money(measure: Measure, names: &[StageName], total: &Total) -> Self {
        Self::sum(measure, names, Unit::Money, in_minor(total), total.count)
    }

    /// Makes a rate, mean or median, which says when it rests on few cases.
    pub(crate) fn statistic(
        measure: Measure,
        names: &[StageName],
        unit: Unit,
        value: Result<f64, NoData>,
        n: usize,
    ) -> Self {
        Self { few: n < FEW && value.is_ok(), ..Self::sum(measure, names, unit, value, n) }
    }

    /// Makes the share `part / whole`.
    pub(crate) fn rate(
        measure: Measure,
        names: &[StageName],
        part: usize,
        whole: usize,
        none: NoData,
    ) -> Self {
        Self::statistic(measure, names, Unit::Rate, ratio(part as f64, whole, none), whole)
    }
}

/// Divides by a number of cases.
pub(crate) fn ratio(sum: f64, cases: usize, none: NoData) -> Result<f64, NoData> {
    if cases == 0 { Err(none) } else { Ok(sum / cases as f64) }
}

/// Returns a sum of money as a number. No deal at all sums to 0; deals of which
/// none could be added have no sum.
pub(crate) fn in_minor(total: &Total) -> Result<f64, NoData> {
    if total.count > 0 || total.unknown + total.without_rate == 0 {
        Ok(total.minor as f64)
    } else if total.without_rate > 0 {
        Err(NoData::NoRate)
    } else {
        Err(NoData::NoValues)
    }
}

/// Returns the median; the mean of the two middle ones for an even number.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let even = values.len().is_multiple_of(2);
    let upper = select(values, middle, f64::total_cmp)?;
    if !even {
        return Some(upper);
    }
    let lower = values.get(..middle)?.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(lower, upper))
}

impl Measure {
    /// Returns the key under which page and report show the figure.
    pub fn key(&self, names: &[StageName]) -> String {
        let of = |prefix: &str, id: &StageId| {
            let stage = names.iter().find(|stage| stage.id == *id);
            format!("{prefix}.{}", stage.map_or("?", |stage| stage.key.as_str()))
        };
        match self {
            Self::OpenCount => "open_count".to_owned(),
            Self::OpenValue => "open_value".to_owned(),
            Self::OpenWeighted => "open_weighted".to_owned(),
            Self::WonCount => "won_count".to_owned(),
            Self::WonValued => "won_valued_count".to_owned(),
            Self::WonValue => "won_value".to_owned(),
            Self::LostCount => "lost_count".to_owned(),
            Self::LostValue => "lost_value".to_owned(),
            Self::AverageDeal => "average_deal".to_owned(),
            Self::CycleMean => "cycle_mean_days".to_owned(),
            Self::CycleMedian => "cycle_median_days".to_owned(),
            Self::WinRateClosed => "win_rate_closed".to_owned(),
            Self::OffersCount => "offers_count".to_owned(),
            Self::WinRateOffers => "win_rate_offers".to_owned(),
            Self::Velocity => "velocity_per_day".to_owned(),
            Self::CohortCount => "cohort_count".to_owned(),
            Self::CohortOpen => "cohort_open".to_owned(),
            Self::FunnelWon => "funnel_won".to_owned(),
            Self::MovesBack => "moves_back".to_owned(),
            Self::Reached(id) => of("reached", id),
            Self::Conversion(id) => of("conversion", id),
            Self::ConversionTotal => "conversion.total".to_owned(),
            Self::StayCount(id) => of("stay_count", id),
            Self::StayMedian(id) => of("stay_median_days", id),
            Self::StayMean(id) => of("stay_mean_days", id),
            Self::StageCount(id) => of("open_count", id),
            Self::StageValue(id) => of("open_value", id),
            Self::StageWeighted(id) => of("open_weighted", id),
            Self::LossCount(reason) => format!("lost_count.by_reason.{}", reason_key(*reason)),
            Self::LossValue(reason) => format!("lost_value.by_reason.{}", reason_key(*reason)),
            Self::LossStageCount(id) => of("lost_count.by_stage", id),
            Self::LossStageValue(id) => of("lost_value.by_stage", id),
            Self::LossGroup(LossGroup::At(reason, id)) => {
                of(&format!("lost_count.by_reason.{}", reason_key(*reason)), id)
            }
            Self::LossGroup(LossGroup::Purchase(purchase)) => {
                format!("lost_count.by_purchase.{}", purchase_key(*purchase))
            }
            // The names of the program are those of the field: `Budget`, `Champion`.
            Self::LossGroup(LossGroup::Failed(item)) => {
                format!("lost_count.by_item.{}", format!("{item:?}").to_lowercase())
            }
            Self::Cohort(of) => of.key(),
            Self::Lasting(id, days) => format!("{}.{days}", of("stays_lasting", id)),
            Self::LowestConversion => "bottleneck_conversion".to_owned(),
            Self::LongestStay => "bottleneck_stay_days".to_owned(),
            Self::Group(dimension, name, measure) => {
                let name = if name.is_empty() { NO_NAME } else { name };
                format!("{}.{}.{name}", measure.key(), dimension.key())
            }
            Self::Cycle(measure) => {
                let id = measure.stage();
                let stage = names.iter().find(|stage| Some(stage.id) == id);
                measure.key(stage.map_or("?", |stage| stage.key.as_str()))
            }
            Self::Forecast(row, statistic) => format!("forecast.{}.{}", row.key(), statistic.key()),
            Self::Outlook(month, Approach::Chosen, ForecastStatistic::Mean) => {
                format!("forecast.{month}.chosen")
            }
            Self::Outlook(month, approach, statistic) => {
                let approach = match approach {
                    Approach::History => "history",
                    Approach::Chosen => "chosen",
                };
                format!("forecast.{month}.{approach}.{}", statistic.key())
            }
            Self::OutlookWeight(month, method) => {
                format!("forecast.{month}.chosen.weight.{}", method.key())
            }
            Self::BacktestError(method) => {
                format!("backtest.{}.mape", method.map_or("chosen", Method::key))
            }
            Self::BacktestCoverage => "backtest.coverage80".to_owned(),
            Self::Accuracy(AccuracyMeasure::Bias) => "accuracy.bias".to_owned(),
            Self::Accuracy(AccuracyMeasure::Wape) => "accuracy.wape".to_owned(),
            Self::Accuracy(AccuracyMeasure::Brier) => "accuracy.brier".to_owned(),
        }
    }
}

/// How keys name the group of deals that have no owner, source and so on.
const NO_NAME: &str = "(none)";

fn purchase_key(purchase: Purchase) -> &'static str {
    match purchase {
        Purchase::Unknown => "unknown",
        Purchase::FromCompetitor => "from_competitor",
        Purchase::Nothing => "nothing",
    }
}

fn reason_key(reason: LossReason) -> &'static str {
    match reason {
        LossReason::Price => "price",
        LossReason::Competition => "competition",
        LossReason::NoNeed => "no_need",
        LossReason::BadlyQualified => "badly_qualified",
        LossReason::NoDecision => "no_decision",
        LossReason::Expired => "expired",
        LossReason::Other => "other",
        LossReason::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0]), Some(3.0));
        assert_eq!(median(&mut [9.0, 1.0, 4.0, 2.0]), Some(3.0));
        assert_eq!(median(&mut [9.0, 1.0, 4.0]), Some(4.0));
    }

    #[test]
    fn deals_without_a_value_have_no_sum_but_no_deals_sum_to_nothing() {
        assert_eq!(in_minor(&Total::default()), Ok(0.0));
        assert_eq!(in_minor(&Total { unknown: 2, ..Total::default() }), Err(NoData::NoValues));
        assert_eq!(in_minor(&Total { without_rate: 1, ..Total::default() }), Err(NoData::NoRate));
    }
}
