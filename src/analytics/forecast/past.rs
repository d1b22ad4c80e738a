//! What happened to the deals of a question, laid out so that any past day can
//! be looked at without making the workspace of that day.

use crate::analytics::Query;
use crate::domain::{
    DAY_MS, Day, Deal, DealId, ForecastCategory, Happening, Moment, Month, Span, StageId, Timestamp,
};
use crate::workspace::Workspace;

/// How a stay in a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It goes on.
    Open,
    /// The deal was won.
    Won,
    /// The deal was lost.
    Lost,
    /// The deal moved to the stage at this place.
    Moved(u16),
    /// Nobody knows what became of it, or the close was taken back.
    Unknown,
}

/// One stay of a deal in a stage, in days since 1970-01-01. There are many of them,
/// and all are looked at again and again: kept small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Episode {
    /// The place of the deal among [`Past::deals`].
    deal: u32,
    /// The place of the stage among all stages of the pipeline.
    stage: u16,
    /// The day it began.
    pub from: i32,
    /// The day it ended; [`i32::MAX`] while it goes on.
    pub last: i32,
    /// How it ended.
    pub exit: Exit,
}

/// What the stays of one deal have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Known {
    /// The value of the deal in minor units of the base currency as it was known
    /// before the close.
    pub minor: Option<i64>,
    /// The day the deal was expected to close, as it is written now.
    pub expected: Option<i32>,
    /// The day the deal was won, in whatever stage.
    pub won: Option<i32>,
}

impl Episode {
    const NONE: Self = Self { deal: 0, stage: 0, from: 0, last: i32::MAX, exit: Exit::Open };

    /// Returns the place of the stage among all stages of the pipeline.
    pub fn stage(&self) -> usize {
        usize::from(self.stage)
    }
}

/// A deal that is open now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct OpenDeal {
    /// The deal.
    pub deal: DealId,
    /// The place of its stage.
    pub stage: usize,
    /// The day it came into it.
    pub from: i32,
    /// Its value in minor units of the base currency.
    pub minor: Option<i64>,
}

/// A deal won on a known day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Win {
    /// The day.
    pub day: i32,
    /// What it brought, in minor units of the base currency.
    pub minor: i64,
}

/// The history of all deals of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Past {
    /// The number of stages of the pipeline.
    pub stages: usize,
    /// The chance of each stage as set by hand, 0 to 1.
    pub defaults: Vec<f64>,
    /// All dated stays by the day they began.
    pub episodes: Vec<Episode>,
    /// What is known of the deals they are of.
    pub deals: Vec<Known>,
    /// The day and the first stage of each deal that began on a known day.
    pub arrivals: Vec<(i32, usize)>,
    /// Won deals by day.
    pub wins: Vec<Win>,
    /// Open deals of which stage and beginning are known.
    pub open: Vec<OpenDeal>,
    /// Open deals of which nobody knows since when they are in their stage.
    pub undated: Vec<DealId>,
    /// Won deals without a day or without a value in the base currency.
    pub wins_left_out: usize,
    /// The first day that is still to come: today, or tomorrow when today was
    /// observed to its end.
    pub origin: i32,
    /// The first day on which anything happened.
    pub begins: Option<i32>,
    /// The first day on which a deal was won or lost.
    pub first_close: Option<i32>,
    /// The month of today.
    pub month: Month,
    /// Where on the clock the last event was.
    span: Span,
}

/// Decides whether the values of deals are known before they close.
///
/// History keeps stages, not values: a deal that was won has the value it was
/// won with. Where lost deals have no value, values are written down when a
/// deal is won, and using them for an earlier day would tell its outcome. Where
/// there is no lost deal yet, the open ones tell the same.
pub(crate) fn values_precede_closes<'a>(deals: impl Iterator<Item = &'a Deal>) -> bool {
    let (mut won, mut lost, mut open) = ((0_u64, 0_u64), (0_u64, 0_u64), (0_u64, 0_u64));
    for deal in deals {
        let tally = if deal.outcome.is_won() {
            &mut won
        } else if deal.outcome.is_lost() {
            &mut lost
        } else {
            &mut open
        };
        tally.0 += u64::from(deal.value.is_some_and(|value| value.minor() > 0));
        tally.1 += 1;
    }
    let (valued, all) = if lost.1 > 0 { lost } else { open };
    // Known as a rule: at least half as often as of won deals.
    2 * valued * won.1 >= won.0 * all
}

impl Past {
    /// Returns what is known of the deal of a stay.
    pub fn known(&self, episode: &Episode) -> Known {
        let at = usize::try_from(episode.deal).unwrap_or(usize::MAX);
        self.deals.get(at).copied().unwrap_or_default()
    }

    /// Follows every deal that a question admits, in one pass.
    pub fn of(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        let pipeline = workspace.pipelines().get(query.pipeline);
        let stages = pipeline.map(|pipeline| pipeline.stages.as_slice()).unwrap_or_default();
        let ids: Vec<StageId> = stages.iter().map(|stage| stage.id).collect();
        let early = values_precede_closes(workspace.deals().iter().map(|deal| &**deal));
        let mut past = Self {
            stages: ids.len(),
            defaults: stages
                .iter()
                .map(|stage| f64::from(stage.probability.basis_points()) / 10_000.0)
                .collect(),
            origin: moment.today().epoch_days(),
            month: moment.today().month(),
            ..Self::default()
        };
        let mut today_is_over = false;
        for deal in workspace.deals().iter() {
            if query.admits(workspace, deal).is_err()
                || deal.category == Some(ForecastCategory::Omitted)
            {
                continue;
            }
            let last = deal.history.iter().filter_map(|event| event.at).max();
            let last = last.max(deal.outcome.closed_at());
            today_is_over |=
                last.is_some_and(|at| at >= moment.now && moment.zone.day(at) == moment.today());
            past.follow(workspace, deal, &ids, early, moment);
        }
        past.origin += i32::from(today_is_over);
        past.episodes = by_day(&past.episodes);
        past.arrivals.sort_unstable();
        past.wins.sort_by_key(|win| win.day);
        past
    }

