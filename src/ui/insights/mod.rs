//! How long deals take, where they stop, what they are worth and why they end as
//! they do.

mod breakdown;
mod cohorts;
mod dwell;
mod incidence;
mod learned;
mod losses;
mod pooled;
mod rivals;
mod stays;
mod stuck;
mod wins;

use crate::ui::analyst::Sheet;
use crate::ui::chart::analysis::{Analysis, Asked, filters, filters_set, jumps};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::parts::Part;
use crate::ui::chart::pen::Pen;
use crate::ui::lean::Built;
use crate::ui::session::use_session;
use leptos::prelude::*;

/// Shows what the history of the pipeline on screen says.
#[component]
pub fn Insights() -> Built {
    Analysis::new(use_session()).screen(Sheet::Insights)
}

/// Draws the fields.
pub fn fields(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let time = tag("div").class("question-time").with_all(asked.question.time_fields(pen.text));
    vec![time, filters(asked, pen)]
}

/// The parts from top to bottom.
pub const PARTS: &[Part] = &[
    Part::Of(ways),
    Part::Of(|asked, pen| vec![incidence::incidence(&asked.cycle(), asked, pen)]),
    Part::Of(|asked, pen| {
        vec![stays::stays(&asked.cycle(), &asked.report().key_figures, asked, pen)]
    }),
    Part::Of(|asked, pen| vec![stuck::stuck(&asked.cycle(), asked, pen)]),
    Part::Of(|asked, pen| vec![dwell::dwell(&asked.cycle(), asked, pen)]),
    Part::Of(|asked, pen| vec![learned::learned(&asked.cycle(), asked, pen)]),
    Part::Of(|asked, pen| vec![breakdown::breakdown(asked, pen)]),
    Part::Of(|asked, pen| {
        vec![losses::losses(&asked.losses(), &asked.report().key_figures, asked, pen)]
    }),
    Part::Of(|asked, pen| vec![wins::wins(&asked.losses(), asked, pen)]),
    Part::Of(|asked, pen| vec![rivals::rivals(&asked.losses(), asked, pen)]),
    Part::Of(|asked, pen| vec![cohorts::cohorts(asked, pen)]),
];

fn ways(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let words = &pen.text.insights;
    let places = [
        ("incidence", words.cycle()),
        ("stays", words.stays()),
        ("stuck", words.stuck()),
        ("dwell", words.dwell()),
        ("learned", words.learned()),
        ("breakdown", words.compare()),
        ("losses", words.losses()),
        ("wins", words.wins()),
        ("rivals", words.rivals()),
        ("cohorts", words.cohorts()),
    ];
    [jumps(&places, pen)].into_iter().chain(filters_set(asked, pen)).collect()
}
