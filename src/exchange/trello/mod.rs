//! Reads a Trello board, exported as JSON, into tables that are brought in like
//! any other: its cards as deals, its moves as their history.

mod moves;
mod wire;

use super::mapping::{Mapping, PipelineChoice};
use super::{Column, FileKind, RawTable};
use crate::domain::Language;
use crate::workspace::Workspace;
use moves::{Known, Moves, made_at};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;
use wire::{Card, Field, FieldItem, File, List};

/// Trello exports so many actions at most, the latest ones.
pub const ACTION_LIMIT: usize = 1_000;

/// What becomes of archived cards and of cards in archived lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ArchivedCards {
    /// They are left out.
    #[default]
    LeaveOut,
    /// They come in like the others.
    Include,
}

/// Why a file is no board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrelloError {
    /// It is no JSON, or lists and cards are not what they are in an export.
    Form,
    /// It has no cards.
    Empty,
}

/// A board as tables, with what should be said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// Its lists in their order; each becomes a stage, or an outcome such as "Won".
    pub lists: Vec<String>,
    /// One card a row.
    pub deals: RawTable,
    /// One entry into a list a row, oldest first.
    pub history: RawTable,
    /// How many cards were left out as archived.
    pub archived: usize,
    /// How many cards have a history whose beginning the export cut off: they are
    /// in the first known list since an unknown time.
    pub truncated: usize,
    /// How many actions the file has; [`ACTION_LIMIT`] means that older ones are missing.
    pub actions: usize,
}

/// Says whether a JSON text looks like a board.
pub fn is_board(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Shape<'a> {
        #[serde(borrow)]
        lists: Option<&'a RawValue>,
        #[serde(borrow)]
        cards: Option<&'a RawValue>,
    }
    let text = text.trim_start_matches('\u{feff}');
    let shape: Result<Shape<'_>, _> = serde_json::from_str(text);
    shape.is_ok_and(|shape| {
        [shape.lists, shape.cards]
            .iter()
            .all(|field| field.is_some_and(|json| json.get().starts_with('[')))
    })
}

/// Reads a board.
///
/// A card's first list comes from its `createCard`, the others from
/// `updateCard` with a list before and after. The time a card was made is in
/// its id, so it is known even where the export has cut the action off.
///
/// # Errors
/// [`TrelloError`] for what is no board with cards.
pub fn read(text: &str, archived: ArchivedCards) -> Result<Board, TrelloError> {
    let text = text.trim_start_matches('\u{feff}');
    let file: File = serde_json::from_str(text).map_err(|_| TrelloError::Form)?;
    let (Some(mut lists), Some(cards)) = (file.lists, file.cards) else {
        return Err(TrelloError::Form);
    };
    let place = |list: &List| {
        list.pos.as_ref().and_then(|pos| pos.get().parse::<f64>().ok()).unwrap_or(f64::MAX)
    };
    lists.sort_by(|one, two| place(one).total_cmp(&place(two)));
    let actions = file.actions.unwrap_or_default();
    let mut board =
        Board { name: file.name.unwrap_or_default(), actions: actions.len(), ..Board::default() };
    let names: HashMap<&str, &str> = lists
        .iter()
        .map(|list| (list.id.as_str(), list.name.as_deref().unwrap_or_default()))
        .collect();
    let closed: Vec<&str> = lists
        .iter()
        .filter(|list| list.closed == Some(true))
        .map(|list| list.id.as_str())
        .collect();
    board.lists = lists
        .iter()
        .filter(|list| archived == ArchivedCards::Include || list.closed != Some(true))
        .filter_map(|list| list.name.clone())
        .filter(|name| !name.trim().is_empty())
        .collect();
    let people: HashMap<&str, &str> = file
        .members
        .iter()
        .flatten()
        .map(|member| {
            let name = member.full_name.as_deref().or(member.username.as_deref());
            (member.id.as_str(), name.unwrap_or_default())
        })
        .collect();
    let fields = file.fields.unwrap_or_default();
    let moves = Moves::of(&actions, &names);
    let mut deals: Vec<Vec<String>> = vec![HEADERS.map(str::to_owned).to_vec()];
    if let Some(header) = deals.first_mut() {
        header.extend(fields.iter().map(|field| field.name.clone().unwrap_or_default()));
    }
    let mut history: Vec<Vec<String>> = vec![STEP_HEADERS.map(str::to_owned).to_vec()];
    for card in &cards {
        let list = card.list.as_deref().unwrap_or_default();
        let is_archived = card.closed == Some(true) || closed.contains(&list);
        if is_archived && archived == ArchivedCards::LeaveOut {
            board.archived += 1;
            continue;
        }
        let stage = names.get(list).copied().unwrap_or_default();
        deals.push(row(card, stage, &people, &fields));
        board.truncated += usize::from(moves.write(card, stage, &mut history) == Known::Partly);
    }
    if deals.len() < 2 {
        return Err(TrelloError::Empty);
    }
    board.deals = RawTable::of(&deals);
    board.history = RawTable::of(&history);
    Ok(board)
}

