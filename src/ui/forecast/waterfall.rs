//! What changed the open pipeline between two days, to the cent.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, deal as deal_cell, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, block, canvas, label, line, plate};
use trichter::analytics::{Movement, Period, Unit, Waterfall};
use trichter::chart::{Scale, bars, falls, nice_ticks};
use trichter::domain::{Currency, Day, Money};
use trichter::route::Screen;

/// The fields of the two days, and of the step that is opened.
const FIRST: &str = "changed-from";
const LAST: &str = "changed-to";
const STEP: &str = "changed-step";
/// So many days back it begins unless the user says otherwise.
const DAYS: i32 = 30;
/// So many deals of a step are listed, those that change most.
const MOST: usize = 50;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 76.0;
const ABOVE: f64 = 22.0;
const BELOW: f64 = 40.0;
/// Least and most width of a step.
const SLOT: [f64; 2] = [74.0, 110.0];
/// From this width of a step on every name fits beside the next.
const ROOMY: f64 = 94.0;

/// Writes the waterfall.
pub fn waterfall(asked: &Asked<'_>, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let today = asked.moment.today();
    let zone = &asked.moment.zone;
    let first: Day = asked.question.get(FIRST).parse().unwrap_or_else(|_| today.plus_days(-DAYS));
    let last: Day = asked.question.get(LAST).parse().unwrap_or(today).min(today);
    let day = |name: &'static str, label: &str, value: Day| {
        let input = tag("input")
            .attr("type", "date")
            .attr("name", name)
            .attr("id", name)
            .attr("value", &value.to_string())
            .attr("min", "1900-01-01")
            .attr("max", &today.to_string());
        tag("label").class("field").with(tag("span").text(label)).with(input)
    };
    let fields = tag("div")
        .class("question-time")
        .with(day(FIRST, pen.text.app.from(), first))
        .with(day(LAST, pen.text.app.to(), last));
    let mut parts = vec![hint(words.waterfall_help()), fields];
    if last < first {
        let trouble = tag("p").class("error").attr("role", "alert");
        parts.push(trouble.text(pen.text.funnel.period_reversed()));
        return panel(words.waterfall(), "waterfall", parts);
    }
    let days = (first, (last < today).then_some(last));
    let found = Waterfall::between(asked.workspace, days, zone, asked.query, Period::ALL);
    let title = words.waterfall_title(&pen.text.format.day(first), &pen.text.format.day(last));
    parts.push(plate(
        Plate {
            name: "waterfall",
            title: &title,
            legend: Vec::new(),
            drawing: drawing(&found, &title, asked.room, pen),
            table: values(&found, &title, asked, pen),
            stands: TableStands::Open,
        },
        pen,
    ));
    parts.extend(deals(&found, asked, pen));
    parts.push(hint(words.waterfall_honest()));
    panel(words.waterfall(), "waterfall", parts)
}

fn name(movement: Movement, pen: &Pen) -> &'static str {
    let words = &pen.text.outlook;
    match movement {
        Movement::New => words.step_new(),
        Movement::CameIn => words.step_came_in(),
        Movement::Increased => words.step_increased(),
        Movement::Decreased => words.step_decreased(),
        Movement::PulledIn => words.step_pulled_in(),
        Movement::PushedOut => words.step_pushed_out(),
        Movement::Won => pen.text.insights.won(),
        Movement::Lost => pen.text.insights.lost(),
        Movement::WentOut => words.step_went_out(),
        Movement::Reopened => words.step_reopened(),
    }
}

fn key(movement: Movement) -> &'static str {
    match movement {
        Movement::New => "new",
        Movement::CameIn => "came-in",
        Movement::Increased => "increased",
        Movement::Decreased => "decreased",
        Movement::PulledIn => "pulled-in",
        Movement::PushedOut => "pushed-out",
        Movement::Won => "won",
        Movement::Lost => "lost",
        Movement::WentOut => "went-out",
        Movement::Reopened => "reopened",
    }
}

/// Writes an amount of minor units exactly. It is no figure that opens: a step opens
/// to its deals below the table.
fn exact(minor: i128, currency: Currency, pen: &Pen) -> Markup {
    let money = i64::try_from(minor).ok().and_then(|minor| Money::new(minor, currency).ok());
    let said = money.map_or_else(
        || pen.text.format.money_computed(minor as f64, currency),
        |money| pen.text.format.money(money),
    );
    tag("span")
        .number("data-number", minor as f64 / currency.minor_per_unit() as f64)
        .attr("data-value", &minor.to_string())
        .text(&said)
}

