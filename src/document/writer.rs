//! Writes a workspace, one record a line.

use super::{TYPE, VERSION};
use crate::domain::Extra;
use crate::workspace::Workspace;
use serde::Serialize;

/// Writes a workspace as a document.
///
/// Equal workspaces give equal text, and what [`super::read`] makes of it is
/// the workspace again.
pub fn write(workspace: &Workspace) -> String {
    // A deal with a short history takes some 500 bytes; growing copies no more than once or twice.
    let mut out = Vec::with_capacity(4_096 + 512 * workspace.deals().len());
    let version = env!("CARGO_PKG_VERSION");
    let head = format!(
        "{{\"type\":\"{TYPE}\",\"version\":{VERSION},\"source\":\"{TYPE} {version}\",\n\
         \"workspace\":{{\n\"id\":\"{}\",\n\"sequence\":{},\n\"settings\":",
        workspace.id(),
        workspace.sequence()
    );
    out.extend_from_slice(head.as_bytes());
    push(&mut out, &**workspace.settings());
    list(&mut out, "pipelines", workspace.pipelines_in_order().into_iter().map(|arc| &**arc));
    list(&mut out, "deals", workspace.deals().iter().map(|arc| &**arc));
    list(&mut out, "organisations", workspace.organisations().iter().map(|arc| &**arc));
    list(&mut out, "people", workspace.people().iter().map(|arc| &**arc));
    list(&mut out, "activities", workspace.activities().iter().map(|arc| &**arc));
    unknown(&mut out, workspace.extra());
    out.extend_from_slice(b"\n}");
    unknown(&mut out, workspace.envelope());
    out.extend_from_slice(b"\n}\n");
    // Everything above wrote text.
    String::from_utf8(out).unwrap_or_default()
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

fn list<'a, T: Serialize + 'a>(
    out: &mut Vec<u8>,
    name: &str,
    records: impl Iterator<Item = &'a T>,
) {
    out.extend_from_slice(format!(",\n\"{name}\":[").as_bytes());
    for (at, record) in records.enumerate() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        push(out, record);
    }
    out.extend_from_slice(b"\n]");
}

fn unknown(out: &mut Vec<u8>, extra: &Extra) {
    for (name, value) in extra.iter() {
        out.extend_from_slice(b",\n");
        push(out, name);
        out.push(b':');
        out.extend_from_slice(value.get().as_bytes());
    }
}
