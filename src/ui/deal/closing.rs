//! Answers to the win/loss questions of a closed deal, and opening it again.

use super::Section;
use super::details::{place_of, stages};
use super::state::DealState;
use crate::ui::kit::field::{Choice, Lines, SelectField, TextField, fresh_id};
use crate::ui::kit::field_tags::TagsField;
use crate::ui::kit::field_value::NumberField;
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use trichter::domain::{Availability, Closing, Deal, LossReason, Purchase};
use trichter::workspace::Command;

/// Every answer to the question whether the customer bought at all.
const PURCHASES: [Purchase; 3] = [Purchase::Unknown, Purchase::FromCompetitor, Purchase::Nothing];
/// The best mark for the question whether they would recommend.
const MOST_POINTS: u32 = 10;

/// Shows the answers, editable.
#[component]
pub fn ClosingAnswers(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let lost = state.get(|deal| deal.outcome.is_lost());
    let words = move |label, name, read: fn(&Closing) -> &String, put: fn(&mut Deal, String)| {
        view! {
            <TextField label name lines=Lines::Many
                value=state.get(move |deal| read(&deal.closing).clone()) commit=state.set(put)/>
        }
    };
    let asked = move || {
        if lost.get() {
            view! {
                <LossField state/>
                {words(text.deal.loss_note(), "loss-note", |closing| &closing.note,
                    |deal, note| deal.closing.note = note)}
                <PurchaseField state/>
            }
        } else {
            view! {
                {words(text.deal.win_reason(), "win-reason", |closing| &closing.note,
                    |deal, note| deal.closing.note = note)}
                {words(text.deal.arguments(), "arguments", |closing| &closing.arguments,
                    |deal, note| deal.closing.arguments = note)}
            }
        }
    };
    view! {
        <Section title=text.deal.closing()>
            {asked}
            <TagsField label=text.deal.competitors() name="competitors"
                value=state.get(|deal| deal.closing.competitors.clone())
                commit=state.set(|deal, names| deal.closing.competitors = names)/>
            {words(text.deal.insights(), "insights", |closing| &closing.insights,
                |deal, note| deal.closing.insights = note)}
            <NumberField label=text.deal.recommend() name="recommend" most=MOST_POINTS
                value=state.get(|deal| deal.closing.recommend.map(u32::from))
                commit=state.set(|deal, points: Option<u32>| {
                    deal.closing.recommend = points.and_then(|points| u8::try_from(points).ok());
                })/>
            <Reopen state/>
        </Section>
    }
}

#[component]
fn LossField(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    // "Unknown" is offered only where an import left it so.
    let reasons = Derived::new(move || {
        let now = state.deal.with(|deal| deal.as_ref().and_then(|deal| deal.closing.loss_reason));
        let mut reasons = LossReason::CHOICES.to_vec();
        if now == Some(LossReason::Unknown) {
            reasons.push(LossReason::Unknown);
        }
        (reasons, now)
    });
    let choices = Signal::derive(move || {
        reasons.with(|(reasons, _)| {
            reasons.iter().map(|reason| Choice::from(text.terms.loss_reason(*reason))).collect()
        })
    });
    let chosen = Signal::derive(move || {
        reasons.with(|(reasons, now)| now.map_or(0, |now| place_of(reasons, now)))
    });
    let commit = Callback::new(move |at: usize| {
        let reason = reasons.with_untracked(|(reasons, _)| reasons.get(at).copied());
        state.edit(|deal| deal.closing.loss_reason = reason.or(deal.closing.loss_reason))
    });
    view! { <SelectField label=text.deal.loss_reason() name="loss-reason" choices chosen commit/> }
}

#[component]
fn PurchaseField(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let choices = PURCHASES.map(|answer| Choice::from(text.terms.purchase(answer))).to_vec();
    let chosen = state.get(|deal| place_of(&PURCHASES, deal.closing.purchase));
    let commit = state.set(|deal, at: usize| {
        deal.closing.purchase = PURCHASES.get(at).copied().unwrap_or_default();
    });
    view! {
        <SelectField label=text.deal.purchase() name="purchase" choices=Signal::stored(choices) chosen commit/>
    }
}

/// Opens the deal again: in a stage, with a reason.
#[component]
fn Reopen(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let stages = stages(state);
    let in_use = move |deal: &Deal| {
        session.peek(|workspace| {
            let stage = workspace.stage(deal.stage);
            stage.is_some_and(|(_, stage)| stage.availability == Availability::Active)
        })
    };
    let stages: Vec<_> = match state.now() {
        Some(deal) if !in_use(&deal) => {
            stages.into_iter().filter(|(stage, _)| *stage != deal.stage).collect()
        }
        Some(_) | None => stages,
    };
    let start = state
        .now()
        .map_or(0, |deal| stages.iter().position(|(stage, _)| *stage == deal.stage).unwrap_or(0));
    let choices: Vec<Choice> = stages.iter().map(|(_, choice)| choice.clone()).collect();
    let chosen = RwSignal::new(start);
    let because = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let reason = because.get_untracked().trim().to_owned();
        if reason.is_empty() {
            trouble.set(Some(text.errors.reopen_reason_missing().to_owned()));
            crate::ui::browser::focus::first("[data-testid=reopen-because]");
            return;
        }
        let Some((stage, _)) = stages.get(chosen.get_untracked()) else { return };
        let title = state.now().map(|deal| deal.title.clone()).unwrap_or_default();
        let reopen = Command::ReopenDeal { deal: state.id, stage: *stage, because: reason };
        match state.apply(reopen) {
            Ok(()) => session.toast(ToastKind::Done, text.deal.reopened(&title)),
            Err(words) => trouble.set(Some(words)),
        }
    };
    let (id, error_id) = (fresh_id(), fresh_id());
    let described = error_id.clone();
    view! {
        <details class="reopen" data-testid="reopen">
            <summary>{text.deal.reopen()}" …"</summary>
            <form class="form" on:submit=submit novalidate>
                <div class="field">
                    <label for=id.clone()>{text.deal.reopened_because()}</label>
                    <input id=id type="text" autocomplete="off" data-testid="reopen-because"
                        bind:value=because on:input=move |_| trouble.set(None)
                        aria-invalid=move || trouble.with(Option::is_some).then_some("true")
                        aria-describedby=move || trouble.with(Option::is_some).then(|| described.clone())/>
                    <p id=error_id class="error" role="alert">{move || trouble.get()}</p>
                </div>
                <SelectField label=text.deal.reopen_in() name="reopen-stage"
                    choices=Signal::stored(choices) chosen
                    commit=Callback::new(move |at| { chosen.set(at); Ok(()) })/>
                <button type="submit">{text.deal.reopen()}</button>
            </form>
        </details>
    }
}
