//! A Trello board: lists become stages, cards deals, moves their history.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

use std::fmt::Write as _;
use trichter::domain::{Day, Happening, Ids, Language, Moment, Money, Preset, Zone};
use trichter::exchange::trello::{self, ArchivedCards, Board, TrelloError};
use trichter::exchange::{Sheet, plan_all};
use trichter::workspace::{Command, Workspace};

fn moment() -> Moment {
    Moment::at_start_of(Day::new(2026, 11, 21).unwrap())
}

/// The id of a card made at a time: eight hexadecimal digits of seconds.
fn id(day: u32, hour: i64, tail: u32) -> String {
    let zone = Zone::default();
    let start = zone.start_of(Day::new(2026, 3, day).unwrap()).millis() / 1_000;
    format!("{:08x}{tail:016x}", start + hour * 3_600)
}

fn action(kind: &str, card: &str, at: &str, data: &str) -> String {
    format!(
        "{{\"type\":\"{kind}\",\"date\":\"{at}\",\"data\":{{\"card\":{{\"id\":\"{card}\",\"name\":\"x\"}},{data}}}}}"
    )
}

fn moved(card: &str, at: &str, from: &str, to: &str) -> String {
    let data = format!(
        "\"listBefore\":{{\"id\":\"{from}\",\"name\":\"old\"}},\"listAfter\":{{\"id\":\"{to}\",\"name\":\"old\"}}"
    );
    action("updateCard", card, at, &data)
}

fn board() -> String {
    let [a, b, c] = [id(1, 8, 1), id(1, 9, 2), id(2, 8, 3)];
    let [archived, in_archived] = [id(3, 8, 4), id(4, 8, 5)];
    let card = |id: &str, name: &str, list: &str, more: &str| {
        format!(
            "{{\"id\":\"{id}\",\"name\":\"{name}\",\"idList\":\"{list}\",\"desc\":\"\",\"closed\":false,\"due\":null,\"labels\":[],\"idMembers\":[]{more}}}"
        )
    };
    let cards = [
        card(&a, "Alpha, \\\"GmbH\\\"", "l3", ",\"pos\":1,\"customFieldItems\":[{\"idCustomField\":\"f1\",\"value\":{\"number\":\"12500.50\"}}]"),
        card(&b, "Beta", "l2", "").replace("\"due\":null", "\"due\":\"2026-12-24T10:00:00.000Z\"").replace("\"labels\":[]", "\"labels\":[{\"name\":\"hot\",\"color\":\"red\"},{\"name\":\"\",\"color\":\"blue\"}]").replace("\"idMembers\":[]", "\"idMembers\":[\"m1\"]"),
        card(&c, "Gamma", "l4", ""),
        card(&archived, "Archived", "l1", "").replace("\"closed\":false", "\"closed\":true"),
        card(&in_archived, "In archived list", "l9", ""),
    ];
    // As Trello writes them: the latest first.
    let actions = [
        moved(&c, "2026-03-20T08:00:00.000Z", "l2", "l4"),
        moved(&a, "2026-03-10T12:30:00.000Z", "l2", "l3"),
        action("commentCard", &a, "2026-03-09T12:30:00.000Z", "\"text\":\"hello\""),
        action("updateCard", &a, "2026-03-08T12:30:00.000Z", "\"old\":{\"name\":\"Alfa\"}"),
        moved(&b, "2026-03-06T08:00:00.000Z", "l1", "l2"),
        moved(&a, "2026-03-05T08:00:00.000Z", "l1", "l2"),
        action(
            "createCard",
            &c,
            "2026-03-02T08:00:00.100Z",
            "\"list\":{\"id\":\"l2\",\"name\":\"Angebot\"}",
        ),
        action(
            "createCard",
            &b,
            "2026-03-01T09:00:00.100Z",
            "\"list\":{\"id\":\"l1\",\"name\":\"Lead\"}",
        ),
        action(
            "createCard",
            &a,
            "2026-03-01T08:00:00.100Z",
            "\"list\":{\"id\":\"l1\",\"name\":\"Lead\"}",
        ),
    ];
    format!(
        "{{\"id\":\"x\",\"name\":\"Werkstatt\",\"prefs\":{{\"a\":[1,2]}},\"lists\":[\
         {{\"id\":\"l2\",\"name\":\"Angebot\",\"closed\":false,\"pos\":2}},\
         {{\"id\":\"l1\",\"name\":\"Lead\",\"closed\":false,\"pos\":1.5}},\
         {{\"id\":\"l3\",\"name\":\"Abschluss\",\"closed\":false,\"pos\":3}},\
         {{\"id\":\"l5\",\"name\":\"Leer\",\"closed\":false,\"pos\":\"bottom\"}},\
         {{\"id\":\"l4\",\"name\":\"Gewonnen\",\"closed\":false,\"pos\":4}},\
         {{\"id\":\"l9\",\"name\":\"Alt\",\"closed\":true,\"pos\":5}}],\
         \"members\":[{{\"id\":\"m1\",\"fullName\":\"Ada Lovelace\",\"username\":\"ada\"}}],\
         \"customFields\":[{{\"id\":\"f1\",\"name\":\"Wert\",\"type\":\"number\"}}],\
         \"cards\":[{}],\"actions\":[{}]}}",
        cards.join(","),
        actions.join(",")
    )
}

