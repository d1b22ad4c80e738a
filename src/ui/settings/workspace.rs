//! The workspace: its name, currency and owner, and the others of this browser.

use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::field::{Choice, Commit, SelectField};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::use_session;
use crate::ui::settings::rates::Rates;
use crate::ui::settings::{RecordField, Shape, record_field};
use crate::ui::trust::{self, export};
use leptos::prelude::*;
use trichter::domain::{Currency, Percentages, Settings};
use trichter::i18n::Text;
use trichter::store::backup::Reason;
use trichter::workspace::Workspace;

type SettingsField = RecordField<Settings>;

/// Edits the workspace on screen; lists, switches and deletes workspaces.
#[component]
pub fn WorkspaceSettings() -> Built {
    let session = use_session();
    let text = session.text();
    let settings = Derived::new(move || session.read(|workspace| workspace.settings().clone()));
    let deleting = RwSignal::new(false);
    let entry = move |field: SettingsField| {
        let RecordField { label, hint, placeholder, shape, name, read, write } = field;
        let value = Signal::derive(move || settings.with(|settings| read(settings, text)));
        let commit = Commit::new(move |typed: String| {
            session.change_settings(&|settings| write(settings, typed.trim(), text))
        });
        let hint = Signal::stored(hint.to_owned());
        record_field((label, placeholder, shape, name), value, hint, commit)
    };
    let others = move || {
        let current = session.peek(Workspace::id);
        let line = |known: crate::ui::keeper::Known| {
            let mark = (known.id == current)
                .then(|| view! { <span class="badge">{text.settings.current_workspace()}</span> });
            let switch = (known.id != current).then(|| {
                let label = format!("{}: {}", text.app.open(), known.name);
                view! {
                    <button type="button" aria-label=label
                        on:click=move |_| session.switch(known.id)>{text.app.open()}</button>
                }
            });
            view! { <li><span>{known.name}</span>{mark}{switch}</li> }
        };
        session.workspaces().into_iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <section class="panel" aria-labelledby="settings-workspace">
            <h2 id="settings-workspace">{text.app.workspace()}</h2>
            <div class="settings-fields">
                {fields(text).into_iter().map(entry).collect::<Vec<_>>()}
            </div>
            <PercentagesField/>
            <Rates/>
        </section>
        <section class="panel" aria-labelledby="settings-workspaces">
            <header class="panel-head">
                <h2 id="settings-workspaces">{text.app.workspaces()}</h2>
                <button type="button" on:click=move |_| session.leave()>
                    {text.app.new_workspace()}
                </button>
            </header>
            <ul class="workspace-lines" data-testid="workspaces">{others}</ul>
            <div>
                <button type="button" class="danger" data-testid="delete-workspace"
                    on:click=move |_| deleting.set(true)>{text.data.delete_workspace()}</button>
            </div>
        </section>
        {move || deleting.get().then(|| view! { <DeleteDialog open=deleting/> })}
    }
}

/// Chooses where the chances of open deals come from.
#[component]
fn PercentagesField() -> Built {
    let session = use_session();
    let said = &session.text().settings;
    let choices = Signal::stored(vec![
        Choice::from(said.percentages_manual()),
        Choice::from(said.percentages_learned()),
    ]);
    let chosen = Signal::derive(move || {
        let now = session.read(|workspace| workspace.settings().percentages);
        Percentages::ALL.iter().position(|one| *one == now).unwrap_or(0)
    });
    let commit = Commit::new(move |at: usize| {
        session.change_settings(&|settings| {
            settings.percentages = Percentages::ALL.get(at).copied().unwrap_or_default();
            Ok(())
        })
    });
    view! {
        <div>
            <SelectField label=said.percentages() name="percentages" choices chosen commit/>
            <p class="hint">{said.percentages_help()}</p>
        </div>
    }
}

fn fields(text: &'static Text) -> [SettingsField; 3] {
    let said = &text.settings;
    [
        SettingsField {
            label: said.workspace_name(),
            hint: "",
            placeholder: "",
            shape: Shape::Line,
            name: "workspace-name",
            read: |settings, _| settings.name.clone(),
            write: |settings, typed, _| {
                settings.name = typed.to_owned();
                Ok(())
            },
        },
        SettingsField {
            label: said.default_owner(),
            hint: "",
            placeholder: "",
            shape: Shape::Line,
            name: "default-owner",
            read: |settings, _| settings.default_owner.clone(),
            write: |settings, typed, _| {
                settings.default_owner = typed.to_owned();
                Ok(())
            },
        },
        SettingsField {
            label: said.base_currency(),
            hint: said.base_currency_help(),
            placeholder: "",
            shape: Shape::Line,
            name: "base-currency",
            read: |settings, _| settings.base_currency.code().to_owned(),
            write: |settings, typed, text| {
                let base: Currency = typed.parse().map_err(|_| text.errors.currency_form(typed))?;
                settings.rebase(base);
                Ok(())
            },
        },
    ]
}

/// Asks before a workspace is deleted, and offers the file first.
#[component]
fn DeleteDialog(open: RwSignal<bool>) -> Built {
    let session = use_session();
    let text = session.text();
    let name = session.peek(|workspace| workspace.settings().name.clone());
    let saved = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let close = Callback::new(move |()| {
        if !deleting.get_untracked() {
            open.set(false);
        }
    });
    let keep = move |_| {
        export(session);
        saved.set(true);
    };
    let delete = move |_| {
        if deleting.get_untracked() {
            return;
        }
        deleting.set(true);
        let workspace = session.peek(Workspace::clone);
        let id = workspace.id();
        let done = move || _ = open.try_set(false);
        trust::before(session, workspace, Reason::Delete, move || {
            if session.peek(Workspace::id) == id {
                session.forget(done);
            } else {
                done();
            }
        });
    };
    let busy = move || deleting.get();
    view! {
        <Dialog title=text.app.delete_workspace() on_close=close>
            <p>{text.data.delete_confirm(&name)}</p>
            <p class="hint">{text.settings.delete_help()}" "{text.trust.deleted_kept()}</p>
            <footer class="dialog-foot">
                <button type="button" disabled=busy on:click=move |_| close.run(())>
                    {text.app.cancel()}
                </button>
                <button type="button" class="danger" data-testid="delete-now"
                    aria-disabled=move || deleting.get().then_some("true")
                    on:click=delete>
                    {move || if deleting.get() {
                        text.settings.deleting()
                    } else if saved.get() {
                        text.settings.delete_now()
                    } else {
                        text.settings.delete_without_file()
                    }}
                </button>
                <button type="button" class="primary" data-testid="export-first" disabled=busy
                    on:click=keep>
                    {text.settings.export_first()}
                </button>
            </footer>
        </Dialog>
    }
}
