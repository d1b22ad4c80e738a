//! Changes the selected deals together, as one change.

use super::{ListState, filters};
use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::menu::{MenuItem, use_menu};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::ToastKind;
use crate::ui::shell::button_of;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::analytics::FilterChoices;
use trichter::domain::{Closing, Deal, LossReason, StageId};
use trichter::workspace::{Command, Place};

/// What a dialog asks about the selected deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Owner,
    Lose,
}

/// Shows how many deals are selected and what can be done to them.
#[component]
pub fn BulkBar(
    /// What the table shares.
    state: ListState,
) -> Built {
    let text = state.session.text();
    let menu = use_menu();
    let question = RwSignal::new(None::<Question>);
    let some = Derived::new(move || state.chosen.with(|chosen| !chosen.is_empty()));
    let count = move || state.chosen.with(|chosen| chosen.len());
    let move_menu = move |event: web_sys::MouseEvent| {
        let pipeline = state.listing.with_untracked(|listing| listing.pipeline);
        let item =
            |(stage, name): (StageId, String)| MenuItem::new(name, move || move_to(state, stage));
        let items = untrack(|| filters::stage_names(state, pipeline)).into_iter().map(item);
        if let Some(button) = button_of(&event) {
            menu.open(&button, text.board.move_to(), items.collect());
        }
    };
    let close = Callback::new(move |()| question.set(None));
    let bar = move || {
        view! {
            <div class="list-bulk" role="group" aria-label=text.list.change_selected()
                data-testid="bulk">
                <strong>{move || text.list.selected(count())}</strong>
                <button type="button" aria-haspopup="menu" data-testid="bulk-move"
                    on:click=move_menu>{text.board.move_to()}</button>
                <button type="button" data-testid="bulk-owner"
                    on:click=move |_| question.set(Some(Question::Owner))>
                    {text.list.set_owner()}
                </button>
                <button type="button" data-testid="bulk-lose" on:click=move |_| ask_lose(state, question)>
                    {text.board.mark_lost()}
                </button>
                <button type="button" class="danger" data-testid="bulk-delete"
                    on:click=move |_| delete(state)>
                    <Icon glyph=Glyph::Trash/>{text.app.delete()}
                </button>
                <button type="button" class="ghost" on:click=move |_| state.select_none()>
                    {text.list.clear_selection()}
                </button>
            </div>
        }
    };
    view! {
        {move || some.get().then(bar)}
        {move || question.get().map(|question| match question {
            Question::Owner => view! { <OwnerDialog state close/> },
            Question::Lose => view! { <LoseDialog state close/> },
        })}
    }
}

/// Returns the selected deals, in the order of the table.
fn chosen(state: ListState) -> Vec<Arc<Deal>> {
    state.session.peek(|workspace| {
        let found = |id| workspace.deals().get(id).cloned();
        state.chosen.with_untracked(|chosen| chosen.iter().copied().filter_map(found).collect())
    })
}

/// Returns the selected deals that are open, and how many are not.
fn open_ones(state: ListState) -> (Vec<Arc<Deal>>, usize) {
    let mut deals = chosen(state);
    let all = deals.len();
    deals.retain(|deal| deal.outcome.is_open());
    let closed = all - deals.len();
    (deals, closed)
}

/// Says that closed deals were left as they are.
fn say_closed(state: ListState, closed: usize) {
    if closed > 0 {
        let text = state.session.text();
        state.session.toast(ToastKind::Note, text.list.closed_stay(closed));
    }
}

fn say(state: ListState, words: &str) {
    state.session.toast(ToastKind::Note, words.to_owned());
}

fn move_to(state: ListState, stage: StageId) {
    let text = state.session.text();
    let (deals, closed) = open_ones(state);
    if deals.is_empty() {
        return say(state, text.list.none_open());
    }
    // To the end one after another: the column gets the order of the table.
    let moves: Vec<Command> = deals
        .iter()
        .filter(|deal| deal.stage != stage)
        .map(|deal| Command::MoveDeal { deal: deal.id, stage, place: Place::Bottom })
        .collect();
    if moves.is_empty() {
        return say(state, text.list.all_there());
    }
    if state.session.run(Command::Together(moves)) {
        say_closed(state, closed);
    }
}

fn delete(state: ListState) {
    let deals = chosen(state).iter().map(|deal| Command::DeleteDeal(deal.id)).collect();
    if state.session.run(Command::Together(deals)) {
        state.select_none();
    }
}

fn ask_lose(state: ListState, question: RwSignal<Option<Question>>) {
    if open_ones(state).0.is_empty() {
        say(state, state.session.text().list.none_open());
    } else {
        question.set(Some(Question::Lose));
    }
}

