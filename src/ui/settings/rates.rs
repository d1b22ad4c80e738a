//! What other currencies are worth in the base currency.

use crate::ui::browser::focus;
use crate::ui::kit::field::{Commit, TextField};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::{Session, use_session};
use leptos::prelude::*;
use std::collections::BTreeSet;
use trichter::domain::{Currency, Money, Rate};
use trichter::i18n::{Text, parse};
use trichter::workspace::Workspace;

/// Decimals of a rate.
const RATE_DIGITS: u32 = 9;

/// Edits the table of rates.
#[component]
pub fn Rates() -> Built {
    let session = use_session();
    let text = session.text();
    let base = Derived::new(move || session.read(Workspace::base_currency));
    let known: Derived<Vec<Currency>> = Derived::new(move || {
        session.read(|workspace| workspace.settings().rates.keys().copied().collect())
    });
    let missing = Derived::new(move || session.read(without_rate));
    let row = move |currency: Currency| {
        let value = Signal::derive(move || {
            let rate = session.read(|workspace| workspace.settings().rates.get(&currency).copied());
            rate.map(|rate| written(rate, text)).unwrap_or_default()
        });
        let commit = Commit::new(move |typed: String| set_rate(session, currency, &typed));
        let label = text.settings.rate_of(currency.code(), base.get().code());
        let remove = format!("{}: {currency}", text.app.remove());
        view! {
            <li class="rate-row" data-testid="rate" data-currency=currency.to_string()>
                <TextField label value commit keyboard="decimal" name="rate-value"/>
                <button type="button" class="ghost icon-only" aria-label=remove.clone() title=remove
                    on:click=move |_| remove_rate(session, currency)>
                    <Icon glyph=Glyph::Trash/>
                </button>
            </li>
        }
    };
    view! {
        <h3>{text.settings.rates()}</h3>
        <p class="hint">{move || text.settings.rates_help(base.get().code())}</p>
        {move || missing.get().into_iter().map(|currency| view! {
            <p class="rate-missing">{text.app.no_rate(currency.code())}</p>
        }).collect::<Vec<_>>()}
        <ul class="rate-rows">{move || known.get().into_iter().map(row).collect::<Vec<_>>()}</ul>
        <NewRate base/>
    }
}

#[component]
fn NewRate(base: Derived<Currency>) -> Built {
    let session = use_session();
    let text = session.text();
    let code = RwSignal::new(String::new());
    let rate = RwSignal::new(String::new());
    let wrong_code = RwSignal::new(None::<String>);
    let wrong_rate = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let currency =
            session.peek(|workspace| new_currency(workspace, &code.get_untracked(), text));
        wrong_code.set(currency.clone().err());
        wrong_rate.set(read(&rate.get_untracked(), text).err());
        let Ok(currency) = currency else {
            focus::first("[data-testid=new-rate-currency]");
            return;
        };
        match set_rate(session, currency, &rate.get_untracked()) {
            Ok(()) => {
                code.set(String::new());
                rate.set(String::new());
                focus::first("[data-testid=new-rate-currency]");
            }
            Err(why) => {
                wrong_rate.set(Some(why));
                focus::first("[data-testid=new-rate-value]");
            }
        }
    };
    view! {
        <form class="new-rate" on:submit=submit novalidate>
            <div class="field">
                <label for="new-rate-currency">{text.settings.rate_currency()}</label>
                <input id="new-rate-currency" type="text" autocomplete="off" maxlength="3"
                    placeholder="USD" data-testid="new-rate-currency"
                    aria-invalid=move || wrong_code.with(Option::is_some).then_some("true")
                    aria-describedby="new-rate-code-wrong" bind:value=code/>
                <p id="new-rate-code-wrong" class="error" role="alert">{move || wrong_code.get()}</p>
            </div>
            <div class="field">
                <label for="new-rate-value">
                    {move || text.settings.rate_value(base.get().code())}
                </label>
                <input id="new-rate-value" type="text" inputmode="decimal" autocomplete="off"
                    class="number" placeholder=text.format.decimal(0.92, 2)
                    data-testid="new-rate-value"
                    aria-invalid=move || wrong_rate.with(Option::is_some).then_some("true")
                    aria-describedby="new-rate-value-wrong" bind:value=rate/>
                <p id="new-rate-value-wrong" class="error" role="alert">{move || wrong_rate.get()}</p>
            </div>
            <button type="submit"><Icon glyph=Glyph::Add/>{text.settings.add_rate()}</button>
        </form>
    }
}

fn new_currency(workspace: &Workspace, typed: &str, text: &Text) -> Result<Currency, String> {
    let typed = typed.trim();
    let currency: Currency = typed.parse().map_err(|_| text.errors.currency_form(typed))?;
    if currency == workspace.base_currency() {
        return Err(text.settings.rate_is_base(currency.code()));
    }
    if workspace.settings().rates.contains_key(&currency) {
        return Err(text.settings.rate_exists(currency.code()));
    }
    Ok(currency)
}

fn read(typed: &str, text: &Text) -> Result<Rate, String> {
    parse::rate(typed, text.format.language()).ok_or_else(|| text.errors.rate_form().to_owned())
}

fn written(rate: Rate, text: &Text) -> String {
    text.format.rounded(rate.billionths() as f64 / Rate::SCALE as f64, RATE_DIGITS)
}

fn set_rate(session: Session, currency: Currency, typed: &str) -> Result<(), String> {
    let rate = read(typed, session.text())?;
    session.change_settings(&|settings| {
        settings.rates.insert(currency, rate);
        Ok(())
    })
}

fn remove_rate(session: Session, currency: Currency) {
    // Removing breaks no rule, so there is nothing to say at a field.
    let _: Result<(), String> = session.change_settings(&|settings| {
        settings.rates.remove(&currency);
        Ok(())
    });
    focus::first("[data-testid=new-rate-currency]");
}

/// Lists the currencies of deals that cannot be added to a total.
fn without_rate(workspace: &Workspace) -> BTreeSet<Currency> {
    let settings = workspace.settings();
    let used = workspace.deals().iter().filter_map(|deal| deal.value).map(Money::currency);
    used.filter(|used| *used != settings.base_currency && !settings.rates.contains_key(used))
        .collect()
}
