//! The funnel and the key figures.

mod breakdown;
mod drawing;
mod losses;
mod notes;
mod stages;
mod tiles;

use crate::ui::analyst::Sheet;
use crate::ui::chart::analysis::{Analysis, Asked, filters, filters_set};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::parts::Part;
use crate::ui::chart::pen::Pen;
use crate::ui::lean::Built;
use crate::ui::session::use_session;
use leptos::prelude::*;

/// Shows the funnel of the pipeline on screen with its key figures.
#[component]
pub fn Funnel() -> Built {
    Analysis::new(use_session()).screen(Sheet::Funnel)
}

/// Draws the fields.
pub fn fields(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let time = tag("div").class("question-time").with_all(asked.question.time_fields(pen.text));
    vec![time, filters(asked, pen)]
}

/// The parts from top to bottom.
pub const PARTS: &[Part] = &[
    Part::Of(notices),
    Part::Of(|asked, pen| vec![drawing::funnel(&asked.report(), asked, pen)]),
    Part::Of(|asked, pen| vec![tiles::key_figures(&asked.report(), asked, pen)]),
    Part::Of(|asked, pen| vec![stages::stages(&asked.report().key_figures, pen)]),
    Part::Of(|asked, pen| vec![losses::losses(&asked.report().key_figures, pen)]),
    Part::Of(|asked, pen| vec![breakdown::breakdown(asked, pen)]),
];

fn notices(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let period = asked.query.period;
    let reversed = period.from.zip(period.to).is_some_and(|(from, to)| to < from);
    let said = reversed.then(|| {
        tag("p").class("error").attr("role", "alert").text(pen.text.funnel.period_reversed())
    });
    said.into_iter().chain(filters_set(asked, pen)).collect()
}
