//! Figures and drawings as the screens of analysis share them.

pub mod analysis;
mod explanation;
pub mod markup;
pub mod pen;
pub mod question;

pub use explanation::context;
