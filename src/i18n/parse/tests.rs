//! What people type and what it means, in both languages.

use super::*;
use crate::domain::{Currency, Day, Language, Money, Month};
use crate::i18n::{Format, Text};
use Language::{De, En};
use proptest::prelude::*;

const LANGUAGES: [Language; 2] = [De, En];

fn cents(minor: i64, currency: Currency) -> Money {
    Money::new(minor, currency).unwrap()
}

fn check_money(text: &str, language: Language, minor: i64, currency: Currency) {
    let read = money(text, Currency::EUR, language);
    assert_eq!(read, Ok(cents(minor, currency)), "{text} in {language:?}");
}

#[test]
fn amounts_with_one_meaning_mean_it_in_both_languages() {
    let euros = [
        ("0", 0),
        ("12", 1_200),
        ("12k", 1_200_000),
        ("12 K", 1_200_000),
        ("12k €", 1_200_000),
        ("12k€", 1_200_000),
        ("€12.5k", 1_250_000),
        ("12.5k", 1_250_000),
        ("12,5k", 1_250_000),
        ("12,000.50", 1_200_050),
        ("12.000,50", 1_200_050),
        ("1.234,56 €", 123_456),
        ("1.234,56\u{a0}€", 123_456),
        ("€ 12", 1_200),
        ("12 Tsd", 1_200_000),
        ("12 Tsd.", 1_200_000),
        ("12 Tsd. €", 1_200_000),
        ("1,5 Mio", 150_000_000),
        ("1,5 Mio. EUR", 150_000_000),
        ("1.5M", 150_000_000),
        ("2 bn", 200_000_000_000),
        ("12 TEUR", 1_200_000),
        ("12T€", 1_200_000),
        ("1'234.50", 123_450),
        ("1’234’567", 123_456_700),
        ("1 234 567,5", 123_456_750),
        ("1\u{202f}234,50 €", 123_450),
        ("500,-", 50_000),
        ("500,– €", 50_000),
        ("500.-", 50_000),
        (".5", 50),
        ("0,5", 50),
        ("0.500", 50),
        ("5.", 500),
        ("+5", 500),
        ("-0", 0),
        ("007", 700),
        ("1234.5", 123_450),
        ("12 Euro", 1_200),
        ("EUR 12", 1_200),
        ("1.234.567", 123_456_700),
        ("1,234,567", 123_456_700),
    ];
    for language in LANGUAGES {
        for (text, minor) in euros {
            check_money(text, language, minor, Currency::EUR);
        }
        check_money("£1,250.50", language, 125_050, Currency::GBP);
        check_money("CHF 1'234.50", language, 123_450, Currency::CHF);
        check_money("$5k", language, 500_000, Currency::USD);
        check_money("US$ 5", language, 500, Currency::USD);
        check_money("¥1500", language, 1_500, Currency::JPY);
        check_money("3 SEK", language, 300, "SEK".parse().unwrap());
        check_money("KWD 1.5", language, 1_500, "KWD".parse().unwrap());
    }
}

#[test]
fn the_language_decides_what_has_two_meanings() {
    check_money("1.000", De, 100_000, Currency::EUR);
    check_money("1.000", En, 100, Currency::EUR);
    check_money("1,000", De, 100, Currency::EUR);
    check_money("1,000", En, 100_000, Currency::EUR);
    check_money("€ 1.200", De, 120_000, Currency::EUR);
    check_money("12.000", De, 1_200_000, Currency::EUR);
    check_money("12,000", En, 1_200_000, Currency::EUR);
    check_money("1 billion", De, 100_000_000_000_000, Currency::EUR);
    check_money("1 billion", En, 100_000_000_000, Currency::EUR);
}

#[test]
fn what_is_no_amount_says_so_and_never_becomes_another_one() {
    for language in LANGUAGES {
        for text in [
            "abc",
            "€",
            "k",
            "12 apples",
            "12 €€",
            "12 € $",
            "12 k k",
            "1 2",
            "1,2,3",
            "1.2.3",
            "12.34.567",
            "1..2",
            "1,.2",
            "--5",
            "€--5",
            "5 - 3",
            "5-",
            "12k 3",
            "0x10",
            "1e5",
            "½",
            "１２",
            "12 eur usd",
            "<script>",
            "12abc",
            "\u{1F4B0}",
            ",",
            "-",
            "1'23",
            "NaN",
        ] {
            let read = money(text, Currency::EUR, language);
            assert!(matches!(read, Err(MoneyInputError::NotAnAmount(_))), "{text}: {read:?}");
        }
        assert_eq!(money(" \u{a0}", Currency::EUR, language), Err(MoneyInputError::Empty));
        let long = "x".repeat(10_000);
        let Err(MoneyInputError::NotAnAmount(said)) = money(&long, Currency::EUR, language) else {
            panic!("10,000 letters are an amount");
        };
        assert!(said.chars().count() <= 41);
    }
}

