//! What happened to deals, as a table.

use super::{Cell, OWN_ID_HEADER, Style, Writer};
use crate::domain::{Happening, Zone};
use crate::workspace::Workspace;

/// Writes every change of stage and outcome of every deal, in sequence. A deal
/// that was opened again is simply in a stage after it was won or lost.
pub fn history(workspace: &Workspace, style: Style, zone: &Zone) -> String {
    let mut writer = Writer::new(style);
    writer.record(
        [
            (OWN_ID_HEADER, OWN_ID_HEADER),
            ("Deal", "Deal"),
            ("Pipeline", "Pipeline"),
            ("Phase", "Stage"),
            ("Status", "Status"),
            ("Zeit", "Time"),
        ]
        .map(|(de, en)| Cell::Text(style.pick(de, en))),
    );
    for deal in workspace.deals().iter() {
        let id = deal.id.to_string();
        let pipeline = workspace.pipelines().get(deal.pipeline);
        for event in &deal.history {
            let (stage, status) = match event.what {
                Happening::Entered(stage) | Happening::Reopened(stage) => {
                    (Some(stage), style.pick("offen", "open"))
                }
                Happening::Won => (None, style.pick("gewonnen", "won")),
                Happening::Lost => (None, style.pick("verloren", "lost")),
            };
            let found = stage.and_then(|id| workspace.stage(id));
            writer.record([
                Cell::Text(&id),
                Cell::Text(&deal.title),
                Cell::Text(
                    found.map(|(pipeline, _)| pipeline).or(pipeline).map_or("", |p| &p.name),
                ),
                Cell::Text(found.map_or("", |(_, stage)| &stage.name)),
                Cell::Text(status),
                event.at.map_or(Cell::Empty, |at| Cell::At(at, zone)),
            ]);
        }
    }
    writer.finish()
}
