//! What happened to the deal, newest first.

use super::Section;
use super::state::DealState;
use crate::ui::lean::{Built, Derived, view};
use leptos::prelude::*;
use trichter::analytics::{TimeLineEntry, TimeLineEvent, TimeLineStay, time_line};
use trichter::domain::{Deal, Happening, StageId};
use trichter::workspace::Command;

/// Shows the time line.
#[component]
pub fn TimeLine(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let entries = Derived::new(move || {
        let moment = state.session.moment();
        state.session.read(|workspace| {
            let deal = workspace.deals().get(state.id)?;
            Some((time_line(workspace, deal, &moment), (**deal).clone()))
        })
    });
    let rows = move || match entries.get() {
        Some((entries, deal)) if !entries.is_empty() => {
            entries.iter().map(|found| entry(state, &deal, found)).collect::<Vec<_>>()
        }
        Some(_) | None => vec![view! { <li class="hint">{text.deal.no_history()}</li> }],
    };
    view! {
        <Section title=text.deal.timeline()>
            <ol class="time-line" data-testid="time-line">{rows}</ol>
        </Section>
    }
}

fn entry(state: DealState, deal: &Deal, entry: &TimeLineEntry) -> Built {
    let (session, text) = (state.session, state.text());
    let zone = session.moment().zone;
    let when = entry
        .at
        .map_or_else(|| text.deal.time_unknown().to_owned(), |at| text.format.date_time(at, &zone));
    let (class, what, more) = match &entry.what {
        TimeLineEvent::Began => ("began", text.deal.event_created().to_owned(), None),
        TimeLineEvent::Happened { what, stay } => {
            let (class, words) = happening(state, deal, *what);
            (class, words, stay.map(|stay| stay_words(state, stay)))
        }
        TimeLineEvent::Done(activity) => {
            let kind = text.terms.activity(activity.kind);
            let words = if kind == activity.subject {
                kind.to_owned()
            } else {
                format!("{kind}: {}", activity.subject)
            };
            let notes = Some(activity.notes.clone()).filter(|notes| !notes.is_empty());
            ("done", words, notes)
        }
    };
    let take_back = match &entry.what {
        TimeLineEvent::Done(activity) => {
            let id = activity.id;
            let subject = activity.subject.clone();
            Some(view! {
                <span class="time-line-actions">
                    {activity.due.is_some().then(|| view! {
                        <button type="button" class="link"
                            on:click=move |_| { session.run(Command::ReopenActivity(id)); }>
                            {text.deal.task_reopen()}
                        </button>
                    })}
                    <button type="button" class="link" aria-label=format!("{}: {subject}", text.app.delete())
                        on:click=move |_| { session.run(Command::DeleteActivity(id)); }>
                        {text.app.delete()}
                    </button>
                </span>
            })
        }
        TimeLineEvent::Began | TimeLineEvent::Happened { .. } => None,
    };
    view! {
        <li class=class>
            <span class="time-line-what">{what}</span>
            {more.map(|more| view! { <span class="panel-notes">{more}</span> })}
            <span class="hint">{when}</span>
            {take_back}
        </li>
    }
}

fn happening(state: DealState, deal: &Deal, what: Happening) -> (&'static str, String) {
    let text = state.text();
    let name = |id: StageId| {
        state.session.peek(|workspace| {
            let found = workspace.stage(id).map(|(_, stage)| stage.name.clone());
            found.unwrap_or_else(|| "–".to_owned())
        })
    };
    match what {
        Happening::Entered(id) => ("moved", text.deal.entered(&name(id))),
        Happening::Reopened(id) => ("moved", text.deal.event_reopened(&name(id))),
        Happening::Won => ("won", text.deal.event_won().to_owned()),
        Happening::Lost => {
            // Only the latest closing is kept: an earlier loss has no reason any more.
            let reason = deal.closing.loss_reason.filter(|_| deal.outcome.is_lost());
            let says = reason.map_or(text.terms.outcome_lost().to_owned(), |reason| {
                text.deal.event_lost(text.terms.loss_reason(reason))
            });
            ("lost", says)
        }
    }
}

fn stay_words(state: DealState, stay: TimeLineStay) -> String {
    let text = state.text();
    let days = |days: f64| text.format.days(if days < 1.0 { days } else { days.round() });
    match stay {
        TimeLineStay::Over(stayed) => text.deal.stayed(&days(stayed)),
        TimeLineStay::Ongoing(stayed) => text.deal.here_for(&days(stayed)),
    }
}
