//! What became of the deals of each month as they grew older.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::heat::{HeatMap, Names, Share, heat_map};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, plate};
use trichter::analytics::{COHORT_AGES, Cohort, CohortMeasure, Figure, Unit};

/// The field of what the cells tell.
const FIELD: &str = "cohort";

/// Writes the cohorts as a heat map with its table.
pub fn cohorts(asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let found = asked.sample().cohorts(asked.workspace);
    let cohorts = found.shown();
    if cohorts.is_empty() {
        return panel(words.cohorts(), "cohorts", vec![hint(pen.text.figures.no_deals())]);
    }
    let lost = asked.question.get(FIELD) == "lost";
    let choices =
        [(String::new(), words.won().to_owned()), ("lost".to_owned(), words.lost().to_owned())];
    let choice = asked.question.select(FIELD, words.cohort_of(), &choices);
    let ended = move |cohort: &Cohort, age: u16| {
        let of = if lost { CohortMeasure::Lost } else { CohortMeasure::Won };
        cohort.figure(of(cohort.month, age)).filter(|_| cohort.count > 0)
    };
    let ages = cohorts.iter().map(|cohort| cohort.by_age.len()).max().unwrap_or(1);
    let ages = u16::try_from(ages).unwrap_or(COHORT_AGES).min(COHORT_AGES);
    let title = if lost { words.cohorts_lost() } else { words.cohorts_won() };
    let ages_named: Vec<String> = (0..ages).map(|age| age.to_string()).collect();
    let mut head = vec![words.begun_in(), words.deals(), words.open()];
    head.extend(ages_named.iter().map(String::as_str));
    let rows = cohorts.iter().rev().map(|cohort| {
        let mut cells = vec![
            Cell::Head(pen.text.format.month(cohort.month)),
            pen.cell(cohort.figure(CohortMeasure::Count(cohort.month)).as_ref()),
            pen.cell(cohort.figure(CohortMeasure::Open(cohort.month)).as_ref()),
        ];
        cells.extend((0..ages).map(|age| match ended(cohort, age) {
            Some(figure) => pen.cell(Some(&figure)),
            None => pen.amount(None, Unit::Rate),
        }));
        cells
    });
    let rows = rows.collect();
    let share = |figure: Figure| Some(Share { share: figure.value.ok()?, is_weak: false });
    let drawn = cohorts.iter().rev().map(|cohort| {
        let month = pen.text.format.month_axis(cohort.month);
        (month, (0..ages).map(|age| ended(cohort, age).and_then(share)).collect())
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
