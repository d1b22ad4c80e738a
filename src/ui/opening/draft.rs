//! Tables on their way in, together: the workspace they are for and what would come of them.

use super::remembered;
use super::sheet::{From, Sheet};
use crate::ui::session::Session;
use leptos::prelude::GetUntracked;
use std::sync::Arc;
use trichter::domain::{Ids, Preset, WorkspaceId};
use trichter::exchange::{
    Bundle, FileKind, ImportPlan, Memory, Origin, PipelineChoice, Planning, Step,
};
use trichter::workspace::{Batch, Workspace};

/// How much of the name of a file becomes that of a workspace, in characters.
const NAME_LENGTH: usize = 100;

/// Tables on their way in.
pub struct Draft {
    /// The tables, in the order they were given.
    pub sheets: Vec<Sheet>,
    /// The place of the one whose columns are shown.
    pub shown: usize,
    /// What is to be said of files that could not be read.
    pub unread: Vec<String>,
    /// The records of all tables.
    pub batch: Batch,
    /// Why the workspace refused it; empty if it did not.
    pub refused: String,
    /// The workspace it is for, while that is not stored yet.
    pub base: Option<Box<Workspace>>,
    /// The workspace it is for.
    workspace: WorkspaceId,
    /// The state of that workspace the plan is for, or will be.
    sequence: u64,
    memory: Memory,
    /// Grows with every change of a mapping.
    turn: u64,
    /// The turn the plan is of.
    worked_out: u64,
    /// What is being worked out.
    planning: Option<Planning>,
}

/// Whether a draft fits the workspace on screen.
pub enum Fit {
    /// It does.
    Good,
    /// The workspace was changed since.
    Changed,
    /// It was made for another workspace.
    OtherWorkspace,
}

/// How many rows become what.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    /// Rows that make a new record.
    pub new: usize,
    /// Rows that change a record.
    pub changed: usize,
    /// Rows whose record is already as they say.
    pub unchanged: usize,
    /// Rows that are left out.
    pub rejected: usize,
    /// Rows the user decided to leave out.
    pub left_out: usize,
}

impl Counts {
    /// Counts the rows of a plan.
    pub fn of(plan: &ImportPlan) -> Self {
        let ImportPlan { new, changed, unchanged, rejected, left_out, .. } = *plan;
        Self { new, changed, unchanged, rejected, left_out }
    }
}

impl Draft {
    /// Takes tables and guesses how they are to be brought in.
    pub fn new(session: Session, sheets: Vec<Sheet>, unread: Vec<String>) -> Self {
        let mut draft = Self {
            sheets,
            shown: 0,
            unread,
            batch: Batch::default(),
            refused: String::new(),
            base: None,
            workspace: WorkspaceId::default(),
            sequence: 0,
            memory: remembered::load(),
            turn: 0,
            worked_out: 0,
            planning: None,
        };
        draft.begin(session);
        draft
    }

    /// Begins anew for the workspace on screen, or for a new one where none is open.
    pub fn begin(&mut self, session: Session) {
        let language = session.language();
        let first = self.sheets.first().map(|sheet| match &sheet.from {
            From::Text(_) => sheet.file.as_str(),
            From::Board(board) => board.name.as_str(),
        });
        self.base = (!session.open.get_untracked()).then(|| {
            let name =
                workspace_name(first.unwrap_or_default(), session.text().start.my_workspace());
            let make = |ids: &mut _| Workspace::new(&name, Preset::Standard, language, ids);
            Box::new(session.with_ids(|_, ids| make(ids)))
        });
        self.workspace = match &self.base {
            Some(base) => base.id(),
            None => session.peek(Workspace::id),
        };
        for at in 0..self.sheets.len() {
            self.guess(session, at, None);
        }
    }

    /// Returns the table whose columns are shown.
    pub fn sheet(&mut self) -> Option<&mut Sheet> {
        self.sheets.get_mut(self.shown)
    }

    /// Guesses the mapping of a table, for a kind of file or for the one it seems to be.
    pub fn guess(&mut self, session: Session, at: usize, kind: Option<FileKind>) {
        let (base, memory) = (&self.base, &self.memory);
        let Some(sheet) = self.sheets.get_mut(at) else { return };
        match base {
            Some(base) => sheet.guess(session, base, kind, memory),
            None => session.peek(|here| sheet.guess(session, here, kind, memory)),
        }
    }

    /// Guesses as if nothing were remembered of this table.
    pub fn guess_without_memory(&mut self, session: Session) {
        let memory = std::mem::take(&mut self.memory);
        self.guess(session, self.shown, None);
        self.memory = memory;
    }

    /// Says whether nothing is left to be settled.
    pub fn is_settled(&self) -> bool {
        self.sheets.iter().all(|sheet| sheet.problems().is_empty())
    }

