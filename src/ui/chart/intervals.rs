//! Shares with how far they may be off: a dot and a line for each row.

use super::markup::Markup;
use super::pen::Pen;
use super::plate::{block, canvas, dot, label, line};
use trichter::chart::{Scale, nice_ticks};

/// One row of the drawing.
pub struct IntervalRow {
    /// What the share is of.
    pub name: String,
    /// What is said at the end of the row.
    pub remark: String,
    /// The share, `None` without a case.
    pub share: Option<f64>,
    /// Lower and upper bound.
    pub interval: Option<(f64, f64)>,
    /// Another share to compare with, drawn as a tick.
    pub other: Option<f64>,
    /// The class of the dot.
    pub class: &'static str,
}

const ROW: f64 = 40.0;
const ABOVE: f64 = 6.0;
const BELOW: f64 = 24.0;
/// What is left beside the axis so that the dots and words at its ends are whole.
const SIDE: f64 = 16.0;
/// The drawing is no wider than this.
const MOST_WIDE: f64 = 760.0;

/// Draws shares from 0 to 1, or to the largest bound where all are small; `level`
/// is the share of all, drawn as a line through every row.
pub fn intervals(
    rows: &[IntervalRow],
    level: Option<f64>,
    title: &str,
    room: f64,
    pen: &Pen,
) -> Markup {
    let width = room.min(MOST_WIDE);
    let bottom = ABOVE + ROW * rows.len().max(1) as f64;
    let most = rows
        .iter()
        .flat_map(|row| [row.share, row.interval.map(|(_, high)| high), row.other])
        .chain([level])
        .flatten()
        .fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, most.clamp(0.05, 1.0), if width < 480.0 { 4 } else { 6 });
    let ticks: Vec<f64> = ticks.into_iter().filter(|tick| *tick <= 1.0 + 1e-9).collect();
    let end = ticks.last().copied().unwrap_or(1.0).max(most);
    let across = Scale::new(0.0, end, SIDE, width - SIDE);
    let mut drawing = canvas(width, bottom + BELOW, title, pen);
    for tick in &ticks {
        let x = across.at(*tick);
        drawing = drawing.with(line("level", (x, ABOVE), (x, bottom))).with(label(
            (x, bottom + 17.0),
            "middle",
            &pen.text.format.percent(*tick),
        ));
    }
    if let Some(level) = level {
        let x = across.at(level);
        drawing = drawing.with(line("reference", (x, ABOVE), (x, bottom)));
    }
    for (at, row) in rows.iter().enumerate() {
        let top = ABOVE + ROW * at as f64;
        let middle = top + 27.0;
        drawing = drawing
            .with(label((SIDE, top + 14.0), "start", &row.name).class("name"))
            .with(label((width - SIDE, top + 14.0), "end", &row.remark))
            .with(line("level", (SIDE, top + ROW - 1.0), (width - SIDE, top + ROW - 1.0)));
        if let Some((low, high)) = row.interval {
            let (low, high) = (across.at(low), across.at(high));
            let class = format!("interval {}", row.class);
            drawing = drawing.with(block(&class, (low, middle - 3.0), (high, middle + 3.0)));
        }
        if let Some(other) = row.other {
            let x = across.at(other);
            drawing = drawing.with(line("other", (x, middle - 8.0), (x, middle + 8.0)));
        }
        if let Some(share) = row.share {
            let class = format!("dot {}", row.class);
            drawing = drawing.with(dot(&class, (across.at(share), middle), 5.0));
        }
    }
    drawing
}
