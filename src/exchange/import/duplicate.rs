//! New records that look like one that is there, and what becomes of them.

use crate::domain::{DealId, Organisation, OrganisationId, Person, PersonId};
use crate::exchange::key;
use crate::workspace::Workspace;
use std::collections::HashMap;

/// Names a record of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordRef {
    /// A deal.
    Deal(DealId),
    /// An organisation.
    Organisation(OrganisationId),
    /// A person.
    Person(PersonId),
}

/// What the user decided about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowDecision {
    /// It is about this record: what the row says is taken over into it, what
    /// the row leaves empty stays.
    Merge(RecordRef),
    /// It is left out.
    LeaveOut,
}

/// Why two records may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// Title and customer are the same.
    TitleAndCustomer,
    /// The names are the same but for the legal form, punctuation and case.
    SimilarName,
    /// The names are the same, the ids elsewhere are not.
    SameName,
    /// The e-mail addresses are the same.
    Email,
    /// The telephone numbers are the same.
    Phone,
}

/// A new record that looks like one that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The row as a spreadsheet numbers it.
    pub row: usize,
    /// The name in the row.
    pub name: String,
    /// The record it looks like.
    pub of: RecordRef,
    /// The name of that record.
    pub known: String,
    /// What makes them alike.
    pub likeness: Likeness,
}

/// Words at the end of names that only say the legal form.
const LEGAL_FORMS: [&str; 29] = [
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "gbr",
    "se",
    "ev",
    "eg",
    "kgaa",
    "co",
    "cokg",
    "inc",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "company",
    "sa",
    "sarl",
    "sro",
    "as",
    "bv",
    "nv",
    "spa",
];

/// Reduces the name of an organisation to what makes it alike: words in lower
/// case without the legal form.
fn stem(name: &str) -> String {
    let lower = name.to_lowercase().replace("e.v.", " ev ").replace('.', "");
    let mut words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word)) {
        words.pop();
    }
    words.join(" ")
}

/// The digits of a telephone number without country code and leading zeros;
/// empty for less than seven.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let short = digits.trim_start_matches('0');
    if short.len() < 7 {
        String::new()
    } else {
        short.get(short.len() - 7..).unwrap_or_default().to_owned()
    }
}

/// Organisations that are there by the stem of their name.
pub(super) struct SimilarOrganisations<'a> {
    workspace: &'a Workspace,
    by_stem: HashMap<String, OrganisationId>,
}

impl<'a> SimilarOrganisations<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        let mut by_stem = HashMap::new();
        for organisation in workspace.organisations().iter() {
            by_stem.entry(stem(&organisation.name)).or_insert(organisation.id);
        }
        Self { workspace, by_stem }
    }

    /// Finds the one a new organisation looks like.
    pub fn find(&self, row: usize, new: &Organisation) -> Option<Duplicate> {
        let id = *self.by_stem.get(&stem(&new.name))?;
        let known = self.workspace.organisations().get(id)?;
        let same = key(&known.name) == key(&new.name);
        Some(Duplicate {
            row,
            name: new.name.clone(),
            of: RecordRef::Organisation(id),
            known: known.name.clone(),
            likeness: if same { Likeness::SameName } else { Likeness::SimilarName },
        })
    }
}

/// People that are there by e-mail address, telephone number and name.
pub(super) struct SimilarPeople<'a> {
    workspace: &'a Workspace,
    by_email: HashMap<String, PersonId>,
    by_phone: HashMap<String, PersonId>,
    by_name: HashMap<String, PersonId>,
}

impl<'a> SimilarPeople<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        let mut similar = Self {
            workspace,
            by_email: HashMap::new(),
            by_phone: HashMap::new(),
            by_name: HashMap::new(),
        };
        for person in workspace.people().iter() {
            similar.by_email.entry(person.email.trim().to_lowercase()).or_insert(person.id);
            similar.by_phone.entry(digits(&person.phone)).or_insert(person.id);
            similar.by_name.entry(key(&person.name)).or_insert(person.id);
        }
        similar
    }

    /// Finds the one a new person looks like.
    pub fn find(&self, row: usize, new: &Person) -> Option<Duplicate> {
        let find = |map: &HashMap<String, PersonId>, text: String| {
            map.get(&text).copied().filter(|_| !text.is_empty())
        };
        let (id, likeness) = find(&self.by_email, new.email.trim().to_lowercase())
            .map(|id| (id, Likeness::Email))
            .or_else(|| find(&self.by_name, key(&new.name)).map(|id| (id, Likeness::SameName)))
            .or_else(|| find(&self.by_phone, digits(&new.phone)).map(|id| (id, Likeness::Phone)))?;
        let known = self.workspace.people().get(id)?;
        Some(Duplicate {
            row,
            name: new.name.clone(),
            of: RecordRef::Person(id),
            known: known.name.clone(),
            likeness,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_whatever_the_legal_form() {
        for (one, two) in [
            ("Müller & Söhne GmbH & Co. KG", "MÜLLER & SÖHNE"),
            ("Acme, Inc.", "Acme Corporation"),
            ("Sportfreunde e.V.", "sportfreunde"),
            ("Škoda a.s.", "Škoda"),
        ] {
            assert_eq!(stem(one), stem(two), "{one}");
        }
        assert_ne!(stem("Acme Nord"), stem("Acme Süd"));
        assert_eq!(stem("AG"), "ag");
    }

    #[test]
    fn telephone_numbers_are_alike_with_and_without_the_country() {
        assert_eq!(digits("+49 (30) 123 45 67"), digits("030/1234567"));
        assert_eq!(digits("112"), "");
    }
}
