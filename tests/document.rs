//! The file format: what is written is read, and what is wrong is repaired and said.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "measurements are printed")]

#[path = "documents/arbitrary.rs"]
mod arbitrary;

use arbitrary::Arbitrary;
use proptest::prelude::*;
use trichter::document::{Flaw, Found, Part, ReadError, Reading, Repair, read, write};
use trichter::domain::{LossReason, Outcome};
use trichter::workspace::{Field, Refusal};

const FORMAT_1: &str = include_str!("documents/format-1.json");

fn reads(text: &str) -> Reading {
    let reading = read(text).unwrap();
    assert_eq!(reading.workspace.problems(), Vec::new(), "a reading breaks no rule");
    let again = read(&write(&reading.workspace)).unwrap();
    assert_eq!(again.workspace, reading.workspace, "a repair is done once");
    assert_eq!(again.problems, Vec::new());
    reading
}

/// A document with the given fields in its workspace.
fn with(fields: &str) -> String {
    format!(r#"{{"type":"trichter","version":1,"workspace":{{"id":"w1",{fields}}}}}"#)
}

const PIPELINE: &str = r#""settings":{"name":"T"},"pipelines":[{"id":"p1","name":"P","stages":[
    {"id":"s1","name":"One"},{"id":"s2","name":"Old","availability":"archived"}]}]"#;

