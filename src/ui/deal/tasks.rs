//! The open tasks of the deal, the next step first.

use super::activity_form::{ActivityForm, Subject};
use super::state::DealState;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, view};
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Activity, ActivityId};
use trichter::i18n::Text;
use trichter::workspace::Command;

/// What the form is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Editing {
    Nothing,
    NewTask,
    NewEntry,
    Task(ActivityId),
}

/// Shows the tasks, and the forms for another and for what was done.
#[component]
pub fn Tasks(
    /// The deal.
    state: DealState,
) -> Built {
    let text = state.text();
    let editing = RwSignal::new(Editing::Nothing);
    let tasks = Derived::new(move || open_tasks(state));
    let close = Callback::new(move |()| {
        editing.set(Editing::Nothing);
        crate::ui::browser::focus::first("[data-testid=add-task]");
    });
    let rows = move || {
        let now = editing.get();
        let tasks = tasks.get();
        if tasks.is_empty() {
            return vec![view! { <li class="hint no-tasks">{text.deal.no_tasks()}</li> }];
        }
        let row = |(at, task): (usize, Arc<Activity>)| {
            if now == Editing::Task(task.id) {
                let subject = Subject::Change(task);
                view! { <li><ActivityForm state subject close/></li> }
            } else {
                row(state, at, &task, editing)
            }
        };
        tasks.into_iter().enumerate().map(row).collect::<Vec<_>>()
    };
    let forms = move || match editing.get() {
        Editing::NewTask => Some(view! { <ActivityForm state subject=Subject::NewTask close/> }),
        Editing::NewEntry => Some(view! { <ActivityForm state subject=Subject::NewEntry close/> }),
        Editing::Nothing | Editing::Task(_) => None,
    };
    view! {
        <section class="deal-section" aria-label=text.deal.tasks()>
            <h3>{text.deal.next_step()}</h3>
            <ul class="panel-list" data-testid="tasks">{rows}</ul>
            {forms}
            <div class="deal-actions">
                <button type="button" data-testid="add-task"
                    on:click=move |_| editing.set(Editing::NewTask)>
                    <Icon glyph=Glyph::Add/>{text.deal.add_task()}
                </button>
                <button type="button" data-testid="log-activity"
                    on:click=move |_| editing.set(Editing::NewEntry)>
                    <Icon glyph=Glyph::Check/>{text.deal.log_activity()}
                </button>
            </div>
        </section>
    }
}

/// Lists the open tasks: dated ones first, the earliest at the top.
fn open_tasks(state: DealState) -> Vec<Arc<Activity>> {
    state.session.read(|workspace| {
        let of_deal = |task: &&Arc<Activity>| task.deal == Some(state.id) && task.is_open_task();
        let mut tasks: Vec<_> = workspace.activities().iter().filter(of_deal).cloned().collect();
        tasks.sort_by_key(|task| (task.due.is_none(), task.due, task.due_minute));
        tasks
    })
}

fn row(state: DealState, at: usize, task: &Activity, editing: RwSignal<Editing>) -> Built {
    let (session, text) = (state.session, state.text());
    let id = task.id;
    let subject = task.subject.clone();
    let today = session.moment().today();
    let urgency = match task.due {
        Some(due) if due < today => "due overdue",
        Some(due) if due == today => "due today",
        Some(_) | None => "due",
    };
    let says_done = format!("{}: {subject}", text.deal.task_done());
    view! {
        <li class="panel-row" class:next=at == 0>
            <label class="task-check" title=text.deal.task_done()>
                <input type="checkbox" aria-label=says_done data-testid="task-done"
                    on:change=move |_| { session.run(Command::CompleteActivity(id)); }/>
            </label>
            <div class="panel-row-text">
                <span class="panel-row-title">{subject.clone()}</span>
                <span class="hint">
                    {text.terms.activity(task.kind)}" · "
                    <span class=urgency>{due_words(text, task, today)}</span>
                </span>
                {(!task.notes.is_empty()).then(|| view! { <span class="panel-notes">{task.notes.clone()}</span> })}
            </div>
            <button type="button" class="link" aria-label=format!("{}: {subject}", text.app.edit())
                on:click=move |_| editing.set(Editing::Task(id))>{text.app.edit()}</button>
            <button type="button" class="ghost icon-only" title=text.app.delete()
                aria-label=format!("{}: {subject}", text.app.delete())
                on:click=move |_| { session.run(Command::DeleteActivity(id)); }>
                <Icon glyph=Glyph::Trash/>
            </button>
        </li>
    }
}

/// Says when a task is due.
fn due_words(text: &Text, task: &Activity, today: trichter::domain::Day) -> String {
    let Some(due) = task.due else { return text.deal.no_due().to_owned() };
    let day = text.format.day_near(due, today);
    let day = match task.due_minute {
        Some(minute) => format!("{day}, {}", text.format.time(u32::from(minute))),
        None => day,
    };
    let late = today.days_since(due);
    if late > 0 {
        format!("{day} · {}", text.board.overdue_by(&text.format.days(f64::from(late))))
    } else {
        day
    }
}
