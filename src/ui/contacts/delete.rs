//! Deleting a contact: says first what loses the link, and the deals of a contact.

use super::{ContactsState, Opened};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, built, on_mouse, part, view};
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::Deal;
use trichter::workspace::Command;

/// How many deals are named before a number stands for the rest.
const NAMED: usize = 10;

/// What would be deleted.
pub struct Doomed {
    /// The name.
    pub name: String,
    /// The deals that lose the link.
    pub deals: Vec<Arc<Deal>>,
    /// How many people lose their organisation.
    pub people: usize,
}

/// Shows the button, and behind it what it would do with a second one.
pub fn delete_part(
    state: ContactsState,
    label: &'static str,
    doomed: impl Fn() -> Doomed + Send + Sync + 'static,
    command: Command,
) -> Built {
    let text = state.session.text();
    let asking = RwSignal::new(false);
    let doomed: Box<dyn Fn() -> Doomed + Send + Sync> = Box::new(doomed);
    built(part(move || {
        if !asking.get() {
            return built(view! {
                <button type="button" class="danger" data-testid="delete-contact"
                    on:click=on_mouse(move |_| {
                        asking.set(true);
                        crate::ui::browser::focus::first("[data-testid=delete-contact-really]");
                    })>
                    <Icon glyph=Glyph::Trash/>
                    {label}
                </button>
            });
        }
        let command = command.clone();
        let found = doomed();
        let names: Vec<String> =
            found.deals.iter().take(NAMED).map(|deal| deal.title.clone()).collect();
        let rest = found.deals.len().saturating_sub(NAMED);
        let names =
            names.into_iter().map(|name| built(view! { <li>{name}</li> })).collect::<Vec<_>>();
        let and_more = (rest > 0)
            .then(|| built(view! { <li class="hint">{text.contacts.and_more(rest)}</li> }));
        let loses = (!found.deals.is_empty()).then(|| {
            built(view! {
                <p>{text.contacts.delete_keeps_deals(found.deals.len())}</p>
                <ul class="doomed">{names}{and_more}</ul>
            })
        });
        let frees = (found.people > 0).then(|| text.contacts.delete_frees_people(found.people));
        built(view! {
            <div class="delete-question" role="group" aria-label=label>
                <strong>{text.contacts.delete_really(&found.name)}</strong>
                {loses}
                <p>{frees}</p>
                <div class="deal-actions">
                    <button type="button" class="danger" data-testid="delete-contact-really"
                        on:click=on_mouse(move |_| {
                            state.opened.set(Opened::Nothing);
                            state.session.run(command.clone());
                        })>{label}</button>
                    <button type="button" on:click=on_mouse(move |_| asking.set(false))>
                        {text.app.cancel()}
                    </button>
                </div>
            </div>
        })
    }))
}

/// Lists deals, each a link to its panel.
pub fn deal_links(state: ContactsState, deals: Vec<Arc<Deal>>) -> Built {
    let (session, text) = (state.session, state.session.text());
    if deals.is_empty() {
        return built(view! { <p class="hint">{text.contacts.no_deals_here()}</p> });
    }
    let links = deals.into_iter().map(|deal| {
        let id = deal.id;
        let place = session.peek(|workspace| {
            workspace.stage(deal.stage).map(|(_, stage)| stage.name.clone()).unwrap_or_default()
        });
        let stands = if deal.outcome.is_open() {
            place
        } else {
            text.terms.outcome(deal.outcome).to_owned()
        };
        let value = deal.value.map(|value| text.format.money_short(value));
        let address = session.route.get_untracked().with_deal(Some(id)).to_string();
        built(view! {
            <li class="panel-row" data-deal=id.to_string()>
                <a class="panel-row-title" href=address on:click=on_mouse(move |event| {
                    event.prevent_default();
                    state.opened.set(Opened::Nothing);
                    session.show_deal(Some(id));
                })>{deal.title.clone()}</a>
                <span class="hint">{stands}</span>
                <span class="number">{value}</span>
            </li>
        })
    });
    built(
        view! { <ul class="panel-list contact-deals-list" data-testid="contact-deals">{links.collect::<Vec<_>>()}</ul> },
    )
}
