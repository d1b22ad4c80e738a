//! The dialog of a person.

use super::delete::{Doomed, deal_links, delete_part};
use super::{ContactsState, Opened};
use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::field::{Choice, Commit, Lines, SelectField, TextField};
use crate::ui::lean::{Built, Derived, built, part, shown, view};
use crate::ui::screen::organisations::{organisation_named, organisations};
use crate::ui::session::{Session, ToastKind};
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{BuyingRole, Deal, Organisation, OrganisationId, Person, PersonId, link};
use trichter::workspace::{Command, Workspace};

/// The person of the dialog.
#[derive(Clone, Copy)]
struct Edited {
    session: Session,
    id: PersonId,
    record: Derived<Option<Arc<Person>>>,
}

impl Edited {
    fn get<R>(self, read: fn(&Person) -> R) -> Signal<R>
    where
        R: Default + Clone + Send + Sync + 'static,
    {
        Signal::derive(move || {
            self.record.with(|record| record.as_deref().map(read)).unwrap_or_default()
        })
    }

    fn set<T: 'static>(self, put: fn(&mut Person, T)) -> Commit<T> {
        Callback::new(move |value: T| self.edit(|record| put(record, value)))
    }

    fn edit(self, change: impl FnOnce(&mut Person)) -> Result<(), String> {
        let record = self.now()?;
        let mut record = (*record).clone();
        change(&mut record);
        self.session.commit(Command::SavePerson(Box::new(record)))
    }

    fn now(self) -> Result<Arc<Person>, String> {
        let now = self.session.peek(|workspace| workspace.people().get(self.id).cloned());
        now.ok_or_else(|| self.session.text().contacts.not_found().to_owned())
    }
}

fn apply(session: Session, command: Command) -> Result<(), String> {
    let done = session.apply(command);
    done.map(|_| ()).map_err(|refusal| session.text().refusal(&refusal))
}

/// Adds a person of this name.
///
/// # Errors
/// In words, why not.
pub fn create(session: Session, name: &str) -> Result<PersonId, String> {
    let id = session.with_ids(|_, ids| PersonId::fresh(ids));
    let created = Some(session.moment().now);
    let person = Person { id, name: name.to_owned(), created, ..Person::default() };
    session.commit(Command::SavePerson(Box::new(person)))?;
    Ok(id)
}

fn deals_of(workspace: &Workspace, id: PersonId) -> Vec<Arc<Deal>> {
    workspace.deals().iter().filter(|deal| deal.people.contains(&id)).cloned().collect()
}

/// Shows the dialog.
pub fn dialog(state: ContactsState, id: PersonId) -> Built {
    let (session, text) = (state.session, state.session.text());
    let record =
        Derived::new(move || session.read(|workspace| workspace.people().get(id).cloned()));
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
        <Dialog title=name.unwrap_or_else(|| text.contacts.person().to_owned()) size="wide"
            on_close=close>{body}</Dialog>
    })
}