fn import(board: &Board, workspace: &mut Workspace) -> (usize, usize, usize) {
    let [deals, history] = board.mappings(workspace, Language::De);
    let sheets = [
        Sheet { table: &board.deals, mapping: &deals },
        Sheet { table: &board.history, mapping: &history },
    ];
    let bundle =
        plan_all(&sheets, workspace, &moment(), Language::De, &mut Ids::seeded(3)).unwrap();
    assert_eq!(bundle.plans.iter().map(|plan| plan.rejected).sum::<usize>(), 0, "{bundle:?}");
    let counts = (bundle.plans[0].new, bundle.plans[0].changed, bundle.plans[1].changed);
    let command = Command::Import(Box::new(bundle.batch));
    workspace.apply(command, &moment(), &mut Ids::seeded(7)).unwrap();
    assert_eq!(workspace.problems(), []);
    counts
}

fn told(workspace: &Workspace, title: &str) -> Vec<String> {
    let deal = workspace.deals().iter().find(|deal| deal.title == title).unwrap();
    let zone = Zone::default();
    deal.history
        .iter()
        .map(|event| {
            let what = match event.what {
                Happening::Entered(stage) | Happening::Reopened(stage) => {
                    workspace.stage(stage).unwrap().1.name.clone()
                }
                Happening::Won => "won".to_owned(),
                Happening::Lost => "lost".to_owned(),
            };
            let at = event.at.map_or("?".to_owned(), |at| {
                let minute = zone.minute_of_day(at);
                format!("{} {:02}:{:02}", zone.day(at), minute / 60, minute % 60)
            });
            format!("{what} {at}")
        })
        .collect()
}

#[test]
fn a_board_comes_in_with_lists_cards_and_moves() {
    let text = board();
    assert!(trello::is_board(&text));
    let board = trello::read(&text, ArchivedCards::LeaveOut).unwrap();
    assert_eq!(board.lists, ["Lead", "Angebot", "Abschluss", "Gewonnen", "Leer"]);
    assert_eq!((board.deals.len(), board.archived, board.truncated, board.actions), (3, 2, 0, 9));
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut Ids::seeded(1));
    assert_eq!(import(&board, &mut workspace), (3, 0, 7));
    let pipeline = workspace
        .pipelines_in_order()
        .into_iter()
        .find(|pipeline| pipeline.name == "Werkstatt")
        .unwrap()
        .clone();
    let stages: Vec<&str> = pipeline.stages.iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(stages, ["Lead", "Angebot", "Abschluss", "Leer"]);
    assert_eq!(
        told(&workspace, "Alpha, \"GmbH\""),
        ["Lead 2026-03-01 08:00", "Angebot 2026-03-05 08:00", "Abschluss 2026-03-10 12:30"]
    );
    assert_eq!(told(&workspace, "Beta"), ["Lead 2026-03-01 09:00", "Angebot 2026-03-06 08:00"]);
    assert_eq!(told(&workspace, "Gamma"), ["Angebot 2026-03-02 08:00", "won 2026-03-20 08:00"]);
    let find = |title: &str| workspace.deals().iter().find(|deal| deal.title == title).unwrap();
    assert_eq!(find("Alpha, \"GmbH\"").value.map(Money::minor), Some(1_250_050));
    assert_eq!(
        (find("Beta").owner.as_str(), find("Beta").tags.join("+")),
        ("Ada Lovelace", "hot+blue".to_owned())
    );
    assert_eq!(find("Beta").expected_close, Day::new(2026, 12, 24).ok());
    assert_eq!(find("Gamma").stage, pipeline.stages[1].id);
    // The same board again changes nothing.
    assert_eq!(import(&board, &mut workspace), (0, 0, 0));
    let all = trello::read(&text, ArchivedCards::Include).unwrap();
    assert_eq!((all.deals.len(), all.archived), (5, 0));
}

