//! What each stage is worth in each group, where groups learn from each other: segments of one
//! pipeline, and pipelines whose stages have the same name (SPEC 2.3).

use super::case::{Case, Cases};
use super::proportion::{Pooling, Share};
use super::{Dimension, Query};
use crate::domain::{Availability, Moment, Stage, StageId, Zone};
use crate::workspace::Workspace;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The chance to win from each stage, by group.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledChances {
    /// The stages in use of the pipeline, in order: what the chances of a group stand for.
    pub stages: Vec<StageId>,
    /// Groups with closed deals, by name; the pipeline of the question comes first.
    pub groups: Vec<PooledGroup>,
}

/// The chances of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledGroup {
    /// The segment, pipeline and so on; empty for deals without one.
    pub name: String,
    /// For each stage; `None` where the group has no closed deal that came so far.
    pub chances: Vec<Option<PooledChance>>,
}

/// The chance of one group at one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PooledChance {
    /// Won of the closed deals that reached the stage.
    pub share: Share,
    /// The chance to be expected, 0 to 1: the share drawn towards that of all groups at this stage,
    /// the more the fewer deals it rests on; that of all where the groups do not differ by more than
    /// noise does. Empirical Bayes, see [`Pooling`].
    pub chance: f64,
}

/// Won and all closed deals that reached each stage of a pipeline.
type Reached = Vec<Share>;

/// Counts the closed deals that reached each of so many stages; skipped stages count as reached.
pub(super) fn reached<'a>(cases: impl Iterator<Item = &'a Case>, stages: usize) -> Reached {
    let mut reached = vec![Share { count: 0, of: 0 }; stages];
    for case in cases {
        count(&mut reached, case);
    }
    reached
}

fn count(reached: &mut Reached, case: &Case) {
    let outcome = case.deal.outcome;
    let came = match case.furthest {
        _ if outcome.is_open() => 0,
        _ if outcome.is_won() => reached.len(),
        Some(furthest) => furthest + 1,
        None => 0,
    };
    for share in reached.iter_mut().take(came) {
        share.count += usize::from(outcome.is_won());
        share.of += 1;
    }
}

impl PooledChances {
    /// Compares the groups of a dimension; `None` where fewer than two have closed deals.
    pub(crate) fn of_groups(
        workspace: &Workspace,
        cases: &Cases,
        zone: &Zone,
        dimension: Dimension,
    ) -> Option<Self> {
        let stages = stages(cases);
        let mut groups: BTreeMap<Cow<'_, str>, Reached> = BTreeMap::new();
        for case in &cases.members {
            let group = groups.entry(dimension.of(workspace, &case.deal, zone));
            let none = || vec![Share { count: 0, of: 0 }; stages.len()];
            count(group.or_insert_with(none), case);
        }
        let groups = groups.into_iter().map(|(name, reached)| {
            let shares = reached.into_iter().map(Some).collect();
            (name.into_owned(), shares)
        });
        Self::pooled(stages, groups.collect())
    }

    /// Compares a pipeline with the others in use that have stages of the same name, each with the
    /// deals of the same period and filters; `None` where no other has closed deals there.
    pub fn of_pipelines(workspace: &Workspace, query: &Query, moment: &Moment) -> Option<Self> {
        let cases = Cases::of(workspace, query, moment);
        let own = stages(&cases).to_vec();
        let here = cases.pipeline.as_ref()?;
        let mut groups = vec![(
            here.name.clone(),
            reached(cases.members.iter(), own.len()).into_iter().map(Some).collect(),
        )];
        for pipeline in workspace.pipelines_in_order() {
            let shares_names =
                pipeline.stages.iter().any(|stage| own.iter().any(|own| same(own, stage)));
            if pipeline.id == here.id
                || pipeline.availability == Availability::Archived
                || !shares_names
            {
                continue;
            }
            let query = Query { pipeline: pipeline.id, ..query.clone() };
            let cases = Cases::of(workspace, &query, moment);
            let there = reached(cases.members.iter(), pipeline.stages.len());
            let shares = own.iter().map(|own| {
                let active = |stage: &Stage| stage.availability == Availability::Active;
                let stages = pipeline.stages.iter();
                let at = stages.clone().position(|stage| same(own, stage) && active(stage));
                let at = at.or_else(|| stages.clone().position(|stage| same(own, stage)))?;
                there.get(at).copied()
            });
            groups.push((pipeline.name.clone(), shares.collect()));
        }
        Self::pooled(&own, groups)
    }

    fn pooled(stages: &[Stage], groups: Vec<(String, Vec<Option<Share>>)>) -> Option<Self> {
        let in_use: Vec<usize> = (0..stages.len())
            .filter(|at| {
                stages.get(*at).is_some_and(|stage| stage.availability == Availability::Active)
            })
            .collect();
        let at = |shares: &[Option<Share>], at: usize| {
            shares.get(at).copied().flatten().filter(|share| share.of > 0)
        };
        let has_closed =
            |shares: &[Option<Share>]| in_use.iter().any(|stage| at(shares, *stage).is_some());
        let groups: Vec<_> = groups.into_iter().filter(|(_, shares)| has_closed(shares)).collect();
        if groups.len() < 2 {
            return None;
        }
        let pooling: Vec<Option<Pooling>> = in_use
            .iter()
            .map(|stage| {
                let shares = groups.iter().filter_map(|(_, shares)| at(shares, *stage));
                Pooling::of(&shares.collect::<Vec<_>>())
            })
            .collect();
        let groups = groups.into_iter().map(|(name, shares)| {
            let chances = in_use.iter().zip(&pooling).map(|(stage, pooling)| {
                let share = at(&shares, *stage)?;
                Some(PooledChance { share, chance: pooling.as_ref()?.shrunk(share) })
            });
            PooledGroup { name, chances: chances.collect() }
        });
        let groups = groups.collect();
        let stages = in_use.iter().filter_map(|at| stages.get(*at)).map(|stage| stage.id);
        Some(Self { stages: stages.collect(), groups })
    }
}

