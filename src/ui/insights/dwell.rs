//! What the days in a stage do to the chance of a deal.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::heat::{HeatMap, Names, Share, heat_map};
use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use crate::ui::chart::plate::{Plate, TableStands, plate};
use trichter::analytics::{Cycle, DWELL_DAYS, Dwell, FEW, Measure, Unit};

/// Writes the chances by stage and days in it as a heat map with its table.
pub fn dwell(cycle: &Cycle, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let mut found = asked.sample().dwell(cycle);
    let counts = asked.sample().lasting();
    found.retain(|(_, days)| days.iter().any(|day| day.n > 0));
    // A column is shown as far as any stay was seen to last.
    let lasts = |at: usize| found.iter().any(|(_, days)| days.get(at).is_some_and(|day| day.n > 0));
    let columns = (0..DWELL_DAYS.len()).take_while(|at| lasts(*at)).count();
    if columns == 0 {
        return panel(words.dwell(), "dwell", vec![hint(pen.text.figures.none_stayed())]);
    }
    let heads = DWELL_DAYS.iter().take(columns).map(ToString::to_string);
    let heads: Vec<String> = heads.collect();
    let mut drawn = Vec::new();
    let mut rows = Vec::new();
    for (stage, days) in &found {
        let name = pen.stage(*stage);
        let shown = days.get(..columns).unwrap_or_default();
        let share = |day: &Dwell| day.chance.map(|share| Share { share, is_weak: day.n < FEW });
        drawn.push((name.clone(), shown.iter().map(share).collect()));
        for day in shown.iter().filter(|day| day.n > 0) {
            let lasting = Measure::Lasting(*stage, day.days);
            rows.push(vec![
                Cell::Head(name.clone()),
                pen.amount(Some(f64::from(day.days)), Unit::Days),
                pen.cell(counts.iter().find(|figure| figure.measure == lasting)),
                pen.amount(Some(day.staying), Unit::Rate),
                pen.amount(day.chance, Unit::Rate),
            ]);
        }
    }
    let map = HeatMap {
        title: words.dwell_title(),
        axis: words.days_in_stage(),
        columns: &heads,
        names: Names::Above,
        rows: drawn,
    };
    let head = [
        pen.text.funnel.stage(),
        words.days_in_stage(),
        words.stays_seen(),
        words.still_there(),
        words.chance_now(),
    ];
    let plate = plate(
        Plate {
            name: "dwell",
            title: words.dwell_title(),
            legend: Vec::new(),
            drawing: heat_map(&map, asked.room, pen),
            table: table(words.dwell_title(), &head, 1, rows),
            stands: TableStands::Closed,
        },
        pen,
    );
    panel(words.dwell(), "dwell", vec![hint(words.dwell_help()), plate])
}
