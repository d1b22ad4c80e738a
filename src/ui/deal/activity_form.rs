//! The form for a task to be done and for an activity that was done.

use super::details::place_of;
use super::state::DealState;
use crate::ui::browser::focus;
use crate::ui::kit::field::{Choice, Lines, SelectField, TextField, fresh_id};
use crate::ui::kit::field_value::DayField;
use crate::ui::lean::{Built, Spot, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Activity, ActivityKind, Day, Engagement, Moment, Timestamp};
use trichter::workspace::Command;
use wasm_bindgen::JsCast;

/// What the form is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A task to be done.
    NewTask,
    /// Something that was done.
    NewEntry,
    /// A task that is there.
    Change(Arc<Activity>),
}

/// The clock time of an entry for a past day, in minutes after midnight.
const NOON: u32 = 12 * 60;

/// Returns the kinds to choose from: what can be planned, or all that can have happened.
fn kinds(subject: &Subject) -> Vec<ActivityKind> {
    match subject {
        Subject::NewTask | Subject::Change(_) => ActivityKind::TASKS.to_vec(),
        Subject::NewEntry => {
            let own = [
                ActivityKind::Call,
                ActivityKind::Email,
                ActivityKind::Meeting,
                ActivityKind::Note,
                ActivityKind::Task,
            ];
            own.into_iter().chain(Engagement::ALL.map(ActivityKind::Engagement)).collect()
        }
    }
}

/// Reads what a time field of the browser gives, such as `14:05`.
fn minute_of(typed: &str) -> Option<u16> {
    let (hours, minutes) = typed.split_once(':')?;
    let hours: u16 = hours.parse().ok()?;
    let minutes: u16 = minutes.get(..2)?.parse().ok()?;
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Returns when something was done: now for today, noon for another day.
fn done_at(day: Option<Day>, moment: &Moment) -> Timestamp {
    match day {
        Some(day) if day != moment.today() => moment.zone.at_minute(day, NOON),
        Some(_) | None => moment.now,
    }
}

/// Asks for subject, kind, day, time and notes.
#[component]
pub fn ActivityForm(
    /// The deal.
    state: DealState,
    /// What it is about.
    subject: Subject,
    /// Asked to go away.
    close: Callback<()>,
) -> Built {
    let (session, text) = (state.session, state.text());
    let kinds = kinds(&subject);
    let is_entry = matches!(subject, Subject::NewEntry);
    let start = match subject {
        Subject::Change(task) => (*task).clone(),
        Subject::NewTask => Activity { deal: Some(state.id), ..Activity::default() },
        Subject::NewEntry => Activity {
            deal: Some(state.id),
            kind: ActivityKind::Call,
            due: Some(session.moment().today()),
            ..Activity::default()
        },
    };
    let kind = RwSignal::new(place_of(&kinds, start.kind));
    let typed = RwSignal::new(start.subject.clone());
    let trouble = RwSignal::new(None::<String>);
    let day = RwSignal::new(start.due);
    let time = RwSignal::new(
        start.due_minute.map(|minute| text.format.time(u32::from(minute))).unwrap_or_default(),
    );
    let notes = RwSignal::new(start.notes.clone());
    let choices: Vec<Choice> =
        kinds.iter().map(|kind| Choice::from(text.terms.activity(*kind))).collect();
    let form = Spot::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if focus_invalid(form) {
            return;
        }
        let kind = kinds.get(kind.get_untracked()).copied().unwrap_or_default();
        let mut subject = typed.get_untracked();
        let mut activity = Activity { kind, notes: notes.get_untracked(), ..start.clone() };
        if is_entry {
            // The kind says enough where nobody says more.
            if subject.trim().is_empty() {
                subject = text.terms.activity(kind).to_owned();
            }
            activity.due = None;
            activity.done = Some(done_at(day.get_untracked(), &session.moment()));
        } else {
            activity.due = day.get_untracked();
            activity.due_minute = activity.due.and_then(|_| minute_of(&time.get_untracked()));
        }
        activity.subject = subject;
        match session.apply(Command::SaveActivity(Box::new(activity))) {
            Ok(transaction) => {
                if !transaction.changes.is_empty() {
                    session.toast(ToastKind::Done, session.describe(&transaction.label));
                }
                close.run(());
            }
            Err(refusal) => {
                trouble.set(Some(text.refusal(&refusal)));
                focus::first("[data-testid=task-subject]");
            }
        }
    };
    let take_day = Callback::new(move |chosen: Option<Day>| {
        let today = session.moment().today();
        if is_entry && chosen.is_some_and(|chosen| chosen > today) {
            return Err(text.deal.activity_future().to_owned());
        }
        day.set(chosen);
        Ok(())
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            close.run(());
        }
    };
    focus::first("[data-testid=task-subject]");
    let (id, error_id) = (fresh_id(), fresh_id());
    let described = error_id.clone();
    let time_id = fresh_id();
    view! {
        <form node_ref=form class="form activity-form" novalidate on:submit=submit on:keydown=on_key
            data-testid="activity-form">
            <div class="field">
                <label for=id.clone()>
                    {if is_entry { text.deal.activity_subject() } else { text.deal.task_subject() }}
                </label>
                <input id=id type="text" autocomplete="off" data-testid="task-subject"
                    bind:value=typed on:input=move |_| trouble.set(None)
                    aria-describedby=move || trouble.with(Option::is_some).then(|| described.clone())/>
                <p id=error_id class="error" role="alert">{move || trouble.get()}</p>
            </div>
            <div class="deal-fields">
                <SelectField label=text.deal.task_kind() name="task-kind"
                    choices=Signal::stored(choices) chosen=kind
                    commit=Callback::new(move |at| { kind.set(at); Ok(()) })/>
                <DayField name="task-due" value=day commit=take_day
                    label=if is_entry { text.deal.activity_day() } else { text.deal.task_due() }/>
                {(!is_entry).then(|| view! {
                    <div class="field">
                        <label for=time_id.clone()>{text.deal.task_time()}</label>
                        <input id=time_id type="time" data-testid="task-time" bind:value=time/>
                    </div>
                })}
            </div>
            <TextField label=text.deal.notes() name="task-notes" lines=Lines::Many value=notes
                commit=Callback::new(move |typed| { notes.set(typed); Ok(()) })/>
            <div class="deal-actions">
                <button type="submit" class="primary" data-testid="save-activity">{text.app.save()}</button>
                <button type="button" on:click=move |_| close.run(())>{text.app.cancel()}</button>
            </div>
        </form>
    }
}

/// Focuses the first field that was refused, if there is one.
fn focus_invalid(form: Spot) -> bool {
    let Some(form) = form.get_untracked() else { return false };
    let invalid = form.query_selector("[aria-invalid=true]").ok().flatten();
    let Some(invalid) = invalid.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    invalid.focus().ok();
    true
}
