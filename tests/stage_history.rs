//! Where a file tells how deals went through their stages, they get exactly that
//! history; several files join; likely duplicates are asked about.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

use std::path::PathBuf;
use trichter::domain::{
    Activity, ActivityKind, Day, Deal, Engagement, Happening, Ids, Language, Moment, Outcome,
    Preset, Timestamp, Zone,
};
use trichter::exchange::{
    Bundle, Column, FileKind, ImportPlan, Likeness, Mapping, RawTable, Reason, RecordRef,
    RowDecision, Sheet, Target, plan, plan_all,
};
use trichter::workspace::{Command, Workspace};

fn moment() -> Moment {
    Moment::at_start_of(Day::new(2026, 11, 21).unwrap())
}

fn empty() -> Workspace {
    Workspace::new("Test", Preset::Standard, Language::En, &mut Ids::seeded(1))
}

fn guess(table: &RawTable, workspace: &Workspace) -> Mapping {
    let columns = Column::study_all(table);
    let mapping = Mapping::guess(table, &columns, workspace, Language::En);
    assert_eq!(mapping.problems(&columns), []);
    mapping
}

fn planned(text: &str, workspace: &Workspace) -> ImportPlan {
    let table = RawTable::read(text.as_bytes());
    let mapping = guess(&table, workspace);
    plan(&table, &mapping, workspace, &moment(), Language::En, &mut Ids::seeded(99))
}

fn import(text: &str, workspace: &mut Workspace) -> ImportPlan {
    let plan = planned(text, workspace);
    apply(workspace, plan.batch.clone());
    plan
}

fn apply(workspace: &mut Workspace, batch: trichter::workspace::Batch) {
    let command = Command::Import(Box::new(batch));
    workspace.apply(command, &moment(), &mut Ids::seeded(7)).unwrap();
    assert_eq!(workspace.problems(), []);
    workspace.deals().iter().for_each(|deal| agrees(deal));
}

/// Stage, outcome and history of a deal say the same.
fn agrees(deal: &Deal) {
    let stage = deal.history.iter().rev().find_map(|event| match event.what {
        Happening::Entered(stage) | Happening::Reopened(stage) => Some(stage),
        Happening::Won | Happening::Lost => None,
    });
    assert_eq!(stage, Some(deal.stage), "{deal:?}");
    let last = deal.history.last().unwrap();
    match deal.outcome {
        Outcome::Open => assert!(!matches!(last.what, Happening::Won | Happening::Lost)),
        Outcome::Won(at) => assert_eq!((last.what, last.at), (Happening::Won, at)),
        Outcome::Lost(at) => assert_eq!((last.what, last.at), (Happening::Lost, at)),
    }
}

/// The history of a deal in words: `Lead 2026-01-05 10:00`.
fn told(workspace: &Workspace, title: &str) -> Vec<String> {
    let deal = workspace.deals().iter().find(|deal| deal.title == title).unwrap();
    let zone = Zone::default();
    let name = |id| workspace.stage(id).unwrap().1.name.clone();
    deal.history
        .iter()
        .map(|event| {
            let what = match event.what {
                Happening::Entered(stage) => name(stage),
                Happening::Reopened(stage) => format!("again {}", name(stage)),
                Happening::Won => "won".to_owned(),
                Happening::Lost => "lost".to_owned(),
            };
            let at = event.at.map_or("?".to_owned(), |at: Timestamp| {
                let minute = zone.minute_of_day(at);
                format!("{} {:02}:{:02}", zone.day(at), minute / 60, minute % 60)
            });
            format!("{what} {at}")
        })
        .collect()
}

