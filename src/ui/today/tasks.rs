//! Tasks by day: done with one key, postponed from a menu.

use super::section::Section;
use super::{TodayState, deal_link};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::menu::{MenuItem, use_menu};
use crate::ui::lean::{Built, Derived, attribute, built, on_key, on_mouse, shown, text, view};
use crate::ui::session::{Session, ToastKind};
use crate::ui::shell::button_of;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::analytics::{Agenda, TaskDue};
use trichter::domain::{Activity, ActivityId, ActivityKind, Day};
use trichter::workspace::Command;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Lists the open tasks, the most urgent first.
pub fn tasks(state: TodayState) -> Built {
    let words = state.session.text();
    let section = |title, key, mark, empty, pick: fn(&Agenda) -> Vec<u64>| {
        let keys = Derived::new(move || state.agenda.with(pick));
        Section { title, key, mark, empty }.show(state.session, keys, move |key| task(state, key))
    };
    let overdue = section(words.today.overdue(), "overdue", "late", None, |agenda| {
        agenda.overdue.iter().map(bits).collect()
    });
    let nothing = Some(words.today.nothing_due());
    let due = section(words.today.due(), "due", "now", nothing, |agenda| {
        agenda.due_today.iter().map(bits).collect()
    });
    let coming = section(words.today.coming(), "coming", "", None, |agenda| {
        agenda.upcoming.iter().map(bits).collect()
    });
    let undated = section(words.today.undated(), "undated", "", None, |agenda| {
        agenda.undated.iter().map(|id| id.bits()).collect()
    });
    let session = state.session;
    let previous = StoredValue::new(String::new());
    let keys = on_key(move |event| {
        // `g` and a letter go to a screen: the letter is no command here.
        let going = previous.with_value(|key| key == "g");
        previous.set_value(event.key());
        if !going {
            press(session, &event);
        }
    });
    built(view! {
        <div class="today-tasks" on:keydown=keys data-testid="tasks">
            {overdue}{due}{coming}{undated}
        </div>
    })
}

fn bits(due: &TaskDue) -> u64 {
    due.activity.bits()
}

fn find(session: Session, id: ActivityId) -> Option<Arc<Activity>> {
    session.peek(|workspace| workspace.activities().get(id).cloned())
}

fn task(state: TodayState, key: u64) -> Built {
    let session = state.session;
    let words = session.text();
    let id = ActivityId::from_bits(key);
    let task = Derived::new(move || session.read(|known| known.activities().get(id).cloned()));
    let subject = move || {
        task.with(|task| task.as_ref().map(|task| task.subject.clone())).unwrap_or_default()
    };
    let kind = text(move || {
        task.with(|task| match task.as_ref().map(|task| task.kind) {
            Some(ActivityKind::Task) | None => String::new(),
            Some(kind) => words.terms.activity(kind).to_owned(),
        })
    });
    let due = text(move || task.with(|task| due_words(state, task.as_deref())));
    let deal = shown(move || {
        let deal = task.with(|task| task.as_ref().and_then(|task| task.deal));
        deal.map(|deal| deal_link(session, deal))
    });
    let label = attribute(move || Some(words.today.complete(&subject())));
    let postpone_label = attribute(move || Some(words.today.postpone_task(&subject())));
    let tick = on_mouse(move |event| {
        if let Some(button) = button_of(&event) {
            complete(session, id, &button);
        }
    });
    let menu = use_menu();
    let postpone = on_mouse(move |event| {
        if let Some(button) = button_of(&event) {
            menu.open(&button, words.today.postpone(), postpone_items(state, id));
        }
    });
    built(view! {
        <li class="task" data-task=id.to_string()>
            <button type="button" class="tick" aria-label=label title=words.deal.task_done()
                data-testid="tick" on:click=tick><Icon glyph=Glyph::Check/></button>
            <div class="task-main">
                <span class="task-subject">{text(subject)}<span class="task-kind">{kind}</span></span>
                {deal}
            </div>
            <span class="task-due">{due}</span>
            <button type="button" class="ghost task-postpone" aria-haspopup="menu"
                aria-label=postpone_label data-testid="postpone" on:click=postpone>
                {words.today.postpone()}
            </button>
        </li>
    })
}

