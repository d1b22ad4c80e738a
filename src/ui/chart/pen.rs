//! Writes figures: as a button that opens, as a tile, in a table.

use super::analysis::Asked;
use super::markup::{Markup, tag};
use trichter::analytics::{
    CohortMeasure, Dimension, Figure, ForecastRow, LossGroup, Measure, StageName, Unit, stage_names,
};
use trichter::domain::{Currency, DealId, Pipeline, StageId};
use trichter::i18n::{NOTHING, Text};
use trichter::route::{Route, Screen};
use trichter::workspace::Workspace;

/// Writes figures in a language and currency, and remembers which it wrote.
pub struct Pen {
    /// The texts.
    pub text: &'static Text,
    /// The base currency of the workspace.
    pub currency: Currency,
    /// The stages of the pipeline.
    pub stages: Vec<StageName>,
    /// What can be opened, by key.
    pub shown: Vec<(String, Measure)>,
}

/// A cell of a table.
pub enum Cell {
    /// A heading of its row.
    Head(String),
    /// A heading of its row that is more than text.
    First(Markup),
    /// A number or another element, at the end of its column.
    End(Markup),
    /// A number as text.
    Text(String),
    /// Words.
    Words(String),
    /// A drawing or another element.
    Wide(Markup),
}

impl Pen {
    /// Takes up the pen for a pipeline.
    pub fn of(workspace: &Workspace, pipeline: &Pipeline, text: &'static Text) -> Self {
        Self {
            text,
            currency: workspace.base_currency(),
            stages: stage_names(pipeline),
            shown: Vec::new(),
        }
    }

    /// Writes the number of a figure, or "–".
    pub fn value(&self, figure: &Figure) -> String {
        match (figure.value, &figure.measure) {
            (Err(_), _) => NOTHING.to_owned(),
            (Ok(value), Measure::Outlook(..)) => self.text.format.money_units(value, self.currency),
            (Ok(value), _) => self.number(value, figure.unit),
        }
    }

    /// Writes a number.
    pub fn number(&self, value: f64, unit: Unit) -> String {
        let format = self.text.format;
        match unit {
            Unit::Count => format.rounded(value, 0),
            Unit::Money => format.money_computed(value, self.currency),
            Unit::MoneyPerDay => {
                self.text.insights.per_day(&format.money_computed(value, self.currency))
            }
            Unit::Days => format.days(value),
            Unit::Rate => format.percent(value),
        }
    }

    /// Names a figure: what it measures, and of which stage, reason or group.
    pub fn name(&self, measure: &Measure) -> String {
        let name = self.text.figures.name(measure);
        match self.about(measure) {
            Some(about) => format!("{name}: {about}"),
            None => name.to_owned(),
        }
    }

    fn about(&self, measure: &Measure) -> Option<String> {
        match measure {
            Measure::Reached(id)
            | Measure::Conversion(id)
            | Measure::StayCount(id)
            | Measure::StayMedian(id)
            | Measure::StayMean(id)
            | Measure::StageCount(id)
            | Measure::StageValue(id)
            | Measure::StageWeighted(id)
            | Measure::LossStageCount(id)
            | Measure::LossStageValue(id) => Some(self.stage(*id)),
            Measure::LossCount(reason) | Measure::LossValue(reason) => {
                Some(self.text.terms.loss_reason(*reason).to_owned())
            }
            Measure::LossGroup(group) => Some(match group {
                LossGroup::At(reason, id) => {
                    format!("{} · {}", self.text.terms.loss_reason(*reason), self.stage(*id))
                }
                LossGroup::Purchase(purchase) => self.text.terms.purchase(*purchase).to_owned(),
                LossGroup::Failed(item) => self.text.terms.item(*item).to_owned(),
            }),
            Measure::Cohort(of) => {
                let month = self.text.format.month(of.month());
                Some(match of {
                    CohortMeasure::Count(_) | CohortMeasure::Open(_) => month,
                    CohortMeasure::Won(_, age) | CohortMeasure::Lost(_, age) => {
                        format!("{month}, {}", self.text.insights.at_age(&age.to_string()))
                    }
                })
            }
            Measure::Lasting(id, days) => {
                Some(format!("{}, {}", self.stage(*id), self.text.format.days(f64::from(*days))))
            }
            Measure::Group(_, name, _) => Some(self.group(name)),
            Measure::Forecast(row, _) => Some(self.row(*row)),
            Measure::Cycle(measure) => {
                let days = measure.days().map(|days| days.to_string());
                measure.stage().map(|id| self.stage(id)).or(days)
            }
            Measure::Outlook(month, ..) | Measure::OutlookWeight(month, _) => {
                Some(self.text.format.month(*month))
            }
            Measure::OpenCount
            | Measure::OpenValue
            | Measure::OpenWeighted
            | Measure::WonCount
            | Measure::WonValued
            | Measure::WonValue
            | Measure::LostCount
            | Measure::LostValue
            | Measure::AverageDeal
            | Measure::CycleMean
            | Measure::CycleMedian
            | Measure::WinRateClosed
            | Measure::OffersCount
            | Measure::WinRateOffers
            | Measure::Velocity
            | Measure::CohortCount
            | Measure::CohortOpen
            | Measure::FunnelWon
            | Measure::MovesBack
            | Measure::ConversionTotal
            | Measure::LowestConversion
            | Measure::LongestStay
            | Measure::BacktestError(_)
            | Measure::BacktestCoverage
            | Measure::Accuracy(_) => None,
        }
    }

