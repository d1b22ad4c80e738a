//! Amounts side by side: a bar for each row, its name above it.

use super::markup::Markup;
use super::pen::Pen;
use super::plate::{block, canvas, label};

/// One row of the drawing.
pub struct LengthRow {
    /// What it is of.
    pub name: String,
    /// The amount in words.
    pub said: String,
    /// The amount.
    pub amount: f64,
    /// The class of the bar.
    pub class: &'static str,
}

const ROW: f64 = 40.0;
/// The drawing is no wider than this.
const MOST_WIDE: f64 = 760.0;

/// Draws rows of bars, the longest as wide as there is room.
pub fn lengths(rows: &[LengthRow], title: &str, room: f64, pen: &Pen) -> Markup {
    let width = room.min(MOST_WIDE);
    let most = rows.iter().map(|row| row.amount).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut drawing = canvas(width, ROW * rows.len().max(1) as f64, title, pen);
    for (at, row) in rows.iter().enumerate() {
        let top = ROW * at as f64;
        let long = (row.amount / most * width).max(1.0);
        drawing = drawing
            .with(label((0.0, top + 14.0), "start", &row.name).class("name"))
            .with(label((width, top + 14.0), "end", &row.said))
            .with(block("groove", (0.0, top + 21.0), (width, top + 31.0)))
            .with(block(row.class, (0.0, top + 21.0), (long, top + 31.0)));
    }
    drawing
}
