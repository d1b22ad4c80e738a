//! What several screens share: search, the bar above a screen.

pub mod search;
