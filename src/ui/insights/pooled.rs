//! What each stage is worth in each group, where groups learn from each other.

use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, table};
use trichter::analytics::{PooledChance, PooledChances, Unit};

/// Writes the chances of each group under a heading of their own.
pub fn pooled(found: &PooledChances, first: &str, title: &str, name: &str, pen: &Pen) -> Markup {
    let stages: Vec<String> = found.stages.iter().map(|id| pen.stage(*id)).collect();
    let mut head = vec![first];
    head.extend(stages.iter().map(String::as_str));
    let rows = found.groups.iter().map(|group| {
        let mut cells = vec![Cell::Head(pen.group(&group.name))];
        cells.extend(group.chances.iter().map(|chance| cell(chance.as_ref(), pen)));
        cells
    });
    tag("section")
        .class("subsection")
        .attr("data-testid", name)
        .with(tag("h3").text(title))
        .with(table(title, &head, 1, rows.collect()))
        .with(hint(pen.text.insights.pooled_help()))
}

fn cell(chance: Option<&PooledChance>, pen: &Pen) -> Cell {
    let Some(PooledChance { share, chance }) = chance else {
        return pen.amount(None, Unit::Rate);
    };
    let words =
        format!("{} ({})", pen.number(*chance, Unit::Rate), pen.text.format.count(share.of));
    Cell::End(tag("span").attr("data-number", &chance.to_string()).text(&words))
}
