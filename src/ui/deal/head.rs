//! The head of the panel: title, where the deal stands, score, winning and losing.

use super::state::DealState;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, built, view};
use crate::ui::session::{Ask, Session};
use leptos::prelude::*;
use trichter::domain::{Deal, MatrixMeaning, Outcome};
use trichter::scoring;
use trichter::workspace::Command;

/// Shows the head.
#[component]
pub fn Head(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    view! {
        <header class="deal-head">
            <h2 id="deal-heading" tabindex="-1">{state.get(|deal| deal.title.clone())}</h2>
            <button type="button" class="ghost icon-only" aria-label=text.app.undo()
                title=text.app.undo() disabled=move || !session.can_undo()
                on:click=move |_| session.undo()>
                <Icon glyph=Glyph::Undo/>
            </button>
            <CloseButton session/>
        </header>
    }
}

/// Says where the deal stands and closes it. Scrolls away, unlike the head.
#[component]
pub fn Summary(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, id, text) = (state.session, state.id, state.text());
    let open = Derived::new(move || {
        state.deal.with(|deal| deal.as_ref().is_some_and(|deal| deal.outcome.is_open()))
    });
    view! {
        <div class="deal-summary">
            <div class="deal-where">
                <OutcomeBadge state/>
                <span class="hint">{place(state)}</span>
            </div>
            {move || open.get().then(|| view! {
                <div class="deal-outcome">
                    <button type="button" class="good" data-testid="win"
                        on:click=move |_| session.ask.set(Ask::Win(id))>
                        <Icon glyph=Glyph::Trophy/>{text.deal.win()}
                    </button>
                    <button type="button" class="danger" data-testid="lose"
                        on:click=move |_| session.ask.set(Ask::Lose(id))>
                        <Icon glyph=Glyph::Cross/>{text.deal.lose()}
                    </button>
                </div>
            })}
            <Facts state/>
        </div>
    }
}

/// Closes the panel.
#[component]
pub fn CloseButton(
    /// The session.
    session: Session,
) -> Built {
    let text = session.text();
    view! {
        <button type="button" class="ghost icon-only" aria-label=text.a11y.close_panel()
            title=format!("{} (Esc)", text.a11y.close_panel()) data-testid="close-deal"
            on:click=move |_| session.show_deal(None)>
            <Icon glyph=Glyph::Close/>
        </button>
    }
}

/// Deletes the deal; the message offers to take it back.
pub fn delete(state: DealState) {
    if state.session.run(Command::DeleteDeal(state.id)) {
        state.session.show_deal(None);
    }
}

#[component]
fn OutcomeBadge(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    built(move || {
        let outcome = state.deal.with(|deal| deal.as_ref().map(|deal| deal.outcome));
        let outcome = outcome.unwrap_or_default();
        let class = match outcome {
            Outcome::Open => "badge",
            Outcome::Won(_) => "badge good",
            Outcome::Lost(_) => "badge bad",
        };
        let name = text.terms.outcome(outcome);
        let says = match outcome.closed_at() {
            None => name.to_owned(),
            Some(at) => {
                let day = state.session.moment().zone.day(at);
                text.deal.closed_on(name, &text.format.day(day))
            }
        };
        view! { <span class=class data-testid="outcome">{says}</span> }
    })
}

/// Says pipeline and stage.
fn place(state: DealState) -> impl Fn() -> String + Send + Sync + Clone + 'static {
    move || {
        let id = state.deal.with(|deal| deal.as_ref().map(|deal| deal.stage));
        state.session.read(|workspace| {
            let found = id.and_then(|id| workspace.stage(id));
            found
                .map(|(pipeline, stage)| format!("{} · {}", pipeline.name, stage.name))
                .unwrap_or_default()
        })
    }
}

/// A name with what it is worth.
type Fact = (&'static str, String);

#[component]
fn Facts(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let facts = Derived::new(move || {
        state.deal.with(|deal| deal.as_ref().map(|deal| facts(state, deal)).unwrap_or_default())
    });
    view! {
        <dl class="deal-facts" aria-label=text.deal.facts()>
            {move || facts.get().into_iter().map(|(name, value)| view! {
                <div><dt>{name}</dt><dd>{value}</dd></div>
            }).collect::<Vec<_>>()}
            <Score state/>
        </dl>
    }
}

fn facts(state: DealState, deal: &Deal) -> Vec<Fact> {
    let (text, session) = (state.text(), state.session);
    let format = text.format;
    let mut facts = Vec::new();
    let value = deal.value.map_or_else(|| "–".to_owned(), |value| format.money_short(value));
    facts.push((text.deal.value(), value));
    let chance = session.read(|workspace| workspace.probability(deal));
    if let Some(value) = deal.value {
        facts.push((text.deal.weighted_value(), format.money_short(value.weighted(chance))));
    }
    facts.push((text.deal.probability(), format.probability(chance)));
    let age = deal.age_days(&session.moment());
    let age =
        age.map_or_else(|| text.board.age_unknown().to_owned(), |days| format.days(days.floor()));
    facts.push((text.deal.age(), age));
    facts
}

/// The score as the matrix has it, with its meaning.
#[component]
fn Score(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let score = Derived::new(move || {
        let moment = state.session.moment();
        state.session.read(|workspace| {
            let deal = workspace.deals().get(state.id)?;
            let score = scoring::score(workspace, deal, &moment)?;
            Some((score.cell().to_string(), score.meaning))
        })
    });
    built(move || {
        let value = match score.get() {
            None => view! { <dd class="hint">{text.deal.no_score()}</dd> },
            Some((cell, meaning)) => {
                let class = match meaning {
                    MatrixMeaning::Hot => "badge good",
                    MatrixMeaning::Nurture => "badge warn",
                    MatrixMeaning::Watch => "badge",
                };
                view! {
                    <dd>
                        <span class=class data-testid="deal-score">{cell}</span>
                        " "{text.terms.meaning(meaning)}
                    </dd>
                }
            }
        };
        view! { <div class="wide-fact"><dt>{text.deal.score()}</dt>{value}</div> }
    })
}
