//! What an import would do, worked out in pieces: the same as in one go, and no piece is long.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use trichter::domain::{Day, Deal, Ids, Language, Moment, Preset};
use trichter::exchange::{Column, FileKind, Mapping, Planning, RawTable, Sheet, Step, plan_all};
use trichter::workspace::{Command, Place, Workspace};

const ROWS: usize = 3_000;

fn moment() -> Moment {
    Moment::at_start_of(Day::new(2026, 11, 21).unwrap())
}

/// Tables of every kind, each naming records of the others, with rows that are left out.
fn tables() -> Vec<(FileKind, String)> {
    let mut texts = [
        (FileKind::Activities, "Subject,Deal,Due\n".to_owned()),
        (FileKind::History, "Deal,Stage,Changed at\n".to_owned()),
        (FileKind::Deals, "Title,Organisation,Person,Value,Stage,Created\n".to_owned()),
        (FileKind::People, "Name,Organisation,Email\n".to_owned()),
        (FileKind::Organisations, "Name,Industry\n".to_owned()),
    ];
    for row in 0..ROWS {
        let day = row % 28 + 1;
        let [activities, history, deals, people, organisations] = &mut texts;
        writeln!(activities.1, "Call {row},Deal {row},2026-12-{day:02}").unwrap();
        writeln!(history.1, "Deal {row},Offer,2026-11-{day:02}").unwrap();
        let value = if row % 100 == 7 { "much" } else { "1200" };
        let firm = row % 500;
        writeln!(deals.1, "Deal {row},Firm {firm},Person {row},{value},Lead,2026-10-{day:02}")
            .unwrap();
        writeln!(people.1, "Person {row},Firm {firm},p{row}@example.com").unwrap();
        writeln!(organisations.1, "Firm {row},Steel").unwrap();
    }
    texts.into()
}

fn sheets(workspace: &Workspace) -> Vec<(Arc<RawTable>, Mapping)> {
    let read = |(kind, text): (FileKind, String)| {
        let table = RawTable::read(text.as_bytes());
        let columns = Column::study_all(&table);
        let mapping = Mapping::guess_as(kind, &table, &columns, workspace, Language::En);
        (Arc::new(table), mapping)
    };
    tables().into_iter().map(read).collect()
}

#[test]
fn work_in_pieces_is_work_in_one_go() {
    let mut ids = Ids::seeded(1);
    let workspace = Workspace::new("Test", Preset::Standard, Language::En, &mut ids);
    let owned = sheets(&workspace);
    let borrowed: Vec<Sheet<'_>> =
        owned.iter().map(|(table, mapping)| Sheet { table, mapping }).collect();
    let whole =
        plan_all(&borrowed, &workspace, &moment(), Language::En, &mut Ids::seeded(3)).unwrap();
    assert_eq!(whole.plans[2].rejected, ROWS / 100);
    assert_eq!((whole.plans[0].new, whole.plans[4].new), (ROWS, ROWS));
    assert!(whole.plans[1].changed > ROWS / 2, "{}", whole.plans[1].changed);

    let mut planning =
        Planning::new(owned, workspace.clone(), moment(), Language::En, Ids::seeded(3));
    let mut steps = 1;
    while planning.step().unwrap() == Step::More {
        steps += 1;
    }
    // Who asks once more hears the same.
    assert_eq!(planning.step(), Ok(Step::Done));
    assert_eq!(planning.finish(), whole);
    // Every table is gone through more than once, and no step takes more than some rows of it.
    assert!(steps > 5 * ROWS / 64, "{steps} steps");
}

#[test]
fn what_is_worked_out_is_for_the_workspace_as_it_was() {
    let mut ids = Ids::seeded(1);
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::En, &mut ids);
    let mut planning = Planning::new(
        sheets(&workspace),
        workspace.clone(),
        moment(),
        Language::En,
        Ids::seeded(3),
    );
    let before = workspace.sequence();
    assert_eq!(planning.step(), Ok(Step::More));
    let (pipeline, stage) = {
        let first = workspace.pipelines_in_order()[0];
        (first.id, first.stages[0].id)
    };
    let deal = Deal { title: "In between".to_owned(), pipeline, stage, ..Deal::default() };
    let create = Command::CreateDeal { deal: Box::new(deal), place: Place::Top };
    workspace.apply(create, &moment(), &mut ids).unwrap();
    while planning.step().unwrap() == Step::More {}
    // The page sees by this that it is to be made anew.
    assert_eq!(planning.finish().sequence, before);
    assert_ne!(workspace.sequence(), before);
}