#[test]
fn where_the_export_cut_the_actions_off_the_beginning_is_unknown_and_said() {
    let mut actions: Vec<String> = Vec::new();
    let (old, late) = (id(1, 8, 1), id(20, 8, 2));
    actions.push(moved(&old, "2026-03-25T08:00:00.000Z", "l1", "l2"));
    for minute in 0..trello::ACTION_LIMIT - 1 {
        let at = format!(
            "2026-03-{:02}T{:02}:{:02}:00.000Z",
            20 - minute / 720,
            23 - minute / 60 % 12,
            59 - minute % 60
        );
        actions.push(action("commentCard", &old, &at, "\"text\":\"x\""));
    }
    let mut cards = String::new();
    for (id, name) in [(&old, "Old"), (&late, "Late"), (&super_old(), "Never moved")] {
        let comma = if cards.is_empty() { "" } else { "," };
        write!(cards, "{comma}{{\"id\":\"{id}\",\"name\":\"{name}\",\"idList\":\"l2\"}}").unwrap();
    }
    let text = format!(
        "{{\"name\":\"B\",\"lists\":[{{\"id\":\"l1\",\"name\":\"Lead\"}},{{\"id\":\"l2\",\"name\":\"Angebot\"}}],\"cards\":[{cards}],\"actions\":[{}]}}",
        actions.join(",")
    );
    let board = trello::read(&text, ArchivedCards::LeaveOut).unwrap();
    println!(
        "{} actions, {} of {} cards cut off",
        board.actions,
        board.truncated,
        board.deals.len()
    );
    assert_eq!((board.actions, board.truncated), (trello::ACTION_LIMIT, 2));
    let mut workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut Ids::seeded(1));
    import(&board, &mut workspace);
    assert_eq!(told(&workspace, "Old"), ["Lead ?", "Angebot 2026-03-25 08:00"]);
    assert_eq!(told(&workspace, "Late"), ["Angebot 2026-03-20 08:00"]);
    assert_eq!(told(&workspace, "Never moved"), ["Angebot ?"]);
    let never = workspace.deals().iter().find(|deal| deal.title == "Never moved").unwrap();
    assert_eq!(never.created.map(|at| Zone::default().day(at)), Day::new(2026, 3, 1).ok());
}

fn super_old() -> String {
    id(1, 1, 9)
}

#[test]
fn what_is_no_board_says_so_and_never_panics() {
    for text in ["", "[]", "{}", "{\"lists\":[],\"cards\":3}", "{\"lists\":[{}],\"cards\":[]}"] {
        assert_eq!(trello::read(text, ArchivedCards::LeaveOut), Err(TrelloError::Form), "{text}");
    }
    assert_eq!(
        trello::read("{\"lists\":[],\"cards\":[]}", ArchivedCards::LeaveOut),
        Err(TrelloError::Empty)
    );
    assert!(!trello::is_board("{\"type\":\"trichter\",\"version\":1}"));
    let whole = board().into_bytes();
    let mut dice = Ids::seeded(3);
    let mut below = |bound: usize| usize::try_from(dice.below(bound as u64)).unwrap();
    let mut read = 0;
    for _ in 0..3_000 {
        let mut bytes = whole.clone();
        for _ in 0..=below(3) {
            let at = below(bytes.len());
            match below(3) {
                0 => bytes[at] = b"\"0nx{}[]:,"[below(10)],
                1 => {
                    let to = (at + 1 + below(9)).min(bytes.len());
                    drop(bytes.drain(at..to));
                }
                _ => bytes.insert(at, b"9"[0]),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let Ok(board) = trello::read(&text, ArchivedCards::Include) else { continue };
        read += 1;
        let workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut Ids::seeded(1));
        let [deals, history] = board.mappings(&workspace, Language::De);
        let sheets = [
            Sheet { table: &board.deals, mapping: &deals },
            Sheet { table: &board.history, mapping: &history },
        ];
        let mut copy = workspace.clone();
        let bundle =
            plan_all(&sheets, &workspace, &moment(), Language::De, &mut Ids::seeded(3)).unwrap();
        copy.apply(Command::Import(Box::new(bundle.batch)), &moment(), &mut Ids::seeded(7))
            .unwrap();
        assert_eq!(copy.problems(), []);
    }
    println!("3000 damaged boards, {read} of them still read");
    assert!(read > 100);
}
