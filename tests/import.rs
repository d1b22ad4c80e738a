//! Importing: from the bytes of a file to one transaction that can be undone.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]

use std::path::PathBuf;
use std::time::Instant;
use trichter::domain::{
    Currency, Day, Happening, Ids, Language, LossReason, Moment, Money, Outcome, Preset, Zone,
};
use trichter::exchange::export::Style;
use trichter::exchange::{
    Column, DateError, DayOrder, DecimalMark, FileKind, ImportPlan, Mapping, MappingProblem,
    PipelineChoice, RawTable, Reason, Target, UnknownStages, Warning, plan, rejected_rows,
};
use trichter::workspace::{Command, Workspace};

fn moment() -> Moment {
    Moment::at_start_of(Day::new(2026, 11, 21).unwrap())
}

fn empty(ids: &mut Ids) -> Workspace {
    Workspace::new("Test", Preset::Standard, Language::En, ids)
}

fn guess(table: &RawTable, workspace: &Workspace) -> Mapping {
    Mapping::guess(table, &Column::study_all(table), workspace, Language::En)
}

fn plan_for(table: &RawTable, mapping: &Mapping, workspace: &Workspace) -> ImportPlan {
    plan(table, mapping, workspace, &moment(), Language::En, &mut Ids::seeded(99))
}

fn apply(workspace: &mut Workspace, plan: &ImportPlan) {
    let command = Command::Import(Box::new(plan.batch.clone()));
    workspace.apply(command, &moment(), &mut Ids::seeded(7)).unwrap();
    assert_eq!(workspace.problems(), []);
}

/// Imports a text as guessed, with a chance to change the mapping.
fn import(workspace: &mut Workspace, text: &str, change: impl Fn(&mut Mapping)) -> ImportPlan {
    let table = RawTable::read(text.as_bytes());
    let mut mapping = guess(&table, workspace);
    change(&mut mapping);
    let plan = plan_for(&table, &mapping, workspace);
    apply(workspace, &plan);
    plan
}

