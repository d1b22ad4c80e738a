//! Exporting: what is written for spreadsheets comes back as it was.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]

use trichter::domain::{
    Closing, Currency, Day, Deal, Ids, Language, LossReason, Moment, Money, Organisation, Person,
    Preset, Probability, Timestamp, Zone,
};
use trichter::exchange::export::{self, Style};
use trichter::exchange::{Column, FileKind, Mapping, RawTable, plan};
use trichter::workspace::{Command, Place, Workspace};

fn moment() -> Moment {
    // 2026-11-21 in a zone one hour east.
    let zone = Zone::new(vec![(Timestamp::from_millis(0), 3_600_000)]);
    let start = zone.start_of(Day::new(2026, 11, 21).unwrap());
    Moment { now: Timestamp::from_millis(start.millis() + 36_123_456), zone }
}

fn apply(workspace: &mut Workspace, command: Command, ids: &mut Ids) {
    workspace.apply(command, &moment(), ids).unwrap();
}

fn random_text(ids: &mut Ids) -> String {
    const PARTS: [&str; 12] = [
        "=1+1",
        "+49 30",
        "-5",
        "@x",
        "'=a",
        "Meyer, Schulz",
        "a;b",
        "\"q\"",
        "ä€",
        "🎉",
        "x",
        "1.000",
    ];
    let mut text = String::new();
    for _ in 0..=ids.below(2) {
        let at = usize::try_from(ids.below(PARTS.len() as u64)).unwrap();
        text.push_str(PARTS[at]);
    }
    text
}

fn random_workspace(seed: u64, ids: &mut Ids) -> Workspace {
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::De, ids);
    let mut dice = Ids::seeded(seed);
    let stages: Vec<_> = workspace.pipelines_in_order()[0].stages.iter().map(|s| s.id).collect();
    for index in 0..4 {
        let organisation = Organisation {
            name: format!("{} {index}", random_text(&mut dice)),
            employees: Some(1_000),
            revenue: Money::new(100_000_050, Currency::EUR).ok(),
            website: "https://example.org/?a=1".into(),
            ..Organisation::default()
        };
        apply(&mut workspace, Command::SaveOrganisation(Box::new(organisation)), ids);
    }
    let organisations: Vec<_> = workspace.organisations().iter().map(|o| o.id).collect();
    for index in 0..3 {
        let person = Person {
            name: format!("{} {index}", random_text(&mut dice)),
            organisation: Some(organisations[0]),
            phone: "+49 30 1234".into(),
            ..Person::default()
        };
        apply(&mut workspace, Command::SavePerson(Box::new(person)), ids);
    }
    for _ in 0..dice.below(12) {
        let at = usize::try_from(dice.below(5)).unwrap();
        let deal = Deal {
            title: random_text(&mut dice),
            organisation: Some(organisations[at % 4]),
            value: (dice.below(3) > 0)
                .then(|| Money::new(i64::try_from(dice.below(10_000_000)).unwrap(), Currency::EUR))
                .and_then(Result::ok),
            stage: stages[at],
            notes: format!("{}\n{}", random_text(&mut dice), random_text(&mut dice)),
            tags: vec!["one".into(), "two".into()],
            expected_close: Day::new(2026, 12, 1 + u32::try_from(at).unwrap()).ok(),
            probability: (at == 2).then(|| Probability::from_percent(33).unwrap()),
            owner: random_text(&mut dice),
            ..Deal::default()
        };
        apply(&mut workspace, Command::CreateDeal { deal: Box::new(deal), place: Place::Top }, ids);
        let last = workspace.deals().iter().next_back().unwrap().id;
        let closing = Closing { loss_reason: Some(LossReason::Price), ..Closing::default() };
        let open = workspace.deals().get(last).unwrap().outcome.is_open();
        match dice.below(4) {
            0 if open => {
                let closing = Box::new(Closing::default());
                apply(&mut workspace, Command::WinDeal { deal: last, closing }, ids);
            }
            1 if open => {
                let closing = Box::new(closing);
                apply(&mut workspace, Command::LoseDeal { deal: last, closing }, ids);
            }
            _ => {}
        }
    }
    workspace
}

#[test]
fn importing_our_own_export_changes_nothing() {
    let mut ids = Ids::seeded(5);
    for seed in 0..100 {
        let workspace = random_workspace(seed, &mut ids);
        for style in Style::ALL {
            for (kind, text) in [
                (FileKind::Deals, export::deals(&workspace, style, &moment().zone)),
                (FileKind::Organisations, export::organisations(&workspace, style)),
                (FileKind::People, export::people(&workspace, style)),
            ] {
                let table = RawTable::read(text.as_bytes());
                let columns = Column::study_all(&table);
                let mapping = Mapping::guess(&table, &columns, &workspace, Language::De);
                assert_eq!(mapping.kind, kind);
                let plan = plan(&table, &mapping, &workspace, &moment(), Language::De, &mut ids);
                assert_eq!(plan.row_errors, [], "{text}");
                assert_eq!((plan.new, plan.changed), (0, 0), "{text}\n{:?}", plan.batch);
                assert_eq!(plan.batch.deals.len() + plan.batch.organisations.len(), 0);
            }
        }
    }
}

#[test]
fn our_own_export_makes_the_same_export_in_an_empty_workspace() {
    let mut ids = Ids::seeded(6);
    for seed in 0..100 {
        let workspace = random_workspace(seed, &mut ids);
        for style in Style::ALL {
            let mut copy = Workspace::new("Copy", Preset::Standard, Language::De, &mut ids);
            let tables = [
                export::organisations(&workspace, style),
                export::people(&workspace, style),
                export::deals(&workspace, style, &moment().zone),
            ];
            for text in &tables {
                let table = RawTable::read(text.as_bytes());
                let columns = Column::study_all(&table);
                let mapping = Mapping::guess(&table, &columns, &copy, Language::De);
                let plan = plan(&table, &mapping, &copy, &moment(), Language::De, &mut ids);
                assert_eq!(plan.row_errors, [], "{text}");
                apply(&mut copy, Command::Import(Box::new(plan.batch)), &mut ids);
            }
            assert_eq!(copy.problems(), []);
            assert_eq!(export::organisations(&copy, style), tables[0]);
            assert_eq!(export::people(&copy, style), tables[1]);
            assert_eq!(export::deals(&copy, style, &moment().zone), tables[2]);
        }
    }
}

#[test]
fn the_german_form_is_what_a_german_excel_opens() {
    let mut ids = Ids::seeded(1);
    let workspace = random_workspace(3, &mut ids);
    let text = export::deals(&workspace, Style::German, &moment().zone);
    assert!(text.starts_with("\u{feff}Trichter-ID;Titel;"));
    assert!(text.lines().count() > 1 && text.ends_with("\r\n"));
    let english = export::deals(&workspace, Style::English, &moment().zone);
    assert!(english.starts_with("Trichter-ID,Title,"));
    let activities = export::activities(&workspace, Style::English, &moment().zone);
    assert!(activities.starts_with("Trichter-ID,Kind,"));
}
