//! How long deals stay in each stage: a box of the middle half, and how old the
//! open ones are.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{
    Plate, TableStands, bar_mark, block, canvas, entry, label, line, plate,
};
use trichter::analytics::{Cycle, CycleMeasure, KeyFigures, Measure, Quartiles, StageStay, Unit};
use trichter::chart::{Scale, nice_ticks};
use trichter::domain::Availability;

const ROW: f64 = 58.0;
const SIDE: f64 = 16.0;
const BELOW: f64 = 40.0;
/// So many times the length of the longest box beyond it the axis ends; what is
/// longer is cut, its length is in the table.
const BEYOND: f64 = 1.0;

/// Writes the boxes with their table, and the bottlenecks.
pub fn stays(cycle: &Cycle, figures: &KeyFigures, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let mut tiles = Vec::new();
    for (measure, stage) in [
        (Measure::LowestConversion, figures.lowest_conversion),
        (Measure::LongestStay, figures.longest_stay),
    ] {
        if let Some(figure) = figures.get(&measure) {
            tiles.push(pen.tile(figure, stage.map(|stage| pen.stage(stage))));
        }
    }
    let mut parts = vec![tag("ul").class("tiles").with_all(tiles)];
    let shown: Vec<&StageStay> = cycle
        .stays
        .iter()
        .filter(|stay| stay.stage.availability == Availability::Active || stay.sum.is_some())
        .collect();
    if shown.iter().all(|stay| stay.sum.is_none()) {
        parts.push(hint(pen.text.figures.none_stayed()));
        return panel(words.stays(), "stays", parts);
    }
    parts.push(hint(words.stays_help()));
    let mut rows = Vec::new();
    for stay in &shown {
        let id = stay.stage.id;
        let days = |value: Option<f64>, pen: &Pen| pen.amount(value, Unit::Days);
        rows.push(vec![
            Cell::Head(stay.stage.name.clone()),
            pen.cell(cycle.get(CycleMeasure::StayFirstQuartile(id))),
            pen.cell(figures.get(&Measure::StayMedian(id))),
            pen.cell(cycle.get(CycleMeasure::StayThirdQuartile(id))),
            days(stay.sum.map(|sum| sum.range.1), pen),
            days(stay.latest.map(|latest| latest.median), pen),
            pen.cell(figures.get(&Measure::StayCount(id))),
            days(stay.open.map(|open| open.median), pen),
            pen.amount(stay.open.map(|open| open.n as f64), Unit::Count),
        ]);
    }
    let head = [
        pen.text.funnel.stage(),
        words.quartile_low(),
        words.median(),
        words.quartile_high(),
        words.longest(),
        words.latest_stay(),
        pen.text.funnel.stays(),
        words.open_age(),
        pen.text.funnel.open_now(),
    ];
    let title = words.stays_title();
    let legend = vec![
        entry(bar_mark("box"), words.middle_half()),
        entry(line("median", (8.0, 0.0), (8.0, 12.0)), words.median()),
        entry(line("whisker", (0.0, 6.0), (16.0, 6.0)), words.range()),
        entry(block("age", (0.0, 3.0), (16.0, 9.0)), words.open_age_half()),
    ];
    parts.push(plate(
        Plate {
            name: "stays",
            title,
            legend,
            drawing: drawing(&shown, asked.room, pen),
            table: table(title, &head, 1, rows),
            stands: TableStands::Open,
        },
        pen,
    ));
    panel(words.stays(), "stays", parts)
}

fn drawing(stays: &[&StageStay], room: f64, pen: &Pen) -> Markup {
    let words = &pen.text.insights;
    let all = stays.iter().flat_map(|stay| [stay.sum, stay.open]).flatten();
    let end = all
        .clone()
        .map(|quartiles| quartiles.third + BEYOND * (quartiles.third - quartiles.first))
        .fold(1.0, f64::max);
    let longest = all.map(|quartiles| quartiles.range.1).fold(1.0, f64::max);
    let end = end.min(longest);
    let bottom = ROW * stays.len() as f64;
    let across = Scale::new(0.0, end, SIDE, room - SIDE);
    let mut drawing = canvas(room, bottom + BELOW, words.stays_title(), pen);
    for tick in nice_ticks(0.0, end, if room < 480.0 { 4 } else { 8 }) {
        if tick <= end {
            let x = across.at(tick);
            let day = pen.text.format.rounded(tick, 0);
            drawing = drawing.with(line("level", (x, 0.0), (x, bottom))).with(label(
                (x, bottom + 17.0),
                "middle",
                &day,
            ));
        }
    }
    drawing = drawing.with(label((room / 2.0, bottom + 35.0), "middle", words.days_in_stage()));
    for (at, stay) in stays.iter().enumerate() {
        let top = ROW * at as f64;
        let name = label((SIDE, top + 15.0), "start", &stay.stage.name).class("name");
        drawing = drawing.with(name);
        let Some(sum) = stay.sum else {
            drawing =
                drawing.with(label((SIDE, top + 35.0), "start", pen.text.figures.none_stayed()));
            continue;
        };
        let cases = format!("n = {}", pen.text.format.count(sum.n));
        drawing = drawing.with(label((room - SIDE, top + 15.0), "end", &cases));
        let at = |days: f64| across.at(days.min(end));
        let middle = top + 31.0;
        drawing = drawing
            .with(line("whisker", (at(sum.range.0), middle), (at(sum.range.1), middle)))
            .with(block("box", (at(sum.first), middle - 8.0), (at(sum.third), middle + 8.0)))
            .with(line("median", (at(sum.median), middle - 10.0), (at(sum.median), middle + 10.0)));
        if let Some(Quartiles { first, median, third, .. }) = stay.open {
            let low = top + 47.0;
            drawing = drawing
                .with(block(
                    "age",
                    (at(first), low - 3.0),
                    (at(third).max(at(first) + 2.0), low + 3.0),
                ))
                .with(line("age-median", (at(median), low - 5.0), (at(median), low + 5.0)));
        }
    }
    drawing
}
