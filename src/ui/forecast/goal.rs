//! The chance that a month brings at least so much, by the automatic choice.

use super::curve::amount_of;
use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::{Pen, panel};

/// The field of the month.
const MONTH: &str = "goal-month";
/// The field of the amount.
const GOAL: &str = "goal";

/// Writes the question and its answer; nothing while nothing is found yet.
pub fn goal(asked: &Asked<'_>, pen: &Pen) -> Option<Markup> {
    let found = asked.found.clone()?;
    let words = &pen.text.outlook;
    let choices: Vec<(String, String)> = found
        .months()
        .iter()
        .enumerate()
        .map(|(at, month)| {
            let value = if at == 0 { String::new() } else { at.to_string() };
            (value, pen.text.format.month(month.month))
        })
        .collect();
    let at: usize = asked.question.get(MONTH).parse().unwrap_or(0);
    let month = found.months().get(at).or_else(|| found.months().first())?;
    let (goal, trouble) = amount_of(GOAL, asked, pen);
    let input = tag("input")
        .attr("name", GOAL)
        .attr("id", GOAL)
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("value", asked.question.get(GOAL))
        .attr("aria-describedby", "goal-answer");
    let input = if trouble.is_some() { input.attr("aria-invalid", "true") } else { input };
    let label = tag("span").text(pen.text.forecast.target());
    let field = tag("label").class("field").with(label).with(input);
    let answer = tag("p").attr("id", "goal-answer").attr("data-testid", "goal-chance");
    let outcome = month.chosen.as_ref().map(|(_, outcome)| outcome);
    let answer = match (trouble, goal, outcome) {
        (Some(trouble), ..) => answer.class("error").attr("role", "alert").text(&trouble),
        (None, None, _) => answer.class("hint").text(pen.text.forecast.no_target()),
        (None, Some(_), None) => answer.class("hint").text(words.nothing_won()),
        (None, Some(goal), Some(outcome)) => {
            let chance = outcome.chance_to_reach(goal);
            let said = pen.text.forecast.chance_at_least(
                &pen.text.format.percent(chance),
                &pen.text.format.money_computed(goal, pen.currency),
            );
            answer
                .class("goal-chance")
                .number("data-value", chance)
                .attr("role", "status")
                .text(&said)
        }
    };
    let fields = tag("div")
        .class("curve-fields")
        .with(asked.question.select(MONTH, pen.text.forecast.month(), &choices))
        .with(field)
        .with(answer);
    Some(panel(words.goal(), "goal", vec![fields]))
}
