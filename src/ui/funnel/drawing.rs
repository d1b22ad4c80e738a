//! The drawing of the funnel: a table whose rows are the bands.

use super::notes;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use trichter::analytics::{Figure, Report, View};
use trichter::chart::{FunnelBand, funnel_bands};
use trichter::domain::FunnelZone;

/// Width of the drawing, in its own units.
const WIDTH: f64 = 200.0;
/// Height of one band.
const HEIGHT: f64 = 40.0;
/// A stage that anybody reached is at least so wide.
const LEAST: f64 = 2.0;

/// Writes the funnel with what it is about and what it leaves out.
pub fn funnel(report: &Report, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let funnel = &report.funnel;
    let counts: Vec<usize> = funnel
        .stages
        .iter()
        .map(|stage| &stage.reached)
        .chain([&funnel.won])
        .map(|figure| figure.n)
        .collect();
    let bands = funnel_bands(&counts, WIDTH, HEIGHT * counts.len() as f64, 0.0, LEAST);
    let mut rows = Vec::new();
    for (stage, band) in funnel.stages.iter().zip(&bands) {
        let ends = [&stage.reached, &stage.conversion];
        rows.push(row(&stage.name, zone(stage.zone), band, ends, pen));
    }
    if let Some(band) = bands.last() {
        let ends = [&funnel.won, &funnel.total];
        rows.push(row(text.funnel.won(), "won", band, ends, pen));
    }
    let title = text.funnel.title();
    let head = [text.funnel.stage(), "", text.funnel.reached(), text.funnel.conversion()];
    let mut parts = vec![about(report, pen), hint(&crate::ui::chart::context(text, asked.query))];
    if funnel.deals.n == 0 {
        parts.push(tag("p").class("empty-state").text(text.funnel.empty()));
    } else {
        parts.push(table(title, &head, 2, rows));
    }
    parts.extend(notes::notes(report, asked, pen));
    panel(title, "funnel", parts)
}

/// Says which view it is, how many deals it is about and how many are open still.
fn about(report: &Report, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let funnel = &report.funnel;
    let (view, figures): (&str, &[&Figure]) = match funnel.view {
        View::Cohort => (text.funnel.cohort(), &[&funnel.deals, &funnel.open, &funnel.moves_back]),
        View::ClosedInPeriod => (text.funnel.closed(), &[&funnel.deals, &funnel.moves_back]),
    };
    let mut about = tag("p").class("about").with(tag("span").class("badge").text(view));
    for figure in figures {
        let name = text.figures.name(&figure.measure);
        about = about.with(tag("span").text(&format!("{name}: ")).with(pen.figure(figure)));
    }
    about
}

fn row(name: &str, zone: &str, band: &FunnelBand, ends: [&Figure; 2], pen: &mut Pen) -> Vec<Cell> {
    let [reached, conversion] = ends;
    let top = band.top;
    let polygon = FunnelBand { top: 0.0, bottom: band.bottom - top, ..*band };
    let drawing = tag("svg")
        .class("funnel-band")
        .attr("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .attr("data-zone", zone)
        .with(tag("polygon").attr("points", &polygon.points()));
    vec![
        Cell::Head(name.to_owned()),
        Cell::Wide(drawing),
        pen.cell(Some(reached)),
        pen.cell(Some(conversion)),
    ]
}

fn zone(zone: FunnelZone) -> &'static str {
    match zone {
        FunnelZone::Tofu => "tofu",
        FunnelZone::Mofu => "mofu",
        FunnelZone::Bofu => "bofu",
    }
}
