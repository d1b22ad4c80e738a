//! The distribution of a row: its curve, its table, and the chance of a target.

use super::months::{label_at, level};
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, canvas, plate};
use trichter::analytics::{Distribution, ForecastLine, ForecastRow, Unit};
use trichter::chart::{Scale, area_path, line_path, nice_ticks};
use trichter::i18n::parse;

/// The field of the row whose distribution is shown.
const ROW: &str = "row";
/// The field of the target.
const TARGET: &str = "target";
/// Points of the curve: more cannot be seen.
const POINTS: usize = 240;
/// The drawing is no wider than this.
const MOST_WIDE: f64 = 720.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 72.0;
const TOP: f64 = 10.0;
const BELOW: f64 = 24.0;

/// Writes the distribution of the row chosen, and the chance to reach a target.
pub fn curve(
    lines: &[&ForecastLine],
    total: &ForecastLine,
    asked: &Asked<'_>,
    pen: &Pen,
) -> Markup {
    let text = pen.text;
    let words = &text.forecast;
    let value = |line: &ForecastLine| match line.row {
        ForecastRow::Total => String::new(),
        ForecastRow::Month(month) => month.to_string(),
        ForecastRow::PastDue => "past-due".to_owned(),
        ForecastRow::Later => "later".to_owned(),
        ForecastRow::NoDate => "no-date".to_owned(),
    };
    let all = || [total].into_iter().chain(lines.iter().copied());
    let choices: Vec<(String, String)> =
        all().map(|line| (value(line), pen.row(line.row))).collect();
    let chosen = asked.question.get(ROW);
    let line = all().find(|line| value(line) == chosen).unwrap_or(total);
    let (target, trouble) = amount_of(TARGET, asked, pen);
    let input = tag("input")
        .attr("name", TARGET)
        .attr("id", TARGET)
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("value", asked.question.get(TARGET))
        .attr("aria-describedby", "target-answer");
    let input = if trouble.is_some() { input.attr("aria-invalid", "true") } else { input };
    let field = tag("label").class("field").with(tag("span").text(words.target())).with(input);
    let answer = tag("p").attr("id", "target-answer").attr("data-testid", "target-chance");
    let distribution = &line.distribution;
    let answer = match (&trouble, target) {
        (Some(trouble), _) => answer.class("error").attr("role", "alert").text(trouble),
        (None, None) => answer.class("hint").text(words.no_target()),
        (None, Some(target)) => {
            let chance = distribution.chance_to_reach(target);
            let amount = text.format.money_computed(target, pen.currency);
            answer
                .class("target-chance")
                .number("data-value", chance)
                .attr("role", "status")
                .text(&words.chance_at_least(&text.format.percent(chance), &amount))
        }
    };
    let fields = tag("div")
        .class("curve-fields")
        .with(asked.question.select(ROW, words.month(), &choices))
        .with(field)
        .with(answer);
    let title = words.distribution_of(&pen.row(line.row));
    let mut parts = vec![fields];
    if line.deals.is_empty() && line.won_deals.is_empty() {
        parts.push(hint(words.nothing_here()));
    } else {
        parts.push(plate(
            Plate {
                name: "distribution",
                title: words.curve_title(),
                legend: Vec::new(),
                drawing: drawing(distribution, target, asked.room.min(MOST_WIDE), pen),
                table: values(distribution, pen),
                stands: TableStands::Closed,
            },
            pen,
        ));
        let none = distribution.curve(1).first().map_or(0.0, |(amount, _)| *amount);
        let nothing = if none > 0.0 { 0.0 } else { 1.0 - distribution.chance_to_reach(1.0) };
        let nothing = text.format.percent(nothing);
        parts.push(hint(&format!("{}: {nothing}", words.chance_of_none())));
    }
    panel(&title, "distribution", parts)
}

/// Reads the amount of a field in minor units, or why it cannot be read.
pub fn amount_of(field: &str, asked: &Asked<'_>, pen: &Pen) -> (Option<f64>, Option<String>) {
    let typed = asked.question.get(field).trim();
    if typed.is_empty() {
        return (None, None);
    }
    match parse::money(typed, pen.currency, pen.text.format.language()) {
        Ok(amount) if amount.currency() == pen.currency => (Some(amount.minor() as f64), None),
        Ok(amount) => (None, Some(pen.text.app.no_rate(amount.currency().code()))),
        Err(error) => (None, Some(pen.text.errors.money(&error))),
    }
}

/// Draws the chance to reach each amount.
fn drawing(distribution: &Distribution, target: Option<f64>, width: f64, pen: &Pen) -> Markup {
    let text = pen.text;
    let points = distribution.curve(POINTS);
    let most = points.last().map_or(1.0, |(amount, _)| *amount).max(target.unwrap_or(0.0)).max(1.0);
    let ticks = nice_ticks(0.0, most, if width < 480.0 { 3 } else { 5 });
    let end = ticks.last().copied().unwrap_or(most);
    let across = Scale::new(0.0, end, LEFT, width - 28.0);
    let up = Scale::new(0.0, 1.0, HEIGHT, TOP);
    // A chance to reach an amount holds for all amounts down to the next lower one.
    let mut steps = vec![(LEFT, up.at(1.0))];
    let mut reached = LEFT;
    for (amount, chance) in &points {
        steps.push((reached, up.at(*chance)));
        reached = across.at(*amount);
        steps.push((reached, up.at(*chance)));
    }
    steps.push((reached, HEIGHT));
    let mut drawing = canvas(width, HEIGHT + BELOW, text.forecast.curve_title(), pen);
    for chance in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = up.at(chance);
        drawing = drawing.with(level(y, width - 28.0)).with(label_at(
            LEFT - 8.0,
            y + 4.0,
            "end",
            &text.format.percent(chance),
        ));
    }
    drawing = drawing
        .with(tag("path").class("area").attr("d", &area_path(&steps, HEIGHT)))
        .with(tag("path").class("line").attr("d", &line_path(&steps)));
    for tick in &ticks {
        let label = text.format.money_axis(*tick, pen.currency);
        drawing = drawing.with(label_at(across.at(*tick), HEIGHT + 17.0, "middle", &label));
    }
    if let Some(target) = target {
        let x = across.at(target);
        drawing = drawing.with(
            tag("line")
                .class("target")
                .number("x1", x)
                .number("x2", x)
                .number("y1", TOP)
                .number("y2", HEIGHT),
        );
    }
    drawing
}

/// Chances of which the table names the amount.
const SHARES: [f64; 9] = [0.95, 0.9, 0.8, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05];

/// Writes the curve as a table: so much comes in at least with such a chance.
fn values(distribution: &Distribution, pen: &Pen) -> Markup {
    let text = pen.text;
    let words = &text.forecast;
    let rows = SHARES.iter().map(|share| {
        let amount = distribution.quantile(1.0 - share);
        vec![Cell::Head(text.format.percent(*share)), pen.amount(Some(amount), Unit::Money)]
    });
    table(words.curve_title(), &[words.chance(), words.at_least()], 1, rows.collect())
}