    /// Returns the name of a stage.
    pub fn stage(&self, id: StageId) -> String {
        let stage = self.stages.iter().find(|stage| stage.id == id);
        stage.map(|stage| stage.name.clone()).unwrap_or_default()
    }

    /// Returns the name of a group.
    pub fn group(&self, name: &str) -> String {
        if name.is_empty() { self.text.funnel.without().to_owned() } else { name.to_owned() }
    }

    /// Returns the name of a row of the forecast.
    pub fn row(&self, row: ForecastRow) -> String {
        match row {
            ForecastRow::PastDue => self.text.forecast.overdue().to_owned(),
            ForecastRow::Month(month) => self.text.format.month(month),
            ForecastRow::Later => self.text.forecast.later().to_owned(),
            ForecastRow::NoDate => self.text.forecast.undated().to_owned(),
            ForecastRow::Total => self.text.forecast.all_rows().to_owned(),
        }
    }

    /// Returns the name of a dimension.
    pub fn dimension(&self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::Owner => self.text.deal.owner(),
            Dimension::Source => self.text.deal.source(),
            Dimension::Product => self.text.deal.product(),
            Dimension::Segment => self.text.deal.segment(),
            Dimension::Campaign => self.text.deal.campaign(),
            Dimension::Industry => self.text.contacts.industry(),
            Dimension::Size => self.text.contacts.employees(),
            Dimension::Region => self.text.contacts.region(),
            Dimension::Month => self.text.funnel.close_month(),
            Dimension::QuarterPhase => self.text.funnel.quarter_phase(),
        }
    }

    /// Writes a figure as a button that opens it.
    pub fn figure(&mut self, figure: &Figure) -> Markup {
        let button = self.opener(figure).attr("data-figure", &figure.key);
        match figure.value {
            Ok(value) => button.number("data-value", value),
            Err(_) => button,
        }
    }

    /// Writes a figure that stands elsewhere on the page too; it opens all the same.
    pub fn opener(&mut self, figure: &Figure) -> Markup {
        self.shown.push((figure.key.clone(), figure.measure.clone()));
        let value = self.value(figure);
        let name = self.name(&figure.measure);
        let mut label = self.text.a11y.figure(&name, &value);
        if let Some(remark) = self.remark(figure) {
            label = format!("{label}. {remark}");
        }
        let button = tag("button")
            .attr("type", "button")
            .class("figure")
            .attr("data-open", &figure.key)
            .attr("aria-label", &label)
            .attr("title", &self.remark(figure).unwrap_or(name))
            .text(&value);
        let button = match figure.value {
            Ok(value) => button.number("data-number", self.plain(value, figure.unit)),
            Err(_) => button,
        };
        if figure.few {
            button.with(tag("small").class("few").text(&format!("n = {}", figure.n)))
        } else {
            button
        }
    }

    /// Says why there is no number, or that it rests on few cases.
    pub fn remark(&self, figure: &Figure) -> Option<String> {
        match figure.value {
            Err(why) => Some(self.text.figures.no_data(why).to_owned()),
            Ok(_) => figure.few.then(|| self.text.figures.few_cases(figure.n)),
        }
    }

    /// Returns a number as a file holds it: money in whole units.
    fn plain(&self, value: f64, unit: Unit) -> f64 {
        match unit {
            Unit::Money | Unit::MoneyPerDay => value / self.currency.minor_per_unit() as f64,
            Unit::Count | Unit::Days | Unit::Rate => value,
        }
    }

    /// Writes a number that does not open as a cell; "–" for none.
    pub fn amount(&self, value: Option<f64>, unit: Unit) -> Cell {
        let Some(value) = value.filter(|value| value.is_finite()) else {
            return Cell::Text(NOTHING.to_owned());
        };
        let element = tag("span")
            .number("data-number", self.plain(value, unit))
            .text(&self.number(value, unit));
        Cell::End(element)
    }

    /// Writes an estimate of money as a cell: whole units, for cents would only seem exact.
    pub fn estimate(&self, minor: Option<f64>) -> Cell {
        let Some(minor) = minor.filter(|minor| minor.is_finite()) else {
            return Cell::Text(NOTHING.to_owned());
        };
        let element = tag("span")
            .number("data-number", self.plain(minor, Unit::Money))
            .text(&self.text.format.money_units(minor, self.currency));
        Cell::End(element)
    }

    /// Writes a figure as a tile with its name, and a remark where one is due.
    pub fn tile(&mut self, figure: &Figure, extra: Option<String>) -> Markup {
        let remark = self.remark(figure).or(extra).unwrap_or_default();
        let name = self.text.figures.name(&figure.measure);
        tag("li")
            .class("tile")
            .with(tag("span").class("tile-name").text(name))
            .with(self.figure(figure))
            .with(tag("span").class("tile-remark").text(&remark))
    }

    /// Writes a figure as a cell.
    pub fn cell(&mut self, figure: Option<&Figure>) -> Cell {
        match figure {
            Some(figure) => Cell::End(self.figure(figure)),
            None => Cell::Text(String::new()),
        }
    }
}

