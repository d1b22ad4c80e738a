//! The same figures for each owner, source, product and so on, and which of their
//! differences are more than noise.

use super::case::Cases;
use super::figure::{Figure, median};
use super::key_figures::cycle_days;
use super::proportion::{Pooling, Share};
use super::special::normal_two_sided;
use super::{Measure, NoData, Query};
use crate::domain::{Deal, Moment, Zone};
use crate::workspace::{Total, Workspace};
use std::borrow::Cow;
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
    /// The industry of the customer.
    Industry,
    /// The number of employees of the customer, in bands.
    Size,
    /// The region of the customer.
    Region,
    /// The calendar month in which they were closed; open ones have none.
    Month,
    /// The month within the quarter in which they were closed, 1 to 3.
    QuarterPhase,
}

/// Whether the win rate of a group differs from that of all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Too few closed deals here or elsewhere to say.
    #[default]
    TooFew,
    /// Such a difference may be noise.
    Noise,
    /// Higher, by more than noise.
    Higher,
    /// Lower, by more than noise.
    Lower,
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
    /// All its deals.
    pub count: usize,
    /// 95 % interval of the win rate by Wilson (1927); `None` without a closed deal.
    pub win_rate_interval: Option<(f64, f64)>,
    /// The win rate to be expected of its next deals: its own drawn towards that of all groups, the
    /// more the fewer closed deals it has ([`Pooling`]); that of all where the groups do not differ
    /// by more than noise. `None` without a closed deal in any group.
    pub expected_win_rate: Option<f64>,
    /// Mean value of won deals in minor units; `None` where none is known.
    pub average_deal: Option<f64>,
    /// Median days from creation to close of won deals; `None` where none is known.
    pub cycle_days: Option<f64>,
    /// Whether its win rate differs from that of all other groups.
    pub verdict: Verdict,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 10] = [
        Self::Owner,
        Self::Source,
        Self::Product,
        Self::Segment,
        Self::Campaign,
        Self::Industry,
        Self::Size,
        Self::Region,
        Self::Month,
        Self::QuarterPhase,
    ];

    /// Returns the group a deal belongs to.
    pub fn of<'a>(self, workspace: &'a Workspace, deal: &'a Deal, zone: &Zone) -> Cow<'a, str> {
        let customer = || workspace.organisation_of(deal);
        let closed = || deal.outcome.closed_at().map(|at| zone.day(at).month());
        let text = match self {
            Self::Owner => &deal.owner,
            Self::Source => &deal.source,
            Self::Product => &deal.product,
            Self::Segment => &deal.segment,
            Self::Campaign => &deal.campaign,
            Self::Industry => customer().map_or("", |customer| &customer.industry),
            Self::Region => customer().map_or("", |customer| &customer.region),
            Self::Size => customer().and_then(|customer| customer.employees).map_or("", size),
            Self::Month => {
                return Cow::Owned(closed().map_or(String::new(), |month| month.to_string()));
            }
            Self::QuarterPhase => match closed().map(|month| (month.number() - 1) % 3) {
                None => "",
                Some(0) => "1",
                Some(1) => "2",
                Some(_) => "3",
            },
        };
        Cow::Borrowed(text)
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Owner => "by_owner",
            Self::Source => "by_source",
            Self::Product => "by_product",
            Self::Segment => "by_segment",
            Self::Campaign => "by_campaign",
            Self::Industry => "by_industry",
            Self::Size => "by_size",
            Self::Region => "by_region",
            Self::Month => "by_month",
            Self::QuarterPhase => "by_quarter_phase",
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
    cycles: Vec<f64>,
}

impl Tally {
    fn win_rate(&self) -> Share {
        Share { count: self.won, of: self.won + self.lost }
    }
}

impl Breakdown {
    /// Computes the figures of every group of a dimension.
    pub fn new(
        workspace: &Workspace,
        query: &Query,
        moment: &Moment,
        dimension: Dimension,
    ) -> Self {
        Self::of(workspace, &Cases::of(workspace, query, moment), &moment.zone, dimension)
    }

