//! What one row says about a deal, before it meets the workspace.

use super::row::Row;
use super::{Reason, RowError};
use crate::domain::{DealId, LossReason, Money};
use crate::exchange::date::When;
use crate::exchange::header::{self, StageColumn};
use crate::exchange::mapping::ClosedStage;
use crate::exchange::number::Percent;
use crate::exchange::vocabulary::{self, OutcomeWord};
use crate::exchange::{Target, key};
use crate::workspace::TITLE_LIMIT;

/// A row of deals, read. Empty texts and `None` say nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct DealRow {
    pub row: usize,
    pub own_id: Option<DealId>,
    pub foreign_id: String,
    pub title: String,
    pub organisation: String,
    pub organisation_foreign_id: String,
    pub person: String,
    pub person_foreign_id: String,
    pub value: Option<Money>,
    pub recurring: Option<Money>,
    pub pipeline: String,
    pub stage: String,
    pub outcome: Option<Ending>,
    pub owner: String,
    pub source: String,
    pub campaign: String,
    pub product: String,
    pub segment: String,
    pub tags: Vec<String>,
    pub created: Option<When>,
    pub stage_entered: Option<When>,
    /// When it came into which stage, as columns of such times say.
    pub entered: Vec<(StageColumn, When)>,
    pub expected: Option<When>,
    pub closed: Option<When>,
    pub loss_reason: Option<(LossReason, String)>,
    /// As written; whether 1 is 1 % or 100 % depends on the column.
    pub probability: Option<(i64, Percent)>,
    pub next_step: String,
    pub notes: String,
}

/// How the row says the deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Open,
    Won,
    Lost,
}

pub(super) fn read(row: &Row<'_>) -> Result<DealRow, RowError> {
    row.check_width()?;
    let mut deal = DealRow {
        row: row.number(),
        own_id: row.line(Target::OwnId)?.parse().ok(),
        foreign_id: row.line(Target::ForeignId)?,
        organisation: row.line(Target::Organisation)?,
        organisation_foreign_id: row.line(Target::OrganisationForeignId)?,
        person: row.line(Target::Person)?,
        person_foreign_id: row.line(Target::PersonForeignId)?,
        value: row.money(Target::Value)?,
        recurring: row.money(Target::Recurring)?,
        pipeline: row.line(Target::Pipeline)?,
        owner: row.line(Target::Owner)?,
        source: row.line(Target::Source)?,
        campaign: row.line(Target::Campaign)?,
        product: row.line(Target::Product)?,
        segment: row.line(Target::Segment)?,
        tags: tags(row)?,
        created: row.when(Target::Created)?,
        stage_entered: row.when(Target::StageEntered)?,
        entered: row.entered()?.into_iter().map(|(stage, at)| (stage.clone(), at)).collect(),
        expected: row.when(Target::ExpectedClose)?,
        probability: probability(row)?,
        next_step: row.line(Target::NextStep)?,
        notes: row.text(Target::Notes)?,
        ..DealRow::default()
    };
    read_ending(row, &mut deal)?;
    let reason = row.text(Target::LossReason)?;
    if !reason.is_empty() {
        deal.loss_reason = Some((vocabulary::loss_reason(&reason), reason));
    }
    deal.title = title(row, &deal)?;
    Ok(deal)
}

