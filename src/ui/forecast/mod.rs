//! What will come in: by the automatic choice among methods that learn from
//! history, by the stages, with other rates; how right that was, and what changed.

mod backtest;
mod calibration;
mod curve;
mod goal;
mod methods;
mod months;
mod outlook;
mod rows;
mod scenario;
mod waterfall;

use crate::ui::chart::analysis::{Analysis, Asked, filters, filters_set, jumps};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Pen, hint, panel};
use crate::ui::lean::Built;
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::analytics::{Figure, ForecastLine, ForecastRow, ForecastStatistic, Measure};

/// Months shown unless the user chose otherwise.
const MONTHS: [usize; 2] = [6, 12];
/// The field of the horizon; its first choice is the first of [`MONTHS`].
const HORIZON: &str = "horizon";

/// Shows the forecast of the pipeline on screen.
#[component]
pub fn Forecast() -> Built {
    Analysis::with_ahead(use_session()).screen(fields, content)
}

fn fields(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let text = &pen.text.forecast;
    let [short, long] = MONTHS;
    let choices = [(String::new(), text.months(short)), (long.to_string(), text.months(long))];
    let horizon = asked.question.select(HORIZON, text.horizon(), &choices);
    vec![tag("div").class("question-time").with(horizon), filters(asked, pen)]
}

fn content(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let forecast = trichter::analytics::Forecast::new(asked.workspace, asked.query, asked.moment);
    let first = asked.moment.today().month();
    let months: usize = asked.question.get(HORIZON).parse().unwrap_or(MONTHS[0]);
    let shown = |line: &&ForecastLine| match line.row {
        ForecastRow::Month(month) => {
            usize::try_from(month.months_since(first)).is_ok_and(|ahead| ahead < months)
        }
        ForecastRow::PastDue | ForecastRow::Later | ForecastRow::NoDate | ForecastRow::Total => {
            true
        }
    };
    let lines: Vec<&ForecastLine> = forecast.rows.iter().filter(shown).collect();
    let words = &pen.text.outlook;
    let places = [
        ("outlook", words.title()),
        ("methods", words.methods()),
        ("goal", words.goal()),
        ("scenario", words.scenario()),
        ("scenarios", words.by_stage()),
        ("backtest", words.backtest()),
        ("calibration", words.calibration()),
        ("waterfall", words.waterfall()),
    ];
    let mut content = vec![jumps(&places, pen)];
    content.extend(filters_set(asked, pen));
    let all: Vec<&ForecastLine> = forecast.rows.iter().collect();
    content.push(outlook::outlook(&all, asked, pen));
    content.extend(methods::methods(&all, asked, pen));
    content.extend(goal::goal(asked, pen));
    content.extend(scenario::scenario(asked, pen));
    content.push(scenarios(&forecast.total, pen));
    content.push(months::months(&lines, &forecast, asked.room, pen));
    content.push(curve::curve(&lines, &forecast.total, asked, pen));
    content.push(rows::categories(&forecast.total, pen));
    let text = &pen.text.forecast;
    content.push(panel(text.method(), "method", vec![hint(text.method_of()), hint(text.honest())]));
    content.extend(backtest::backtest(asked, pen));
    content.extend(calibration::calibration(asked, pen));
    content.push(waterfall::waterfall(asked, pen));
    content
}

/// Writes P10, P50 and P90 of everything together as scenarios.
fn scenarios(total: &ForecastLine, pen: &mut Pen) -> Markup {
    let text = &pen.text.forecast;
    let scenarios = [
        (ForecastStatistic::P10, text.p10_help()),
        (ForecastStatistic::P50, text.p50_help()),
        (ForecastStatistic::P90, text.p90_help()),
        (ForecastStatistic::Mean, ""),
        (ForecastStatistic::Won, ""),
    ];
    let mut tiles = Vec::new();
    for (statistic, help) in scenarios {
        if let Some(figure) = statistic_of(total, statistic) {
            tiles.push(pen.tile(figure, Some(help.to_owned())));
        }
    }
    panel(text.stages_all(), "scenarios", vec![tag("ul").class("tiles").with_all(tiles)])
}

/// Finds a figure of a row.
fn statistic_of(line: &ForecastLine, statistic: ForecastStatistic) -> Option<&Figure> {
    let wanted = Measure::Forecast(line.row, statistic);
    line.figures.iter().find(|figure| figure.measure == wanted)
}
