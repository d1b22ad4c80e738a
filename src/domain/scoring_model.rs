//! The tables by which leads are scored; part of a workspace's settings.

use super::Engagement;
use super::record::record;
use serde::{Deserialize, Serialize};

/// A grade of the explicit score.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Grade {
    /// Best, 4 points.
    A,
    /// 3 points.
    B,
    /// 2 points.
    C,
    /// Anything else, 1 point.
    #[default]
    D,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// Returns the points of the grade: A = 4 to D = 1.
    pub fn points(self) -> u32 {
        match self {
            Self::A => 4,
            Self::B => 3,
            Self::C => 2,
            Self::D => 1,
        }
    }
}

/// What the explicit score looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoredAttribute {
    /// Position of the deal's main contact.
    Position,
    /// Employees of the organisation.
    Employees,
    /// Industry of the organisation.
    Industry,
}

/// When a grade is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// The text contains one of these words or phrases whole, or begins a word
    /// with one that ends in `*`; capitals, umlauts' spelling and punctuation
    /// make no difference.
    OneOf(Vec<String>),
    /// The number is larger than this.
    MoreThan(u32),
}

/// A grade and when it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeRule {
    /// The grade.
    pub grade: Grade,
    /// When it is given.
    pub criterion: Criterion,
}

/// How one attribute is graded. The first rule that holds decides; none gives D.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeRule {
    /// The attribute.
    pub attribute: ScoredAttribute,
    /// Its weight in the mean, 0 to 100.
    pub weight: u32,
    /// Rules in the order they are looked at: best grade first, after those that
    /// rule a better grade out (such as D for assistants).
    pub rules: Vec<GradeRule>,
}

/// Points for one behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngagementPoints {
    /// The behaviour.
    pub engagement: Engagement,
    /// Points for each time, 0 to 1,000.
    pub points: u32,
}

/// What to do with a lead in a cell of the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatrixMeaning {
    /// Hand over to sales.
    Hot,
    /// Keep warm.
    Nurture,
    /// Only watch.
    #[default]
    Watch,
}

impl MatrixMeaning {
    /// Every meaning, most urgent first.
    pub const ALL: [Self; 3] = [Self::Hot, Self::Nurture, Self::Watch];
}

record! {
    /// The scoring tables. An empty table means the default one, see
    /// [`crate::scoring::standard_model`].
    pub struct ScoringModel {
        /// Explicit score: who they are.
        attributes: Vec<AttributeRule> = "attributes",
        /// Implicit score: what they do.
        engagements: Vec<EngagementPoints> = "engagements",
        /// Days after which points count half; `None` for ever.
        half_life_days: Option<u32> = "halfLifeDays",
        /// Meanings of the cells, by grade A–D, each for the bands 1–4.
        matrix: Vec<[MatrixMeaning; 4]> = "matrix",
    }
}
