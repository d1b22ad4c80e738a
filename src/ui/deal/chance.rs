//! How sure the deal is: category, probability, expiry, put off or not.

use super::details::place_of;
use super::state::DealState;
use crate::ui::kit::field::{Choice, Commit, SelectField};
use crate::ui::kit::field_value::{DayField, PercentField};
use crate::ui::lean::{Built, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use trichter::domain::{Day, ForecastCategory, Percentages, Probability, Stage};
use trichter::workspace::Command;

/// Shows the fields.
#[component]
pub fn Chance(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    view! {
        <div class="deal-fields">
            <CategoryField state/>
            <ProbabilityField state/>
            <DayField label=text.deal.expires() name="expires"
                value=state.get(|deal| deal.expires)
                commit=state.set(|deal, day| deal.expires = day)/>
            <PutOff state/>
        </div>
    }
}

/// Follows something of the stage the deal is in.
fn of_stage<R>(state: DealState, read: fn(&Stage) -> R) -> Signal<R>
where
    R: Default + PartialEq + Clone + Send + Sync + 'static,
{
    Signal::derive(move || {
        let id = state.deal.with(|deal| deal.as_ref().map(|deal| deal.stage));
        state.session.read(|workspace| {
            let found = id.and_then(|id| workspace.stage(id));
            found.map(|(_, stage)| read(stage)).unwrap_or_default()
        })
    })
}

#[component]
fn CategoryField(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let default = of_stage(state, |stage| stage.category);
    let choices = Signal::derive(move || {
        let name = text.terms.category(default.get());
        let own = ForecastCategory::ALL.map(|category| Choice::from(text.terms.category(category)));
        let first = Choice::from(text.deal.category_from_stage(name));
        std::iter::once(first).chain(own).collect()
    });
    let chosen = state.get(|deal| {
        deal.category.map_or(0, |category| place_of(&ForecastCategory::ALL, category) + 1)
    });
    let commit = state.set(|deal, at: usize| {
        deal.category = at.checked_sub(1).and_then(|at| ForecastCategory::ALL.get(at)).copied();
    });
    view! { <SelectField label=text.deal.category() name="category" choices chosen commit/> }
}

/// The probability; empty takes it from the stage again.
#[component]
fn ProbabilityField(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let default = of_stage(state, |stage| stage.probability);
    let own = state.get(|deal| deal.probability);
    let placeholder = Signal::derive(move || {
        text.deal.probability_from_stage(&text.format.probability(default.get()))
    });
    let commit: Commit<Option<Probability>> = state.set(|deal, chance| deal.probability = chance);
    let learned = move || {
        let deal = state.deal.with(|deal| deal.as_ref().map(|deal| deal.stage));
        let found = state.session.read(|workspace| {
            let learns = workspace.settings().percentages == Percentages::Learned;
            let stage = deal.and_then(|stage| workspace.stage(stage)).filter(|_| learns);
            stage.map(|(_, stage)| workspace.stage_probability(stage))
        });
        found.map(|chance| {
            let said = text.deal.probability_learned(&text.format.probability(chance));
            view! {
                <p class="by-hand" data-testid="learned">
                    <span class="badge" title=text.deal.probability_learned_help()>{said}</span>
                </p>
            }
        })
    };
    let note = move || {
        own.get().is_some().then(|| {
            view! {
                <p class="by-hand">
                    <span class="badge warn" data-testid="by-hand">{text.deal.probability_by_hand()}</span>
                    <button type="button" class="link" data-testid="probability-reset"
                        on:click=move |_| { let _ = commit.run(None); }>
                        {text.deal.probability_reset()}
                    </button>
                </p>
            }
        })
    };
    view! {
        <div>
            <PercentField label=text.deal.probability() name="probability" value=own placeholder commit/>
            {note}
            {learned}
        </div>
    }
}

/// How often the customer put the deal off, and once more with a new date.
#[component]
fn PutOff(
    /// The deal.
    state: DealState,
) -> Built {
    let (session, text) = (state.session, state.text());
    let times = state.get(|deal| deal.postponed);
    let open = state.get(|deal| deal.outcome.is_open());
    let asking = RwSignal::new(false);
    let at_limit = move || {
        let pipeline = state.deal.with(|deal| deal.as_ref().map(|deal| deal.pipeline));
        let limit = session.read(|workspace| {
            let pipeline = pipeline.and_then(|id| workspace.pipelines().get(id));
            pipeline.map_or(u32::MAX, |pipeline| pipeline.postpone_limit())
        });
        open.get() && times.get() >= limit
    };
    let commit: Commit<Option<Day>> = Callback::new(move |day: Option<Day>| {
        let Some(until) = day else { return Ok(()) };
        let transaction = session
            .apply(Command::PostponeDeal { deal: state.id, until })
            .map_err(|refusal| text.refusal(&refusal))?;
        session.toast(ToastKind::Done, session.describe(&transaction.label));
        asking.set(false);
        crate::ui::browser::focus::first("[data-testid=postpone]");
        Ok(())
    });
    let count = move || {
        let times = times.get();
        (times > 0).then(|| {
            let times = usize::try_from(times).unwrap_or(usize::MAX);
            view! { <p data-testid="postponed">{text.deal.postponed_times(times)}</p> }
        })
    };
    let ask = move || {
        if asking.get() {
            view! {
                <DayField label=text.deal.put_off_until() name="postpone-until"
                    value=Signal::stored(None) commit/>
            }
        } else {
            view! {
                <button type="button" data-testid="postpone" on:click=move |_| {
                    asking.set(true);
                    crate::ui::browser::focus::first("[data-testid=field-postpone-until]");
                }>{text.board.postpone()}</button>
            }
        }
    };
    view! {
        <div class="whole-line put-off">
            {count}
            {move || at_limit().then(|| view! {
                <p class="badge warn put-off-limit">{text.deal.put_off_limit()}</p>
            })}
            {move || open.get().then_some(ask)}
        </div>
    }
}
