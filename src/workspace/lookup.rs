//! Questions every screen asks.

use super::Workspace;
use crate::domain::{
    Activity, Currency, Deal, DealId, Money, Organisation, Percentages, Pipeline, Probability,
    Rate, Stage, StageId,
};
use std::collections::HashMap;
use std::sync::Arc;

/// A sum of money in the base currency, with what could not be added.
///
/// The sum is 128 bits wide: no number of deals can overflow it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Minor units of the base currency.
    pub minor: i128,
    /// How many amounts were added.
    pub count: usize,
    /// How many amounts were converted from another currency.
    pub converted: usize,
    /// How many deals had no value.
    pub unknown: usize,
    /// How many amounts had a currency without a rate and were left out.
    pub without_rate: usize,
}

impl Total {
    /// Adds what a deal brings.
    pub fn add(&mut self, amount: BaseAmount) {
        match amount {
            BaseAmount::Same(minor) => {
                self.minor += i128::from(minor);
                self.count += 1;
            }
            BaseAmount::Converted(minor) => {
                self.minor += i128::from(minor);
                self.count += 1;
                self.converted += 1;
            }
            BaseAmount::Unknown => self.unknown += 1,
            BaseAmount::WithoutRate => self.without_rate += 1,
        }
    }
}

/// What an amount is in the base currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseAmount {
    /// It is in the base currency: minor units.
    Same(i64),
    /// It was converted: minor units of the base currency.
    Converted(i64),
    /// The deal has no value.
    Unknown,
    /// There is no rate for its currency, or the result is too large.
    WithoutRate,
}

impl BaseAmount {
    /// Returns the minor units, if the amount is known in the base currency.
    pub fn minor(self) -> Option<i64> {
        match self {
            Self::Same(minor) | Self::Converted(minor) => Some(minor),
            Self::Unknown | Self::WithoutRate => None,
        }
    }
}

/// The earliest open task of each deal.
#[derive(Clone, Debug, Default)]
pub struct NextSteps(HashMap<DealId, Arc<Activity>>);

impl NextSteps {
    /// Returns the next step of a deal.
    pub fn of(&self, deal: DealId) -> Option<&Arc<Activity>> {
        self.0.get(&deal)
    }
}

impl Workspace {
    /// Returns the currency totals are shown in.
    pub fn base_currency(&self) -> Currency {
        self.settings.base_currency
    }

    /// Returns the pipelines in the order they are shown, archived ones too.
    pub fn pipelines_in_order(&self) -> Vec<&Arc<Pipeline>> {
        let mut pipelines: Vec<&Arc<Pipeline>> = self.pipelines.iter().collect();
        pipelines.sort_by_key(|pipeline| (pipeline.order, pipeline.id));
        pipelines
    }

    /// Finds a stage in any pipeline.
    pub fn stage(&self, id: StageId) -> Option<(&Arc<Pipeline>, &Stage)> {
        self.pipelines.iter().find_map(|pipeline| pipeline.stage(id).map(|stage| (pipeline, stage)))
    }

    /// Finds the organisation of a deal.
    pub fn organisation_of(&self, deal: &Deal) -> Option<&Arc<Organisation>> {
        deal.organisation.and_then(|id| self.organisations.get(id))
    }

    /// Returns the chance of a deal to be won: won 1, lost 0, else the one set
    /// by hand, else that of its stage; where the settings say so, instead of
    /// both what was learned about its stage (SPEC 2.3).
    pub fn probability(&self, deal: &Deal) -> Probability {
        if deal.outcome.is_won() {
            return Probability::ONE;
        }
        if deal.outcome.is_lost() {
            return Probability::ZERO;
        }
        let of_stage = || {
            let pipeline = self.pipelines.get(deal.pipeline)?;
            pipeline.stage(deal.stage).map(|stage| self.stage_probability(stage))
        };
        let by_hand = match self.settings.percentages {
            Percentages::Manual => deal.probability,
            Percentages::Learned => None,
        };
        by_hand.or_else(of_stage).unwrap_or_default()
    }

    /// Returns the chance of a deal in a stage to be won: the one set there, or
    /// where the settings say so the learned one, once it is worked out.
    pub fn stage_probability(&self, stage: &Stage) -> Probability {
        let learned = match self.settings.percentages {
            Percentages::Manual => None,
            Percentages::Learned => self.learned.of(stage.id),
        };
        learned.unwrap_or(stage.probability)
    }

    /// Takes over what closed deals say about the stages, in ascending order of
    /// the stages. It is worked out from the deals and so no part of the data:
    /// nothing is stored, and workspaces that differ only in it are equal.
    pub fn set_learned(&mut self, learned: Vec<(StageId, Probability)>) {
        self.learned = LearnedChances(learned.into());
    }

    /// Returns the value of a deal in the base currency.
    pub fn base_value(&self, deal: &Deal) -> BaseAmount {
        deal.value.map_or(BaseAmount::Unknown, |value| self.in_base(value))
    }

    /// Returns value times probability of a deal in the base currency.
    pub fn weighted_value(&self, deal: &Deal) -> BaseAmount {
        let probability = self.probability(deal);
        deal.value.map_or(BaseAmount::Unknown, |value| self.in_base(value.weighted(probability)))
    }

    /// Converts an amount to the base currency.
    pub fn in_base(&self, amount: Money) -> BaseAmount {
        let base = self.base_currency();
        if amount.currency() == base {
            return BaseAmount::Same(amount.minor());
        }
        let rate: Option<Rate> = self.settings.rates.get(&amount.currency()).copied();
        match rate.map(|rate| amount.converted(base, rate)) {
            Some(Ok(converted)) => BaseAmount::Converted(converted.minor()),
            Some(Err(_)) | None => BaseAmount::WithoutRate,
        }
    }

    /// Finds the next step of every deal in one pass: dated tasks before
    /// undated ones, the earlier first.
    pub fn next_steps(&self) -> NextSteps {
        let mut steps: HashMap<DealId, Arc<Activity>> = HashMap::new();
        for activity in self.activities.iter().filter(|activity| activity.is_open_task()) {
            let Some(deal) = activity.deal else { continue };
            let slot = steps.entry(deal).or_insert_with(|| Arc::clone(activity));
            if urgency(activity) < urgency(slot) {
                *slot = Arc::clone(activity);
            }
        }
        NextSteps(steps)
    }
}

fn urgency(activity: &Activity) -> (bool, Option<crate::domain::Day>, Option<u16>) {
    (activity.due.is_none(), activity.due, activity.due_minute)
}

/// The learned chance of each stage, in ascending order of the stages.
#[derive(Clone, Debug, Default)]
pub(super) struct LearnedChances(Arc<[(StageId, Probability)]>);

impl LearnedChances {
    fn of(&self, stage: StageId) -> Option<Probability> {
        let at = self.0.binary_search_by_key(&stage, |(stage, _)| *stage).ok()?;
        self.0.get(at).map(|(_, chance)| *chance)
    }
}

impl PartialEq for LearnedChances {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
