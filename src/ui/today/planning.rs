//! Deals for which nothing is planned, each with a line to plan the next step.

use super::section::Section;
use super::{TodayState, deal_link};
use crate::ui::browser::focus;
use crate::ui::lean::{Built, Derived, attribute, built, on_event, on_submit, text, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use trichter::domain::{Activity, Day, DealId};
use trichter::workspace::Command;

/// The first day of the weekend, Monday = 0.
const SATURDAY: u32 = 5;

/// Lists open deals without a next step.
pub fn without_step(state: TodayState) -> Built {
    let said = &state.session.text().today;
    let keys = Derived::new(move || {
        state.agenda.with(|agenda| agenda.without_next_step.iter().map(|id| id.bits()).collect())
    });
    let section = Section {
        title: said.no_next_step(),
        key: "without_step",
        mark: "",
        empty: Some(said.every_deal_has_one()),
    };
    section.show(state.session, keys, move |key| plan(state, DealId::from_bits(key)))
}

/// Returns the next day from Monday to Friday.
fn next_working_day(today: Day) -> Day {
    let tomorrow = today.plus_days(1);
    let to_monday = match tomorrow.weekday() {
        saturday if saturday == SATURDAY => 2,
        sunday if sunday > SATURDAY => 1,
        _ => 0,
    };
    tomorrow.plus_days(to_monday)
}

/// Reads the day; none was chosen where there is no text.
///
/// # Errors
/// Why it is no day, in words.
fn read_day(state: TodayState, text: &str) -> Result<Option<Day>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let (session, today) = (state.session, state.today.get_untracked());
    let day = trichter::i18n::parse::day(text, today, session.language());
    day.map(Some).map_err(|error| session.text().errors.day(&error))
}

fn plan(state: TodayState, deal: DealId) -> Built {
    let session = state.session;
    let said = session.text();
    let subject = RwSignal::new(String::new());
    let due = RwSignal::new(next_working_day(state.today.get_untracked()).to_string());
    let trouble = RwSignal::new(None::<String>);
    let submit = on_submit(move |event| {
        event.prevent_default();
        let due = match read_day(state, &due.get_untracked()) {
            Ok(due) => due,
            Err(words) => return trouble.set(Some(words)),
        };
        let subject = subject.get_untracked();
        let task =
            Activity { subject: subject.clone(), deal: Some(deal), due, ..Activity::default() };
        match session.apply(Command::SaveActivity(Box::new(task))) {
            Ok(_) => {
                let day = due
                    .map_or_else(|| said.deal.no_due().to_owned(), |day| said.format.day_long(day));
                session.toast(ToastKind::Done, said.today.planned(subject.trim(), &day));
                focus::first(".plan-subject");
            }
            Err(refusal) => trouble.set(Some(said.refusal(&refusal))),
        }
    });
    let label = attribute(move || {
        let title = session.read(|known| known.deals().get(deal).map(|deal| deal.title.clone()));
        Some(said.today.plan_next(&title.unwrap_or_default()))
    });
    let error = format!("plan-error-{deal}");
    let described_by = error.clone();
    let invalid = attribute(move || trouble.get().map(|_| "true".to_owned()));
    let typed = on_event(move |event| {
        subject.set(event_target_value(&event));
        trouble.set(None);
    });
    let chosen = on_event(move |event| {
        due.set(event_target_value(&event));
        trouble.set(None);
    });
    built(view! {
        <li class="plan" data-deal=deal.to_string()>
            {deal_link(session, deal)}
            <form class="plan-form" novalidate on:submit=submit>
                <input type="text" class="plan-subject" autocomplete="off" enterkeyhint="done"
                    data-testid="plan-subject" placeholder=said.today.what_next()
                    aria-label=label aria-invalid=invalid
                    aria-describedby=described_by on:input=typed/>
                <input type="date" class="plan-due" aria-label=said.today.when()
                    prop:value=text(move || due.get()) on:input=chosen/>
                <button type="submit">{said.today.plan()}</button>
                <p class="error" id=error role="alert">
                    {text(move || trouble.get().unwrap_or_default())}
                </p>
            </form>
        </li>
    })
}
