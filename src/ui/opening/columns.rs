//! Where each column goes and how its cells are read.

use crate::ui::lean::{Built, built, flag, text, view};
use crate::ui::opening::controls::{Choice, pick, select};
use crate::ui::opening::sheet::Sheet;
use crate::ui::opening::{Opening, shortened};
use crate::ui::session::Session;
use trichter::exchange::{
    ColumnChoice, Content, DayOrder, DecimalMark, FileKind, MappingProblem, Target, Unit, Verdict,
};
use trichter::i18n::Text;

/// Shows one line for each column; says above what is missing.
pub fn columns(session: Session, opening: Opening) -> Built {
    let says = session.text();
    let count = opening.with_sheet(|sheet| sheet.table.width()).unwrap_or(0);
    let rows: Vec<Built> = (0..count).map(|at| row(session, opening, at)).collect();
    let missing = text(move || {
        let missing = opening.read(|sheet| {
            let nameless = sheet.problems().contains(&MappingProblem::NothingNames);
            nameless.then(|| says.mapping_problem(sheet.mapping.kind, MappingProblem::NothingNames))
        });
        missing.flatten().unwrap_or_default()
    });
    built(view! {
        <p class="error" role="alert" data-testid="import-missing">{missing}</p>
        <ul class="map-rows">{rows}</ul>
    })
}

fn row(session: Session, opening: Opening, at: usize) -> Built {
    let says = session.text();
    let said = opening.with_sheet(|sheet| {
        let header = says.column(&sheet.table, at);
        let examples: Vec<String> = sheet
            .columns
            .get(at)
            .map(|column| column.examples.iter().take(3).map(|e| shortened(e)).collect())
            .unwrap_or_default();
        let choice = sheet.mapping.columns.get(at).copied().unwrap_or_default();
        (header, examples, choice, sheet.mapping.kind)
    });
    let (header, examples, choice, kind) = said.unwrap_or_default();
    // A wide table has hundreds of columns: what cannot be asked is not made.
    let forms = opening.with_sheet(|sheet| {
        let column = sheet.columns.get(at);
        column.map(|column| {
            let ordered = column.dates.verdict() != Verdict::Indifferent;
            (column.numbers.total() > 0, ordered)
        })
    });
    let forms = forms.flatten().unwrap_or_default();
    let examples = if examples.is_empty() {
        says.import.empty_column().to_owned()
    } else {
        examples.join(" · ")
    };
    let problem = text(move || {
        let said = opening.read(|sheet| {
            let problems = sheet.problems();
            let mine = problems.into_iter().find(|problem| concerns(sheet, *problem, at));
            mine.map(|problem| says.mapping_problem(sheet.mapping.kind, problem))
        });
        said.flatten().unwrap_or_default()
    });
    built(view! {
        <li class="map-row">
            <div class="map-column">
                <strong>{header.clone()}</strong>
                <span class="hint">{examples}</span>
            </div>
            {target(session, opening, at, &header, choice, kind)}
            <div class="map-forms">
                {forms.0.then(|| built(view! {
                    {decimal(session, opening, at, &header, choice)}
                    {unit(session, opening, at, &header, choice)}
                }))}
                {forms.1.then(|| order(session, opening, at, &header, choice))}
            </div>
            <p class="error" role="status">{problem}</p>
        </li>
    })
}

/// Says whether a problem is one of a column.
fn concerns(sheet: &Sheet, problem: MappingProblem, at: usize) -> bool {
    match problem {
        MappingProblem::NothingNames => false,
        MappingProblem::Twice(target) => {
            sheet.mapping.columns.get(at).is_some_and(|choice| choice.target == target)
        }
        MappingProblem::AskDecimal { column, .. } | MappingProblem::AskOrder { column, .. } => {
            column == at
        }
    }
}

fn change(session: Session, opening: Opening, at: usize, set: impl FnOnce(&mut ColumnChoice)) {
    opening.map(session, |mapping| {
        if let Some(choice) = mapping.columns.get_mut(at) {
            set(choice);
        }
    });
}

