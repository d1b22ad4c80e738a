//! The forms of both languages, example by example.

use super::*;
use crate::domain::{Currency, Money};

const DE: Format = Format { language: Language::De };
const EN: Format = Format { language: Language::En };

fn check(written: [String; 2], de: &str, en: &str) {
    assert_eq!(written.map(|text| text.replace(NBSP, "~")), [de, en].map(str::to_owned));
}

fn both(write: impl Fn(Format) -> String) -> [String; 2] {
    [write(DE), write(EN)]
}

fn money(minor: i64, currency: Currency) -> Money {
    Money::new(minor, currency).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn numbers_are_grouped_by_three() {
    check(both(|f| f.whole(0)), "0", "0");
    check(both(|f| f.whole(999)), "999", "999");
    check(both(|f| f.whole(1_234)), "1.234", "1,234");
    check(both(|f| f.whole(-1_234_567)), "−1.234.567", "−1,234,567");
    check(both(|f| f.whole(i64::MIN)), "−9.223.372.036.854.775.808", "−9,223,372,036,854,775,808");
}

#[test]
fn decimals_round_half_away_from_zero_and_what_is_no_number_is_a_dash() {
    check(both(|f| f.decimal(2_360.909, 2)), "2.360,91", "2,360.91");
    check(both(|f| f.decimal(0.5, 0)), "1", "1");
    check(both(|f| f.decimal(-0.25, 1)), "−0,3", "−0.3");
    check(both(|f| f.decimal(-0.01, 1)), "0,0", "0.0");
    check(both(|f| f.decimal(1.05, 3)), "1,050", "1.050");
    check(both(|f| f.rounded(1.05, 3)), "1,05", "1.05");
    check(both(|f| f.decimal(f64::NAN, 1)), "–", "–");
    check(both(|f| f.percent(f64::INFINITY)), "–", "–");
    check(both(|f| f.decimal(1e300, 1)), "–", "–");
}

#[test]
fn percent_has_a_decimal_only_where_it_says_something() {
    check(both(|f| f.percent(1.0 / 3.0)), "33,3~%", "33.3%");
    check(both(|f| f.percent(0.3)), "30~%", "30%");
    check(both(|f| f.percent(0.0)), "0~%", "0%");
    check(both(|f| f.percent(1.0)), "100~%", "100%");
    check(both(|f| f.percent(-0.125)), "−12,5~%", "−12.5%");
    check(both(|f| f.percent_fixed(0.3, 1)), "30,0~%", "30.0%");
    check(
        both(|f| f.probability(Probability::from_basis_points(1_250).unwrap())),
        "12,5~%",
        "12.5%",
    );
}

#[test]
fn almost_none_is_not_none_and_almost_all_is_not_all() {
    check(both(|f| f.percent(0.000_4)), "<0,1~%", "<0.1%");
    check(both(|f| f.percent(0.999_9)), ">99,9~%", ">99.9%");
    check(both(|f| f.percent(0.000_5)), "0,1~%", "0.1%");
}

#[test]
fn money_stands_where_the_language_puts_it() {
    check(both(|f| f.money(money(123_450, Currency::EUR))), "1.234,50~€", "€1,234.50");
    check(both(|f| f.money(money(-5, Currency::USD))), "−0,05~$", "−$0.05");
    check(both(|f| f.money(money(123_450, Currency::CHF))), "1.234,50~CHF", "CHF~1,234.50");
    check(both(|f| f.money(money(1_234, Currency::JPY))), "1.234~¥", "¥1,234");
    check(both(|f| f.money(money(-99, "SEK".parse().unwrap()))), "−0,99~SEK", "−SEK~0.99");
    check(both(|f| f.money(money(1_500, "KWD".parse().unwrap()))), "1,500~KWD", "KWD~1.500");
    check(both(|f| f.money_short(money(123_400, Currency::GBP))), "1.234~£", "£1,234");
    check(both(|f| f.money_short(money(123_401, Currency::GBP))), "1.234,01~£", "£1,234.01");
}

#[test]
fn compact_money_never_shows_a_thousand_thousands() {
    let euro = |units: i64| money(units * 100, Currency::EUR);
    check(both(|f| f.money_compact(euro(0))), "0~€", "€0");
    check(both(|f| f.money_compact(money(987_650, Currency::EUR))), "9.877~€", "€9,877");
    check(both(|f| f.money_compact(euro(12_345))), "12,3~Tsd.~€", "€12.3k");
    check(both(|f| f.money_compact(euro(10_000))), "10~Tsd.~€", "€10k");
    check(both(|f| f.money_compact(euro(99_949))), "99,9~Tsd.~€", "€99.9k");
    check(both(|f| f.money_compact(euro(99_950))), "100~Tsd.~€", "€100k");
    check(both(|f| f.money_compact(euro(203_150))), "203~Tsd.~€", "€203k");
    check(both(|f| f.money_compact(euro(999_499))), "999~Tsd.~€", "€999k");
    check(both(|f| f.money_compact(euro(999_500))), "1~Mio.~€", "€1M");
    check(both(|f| f.money_compact(euro(123_456_789))), "123~Mio.~€", "€123M");
    check(both(|f| f.money_compact(euro(-1_234_567))), "−1,2~Mio.~€", "−€1.2M");
    check(both(|f| f.money_compact(euro(2_500_000_000))), "2,5~Mrd.~€", "€2.5bn");
    let most = money(Money::MAX_MINOR, Currency::EUR);
    check(both(|f| f.money_compact(most)), "90~Bio.~€", "€90tn");
}

#[test]
fn computed_money_is_rounded_to_the_cent() {
    check(both(|f| f.money_computed(236_090.9, Currency::EUR)), "2.360,91~€", "€2,360.91");
    check(both(|f| f.money_computed(1_470_000.0, Currency::EUR)), "14.700~€", "€14,700");
    check(both(|f| f.money_units(236_090.9, Currency::EUR)), "2.361~€", "€2,361");
    check(both(|f| f.money_computed(f64::NAN, Currency::EUR)), "–", "–");
}

#[test]
fn days_are_written_long_short_and_near() {
    let saturday = day("2026-11-21");
    check(both(|f| f.day(saturday)), "21.11.2026", "21 Nov 2026");
    check(both(|f| f.day_short(saturday)), "21.11.", "21 Nov");
    check(
        both(|f| f.day_long(saturday)),
        "Samstag, 21. November 2026",
        "Saturday, 21 November 2026",
    );
    check(both(|f| f.day(day("2027-03-05"))), "05.03.2027", "5 Mar 2027");
    check(both(|f| f.month_short(3).to_owned()), "Mär", "Mar");
    check(both(|f| f.weekday_short(0).to_owned()), "Mo", "Mon");
    check(both(|f| f.month_axis(saturday.month())), "Nov 26", "Nov 26");
    let near = |days: i32| both(|f| f.day_near(saturday.plus_days(days), saturday));
    check(near(0), "heute", "today");
    check(near(-1), "gestern", "yesterday");
    check(near(6), "Freitag", "Friday");
    check(near(7), "28.11.", "28 Nov");
    check(near(60), "20.01.2027", "20 Jan 2027");
}

#[test]
fn distances_are_said_in_words() {
    let today = day("2026-11-21");
    let far = |days: i32| both(|f| f.relative(today.plus_days(days), today));
    check(far(1), "morgen", "tomorrow");
    check(far(3), "in 3 Tagen", "in 3 days");
    check(far(-3), "vor 3 Tagen", "3 days ago");
    check(far(-1_200), "vor 1.200 Tagen", "1,200 days ago");
    check(both(|f| f.days(57.0)), "57~Tage", "57~days");
    check(both(|f| f.days(51.782)), "51,8~Tage", "51.8~days");
    check(both(|f| f.days(1.0)), "1~Tag", "1~day");
    check(both(|f| f.days(0.0)), "0~Tage", "0~days");
    check(both(|f| f.days_short(3)), "3~T", "3~d");
}

#[test]
fn instants_and_sizes_have_their_form() {
    let at =
        Timestamp::from_millis(i64::from(day("2026-11-21").epoch_days()) * 86_400_000 + 50_700_000);
    check(both(|f| f.date_time(at, &Zone::default())), "21.11.2026, 14:05", "21 Nov 2026, 14:05");
    check(both(|f| f.bytes(512)), "512~B", "512~B");
    check(both(|f| f.bytes(5_242_880)), "5,2~MB", "5.2~MB");
}
