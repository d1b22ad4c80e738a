//! What stands on the page.

use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::Pen;
use std::cmp::Reverse;
use trichter::analytics::{Figure, Measure, Query, Report};
use trichter::domain::{Deal, LossReason, Moment, Pipeline, StageId};
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// How many open deals stand on the page: it is one.
const DEALS: usize = 10;
/// How many stages; more are said to be.
const STAGES: usize = 9;
/// How many reasons of loss.
const REASONS: usize = 4;
/// The longest title or name in a row, in characters.
const NAME: usize = 48;

const FIGURES: [Measure; 12] = [
    Measure::OpenCount,
    Measure::OpenValue,
    Measure::OpenWeighted,
    Measure::WonCount,
    Measure::WonValue,
    Measure::LostCount,
    Measure::AverageDeal,
    Measure::WinRateClosed,
    Measure::WinRateOffers,
    Measure::CycleMedian,
    Measure::Velocity,
    Measure::ConversionTotal,
];

/// Writes the report of a pipeline.
pub fn sheet(
    workspace: &Workspace,
    pipeline: &Pipeline,
    moment: &Moment,
    text: &'static Text,
) -> Vec<Markup> {
    let report = Report::new(workspace, &Query::of(pipeline.id), moment);
    let figures = &report.key_figures;
    let pen = Pen {
        text,
        currency: workspace.base_currency(),
        stages: figures.stages.clone(),
        shown: Vec::new(),
    };
    let out = &text.out;
    let day = text.format.day(moment.today());
    let tiles = FIGURES.iter().filter_map(|measure| figures.get(measure)).map(|figure| {
        tag("div").with(tag("dt").text(&pen.name(&figure.measure))).with(value(
            tag("dd"),
            figure,
            &pen,
        ))
    });
    vec![
        tag("header")
            .with(tag("h1").text(&out.report_title(&workspace.settings().name)))
            .with(tag("p").text(&out.report_of(&pipeline.name, &day))),
        tag("dl").with_all(tiles.collect()),
        tag("h2").text(text.funnel.stages()),
        stages(&report, &pen),
        tag("h2").text(out.report_largest()),
        deals(workspace, pipeline, text),
        tag("h2").text(out.report_reasons()),
        reasons(&report, &pen),
        tag("footer").text(out.report_foot()),
    ]
}

fn value(place: Markup, figure: &Figure, pen: &Pen) -> Markup {
    let place = place.attr("data-report", &figure.key).text(&pen.value(figure));
    match figure.value {
        Ok(value) => place.number("data-value", value),
        Err(_) => place,
    }
}

fn stages(report: &Report, pen: &Pen) -> Markup {
    let text = pen.text;
    let figures = &report.key_figures;
    let measures: [fn(StageId) -> Measure; 4] =
        [Measure::StageCount, Measure::StageValue, Measure::StageWeighted, Measure::StayMedian];
    let head = [
        text.funnel.stage(),
        text.funnel.open_now(),
        text.funnel.value(),
        text.board.weighted(),
        text.funnel.stay_median(),
    ];
    let mut rows = Vec::new();
    for stage in &figures.stages {
        let found = measures.map(|measure| figures.get(&measure(stage.id)));
        if found.iter().all(Option::is_none) {
            continue;
        }
        let mut row = tag("tr").with(tag("th").attr("scope", "row").text(&short(&stage.name)));
        for figure in found {
            let cell = tag("td").class("number");
            row = row.with(match figure {
                Some(figure) => value(cell, figure, pen),
                None => cell.text(trichter::i18n::NOTHING),
            });
        }
        rows.push(row);
    }
    table(&head, 1, rows, STAGES, text)
}

fn deals(workspace: &Workspace, pipeline: &Pipeline, text: &Text) -> Markup {
    let here = |deal: &&Deal| deal.outcome.is_open() && deal.pipeline == pipeline.id;
    let mut open: Vec<&Deal> = workspace.deals().iter().map(|deal| &**deal).filter(here).collect();
    let worth = |deal: &Deal| workspace.base_value(deal).minor();
    open.sort_by_key(|deal| Reverse(worth(deal)));
    let head = [
        text.deal.title(),
        text.deal.organisation(),
        text.deal.stage(),
        text.deal.expected_close(),
        text.deal.value(),
    ];
    let rows = open
        .into_iter()
        .map(|deal| {
            let organisation = deal.organisation.and_then(|id| workspace.organisations().get(id));
            let stage = workspace.stage(deal.stage).map(|(_, stage)| stage.name.as_str());
            let close = deal.expected_close.map(|day| text.format.day(day));
            let value = deal.value.map(|value| text.format.money_short(value));
            let cell = |words: &str| tag("td").text(&short(words));
            tag("tr")
                .with(tag("th").attr("scope", "row").text(&short(&deal.title)))
                .with(cell(organisation.map_or("", |organisation| &organisation.name)))
                .with(cell(stage.unwrap_or_default()))
                .with(cell(&close.unwrap_or_default()))
                .with(tag("td").class("number").text(&value.unwrap_or_default()))
        })
        .collect();
    table(&head, 4, rows, DEALS, text)
}

fn reasons(report: &Report, pen: &Pen) -> Markup {
    let text = pen.text;
    let figures = &report.key_figures;
    let mut lost: Vec<(LossReason, &Figure)> = Vec::new();
    for figure in &figures.figures {
        if let Measure::LossCount(reason) = figure.measure
            && figure.value.is_ok_and(|count| count > 0.0)
        {
            lost.push((reason, figure));
        }
    }
    lost.sort_by(|(_, one), (_, two)| {
        two.value.unwrap_or(0.0).total_cmp(&one.value.unwrap_or(0.0))
    });
    let rows: Vec<Markup> = lost
        .into_iter()
        .map(|(reason, figure)| {
            let worth = figures.get(&Measure::LossValue(reason));
            let cell = tag("td").class("number");
            tag("tr")
                .with(tag("th").attr("scope", "row").text(text.terms.loss_reason(reason)))
                .with(value(tag("td").class("number"), figure, pen))
                .with(match worth {
                    Some(worth) => value(cell, worth, pen),
                    None => cell,
                })
        })
        .collect();
    if rows.is_empty() {
        return tag("p").text(text.funnel.no_losses());
    }
    let head = [text.deal.loss_reason(), text.data.deals(), text.funnel.value()];
    table(&head, 1, rows, REASONS, text)
}

/// A table of at most so many rows; says how many more there are.
fn table(head: &[&str], words: usize, mut rows: Vec<Markup>, most: usize, text: &Text) -> Markup {
    let more = rows.len().saturating_sub(most);
    rows.truncate(most);
    if more > 0 {
        let span = head.len().to_string();
        let cell = tag("td").attr("colspan", &span).text(&text.out.report_more(more));
        rows.push(tag("tr").with(cell));
    }
    let heads = head.iter().enumerate().map(|(at, name)| {
        let cell = tag("th").attr("scope", "col").text(name);
        if at < words { cell } else { cell.class("number") }
    });
    tag("table")
        .with(tag("thead").with(tag("tr").with_all(heads.collect())))
        .with(tag("tbody").with_all(rows))
}

fn short(text: &str) -> String {
    if text.chars().nth(NAME).is_none() {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(NAME).collect();
    short.push('…');
    short
}
