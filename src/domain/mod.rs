//! What a sales pipeline is made of: plain records and the values in them.
//!
//! Nothing here knows a workspace, a browser or a clock. Values with rules
//! ([`Money`], [`Day`], [`Probability`], the ids) have private fields and are
//! parsed at the edge; inside they are trusted. Records are plain structs whose
//! fields may be set freely in memory; the rules between records live in
//! [`crate::workspace`], the only place that changes them.

mod activity;
mod currency;
mod day;
mod deal;
mod id;
mod lead;
pub mod link;
mod money;
mod organisation;
mod person;
mod pipeline;
mod preset;
mod probability;
pub(crate) mod record;
mod scenario;
mod scoring_model;
mod settings;
mod timestamp;

pub use activity::{Activity, ActivityKind, Engagement};
pub use currency::{Currency, CurrencyError, Rate};
pub use day::{Day, DayError, Month};
pub use deal::{
    Closing, Deal, ForecastCategory, Happening, LossReason, OfferStatus, Outcome, Purchase,
    StageEvent,
};
pub use id::{
    ActivityId, DealId, IdError, Ids, OrganisationId, PersonId, PipelineId, StageId, WorkspaceId,
};
pub use lead::{Answer, LeadClass, QualificationAnswer, QualificationFrame, QualificationItem};
pub use money::{Money, MoneyError};
pub use organisation::Organisation;
pub use person::{BuyingRole, Person};
pub use pipeline::{Availability, FunnelZone, Pipeline, Stage};
pub use preset::{Language, Preset};
pub use probability::{Probability, ProbabilityError};
pub use record::Extra;
pub use scenario::SavedScenario;
pub use scoring_model::{
    AttributeRule, Criterion, EngagementPoints, Grade, GradeRule, MatrixMeaning, ScoredAttribute,
    ScoringModel,
};
pub use settings::{Percentages, Settings};
pub(crate) use timestamp::{DAY_MS, Span};
pub use timestamp::{Moment, Timestamp, Zone};
