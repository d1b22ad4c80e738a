//! The months side by side, as a drawing and as a table.

use super::rows::table_of_rows;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Pen, hint, panel};
use crate::ui::chart::plate::{
    Plate, TableStands, bar_mark, block as block_mark, canvas, dot_mark, entry, plate,
};
use trichter::analytics::{Forecast, ForecastLine, ForecastRow};
use trichter::chart::{Bar, Scale, bars, nice_ticks};
use trichter::domain::Month;

/// Least and most width of a month in the drawing.
const SLOT: [f64; 2] = [44.0, 110.0];
const HEIGHT: f64 = 220.0;
/// Room for the axis on the left, and for the names of the months below.
const LEFT: f64 = 72.0;
const BELOW: f64 = 24.0;
const ABOVE: f64 = 10.0;

/// Writes the months as a chart with its table, and what it leaves out.
pub fn months(lines: &[&ForecastLine], forecast: &Forecast, room: f64, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let words = &text.forecast;
    let mut parts = vec![hint(words.stage_method_help())];
    let months: Vec<(Month, &ForecastLine)> = lines
        .iter()
        .filter_map(|line| match line.row {
            ForecastRow::Month(month) => Some((month, *line)),
            ForecastRow::PastDue
            | ForecastRow::Later
            | ForecastRow::NoDate
            | ForecastRow::Total => None,
        })
        .collect();
    let table = table_of_rows(words.chart_title(), lines, &forecast.total, pen);
    parts.push(plate(
        Plate {
            name: "months",
            title: words.chart_title(),
            legend: legend(pen),
            drawing: chart(&months, room, pen),
            table,
            stands: TableStands::Open,
        },
        pen,
    ));
    let beyond = forecast.rows.len() - lines.len();
    let deals = |line: &&ForecastLine| !line.past_due.is_empty();
    let overdue: usize = forecast.rows.iter().filter(deals).map(|line| line.past_due.len()).sum();
    let undated = forecast.rows.iter().find(|line| line.row == ForecastRow::NoDate);
    let undated = undated.map_or(0, |line| line.deals.len());
    let unknown = forecast.total.open.unknown + forecast.total.won.unknown;
    let rateless = forecast.total.open.without_rate + forecast.total.won.without_rate;
    let notes = [
        (beyond, words.beyond(beyond)),
        (overdue, words.overdue_help(overdue)),
        (undated, words.undated_help(undated)),
        (unknown, words.without_value(unknown)),
        (rateless, text.funnel.unknown_rate(rateless)),
        (forecast.omitted.len(), words.omitted(forecast.omitted.len())),
    ];
    let notes = notes.into_iter().filter(|(count, _)| *count > 0);
    let notes: Vec<Markup> = notes.map(|(_, words)| tag("li").text(&words)).collect();
    parts.push(tag("ul").class("notes").attr("data-testid", "left-out").with_all(notes));
    panel(words.stage_method(), "months", parts)
}

fn legend(pen: &Pen) -> Vec<Markup> {
    let words = &pen.text.forecast;
    vec![
        entry(bar_mark("won"), words.won_already()),
        entry(dot_mark("mean"), words.mean()),
        entry(block_mark("band", (5.0, 0.0), (11.0, 12.0)), words.band()),
    ]
}

/// Draws for each month a bar of what is won, the band from P10 to P90 and the mean.
fn chart(months: &[(Month, &ForecastLine)], room: f64, pen: &Pen) -> Markup {
    let text = pen.text;
    let most = months
        .iter()
        .map(|(_, line)| line.distribution.quantile(0.9).max(line.distribution.mean()))
        .fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, most.max(1.0), 4);
    let top = ticks.last().copied().unwrap_or(1.0);
    let scale = Scale::new(0.0, top, HEIGHT, ABOVE);
    let [least, most_wide] = SLOT;
    let count = months.len().max(1) as f64;
    let inner = ((room - LEFT) / count).clamp(least, most_wide) * count;
    let width = LEFT + inner;
    let mut drawing = canvas(width, HEIGHT + BELOW, text.forecast.chart_title(), pen);
    if most > 0.0 {
        for tick in &ticks {
            let label = text.format.money_axis(*tick, pen.currency);
            drawing = drawing.with(level(scale.at(*tick), width)).with(label_at(
                LEFT - 8.0,
                scale.at(*tick) + 4.0,
                "end",
                &label,
            ));
        }
    }
    for ((month, line), bar) in months.iter().zip(bars(months.len(), inner, 0.4)) {
        let bar = Bar { start: LEFT + bar.start, ..bar };
        let distribution = &line.distribution;
        let low = scale.at(distribution.quantile(0.1));
        let high = scale.at(distribution.quantile(0.9));
        let won = scale.at(line.won.minor as f64);
        drawing = drawing.with(block("won", bar, won, HEIGHT)).with(block(
            "band",
            Bar { start: bar.middle() - 5.0, length: 10.0 },
            high,
            low,
        ));
        if !line.deals.is_empty() || !line.won_deals.is_empty() {
            let mean = tag("circle")
                .class("mean")
                .number("cx", bar.middle())
                .number("cy", scale.at(distribution.mean()))
                .attr("r", "5");
            drawing = drawing.with(mean);
        }
        let name = text.format.month_axis(*month);
        drawing = drawing.with(label_at(bar.middle(), HEIGHT + 17.0, "middle", &name));
    }
    drawing.with(level(HEIGHT, width).class("axis"))
}

fn block(class: &str, bar: Bar, top: f64, bottom: f64) -> Markup {
    tag("rect")
        .class(class)
        .number("x", bar.start)
        .number("y", top)
        .number("width", bar.length)
        .number("height", (bottom - top).max(0.0))
}

/// Draws a level line of a chart that begins after the room for its axis.
pub fn level(y: f64, width: f64) -> Markup {
    tag("line")
        .class("level")
        .number("x1", LEFT)
        .number("x2", width)
        .number("y1", y)
        .number("y2", y)
}

/// Writes a word into a chart.
pub fn label_at(x: f64, y: f64, anchor: &str, words: &str) -> Markup {
    tag("text").number("x", x).number("y", y).attr("text-anchor", anchor).text(words)
}
