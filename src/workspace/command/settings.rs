//! Replaces the settings.

use super::named;
use crate::domain::{SavedScenario, ScoringModel, Settings};
use crate::workspace::check::{TITLE_LIMIT, at_most, title};
use crate::workspace::edit::Edit;
use crate::workspace::{Field, Label, Refusal, Verb};

/// The largest number of points or weight of a scoring table.
const SCORING_LIMIT: u32 = 1_000;

pub(super) fn run(edit: &mut Edit<'_>, mut settings: Settings) -> Result<Label, Refusal> {
    settings.name = settings.name.trim().to_owned();
    title(&settings.name, Field::Name)?;
    at_most(&settings.default_owner, Field::Other, TITLE_LIMIT)?;
    check_scoring(&settings.scoring)?;
    check_scenarios(&settings.scenarios)?;
    let before = &edit.workspace.settings().scenarios;
    let label = match different(before, &settings.scenarios) {
        Some(scenario) => named(Verb::EditScenario, &scenario.name),
        None => named(Verb::EditSettings, &settings.name),
    };
    edit.put_settings(settings);
    Ok(label)
}

/// Returns the first scenario that is only in one of two lists.
fn different<'a>(
    before: &'a [SavedScenario],
    after: &'a [SavedScenario],
) -> Option<&'a SavedScenario> {
    let new = after.iter().find(|scenario| !before.contains(scenario));
    new.or_else(|| before.iter().find(|scenario| !after.contains(scenario)))
}

/// So many scenarios are kept at most: all of them stand side by side.
pub const SCENARIOS: usize = 20;

/// Checks the scenarios that are kept.
pub(crate) fn check_scenarios(scenarios: &[SavedScenario]) -> Result<(), Refusal> {
    for (at, scenario) in scenarios.iter().enumerate() {
        title(&scenario.name, Field::Name)?;
        if at >= SCENARIOS
            || !scenario.is_possible()
            || scenarios.iter().take(at).any(|earlier| earlier.name == scenario.name)
        {
            return Err(Refusal::OutOfRange(Field::Other));
        }
    }
    Ok(())
}

/// Checks the bounds of a scoring table.
pub(crate) fn check_scoring(scoring: &ScoringModel) -> Result<(), Refusal> {
    let points = scoring.engagements.iter().map(|entry| entry.points);
    let weights = scoring.attributes.iter().map(|rule| rule.weight);
    if points.chain(weights).any(|number| number > SCORING_LIMIT)
        || scoring.half_life_days == Some(0)
        || !matches!(scoring.matrix.len(), 0 | 4)
    {
        return Err(Refusal::OutOfRange(Field::Scoring));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, value: i32) -> SavedScenario {
        SavedScenario { name: name.to_owned(), value, ..SavedScenario::default() }
    }

    #[test]
    fn what_was_done_names_the_scenario() {
        let [one, two, three] = [named("A", 1), named("B", 2), named("B", 3)];
        let name = |before: &[SavedScenario], after: &[SavedScenario]| {
            different(before, after).map(|scenario| scenario.value)
        };
        assert_eq!(name(&[], std::slice::from_ref(&one)), Some(1));
        assert_eq!(name(&[one.clone(), two.clone()], &[one.clone(), three]), Some(3));
        assert_eq!(name(&[one.clone(), two], std::slice::from_ref(&one)), Some(2));
        assert_eq!(name(std::slice::from_ref(&one), std::slice::from_ref(&one)), None);
    }

    #[test]
    fn scenarios_have_different_names_and_changes_that_can_be() {
        assert_eq!(check_scenarios(&[named("A", -9_500), named("B", 90_000)]), Ok(()));
        let refused = Err(Refusal::OutOfRange(Field::Other));
        assert_eq!(check_scenarios(&[named("A", -9_501)]), refused);
        assert_eq!(check_scenarios(&[named("A", 90_001)]), refused);
        assert_eq!(check_scenarios(&[named("A", 0), named("A", 5)]), refused);
        assert_eq!(check_scenarios(&[named(" ", 0)]), Err(Refusal::Empty(Field::Name)));
        let many: Vec<_> = (0..=SCENARIOS).map(|at| named(&at.to_string(), 1)).collect();
        assert_eq!(check_scenarios(&many), refused);
        assert_eq!(check_scenarios(many.get(1..).unwrap_or_default()), Ok(()));
    }
}
