//! Properties of reading: nothing panics, and what is written reads back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helper functions too"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

mod lives;

use lives::{below, each};
use proptest::prelude::*;
use trichter::domain::{Day, Ids, Language, Moment, Preset};
use trichter::exchange::export::{Cell, Style, Writer};
use trichter::exchange::{
    Column, Decoded, Delimiter, Encoding, FileKind, Mapping, RawTable, TableProblem, plan,
};
use trichter::workspace::{Command, Workspace};

/// So many files are made at random, in so many parts.
const FILES: u64 = 100_000;
const PARTS: u64 = 100;

/// Brings bytes all the way to an applied batch.
fn swallow(bytes: &[u8], workspace: &Workspace, ids: &mut Ids) -> usize {
    let moment = Moment::at_start_of(Day::new(2026, 11, 21).unwrap());
    let table = RawTable::read(bytes);
    let columns = Column::study_all(&table);
    let picked = usize::try_from(ids.below(4)).unwrap();
    // Mostly the kind the headers say, else any.
    let guessed = Mapping::guess(&table, &columns, workspace, Language::De).kind;
    let kind = FileKind::ALL.get(picked).copied().unwrap_or(guessed);
    let mut mapping = Mapping::guess_as(kind, &table, &columns, workspace, Language::De);
    if table.width() > 0 && ids.below(2) == 0 {
        // Any column may be sent anywhere.
        for choice in &mut mapping.columns {
            let targets = kind.targets();
            let at = usize::try_from(ids.below(targets.len() as u64)).unwrap();
            choice.target = targets[at];
        }
    }
    let plan = plan(&table, &mapping, workspace, &moment, Language::De, ids);
    let rows = plan.new + plan.changed + plan.unchanged + plan.rejected + plan.blank;
    assert_eq!(rows, table.len());
    if plan.new > 0 {
        let mut copy = workspace.clone();
        copy.apply(Command::Import(Box::new(plan.batch)), &moment, ids).unwrap();
        assert_eq!(copy.problems(), []);
    }
    rows
}

#[test]
fn no_bytes_make_it_panic_or_make_a_batch_that_is_refused() {
    const HEADERS: [&str; 6] = [
        "Titel;Wert;Phase;Erstellt;Status\n",
        "ID,Title,Value,Stage,Created,Closed,Probability,Next step,Tags\n",
        "account\tsector\trevenue\temployees\twebsite\n",
        "First name|Last name|Company|Email\n",
        "sep=;\r\nTrichter-ID;Titel;Wert\r\n",
        "",
    ];
    const PIECES: [&str; 24] = [
        "\"",
        "\"\"",
        ";",
        ",",
        "\t",
        "|",
        "\r",
        "\n",
        "\r\n",
        "Won",
        "Lost",
        "1.000,5",
        "-5",
        "€ 1.200",
        "31.02.2026",
        "3/4/26",
        "2026-01-01T10:00:00+02:00",
        "'=1",
        "\u{feff}",
        "ä€🎉",
        "99999999999999999999999999",
        "1e20",
        "sep=,",
        "https://x.y",
    ];
    let workspace =
        Workspace::new("Test", Preset::Standard, Language::De, &mut Ids::seeded(20_000));
    let rows: usize = each(PARTS, |part| {
        let mut ids = Ids::seeded(part);
        let mut rows = 0;
        for round in 0..FILES / PARTS {
            let mut bytes = HEADERS[below(&mut ids, HEADERS.len())].as_bytes().to_vec();
            for _ in 0..below(&mut ids, 40) {
                if round % 2 == 0 && ids.below(4) > 0 {
                    bytes.extend(PIECES[below(&mut ids, PIECES.len())].as_bytes());
                } else {
                    bytes.push(u8::try_from(ids.below(256)).unwrap());
                }
            }
            match round % 16 {
                3 => bytes.splice(0..0, [0xff, 0xfe]).for_each(drop),
                5 => bytes.splice(0..0, [0xfe, 0xff]).for_each(drop),
                7 => bytes.splice(0..0, [0xef, 0xbb, 0xbf]).for_each(drop),
                _ => {}
            }
            rows += swallow(&bytes, &workspace, &mut ids);
        }
        rows
    })
    .into_iter()
    .sum();
    println!("{FILES} files with {rows} rows");
    assert!(rows > 100_000, "the bytes made only {rows} rows: the test tests nothing");
}

