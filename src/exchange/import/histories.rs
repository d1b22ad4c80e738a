//! Joins a file of changes of stage to the deals it is about.

use super::pace::Pace;
use super::pipelines::Pipelines;
use super::row::{Row, Rows};
use super::story::{Step, Story, is_day_of};
use super::{ImportPlan, Reason, RowError};
use crate::domain::{Deal, DealId, Happening, Ids, Language, Moment, Timestamp};
use crate::exchange::vocabulary::{self, OutcomeWord};
use crate::exchange::{Target, is_own, key};
use crate::workspace::Workspace;
use std::collections::{BTreeMap, HashMap};

/// A deal with more events than this was not only imported.
const ASSUMED_EVENTS: usize = 2;

/// What says which change came first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The file: it is ours, and lists them as they happened.
    File,
    /// The clock.
    Clock,
}

/// One change of stage.
struct Change {
    at: Option<Timestamp>,
    step: Step,
}

pub(super) async fn plan(
    rows: &Rows<'_>,
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
    plan: &mut ImportPlan,
    pace: &mut Pace,
) {
    let deals = Deals::new(workspace);
    let mut pipelines = Pipelines::new(rows.mapping, workspace, ids);
    let mut changes: BTreeMap<DealId, Vec<Change>> = BTreeMap::new();
    for row in rows.filled(&mut plan.blank, pace).await {
        pace.row().await;
        match read(&row, &deals, workspace, moment, &mut pipelines, ids) {
            Ok((deal, change)) => changes.entry(deal).or_default().push(change),
            Err(error) => plan.row_errors.push(error),
        }
    }
    pipelines.settle(language, ids);
    let order = if is_own(rows.table) { Order::File } else { Order::Clock };
    for (id, mut changes) in changes {
        pace.row().await;
        let Some(here) = workspace.deals().get(id) else { continue };
        let count = changes.len();
        if order == Order::Clock {
            changes.sort_by_key(|change| change.at);
        }
        let mut deal = (**here).clone();
        retell(&mut deal, changes, order, moment);
        if deal == **here {
            plan.unchanged += count;
        } else {
            plan.changed += count;
            plan.batch.deals.push(deal);
        }
    }
    let (pipelines, stages) = pipelines.finish(|_| false);
    plan.batch.pipelines = pipelines;
    plan.stages_to_create = stages;
}

/// Finds deals by what a file calls them.
pub(super) struct Deals {
    by_foreign_id: HashMap<String, DealId>,
    by_title: HashMap<String, Vec<DealId>>,
}

impl Deals {
    pub fn new(workspace: &Workspace) -> Self {
        let mut deals = Self { by_foreign_id: HashMap::new(), by_title: HashMap::new() };
        for deal in workspace.deals().iter() {
            if !deal.foreign_id.is_empty() {
                deals.by_foreign_id.entry(deal.foreign_id.clone()).or_insert(deal.id);
            }
            deals.by_title.entry(key(&deal.title)).or_default().push(deal.id);
        }
        deals
    }

    /// By our own id, by the id elsewhere, by a title that only one deal has.
    pub fn find(&self, own: &str, foreign: &str, title: &str, here: &Workspace) -> Option<DealId> {
        let known = |id: &DealId| here.deals().contains(*id);
        let own = [own, foreign].into_iter().find_map(|id| id.parse().ok().filter(known));
        let by_title = || match self.by_title.get(&key(title)).map(Vec::as_slice) {
            Some([only]) if !title.is_empty() => Some(*only),
            Some(_) | None => None,
        };
        own.or_else(|| self.by_foreign_id.get(foreign).copied()).or_else(by_title)
    }
}