/// Writes a table that scrolls sideways where it must. Headings from the second
/// on stand over numbers unless `lead` columns come first.
pub fn table(caption: &str, head: &[&str], lead: usize, rows: Vec<Vec<Cell>>) -> Markup {
    let heading = |(at, text): (usize, &&str)| {
        let class = if at < lead { "" } else { "number" };
        match *text {
            "" => tag("td"),
            text => tag("th").attr("scope", "col").class(class).text(text),
        }
    };
    let head = tag("tr").with_all(head.iter().enumerate().map(heading).collect());
    let rows =
        rows.into_iter().map(|cells| tag("tr").with_all(cells.into_iter().map(cell).collect()));
    let table = tag("table")
        .class("table figures")
        .with(tag("caption").class("visually-hidden").text(caption))
        .with(tag("thead").with(head))
        .with(tag("tbody").with_all(rows.collect()));
    tag("div")
        .class("scroll-x")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", caption)
        .with(table)
}

fn cell(cell: Cell) -> Markup {
    match cell {
        Cell::Head(text) => tag("th").attr("scope", "row").class("row-head").text(&text),
        Cell::First(element) => tag("th").attr("scope", "row").class("row-head").with(element),
        Cell::Words(text) => tag("td").class("words").text(&text),
        Cell::End(element) => tag("td").class("number").with(element),
        Cell::Text(text) => tag("td").class("number").text(&text),
        Cell::Wide(element) => tag("td").class("drawing").with(element),
    }
}

/// Writes a deal as a cell that leads to it.
pub fn deal(asked: &Asked<'_>, screen: Screen, id: DealId) -> Cell {
    let route = Route { screen, pipeline: Some(asked.pipeline.id), deal: Some(id) };
    let title = asked.workspace.deals().get(id).map(|deal| deal.title.as_str());
    let link = tag("a")
        .attr("href", &route.to_string())
        .attr("data-deal", &id.to_string())
        .text(title.unwrap_or_default());
    Cell::First(link)
}

/// Writes a panel with a heading.
pub fn panel(title: &str, name: &str, inside: Vec<Markup>) -> Markup {
    tag("section")
        .class("panel")
        .attr("data-testid", name)
        .with(tag("h2").attr("tabindex", "-1").text(title))
        .with_all(inside)
}

/// Writes a quiet remark.
pub fn hint(words: &str) -> Markup {
    tag("p").class("hint").text(words)
}
