//! Tables as programs write them: every combination of delimiter, encoding, line
//! end, quoting, number and date gives exact cells, exact amounts and days, or a
//! row that is reported.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

use std::fmt::Write as _;
use std::sync::Arc;
use trichter::domain::{Currency, Day, Ids, Language, Moment, Money, Preset, Zone};
use trichter::exchange::{
    Column, DateError, Decoded, Delimiter, Encoding, Mapping, MappingProblem, RawTable, Reading,
    Reason, SLICE, Step, Target, decode_as, plan,
};
use trichter::workspace::Workspace;

/// A way to write amounts: name, three cells, the cents they are; `None` where
/// nobody can know.
type Numbers = (&'static str, [&'static str; 3], Option<[i64; 3]>);

const NUMBERS: [Numbers; 11] = [
    ("German", ["1.234,56", "12,50", "7.000.000,00"], Some([123_456, 1_250, 700_000_000])),
    ("English", ["1,234.56", "12.50", "7,000,000.00"], Some([123_456, 1_250, 700_000_000])),
    ("French", ["1\u{a0}234,56", "12,50", "7 000 000"], Some([123_456, 1_250, 700_000_000])),
    ("Swiss", ["1'234.50", "0.05", "7'000'000"], Some([123_450, 5, 700_000_000])),
    ("plain", ["1234.56", "12.5", "7000000"], Some([123_456, 1_250, 700_000_000])),
    ("whole", ["1234", "0", "7000000"], Some([123_400, 0, 700_000_000])),
    ("short", ["12k", "2,5k", "1 Mio"], Some([1_200_000, 250_000, 100_000_000])),
    ("pounds", ["£1,250.50", "£0.99", "£12"], Some([125_050, 99, 1_200])),
    ("euros", ["€ 1.200,00", "€ 3,10", "1.200 €"], Some([120_000, 310, 120_000])),
    ("two ways", ["1.000", "2.500", "12.345"], None),
    ("two ways with a sign", ["€ 1.200", "€ 2.400", "€ 9.999"], None),
];

/// A way to write days: name, three cells, the days they are; `None` where
/// nobody can know.
type Days = (&'static str, [&'static str; 3], Option<[&'static str; 3]>);

const SOME: Option<[&str; 3]> = Some(["2026-12-31", "2026-02-01", "2024-02-29"]);
const DAYS: [Days; 11] = [
    ("ISO", ["2026-12-31", "2026-02-01", "2024-02-29"], SOME),
    ("ISO with time", ["2026-12-31 23:59", "2026-02-01 00:00:00", "2024-02-29T12:30:15"], SOME),
    (
        "ISO in UTC",
        ["2026-12-31T12:00:00Z", "2026-02-01T00:00:00.000+0000", "2024-02-29T01:00:00+01:00"],
        SOME,
    ),
    ("German", ["31.12.2026", "1.2.2026", "29.02.24"], SOME),
    ("German with time", ["31.12.2026 23:59", "01.02.2026, 8:05 Uhr", "29.02.2024 00:00:01"], SOME),
    ("United States", ["12/31/2026", "2/1/2026", "02/29/24"], SOME),
    (
        "United States with time",
        ["12/31/2026 11:59 PM", "2/1/2026 12:00 AM", "02/29/24 1:05 PM"],
        SOME,
    ),
    ("United Kingdom", ["31/12/2026", "1/2/2026", "29/02/24"], SOME),
    ("month names", ["31 Dec 2026", "Feb 1, 2026", "29. Februar 2024"], SOME),
    ("serials", ["46387", "46054", "45351.5"], SOME),
    ("two ways", ["03/04/2026", "1/2/2026", "11/12/26"], None),
];

fn written(
    delimiter: Delimiter,
    end: &str,
    quote_all: bool,
    numbers: &Numbers,
    days: &Days,
) -> String {
    let mut rows = vec![["Titel".to_owned(), "Wert".to_owned(), "Erstellt".to_owned()]];
    for (at, title) in TITLES.iter().enumerate() {
        rows.push([(*title).to_owned(), numbers.1[at].to_owned(), days.1[at].to_owned()]);
    }
    let mut text = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(delimiter.char());
            }
            if quote_all || cell.contains([delimiter.char(), '"', '\r', '\n']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(end);
    }
    text
}

