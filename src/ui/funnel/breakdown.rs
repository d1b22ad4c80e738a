//! The same figures for each owner, source, product, segment or campaign.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, panel, table};
use trichter::analytics::Dimension;

/// The field by which it is told apart.
const FIELD: &str = "breakdown";

/// Writes a row for each group.
pub fn breakdown(asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let value = |at: usize| if at == 0 { String::new() } else { at.to_string() };
    let choices: Vec<(String, String)> = Dimension::ALL
        .iter()
        .enumerate()
        .map(|(at, dimension)| (value(at), pen.dimension(*dimension).to_owned()))
        .collect();
    let chosen = asked.question.get(FIELD).parse().unwrap_or(0);
    let dimension = Dimension::ALL.get(chosen).copied().unwrap_or(Dimension::Owner);
    let found = asked.sample().breakdown(asked.workspace, dimension);
    let mut rows = Vec::new();
    for group in &found.groups {
        let figures = [
            &group.win_rate,
            &group.won,
            &group.won_value,
            &group.lost,
            &group.open,
            &group.open_value,
        ];
        let mut cells = vec![Cell::Head(pen.group(&group.name))];
        cells.extend(figures.into_iter().map(|figure| pen.cell(Some(figure))));
        rows.push(cells);
    }
    let name = pen.dimension(dimension);
    let head = [
        name,
        text.figures.win_rate_closed(),
        text.insights.won(),
        text.figures.won_value(),
        text.insights.lost(),
        text.insights.open(),
        text.figures.open_value(),
    ];
    let title = text.insights.by(name);
    let choice = asked.question.select(FIELD, text.funnel.by_field(), &choices);
    panel(&title, "breakdown", vec![choice, table(&title, &head, 1, rows)])
}
