//! How the deals of one age stand: share won, lost and still open by the days
//! since their beginning, with open deals counted.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{
    Plate, TableStands, block, canvas, entry, label, line, line_mark, path, plate,
};
use trichter::analytics::survival::{Banded, Incidence};
use trichter::analytics::{Cycle, CycleMeasure, INCIDENCE_DAYS, Unit};
use trichter::chart::{Scale, band_path, nice_ticks, step_path};

const HEIGHT: f64 = 260.0;
const LEFT: f64 = 52.0;
const ABOVE: f64 = 10.0;
const BELOW: f64 = 40.0;
const RIGHT: f64 = 12.0;
/// The curves end where fewer deals than these, or this share of all, are watched.
const FEWEST: usize = 5;
const LEAST_SHARE: f64 = 0.02;
/// A step of the curve is drawn each so many pixels.
const STEP: f64 = 2.0;

/// Reads one of the curves.
type Read = fn(&Incidence, f64) -> Banded;

const CURVES: [(&str, Read); 3] = [
    ("open", |incidence, time| incidence.open(time)),
    ("lost", |incidence, time| incidence.lost(time)),
    ("won", |incidence, time| incidence.won(time)),
];

/// Writes the curves with their table.
pub fn incidence(cycle: &Cycle, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let title = words.cycle();
    let incidence = &cycle.incidence;
    let mut tiles = Vec::new();
    for measure in [CycleMeasure::UltimateWinRate, CycleMeasure::ExpectedWins] {
        if let Some(figure) = cycle.get(measure) {
            tiles.push(pen.tile(figure, None));
        }
    }
    tiles.push(median(incidence, pen));
    let mut parts = vec![tag("ul").class("tiles").with_all(tiles)];
    if incidence.n == 0 {
        parts.push(hint(pen.text.figures.no_times()));
        return panel(title, "incidence", parts);
    }
    parts.push(hint(words.cycle_help()));
    let legend = vec![
        entry(line_mark("won-line"), words.won()),
        entry(line_mark("lost-line"), words.lost()),
        entry(line_mark("open-line"), words.still_open()),
        entry(block("won-band", (0.0, 1.0), (16.0, 11.0)), words.band95()),
    ];
    let drawing = drawing(incidence, asked.room, pen);
    let rows = rows(cycle, pen);
    let head = [
        words.days_since(),
        words.won(),
        words.band95(),
        words.lost(),
        words.band95(),
        words.still_open(),
        words.at_risk(),
    ];
    parts.push(plate(
        Plate {
            name: "incidence",
            title: words.cycle_title(),
            legend,
            drawing,
            table: table(words.cycle_title(), &head, 1, rows),
            stands: TableStands::Open,
        },
        pen,
    ));
    let out = cycle.left_out.iter().filter(|(_, why)| {
        matches!(
            why,
            trichter::analytics::LeftOut::CreationUnknown
                | trichter::analytics::LeftOut::CloseUnknown
                | trichter::analytics::LeftOut::NeverObserved
        )
    });
    let out = out.count();
    if out > 0 {
        parts.push(tag("ul").class("notes").with(tag("li").text(&words.times_unknown(out))));
    }
    panel(title, "incidence", parts)
}

fn median(incidence: &Incidence, pen: &Pen) -> Markup {
    let words = &pen.text.insights;
    let value = incidence
        .median()
        .map_or_else(|| trichter::i18n::NOTHING.to_owned(), |days| pen.text.format.days(days));
    tag("li")
        .class("tile")
        .with(tag("span").class("tile-name").text(words.half_ended()))
        .with(tag("strong").class("tile-value").text(&value))
        .with(tag("span").class("tile-remark").text(words.half_ended_help()))
}

/// Returns the last day worth drawing.
fn end(incidence: &Incidence) -> f64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number of deals"
    )]
    let least = ((incidence.n as f64 * LEAST_SHARE) as usize).max(FEWEST);
    let watched = incidence.times().filter(|time| incidence.at_risk(*time) >= least).last();
    watched.unwrap_or(incidence.last).max(1.0)
}

fn drawing(incidence: &Incidence, room: f64, pen: &Pen) -> Markup {
    let words = &pen.text.insights;
    let bottom = ABOVE + HEIGHT;
    let end = end(incidence);
    let across = Scale::new(0.0, end, LEFT, room - RIGHT);
    let up = Scale::new(0.0, 1.0, bottom, ABOVE);
    let mut drawing = canvas(room, bottom + BELOW, words.cycle_title(), pen);
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = up.at(share);
        drawing = drawing.with(line("level", (LEFT, y), (room - RIGHT, y))).with(label(
            (LEFT - 8.0, y + 4.0),
            "end",
            &pen.text.format.percent(share),
        ));
    }
    for tick in nice_ticks(0.0, end, if room < 480.0 { 4 } else { 8 }) {
        if tick <= end {
            let day = pen.text.format.rounded(tick, 0);
            drawing = drawing.with(label((across.at(tick), bottom + 17.0), "middle", &day));
        }
    }
    let axis = label((f64::midpoint(LEFT, room), bottom + 35.0), "middle", words.days_since());
    drawing = drawing.with(axis);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of pixels"
    )]
    let steps = ((room - LEFT - RIGHT) / STEP) as usize;
    let times = || (0..=steps).map(|at| end * at as f64 / steps.max(1) as f64);
    for (class, read) in CURVES {
        let band: Vec<(f64, f64, f64)> = times()
            .filter_map(|time| {
                let (low, high) = read(incidence, time).band?;
                Some((across.at(time), up.at(low), up.at(high)))
            })
            .collect();
        if class != "open" {
            drawing = drawing.with(path(&format!("{class}-band"), &band_path(&band)));
        }
    }
    for (class, read) in CURVES {
        let points: Vec<(f64, f64)> =
            times().map(|time| (across.at(time), up.at(read(incidence, time).value))).collect();
        drawing = drawing.with(path(&format!("{class}-line"), &step_path(&points)));
    }
    drawing
}

fn rows(cycle: &Cycle, pen: &mut Pen) -> Vec<Vec<Cell>> {
    let incidence = &cycle.incidence;
    let mut rows = Vec::new();
    for days in INCIDENCE_DAYS {
        let time = f64::from(days);
        let known = cycle.get(CycleMeasure::Won(days)).is_some_and(|figure| figure.value.is_ok());
        let band = |read: Read, pen: &Pen| {
            Cell::Text(match read(incidence, time).band {
                Some((low, high)) if known => {
                    let format = pen.text.format;
                    format!("{} – {}", format.percent(low), format.percent(high))
                }
                Some(_) | None => trichter::i18n::NOTHING.to_owned(),
            })
        };
        let [(_, open), (_, lost), (_, won)] = CURVES;
        let still = Some(open(incidence, time).value).filter(|_| known);
        rows.push(vec![
            Cell::Head(pen.text.format.count(usize::from(days))),
            pen.cell(cycle.get(CycleMeasure::Won(days))),
            band(won, pen),
            pen.cell(cycle.get(CycleMeasure::Lost(days))),
            band(lost, pen),
            pen.amount(still, Unit::Rate),
            pen.amount(Some(incidence.at_risk(time) as f64).filter(|_| known), Unit::Count),
        ]);
    }
    rows
}
