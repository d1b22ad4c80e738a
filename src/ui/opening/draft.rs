//! A table on its way in: the file, how it is read, and what would come of it.

use crate::ui::session::Session;
use leptos::prelude::GetUntracked;
use trichter::domain::{Preset, WorkspaceId};
use trichter::exchange::{
    Column, Delimiter, Encoding, FileKind, ImportPlan, Mapping, MappingProblem, PipelineChoice,
    RawTable, decode_as, plan,
};
use trichter::workspace::Workspace;

/// How much of the name of a file becomes that of a workspace, in characters.
const NAME_LENGTH: usize = 100;

/// A table on its way in.
pub struct Draft {
    /// The name of the file.
    pub file: String,
    bytes: Vec<u8>,
    /// Its cells.
    pub table: RawTable,
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// How it is brought in.
    pub mapping: Mapping,
    /// What would come of it. While [`Draft::is_ready`] says no it may be older
    /// than the mapping.
    pub plan: ImportPlan,
    /// Why the workspace refused it; empty if it did not.
    pub refused: String,
    /// The workspace it is for, while that is not stored yet.
    pub base: Option<Box<Workspace>>,
    /// The workspace it is for.
    workspace: WorkspaceId,
    /// Grows with every change of the mapping.
    turn: u64,
    /// The turn the plan is of.
    worked_out: u64,
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

impl Draft {
    /// Reads a file and guesses how it is to be brought in.
    pub fn new(session: Session, file: String, bytes: Vec<u8>) -> Self {
        let mut draft = Self {
            table: RawTable::read(&bytes),
            file,
            bytes,
            columns: Vec::new(),
            mapping: nothing_mapped(),
            plan: ImportPlan::default(),
            refused: String::new(),
            base: None,
            workspace: WorkspaceId::default(),
            turn: 0,
            worked_out: 0,
        };
        draft.begin(session);
        draft
    }

    /// Begins anew for the workspace on screen, or for a new one where none is open.
    pub fn begin(&mut self, session: Session) {
        let language = session.language();
        self.base = (!session.open.get_untracked()).then(|| {
            let name = workspace_name(&self.file, session.text().start.my_workspace());
            let make = |ids: &mut _| Workspace::new(&name, Preset::Standard, language, ids);
            Box::new(session.with_ids(|_, ids| make(ids)))
        });
        self.workspace = self.workspace(session, Workspace::id);
        self.columns = Column::study_all(&self.table);
        self.guess(session, None);
    }

    fn workspace<R>(&self, session: Session, read: impl FnOnce(&Workspace) -> R) -> R {
        match &self.base {
            Some(base) => read(base),
            None => session.peek(read),
        }
    }

    /// Guesses the mapping, for a kind of file or for the one it seems to be.
    pub fn guess(&mut self, session: Session, kind: Option<FileKind>) {
        let (table, columns, language) = (&self.table, &self.columns, session.language());
        let mut mapping = self.workspace(session, |workspace| match kind {
            Some(kind) => Mapping::guess_as(kind, table, columns, workspace, language),
            None => Mapping::guess(table, columns, workspace, language),
        });
        mapping.source.clone_from(&self.file);
        self.mapping = mapping;
    }

    /// Cuts the file anew.
    pub fn cut(&mut self, session: Session, encoding: Encoding, delimiter: Delimiter) {
        self.table = RawTable::parse(&decode_as(&self.bytes, encoding), delimiter);
        self.columns = Column::study_all(&self.table);
        self.guess(session, None);
    }

    /// Lists what is to be settled before it can be taken over.
    pub fn problems(&self) -> Vec<MappingProblem> {
        self.mapping.problems(&self.columns)
    }

    /// Says whether it can be taken over.
    pub fn is_ready(&self) -> bool {
        self.worked_out == self.turn
            && self.plan.new + self.plan.changed > 0
            && self.problems().is_empty()
    }

    /// Notes that the mapping changed; returns the turn that needs a plan.
    pub fn grow_stale(&mut self) -> u64 {
        self.turn += 1;
        self.refused.clear();
        self.turn
    }

    /// Says whether nothing changed since a turn.
    pub fn is_at(&self, turn: u64) -> bool {
        self.turn == turn
    }

    /// Says whether the plan is that of the mapping.
    pub fn is_worked_out(&self) -> bool {
        self.worked_out == self.turn
    }

    /// Works out what would come of it.
    pub fn work_out(&mut self, session: Session) {
        let (moment, language) = (session.moment(), session.language());
        self.plan = session.with_ids(|here, ids| {
            let workspace = self.base.as_deref().unwrap_or(here);
            plan(&self.table, &self.mapping, workspace, &moment, language, ids)
        });
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
        if self.is_worked_out() && self.plan.sequence != sequence {
            self.find_pipeline(session);
            return Fit::Changed;
        }
        Fit::Good
    }

    /// Chooses another pipeline if the chosen one is gone.
    fn find_pipeline(&mut self, session: Session) {
        if let PipelineChoice::Existing(id) = self.mapping.pipeline
            && session.peek(|workspace| workspace.pipelines().get(id).is_none())
        {
            let kind = self.mapping.kind;
            let columns = std::mem::take(&mut self.mapping.columns);
            self.guess(session, Some(kind));
            self.mapping.columns = columns;
        }
    }

    /// Gives the plan away, with the workspace it is for if that is new.
    pub fn take(&mut self) -> Option<(ImportPlan, Option<Box<Workspace>>)> {
        self.is_ready().then(|| (std::mem::take(&mut self.plan), self.base.take()))
    }
}

/// A mapping of no columns, until one is guessed.
fn nothing_mapped() -> Mapping {
    let workspace = Workspace::default();
    Mapping::guess(&RawTable::default(), &[], &workspace, trichter::domain::Language::En)
}

/// Makes the name of a workspace of that of a file.
fn workspace_name(file: &str, nameless: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String = stem.trim().chars().take(NAME_LENGTH).collect();
    if name.is_empty() { nameless.to_owned() } else { name }
}
