//! The restore centre: every backup of this browser, and the files.

use super::backups::{Backups, Kept};
use super::preview::{look, show};
use super::{Trust, autosave, export, facts, use_trust};
use crate::ui::lean::{Built, built, nothing, view};
use crate::ui::opening;
use crate::ui::session::{Ask, Session};
use leptos::prelude::*;
use trichter::domain::{Money, WorkspaceId};
use trichter::i18n::{NOTHING, Text};
use trichter::store::backup::Backup;
use trichter::workspace::Workspace;

/// Shows files, backups and the way to the history, on the screen for data.
pub fn centre(session: Session) -> Built {
    let trust = use_trust(session);
    let text = session.text();
    let said = &text.trust;
    built(view! {
        <section class="panel backups" aria-labelledby="data-backups" data-testid="backups">
            <header class="panel-head">
                <h2 id="data-backups">{said.backups()}</h2>
                <button type="button" aria-haspopup="dialog" data-testid="history-open"
                    on:click=move |_| session.ask.set(Ask::History)>{said.history_open()}</button>
            </header>
            <div class="export-line">
                <button type="button" class="primary" data-testid="back-up-now"
                    on:click=move |_| export(session)>{said.back_up_now()}</button>
                {facts(session)}
            </div>
            <h3>{said.in_browser()}</h3>
            <p class="hint">{said.in_browser_help()}</p>
            {move || mine(trust)}
            {move || others(trust)}
            <h3>{said.autosave()}</h3>
            {autosave::autosave(trust)}
            {show(trust)}
        </section>
    })
}

/// What was opened, and on the start the backups of workspaces that are not here any more.
pub fn opened(session: Session) -> Built {
    let trust = use_trust(session);
    built(view! {
        {opening::opened(session)}
        {move || {
            if session.open.get() {
                return nothing();
            }
            let orphans = view! { <section class="panel backups">{others(trust)}{show(trust)}</section> };
            let any = trust.backups.with(|backups| !backups.list().is_empty());
            if any { orphans } else { nothing() }
        }}
    })
}

fn mine(trust: Trust) -> Built {
    let session = trust.session;
    let said = &session.text().trust;
    session.revision();
    let id = session.peek(Workspace::id);
    let make = view! {
        <div>
            <button type="button" data-testid="make-backup"
                on:click=move |_| trust.back_up_now()>{said.make_now()}</button>
        </div>
    };
    match trust.backups.get() {
        Backups::Looking => view! { <p class="hint" role="status">{said.looking()}</p> },
        Backups::Blocked => {
            view! { <p class="error" data-testid="backups-blocked">{said.blocked()}</p> }
        }
        Backups::Here(list) => {
            let mine: Vec<&Kept> =
                list.iter().filter(|kept| kept.workspace() == Some(id)).collect();
            let shown = if mine.is_empty() {
                view! { <p class="hint">{said.none()}</p> }
            } else {
                table(trust, &mine, Names::No)
            };
            view! { {shown}{make} }
        }
    }
}

fn others(trust: Trust) -> Built {
    let session = trust.session;
    let said = &session.text().trust;
    session.revision();
    let id = session.peek(Workspace::id);
    let list = trust.backups.get();
    let others: Vec<&Kept> =
        list.list().iter().filter(|kept| kept.workspace() != Some(id)).collect();
    if others.is_empty() {
        return nothing();
    }
    view! {
        <h3>{said.other_workspaces()}</h3>
        <p class="hint">{said.other_workspaces_help()}</p>
        {table(trust, &others, Names::Yes)}
    }
}

/// Whether the names of the workspaces are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    No,
    Yes,
}

fn table(trust: Trust, list: &[&Kept], names: Names) -> Built {
    let text = trust.session.text();
    let said = &text.trust;
    let name = (names == Names::Yes).then(|| view! { <th scope="col">{text.app.workspace()}</th> });
    let rows: Vec<Built> = list.iter().map(|kept| row(trust, kept, names)).collect();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label=said.backups()>
            <table class="table backup-list" data-testid="backup-list">
                <thead>
                    <tr>
                        <th scope="col">{said.when()}</th>
                        {name}
                        <th scope="col">{said.reason()}</th>
                        <th scope="col" class="number">{text.data.deals()}</th>
                        <th scope="col" class="number">{said.open_value()}</th>
                        <th scope="col"><span class="visually-hidden">{said.look()}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(trust: Trust, kept: &Kept, names: Names) -> Built {
    let text = trust.session.text();
    let said = &text.trust;
    let when = when(trust, kept);
    let (name, reason, deals, value) = if let Ok(head) = &kept.head {
        let reason = view! { <span>{said.reason_of(head.reason)}</span> };
        (head.name.clone(), reason, text.format.count(head.deals), value(text, head))
    } else {
        let badge = view! { <span class="badge bad">{said.damaged()}</span> };
        (NOTHING.to_owned(), badge, NOTHING.to_owned(), NOTHING.to_owned())
    };
    let name = (names == Names::Yes).then(|| view! { <td>{name}</td> });
    let (key, label) = (kept.key.clone(), said.look_at(&when));
    let id = kept.key.clone();
    view! {
        <tr data-backup=id>
            <th scope="row" class="backup-when">{when}</th>
            {name}
            <td>{reason}</td>
            <td class="number">{deals}</td>
            <td class="number">{value}</td>
            <td class="number">
                <button type="button" aria-label=label data-testid="look-at-backup"
                    on:click=move |_| look(trust, key.clone())>{said.look()}</button>
            </td>
        </tr>
    }
}

/// Writes when a backup was made.
pub fn when(trust: Trust, kept: &Kept) -> String {
    let session = trust.session;
    session.text().format.date_time(kept.at(), &session.moment().zone)
}

/// Writes the value of the open deals of a backup.
pub fn value(text: &Text, head: &Backup) -> String {
    let money = Money::new(head.open_value, head.currency);
    money.map_or_else(|_| NOTHING.to_owned(), |money| text.format.money_short(money))
}

/// Says whether a workspace is in this browser.
pub fn is_known(session: Session, id: WorkspaceId) -> bool {
    untrack(|| session.workspaces()).iter().any(|known| known.id == id)
}