/// Asks who works on the selected deals.
#[component]
fn OwnerDialog(
    /// What the table shares.
    state: ListState,
    /// Closes it.
    close: Callback<()>,
) -> Built {
    let session = state.session;
    let text = session.text();
    let deals = chosen(state);
    let title = text.list.set_owner_of(deals.len());
    let owner = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let known = session.peek(FilterChoices::of).owners;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let owner = owner.get_untracked().trim().to_owned();
        let edited = |deal: &Arc<Deal>| Deal { owner: owner.clone(), ..(**deal).clone() };
        let edits = deals.iter().filter(|deal| deal.owner != owner);
        let edits = edits.map(|deal| Command::EditDeal(Box::new(edited(deal)))).collect();
        match session.apply(Command::Together(edits)) {
            Ok(transaction) => {
                close.run(());
                if !transaction.changes.is_empty() {
                    session.toast(ToastKind::Done, session.describe(&transaction.label));
                }
            }
            Err(refusal) => trouble.set(Some(text.refusal(&refusal))),
        }
    };
    view! {
        <Dialog title on_close=close>
            <form class="form" on:submit=submit data-testid="bulk-owner-form">
                <label class="field">
                    <span>{text.deal.owner()}</span>
                    <input type="text" list="list-owners" autocomplete="off" bind:value=owner
                        aria-invalid=move || trouble.get().map(|_| "true")
                        aria-describedby="list-owner-help list-owner-error"
                        on:input=move |_| trouble.set(None)/>
                </label>
                <datalist id="list-owners">
                    {known.into_iter().filter(|name| !name.is_empty())
                        .map(|name| view! { <option value=name></option> }).collect::<Vec<_>>()}
                </datalist>
                <p id="list-owner-help" class="hint">{text.list.owner_help()}</p>
                <p id="list-owner-error" class="error" role="alert">{move || trouble.get()}</p>
                <footer class="dialog-foot">
                    <button type="button" on:click=move |_| close.run(())>{text.app.cancel()}</button>
                    <button type="submit" class="primary">{text.app.apply()}</button>
                </footer>
            </form>
        </Dialog>
    }
}

/// Asks why the selected deals were lost.
#[component]
fn LoseDialog(
    /// What the table shares.
    state: ListState,
    /// Closes it.
    close: Callback<()>,
) -> Built {
    let session = state.session;
    let text = session.text();
    let (deals, closed) = open_ones(state);
    let title = text.list.lose_many(deals.len());
    let reason = RwSignal::new(None::<LossReason>);
    let trouble = RwSignal::new(None::<String>);
    let note = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if reason.get_untracked().is_none() {
            trouble.set(Some(text.board.lose_missing().to_owned()));
            crate::ui::browser::focus::first("dialog input[name=bulk-reason]");
            return;
        }
        let closing = Closing {
            loss_reason: reason.get_untracked(),
            note: note.get_untracked(),
            ..Closing::default()
        };
        let losses = deals
            .iter()
            .map(|deal| Command::LoseDeal { deal: deal.id, closing: Box::new(closing.clone()) });
        match session.apply(Command::Together(losses.collect())) {
            Ok(transaction) => {
                close.run(());
                state.select_none();
                session.toast(ToastKind::Done, session.describe(&transaction.label));
            }
            Err(refusal) => trouble.set(Some(text.refusal(&refusal))),
        }
    };
    let reasons = LossReason::CHOICES.map(|choice| {
        view! {
            <label class="choice">
                <input type="radio" name="bulk-reason" value=format!("{choice:?}")
                    on:change=move |_| { reason.set(Some(choice)); trouble.set(None); }/>
                <span>{text.terms.loss_reason(choice)}</span>
            </label>
        }
    });
    view! {
        <Dialog title on_close=close>
            <form class="form" on:submit=submit data-testid="bulk-lose-form" novalidate>
                {(closed > 0).then(|| view! { <p class="hint">{text.list.closed_stay(closed)}</p> })}
                <fieldset aria-describedby="bulk-lose-error">
                    <legend>{text.board.lose_why()}</legend>
                    <div class="choices">{reasons}</div>
                    <p id="bulk-lose-error" class="error" role="alert">{move || trouble.get()}</p>
                </fieldset>
                <label class="field">
                    <span>{text.board.lose_note()}</span>
                    <textarea rows="2" bind:value=note></textarea>
                </label>
                <footer class="dialog-foot">
                    <button type="button" on:click=move |_| close.run(())>{text.app.cancel()}</button>
                    <button type="submit" class="primary">{text.board.lose()}</button>
                </footer>
            </form>
        </Dialog>
    }
}
