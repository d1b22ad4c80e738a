//! What each stage is really worth: learned probabilities beside those set by hand.

use super::pooled::pooled;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::intervals::{IntervalRow, intervals};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, bar_mark, dot_mark, entry, line, plate};
use trichter::analytics::{Cycle, CycleMeasure, PooledChances, Unit, falls};
use trichter::domain::Availability;

/// Writes the learned probabilities with their intervals.
pub fn learned(cycle: &Cycle, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let mut rows = Vec::new();
    let mut drawn = Vec::new();
    for stage in &asked.pipeline.stages {
        let Some(found) = cycle.learned.iter().find(|found| found.stage == stage.id) else {
            continue;
        };
        if stage.availability == Availability::Archived && found.n() == 0 {
            continue;
        }
        let id = stage.id;
        let by_hand = stage.probability.as_f64();
        rows.push(vec![
            Cell::Head(stage.name.clone()),
            pen.amount(Some(by_hand), Unit::Rate),
            pen.cell(cycle.get(CycleMeasure::Learned(id))),
            pen.cell(cycle.get(CycleMeasure::LearnedLow(id))),
            pen.cell(cycle.get(CycleMeasure::LearnedHigh(id))),
            pen.cell(cycle.get(CycleMeasure::LearnedCases(id))),
        ]);
        let known = found.n() > 0;
        drawn.push(IntervalRow {
            name: stage.name.clone(),
            remark: format!("n = {}", pen.text.format.count(found.n())),
            share: known.then_some(found.probability),
            interval: known.then_some(found.interval),
            other: Some(by_hand),
            class: "even",
        });
    }
    let title = words.learned_title();
    let head = [
        pen.text.funnel.stage(),
        words.by_hand(),
        words.learned_short(),
        words.from(),
        words.to(),
        words.closed_cases(),
    ];
    let legend = vec![
        entry(dot_mark("dot even"), words.learned_short()),
        entry(bar_mark("interval even"), words.interval95()),
        entry(line("other", (8.0, 0.0), (8.0, 12.0)), words.by_hand()),
    ];
    let mut parts = vec![
        hint(words.learned_help()),
        plate(
            Plate {
                name: "learned",
                title,
                legend,
                drawing: intervals(&drawn, None, title, asked.room, pen),
                table: table(title, &head, 1, rows),
                stands: TableStands::Open,
            },
            pen,
        ),
    ];
    let falling: Vec<String> = falls(&cycle.learned).into_iter().map(|id| pen.stage(id)).collect();
    if !falling.is_empty() {
        let note = tag("li").text(&words.falls(&falling.join(", ")));
        parts.push(tag("ul").class("notes").with(note));
    }
    if let Some(found) = PooledChances::of_pipelines(asked.workspace, asked.query, asked.moment) {
        let (first, title) = (words.pooled_pipeline(), words.pooled_pipelines());
        parts.push(pooled(&found, first, title, "pooled-pipelines", pen));
    }
    panel(words.learned(), "learned", parts)
}
