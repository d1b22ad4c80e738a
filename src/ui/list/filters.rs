//! What is above the table: outcome, filters, order, columns.

use super::{ListState, columns, table};
use crate::ui::lean::{Built, Derived, built, view};
use leptos::prelude::*;
use std::sync::Arc;
use trichter::analytics::{DealColumn, Direction, FilterChoices, Listing, Segment, SortOrder};
use trichter::domain::{Availability, PipelineId, StageId};
use trichter::i18n::Text;

/// One choice of a filter: its value in the page, and what it says.
type Choice = (String, String);

/// The value of the choice that filters nothing. A colon begins every other.
const ANY: &str = "";

/// Narrows the table.
#[component]
pub fn Filters(
    /// What the table shares.
    state: ListState,
) -> Built {
    let session = state.session;
    let text = session.text();
    let listing = state.listing;
    let choosing = RwSignal::new(false);
    let segments = Segment::ALL.map(|segment| {
        let pressed = move || listing.with(|listing| listing.segment == segment).to_string();
        view! {
            <button type="button" aria-pressed=pressed data-segment=segment_key(segment)
                on:click=move |_| listing.update(|listing| listing.segment = segment)>
                {segment_name(text, segment)}
            </button>
        }
    });
    let found = Derived::new(move || session.read(FilterChoices::of));
    let texts = move |pick: fn(&FilterChoices) -> &Vec<String>| {
        Signal::derive(move || found.with(|found| text_choices(text, pick(found))))
    };
    let clear = move |_| {
        listing.update(|listing| {
            *listing = Listing { segment: listing.segment, ..Listing::default() };
        });
        session.filter.set(String::new());
    };
    let is_filtered = move || {
        listing.with(|listing| listing.active_filters() > 0)
            || session.filter.with(|typed| !typed.trim().is_empty())
    };
    view! {
        <div class="list-tools">
            <div class="segments" role="group" aria-label=text.list.segments()>
                {segments}
            </div>
            <div class="list-filters">
                <Choose name=text.deal.pipeline() key="pipeline"
                    choices=Signal::derive(move || pipelines(state))
                    value=move || listing.with(|listing| value_of(listing.pipeline))
                    choose=move |value: String| listing.update(|listing| {
                        listing.pipeline = id_of(&value);
                        listing.stage = None;
                    })/>
                <Choose name=text.deal.stage() key="stage"
                    choices=Signal::derive(move || stages(state))
                    value=move || listing.with(|listing| value_of(listing.stage))
                    choose=move |value: String| {
                        listing.update(|listing| listing.stage = id_of(&value));
                    }/>
                <Choose name=text.deal.owner() key="owner" choices=texts(|found| &found.owners)
                    value=move || listing.with(|listing| value_of(listing.filter.owner.as_ref()))
                    choose=move |value: String| {
                        listing.update(|listing| listing.filter.owner = text_of(&value));
                    }/>
                <Choose name=text.deal.source() key="source" choices=texts(|found| &found.sources)
                    value=move || listing.with(|listing| value_of(listing.filter.source.as_ref()))
                    choose=move |value: String| {
                        listing.update(|listing| listing.filter.source = text_of(&value));
                    }/>
                <Choose name=text.deal.tags() key="tag" choices=texts(|found| &found.tags)
                    value=move || listing.with(|listing| value_of(listing.filter.tag.as_ref()))
                    choose=move |value: String| {
                        listing.update(|listing| listing.filter.tag = text_of(&value));
                    }/>
            </div>
            {move || is_filtered().then(|| view! {
                <button type="button" class="ghost" data-testid="clear-filters" on:click=clear>
                    {text.app.clear_filters()}
                </button>
            })}
            <NarrowSort state/>
            <button type="button" class="ghost list-columns-button" data-testid="choose-columns"
                on:click=move |_| choosing.set(true)>{text.list.columns()}</button>
            {move || choosing.get().then(|| view! {
                <columns::ColumnDialog state on_close=Callback::new(move |()| choosing.set(false))/>
            })}
        </div>
    }
}

fn segment_key(segment: Segment) -> &'static str {
    match segment {
        Segment::Open => "open",
        Segment::Won => "won",
        Segment::Lost => "lost",
        Segment::All => "all",
    }
}

fn segment_name(text: &Text, segment: Segment) -> &'static str {
    match segment {
        Segment::Open => text.list.open_only(),
        Segment::Won => text.list.won_only(),
        Segment::Lost => text.list.lost_only(),
        Segment::All => text.list.any_outcome(),
    }
}

