//! What will come in: by the automatic choice among methods that learn from
//! history, by the stages, with other rates; how right that was, and what changed.

mod backtest;
mod calibration;
mod curve;
mod goal;
mod kept;
mod methods;
mod months;
mod outlook;
mod rows;
mod scenario;
mod waterfall;

use crate::ui::analyst::Sheet;
use crate::ui::chart::analysis::{Analysis, Asked, filters, filters_set, jumps};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::parts::Part;
use crate::ui::chart::pen::{Pen, hint, panel};
use crate::ui::lean::Built;
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::analytics::{
    Figure, Forecast as StageForecast, ForecastLine, ForecastRow, ForecastStatistic, Measure,
};

/// Months shown unless the user chose otherwise.
const MONTHS: [usize; 2] = [6, 12];
/// The field of the horizon; its first choice is the first of [`MONTHS`].
const HORIZON: &str = "horizon";

/// Shows the forecast of the pipeline on screen.
#[component]
pub fn Forecast() -> Built {
    Analysis::with_ahead(use_session()).screen(Sheet::Forecast)
}

/// Draws the fields.
pub fn fields(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
    let text = &pen.text.forecast;
    let [short, long] = MONTHS;
    let choices = [(String::new(), text.months(short)), (long.to_string(), text.months(long))];
    let horizon = asked.question.select(HORIZON, text.horizon(), &choices);
    vec![tag("div").class("question-time").with(horizon), filters(asked, pen)]
}

/// Does what only this screen has a button for; returns false where another was pressed.
pub fn press(analysis: Analysis, event: &web_sys::Event) -> bool {
    kept::press(analysis, event)
}

/// The parts from top to bottom.
pub const PARTS: &[Part] = &[
    Part::Of(ways),
    Part::Ahead(|asked, pen| {
        vec![outlook::outlook(&asked.forecast().rows.iter().collect::<Vec<_>>(), asked, pen)]
    }),
    Part::Ahead(|asked, pen| {
        let rows = &asked.forecast().rows;
        methods::methods(&rows.iter().collect::<Vec<_>>(), asked, pen).into_iter().collect()
    }),
    Part::Ahead(|asked, pen| goal::goal(asked, pen).into_iter().collect()),
    Part::Ahead(|asked, pen| scenario::scenario(asked, pen).into_iter().collect()),
    Part::Of(|asked, pen| vec![scenarios(&asked.forecast().total, pen)]),
    Part::Of(|asked, pen| {
        let forecast = asked.forecast();
        vec![months::months(&lines(asked, &forecast), &forecast, asked.room, pen)]
    }),
    Part::Of(|asked, pen| {
        let forecast = asked.forecast();
        vec![curve::curve(&lines(asked, &forecast), &forecast.total, asked, pen)]
    }),
    Part::Of(|asked, pen| vec![rows::categories(&asked.forecast().total, pen), method(pen)]),
    Part::Ahead(|asked, pen| backtest::backtest(asked, pen).into_iter().collect()),
    Part::Ahead(|asked, pen| calibration::calibration(asked, pen).into_iter().collect()),
    Part::Of(|asked, pen| vec![waterfall::waterfall(asked, pen)]),
];

fn ways(asked: &Asked<'_>, pen: &mut Pen) -> Vec<Markup> {
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
    [jumps(&places, pen)].into_iter().chain(filters_set(asked, pen)).collect()
}

/// Lists the rows within the horizon.
fn lines<'a>(asked: &Asked<'_>, forecast: &'a StageForecast) -> Vec<&'a ForecastLine> {
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
    forecast.rows.iter().filter(shown).collect()
}

/// Says how the forecast by the stages is made.
fn method(pen: &Pen) -> Markup {
    let text = &pen.text.forecast;
    panel(text.method(), "method", vec![hint(text.method_of()), hint(text.honest())])
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