fn shared(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("TRICHTER_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let file = root.join(path);
    let bytes = std::fs::read(&file);
    if bytes.is_err() {
        eprintln!("skipped: {} is not there", file.display());
    }
    bytes.ok()
}

fn close_to(value: f64, expected: f64) {
    assert!((value - expected).abs() < 0.000_05 * expected.max(1.0), "{value} is not {expected}");
}

#[test]
fn the_crm_sample_comes_in_with_the_figures_of_the_specification() {
    let (Some(accounts), Some(opportunities)) =
        (shared("data/maven/accounts.csv"), shared("data/maven/sales_pipeline.csv"))
    else {
        return;
    };
    let mut workspace = empty(&mut Ids::seeded(1));
    let before = workspace.clone();
    let accounts = RawTable::read(&accounts);
    let mapping = guess(&accounts, &workspace);
    assert_eq!(mapping.kind, FileKind::Organisations);
    let first = plan_for(&accounts, &mapping, &workspace);
    assert_eq!((first.new, first.rejected), (85, 0));
    apply(&mut workspace, &first);

    let start = Instant::now();
    let table = RawTable::read(&opportunities);
    let read = start.elapsed();
    let columns = Column::study_all(&table);
    let mapping = Mapping::guess(&table, &columns, &workspace, Language::En);
    let guessed = start.elapsed();
    let plan = plan_for(&table, &mapping, &workspace);
    let planned = start.elapsed();
    let command = Command::Import(Box::new(plan.batch.clone()));
    let transaction = workspace.apply(command, &moment(), &mut Ids::seeded(7)).unwrap();
    let applied = start.elapsed();
    eprintln!(
        "8,800 rows: read {read:?}, guess {:?}, plan {:?}, apply {:?}",
        guessed.saturating_sub(read),
        planned.saturating_sub(guessed),
        applied.saturating_sub(planned)
    );
    assert_eq!(workspace.problems(), []);
    assert_eq!(mapping.problems(&columns), []);
    assert_eq!((plan.new, plan.changed, plan.unchanged, plan.rejected), (8_800, 0, 0, 0));
    let stages = ["Prospecting".to_owned(), "Engaging".to_owned()];
    assert_eq!(plan.stages_to_create.len(), 1);
    assert_eq!(plan.stages_to_create[0].stages, stages);
    assert_eq!(plan.new_organisations, 0);
    assert!(plan.warnings.contains(&Warning::LostWithoutReason(2_473)));
    assert!(plan.warnings.contains(&Warning::WithoutCreated(500)));
    assert!(plan.warnings.contains(&Warning::StageUnknown(6_711)));

    let deals: Vec<_> = workspace.deals().iter().collect();
    let count = |test: &dyn Fn(Outcome) -> bool| deals.iter().filter(|d| test(d.outcome)).count();
    assert_eq!(count(&Outcome::is_won), 4_238);
    assert_eq!(count(&Outcome::is_lost), 2_473);
    assert_eq!(count(&Outcome::is_open), 2_089);
    let in_stage = |name: &str| {
        let named = |id| workspace.stage(id).is_some_and(|(_, stage)| stage.name == name);
        deals.iter().filter(|deal| deal.outcome.is_open() && named(deal.stage)).count()
    };
    assert_eq!((in_stage("Engaging"), in_stage("Prospecting")), (1_589, 500));
    let won: Vec<_> = deals.iter().filter(|deal| deal.outcome.is_won()).collect();
    let minor: i64 = won.iter().map(|deal| deal.value.unwrap().minor()).sum();
    assert_eq!(minor, 1_000_553_400);
    close_to(minor as f64 / 100.0 / won.len() as f64, 2_360.909);
    let mut days: Vec<f64> = won.iter().map(|deal| deal.age_days(&moment()).unwrap()).collect();
    days.sort_by(f64::total_cmp);
    close_to(days.iter().sum::<f64>() / days.len() as f64, 51.7820);
    assert!((days[days.len() / 2] - 57.0).abs() < 1e-9);
    let owners: std::collections::BTreeSet<&str> = deals.iter().map(|d| d.owner.as_str()).collect();
    let mut rates: Vec<(f64, usize)> = owners
        .iter()
        .map(|owner| {
            let of = |test: fn(Outcome) -> bool| {
                deals.iter().filter(|deal| deal.owner == *owner && test(deal.outcome)).count()
            };
            let (won, lost) = (of(Outcome::is_won), of(Outcome::is_lost));
            (won as f64 / (won + lost) as f64, won + lost)
        })
        .collect();
    rates.sort_by(|one, two| one.0.total_cmp(&two.0));
    close_to(rates[0].0, 0.549_784);
    close_to(rates.last().unwrap().0, 0.703_947);
    assert_eq!((rates[0].1, rates.last().unwrap().1), (231, 152));
    assert!(deals.iter().any(|deal| deal.title == "Cancity · GTX Plus Basic"));
    assert!(deals.iter().any(|deal| deal.product == "GTXPro"));

    // The same file again changes nothing.
    let mapping = guess(&table, &workspace);
    assert!(matches!(mapping.pipeline, PipelineChoice::Existing(_)));
    let again = plan_for(&table, &mapping, &workspace);
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 8_800));
    assert!(again.batch.deals.is_empty() && again.batch.pipelines.is_empty());

    // One undo takes the deals back.
    workspace.replay(&transaction.inverse(workspace.sequence() + 1, moment().now));
    assert_eq!(workspace.deals().len(), 0);
    assert_eq!(workspace.pipelines(), before.pipelines());
}

#[test]
fn the_salesforce_sample_comes_in_with_its_stages() {
    let (Some(accounts), Some(opportunities)) =
        (shared("data/salesforce/Account.csv"), shared("data/salesforce/Opportunity.csv"))
    else {
        return;
    };
    let mut workspace = empty(&mut Ids::seeded(1));
    let table = RawTable::read(&accounts);
    let mapping = guess(&table, &workspace);
    assert_eq!(mapping.kind, FileKind::Organisations);
    let first = plan_for(&table, &mapping, &workspace);
    apply(&mut workspace, &first);
    let table = RawTable::read(&opportunities);
    let columns = Column::study_all(&table);
    let mapping = Mapping::guess(&table, &columns, &workspace, Language::En);
    assert_eq!(mapping.kind, FileKind::Deals);
    let plan = plan_for(&table, &mapping, &workspace);
    assert_eq!((plan.new, plan.rejected), (36, 0), "{:?}", plan.row_errors);
    apply(&mut workspace, &plan);
    let deal = workspace.deals().iter().find(|d| d.title == "Express Logistics Standby Generator");
    let deal = deal.unwrap();
    assert!(deal.outcome.is_won());
    assert_eq!(workspace.organisation_of(deal).unwrap().name, "Express Logistics and Transport");
    let closed = Zone::default().day(deal.outcome.closed_at().unwrap());
    assert_eq!(closed.to_string(), "2024-02-03");
}

