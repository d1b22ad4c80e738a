//! What became of the deals of each month as they grew older.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, block, canvas, label, plate};
use trichter::analytics::{Cohort, Unit};

/// The field of what the cells tell.
const FIELD: &str = "cohort";
/// So many ages are shown; what came later is in the last.
const AGES: usize = 12;
/// So many months are shown, the latest.
const MONTHS: usize = 18;
const LEFT: f64 = 84.0;
const ABOVE: f64 = 40.0;
const ROW: f64 = 28.0;
/// Least and most width of a cell.
const CELL: [f64; 2] = [38.0, 64.0];
/// The opacity of the fullest cell; beyond it its number could not be read.
const DEEPEST: f64 = 0.55;

/// Writes the cohorts as a heat map with its table.
pub fn cohorts(asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let found = asked.sample().cohorts(asked.workspace);
    let from = found.cohorts.len().saturating_sub(MONTHS);
    let cohorts = found.cohorts.get(from..).unwrap_or_default();
    if cohorts.is_empty() {
        return panel(words.cohorts(), "cohorts", vec![hint(pen.text.figures.no_deals())]);
    }
    let lost = asked.question.get(FIELD) == "lost";
    let choices =
        [(String::new(), words.won().to_owned()), ("lost".to_owned(), words.lost().to_owned())];
    let choice = asked.question.select(FIELD, words.cohort_of(), &choices);
    let ended = move |cohort: &Cohort, age: usize| -> Option<f64> {
        let ended = cohort.by_age.get(age)?;
        let count = if lost { ended.lost } else { ended.won };
        (cohort.count > 0).then(|| count as f64 / cohort.count as f64)
    };
    let ages = cohorts.iter().map(|cohort| cohort.by_age.len()).max().unwrap_or(1).min(AGES);
    let title = if lost { words.cohorts_lost() } else { words.cohorts_won() };
    let ages_named: Vec<String> = (0..ages).map(|age| pen.text.format.count(age)).collect();
    let mut head = vec![words.begun_in(), words.deals(), words.open()];
    head.extend(ages_named.iter().map(String::as_str));
    let rows = cohorts.iter().rev().map(|cohort| {
        let mut cells = vec![
            Cell::Head(pen.text.format.month(cohort.month)),
            pen.amount(Some(cohort.count as f64), Unit::Count),
            pen.amount(Some(cohort.open as f64), Unit::Count),
        ];
        cells.extend((0..ages).map(|age| pen.amount(ended(cohort, age), Unit::Rate)));
        cells
    });
    let rows = rows.collect();
    let plate = plate(
        Plate {
            name: "cohorts",
            title,
            legend: Vec::new(),
            drawing: drawing(cohorts, ages, title, asked.room, &ended, pen),
            table: table(title, &head, 1, rows),
            stands: TableStands::Closed,
        },
        pen,
    );
    let mut parts = vec![hint(words.cohorts_help()), choice, plate];
    if found.unknown > 0 {
        let note = tag("li").text(&words.times_unknown(found.unknown));
        parts.push(tag("ul").class("notes").with(note));
    }
    panel(words.cohorts(), "cohorts", parts)
}

fn drawing(
    cohorts: &[Cohort],
    ages: usize,
    title: &str,
    room: f64,
    ended: &dyn Fn(&Cohort, usize) -> Option<f64>,
    pen: &Pen,
) -> Markup {
    let [least, most] = CELL;
    let wide = ((room - LEFT) / ages.max(1) as f64).clamp(least, most);
    let width = LEFT + wide * ages as f64;
    let shares = cohorts.iter().flat_map(|cohort| (0..ages).filter_map(|age| ended(cohort, age)));
    let deepest = shares.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut drawing = canvas(width, ABOVE + ROW * cohorts.len() as f64, title, pen);
    let age_title = pen.text.insights.age_in_months();
    drawing = drawing.with(label((LEFT, 14.0), "start", age_title));
    for age in 0..ages {
        let x = LEFT + wide * (age as f64 + 0.5);
        drawing = drawing.with(label((x, ABOVE - 8.0), "middle", &pen.text.format.count(age)));
    }
    for (at, cohort) in cohorts.iter().rev().enumerate() {
        let top = ABOVE + ROW * at as f64;
        let month = pen.text.format.month_axis(cohort.month);
        drawing = drawing.with(label((LEFT - 10.0, top + 18.0), "end", &month));
        for age in 0..ages {
            let Some(share) = ended(cohort, age) else { continue };
            let x = LEFT + wide * age as f64;
            let cell = block("heat", (x + 1.0, top + 1.0), (x + wide - 1.0, top + ROW - 1.0))
                .number("fill-opacity", share / deepest * DEEPEST);
            let percent = pen.text.format.rounded(share * 100.0, 0);
            drawing = drawing
                .with(block("heat-ground", (x + 1.0, top + 1.0), (x + wide - 1.0, top + ROW - 1.0)))
                .with(cell)
                .with(label((x + wide / 2.0, top + 18.0), "middle", &percent).class("heat-number"));
        }
    }
    drawing
}
