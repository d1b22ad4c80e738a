//! What is sold, to whom, for how much, and where it stands.

use super::parties::OrganisationField;
use super::state::{DealState, known_tags, known_texts};
use crate::ui::kit::field::{Choice, Commit, SelectField, TextField};
use crate::ui::kit::field_tags::TagsField;
use crate::ui::kit::field_value::{DayField, MoneyField};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use trichter::domain::{
    Availability, Currency, Day, Deal, LeadClass, Money, MoneyError, OfferStatus, StageId,
};
use trichter::workspace::{Command, Place, Refusal};

/// Shows the fields.
#[component]
pub fn Details(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let currency = Signal::derive(move || {
        let own = state.deal.with(|deal| deal.as_ref()?.value.map(Money::currency));
        own.unwrap_or_else(|| session.read(trichter::workspace::Workspace::base_currency))
    });
    let plain = move |label, name, read: fn(&Deal) -> &String, put: fn(&mut Deal, String)| {
        view! {
            <TextField label name value=state.get(move |deal| read(deal).clone())
                commit=state.set(put) suggest=known_texts(session, read)/>
        }
    };
    view! {
        <div class="deal-fields">
            <div class="whole-line">
                <TextField label=text.deal.title() name="title"
                    value=state.get(|deal| deal.title.clone())
                    commit=state.set(|deal, title| deal.title = title)/>
            </div>
            <div class="whole-line"><OrganisationField state/></div>
            <MoneyField label=text.deal.value() name="value" currency
                value=state.get(|deal| deal.value)
                placeholder=Signal::stored(text.deal.value_unknown().to_owned())
                commit=state.set(|deal, value| deal.value = value)/>
            <CurrencyField state currency/>
            <MoneyField label=text.deal.recurring() name="recurring" currency
                value=state.get(|deal| deal.recurring)
                commit=state.set(|deal, value| deal.recurring = value)/>
            <StageField state/>
            <DayField label=text.deal.expected_close() name="expected-close"
                value=state.get(|deal| deal.expected_close)
                commit=state.set(|deal, day| deal.expected_close = day)/>
            <OfferField state/>
            {plain(text.deal.owner(), "owner", |deal| &deal.owner, |deal, typed| deal.owner = tidy(&typed))}
            {plain(text.deal.source(), "source", |deal| &deal.source, |deal, typed| deal.source = tidy(&typed))}
            {plain(text.deal.campaign(), "campaign", |deal| &deal.campaign, |deal, typed| deal.campaign = tidy(&typed))}
            {plain(text.deal.product(), "product", |deal| &deal.product, |deal, typed| deal.product = tidy(&typed))}
            {plain(text.deal.segment(), "segment", |deal| &deal.segment, |deal, typed| deal.segment = tidy(&typed))}
            <ClassField state/>
            <CreatedField state/>
            <div class="whole-line">
                <TagsField label=text.deal.tags() name="tags"
                    value=state.get(|deal| deal.tags.clone())
                    placeholder=Signal::stored(text.deal.add_tag().to_owned())
                    suggest=known_tags(session)
                    commit=state.set(|deal, tags| deal.tags = tags)/>
            </div>
        </div>
    }
}

fn tidy(typed: &str) -> String {
    typed.trim().to_owned()
}

/// The currency of the value; changing it keeps the number of units.
#[component]
fn CurrencyField(
    /// The deal.
    state: DealState,
    /// The currency in use.
    currency: Signal<Currency>,
) -> Built {
    let (session, text) = (state.session, state.text());
    let known = Derived::new(move || {
        let mut known = session.read(|workspace| {
            let rates = workspace.settings().rates.keys().copied();
            std::iter::once(workspace.base_currency()).chain(rates).collect::<Vec<_>>()
        });
        let common = [Currency::EUR, Currency::USD, Currency::GBP, Currency::CHF, Currency::JPY];
        for currency in common.into_iter().chain([currency.get()]) {
            if !known.contains(&currency) {
                known.push(currency);
            }
        }
        known
    });
    let choices = Signal::derive(move || {
        known.with(|known| known.iter().map(|currency| Choice::from(currency.code())).collect())
    });
    let chosen = Signal::derive(move || {
        let now = currency.get();
        known.with(|known| known.iter().position(|one| *one == now)).unwrap_or(0)
    });
    let commit: Commit<usize> = Callback::new(move |at: usize| {
        let Some(to) = known.with_untracked(|known| known.get(at).copied()) else { return Ok(()) };
        let Some(value) = state.now().and_then(|deal| deal.value) else { return Ok(()) };
        let value = in_currency(value, to).map_err(|error| text.refusal(&Refusal::from(error)))?;
        state.edit(|deal| deal.value = Some(value))
    });
    let without_value = Signal::derive(move || {
        state.deal.with(|deal| deal.as_ref().is_none_or(|deal| deal.value.is_none()))
    });
    view! {
        <SelectField label=text.deal.currency() name="currency" choices chosen commit
            disabled=without_value/>
    }
}

