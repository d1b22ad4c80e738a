//! The organisation and the people of the deal.

use super::state::DealState;
use crate::ui::kit::field::{Commit, Suggest, TextField, likeliest};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::screen::organisations::{organisation_named, organisations};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Deal, Organisation, OrganisationId, Person, PersonId, link};
use trichter::workspace::{Command, Workspace};

/// The organisation, by name; an unknown one is added.
#[component]
pub fn OrganisationField(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let value = Signal::derive(move || {
        state.deal.with(|deal| {
            let deal = deal.as_ref()?;
            let name = |one: &Arc<Organisation>| one.name.clone();
            session.read(|workspace| workspace.organisation_of(deal).map(name))
        })
    });
    let commit: Commit<String> = Callback::new(move |typed: String| {
        let name = typed.trim();
        if name.is_empty() {
            return state.edit(|deal| deal.organisation = None);
        }
        if let Some(id) = session.peek(|workspace| organisation_named(workspace, name)) {
            return state.edit(|deal| deal.organisation = Some(id));
        }
        add_organisation(state, name)
    });
    view! {
        <TextField label=text.deal.organisation() name="organisation"
            value=Signal::derive(move || value.get().unwrap_or_default())
            placeholder=Signal::stored(text.deal.organisation_hint().to_owned())
            suggest=organisations(session) commit/>
    }
}

fn add_organisation(state: DealState, name: &str) -> Result<(), String> {
    let session = state.session;
    let Some(deal) = state.now() else { return Err(state.text().deal.not_found().to_owned()) };
    let id = session.with_ids(|_, ids| OrganisationId::fresh(ids));
    let created = Some(session.moment().now);
    let organisation =
        Organisation { id, name: name.to_owned(), created, ..Organisation::default() };
    let deal = Deal { organisation: Some(id), ..(*deal).clone() };
    state.apply(Command::Together(vec![
        Command::SaveOrganisation(Box::new(organisation)),
        Command::EditDeal(Box::new(deal)),
    ]))?;
    session.toast(ToastKind::Done, state.text().deal.organisation_added(name));
    Ok(())
}

/// The people, the main contact first.
#[component]
pub fn People(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let people = Derived::new(move || {
        let ids = state.deal.with(|deal| deal.as_ref().map(|deal| deal.people.clone()));
        session.read(|workspace| {
            let found = ids.unwrap_or_default().into_iter();
            found.filter_map(|id| workspace.people().get(id).cloned()).collect::<Vec<_>>()
        })
    });
    let rows = move || {
        people.with(|people| {
            let rows = people.iter().enumerate();
            rows.map(|(at, person)| row(state, at, person)).collect::<Vec<_>>()
        })
    };
    let commit: Commit<String> = Callback::new(move |typed: String| {
        let name = typed.trim();
        if name.is_empty() { Ok(()) } else { add_person(state, name) }
    });
    let suggest: Suggest = Callback::new(move |typed: String| {
        let organisation = state.now().and_then(|deal| deal.organisation);
        session.peek(|workspace| {
            let here = |one: &&Arc<Person>| {
                !typed.is_empty() || organisation.is_none() || one.organisation == organisation
            };
            let names = workspace.people().iter().filter(here).map(|one| one.name.as_str());
            likeliest(names, &typed)
        })
    });
    view! {
        <div class="deal-people">
            <ul class="panel-list" aria-label=text.deal.people()>{rows}</ul>
            <TextField label=text.deal.add_person() name="add-person"
                value=Signal::stored(String::new())
                placeholder=Signal::stored(text.deal.people_hint().to_owned()) suggest commit/>
        </div>
    }
}

/// Shows one person; the first is the main contact.
fn row(state: DealState, at: usize, person: &Person) -> Built {
    let text = state.text();
    let id = person.id;
    let name = person.name.clone();
    let mail = link::mail(&person.email)
        .map(|address| view! { <a href=address>{person.email.clone()}</a> });
    let call = link::telephone(&person.phone)
        .map(|number| view! { <a href=number>{person.phone.clone()}</a> });
    let rank = if at == 0 {
        view! { <span class="badge">{text.deal.main_contact()}</span> }
    } else {
        view! {
            <button type="button" class="link" aria-label=format!("{}: {name}", text.deal.make_main())
                on:click=move |_| say(state, state.edit(|deal| {
                    deal.people.retain(|one| *one != id);
                    deal.people.insert(0, id);
                }))>{text.deal.make_main()}</button>
        }
    };
    view! {
        <li class="panel-row">
            <div class="panel-row-text">
                <span class="panel-row-title">{name.clone()}</span>
                <span class="hint">{person.position.clone()}</span>
                <span class="panel-row-links">{mail}{call}</span>
            </div>
            {rank}
            <button type="button" class="ghost icon-only" title=text.app.remove()
                aria-label=format!("{}: {name}", text.app.remove())
                on:click=move |_| say(state, state.edit(|deal| deal.people.retain(|one| *one != id)))>
                <Icon glyph=Glyph::Close/>
            </button>
        </li>
    }
}

/// Shows a refusal that has no field of its own.
fn say(state: DealState, done: Result<(), String>) {
    if let Err(words) = done {
        state.session.toast(ToastKind::Refused, words);
    }
}

/// Adds somebody by name: of the deal's organisation first, then anybody, then a new one.
fn add_person(state: DealState, name: &str) -> Result<(), String> {
    let session = state.session;
    let Some(deal) = state.now() else { return Err(state.text().deal.not_found().to_owned()) };
    let found = session.peek(|workspace| person_named(workspace, name, deal.organisation));
    if let Some(id) = found {
        return state.edit(|deal| {
            if !deal.people.contains(&id) {
                deal.people.push(id);
            }
        });
    }
    let id = session.with_ids(|_, ids| PersonId::fresh(ids));
    let created = Some(session.moment().now);
    let organisation = deal.organisation;
    let person = Person { id, name: name.to_owned(), organisation, created, ..Person::default() };
    let mut deal = (*deal).clone();
    deal.people.push(id);
    state.apply(Command::Together(vec![
        Command::SavePerson(Box::new(person)),
        Command::EditDeal(Box::new(deal)),
    ]))?;
    session.toast(ToastKind::Done, state.text().deal.person_added(name));
    Ok(())
}

fn person_named(
    workspace: &Workspace,
    name: &str,
    organisation: Option<OrganisationId>,
) -> Option<PersonId> {
    let small = name.to_lowercase();
    let mut alike: Vec<&Arc<Person>> =
        workspace.people().iter().filter(|one| one.name.to_lowercase() == small).collect();
    alike.sort_by_key(|one| one.organisation != organisation);
    alike.first().map(|one| one.id)
}
