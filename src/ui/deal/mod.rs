//! The panel of a deal: everything about it, editable, beside every screen.

mod activity_form;
mod chance;
mod closing;
mod details;
mod head;
mod parties;
mod qualification;
mod state;
mod tasks;
mod timeline;

use crate::ui::browser::focus;
use crate::ui::kit::field::{Lines, TextField};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Content, Derived, built, follow, view};
use crate::ui::session::{Session, use_session};
use leptos::ev;
use leptos::prelude::*;
use state::DealState;
use trichter::domain::DealId;
use wasm_bindgen::JsCast;

/// Windows up to this width show the panel in front of everything.
const NARROW: &str = "(max-width: 56rem)";
/// What lies behind the panel in a narrow window.
const BEHIND: &str = ".nav, .top-bar, #main, .skip-link";

/// Shows the deal of the route, if it names one.
#[component]
pub fn DealPanel() -> Built {
    let session = use_session();
    let shown = Derived::new(move || session.route.get().deal);
    let mut before = None;
    follow(move || {
        let now = shown.get();
        cover(now.is_some());
        match (before, now) {
            (_, Some(_)) => focus::first("#deal-heading"),
            (Some(left), None) => back_to(left),
            (None, None) => {}
        }
        before = now;
    });
    let resized =
        window_event_listener(ev::resize, move |_| cover(shown.get_untracked().is_some()));
    on_cleanup(move || {
        resized.remove();
        cover(false);
    });
    built(move || shown.get().map(|id| view! { <Panel session id/> }))
}

/// Takes what a panel in front of everything hides out of reach, or gives it back.
fn cover(open: bool) {
    let narrow = window().match_media(NARROW).ok().flatten().is_some_and(|query| query.matches());
    let Ok(behind) = document().query_selector_all(BEHIND) else { return };
    for at in 0..behind.length() {
        let element = behind.get(at).and_then(|node| node.dyn_into::<web_sys::Element>().ok());
        if let Some(element) = element {
            element.toggle_attribute_with_force("inert", open && narrow).ok();
        }
    }
}

/// Gives the focus back to the card or row of a deal, unless it is elsewhere already.
fn back_to(deal: DealId) {
    request_animation_frame(move || {
        let lost = focus::current().is_none_or(|element| element.tag_name() == "BODY");
        if lost {
            focus::first(format!(
                "a[data-deal=\"{deal}\"], button[data-deal=\"{deal}\"], \
                 [data-deal=\"{deal}\"] a, [data-deal=\"{deal}\"] button"
            ));
        }
    });
}

#[component]
fn Panel(
    /// The session.
    session: Session,
    /// The deal.
    id: DealId,
) -> Built {
    let state = DealState::new(session, id);
    let there = Derived::new(move || state.deal.with(Option::is_some));
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            session.show_deal(None);
        }
    };
    view! {
        <aside class="deal-panel" aria-labelledby="deal-heading" data-testid="deal-panel"
            on:keydown=on_key>
            {move || if there.get() {
                view! { <Content state/> }
            } else {
                view! { <Gone session/> }
            }}
        </aside>
    }
}

#[component]
fn Gone(
    /// The session.
    session: Session,
) -> Built {
    let text = session.text();
    view! {
        <header class="deal-head">
            <h2 id="deal-heading" tabindex="-1">{text.deal.untitled_gone()}</h2>
            <head::CloseButton session/>
        </header>
        <p class="empty-state">{text.deal.not_found()}</p>
    }
}

#[component]
fn Content(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let closed = Derived::new(move || {
        state.deal.with(|deal| deal.as_ref().is_some_and(|deal| !deal.outcome.is_open()))
    });
    view! {
        <head::Head state/>
        <div class="deal-body">
            <head::Summary state/>
            {move || closed.get().then(|| view! { <closing::ClosingAnswers state/> })}
            <tasks::Tasks state/>
            <Section title=text.deal.details()>
                <details::Details state/>
                <parties::People state/>
            </Section>
            <Section title=text.deal.forecast_section()>
                <chance::Chance state/>
            </Section>
            <qualification::QualificationAnswers state/>
            <Section title=text.deal.notes_section()>
                <TextField label=text.deal.notes() name="notes" lines=Lines::Many
                    value=state.get(|deal| deal.notes.clone())
                    commit=state.set(|deal, notes| deal.notes = notes)/>
            </Section>
            <timeline::TimeLine state/>
            <footer class="deal-foot">
                <button type="button" class="danger" data-testid="delete-deal"
                    on:click=move |_| head::delete(state)>
                    <Icon glyph=Glyph::Trash/>
                    {text.deal.delete()}
                </button>
            </footer>
        </div>
    }
}

/// A part of the panel under its own heading.
#[component]
fn Section(
    /// The heading.
    title: &'static str,
    children: Content,
) -> Built {
    view! {
        <section class="deal-section" aria-label=title>
            <h3>{title}</h3>
            {children.make()}
        </section>
    }
}
