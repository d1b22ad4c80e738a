//! Figures and drawings as the screens of analysis share them.

pub mod ahead;
pub mod analysis;
mod explanation;
mod fields;
pub mod heat;
pub mod intervals;
pub mod lengths;
pub mod markup;
pub mod parts;
pub mod pen;
pub mod plate;
pub mod question;
pub mod redrawing;
mod saving;

pub use explanation::context;