/// Says when a task is due, or since when it is overdue.
fn due_words(state: TodayState, task: Option<&Activity>) -> String {
    let words = state.session.text();
    let Some(task) = task else { return String::new() };
    let Some(due) = task.due else { return words.deal.no_due().to_owned() };
    let today = state.today.get();
    let late = today.days_since(due);
    let day = if late > 0 {
        words.board.overdue_by(&words.format.days(f64::from(late)))
    } else {
        words.format.day_near(due, today)
    };
    match task.due_minute {
        Some(minute) => format!("{day}, {}", words.format.time(minute.into())),
        None => day,
    }
}

/// Completes a task; the focus goes on to the next one.
pub fn complete(session: Session, id: ActivityId, from: &Element) {
    let next = from
        .closest("[data-task]")
        .ok()
        .flatten()
        .and_then(|row| neighbour(&row, 1).or_else(|| neighbour(&row, -1)));
    if session.run(Command::CompleteActivity(id)) {
        request_animation_frame(move || match next {
            Some(tick) => {
                tick.focus().ok();
            }
            None => crate::ui::browser::focus::first("#main"),
        });
    }
}

/// Finds the tick of a task further down or up the page.
fn neighbour(row: &Element, step: i32) -> Option<HtmlElement> {
    let screen = row.closest(".today").ok().flatten()?;
    let ticks = screen.query_selector_all("[data-task] .tick").ok()?;
    let all: Vec<HtmlElement> =
        (0..ticks.length()).filter_map(|at| ticks.get(at)?.dyn_into().ok()).collect();
    let here = all.iter().position(|tick| row.contains(Some(tick)))?;
    let at = i32::try_from(here).ok()?.checked_add(step)?;
    all.get(usize::try_from(at).ok()?).cloned()
}

/// Does what a key means on a task.
fn press(session: Session, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target else { return };
    let Some(row) = target.closest("[data-task]").ok().flatten() else { return };
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        // A button has the space bar for itself, and the tick means just this.
        " " if target.tag_name() == "BUTTON" => return,
        "d" | " " => {
            event.prevent_default();
            let id = row.get_attribute("data-task").and_then(|id| id.parse().ok());
            if let Some(id) = id {
                complete(session, id, &target);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(tick) = neighbour(&row, step) {
        tick.focus().ok();
    }
}

fn postpone_items(state: TodayState, id: ActivityId) -> Vec<MenuItem> {
    let words = state.session.text();
    let today = state.today.get_untracked();
    // Monday is 0: the next one is 1 to 7 days away.
    let monday = 7 - i32::try_from(today.weekday()).unwrap_or_default();
    let item = |label: &str, days: i32| {
        let day = today.plus_days(days);
        let weekday = words.format.weekday(day.weekday());
        let label = format!("{label} ({weekday}, {})", words.format.day_short(day));
        MenuItem::new(label, move || move_to(state.session, id, day))
    };
    vec![item(words.today.to_tomorrow(), 1), item(words.today.to_next_week(), monday)]
}

fn move_to(session: Session, id: ActivityId, day: Day) {
    let words = session.text();
    let Some(task) = find(session, id) else { return };
    let moved = Activity { due: Some(day), ..(*task).clone() };
    match session.apply(Command::SaveActivity(Box::new(moved))) {
        Ok(_) => {
            let said = words.today.moved_to(&task.subject, &words.format.day_long(day));
            session.toast(ToastKind::Done, said);
        }
        Err(refusal) => session.toast(ToastKind::Refused, words.refusal(&refusal)),
    }
}
