//! Makes deals of rows: new ones, and changes of those that are there.

use super::deal_history::agrees;
use super::deal_row::DealRow;
use super::links::Links;
use super::notes::Counts;
use super::pace::{Pace, pause};
use super::pipelines::Pipelines;
use super::placing::{Placed, place_all};
use super::row::Rows;
use super::{Duplicate, ImportPlan, Likeness, RecordRef};
use crate::domain::{
    Activity, ActivityId, ActivityKind, Deal, DealId, Ids, Language, LossReason, Moment, StageId,
    Timestamp,
};
use crate::exchange::date::When;
use crate::exchange::key;
use crate::workspace::Workspace;
use std::collections::{HashMap, HashSet};

pub(super) async fn plan(
    rows: &Rows<'_>,
    workspace: &Workspace,
    moment: &Moment,
    language: Language,
    ids: &mut Ids,
    plan: &mut ImportPlan,
    pace: &mut Pace,
) {
    let mut pipelines = Pipelines::new(rows.mapping, workspace, ids);
    let placed = place_all(rows, workspace, &mut pipelines, ids, plan, pace).await;
    pipelines.settle(language, ids);
    // What is here is looked through in a piece of its own.
    pause().await;
    let mut maker = Maker {
        workspace,
        moment,
        ids,
        links: Links::new(workspace),
        ranks: ranks(workspace),
        known: titles(workspace),
        next_steps: next_steps(workspace),
        pipelines: &pipelines,
        counts: Counts::default(),
    };
    for placed in &placed {
        pace.row().await;
        maker.make(placed, plan);
    }
    let counts = maker.counts;
    counts.report(plan);
    let used: HashSet<_> = plan.batch.deals.iter().map(|deal| deal.pipeline).collect();
    let (pipelines, stages) = pipelines.finish(|id| used.contains(&id));
    plan.batch.pipelines = pipelines;
    plan.stages_to_create = stages;
}

/// Makes deals one after the other.
pub(super) struct Maker<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) moment: &'a Moment,
    pub(super) ids: &'a mut Ids,
    pub(super) links: Links,
    pub(super) ranks: HashMap<StageId, i64>,
    /// Title and customer of the deals that are there, and those of the file.
    pub(super) known: HashMap<(String, Option<crate::domain::OrganisationId>), Option<DealId>>,
    pub(super) next_steps: HashSet<(DealId, String)>,
    pub(super) pipelines: &'a Pipelines<'a>,
    pub(super) counts: Counts,
}

