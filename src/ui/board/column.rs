//! One column: head with sums, the cards in sight, quick add.

use super::BoardState;
use super::card::card;
use crate::ui::annex;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::window::{Window, windowed};
use crate::ui::lean::{Built, Derived, Spot, view};
use crate::ui::session::{Session, ToastKind};
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Currency, Deal, DealId, FunnelZone, Money, Probability, StageId};
use trichter::i18n::Text;
use trichter::i18n::quick::{self, QuickContext};
use trichter::workspace::{Column, Command, Place, Total};

/// Shows one stage.
#[component]
pub fn BoardColumn(
    /// What the board shares.
    state: BoardState,
    /// The stage.
    stage: StageId,
) -> Built {
    let session = state.session;
    let text = session.text();
    let column = Derived::new(move || {
        state.columns.with(|columns| columns.iter().find(|column| column.stage == stage).cloned())
    });
    let deals = Signal::derive(move || {
        column.with(|column| column.as_ref().map_or_else(empty, |column| Arc::clone(&column.deals)))
    });
    let about = Derived::new(move || {
        session.read(|workspace| {
            workspace.stage(stage).map(|(_, stage)| {
                let chance = workspace.stage_probability(stage);
                (stage.name.clone(), stage.zone, chance, stage.entry_criteria.clone())
            })
        })
    });
    let name =
        move || about.with(|about| about.as_ref().map(|about| about.0.clone()).unwrap_or_default());
    let zone = move || about.with(|about| about.as_ref().map(|about| about.1).unwrap_or_default());
    let percent = move || {
        let chance = about.with(|about| about.as_ref().map(|about| about.2));
        // What is learned from some deals is no number with decimals.
        let learned = session.learns();
        let shown = |chance: Probability| {
            if learned {
                text.format.percent_fixed(chance.as_f64(), 0)
            } else {
                text.format.probability(chance)
            }
        };
        chance.map(shown)
    };
    let criteria = move || {
        about.with(|about| about.as_ref().map(|about| about.3.join("\n")).unwrap_or_default())
    };
    let list = Spot::new();
    let label = Signal::derive(move || text.a11y.column(deals.with(|deals| deals.len()), &name()));
    let figure = move |total: fn(&Column) -> &Total| {
        column
            .with(|column| column.as_ref().map(|column| money(session, total(column))))
            .unwrap_or_default()
    };
    let raw = move |total: fn(&Column) -> &Total| {
        column.with(|column| column.as_ref().map(|column| total(column).minor.to_string()))
    };
    let left_out = move || {
        column.with(|column| column.as_ref().and_then(|column| left_out(text, &column.value)))
    };
    let count = move || {
        column.with(|column| {
            column.as_ref().map(|column| {
                if column.all == column.deals.len() {
                    text.format.count(column.all)
                } else {
                    format!(
                        "{} / {}",
                        text.format.count(column.deals.len()),
                        text.format.count(column.all)
                    )
                }
            })
        })
    };
    view! {
        <section class="column" data-stage=stage.to_string() data-zone=move || zone_name(zone())
            aria-label=label>
            <header class="column-head" title=criteria>
                <h2 class="column-name">{name}</h2>
                <span class="column-count" data-testid="column-count">{count}</span>
                <span class="column-percent">{percent}</span>
                <span class="column-sum" title=left_out>
                    <span data-figure=format!("stage_value.{stage}")
                        data-value=move || raw(|column| &column.value)>
                        {move || figure(|column| &column.value)}
                    </span>
                    <span class="column-weighted" title=text.board.weighted()
                        data-figure=format!("stage_weighted.{stage}")
                        data-value=move || raw(|column| &column.weighted)>
                        {move || text.board.weighted_short(&figure(|column| &column.weighted))}
                    </span>
                </span>
            </header>
            {windowed(Window {
                count: Signal::derive(move || deals.with(|deals| deals.len())),
                keys: Box::new(move |from, to| deals.with(|deals| bits(deals, from, to))),
                row: Box::new(move |key| card(state, DealId::from_bits(key))),
                row_height: state.card_height,
                class: "cards",
                list,
                label,
            })}
            {move || deals.with(|deals| deals.is_empty()).then(|| view! {
                <p class="column-empty">{text.board.empty_stage()}</p>
            })}
            <AddForm session stage name=Signal::derive(name)/>
        </section>
    }
}