    /// Says whether it can be taken over.
    pub fn is_ready(&self) -> bool {
        let counts = self.counts();
        self.is_worked_out() && counts.new + counts.changed > 0 && self.is_settled()
    }

    /// Counts the rows of all tables.
    pub fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for sheet in &self.sheets {
            let one = Counts::of(&sheet.plan);
            sum.new += one.new;
            sum.changed += one.changed;
            sum.unchanged += one.unchanged;
            sum.rejected += one.rejected;
            sum.left_out += one.left_out;
        }
        sum
    }

    /// Notes that a mapping changed; returns the turn that needs a plan.
    pub fn grow_stale(&mut self) -> u64 {
        self.turn += 1;
        self.planning = None;
        self.refused.clear();
        self.turn
    }

    /// Says whether nothing changed since a turn.
    pub fn is_at(&self, turn: u64) -> bool {
        self.turn == turn
    }

    /// Says whether the plan is that of the mappings.
    pub fn is_worked_out(&self) -> bool {
        self.worked_out == self.turn
    }

    /// Begins to work out what would come of it.
    pub fn plan(&mut self, session: Session) {
        let tables = self.sheets.iter();
        let tables =
            tables.map(|sheet| (Arc::clone(&sheet.table), sheet.mapping.clone())).collect();
        let workspace = match &self.base {
            Some(base) => (**base).clone(),
            None => session.peek(Workspace::clone),
        };
        self.sequence = workspace.sequence();
        let ids = session.with_ids(|_, ids| Ids::seeded(ids.next()));
        let (moment, language) = (session.moment(), session.language());
        self.planning = Some(Planning::new(tables, workspace, moment, language, ids));
    }

    /// Works out a piece of it; takes it over at the end. What is refused is told and ends it.
    pub fn step(&mut self, session: Session) -> Step {
        let Some(planning) = &mut self.planning else { return Step::Done };
        match planning.step() {
            Ok(Step::More) => return Step::More,
            Ok(Step::Done) => {}
            Err(refusal) => self.refused = session.text().refusal(&refusal),
        }
        if let Some(planning) = self.planning.take() {
            self.take_plan(planning.finish());
        }
        Step::Done
    }

    /// Takes what was worked out.
    fn take_plan(&mut self, bundle: Bundle) {
        self.sequence = bundle.sequence;
        self.batch = bundle.batch;
        for (sheet, plan) in self.sheets.iter_mut().zip(bundle.plans) {
            sheet.take_plan(plan);
        }
        self.worked_out = self.turn;
    }

    /// Says whether the plan is one for the workspace on screen.
    pub fn fits(&mut self, session: Session) -> Fit {
        let open = session.open.get_untracked();
        if open == self.base.is_some() {
            return Fit::OtherWorkspace;
        }
        if !open {
            return Fit::Good;
        }
        let (id, sequence) = session.peek(|workspace| (workspace.id(), workspace.sequence()));
        if id != self.workspace {
            return Fit::OtherWorkspace;
        }
        let worked_on = self.is_worked_out() || self.planning.is_some();
        if worked_on && self.sequence != sequence {
            self.find_pipelines(session);
            return Fit::Changed;
        }
        Fit::Good
    }

    /// Chooses another pipeline where the chosen one is gone.
    fn find_pipelines(&mut self, session: Session) {
        for at in 0..self.sheets.len() {
            let Some(sheet) = self.sheets.get_mut(at) else { continue };
            if let PipelineChoice::Existing(id) = sheet.mapping.pipeline
                && session.peek(|workspace| workspace.pipelines().get(id).is_none())
            {
                let kind = sheet.mapping.kind;
                let columns = std::mem::take(&mut sheet.mapping.columns);
                self.guess(session, at, Some(kind));
                if let Some(sheet) = self.sheets.get_mut(at) {
                    sheet.mapping.columns = columns;
                }
            }
        }
    }

    /// Gives the records away, with the workspace they are for if that is new.
    /// The choices are remembered for tables with the same headings.
    pub fn take(&mut self) -> Option<(Batch, Option<Box<Workspace>>)> {
        if !self.is_ready() {
            return None;
        }
        for sheet in &self.sheets {
            if matches!(sheet.from, From::Text(_)) && sheet.origin() != Origin::Trichter {
                self.memory.note(&sheet.table, &sheet.mapping);
            }
        }
        remembered::keep(&self.memory);
        Some((std::mem::take(&mut self.batch), self.base.take()))
    }
}

/// Makes the name of a workspace of that of a file.
fn workspace_name(file: &str, nameless: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String = stem.trim().chars().take(NAME_LENGTH).collect();
    if name.is_empty() { nameless.to_owned() } else { name }
}