fn shared(path: &str) -> Option<RawTable> {
    let root = std::env::var_os("TRICHTER_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let file = root.join(path);
    let bytes = std::fs::read(&file);
    if bytes.is_err() {
        println!("skipped: {} is not there", file.display());
    }
    bytes.ok().map(|bytes| RawTable::read(&bytes))
}

#[test]
fn the_salesforce_files_join_into_deals_with_their_history() {
    let names = ["OpportunityHistory", "Opportunity", "Contact", "Account"];
    let tables: Vec<RawTable> =
        names.iter().filter_map(|name| shared(&format!("data/salesforce/{name}.csv"))).collect();
    if tables.len() < names.len() {
        return;
    }
    let mut workspace = empty();
    let join = |workspace: &Workspace| -> Bundle {
        let mappings: Vec<Mapping> = tables.iter().map(|table| guess(table, workspace)).collect();
        let kinds: Vec<FileKind> = mappings.iter().map(|mapping| mapping.kind).collect();
        assert_eq!(
            kinds,
            [FileKind::History, FileKind::Deals, FileKind::People, FileKind::Organisations]
        );
        let sheets: Vec<Sheet<'_>> =
            tables.iter().zip(&mappings).map(|(table, mapping)| Sheet { table, mapping }).collect();
        plan_all(&sheets, workspace, &moment(), Language::En, &mut Ids::seeded(3)).unwrap()
    };
    let before = workspace.clone();
    let bundle = join(&workspace);
    let history = &bundle.plans[0];
    println!(
        "Salesforce: {} opportunities, {} of {} history rows joined",
        bundle.plans[1].new,
        history.changed + history.unchanged,
        tables[0].len()
    );
    assert_eq!((bundle.plans[1].new, bundle.plans[1].rejected), (36, 0));
    assert_eq!((history.changed + history.unchanged, history.rejected), (48, 0));
    let command = Command::Import(Box::new(bundle.batch.clone()));
    let transaction = workspace.apply(command, &moment(), &mut Ids::seeded(7)).unwrap();
    assert_eq!(workspace.problems(), []);
    let zone = Zone::default();
    let opportunities = &tables[1];
    let column = |name: &str| opportunities.headers().position(|header| header == name).unwrap();
    let mut checked = 0;
    for row in 0..opportunities.len() {
        let cell = |name: &str| opportunities.cell(row, column(name));
        let deal = workspace.deals().iter().find(|deal| deal.foreign_id == cell("Id")).unwrap();
        agrees(deal);
        assert!(deal.organisation.is_some() || cell("AccountId").is_empty());
        let parts: Vec<u32> =
            cell("CloseDate").split('/').map(|part| part.parse().unwrap()).collect();
        let close = Day::new(2000 + i32::try_from(parts[2]).unwrap(), parts[0], parts[1]).unwrap();
        match cell("StageName") {
            "Closed Won" => assert!(deal.outcome.is_won()),
            "Closed Lost" => assert!(deal.outcome.is_lost()),
            stage => {
                assert!(deal.outcome.is_open());
                assert_eq!(workspace.stage(deal.stage).unwrap().1.name, stage);
                assert_eq!(deal.expected_close, Some(close));
            }
        }
        if let Some(at) = deal.outcome.closed_at() {
            assert_eq!(zone.day(at), close, "{}", deal.title);
        }
        checked += 1;
    }
    assert_eq!(checked, 36);
    let by_id = |id: &str| {
        let deal = workspace.deals().iter().find(|deal| deal.foreign_id == id).unwrap();
        deal.title.clone()
    };
    assert_eq!(
        told(&workspace, &by_id("006bm00000LKdM8AAL")),
        ["Prospecting 2026-02-24 02:19", "Proposal/Price Quote 2026-02-24 02:20"]
    );
    assert_eq!(
        told(&workspace, &by_id("006bm00000LKg0bAAD")),
        ["Prospecting 2026-02-24 02:15", "lost 2026-03-31 00:00"]
    );
    assert_eq!(
        told(&workspace, &by_id("006bm00000LKgOnAAL")),
        [
            "Prospecting 2026-02-24 02:18",
            "won 2026-02-24 02:20",
            "again Prospecting 2026-03-07 20:59",
            "lost 2026-02-23 00:00"
        ]
    );
    // The same files again change nothing; one undo takes all of it back.
    let again = join(&workspace);
    let changed: Vec<usize> = again.plans.iter().map(|plan| plan.new + plan.changed).collect();
    assert_eq!(changed, [0, 0, 0, 0], "{:?}", again.batch);
    workspace.replay(&transaction.inverse(workspace.sequence() + 1, moment().now));
    assert_eq!(workspace.deals().len(), 0);
    assert_eq!(workspace.pipelines(), before.pipelines());
}

#[test]
fn the_maven_files_join_by_name_in_one_step() {
    let (Some(accounts), Some(deals)) =
        (shared("data/maven/accounts.csv"), shared("data/maven/sales_pipeline.csv"))
    else {
        return;
    };
    let mut workspace = empty();
    let mappings = [guess(&deals, &workspace), guess(&accounts, &workspace)];
    let sheets = [
        Sheet { table: &deals, mapping: &mappings[0] },
        Sheet { table: &accounts, mapping: &mappings[1] },
    ];
    let bundle =
        plan_all(&sheets, &workspace, &moment(), Language::En, &mut Ids::seeded(3)).unwrap();
    assert_eq!((bundle.plans[0].new, bundle.plans[1].new), (8_800, 85));
    assert_eq!(bundle.plans[0].new_organisations, 0);
    apply(&mut workspace, bundle.batch);
    assert_eq!((workspace.deals().len(), workspace.organisations().len()), (8_800, 85));
    println!("Maven: 8800 opportunities joined to 85 accounts by name");
}

const HUBSPOT: &str = "\"Record ID\",\"Deal Name\",\"Pipeline\",\"Deal Stage\",\"Amount\",\"Close Date\",\"Create Date\",\"Date entered \"\"Appointment Scheduled (Sales Pipeline)\"\"\",\"Date exited \"\"Appointment Scheduled (Sales Pipeline)\"\"\",\"Date entered \"\"Contract Sent (Sales Pipeline)\"\"\",\"Date entered \"\"Closed Won (Sales Pipeline)\"\"\",\"Date entered \"\"Closed Lost (Sales Pipeline)\"\"\",\"Date entered \"\"Contract Sent (Partners)\"\"\",\"Cumulative time in \"\"Contract Sent (Sales Pipeline)\"\"\"\n";

#[test]
fn hubspots_columns_of_times_become_the_history() {
    let text = format!(
        "{HUBSPOT}\
         \"1\",\"Won one\",\"Sales Pipeline\",\"Closed Won (Sales Pipeline)\",\"117.0\",\"2026-03-10 09:00\",\"2026-03-01 08:00\",\"2026-03-01 08:00\",\"2026-03-04 20:00\",\"2026-03-04 20:00\",\"2026-03-10 09:00\",\"\",\"2026-03-02 00:00\",\"x\"\n\
         \"2\",\"Open one\",\"Sales Pipeline\",\"Contract Sent (Sales Pipeline)\",\"5\",\"2026-12-01 09:00\",\"2026-03-01 08:00\",\"2026-03-01 08:00\",\"\",\"2026-03-05 10:30\",\"\",\"\",\"\",\"\"\n\
         \"3\",\"Back again\",\"Sales Pipeline\",\"Appointment Scheduled\",\"5\",\"\",\"2026-03-01 08:00\",\"2026-03-20 08:00\",\"\",\"2026-03-05 10:30\",\"2026-03-06 10:30\",\"\",\"\",\"\"\n\
         \"4\",\"Lost at once\",\"Sales Pipeline\",\"Closed Lost\",\"5\",\"2026-03-09 00:00\",\"2026-03-01 08:00\",\"\",\"\",\"\",\"\",\"2026-03-09 15:00\",\"\",\"\"\n\
         \"5\",\"No times\",\"Sales Pipeline\",\"Contract Sent\",\"5\",\"\",\"2026-03-01 08:00\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n\
         \"6\",\"Bad time\",\"Sales Pipeline\",\"Contract Sent\",\"5\",\"\",\"2026-03-01 08:00\",\"soon\",\"\",\"\",\"\",\"\",\"\",\"\"\n"
    );
    let mut workspace = empty();
    let plan = import(&text, &mut workspace);
    assert_eq!((plan.new, plan.rejected), (5, 1));
    assert_eq!(plan.row_errors[0].target, Some(Target::EnteredStage));
    assert_eq!(plan.row_errors[0].column, Some(7));
    assert_eq!(plan.stages_to_create[0].stages, ["Appointment Scheduled", "Contract Sent"]);
    for (title, history) in [
        (
            "Won one",
            vec![
                "Appointment Scheduled 2026-03-01 08:00",
                "Contract Sent 2026-03-04 20:00",
                "won 2026-03-10 09:00",
            ],
        ),
        (
            "Open one",
            vec!["Appointment Scheduled 2026-03-01 08:00", "Contract Sent 2026-03-05 10:30"],
        ),
        (
            "Back again",
            vec![
                "Contract Sent 2026-03-05 10:30",
                "won 2026-03-06 10:30",
                "again Appointment Scheduled 2026-03-20 08:00",
            ],
        ),
        ("Lost at once", vec!["Appointment Scheduled 2026-03-01 08:00", "lost 2026-03-09 15:00"]),
        ("No times", vec!["Contract Sent 2026-03-01 08:00"]),
    ] {
        assert_eq!(told(&workspace, title), history, "{title}");
    }
    // Time in stage: 3.5 days before the contract was sent.
    let won = workspace.deals().iter().find(|deal| deal.title == "Won one").unwrap();
    let stay = moment().zone.days_between(won.history[0].at.unwrap(), won.history[1].at.unwrap());
    assert!((stay - 3.5).abs() < 1e-9);
    let again = import(&text, &mut workspace);
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 5), "{:?}", again.batch);
    // A later export goes on where the first one ended.
    let later = text
        .replace(
            "\"Contract Sent (Sales Pipeline)\",\"5\",\"2026-12-01 09:00\"",
            "\"Closed Won\",\"5\",\"2026-04-02 09:00\"",
        )
        .replace(
            "\"2026-03-05 10:30\",\"\",\"\",\"\",\"\"",
            "\"2026-03-05 10:30\",\"2026-04-02 09:00\",\"\",\"\",\"\"",
        );
    let third = import(&later, &mut workspace);
    assert_eq!((third.new, third.changed), (0, 1));
    assert_eq!(
        told(&workspace, "Open one"),
        [
            "Appointment Scheduled 2026-03-01 08:00",
            "Contract Sent 2026-03-05 10:30",
            "won 2026-04-02 09:00"
        ]
    );
}