/// The outcome is that of its own column, else of a stage that means one, else
/// that of a filled time of winning or losing.
fn read_ending(row: &Row<'_>, deal: &mut DealRow) -> Result<(), RowError> {
    let (won_at, lost_at) = (row.when(Target::WonAt)?, row.when(Target::LostAt)?);
    let closed = row.when(Target::Closed)?;
    let mut stage = row.line(Target::Stage)?;
    let (bare, pipeline) = header::without_pipeline(&stage);
    if !pipeline.is_empty() && key(pipeline) == key(&deal.pipeline) {
        // HubSpot: "Proposal (Sales Pipeline)" beside "Sales Pipeline".
        stage = bare.to_owned();
    }
    let said = row.line(Target::Outcome)?;
    let by_stage = vocabulary::outcome(&stage);
    let word = if said.is_empty() {
        by_stage
    } else {
        let word = vocabulary::outcome(&said).or_else(|| vocabulary::in_work(&said));
        Some(word.ok_or_else(|| row.error(Target::Outcome, Reason::UnknownOutcome))?)
    };
    deal.outcome = match word {
        Some(OutcomeWord::Deleted) => return Err(row.whole(Reason::Deleted)),
        Some(OutcomeWord::Won) => Some(Ending::Won),
        Some(OutcomeWord::Lost) => Some(Ending::Lost),
        Some(OutcomeWord::Open) => Some(Ending::Open),
        None if won_at.is_some() => Some(Ending::Won),
        None if lost_at.is_some() => Some(Ending::Lost),
        // A stage that is no outcome says that the deal is open.
        None if !stage.is_empty() => Some(Ending::Open),
        None => latest_ending(deal),
    };
    deal.closed = match deal.outcome {
        Some(Ending::Won) => won_at.or(closed),
        Some(Ending::Lost) => lost_at.or(closed),
        Some(Ending::Open) | None => {
            deal.expected = deal.expected.or(closed);
            None
        }
    };
    let believed = match (deal.outcome, row.rows.mapping.closed_stage) {
        (Some(Ending::Won | Ending::Lost), ClosedStage::Unknown) => false,
        (Some(Ending::Won | Ending::Lost), ClosedStage::AsSaid)
        | (Some(Ending::Open) | None, _) => true,
    };
    if believed && by_stage.is_none() {
        deal.stage = stage;
    }
    Ok(())
}

/// How the latest of the times of stages says the deal ended.
fn latest_ending(deal: &DealRow) -> Option<Ending> {
    let instant = |when: &When| when.timestamp(&crate::domain::Zone::default());
    let (stage, _) = deal.entered.iter().max_by_key(|(_, when)| instant(when))?;
    Some(match vocabulary::outcome(&stage.stage) {
        Some(OutcomeWord::Won) => Ending::Won,
        Some(OutcomeWord::Lost) => Ending::Lost,
        Some(OutcomeWord::Open | OutcomeWord::Deleted) | None => Ending::Open,
    })
}

/// The title of its column; where no column is one, organisation and product
/// ("Cancity · GTX Plus Basic"), else one of them, else the id.
fn title(row: &Row<'_>, deal: &DealRow) -> Result<String, RowError> {
    if row.rows.has(Target::Title) {
        let title = row.line(Target::Title)?;
        if title.is_empty() {
            return Err(row.error(Target::Title, Reason::TitleMissing));
        }
        return Ok(title);
    }
    let both = match (deal.organisation.is_empty(), deal.product.is_empty()) {
        (false, false) => format!("{} · {}", deal.organisation, deal.product),
        (false, true) => deal.organisation.clone(),
        (true, false) => deal.product.clone(),
        (true, true) => deal.foreign_id.clone(),
    };
    if both.is_empty() {
        return Err(row.whole(Reason::TitleMissing));
    }
    // Each part alone is short enough.
    if both.chars().count() > TITLE_LIMIT { Ok(deal.organisation.clone()) } else { Ok(both) }
}

fn tags(row: &Row<'_>) -> Result<Vec<String>, RowError> {
    let mut tags: Vec<String> = Vec::new();
    for tag in row.text(Target::Tags)?.split([',', ';', '|', '\n']).map(str::trim) {
        let length = tag.chars().count();
        if length > TITLE_LIMIT {
            return Err(row.error(Target::Tags, Reason::TooLong { length, limit: TITLE_LIMIT }));
        }
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    Ok(tags)
}

fn probability(row: &Row<'_>) -> Result<Option<(i64, Percent)>, RowError> {
    let Some((number, _)) = row.amount(Target::Probability)? else { return Ok(None) };
    let parts = number.ten_thousandths();
    let parts = parts.ok_or_else(|| row.error(Target::Probability, Reason::OutOfRange))?;
    Ok(Some((parts, number.percent)))
}
