//! Learning from closed deals: regularised logistic regression, Platt's scaling
//! and naive Bayes (SPEC 2.5, predictive).

mod bayes;
mod logistic;

pub use bayes::{Tendency, naive_bayes};
pub use logistic::{Logistic, Platt};