#[test]
fn pipedrive_and_close_are_read_in_their_languages() {
    for text in [
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Stage,Deal - Status,Deal - Won time,Deal - Contact person\n7,A,\"£1,250.50\",GBP,Acme,Proposal,Won,2026-03-01 10:00:00,Ada\n",
        "Deal - ID;Deal - Titel;Deal - Wert;Deal - Währung;Deal - Organisation;Deal - Phase;Deal - Status;Deal - Gewonnen am;Deal - Kontaktperson\n7;A;1.250,50;GBP;Acme;Proposal;Gewonnen;01.03.2026 10:00;Ada\n",
        "Obchod - ID;Obchod - Název;Obchod - Hodnota;Obchod - Měna;Obchod - Organizace;Obchod - Fáze;Obchod - Stav;Obchod - Datum výhry;Obchod - Kontaktní osoba\n7;A;1 250,50;GBP;Acme;Proposal;Vyhráno;1.3.2026 10:00;Ada\n",
        "id,opportunity_name,value,value_currency,lead_name,lead_id,status_label,status_type,date_won,contact_name\n7,A,1250.50,GBP,Acme,l1,Proposal,won,2026-03-01T10:00:00+00:00,Ada\n",
    ] {
        let mut workspace = empty();
        let text = text.replace("opportunity_name", "title");
        let plan = import(&text, &mut workspace);
        assert_eq!((plan.new, plan.rejected), (1, 0), "{text} {:?}", plan.row_errors);
        let deal = workspace.deals().iter().next().unwrap();
        assert_eq!((deal.title.as_str(), deal.foreign_id.as_str()), ("A", "7"), "{text}");
        assert_eq!(
            deal.value.map(|value| (value.minor(), value.currency().code().to_owned())),
            Some((125_050, "GBP".to_owned())),
            "{text}"
        );
        assert_eq!(workspace.stage(deal.stage).unwrap().1.name, "Proposal", "{text}");
        assert_eq!(
            deal.outcome.closed_at().map(|at| moment().zone.minute_of_day(at)),
            Some(600),
            "{text}"
        );
        assert_eq!(workspace.organisation_of(deal).unwrap().name, "Acme", "{text}");
        assert_eq!(workspace.people().iter().next().unwrap().name, "Ada", "{text}");
    }
}

