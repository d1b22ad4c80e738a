//! Why deals are won, and whether customers would recommend us.

use super::losses::notes;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, bar_mark, block, canvas, entry, label, plate};
use trichter::analytics::{LossAnalysis, Recommendation, Unit};
use trichter::chart::stacked_bar;

const ROW: f64 = 44.0;
const MOST_WIDE: f64 = 760.0;

/// Writes the wins.
pub fn wins(found: &LossAnalysis, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let mut parts = Vec::new();
    let answers = |of: Recommendation| of.promoters + of.passives + of.detractors;
    if found.recommend.iter().any(|of| answers(*of) > 0) {
        parts.push(recommendation(found, asked, pen));
    }
    parts.extend(notes(&found.arguments, words.arguments(), asked, pen));
    parts.extend(notes(&found.insights, words.learned_from(), asked, pen));
    if parts.is_empty() {
        parts.push(hint(words.no_answers()));
    }
    panel(words.wins(), "wins", parts)
}

fn recommendation(found: &LossAnalysis, asked: &Asked<'_>, pen: &Pen) -> Markup {
    let words = &pen.text.insights;
    let title = words.recommend();
    let [won, lost] = found.recommend;
    let groups = [(words.won(), won), (words.lost(), lost)];
    let width = asked.room.min(MOST_WIDE);
    let mut drawing = canvas(width, ROW * 2.0, title, pen);
    let mut rows = Vec::new();
    for (at, (name, of)) in groups.into_iter().enumerate() {
        let top = ROW * at as f64;
        let counts = [of.promoters, of.passives, of.detractors].map(|count| count as f64);
        let all: f64 = counts.iter().sum();
        let score = of.score().map_or_else(
            || trichter::i18n::NOTHING.to_owned(),
            |score| pen.text.format.rounded(score, 0),
        );
        drawing = drawing.with(label((0.0, top + 14.0), "start", name).class("name")).with(label(
            (width, top + 14.0),
            "end",
            &format!("NPS {score}"),
        ));
        let unit = if all > 0.0 { width / all } else { 0.0 };
        for (class, bar) in
            ["won-bar", "even-bar", "lost-bar"].into_iter().zip(stacked_bar(&counts, unit))
        {
            let end = bar.start + bar.length;
            drawing = drawing.with(block(class, (bar.start, top + 21.0), (end, top + 35.0)));
        }
        let mut cells = vec![Cell::Head(name.to_owned())];
        cells.extend(counts.map(|count| pen.amount(Some(count), Unit::Count)));
        cells.push(Cell::Text(score));
        rows.push(cells);
    }
    let head = ["", words.promoters(), words.passives(), words.detractors(), "NPS"];
    plate(
        Plate {
            name: "recommendation",
            title,
            legend: vec![
                entry(bar_mark("won-bar"), words.promoters()),
                entry(bar_mark("even-bar"), words.passives()),
                entry(bar_mark("lost-bar"), words.detractors()),
            ],
            drawing,
            table: table(title, &head, 1, rows),
            stands: TableStands::Closed,
        },
        pen,
    )
}
