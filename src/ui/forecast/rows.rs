//! The rows of the forecast as tables.

use super::statistic_of;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, panel, table};
use trichter::analytics::{ForecastLine, ForecastRow, ForecastStatistic, Unit};

/// Writes the rows shown and the total.
pub fn table_of_rows(
    title: &str,
    lines: &[&ForecastLine],
    total: &ForecastLine,
    pen: &mut Pen,
) -> Markup {
    let words = &pen.text.forecast;
    let statistics = [
        ForecastStatistic::Won,
        ForecastStatistic::Count,
        ForecastStatistic::Mean,
        ForecastStatistic::P10,
        ForecastStatistic::P50,
        ForecastStatistic::P90,
    ];
    let mut rows = Vec::new();
    for line in lines.iter().copied().chain([total]) {
        let mut name = pen.row(line.row);
        if matches!(line.row, ForecastRow::Month(_)) && !line.past_due.is_empty() {
            name = format!("{name} ({})", words.past_due_in(line.past_due.len()));
        }
        let mut cells = vec![Cell::Head(name)];
        for statistic in statistics {
            let figure = statistic_of(line, statistic);
            let again = line.row == ForecastRow::Total && statistic != ForecastStatistic::Count;
            cells.push(match figure {
                // The scenarios above carry the total's name on the page.
                Some(figure) if again => Cell::End(pen.opener(figure)),
                Some(_) | None => pen.cell(figure),
            });
        }
        rows.push(cells);
    }
    let head =
        [words.month(), words.won_already(), words.open_deals(), words.mean(), "P10", "P50", "P90"];
    table(title, &head, 1, rows)
}

/// Writes what each category brings.
pub fn categories(total: &ForecastLine, pen: &Pen) -> Markup {
    let text = pen.text;
    let words = &text.forecast;
    let money = |minor: f64| pen.amount(Some(minor), Unit::Money);
    let rows: Vec<Vec<Cell>> = total
        .categories
        .iter()
        .map(|sum| {
            vec![
                Cell::Head(text.terms.category(sum.category).to_owned()),
                pen.amount(Some(sum.count as f64), Unit::Count),
                money(sum.value.minor as f64),
                money(sum.weighted),
            ]
        })
        .collect();
    if rows.is_empty() {
        let none = tag("p").class("hint").text(text.figures.none_open());
        return panel(words.categories(), "categories", vec![none]);
    }
    let head = [words.category(), words.open_deals(), words.open_value(), words.weighted()];
    panel(words.categories(), "categories", vec![table(words.categories(), &head, 1, rows)])
}
