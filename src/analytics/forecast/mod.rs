//! What will probably come in (SPEC 2.4).
//!
//! [`Forecast`] is the stage method: what people wrote down. [`Outlook`] is what
//! history says: `past` lays out what happened, `rates` and `flow` turn it into
//! expected revenue by day, `series` looks at revenue alone, `backtest` repeats all
//! of them from past days, `choice` averages the two that were best, `interval`
//! learns from their errors how far off they may be and `outcome` is the
//! distribution that follows.
//!
//! No forecast is stored: what was said on a past day is computed again from the
//! history of that day.

mod accuracy;
mod backtest;
mod behind;
mod choice;
mod flow;
mod interval;
mod method;
mod outcome;
mod outlook;
mod past;
mod rates;
mod scenario;
mod series;
mod stage;
mod table;

pub use accuracy::{Accuracy, ChanceBin, Said};
pub use backtest::{BACKTEST_MONTHS, Progress};
pub use method::Method;
pub use outcome::Outcome;
pub use outlook::{Approach, MonthOutlook, MonthTried, Outlook, OutlookWork};
pub(crate) use past::values_precede_closes;
pub use scenario::Scenario;
pub use series::SEASONAL_MONTHS;
pub(crate) use stage::won_row;
pub use stage::{
    CategorySum, Forecast, ForecastLine, ForecastRow, ForecastStatistic, MONTHS_AHEAD, MOST_MONTHS,
    category,
};
