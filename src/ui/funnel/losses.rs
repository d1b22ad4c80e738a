//! Why and where deals are lost.

use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, panel, table};
use trichter::analytics::{Figure, KeyFigures, Measure};

/// Writes the losses by reason and by the stage reached.
pub fn losses(figures: &KeyFigures, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let mut by_reason = Vec::new();
    let mut by_stage = Vec::new();
    for count in figures.figures.iter().filter(|figure| figure.n > 0) {
        if let Measure::LossCount(reason) = &count.measure {
            let name = text.terms.loss_reason(*reason).to_owned();
            let value = figures.get(&Measure::LossValue(*reason));
            by_reason.push((count.n, row(name, count, value, pen)));
        } else if let Measure::LossStageCount(stage) = &count.measure {
            let name = pen.stage(*stage);
            let value = figures.get(&Measure::LossStageValue(*stage));
            by_stage.push(row(name, count, value, pen));
        }
    }
    let title = text.insights.losses();
    if by_reason.is_empty() {
        let none = tag("p").class("hint").text(text.funnel.no_losses());
        return panel(title, "losses", vec![none]);
    }
    by_reason.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let by_reason = by_reason.into_iter().map(|(_, cells)| cells).collect();
    let head = |first| [first, text.insights.count(), text.insights.value()];
    let of = |first: &'static str, rows| table(first, &head(first), 1, rows);
    let tables =
        vec![of(text.insights.reason(), by_reason), of(text.insights.reached_stage(), by_stage)];
    panel(title, "losses", vec![tag("div").class("side-by-side").with_all(tables)])
}

fn row(name: String, count: &Figure, value: Option<&Figure>, pen: &mut Pen) -> Vec<Cell> {
    vec![Cell::Head(name), pen.cell(Some(count)), pen.cell(value)]
}
