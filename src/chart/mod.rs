//! Pure geometry of charts: numbers in, coordinates and path texts out.
//!
//! Coordinates are those of SVG: x grows to the right, y downwards, in units of
//! the drawing. Nothing here knows colours, texts or a browser.

mod bars;
mod curve;
mod fall;
mod funnel_shape;
mod scale;

pub use bars::{Bar, bars, stacked_bar};
pub use curve::{area_path, band_path, line_path, step_path};
pub use fall::falls;
pub use funnel_shape::{FunnelBand, funnel_bands};
pub use scale::{Scale, nice_ticks};
