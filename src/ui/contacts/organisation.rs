//! The dialog of an organisation.

use super::delete::{Doomed, deal_links, delete_part};
use super::{ContactsState, Opened};
use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::field::{Commit, Lines, Suggest, TextField, likeliest};
use crate::ui::kit::field_value::{MoneyField, NumberField};
use crate::ui::lean::{Built, Derived, built, on_mouse, part, shown, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Deal, Organisation, OrganisationId, Person, link};
use trichter::workspace::{Command, Workspace};

/// The organisation of the dialog.
#[derive(Clone, Copy)]
struct Edited {
    session: Session,
    id: OrganisationId,
    record: Derived<Option<Arc<Organisation>>>,
}

impl Edited {
    fn get<R>(self, read: fn(&Organisation) -> R) -> Signal<R>
    where
        R: Default + Clone + Send + Sync + 'static,
    {
        Signal::derive(move || {
            self.record.with(|record| record.as_deref().map(read)).unwrap_or_default()
        })
    }

    fn set<T: 'static>(self, put: fn(&mut Organisation, T)) -> Commit<T> {
        Callback::new(move |value: T| self.edit(|record| put(record, value)))
    }

    fn edit(self, change: impl FnOnce(&mut Organisation)) -> Result<(), String> {
        let text = self.session.text();
        let now = self.session.peek(|workspace| workspace.organisations().get(self.id).cloned());
        let Some(now) = now else { return Err(text.contacts.not_found().to_owned()) };
        let mut record = (*now).clone();
        change(&mut record);
        save(self.session, record)
    }
}

fn save(session: Session, record: Organisation) -> Result<(), String> {
    session.commit(Command::SaveOrganisation(Box::new(record)))
}

/// Adds an organisation of this name.
///
/// # Errors
/// In words, why not.
pub fn create(session: Session, name: &str) -> Result<OrganisationId, String> {
    let id = session.with_ids(|_, ids| OrganisationId::fresh(ids));
    let created = Some(session.moment().now);
    save(session, Organisation { id, name: name.to_owned(), created, ..Organisation::default() })?;
    Ok(id)
}

fn deals_of(workspace: &Workspace, id: OrganisationId) -> Vec<Arc<Deal>> {
    workspace.deals().iter().filter(|deal| deal.organisation == Some(id)).cloned().collect()
}

fn people_of(workspace: &Workspace, id: OrganisationId) -> Vec<Arc<Person>> {
    workspace.people().iter().filter(|one| one.organisation == Some(id)).cloned().collect()
}

/// Shows the dialog.
pub fn dialog(state: ContactsState, id: OrganisationId) -> Built {
    let (session, text) = (state.session, state.session.text());
    let record =
        Derived::new(move || session.read(|workspace| workspace.organisations().get(id).cloned()));
    let edited = Edited { session, id, record };
    let name = record.with_untracked(|record| record.as_ref().map(|record| record.name.clone()));
    let close = Callback::new(move |()| state.opened.set(Opened::Nothing));
    let there = Derived::new(move || record.with(Option::is_some));
    let body = part(move || {
        if there.get() {
            body(state, edited)
        } else {
            built(view! { <p class="empty-state">{text.contacts.not_found()}</p> })
        }
    });
    built(view! {
        <Dialog title=name.unwrap_or_else(|| text.contacts.organisation().to_owned()) size="wide"
            on_close=close>{body}</Dialog>
    })
}

fn body(state: ContactsState, edited: Edited) -> Built {
    let (session, text, id) = (state.session, state.session.text(), edited.id);
    let doomed = move || {
        session.peek(|workspace| Doomed {
            name: workspace.organisations().get(id).map(|one| one.name.clone()).unwrap_or_default(),
            deals: deals_of(workspace, id),
            people: people_of(workspace, id).len(),
        })
    };
    built(view! {
        <div class="contact-columns">
            <div class="contact-fields" data-testid="contact-fields">{fields(edited)}</div>
            <div class="contact-links">
                <section>
                    <h3>{text.contacts.all_deals()}</h3>
                    {part(move || deal_links(state, session.read(|workspace| deals_of(workspace, id))))}
                </section>
                <section>
                    <h3>{text.contacts.people()}</h3>
                    {part(move || people(state, id))}
                </section>
            </div>
        </div>
        {delete_part(state, text.contacts.delete_organisation(), doomed, Command::DeleteOrganisation(id))}
    })
}

