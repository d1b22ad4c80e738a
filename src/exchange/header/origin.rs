//! Which program a table came from, and whether it names its columns.

use super::bare;
use super::names::{ACTIVITIES, DEALS, HISTORY, Names, ORGANISATIONS, PEOPLE};
use crate::exchange::Heading;
use crate::exchange::date::{self, DateSign};
use crate::exchange::number::{self, NumberSign};

/// The program a table came from, as far as its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// This program.
    Trichter,
    /// Pipedrive, in any of its languages.
    Pipedrive,
    /// `HubSpot`.
    HubSpot,
    /// Salesforce.
    Salesforce,
    /// Close.
    Close,
    /// Any other.
    Other,
}

/// Tells the program by the names only it writes.
pub fn origin(headers: &[&str]) -> Origin {
    let has = |word: &str| headers.iter().any(|header| bare(header) == word);
    let begins = |words: &[&str]| {
        let with = |header: &&&str| words.iter().any(|word| header.trim().starts_with(word));
        headers.iter().filter(with).count() * 2 > headers.len()
    };
    if has("trichterid") {
        Origin::Trichter
    } else if begins(&[
        "Deal - ",
        "Obchod - ",
        "Person - ",
        "Organization - ",
        "Organisation - ",
        "Activity - ",
        "Aktivität - ",
        "Osoba - ",
        "Organizace - ",
        "Lead - ",
    ]) {
        Origin::Pipedrive
    } else if has("recordid") || headers.iter().any(|header| header.starts_with("Date entered \""))
    {
        Origin::HubSpot
    } else if (has("statustype") || has("statuslabel")) && has("leadid") {
        Origin::Close
    } else if (has("id") && has("isdeleted"))
        || (has("stagename") && has("closedate"))
        || has("opportunityname")
    {
        Origin::Salesforce
    } else {
        Origin::Other
    }
}

/// Guesses whether the first row names the columns: it does not where a cell of it
/// is a number or a date and none is a name we know.
pub fn heading(headers: &[&str]) -> Heading {
    let value = |header: &&str| {
        number::sign(header) != NumberSign::NotNumber || date::sign(header) != DateSign::NotDate
    };
    let known = |names: Names| {
        let any = |header: &&str| {
            let bare = bare(header);
            names.iter().any(|(_, words)| words.contains(&bare.as_str()))
        };
        headers.iter().any(any)
    };
    let lists = [DEALS, ORGANISATIONS, PEOPLE, HISTORY, ACTIVITIES];
    if headers.iter().any(value) && !lists.into_iter().any(known) {
        Heading::Missing
    } else {
        Heading::FirstRow
    }
}