#[test]
fn activities_come_in_and_find_what_they_belong_to() {
    let mut workspace = empty();
    import("ID,Title,Company\n7,Relaunch,Acme\n", &mut workspace);
    let text = "Type,Subject,Deal ID,Contact person,Due date,Done\n\
                Call,Ring Ada,7,Ada,2026-12-01 14:30,\n\
                Meeting,Workshop,7,Ada,2026-10-01,yes\n\
                Webinar,Came,,Ada,,2026-09-01 10:00\n\
                Task,Lost link,99,,2026-12-03,\n\
                Task,,,,,\n";
    let plan = import(text, &mut workspace);
    assert_eq!((plan.new, plan.rejected, plan.new_people), (4, 1, 1), "{:?}", plan.row_errors);
    let find = |subject: &str| -> Activity {
        (**workspace.activities().iter().find(|activity| activity.subject == subject).unwrap())
            .clone()
    };
    let call = find("Ring Ada");
    assert_eq!((call.kind, call.due_minute, call.done), (ActivityKind::Call, Some(870), None));
    assert!(call.deal.is_some() && call.person.is_some());
    assert!(find("Workshop").done.is_some());
    assert_eq!(find("Came").kind, ActivityKind::Engagement(Engagement::Webinar));
    assert_eq!(find("Lost link").deal, None);
    let again = planned(text, &workspace);
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 4), "{:?}", again.batch);
}

