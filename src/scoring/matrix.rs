//! The matrix of both scores, A1 to D4.

use super::{Band, Scores, meaning};
use crate::domain::{Deal, DealId, Grade, MatrixMeaning, ScoringModel};
use crate::workspace::{Total, Workspace};
use std::fmt;

/// A cell of the matrix; written `A1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Grade of the explicit score: the row.
    pub grade: Grade,
    /// Band of the implicit score: the column.
    pub band: Band,
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}{}", self.grade, self.band.number())
    }
}

impl Cell {
    /// Yields every cell, A1 A2 … D4.
    pub fn all() -> impl Iterator<Item = Self> {
        let row = |grade| Band::ALL.into_iter().map(move |band| Self { grade, band });
        Grade::ALL.into_iter().flat_map(row)
    }

    /// Returns the meaning the matrix of a model gives this cell; `Watch` for
    /// a row it lacks. The model is one of [`super::tables_in_use`].
    pub fn meaning(self, model: &ScoringModel) -> MatrixMeaning {
        let row = Grade::ALL.iter().position(|grade| *grade == self.grade);
        let column = Band::ALL.iter().position(|band| *band == self.band);
        row.zip(column).map_or(MatrixMeaning::Watch, |(row, column)| meaning(model, row, column))
    }
}

/// The open deals by cell. Pseudo leads are left out, as of every sales figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Every cell, A1 A2 … D4.
    pub cells: Vec<MatrixCell>,
    /// Deals without a score.
    pub without: Vec<DealId>,
    /// Their value.
    pub without_value: Total,
}

/// The open deals of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixCell {
    /// The cell.
    pub cell: Cell,
    /// What it means here.
    pub meaning: MatrixMeaning,
    /// Its deals, in the order of their ids.
    pub deals: Vec<DealId>,
    /// Their value in the base currency.
    pub value: Total,
}

impl Matrix {
    /// Sorts the open deals that pass a filter into their cells.
    pub fn of(workspace: &Workspace, scores: &Scores, filter: impl Fn(&Deal) -> bool) -> Self {
        let model = super::tables_in_use(&workspace.settings().scoring);
        let empty = |cell: Cell| MatrixCell {
            cell,
            meaning: cell.meaning(&model),
            deals: Vec::new(),
            value: Total::default(),
        };
        let mut matrix = Self { cells: Cell::all().map(empty).collect(), ..Self::default() };
        let open = workspace.deals().iter().filter(|deal| deal.outcome.is_open() && deal.counts());
        for deal in open.filter(|deal| filter(deal)) {
            let value = workspace.base_value(deal);
            let cell = scores.of(deal.id).map(|score| score.cell);
            let known =
                cell.and_then(|cell| matrix.cells.iter_mut().find(|known| known.cell == cell));
            if let Some(known) = known {
                known.deals.push(deal.id);
                known.value.add(value);
            } else {
                matrix.without.push(deal.id);
                matrix.without_value.add(value);
            }
        }
        matrix
    }

    /// Finds a cell.
    pub fn cell(&self, cell: Cell) -> Option<&MatrixCell> {
        self.cells.iter().find(|known| known.cell == cell)
    }
}
