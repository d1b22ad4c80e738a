//! "What if": the coming months with other rates than history says.

use super::kept;
use crate::ui::chart::ahead::Found;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{
    Plate, TableStands, bar_mark, block, canvas, entry, label, line, plate,
};
use crate::ui::chart::question::Question;
use trichter::analytics::{Scenario, Unit};
use trichter::chart::{Scale, bars, nice_ticks};
use trichter::domain::{Month, SavedScenario};

/// The fields, in the order of [`Scenario`]'s factors; each holds a change in per cent.
pub const FIELDS: [&str; 4] = ["if-conversion", "if-value", "if-cycle", "if-leads"];
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 76.0;
const ABOVE: f64 = 12.0;
const BELOW: f64 = 26.0;

/// A month without and with the changes, in minor units.
pub type Pair = (Month, Option<f64>, Option<f64>);

/// What is typed into the fields, and the scenario that it makes: what cannot be read changes nothing.
pub fn typed(question: &Question) -> ([Typed<'_>; 4], Scenario) {
    let typed = FIELDS.map(|name| {
        let text = question.get(name).trim();
        Typed { name, text, read: percent(text) }
    });
    let [conversion, value, cycle, leads] =
        typed.each_ref().map(|typed| typed.read.unwrap_or_default());
    (typed, kept::scenario_of([conversion, value, cycle, leads]))
}

/// A field with what was typed into it.
pub struct Typed<'a> {
    /// The name of the field.
    pub name: &'static str,
    text: &'a str,
    /// What it means, in hundredths of a per cent.
    pub read: Option<i32>,
}

impl Typed<'_> {
    /// Says whether something stands there that means nothing.
    pub fn is_wrong(&self) -> bool {
        !self.text.is_empty() && self.read.is_none()
    }
}

/// Writes the changes and what they bring; nothing while nothing is found yet.
pub fn scenario(asked: &Asked<'_>, pen: &Pen) -> Option<Markup> {
    let found = asked.found.clone()?;
    let words = &pen.text.outlook;
    let labels = [words.if_conversion(), words.if_value(), words.if_cycle(), words.if_leads()];
    let (typed, scenario) = typed(asked.question);
    let fields = typed.iter().zip(labels).map(|(typed, label)| field(typed, label, pen)).collect();
    let pairs = pairs(&found, &scenario);
    let title = words.scenario_title();
    let legend = vec![
        entry(bar_mark("even-bar"), words.as_now()),
        entry(bar_mark("accent-bar"), words.then()),
    ];
    let plate = plate(
        Plate {
            name: "scenario",
            title,
            legend,
            drawing: drawing(&pairs, title, asked.room, pen),
            table: values(&pairs, pen),
            stands: TableStands::Open,
        },
        pen,
    );
    let fields = tag("div").class("curve-fields").with_all(fields);
    let help = hint(words.scenario_help()).attr("id", "if-help");
    let inside = [help, fields, plate].into_iter().chain(kept::kept(asked, &found, pen));
    Some(panel(words.scenario(), "scenario", inside.collect()))
}

fn field(typed: &Typed<'_>, label: &str, pen: &Pen) -> Markup {
    let input = tag("input")
        .attr("name", typed.name)
        .attr("id", typed.name)
        .attr("inputmode", "text")
        .attr("autocomplete", "off")
        .attr("placeholder", "0")
        .attr("value", typed.text)
        .attr("aria-describedby", "if-help");
    let input = if typed.is_wrong() { input.attr("aria-invalid", "true") } else { input };
    let field = tag("label").class("field").with(tag("span").text(label)).with(input);
    if typed.is_wrong() { field.with(error(pen.text.outlook.no_percent())) } else { field }
}

/// Says at the place what is wrong.
pub fn error(words: &str) -> Markup {
    tag("small").class("error").attr("role", "alert").text(words)
}

/// Lists the months without and with the changes.
pub fn pairs(found: &Found, scenario: &Scenario) -> Vec<Pair> {
    let then = found.scenario(scenario);
    found
        .months()
        .iter()
        .zip(then)
        .map(|(month, then)| {
            let history = month.history.as_ref().map(|_| month.won + month.open + month.new);
            (month.month, month.chosen.as_ref().map(|(mean, _)| *mean).or(history), then)
        })
        .collect()
}

/// Returns what all months bring, without and with the changes, where that is known.
pub fn totals(pairs: &[Pair]) -> [Option<f64>; 2] {
    let sum = |read: fn(&Pair) -> Option<f64>| pairs.iter().map(read).sum::<Option<f64>>();
    [sum(|(_, now, _)| *now), sum(|(_, _, then)| *then)]
}

/// Reads a change in per cent as hundredths of one: `+10`, `-5,5 %`, `12.5`.
fn percent(typed: &str) -> Option<i32> {
    let plain = typed.trim_end_matches(['%', ' ', '\u{a0}']).replace(',', ".").replace('−', "-");
    let number: f64 = plain.trim_start_matches('+').parse().ok()?;
    if !number.is_finite() {
        return None;
    }
    let hundredths = (number * 100.0).round();
    #[allow(clippy::cast_possible_truncation, reason = "a number out of the bounds is refused")]
    let change = hundredths as i32;
    SavedScenario::CHANGES.contains(&change).then_some(change)
}

fn values(pairs: &[Pair], pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let row = |name: String, now: Option<f64>, then: Option<f64>| {
        let change =
            now.zip(then).filter(|(now, _)| *now > 0.0).map(|(now, then)| then / now - 1.0);
        vec![
            Cell::Head(name),
            pen.estimate(now),
            pen.estimate(then),
            pen.estimate(now.zip(then).map(|(now, then)| then - now)),
            pen.amount(change, Unit::Rate),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = pairs
        .iter()
        .map(|(month, now, then)| row(pen.text.format.month(*month), *now, *then))
        .collect();
    let [now, then] = totals(pairs);
    rows.push(row(words.sum().to_owned(), now, then));
    let head = [
        pen.text.forecast.month(),
        words.as_now(),
        words.then(),
        words.difference(),
        words.change(),
    ];
    table(words.scenario_title(), &head, 1, rows)
}

fn drawing(pairs: &[Pair], title: &str, room: f64, pen: &Pen) -> Markup {
    let most = pairs.iter().flat_map(|(_, now, then)| [*now, *then]).flatten().fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, most.max(1.0), 4);
    let bottom = ABOVE + HEIGHT;
    let up = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, ABOVE);
    let width = room.min(LEFT + 200.0 * pairs.len().max(1) as f64);
    let mut drawing = canvas(width, bottom + BELOW, title, pen);
    for tick in ticks.iter().filter(|_| most > 0.0) {
        let y = up.at(*tick);
        drawing = drawing.with(line("level", (LEFT, y), (width, y))).with(label(
            (LEFT - 8.0, y + 4.0),
            "end",
            &pen.text.format.money_axis(*tick, pen.currency),
        ));
    }
    for ((month, now, then), bar) in pairs.iter().zip(bars(pairs.len(), width - LEFT, 0.4)) {
        let start = LEFT + bar.start;
        let middle = LEFT + bar.middle();
        let end = start + bar.length;
        for (class, value, from, to) in
            [("even-bar", now, start, middle - 2.0), ("accent-bar", then, middle + 2.0, end)]
        {
            if let Some(value) = value {
                drawing = drawing.with(block(class, (from, up.at(*value)), (to, bottom)));
            }
        }
        let name = pen.text.format.month_axis(*month);
        drawing = drawing.with(label((middle, bottom + 18.0), "middle", &name));
    }
    drawing.with(line("axis", (LEFT, bottom), (width, bottom)))
}
