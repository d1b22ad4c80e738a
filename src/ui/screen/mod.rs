//! What several screens share: search, the bar above a screen.

mod change;
pub mod organisations;
pub mod search;