fn known(session: Session, read: fn(&Organisation) -> &String) -> Suggest {
    Callback::new(move |typed: String| {
        session.peek(|workspace| {
            likeliest(workspace.organisations().iter().map(|one| read(one).as_str()), &typed)
        })
    })
}

fn fields(edited: Edited) -> Built {
    let (session, text) = (edited.session, edited.session.text());
    let line = move |label,
                     name,
                     read: fn(&Organisation) -> &String,
                     put: fn(&mut Organisation, String)| {
        let value = edited.record;
        let value = Signal::derive(move || {
            value.with(|record| record.as_deref().map(read).cloned()).unwrap_or_default()
        });
        built(
            view! { <TextField label name value commit=edited.set(put) suggest=known(session, read)/> },
        )
    };
    let many = move |label,
                     name,
                     read: fn(&Organisation) -> String,
                     put: fn(&mut Organisation, String)| {
        built(view! {
            <div class="whole-line">
                <TextField label name lines=Lines::Many value=edited.get(read) commit=edited.set(put)/>
            </div>
        })
    };
    let currency = Signal::derive(move || session.read(Workspace::base_currency));
    let website: Commit<String> = Callback::new(move |typed: String| {
        let address = with_scheme(typed.trim());
        if !address.is_empty() && link::web(&address).is_none() {
            return Err(text.errors.url_form().to_owned());
        }
        edited.edit(|record| record.website = address)
    });
    let address = edited.get(|record| record.website.clone());
    let visit = shown(move || {
        let href = link::web(&address.get())?;
        Some(built(view! {
            <a class="contact-link" href=href target="_blank" rel="noopener noreferrer">
                {text.contacts.open_website()}
            </a>
        }))
    });
    built(view! {
        <div class="whole-line">
            <TextField label=text.contacts.name() name="name" value=edited.get(|one| one.name.clone())
                commit=edited.set(|one, typed| one.name = typed)/>
        </div>
        {line(text.contacts.industry(), "industry", |one| &one.industry, |one, typed| one.industry = tidy(&typed))}
        <NumberField label=text.contacts.employees() name="employees"
            value=edited.get(|one| one.employees)
            commit=edited.set(|one, number| one.employees = number)/>
        <MoneyField label=text.contacts.revenue() name="revenue" currency
            value=edited.get(|one| one.revenue)
            commit=edited.set(|one, amount| one.revenue = amount)/>
        {line(text.contacts.parent(), "parent", |one| &one.parent, |one, typed| one.parent = tidy(&typed))}
        {line(text.contacts.region(), "region", |one| &one.region, |one, typed| one.region = tidy(&typed))}
        {line(text.contacts.country(), "country", |one| &one.country, |one, typed| one.country = tidy(&typed))}
        <div class="whole-line">
            <TextField label=text.contacts.website() name="website" keyboard="url" value=address
                placeholder=Signal::stored(text.contacts.website_hint().to_owned()) commit=website/>
            {visit}
        </div>
        {many(text.contacts.pain_points(), "pain-points", |one| one.pain_points.clone(), |one, typed| one.pain_points = typed)}
        {many(text.contacts.goals(), "goals", |one| one.goals.clone(), |one, typed| one.goals = typed)}
        {many(text.contacts.budget(), "budget", |one| one.budget.clone(), |one, typed| one.budget = typed)}
        {many(text.contacts.notes(), "notes", |one| one.notes.clone(), |one, typed| one.notes = typed)}
    })
}

fn tidy(typed: &str) -> String {
    typed.trim().to_owned()
}

/// Completes `example.org` to an address; leaves what has a scheme as it is.
fn with_scheme(typed: &str) -> String {
    if typed.contains('.') && !typed.contains([':', ' ']) {
        format!("https://{typed}")
    } else {
        typed.to_owned()
    }
}

fn people(state: ContactsState, id: OrganisationId) -> Built {
    let text = state.session.text();
    let people = state.session.read(|workspace| people_of(workspace, id));
    if people.is_empty() {
        return built(view! { <p class="hint">{text.contacts.no_people_here()}</p> });
    }
    let rows = people.into_iter().map(|person| {
        let id = person.id;
        built(view! {
            <li class="panel-row">
                <button type="button" class="link" on:click=on_mouse(move |_| {
                    state.opened.set(Opened::Person(id));
                })>{person.name.clone()}</button>
                <span class="hint">{person.position.clone()}</span>
            </li>
        })
    });
    built(view! { <ul class="panel-list">{rows.collect::<Vec<_>>()}</ul> })
}
