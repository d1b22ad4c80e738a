//! Several files at once: accounts with opportunities, deals with their history.

use super::pace::{Pace, in_one_go, pause};
use super::{ImportPlan, plan_in_pieces};
use crate::domain::{Ids, Language, Moment};
use crate::exchange::reading::Step;
use crate::exchange::{FileKind, Mapping, RawTable, Target, is_own};
use crate::workspace::{Batch, Command, Record, Refusal, Workspace};
use std::collections::HashMap;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// One of several files.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Its cells.
    pub table: &'a RawTable,
    /// How it is brought in.
    pub mapping: &'a Mapping,
}

/// What importing several files would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// The sequence number of the workspace it was made for.
    pub sequence: u64,
    /// What each file brings, in the order the files were given. Their batches
    /// are empty: the records are joined in `batch`.
    pub plans: Vec<ImportPlan>,
    /// The records of all files, for one `Command::Import`.
    pub batch: Batch,
}

/// Works out what importing several files would do, each with what the others
/// bring: organisations first, then people, deals, their history, activities.
/// Rows find records of other files by the id in the other program or by name.
/// Nothing is written; all of it is one batch, one transaction, one undo.
///
/// # Errors
/// The refusal of a batch; [`plan`](super::plan) makes none that is refused.
pub fn plan_all(
    sheets: &[Sheet<'_>],
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
) -> Result<Bundle, Refusal> {
    in_one_go(plan_in_turn(sheets, workspace, moment, language, ids))
}

/// What importing several files would do, worked out in pieces, so that a page can stay awake
/// between two of them. Drop it to stop.
pub struct Planning {
    /// None once it is done.
    work: Option<Work>,
    bundle: Bundle,
}

/// The work of [`plan_all`], which pauses after every few rows.
type Work = Pin<Box<dyn Future<Output = Result<Bundle, Refusal>>>>;

impl std::fmt::Debug for Planning {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Planning").finish_non_exhaustive()
    }
}

impl Planning {
    /// Begins to plan what [`plan_all`] plans, for a workspace as it is now.
    pub fn new(
        sheets: Vec<(Arc<RawTable>, Mapping)>,
        workspace: Workspace,
        moment: Moment,
        language: Language,
        mut ids: Ids,
    ) -> Self {
        let bundle = Bundle {
            sequence: workspace.sequence(),
            plans: vec![ImportPlan::default(); sheets.len()],
            ..Bundle::default()
        };
        let work = Box::pin(async move {
            let sheets: Vec<Sheet<'_>> =
                sheets.iter().map(|(table, mapping)| Sheet { table, mapping }).collect();
            plan_in_turn(&sheets, &workspace, &moment, language, &mut ids).await
        });
        Self { work: Some(work), bundle }
    }

    /// Works out the next few rows.
    ///
    /// # Errors
    /// The refusal of a batch; [`plan`](super::plan) makes none that is refused.
    pub fn step(&mut self) -> Result<Step, Refusal> {
        let Some(work) = &mut self.work else { return Ok(Step::Done) };
        let Poll::Ready(bundle) = work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        else {
            return Ok(Step::More);
        };
        self.work = None;
        self.bundle = bundle?;
        Ok(Step::Done)
    }

    /// Returns what was worked out: plans of nothing before the last step, and where a batch was
    /// refused.
    pub fn finish(self) -> Bundle {
        self.bundle
    }
}

/// Plans file after file, each with the workspace as the files before it leave it.
async fn plan_in_turn(
    sheets: &[Sheet<'_>],
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
) -> Result<Bundle, Refusal> {
    let mut pace = Pace::default();
    let mut plans = vec![ImportPlan::default(); sheets.len()];
    let mut joined = Joined::default();
    let mut shadow: Option<Workspace> = None;
    let mut order: Vec<(usize, &Sheet<'_>)> = sheets.iter().enumerate().collect();
    order.sort_by_key(|(_, sheet)| turn(sheet.mapping.kind));
    let last = order.last().map(|(at, _)| *at);
    for (at, sheet) in order {
        let known = shadow.as_ref().unwrap_or(workspace);
        let mapping = without_next_steps(sheets, sheet);
        let sheet =
            Sheet { table: sheet.table, mapping: mapping.as_ref().unwrap_or(sheet.mapping) };
        let mut made = plan_in_pieces(sheet, known, moment, language, ids, &mut pace).await;
        let batch = std::mem::take(&mut made.batch);
        made.sequence = workspace.sequence();
        if let Some(slot) = plans.get_mut(at) {
            *slot = made;
        }
        if joined.batch.source.is_empty() {
            joined.batch.source.clone_from(&batch.source);
        }
        // Nobody asks for what the last file brings.
        if Some(at) != last {
            pause().await;
            let shadow = shadow.get_or_insert_with(|| workspace.clone());
            shadow.apply(Command::Import(Box::new(batch.clone())), moment, ids)?;
            pause().await;
        }
        joined.add(batch);
    }
    Ok(Bundle { sequence: workspace.sequence(), plans, batch: joined.batch })
}

/// Leaves the column of next steps out of our own table of deals where our own
/// table of activities comes along: the next step is one of the tasks, and there
/// with all it has.
fn without_next_steps(sheets: &[Sheet<'_>], sheet: &Sheet<'_>) -> Option<Mapping> {
    let tasks =
        |other: &Sheet<'_>| other.mapping.kind == FileKind::Activities && is_own(other.table);
    if sheet.mapping.kind != FileKind::Deals || !is_own(sheet.table) || !sheets.iter().any(tasks) {
        return None;
    }
    let mut mapping = sheet.mapping.clone();
    let next = mapping.columns.iter_mut().filter(|choice| choice.target == Target::NextStep);
    next.for_each(|choice| choice.target = Target::Ignore);
    Some(mapping)
}

fn turn(kind: FileKind) -> u8 {
    match kind {
        FileKind::Organisations => 0,
        FileKind::People => 1,
        FileKind::Deals => 2,
        FileKind::History => 3,
        FileKind::Activities => 4,
    }
}

/// Batches one after the other; of a record the last form stays.
#[derive(Debug, Default)]
struct Joined {
    batch: Batch,
    places: [HashMap<u64, usize>; 5],
}

impl Joined {
    fn add(&mut self, batch: Batch) {
        let [pipelines, organisations, people, deals, activities] = &mut self.places;
        join(&mut self.batch.pipelines, batch.pipelines, pipelines, |record| record.id.bits());
        join(&mut self.batch.organisations, batch.organisations, organisations, |record| {
            record.id.bits()
        });
        join(&mut self.batch.people, batch.people, people, |record| record.id.bits());
        join(&mut self.batch.deals, batch.deals, deals, |record| record.id.bits());
        join(&mut self.batch.activities, batch.activities, activities, |record| record.id.bits());
    }
}

fn join<T: Record, K: Eq + Hash>(
    all: &mut Vec<T>,
    more: Vec<T>,
    places: &mut HashMap<K, usize>,
    id: fn(&T) -> K,
) {
    for record in more {
        let place = places.entry(id(&record)).or_insert(all.len());
        match all.get_mut(*place) {
            Some(slot) => *slot = record,
            None => all.push(record),
        }
    }
}
