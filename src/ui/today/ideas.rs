//! What is best done next: the one thing, and the rest by priority.

use super::section::Section;
use super::{TodayState, deal_link, words};
use crate::ui::lean::{Built, Derived, built, on_mouse, part, shown, text, view};
use trichter::analytics::{NextAction, Priority, Suggestion};
use trichter::domain::DealId;

/// Shows the next best action of all.
pub fn best(state: TodayState) -> Built {
    let said = state.session.text();
    let best = Derived::new(move || {
        state.agenda.with(|agenda| agenda.suggestions.first().map(|first| first.deal))
    });
    built(shown(move || {
        let deal = best.get()?;
        let session = state.session;
        let open = on_mouse(move |_| session.show_deal(Some(deal)));
        let name = session.peek(|workspace| {
            workspace.deals().get(deal).map(|deal| deal.title.clone()).unwrap_or_default()
        });
        Some(built(view! {
            <section class="panel today-best" aria-labelledby="today-best" data-testid="best">
                <h2 id="today-best">{said.today.best_next()}</h2>
                {idea_words(state, deal)}
                <button type="button" class="primary" aria-label=said.today.open_deal(&name)
                    on:click=open>{said.app.open()}</button>
            </section>
        }))
    }))
}

/// Lists what to do by priority.
pub fn by_priority(state: TodayState) -> Built {
    let said = &state.session.text().today;
    let group = |title, key, priority: Priority| {
        let keys = Derived::new(move || {
            state.agenda.with(|agenda| {
                let of_group = |idea: &&Suggestion| idea.priority == priority && is_news(idea);
                let deals = agenda.suggestions.iter().filter(of_group);
                deals.map(|idea| idea.deal.bits()).collect()
            })
        });
        let section = Section { title, key, mark: "", empty: None };
        section.show(state.session, keys, move |key| idea(state, DealId::from_bits(key)))
    };
    built(view! {
        {group(said.offers(), "a", Priority::A)}
        {group(said.new_leads(), "b", Priority::B)}
        {group(said.old_contacts(), "c", Priority::C)}
        {group(said.others(), "other", Priority::Other)}
    })
}

/// Returns false for what another list of the screen says already.
fn is_news(idea: &Suggestion) -> bool {
    match (idea.priority, idea.action) {
        (Priority::Other, NextAction::DoTask(_) | NextAction::PlanNextStep) => false,
        (
            Priority::A | Priority::B | Priority::C | Priority::Other,
            NextAction::DoTask(_)
            | NextAction::WriteOffer
            | NextAction::SendOffer
            | NextAction::ChaseOffer
            | NextAction::MakeContact
            | NextAction::AskForDecision
            | NextAction::Revive
            | NextAction::UpdateCloseDate
            | NextAction::PlanNextStep,
        ) => true,
    }
}

fn idea(state: TodayState, deal: DealId) -> Built {
    built(view! { <li class="idea" data-deal=deal.to_string()>{idea_words(state, deal)}</li> })
}

fn idea_words(state: TodayState, deal: DealId) -> Built {
    let session = state.session;
    let said = session.text();
    let words = Derived::new(move || {
        let found = state.agenda.with(|agenda| agenda.suggestion(deal).copied());
        session.read(|workspace| {
            found.map(|found| {
                let action = words::action(said, workspace, found.action);
                (action, words::reason(said, workspace, &found))
            })
        })
    });
    let read = move |pick: fn(&(String, String)) -> &String| {
        text(move || {
            words.with(|words| words.as_ref().map(|words| pick(words).clone())).unwrap_or_default()
        })
    };
    let link = part(move || deal_link(session, deal));
    built(view! {
        <div class="idea-main">
            <span class="idea-action">{read(|(action, _)| action)}</span>
            {link}
            <span class="idea-reason">{read(|(_, reason)| reason)}</span>
        </div>
    })
}
