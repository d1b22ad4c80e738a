//! The forecast by the stage method (SPEC 2.4): value × probability in the month
//! in which a deal is expected to close.

use crate::analytics::distribution::{Chance, Distribution};
use crate::analytics::figure::Figure;
use crate::analytics::key_figures::Load;
use crate::analytics::{Measure, NoData, Query, Unit};
use crate::domain::{Day, Deal, DealId, ForecastCategory, Moment, Month};
use crate::workspace::{Total, Workspace};
use std::collections::BTreeMap;

/// What will probably come in, row by row.
///
/// It is about the open deals of a pipeline that fit the filter, and about what
/// was won in the months it shows; the period of the question does not matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Past due, the months from the present one on, later, without a date.
    /// Months without anything lie between others or within the first
    /// [`MONTHS_AHEAD`]; the other rows are there only with deals.
    pub rows: Vec<ForecastLine>,
    /// All rows together.
    pub total: ForecastLine,
    /// Open deals that are left out because their category says so.
    pub omitted: Vec<DealId>,
}

/// One row of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastLine {
    /// Which row.
    pub row: ForecastRow,
    /// Open deals: number, value, weighted value.
    pub open: Total,
    /// The same deals by category: number, value and weighted value in minor
    /// units of the base currency.
    pub categories: Vec<CategorySum>,
    /// Σ value of deals won in the month: certain.
    pub won: Total,
    /// The distribution of what is won and open together.
    pub distribution: Distribution,
    /// Open deals behind the row.
    pub deals: Vec<DealId>,
    /// Those of them that were expected before today.
    pub past_due: Vec<DealId>,
    /// Won deals behind the row.
    pub won_deals: Vec<DealId>,
    /// Mean, P10, P50 and P90 in minor units of the base currency.
    pub figures: Vec<Figure>,
}

/// What one category brings in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CategorySum {
    /// The category.
    pub category: ForecastCategory,
    /// Number of deals.
    pub count: usize,
    /// Σ value.
    pub value: Total,
    /// Σ value × probability in minor units of the base currency.
    pub weighted: f64,
}

/// A row of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForecastRow {
    /// Open deals expected in a month that is over.
    PastDue,
    /// A month, the present one or later.
    Month(Month),
    /// Open deals expected after the last month shown.
    Later,
    /// Open deals without an expected close.
    NoDate,
    /// All rows.
    Total,
}

/// A number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForecastStatistic {
    /// What is won plus Σ value × probability.
    Mean,
    /// Stays below this with chance 10 %: pessimistic.
    P10,
    /// Stays below this with chance 50 %: realistic.
    P50,
    /// Stays below this with chance 90 %: optimistic.
    P90,
    /// Number of open deals.
    Count,
    /// Σ value of what is won already.
    Won,
}

/// The months a forecast shows at least, the present one included.
pub const MONTHS_AHEAD: i32 = 3;
/// The months a forecast shows at most, the present one included.
pub const MOST_MONTHS: i32 = 24;

impl ForecastRow {
    pub(crate) fn key(self) -> String {
        match self {
            Self::PastDue => "past_due".to_owned(),
            Self::Month(month) => month.to_string(),
            Self::Later => "later".to_owned(),
            Self::NoDate => "no_date".to_owned(),
            Self::Total => "total".to_owned(),
        }
    }

    /// Returns the row of an open deal.
    pub fn of(expected: Option<Day>, today: Day) -> Self {
        let Some(expected) = expected else { return Self::NoDate };
        let ahead = expected.month().months_since(today.month());
        if ahead < 0 {
            Self::PastDue
        } else if ahead < MOST_MONTHS {
            Self::Month(expected.month())
        } else {
            Self::Later
        }
    }
}

impl ForecastStatistic {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::P10 => "p10",
            Self::P50 => "p50",
            Self::P90 => "p90",
            Self::Count => "count",
            Self::Won => "won",
        }
    }
}

/// Returns the category of a deal: its own, else that of its stage.
pub fn category(workspace: &Workspace, deal: &Deal) -> ForecastCategory {
    let of_stage = || {
        let pipeline = workspace.pipelines().get(deal.pipeline)?;
        pipeline.stage(deal.stage).map(|stage| stage.category)
    };
    deal.category.or_else(of_stage).unwrap_or_default()
}

#[derive(Default)]
struct Gathered {
    load: Load,
    categories: BTreeMap<ForecastCategory, Load>,
    chances: Vec<Chance>,
    won: Total,
    deals: Vec<DealId>,
    past_due: Vec<DealId>,
    won_deals: Vec<DealId>,
}