/// Reads one deal in a workspace with one pipeline.
fn deal(fields: &str) -> (Reading, trichter::domain::Deal) {
    let reading = reads(&with(&format!(r#"{PIPELINE},"deals":[{fields}]"#)));
    let deal = (**reading.workspace.deals().iter().next().unwrap()).clone();
    (reading, deal)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_and_written_again_byte_for_byte(seed: u64) {
        let workspace = Arbitrary::seeded(seed).workspace(12);
        let text = write(&workspace);
        let reading = read(&text).unwrap();
        prop_assert_eq!(&reading.problems, &Vec::new());
        prop_assert_eq!(&reading.workspace, &workspace);
        prop_assert_eq!(write(&reading.workspace), text);
    }

    #[test]
    fn one_bad_record_leaves_all_others_as_they_are(seed: u64) {
        let workspace = Arbitrary::seeded(seed).workspace(12);
        let text = write(&workspace).replacen("\"deals\":[\n", "\"deals\":[\n[7],\n", 1)
            .replace("[7],\n]", "[7]\n]");
        let reading = reads(&text);
        prop_assert_eq!(reading.problems.len(), 1);
        prop_assert_eq!(&reading.problems[0].text, "[7]");
        prop_assert_eq!(reading.workspace.deals(), workspace.deals());
        prop_assert_eq!(reading.workspace.pipelines(), workspace.pipelines());
        prop_assert_eq!(reading.workspace.organisations(), workspace.organisations());
        prop_assert_eq!(reading.workspace.people(), workspace.people());
        prop_assert_eq!(reading.workspace.activities(), workspace.activities());
        prop_assert_eq!(reading.workspace.settings(), workspace.settings());
        prop_assert_eq!(reading.workspace.envelope(), workspace.envelope());
        let kept = write(&reading.workspace).contains("\"record\":[7]");
        prop_assert!(kept);
    }

    #[test]
    fn a_document_with_random_damage_is_an_error_or_a_valid_workspace(seed: u64) {
        let mut dice = Arbitrary::seeded(seed);
        let mut text = write(&dice.workspace(4));
        for _ in 0..=dice.below(3) {
            let mut from = dice.below(text.len());
            let mut to = (from + dice.below(30)).min(text.len());
            while !text.is_char_boundary(from) { from -= 1; }
            while !text.is_char_boundary(to) { to -= 1; }
            let with = ["", "null", "0", "{}", "[]", "\"", "-1", "\"s1\"", "9e99"][dice.below(9)];
            text.replace_range(from..to.max(from), with);
        }
        if let Ok(reading) = read(&text) {
            prop_assert_eq!(reading.workspace.problems(), Vec::new());
            let again = read(&write(&reading.workspace)).unwrap();
            prop_assert_eq!(again.workspace, reading.workspace);
        }
    }

    #[test]
    fn a_document_with_ids_mixed_up_is_repaired(seed: u64) {
        let mut dice = Arbitrary::seeded(seed);
        let mut text = write(&dice.workspace(6));
        // Every id of the document is swapped for one of three.
        let ids: Vec<String> = text.split('"').filter(|part| {
            (11..=13).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        }).map(str::to_owned).collect();
        for id in ids {
            if dice.below(3) == 0 {
                text = text.replacen(&id, ["a1", "b2", "c3"][dice.below(3)], 1);
            }
        }
        reads(&text);
    }
}

#[test]
fn the_fixture_of_format_1_is_read_and_written_byte_for_byte() {
    let reading = reads(FORMAT_1);
    assert_eq!(reading.problems, Vec::new());
    assert!(reading.workspace.deals().len() >= 3);
    let source = format!("\"source\":\"trichter {}\"", env!("CARGO_PKG_VERSION"));
    let written = write(&reading.workspace).replacen(&source, "\"source\":\"trichter 0.1.0\"", 1);
    assert_eq!(written, FORMAT_1);
    let marked = format!("\u{feff}{FORMAT_1}");
    assert_eq!(read(&marked).unwrap().workspace, reading.workspace);
}

#[test]
fn the_file_of_another_program_says_what_it_is() {
    let object = |kind: &str, fields: &[&str]| {
        let fields = fields.iter().map(|&name| name.to_owned()).collect();
        Err(ReadError::NotTrichter(Found::Object { kind: kind.to_owned(), fields }))
    };
    let found = |text: &str| read(text).map(|reading| reading.problems);
    assert_eq!(
        found(r#"{"type":"excalidraw","elements":[]}"#),
        object("excalidraw", &["type", "elements"])
    );
    assert_eq!(found(r#"{"version":1,"workspace":{}}"#), object("", &["version", "workspace"]));
    assert_eq!(
        found(r#"{"type":"trichter","version":"1"}"#),
        object("trichter", &["type", "version"])
    );
    assert_eq!(
        found(r#"{"type":"trichter","version":1}"#),
        object("trichter", &["type", "version"])
    );
    assert_eq!(found("[1]"), Err(ReadError::NotTrichter(Found::List)));
    assert_eq!(found("7"), Err(ReadError::NotTrichter(Found::Value)));
}

#[test]
fn a_newer_version_is_refused() {
    for version in ["2", "4294967297", "18446744073709551615"] {
        let text = FORMAT_1.replacen("\"version\":1", &format!("\"version\":{version}"), 1);
        let version = version.parse().unwrap();
        assert_eq!(read(&text).err(), Some(ReadError::NewerVersion { version }));
    }
}

#[test]
fn broken_json_says_where() {
    assert_eq!(read("").err(), Some(ReadError::NotJson { line: 1, column: 0 }));
    assert_eq!(read("{\n\"type\":]").err(), Some(ReadError::NotJson { line: 2, column: 8 }));
    let cut = &FORMAT_1[..FORMAT_1.len() / 2];
    assert!(matches!(read(cut), Err(ReadError::NotJson { .. })));
}

#[test]
fn a_lost_deal_without_a_reason_gets_reason_unknown() {
    let (reading, deal) =
        deal(r#"{"id":"d1","title":"D","pipeline":"p1","stage":"s1","outcome":{"lost":5}}"#);
    assert_eq!(deal.closing.loss_reason, Some(LossReason::Unknown));
    let problem = &reading.problems[0];
    assert_eq!(problem.flaw, Flaw::Rule(Refusal::LossReasonMissing));
    assert_eq!(problem.repair, Repair::LossReasonUnknown);
    assert_eq!((problem.part, problem.id.as_str(), problem.name.as_str()), (Part::Deal, "d1", "D"));
}

#[test]
fn a_deal_without_a_stage_goes_into_the_first_and_its_history_says_so() {
    for place in [
        "",
        r#","pipeline":"p9","stage":"s9""#,
        r#","pipeline":"p1","stage":"s9""#,
        r#","stage":"s2""#,
    ] {
        let (reading, deal) = deal(&format!(r#"{{"id":"d1","title":"D"{place}}}"#));
        assert_eq!((deal.pipeline.to_string(), deal.stage.to_string()), ("p1".into(), "s1".into()));
        assert_eq!(deal.entered_stage_at(), None);
        assert_eq!(deal.history.len(), 1, "{place}");
        assert!(matches!(reading.problems[0].repair, Repair::PutInto(_)));
    }
    let (_, closed) =
        deal(r#"{"id":"d1","title":"D","pipeline":"p1","stage":"s2","outcome":{"won":null}}"#);
    assert_eq!(closed.stage.to_string(), "s2", "a closed deal may rest in an archived stage");
    assert_eq!(closed.outcome, Outcome::Won(None));
}

#[test]
fn a_link_to_nothing_is_dropped_and_kept_as_set_aside() {
    let (reading, deal) =
        deal(r#"{"id":"d1","title":"D","stage":"s1","pipeline":"p1","organisation":"r9"}"#);
    assert_eq!(deal.organisation, None);
    assert_eq!(reading.problems[0].flaw, Flaw::Rule(Refusal::Missing(Field::Organisation)));
    assert!(write(&reading.workspace).contains(r#""setAside.organisation":"r9""#));
}

#[test]
fn absurd_values_are_reported_and_nothing_of_them_is_lost() {
    let title = "x".repeat(10_000);
    let (reading, deal) = deal(&format!(
        r#"{{"id":"d1","title":"{title}","stage":"s1","pipeline":"p1","rank":-9223372036854775808,
        "value":{{"minor":1e30,"currency":"EUR"}},"recurring":{{"minor":-5,"currency":"EUR"}},
        "expectedClose":"2026-02-31","notes":"\ud800","probability":10001,"edited":9223372036854775807,
        "closing":{{"recommend":11}}}}"#
    ));
    let text = write(&reading.workspace);
    for kept in [
        &format!(r#""setAside.title":"{title}""#),
        r#""setAside.value":{"minor":1e30,"currency":"EUR"}"#,
        r#""setAside.recurring":{"minor":-5,"currency":"EUR"}"#,
        r#""setAside.expectedClose":"2026-02-31""#,
        r#""setAside.notes":"\ud800""#,
        r#""setAside.probability":10001"#,
        r#""setAside.closing":{"recommend":11}"#,
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert_eq!(deal.title.len(), 500);
    assert_eq!(reading.problems.len(), 8, "{:?}", reading.problems);
}

#[test]
fn of_two_records_with_one_id_the_later_stays_and_the_earlier_is_set_aside() {
    let one = r#"{"id":"d1","title":"Earlier","stage":"s1","pipeline":"p1"}"#;
    let two = one.replace("Earlier", "Later");
    let (reading, deal) = deal(&format!("{one},{two},{{\"title\":\"Nobody\"}}"));
    assert_eq!(deal.title, "Later");
    let flaws: Vec<_> = reading.problems.iter().map(|problem| problem.flaw.clone()).collect();
    assert_eq!(flaws, [Flaw::NoId, Flaw::SameId]);
    assert!(write(&reading.workspace).contains("Earlier"));
}

#[test]
fn an_empty_document_becomes_a_workspace_that_can_be_used() {
    let reading = reads(r#"{"type":"trichter","version":1,"workspace":{}}"#);
    assert_eq!(reading.workspace.pipelines().len(), 1);
    assert!(!reading.workspace.id().is_none());
    let reading = reads(&with(r#""deals":{},"people":[7],"sequence":-1,"settings":[]"#));
    assert_eq!(reading.workspace.sequence(), 0);
    let set_aside = write(&reading.workspace);
    for row in [r#""record":7"#, r#""record":{}"#, r#""record":-1"#, r#""record":[]"#] {
        assert!(set_aside.contains(row), "{row}");
    }
}

#[test]
fn pipelines_that_share_a_stage_are_parted_and_deals_stay_in_theirs() {
    let reading = reads(&with(
        r#""settings":{"name":"T"},"pipelines":[
        {"id":"p1","name":"A","stages":[{"id":"s1","name":"One"},{"id":"s1","name":"Twice"}]},
        {"id":"p2","name":"B","stages":[{"id":"s1","name":"Other"}]},
        {"id":"p3","name":"","stages":[]}],
        "deals":[{"id":"d1","title":"D","pipeline":"p2","stage":"s1","history":[{"what":{"entered":"s1"}}]}]"#,
    ));
    let deal = reading.workspace.deals().iter().next().unwrap();
    let (pipeline, stage) = reading.workspace.stage(deal.stage).unwrap();
    assert_eq!((pipeline.name.as_str(), stage.name.as_str()), ("B", "Other"));
    assert_eq!(deal.history[0].what, trichter::domain::Happening::Entered(deal.stage));
}

#[test]
fn depth_size_and_repetition_are_borne() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(read(&deep).err(), Some(ReadError::NotTrichter(Found::List)));
    assert!(matches!(read(&"[".repeat(100_000)), Err(ReadError::NotJson { .. })));
    assert!(matches!(read(&"{\"a\":".repeat(100_000)), Err(ReadError::NotJson { .. })));
    let kept = reads(&with(&format!(r#"{PIPELINE},"later":{deep}"#)));
    assert!(write(&kept.workspace).contains(&deep), "unknown depth survives");
    for place in [
        "\"deals\":",
        "\"settings\":",
        "\"id\":",
        "\"pipelines\":",
        "\"deals\":[{\"id\":\"d1\",\"history\":",
    ] {
        let close = if place.ends_with("history\":") { "}]" } else { "" };
        reads(&with(&format!("{place}{deep}{close}")));
    }
    let many: Vec<String> = (0..100_000).map(|at| format!("\"f{at}\":{at}")).collect();
    reads(&with(&format!("{PIPELINE},{}", many.join(","))));
    let same = vec!["\"deals\":[]"; 50_000].join(",");
    reads(&with(&format!("{PIPELINE},{same}")));
    let numbers = "9".repeat(100_000);
    reads(&with(&format!("{PIPELINE},\"sequence\":{numbers},\"x\":{numbers}")));
}

#[test]
fn many_deals_are_read_quickly() {
    let (text, workspace) = arbitrary::many_deals();
    let begin = std::time::Instant::now();
    let reading = read(&text).unwrap();
    let took = begin.elapsed();
    assert_eq!(reading.workspace, workspace);
    let begin = std::time::Instant::now();
    let written = write(&workspace);
    println!(
        "{} deals, {:.1} MB: read in {took:?}, written in {:?}",
        arbitrary::MANY,
        text.len() as f64 / 1e6,
        begin.elapsed()
    );
    assert_eq!(written, text);
}

#[test]
fn answers_about_the_end_of_a_deal_have_a_length_and_are_cut_in_a_file() {
    let long = "x".repeat(100_001);
    let (reading, deal) = deal(&format!(
        r#"{{"id":"d1","title":"A","pipeline":"p1","stage":"s1",
            "closing":{{"insights":"{long}","note":"short","competitors":["{long}","B"]}}}}"#
    ));
    assert_eq!(deal.closing.insights.chars().count(), 100_000);
    assert_eq!(deal.closing.note, "short");
    assert_eq!(deal.closing.competitors[0].chars().count(), 500);
    assert_eq!(deal.closing.competitors[1], "B");
    assert!(reading.problems.iter().all(|problem| problem.repair == Repair::Cut));
    assert_eq!(reading.problems.len(), 2);
}

#[test]
#[ignore = "prints a document with everything in it, from which a fixture is made"]
fn print_a_fixture() {
    print!("{}", arbitrary::fixture());
}

#[test]
fn a_scenario_that_cannot_be_is_set_aside_and_the_others_stay() {
    let scenarios = r#"[{"name":"A","value":1000},{"name":"","value":5},{"name":"B","cycle":-9501},
        {"name":"A","leads":3},{"name":"C","conversion":-9500,"leads":90000,"why":"a note"}]"#;
    let reading = reads(&with(&format!(
        r#""settings":{{"name":"T","scenarios":{scenarios}}},"pipelines":[{{"id":"p1","name":"P","stages":[{{"id":"s1","name":"One"}}]}}]"#
    )));
    let names = reading.workspace.settings().scenarios.iter();
    let names: Vec<&str> = names.map(|scenario| scenario.name.as_str()).collect();
    assert_eq!(names, ["A", "C"]);
    let problem = &reading.problems[0];
    assert_eq!((problem.part, problem.repair.clone()), (Part::Settings, Repair::Cleared));
    let written = write(&reading.workspace);
    assert!(written.contains("setAside.scenarios") && written.contains("-9501"), "{written}");
    assert!(written.contains("a note"));
}

#[test]
fn of_many_scenarios_the_first_twenty_stay() {
    let many: Vec<String> = (0..5_000).map(|at| format!(r#"{{"name":"S{at}"}}"#)).collect();
    let reading = reads(&with(&format!(
        r#""settings":{{"name":"T","scenarios":[{}]}},"pipelines":[{{"id":"p1","name":"P","stages":[{{"id":"s1","name":"One"}}]}}]"#,
        many.join(",")
    )));
    assert_eq!(reading.workspace.settings().scenarios.len(), 20);
}
