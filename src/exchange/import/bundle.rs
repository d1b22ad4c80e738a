//! Several files at once: accounts with opportunities, deals with their history.

use super::{ImportPlan, plan};
use crate::domain::{Ids, Language, Moment};
use crate::exchange::{FileKind, Mapping, RawTable, Target, is_own};
use crate::workspace::{Batch, Command, Record, Refusal, Workspace};
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
    let mut bundle = Bundle { sequence: workspace.sequence(), ..Bundle::default() };
    bundle.plans = vec![ImportPlan::default(); sheets.len()];
    let tasks_follow = sheets
        .iter()
        .any(|sheet| sheet.mapping.kind == FileKind::Activities && is_own(sheet.table));
    let mut joined = Joined::default();
    let mut shadow = workspace.clone();
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    order.sort_by_key(|at| sheets.get(*at).map(|sheet| turn(sheet.mapping.kind)));
    for at in order {
        let (Some(sheet), Some(slot)) = (sheets.get(at), bundle.plans.get_mut(at)) else {
            continue;
        };
        let mut mapping = sheet.mapping.clone();
        if tasks_follow && mapping.kind == FileKind::Deals && is_own(sheet.table) {
            // The next step is one of the tasks, and there with all it has.
            let next = mapping.columns.iter_mut().filter(|c| c.target == Target::NextStep);
            next.for_each(|choice| choice.target = Target::Ignore);
        }
        let mut made = plan(sheet.table, &mapping, &shadow, moment, language, ids);
        let batch = std::mem::take(&mut made.batch);
        shadow.apply(Command::Import(Box::new(batch.clone())), moment, ids)?;
        if joined.batch.source.is_empty() {
            joined.batch.source.clone_from(&batch.source);
        }
        joined.add(batch);
        made.sequence = workspace.sequence();
        *slot = made;
    }
    bundle.batch = joined.batch;
    Ok(bundle)
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
#[derive(Default)]
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
