//! The deals of a question, followed once for all reports on it.

use super::case::Cases;
use super::stuck::lasting_figures;
use super::{
    Breakdown, CohortTable, Courses, Cycle, Dimension, Dwell, Figure, LossAnalysis, PooledChances,
    Query, Report, StuckDeal, dwell, stuck,
};
use crate::domain::{Moment, StageId};
use crate::workspace::Workspace;

/// The deals of a question, each with its course and how far it came: made once, by
/// one pass over the history, and read by every report of a screen. Each report is
/// the one its own `new` makes.
///
/// It is of the workspace it was made of; after a change a new one is needed.
#[derive(Clone, Debug)]
pub struct Sample {
    cases: Cases,
    query: Query,
    moment: Moment,
}

impl Sample {
    /// Follows the deals of a question.
    pub fn of(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        let cases = Cases::of(workspace, query, moment);
        Self { cases, query: query.clone(), moment: moment.clone() }
    }

    /// Returns the courses of all deals of the question, whatever its period.
    pub fn courses(&self) -> &Courses {
        &self.cases.courses
    }

    /// Returns funnel and key figures.
    pub fn report(&self, workspace: &Workspace) -> Report {
        Report::of(workspace, &self.cases, &self.query, &self.moment)
    }

    /// Returns how long deals take and what they are worth.
    pub fn cycle(&self, workspace: &Workspace) -> Cycle {
        Cycle::of(workspace, &self.cases, &self.query, &self.moment)
    }

    /// Lists the stuck deals, the longest over what is usual first.
    pub fn stuck(&self, cycle: &Cycle) -> Vec<StuckDeal> {
        let courses = self.courses();
        stuck(courses, &cycle.hazards, courses.at(&self.moment))
    }

    /// Tells for each stage what the days in it do to the chance of a deal.
    pub fn dwell(&self, cycle: &Cycle) -> Vec<(StageId, Vec<Dwell>)> {
        let courses = self.courses();
        dwell(courses, &cycle.hazards, courses.at(&self.moment))
    }

    /// Returns for each stage how many stays lasted so long, for each of [`super::DWELL_DAYS`].
    pub fn lasting(&self) -> Vec<Figure> {
        lasting_figures(&self.cases, self.courses().at(&self.moment))
    }

    /// Returns why deals were lost and won.
    pub fn losses(&self, workspace: &Workspace) -> LossAnalysis {
        LossAnalysis::of(workspace, &self.cases)
    }

    /// Returns the figures of every group of a dimension.
    pub fn breakdown(&self, workspace: &Workspace, dimension: Dimension) -> Breakdown {
        Breakdown::of(workspace, &self.cases, &self.moment.zone, dimension)
    }

    /// Returns the chance to win from each stage in each group of a dimension.
    pub fn pooled(&self, workspace: &Workspace, dimension: Dimension) -> Option<PooledChances> {
        PooledChances::of_groups(workspace, &self.cases, &self.moment.zone, dimension)
    }

    /// Returns what became of the deals of each month.
    pub fn cohorts(&self, workspace: &Workspace) -> CohortTable {
        CohortTable::of(workspace, &self.cases, &self.moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::{Period, View};
    use crate::domain::{Day, Language};
    use crate::example::{Simulation, simulate};

    #[test]
    fn a_report_of_a_sample_is_the_one_made_from_the_workspace() {
        let moment = Moment::at_start_of(Day::new(2026, 6, 1).unwrap());
        let workspace = simulate(&Simulation::new(200, 3, Language::En, &moment));
        let mut query = Query::of(workspace.pipelines_in_order()[0].id);
        for view in [View::Cohort, View::ClosedInPeriod] {
            query.view = view;
            query.period = Period { from: Some(moment.today().plus_days(-200)), to: None };
            let sample = Sample::of(&workspace, &query, &moment);
            let (w, q, m) = (&workspace, &query, &moment);
            assert_eq!(sample.report(w), Report::new(w, q, m));
            assert_eq!(sample.losses(w), LossAnalysis::new(w, q, m));
            assert_eq!(sample.cohorts(w), CohortTable::new(w, q, m));
            let owner = Dimension::Owner;
            assert_eq!(sample.breakdown(w, owner), Breakdown::new(w, q, m, owner));
            let cycle = Cycle::new(w, q, m);
            assert_eq!(sample.cycle(w).figures, cycle.figures);
            let courses = Courses::of(w, q, &m.zone);
            assert_eq!(sample.stuck(&cycle), stuck(&courses, &cycle.hazards, courses.at(m)));
            assert!(!sample.courses().is_empty() && sample.courses().len() == courses.len());
        }
    }
}
