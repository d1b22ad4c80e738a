//! Finds deals by what is typed.

use trichter::domain::{Deal, DealId};
use trichter::workspace::Workspace;

/// The lower-case text of every deal, one after the other: looked through in one go.
pub struct Haystack {
    /// The deals in ascending order, each with where its text ends.
    deals: Vec<(DealId, usize)>,
    text: String,
}

impl Haystack {
    /// Gathers what a search looks through.
    pub fn of(workspace: &Workspace) -> Self {
        let mut made = Self { deals: Vec::new(), text: String::new() };
        for deal in workspace.deals().iter() {
            made.text.push_str(&text(workspace, deal));
            made.deals.push((deal.id, made.text.len()));
        }
        made
    }

    /// Finds the deals in whose text every word occurs.
    pub fn find(&self, search: &Search) -> Found {
        let mut found = Vec::new();
        let mut rest = self.text.as_bytes();
        let mut begin = 0;
        for (id, end) in &self.deals {
            let Some((text, after)) = rest.split_at_checked(end - begin) else { break };
            (rest, begin) = (after, *end);
            if search.0.iter().all(|word| occurs(text, word.as_bytes())) {
                found.push(*id);
            }
        }
        Found(found)
    }
}

/// Returns true when a word occurs in a text. Both are short: looking for the
/// first byte beats preparing a cleverer search for each of thousands of texts.
fn occurs(text: &[u8], word: &[u8]) -> bool {
    let Some((first, others)) = word.split_first() else { return true };
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(others) {
            return true;
        }
    }
    false
}

/// What a search found, in ascending order.
pub struct Found(Vec<DealId>);

impl Found {
    /// Returns true when the deal was found.
    pub fn has(&self, deal: DealId) -> bool {
        self.0.binary_search(&deal).is_ok()
    }
}

fn text(workspace: &Workspace, deal: &Deal) -> String {
    let mut text = String::with_capacity(96);
    let mut add = |part: &str| {
        if !part.is_empty() {
            text.push_str(part);
            text.push('\n');
        }
    };
    add(&deal.title);
    if let Some(organisation) = workspace.organisation_of(deal) {
        add(&organisation.name);
    }
    for person in deal.people.iter().filter_map(|id| workspace.people().get(*id)) {
        add(&person.name);
    }
    add(&deal.owner);
    add(&deal.source);
    add(&deal.product);
    for tag in &deal.tags {
        add(tag);
    }
    text.to_lowercase()
}

/// A search that was typed: every word must occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search(Vec<String>);

impl Search {
    /// Reads what was typed.
    pub fn new(typed: &str) -> Self {
        Self(typed.to_lowercase().split_whitespace().map(str::to_owned).collect())
    }

    /// Returns true when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns true when every word occurs in a text of the haystack.
    pub fn finds(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}
