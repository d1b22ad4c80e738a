//! Organisations and people that rows name, found or made.

use super::ImportPlan;
use crate::domain::{Ids, Moment, Organisation, OrganisationId, Person, PersonId};
use crate::exchange::key;
use crate::workspace::Workspace;
use std::collections::HashMap;

/// Organisations and people by what rows call them.
pub(super) struct Links {
    by_name: HashMap<String, OrganisationId>,
    by_foreign_id: HashMap<String, OrganisationId>,
    people: HashMap<(String, Option<OrganisationId>), PersonId>,
    people_by_foreign_id: HashMap<String, PersonId>,
    /// People by their name alone; of several the first.
    people_by_name: HashMap<String, PersonId>,
}

impl Links {
    /// Of several records of one name the first stays.
    pub fn new(workspace: &Workspace) -> Self {
        let mut links = Self {
            by_name: HashMap::new(),
            by_foreign_id: HashMap::new(),
            people: HashMap::new(),
            people_by_foreign_id: HashMap::new(),
            people_by_name: HashMap::new(),
        };
        for organisation in workspace.organisations().iter() {
            links.by_name.entry(key(&organisation.name)).or_insert(organisation.id);
            if !organisation.foreign_id.is_empty() {
                let id = organisation.foreign_id.clone();
                links.by_foreign_id.entry(id).or_insert(organisation.id);
            }
        }
        for person in workspace.people().iter() {
            let name = (key(&person.name), person.organisation);
            links.people_by_name.entry(name.0.clone()).or_insert(person.id);
            links.people.entry(name).or_insert(person.id);
            if !person.foreign_id.is_empty() {
                let id = person.foreign_id.clone();
                links.people_by_foreign_id.entry(id).or_insert(person.id);
            }
        }
        links
    }

    /// Finds an organisation by the id it has elsewhere.
    pub fn by_foreign_id(&self, id: &str) -> Option<OrganisationId> {
        // HubSpot writes several ids into one cell, the main one first.
        let first = || id.split(';').next().and_then(|id| self.by_foreign_id.get(id.trim()));
        if id.is_empty() { None } else { self.by_foreign_id.get(id).or_else(first).copied() }
    }

    /// Finds an organisation by its name.
    pub fn by_name(&self, name: &str) -> Option<OrganisationId> {
        self.by_name.get(&key(name)).copied()
    }

    /// Finds or makes an organisation; none for an empty name.
    pub fn organisation(
        &mut self,
        name: &str,
        foreign_id: &str,
        moment: &Moment,
        ids: &mut Ids,
        plan: &mut ImportPlan,
    ) -> Option<OrganisationId> {
        if let Some(id) = self.by_foreign_id(foreign_id) {
            return Some(id);
        }
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.by_name(name) {
            return Some(id);
        }
        let organisation = Organisation {
            id: OrganisationId::fresh(ids),
            name: name.to_owned(),
            foreign_id: foreign_id.to_owned(),
            created: Some(moment.now),
            ..Organisation::default()
        };
        let id = organisation.id;
        self.by_name.insert(key(name), id);
        if !foreign_id.is_empty() {
            self.by_foreign_id.insert(foreign_id.to_owned(), id);
        }
        plan.batch.organisations.push(organisation);
        plan.new_organisations += 1;
        Some(id)
    }

    /// Finds a person by the id they have elsewhere; of several ids in a cell the first.
    pub fn person_by_foreign_id(&self, ids: &str) -> Option<PersonId> {
        ids.split([';', ','])
            .map(str::trim)
            .find_map(|id| self.people_by_foreign_id.get(id))
            .copied()
    }

    /// Finds a person by name and organisation.
    pub fn find_person(&self, name: &str, at: Option<OrganisationId>) -> Option<PersonId> {
        self.people.get(&(key(name), at)).copied()
    }

    /// Finds a person by name, wherever they work.
    pub fn find_person_anywhere(&self, name: &str) -> Option<PersonId> {
        self.people_by_name.get(&key(name)).copied()
    }

    /// Remembers a person who is made.
    pub fn remember(&mut self, person: &Person) {
        self.people_by_name.entry(key(&person.name)).or_insert(person.id);
        self.people.entry((key(&person.name), person.organisation)).or_insert(person.id);
    }

    /// Finds or makes a person; none for an empty name.
    pub fn person(
        &mut self,
        name: &str,
        organisation: Option<OrganisationId>,
        moment: &Moment,
        ids: &mut Ids,
        plan: &mut ImportPlan,
    ) -> Option<PersonId> {
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.find_person(name, organisation) {
            return Some(id);
        }
        let person = Person {
            id: PersonId::fresh(ids),
            name: name.to_owned(),
            organisation,
            created: Some(moment.now),
            ..Person::default()
        };
        let id = person.id;
        self.remember(&person);
        plan.batch.people.push(person);
        plan.new_people += 1;
        Some(id)
    }
}
