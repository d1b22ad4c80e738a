//! The order of deals within a column.

use super::Total;
use super::edit::Edit;
use crate::domain::{Deal, DealId, Pipeline, StageId};
use std::sync::Arc;

/// The distance between neighbours when a column is numbered anew: room for
/// some 32 insertions at one spot before it must be numbered again.
pub const RANK_GAP: i64 = 1 << 32;

/// Where in a column a deal is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// First.
    #[default]
    Top,
    /// Last.
    Bottom,
    /// Straight before another deal of the column; first if that is not there.
    Before(DealId),
    /// Straight after another deal of the column; last if that is not there.
    After(DealId),
}

/// A column of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The stage.
    pub stage: StageId,
    /// The deals that match, from top to bottom.
    pub deals: Arc<[DealId]>,
    /// How many open deals the stage has, matching or not.
    pub all: usize,
    /// Sum of the values of the deals that match, in base currency.
    pub value: Total,
    /// The same, each value times its probability.
    pub weighted: Total,
}

impl super::Workspace {
    /// Lists the columns of a pipeline: its stages in use with their open deals
    /// that match, in one pass over all deals.
    pub fn columns(&self, pipeline: &Pipeline, matches: impl Fn(&Deal) -> bool) -> Vec<Column> {
        let mut columns: Vec<(Vec<(i64, DealId)>, Column)> = pipeline
            .active_stages()
            .map(|stage| {
                let column = Column {
                    stage: stage.id,
                    deals: Arc::new([]),
                    all: 0,
                    value: Total::default(),
                    weighted: Total::default(),
                };
                (Vec::new(), column)
            })
            .collect();
        for deal in self.deals.iter().filter(|deal| deal.outcome.is_open()) {
            let found = columns.iter_mut().find(|(_, column)| column.stage == deal.stage);
            let Some((ranked, column)) = found else { continue };
            column.all += 1;
            if matches(deal) {
                ranked.push((deal.rank, deal.id));
                column.value.add(self.base_value(deal));
                column.weighted.add(self.weighted_value(deal));
            }
        }
        columns
            .into_iter()
            .map(|(mut ranked, column)| {
                ranked.sort_unstable();
                let deals = ranked.into_iter().map(|(_, id)| id).collect();
                Column { deals, ..column }
            })
            .collect()
    }

    /// Returns the open deals of a stage from top to bottom.
    pub fn column(&self, stage: StageId) -> Vec<&Arc<Deal>> {
        let mut column: Vec<&Arc<Deal>> = self
            .deals
            .iter()
            .filter(|deal| deal.stage == stage && deal.outcome.is_open())
            .collect();
        column.sort_unstable_by_key(|deal| (deal.rank, deal.id));
        column
    }
}

impl Edit<'_> {
    /// Returns the rank that puts a deal at a place of a column, making room
    /// by numbering the column anew where there is none.
    pub fn rank_at(&mut self, stage: StageId, place: Place, moving: DealId) -> i64 {
        if let Some(rank) = self.rank_at_end(stage, place, moving) {
            return rank;
        }
        let column: Vec<(DealId, i64)> = self
            .workspace
            .column(stage)
            .iter()
            .filter(|deal| deal.id != moving)
            .map(|deal| (deal.id, deal.rank))
            .collect();
        let position = |id: DealId| column.iter().position(|(known, _)| *known == id);
        let index = match place {
            Place::Top => 0,
            Place::Bottom => column.len(),
            Place::Before(id) => position(id).unwrap_or(0),
            Place::After(id) => position(id).map_or(column.len(), |index| index + 1),
        };
        let above = index.checked_sub(1).and_then(|at| column.get(at)).map(|(_, rank)| *rank);
        let below = column.get(index).map(|(_, rank)| *rank);
        match (above, below) {
            (None, None) => 0,
            (None, Some(below)) if below > i64::MIN / 2 => below - RANK_GAP,
            (Some(above), None) if above < i64::MAX / 2 => above + RANK_GAP,
            (Some(above), Some(below)) if below.saturating_sub(above) > 1 => {
                above + (below - above) / 2
            }
            (None, Some(_)) | (Some(_), None | Some(_)) => self.renumber(&column, index),
        }
    }

    /// Returns the rank at the top or the bottom of a column without sorting it,
    /// so that many deals can be moved at once; `None` for other places and
    /// where there is no room left.
    fn rank_at_end(&self, stage: StageId, place: Place, moving: DealId) -> Option<i64> {
        let ranks = self
            .workspace
            .deals
            .iter()
            .filter(|deal| deal.stage == stage && deal.outcome.is_open() && deal.id != moving)
            .map(|deal| deal.rank);
        match place {
            Place::Top => {
                let first = ranks.min()?;
                (first > i64::MIN / 2).then(|| first - RANK_GAP)
            }
            Place::Bottom => {
                let last = ranks.max()?;
                (last < i64::MAX / 2).then(|| last + RANK_GAP)
            }
            Place::Before(_) | Place::After(_) => None,
        }
    }

    /// Numbers a column anew and returns the rank of the gap left at `index`.
    fn renumber(&mut self, column: &[(DealId, i64)], index: usize) -> i64 {
        let rank = |place: usize| i64::try_from(place).unwrap_or(0).saturating_mul(RANK_GAP);
        for (at, (id, _)) in column.iter().enumerate() {
            if let Ok(mut deal) = self.deal(*id) {
                deal.rank = rank(if at < index { at } else { at + 1 });
                self.put_deal(deal);
            }
        }
        rank(index)
    }
}
