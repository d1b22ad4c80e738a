//! Several files at once: accounts with opportunities, deals with their history.

use super::{ImportPlan, plan};
use crate::domain::{Ids, Language, Moment};
use crate::exchange::reading::Step;
use crate::exchange::{FileKind, Mapping, RawTable, Target, is_own};
use crate::workspace::{Batch, Command, Record, Refusal, Workspace};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

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
/// The refusal of a batch; [`plan`] makes none that is refused.
pub fn plan_all(
    sheets: &[Sheet<'_>],
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
) -> Result<Bundle, Refusal> {
    let mut planning = Planning::new(sheets, workspace);
    while planning.step(sheets, workspace, moment, language, ids)? == Step::More {}
    Ok(planning.finish())
}

/// What importing several files would do, worked out file by file, so that a
/// page can stay awake between two of them. Drop it to stop.
#[derive(Debug)]
pub struct Planning {
    bundle: Bundle,
    joined: Joined,
    /// The workspace with what the files so far bring; none before the first.
    shadow: Option<Workspace>,
    /// Places of the files, the next one last.
    rest: Vec<usize>,
    /// A batch that is still to be brought into the shadow.
    waiting: Option<Batch>,
}

impl Planning {
    /// Begins to plan. Every step needs the same files and the same workspace.
    pub fn new(sheets: &[Sheet<'_>], workspace: &Workspace) -> Self {
        let mut rest: Vec<usize> = (0..sheets.len()).rev().collect();
        rest.sort_by_key(|at| Reverse(sheets.get(*at).map(|sheet| turn(sheet.mapping.kind))));
        Self {
            bundle: Bundle {
                sequence: workspace.sequence(),
                plans: vec![ImportPlan::default(); sheets.len()],
                ..Bundle::default()
            },
            joined: Joined::default(),
            shadow: None,
            rest,
            waiting: None,
        }
    }

    /// Plans the next file, or brings what it brings to the knowledge of the others.
    ///
    /// # Errors
    /// The refusal of a batch; [`plan`] makes none that is refused.
    pub fn step(
        &mut self,
        sheets: &[Sheet<'_>],
        workspace: &Workspace,
        moment: &Moment,
        language: Language,
        ids: &mut Ids,
    ) -> Result<Step, Refusal> {
        if let Some(batch) = self.waiting.take() {
            let shadow = self.shadow.get_or_insert_with(|| workspace.clone());
            shadow.apply(Command::Import(Box::new(batch)), moment, ids)?;
            return Ok(Step::More);
        }
        let Some(at) = self.rest.pop() else { return Ok(Step::Done) };
        let (Some(sheet), Some(slot)) = (sheets.get(at), self.bundle.plans.get_mut(at)) else {
            return Ok(Step::More);
        };
        let known = self.shadow.as_ref().unwrap_or(workspace);
        let mut made = match without_next_steps(sheets, sheet) {
            Some(mapping) => plan(sheet.table, &mapping, known, moment, language, ids),
            None => plan(sheet.table, sheet.mapping, known, moment, language, ids),
        };
        let batch = std::mem::take(&mut made.batch);
        made.sequence = workspace.sequence();
        *slot = made;
        if self.joined.batch.source.is_empty() {
            self.joined.batch.source.clone_from(&batch.source);
        }
        // Nobody asks for what the last file brings.
        if !self.rest.is_empty() {
            self.waiting = Some(batch.clone());
        }
        self.joined.add(batch);
        Ok(if self.rest.is_empty() { Step::Done } else { Step::More })
    }

    /// Returns what was worked out.
    pub fn finish(mut self) -> Bundle {
        self.bundle.batch = self.joined.batch;
        self.bundle
    }
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
