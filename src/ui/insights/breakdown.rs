//! Groups compared: whose win rate is really another, and whose is only noise.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::intervals::{IntervalRow, intervals};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, bar_mark, dot_mark, entry, line, plate};
use trichter::analytics::{Breakdown, Dimension, Group, Unit, Verdict};

/// The field by which deals are told apart.
const FIELD: &str = "compare";
/// So many groups are drawn; the table has all.
const MOST: usize = 20;

/// Writes a row for each group, with a choice of what tells them apart.
pub fn breakdown(asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let words = text.insights;
    let value = |at: usize| if at == 0 { String::new() } else { at.to_string() };
    let choices: Vec<(String, String)> = Dimension::ALL
        .iter()
        .enumerate()
        .map(|(at, dimension)| (value(at), pen.dimension(*dimension).to_owned()))
        .collect();
    let chosen = asked.question.get(FIELD).parse().unwrap_or(0);
    let dimension = Dimension::ALL.get(chosen).copied().unwrap_or(Dimension::Owner);
    let found = asked.sample().breakdown(asked.workspace, dimension);
    let choice = asked.question.select(FIELD, text.funnel.by_field(), &choices);
    let mut parts = vec![hint(words.compare_help()), choice];
    if found.groups.is_empty() {
        parts.push(hint(text.figures.no_deals()));
        return panel(words.compare(), "breakdown", parts);
    }
    let mut rows = Vec::new();
    for group in &found.groups {
        rows.push(vec![
            Cell::Head(pen.group(&group.name)),
            pen.cell(Some(&group.win_rate)),
            Cell::Text(interval(group, pen)),
            pen.amount(group.expected_win_rate, Unit::Rate),
            Cell::Words(verdict(group.verdict, pen).to_owned()),
            pen.cell(Some(&group.won)),
            pen.cell(Some(&group.lost)),
            pen.cell(Some(&group.open)),
            pen.cell(Some(&group.won_value)),
            pen.cell(Some(&group.open_value)),
            pen.amount(group.average_deal, Unit::Money),
            pen.amount(group.cycle_days, Unit::Days),
        ]);
    }
    let name = pen.dimension(dimension);
    let head = [
        name,
        text.figures.win_rate_closed(),
        words.interval95(),
        words.expected_rate(),
        words.verdict(),
        words.won(),
        words.lost(),
        words.open(),
        text.figures.won_value(),
        text.figures.open_value(),
        text.figures.average_deal(),
        text.figures.cycle_median_days(),
    ];
    let title = words.win_rate_by(name);
    let legend = vec![
        entry(dot_mark("dot good"), words.higher()),
        entry(dot_mark("dot bad"), words.lower()),
        entry(dot_mark("dot even"), words.noise()),
        entry(bar_mark("interval even"), words.interval95()),
        entry(line("other", (8.0, 0.0), (8.0, 12.0)), words.expected_rate()),
        entry(line("reference", (8.0, 0.0), (8.0, 12.0)), words.of_all()),
    ];
    parts.push(plate(
        Plate {
            name: "breakdown",
            title: &title,
            legend,
            drawing: drawing(&found, &title, asked, pen),
            table: table(&title, &head, 1, rows),
            stands: TableStands::Open,
        },
        pen,
    ));
    if found.groups.len() > MOST {
        parts.push(hint(&words.most_drawn(MOST)));
    }
    if let Some(pooled) = asked.sample().pooled(asked.workspace, dimension) {
        parts.push(super::pooled::pooled(&pooled, name, &words.pooled_by(name), "pooled", pen));
    }
    let hints = [words.holm(), words.expected_help()].map(|words| tag("li").text(words));
    parts.push(tag("ul").class("hints").with_all(hints.into()));
    panel(words.compare(), "breakdown", parts)
}

fn drawing(found: &Breakdown, title: &str, asked: &Asked<'_>, pen: &Pen) -> Markup {
    let (won, lost) = found
        .groups
        .iter()
        .fold((0, 0), |(won, lost), group| (won + group.won.n, lost + group.lost.n));
    let level = (won + lost > 0).then(|| won as f64 / (won + lost) as f64);
    let mut groups: Vec<&Group> = found.groups.iter().collect();
    if groups.len() > MOST {
        // The largest, in the order of the table.
        let mut counts: Vec<usize> = groups.iter().map(|group| group.count).collect();
        counts.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
        let least = counts.get(MOST - 1).copied().unwrap_or(0);
        groups.retain(|group| group.count >= least);
        groups.truncate(MOST);
    }
    let rows = groups.iter().map(|group| IntervalRow {
        name: pen.group(&group.name),
        remark: format!(
            "n = {} · {}",
            pen.text.format.count(group.win_rate.n),
            verdict(group.verdict, pen)
        ),
        share: group.win_rate.value.ok(),
        interval: group.win_rate_interval,
        other: group.expected_win_rate.filter(|_| group.win_rate_interval.is_some()),
        class: match group.verdict {
            Verdict::Higher => "good",
            Verdict::Lower => "bad",
            Verdict::Noise | Verdict::TooFew => "even",
        },
    });
    intervals(&rows.collect::<Vec<_>>(), level, title, asked.room, pen)
}

fn interval(group: &Group, pen: &Pen) -> String {
    let format = pen.text.format;
    group.win_rate_interval.map_or_else(
        || trichter::i18n::NOTHING.to_owned(),
        |(low, high)| format!("{} – {}", format.percent(low), format.percent(high)),
    )
}

fn verdict(verdict: Verdict, pen: &Pen) -> &'static str {
    let words = &pen.text.insights;
    match verdict {
        Verdict::TooFew => words.too_few(),
        Verdict::Noise => words.noise(),
        Verdict::Higher => words.higher(),
        Verdict::Lower => words.lower(),
    }
}
