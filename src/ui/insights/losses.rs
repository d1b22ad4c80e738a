//! Why deals are lost: by reason and stage, by what the customer did instead, by
//! what the qualification had said.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::lengths::{LengthRow, lengths};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, deal as deal_cell, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, plate};
use trichter::analytics::{Bunch, KeyFigures, LossAnalysis, LossGroup, Measure, Unit};
use trichter::domain::{LossReason, StageId};
use trichter::route::Screen;

/// So many notes are shown, the latest.
pub const NOTES: usize = 8;

/// Writes the losses; the sums are figures that open.
pub fn losses(
    found: &LossAnalysis,
    figures: &KeyFigures,
    asked: &Asked<'_>,
    pen: &mut Pen,
) -> Markup {
    let words = pen.text.insights;
    let title = words.losses();
    let mut reasons: Vec<(LossReason, usize, f64)> = Vec::new();
    let mut stages: Vec<Option<StageId>> = Vec::new();
    for ((reason, stage), bunch) in &found.by_reason {
        let value = bunch.value.minor as f64;
        match reasons.iter_mut().find(|(known, ..)| known == reason) {
            Some((_, count, sum)) => {
                *count += bunch.deals.len();
                *sum += value;
            }
            None => reasons.push((*reason, bunch.deals.len(), value)),
        }
        if !stages.contains(stage) {
            stages.push(*stage);
        }
    }
    if reasons.is_empty() {
        return panel(title, "losses", vec![hint(pen.text.funnel.no_losses())]);
    }
    reasons.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    let place = |stage: &Option<StageId>| pen.stages.iter().position(|it| Some(it.id) == *stage);
    stages.sort_by_key(place);
    let all: usize = reasons.iter().map(|(_, count, _)| count).sum();
    let drawn: Vec<LengthRow> = reasons
        .iter()
        .map(|(reason, count, value)| LengthRow {
            name: pen.text.terms.loss_reason(*reason).to_owned(),
            said: format!(
                "{} · {} · {}",
                pen.text.format.count(*count),
                pen.text.format.percent(*count as f64 / all as f64),
                pen.text.format.money_axis(*value, pen.currency)
            ),
            amount: *count as f64,
            class: "lost-bar",
        })
        .collect();
    let caption = words.losses_title();
    let table = by_stage(found, figures, &reasons, &stages, pen);
    let mut parts = vec![plate(
        Plate {
            name: "losses",
            title: caption,
            legend: Vec::new(),
            drawing: lengths(&drawn, caption, asked.room, pen),
            table,
            stands: TableStands::Open,
        },
        pen,
    )];
    let terms = &pen.text.terms;
    let purchases = found.by_purchase.iter();
    let purchases =
        purchases.map(|(of, bunch)| (terms.purchase(*of), LossGroup::Purchase(*of), bunch));
    let purchases = bunches(purchases, found, words.bought(), pen);
    let failed = found.by_failed_item.iter();
    let failed = failed.map(|(of, bunch)| (terms.item(*of), LossGroup::Failed(*of), bunch));
    let failed = bunches(failed, found, words.failed_item(), pen);
    let beside: Vec<Markup> = [purchases, failed].into_iter().flatten().collect();
    parts.push(tag("div").class("side-by-side").with_all(beside));
    parts.extend(notes(&found.notes, words.loss_notes(), asked, pen));
    if found.without_reason > 0 {
        let note = tag("li").text(&words.without_reason(found.without_reason));
        parts.push(tag("ul").class("notes").with(note));
    }
    panel(title, "losses", parts)
}

fn by_stage(
    found: &LossAnalysis,
    figures: &KeyFigures,
    reasons: &[(LossReason, usize, f64)],
    stages: &[Option<StageId>],
    pen: &mut Pen,
) -> Markup {
    let words = pen.text.insights;
    let names: Vec<String> = stages
        .iter()
        .map(|stage| {
            stage.map_or_else(|| pen.text.terms.loss_unknown().to_owned(), |id| pen.stage(id))
        })
        .collect();
    let mut head = vec![words.reason(), words.count(), words.value()];
    head.extend(names.iter().map(String::as_str));
    let mut rows = Vec::new();
    for (reason, ..) in reasons {
        let mut cells = vec![
            Cell::Head(pen.text.terms.loss_reason(*reason).to_owned()),
            pen.cell(figures.get(&Measure::LossCount(*reason))),
            pen.cell(figures.get(&Measure::LossValue(*reason))),
        ];
        for stage in stages {
            cells.push(if let Some(id) = stage {
                pen.cell(found.figure(LossGroup::At(*reason, *id)).as_ref())
            } else {
                let here = found.by_reason.iter().find(|(of, _)| *of == (*reason, None));
                pen.amount(here.map(|(_, bunch)| bunch.deals.len() as f64), Unit::Count)
            });
        }
        rows.push(cells);
    }
    let mut sums = vec![
        Cell::Head(pen.text.app.total().to_owned()),
        pen.cell(figures.get(&Measure::LostCount)),
        pen.cell(figures.get(&Measure::LostValue)),
    ];
    for stage in stages {
        sums.push(pen.cell(stage.and_then(|id| figures.get(&Measure::LossStageCount(id)))));
    }
    rows.push(sums);
    table(words.losses_title(), &head, 1, rows)
}

/// Writes bunches as a small table of count and value; nothing for none.
fn bunches<'a>(
    bunches: impl Iterator<Item = (&'static str, LossGroup, &'a Bunch)>,
    found: &LossAnalysis,
    title: &str,
    pen: &mut Pen,
) -> Option<Markup> {
    let words = pen.text.insights;
    let rows: Vec<Vec<Cell>> = bunches
        .map(|(name, group, bunch)| {
            vec![
                Cell::Head(name.to_owned()),
                pen.cell(found.figure(group).as_ref()),
                pen.amount(Some(bunch.value.minor as f64), Unit::Money),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| table(title, &[title, words.count(), words.value()], 1, rows))
}

/// Writes what people wrote, each beside its deal; nothing for nothing.
pub fn notes(
    notes: &[(trichter::domain::DealId, String)],
    title: &str,
    asked: &Asked<'_>,
    pen: &Pen,
) -> Option<Markup> {
    let rows = notes.iter().rev().take(NOTES).map(|(deal, said)| {
        vec![deal_cell(asked, Screen::Insights, *deal), Cell::Words(said.clone())]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    (!rows.is_empty()).then(|| table(title, &[pen.text.app.deal(), title], 2, rows))
}