#[test]
fn a_german_excel_file_comes_in_with_its_umlauts_commas_and_dates() {
    let mut workspace = empty(&mut Ids::seeded(1));
    let text = "Titel;Firma;Wert;Phase;Erstellt;Erwarteter Abschluss\r\n\
                Umbau;Meyer, Schulz GmbH;1.200,50;Angebot;03.04.2026;31.12.2026\r\n\
                \"Neubau\r\nHalle 2\";Müller & Söhne;€ 12.000;Lead;;\r\n";
    let mut bytes = Vec::new();
    for character in text.chars() {
        bytes.push(match character {
            '€' => 0x80,
            other => u8::try_from(u32::from(other)).unwrap(),
        });
    }
    let table = RawTable::read(&bytes);
    let mapping = guess(&table, &workspace);
    let plan = plan_for(&table, &mapping, &workspace);
    apply(&mut workspace, &plan);
    let deal = workspace.deals().iter().find(|deal| deal.title == "Umbau").unwrap();
    assert_eq!(deal.value, Money::new(120_050, Currency::EUR).ok());
    assert_eq!(deal.expected_close, Day::new(2026, 12, 31).ok());
    assert_eq!(Zone::default().day(deal.created.unwrap()), Day::new(2026, 4, 3).unwrap());
    let other = workspace.deals().iter().find(|deal| deal.title == "Neubau Halle 2").unwrap();
    assert_eq!(other.value, Money::new(1_200_000, Currency::EUR).ok());
    assert_eq!(other.created, None);
    assert_eq!(other.history[0].at, None);
    assert_eq!(workspace.organisation_of(other).unwrap().name, "Müller & Söhne");
}

#[test]
fn bad_rows_are_rejected_with_their_reason_and_never_stop_the_others() {
    let long = "x".repeat(10_000);
    let text = format!(
        "Title,Value,Created,Closed,Status,Currency\n\
         Good,1200.50,2026-01-31,,open,EUR\n\
         February,1.5,2026-02-31,,open,\n\
         Negative,-5,2026-01-01,,open,\n\
         Absurd,99999999999999999999,2026-01-01,,open,\n\
         ,5,2026-01-01,,open,\n\
         {long},5,2026-01-01,,open,\n\
         Status,5,2026-01-01,,maybe,\n\
         Money,5,2026-01-01,,open,Taler\n\
         Cut,5,2026-01-01,,open,EUR,surplus\n\
         <script>alert(1)</script> 🎉,7,2026-03-01,2026-02-01,won,USD\n\
         ,,,,,\n"
    );
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, &text, |_| {});
    let found: Vec<(usize, Reason)> =
        plan.row_errors.iter().map(|error| (error.row, error.reason)).collect();
    assert_eq!(
        found,
        [
            (3, Reason::Date(DateError::NoSuchDay)),
            (4, Reason::Negative),
            (5, Reason::TooLarge),
            (6, Reason::TitleMissing),
            (7, Reason::TooLong { length: 10_000, limit: 500 }),
            (8, Reason::UnknownOutcome),
            (9, Reason::UnknownCurrency),
            (10, Reason::TooManyCells { found: 7, expected: 6 }),
        ]
    );
    assert_eq!(plan.row_errors[1].column, Some(1));
    assert_eq!(plan.row_errors[1].target, Some(Target::Value));
    assert_eq!((plan.new, plan.rejected, plan.blank), (2, 8, 1));
    assert!(plan.warnings.contains(&Warning::ClosedBeforeCreated(1)));
    assert!(workspace.deals().iter().any(|deal| deal.title == "<script>alert(1)</script> 🎉"));
}