    fn follow(
        &mut self,
        workspace: &Workspace,
        deal: &Deal,
        ids: &[StageId],
        early: bool,
        moment: &Moment,
    ) {
        let mut span = std::mem::take(&mut self.span);
        let mut day = |at: Timestamp| {
            Day::from_epoch_days(span.local(&moment.zone, at).div_euclid(DAY_MS)).epoch_days()
        };
        let minor = workspace.base_value(deal).minor();
        let closed = deal.outcome.closed_at().map(&mut day);
        if let Some(closed) = closed {
            self.first_close = Some(self.first_close.map_or(closed, |first| first.min(closed)));
        }
        if deal.outcome.is_won() {
            match closed.zip(minor) {
                Some((day, minor)) => self.wins.push(Win { day, minor }),
                None => self.wins_left_out += 1,
            }
        }
        let number = u32::try_from(self.deals.len()).unwrap_or(u32::MAX);
        let episode = Episode { deal: number, ..Episode::NONE };
        self.deals.push(Known {
            minor: minor.filter(|_| early || deal.outcome.is_open()),
            expected: deal.expected_close.map(Day::epoch_days),
            won: closed.filter(|_| deal.outcome.is_won()),
        });
        let before = self.episodes.len();
        let place = |stage: StageId| {
            ids.iter().position(|id| *id == stage).and_then(|at| u16::try_from(at).ok())
        };
        if deal.history.is_empty()
            && let Some((from, stage)) = deal.created.map(&mut day).zip(place(deal.stage))
        {
            let episode = Episode { stage, from, ..episode };
            self.episodes.extend(ended(episode, deal, closed));
        }
        let mut waiting: Option<Episode> = None;
        for (at, event) in deal.history.iter().enumerate() {
            let first = if at == 0 { deal.created } else { None };
            let on = event.at.or(first).map(&mut day);
            let exit = match event.what {
                Happening::Entered(stage) | Happening::Reopened(stage) => {
                    place(stage).map_or(Exit::Unknown, Exit::Moved)
                }
                // A close that was taken back is no close.
                Happening::Won if deal.outcome.is_won() => Exit::Won,
                Happening::Lost if deal.outcome.is_lost() => Exit::Lost,
                Happening::Won | Happening::Lost => Exit::Unknown,
            };
            if let Some((episode, last)) = waiting.take().zip(on) {
                // A stay that ends and begins in the same stage goes on.
                let last = last.max(episode.from);
                self.episodes.push(Episode { last, exit, ..episode });
            }
            if let (Exit::Moved(stage), Some(from)) = (exit, on) {
                waiting = Some(Episode { stage, from, ..episode });
            }
        }
        if let Some(waiting) = waiting {
            self.episodes.extend(ended(waiting, deal, closed));
        }
        let own = self.episodes.get(before..).unwrap_or_default();
        let first = own.first().map(|episode| (episode.from, episode.stage()));
        if let Some((from, stage)) = first {
            self.arrivals.push((deal.created.map_or(from, &mut day).min(from), stage));
        }
        self.span = span;
        let began = first.map(|(from, _)| from).or(closed);
        if let Some(began) = began {
            self.begins = Some(self.begins.map_or(began, |begins| begins.min(began)));
        }
        if deal.outcome.is_open() {
            match own.last().filter(|episode| episode.exit == Exit::Open) {
                Some(last) => {
                    let (stage, from) = (last.stage(), last.from);
                    self.open.push(OpenDeal { deal: deal.id, stage, from, minor });
                }
                None => self.undated.push(deal.id),
            }
        }
    }
}

/// Ends the last stay of a deal as its outcome says; `None` where it is closed,
/// nobody knows when.
fn ended(episode: Episode, deal: &Deal, closed: Option<i32>) -> Option<Episode> {
    if deal.outcome.is_open() {
        return Some(episode);
    }
    let exit = if deal.outcome.is_won() { Exit::Won } else { Exit::Lost };
    closed.map(|last| Episode { last: last.max(episode.from), exit, ..episode })
}

/// Sorts stays by the day they began, those of one day as they stood: by counting
/// them, for days are few (300 years at most) and stays are many.
fn by_day(episodes: &[Episode]) -> Vec<Episode> {
    let days = || episodes.iter().map(|episode| episode.from);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let place = |from: i32| usize::try_from(from.saturating_sub(first)).unwrap_or(0);
    let mut next = vec![0_usize; place(last) + 2];
    for from in days() {
        if let Some(count) = next.get_mut(place(from) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut next {
        sum += *count;
        *count = sum;
    }
    let mut sorted = vec![Episode::NONE; episodes.len()];
    for episode in episodes {
        let Some(at) = next.get_mut(place(episode.from)) else { continue };
        if let Some(slot) = sorted.get_mut(*at) {
            *slot = *episode;
        }
        *at += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_are_sorted_by_the_day_they_began_and_keep_their_order_within_it() {
        let mut dice = crate::domain::Ids::seeded(9);
        let mut stay = |deal| {
            let from = i32::try_from(dice.below(40)).unwrap() - 20;
            Episode { deal, from, ..Episode::NONE }
        };
        let stays: Vec<Episode> = (0..300).map(&mut stay).collect();
        let mut sorted = stays.clone();
        sorted.sort_by_key(|stay| stay.from);
        assert_eq!(by_day(&stays), sorted);
        assert_eq!(by_day(&[]), []);
    }
}
