//! People as an address book (vCard 4.0, RFC 6350).

use super::lines::{Lines, utc};
use crate::domain::Moment;
use crate::workspace::Workspace;

/// Writes every person.
pub fn cards(workspace: &Workspace, moment: &Moment) -> String {
    let mut lines = Lines::default();
    for person in workspace.people().iter() {
        let organisation = person.organisation.and_then(|id| workspace.organisations().get(id));
        let company = organisation.map_or("", |organisation| organisation.name.as_str());
        // The last word is the family name; that is all a full name tells.
        let name = person.name.trim();
        let (given, family) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
        lines.plain("BEGIN:VCARD");
        lines.plain("VERSION:4.0");
        lines.plain(&format!("UID;VALUE=text:{}@trichter", person.id));
        lines.plain(&format!("REV:{}", utc(moment.now)));
        lines.plain("KIND:individual");
        lines.text("FN", name);
        lines.texts("N", &[family.trim(), given.trim(), "", "", ""], ';');
        match (company.is_empty(), person.department.is_empty()) {
            (true, true) => {}
            (_, true) => lines.text("ORG", company),
            (_, false) => lines.texts("ORG", &[company, &person.department], ';'),
        }
        lines.text("TITLE", &person.position);
        lines.text("TEL;TYPE=work,voice;VALUE=text", &person.phone);
        lines.text("EMAIL;TYPE=work", &person.email);
        lines.text("NOTE", &person.notes);
        lines.plain("END:VCARD");
    }
    lines.finish()
}
