//! What several screens share: the bar above a screen.

mod change;
pub mod organisations;
