//! The same figures for each owner, source, product, segment or campaign.

use super::case::Cases;
use super::figure::Figure;
use super::{Measure, NoData, Query};
use crate::domain::{Deal, Moment};
use crate::workspace::{Total, Workspace};
use std::collections::BTreeMap;

/// By what deals are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Who works on them.
    Owner,
    /// Where they came from.
    Source,
    /// What is sold.
    Product,
    /// The market segment.
    Segment,
    /// The campaign that brought them.
    Campaign,
}

/// What is measured of each group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupMeasure {
    /// Won / (won + lost).
    WinRateClosed,
    /// Number of won deals.
    WonCount,
    /// Σ value of won deals.
    WonValue,
    /// Number of lost deals.
    LostCount,
    /// Number of open deals.
    OpenCount,
    /// Σ value of open deals.
    OpenValue,
}

/// The figures of every group of one dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// By what the deals are told apart.
    pub dimension: Dimension,
    /// The groups by name; deals without one have the empty name.
    pub groups: Vec<Group>,
}

/// The figures of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The owner, source and so on; empty for deals without one.
    pub name: String,
    /// Won / (won + lost).
    pub win_rate: Figure,
    /// Won deals.
    pub won: Figure,
    /// Σ value of won deals.
    pub won_value: Figure,
    /// Lost deals.
    pub lost: Figure,
    /// Open deals.
    pub open: Figure,
    /// Σ value of open deals.
    pub open_value: Figure,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 5] =
        [Self::Owner, Self::Source, Self::Product, Self::Segment, Self::Campaign];

    /// Returns the group a deal belongs to.
    pub fn of(self, deal: &Deal) -> &str {
        match self {
            Self::Owner => &deal.owner,
            Self::Source => &deal.source,
            Self::Product => &deal.product,
            Self::Segment => &deal.segment,
            Self::Campaign => &deal.campaign,
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Owner => "by_owner",
            Self::Source => "by_source",
            Self::Product => "by_product",
            Self::Segment => "by_segment",
            Self::Campaign => "by_campaign",
        }
    }
}

impl GroupMeasure {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::WinRateClosed => "win_rate_closed",
            Self::WonCount => "won_count",
            Self::WonValue => "won_value",
            Self::LostCount => "lost_count",
            Self::OpenCount => "open_count",
            Self::OpenValue => "open_value",
        }
    }
}

#[derive(Default)]
struct Tally {
    won: usize,
    won_value: Total,
    lost: usize,
    open: usize,
    open_value: Total,
}

impl Breakdown {
    /// Computes the figures of every group of a dimension.
    pub fn new(
        workspace: &Workspace,
        query: &Query,
        moment: &Moment,
        dimension: Dimension,
    ) -> Self {
        Self::of(workspace, &Cases::of(workspace, query, moment), dimension)
    }

    pub(crate) fn of(workspace: &Workspace, cases: &Cases<'_>, dimension: Dimension) -> Self {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for case in &cases.members {
            let tally = tallies.entry(dimension.of(case.deal)).or_default();
            if case.deal.outcome.is_won() {
                tally.won += 1;
                tally.won_value.add(workspace.base_value(case.deal));
            } else if case.deal.outcome.is_lost() {
                tally.lost += 1;
            }
        }
        for deal in &cases.open {
            let tally = tallies.entry(dimension.of(deal)).or_default();
            tally.open += 1;
            tally.open_value.add(workspace.base_value(deal));
        }
        let groups = tallies.iter().map(|(name, tally)| group(dimension, name, tally)).collect();
        Self { dimension, groups }
    }

    /// Yields every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.groups.iter().flat_map(|group| {
            [
                &group.win_rate,
                &group.won,
                &group.won_value,
                &group.lost,
                &group.open,
                &group.open_value,
            ]
        })
    }
}

fn group(dimension: Dimension, name: &str, tally: &Tally) -> Group {
    let of = |measure| Measure::Group(dimension, name.to_owned(), measure);
    let closed = tally.won + tally.lost;
    Group {
        name: name.to_owned(),
        win_rate: Figure::rate(
            of(GroupMeasure::WinRateClosed),
            &[],
            tally.won,
            closed,
            NoData::NoneClosed,
        ),
        won: Figure::count(of(GroupMeasure::WonCount), &[], tally.won),
        won_value: Figure::money(of(GroupMeasure::WonValue), &[], &tally.won_value),
        lost: Figure::count(of(GroupMeasure::LostCount), &[], tally.lost),
        open: Figure::count(of(GroupMeasure::OpenCount), &[], tally.open),
        open_value: Figure::money(of(GroupMeasure::OpenValue), &[], &tally.open_value),
    }
}