fn bits(deals: &[DealId], from: usize, to: usize) -> Vec<u64> {
    deals.get(from..to).unwrap_or_default().iter().map(|id| id.bits()).collect()
}

fn empty() -> Arc<[DealId]> {
    Arc::new([])
}

fn zone_name(zone: FunnelZone) -> &'static str {
    match zone {
        FunnelZone::Tofu => "tofu",
        FunnelZone::Mofu => "mofu",
        FunnelZone::Bofu => "bofu",
    }
}

/// Writes a sum in the base currency, short.
fn money(session: Session, total: &Total) -> String {
    let currency = session.peek(trichter::workspace::Workspace::base_currency);
    match i64::try_from(total.minor).ok().and_then(|minor| Money::new(minor, currency).ok()) {
        Some(sum) => session.format().money_compact(sum),
        // Beyond what an amount can hold, a rounded figure is what can be read at all.
        None => beyond(session, total.minor, currency),
    }
}

fn beyond(session: Session, minor: i128, currency: Currency) -> String {
    #[allow(clippy::cast_precision_loss, reason = "shown with a few digits only")]
    let minor = minor as f64;
    session.format().money_units(minor, currency)
}

/// Says what a sum leaves out.
fn left_out(text: &Text, total: &Total) -> Option<String> {
    (total.unknown > 0).then(|| text.board.without_value(total.unknown))
}

/// Adds a deal to a stage from one line of text.
#[component]
fn AddForm(
    /// The session.
    session: Session,
    /// The stage.
    stage: StageId,
    /// Its name.
    name: Signal<String>,
) -> Built {
    let text = session.text();
    let typed = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let line = typed.get_untracked();
        if line.trim().is_empty() {
            return;
        }
        annex::when_here(session, move || match annex::quick_add(session, stage, &line) {
            Some(Ok(said)) => {
                typed.set(String::new());
                trouble.set(None);
                session.toast(ToastKind::Done, said);
            }
            Some(Err(why)) => trouble.set(Some(why)),
            None => {}
        });
    };
    view! {
        <form class="add-form" on:submit=submit>
            <label>
                <span class="visually-hidden">{move || text.board.quick_add_to(&name.get())}</span>
                <Icon glyph=Glyph::Add/>
                <input type="text" data-testid="quick-add" autocomplete="off" enterkeyhint="done"
                    placeholder=text.board.new_deal() title=text.board.quick_add_help()
                    aria-invalid=move || trouble.get().map(|_| "true")
                    bind:value=typed on:input=move |_| trouble.set(None)/>
            </label>
            <p class="error" role="alert">{move || trouble.get()}</p>
        </form>
    }
}

/// Reads the line and makes the deal; returns what to say, or why not.
pub fn quick_add(session: Session, stage: StageId, line: &str) -> Result<String, String> {
    let text = session.text();
    let moment = session.moment();
    let quick = session.peek(|workspace| {
        let stages = workspace.stage(stage).map(|(pipeline, _)| pipeline.stages.clone());
        let organisations: Vec<_> =
            workspace.organisations().iter().map(|known| (known.id, known.name.as_str())).collect();
        let context = QuickContext {
            today: moment.today(),
            language: session.language(),
            currency: workspace.base_currency(),
            stages: &stages.unwrap_or_default(),
            organisations: &organisations,
        };
        quick::quick_add(line, &context)
    });
    let stage = quick.stage.unwrap_or(stage);
    let deal = Deal {
        title: quick.title,
        organisation: quick.organisation,
        value: quick.value,
        stage,
        expected_close: quick.expected_close,
        tags: quick.tags,
        owner: session.peek(|workspace| workspace.settings().default_owner.clone()),
        ..Deal::default()
    };
    let title = deal.title.clone();
    let command = Command::CreateDeal { deal: Box::new(deal), place: Place::Top };
    session.apply(command).map_err(|refusal| text.refusal(&refusal))?;
    let stage = session.peek(|workspace| {
        workspace.stage(stage).map(|(_, stage)| stage.name.clone()).unwrap_or_default()
    });
    Ok(text.board.added(&title, &stage))
}