const HEADERS: [&str; 8] =
    ["ID", "Title", "Stage", "Owner", "Tags", "Created", "Expected close", "Notes"];
const STEP_HEADERS: [&str; 3] = ["Card ID", "Stage", "Changed at"];

fn row(card: &Card, stage: &str, people: &HashMap<&str, &str>, fields: &[Field]) -> Vec<String> {
    let owners: Vec<&str> = card
        .members
        .iter()
        .flatten()
        .filter_map(|id| people.get(id.as_str()).copied())
        .filter(|name| !name.is_empty())
        .collect();
    let labels: Vec<&str> = card
        .labels
        .iter()
        .flatten()
        .filter_map(|label| {
            label.name.as_deref().filter(|name| !name.is_empty()).or(label.color.as_deref())
        })
        .collect();
    let mut row = vec![
        card.id.clone(),
        card.name.clone().unwrap_or_default(),
        stage.to_owned(),
        owners.join(", "),
        labels.join("|"),
        made_at(&card.id).unwrap_or_default(),
        card.due.clone().unwrap_or_default(),
        card.desc.clone().unwrap_or_default(),
    ];
    for field in fields {
        let item = card.fields.iter().flatten().find(|item| item.field.as_ref() == Some(&field.id));
        row.push(item.map(|item| field_text(field, item)).unwrap_or_default());
    }
    row
}

fn field_text(field: &Field, item: &FieldItem) -> String {
    let chosen = item.option.as_ref().and_then(|id| {
        let mut options = field.options.iter().flatten();
        options.find(|option| option.id.as_ref() == Some(id)).and_then(|o| o.value.as_ref())
    });
    let Some(value) = item.value.as_ref().or(chosen) else { return String::new() };
    [&value.number, &value.text, &value.date, &value.checked]
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
}

impl Board {
    /// Guesses how the two tables are brought in: a pipeline of the board's name
    /// with its lists as stages, in their order.
    pub fn mappings(&self, workspace: &Workspace, language: Language) -> [Mapping; 2] {
        let make = |kind: FileKind, table: &RawTable| {
            let columns = Column::study_all(table);
            let mut mapping = Mapping::guess_as(kind, table, &columns, workspace, language);
            mapping.source.clone_from(&self.name);
            mapping
        };
        let mut deals = make(FileKind::Deals, &self.deals);
        place(&mut deals, &self.name, &self.lists, workspace);
        [deals, make(FileKind::History, &self.history)]
    }
}

/// Sends the cards of a board into the pipeline of its name, with its lists as
/// stages in their order.
pub fn place(mapping: &mut Mapping, name: &str, lists: &[String], workspace: &Workspace) {
    let name = if name.trim().is_empty() { "Trello" } else { name.trim() };
    mapping.pipeline = workspace
        .pipelines_in_order()
        .into_iter()
        .find(|pipeline| super::key(&pipeline.name) == super::key(name))
        .map_or_else(
            || PipelineChoice::New(name.to_owned()),
            |pipeline| PipelineChoice::Existing(pipeline.id),
        );
    mapping.stage_order = lists.to_vec();
    mapping.needed_stages = lists.to_vec();
}
