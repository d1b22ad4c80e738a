//! What lies in each stage now, and how long deals stay.

use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, hint, panel, table};
use trichter::analytics::{KeyFigures, Measure};
use trichter::domain::StageId;

/// Writes a row for each stage that has anything.
pub fn stages(figures: &KeyFigures, pen: &mut Pen) -> Markup {
    let text = pen.text;
    let measures: [fn(StageId) -> Measure; 6] = [
        Measure::StageCount,
        Measure::StageValue,
        Measure::StageWeighted,
        Measure::StayMedian,
        Measure::StayMean,
        Measure::StayCount,
    ];
    let mut rows = Vec::new();
    for stage in &figures.stages {
        let found = measures.map(|measure| figures.get(&measure(stage.id)));
        // An archived stage that has neither deals nor stays has no figures.
        if found.iter().all(Option::is_none) {
            continue;
        }
        let mut cells = vec![Cell::Head(stage.name.clone())];
        cells.extend(found.into_iter().map(|figure| pen.cell(figure)));
        rows.push(cells);
    }
    let head = [
        text.funnel.stage(),
        text.funnel.open_now(),
        text.funnel.value(),
        text.board.weighted(),
        text.funnel.stay_median(),
        text.funnel.stay_mean(),
        text.funnel.stays(),
    ];
    let title = text.funnel.stages();
    let stay = hint(text.figures.stay_median_days_formula());
    panel(title, "stages", vec![table(title, &head, 1, rows), stay, hint(text.funnel.few_note())])
}
