//! The tables that grade who they are: words or thresholds for each grade.

use super::editor::change;
use crate::ui::browser::focus;
use crate::ui::kit::field::{Choice, Commit, Lines, SelectField, TextField};
use crate::ui::kit::field_value::NumberField;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::lean::{self, Built, Derived, built, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use trichter::domain::{AttributeRule, Criterion, Grade, GradeRule, ScoredAttribute, ScoringModel};

/// The largest weight of an attribute.
const WEIGHT_MOST: u32 = 100;

/// What a rule looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    Number,
}

/// A rule: the attribute it belongs to and its place there.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    attribute: ScoredAttribute,
    at: usize,
}

/// The table of each attribute.
pub fn part(session: Session, model: Derived<ScoringModel>) -> Built {
    let text = session.text();
    // Rows are built anew only when there are others, so that fields keep the focus.
    let shape = Derived::new(move || {
        model.with(|model| {
            let kinds = |rule: &AttributeRule| rule.rules.iter().map(kind_of).collect::<Vec<_>>();
            let rules = model.attributes.iter();
            rules.map(|rule| (rule.attribute, kinds(rule))).collect::<Vec<_>>()
        })
    });
    let tables = move || {
        let tables = shape.get().into_iter();
        let tables = tables.map(|(attribute, kinds)| table(session, model, attribute, &kinds));
        built(tables.collect::<Vec<_>>())
    };
    built(view! {
        <h3>{text.scores.explicit()}</h3>
        <p class="hint">{text.scores.explicit_help()}" "{text.scores.rules_help()}</p>
        {lean::part(tables)}
    })
}

fn kind_of(rule: &GradeRule) -> Kind {
    match rule.criterion {
        Criterion::OneOf(_) => Kind::Words,
        Criterion::MoreThan(_) => Kind::Number,
    }
}

fn name_of(attribute: ScoredAttribute) -> &'static str {
    match attribute {
        ScoredAttribute::Position => "position",
        ScoredAttribute::Employees => "employees",
        ScoredAttribute::Industry => "industry",
    }
}

fn table(
    session: Session,
    model: Derived<ScoringModel>,
    attribute: ScoredAttribute,
    kinds: &[Kind],
) -> Built {
    let text = session.text();
    let name = name_of(attribute);
    let weight = Signal::derive(move || {
        model.with(|model| rule_of(model, attribute).map(|rule| rule.weight))
    });
    let set_weight = Commit::new(move |weight: Option<u32>| {
        let weight = weight.ok_or_else(|| text.errors.input_empty().to_owned())?;
        edit(session, attribute, &|rule| {
            rule.weight = weight;
            Ok(())
        })
    });
    let rows = kinds.iter().enumerate();
    let rows = rows.map(|(at, kind)| row(session, model, Place { attribute, at }, *kind));
    let add = move |_| {
        let done = edit(session, attribute, &|rule| {
            let criterion = match attribute {
                ScoredAttribute::Employees => Criterion::MoreThan(0),
                ScoredAttribute::Position | ScoredAttribute::Industry => {
                    Criterion::OneOf(Vec::new())
                }
            };
            rule.rules.push(GradeRule { grade: Grade::C, criterion });
            Ok(())
        });
        if done.is_ok() {
            focus::first(format!("[data-attribute={name}] li:last-child select"));
        }
    };
    let legend = text.terms.attribute(attribute);
    built(view! {
        <fieldset class="attribute-rules" data-attribute=name>
            <legend>{legend}</legend>
            <div class="attribute-weight">
                <NumberField label=text.scores.weight() value=weight most=WEIGHT_MOST
                    commit=set_weight name="weight"/>
            </div>
            <ol class="rule-rows">{rows.collect::<Vec<_>>()}</ol>
            <p class="rule-otherwise">{text.scores.otherwise()}" D"</p>
            <button type="button" data-testid="add-rule"
                aria-label=format!("{legend}: {}", text.scores.add_rule())
                on:click=lean::on_mouse(add)>
                <Icon glyph=Glyph::Add/>{text.scores.add_rule()}
            </button>
        </fieldset>
    })
}

