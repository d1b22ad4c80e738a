//! What the lists of contacts show.

use crate::ui::session::Session;
use std::collections::HashMap;
use trichter::i18n::Text;
use trichter::workspace::Search;
use trichter::workspace::Workspace;

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Organisations.
    #[default]
    Organisations,
    /// People.
    People,
}

/// A row as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The bits of the id.
    pub key: u64,
    /// The name.
    pub name: String,
    /// Industry or position.
    pub second: String,
    /// Region or organisation.
    pub third: String,
    /// How many deals.
    pub deals: String,
}

/// The rows after the filter, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many there are without the filter.
    pub all: usize,
    places: HashMap<u64, usize>,
}

impl Listing {
    fn new(mut rows: Vec<Row>, all: usize) -> Self {
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.key));
        let places = rows.iter().enumerate().map(|(at, row)| (row.key, at)).collect();
        Self { rows, all, places }
    }

    /// Finds a row.
    pub fn row(&self, key: u64) -> Option<&Row> {
        self.places.get(&key).and_then(|at| self.rows.get(*at))
    }
}

/// Lists what passes the filter. Tracked.
pub fn listing(session: Session, tab: Tab, typed: &str) -> Listing {
    let (search, text) = (Search::new(typed), session.text());
    session.read(|workspace| match tab {
        Tab::Organisations => organisations(workspace, text, &search),
        Tab::People => people(workspace, text, &search),
    })
}

fn joined(parts: [&str; 2]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn deals_words(text: &Text, deals: usize) -> String {
    if deals == 0 { String::new() } else { text.app.deals(deals) }
}

fn organisations(workspace: &Workspace, text: &Text, search: &Search) -> Listing {
    let mut deals: HashMap<u64, usize> = HashMap::new();
    for deal in workspace.deals().iter() {
        if let Some(id) = deal.organisation {
            *deals.entry(id.bits()).or_default() += 1;
        }
    }
    let mut rows = Vec::new();
    for one in workspace.organisations().iter() {
        let found = search.is_empty() || {
            let parts = [&one.name, &one.industry, &one.region, &one.country, &one.parent];
            search.finds(&parts.map(String::as_str).join("\n").to_lowercase())
        };
        if found {
            let key = one.id.bits();
            rows.push(Row {
                key,
                name: one.name.clone(),
                second: one.industry.clone(),
                third: joined([&one.region, &one.country]),
                deals: deals_words(text, deals.get(&key).copied().unwrap_or(0)),
            });
        }
    }
    Listing::new(rows, workspace.organisations().len())
}

fn people(workspace: &Workspace, text: &Text, search: &Search) -> Listing {
    let mut deals: HashMap<u64, usize> = HashMap::new();
    for id in workspace.deals().iter().flat_map(|deal| &deal.people) {
        *deals.entry(id.bits()).or_default() += 1;
    }
    let mut rows = Vec::new();
    for one in workspace.people().iter() {
        let organisation = one.organisation.and_then(|id| workspace.organisations().get(id));
        let organisation = organisation.map_or("", |one| one.name.as_str());
        let found = search.is_empty() || {
            let parts = [&one.name, &one.position, &one.department, &one.email, &one.phone];
            let mut haystack = parts.map(String::as_str).join("\n");
            haystack.push('\n');
            haystack.push_str(organisation);
            search.finds(&haystack.to_lowercase())
        };
        if found {
            let key = one.id.bits();
            rows.push(Row {
                key,
                name: one.name.clone(),
                second: one.position.clone(),
                third: organisation.to_owned(),
                deals: deals_words(text, deals.get(&key).copied().unwrap_or(0)),
            });
        }
    }
    Listing::new(rows, workspace.people().len())
}
