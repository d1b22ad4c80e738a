//! Organisations and people: two lists, each entry opens in a dialog.

mod delete;
mod listing;
mod organisation;
mod person;

use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::window::Sight;
use crate::ui::lean::{
    Built, Derived, Spot, built, nothing, on_event, on_mouse, on_submit, part, rows, text as words,
    view,
};
use crate::ui::session::{Session, use_session};
use leptos::prelude::*;
use listing::{Listing, Tab, listing};
use trichter::domain::{OrganisationId, PersonId};

/// Height of a row where the style sheet says nothing, in pixels.
const ROW_HEIGHT: f64 = 44.0;

/// What the dialog is open for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Opened {
    /// Nothing.
    #[default]
    Nothing,
    /// A new entry of the list on screen.
    New(Tab),
    /// An organisation.
    Organisation(OrganisationId),
    /// A person.
    Person(PersonId),
}

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct ContactsState {
    session: Session,
    tab: RwSignal<Tab>,
    opened: RwSignal<Opened>,
    listing: Derived<Listing>,
}

/// Shows the contacts.
#[component]
pub fn Contacts() -> Built {
    let session = use_session();
    let tab = RwSignal::new(Tab::Organisations);
    let filter = RwSignal::new(String::new());
    let listing = Derived::new(move || filter.with(|typed| listing(session, tab.get(), typed)));
    let state = ContactsState { session, tab, opened: RwSignal::new(Opened::Nothing), listing };
    built(view! {
        <div class="screen contacts-screen">
            {head(state, filter)}
            {list(state)}
        </div>
        {part(move || dialog(state))}
    })
}

fn head(state: ContactsState, filter: RwSignal<String>) -> Built {
    let text = state.session.text();
    let segment = move |tab: Tab| {
        let label = match tab {
            Tab::Organisations => text.contacts.organisations(),
            Tab::People => text.contacts.people(),
        };
        built(view! {
            <button type="button" aria-pressed=words(move || (state.tab.get() == tab).to_string())
                on:click=on_mouse(move |_| state.tab.set(tab))>{label}</button>
        })
    };
    let add = words(move || match state.tab.get() {
        Tab::Organisations => text.contacts.new_organisation().to_owned(),
        Tab::People => text.contacts.new_person().to_owned(),
    });
    let count = words(move || {
        let shown = state.listing.with(|listing| listing.rows.len());
        match state.tab.get() {
            Tab::Organisations => text.app.organisations(shown),
            Tab::People => text.app.people(shown),
        }
    });
    built(view! {
        <div class="contacts-tools">
            <div class="segments" role="group" aria-label=text.contacts.title()>
                {segment(Tab::Organisations)}
                {segment(Tab::People)}
            </div>
            <label class="filter-field">
                <Icon glyph=Glyph::Search/>
                <span class="visually-hidden">{text.app.search()}</span>
                <input type="search" autocomplete="off" data-testid="filter"
                    placeholder=text.contacts.search_hint()
                    on:input=on_event(move |event| filter.set(event_target_value(&event)))/>
            </label>
            <span class="hint" role="status" data-testid="contact-count">{count}</span>
            <button type="button" class="primary" data-testid="new-contact"
                on:click=on_mouse(move |_| state.opened.set(Opened::New(state.tab.get_untracked())))>
                <Icon glyph=Glyph::Add/>
                <span>{add}</span>
            </button>
        </div>
    })
}

