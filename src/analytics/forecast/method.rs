//! The ways to forecast, each computable as of any past day.

/// A way to forecast what will be won in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Open deals by the expected close and the probability written down.
    Stage,
    /// Open deals by their time-aware chances, and new business.
    History,
    /// The last whole month again.
    LastMonth,
    /// The mean of the last three whole months.
    MeanOfThree,
    /// The level of the months with the pattern of the quarter.
    Quarter,
    /// The level and trend of the months with the pattern of the year.
    Seasonal,
}

/// How many methods there are.
pub(crate) const METHODS: usize = 6;

impl Method {
    /// Every method.
    pub const ALL: [Self; METHODS] = [
        Self::Stage,
        Self::History,
        Self::LastMonth,
        Self::MeanOfThree,
        Self::Quarter,
        Self::Seasonal,
    ];

    /// Returns the name in the keys of figures.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::History => "history",
            Self::LastMonth => "last_month",
            Self::MeanOfThree => "mean_of_three",
            Self::Quarter => "quarter",
            Self::Seasonal => "seasonal",
        }
    }

    /// Returns whether the automatic choice may take it.
    ///
    /// The stage method is not among them: history keeps neither the close dates
    /// nor the values that were written down at the time, so its past forecasts
    /// cannot be repeated fairly.
    pub fn is_choosable(self) -> bool {
        self != Self::Stage
    }
}

/// A number for each method that has one.
pub(crate) type ByMethod = [Option<f64>; METHODS];

/// Yields each method with its number.
pub(crate) fn known(by: &ByMethod) -> impl Iterator<Item = (Method, f64)> + '_ {
    Method::ALL.into_iter().zip(by).filter_map(|(method, value)| Some((method, (*value)?)))
}
