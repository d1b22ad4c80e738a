//! The table of deals: which ones, in which order, with what sums.

use super::Filter;
use crate::domain::{Deal, DealId, Moment, Outcome, PipelineId, StageId};
use crate::scoring::Scores;
use crate::workspace::{NextSteps, Total, Workspace};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Which deals the table shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// How they ended, if they did.
    pub segment: Segment,
    /// The pipeline they are in; `None` is any.
    pub pipeline: Option<PipelineId>,
    /// The stage they are in, or were in when they were closed; `None` is any.
    pub stage: Option<StageId>,
    /// Owner, source, tag and the like.
    pub filter: Filter,
}

/// Deals by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Undecided ones.
    #[default]
    Open,
    /// Won ones.
    Won,
    /// Lost ones.
    Lost,
    /// All of them.
    All,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the field of the deal it is named after")]
pub enum DealColumn {
    Title,
    Organisation,
    Value,
    Probability,
    Weighted,
    Stage,
    Owner,
    ExpectedClose,
    NextStep,
    Age,
    Score,
    Source,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first, A before Z.
    Ascending,
    /// The largest first, Z before A.
    Descending,
}

/// One level of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SortBy {
    /// What is compared.
    pub column: DealColumn,
    /// Which end comes first.
    pub direction: Direction,
}

/// The order of the table: the column chosen last decides, the ones chosen
/// before it decide among equals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortOrder(Vec<SortBy>);

/// What decides the order beside the deals themselves.
#[derive(Clone, Copy, Debug)]
pub struct SortFacts<'a> {
    /// The next step of each deal.
    pub steps: &'a NextSteps,
    /// The score of each deal.
    pub scores: &'a Scores,
    /// When the age is asked for.
    pub moment: &'a Moment,
}

/// The sums under the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListingSums {
    /// How many deals were added.
    pub deals: usize,
    /// Their values.
    pub value: Total,
    /// Their values times their probabilities.
    pub weighted: Total,
}

/// What the filters can be set to: each value that occurs, in order of text.
/// The empty text stands for deals without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterChoices {
    /// Owners.
    pub owners: Vec<String>,
    /// Sources.
    pub sources: Vec<String>,
    /// Tags; never the empty one.
    pub tags: Vec<String>,
}

/// How many columns chosen one after another an order remembers.
const LEVELS: usize = 3;

impl Listing {
    /// Returns true when a deal is shown.
    pub fn admits(&self, workspace: &Workspace, deal: &Deal) -> bool {
        let outcome = match self.segment {
            Segment::Open => deal.outcome.is_open(),
            Segment::Won => deal.outcome.is_won(),
            Segment::Lost => deal.outcome.is_lost(),
            Segment::All => true,
        };
        outcome
            && self.pipeline.is_none_or(|pipeline| deal.pipeline == pipeline)
            && self.stage.is_none_or(|stage| deal.stage == stage)
            && self.filter.matches(workspace, deal)
    }

    /// Returns how many filters are set; the segment is none.
    pub fn active_filters(&self) -> usize {
        let filter = &self.filter;
        let set = [
            self.pipeline.is_some(),
            self.stage.is_some(),
            filter.owner.is_some(),
            filter.source.is_some(),
            filter.tag.is_some(),
        ];
        set.into_iter().filter(|set| *set).count()
    }
}

impl Segment {
    /// Every segment.
    pub const ALL: [Self; 4] = [Self::Open, Self::Won, Self::Lost, Self::All];
}

impl DealColumn {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Title,
        Self::Organisation,
        Self::Value,
        Self::Probability,
        Self::Weighted,
        Self::Stage,
        Self::Owner,
        Self::ExpectedClose,
        Self::NextStep,
        Self::Age,
        Self::Score,
        Self::Source,
    ];

    /// Returns the end that is wanted first when a column is chosen.
    fn first_direction(self) -> Direction {
        match self {
            Self::Value | Self::Probability | Self::Weighted | Self::Age => Direction::Descending,
            Self::Title
            | Self::Organisation
            | Self::Stage
            | Self::Owner
            | Self::ExpectedClose
            | Self::NextStep
            | Self::Score
            | Self::Source => Direction::Ascending,
        }
    }
}

impl Default for SortOrder {
    /// What should be signed first comes first.
    fn default() -> Self {
        let direction = Direction::Ascending;
        let by = |column| SortBy { column, direction };
        Self(vec![by(DealColumn::ExpectedClose), by(DealColumn::Title)])
    }
}

impl SortOrder {
    /// Makes a column decide, or turns it around if it does already.
    pub fn choose(&mut self, column: DealColumn) {
        let direction = match self.direction(column) {
            Some(Direction::Ascending) => Direction::Descending,
            Some(Direction::Descending) => Direction::Ascending,
            None => column.first_direction(),
        };
        self.0.retain(|by| by.column != column);
        self.0.insert(0, SortBy { column, direction });
        self.0.truncate(LEVELS);
    }

    /// Returns the column that decides.
    pub fn first(&self) -> Option<SortBy> {
        self.0.first().copied()
    }

    /// Returns the direction of a column, if it is the one that decides.
    pub fn direction(&self, column: DealColumn) -> Option<Direction> {
        self.first().filter(|by| by.column == column).map(|by| by.direction)
    }

