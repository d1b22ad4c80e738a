//! Reads files slice by slice, so that the page stays awake and the user can stop it.

use super::draft::Draft;
use super::review::Review;
use super::sheet::{From, Sheet};
use super::{Failure, Opening, State, words};
use crate::ui::browser::breath::{Breath, breathe};
use crate::ui::browser::{files, focus};
use crate::ui::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use trichter::document::{self, ReadError};
use trichter::exchange::trello::{self, ArchivedCards};
use trichter::exchange::{
    Column, Delimiter, Encoding, FileSort, Heading, RawTable, Reading, SLICE, Step, heading,
};
use web_sys::File;

/// The largest file that is read, in bytes: ten times the largest workspace
/// that fits into the storage.
pub const LARGEST: u64 = 128 * 1024 * 1024;

/// What a file turned out to be.
enum Found {
    Document(Box<Review>),
    Sheets(Vec<Sheet>),
}

/// Somebody stopped it, or chose other files.
struct Stopped;

/// What comes of a file that was read to its end.
type Outcome = Result<Found, Failure>;

/// One reading of files: its turn, and how far it is.
#[derive(Clone, Copy)]
struct Course {
    opening: Opening,
    turn: u64,
    /// The place of the file that is read, and how many there are.
    at: usize,
    count: usize,
}

impl Course {
    /// Notes how much of the file is read.
    ///
    /// # Errors
    /// Nobody waits for it any more.
    fn is_at(self, share: f64) -> Result<(), Stopped> {
        if self.opening.face.get_untracked() != self.turn {
            return Err(Stopped);
        }
        let done = (self.at as f64 + share) / self.count.max(1) as f64;
        self.opening.progress.set(done);
        Ok(())
    }
}

/// Reads files and shows what is in them.
pub fn take(session: Session, opening: Opening, files: Vec<File>) {
    let names = files.iter().map(File::name).collect();
    opening.progress.set(0.0);
    let turn = opening.show(State::Reading(names));
    focus::keep_if_lost("[data-testid=import-stop]");
    spawn_local(async move {
        let course = Course { opening, turn, at: 0, count: files.len() };
        if let Ok(state) = read_all(session, course, files).await {
            opening.show(state);
            focus::first("#opened-title");
            opening.work_out_soon(session);
        }
    });
}

async fn read_all(session: Session, course: Course, files: Vec<File>) -> Result<State, Stopped> {
    let alone = files.len() == 1;
    let (mut sheets, mut failed) = (Vec::new(), Vec::new());
    for (at, file) in files.into_iter().enumerate() {
        let name = file.name();
        match read(Course { at, ..course }, file).await? {
            Ok(Found::Sheets(more)) => sheets.extend(more),
            Ok(Found::Document(review)) if alone => return Ok(State::Document(review)),
            Ok(Found::Document(_)) => failed.push((name, Failure::Alone)),
            Err(failure) => failed.push((name, failure)),
        }
    }
    if sheets.is_empty() {
        return Ok(State::Failed(failed));
    }
    let text = session.text();
    let unread = failed.iter().map(|(file, failure)| words(text, file, failure)).collect();
    Ok(State::Tables(Box::new(Draft::new(session, sheets, unread))))
}

/// Reads what is in a file.
async fn read(course: Course, file: File) -> Result<Outcome, Stopped> {
    if file.size() > LARGEST as f64 {
        return Ok(Err(Failure::TooLarge));
    }
    let opened = match files::read(file).await {
        Ok(opened) => opened,
        Err(words) => return Ok(Err(Failure::Unreadable(words))),
    };
    course.is_at(0.0)?;
    let (name, bytes) = (opened.name, opened.bytes);
    Ok(match FileSort::of(&name, &bytes) {
        FileSort::Empty => Err(Failure::Empty),
        FileSort::Binary => Err(Failure::Binary),
        FileSort::Workbook => Err(Failure::Workbook),
        FileSort::Document => {
            // It is read in one piece: the page shows first that it begins.
            breathe().await;
            document_of(name, &bytes)
        }
        FileSort::Table => {
            let bytes = Arc::new(bytes);
            let (mut table, mut columns) = cut(course, Reading::new(Arc::clone(&bytes))).await?;
            if heading(&table.headers().collect::<Vec<_>>()) == Heading::Missing {
                let again = Reading::with(Arc::clone(&bytes), table.encoding, table.delimiter);
                (table, columns) = cut(course, again.headed(Heading::Missing)).await?;
            }
            Ok(Found::Sheets(vec![Sheet::new(name, From::Text(bytes), table, columns)]))
        }
    })
}

fn document_of(name: String, bytes: &[u8]) -> Outcome {
    let text = document::decode(bytes).map_err(|error| Failure::Read(ReadError::from(error)))?;
    if trello::is_board(&text) {
        let sheets = Sheet::of_board(&name, text, ArchivedCards::LeaveOut);
        return sheets.map(Found::Sheets).map_err(Failure::Board);
    }
    let reading = document::read(&text).map_err(Failure::Read)?;
    Ok(Found::Document(Box::new(Review::new(name, reading))))
}

/// Reads a table to its end.
async fn cut(course: Course, mut reading: Reading) -> Result<(RawTable, Vec<Column>), Stopped> {
    let mut breath = Breath::new();
    while reading.step(SLICE / 2) == Step::More {
        course.is_at(reading.progress())?;
        breath.take().await;
    }
    course.is_at(1.0)?;
    Ok(reading.finish())
}

/// How a file of delimited text is read.
#[derive(Clone, Copy)]
pub struct Form {
    /// How its bytes are text.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// Whether it names its columns.
    pub heading: Heading,
}

/// Reads the table on screen anew, as the user chose. What is shown stays until it is there.
pub fn again(session: Session, opening: Opening, change: fn(&mut Form, usize), to: usize) {
    let found = opening.with_sheet(|sheet| {
        let From::Text(bytes) = &sheet.from else { return None };
        let RawTable { encoding, delimiter, heading, .. } = *sheet.table;
        Some((Arc::clone(bytes), Form { encoding, delimiter, heading }))
    });
    let Some((bytes, mut form)) = found.flatten() else { return };
    change(&mut form, to);
    let begun = opening.with_draft(|draft| (draft.grow_stale(), draft.shown));
    let Some((turn, shown)) = begun else { return };
    opening.version.update(|version| *version += 1);
    let reading = Reading::with(bytes, form.encoding, form.delimiter).headed(form.heading);
    let course = Course { opening, turn: opening.face.get_untracked(), at: 0, count: 1 };
    spawn_local(async move {
        let Ok((table, columns)) = cut(course, reading).await else { return };
        if opening.with_draft(|draft| draft.is_at(turn)) != Some(true) {
            return;
        }
        opening.cut_anew(session, |draft| {
            if let Some(sheet) = draft.sheets.get_mut(shown) {
                (sheet.table, sheet.columns) = (Arc::new(table), columns);
                draft.guess(session, shown, None);
            }
        });
    });
}
