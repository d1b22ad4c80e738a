//! A backup before anything is done with it: what is in it, and what would change.

use super::backups::{Kept, before};
use super::centre::{is_known, value, when};
use super::{Trust, file};
use crate::ui::browser::{drawer, files};
use crate::ui::kit::dialog::Dialog;
use crate::ui::lean::{Built, built, nothing, view};
use crate::ui::session::ToastKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use trichter::domain::WorkspaceId;
use trichter::i18n::Text;
use trichter::store::backup::{Backup, Broken, Packed, Reason};
use trichter::workspace::{Command, Difference, Differences, Differing, TITLE_LIMIT, Workspace};

/// A backup that is looked at.
pub struct Looked {
    kept: Kept,
    packed: Packed,
    opened: Result<(Backup, Workspace), Broken>,
}

/// What can become of a backup.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Its workspace is on screen.
    OnScreen,
    /// Its workspace is in this browser.
    Known,
    /// Its workspace is gone.
    Gone,
}

/// Reads a backup and shows it.
pub fn look(trust: Trust, key: String) {
    spawn_local(async move {
        let session = trust.session;
        let kept = trust
            .backups
            .with_untracked(|backups| backups.list().iter().find(|kept| kept.key == key).cloned());
        let (Some(kept), Ok(packed)) = (kept, drawer::backup(&key).await) else {
            trust.refresh().await;
            session.toast(ToastKind::Refused, session.text().errors.record_gone().to_owned());
            return;
        };
        let opened = packed.open().map(|(head, reading)| (head, reading.workspace));
        trust.looked.set(Some(Arc::new(Looked { kept, packed, opened })));
    });
}

/// Shows the backup that is looked at.
pub fn show(trust: Trust) -> Built {
    built(move || {
        let Some(seen) = trust.looked.get() else { return nothing() };
        let text = trust.session.text();
        let name = match &seen.kept.head {
            Ok(head) => head.name.clone(),
            Err(_) => text.trust.damaged().to_owned(),
        };
        let title = text.trust.backup_of(&name, &when(trust, &seen.kept));
        let close = Callback::new(move |()| trust.looked.set(None));
        view! {
            <Dialog title=title on_close=close>{body(trust, &seen)}</Dialog>
        }
    })
}

fn body(trust: Trust, seen: &Arc<Looked>) -> Built {
    match &seen.opened {
        Ok((head, workspace)) => whole(trust, seen, head, workspace),
        Err(broken) => damaged(trust, seen, broken),
    }
}

fn whole(trust: Trust, seen: &Arc<Looked>, head: &Backup, workspace: &Workspace) -> Built {
    let session = trust.session;
    let text = session.text();
    let said = &text.trust;
    let id = workspace.id();
    let place = if session.open.get_untracked() && session.peek(Workspace::id) == id {
        Place::OnScreen
    } else if is_known(session, id) {
        Place::Known
    } else {
        Place::Gone
    };
    let difference = match place {
        Place::OnScreen => {
            session.revision();
            Some(session.peek(|now| Difference::between(now, workspace)))
        }
        Place::Known | Place::Gone => None,
    };
    let preview = match &difference {
        Some(difference) if difference.is_empty() => {
            view! { <p class="hint" data-testid="no-difference">{said.nothing_would_change()}</p> }
        }
        Some(difference) => changes(text, &difference.counts()),
        None if place == Place::Known => view! { <p class="hint">{said.switch_first()}</p> },
        None => view! { <p class="hint">{said.bring_back_help()}</p> },
    };
    let main = match place {
        Place::OnScreen => difference.filter(|difference| !difference.is_empty()).map(|_| {
            let seen = Arc::clone(seen);
            view! {
                <button type="button" class="primary" data-testid="restore"
                    on:click=move |_| restore(trust, &seen)>{said.restore()}</button>
            }
        }),
        Place::Known => None,
        Place::Gone => {
            let seen = Arc::clone(seen);
            Some(view! {
                <button type="button" class="primary" data-testid="bring-back"
                    on:click=move |_| open(trust, &seen, Place::Gone)>{said.bring_back()}</button>
            })
        }
    };
    let help = (place == Place::OnScreen && main.is_some())
        .then(|| view! { <p class="hint">{said.restore_help()}</p> });
    let (copy, taken) = (Arc::clone(seen), Arc::clone(seen));
    view! {
        {contents(trust, head, workspace)}
        {preview}
        {help}
        <footer class="dialog-foot">
            <button type="button" data-testid="backup-file"
                on:click=move |_| hand_out(trust, &taken)>{said.back_up()}</button>
            <button type="button" data-testid="backup-copy"
                on:click=move |_| open(trust, &copy, Place::Known)>{text.data.open_copy()}</button>
            {main}
            {delete_button(trust, seen)}
        </footer>
    }
}

fn contents(trust: Trust, head: &Backup, workspace: &Workspace) -> Built {
    let text = trust.session.text();
    let count = |number| text.format.count(number);
    let facts = [
        (text.trust.reason(), text.trust.reason_of(head.reason).to_owned()),
        (text.data.deals(), count(workspace.deals().len())),
        (text.trust.open_value(), value(text, head)),
        (text.contacts.organisations(), count(workspace.organisations().len())),
        (text.contacts.people(), count(workspace.people().len())),
        (text.data.activities(), count(workspace.activities().len())),
    ];
    let facts: Vec<Built> = facts
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    view! { <dl class="facts">{facts}</dl> }
}

