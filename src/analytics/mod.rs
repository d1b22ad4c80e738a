//! What the deals of a workspace say: pure functions from
//! `&Workspace, &Query, &Moment` to plain reports.
//!
//! A [`Query`] says which deals are meant. [`Report`] holds [`Funnel`] and
//! [`KeyFigures`]; [`Forecast`], [`Breakdown`], [`IdleDeals`] and [`Agenda`] stand
//! beside it. Every number is a [`Figure`]: what it measures, the key under which
//! page and command line show it, how many cases it rests on, or the reason why
//! there is none. [`explain`] opens a figure: its inputs and the deals behind it.
//!
//! Absent on purpose: state, caches and incremental indices. Every report is one
//! pass over the deals, and ten thousand of them take a few milliseconds.

mod breakdown;
mod case;
mod cohort;
mod course;
mod cycle;
mod distribution;
mod explain;
mod figure;
mod forecast;
mod funnel;
mod hazard;
mod idle;
mod judge;
mod key_figures;
mod learned;
mod listing;
mod loss;
mod next_action;
mod observation;
mod pooled;
pub mod proportion;
mod query;
mod report;
mod rewind;
mod sample;
mod select;
pub mod special;
mod stay;
mod stuck;
pub mod survival;
mod timeline;
mod today;
mod waterfall;

pub use breakdown::{Breakdown, Dimension, Group, GroupMeasure, Verdict};
pub use case::{StageName, stage_names};
pub use cohort::{COHORT_AGES, COHORTS, Cohort, CohortMeasure, CohortTable, Ended};
pub use course::{Course, Courses, OpenDeal, Sight, State};
pub use cycle::{Cycle, CycleMeasure, INCIDENCE_DAYS, Quartiles, StageStay};
pub use distribution::{Chance, Distribution};
pub use explain::{Contribution, Explanation, explain};
pub use figure::{AccuracyMeasure, FEW, Figure, LossGroup, Measure, NoData, Unit};
pub use forecast::{
    Accuracy, Approach, BACKTEST_MONTHS, CategorySum, ChanceBin, Forecast, ForecastLine,
    ForecastRow, ForecastStatistic, MONTHS_AHEAD, MOST_MONTHS, Method, MonthOutlook, MonthTried,
    Outcome, Outlook, OutlookWork, Progress, SEASONAL_MONTHS, Said, Scenario, category,
};
pub use funnel::{Funnel, FunnelStage};
pub use hazard::{Curves, Hazards};
pub use idle::{Freshness, IdleDeals, Idleness};
pub use key_figures::KeyFigures;
pub use learned::{Learned, falls, learn};
pub use listing::{
    DealColumn, Direction, FilterChoices, Listing, ListingSums, Segment, SortBy, SortFacts,
    SortOrder, folded,
};
pub use loss::{Bunch, LossAnalysis, Recommendation, Rival};
pub use next_action::{EXPIRY_NOTICE_DAYS, NEW_LEAD_DAYS, NextAction, Priority, Reason};
pub use pooled::{PooledChance, PooledChances, PooledGroup};
pub use query::{Filter, LeftOut, Period, Query, Reach, View};
pub use report::{Report, figures};
pub use rewind::rewind;
pub use sample::Sample;
pub use stuck::{DWELL_DAYS, Dwell, StuckDeal, USUAL_FROM, dwell, stuck};
pub use timeline::{TimeLineEntry, TimeLineEvent, TimeLineStay, time_line};
pub use today::{Agenda, Suggestion, TaskDue, UPCOMING_DAYS};
pub use waterfall::{Movement, Waterfall, WaterfallStep};

#[cfg(test)]
mod tests;
