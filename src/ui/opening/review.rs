//! Shows a workspace from a file before it is opened.

use crate::ui::lean::{Built, built, nothing, on_mouse, part, view};
use crate::ui::opening::{Opening, State, shortened};
use crate::ui::session::{Session, ToastKind};
use crate::ui::trust;
use trichter::document::Reading;
use trichter::domain::{Money, WorkspaceId};
use trichter::i18n::Text;
use trichter::store::backup::Reason;
use trichter::workspace::{TITLE_LIMIT, Total, Workspace};

/// How many repairs are listed.
const LISTED: usize = 50;

/// A workspace that was read from a file.
pub struct Review {
    file: String,
    reading: Reading,
}

/// What becomes of the workspace of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It is opened under its own identity.
    Own,
    /// It is opened under a new one.
    Copy,
}

impl Review {
    /// Keeps what was read of a file.
    pub fn new(file: String, reading: Reading) -> Self {
        Self { file, reading }
    }
}

/// Shows what is in the file and asks how to open it.
pub fn review(session: Session, opening: Opening) -> Built {
    let text = session.text();
    let shown = opening.with_state(|state| match state {
        State::Document(review) => {
            let Review { file, reading } = &**review;
            let name = shortened(&reading.workspace.settings().name);
            let facts = facts(text, &reading.workspace);
            Some((shortened(file), name, facts, repairs(text, reading), reading.workspace.id()))
        }
        State::Idle | State::Reading(_) | State::Failed(_) | State::Tables(_) => None,
    });
    let Some((file, name, facts, repairs, id)) = shown else { return nothing() };
    let facts: Vec<Built> = facts
        .into_iter()
        .map(|(name, value)| built(view! { <div><dt>{name}</dt><dd>{value}</dd></div> }))
        .collect();
    built(view! {
        <section class="panel review" aria-labelledby="opened-title" data-testid="review">
            <h2 id="opened-title" tabindex="-1">{text.data.review(&name)}</h2>
            <p class="hint">{text.data.review_from(&file)}</p>
            <dl class="facts">{facts}</dl>
            {repairs}
            {part(move || choices(session, opening, id))}
        </section>
    })
}

fn facts(text: &Text, workspace: &Workspace) -> Vec<(&'static str, String)> {
    let count = |number| text.format.count(number);
    let mut total = Total::default();
    let deals = workspace.deals().iter();
    deals.filter(|d| d.outcome.is_open()).for_each(|deal| total.add(workspace.base_value(deal)));
    let money = i64::try_from(total.minor).ok();
    let money = money.and_then(|minor| Money::new(minor, workspace.base_currency()).ok());
    let value =
        money.map_or(text.errors.sum_too_large().to_owned(), |m| text.format.money_short(m));
    vec![
        (text.data.deals(), count(workspace.deals().len())),
        (text.data.open_value(), value),
        (text.contacts.organisations(), count(workspace.organisations().len())),
        (text.contacts.people(), count(workspace.people().len())),
        (text.data.activities(), count(workspace.activities().len())),
    ]
}

fn repairs(text: &Text, reading: &Reading) -> Built {
    let all = reading.problems.len();
    if all == 0 {
        return nothing();
    }
    let mut lines: Vec<String> =
        reading.problems.iter().take(LISTED).map(|problem| text.repair(problem)).collect();
    if all > LISTED {
        lines.push(text.data.more(all - LISTED));
    }
    let lines: Vec<Built> =
        lines.into_iter().map(|line| built(view! { <li>{line}</li> })).collect();
    built(view! {
        <div class="notice" data-testid="repairs">
            <p>{text.data.repaired(all)}" "{text.data.repaired_help()}</p>
            <ul>{lines}</ul>
        </div>
    })
}

/// Asks how to open it; says if it is in this browser already.
fn choices(session: Session, opening: Opening, id: WorkspaceId) -> Built {
    let text = session.text();
    let known = session.workspaces().into_iter().find(|known| known.id == id);
    let cancel = built(view! {
        <button type="button" on:click=on_mouse(move |_| opening.close())>{text.app.cancel()}</button>
    });
    let Some(known) = known else {
        return built(view! {
            <footer class="dialog-foot">
                {cancel}
                <button type="button" class="primary" data-testid="open-confirm"
                    on:click=on_mouse(move |_| open(session, opening, Open::Own))>
                    {text.data.open_own()}
                </button>
            </footer>
        });
    };
    built(view! {
        <p class="notice" data-testid="open-known">{text.data.known(&shortened(&known.name))}</p>
        <footer class="dialog-foot">
            {cancel}
            <button type="button" class="danger" data-testid="open-replace"
                on:click=on_mouse(move |_| open(session, opening, Open::Own))>
                {text.data.open_replace()}
            </button>
            <button type="button" class="primary" data-testid="open-copy"
                on:click=on_mouse(move |_| open(session, opening, Open::Copy))>
                {text.data.open_copy()}
            </button>
        </footer>
    })
}

fn open(session: Session, opening: Opening, how: Open) {
    let taken = opening.with_state(|state| match std::mem::replace(state, State::Idle) {
        State::Document(review) => Some(review.reading.workspace),
        other => {
            *state = other;
            None
        }
    });
    let Some(workspace) = taken else { return };
    let text = session.text();
    let workspace = match how {
        Open::Own => workspace,
        Open::Copy => {
            let name = &workspace.settings().name;
            let copy = text.data.copy_of(name);
            let name = if copy.chars().count() > TITLE_LIMIT { name.clone() } else { copy };
            workspace.copied(session.with_ids(|_, ids| WorkspaceId::fresh(ids)), &name)
        }
    };
    let name = shortened(&workspace.settings().name);
    let replaced = replaced(session, workspace.id());
    let go_on = move || {
        session.replace(workspace);
        opening.close();
        session.toast(ToastKind::Note, text.data.opened(&name));
    };
    match replaced {
        Some(replaced) => trust::before(session, replaced, Reason::Replace, go_on),
        None => go_on(),
    }
}

/// Returns what is stored under the identity of a workspace and would be lost.
fn replaced(session: Session, id: WorkspaceId) -> Option<Workspace> {
    if session.peek(Workspace::id) == id {
        return Some(session.peek(Workspace::clone));
    }
    let known = session.workspaces().iter().any(|known| known.id == id);
    if known { session.with_inner(|inner| inner.keeper.look_at(id)) } else { None }
}
