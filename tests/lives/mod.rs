//! Random lives of small workspaces, and storages that remember and fail.

#![allow(dead_code, reason = "each test binary uses its part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use trichter::domain::{
    Currency, Deal, Ids, Moment, Money, Pipeline, PipelineId, Settings, Stage, StageId, Timestamp,
    WorkspaceId,
};
use trichter::store::{Storage, StorageError};
use trichter::workspace::{Command, History, Parts, Place, Transaction, Workspace};

/// So many deals a workspace of a life has at most: it is the protocol that is tested.
const DEALS: usize = 2;

/// What a storage holds.
pub type Texts = BTreeMap<String, String>;

/// Draws an index below a bound.
pub fn below(dice: &mut Ids, bound: usize) -> usize {
    usize::try_from(dice.below(bound as u64)).unwrap()
}

/// Does so many independent parts on all processors; returns what came of each, in order.
///
/// A part that panics ends the test with its own words.
pub fn each<R: Send>(parts: u64, work: impl Fn(u64) -> R + Sync) -> Vec<R> {
    let next = AtomicU64::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            if part >= parts {
                return done;
            }
            done.push((part, work(part)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (0..threads).map(|_| scope.spawn(share)).collect();
        others
            .into_iter()
            .flat_map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect::<Vec<_>>()
    });
    done.sort_by_key(|(part, _)| *part);
    done.into_iter().map(|(_, what)| what).collect()
}

/// A random life of a workspace: each transaction with the state after it. The
/// state after n transactions has the number n.
pub struct Life {
    pub start: Workspace,
    pub steps: Vec<(Transaction, Workspace)>,
}

impl Life {
    /// Lives so many edits.
    pub fn random(seed: u64, length: usize) -> Self {
        let mut ids = Ids::seeded(seed);
        let stage = |name: &str, ids: &mut Ids| Stage {
            id: StageId::fresh(ids),
            name: name.to_owned(),
            ..Stage::default()
        };
        let stages = vec![stage("Anfrage", &mut ids), stage("Angebot", &mut ids)];
        let pipeline = Pipeline {
            id: PipelineId::fresh(&mut ids),
            name: "Verkauf".to_owned(),
            stages,
            ..Pipeline::default()
        };
        let start = Workspace::from_parts(Parts {
            id: WorkspaceId::fresh(&mut ids),
            settings: Settings { name: "Start".to_owned(), ..Settings::default() },
            pipelines: vec![pipeline],
            ..Parts::default()
        });
        assert_eq!(start.problems(), Vec::new());
        let mut life = Self { start, steps: Vec::new() };
        let mut workspace = life.start.clone();
        let mut history = History::default();
        while life.steps.len() < length {
            let done = random_edit(&mut workspace, &mut history, &mut ids);
            if let Some(transaction) = done {
                life.steps.push((transaction, workspace.clone()));
            }
        }
        life
    }

    pub fn id(&self) -> WorkspaceId {
        self.start.id()
    }

    /// Returns the state after so many edits.
    pub fn state(&self, after: usize) -> &Workspace {
        if after == 0 { &self.start } else { &self.steps[after - 1].1 }
    }

    /// Returns after how many edits this was the state; `None` if it never was.
    pub fn age_of(&self, state: &Workspace) -> Option<usize> {
        let age = usize::try_from(state.sequence()).ok()?;
        (age <= self.steps.len() && self.state(age) == state).then_some(age)
    }
}

/// Makes an edit as people do; `None` when nothing came of it.
pub fn random_edit(
    workspace: &mut Workspace,
    history: &mut History,
    ids: &mut Ids,
) -> Option<Transaction> {
    let now = i64::try_from(workspace.sequence()).unwrap() * 60_000;
    let moment = Moment { now: Timestamp::from_millis(now), ..Moment::default() };
    let stages: Vec<_> =
        workspace.pipelines_in_order()[0].stages.iter().map(|stage| stage.id).collect();
    let stage = stages[below(ids, stages.len())];
    let title = format!("Deal {}", ids.below(1_000));
    let count = workspace.deals().len();
    let nth = below(ids, count.max(1));
    let some = workspace.deals().iter().nth(nth).map(|deal| (**deal).clone());
    let place = if ids.below(2) == 0 { Place::Top } else { Place::Bottom };
    let value = Money::new(i64::try_from(ids.below(9_000_000)).unwrap(), Currency::EUR).ok();
    let command = match (ids.below(8), some) {
        (0, _) => {
            let done = history.undo(workspace, &moment);
            return done.filter(|done| !done.changes.is_empty());
        }
        (1, _) => {
            let settings = Settings { name: title, ..(**workspace.settings()).clone() };
            Command::EditSettings(Box::new(settings))
        }
        (2 | 3, Some(deal)) => Command::MoveDeal { deal: deal.id, stage, place },
        (4 | 5, Some(deal)) => Command::EditDeal(Box::new(Deal { title, value, ..deal })),
        (_, Some(deal)) if count >= DEALS => Command::DeleteDeal(deal.id),
        _ => Command::CreateDeal {
            deal: Box::new(Deal { title, value, stage, ..Deal::default() }),
            place,
        },
    };
    let done = workspace.apply(command, &moment, ids).ok().filter(|done| !done.changes.is_empty());
    if let Some(done) = &done {
        history.push(done.clone());
    }
    done
}

/// A change of one key.
pub type Change = (String, Option<String>);

/// Makes a change.
pub fn make(texts: &mut Texts, (key, text): &Change) {
    match text {
        Some(text) => _ = texts.insert(key.clone(), text.clone()),
        None => _ = texts.remove(key),
    }
}

/// When a storage has no room, counted in writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Full {
    Never,
    Once(usize),
    From(usize),
}

/// A storage that remembers its changes and has no room when told so.
#[derive(Clone, Debug)]
pub struct Watched {
    pub texts: Texts,
    pub full: Full,
    pub writes: usize,
    /// Every change, in order, for whoever shares it.
    pub log: Rc<RefCell<Vec<Change>>>,
}

impl Watched {
    pub fn new(texts: Texts) -> Self {
        Self { texts, full: Full::Never, writes: 0, log: Rc::default() }
    }
}

impl Storage for Watched {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.texts.get(key).cloned())
    }

    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        let write = self.writes;
        self.writes += 1;
        let refused = match self.full {
            Full::Never => false,
            Full::Once(at) => write == at,
            Full::From(at) => write >= at,
        };
        if refused {
            return Err(StorageError::Full);
        }
        let change = (key.to_owned(), Some(text.to_owned()));
        make(&mut self.texts, &change);
        self.log.borrow_mut().push(change);
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        let change = (key.to_owned(), None);
        make(&mut self.texts, &change);
        self.log.borrow_mut().push(change);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.texts.keys().cloned().collect())
    }
}
