//! The key figures as tiles.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Pen, hint, panel};
use trichter::analytics::{Measure, Report, View};

/// Writes the key figures and the bottlenecks.
pub fn key_figures(report: &Report, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let figures = &report.key_figures;
    let measures = [
        Measure::OpenCount,
        Measure::OpenValue,
        Measure::OpenWeighted,
        Measure::WonCount,
        Measure::WonValue,
        Measure::LostCount,
        Measure::AverageDeal,
        Measure::WinRateClosed,
        Measure::WinRateOffers,
        Measure::CycleMean,
        Measure::CycleMedian,
        Measure::Velocity,
    ];
    let mut tiles = Vec::new();
    for measure in &measures {
        if let Some(figure) = figures.get(measure) {
            tiles.push(pen.tile(figure, None));
        }
    }
    let bottlenecks = [
        (Measure::LowestConversion, figures.lowest_conversion),
        (Measure::LongestStay, figures.longest_stay),
    ];
    for (measure, stage) in bottlenecks {
        if let Some(figure) = figures.get(&measure) {
            let stage = stage.map(|stage| format!("{} (n = {})", pen.stage(stage), figure.n));
            tiles.push(pen.tile(figure, stage));
        }
    }
    let mut parts = vec![tag("ul").class("tiles").with_all(tiles)];
    match asked.query.view {
        View::Cohort => {}
        View::ClosedInPeriod => parts.push(hint(pen.text.funnel.open_of_now())),
    }
    panel(pen.text.funnel.key_figures(), "key-figures", parts)
}
