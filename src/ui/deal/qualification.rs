//! The questions that qualify a lead, with answers and notes.

use super::details::place_of;
use super::state::DealState;
use crate::ui::kit::field::{Choice, Commit, SelectField, TextField};
use crate::ui::lean::{Built, Derived, built, view};
use leptos::prelude::*;
use trichter::domain::{Answer, Deal, QualificationAnswer, QualificationFrame, QualificationItem};
use trichter::scoring::Qualification;

/// Shows the frame of the pipeline and how far it is answered.
#[component]
pub fn QualificationAnswers(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let frame = Derived::new(move || {
        let pipeline = state.deal.with(|deal| deal.as_ref().map(|deal| deal.pipeline));
        state.session.read(|workspace| {
            let pipeline = pipeline.and_then(|id| workspace.pipelines().get(id));
            pipeline.map(|pipeline| pipeline.frame).unwrap_or_default()
        })
    });
    let questions = move || {
        let items = frame.get().items().iter();
        items.map(|item| view! { <Question state item=*item/> }).collect::<Vec<_>>()
    };
    view! {
        <details class="deal-section" data-testid="qualification">
            <summary>
                <h3>{text.deal.qualification()}" · "{move || text.terms.frame(frame.get())}</h3>
                <Completeness state frame/>
            </summary>
            <div class="panel-questions">{questions}</div>
        </details>
    }
}

#[component]
fn Completeness(
    /// The deal.
    state: DealState,
    /// The frame.
    frame: Derived<QualificationFrame>,
) -> Built {
    let text = state.text();
    let answers = state.get(|deal| deal.qualification.clone());
    let found = Derived::new(move || {
        let found = answers.with(|answers| Qualification::new(frame.get(), answers));
        (found.answered(), found.len(), found.is_qualified())
    });
    built(move || {
        let (answered, all, qualified) = found.get();
        let format = text.format;
        let says = text.deal.answered(&format.count(answered), &format.count(all));
        view! {
            <span class="badge" class:good=qualified data-testid="completeness">
                {says}{qualified.then(|| format!(" · {}", text.deal.qualified()))}
            </span>
        }
    })
}

/// Returns answer and note to a question.
fn given(deal: &Deal, item: QualificationItem) -> (Answer, String) {
    let last = deal.qualification.iter().rev().find(|given| given.item == item);
    last.map(|given| (given.answer, given.note.clone())).unwrap_or_default()
}

/// Sets answer and note to a question; nothing known and nothing noted is no entry.
fn put(deal: &mut Deal, item: QualificationItem, answer: Answer, note: String) {
    deal.qualification.retain(|given| given.item != item);
    if answer != Answer::Unknown || !note.is_empty() {
        deal.qualification.push(QualificationAnswer { item, answer, note });
        deal.qualification.sort_by_key(|given| given.item);
    }
}

#[component]
fn Question(
    /// The deal.
    state: DealState,
    /// The question.
    item: QualificationItem,
) -> Built {
    let text = state.text();
    let name = text.terms.item(item);
    let choices = Answer::ALL.map(|answer| Choice::from(text.terms.answer(answer))).to_vec();
    let chosen = state.get(move |deal| place_of(&Answer::ALL, given(deal, item).0));
    let answer: Commit<usize> = Callback::new(move |at: usize| {
        let answer = Answer::ALL.get(at).copied().unwrap_or_default();
        state.edit(|deal| {
            let note = given(deal, item).1;
            put(deal, item, answer, note);
        })
    });
    let note: Commit<String> = Callback::new(move |note: String| {
        state.edit(|deal| {
            let answer = given(deal, item).0;
            put(deal, item, answer, note.trim().to_owned());
        })
    });
    view! {
        <div class="panel-question">
            <SelectField label=name choices=Signal::stored(choices) chosen commit=answer name="answer"/>
            <TextField label=text.deal.answer_note(name) name="answer-note"
                value=state.get(move |deal| given(deal, item).1) commit=note/>
        </div>
    }
}
