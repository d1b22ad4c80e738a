//! Exporting: what is written for spreadsheets comes back as it was.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

use trichter::document;
use trichter::domain::{
    Activity, ActivityKind, Closing, Currency, Day, Deal, Engagement, Ids, Language, LossReason,
    Moment, Money, Organisation, Person, Preset, Probability, Timestamp, Zone,
};
use trichter::exchange::export::{self, Cell, Style};
use trichter::exchange::{Column, FileKind, Mapping, RawTable, Sheet, plan, plan_all, share};
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

const KINDS: [ActivityKind; 4] = [
    ActivityKind::Task,
    ActivityKind::Note,
    ActivityKind::Meeting,
    ActivityKind::Engagement(Engagement::Webinar),
];

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
            2 | 3 if open => {
                // Through some stages, at times of their own.
                for hours in 1..=dice.below(4) {
                    let stage = stages[usize::try_from(dice.below(5)).unwrap()];
                    let now = moment().now.millis() + i64::try_from(hours * 3_600_123).unwrap();
                    let later = Moment { now: Timestamp::from_millis(now), ..moment() };
                    let command = Command::MoveDeal { deal: last, stage, place: Place::Top };
                    workspace.apply(command, &later, ids).unwrap();
                }
            }
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
    let deals: Vec<_> = workspace.deals().iter().map(|deal| deal.id).collect();
    let people: Vec<_> = workspace.people().iter().map(|person| person.id).collect();
    for index in 0..dice.below(6) {
        let at = usize::try_from(dice.below(4)).unwrap();
        let due = Day::new(2026, 12, 1 + u32::try_from(index).unwrap()).unwrap();
        let activity = Activity {
            kind: KINDS[at],
            subject: random_text(&mut dice),
            deal: deals.get(at).copied(),
            person: people.get(at).copied(),
            organisation: (at == 1).then(|| organisations[2]),
            due: (at != 1).then_some(due),
            due_minute: (at == 2).then(|| u16::try_from(index * 200).unwrap()),
            done: (at == 3).then(|| moment().now),
            notes: random_text(&mut dice),
            ..Activity::default()
        };
        apply(&mut workspace, Command::SaveActivity(Box::new(activity)), ids);
    }
    workspace
}

/// How many random workspaces go out and come in again.
const WORKSPACES: u64 = 1_000;

