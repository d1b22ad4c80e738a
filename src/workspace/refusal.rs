//! Why a command was not done.

use crate::domain::MoneyError;

/// Says why a command was refused. The page says it in words, at the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The record the command is about, or one it links to, is not there (any more).
    Missing(Field),
    /// A field that must be filled is empty.
    Empty(Field),
    /// A text is too long.
    TooLong {
        /// The field.
        field: Field,
        /// Its length in characters.
        length: usize,
        /// The longest allowed, in characters.
        limit: usize,
    },
    /// An amount is below zero.
    Negative(Field),
    /// A number is outside its bounds.
    OutOfRange(Field),
    /// An amount cannot be held.
    Money(MoneyError),
    /// A deal cannot be lost without saying why.
    LossReasonMissing,
    /// The deal is won or lost already.
    AlreadyClosed,
    /// The deal is open.
    NotClosed,
    /// The stage is archived; nothing can be put there.
    StageArchived,
    /// A pipeline must keep one stage.
    LastStage,
    /// A workspace must keep one pipeline.
    LastPipeline,
    /// A stage cannot be merged into itself.
    SameStage,
    /// It was made for an earlier state of the workspace.
    Outdated,
    /// A link is neither https nor mailto nor tel.
    LinkNotAllowed,
}

impl From<MoneyError> for Refusal {
    fn from(error: MoneyError) -> Self {
        Self::Money(error)
    }
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the record or field of the same name")]
pub enum Field {
    Deal,
    Title,
    Value,
    Recurring,
    Organisation,
    Person,
    Activity,
    Pipeline,
    Stage,
    Name,
    Subject,
    Reason,
    Recommend,
    Website,
    Employees,
    Revenue,
    Tags,
    Notes,
    Other,
    Due,
    Scoring,
}
