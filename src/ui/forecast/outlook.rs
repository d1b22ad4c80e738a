//! The coming months by the automatic choice or another method: what is won, what
//! to expect, and how far off it may be.

use super::methods::name;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{
    Plate, TableStands, bar_mark, block, canvas, dot, dot_mark, entry, label, line, plate,
};
use trichter::analytics::{
    Approach, Figure, ForecastLine, ForecastRow, ForecastStatistic, Measure, Method, MonthOutlook,
    Outlook, Unit,
};
use trichter::chart::{Bar, Scale, bars, nice_ticks};
use trichter::domain::Month;

/// The field of the method; its first choice is the automatic one.
pub const METHOD: &str = "method";
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 76.0;
const ABOVE: f64 = 12.0;
const BELOW: f64 = 42.0;
/// Least and most width of a month.
const SLOT: [f64; 2] = [84.0, 200.0];

/// What one month brings by the method chosen, in minor units.
struct Column {
    month: Month,
    won: f64,
    mean: Option<f64>,
    /// P10, P50 and P90; the other methods only name a sum.
    range: Option<[f64; 3]>,
}

/// Writes the coming months; while nothing is found yet, that it is being worked out.
pub fn outlook(stage: &[&ForecastLine], asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.outlook;
    let Some(found) = asked.found.clone() else {
        let calm = tag("p").class("calculating").attr("role", "status").text(words.calculating());
        return panel(words.title(), "outlook", vec![calm]);
    };
    let outlook = &found.outlook;
    let chosen = asked.question.get(METHOD);
    let mut choices = vec![(String::new(), words.automatic().to_owned())];
    choices
        .extend(Method::ALL.map(|method| (method.key().to_owned(), name(method, pen).to_owned())));
    let method = Method::ALL.into_iter().find(|method| method.key() == chosen);
    let mut parts = vec![
        tag("div").class("question-time").with(asked.question.select(
            METHOD,
            words.method(),
            &choices,
        )),
        why(outlook, pen),
    ];
    if asked.busy {
        let calm =
            tag("p").class("calculating").attr("role", "status").text(words.calculating_anew());
        parts.push(calm);
    }
    if outlook.months.iter().all(|month| month.chosen.is_none()) {
        parts.push(hint(words.nothing_won()));
    }
    let columns: Vec<Column> =
        outlook.months.iter().map(|month| column(month, method, stage)).collect();
    let title = words.chart_title(method.map_or(words.automatic(), |method| name(method, pen)));
    let legend = vec![
        entry(bar_mark("won"), pen.text.forecast.won_already()),
        entry(dot_mark("mean"), pen.text.forecast.mean()),
        entry(bar_mark("band"), pen.text.forecast.band()),
        entry(line("middle", (0.0, 6.0), (16.0, 6.0)), words.p50()),
    ];
    parts.push(plate(
        Plate {
            name: "outlook",
            title: &title,
            legend,
            drawing: drawing(&columns, &title, asked.room, pen),
            table: values(outlook, method, &columns, pen),
            stands: TableStands::Open,
        },
        pen,
    ));
    if method.is_some_and(|method| method != Method::History && method != Method::Stage) {
        parts.push(hint(words.no_range()));
    }
    let left_out = [
        (outlook.undated.len(), words.undated(outlook.undated.len())),
        (outlook.wins_left_out, words.wins_left_out(outlook.wins_left_out)),
    ];
    let notes = left_out.into_iter().filter(|(count, _)| *count > 0);
    let notes: Vec<Markup> = notes.map(|(_, words)| tag("li").text(&words)).collect();
    parts.push(tag("ul").class("notes").with_all(notes));
    panel(words.title(), "outlook", parts)
}

/// Says which methods were chosen for the first month that has a choice.
fn why(outlook: &Outlook, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let format = pen.text.format;
    let Some(month) = outlook.months.iter().find(|month| !month.weights.is_empty()) else {
        return hint(words.no_choice());
    };
    let parts: Vec<String> = month
        .weights
        .iter()
        .map(|(method, weight)| {
            let part = words.part_of(name(*method, pen), &format.percent(*weight));
            match outlook.mape(Some(*method)) {
                Some((error, _)) => words.with_error(&part, &format.percent(error)),
                None => part,
            }
        })
        .collect();
    let said = words.chosen_of(&format.month(month.month), &parts.join(words.and()));
    let said = match outlook.mape(None) {
        Some((error, months)) => {
            format!("{said} {}", words.error_of_choice(months, &format.percent(error)))
        }
        None => said,
    };
    tag("p").class("chosen-why").attr("data-testid", "chosen-why").text(&said)
}