fn list(state: ContactsState) -> Built {
    let text = state.session.text();
    let scroller = Spot::new();
    let sight = Sight::new("--contact-pitch", ROW_HEIGHT);
    sight.follow(scroller);
    let total = move || state.listing.with(|listing| listing.rows.len());
    let in_sight = move || {
        state.listing.with(|listing| {
            let keys: Vec<u64> = listing.rows.iter().map(|row| row.key).collect();
            sight.of(&keys)
        })
    };
    let look = on_event(move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            sight.look(&scroller);
        }
    });
    let empty = part(move || {
        let (shown, all) = state.listing.with(|listing| (listing.rows.len(), listing.all));
        let says = match state.tab.get() {
            _ if shown > 0 => return nothing(),
            _ if all > 0 => text.contacts.no_match(),
            Tab::Organisations => text.contacts.no_organisations(),
            Tab::People => text.contacts.no_people(),
        };
        built(view! { <p class="empty-state">{says}</p> })
    });
    built(view! {
        <div class="contacts-frame">
            <div node_ref=scroller class="contacts-scroll" on:scroll=look>
                <ul class="contacts-rows" data-testid="contacts"
                    style=("--above", words(move || sight.above(total())))
                    style=("--below", words(move || sight.below(total())))>
                    {rows(in_sight, move |key| row(state, key))}
                </ul>
            </div>
            {empty}
        </div>
    })
}

fn row(state: ContactsState, key: u64) -> Built {
    let cell = move |read: fn(&listing::Row) -> &String| {
        words(move || {
            state
                .listing
                .with(|listing| listing.row(key).map(|row| read(row).clone()).unwrap_or_default())
        })
    };
    let open = on_mouse(move |_| {
        state.opened.set(match state.tab.get_untracked() {
            Tab::Organisations => Opened::Organisation(OrganisationId::from_bits(key)),
            Tab::People => Opened::Person(PersonId::from_bits(key)),
        });
    });
    built(view! {
        <li class="contact-row">
            <button type="button" class="contact-open" aria-haspopup="dialog" on:click=open>
                {cell(|row| &row.name)}
            </button>
            <span class="contact-second">{cell(|row| &row.second)}</span>
            <span class="contact-third">{cell(|row| &row.third)}</span>
            <span class="contact-deals hint">{cell(|row| &row.deals)}</span>
        </li>
    })
}

fn dialog(state: ContactsState) -> Built {
    match state.opened.get() {
        Opened::Nothing => nothing(),
        Opened::New(tab) => new_contact(state, tab),
        Opened::Organisation(id) => organisation::dialog(state, id),
        Opened::Person(id) => person::dialog(state, id),
    }
}

/// Asks for the name of a new entry, then opens it.
fn new_contact(state: ContactsState, tab: Tab) -> Built {
    let text = state.session.text();
    let name = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let title = match tab {
        Tab::Organisations => text.contacts.new_organisation(),
        Tab::People => text.contacts.new_person(),
    };
    let submit = on_submit(move |event| {
        event.prevent_default();
        let name = name.get_untracked();
        let made = match tab {
            Tab::Organisations => {
                organisation::create(state.session, &name).map(Opened::Organisation)
            }
            Tab::People => person::create(state.session, &name).map(Opened::Person),
        };
        match made {
            Ok(opened) => state.opened.set(opened),
            Err(words) => {
                trouble.set(Some(words));
                crate::ui::browser::focus::first("[data-testid=new-contact-name]");
            }
        }
    });
    let close = Callback::new(move |()| state.opened.set(Opened::Nothing));
    let form = built(view! {
        <form class="form" novalidate on:submit=submit>
            <div class="field">
                <label for="new-contact-name">{text.contacts.name()}</label>
                <input id="new-contact-name" type="text" autocomplete="off" autofocus
                    data-testid="new-contact-name" bind:value=name
                    aria-describedby="new-contact-error"/>
                <p id="new-contact-error" class="error" role="alert">
                    {words(move || trouble.get().unwrap_or_default())}
                </p>
            </div>
            <footer class="dialog-foot">
                <button type="button" on:click=on_mouse(move |_| close.run(()))>{text.app.cancel()}</button>
                <button type="submit" class="primary">{text.app.save()}</button>
            </footer>
        </form>
    });
    built(view! { <Dialog title on_close=close>{form}</Dialog> })
}
