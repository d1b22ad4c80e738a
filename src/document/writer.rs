//! Writes a workspace, one record a line, at once or piece by piece.

use super::{TYPE, VERSION};
use crate::domain::{ActivityId, DealId, Extra, OrganisationId, PersonId};
use crate::workspace::{Record, Table, Workspace};
use serde::Serialize;

/// How far a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written(At);

impl Written {
    /// Returns true when nothing is left to be written.
    pub fn is_whole(self) -> bool {
        self.0 == At::End
    }
}

/// What is written next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    Head,
    Deals(Row<DealId>),
    Organisations(Row<OrganisationId>),
    People(Row<PersonId>),
    Activities(Row<ActivityId>),
    Tail,
    End,
}

/// What of a list is written next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row<I> {
    /// Its name.
    Name,
    /// Its first record.
    First,
    /// The record after this one.
    After(I),
}

/// Writes a workspace as a document.
///
/// Equal workspaces give equal text, and what [`super::read`] makes of it is
/// the workspace again.
pub fn write(workspace: &Workspace) -> String {
    // A deal with a short history takes some 500 bytes; growing copies no more than once or twice.
    let mut out = Vec::with_capacity(4_096 + 512 * workspace.deals().len());
    write_on(workspace, &mut Written::default(), &mut out, usize::MAX);
    // It wrote text.
    String::from_utf8(out).unwrap_or_default()
}

/// Writes on from where it stopped, until so many bytes or more are in `out` or
/// the document ends. It stops between records only, so what it wrote is text.
/// All pieces together are what [`write`] gives for the same workspace.
pub fn write_on(workspace: &Workspace, written: &mut Written, out: &mut Vec<u8>, enough: usize) {
    loop {
        let Written(at) = written;
        match at {
            At::Head => {
                head(workspace, out);
                *at = At::Deals(Row::Name);
            }
            At::Deals(row) => {
                if list(out, "deals", workspace.deals(), row, enough) == Piece::Whole {
                    *at = At::Organisations(Row::Name);
                }
            }
            At::Organisations(row) => {
                let table = workspace.organisations();
                if list(out, "organisations", table, row, enough) == Piece::Whole {
                    *at = At::People(Row::Name);
                }
            }
            At::People(row) => {
                if list(out, "people", workspace.people(), row, enough) == Piece::Whole {
                    *at = At::Activities(Row::Name);
                }
            }
            At::Activities(row) => {
                let table = workspace.activities();
                if list(out, "activities", table, row, enough) == Piece::Whole {
                    *at = At::Tail;
                }
            }
            At::Tail => {
                unknown(out, workspace.extra());
                out.extend_from_slice(b"\n}");
                unknown(out, workspace.envelope());
                out.extend_from_slice(b"\n}\n");
                *at = At::End;
            }
            At::End => return,
        }
        if out.len() >= enough {
            return;
        }
    }
}

/// Writes what comes before the deals: settings and pipelines, in their order.
fn head(workspace: &Workspace, out: &mut Vec<u8>) {
    let version = env!("CARGO_PKG_VERSION");
    let head = format!(
        "{{\"type\":\"{TYPE}\",\"version\":{VERSION},\"source\":\"{TYPE} {version}\",\n\
         \"workspace\":{{\n\"id\":\"{}\",\n\"sequence\":{},\n\"settings\":",
        workspace.id(),
        workspace.sequence()
    );
    out.extend_from_slice(head.as_bytes());
    push(out, &**workspace.settings());
    out.extend_from_slice(b",\n\"pipelines\":[");
    for (at, pipeline) in workspace.pipelines_in_order().into_iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        push(out, &**pipeline);
    }
    out.extend_from_slice(b"\n]");
}

/// Whether a list is written to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Whole,
    Part,
}

fn list<I: Copy + Ord, T: Record<Id = I> + Serialize>(
    out: &mut Vec<u8>,
    name: &str,
    table: &Table<I, T>,
    row: &mut Row<I>,
    enough: usize,
) -> Piece {
    let before = match *row {
        Row::Name => {
            out.extend_from_slice(format!(",\n\"{name}\":[").as_bytes());
            *row = Row::First;
            None
        }
        Row::First => None,
        Row::After(id) => Some(id),
    };
    for record in table.after(before) {
        if out.len() >= enough {
            return Piece::Part;
        }
        out.extend_from_slice(if *row == Row::First { b"\n" } else { b",\n" });
        push(out, &**record);
        *row = Row::After(record.id());
    }
    out.extend_from_slice(b"\n]");
    Piece::Whole
}

fn push<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    // Records have text keys and no floating-point numbers, and memory does not
    // refuse to be written: none of the errors of serde_json can occur.
    let whole = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(whole);
        out.extend_from_slice(b"null");
    }
}

fn unknown(out: &mut Vec<u8>, extra: &Extra) {
    for (name, value) in extra.iter() {
        out.extend_from_slice(b",\n");
        push(out, name);
        out.push(b':');
        out.extend_from_slice(value.get().as_bytes());
    }
}