#[test]
fn what_reads_two_ways_is_asked_and_rejected_until_it_is_answered() {
    let text = "Title;Value;Created\nA;1.000;03/04/2026\nB;2.000;05/06/2026\n";
    let workspace = empty(&mut Ids::seeded(1));
    let table = RawTable::read(text.as_bytes());
    let columns = Column::study_all(&table);
    let mut mapping = guess(&table, &workspace);
    let problems = mapping.problems(&columns);
    assert!(matches!(
        problems[..],
        [MappingProblem::AskDecimal { column: 1, .. }, MappingProblem::AskOrder { column: 2, .. }]
    ));
    assert_eq!(plan_for(&table, &mapping, &workspace).rejected, 2);
    mapping.columns[1].decimal = Some(DecimalMark::Comma);
    mapping.columns[2].order = Some(DayOrder::DayFirst);
    assert_eq!(mapping.problems(&columns), []);
    let plan = plan_for(&table, &mapping, &workspace);
    assert_eq!(plan.rejected, 0);
    assert_eq!(plan.batch.deals[0].value, Money::new(100_000, Currency::EUR).ok());
    let created = Zone::default().day(plan.batch.deals[0].created.unwrap());
    assert_eq!(created.to_string(), "2026-04-03");
}

#[test]
fn a_file_without_anything_that_names_a_deal_says_so() {
    let workspace = empty(&mut Ids::seeded(1));
    let table = RawTable::read(b"colour,size\nred,3\n");
    let columns = Column::study_all(&table);
    let mapping = guess(&table, &workspace);
    assert_eq!(mapping.problems(&columns), [MappingProblem::NothingNames]);
    let plan = plan_for(&table, &mapping, &workspace);
    assert_eq!((plan.new, plan.rejected), (0, 1));
}

#[test]
fn a_closed_deal_never_got_further_than_the_file_says() {
    let text = "ID,Title,Stage,Created,Closed\n\
                1,Open one,Proposal,2026-01-01,\n\
                2,Won one,Closed Won,2026-01-01,2026-02-01\n\
                3,Lost one,Verloren,2026-01-01,2026-02-01\n\
                4,Unknown,Lost,,\n";
    let mut workspace = empty(&mut Ids::seeded(1));
    import(&mut workspace, text, |_| {});
    let pipeline = workspace.pipelines_in_order()[0].clone();
    let deal = |title: &str| workspace.deals().iter().find(|d| d.title == title).unwrap().clone();
    assert_eq!(deal("Open one").stage, pipeline.stages[3].id);
    assert_eq!(deal("Won one").stage, pipeline.stages[4].id);
    let lost = deal("Lost one");
    assert_eq!(lost.stage, pipeline.stages[0].id);
    assert_eq!(lost.closing.loss_reason, Some(LossReason::Unknown));
    let what: Vec<Happening> = lost.history.iter().map(|event| event.what).collect();
    assert_eq!(what, [Happening::Entered(pipeline.stages[0].id), Happening::Lost]);
    assert_eq!(lost.history[0].at, lost.created);
    assert_eq!(lost.history[1].at, lost.outcome.closed_at());
    let unknown = deal("Unknown");
    assert_eq!((unknown.created, unknown.outcome), (None, Outcome::Lost(None)));
    assert!(unknown.history.iter().all(|event| event.at.is_none()));
}