#[test]
fn a_change_of_stage_of_a_deal_nobody_knows_is_reported() {
    let mut workspace = empty();
    import("ID,Title\n7,A\n", &mut workspace);
    let text = "Deal ID,Stage,Changed at\n7,Lead,2026-01-01\n7,Proposal,2026-02-01\n8,Lead,2026-01-01\n7,,2026-01-01\n";
    let plan = planned(text, &workspace);
    let reasons: Vec<(usize, Reason)> =
        plan.row_errors.iter().map(|error| (error.row, error.reason)).collect();
    assert_eq!(reasons, [(4, Reason::UnknownDeal), (5, Reason::UnknownStage)]);
}

#[test]
fn likely_duplicates_are_named_and_merged_or_left_out_as_decided() {
    let mut workspace = empty();
    import("account,sector\nMüller & Söhne GmbH,IT\n", &mut workspace);
    import("First name,Last name,Email\nAda,Lovelace,ada@example.org\n", &mut workspace);
    import("Title,Company\nUmbau,Müller & Söhne GmbH\n", &mut workspace);
    let cases = [
        ("account,sector\nMÜLLER & SÖHNE,Handel\nNeu AG,Bau\n", Likeness::SimilarName),
        (
            "First name,Last name,Email\nA.,Lovelace,ADA@example.org\nBob,Neu,b@x.org\n",
            Likeness::Email,
        ),
        (
            "ID,Title,Company,Value\n5,umbau,Müller & Söhne GmbH,7\n6,Neu,,8\n",
            Likeness::TitleAndCustomer,
        ),
    ];
    for (text, likeness) in cases {
        let table = RawTable::read(text.as_bytes());
        let mut mapping = guess(&table, &workspace);
        let plan_with = |mapping: &Mapping| {
            plan(&table, mapping, &workspace, &moment(), Language::En, &mut Ids::seeded(4_711))
        };
        let first = plan_with(&mapping);
        assert_eq!((first.new, first.duplicates.len()), (2, 1), "{text}");
        let duplicate = first.duplicates[0].clone();
        assert_eq!((duplicate.row, duplicate.likeness), (2, likeness), "{text}");
        mapping.decisions.insert(2, RowDecision::Merge(duplicate.of));
        let merged = plan_with(&mapping);
        assert_eq!((merged.new, merged.changed, merged.duplicates.len()), (1, 1, 0), "{text}");
        match duplicate.of {
            RecordRef::Deal(id) => assert!(
                merged.batch.deals.iter().any(|deal| deal.id == id && deal.foreign_id == "5")
            ),
            RecordRef::Organisation(id) => assert!(
                merged.batch.organisations.iter().any(|o| o.id == id && o.industry == "Handel")
            ),
            RecordRef::Person(id) => {
                assert!(merged.batch.people.iter().any(|person| person.id == id));
            }
        }
        mapping.decisions.insert(2, RowDecision::LeaveOut);
        let without = plan_with(&mapping);
        assert_eq!((without.new, without.changed, without.left_out), (1, 0, 1), "{text}");
    }
}

#[test]
fn a_cell_corrected_in_place_lets_its_row_in() {
    let workspace = empty();
    let mut table = RawTable::read(b"Title,Created\nA,2026-02-31\nB,2026-01-01\n");
    let mapping = guess(&table, &workspace);
    let make = |table: &RawTable| {
        plan(table, &mapping, &workspace, &moment(), Language::En, &mut Ids::seeded(9))
    };
    assert_eq!((make(&table).new, make(&table).rejected), (1, 1));
    table.set_cell(0, 1, "2026-02-28");
    assert_eq!((make(&table).new, make(&table).rejected), (2, 0));
    assert_eq!((table.cell(0, 1), table.edit_count()), ("2026-02-28", 1));
}
