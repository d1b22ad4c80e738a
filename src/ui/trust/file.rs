//! The workspace as a file.

use super::use_trust;
use crate::ui::browser::{clock, files, script};
use crate::ui::session::{Session, ToastKind};
use trichter::document::{self, Written};
use trichter::workspace::Workspace;

/// Hands the workspace on screen out as a file, and remembers that.
pub fn export(session: Session) {
    let workspace = session.peek(Workspace::clone);
    let name = hand_out(session, &workspace);
    let (sequence, trust) = (workspace.sequence(), use_trust(session));
    let now = clock::now();
    trust.note_files(|files| files.written(sequence, now));
    session.toast(ToastKind::Note, session.text().data.exported(&name));
}

/// Hands a workspace out as a file; returns its name.
pub fn hand_out(session: Session, workspace: &Workspace) -> String {
    let day = session.moment().today();
    let name = format!("{}-{day}.json", file_name(&workspace.settings().name));
    let document = document::write(workspace);
    files::download(&name, "application/json", document.as_bytes());
    name
}

/// How much is written between two breaths of the page, in bytes.
const SLICE: usize = 256 * 1024;

/// Writes a workspace as a document, in slices between which the page breathes.
pub async fn in_slices(workspace: &Workspace) -> String {
    let (mut written, mut out) = (Written::default(), Vec::new());
    loop {
        let enough = out.len() + SLICE;
        document::write_on(workspace, &mut written, &mut out, enough);
        if written.is_whole() {
            // It wrote text.
            return String::from_utf8(out).unwrap_or_default();
        }
        script::pause(0).await;
    }
}

/// Makes a name that every file system takes.
pub fn file_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' })
        .take(60)
        .collect();
    if safe.is_empty() { "trichter".to_owned() } else { safe }
}