#[test]
fn importing_our_own_export_changes_nothing() {
    let mut ids = Ids::seeded(5);
    let mut tables = 0;
    for seed in 0..WORKSPACES {
        let workspace = random_workspace(seed, &mut ids);
        for style in Style::ALL.into_iter().skip(usize::from(seed % 2 == 0)).take(1) {
            for (kind, text) in [
                (FileKind::Deals, export::deals(&workspace, style, &moment().zone)),
                (FileKind::Organisations, export::organisations(&workspace, style)),
                (FileKind::People, export::people(&workspace, style)),
                (FileKind::History, export::history(&workspace, style, &moment().zone)),
                (FileKind::Activities, export::activities(&workspace, style, &moment().zone)),
            ] {
                tables += 1;
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
    println!("{tables} tables of {WORKSPACES} workspaces came back and changed nothing");
}

#[test]
fn our_own_export_makes_the_same_export_in_an_empty_workspace() {
    let mut ids = Ids::seeded(6);
    for seed in 0..WORKSPACES {
        let workspace = random_workspace(seed, &mut ids);
        let json = document::write(&workspace);
        let reading = document::read(&json).unwrap();
        assert_eq!((reading.problems.len(), document::write(&reading.workspace)), (0, json));
        for style in Style::ALL.into_iter().skip(usize::from(seed % 2 == 0)).take(1) {
            let mut copy = Workspace::new("Copy", Preset::Standard, Language::De, &mut ids);
            let tables = [
                export::organisations(&workspace, style),
                export::people(&workspace, style),
                export::deals(&workspace, style, &moment().zone),
                export::history(&workspace, style, &moment().zone),
                export::activities(&workspace, style, &moment().zone),
            ];
            let read: Vec<(RawTable, Mapping)> = tables
                .iter()
                .map(|text| {
                    let table = RawTable::read(text.as_bytes());
                    let columns = Column::study_all(&table);
                    let mapping = Mapping::guess(&table, &columns, &copy, Language::De);
                    (table, mapping)
                })
                .collect();
            let sheets: Vec<Sheet<'_>> =
                read.iter().map(|(table, mapping)| Sheet { table, mapping }).collect();
            let bundle = plan_all(&sheets, &copy, &moment(), Language::De, &mut ids).unwrap();
            assert!(bundle.plans.iter().all(|plan| plan.rejected == 0), "{bundle:?}");
            apply(&mut copy, Command::Import(Box::new(bundle.batch)), &mut ids);
            assert_eq!(copy.problems(), []);
            assert_eq!(export::organisations(&copy, style), tables[0]);
            assert_eq!(export::people(&copy, style), tables[1]);
            assert_eq!(export::deals(&copy, style, &moment().zone), tables[2]);
            assert_eq!(export::history(&copy, style, &moment().zone), tables[3]);
            assert_eq!(export::activities(&copy, style, &moment().zone), tables[4]);
        }
    }
    println!("{WORKSPACES} workspaces: JSON byte for byte, every table the same");
}

#[test]
fn telephone_numbers_and_negative_texts_survive_the_way_through_a_spreadsheet() {
    let mut ids = Ids::seeded(9);
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut ids);
    for (name, phone) in [("-5", "+49 30 1234"), ("=1+1", "-5"), ("@SUM(A1)", "'+49")] {
        let person = Person { name: name.into(), phone: phone.into(), ..Person::default() };
        apply(&mut workspace, Command::SavePerson(Box::new(person)), &mut ids);
    }
    for style in Style::ALL {
        let text = export::people(&workspace, style);
        let table = RawTable::read(text.as_bytes());
        for row in 0..3 {
            for column in 0..table.width() {
                assert!(!table.cell(row, column).starts_with(['=', '+', '-', '@']));
            }
        }
        let mapping = Mapping::guess(&table, &Column::study_all(&table), &workspace, Language::De);
        let plan = plan(&table, &mapping, &workspace, &moment(), Language::De, &mut ids);
        assert_eq!((plan.new, plan.changed, plan.unchanged), (0, 0, 3));
    }
    // Numbers are numbers, below zero too.
    let rows = vec![vec![Cell::Text("=a"), Cell::Decimal(-1_250, 2), Cell::Whole(-5)]];
    assert_eq!(
        export::table(Style::German, &["Grund", "Wert", "n"], rows.clone()),
        "\u{feff}Grund;Wert;n\r\n'=a;-12,50;-5\r\n"
    );
    assert_eq!(
        export::table(Style::English, &["Reason", "Value", "n"], rows),
        "Reason,Value,n\r\n'=a,-12.50,-5\r\n"
    );
}

/// Unfolds content lines and checks what every reader of them wants.
fn content_lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\n', '\r']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn tasks_go_into_a_calendar_with_and_without_a_time_of_day() {
    let mut ids = Ids::seeded(9);
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut ids);
    let task = |subject: &str, minute: Option<u16>, done: Option<Timestamp>| {
        Activity {
        subject: subject.into(),
        due: Day::new(2026, 12, 31).ok(),
        due_minute: minute,
        done,
        notes: "Zeile 1\nZeile 2; mit, Zeichen \\ und einem sehr langen Satz über Größe, Preis und Zeit".into(),
        ..Activity::default()
    }
    };
    for activity in [
        task("Angebot", None, None),
        task("Anruf, kurz", Some(870), None),
        task("Fertig", None, Some(moment().now)),
        Activity { subject: "Ohne Tag".into(), ..Activity::default() },
    ] {
        apply(&mut workspace, Command::SaveActivity(Box::new(activity)), &mut ids);
    }
    let text = export::calendar(&workspace, &moment(), Style::German);
    let lines = content_lines(&text);
    let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(lines[0], "BEGIN:VCALENDAR");
    assert_eq!((count("BEGIN:VEVENT"), count("END:VEVENT"), count("UID:")), (2, 2, 2));
    assert_eq!(count("DTSTAMP:20261121T090203Z"), 2);
    assert_eq!(count("DTSTART;VALUE=DATE:20261231") + count("DTEND;VALUE=DATE:20270101"), 2);
    // 14:30 an hour east of Greenwich.
    assert_eq!(count("DTSTART:20261231T133000Z") + count("DTEND:20261231T140000Z"), 2);
    assert_eq!(count("SUMMARY:Anruf\\, kurz"), 1);
    assert_eq!(count("DESCRIPTION:Zeile 1\\nZeile 2\\; mit\\, Zeichen \\\\ und"), 2);
    let uids = |text: &str| -> Vec<String> {
        content_lines(text).into_iter().filter(|line| line.starts_with("UID:")).collect()
    };
    let later = Moment { now: Timestamp::from_millis(moment().now.millis() + 1), ..moment() };
    assert_eq!(uids(&text), uids(&export::calendar(&workspace, &later, Style::English)));
}

#[test]
fn people_go_into_an_address_book() {
    let mut ids = Ids::seeded(9);
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut ids);
    let company = Organisation { name: "Müller; Söhne, GmbH".into(), ..Organisation::default() };
    apply(&mut workspace, Command::SaveOrganisation(Box::new(company)), &mut ids);
    let person = Person {
        name: "Ada King Lovelace".into(),
        organisation: workspace.organisations().iter().next().map(|o| o.id),
        department: "IT".into(),
        position: "Leitung".into(),
        phone: "+49 30 1234".into(),
        email: "ada@example.org".into(),
        ..Person::default()
    };
    apply(&mut workspace, Command::SavePerson(Box::new(person)), &mut ids);
    let lines = content_lines(&export::cards(&workspace, &moment()));
    for line in [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "FN:Ada King Lovelace",
        "N:Lovelace;Ada King;;;",
        "ORG:Müller\\; Söhne\\, GmbH;IT",
        "TITLE:Leitung",
        "TEL;TYPE=work,voice;VALUE=text:+49 30 1234",
        "EMAIL;TYPE=work:ada@example.org",
        "REV:20261121T090203Z",
        "END:VCARD",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line} in {lines:?}");
    }
}

#[test]
fn a_small_workspace_fits_into_an_address() {
    let mut ids = Ids::seeded(9);
    let workspace = random_workspace(3, &mut ids);
    let json = document::write(&workspace);
    let packed = share::pack(&json);
    println!("{} bytes of a document make an address of {} characters", json.len(), packed.len());
    assert!(packed.len() < json.len() / 2);
    let back = document::read(&share::unpack(&packed).unwrap()).unwrap();
    assert_eq!(document::write(&back.workspace), json);
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
