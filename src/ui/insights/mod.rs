//! How long deals take, where they stop, what they are worth and why they end as
//! they do.

mod breakdown;
mod cohorts;
mod incidence;
mod learned;
mod losses;
mod rivals;
mod stays;
mod stuck;
mod wins;

use crate::ui::chart::analysis::{Analysis, Asked, filters, filters_set, jumps};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::Pen;
use crate::ui::lean::Built;
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::analytics::{Cycle, LossAnalysis, Report};

/// Shows what the history of the pipeline on screen says.
#[component]
pub fn Insights() -> Built {
    Analysis::new(use_session()).screen(fields, content)
}

fn fields(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let time = tag("div").class("question-time").with_all(asked.question.time_fields(pen.text));
    vec![time, filters(asked, pen)]
}

fn content(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let report = Report::new(asked.workspace, asked.query, asked.moment);
    let cycle = Cycle::new(asked.workspace, asked.query, asked.moment);
    let losses = LossAnalysis::new(asked.workspace, asked.query, asked.moment);
    let words = &pen.text.insights;
    let places = [
        ("incidence", words.cycle()),
        ("stays", words.stays()),
        ("stuck", words.stuck()),
        ("learned", words.learned()),
        ("breakdown", words.compare()),
        ("losses", words.losses()),
        ("wins", words.wins()),
        ("rivals", words.rivals()),
        ("cohorts", words.cohorts()),
    ];
    let mut content = vec![jumps(&places, pen)];
    content.extend(filters_set(asked, pen));
    content.push(incidence::incidence(&cycle, asked, pen));
    content.push(stays::stays(&cycle, &report.key_figures, asked, pen));
    content.push(stuck::stuck(&cycle, asked, pen));
    content.push(learned::learned(&cycle, asked, pen));
    content.push(breakdown::breakdown(asked, pen));
    content.push(losses::losses(&losses, asked, pen));
    content.push(wins::wins(&losses, asked, pen));
    content.push(rivals::rivals(&losses, asked, pen));
    content.push(cohorts::cohorts(asked, pen));
    content
}