impl Forecast {
    /// Computes the forecast.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        let today = moment.today();
        let mut rows: BTreeMap<ForecastRow, Gathered> = (0..MONTHS_AHEAD)
            .map(|ahead| {
                (ForecastRow::Month(today.month().plus_months(ahead)), Gathered::default())
            })
            .collect();
        let mut total = Gathered::default();
        let mut omitted = Vec::new();
        for deal in workspace.deals().iter() {
            if query.admits(workspace, deal).is_err() {
                continue;
            }
            if deal.outcome.is_open() {
                let category = category(workspace, deal);
                if category == ForecastCategory::Omitted {
                    omitted.push(deal.id);
                    continue;
                }
                let row = ForecastRow::of(deal.expected_close, today);
                rows.entry(row).or_default().open(workspace, deal, category, today);
                total.open(workspace, deal, category, today);
            } else if let Some(row) = won_row(deal, moment) {
                rows.entry(row).or_default().won(workspace, deal);
                total.won(workspace, deal);
            }
        }
        fill_gaps(&mut rows);
        let rows = rows.into_iter().map(|(row, gathered)| gathered.line(row)).collect();
        Self { rows, total: total.line(ForecastRow::Total), omitted }
    }

    /// Yields every figure, the total last.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let lines = self.rows.iter().chain(std::iter::once(&self.total));
        lines.flat_map(|line| &line.figures)
    }
}

/// Returns the row a won deal counts in: its month, unless that is over.
pub(crate) fn won_row(deal: &Deal, moment: &Moment) -> Option<ForecastRow> {
    let at = deal.outcome.closed_at().filter(|_| deal.outcome.is_won())?;
    let row = ForecastRow::of(Some(moment.zone.day(at)), moment.today());
    matches!(row, ForecastRow::Month(_)).then_some(row)
}

fn fill_gaps(rows: &mut BTreeMap<ForecastRow, Gathered>) {
    let months: Vec<Month> = rows
        .keys()
        .filter_map(|row| match row {
            ForecastRow::Month(month) => Some(*month),
            ForecastRow::PastDue
            | ForecastRow::Later
            | ForecastRow::NoDate
            | ForecastRow::Total => None,
        })
        .collect();
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return };
    for ahead in 0..last.months_since(*first) {
        rows.entry(ForecastRow::Month(first.plus_months(ahead))).or_default();
    }
}

impl Gathered {
    fn open(&mut self, workspace: &Workspace, deal: &Deal, category: ForecastCategory, today: Day) {
        let amount = workspace.base_value(deal);
        self.load.add(workspace, deal, amount);
        self.categories.entry(category).or_default().add(workspace, deal, amount);
        if let Some(minor) = amount.minor() {
            let parts = workspace.probability(deal).basis_points();
            self.chances.push(Chance { minor, parts });
        }
        self.deals.push(deal.id);
        if deal.expected_close.is_some_and(|day| day < today) {
            self.past_due.push(deal.id);
        }
    }

    fn won(&mut self, workspace: &Workspace, deal: &Deal) {
        self.won.add(workspace.base_value(deal));
        self.won_deals.push(deal.id);
    }

    fn line(self, row: ForecastRow) -> ForecastLine {
        let distribution = Distribution::new(self.won.minor, &self.chances);
        let amounts = self.won.count + self.load.value.count;
        let missing = self.won.without_rate + self.load.value.without_rate;
        let none = if missing > 0 {
            Some(NoData::NoRate)
        } else if self.deals.is_empty() && self.won_deals.is_empty() {
            Some(NoData::NoDeals)
        } else {
            Some(NoData::NoValues)
        };
        let none = none.filter(|_| amounts == 0);
        let figures = figures(row, &distribution, none, amounts)
            .into_iter()
            .chain([
                Figure::count(of(row, ForecastStatistic::Count), &[], self.deals.len()),
                Figure::money(of(row, ForecastStatistic::Won), &[], &self.won),
            ])
            .collect();
        let categories = self.categories.iter().map(|(category, load)| CategorySum {
            category: *category,
            count: load.count,
            value: load.value,
            weighted: load.weighted_minor(),
        });
        ForecastLine {
            row,
            open: self.load.value,
            categories: categories.collect(),
            won: self.won,
            distribution,
            deals: self.deals,
            past_due: self.past_due,
            won_deals: self.won_deals,
            figures,
        }
    }
}

fn of(row: ForecastRow, statistic: ForecastStatistic) -> Measure {
    Measure::Forecast(row, statistic)
}

fn figures(
    row: ForecastRow,
    distribution: &Distribution,
    none: Option<NoData>,
    n: usize,
) -> [Figure; 4] {
    [
        (ForecastStatistic::Mean, distribution.mean()),
        (ForecastStatistic::P10, distribution.quantile(0.1)),
        (ForecastStatistic::P50, distribution.quantile(0.5)),
        (ForecastStatistic::P90, distribution.quantile(0.9)),
    ]
    .map(|(statistic, value)| {
        let value = none.map_or(Ok(value), Err);
        Figure::sum(of(row, statistic), &[], Unit::Money, value, n)
    })
}