/// Writes cells with every cell quoted or only where it must be.
fn write(rows: &[Vec<String>], delimiter: Delimiter, quote_all: bool, line_end: &str) -> String {
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(delimiter.char());
            }
            let needs = cell.contains([delimiter.char(), '"', '\r', '\n']) || row.len() == 1;
            if quote_all || needs {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(line_end);
    }
    text
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9äöü€ .;,|\t\"'\r\n=+@-]{0,12}",
        "\\PC{0,8}",
        Just(String::new()),
        Just("1.234,56".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_written_table_reads_back_as_it_was(
        (header, rows) in (1_usize..6).prop_flat_map(|width| (
            prop::collection::vec("[a-zA-Zäß;,|\t\"' \n]{0,6}[a-z]", width),
            prop::collection::vec(prop::collection::vec(cell(), width), 0..8),
        )),
        delimiter in prop::sample::select(Delimiter::ALL.to_vec()),
        quote_all in any::<bool>(),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let mut all = vec![header.clone()];
        all.extend(rows.iter().cloned());
        let text = write(&all, delimiter, quote_all, line_end);
        let decoded = Decoded { text, ..Decoded::default() };
        let table = RawTable::parse(&decoded, delimiter);
        prop_assert_eq!(table.width(), header.len());
        prop_assert_eq!(table.len(), rows.len());
        for (at, name) in header.iter().enumerate() {
            prop_assert_eq!(table.header(at), name.trim());
        }
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                prop_assert_eq!(table.cell(row, column), cell);
            }
        }
        prop_assert_eq!(table.problems, vec![]);
    }

    #[test]
    fn any_text_is_read_in_bounds(text in "\\PC{0,200}|[a-c;,\"\r\n]{0,200}") {
        let table = RawTable::read(text.as_bytes());
        let cells: usize = (0..table.len()).map(|row| table.cells_in(row)).sum();
        prop_assert!(cells <= text.len() + 1);
    }
}

#[test]
fn odd_rows_are_reported_with_the_number_a_spreadsheet_shows() {
    let table = RawTable::read(b"a;b;c;;\r\n1;2;3;;\r\n\r\n4;5\r\n6;7;8;9\r\n\"open;1\r\n2;3");
    assert_eq!(table.width(), 4);
    assert_eq!(table.row_number(1), 4);
    assert!(table.problems.contains(&TableProblem::TooFewCells { row: 4, found: 2, expected: 4 }));
    assert!(table.problems.contains(&TableProblem::QuoteNotClosed { row: 6 }));
    assert_eq!(table.cell(3, 0), "open;1\r\n2;3");
    let table = RawTable::read(b"a;b;;\n1;2;;\n3;4;;\n");
    assert_eq!((table.width(), table.problem_count), (2, 0));
    let table = RawTable::read(b"a;b\n1;2;3\n");
    assert_eq!(table.problems, [TableProblem::TooManyCells { row: 2, found: 3, expected: 2 }]);
}

#[test]
fn quotes_in_headers_and_line_breaks_in_cells_are_read() {
    let text = "\"Date entered \"\"Closed Won (Sales Pipeline)\"\"\",\"b\"\r\n\"x\ny\",\"2\"\r\n";
    let table = RawTable::read(text.as_bytes());
    assert_eq!(table.header(0), "Date entered \"Closed Won (Sales Pipeline)\"");
    assert_eq!(table.cell(0, 0), "x\ny");
}

/// Every way a small table can be written gives the same cells.
#[test]
fn every_form_of_a_file_gives_the_same_cells() {
    let rows = vec![
        vec!["Firma".to_owned(), "Wert".to_owned(), "Datum".to_owned()],
        vec!["Meyer, Schulz GmbH".to_owned(), "1200,50".to_owned(), "31.12.2026".to_owned()],
        vec!["Größe \"X\"; Co".to_owned(), "1.234,56".to_owned(), "01.02.2026".to_owned()],
        vec!["Zeile 1\nZeile 2".to_owned(), "7".to_owned(), String::new()],
    ];
    let mut forms = 0;
    for delimiter in Delimiter::ALL {
        for line_end in ["\n", "\r\n", "\r"] {
            for quote_all in [false, true] {
                for encoding in Encoding::ALL {
                    for separator_line in [false, true] {
                        let mut text = String::new();
                        if separator_line {
                            text = format!("sep={}{line_end}", delimiter.char());
                        }
                        text.push_str(&write(&rows, delimiter, quote_all, line_end));
                        let table = RawTable::read(&encode(&text, encoding));
                        assert_eq!(table.delimiter, delimiter, "{text}");
                        assert_eq!(table.encoding, encoding, "{text}");
                        assert_eq!(table.len(), 3);
                        for (row, cells) in rows.iter().skip(1).enumerate() {
                            for (column, cell) in cells.iter().enumerate() {
                                assert_eq!(table.cell(row, column), cell, "{text}");
                            }
                        }
                        forms += 1;
                    }
                }
            }
        }
    }
    assert_eq!(forms, 240);
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => marked.into_bytes(),
        Encoding::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        // The test's letters are Latin-1.
        Encoding::Windows1252 => {
            text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
        }
    }
}

#[test]
fn our_own_writer_makes_tables_our_reader_reads() {
    for style in Style::ALL {
        let mut writer = Writer::new(style);
        writer.record([Cell::Text("a"), Cell::Text("b")]);
        writer.record([Cell::Text(" x;y,\"z\" "), Cell::Text("")]);
        let table = RawTable::read(writer.finish().as_bytes());
        assert_eq!((table.cell(0, 0), table.cell(0, 1)), (" x;y,\"z\" ", ""));
    }
}