/// Makes a flag that is on while a column is not shown with a control.
fn unless(
    opening: Opening,
    at: usize,
    needed: fn(&Sheet, usize, Target) -> bool,
) -> Box<dyn FnMut() -> bool> {
    flag(move || {
        let shown = opening.read(|sheet| {
            let target = sheet.mapping.columns.get(at).map(|choice| choice.target);
            target.is_some_and(|target| needed(sheet, at, target))
        });
        shown != Some(true)
    })
}

fn target(
    session: Session,
    opening: Opening,
    at: usize,
    header: &str,
    choice: ColumnChoice,
    kind: FileKind,
) -> Built {
    let says = session.text();
    let targets = kind.targets();
    let choice = Choice {
        label: says.import.map_column(header),
        label_class: "visually-hidden",
        test: format!("map-{at}"),
        options: targets.iter().map(|target| says.target(*target).to_owned()).collect(),
        chosen: targets.iter().position(|target| *target == choice.target).unwrap_or(0),
    };
    let picked = pick(move |place| {
        if let Some(target) = targets.get(place) {
            change(session, opening, at, |choice| choice.target = *target);
        }
    });
    select(choice, flag(|| false), picked)
}

/// Puts "please choose" before the options of what may be unknown.
fn options(says: &Text, known: [&str; 2]) -> Vec<String> {
    [says.import.choose()].into_iter().chain(known).map(str::to_owned).collect()
}

fn decimal(
    session: Session,
    opening: Opening,
    at: usize,
    header: &str,
    choice: ColumnChoice,
) -> Built {
    let says = session.text();
    let marks = [None, Some(DecimalMark::Comma), Some(DecimalMark::Point)];
    let shown = Choice {
        label: says.import.number_form(header),
        label_class: "visually-hidden",
        test: format!("decimal-{at}"),
        options: options(says, [says.import.decimal_comma(), says.import.decimal_point()]),
        chosen: marks.iter().position(|mark| *mark == choice.decimal).unwrap_or(0),
    };
    let needed = |sheet: &Sheet, at: usize, target: Target| {
        let column = sheet.columns.get(at);
        target.content() == Content::Number
            && column.is_some_and(|column| column.numbers.verdict() != Verdict::Indifferent)
    };
    let picked = pick(move |place| {
        let mark = marks.get(place).copied().flatten();
        change(session, opening, at, |choice| choice.decimal = mark);
    });
    select(shown, unless(opening, at, needed), picked)
}

fn unit(
    session: Session,
    opening: Opening,
    at: usize,
    header: &str,
    choice: ColumnChoice,
) -> Built {
    let says = session.text();
    let shown = Choice {
        label: says.import.unit(header),
        label_class: "visually-hidden",
        test: format!("unit-{at}"),
        options: Unit::ALL.iter().map(|unit| says.unit(*unit).to_owned()).collect(),
        chosen: Unit::ALL.iter().position(|unit| *unit == choice.unit).unwrap_or(0),
    };
    let needed = |_: &Sheet, _: usize, target: Target| {
        matches!(target, Target::Value | Target::Recurring | Target::Revenue)
    };
    let picked = pick(move |place| {
        let unit = Unit::ALL.get(place).copied().unwrap_or_default();
        change(session, opening, at, |choice| choice.unit = unit);
    });
    select(shown, unless(opening, at, needed), picked)
}

fn order(
    session: Session,
    opening: Opening,
    at: usize,
    header: &str,
    choice: ColumnChoice,
) -> Built {
    let says = session.text();
    let orders = [None, Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst)];
    let shown = Choice {
        label: says.import.date_form(header),
        label_class: "visually-hidden",
        test: format!("order-{at}"),
        options: options(says, [says.import.day_first(), says.import.month_first()]),
        chosen: orders.iter().position(|order| *order == choice.order).unwrap_or(0),
    };
    let needed = |sheet: &Sheet, at: usize, target: Target| {
        let column = sheet.columns.get(at);
        target.content() == Content::Date
            && column.is_some_and(|column| column.dates.verdict() != Verdict::Indifferent)
    };
    let picked = pick(move |place| {
        let order = orders.get(place).copied().flatten();
        change(session, opening, at, |choice| choice.order = order);
    });
    select(shown, unless(opening, at, needed), picked)
}
