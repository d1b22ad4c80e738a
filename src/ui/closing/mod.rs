//! Asks why a deal was won or lost.

use crate::ui::kit::dialog::Dialog;
use crate::ui::lean::{Built, built, view};
use crate::ui::session::{Ask, Session, use_session};
use leptos::prelude::*;
use trichter::domain::{Closing, DealId, LossReason, Purchase};
use trichter::workspace::Command;

/// Shows the question of the session, if it is about closing a deal.
#[component]
pub fn CloseDialog() -> Built {
    let session = use_session();
    built(move || match session.ask.get() {
        Ask::Nothing | Ask::Keys | Ask::History => None,
        Ask::Win(deal) => Some(view! { <WinDialog deal/> }),
        Ask::Lose(deal) => Some(view! { <LoseDialog deal/> }),
    })
}

fn title_of(session: Session, deal: DealId) -> String {
    session.peek(|workspace| {
        workspace.deals().get(deal).map(|deal| deal.title.clone()).unwrap_or_default()
    })
}

/// Splits what was typed at commas.
fn names(typed: &str) -> Vec<String> {
    typed.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[component]
fn LoseDialog(
    /// The deal.
    deal: DealId,
) -> Built {
    let session = use_session();
    let text = session.text();
    let close = Callback::new(move |()| session.ask.set(Ask::Nothing));
    let reason = RwSignal::new(None::<LossReason>);
    let missing = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let purchase = RwSignal::new(Purchase::Unknown);
    let competitors = RwSignal::new(String::new());
    let insights = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if reason.get_untracked().is_none() {
            missing.set(true);
            crate::ui::browser::focus::first("dialog input[name=reason]");
            return;
        }
        let closing = Closing {
            loss_reason: reason.get_untracked(),
            note: note.get_untracked(),
            purchase: purchase.get_untracked(),
            competitors: names(&competitors.get_untracked()),
            insights: insights.get_untracked(),
            ..Closing::default()
        };
        session.ask.set(Ask::Nothing);
        session.run(Command::LoseDeal { deal, closing: Box::new(closing) });
    };
    let reasons = LossReason::CHOICES.map(|choice| {
        view! {
            <label class="choice">
                <input type="radio" name="reason" value=format!("{choice:?}")
                    on:change=move |_| { reason.set(Some(choice)); missing.set(false); }/>
                <span>{text.terms.loss_reason(choice)}</span>
            </label>
        }
    });
    let purchases =
        [Purchase::Unknown, Purchase::FromCompetitor, Purchase::Nothing].map(|choice| {
            view! {
                <label class="choice">
                    <input type="radio" name="purchase" checked=choice == Purchase::Unknown
                        on:change=move |_| purchase.set(choice)/>
                    <span>{text.terms.purchase(choice)}</span>
                </label>
            }
        });
    view! {
        <Dialog title=text.board.lose_title(&title_of(session, deal)) on_close=close>
            <form class="form" on:submit=submit data-testid="lose-form" novalidate>
                <fieldset aria-describedby="lose-missing" aria-invalid=move || missing.get().then_some("true")>
                    <legend>{text.board.lose_why()}</legend>
                    <div class="choices">{reasons}</div>
                    <p id="lose-missing" class="error" role="alert">
                        {move || missing.get().then_some(text.board.lose_missing())}
                    </p>
                </fieldset>
                <label class="field">
                    <span>{text.board.lose_note()}</span>
                    <textarea rows="2" bind:value=note></textarea>
                </label>
                <details>
                    <summary>{text.deal.more_questions()}</summary>
                    <fieldset>
                        <legend>{text.deal.purchase()}</legend>
                        <div class="choices">{purchases}</div>
                    </fieldset>
                    <label class="field">
                        <span>{text.deal.competitors()}</span>
                        <input type="text" bind:value=competitors/>
                    </label>
                    <label class="field">
                        <span>{text.deal.insights()}</span>
                        <textarea rows="2" bind:value=insights></textarea>
                    </label>
                </details>
                <footer class="dialog-foot">
                    <button type="button" on:click=move |_| close.run(())>{text.app.cancel()}</button>
                    <button type="submit" class="primary">{text.board.lose()}</button>
                </footer>
            </form>
        </Dialog>
    }
}

#[component]
fn WinDialog(
    /// The deal.
    deal: DealId,
) -> Built {
    let session = use_session();
    let text = session.text();
    let close = Callback::new(move |()| session.ask.set(Ask::Nothing));
    let note = RwSignal::new(String::new());
    let arguments = RwSignal::new(String::new());
    let competitors = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let closing = Closing {
            note: note.get_untracked(),
            arguments: arguments.get_untracked(),
            competitors: names(&competitors.get_untracked()),
            ..Closing::default()
        };
        session.ask.set(Ask::Nothing);
        session.run(Command::WinDeal { deal, closing: Box::new(closing) });
    };
    view! {
        <Dialog title=text.deal.win_title(&title_of(session, deal)) on_close=close>
            <form class="form" on:submit=submit data-testid="win-form">
                <label class="field">
                    <span>{text.deal.win_reason()}</span>
                    <textarea rows="2" bind:value=note></textarea>
                </label>
                <label class="field">
                    <span>{text.deal.arguments()}</span>
                    <input type="text" bind:value=arguments/>
                </label>
                <label class="field">
                    <span>{text.deal.competitors()}</span>
                    <input type="text" bind:value=competitors/>
                </label>
                <footer class="dialog-foot">
                    <button type="button" on:click=move |_| close.run(())>{text.app.cancel()}</button>
                    <button type="submit" class="primary">{text.board.win()}</button>
                </footer>
            </form>
        </Dialog>
    }
}
