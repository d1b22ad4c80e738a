//! What a column can be brought into.

use serde::{Deserialize, Serialize};

/// What a file lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// One deal a row.
    #[default]
    Deals,
    /// One organisation a row.
    Organisations,
    /// One person a row.
    People,
    /// One change of stage of a deal a row.
    History,
    /// One activity a row.
    Activities,
}

/// The field a column is brought into.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Target {
    /// Nowhere.
    #[default]
    Ignore,
    /// The id the record has in this program: our own export.
    OwnId,
    /// The id it had in the other program; makes a second import update it.
    ForeignId,
    /// Title of a deal.
    Title,
    /// Name of an organisation or person.
    Name,
    /// First name of a person.
    FirstName,
    /// Last name of a person.
    LastName,
    /// Name of the organisation.
    Organisation,
    /// The id the organisation has in the other program.
    OrganisationForeignId,
    /// Name of the main contact of a deal.
    Person,
    /// The id the main contact has in the other program.
    PersonForeignId,
    /// Title of the deal that a change of stage or an activity belongs to.
    Deal,
    /// The id that deal has in the other program.
    DealForeignId,
    /// One-off value.
    Value,
    /// Currency of the amounts in the row.
    Currency,
    /// Recurring value per month.
    Recurring,
    /// Stage; words such as "Closed Won" become an outcome.
    Stage,
    /// Open, won or lost.
    Outcome,
    /// Pipeline.
    Pipeline,
    /// Owner.
    Owner,
    /// Source.
    Source,
    /// Campaign.
    Campaign,
    /// Product.
    Product,
    /// Segment.
    Segment,
    /// Labels, separated by `,` `;` or `|`.
    Tags,
    /// Expected close.
    ExpectedClose,
    /// When the deal began.
    Created,
    /// When it came into its present stage.
    StageEntered,
    /// When it came into the stage that the name of the column says. Several
    /// columns may go here.
    EnteredStage,
    /// When a change of stage took place.
    ChangedAt,
    /// When it was closed; for an open deal its expected close.
    Closed,
    /// When it was won.
    WonAt,
    /// When it was lost.
    LostAt,
    /// Why it was lost.
    LossReason,
    /// The subject of the next task.
    NextStep,
    /// Chance to win.
    Probability,
    /// Free text.
    Notes,
    /// Industry.
    Industry,
    /// Number of employees.
    Employees,
    /// Revenue per year.
    Revenue,
    /// Country.
    Country,
    /// Region.
    Region,
    /// Parent group.
    Parent,
    /// Web site.
    Website,
    /// Position of a person.
    Position,
    /// Department of a person.
    Department,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Call, e-mail, meeting, note, task or engagement.
    ActivityKind,
    /// Subject of an activity.
    Subject,
    /// When an activity is due.
    Due,
    /// When an activity was done, or whether it is.
    Done,
}

/// What the cells of a target must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// Any text.
    Text,
    /// A number or amount.
    Number,
    /// A date.
    Date,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Deals, Self::Organisations, Self::People, Self::History, Self::Activities];

    /// Returns the fields a column of such a file can go to, [`Target::Ignore`] first.
    pub fn targets(self) -> &'static [Target] {
        use Target::{
            ActivityKind, Campaign, ChangedAt, Closed, Country, Created, Currency, Deal,
            DealForeignId, Department, Done, Due, Email, Employees, EnteredStage, ExpectedClose,
            FirstName, ForeignId, Ignore, Industry, LastName, LossReason, LostAt, Name, NextStep,
            Notes, Organisation, OrganisationForeignId, Outcome, OwnId, Owner, Parent, Person,
            PersonForeignId, Phone, Pipeline, Position, Probability, Product, Recurring, Region,
            Revenue, Segment, Source, Stage, StageEntered, Subject, Tags, Title, Value, Website,
            WonAt,
        };
        match self {
            Self::Deals => &[
                Ignore,
                Title,
                Organisation,
                Person,
                Value,
                Currency,
                Recurring,
                Pipeline,
                Stage,
                Outcome,
                Owner,
                Source,
                Campaign,
                Product,
                Segment,
                Tags,
                Created,
                StageEntered,
                EnteredStage,
                ExpectedClose,
                Closed,
                WonAt,
                LostAt,
                LossReason,
                Probability,
                NextStep,
                Notes,
                ForeignId,
                OrganisationForeignId,
                PersonForeignId,
                OwnId,
            ],
            Self::Organisations => &[
                Ignore, Name, Industry, Employees, Revenue, Currency, Country, Region, Parent,
                Website, Notes, ForeignId, OwnId,
            ],
            Self::People => &[
                Ignore,
                Name,
                FirstName,
                LastName,
                Organisation,
                OrganisationForeignId,
                Position,
                Department,
                Phone,
                Email,
                Notes,
                ForeignId,
                OwnId,
            ],
            Self::History => &[Ignore, Deal, DealForeignId, Stage, Outcome, ChangedAt, OwnId],
            Self::Activities => &[
                Ignore,
                ActivityKind,
                Subject,
                Deal,
                DealForeignId,
                Person,
                PersonForeignId,
                Organisation,
                OrganisationForeignId,
                Due,
                Done,
                Notes,
                OwnId,
            ],
        }
    }
}

impl Target {
    /// Says what its cells must be.
    pub fn content(self) -> Content {
        match self {
            Self::Value | Self::Recurring | Self::Employees | Self::Revenue | Self::Probability => {
                Content::Number
            }
            Self::ExpectedClose
            | Self::Created
            | Self::StageEntered
            | Self::EnteredStage
            | Self::ChangedAt
            | Self::Due
            | Self::Closed
            | Self::WonAt
            | Self::LostAt => Content::Date,
            Self::Ignore
            | Self::OwnId
            | Self::ForeignId
            | Self::Title
            | Self::Name
            | Self::FirstName
            | Self::LastName
            | Self::Organisation
            | Self::OrganisationForeignId
            | Self::Person
            | Self::Currency
            | Self::Stage
            | Self::Outcome
            | Self::Pipeline
            | Self::Owner
            | Self::Source
            | Self::Campaign
            | Self::Product
            | Self::Segment
            | Self::Tags
            | Self::LossReason
            | Self::NextStep
            | Self::Notes
            | Self::Industry
            | Self::Country
            | Self::Region
            | Self::Parent
            | Self::Website
            | Self::Position
            | Self::Department
            | Self::Phone
            | Self::Email
            | Self::PersonForeignId
            | Self::Deal
            | Self::DealForeignId
            | Self::ActivityKind
            | Self::Subject
            // It may be a date as well as "yes".
            | Self::Done => Content::Text,
        }
    }
}