fn stages(cases: &Cases) -> &[Stage] {
    cases.pipeline.as_ref().map(|pipeline| pipeline.stages.as_slice()).unwrap_or_default()
}

/// Says whether two stages are the same to people: their names are.
fn same(one: &Stage, other: &Stage) -> bool {
    one.name.trim().to_lowercase() == other.name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Deal, DealId, Happening, Ids, Language, Outcome, Pipeline, Preset, StageEvent,
    };
    use crate::workspace::Parts;

    fn closed(pipeline: &Pipeline, stage: usize, won: bool, segment: &str, ids: &mut Ids) -> Deal {
        let outcome = if won { Outcome::Won(None) } else { Outcome::Lost(None) };
        let stage = pipeline.stages[stage].id;
        Deal {
            id: DealId::fresh(ids),
            title: "Deal".into(),
            pipeline: pipeline.id,
            stage,
            outcome,
            segment: segment.into(),
            history: vec![StageEvent { at: None, what: Happening::Entered(stage) }],
            ..Deal::default()
        }
    }

    fn workspace(pipelines: Vec<Pipeline>, deals: Vec<Deal>) -> Workspace {
        Workspace::from_parts(Parts { pipelines, deals, ..Parts::default() })
    }

    fn shares(found: &PooledChances, group: usize) -> Vec<(usize, usize)> {
        let chances = found.groups[group].chances.iter();
        chances.map(|it| it.map_or((0, 0), |it| (it.share.count, it.share.of))).collect()
    }

    #[test]
    fn groups_that_differ_keep_their_own_chance_and_small_ones_lean_on_the_others() {
        let mut ids = Ids::seeded(1);
        let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
        let mut deals = Vec::new();
        let won_of = [("A", 90, 100), ("B", 10, 100), ("C", 85, 100), ("D", 15, 100), ("E", 1, 1)];
        for (segment, won, of) in won_of {
            deals.extend((0..of).map(|at| closed(&pipeline, 1, at < won, segment, &mut ids)));
        }
        let query = Query::of(pipeline.id);
        let workspace = workspace(vec![pipeline], deals);
        let cases = Cases::of(&workspace, &query, &Moment::default());
        let zone = Zone::default();
        let found =
            PooledChances::of_groups(&workspace, &cases, &zone, Dimension::Segment).unwrap();
        assert_eq!(shares(&found, 0)[..3], [(90, 100), (90, 100), (90, 90)]);
        let chance = |group: usize| found.groups[group].chances[0].unwrap().chance;
        assert!(chance(0) > 0.85 && chance(1) < 0.15);
        // One deal that was won says little: the chance is between that of all and 1.
        assert!(chance(4) > 0.5 && chance(4) < 0.9, "{}", chance(4));
    }

    #[test]
    fn groups_that_differ_by_noise_have_the_chance_of_all() {
        let mut ids = Ids::seeded(1);
        let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
        let mut deals = Vec::new();
        for (segment, won, of) in [("A", 6, 20), ("B", 5, 20), ("", 1, 4)] {
            deals.extend((0..of).map(|at| closed(&pipeline, 0, at < won, segment, &mut ids)));
        }
        let query = Query::of(pipeline.id);
        let workspace = workspace(vec![pipeline], deals);
        let cases = Cases::of(&workspace, &query, &Moment::default());
        let zone = Zone::default();
        let found =
            PooledChances::of_groups(&workspace, &cases, &zone, Dimension::Segment).unwrap();
        for group in &found.groups {
            assert!((group.chances[0].unwrap().chance - 12.0 / 44.0).abs() < 1e-12);
        }
        assert_eq!(PooledChances::of_groups(&workspace, &cases, &zone, Dimension::Owner), None);
    }

    #[test]
    fn pipelines_are_compared_at_stages_of_the_same_name() {
        let mut ids = Ids::seeded(1);
        let here = Preset::Standard.pipeline(Language::En, &mut ids);
        let mut there = Preset::Standard.pipeline(Language::En, &mut ids);
        there.name = "Partners".into();
        there.stages.remove(0);
        there.stages[0].name = format!(" {} ", there.stages[0].name.to_uppercase());
        let last = there.stages.len() - 1;
        there.stages[last].name = "Quite another".into();
        let mut deals: Vec<Deal> =
            (0..10).map(|at| closed(&here, 1, at < 4, "", &mut ids)).collect();
        deals.extend((0..6).map(|at| closed(&there, 0, at < 5, "", &mut ids)));
        let query = Query::of(here.id);
        let alone = workspace(vec![here.clone()], deals[..10].to_vec());
        assert_eq!(PooledChances::of_pipelines(&alone, &query, &Moment::default()), None);
        let both = workspace(vec![here, there], deals);
        let found = PooledChances::of_pipelines(&both, &query, &Moment::default()).unwrap();
        assert_eq!(shares(&found, 0)[..3], [(4, 10), (4, 10), (4, 4)]);
        assert_eq!(shares(&found, 1)[..3], [(0, 0), (5, 6), (5, 5)]);
        assert_eq!(shares(&found, 1).last(), Some(&(0, 0)));
        assert_eq!(found.groups[1].name, "Partners");
    }
}
