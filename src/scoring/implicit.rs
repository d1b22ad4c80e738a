//! The implicit score: what they do.

use crate::domain::{
    ActivityKind, Deal, DealId, Engagement, Moment, OrganisationId, PersonId, ScoringModel,
};
use crate::workspace::Workspace;
use std::collections::HashMap;

/// The implicit score of a deal.
///
/// An engagement counts for a deal when it is linked to it; without a deal,
/// when it is of one of the deal's people; without either, when it is of its
/// organisation. So none counts twice. It counts from the instant it took
/// place (`done`); one without is none yet.
///
/// With a half-life the points of each engagement are halved for every such
/// number of days since. The sum is rounded to whole points, halves up, and
/// those give the band.
#[derive(Clone, Debug, PartialEq)]
pub struct ImplicitScore {
    /// What each behaviour that was seen gave.
    pub engagements: Vec<EngagementScore>,
    /// All points, unrounded.
    pub exact_points: f64,
    /// All points, rounded.
    pub points: u32,
    /// The band.
    pub band: Band,
}

/// What one behaviour gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EngagementScore {
    /// The behaviour.
    pub engagement: Engagement,
    /// How often it was seen.
    pub count: u32,
    /// Its points after decay, unrounded.
    pub points: f64,
}

/// A band of the implicit score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 76 points and more.
    One,
    /// 51 to 75 points.
    Two,
    /// 26 to 50 points.
    Three,
    /// 0 to 25 points.
    Four,
}

impl Band {
    /// Every band, best first.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Four];

    /// Returns the band of whole points.
    pub fn of_points(points: u32) -> Self {
        match points {
            0..=25 => Self::Four,
            26..=50 => Self::Three,
            51..=75 => Self::Two,
            76.. => Self::One,
        }
    }

    /// Returns the number of the band, 1 to 4.
    pub fn number(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

impl ImplicitScore {
    pub(super) fn new(model: &ScoringModel, tally: Tally) -> Self {
        let seen = Engagement::ALL.into_iter().zip(tally.seen);
        let engagements = seen
            .filter(|(_, seen)| seen.count > 0)
            .map(|(engagement, seen)| EngagementScore {
                engagement,
                count: seen.count,
                points: points_of(model, engagement) * seen.weight,
            })
            .collect();
        let points = tally.whole_points(model);
        let exact_points = tally.exact_points(model);
        Self { engagements, exact_points, points, band: Band::of_points(points) }
    }

    /// Returns true when any engagement was seen.
    pub(super) fn saw_anything(&self) -> bool {
        !self.engagements.is_empty()
    }
}

fn points_of(model: &ScoringModel, engagement: Engagement) -> f64 {
    let row = model.engagements.iter().find(|row| row.engagement == engagement);
    f64::from(row.map_or(0, |row| row.points))
}

/// Rounds points half up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates at both ends, which is what is wanted"
)]
fn rounded(points: f64) -> u32 {
    (points + 0.5).floor() as u32
}

/// Engagements by kind, in the order of [`Engagement::ALL`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    seen: [Seen; Engagement::ALL.len()],
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    count: u32,
    /// Sum of what is left of each after decay: at most the count.
    weight: f64,
}

impl Tally {
    pub fn saw_anything(&self) -> bool {
        self.seen.iter().any(|seen| seen.count > 0)
    }

    pub fn exact_points(&self, model: &ScoringModel) -> f64 {
        let mut points = 0.0;
        for (engagement, seen) in Engagement::ALL.into_iter().zip(&self.seen) {
            if seen.count > 0 {
                points += points_of(model, engagement) * seen.weight;
            }
        }
        points
    }

    pub fn whole_points(&self, model: &ScoringModel) -> u32 {
        rounded(self.exact_points(model))
    }

    fn see(&mut self, engagement: Engagement, weight: f64) {
        let place = Engagement::ALL.iter().position(|known| *known == engagement);
        let Some(seen) = place.and_then(|at| self.seen.get_mut(at)) else { return };
        seen.count = seen.count.saturating_add(1);
        seen.weight += weight;
        if engagement == Engagement::MatchingIndustry {
            self.limit_facts();
        }
    }

    fn add(&mut self, other: &Self) {
        for (seen, more) in self.seen.iter_mut().zip(&other.seen) {
            seen.count = seen.count.saturating_add(more.count);
            seen.weight += more.weight;
        }
        self.limit_facts();
    }

    /// A matching industry is a fact, not a behaviour: it counts once and for ever.
    fn limit_facts(&mut self) {
        for (engagement, seen) in Engagement::ALL.into_iter().zip(&mut self.seen) {
            if engagement == Engagement::MatchingIndustry && seen.count > 0 {
                *seen = Seen { count: 1, weight: 1.0 };
            }
        }
    }
}

/// The engagements of all deals, people and organisations.
pub(super) struct Tallies {
    deals: HashMap<DealId, Tally>,
    people: HashMap<PersonId, Tally>,
    organisations: HashMap<OrganisationId, Tally>,
}

impl Tallies {
    /// Goes through the activities once.
    pub fn of(workspace: &Workspace, model: &ScoringModel, moment: &Moment) -> Self {
        let mut tallies =
            Self { deals: HashMap::new(), people: HashMap::new(), organisations: HashMap::new() };
        let half_life = model.half_life_days.filter(|days| *days > 0).map(f64::from);
        for activity in workspace.activities().iter() {
            let ActivityKind::Engagement(engagement) = activity.kind else { continue };
            let Some(at) = activity.done.filter(|at| *at <= moment.now) else { continue };
            let weight = half_life
                .map_or(1.0, |days| (-moment.zone.days_between(at, moment.now) / days).exp2());
            let tally = match (activity.deal, activity.person, activity.organisation) {
                (Some(deal), _, _) => tallies.deals.entry(deal).or_default(),
                (None, Some(person), _) => tallies.people.entry(person).or_default(),
                (None, None, Some(company)) => tallies.organisations.entry(company).or_default(),
                (None, None, None) => continue,
            };
            tally.see(engagement, weight);
        }
        tallies
    }

    /// Returns everything that counts for a deal.
    pub fn of_deal(&self, deal: &Deal) -> Tally {
        let mut tally = self.deals.get(&deal.id).copied().unwrap_or_default();
        if !self.people.is_empty() {
            for (at, person) in deal.people.iter().enumerate() {
                // Somebody named twice acts once.
                let first = deal.people.iter().position(|known| known == person) == Some(at);
                if let Some(more) = self.people.get(person).filter(|_| first) {
                    tally.add(more);
                }
            }
        }
        if let Some(more) = deal.organisation.and_then(|id| self.organisations.get(&id)) {
            tally.add(more);
        }
        tally
    }
}
