//! How long until something ends, where not everything has ended yet.
//!
//! [`Incidence`] holds Kaplan–Meier, Nelson–Aalen and Aalen–Johansen at once: one
//! pass over the sorted times gives the share still open, and of each way to
//! end its cumulative incidence. Cases still open are censored; cases that came
//! under observation late (left truncation) are at risk from then on.
//!
//! At time t the cases with `entry < t ≤ exit` are at risk; what ends at t comes
//! before what is censored at t.

mod estimate;

pub use estimate::Incidence;

/// How the observation of a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It is still open: censored.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// One observed case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// From when on it was under observation; `None` from the beginning.
    pub entry: Option<f64>,
    /// When it ended or was last seen; not negative.
    pub exit: f64,
    /// How it ended.
    pub end: End,
}

/// A share with its 95 % band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Banded {
    /// The estimate.
    pub value: f64,
    /// Lower and upper bound; `None` where the estimate is 0 or 1, of which the
    /// sample says nothing.
    pub band: Option<(f64, f64)>,
}
