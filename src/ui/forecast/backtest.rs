//! How right we were: what was forecast on the first of each month, and what came.

use super::methods::name;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{
    Plate, TableStands, bar_mark, block, canvas, dot, dot_mark, entry, label, line, plate,
};
use trichter::analytics::{AccuracyMeasure, Measure, Method, MonthTried, Outlook, Unit};
use trichter::chart::{Scale, bars, nice_ticks};

const HEIGHT: f64 = 220.0;
const LEFT: f64 = 76.0;
const ABOVE: f64 = 12.0;
const BELOW: f64 = 26.0;
/// Least and most width of a month.
const SLOT: [f64; 2] = [46.0, 90.0];

/// Writes the months that can be checked; nothing while nothing is found yet.
pub fn backtest(asked: &Asked<'_>, pen: &mut Pen) -> Option<Markup> {
    let found = asked.found.clone()?;
    let outlook = &found.outlook;
    let words = pen.text.outlook;
    let mut tiles = Vec::new();
    let to_beat = outlook.accuracy.brier_of_mean.map(|mean| pen.text.format.percent(mean));
    let to_beat = to_beat.map_or_else(String::new, |mean| words.to_beat(&mean));
    for (measure, extra) in [
        (Measure::BacktestError(None), words.of_automatic()),
        (Measure::Accuracy(AccuracyMeasure::Wape), ""),
        (Measure::Accuracy(AccuracyMeasure::Bias), words.bias_help()),
        (Measure::BacktestCoverage, words.should_be_80()),
        (Measure::Accuracy(AccuracyMeasure::Brier), &to_beat),
    ] {
        if let Some(figure) = outlook.figures.iter().find(|figure| figure.measure == measure) {
            tiles.push(pen.tile(figure, Some(extra.to_owned())));
        }
    }
    let mut parts = vec![hint(words.backtest_help()), tag("ul").class("tiles").with_all(tiles)];
    if outlook.tried.is_empty() {
        parts.push(hint(pen.text.figures.no_backtest()));
        return Some(panel(words.backtest(), "backtest", parts));
    }
    let title = words.backtest_title();
    let legend = vec![
        entry(bar_mark("won"), words.came()),
        entry(dot_mark("mean"), words.was_said()),
        entry(bar_mark("band"), pen.text.forecast.band()),
    ];
    parts.push(plate(
        Plate {
            name: "backtest",
            title,
            legend,
            drawing: drawing(&outlook.tried, title, asked.room, pen),
            table: values(outlook, pen),
            stands: TableStands::Open,
        },
        pen,
    ));
    Some(panel(words.backtest(), "backtest", parts))
}

fn values(outlook: &Outlook, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let rows = outlook.tried.iter().rev().map(|tried| {
        let off = tried.chosen.filter(|_| tried.actual > 0.0).map(|said| said / tried.actual - 1.0);
        let mut cells = vec![
            Cell::Head(pen.text.format.month(tried.month)),
            pen.amount(Some(tried.actual), Unit::Money),
            pen.estimate(tried.chosen),
            pen.amount(off, Unit::Rate),
            pen.estimate(tried.band.map(|(low, _)| low)),
            pen.estimate(tried.band.map(|(_, high)| high)),
        ];
        cells.extend(Method::ALL.map(|method| {
            let said = tried.by.iter().find(|(of, _)| *of == method);
            pen.estimate(said.map(|(_, value)| *value))
        }));
        cells
    });
    let rows = rows.collect();
    let mut head =
        vec![pen.text.forecast.month(), words.came(), words.automatic(), words.off(), "P10", "P90"];
    head.extend(Method::ALL.map(|method| name(method, pen)));
    table(words.backtest_title(), &head, 1, rows)
}

fn drawing(tried: &[MonthTried], title: &str, room: f64, pen: &Pen) -> Markup {
    let highest = tried
        .iter()
        .flat_map(|it| [Some(it.actual), it.chosen, it.band.map(|(_, high)| high)])
        .flatten();
    let most = highest.fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, most.max(1.0), 4);
    let bottom = ABOVE + HEIGHT;
    let up = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, ABOVE);
    let [least, most_wide] = SLOT;
    let count = tried.len().max(1) as f64;
    let inner = ((room - LEFT) / count).clamp(least, most_wide) * count;
    let width = LEFT + inner;
    let mut drawing = canvas(width, bottom + BELOW, title, pen);
    for tick in ticks.iter().filter(|_| most > 0.0) {
        let y = up.at(*tick);
        drawing = drawing.with(line("level", (LEFT, y), (width, y))).with(label(
            (LEFT - 8.0, y + 4.0),
            "end",
            &pen.text.format.money_axis(*tick, pen.currency),
        ));
    }
    for (tried, bar) in tried.iter().zip(bars(tried.len(), inner, 0.4)) {
        let start = LEFT + bar.start;
        let middle = LEFT + bar.middle();
        let end = start + bar.length;
        drawing = drawing.with(block("won", (start, up.at(tried.actual)), (end, bottom)));
        if let Some((low, high)) = tried.band {
            drawing = drawing.with(block(
                "band",
                (middle - 6.0, up.at(high)),
                (middle + 6.0, up.at(low)),
            ));
        }
        if let Some(said) = tried.chosen {
            drawing = drawing.with(dot("mean", (middle, up.at(said)), 5.0));
        }
        let name = pen.text.format.month_axis(tried.month);
        drawing = drawing.with(label((middle, bottom + 18.0), "middle", &name));
    }
    drawing.with(line("axis", (LEFT, bottom), (width, bottom)))
}