/// Lists by kind what would come, change and go.
fn changes(text: &'static Text, counts: &Differences) -> Built {
    let said = &text.trust;
    let kinds = [
        (text.data.deals(), "deals", counts.deals),
        (text.contacts.organisations(), "organisations", counts.organisations),
        (text.contacts.people(), "people", counts.people),
        (text.data.activities(), "activities", counts.activities),
        (said.pipelines(), "pipelines", counts.pipelines),
        (said.settings(), "settings", counts.settings),
    ];
    let rows: Vec<Built> = kinds
        .into_iter()
        .filter(|(_, _, differing)| !differing.is_none())
        .map(|(name, key, Differing { added, changed, gone })| {
            let cell = |number: usize| text.format.count(number);
            view! {
                <tr data-kind=key data-added=added.to_string() data-changed=changed.to_string()
                    data-gone=gone.to_string()>
                    <th scope="row">{name}</th>
                    <td class="number">{cell(added)}</td>
                    <td class="number">{cell(changed)}</td>
                    <td class="number">{cell(gone)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="table" data-testid="would-change">
            <caption>{said.would_change()}</caption>
            <thead>
                <tr>
                    <th scope="col">{said.kind()}</th>
                    <th scope="col" class="number">{said.comes_back()}</th>
                    <th scope="col" class="number">{said.is_changed()}</th>
                    <th scope="col" class="number">{said.goes()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn damaged(trust: Trust, seen: &Arc<Looked>, broken: &Broken) -> Built {
    let said = &trust.session.text().trust;
    let raw = Arc::clone(seen);
    view! {
        <p class="notice bad" data-testid="backup-broken">{said.broken(broken)}" "{said.broken_help()}</p>
        <footer class="dialog-foot">
            <button type="button" class="primary" data-testid="backup-raw"
                on:click=move |_| hand_out_raw(trust, &raw)>{said.take_raw()}</button>
            {delete_button(trust, seen)}
        </footer>
    }
}

fn delete_button(trust: Trust, seen: &Arc<Looked>) -> Built {
    let key = seen.kept.key.clone();
    view! {
        <button type="button" class="danger ghost alone" data-testid="backup-delete" on:click=move |_| {
            trust.looked.set(None);
            trust.delete(key.clone());
        }>{trust.session.text().trust.delete_backup()}</button>
    }
}

fn hand_out(trust: Trust, seen: &Arc<Looked>) {
    if let Ok((_, workspace)) = &seen.opened {
        let name = file::hand_out(trust.session, workspace);
        trust.session.toast(ToastKind::Note, trust.session.text().data.exported(&name));
    }
}

/// Hands the bytes of a backup out as they are.
fn hand_out_raw(trust: Trust, seen: &Arc<Looked>) {
    let Looked { kept, packed, .. } = &**seen;
    // Texts: nothing serde_json refuses.
    let json = |value: &dyn Fn() -> serde_json::Result<String>| value().unwrap_or_default();
    let (key, head, parts) = (
        json(&|| serde_json::to_string(&kept.key)),
        json(&|| serde_json::to_string(&packed.head)),
        json(&|| serde_json::to_string(&packed.parts)),
    );
    let file = format!(
        r#"{{"type":"trichter-backup","version":1,"key":{key},"head":{head},"parts":{parts}}}"#
    );
    let day = trust.session.moment().today();
    files::download(&format!("trichter-{day}-backup.json"), "application/json", file.as_bytes());
}

/// Makes the workspace on screen what it was: one step, after a backup of what it is.
fn restore(trust: Trust, seen: &Arc<Looked>) {
    let session = trust.session;
    let seen = Arc::clone(seen);
    trust.looked.set(None);
    before(session, session.peek(Workspace::clone), Reason::Restore, move || {
        let Looked { kept, opened: Ok((_, workspace)), .. } = &*seen else { return };
        if session.peek(Workspace::id) != workspace.id() {
            return;
        }
        // Between what is on screen now, whatever was done since the preview.
        let difference = session.peek(|now| Difference::between(now, workspace));
        let source = when(trust, kept);
        let said = session.text().trust.restored(&source);
        match session.apply(Command::Restore { difference: Box::new(difference), source }) {
            Ok(_) => session.toast(ToastKind::Done, said),
            Err(refusal) => session.toast(ToastKind::Refused, session.text().refusal(&refusal)),
        }
    });
}

/// Opens what is in a backup: under its own identity where that is gone, otherwise as a copy.
fn open(trust: Trust, seen: &Arc<Looked>, place: Place) {
    let session = trust.session;
    let Ok((_, workspace)) = &seen.opened else { return };
    let text = session.text();
    let workspace = match place {
        Place::Gone => workspace.clone(),
        Place::OnScreen | Place::Known => {
            let name = &workspace.settings().name;
            let copy = text.data.copy_of(name);
            let name = if copy.chars().count() > TITLE_LIMIT { name.clone() } else { copy };
            workspace.copied(session.with_ids(|_, ids| WorkspaceId::fresh(ids)), &name)
        }
    };
    trust.looked.set(None);
    let name = workspace.settings().name.clone();
    session.replace(workspace);
    session.toast(ToastKind::Note, text.data.opened(&name));
}