fn body(state: ContactsState, edited: Edited) -> Built {
    let (session, text, id) = (state.session, state.session.text(), edited.id);
    let doomed = move || {
        session.peek(|workspace| Doomed {
            name: workspace.people().get(id).map(|one| one.name.clone()).unwrap_or_default(),
            deals: deals_of(workspace, id),
            people: 0,
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
            </div>
        </div>
        {delete_part(state, text.contacts.delete_person(), doomed, Command::DeletePerson(id))}
    })
}

fn fields(edited: Edited) -> Built {
    let text = edited.session.text();
    let line = move |label,
                     name,
                     keyboard,
                     read: fn(&Person) -> String,
                     put: fn(&mut Person, String)| {
        built(
            view! { <TextField label name keyboard value=edited.get(read) commit=edited.set(put)/> },
        )
    };
    let many = move |label, name, read: fn(&Person) -> String, put: fn(&mut Person, String)| {
        built(view! {
            <div class="whole-line">
                <TextField label name lines=Lines::Many value=edited.get(read) commit=edited.set(put)/>
            </div>
        })
    };
    let roles = BuyingRole::ALL.map(|role| Choice::from(text.terms.role(role))).to_vec();
    let role =
        edited.get(|one| BuyingRole::ALL.iter().position(|role| *role == one.role).unwrap_or(0));
    let set_role = edited.set(|one, at: usize| {
        one.role = BuyingRole::ALL.get(at).copied().unwrap_or_default();
    });
    let email: Commit<String> = Callback::new(move |typed: String| {
        let address = typed.trim().to_owned();
        if !address.is_empty() && !link::is_mail(&address) {
            return Err(text.errors.email_form().to_owned());
        }
        edited.edit(|one| one.email = address)
    });
    let mail_address = edited.get(|one| one.email.clone());
    let number = edited.get(|one| one.phone.clone());
    let write = shown(move || {
        let href = link::mail(&mail_address.get())?;
        Some(built(view! { <a class="contact-link" href=href>{text.contacts.write_mail()}</a> }))
    });
    let call = shown(move || {
        let href = link::telephone(&number.get())?;
        Some(built(view! { <a class="contact-link" href=href>{text.contacts.call()}</a> }))
    });
    built(view! {
        <div class="whole-line">
            {line(text.contacts.name(), "name", "text", |one| one.name.clone(), |one, typed| one.name = typed)}
        </div>
        {organisation_field(edited)}
        {line(text.contacts.position(), "position", "text", |one| one.position.clone(), |one, typed| one.position = tidy(&typed))}
        {line(text.contacts.department(), "department", "text", |one| one.department.clone(), |one, typed| one.department = tidy(&typed))}
        <SelectField label=text.contacts.role() name="role" choices=Signal::stored(roles) chosen=role
            commit=set_role/>
        <div>
            <TextField label=text.contacts.email() name="email" keyboard="email" value=mail_address
                commit=email/>
            {write}
        </div>
        <div>
            {line(text.contacts.phone(), "phone", "tel", |one| one.phone.clone(), |one, typed| one.phone = tidy(&typed))}
            {call}
        </div>
        {many(text.contacts.interests(), "interests", |one| one.interests.clone(), |one, typed| one.interests = typed)}
        {many(text.contacts.notes(), "notes", |one| one.notes.clone(), |one, typed| one.notes = typed)}
    })
}

fn tidy(typed: &str) -> String {
    typed.trim().to_owned()
}

/// Where the person works; an unknown organisation is added.
fn organisation_field(edited: Edited) -> Built {
    let (session, text) = (edited.session, edited.session.text());
    let value = Signal::derive(move || {
        let id = edited.record.with(|record| record.as_ref().and_then(|one| one.organisation));
        session.read(|workspace| {
            let found = id.and_then(|id| workspace.organisations().get(id));
            found.map(|one| one.name.clone()).unwrap_or_default()
        })
    });
    let commit: Commit<String> = Callback::new(move |typed: String| {
        let name = typed.trim();
        if name.is_empty() {
            return edited.edit(|one| one.organisation = None);
        }
        if let Some(id) = session.peek(|workspace| organisation_named(workspace, name)) {
            return edited.edit(|one| one.organisation = Some(id));
        }
        let id = session.with_ids(|_, ids| OrganisationId::fresh(ids));
        let created = Some(session.moment().now);
        let organisation =
            Organisation { id, name: name.to_owned(), created, ..Organisation::default() };
        let person = Person { organisation: Some(id), ..(*edited.now()?).clone() };
        let both = Command::Together(vec![
            Command::SaveOrganisation(Box::new(organisation)),
            Command::SavePerson(Box::new(person)),
        ]);
        apply(session, both)?;
        session.toast(ToastKind::Done, text.deal.organisation_added(name));
        Ok(())
    });
    built(view! {
        <TextField label=text.contacts.works_at() name="works-at" value commit
            placeholder=Signal::stored(text.deal.organisation_hint().to_owned())
            suggest=organisations(session)/>
    })
}
