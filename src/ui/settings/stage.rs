//! One stage: its fields, its place, its end.

use crate::ui::browser::focus;
use crate::ui::kit::field::{Choice, Commit, SelectField};
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{Built, Derived, view};
use crate::ui::session::{Session, use_session};
use crate::ui::settings::ending::{Ending, open_deals};
use crate::ui::settings::pipeline::{days_or_none, number_or_empty};
use crate::ui::settings::{RecordField, Shape, record_field};
use leptos::prelude::*;
use trichter::domain::{Availability, ForecastCategory, FunnelZone, Stage, StageId};
use trichter::i18n::{Text, parse};
use trichter::workspace::Command;

/// The longest a deal may rest before it rots, in days: ten years.
const ROTTING_MOST: u32 = 3_650;
/// Categories in the order they are offered.
const CATEGORIES: [ForecastCategory; 4] = [
    ForecastCategory::Commit,
    ForecastCategory::BestCase,
    ForecastCategory::Pipeline,
    ForecastCategory::Omitted,
];

type StageField = RecordField<Stage>;

/// Which way a stage goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Earlier,
    Later,
}

/// Edits a stage in use.
#[component]
pub fn StageRow(
    /// The stage.
    id: StageId,
    /// The stages in use, in order.
    order: Derived<Vec<StageId>>,
    /// Asks what becomes of the deals of a stage that ends.
    ask: RwSignal<Option<Ending>>,
) -> Built {
    let session = use_session();
    let text = session.text();
    let said = &text.settings;
    let stage = Derived::new(move || {
        session.read(|workspace| workspace.stage(id).map(|(_, stage)| stage.clone()))
    });
    let name = move || {
        stage.with(|stage| stage.as_ref().map(|stage| stage.name.clone()).unwrap_or_default())
    };
    let zone = move || {
        stage.with(|stage| match stage.as_ref().map(|stage| stage.zone).unwrap_or_default() {
            FunnelZone::Tofu => "tofu",
            FunnelZone::Mofu => "mofu",
            FunnelZone::Bofu => "bofu",
        })
    };
    let falls = move || session.read(|workspace| falls_below(workspace, id, text));
    let entry = move |field: StageField| {
        let RecordField { label, hint, placeholder, shape, name, read, write } = field;
        let value = Signal::derive(move || {
            stage.with(|stage| stage.as_ref().map(|stage| read(stage, text)).unwrap_or_default())
        });
        let commit = Commit::new(move |typed: String| {
            session.change_stage(id, &|stage| write(stage, typed.trim(), text))
        });
        let hint = Signal::stored(hint.to_owned());
        record_field((label, placeholder, shape, name), value, hint, commit)
    };
    let deals = Derived::new(move || session.read(|workspace| open_deals(workspace, id)));
    let step = move |way: Way, glyph_class: &'static str, label: &'static str| {
        let testid = match way {
            Way::Earlier => "stage-earlier",
            Way::Later => "stage-later",
        };
        view! {
            <button type="button" class=format!("ghost icon-only {glyph_class}") title=label
                data-testid=testid aria-label=move || format!("{label}: {}", name())
                disabled=move || order.with(|order| neighbour(order, id, way)).is_none()
                on:click=move |_| shift(session, order, id, way)>
                <Icon glyph=Glyph::ChevronDown/>
            </button>
        }
    };
    let archive = move |_| {
        // Nothing to ask when no deal is in it, but the last stage stays.
        let target = order.with_untracked(|order| order.iter().find(|one| **one != id).copied());
        match target {
            Some(deals_to) if deals.get_untracked() == 0 => {
                session.run(Command::ArchiveStage { stage: id, deals_to });
            }
            Some(_) | None => ask.set(Some(Ending::ArchiveStage(id))),
        }
    };
    view! {
        <li class="stage-row" data-stage=id.to_string() data-zone=zone data-testid="stage-row">
            <div class="stage-main">
                <div class="stage-steps">
                    {step(Way::Earlier, "up", said.move_up())}
                    {step(Way::Later, "down", said.move_down())}
                </div>
                {entry(name_field(text))}
                {entry(probability_field(text))}
                <ZoneChoice id stage/>
                {entry(rotting_field(text))}
                <CategoryChoice id stage/>
                <p class="stage-deals">{move || text.app.deals(deals.get())}</p>
            </div>
            <p class="stage-falls" data-testid="stage-falls">{falls}</p>
            <details class="stage-more">
                <summary>{said.stage_more()}<span class="visually-hidden">": "{name}</span></summary>
                <div class="settings-fields">
                    {long_fields(text).into_iter().map(entry).collect::<Vec<_>>()}
                </div>
                <div class="stage-ends">
                    <button type="button" data-testid="stage-merge"
                        on:click=move |_| ask.set(Some(Ending::MergeStage(id)))>{said.merge()}</button>
                    <button type="button" data-testid="stage-archive"
                        on:click=archive>{said.archive()}" …"</button>
                </div>
            </details>
        </li>
    }
}

#[component]
fn ZoneChoice(id: StageId, stage: Derived<Option<Stage>>) -> Built {
    let session = use_session();
    let text = session.text();
    let options: Vec<Choice> =
        FunnelZone::ALL.map(|zone| Choice::from(text.terms.zone(zone))).into();
    let chosen = Signal::derive(move || {
        let zone = stage.with(|stage| stage.as_ref().map(|stage| stage.zone)).unwrap_or_default();
        FunnelZone::ALL.iter().position(|known| *known == zone).unwrap_or(0)
    });
    let commit = Commit::new(move |at: usize| {
        session.change_stage(id, &|stage| {
            stage.zone = FunnelZone::ALL.get(at).copied().unwrap_or_default();
            Ok(())
        })
    });
    view! {
        <SelectField label=text.settings.zone() choices=Signal::stored(options) chosen commit
            name="stage-zone"/>
    }
}