    pub(crate) fn of(
        workspace: &Workspace,
        cases: &Cases,
        zone: &Zone,
        dimension: Dimension,
    ) -> Self {
        let mut tallies: BTreeMap<Cow<'_, str>, Tally> = BTreeMap::new();
        for case in &cases.members {
            let tally = tallies.entry(dimension.of(workspace, &case.deal, zone)).or_default();
            if case.deal.outcome.is_won() {
                tally.won += 1;
                tally.won_value.add(workspace.base_value(&case.deal));
                tally.cycles.extend(cycle_days(&case.deal, zone));
            } else if case.deal.outcome.is_lost() {
                tally.lost += 1;
            }
        }
        for deal in &cases.open {
            let tally = tallies.entry(dimension.of(workspace, deal, zone)).or_default();
            tally.open += 1;
            tally.open_value.add(workspace.base_value(deal));
        }
        let verdicts = verdicts(tallies.values());
        let expected = expected(tallies.values());
        let groups = tallies.into_iter().zip(verdicts).zip(expected);
        let groups = groups.map(|(((name, tally), verdict), expected_win_rate)| Group {
            expected_win_rate,
            verdict,
            ..group(dimension, &name, tally)
        });
        Self { dimension, groups: groups.collect() }
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

/// Closed deals that a group and the others need to be compared.
const COMPARABLE: usize = 5;
/// The chance that any difference of a breakdown is called one though all are noise.
const ERROR_RATE: f64 = 0.05;

/// Tells real differences from noise: each group against all others by the pooled
/// two-proportion z test, the chances corrected for their number by Holm's
/// step-down procedure (*Scand. J. Statist.* 6 (1979) 65–70).
fn verdicts<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Vec<Verdict> {
    let closed: Vec<(usize, usize)> =
        tallies.map(|tally| (tally.won, tally.won + tally.lost)).collect();
    let (won, all) = closed.iter().fold((0, 0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
    let mut verdicts = vec![Verdict::TooFew; closed.len()];
    let mut tests: Vec<(f64, usize, Verdict)> = Vec::new();
    for (at, (here, of)) in closed.iter().enumerate() {
        let (others, of_others) = (won - here, all - of);
        if *of < COMPARABLE || of_others < COMPARABLE {
            continue;
        }
        let pooled = won as f64 / all as f64;
        let parts = 1.0 / *of as f64 + 1.0 / of_others as f64;
        let deviation = (pooled * (1.0 - pooled) * parts).sqrt();
        let difference = *here as f64 / *of as f64 - others as f64 / of_others as f64;
        let z = if deviation > 0.0 { difference / deviation } else { 0.0 };
        let verdict = if difference > 0.0 { Verdict::Higher } else { Verdict::Lower };
        tests.push((normal_two_sided(z), at, verdict));
    }
    tests.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut real = true;
    // Two groups are one comparison seen from both sides.
    let count = if tests.len() == 2 { 1 } else { tests.len() };
    for (rank, (chance, at, verdict)) in tests.iter().enumerate() {
        let left = count.saturating_sub(rank).max(1);
        real &= chance * left as f64 <= ERROR_RATE;
        if let Some(cell) = verdicts.get_mut(*at) {
            *cell = if real { *verdict } else { Verdict::Noise };
        }
    }
    verdicts
}

/// What the groups say about each other: the win rate to be expected of each.
fn expected<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Vec<Option<f64>> {
    let shares: Vec<Share> = tallies.map(Tally::win_rate).collect();
    let pooling = Pooling::of(&shares);
    shares.iter().map(|share| pooling.as_ref().map(|pooling| pooling.shrunk(*share))).collect()
}

/// Returns the band of a number of employees.
fn size(employees: u32) -> &'static str {
    match employees {
        0..10 => "0-9",
        10..50 => "10-49",
        50..250 => "50-249",
        250..1_000 => "250-999",
        1_000.. => "1000+",
    }
}

fn group(dimension: Dimension, name: &str, mut tally: Tally) -> Group {
    let of = |measure| Measure::Group(dimension, name.to_owned(), measure);
    let share = tally.win_rate();
    let closed = share.of;
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
        count: closed + tally.open,
        win_rate_interval: (closed > 0).then(|| share.wilson()),
        expected_win_rate: None,
        average_deal: (tally.won_value.count > 0)
            .then(|| tally.won_value.minor as f64 / tally.won_value.count as f64),
        cycle_days: median(&mut tally.cycles),
        verdict: Verdict::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(won: usize, lost: usize) -> Tally {
        Tally { won, lost, ..Tally::default() }
    }

    #[test]
    fn a_group_with_few_cases_is_expected_to_be_like_the_others() {
        let groups = [tally(80, 20), tally(20, 80), tally(50, 50), tally(3, 0), tally(0, 0)];
        let found: Vec<f64> = expected(groups.iter()).into_iter().map(Option::unwrap).collect();
        // Many cases speak for themselves; three of three do not say that all are won.
        assert!((found[0] - 0.8).abs() < 0.02 && (found[1] - 0.2).abs() < 0.02, "{found:?}");
        assert!(found[3] > found[4] && found[3] < 0.9, "{found:?}");
        // Where nothing differs by more than noise, the common rate holds for all.
        let even = [tally(30, 70), tally(31, 69), tally(1, 1)];
        let common = 62.0 / 202.0;
        for found in expected(even.iter()) {
            assert!((found.unwrap() - common).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(expected([tally(0, 0)].iter()), [None]);
    }

    #[test]
    fn differences_that_are_only_noise_are_called_noise() {
        let even: Vec<Tally> = (0..20).map(|at| tally(30 + at % 5, 30 - at % 5)).collect();
        assert!(verdicts(even.iter()).iter().all(|verdict| *verdict == Verdict::Noise));
        let one = [tally(50, 50), tally(48, 52), tally(52, 48), tally(80, 20), tally(1, 2)];
        let found = verdicts(one.iter());
        assert_eq!(found.get(3), Some(&Verdict::Higher));
        assert_eq!(found.get(4), Some(&Verdict::TooFew));
        let two = [tally(40, 60), tally(60, 40)];
        assert_eq!(verdicts(two.iter()), [Verdict::Lower, Verdict::Higher]);
        assert_eq!(verdicts([tally(9, 9)].iter()), [Verdict::TooFew]);
    }
}