#[test]
fn negative_absurd_and_too_fine_amounts_are_errors_with_their_data() {
    for language in LANGUAGES {
        for text in ["-5", "−5 €", "€ -5", "-€5", "€−5"] {
            let negative = MoneyInputError::Negative(cents(-500, Currency::EUR));
            assert_eq!(money(text, Currency::EUR, language), Err(negative), "{text}");
        }
        let most = cents(Money::MAX_MINOR, Currency::EUR);
        for text in ["90.000.000.000.000,01", "9999999999999999999999", "5000 trillion €"] {
            let read = money(text, Currency::EUR, language);
            assert_eq!(read, Err(MoneyInputError::TooLarge { most }), "{text}");
        }
        assert_eq!(
            money("9".repeat(10_000).as_str(), Currency::EUR, language),
            Err(MoneyInputError::TooLarge { most })
        );
        let decimals = |most| Err(MoneyInputError::TooManyDecimals { most });
        assert_eq!(money("1,2345", Currency::EUR, language), decimals(2));
        assert_eq!(money("1,5 JPY", Currency::EUR, language), decimals(0));
        assert_eq!(money("12,3456k", Currency::JPY, language), decimals(0));
    }
    assert_eq!(
        money("12,345", Currency::EUR, De),
        Err(MoneyInputError::TooManyDecimals { most: 2 })
    );
}

#[test]
fn each_error_has_words_in_both_languages() {
    for language in LANGUAGES {
        let errors = &Text::of(language).errors;
        for text in ["", "x", "-5", "9".repeat(30).as_str(), "1,2345"] {
            let error = money(text, Currency::EUR, language).unwrap_err();
            assert!(errors.money(&error).ends_with(['.', '€', '0']), "{}", errors.money(&error));
        }
        let today = Day::new(2026, 11, 21).unwrap();
        for text in ["", "x", "31.02.2026", "1.1.1800"] {
            assert!(!errors.day(&day(text, today, language).unwrap_err()).is_empty());
        }
    }
    let errors = &Text::of(De).errors;
    let error = day("31.02.2026", Day::new(2026, 1, 1).unwrap(), De).unwrap_err();
    assert_eq!(errors.day(&error), "Den 31.02.2026 gibt es nicht.");
}

#[test]
fn whole_numbers_and_percent_know_their_bounds() {
    let out = |least, most| Err(NumberInputError::OutOfRange { least, most });
    assert_eq!(whole("10.000", 50_000, De), Ok(10_000));
    assert_eq!(whole("10,000", 50_000, En), Ok(10_000));
    assert_eq!(whole("10 000", 50_000, En), Ok(10_000));
    assert_eq!(whole("60000", 50_000, En), out(0, 50_000));
    assert_eq!(whole("-1", 50_000, En), out(0, 50_000));
    assert_eq!(whole("1,5", 10, De), Err(NumberInputError::NotWhole));
    assert_eq!(whole("x", 10, De), Err(NumberInputError::NotANumber("x".into())));
    assert_eq!(whole("", 10, De), Err(NumberInputError::Empty));
    for language in LANGUAGES {
        for (text, points) in
            [("12,5 %", 1_250), ("12.5%", 1_250), ("75", 7_500), ("0", 0), ("100 %", 10_000)]
        {
            assert_eq!(
                percent(text, language).map(crate::domain::Probability::basis_points),
                Ok(points),
                "{text}"
            );
        }
        assert_eq!(
            percent("101", language).map(crate::domain::Probability::basis_points),
            Err(NumberInputError::OutOfRange { least: 0, most: 100 })
        );
        assert_eq!(
            percent("100,01", language).map(crate::domain::Probability::basis_points),
            Err(NumberInputError::OutOfRange { least: 0, most: 100 })
        );
        assert_eq!(
            percent("12,3456", language).map(crate::domain::Probability::basis_points),
            Err(NumberInputError::TooManyDecimals { most: 2 })
        );
        assert_eq!(
            percent("%", language).map(crate::domain::Probability::basis_points),
            Err(NumberInputError::Empty)
        );
    }
}

