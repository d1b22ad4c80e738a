//! Against whom deals are won and lost.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::intervals::{IntervalRow, intervals};
use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, plate};
use trichter::analytics::{LossAnalysis, Unit};

/// So many competitors are shown, those met most often.
const MOST: usize = 15;

/// Writes the competitors.
pub fn rivals(found: &LossAnalysis, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    if found.rivals.is_empty() {
        return panel(words.rivals(), "rivals", vec![hint(words.no_rivals())]);
    }
    let shown = || found.rivals.iter().take(MOST);
    let drawn: Vec<IntervalRow> = shown()
        .map(|rival| IntervalRow {
            name: rival.name.clone(),
            remark: format!(
                "n = {}",
                pen.text.format.count(rival.won.deals.len() + rival.lost.deals.len())
            ),
            share: rival.win_rate.map(|(rate, _)| rate),
            interval: rival.win_rate.map(|(_, interval)| interval),
            other: None,
            class: "even",
        })
        .collect();
    let rows = shown().map(|rival| {
        let interval = rival.win_rate.map(|(_, interval)| interval);
        vec![
            Cell::Head(rival.name.clone()),
            pen.amount(rival.win_rate.map(|(rate, _)| rate), Unit::Rate),
            pen.amount(interval.map(|(low, _)| low), Unit::Rate),
            pen.amount(interval.map(|(_, high)| high), Unit::Rate),
            pen.amount(Some(rival.won.deals.len() as f64), Unit::Count),
            pen.amount(Some(rival.lost.deals.len() as f64), Unit::Count),
            pen.amount(Some(rival.bought_there as f64), Unit::Count),
            pen.amount(Some(rival.lost.value.minor as f64), Unit::Money),
        ]
    });
    let rows = rows.collect();
    let title = words.rivals_title();
    let head = [
        words.rival(),
        pen.text.figures.win_rate_closed(),
        words.from(),
        words.to(),
        words.won(),
        words.lost(),
        words.bought_there(),
        pen.text.figures.lost_value(),
    ];
    let plate = plate(
        Plate {
            name: "rivals",
            title,
            legend: Vec::new(),
            drawing: intervals(&drawn, None, title, asked.room, pen),
            table: table(title, &head, 1, rows),
            stands: TableStands::Closed,
        },
        pen,
    );
    panel(words.rivals(), "rivals", vec![hint(words.rivals_help()), plate])
}