const TITLES: [&str; 3] = ["Meyer, Schulz GmbH", "Größe \"X\"; Co", "Zeile 1\nZeile 2"];

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => marked.into_bytes(),
        Encoding::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Windows1252 => text
            .chars()
            .map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() })
            .collect(),
    }
}

#[test]
fn every_way_to_write_a_table_gives_exact_amounts_and_days_or_a_question() {
    let mut ids = Ids::seeded(4);
    let workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut ids);
    let moment = Moment::at_start_of(Day::new(2026, 11, 21).unwrap());
    let (mut exact, mut asked) = (0, 0);
    for delimiter in Delimiter::ALL {
        for encoding in Encoding::ALL {
            for end in ["\n", "\r\n", "\r"] {
                for quote_all in [false, true] {
                    for (at, numbers) in NUMBERS.iter().enumerate() {
                        // Each number meets three of the dates; all pairs occur over the forms.
                        for step in 0..3 {
                            let days = &DAYS[(at + step * 4 + exact / 7) % DAYS.len()];
                            let text = written(delimiter, end, quote_all, numbers, days);
                            let table = RawTable::read(&encoded(&text, encoding));
                            let what = format!(
                                "{delimiter:?} {encoding:?} {end:?} {quote_all} {} {}",
                                numbers.0, days.0
                            );
                            assert_eq!(
                                (table.delimiter, table.encoding),
                                (delimiter, encoding),
                                "{what}"
                            );
                            assert_eq!(
                                (table.len(), table.width(), table.problem_count),
                                (3, 3, 0),
                                "{what}"
                            );
                            for (row, title) in TITLES.iter().enumerate() {
                                assert_eq!(table.cell(row, 0), *title, "{what}");
                                assert_eq!(table.cell(row, 1), numbers.1[row], "{what}");
                                assert_eq!(table.cell(row, 2), days.1[row], "{what}");
                            }
                            let columns = Column::study_all(&table);
                            let mapping =
                                Mapping::guess(&table, &columns, &workspace, Language::De);
                            assert_eq!(mapping.columns[1].target, Target::Value, "{what}");
                            assert_eq!(mapping.columns[2].target, Target::Created, "{what}");
                            let problems = mapping.problems(&columns);
                            let plan =
                                plan(&table, &mapping, &workspace, &moment, Language::De, &mut ids);
                            let decimal = problems
                                .iter()
                                .any(|p| matches!(p, MappingProblem::AskDecimal { column: 1, .. }));
                            let order = problems
                                .iter()
                                .any(|p| matches!(p, MappingProblem::AskOrder { column: 2, .. }));
                            assert_eq!(decimal, numbers.2.is_none(), "{what} {problems:?}");
                            assert_eq!(order, days.2.is_none(), "{what} {problems:?}");
                            let (Some(cents), Some(days)) = (numbers.2, days.2) else {
                                assert_eq!(plan.rejected, 3, "{what}");
                                for error in &plan.row_errors {
                                    assert!(matches!(
                                        error.reason,
                                        Reason::NumberAmbiguous
                                            | Reason::Date(DateError::OrderUnknown)
                                    ));
                                }
                                asked += 1;
                                continue;
                            };
                            assert_eq!(
                                (plan.new, plan.rejected),
                                (3, 0),
                                "{what} {:?}",
                                plan.row_errors
                            );
                            for row in 0..3 {
                                let deal = &plan.batch.deals[row];
                                let currency = if numbers.0 == "pounds" {
                                    Currency::GBP
                                } else {
                                    Currency::EUR
                                };
                                assert_eq!(
                                    deal.value,
                                    Money::new(cents[row], currency).ok(),
                                    "{what}"
                                );
                                let created = Zone::default().day(deal.created.unwrap());
                                assert_eq!(created.to_string(), days[row], "{what}");
                            }
                            exact += 1;
                        }
                    }
                }
            }
        }
    }
    println!("{} golden tables: {exact} exact, {asked} asked and reported", exact + asked);
    assert_eq!(exact + asked, 4 * 5 * 3 * 2 * 11 * 3);
}