fn read(
    row: &Row<'_>,
    deals: &Deals,
    workspace: &Workspace,
    moment: &Moment,
    pipelines: &mut Pipelines<'_>,
    ids: &mut Ids,
) -> Result<(DealId, Change), RowError> {
    row.check_width()?;
    let own = row.line(Target::OwnId)?;
    let foreign = row.line(Target::DealForeignId)?;
    let title = row.line(Target::Deal)?;
    let at = row.when(Target::ChangedAt)?.map(|when| when.timestamp(&moment.zone));
    let (stage, outcome) = (row.line(Target::Stage)?, row.line(Target::Outcome)?);
    let target = if foreign.is_empty() { Target::Deal } else { Target::DealForeignId };
    let deal = deals.find(&own, &foreign, &title, workspace);
    let deal = deal.ok_or_else(|| row.error(target, Reason::UnknownDeal))?;
    let word = vocabulary::outcome(&outcome)
        .filter(|word| *word != OutcomeWord::Open)
        .or_else(|| vocabulary::outcome(&stage).filter(|word| *word != OutcomeWord::Open));
    let step = match word {
        Some(OutcomeWord::Won) => Step::Won,
        Some(OutcomeWord::Lost) => Step::Lost,
        Some(OutcomeWord::Deleted) => return Err(row.whole(Reason::Deleted)),
        Some(OutcomeWord::Open) | None => {
            if stage.is_empty() {
                return Err(row.error(Target::Stage, Reason::UnknownStage));
            }
            let pipeline = workspace.deals().get(deal).map(|deal| deal.pipeline);
            let at = pipeline.and_then(|id| pipelines.place_of(id));
            let at = at.ok_or_else(|| row.error(Target::Stage, Reason::StageArchived))?;
            let stage = pipelines.stage(at, &stage, ids);
            Step::In(stage.map_err(|reason| row.error(Target::Stage, reason))?)
        }
    };
    Ok((deal, Change { at, step }))
}

/// Tells the history of a deal anew from the file and from what happened to it
/// here. What an import only assumed about it gives way.
fn retell(deal: &mut Deal, mut changes: Vec<Change>, order: Order, moment: &Moment) {
    let assumed = deal.history.len() <= ASSUMED_EVENTS && !deal.foreign_id.is_empty();
    let closing = |step: Step| matches!(step, Step::Won | Step::Lost);
    let mut all: Vec<Change> = Vec::new();
    let kept = if assumed { &[] } else { deal.history.as_slice() };
    for event in kept {
        let step = match event.what {
            Happening::Entered(stage) | Happening::Reopened(stage) => Step::In(stage),
            Happening::Won => Step::Won,
            Happening::Lost => Step::Lost,
        };
        all.push(Change { at: event.at, step });
    }
    // What is known is known more exactly here: to the millisecond, and a close
    // with the time the user gave it.
    let second = |at: Option<Timestamp>| at.map(|at| at.millis().div_euclid(1_000));
    let closed_at = deal.outcome.closed_at();
    let closed = !deal.outcome.is_open();
    let same = |change: &Change, known: &Change| {
        change.step == known.step
            && (second(change.at) == second(known.at)
                || (closing(known.step) && known.at == closed_at && closed))
    };
    if all.iter().all(|known| changes.iter().any(|change| same(change, known)))
        && changes.len() > all.len()
    {
        // The file tells all that is known and more: its order holds.
        for change in &mut changes {
            if let Some(known) = all.iter().find(|known| same(change, known)) {
                change.at = known.at;
            }
        }
        all.clear();
    } else {
        changes.retain(|change| !all.iter().any(|known| same(change, known)));
    }
    if changes.is_empty() {
        return;
    }
    let told_whole = all.is_empty();
    all.extend(changes);
    if order == Order::Clock || !told_whole {
        all.sort_by_key(|change| change.at);
    }
    let first = all.first().and_then(|change| change.at);
    if let (Some(created), Some(first)) = (deal.created, first)
        && is_day_of(created, first, &moment.zone)
    {
        // Only the day was known.
        deal.created = Some(first);
    }
    let entered_at = deal.entered_stage_at().filter(|_| !assumed);
    let reached = all.iter().rev().find_map(|change| match change.step {
        Step::In(stage) => Some(stage),
        Step::Won | Step::Lost => None,
    });
    if !deal.outcome.is_open() {
        deal.stage = reached.unwrap_or(deal.stage);
    }
    let mut story = Story::new(deal);
    for change in all {
        story.step(change.at, change.step);
    }
    story.end(deal, entered_at, &moment.zone);
}
