//! One table on its way in: where it came from, how it is read, what would come of it.

use crate::ui::session::Session;
use std::sync::Arc;
use trichter::exchange::trello::{self, ArchivedCards, Board};
use trichter::exchange::{
    Column, Duplicate, FileKind, ImportPlan, Mapping, MappingProblem, Memory, Origin, RawTable,
    origin,
};
use trichter::workspace::Workspace;

/// A table on its way in.
pub struct Sheet {
    /// The name of the file.
    pub file: String,
    /// Where its cells come from.
    pub from: From,
    /// Its cells; shared with what is being worked out.
    pub table: Arc<RawTable>,
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// How it is brought in.
    pub mapping: Mapping,
    /// Whether the choices are those of an earlier time.
    pub choices: Choices,
    /// What would come of it, without its records. It may be older than the mapping.
    pub plan: ImportPlan,
    /// New records that look like known ones, with those that were decided about.
    pub duplicates: Vec<Duplicate>,
}

/// Where cells come from.
#[derive(Clone)]
pub enum From {
    /// A file of delimited text.
    Text(Arc<Vec<u8>>),
    /// A board: a document in JSON.
    Board(Arc<BoardFile>),
}

/// A board with what should be said about it.
pub struct BoardFile {
    /// The document.
    pub json: String,
    /// What becomes of archived cards.
    pub archived: ArchivedCards,
    /// Its name.
    pub name: String,
    /// Its lists, in their order.
    pub lists: Vec<String>,
    /// How many cards were left out as archived.
    pub left_out: usize,
    /// How many cards have a history whose beginning is cut off.
    pub truncated: usize,
    /// How many actions the file has.
    pub actions: usize,
}

/// Who made the choices of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// They are guessed.
    Guessed,
    /// They were made for a table with the same headings.
    Remembered,
}

impl Sheet {
    /// Takes a table that was cut from a file.
    pub fn new(file: String, from: From, table: RawTable, columns: Vec<Column>) -> Self {
        Self {
            file,
            from,
            table: Arc::new(table),
            columns,
            mapping: nothing_mapped(),
            choices: Choices::Guessed,
            plan: ImportPlan::default(),
            duplicates: Vec::new(),
        }
    }

    /// Takes the tables of a board: its cards, and their moves if it tells any.
    ///
    /// # Errors
    /// See [`trello::read`].
    pub fn of_board(
        file: &str,
        json: String,
        archived: ArchivedCards,
    ) -> Result<Vec<Self>, trello::TrelloError> {
        let Board { name, lists, deals, history, archived: left_out, truncated, actions } =
            trello::read(&json, archived)?;
        let board = BoardFile { json, archived, name, lists, left_out, truncated, actions };
        let from = From::Board(Arc::new(board));
        let tables = [deals, history].into_iter().filter(|table| !table.is_empty());
        let make = |table: RawTable| {
            let columns = Column::study_all(&table);
            Self::new(file.to_owned(), from.clone(), table, columns)
        };
        Ok(tables.map(make).collect())
    }

    /// Says which program wrote the file, as far as it can be told.
    pub fn origin(&self) -> Origin {
        origin(&self.table.headers().collect::<Vec<_>>())
    }

    /// Guesses the mapping, for a kind of file or for the one it seems to be.
    pub fn guess(
        &mut self,
        session: Session,
        workspace: &Workspace,
        kind: Option<FileKind>,
        memory: &Memory,
    ) {
        let (table, columns, language) = (&self.table, &self.columns, session.language());
        let kind = kind.or_else(|| memory.kind(table));
        let mut mapping = match kind {
            Some(kind) => Mapping::guess_as(kind, table, columns, workspace, language),
            None => Mapping::guess(table, columns, workspace, language),
        };
        match &self.from {
            From::Text(_) => {
                mapping.source.clone_from(&self.file);
                self.choices = if memory.recall(table, &mut mapping) {
                    Choices::Remembered
                } else {
                    Choices::Guessed
                };
            }
            From::Board(board) => board.settle(&mut mapping, workspace),
        }
        self.mapping = mapping;
        self.duplicates.clear();
    }

    /// Lists what is to be settled before it can be taken over.
    pub fn problems(&self) -> Vec<MappingProblem> {
        self.mapping.problems(&self.columns)
    }

    /// Takes what was worked out.
    pub fn take_plan(&mut self, plan: ImportPlan) {
        let decided = &self.mapping.decisions;
        self.duplicates.retain(|known| decided.contains_key(&known.row));
        for found in &plan.duplicates {
            if self.duplicates.iter().all(|known| known.row != found.row) {
                self.duplicates.push(found.clone());
            }
        }
        self.duplicates.sort_by_key(|known| known.row);
        self.plan = plan;
    }
}

impl BoardFile {
    /// A pipeline of the board's name with its lists as stages, in their order.
    fn settle(&self, mapping: &mut Mapping, workspace: &Workspace) {
        mapping.source.clone_from(&self.name);
        if mapping.kind == FileKind::Deals {
            trello::place(mapping, &self.name, &self.lists, workspace);
        }
    }
}

/// A mapping of no columns, until one is guessed.
fn nothing_mapped() -> Mapping {
    let workspace = Workspace::default();
    Mapping::guess(&RawTable::default(), &[], &workspace, trichter::domain::Language::En)
}
