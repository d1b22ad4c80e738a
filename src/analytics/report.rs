//! Everything at once, for the page and for the command line alike.

use super::case::Cases;
use super::stuck::lasting_figures;
use super::{
    Breakdown, CohortTable, Cycle, Dimension, Figure, Forecast, Funnel, KeyFigures, LossAnalysis,
    Outlook, Query,
};
use crate::domain::Moment;
use crate::workspace::Workspace;

/// The reports that most screens show, from one pass over the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The funnel.
    pub funnel: Funnel,
    /// The key figures, those of the funnel included.
    pub key_figures: KeyFigures,
}

impl Report {
    /// Computes funnel and key figures of a question.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        Self::of(workspace, &Cases::of(workspace, query, moment), query, moment)
    }

    pub(crate) fn of(workspace: &Workspace, cases: &Cases, query: &Query, moment: &Moment) -> Self {
        let funnel = Funnel::of(cases, query);
        let key_figures = KeyFigures::of(workspace, cases, &funnel, moment);
        Self { funnel, key_figures }
    }
}

/// Lists every figure the page shows on a question: key figures, funnel, cycle,
/// groups, losses, length of stays, cohorts and forecast.
pub fn figures(workspace: &Workspace, query: &Query, moment: &Moment) -> Vec<Figure> {
    let cases = Cases::of(workspace, query, moment);
    let funnel = Funnel::of(&cases, query);
    let mut figures = KeyFigures::of(workspace, &cases, &funnel, moment).figures;
    figures.extend(Cycle::of(workspace, &cases, query, moment).figures);
    for dimension in Dimension::ALL {
        let breakdown = Breakdown::of(workspace, &cases, &moment.zone, dimension);
        figures.extend(breakdown.figures().cloned());
    }
    figures.extend(LossAnalysis::of(workspace, &cases).figures());
    figures.extend(lasting_figures(&cases, cases.courses.at(moment)));
    figures.extend(CohortTable::of(workspace, &cases, moment).figures());
    figures.extend(Forecast::new(workspace, query, moment).figures().cloned());
    figures.extend(Outlook::new(workspace, query, moment).figures);
    figures
}