fn column(month: &MonthOutlook, method: Option<Method>, stage: &[&ForecastLine]) -> Column {
    let range = |outcome: &trichter::analytics::Outcome| {
        [0.1, 0.5, 0.9].map(|share| outcome.quantile(share))
    };
    let (mean, range) = match method {
        None => (
            month.chosen.as_ref().map(|(mean, _)| *mean),
            month.chosen.as_ref().map(|(_, outcome)| range(outcome)),
        ),
        Some(Method::History) => (
            month.history.as_ref().map(|_| month.won + month.open + month.new),
            month.history.as_ref().map(range),
        ),
        Some(Method::Stage) => {
            let line = stage.iter().find(|line| line.row == ForecastRow::Month(month.month));
            let distribution = line.map(|line| &line.distribution);
            (
                distribution.map(trichter::analytics::Distribution::mean),
                distribution.map(|it| [0.1, 0.5, 0.9].map(|share| it.quantile(share))),
            )
        }
        Some(
            method @ (Method::LastMonth | Method::MeanOfThree | Method::Quarter | Method::Seasonal),
        ) => {
            let found = month.by.iter().find(|(of, _)| *of == method);
            (found.map(|(_, value)| month.won + value), None)
        }
    };
    Column { month: month.month, won: month.won, mean, range }
}

fn values(outlook: &Outlook, method: Option<Method>, columns: &[Column], pen: &mut Pen) -> Markup {
    let words = pen.text.outlook;
    let approach = match method {
        None => Some(Approach::Chosen),
        Some(Method::History) => Some(Approach::History),
        Some(
            Method::Stage
            | Method::LastMonth
            | Method::MeanOfThree
            | Method::Quarter
            | Method::Seasonal,
        ) => None,
    };
    let find = |month: Month, statistic: ForecastStatistic| -> Option<&Figure> {
        let wanted = Measure::Outlook(month, approach?, statistic);
        outlook.figures.iter().find(|figure| figure.measure == wanted)
    };
    let mut rows = Vec::new();
    for (column, month) in columns.iter().zip(&outlook.months) {
        let mut cells = vec![
            Cell::Head(pen.text.format.month(column.month)),
            pen.amount(Some(column.won), Unit::Money),
        ];
        if method == Some(Method::History) {
            cells.push(pen.estimate(Some(month.open)));
            cells.push(pen.estimate(Some(month.new)));
        }
        let statistics = [
            (ForecastStatistic::Mean, column.mean),
            (ForecastStatistic::P10, column.range.map(|[low, _, _]| low)),
            (ForecastStatistic::P50, column.range.map(|[_, middle, _]| middle)),
            (ForecastStatistic::P90, column.range.map(|[_, _, high]| high)),
        ];
        for (statistic, value) in statistics {
            cells.push(match find(column.month, statistic) {
                Some(figure) => pen.cell(Some(figure)),
                None => pen.estimate(value),
            });
        }
        rows.push(cells);
    }
    let mut head = vec![pen.text.forecast.month(), pen.text.forecast.won_already()];
    if method == Some(Method::History) {
        head.extend([words.of_open(), words.of_new()]);
    }
    head.extend([pen.text.forecast.mean(), "P10", "P50", "P90"]);
    table(words.title(), &head, 1, rows)
}

fn drawing(columns: &[Column], title: &str, room: f64, pen: &Pen) -> Markup {
    let highest =
        columns.iter().flat_map(|it| [Some(it.won), it.mean, it.range.map(|[_, _, high]| high)]);
    let most = highest.flatten().fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, most.max(1.0), 4);
    let bottom = ABOVE + HEIGHT;
    let up = Scale::new(0.0, ticks.last().copied().unwrap_or(1.0), bottom, ABOVE);
    let [least, most_wide] = SLOT;
    let count = columns.len().max(1) as f64;
    let inner = ((room - LEFT) / count).clamp(least, most_wide) * count;
    let width = LEFT + inner;
    let mut drawing = canvas(width, bottom + BELOW, title, pen);
    for tick in ticks.iter().filter(|_| most > 0.0) {
        let y = up.at(*tick);
        drawing = drawing.with(line("level", (LEFT, y), (width, y))).with(label(
            (LEFT - 8.0, y + 4.0),
            "end",
            &pen.text.format.money_axis(*tick, pen.currency),
        ));
    }
    for (column, bar) in columns.iter().zip(bars(columns.len(), inner, 0.45)) {
        let Bar { start, length } = Bar { start: LEFT + bar.start, ..bar };
        let middle = start + length / 2.0;
        let end = start + length;
        if let Some([low, p50, high]) = column.range {
            drawing = drawing
                .with(block("band", (start, up.at(high)), (end, up.at(low))))
                .with(line("middle", (start, up.at(p50)), (end, up.at(p50))));
        }
        drawing =
            drawing.with(block("won", (middle - 7.0, up.at(column.won)), (middle + 7.0, bottom)));
        if let Some(mean) = column.mean {
            let said = pen.text.format.money_axis(mean, pen.currency);
            drawing = drawing
                .with(dot("mean", (middle, up.at(mean)), 5.5))
                .with(label((middle, bottom + 34.0), "middle", &said).class("name"));
        }
        let name = pen.text.format.month_axis(column.month);
        drawing = drawing.with(label((middle, bottom + 18.0), "middle", &name));
    }
    drawing.with(line("axis", (LEFT, bottom), (width, bottom)))
}
