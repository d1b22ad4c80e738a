//! Replaces the settings.

use super::named;
use crate::domain::{ScoringModel, Settings};
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
    let label = named(Verb::EditSettings, &settings.name);
    edit.put_settings(settings);
    Ok(label)
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