/// A Saturday.
fn today() -> Day {
    Day::new(2026, 11, 21).unwrap()
}

#[test]
fn dates_are_read_with_the_day_before_the_month() {
    for language in LANGUAGES {
        for (text, expected) in [
            ("21.11.2026", "2026-11-21"),
            ("21. 11. 2026", "2026-11-21"),
            ("1.2.27", "2027-02-01"),
            ("21/11/2026", "2026-11-21"),
            ("21-11-2026", "2026-11-21"),
            ("2026-11-21", "2026-11-21"),
            ("2026/1/5", "2026-01-05"),
            ("21.11.", "2026-11-21"),
            ("20.11.", "2027-11-20"),
            ("5/1", "2027-01-05"),
            ("29.2.", "2028-02-29"),
            ("21 Nov 2026", "2026-11-21"),
            ("21. November 2026", "2026-11-21"),
            ("November 21, 2026", "2026-11-21"),
            ("21st November", "2026-11-21"),
            ("3. März", "2027-03-03"),
            ("3 mar", "2027-03-03"),
            ("3 MÄR 27", "2027-03-03"),
            ("1. Dez.", "2026-12-01"),
            ("1 Dec", "2026-12-01"),
            ("24 Okt 2027", "2027-10-24"),
            ("5 May 2027", "2027-05-05"),
            ("5. Mai 2027", "2027-05-05"),
            ("heute", "2026-11-21"),
            ("Morgen", "2026-11-22"),
            ("tomorrow", "2026-11-22"),
            ("übermorgen", "2026-11-23"),
            ("ÜBERMORGEN", "2026-11-23"),
            ("gestern", "2026-11-20"),
            ("Freitag", "2026-11-27"),
            ("friday", "2026-11-27"),
            ("Fr", "2026-11-27"),
            ("fri", "2026-11-27"),
            ("Samstag", "2026-11-28"),
            ("Sonntag", "2026-11-22"),
            ("next friday", "2026-11-27"),
            ("nächsten Freitag", "2026-11-27"),
            ("next sunday", "2026-11-29"),
            ("kommenden Montag", "2026-11-23"),
            ("in 3 Tagen", "2026-11-24"),
            ("in 3 days", "2026-11-24"),
            ("in einer Woche", "2026-11-28"),
            ("in a month", "2026-12-21"),
            ("vor 2 Wochen", "2026-11-07"),
            ("2 weeks ago", "2026-11-07"),
            ("+2w", "2026-12-05"),
            ("+3", "2026-11-24"),
            ("-1d", "2026-11-20"),
            ("+1m", "2026-12-21"),
            ("+1y", "2027-11-21"),
            ("nächste Woche", "2026-11-23"),
            ("next month", "2026-12-01"),
            ("nächstes Jahr", "2027-01-01"),
        ] {
            let read = day(text, today(), language).map(|day| day.to_string());
            assert_eq!(read.as_deref(), Ok(expected), "{text} in {language:?}");
        }
    }
}

#[test]
fn next_friday_on_a_wednesday_is_not_this_friday() {
    let wednesday = Day::new(2026, 11, 18).unwrap();
    assert_eq!(day("friday", wednesday, En).unwrap().to_string(), "2026-11-20");
    assert_eq!(day("next friday", wednesday, En).unwrap().to_string(), "2026-11-27");
    assert_eq!(day("Mittwoch", wednesday, De).unwrap().to_string(), "2026-11-25");
}

#[test]
fn a_month_after_the_thirty_first_is_the_last_of_the_month() {
    let last = Day::new(2027, 1, 31).unwrap();
    assert_eq!(day("+1m", last, De).unwrap(), Month::new(2027, 2).last_day());
}

