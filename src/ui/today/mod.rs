//! What to do today: tasks by day, what is best done next, and deals for which
//! nothing is planned.

mod ideas;
mod planning;
mod section;
mod tasks;
mod words;

use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, built, on_mouse, shown, text, view};
use crate::ui::session::{Session, use_session};
use leptos::prelude::*;
use std::time::Duration;
use trichter::analytics::Agenda;
use trichter::domain::{Activity, ActivityKind, Day, DealId};
use trichter::route::Screen;

/// How often the page looks whether a new day began.
const DAY_CHECK: Duration = Duration::from_secs(30);

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct TodayState {
    session: Session,
    agenda: Derived<Agenda>,
    today: RwSignal<Day>,
}

impl TodayState {
    fn new(session: Session) -> Self {
        let today = RwSignal::new(session.moment().today());
        // A page that stays open over night shows the new day in the morning.
        let check = move || {
            let now = session.moment().today();
            if today.get_untracked() != now {
                today.set(now);
            }
        };
        if let Ok(timer) = set_interval_with_handle(check, DAY_CHECK) {
            on_cleanup(move || timer.clear());
        }
        let agenda = Derived::new(move || {
            today.track();
            let moment = session.moment();
            session.read(|workspace| Agenda::new(workspace, &moment))
        });
        Self { session, agenda, today }
    }
}

/// A deal as a link, with its organisation and value.
fn deal_link(session: Session, deal: DealId) -> Built {
    let facts = Derived::new(move || {
        session.read(|workspace| {
            let found = workspace.deals().get(deal)?;
            let organisation = workspace.organisation_of(found).map(|known| known.name.clone());
            let value = found.value.map(|value| session.format().money_short(value));
            let about: Vec<String> = organisation.into_iter().chain(value).collect();
            Some((found.title.clone(), about.join(" · ")))
        })
    });
    let title = move || facts.with(|facts| facts.as_ref().map(|(title, _)| title.clone()));
    let about = move || facts.with(|facts| facts.as_ref().map(|(_, about)| about.clone()));
    let address = session.route.get_untracked().with_deal(Some(deal)).to_string();
    let open = on_mouse(move |event| {
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            session.show_deal(Some(deal));
        }
    });
    built(view! {
        <span class="today-deal">
            <a href=address on:click=open>{text(move || title().unwrap_or_default())}</a>
            <span class="today-about">{text(move || about().unwrap_or_default())}</span>
        </span>
    })
}

/// Counts the tasks done today.
fn done_today(state: TodayState) -> usize {
    let today = state.today.get();
    let zone = state.session.moment().zone;
    let was_task = |activity: &&std::sync::Arc<Activity>| {
        ActivityKind::TASKS.contains(&activity.kind)
            && activity.done.is_some_and(|done| zone.day(done) == today)
    };
    state.session.read(|workspace| workspace.activities().iter().filter(was_task).count())
}

/// Shows the screen.
#[component]
pub fn Today() -> Built {
    let session = use_session();
    let words = session.text();
    let state = TodayState::new(session);
    let any_deals = Derived::new(move || {
        session.read(|known| !known.deals().is_empty() || !known.activities().is_empty())
    });
    let date = text(move || words.format.day_long(state.today.get()));
    let done = Derived::new(move || done_today(state));
    let done = shown(move || {
        let count = done.get();
        (count > 0).then(|| {
            built(view! {
                <p class="today-done" data-figure="today.done" data-value=count.to_string()>
                    <Icon glyph=Glyph::Check/>{words.today.done_count(count)}
                </p>
            })
        })
    });
    let content = shown(move || Some(if any_deals.get() { agenda(state) } else { empty(session) }));
    built(view! {
        <div class="screen today">
            <header class="today-head">
                <p class="today-date">{date}</p>
                {done}
                <p class="hint today-keys">{words.today.key_hint()}</p>
            </header>
            {content}
        </div>
    })
}

fn empty(session: Session) -> Built {
    let words = session.text();
    let go = on_mouse(move |_| session.go_to(Screen::Board));
    built(view! {
        <section class="panel empty-state" data-testid="today-empty">
            <p>{words.today.no_deals()}</p>
            <button type="button" class="primary" on:click=go>{words.app.to_board()}</button>
        </section>
    })
}

fn agenda(state: TodayState) -> Built {
    let words = state.session.text();
    let calm = Derived::new(move || {
        state.agenda.with(|agenda| {
            agenda.overdue.is_empty()
                && agenda.due_today.is_empty()
                && agenda.suggestions.is_empty()
                && agenda.without_next_step.is_empty()
        })
    });
    let all_done = shown(move || {
        calm.get().then(|| {
            built(view! {
                <section class="panel empty-state today-calm" data-testid="today-calm">
                    <span class="today-calm-mark"><Icon glyph=Glyph::Check/></span>
                    <p>{words.today.all_done()}</p>
                </section>
            })
        })
    });
    built(view! {
        {all_done}
        <div class="today-columns">
            <div class="today-column">{tasks::tasks(state)}{planning::without_step(state)}</div>
            <div class="today-column">{ideas::best(state)}{ideas::by_priority(state)}</div>
        </div>
    })
}
