//! Finds deals by what is typed.

use std::collections::HashMap;
use trichter::domain::{Deal, DealId};
use trichter::workspace::Workspace;

/// Returns for each deal the lower-case text that a search looks through.
pub fn haystack(workspace: &Workspace) -> HashMap<DealId, String> {
    workspace.deals().iter().map(|deal| (deal.id, text(workspace, deal))).collect()
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
