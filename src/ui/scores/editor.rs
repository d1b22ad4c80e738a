//! The editor of the scoring tables. Each change is one command and counts at once.

use super::matrix::short;
use super::{meaning_name, rules};
use crate::ui::kit::field::{Choice, Commit, SelectField};
use crate::ui::kit::field_value::NumberField;
use crate::ui::lean::{self, Built, Derived, built, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use trichter::domain::{Engagement, EngagementPoints, Grade, MatrixMeaning, ScoringModel};
use trichter::scoring::{Band, Cell, standard_model, tables_in_use};

/// The most points for one behaviour.
const POINTS_MOST: u32 = 1_000;
/// The longest half-life, in days: ten years.
const HALF_LIFE_MOST: u32 = 3_650;

/// The editor; closed until it is asked for.
pub fn panel(session: Session) -> Built {
    let text = session.text();
    let open = RwSignal::new(false);
    let model = Derived::new(move || {
        session.read(|workspace| tables_in_use(&workspace.settings().scoring).into_owned())
    });
    let changed = Derived::new(move || {
        model
            .with(|model| *model != ScoringModel { extra: model.extra.clone(), ..standard_model() })
    });
    let reset = move |_| {
        // The default tables break no rule, so there is nothing to say at a field.
        let _: Result<(), String> = session.change_settings(&|settings| {
            settings.scoring =
                ScoringModel { extra: settings.scoring.extra.clone(), ..ScoringModel::default() };
            Ok(())
        });
    };
    let body = move || {
        open.get().then(|| {
            built(view! {
                <div class="scoring-editor" id="scoring-editor">
                    <p class="hint">{text.scores.editor_help()}</p>
                    {rules::part(session, model)}
                    {engagements(session, model)}
                    {meanings(session, model)}
                    <div>
                        <button type="button" data-testid="reset-scoring"
                            disabled=lean::flag(move || !changed.get())
                            on:click=lean::on_mouse(reset)>{text.scores.reset()}</button>
                    </div>
                </div>
            })
        })
    };
    built(view! {
        <section class="panel" aria-labelledby="scores-editor">
            <header class="panel-head">
                <h2 id="scores-editor">{text.settings.scoring()}</h2>
                <button type="button" data-testid="edit-scoring" aria-controls="scoring-editor"
                    aria-expanded=lean::text(move || open.get().to_string())
                    on:click=lean::on_mouse(move |_| open.update(|open| *open = !*open))>
                    {lean::word(move || if open.get() { text.app.done() } else { text.scores.editor() })}
                </button>
            </header>
            {lean::shown(body)}
        </section>
    })
}

/// Changes the tables by one command.
///
/// # Errors
/// Why it was refused, in words.
pub fn change(
    session: Session,
    change: &dyn Fn(&mut ScoringModel) -> Result<(), String>,
) -> Result<(), String> {
    session.change_settings(&|settings| {
        let mut model = tables_in_use(&settings.scoring).into_owned();
        change(&mut model)?;
        settings.scoring = model;
        Ok(())
    })
}

fn engagements(session: Session, model: Derived<ScoringModel>) -> Built {
    let text = session.text();
    let field = |engagement: Engagement| {
        let value = Signal::derive(move || {
            model.with(|model| {
                let known = model.engagements.iter().find(|known| known.engagement == engagement);
                Some(known.map_or(0, |known| known.points))
            })
        });
        let commit = Commit::new(move |points: Option<u32>| {
            change(session, &|model| {
                let points = points.unwrap_or(0);
                let mut known = model.engagements.iter_mut();
                match known.find(|known| known.engagement == engagement) {
                    Some(known) => known.points = points,
                    None => model.engagements.push(EngagementPoints { engagement, points }),
                }
                Ok(())
            })
        });
        let label = text.terms.engagement(engagement);
        view! { <NumberField label value most=POINTS_MOST commit name="engagement-points"/> }
    };
    let half_life = Signal::derive(move || model.with(|model| model.half_life_days));
    let set_half_life = Commit::new(move |days: Option<u32>| {
        if days == Some(0) {
            let most = text.format.whole(i64::from(HALF_LIFE_MOST));
            return Err(text.errors.number_range("1", &most));
        }
        change(session, &|model| {
            model.half_life_days = days;
            Ok(())
        })
    });
    built(view! {
        <h3>{text.scores.implicit()}</h3>
        <p class="hint">{text.scores.implicit_help()}</p>
        <div class="score-fields">
            {Engagement::ALL.map(field).into_iter().collect::<Vec<_>>()}
            <NumberField label=text.scores.half_life() value=half_life most=HALF_LIFE_MOST
                commit=set_half_life placeholder=text.scores.half_life_none().to_owned()
                name="half-life"/>
        </div>
    })
}

fn meanings(session: Session, model: Derived<ScoringModel>) -> Built {
    let text = session.text();
    let choices: Vec<Choice> =
        MatrixMeaning::ALL.map(|meaning| Choice::from(short(text, meaning))).into();
    let field = |row: usize, column: usize, cell: Cell| {
        let meaning = move || model.with(|model| cell.meaning(model));
        let chosen = Signal::derive(move || {
            let meaning = meaning();
            MatrixMeaning::ALL.iter().position(|known| *known == meaning).unwrap_or(0)
        });
        let commit = Commit::new(move |at: usize| {
            change(session, &|model| {
                let slot = model.matrix.get_mut(row).and_then(|cells| cells.get_mut(column));
                if let Some(slot) = slot {
                    *slot = MatrixMeaning::ALL.get(at).copied().unwrap_or_default();
                }
                Ok(())
            })
        });
        let choices = Signal::stored(choices.clone());
        built(view! {
            <div class="meaning-field" data-testid=format!("meaning-{cell}")
                data-meaning=lean::word(move || meaning_name(meaning()))>
                <SelectField label=cell.to_string() choices chosen commit name="meaning"/>
            </div>
        })
    };
    let mut fields = Vec::new();
    for (row, grade) in Grade::ALL.into_iter().enumerate() {
        for (column, band) in Band::ALL.into_iter().enumerate() {
            fields.push(field(row, column, Cell { grade, band }));
        }
    }
    built(view! {
        <h3>{text.scores.meaning()}</h3>
        <p class="hint">{text.scores.matrix_help()}</p>
        <div class="meaning-fields">{fields}</div>
    })
}
