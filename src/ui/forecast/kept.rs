//! Scenarios that were kept: side by side, to be looked at again or taken away.

use super::scenario::{FIELDS, error, pairs, totals, typed};
use crate::ui::chart::ahead::Found;
use crate::ui::chart::analysis::{Analysis, Asked};
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Cell, Pen, table};
use crate::ui::chart::redrawing::{focus_named, pressed};
use leptos::prelude::*;
use trichter::analytics::{Scenario, Unit};
use trichter::domain::{Extra, SavedScenario};
use trichter::i18n::Format;
use trichter::workspace::SCENARIOS;

/// The field for the name under which a scenario is kept.
const NAME: &str = "if-name";
/// What was wrong when it was to be kept: the name, a mark and words.
const WRONG: &str = "if-wrong";
/// Stands between the two.
const BEFORE_WORDS: char = '\n';
/// Hundredths of a per cent in all of it.
const WHOLE: f64 = 10_000.0;

/// Makes a scenario of changes in hundredths of a per cent: odds, value, days, new deals.
pub fn scenario_of(changes: [i32; 4]) -> Scenario {
    let [conversion, value, cycle, leads] = changes.map(|change| 1.0 + f64::from(change) / WHOLE);
    Scenario { conversion, value, cycle, leads }
}

/// Writes the field to keep the scenario on screen, and those that were kept.
pub fn kept(asked: &Asked<'_>, found: &Found, pen: &Pen) -> Vec<Markup> {
    let words = &pen.text.outlook;
    // As long as nothing else is typed.
    let typed = asked.question.get(NAME).trim();
    let wrong = asked.question.get(WRONG).strip_prefix(typed);
    let wrong = wrong.and_then(|wrong| wrong.strip_prefix(BEFORE_WORDS)).unwrap_or_default();
    let input = tag("input")
        .attr("name", NAME)
        .attr("id", NAME)
        .attr("autocomplete", "off")
        .attr("maxlength", "200")
        .attr("value", asked.question.get(NAME));
    let input = if wrong.is_empty() { input } else { input.attr("aria-invalid", "true") };
    let field =
        tag("label").class("field").with(tag("span").text(words.scenario_name())).with(input);
    let field = if wrong.is_empty() { field } else { field.with(error(wrong)) };
    let keep = tag("button")
        .attr("type", "button")
        .attr("data-testid", "keep-scenario")
        .attr("data-keep-scenario", "")
        .text(words.keep_scenario());
    let form = tag("div").class("curve-fields keep-scenario").with(field).with(keep);
    let kept = &asked.workspace.settings().scenarios;
    let list = (!kept.is_empty()).then(|| list(kept, found, pen));
    [form].into_iter().chain(list).collect()
}

fn list(kept: &[SavedScenario], found: &Found, pen: &Pen) -> Markup {
    let words = &pen.text.outlook;
    let mut rows = Vec::new();
    for scenario in kept {
        let show = tag("button")
            .attr("type", "button")
            .class("link")
            .attr("data-scenario", &scenario.name)
            .attr("title", words.show_scenario())
            .text(&scenario.name);
        let remove = tag("button")
            .attr("type", "button")
            .class("link")
            .attr("data-remove-scenario", &scenario.name)
            .attr("aria-label", &words.remove_scenario_of(&scenario.name))
            .text(words.remove_scenario());
        let [now, then] = totals(&pairs(found, &scenario_of(scenario.changes())));
        let change =
            now.zip(then).filter(|(now, _)| *now > 0.0).map(|(now, then)| then / now - 1.0);
        let mut row = vec![Cell::First(show)];
        let format = pen.text.format;
        let share = |change: i32| format.rounded(f64::from(change) / 100.0, 2);
        row.extend(scenario.changes().map(|change| Cell::Text(share(change))));
        row.extend([pen.estimate(then), pen.amount(change, Unit::Rate), Cell::End(remove)]);
        rows.push(row);
    }
    let head = [
        words.scenario_name(),
        words.if_conversion(),
        words.if_value(),
        words.if_cycle(),
        words.if_leads(),
        words.sum(),
        words.change(),
        "",
    ];
    tag("div").attr("data-testid", "kept-scenarios").with(table(words.kept(), &head, 1, rows))
}