/// Returns as many units of another currency; minor digits it lacks are cut off.
fn in_currency(value: Money, to: Currency) -> Result<Money, MoneyError> {
    let minor = i128::from(value.minor()) * i128::from(to.minor_per_unit())
        / i128::from(value.currency().minor_per_unit());
    Money::new(i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?, to)
}

/// The stage, of every pipeline in use.
#[component]
fn StageField(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let stages = Derived::new(move || stages(state));
    let choices = Signal::derive(move || {
        stages.with(|stages| stages.iter().map(|one| one.1.clone()).collect())
    });
    let chosen = Signal::derive(move || {
        let now = state.deal.with(|deal| deal.as_ref().map(|deal| deal.stage));
        stages.with(|stages| stages.iter().position(|one| Some(one.0) == now)).unwrap_or(0)
    });
    let closed = state.get(|deal| !deal.outcome.is_open());
    let commit: Commit<usize> = Callback::new(move |at: usize| {
        let to = stages.with_untracked(|stages| stages.get(at).cloned());
        let (Some((stage, to)), Some(deal)) = (to, state.now()) else { return Ok(()) };
        let from = session.peek(|workspace| {
            workspace.stage(deal.stage).map(|(_, stage)| stage.name.clone()).unwrap_or_default()
        });
        state.apply(Command::MoveDeal { deal: deal.id, stage, place: Place::Top })?;
        let said = text.board.moved(&deal.title, &from, &to.label);
        session.toast(ToastKind::Done, said);
        Ok(())
    });
    view! {
        <div>
            <SelectField label=text.deal.stage() name="stage" choices chosen commit disabled=closed/>
            {move || closed.get().then(|| view! { <p class="hint">{text.deal.move_closed()}</p> })}
        </div>
    }
}

/// Lists the stages a deal can go to, and the one it is in.
pub fn stages(state: DealState) -> Vec<(StageId, Choice)> {
    let now = state.deal.with(|deal| deal.as_ref().map(|deal| deal.stage));
    state.session.read(|workspace| {
        let pipelines = workspace.pipelines_in_order();
        let several = pipelines.len() > 1;
        let mut stages = Vec::new();
        for pipeline in pipelines {
            for stage in &pipeline.stages {
                let in_use = pipeline.availability == Availability::Active
                    && stage.availability == Availability::Active;
                if in_use || Some(stage.id) == now {
                    let group = if several { pipeline.name.clone() } else { String::new() };
                    stages.push((stage.id, Choice { label: stage.name.clone(), group }));
                }
            }
        }
        stages
    })
}

#[component]
fn OfferField(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let choices = OfferStatus::ALL.map(|status| Choice::from(text.terms.offer(status))).to_vec();
    let chosen = state.get(|deal| place_of(&OfferStatus::ALL, deal.offer));
    let commit = state.set(|deal, at: usize| {
        deal.offer = OfferStatus::ALL.get(at).copied().unwrap_or_default();
    });
    view! {
        <SelectField label=text.deal.offer() name="offer" choices=Signal::stored(choices) chosen commit/>
    }
}

#[component]
fn ClassField(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let choices = LeadClass::ALL.map(|class| Choice::from(text.terms.class(class))).to_vec();
    let chosen = state.get(|deal| place_of(&LeadClass::ALL, deal.class));
    let commit = state.set(|deal, at: usize| {
        deal.class = LeadClass::ALL.get(at).copied().unwrap_or_default();
    });
    view! {
        <SelectField label=text.deal.class() name="class" choices=Signal::stored(choices) chosen commit/>
    }
}

/// Returns the place of a value in a list.
pub fn place_of<T: PartialEq>(all: &[T], value: T) -> usize {
    all.iter().position(|one| *one == value).unwrap_or(0)
}

/// The day the opportunity began; another day keeps the time of the clock.
#[component]
fn CreatedField(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let value =
        state.get(move |deal| deal.created.map(|created| session.moment().zone.day(created)));
    let commit: Commit<Option<Day>> = Callback::new(move |day: Option<Day>| {
        let moment = session.moment();
        if day.is_some_and(|day| day > moment.today()) {
            return Err(text.deal.begun_future().to_owned());
        }
        state.edit(|deal| {
            let minute = deal.created.map_or(0, |created| moment.zone.minute_of_day(created));
            let created = day.map(|day| moment.zone.at_minute(day, minute));
            deal.created = created.map(|created| created.min(moment.now));
        })
    });
    view! { <DayField label=text.deal.created() name="created" value commit/> }
}
