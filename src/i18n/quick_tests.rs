//! Lines people type and the deals they mean.

use super::*;
use crate::domain::{Ids, Preset};
use proptest::prelude::*;

/// A pipeline, some organisations and a Saturday.
struct Desk {
    language: Language,
    stages: Vec<Stage>,
    organisations: Vec<(OrganisationId, &'static str)>,
}

impl Desk {
    fn new(language: Language) -> Self {
        let mut ids = Ids::seeded(7);
        let names =
            ["Acme GmbH", "Freitag AG", "Nord & Süd KG", "Acme Labs", "Zwei Ltd", "Zwei Inc."];
        Self {
            language,
            stages: Preset::Standard.pipeline(language, &mut ids).stages,
            organisations: names.map(|name| (OrganisationId::fresh(&mut ids), name)).to_vec(),
        }
    }

    fn read(&self, line: &str) -> QuickAdd {
        quick_add(
            line,
            &QuickContext {
                today: Day::new(2026, 11, 21).unwrap(),
                language: self.language,
                currency: Currency::EUR,
                stages: &self.stages,
                organisations: &self.organisations,
            },
        )
    }

    /// Reads a line and writes: title | value | stage | day | tags | organisation.
    fn show(&self, line: &str) -> String {
        let read = self.read(line);
        let stage = self.stages.iter().find(|stage| Some(stage.id) == read.stage);
        let organisation = self.organisations.iter().find(|(id, _)| Some(*id) == read.organisation);
        let mut parts = vec![read.title];
        parts.extend(read.value.map(|value| format!("{} {}", value.minor(), value.currency())));
        parts.extend(stage.map(|stage| stage.name.clone()));
        parts.extend(read.expected_close.map(|day| day.to_string()));
        parts.extend(read.tags.iter().map(|tag| format!("#{tag}")));
        parts.extend(organisation.map(|(_, name)| (*name).to_owned()));
        parts.join(" | ")
    }
}

fn check(language: Language, line: &str, expected: &str) {
    assert_eq!(Desk::new(language).show(line), expected, "{line:?} in {language:?}");
}

fn check_de(line: &str, expected: &str) {
    check(Language::De, line, expected);
}

fn check_en(line: &str, expected: &str) {
    check(Language::En, line, expected);
}

#[test]
fn the_example_of_the_specification_is_understood() {
    check_de(
        "Acme Relaunch 12k € Angebot Freitag",
        "Acme Relaunch | 1200000 EUR | Angebot | 2026-11-27 | Acme GmbH",
    );
    check_en(
        "Acme relaunch €12k Proposal Friday",
        "Acme relaunch | 1200000 EUR | Proposal | 2026-11-27 | Acme GmbH",
    );
}

#[test]
fn words_that_lead_to_a_value_or_a_day_go_with_it() {
    check_de("Relaunch für 12.000 € bis 5.12.", "Relaunch | 1200000 EUR | 2026-12-05");
    check_de("Workshop am Montag", "Workshop | 2026-11-23");
    check_de("Workshop in 3 Tagen 1,5 Mio €", "Workshop | 150000000 EUR | 2026-11-24");
    check_en("Workshop by next friday for $5k", "Workshop | 500000 USD | 2026-11-27");
    check_en("Workshop on 21 December 2026 £1,250.50", "Workshop | 125050 GBP | 2026-12-21");
}

#[test]
fn stages_are_named_in_full_and_not_at_the_beginning() {
    check_de("Shop Bedarfsanalyse", "Shop | Bedarfsanalyse");
    check_en("Shop needs analysis", "Shop | Needs analysis");
    check_en("Shop needs, analysis later", "Shop needs, analysis later");
    check_de("Angebot Website", "Angebot Website");
    check_de("Angebotsvorlage Rahmenangebot", "Angebotsvorlage Rahmenangebot");
    check_de("Angebot für Shop Angebot", "Angebot für Shop | Angebot");
    let mut desk = Desk::new(Language::De);
    desk.stages[3].availability = Availability::Archived;
    assert_eq!(desk.show("Shop Angebot"), "Shop Angebot");
}

#[test]
fn tags_stand_behind_a_hash_and_begin_with_a_letter() {
    check_de("Shop #web #Eile, #web", "Shop | #web | #Eile");
    check_en("Release #1 # ##x", "Release #1 # ##x");
    check_en("#web", "#web");
}

#[test]
fn only_a_known_organisation_is_one() {
    check_de("Freitag AG Taschen", "Freitag AG Taschen | Freitag AG");
    check_de("Taschen Freitag", "Taschen | 2026-11-27");
    check_de("nord & süd kg Messe", "nord & süd kg Messe | Nord & Süd KG");
    check_en("Acme Labs pilot", "Acme Labs pilot | Acme Labs");
    check_en("Zwei pilot", "Zwei pilot");
    check_en("Zwei Inc. pilot", "Zwei Inc. pilot | Zwei Inc.");
    check_en("Acmes pilot", "Acmes pilot");
}

#[test]
fn numbers_without_a_mark_of_money_stay_in_the_title() {
    for line in [
        "12000",
        "Relaunch 2026",
        "Phase 3",
        "Windows 11 Pro",
        "24/7 Support",
        "3.5 Tonnen",
        "100m Kabel",
        "Q4 2026",
        "ISO 9001",
    ] {
        check_de(line, line);
        check_en(line, line);
    }
    check_de("Kabel 12.000", "Kabel | 1200000 EUR");
    check_en("Cable 12,000", "Cable | 1200000 EUR");
    check_de("Kabel 12.000,50 EUR", "Kabel | 1200050 EUR");
    check_de("Kabel 12 Tsd.", "Kabel | 1200000 EUR");
    check_de("Kabel 1.200\u{a0}€", "Kabel | 120000 EUR");
}

#[test]
fn an_amount_with_two_readings_is_not_guessed() {
    check_en("Phase 1 200 apples", "Phase 1 200 apples");
    check_de("Phase 1 200 €", "Phase 1 200 €");
}

#[test]
fn negative_and_absurd_amounts_stay_in_the_title() {
    check_de("Gutschrift -5 €", "Gutschrift -5 €");
    check_en("Refund -€500", "Refund -€500");
    check_en("Moon 999999999999999999 €", "Moon 999999999999999999 €");
    check_de("Termin 31.02.2026", "Termin 31.02.2026");
}

#[test]
fn a_line_of_which_nothing_is_left_is_the_title() {
    for line in ["12k €", "Freitag", "12000", "#web", "€", "🚀"] {
        let mut desk = Desk::new(Language::De);
        desk.organisations.clear();
        assert_eq!(desk.show(line), line);
    }
    check_de("", "");
    check_de(" \t\n ", "");
}

#[test]
fn emoji_and_markup_are_words_like_any_other() {
    check_de(
        "🚀 Start 5k € <script>alert(1)</script>",
        "🚀 Start <script>alert(1)</script> | 500000 EUR",
    );
    check_en("👩‍👩‍👧 family Friday", "👩‍👩‍👧 family | 2026-11-27");
}

#[test]
fn words_that_only_look_like_days_stay() {
    check_de("So geht das im Mai mit Do it", "So geht das im Mai mit Do it");
    check_en("Sun roof may wed", "Sun roof may wed");
    check_de("Shop freitags", "Shop freitags");
    check_en("Version 1.2.3", "Version 1.2.3");
}

#[test]
fn ten_thousand_characters_and_five_thousand_organisations_are_read() {
    let mut desk = Desk::new(Language::De);
    let mut ids = Ids::seeded(9);
    desk.organisations
        .extend((0..5_000).map(|_| (OrganisationId::fresh(&mut ids), "Muster und Söhne GmbH")));
    for line in [
        "x".repeat(10_000),
        "in 3 ".repeat(2_000),
        "1.".repeat(5_000),
        "Muster und ".repeat(900),
        "🚀".repeat(10_000),
    ] {
        // Were it quadratic in line and names, this would not end within a test run.
        let read = desk.read(&line);
        assert_eq!(read.title, line.trim());
    }
}

proptest! {
    #[test]
    fn every_word_is_in_the_title_or_was_understood(line in "(\\PC{0,6} ?){0,12}") {
        let desk = Desk::new(Language::En);
        let read = desk.read(&line);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (title, all) = (words(&read.title), words(&line));
        // The title is the line with words left out, in order.
        let mut rest = all.iter();
        prop_assert!(title.iter().all(|word| rest.any(|other| other == word)));
        let nothing = read.value.is_none() && read.stage.is_none() && read.expected_close.is_none() && read.tags.is_empty();
        prop_assert!(!nothing || title == all);
        prop_assert_eq!(title.is_empty(), all.is_empty());
    }
}