#[test]
fn a_second_import_continues_the_deals_of_the_first() {
    let mut workspace = empty(&mut Ids::seeded(1));
    let head = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Value,Deal - Won time,Deal - Lost time,Deal - Lost reason\n";
    let first = format!("{head}1,A,Lead,Open,100,,,\n2,B,Lead,Open,100,,,\n3,C,Lead,Open,100,,,\n");
    import(&mut workspace, &first, |_| {});
    let second = format!(
        "{head}1,A,Proposal,Open,150,,,\n2,B,Lead,Won,100,2026-05-01 10:00:00,,\n\
         3,C,Lead,Lost,100,,2026-05-02 10:00:00,Merger\n4,D,Lead,Deleted,1,,,\n"
    );
    let plan = import(&mut workspace, &second, |_| {});
    assert_eq!((plan.new, plan.changed, plan.unchanged, plan.rejected), (0, 3, 0, 1));
    assert_eq!(workspace.deals().len(), 3);
    let deal = |title: &str| workspace.deals().iter().find(|d| d.title == title).unwrap().clone();
    assert_eq!(deal("A").history.len(), 2);
    assert_eq!(deal("A").value, Money::new(15_000, Currency::EUR).ok());
    assert!(deal("B").outcome.is_won());
    assert_eq!(deal("C").closing.loss_reason, Some(LossReason::Other));
    assert_eq!(deal("C").closing.note, "Merger");
    let third = import(&mut workspace, &second, |_| {});
    assert_eq!((third.changed, third.unchanged), (0, 3));
    let fourth = import(&mut workspace, &first, |_| {});
    assert_eq!(fourth.changed, 3);
    assert!(workspace.deals().iter().all(|deal| deal.outcome.is_open()));
}

#[test]
fn unknown_stages_are_made_or_rejected_as_chosen() {
    let text = "Title,Stage\nA,Lead\nB,  pROPOSAL \nC,Trial\nD,Qualification\n";
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, text, |mapping| {
        mapping.unknown_stages = UnknownStages::Reject;
    });
    assert_eq!(plan.row_errors[0].reason, Reason::UnknownStage);
    assert_eq!((plan.new, plan.rejected), (3, 1));
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, text, |_| {});
    assert_eq!(plan.stages_to_create[0].stages, ["Trial"]);
    assert_eq!(workspace.pipelines_in_order()[0].stages.len(), 6);
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, text, |mapping| {
        mapping.pipeline = PipelineChoice::New("Trade".into());
        mapping.stage_order = vec!["Trial".into(), "lead".into()];
    });
    assert_eq!(plan.stages_to_create[0].pipeline, "Trade");
    assert_eq!(plan.stages_to_create[0].stages, ["Trial", "Lead", "Qualification", "pROPOSAL"]);
}

#[test]
fn a_column_of_titles_taken_for_stages_does_not_make_thousands_of_stages() {
    let rows: Vec<String> = (0..500).map(|row| format!("Deal {row},Stage {row}")).collect();
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, &format!("Title,Stage\n{}", rows.join("\n")), |_| {});
    assert_eq!((plan.new, plan.rejected), (50, 450));
    assert_eq!(plan.row_errors[0].reason, Reason::TooManyStages);
}

#[test]
fn the_same_id_twice_in_a_file_is_said() {
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, "ID,Title\n7,A\n7,B\n8,C\n", |_| {});
    assert_eq!(plan.row_errors[0].reason, Reason::DuplicateId { first_row: 2 });
    assert_eq!((plan.new, plan.rejected), (2, 1));
}

#[test]
fn rejected_rows_can_be_taken_out_corrected_and_brought_in() {
    let workspace = empty(&mut Ids::seeded(1));
    let table = RawTable::read(b"Title;Created\nA;2026-01-01\nB;2026-02-31\n");
    let plan = plan_for(&table, &guess(&table, &workspace), &workspace);
    let text = rejected_rows(&table, &plan, Style::English);
    assert_eq!(text, "Title,Created\r\nB,2026-02-31\r\n");
    let mut workspace = workspace;
    let plan = import(&mut workspace, &text.replace("-31", "-28"), |_| {});
    assert_eq!((plan.new, plan.rejected), (1, 0));
}

#[test]
fn people_come_in_with_their_organisations() {
    let text = "First name,Last name,Company,Job title,Email\n\
                Rose,Gonzalez,Edge,SVP,rose@edge.com\nSean,Forbes,EDGE,CFO,\n";
    let mut workspace = empty(&mut Ids::seeded(1));
    let plan = import(&mut workspace, text, |mapping| assert_eq!(mapping.kind, FileKind::People));
    assert_eq!((plan.new, plan.new_organisations), (2, 1));
    let again = import(&mut workspace, text, |_| {});
    assert_eq!((again.new, again.unchanged), (0, 2));
}