impl Maker<'_> {
    fn make(&mut self, placed: &Placed, plan: &mut ImportPlan) {
        let row = &placed.row;
        let here = placed.existing.and_then(|id| self.workspace.deals().get(id));
        let mut deal = here.map(|deal| (**deal).clone()).unwrap_or_default();
        if here.is_none() {
            deal.id = row.own_id.unwrap_or_else(|| DealId::fresh(self.ids));
        }
        self.fill(&mut deal, row, plan);
        match here {
            Some(_) if placed.steps.is_empty() => self.continue_history(&mut deal, placed),
            Some(_) => self.go_on_telling(&mut deal, placed),
            None if placed.steps.is_empty() => self.begin_history(&mut deal, placed),
            None => self.tell_history(&mut deal, placed),
        }
        self.set_probability(&mut deal, placed);
        self.set_reason(&mut deal, row);
        self.counts.note(&deal, self.moment);
        self.add_next_step(&deal, row, plan);
        match here {
            None => {
                self.look_for_duplicate(&deal, row, plan);
                // Not now: a deal that has rested for a year shall be seen to.
                let dates = [deal.created, deal.outcome.closed_at(), self.at(row.stage_entered)];
                let last = dates.into_iter().flatten().max().unwrap_or(self.moment.now);
                deal.edited = last.min(self.moment.now);
                plan.new += 1;
                plan.batch.deals.push(deal);
            }
            Some(here) if **here != deal => {
                deal.edited = self.moment.now;
                plan.changed += 1;
                plan.batch.deals.push(deal);
            }
            Some(_) => plan.unchanged += 1,
        }
    }

    pub(super) fn at(&self, when: Option<When>) -> Option<Timestamp> {
        when.map(|when| when.timestamp(&self.moment.zone))
    }

    /// Sets the plain fields; what the row leaves empty stays as it is.
    fn fill(&mut self, deal: &mut Deal, row: &DealRow, plan: &mut ImportPlan) {
        deal.title.clone_from(&row.title);
        for (field, said) in [
            (&mut deal.owner, &row.owner),
            (&mut deal.source, &row.source),
            (&mut deal.campaign, &row.campaign),
            (&mut deal.product, &row.product),
            (&mut deal.segment, &row.segment),
            (&mut deal.notes, &row.notes),
            (&mut deal.foreign_id, &row.foreign_id),
        ] {
            if !said.is_empty() {
                field.clone_from(said);
            }
        }
        deal.value = row.value.or(deal.value);
        deal.recurring = row.recurring.or(deal.recurring);
        if !row.tags.is_empty() {
            deal.tags.clone_from(&row.tags);
        }
        let zone = &self.moment.zone;
        deal.expected_close = row.expected.map(|when| when.day(zone)).or(deal.expected_close);
        if let Some(created) = row.created
            && !agrees(created, deal.created, self.moment)
        {
            deal.created = Some(created.timestamp(zone));
        }
        let organisation = self.links.organisation(
            &row.organisation,
            &row.organisation_foreign_id,
            self.moment,
            self.ids,
            plan,
        );
        if organisation.is_none() && !row.organisation_foreign_id.is_empty() {
            self.counts.unknown_organisation += 1;
        }
        deal.organisation = organisation.or(deal.organisation);
        let person = self.links.person_by_foreign_id(&row.person_foreign_id).or_else(|| {
            self.links.person(&row.person, deal.organisation, self.moment, self.ids, plan)
        });
        if let Some(person) = person
            && !deal.people.contains(&person)
        {
            deal.people.insert(0, person);
        }
    }

    /// Notes a new deal that has title and customer of another one.
    fn look_for_duplicate(&mut self, deal: &Deal, row: &DealRow, plan: &mut ImportPlan) {
        let name = (key(&deal.title), deal.organisation);
        let Some(twin) = self.known.get(&name).copied() else {
            self.known.insert(name, None);
            return;
        };
        if row.own_id.is_some() {
            return;
        }
        self.counts.possible_duplicates += usize::from(deal.foreign_id.is_empty());
        let twin = twin.and_then(|id| self.workspace.deals().get(id));
        // With another id elsewhere it is another deal.
        if let Some(twin) =
            twin.filter(|twin| twin.foreign_id.is_empty() || deal.foreign_id.is_empty())
        {
            plan.duplicates.push(Duplicate {
                row: row.row,
                name: deal.title.clone(),
                of: RecordRef::Deal(twin.id),
                known: twin.title.clone(),
                likeness: Likeness::TitleAndCustomer,
            });
        }
    }

    /// Only a probability that differs from that of the stage is one set by hand.
    fn set_probability(&self, deal: &mut Deal, placed: &Placed) {
        if placed.row.own_id.is_some() {
            // Our own export writes only those that were set by hand.
            deal.probability = placed.probability.or(deal.probability);
            return;
        }
        let Some(probability) = placed.probability.filter(|_| deal.outcome.is_open()) else {
            return;
        };
        let of_stage = self.pipelines.probability(placed.pipeline, deal.stage);
        deal.probability = Some(probability).filter(|own| Some(*own) != of_stage);
    }

    fn set_reason(&mut self, deal: &mut Deal, row: &DealRow) {
        if !deal.outcome.is_lost() {
            return;
        }
        match &row.loss_reason {
            // In the words we wrote ourselves for a reason of no kind.
            Some((_, words))
                if deal.closing.loss_reason == Some(LossReason::Other)
                    && deal.closing.note == *words => {}
            Some((reason, words)) => {
                deal.closing.loss_reason = Some(*reason);
                if *reason == LossReason::Other {
                    deal.closing.note.clone_from(words);
                }
            }
            None if deal.closing.loss_reason.is_none() => {
                deal.closing.loss_reason = Some(LossReason::Unknown);
            }
            None => {}
        }
        if deal.closing.loss_reason == Some(LossReason::Unknown) {
            self.counts.lost_without_reason += 1;
        }
    }

    fn add_next_step(&mut self, deal: &Deal, row: &DealRow, plan: &mut ImportPlan) {
        let said = (deal.id, key(&row.next_step));
        if row.next_step.is_empty() || !deal.outcome.is_open() || !self.next_steps.insert(said) {
            return;
        }
        plan.batch.activities.push(Activity {
            id: ActivityId::fresh(self.ids),
            kind: ActivityKind::Task,
            subject: row.next_step.clone(),
            deal: Some(deal.id),
            organisation: deal.organisation,
            created: Some(self.moment.now),
            ..Activity::default()
        });
    }
}

fn ranks(workspace: &Workspace) -> HashMap<StageId, i64> {
    let mut ranks: HashMap<StageId, i64> = HashMap::new();
    for deal in workspace.deals().iter() {
        let rank = ranks.entry(deal.stage).or_insert(deal.rank);
        *rank = (*rank).max(deal.rank);
    }
    ranks
}

fn titles(
    workspace: &Workspace,
) -> HashMap<(String, Option<crate::domain::OrganisationId>), Option<DealId>> {
    let deals = workspace.deals().iter();
    deals.map(|deal| ((key(&deal.title), deal.organisation), Some(deal.id))).collect()
}

fn next_steps(workspace: &Workspace) -> HashSet<(DealId, String)> {
    let open = workspace.activities().iter().filter(|activity| activity.is_open_task());
    open.filter_map(|activity| Some((activity.deal?, key(&activity.subject)))).collect()
}
