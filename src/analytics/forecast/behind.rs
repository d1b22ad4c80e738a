//! The deals behind a figure of the [`Outlook`].

use super::outlook::Outlook;
use crate::analytics::{Contribution, Explanation, LeftOut, Measure, Query};
use crate::domain::{Deal, DealId, ForecastCategory, Moment, Month};
use crate::workspace::{BaseAmount, Workspace};

impl Outlook {
    /// Opens one of its figures; `None` when it has no such figure.
    ///
    /// Behind a month are the deals won in it with their value and the open ones
    /// with value × chance; new business has no deals yet. Behind the backtest are
    /// the won deals.
    pub fn explain(
        &self,
        workspace: &Workspace,
        query: &Query,
        moment: &Moment,
        measure: &Measure,
    ) -> Option<Explanation> {
        let figure = self.figures.iter().find(|figure| figure.measure == *measure)?.clone();
        let mut explanation =
            Explanation { figure, inputs: Vec::new(), deals_in: Vec::new(), deals_out: Vec::new() };
        let month = if let Measure::Outlook(month, ..) | Measure::OutlookWeight(month, _) = measure
        {
            Some(*month)
        } else {
            None
        };
        let mut expected: Vec<(DealId, f64)> = self
            .months
            .iter()
            .filter(|outlook| Some(outlook.month) == month)
            .flat_map(|outlook| &outlook.deals)
            .map(|(deal, value, chance)| (*deal, value * chance))
            .collect();
        expected.sort_unstable_by_key(|(deal, _)| *deal);
        for deal in workspace.deals().iter() {
            let open = expected
                .binary_search_by_key(&deal.id, |(deal, _)| *deal)
                .ok()
                .and_then(|at| expected.get(at));
            let verdict = match open {
                Some((_, amount)) => Ok(*amount),
                None => query
                    .admits(workspace, deal)
                    .and_then(|()| brings(workspace, deal, moment, month)),
            };
            match verdict {
                Ok(amount) => explanation.deals_in.push(Contribution { deal: deal.id, amount }),
                Err(reason) => explanation.deals_out.push((deal.id, reason)),
            }
        }
        Some(explanation)
    }
}

/// Returns what a deal that is not expected brings: its value where it was won in
/// the month, or in any for `None`.
fn brings(
    workspace: &Workspace,
    deal: &Deal,
    moment: &Moment,
    month: Option<Month>,
) -> Result<f64, LeftOut> {
    if deal.category == Some(ForecastCategory::Omitted) {
        return Err(LeftOut::OmittedFromForecast);
    }
    if deal.outcome.is_open() {
        return Err(if month.is_some() { LeftOut::TimeUnknown } else { LeftOut::StillOpen });
    }
    if !deal.outcome.is_won() {
        return Err(LeftOut::NotWon);
    }
    let closed = deal.outcome.closed_at().ok_or(LeftOut::CloseUnknown)?;
    if month.is_some_and(|month| moment.zone.day(closed).month() != month) {
        return Err(LeftOut::OutsidePeriod);
    }
    match workspace.base_value(deal) {
        BaseAmount::Same(minor) | BaseAmount::Converted(minor) => Ok(minor as f64),
        BaseAmount::Unknown => Err(LeftOut::ValueUnknown),
        BaseAmount::WithoutRate => Err(LeftOut::WithoutRate),
    }
}
