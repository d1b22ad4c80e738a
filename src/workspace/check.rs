//! The rules a record must keep, and what is wrong with a whole workspace.

use super::{Field, Refusal, Workspace};
use crate::domain::{
    Activity, ActivityId, Availability, Closing, Deal, DealId, Money, Organisation, OrganisationId,
    Person, PersonId, Pipeline, PipelineId, Stage,
};
use std::collections::HashSet;

/// The longest title or name, in characters.
pub const TITLE_LIMIT: usize = 500;
/// The longest free text, in characters.
pub const TEXT_LIMIT: usize = 100_000;

/// A broken rule of a workspace that was read from somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A deal breaks a rule.
    Deal(DealId, Refusal),
    /// An organisation breaks a rule.
    Organisation(OrganisationId, Refusal),
    /// A person breaks a rule.
    Person(PersonId, Refusal),
    /// An activity breaks a rule.
    Activity(ActivityId, Refusal),
    /// A pipeline breaks a rule.
    Pipeline(PipelineId, Refusal),
    /// There is no pipeline in use.
    NoPipeline,
}

impl Workspace {
    /// Lists every broken rule; empty for every workspace made by commands.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.pipelines.iter().any(|pipeline| pipeline.availability == Availability::Active) {
            problems.push(Problem::NoPipeline);
        }
        let mut stages = HashSet::new();
        for pipeline in self.pipelines.iter() {
            let unique = pipeline.stages.iter().all(|stage| stages.insert(stage.id));
            if let Err(refusal) = check_pipeline(pipeline) {
                problems.push(Problem::Pipeline(pipeline.id, refusal));
            } else if !unique {
                problems.push(Problem::Pipeline(pipeline.id, Refusal::SameStage));
            }
        }
        macro_rules! collect {
            ($table:ident, $check:expr, $problem:ident) => {
                for record in self.$table.iter() {
                    if let Err(refusal) = $check(self, record) {
                        problems.push(Problem::$problem(record.id, refusal));
                    }
                }
            };
        }
        collect!(deals, Self::check_deal, Deal);
        collect!(organisations, |_, record| Self::check_organisation(record), Organisation);
        collect!(people, Self::check_person, Person);
        collect!(activities, Self::check_activity, Activity);
        problems
    }

    /// Checks a deal against the rules and its links.
    pub(crate) fn check_deal(&self, deal: &Deal) -> Result<(), Refusal> {
        title(&deal.title, Field::Title)?;
        amount(deal.value, Field::Value)?;
        amount(deal.recurring, Field::Recurring)?;
        for text in [&deal.owner, &deal.source, &deal.campaign, &deal.product, &deal.segment] {
            at_most(text, Field::Other, TITLE_LIMIT)?;
        }
        for tag in &deal.tags {
            title(tag, Field::Tags)?;
        }
        for competitor in &deal.closing.competitors {
            at_most(competitor, Field::Other, TITLE_LIMIT)?;
        }
        let Closing { note, arguments, insights, reopened_because, .. } = &deal.closing;
        for text in [&deal.notes, note, arguments, insights, reopened_because] {
            at_most(text, Field::Notes, TEXT_LIMIT)?;
        }
        if deal.closing.recommend.is_some_and(|points| points > 10) {
            return Err(Refusal::OutOfRange(Field::Recommend));
        }
        if deal.outcome.is_lost() && deal.closing.loss_reason.is_none() {
            return Err(Refusal::LossReasonMissing);
        }
        let pipeline = self.pipelines.get(deal.pipeline);
        let pipeline = pipeline.ok_or(Refusal::Missing(Field::Pipeline))?;
        let stage = pipeline.stage(deal.stage).ok_or(Refusal::Missing(Field::Stage))?;
        if deal.outcome.is_open() && stage.availability == Availability::Archived {
            return Err(Refusal::StageArchived);
        }
        if deal.organisation.is_some_and(|id| !self.organisations.contains(id)) {
            return Err(Refusal::Missing(Field::Organisation));
        }
        if deal.people.iter().any(|id| !self.people.contains(*id)) {
            return Err(Refusal::Missing(Field::Person));
        }
        Ok(())
    }

    pub(crate) fn check_organisation(organisation: &Organisation) -> Result<(), Refusal> {
        title(&organisation.name, Field::Name)?;
        amount(organisation.revenue, Field::Revenue)?;
        link(&organisation.website)?;
        for text in [
            &organisation.industry,
            &organisation.country,
            &organisation.region,
            &organisation.parent,
        ] {
            at_most(text, Field::Other, TITLE_LIMIT)?;
        }
        at_most(&organisation.notes, Field::Notes, TEXT_LIMIT)
    }

    pub(crate) fn check_person(&self, person: &Person) -> Result<(), Refusal> {
        title(&person.name, Field::Name)?;
        for text in [&person.position, &person.department, &person.phone, &person.email] {
            at_most(text, Field::Other, TITLE_LIMIT)?;
        }
        at_most(&person.notes, Field::Notes, TEXT_LIMIT)?;
        if person.organisation.is_some_and(|id| !self.organisations.contains(id)) {
            return Err(Refusal::Missing(Field::Organisation));
        }
        Ok(())
    }

    pub(crate) fn check_activity(&self, activity: &Activity) -> Result<(), Refusal> {
        title(&activity.subject, Field::Subject)?;
        at_most(&activity.notes, Field::Notes, TEXT_LIMIT)?;
        if activity.due_minute.is_some_and(|minute| minute >= 24 * 60) {
            return Err(Refusal::OutOfRange(Field::Due));
        }
        if activity.deal.is_some_and(|id| !self.deals.contains(id)) {
            return Err(Refusal::Missing(Field::Deal));
        }
        if activity.person.is_some_and(|id| !self.people.contains(id)) {
            return Err(Refusal::Missing(Field::Person));
        }
        if activity.organisation.is_some_and(|id| !self.organisations.contains(id)) {
            return Err(Refusal::Missing(Field::Organisation));
        }
        Ok(())
    }
}

