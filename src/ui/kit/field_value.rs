//! Fields for numbers, money and days, typed as people write them.

use super::field::{Commit, Draft, Lines, TextSpec, text_field};
use super::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Spot, view};
use crate::ui::session::use_session;
use leptos::prelude::*;
use trichter::domain::{Currency, Day, Money, Probability};
use trichter::i18n::parse;
use wasm_bindgen::JsCast;

/// Reads a text into a value, nothing from an empty one, and hands it on.
fn reading<T: 'static>(
    read: impl Fn(&str) -> Result<T, String> + Send + Sync + 'static,
    commit: Commit<Option<T>>,
) -> Draft {
    Draft::new(Callback::new(move |typed: String| {
        let typed = typed.trim();
        if typed.is_empty() { commit.run(None) } else { commit.run(Some(read(typed)?)) }
    }))
}

fn line(
    label: String,
    value: Signal<String>,
    draft: Draft,
    keyboard: &'static str,
    placeholder: Signal<String>,
    name: &'static str,
) -> TextSpec {
    TextSpec {
        label,
        value,
        draft,
        lines: Lines::One,
        keyboard,
        placeholder,
        suggest: None,
        name,
        after: None,
    }
}

/// A whole number from 0 on, or none.
#[component]
pub fn NumberField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is stored.
    #[prop(into)]
    value: Signal<Option<u32>>,
    /// The largest number.
    #[prop(default = u32::MAX)]
    most: u32,
    /// Takes another.
    commit: Commit<Option<u32>>,
    /// Stands in the empty field.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let session = use_session();
    let text = session.text();
    let read = move |typed: &str| {
        parse::whole(typed, most, session.language()).map_err(|error| text.errors.number(&error))
    };
    let shown = Signal::derive(move || {
        value.get().map(|number| text.format.whole(i64::from(number))).unwrap_or_default()
    });
    text_field(line(label, shown, reading(read, commit), "numeric", placeholder, name))
}

/// A percentage from 0 to 100, or none.
#[component]
pub fn PercentField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is stored.
    #[prop(into)]
    value: Signal<Option<Probability>>,
    /// Takes another.
    commit: Commit<Option<Probability>>,
    /// Stands in the empty field.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let session = use_session();
    let text = session.text();
    let read = move |typed: &str| {
        parse::percent(typed, session.language()).map_err(|error| text.errors.number(&error))
    };
    let shown = Signal::derive(move || {
        value.get().map(|chance| text.format.probability(chance)).unwrap_or_default()
    });
    text_field(line(label, shown, reading(read, commit), "decimal", placeholder, name))
}

/// An amount of money, never below zero, or none.
#[component]
pub fn MoneyField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is stored.
    #[prop(into)]
    value: Signal<Option<Money>>,
    /// The currency of an amount typed without one.
    #[prop(into)]
    currency: Signal<Currency>,
    /// Takes another.
    commit: Commit<Option<Money>>,
    /// Stands in the empty field.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let session = use_session();
    let text = session.text();
    let read = move |typed: &str| {
        parse::money(typed, currency.get_untracked(), session.language())
            .map_err(|error| text.errors.money(&error))
    };
    let shown = Signal::derive(move || {
        value.get().map(|amount| text.format.money_short(amount)).unwrap_or_default()
    });
    text_field(line(label, shown, reading(read, commit), "decimal", placeholder, name))
}

/// A day, typed (`morgen`, `21.11.`, `in 3 days`) or picked, or none.
#[component]
pub fn DayField(
    /// The label.
    #[prop(into)]
    label: String,
    /// What is stored.
    #[prop(into)]
    value: Signal<Option<Day>>,
    /// Takes another.
    commit: Commit<Option<Day>>,
    /// Stands in the empty field.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The name for tests, after `field-`.
    #[prop(optional)]
    name: &'static str,
) -> Built {
    let session = use_session();
    let text = session.text();
    let read = move |typed: &str| {
        parse::day(typed, session.moment().today(), session.language())
            .map_err(|error| text.errors.day(&error))
    };
    let shown =
        Signal::derive(move || value.get().map(|day| text.format.day(day)).unwrap_or_default());
    let draft = reading(read, commit);
    let picker = Spot::new();
    let pick = move |_| {
        if let Some(picker) = picker.get_untracked() {
            // Not every browser opens it from here; the day can be typed everywhere.
            picker.unchecked_into::<web_sys::HtmlInputElement>().show_picker().ok();
        }
    };
    let after = view! {
        <span class="day-picker">
            <input node_ref=picker type="date" tabindex="-1" aria-hidden="true"
                prop:value=move || value.get().map(|day| day.to_string()).unwrap_or_default()
                on:change=move |event| draft.take(event_target_value(&event))/>
            <button type="button" class="ghost icon-only" title=text.a11y.weekday_picker()
                aria-label=format!("{label}: {}", text.a11y.weekday_picker()) on:click=pick>
                <Icon glyph=Glyph::Today/>
            </button>
        </span>
    };
    let spec = line(label, shown, draft, "text", placeholder, name);
    text_field(TextSpec { after: Some(after), ..spec })
}