/// Reads in slices of one size; also looks at the progress.
fn sliced(bytes: &[u8], slice: usize) -> (RawTable, Vec<Column>, usize) {
    let mut reading = Reading::new(Arc::new(bytes.to_vec()));
    let (mut steps, mut before) = (0, 0.0);
    while reading.step(slice) == Step::More {
        let now = reading.progress();
        assert!(now >= before && now <= 1.0, "{before} to {now}");
        before = now;
        steps += 1;
    }
    assert!((reading.progress() - 1.0).abs() < 1e-9);
    let (table, columns) = reading.finish();
    (table, columns, steps)
}

#[test]
fn slices_of_any_size_give_the_table_of_the_whole() {
    const PIECES: [&str; 22] = [
        "\"",
        "\"\"",
        ";",
        ";",
        ",",
        "\t",
        "|",
        "\r",
        "\n",
        "\n",
        "\r\n",
        "a",
        "Größe",
        "€",
        "🎉",
        "1.000,5",
        "x;y",
        "\"a;\n\"",
        "sep=;",
        "ž",
        "\"q\"\"q\"",
        "2026-01-01",
    ];
    let mut dice = Ids::seeded(77);
    let mut below = |bound: usize| usize::try_from(dice.below(bound as u64)).unwrap();
    let (mut files, mut most) = (0, 0);
    for round in 0..3_000 {
        let mut text = String::from(["", "Titel;Wert\n", "sep=|\r\n", "a,b,,\n"][below(4)]);
        for _ in 0..below(60) {
            text.push_str(PIECES[below(PIECES.len())]);
        }
        let mut bytes = match round % 5 {
            0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => encoded(&text, Encoding::Utf16Be),
            2 => encoded(&text, Encoding::Utf8Bom),
            _ => text.into_bytes(),
        };
        if round % 7 == 0 && !bytes.is_empty() {
            let at = below(bytes.len());
            bytes[at] = u8::try_from(below(256)).unwrap();
        }
        let whole = RawTable::read(&bytes);
        let columns = Column::study_all(&whole);
        for slice in [1, 1 + below(40), SLICE] {
            let (table, found, steps) = sliced(&bytes, slice);
            assert_eq!(table, whole, "{bytes:?} in slices of {slice}");
            assert_eq!(found, columns, "{bytes:?} in slices of {slice}");
            most = most.max(steps);
            files += 1;
        }
        let reading = Reading::with(Arc::new(bytes.clone()), whole.encoding, Delimiter::Comma);
        let decoded: Decoded = decode_as(&bytes, whole.encoding);
        assert_eq!(reading.finish().0, RawTable::parse(&decoded, Delimiter::Comma));
    }
    println!("{files} readings in slices, at most {most} steps, equal the whole");
}

#[test]
fn a_large_file_is_read_in_short_steps() {
    let mut text = String::from("ID;Titel;Firma;Wert;Phase;Erstellt;Status;Notizen\r\n");
    for row in 0..20_000 {
        write!(
            text,
            "{row};\"Umbau \"\"{row}\"\"\";Größe & Söhne {};{}.{:03},50;Angebot;{}.{}.2026;offen;\r\n",
            row % 900,
            1 + row % 90,
            row % 1_000,
            1 + row % 28,
            1 + row % 12
        )
        .unwrap();
    }
    let bytes = text.into_bytes();
    let mut reading = Reading::new(Arc::new(bytes.clone()));
    let (mut steps, mut longest) = (0, std::time::Duration::ZERO);
    let begin = std::time::Instant::now();
    loop {
        let step = std::time::Instant::now();
        let done = reading.step(SLICE) == Step::Done;
        longest = longest.max(step.elapsed());
        steps += 1;
        if done {
            break;
        }
    }
    println!(
        "{} bytes in {steps} steps, {:?} in all, the longest {longest:?}",
        bytes.len(),
        begin.elapsed()
    );
    let (table, columns) = reading.finish();
    assert_eq!((table.len(), table.width(), columns.len()), (20_000, 8, 8));
    assert!(steps > bytes.len() / SLICE, "{steps} steps only");
    // Cancelled: what was begun is let go of.
    let mut reading = Reading::new(Arc::new(bytes));
    assert_eq!(reading.step(SLICE), Step::More);
    drop(reading);
}
