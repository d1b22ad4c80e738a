//! The funnel and the key figures.

mod breakdown;
mod drawing;
mod losses;
mod notes;
mod stages;
mod tiles;

use crate::ui::chart::analysis::{Analysis, Asked, filters, filters_set};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::Pen;
use crate::ui::lean::Built;
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::analytics::Report;

/// Shows the funnel of the pipeline on screen with its key figures.
#[component]
pub fn Funnel() -> Built {
    Analysis::new(use_session()).screen(fields, content)
}

fn fields(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let time = tag("div").class("question-time").with_all(asked.question.time_fields(pen.text));
    vec![time, filters(asked, pen)]
}

fn content(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let report = Report::new(asked.workspace, asked.query, asked.moment);
    let mut content = Vec::new();
    let period = asked.query.period;
    if period.from.zip(period.to).is_some_and(|(from, to)| to < from) {
        content.push(
            tag("p").class("error").attr("role", "alert").text(pen.text.funnel.period_reversed()),
        );
    }
    content.extend(filters_set(asked, pen));
    content.push(drawing::funnel(&report, asked, pen));
    content.push(tiles::key_figures(&report, asked, pen));
    content.push(stages::stages(&report.key_figures, pen));
    content.push(losses::losses(&report.key_figures, pen));
    content.push(breakdown::breakdown(asked, pen));
    content
}