fn row(session: Session, model: Derived<ScoringModel>, place: Place, kind: Kind) -> Built {
    let text = session.text();
    let choices: Vec<Choice> = Grade::ALL.map(|grade| Choice::from(format!("{grade:?}"))).into();
    let grade = Signal::derive(move || {
        model.with(|model| {
            let grade = found(model, place).map(|rule| rule.grade);
            Grade::ALL.iter().position(|known| Some(*known) == grade).unwrap_or(0)
        })
    });
    let set_grade = Commit::new(move |at: usize| {
        edit_rule(session, place, &|rule| {
            rule.grade = Grade::ALL.get(at).copied().unwrap_or_default();
            Ok(())
        })
    });
    let earlier = move |_| {
        let done = edit(session, place.attribute, &|rule| {
            if place.at > 0 && place.at < rule.rules.len() {
                rule.rules.swap(place.at - 1, place.at);
            }
            Ok(())
        });
        if done.is_ok() {
            let name = name_of(place.attribute);
            focus::first(format!("[data-attribute={name}] li:nth-child({}) select", place.at));
        }
    };
    let remove = move |_| {
        let done = edit(session, place.attribute, &|rule| {
            if place.at < rule.rules.len() {
                rule.rules.remove(place.at);
            }
            Ok(())
        });
        if done.is_ok() {
            focus::first(format!("[data-attribute={}] > button", name_of(place.attribute)));
        }
    };
    let criterion = match kind {
        Kind::Words => words(session, model, place),
        Kind::Number => threshold(session, model, place),
    };
    let subject = format!("{} {}", text.terms.attribute(place.attribute), place.at + 1);
    built(view! {
        <li class="rule-row" data-testid="rule">
            <SelectField label=text.scores.grade() choices=Signal::stored(choices) chosen=grade
                commit=set_grade name="rule-grade"/>
            {criterion}
            <div class="rule-acts">
                <button type="button" class="ghost icon-only up" disabled=(place.at == 0)
                    title=text.scores.rule_earlier()
                    aria-label=format!("{}: {subject}", text.scores.rule_earlier())
                    on:click=lean::on_mouse(earlier)><Icon glyph=Glyph::ChevronDown/></button>
                <button type="button" class="ghost icon-only" title=text.scores.remove_rule()
                    aria-label=format!("{}: {subject}", text.scores.remove_rule())
                    on:click=lean::on_mouse(remove)><Icon glyph=Glyph::Trash/></button>
            </div>
        </li>
    })
}

fn words(session: Session, model: Derived<ScoringModel>, place: Place) -> Built {
    let text = session.text();
    let value = Signal::derive(move || {
        model.with(|model| match found(model, place).map(|rule| &rule.criterion) {
            Some(Criterion::OneOf(words)) => words.join(", "),
            Some(Criterion::MoreThan(_)) | None => String::new(),
        })
    });
    let commit = Commit::new(move |typed: String| {
        let mut words: Vec<String> = Vec::new();
        for word in typed.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        if words.is_empty() {
            return Err(text.scores.words_empty().to_owned());
        }
        edit_rule(session, place, &|rule| {
            rule.criterion = Criterion::OneOf(words.clone());
            Ok(())
        })
    });
    built(view! {
        <TextField label=text.scores.one_of() value commit lines=Lines::Many name="rule-words"/>
    })
}

fn threshold(session: Session, model: Derived<ScoringModel>, place: Place) -> Built {
    let text = session.text();
    let value = Signal::derive(move || {
        model.with(|model| match found(model, place).map(|rule| &rule.criterion) {
            Some(Criterion::MoreThan(limit)) => Some(*limit),
            Some(Criterion::OneOf(_)) | None => None,
        })
    });
    let commit = Commit::new(move |limit: Option<u32>| {
        let limit = limit.ok_or_else(|| text.errors.input_empty().to_owned())?;
        edit_rule(session, place, &|rule| {
            rule.criterion = Criterion::MoreThan(limit);
            Ok(())
        })
    });
    built(view! { <NumberField label=text.scores.more_than() value commit name="rule-limit"/> })
}

fn rule_of(model: &ScoringModel, attribute: ScoredAttribute) -> Option<&AttributeRule> {
    model.attributes.iter().find(|rule| rule.attribute == attribute)
}

fn found(model: &ScoringModel, place: Place) -> Option<&GradeRule> {
    rule_of(model, place.attribute)?.rules.get(place.at)
}

fn edit(
    session: Session,
    attribute: ScoredAttribute,
    edit: &dyn Fn(&mut AttributeRule) -> Result<(), String>,
) -> Result<(), String> {
    change(session, &|model| {
        let rule = model.attributes.iter_mut().find(|rule| rule.attribute == attribute);
        edit(rule.ok_or_else(|| session.text().errors.record_gone().to_owned())?)
    })
}

fn edit_rule(
    session: Session,
    place: Place,
    change: &dyn Fn(&mut GradeRule) -> Result<(), String>,
) -> Result<(), String> {
    edit(session, place.attribute, &|rule| {
        let row = rule.rules.get_mut(place.at);
        change(row.ok_or_else(|| session.text().errors.record_gone().to_owned())?)
    })
}
