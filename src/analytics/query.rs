//! What is asked: which deals, of which time, counted how.

use crate::domain::{Day, Deal, PipelineId, Zone};
use crate::workspace::Workspace;

/// A question to the workspace. Every analysis takes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The pipeline whose deals are meant.
    pub pipeline: PipelineId,
    /// The days that are meant.
    pub period: Period,
    /// What the period is about.
    pub view: View,
    /// How a stage counts as reached.
    pub reach: Reach,
    /// Which deals are meant.
    pub filter: Filter,
}

/// A span of days; an open end has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<Day>,
    /// Last day, inclusive.
    pub to: Option<Day>,
}

/// What the period of a query is about. The two never mix in one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Deals created in the period, whatever became of them.
    #[default]
    Cohort,
    /// Deals won or lost in the period, whenever they were created. What is
    /// open has no close, so figures on open deals show those of now.
    ClosedInPeriod,
}

/// How a stage counts as reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reach {
    /// A deal that came further, or was won, reached every stage before.
    #[default]
    Any,
    /// A deal reached a stage only if it was in every stage up to it; a deal
    /// counts as won only if it was in every stage.
    Strict,
}

/// Which deals are meant; an empty filter means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of the title, the organisation, the owner or a tag, in any case.
    pub text: String,
    /// The owner, exactly; the empty text asks for deals without one.
    pub owner: Option<String>,
    /// The source, exactly.
    pub source: Option<String>,
    /// The campaign, exactly.
    pub campaign: Option<String>,
    /// The product, exactly.
    pub product: Option<String>,
    /// The segment, exactly.
    pub segment: Option<String>,
    /// A tag the deal has.
    pub tag: Option<String>,
}

/// Why a deal is not behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// It is in another pipeline now.
    OtherPipeline,
    /// It came from a competitor, student or applicant.
    Pseudo,
    /// The filter does not fit it.
    Filtered,
    /// It was created or closed outside the period.
    OutsidePeriod,
    /// Nobody knows when it was created.
    CreationUnknown,
    /// Nobody knows when it was closed.
    CloseUnknown,
    /// It is still open.
    StillOpen,
    /// It is closed.
    Closed,
    /// It was not won.
    NotWon,
    /// It was not lost.
    NotLost,
    /// It never came so far.
    NotReached,
    /// It was never in the stage.
    NeverInStage,
    /// No stay of it in the stage was seen to last so long.
    ShorterStay,
    /// It is in another stage.
    OtherStage,
    /// It came under observation only when it ended.
    NeverObserved,
    /// A time of its stay in the stage is unknown.
    TimeUnknown,
    /// It never moved back.
    NeverMovedBack,
    /// It has no value.
    ValueUnknown,
    /// There is no rate for its currency.
    WithoutRate,
    /// It was lost for another reason.
    OtherReason,
    /// It belongs to another owner, source, product, segment or campaign.
    OtherGroup,
    /// It belongs to another row of the forecast.
    OtherRow,
    /// Its category is left out of the forecast.
    OmittedFromForecast,
}

impl Period {
    /// The period without bounds.
    pub const ALL: Self = Self { from: None, to: None };

    /// Returns true when a day lies in the period.
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Returns true when there is at least one bound, so that a day must be known.
    pub fn is_bound(self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

impl Filter {
    /// Returns true when a deal fits.
    pub fn matches(&self, workspace: &Workspace, deal: &Deal) -> bool {
        let fits = |wanted: &Option<String>, value: &String| {
            wanted.as_ref().is_none_or(|wanted| wanted == value)
        };
        fits(&self.owner, &deal.owner)
            && fits(&self.source, &deal.source)
            && fits(&self.campaign, &deal.campaign)
            && fits(&self.product, &deal.product)
            && fits(&self.segment, &deal.segment)
            && self.tag.as_ref().is_none_or(|tag| deal.tags.contains(tag))
            && self.text_matches(workspace, deal)
    }

    fn text_matches(&self, workspace: &Workspace, deal: &Deal) -> bool {
        let needle = self.text.trim();
        if needle.is_empty() {
            return true;
        }
        let needle = needle.to_lowercase();
        let organisation = workspace.organisation_of(deal);
        [&deal.title, &deal.owner]
            .into_iter()
            .chain(&deal.tags)
            .chain(organisation.iter().map(|organisation| &organisation.name))
            .any(|text| text.to_lowercase().contains(&needle))
    }
}

impl Query {
    /// Makes the question for every deal of a pipeline.
    pub fn of(pipeline: PipelineId) -> Self {
        Self { pipeline, ..Self::default() }
    }

    /// Decides whether a deal is meant, whatever its period.
    ///
    /// # Errors
    /// The reason why it is not.
    pub fn admits(&self, workspace: &Workspace, deal: &Deal) -> Result<(), LeftOut> {
        self.admits_in(workspace, deal, deal.pipeline)
    }

    /// The same for a deal that was in another pipeline than it is now.
    pub(crate) fn admits_in(
        &self,
        workspace: &Workspace,
        deal: &Deal,
        pipeline: PipelineId,
    ) -> Result<(), LeftOut> {
        if pipeline != self.pipeline {
            Err(LeftOut::OtherPipeline)
        } else if !deal.counts() {
            Err(LeftOut::Pseudo)
        } else if !self.filter.matches(workspace, deal) {
            Err(LeftOut::Filtered)
        } else {
            Ok(())
        }
    }

    /// Decides whether a deal lies in the period.
    ///
    /// # Errors
    /// The reason why it does not.
    pub fn dates(&self, deal: &Deal, zone: &Zone) -> Result<(), LeftOut> {
        let (at, unknown) = match self.view {
            View::Cohort => (deal.created, LeftOut::CreationUnknown),
            View::ClosedInPeriod if deal.outcome.is_open() => return Err(LeftOut::StillOpen),
            View::ClosedInPeriod => (deal.outcome.closed_at(), LeftOut::CloseUnknown),
        };
        match at {
            Some(at) if self.period.contains(zone.day(at)) => Ok(()),
            Some(_) => Err(LeftOut::OutsidePeriod),
            None if self.period.is_bound() => Err(unknown),
            None => Ok(()),
        }
    }
}