#[component]
fn CategoryChoice(id: StageId, stage: Derived<Option<Stage>>) -> Built {
    let session = use_session();
    let text = session.text();
    let options: Vec<Choice> =
        CATEGORIES.map(|category| Choice::from(text.terms.category(category))).into();
    let chosen = Signal::derive(move || {
        let category = stage.with(|stage| stage.as_ref().map(|stage| stage.category));
        CATEGORIES.iter().position(|known| Some(*known) == category).unwrap_or(0)
    });
    let commit = Commit::new(move |at: usize| {
        session.change_stage(id, &|stage| {
            stage.category = CATEGORIES.get(at).copied().unwrap_or_default();
            Ok(())
        })
    });
    view! {
        <SelectField label=text.settings.category() choices=Signal::stored(options) chosen commit
            name="stage-category"/>
    }
}

fn name_field(text: &'static Text) -> StageField {
    StageField {
        label: text.settings.stage_name(),
        hint: "",
        placeholder: "",
        shape: Shape::Line,
        name: "stage-name",
        read: |stage, _| stage.name.clone(),
        write: |stage, typed, _| {
            stage.name = typed.to_owned();
            Ok(())
        },
    }
}

fn probability_field(text: &'static Text) -> StageField {
    StageField {
        label: text.settings.probability(),
        hint: "",
        placeholder: "",
        shape: Shape::Number,
        name: "stage-probability",
        read: |stage, text| text.format.probability(stage.probability),
        write: |stage, typed, text| {
            let chance = parse::percent(typed, text.format.language());
            stage.probability = chance.map_err(|error| text.errors.number(&error))?;
            Ok(())
        },
    }
}

fn rotting_field(text: &'static Text) -> StageField {
    StageField {
        label: text.settings.rotting_days(),
        hint: "",
        placeholder: text.settings.rotting_never(),
        shape: Shape::Number,
        name: "stage-rotting",
        read: |stage, text| number_or_empty(stage.rotting_days, text),
        write: |stage, typed, text| {
            stage.rotting_days = days_or_none(typed, ROTTING_MOST, text)?;
            Ok(())
        },
    }
}

fn long_fields(text: &'static Text) -> [StageField; 4] {
    let said = &text.settings;
    let lines = StageField {
        label: said.description(),
        hint: "",
        placeholder: "",
        shape: Shape::Lines,
        name: "stage-description",
        read: |stage, _| stage.description.clone(),
        write: |stage, typed, _| {
            stage.description = typed.to_owned();
            Ok(())
        },
    };
    [
        StageField {
            label: said.entry_criteria(),
            hint: said.entry_criteria_help(),
            name: "stage-criteria",
            read: |stage, _| stage.entry_criteria.join("\n"),
            write: |stage, typed, _| {
                let criteria = typed.lines().map(str::trim).filter(|line| !line.is_empty());
                stage.entry_criteria = criteria.map(str::to_owned).collect();
                Ok(())
            },
            ..lines
        },
        StageField {
            label: said.activities(),
            name: "stage-activities",
            read: |stage, _| stage.activities.clone(),
            write: |stage, typed, _| {
                stage.activities = typed.to_owned();
                Ok(())
            },
            ..lines
        },
        StageField {
            label: said.playbook(),
            hint: said.playbook_help(),
            name: "stage-playbook",
            read: |stage, _| stage.playbook.clone(),
            write: |stage, typed, _| {
                stage.playbook = typed.to_owned();
                Ok(())
            },
            ..lines
        },
        lines,
    ]
}

/// Returns the stage before or after.
fn neighbour(order: &[StageId], id: StageId, way: Way) -> Option<StageId> {
    let at = order.iter().position(|known| *known == id)?;
    let next = match way {
        Way::Earlier => at.checked_sub(1)?,
        Way::Later => at + 1,
    };
    order.get(next).copied()
}

/// Moves a stage past its neighbour in use; the focus stays with it.
fn shift(session: Session, order: Derived<Vec<StageId>>, id: StageId, way: Way) {
    let Some(next) = order.with_untracked(|order| neighbour(order, id, way)) else { return };
    let to = session.peek(|workspace| {
        let (pipeline, _) = workspace.stage(id)?;
        pipeline.position(next)
    });
    let Some(to) = to else { return };
    if session.run(Command::MoveStage { stage: id, to }) {
        // At the end the button of this way is off: the other one takes the focus.
        let further = order.with_untracked(|order| neighbour(order, id, way)).is_some();
        let button = match (way, further) {
            (Way::Earlier, true) | (Way::Later, false) => "stage-earlier",
            (Way::Later, true) | (Way::Earlier, false) => "stage-later",
        };
        focus::first(format!("[data-stage=\"{id}\"] [data-testid={button}]"));
    }
}

/// Says that a stage is less likely than the one before; empty when it is not.
fn falls_below(
    workspace: &trichter::workspace::Workspace,
    id: StageId,
    text: &'static Text,
) -> String {
    let Some((pipeline, stage)) = workspace.stage(id) else { return String::new() };
    let before = pipeline
        .stages
        .iter()
        .take_while(|known| known.id != id)
        .filter(|known| known.availability == Availability::Active)
        .last();
    match before {
        Some(before) if before.probability > stage.probability => text
            .settings
            .probability_falls(&before.name, &text.format.probability(before.probability)),
        Some(_) | None => String::new(),
    }
}
