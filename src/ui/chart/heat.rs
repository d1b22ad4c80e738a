//! A heat map: shares by row and column, the fuller the higher.

use super::markup::Markup;
use super::pen::Pen;
use super::plate::{block, canvas, label};

/// The width of names beside the cells.
const BESIDE: f64 = 84.0;
/// The height of names above the cells.
const ABOVE_ROW: f64 = 22.0;
const HEAD: f64 = 40.0;
const ROW: f64 = 28.0;
/// Least and most width of a cell.
const CELL: [f64; 2] = [38.0, 64.0];
/// The opacity of the fullest cell; beyond it its number could not be read.
const DEEPEST: f64 = 0.55;

/// Where the names of the rows stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Short ones beside their cells.
    Beside,
    /// Names of any length above them.
    Above,
}

/// What a cell tells.
#[derive(Clone, Copy)]
pub struct Share {
    /// From 0 to 1.
    pub share: f64,
    /// Rests on few cases: it is written pale, without a colour.
    pub is_weak: bool,
}

/// A heat map to be drawn.
pub struct HeatMap<'a> {
    /// What it shows.
    pub title: &'a str,
    /// What the columns are.
    pub axis: &'a str,
    /// The heads of the columns.
    pub columns: &'a [String],
    /// Where the names of the rows stand.
    pub names: Names,
    /// The name of each row and its cells.
    pub rows: Vec<(String, Vec<Option<Share>>)>,
}

/// Draws a heat map.
pub fn heat_map(map: &HeatMap<'_>, room: f64, pen: &Pen) -> Markup {
    let (left, over) = match map.names {
        Names::Beside => (BESIDE, 0.0),
        Names::Above => (0.0, ABOVE_ROW),
    };
    let [least, most] = CELL;
    let columns = map.columns.len();
    let wide = ((room - left) / columns.max(1) as f64).clamp(least, most);
    let tall = over + ROW;
    let (width, height) = (left + wide * columns as f64, HEAD + tall * map.rows.len() as f64);
    let strong = map.rows.iter().flat_map(|(_, cells)| cells.iter().flatten());
    let strong = strong.filter(|cell| !cell.is_weak).map(|cell| cell.share);
    let deepest = strong.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut drawing = canvas(width, height, map.title, pen);
    drawing = drawing.with(label((left, 14.0), "start", map.axis));
    for (at, column) in map.columns.iter().enumerate() {
        let x = left + wide * (at as f64 + 0.5);
        drawing = drawing.with(label((x, HEAD - 8.0), "middle", column));
    }
    for (at, (name, cells)) in map.rows.iter().enumerate() {
        let top = HEAD + tall * at as f64 + over;
        drawing = drawing.with(match map.names {
            Names::Beside => label((left - 10.0, top + 18.0), "end", name),
            Names::Above => label((0.0, top - 6.0), "start", name).class("name"),
        });
        for (at, cell) in cells.iter().enumerate() {
            let Some(Share { share, is_weak }) = *cell else { continue };
            let x = left + wide * at as f64;
            let (from, to) = ((x + 1.0, top + 1.0), (x + wide - 1.0, top + ROW - 1.0));
            drawing = drawing.with(block("heat-ground", from, to));
            if !is_weak {
                let depth = share / deepest * DEEPEST;
                drawing = drawing.with(block("heat", from, to).number("fill-opacity", depth));
            }
            let class = if is_weak { "heat-number weak" } else { "heat-number" };
            let percent = pen.text.format.rounded(share * 100.0, 0);
            drawing =
                drawing.with(label((x + wide / 2.0, top + 18.0), "middle", &percent).class(class));
        }
    }
    drawing
}
