//! All methods side by side: how wrong each was, and what it says now.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use trichter::analytics::{
    Figure, ForecastLine, ForecastRow, Measure, Method, MonthOutlook, Outlook, SEASONAL_MONTHS,
};

/// Returns the name of a method.
pub fn name(method: Method, pen: &Pen) -> &'static str {
    let words = &pen.text.outlook;
    match method {
        Method::Stage => words.by_stage(),
        Method::History => words.by_history(),
        Method::LastMonth => words.by_last_month(),
        Method::MeanOfThree => words.by_mean_of_three(),
        Method::Quarter => words.by_quarter(),
        Method::Seasonal => words.by_season(),
    }
}

fn find<'a>(outlook: &'a Outlook, measure: &Measure) -> Option<&'a Figure> {
    outlook.figures.iter().find(|figure| figure.measure == *measure)
}

/// Writes the methods; nothing while nothing is found yet.
pub fn methods(stage: &[&ForecastLine], asked: &Asked<'_>, pen: &mut Pen) -> Option<Markup> {
    let found = asked.found.clone()?;
    let outlook = &found.outlook;
    let words = pen.text.outlook;
    let first = outlook.months.first()?;
    let mut rows = Vec::new();
    let mut chosen = vec![
        Cell::Head(words.automatic().to_owned()),
        // The figure itself stands where the backtest is.
        match find(outlook, &Measure::BacktestError(None)) {
            Some(figure) => Cell::End(pen.opener(figure)),
            None => Cell::Text(String::new()),
        },
        Cell::Text(String::new()),
    ];
    chosen.extend(
        outlook
            .months
            .iter()
            .map(|month| pen.estimate(month.chosen.as_ref().map(|(mean, _)| *mean))),
    );
    rows.push(chosen);
    for method in Method::ALL {
        let weight = Measure::OutlookWeight(first.month, method);
        let weight = match find(outlook, &weight) {
            Some(figure) => pen.cell(Some(figure)),
            None => Cell::Text(String::new()),
        };
        let mut cells = vec![
            Cell::Head(name(method, pen).to_owned()),
            pen.cell(find(outlook, &Measure::BacktestError(Some(method)))),
            weight,
        ];
        cells.extend(outlook.months.iter().map(|month| pen.estimate(said(month, method, stage))));
        rows.push(cells);
    }
    let months: Vec<String> =
        outlook.months.iter().map(|month| pen.text.format.month(month.month)).collect();
    let part = words.part(&pen.text.format.month(first.month));
    let mut head = vec![words.method(), words.error(), &part];
    head.extend(months.iter().map(String::as_str));
    let mut parts = vec![hint(words.methods_help()), table(words.methods(), &head, 1, rows)];
    if let Some(months) = outlook.too_short_for_a_year() {
        let needed = pen.text.format.count(SEASONAL_MONTHS);
        let note = tag("li").text(&words.too_short(months, &needed));
        parts.push(tag("ul").class("hints").with(note));
    }
    Some(panel(words.methods(), "methods", parts))
}

/// Returns what a method says of a month, what is won already included.
fn said(month: &MonthOutlook, method: Method, stage: &[&ForecastLine]) -> Option<f64> {
    if method == Method::Stage {
        let line = stage.iter().find(|line| line.row == ForecastRow::Month(month.month))?;
        return Some(line.distribution.mean());
    }
    let found = month.by.iter().find(|(of, _)| *of == method)?;
    Some(month.won + found.1)
}