/// Writes a change as it is typed, in per cent: `−5,5`; nothing for none.
fn written(change: i32, format: Format) -> String {
    if change == 0 { String::new() } else { format.rounded(f64::from(change) / 100.0, 2) }
}

/// Does what a button of this part asks for; returns false where another was pressed.
pub fn press(analysis: Analysis, event: &web_sys::Event) -> bool {
    if pressed(event, "data-keep-scenario").is_some() {
        keep(analysis);
    } else if let Some(name) = pressed(event, "data-scenario") {
        show(analysis, &name);
    } else if let Some(name) = pressed(event, "data-remove-scenario") {
        // By its name: the list on screen may be that of a moment ago.
        let removed = analysis.session.change_settings(&|settings| {
            settings.scenarios.retain(|scenario| scenario.name != name);
            Ok(())
        });
        // The button is gone, and with it the focus. In a field undo would be that of the field.
        focus_named("data-keep-scenario", "");
        say(analysis, removed);
    } else {
        return false;
    }
    true
}

/// Keeps the scenario on screen under the name that was typed; one of that name is replaced.
fn keep(analysis: Analysis) {
    let words = &analysis.session.text().outlook;
    let question = analysis.question.get_untracked();
    let (typed, _) = typed(&question);
    if let Some(wrong) = typed.iter().find(|typed| typed.is_wrong()) {
        focus_named("id", wrong.name);
        return;
    }
    let name = question.get(NAME).trim();
    let [conversion, value, cycle, leads] = typed.map(|typed| typed.read.unwrap_or_default());
    let kept = if name.is_empty() {
        Err(words.scenario_nameless().to_owned())
    } else {
        analysis.session.change_settings(&|settings| {
            let scenarios = &mut settings.scenarios;
            let known = scenarios.iter_mut().find(|scenario| scenario.name == name);
            if let Some(known) = known {
                (known.conversion, known.value) = (conversion, value);
                (known.cycle, known.leads) = (cycle, leads);
            } else if scenarios.len() >= SCENARIOS {
                return Err(words.scenarios_full(&SCENARIOS.to_string()));
            } else {
                let name = name.to_owned();
                let extra = Extra::default();
                scenarios.push(SavedScenario { name, conversion, value, cycle, leads, extra });
            }
            Ok(())
        })
    };
    if kept.is_ok() {
        analysis.set(&[(NAME, String::new())]);
    } else {
        focus_named("id", NAME);
    }
    say(analysis, kept);
}

/// Puts a scenario that was kept into the fields.
fn show(analysis: Analysis, name: &str) {
    let found = analysis.session.peek(|workspace| {
        let mut kept = workspace.settings().scenarios.iter();
        kept.find(|scenario| scenario.name == name).cloned()
    });
    let Some(scenario) = found else { return };
    let format = analysis.session.text().format;
    let written = scenario.changes().map(|change| written(change, format));
    let [conversion, value, cycle, leads] = written;
    let [if_conversion, if_value, if_cycle, if_leads] = FIELDS;
    analysis.set(&[
        (if_conversion, conversion),
        (if_value, value),
        (if_cycle, cycle),
        (if_leads, leads),
        (NAME, scenario.name),
        (WRONG, String::new()),
    ]);
}

/// Says at the field for the name what was wrong, if anything was.
fn say(analysis: Analysis, done: Result<(), String>) {
    let wrong = done.err().map(|words| {
        let name =
            analysis.question.with_untracked(|question| question.get(NAME).trim().to_owned());
        format!("{name}{BEFORE_WORDS}{words}")
    });
    analysis.set(&[(WRONG, wrong.unwrap_or_default())]);
}
