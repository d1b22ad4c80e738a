//! What the user asks: view, period and filters, as a form and as a query.

use super::markup::{Markup, tag};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use trichter::analytics::{Filter, Period, Query, Reach, View};
use trichter::domain::{Day, Deal, Pipeline, PipelineId};
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// What was chosen in the fields of an analysis, by the name of the field.
/// A field nobody touched has the empty text, which is its first choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    answers: Vec<(String, String)>,
}

/// A filter that is set stands as the value after this mark, so that "without"
/// differs from "all".
const EXACTLY: char = '=';

/// Finds a text.
type Words = fn(&Text) -> &'static str;

/// The name of a field, its label and how it reads the deal.
type FilterField = (&'static str, Words, fn(&Deal) -> &str);

const FILTERS: [FilterField; 5] = [
    ("owner", |text| text.deal.owner(), |deal| &deal.owner),
    ("source", |text| text.deal.source(), |deal| &deal.source),
    ("campaign", |text| text.deal.campaign(), |deal| &deal.campaign),
    ("product", |text| text.deal.product(), |deal| &deal.product),
    ("segment", |text| text.deal.segment(), |deal| &deal.segment),
];
const TAG: &str = "tag";

/// Spans of days by name, the first being the usual one.
const PERIODS: [(&str, Words); 9] = [
    ("", |text| text.app.all_time()),
    ("month", |text| text.app.this_month()),
    ("quarter", |text| text.app.this_quarter()),
    ("year", |text| text.app.this_year()),
    ("days30", |text| text.app.last_30_days()),
    ("days90", |text| text.app.last_90_days()),
    ("months12", |text| text.app.last_12_months()),
    ("last-year", |text| text.app.last_year()),
    ("custom", |text| text.app.custom_period()),
];

impl Question {
    /// Returns what was chosen in a field.
    pub fn get(&self, name: &str) -> &str {
        let found = self.answers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Takes a choice.
    pub fn set(&mut self, name: &str, value: String) {
        self.answers.retain(|(known, _)| known != name);
        self.answers.push((name.to_owned(), value));
    }

    /// Takes all filters away.
    pub fn clear_filters(&mut self) {
        self.answers.retain(|(name, _)| !is_filter(name));
    }

    /// Returns how many filters are set.
    pub fn filters(&self) -> usize {
        self.answers.iter().filter(|(name, value)| is_filter(name) && !value.is_empty()).count()
    }

    /// Returns the question for a pipeline on a day.
    pub fn query(&self, pipeline: PipelineId, today: Day) -> Query {
        Query {
            pipeline,
            period: self.period(today),
            view: if self.get("view") == "closed" { View::ClosedInPeriod } else { View::Cohort },
            reach: if self.get("reach") == "strict" { Reach::Strict } else { Reach::Any },
            filter: Filter {
                text: String::new(),
                owner: self.filter("owner"),
                source: self.filter("source"),
                campaign: self.filter("campaign"),
                product: self.filter("product"),
                segment: self.filter("segment"),
                tag: self.filter(TAG),
            },
        }
    }

    fn filter(&self, name: &str) -> Option<String> {
        self.get(name).strip_prefix(EXACTLY).map(str::to_owned)
    }

    /// Returns the span of days that is meant.
    pub fn period(&self, today: Day) -> Period {
        let month = today.month();
        let quarter = month.plus_months(-(i32::try_from((month.number() - 1) % 3).unwrap_or(0)));
        let year = month.plus_months(1 - i32::try_from(month.number()).unwrap_or(1));
        let span = |from: Day, to: Day| Period { from: Some(from), to: Some(to) };
        match self.get("period") {
            "month" => span(month.first_day(), month.last_day()),
            "quarter" => span(quarter.first_day(), quarter.plus_months(2).last_day()),
            "year" => span(year.first_day(), year.plus_months(11).last_day()),
            "days30" => span(today.plus_days(-29), today),
            "days90" => span(today.plus_days(-89), today),
            "months12" => span(month.plus_months(-11).first_day(), month.last_day()),
            "last-year" => span(year.plus_months(-12).first_day(), year.plus_months(-1).last_day()),
            "custom" => {
                Period { from: self.get("from").parse().ok(), to: self.get("to").parse().ok() }
            }
            _ => Period::ALL,
        }
    }

    /// Writes the choice of view, counting and period.
    pub fn time_fields(&self, text: &Text) -> Vec<Markup> {
        let funnel = &text.funnel;
        let periods: Vec<(String, String)> = PERIODS
            .iter()
            .map(|(value, name)| ((*value).to_owned(), name(text).to_owned()))
            .collect();
        let day = |name: &'static str, label: &str| {
            labelled(label).class("field custom-day").with(
                tag("input")
                    .attr("type", "date")
                    .attr("name", name)
                    .attr("id", name)
                    .attr("value", self.get(name))
                    .attr("min", "1900-01-01")
                    .attr("max", "2199-12-31"),
            )
        };
        vec![
            self.switch(
                "view",
                funnel.view(),
                [
                    ("", funnel.cohort(), funnel.cohort_help()),
                    ("closed", funnel.closed(), funnel.closed_help()),
                ],
            ),
            self.switch(
                "reach",
                funnel.mode(),
                [
                    ("", funnel.any(), funnel.any_help()),
                    ("strict", funnel.strict(), funnel.strict_help()),
                ],
            ),
            self.select("period", text.app.period(), &periods),
            day("from", text.app.from()),
            day("to", text.app.to()),
        ]
    }

    /// Writes two choices side by side.
    fn switch(&self, name: &str, label: &str, choices: [(&str, &str, &str); 2]) -> Markup {
        let choice = |(value, words, help): (&str, &str, &str)| {
            let radio = tag("input")
                .attr("type", "radio")
                .attr("name", name)
                .attr("id", &format!("{name}-{value}"))
                .attr("value", value)
                .class("visually-hidden");
            let radio = if self.get(name) == value { radio.attr("checked", "") } else { radio };
            tag("label").attr("title", help).with(radio).with(tag("span").text(words))
        };
        tag("fieldset")
            .class("switch")
            .with(tag("legend").text(label))
            .with(tag("div").class("segments").with_all(choices.into_iter().map(choice).collect()))
    }

    /// Writes a choice of one of several: values and what they say.
    pub fn select(&self, name: &'static str, label: &str, choices: &[(String, String)]) -> Markup {
        let chosen = self.get(name);
        let option = |(value, words): &(String, String)| {
            let option = tag("option").attr("value", value).text(words);
            if value == chosen { option.attr("selected", "") } else { option }
        };
        let select = tag("select")
            .attr("name", name)
            .attr("id", name)
            .with_all(choices.iter().map(option).collect());
        labelled(label).with(select)
    }

    /// Writes a choice for each filter in which the deals of the pipeline differ.
    pub fn filter_fields<'a>(
        &'a self,
        text: &Text,
        workspace: &'a Workspace,
        pipeline: &Pipeline,
    ) -> Vec<Markup> {
        let deals = || workspace.deals().iter().filter(|deal| deal.pipeline == pipeline.id);
        let mut fields = Vec::new();
        for (name, label, read) in FILTERS {
            let values: BTreeSet<&str> = deals().map(|deal| read(deal)).collect();
            fields.extend(self.filter_field(text, name, label(text), values));
        }
        let tags = deals().flat_map(|deal| deal.tags.iter().map(String::as_str)).collect();
        fields.extend(self.filter_field(text, TAG, text.deal.tags(), tags));
        fields
    }

    fn filter_field<'a>(
        &'a self,
        text: &Text,
        name: &'static str,
        label: &str,
        mut values: BTreeSet<&'a str>,
    ) -> Option<Markup> {
        // What is chosen can be unchosen, also where no deal has it any more.
        values.extend(self.get(name).strip_prefix(EXACTLY));
        if values.iter().all(|value| value.is_empty()) {
            return None;
        }
        let mut choices = vec![(String::new(), text.app.all().to_owned())];
        choices.extend(values.into_iter().map(|value| {
            let words = if value.is_empty() { text.funnel.without() } else { value };
            (format!("{EXACTLY}{value}"), words.to_owned())
        }));
        Some(self.select(name, label, &choices))
    }
}

fn is_filter(name: &str) -> bool {
    name == TAG || FILTERS.iter().any(|(known, ..)| *known == name)
}

/// Writes a field with its label, still without the input.
fn labelled(label: &str) -> Markup {
    tag("label").class("field").with(tag("span").text(label))
}