    /// Lists every deal in this order. What is unknown comes last in both
    /// directions; among equals the order of the ids decides.
    pub fn sort(&self, workspace: &Workspace, facts: SortFacts<'_>) -> Vec<DealId> {
        let stages = stage_ranks(workspace);
        let keys = |deal: &Deal| -> Vec<Option<Key>> {
            self.0.iter().map(|by| key(by.column, workspace, deal, facts, &stages)).collect()
        };
        let mut rows: Vec<(Vec<Option<Key>>, DealId)> =
            workspace.deals().iter().map(|deal| (keys(deal), deal.id)).collect();
        rows.sort_by(|(one, _), (two, _)| {
            let levels = self.0.iter().zip(one.iter().zip(two));
            levels
                .map(|(by, (one, two))| compare(one.as_ref(), two.as_ref(), by.direction))
                .find(|ordering| ordering.is_ne())
                .unwrap_or(Ordering::Equal)
        });
        rows.into_iter().map(|(_, id)| id).collect()
    }
}

impl ListingSums {
    /// Adds up deals; those that are gone count for nothing.
    pub fn of(workspace: &Workspace, deals: impl IntoIterator<Item = DealId>) -> Self {
        let mut sums = Self::default();
        for deal in deals.into_iter().filter_map(|id| workspace.deals().get(id)) {
            sums.deals += 1;
            sums.value.add(workspace.base_value(deal));
            sums.weighted.add(workspace.weighted_value(deal));
        }
        sums
    }
}

impl FilterChoices {
    /// Finds every owner, source and tag.
    pub fn of(workspace: &Workspace) -> Self {
        let (mut owners, mut sources, mut tags) = (HashSet::new(), HashSet::new(), HashSet::new());
        for deal in workspace.deals().iter() {
            owners.insert(deal.owner.as_str());
            sources.insert(deal.source.as_str());
            tags.extend(deal.tags.iter().map(String::as_str));
        }
        Self { owners: in_order(owners), sources: in_order(sources), tags: in_order(tags) }
    }
}

fn in_order(found: HashSet<&str>) -> Vec<String> {
    let mut found: Vec<(String, &str)> =
        found.into_iter().map(|text| (folded(text), text)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, text)| text.to_owned()).collect()
}

/// Makes a text comparable as people order it: upper and lower case alike,
/// letters with marks as those without (DIN 5007, variant 1).
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.trim().chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' => folded.push('s'),
            'ü' | 'ú' | 'ù' | 'û' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            other => folded.push(other),
        }
    }
    folded
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
enum Key {
    Number(f64),
    Text(String),
}

/// The place of each stage among all stages of all pipelines.
fn stage_ranks(workspace: &Workspace) -> HashMap<StageId, usize> {
    let pipelines = workspace.pipelines_in_order();
    let stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    stages.enumerate().map(|(rank, stage)| (stage.id, rank)).collect()
}

fn key(
    column: DealColumn,
    workspace: &Workspace,
    deal: &Deal,
    facts: SortFacts<'_>,
    stages: &HashMap<StageId, usize>,
) -> Option<Key> {
    let text = |text: &str| Some(folded(text)).filter(|text| !text.is_empty()).map(Key::Text);
    match column {
        DealColumn::Title => text(&deal.title),
        DealColumn::Organisation => text(&workspace.organisation_of(deal)?.name),
        DealColumn::Owner => text(&deal.owner),
        DealColumn::Source => text(&deal.source),
        DealColumn::Value => Some(Key::Number(workspace.base_value(deal).minor()? as f64)),
        DealColumn::Weighted => Some(Key::Number(workspace.weighted_value(deal).minor()? as f64)),
        DealColumn::Probability => Some(Key::Number(workspace.probability(deal).as_f64())),
        DealColumn::Stage => {
            let rank = *stages.get(&deal.stage)?;
            // What is decided stands behind every stage: won, then lost.
            let behind = match deal.outcome {
                Outcome::Open => 0,
                Outcome::Won(_) => stages.len(),
                Outcome::Lost(_) => 2 * stages.len(),
            };
            Some(Key::Number((behind + rank) as f64))
        }
        DealColumn::ExpectedClose => Some(Key::Number(deal.expected_close?.epoch_days().into())),
        DealColumn::NextStep => {
            let step = facts.steps.of(deal.id)?;
            let minute = f64::from(step.due_minute.unwrap_or_default()) / f64::from(u16::MAX);
            Some(Key::Number(f64::from(step.due?.epoch_days()) + minute))
        }
        DealColumn::Age => deal.age_days(facts.moment).map(Key::Number),
        DealColumn::Score => {
            let cell = facts.scores.of(deal.id)?.cell;
            let grade = crate::domain::Grade::ALL.iter().position(|grade| *grade == cell.grade)?;
            Some(Key::Number((10 * grade) as f64 + f64::from(cell.band.number())))
        }
    }
}

fn compare(one: Option<&Key>, two: Option<&Key>, direction: Direction) -> Ordering {
    let ordering = match (one, two) {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (Some(Key::Number(one)), Some(Key::Number(two))) => one.total_cmp(two),
        (Some(Key::Text(one)), Some(Key::Text(two))) => one.cmp(two),
        // One column has keys of one kind; this orders them all the same.
        (Some(Key::Number(_)), Some(Key::Text(_))) => Ordering::Less,
        (Some(Key::Text(_)), Some(Key::Number(_))) => Ordering::Greater,
    };
    match direction {
        Direction::Ascending => ordering,
        Direction::Descending => ordering.reverse(),
    }
}
