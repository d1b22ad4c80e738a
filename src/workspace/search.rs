//! Finds deals by what is typed.

use super::Workspace;
use crate::domain::{Deal, DealId};
use std::cell::RefCell;
use std::rc::Rc;

/// How many searches are remembered: what is typed grows and shrinks by one character at a time.
const REMEMBERED: usize = 8;

/// The lower-case text of every deal, one after the other: looked through in one go.
pub struct Haystack {
    /// The deals in ascending order, each with where its text ends.
    deals: Vec<(DealId, usize)>,
    text: String,
    /// The latest searches, the last one last, each with the places in `deals` it found.
    latest: RefCell<Vec<(Search, Rc<[usize]>)>>,
}

impl Haystack {
    /// Gathers what a search looks through.
    pub fn of(workspace: &Workspace) -> Self {
        let (mut deals, mut all) = (Vec::new(), String::new());
        for deal in workspace.deals().iter() {
            all.push_str(&text(workspace, deal));
            deals.push((deal.id, all.len()));
        }
        Self { deals, text: all, latest: RefCell::default() }
    }

    /// Finds the deals in whose text every word occurs, in ascending order.
    pub fn find(&self, search: &Search) -> Vec<DealId> {
        let mut latest = self.latest.borrow_mut();
        let known = latest.iter().rev().find(|(known, _)| known == search);
        let places = match known {
            Some((_, places)) => Rc::clone(places),
            // A search that was narrowed finds nothing that it did not find before.
            None => match latest.iter().rev().find(|(known, _)| search.narrows(known)) {
                Some((_, wider)) => self.matching(search, wider.iter().copied()),
                None => self.matching(search, 0..self.deals.len()),
            },
        };
        let found = places.iter().filter_map(|place| self.deals.get(*place));
        let found = found.map(|(id, _)| *id).collect();
        latest.retain(|(known, _)| known != search);
        if latest.len() == REMEMBERED {
            latest.remove(0);
        }
        latest.push((search.clone(), places));
        found
    }

    fn matching(&self, search: &Search, places: impl Iterator<Item = usize>) -> Rc<[usize]> {
        let end = |place: usize| self.deals.get(place).map_or(0, |(_, end)| *end);
        let matches = |place: &usize| {
            let begin = place.checked_sub(1).map_or(0, end);
            let text = self.text.as_bytes().get(begin..end(*place)).unwrap_or_default();
            search.0.iter().all(|word| occurs(text, word.as_bytes()))
        };
        places.filter(matches).collect()
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

    /// Returns true when this search finds nothing that a wider one does not find.
    fn narrows(&self, wider: &Self) -> bool {
        wider.0.iter().all(|part| self.0.iter().any(|word| word.contains(part.as_str())))
    }

    /// Returns true when every word occurs in a text of the haystack.
    pub fn finds(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn haystack(texts: &[&str]) -> Haystack {
        let (mut deals, mut text) = (Vec::new(), String::new());
        for (number, one) in (1..).zip(texts) {
            text.push_str(&one.to_lowercase());
            deals.push((DealId::from_bits(number), text.len()));
        }
        Haystack { deals, text, latest: RefCell::default() }
    }

    fn found(haystack: &Haystack, typed: &str) -> Vec<u64> {
        haystack.find(&Search::new(typed)).into_iter().map(DealId::bits).collect()
    }

    #[test]
    fn every_word_must_occur_in_the_text_of_one_deal() {
        let haystack = haystack(&["Acme pilot", "ACME renewal\nJane", "", "Jane Pilot"]);
        assert_eq!(found(&haystack, "acme"), [1, 2]);
        assert_eq!(found(&haystack, "jane acme"), [2]);
        assert_eq!(found(&haystack, "pilotacme"), [0; 0]);
        assert_eq!(found(&haystack, " "), [1, 2, 3, 4]);
    }

    #[test]
    fn what_was_found_before_changes_nothing_in_what_is_found() {
        let texts = ["a", "ab", "b a", "abc", "cab", "c", "", "bb aa cc", "ca\nbc"];
        let typed = ["a", "ab", "abc", "ab", "a", "", "b", "b a", "b a c", "b a", "cb", "c b"];
        let kept = haystack(&texts);
        for search in typed.iter().chain(typed.iter().rev()) {
            assert_eq!(found(&kept, search), found(&haystack(&texts), search), "{search}");
        }
        assert_eq!(kept.latest.borrow().len(), REMEMBERED);
    }

    #[test]
    fn a_search_narrows_another_only_when_it_asks_for_more() {
        let narrows = |now: &str, before: &str| Search::new(now).narrows(&Search::new(before));
        assert!(narrows("acme", "acm"));
        assert!(narrows("acme jane", "acme"));
        assert!(narrows("xacme", "acme"));
        assert!(!narrows("acm", "acme"));
        assert!(!narrows("acme", "acme jane"));
    }
}