#[test]
fn what_is_no_day_says_why() {
    for language in LANGUAGES {
        let read = |text: &str| day(text, today(), language);
        for text in
            ["31.02.2026", "31.2.", "0.1.2026", "11/21/2026", "30 Feb", "29.2.2027", "32. Mai"]
        {
            assert_eq!(read(text), Err(DayInputError::NoSuchDay(text.into())), "{text}");
        }
        for text in [
            "1.1.1800",
            "1.1.2500",
            "+999999999d",
            "+9999999y",
            "in 500000 Tagen",
            "vor 99999 Monaten",
        ] {
            let out = DayInputError::OutOfRange { first: Day::MIN, last: Day::MAX };
            assert_eq!(read(text), Err(out), "{text}");
        }
        for text in [
            "x",
            "12",
            "12 5",
            "2026",
            "1.2.3.4",
            "21.11.20266",
            "next",
            "next banana",
            "in x days",
            "in Tagen",
            "November",
            "21 Nov 2026 3",
            "<b>",
            "🗓",
            "+",
            "-",
            "+w",
            "1.2.026",
            "..",
            "111.1.2026",
        ] {
            assert!(
                matches!(read(text), Err(DayInputError::NotADay(_))),
                "{text}: {:?}",
                read(text)
            );
        }
        assert_eq!(read("  "), Err(DayInputError::Empty));
        assert!(matches!(read(&"1.".repeat(5_000)), Err(DayInputError::NotADay(_))));
    }
}

fn any_money() -> impl Strategy<Value = Money> {
    let codes = ["EUR", "USD", "GBP", "CHF", "JPY", "SEK", "KWD"];
    let minor = prop_oneof![0..200_000_i64, 0..=Money::MAX_MINOR];
    (minor, prop::sample::select(codes.to_vec()))
        .prop_map(|(minor, code)| Money::new(minor, code.parse().unwrap()).unwrap())
}

#[test]
fn a_rate_lies_above_nothing_and_has_nine_decimals_at_most() {
    let billionths = |text, language| rate(text, language).map(crate::domain::Rate::billionths);
    assert_eq!(billionths("0,92", Language::De), Some(920_000_000));
    assert_eq!(billionths(" 0.92 ", Language::En), Some(920_000_000));
    assert_eq!(billionths("1,000000001", Language::De), Some(1_000_000_001));
    assert_eq!(billionths("1000000", Language::En), Some(1_000_000_000_000_000));
    for text in ["", "0", "-1", "1000001", "0,0000000001", "viel"] {
        assert_eq!(billionths(text, Language::De), None, "{text}");
    }
}

proptest! {
    #[test]
    fn written_money_reads_back_as_itself(amount in any_money()) {
        for language in LANGUAGES {
            let format = Format::of(language);
            for text in [format.money(amount), format.money_short(amount)] {
                prop_assert_eq!(money(&text, Currency::USD, language), Ok(amount), "{}", text);
            }
            let below = Money::new(-amount.minor(), amount.currency()).unwrap();
            if below.minor() < 0 {
                let read = money(&format.money(below), Currency::USD, language);
                prop_assert_eq!(read, Err(MoneyInputError::Negative(below)));
            }
        }
    }

    #[test]
    fn written_days_read_back_as_themselves(days in Day::MIN.epoch_days()..=Day::MAX.epoch_days()) {
        let written = Day::from_epoch_days(i64::from(days));
        for language in LANGUAGES {
            let format = Format::of(language);
            prop_assert_eq!(day(&format.day(written), today(), language), Ok(written));
            prop_assert_eq!(day(&written.to_string(), today(), language), Ok(written));
        }
    }

    #[test]
    fn a_day_said_near_or_without_its_year_is_the_coming_one(ahead in 0..365_i32) {
        let written = today().plus_days(ahead);
        for language in LANGUAGES {
            let format = Format::of(language);
            for text in [format.day_short(written), format.day_near(written, today()), format.relative(written, today())] {
                prop_assert_eq!(day(&text, today(), language), Ok(written), "{}", text);
            }
        }
    }

    #[test]
    fn written_percent_and_numbers_read_back(points in 0..=10_000_u16, number in any::<u32>()) {
        let probability = crate::domain::Probability::from_basis_points(points).unwrap();
        for language in LANGUAGES {
            let format = Format::of(language);
            prop_assert_eq!(percent(&format.probability(probability), language), Ok(probability));
            prop_assert_eq!(whole(&format.whole(i64::from(number)), u32::MAX, language), Ok(number));
        }
    }

    #[test]
    fn no_text_breaks_a_reader(text in "\\PC*", marks in "[-+0-9., '’€$kTM/−]{0,12}") {
        for language in LANGUAGES {
            for text in [&text, &marks] {
                let _ = money(text, Currency::EUR, language);
                let _ = day(text, today(), language);
                let _ = percent(text, language);
                let _ = whole(text, 10, language);
                let _ = rate(text, language);
            }
        }
    }
}