pub(super) fn check_pipeline(pipeline: &Pipeline) -> Result<(), Refusal> {
    title(&pipeline.name, Field::Name)?;
    if pipeline.active_stages().next().is_none() {
        return Err(Refusal::LastStage);
    }
    if pipeline.proposal_stage.is_some_and(|id| pipeline.stage(id).is_none()) {
        return Err(Refusal::Missing(Field::Stage));
    }
    pipeline.stages.iter().try_for_each(check_stage)
}

fn check_stage(stage: &Stage) -> Result<(), Refusal> {
    title(&stage.name, Field::Name)?;
    at_most(&stage.description, Field::Notes, TEXT_LIMIT)?;
    at_most(&stage.activities, Field::Notes, TEXT_LIMIT)?;
    at_most(&stage.playbook, Field::Notes, TEXT_LIMIT)?;
    stage.entry_criteria.iter().try_for_each(|text| title(text, Field::Other))
}

/// Checks a name in one line: not empty, not too long.
pub(crate) fn title(text: &str, field: Field) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty(field));
    }
    at_most(text, field, TITLE_LIMIT)
}

pub(crate) fn at_most(text: &str, field: Field, limit: usize) -> Result<(), Refusal> {
    // Bytes are never fewer than characters: most texts need no counting.
    if text.len() <= limit {
        return Ok(());
    }
    let length = text.chars().count();
    if length > limit { Err(Refusal::TooLong { field, length, limit }) } else { Ok(()) }
}

fn amount(amount: Option<Money>, field: Field) -> Result<(), Refusal> {
    if amount.is_some_and(|amount| amount.minor() < 0) {
        return Err(Refusal::Negative(field));
    }
    Ok(())
}

fn link(address: &str) -> Result<(), Refusal> {
    if address.is_empty() || address.starts_with("https://") {
        return at_most(address, Field::Website, TITLE_LIMIT);
    }
    Err(Refusal::LinkNotAllowed)
}
