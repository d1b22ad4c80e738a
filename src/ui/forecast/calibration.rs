//! Whether chances mean what they say: of the deals with a chance of 30 %, thirty
//! in a hundred should have been won.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, block, canvas, dot, label, line, plate};
use trichter::analytics::{ChanceBin, Unit, proportion::Share};
use trichter::chart::Scale;

const SIZE: f64 = 300.0;
const LEFT: f64 = 56.0;
const ABOVE: f64 = 10.0;
const BELOW: f64 = 42.0;
/// The drawing is a square; beside it is room for the last label.
const RIGHT: f64 = 20.0;
/// Least and most radius of a dot.
const RADIUS: [f64; 2] = [3.0, 9.0];

/// Writes the plot; nothing while there is nothing to tell.
pub fn calibration(asked: &Asked<'_>, pen: &Pen) -> Option<Markup> {
    let found = asked.found.clone()?;
    let accuracy = &found.outlook.accuracy;
    let bins: Vec<&ChanceBin> = accuracy.bins.iter().filter(|bin| bin.count > 0).collect();
    if bins.is_empty() {
        return None;
    }
    let words = &pen.text.outlook;
    let title = words.calibration_title();
    let rows = bins.iter().map(|bin| {
        let (low, high) = wilson(bin);
        vec![
            Cell::Head(pen.text.format.percent(bin.mean)),
            pen.amount(Some(bin.happened), Unit::Rate),
            pen.amount(Some(low), Unit::Rate),
            pen.amount(Some(high), Unit::Rate),
            pen.amount(Some(bin.count as f64), Unit::Count),
        ]
    });
    let insights = &pen.text.insights;
    let head = [words.said_chance(), words.happened(), insights.from(), insights.to(), "n"];
    let plate = plate(
        Plate {
            name: "calibration",
            title,
            legend: Vec::new(),
            drawing: drawing(&bins, title, asked.room, pen),
            table: table(title, &head, 1, rows.collect()),
            stands: TableStands::Closed,
        },
        pen,
    );
    Some(panel(words.calibration(), "calibration", vec![hint(words.calibration_help()), plate]))
}

fn wilson(bin: &ChanceBin) -> (f64, f64) {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count, whole again"
    )]
    let count = (bin.happened * bin.count as f64).round() as usize;
    Share { count, of: bin.count }.wilson()
}

fn drawing(bins: &[&ChanceBin], title: &str, room: f64, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let size = SIZE.min(room - LEFT - RIGHT);
    let bottom = ABOVE + size;
    let across = Scale::new(0.0, 1.0, LEFT, LEFT + size);
    let up = Scale::new(0.0, 1.0, bottom, ABOVE);
    let mut drawing = canvas(LEFT + size + RIGHT, bottom + BELOW, title, pen);
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let said = pen.text.format.percent(share);
        drawing = drawing
            .with(line("level", (LEFT, up.at(share)), (LEFT + size, up.at(share))))
            .with(label((LEFT - 8.0, up.at(share) + 4.0), "end", &said))
            .with(label((across.at(share), bottom + 17.0), "middle", &said));
    }
    drawing = drawing
        .with(label((LEFT + size / 2.0, bottom + 36.0), "middle", words.said_chance()))
        .with(line("reference", (across.at(0.0), up.at(0.0)), (across.at(1.0), up.at(1.0))));
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or(1).max(1) as f64;
    let [least, largest] = RADIUS;
    for bin in bins {
        let x = across.at(bin.mean);
        let (low, high) = wilson(bin);
        let radius = least + (largest - least) * (bin.count as f64 / most).sqrt();
        drawing = drawing
            .with(block("interval even", (x - 1.5, up.at(high)), (x + 1.5, up.at(low))))
            .with(dot("dot even", (x, up.at(bin.happened)), radius));
    }
    drawing
}
