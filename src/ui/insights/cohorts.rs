//! What became of the deals of each month as they grew older.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::heat::{HeatMap, Names, Share, heat_map};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, plate};
use trichter::analytics::{Cohort, Unit};

/// The field of what the cells tell.
const FIELD: &str = "cohort";
/// So many ages are shown; what came later is in the last.
const AGES: usize = 12;
/// So many months are shown, the latest.
const MONTHS: usize = 18;

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
    let share = |share: f64| Share { share, is_weak: false };
    let drawn = cohorts.iter().rev().map(|cohort| {
        let month = pen.text.format.month_axis(cohort.month);
        (month, (0..ages).map(|age| ended(cohort, age).map(share)).collect())
    });
    let map = HeatMap {
        title,
        axis: words.age_in_months(),
        columns: &ages_named,
        names: Names::Beside,
        rows: drawn.collect(),
    };
    let plate = plate(
        Plate {
            name: "cohorts",
            title,
            legend: Vec::new(),
            drawing: heat_map(&map, asked.room, pen),
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