/// A filter; not there while there is nothing to choose between.
#[component]
fn Choose(
    /// What is filtered by.
    name: &'static str,
    /// Tells filters apart.
    key: &'static str,
    /// What can be chosen.
    choices: Signal<Vec<Choice>>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the value chosen.
    #[prop(into)]
    choose: Callback<String>,
) -> Built {
    let text = crate::ui::session::use_session().text();
    let choices = Derived::new(move || choices.get());
    let useful =
        Derived::new(move || choices.with(Vec::len) > 1 || value.with(|value| value != ANY));
    let options = move || {
        let now = value.get_untracked();
        let option = |(id, label): Choice| {
            let selected = id == now;
            view! { <option value=id selected=selected>{label}</option> }
        };
        choices.get().into_iter().map(option).collect::<Vec<_>>()
    };
    built(move || {
        useful.get().then(|| {
            view! {
                <select class="list-filter" class:set=move || value.get() != ANY aria-label=name
                    data-filter=key prop:value=move || value.get()
                    on:change=move |event| choose.run(event_target_value(&event))>
                    <option value=ANY>{text.list.any(name)}</option>
                    {options}
                </select>
            }
        })
    })
}

/// Sorts where the head of the table has no room.
#[component]
fn NarrowSort(
    /// What the table shares.
    state: ListState,
) -> Built {
    let text = state.session.text();
    let first = move || state.order.with(SortOrder::first);
    let key = |column: DealColumn| format!("{column:?}");
    let choose = move |event| {
        let wanted = event_target_value(&event);
        let column = DealColumn::ALL.into_iter().find(|column| key(*column) == wanted);
        if let Some(column) = column.filter(|column| first().map(|by| by.column) != Some(*column)) {
            table::sort(state, column);
        }
    };
    let options = DealColumn::ALL.map(|column| {
        view! { <option value=key(column)>{columns::name(text, column)}</option> }
    });
    let turn = move |_| {
        if let Some(by) = first() {
            table::sort(state, by.column);
        }
    };
    let arrow = move || match first().map(|by| by.direction) {
        Some(Direction::Descending) => "↓",
        Some(Direction::Ascending) | None => "↑",
    };
    view! {
        <div class="list-narrow-sort">
            <select class="list-filter" aria-label=text.list.sort()
                prop:value=move || first().map(|by| key(by.column)).unwrap_or_default()
                on:change=choose>{options}</select>
            <button type="button" class="icon-only" aria-label=text.list.turn_around() on:click=turn>
                <span aria-hidden="true">{arrow}</span>
            </button>
        </div>
    }
}

fn value_of<T: ToString>(chosen: Option<T>) -> String {
    chosen.map(|chosen| format!(":{}", chosen.to_string())).unwrap_or_default()
}

fn text_of(value: &str) -> Option<String> {
    value.strip_prefix(':').map(str::to_owned)
}

fn id_of<T: std::str::FromStr>(value: &str) -> Option<T> {
    value.strip_prefix(':')?.parse().ok()
}

fn text_choices(text: &Text, found: &[String]) -> Vec<Choice> {
    let label = |value: &String| {
        if value.is_empty() { text.list.nobody().to_owned() } else { value.clone() }
    };
    found.iter().map(|value| (format!(":{value}"), label(value))).collect()
}

fn pipelines(state: ListState) -> Vec<Choice> {
    state.session.read(|workspace| {
        let choice = |(id, name): (PipelineId, String)| (format!(":{id}"), name);
        let known = workspace.pipelines_in_order();
        known.into_iter().map(|pipeline| choice((pipeline.id, pipeline.name.clone()))).collect()
    })
}

/// Lists the stages of the pipeline chosen, or of all.
fn stages(state: ListState) -> Vec<Choice> {
    let wanted = state.listing.with(|listing| listing.pipeline);
    stage_names(state, wanted).into_iter().map(|(id, name)| (format!(":{id}"), name)).collect()
}

/// Names the stages in use of one pipeline or of all; with the name of the
/// pipeline where there are several. Tracked.
pub fn stage_names(state: ListState, pipeline: Option<PipelineId>) -> Vec<(StageId, String)> {
    state.session.read(|workspace| {
        let meant: Vec<_> = workspace
            .pipelines_in_order()
            .into_iter()
            .filter(|known| known.availability == Availability::Active)
            .filter(|known| pipeline.is_none_or(|pipeline| known.id == pipeline))
            .map(Arc::clone)
            .collect();
        let several = meant.len() > 1;
        let named = |pipeline: &trichter::domain::Pipeline, stage: &trichter::domain::Stage| {
            if several {
                format!("{} · {}", pipeline.name, stage.name)
            } else {
                stage.name.clone()
            }
        };
        meant
            .iter()
            .flat_map(|pipeline| {
                pipeline.active_stages().map(|stage| (stage.id, named(pipeline, stage)))
            })
            .collect()
    })
}