fn values(found: &Waterfall, title: &str, asked: &Asked<'_>, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let ends = |words: &str, key: &str, minor: i128| {
        let amount = exact(minor, pen.currency, pen).attr("data-step", key);
        vec![Cell::Head(words.to_owned()), Cell::Text(String::new()), Cell::End(amount)]
    };
    let mut rows = vec![ends(words.start(), "waterfall.start", found.start)];
    let opened = asked.question.get(STEP);
    for (movement, step) in found.steps.iter().filter(|(_, step)| !step.deals.is_empty()) {
        let key = key(*movement);
        // Pressed once more it closes.
        let then = if opened == key { "" } else { key };
        let button = tag("button")
            .attr("type", "button")
            .class("link")
            .attr("data-choose", &format!("{STEP}={then}"))
            .attr("aria-expanded", if opened == key { "true" } else { "false" })
            .text(name(*movement, pen));
        let amount =
            exact(step.minor, pen.currency, pen).attr("data-step", &format!("waterfall.{key}"));
        rows.push(vec![
            Cell::First(button),
            pen.amount(Some(step.deals.len() as f64), Unit::Count),
            Cell::End(amount),
        ]);
    }
    rows.push(ends(words.end(), "waterfall.end", found.end));
    table(title, &[words.step(), pen.text.insights.deals(), pen.text.insights.value()], 1, rows)
}

/// Lists the deals of the step that is opened.
fn deals(found: &Waterfall, asked: &Asked<'_>, pen: &Pen) -> Option<Markup> {
    let opened = asked.question.get(STEP);
    let (movement, step) = found.steps.iter().find(|(movement, _)| key(*movement) == opened)?;
    if step.deals.is_empty() {
        return None;
    }
    let mut deals = step.deals.clone();
    deals.sort_unstable_by_key(|(_, minor)| std::cmp::Reverse(minor.unsigned_abs()));
    let rows = deals.iter().take(MOST).map(|(deal, minor)| {
        let amount = exact(i128::from(*minor), pen.currency, pen);
        vec![deal_cell(asked, Screen::Forecast, *deal), Cell::End(amount)]
    });
    let rows = rows.collect();
    let title = name(*movement, pen);
    let mut parts = vec![
        tag("h3").text(title),
        table(title, &[pen.text.app.deal(), pen.text.insights.value()], 1, rows),
    ];
    if deals.len() > MOST {
        parts.push(hint(&pen.text.insights.more_rows(deals.len() - MOST)));
    }
    Some(tag("div").attr("data-testid", "waterfall-deals").with_all(parts))
}

fn drawing(found: &Waterfall, title: &str, room: f64, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let steps: Vec<(Movement, f64)> = found
        .steps
        .iter()
        .filter(|(_, step)| !step.deals.is_empty())
        .map(|(movement, step)| (*movement, step.minor as f64))
        .collect();
    let amounts: Vec<f64> = steps.iter().map(|(_, amount)| *amount).collect();
    let (start, end) = (found.start as f64, found.end as f64);
    let falls = falls(start, &amounts);
    let ends = [(0.0_f64.min(start), 0.0_f64.max(start)), (0.0_f64.min(end), 0.0_f64.max(end))];
    let most = falls.iter().chain(&ends).map(|(_, high)| *high).fold(0.0, f64::max);
    let least = falls.iter().chain(&ends).map(|(low, _)| *low).fold(0.0, f64::min);
    let ticks = nice_ticks(least, most.max(least + 1.0), 4);
    let bottom = ABOVE + HEIGHT;
    let (first, last) =
        (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let up = Scale::new(first, last, bottom, ABOVE);
    let [narrow, wide] = SLOT;
    let count = steps.len() + 2;
    let inner = ((room - LEFT) / count as f64).clamp(narrow, wide) * count as f64;
    let width = LEFT + inner;
    let mut drawing = canvas(width, bottom + BELOW, title, pen);
    for tick in &ticks {
        let y = up.at(*tick);
        drawing = drawing.with(line("level", (LEFT, y), (width, y))).with(label(
            (LEFT - 8.0, y + 4.0),
            "end",
            &pen.text.format.money_axis(*tick, pen.currency),
        ));
    }
    let [before, after] = ends;
    let mut columns = vec![("even-bar", words.start(), start, before)];
    columns.extend(steps.iter().zip(&falls).map(|((movement, amount), fall)| {
        let class = if *movement == Movement::Won {
            "won-bar"
        } else if *amount < 0.0 {
            "lost-bar"
        } else {
            "accent-bar"
        };
        (class, name(*movement, pen), *amount, *fall)
    }));
    columns.push(("even-bar", words.end(), end, after));
    for (at, ((class, name, amount, (low, high)), bar)) in
        columns.iter().zip(bars(count, inner, 0.35)).enumerate()
    {
        let middle = LEFT + bar.middle();
        let start = LEFT + bar.start;
        let (top, ground) = (up.at(*high), up.at(*low).max(up.at(*high) + 1.0));
        // Where it is narrow, long names stand in two rows by turns.
        let row = if at % 2 == 0 || inner / count as f64 > ROOMY { 17.0 } else { 33.0 };
        drawing = drawing
            .with(block(class, (start, top), (start + bar.length, ground)))
            .with(label(
                (middle, top - 5.0),
                "middle",
                &pen.text.format.money_axis(*amount, pen.currency),
            ))
            .with(label((middle, bottom + row), "middle", name).class("name"));
    }
    drawing.with(line("axis", (LEFT, up.at(0.0)), (width, up.at(0.0))))
}
