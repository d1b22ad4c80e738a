//! A chart as a person gets it: title, legend, drawing, its numbers as a table,
//! and buttons that save it.

use super::markup::{Markup, tag};
use super::pen::Pen;

/// How a save button says what it saves; see [`super::saving`].
pub const SAVE: &str = "data-save";
/// What a plate is known by.
pub const PLATE: &str = "data-plate";

/// Whether the table is open before anybody opened or closed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableStands {
    /// The table holds figures that open.
    Open,
    /// The drawing says it all.
    Closed,
}

/// A chart with its table.
pub struct Plate<'a> {
    /// What it is known by, and the name of its files.
    pub name: &'static str,
    /// What it shows.
    pub title: &'a str,
    /// What its marks mean; empty where the title says it.
    pub legend: Vec<Markup>,
    /// The drawing; see [`canvas`].
    pub drawing: Markup,
    /// The same in numbers; see [`super::pen::table`].
    pub table: Markup,
    /// Whether the table is open at first.
    pub stands: TableStands,
}

/// Writes a chart.
pub fn plate(plate: Plate<'_>, pen: &Pen) -> Markup {
    let words = &pen.text.chart;
    let save = |format: &str, label: &str| {
        tag("button")
            .attr("type", "button")
            .class("plate-save")
            .attr(SAVE, format)
            .attr("aria-label", &words.save_as(plate.title, label))
            .attr("title", &words.save_as(plate.title, label))
            .text(label)
    };
    let tools = tag("span").class("plate-tools").with_all(vec![
        save("svg", "SVG"),
        save("png", "PNG"),
        save("csv", "CSV"),
    ]);
    let caption =
        tag("figcaption").with(tag("span").class("plate-title").text(plate.title)).with(tools);
    let frame = tag("div")
        .class("scroll-x chart-frame")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", plate.title)
        .with(plate.drawing);
    let table = tag("details").class("plate-table").attr("data-keep", plate.name);
    let table = match plate.stands {
        TableStands::Open => table.attr("open", ""),
        TableStands::Closed => table,
    };
    let table = table.with(tag("summary").text(words.as_table())).with(plate.table);
    let mut figure = tag("figure").class("plate").attr(PLATE, plate.name).with(caption);
    if !plate.legend.is_empty() {
        figure = figure.with(tag("ul").class("legend").with_all(plate.legend));
    }
    figure.with(frame).with(table)
}

/// Begins a drawing of a size in pixels.
pub fn canvas(width: f64, height: f64, title: &str, pen: &Pen) -> Markup {
    tag("svg")
        .class("chart")
        .attr("viewBox", &format!("0 0 {width} {height}"))
        .number("width", width)
        .number("height", height)
        .attr("role", "img")
        .attr("aria-label", &pen.text.a11y.chart(title))
}

/// Draws a straight line.
pub fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> Markup {
    tag("line")
        .class(class)
        .number("x1", from.0)
        .number("y1", from.1)
        .number("x2", to.0)
        .number("y2", to.1)
}

/// Draws a rectangle between two corners.
pub fn block(class: &str, from: (f64, f64), to: (f64, f64)) -> Markup {
    tag("rect")
        .class(class)
        .number("x", from.0.min(to.0))
        .number("y", from.1.min(to.1))
        .number("width", (to.0 - from.0).abs())
        .number("height", (to.1 - from.1).abs())
}

/// Draws a dot.
pub fn dot(class: &str, at: (f64, f64), radius: f64) -> Markup {
    tag("circle").class(class).number("cx", at.0).number("cy", at.1).number("r", radius)
}

/// Draws a path.
pub fn path(class: &str, d: &str) -> Markup {
    tag("path").class(class).attr("d", d)
}

/// Writes a word into a chart; `anchor` is `start`, `middle` or `end`.
pub fn label(at: (f64, f64), anchor: &str, words: &str) -> Markup {
    tag("text").number("x", at.0).number("y", at.1).attr("text-anchor", anchor).text(words)
}

/// Writes an entry of a legend: a mark drawn in a box of 16 × 12, and what it means.
pub fn entry(mark: Markup, words: &str) -> Markup {
    let drawing = tag("svg")
        .attr("viewBox", "0 0 16 12")
        .class("chart legend-mark")
        .attr("aria-hidden", "true");
    tag("li").with(drawing.with(mark)).with(tag("span").text(words))
}

/// Draws the mark of a line for a legend.
pub fn line_mark(class: &str) -> Markup {
    line(class, (0.0, 6.0), (16.0, 6.0))
}

/// Draws the mark of a bar for a legend.
pub fn bar_mark(class: &str) -> Markup {
    block(class, (0.0, 2.0), (16.0, 11.0))
}

/// Draws the mark of a dot for a legend.
pub fn dot_mark(class: &str) -> Markup {
    dot(class, (8.0, 6.0), 4.0)
}
