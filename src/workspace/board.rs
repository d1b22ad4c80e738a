//! The order of deals within a column.

use super::edit::Edit;
use super::{BaseAmount, Total};
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

/// The open deals of a pipeline in the order of its board, with what the sums
/// of the columns are made of: made once for a state of the data and looked
/// through with every key of the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The stages in use, each with where its deals end.
    stages: Vec<(StageId, usize)>,
    /// Stage by stage, from top to bottom.
    deals: Vec<Ranked>,
    /// Where each deal stands, in ascending order of the deals.
    places: Vec<(DealId, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ranked {
    deal: DealId,
    value: BaseAmount,
    weighted: BaseAmount,
}

impl Ranking {
    /// Returns the columns with all their deals.
    pub fn all(&self) -> Vec<Column> {
        self.columns(&vec![true; self.deals.len()])
    }

    /// Returns the columns with those of their deals that were found; `found`
    /// is in ascending order and may name other deals as well.
    pub fn matching(&self, found: impl Iterator<Item = DealId>) -> Vec<Column> {
        let mut shown = vec![false; self.deals.len()];
        let mut places = self.places.iter().peekable();
        for id in found {
            while places.next_if(|(deal, _)| *deal < id).is_some() {}
            let place = places.next_if(|(deal, _)| *deal == id);
            if let Some(shown) = place.and_then(|(_, place)| shown.get_mut(*place)) {
                *shown = true;
            }
        }
        self.columns(&shown)
    }

    fn columns(&self, shown: &[bool]) -> Vec<Column> {
        let mut deals = self.deals.iter().zip(shown);
        let mut begin = 0;
        let column = |(stage, end): &(StageId, usize)| {
            let all = end - begin;
            begin = *end;
            let (mut value, mut weighted) = (Total::default(), Total::default());
            let matching = deals.by_ref().take(all).filter(|(_, shown)| **shown);
            let deals = matching
                .map(|(ranked, _)| {
                    value.add(ranked.value);
                    weighted.add(ranked.weighted);
                    ranked.deal
                })
                .collect();
            Column { stage: *stage, deals, all, value, weighted }
        };
        self.stages.iter().map(column).collect()
    }
}

impl super::Workspace {
    /// Ranks the open deals of a pipeline in its stages in use, in one pass
    /// over all deals.
    pub fn ranking(&self, pipeline: &Pipeline) -> Ranking {
        let stages: Vec<StageId> = pipeline.active_stages().map(|stage| stage.id).collect();
        let mut order: Vec<(usize, i64, DealId, &Deal)> = Vec::new();
        for deal in self.deals.iter().filter(|deal| deal.outcome.is_open()) {
            if let Some(stage) = stages.iter().position(|stage| *stage == deal.stage) {
                order.push((stage, deal.rank, deal.id, deal));
            }
        }
        order.sort_unstable_by_key(|(stage, rank, id, _)| (*stage, *rank, *id));
        let ends = |at| order.partition_point(|(stage, ..)| *stage <= at);
        let stages = stages.iter().enumerate().map(|(at, stage)| (*stage, ends(at))).collect();
        let ranked = |(_, _, id, deal): &(usize, i64, DealId, &Deal)| Ranked {
            deal: *id,
            value: self.base_value(deal),
            weighted: self.weighted_value(deal),
        };
        let deals: Vec<Ranked> = order.iter().map(ranked).collect();
        let mut places: Vec<_> =
            deals.iter().enumerate().map(|(place, ranked)| (ranked.deal, place)).collect();
        places.sort_unstable();
        Ranking { stages, deals, places }
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
