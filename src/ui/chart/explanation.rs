//! A figure opened: formula in words, inputs, the deals in it and those left out.

use super::analysis::Analysis;
use super::markup::{Markup, tag};
use super::pen::Pen;
use super::redrawing::{drawn, pressed, redraw};
use crate::ui::kit::dialog::Dialog;
use crate::ui::kit::window::css_pixels;
use crate::ui::lean::{Built, Spot, built, follow, nothing, on_event, on_mouse, view};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;
use trichter::analytics::{Explanation, LeftOut, Measure, Query, Unit, View, explain};
use trichter::domain::DealId;
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// Height of a row where the style sheet says nothing, in pixels.
const ROW_HEIGHT: f64 = 40.0;
/// Rows drawn above and below those in sight.
const MARGIN: f64 = 8.0;

/// A deal of a list: its id, and what stands at the end of its row.
type Row = (DealId, End);

enum End {
    Amount(f64),
    Reason(LeftOut),
}

/// Shows what is behind a figure.
pub fn explanation(analysis: Analysis, measure: Measure) -> Built {
    let session = analysis.session;
    let text = session.text();
    let moment = session.moment();
    let found = session.pipeline().and_then(|pipeline| {
        let query = analysis.question.with(|asked| asked.query(pipeline.id, moment.today()));
        session.read(|workspace| {
            let found = match analysis.found(&query) {
                // Not worked out again: that would hold the page.
                Some(ahead) if is_ahead(&measure) => {
                    ahead.outlook.explain(workspace, &query, &moment, &measure)?
                }
                Some(_) | None => explain(workspace, &query, &moment, &measure)?,
            };
            let pen = Pen::of(workspace, &pipeline, text);
            Some((found, pen, query))
        })
    });
    // A figure may vanish while it is open: its stage was merged, its owner renamed.
    let Some((found, mut pen, query)) = found else {
        analysis.opened.set(None);
        return nothing();
    };
    let title = pen.name(&measure);
    let unit = found.figure.unit;
    let head = head(&found, &query, &mut pen);
    analysis.know(std::mem::take(&mut pen.shown));
    let counted = text.insights.deals_in(found.deals_in.len());
    let out = text.insights.deals_out(found.deals_out.len());
    let reasons = reasons(text, &found.deals_out);
    let rows_in = found.deals_in.iter().map(|it| (it.deal, End::Amount(it.amount))).collect();
    let rows_out = found.deals_out.iter().map(|(deal, why)| (*deal, End::Reason(*why))).collect();
    let pen = Rc::new(pen);
    let list_in = deals(analysis, rows_in, unit, Rc::clone(&pen), counted.clone());
    let list_out = deals(analysis, rows_out, unit, pen, out.clone());
    let head = head_view(head);
    let close = Callback::new(move |()| analysis.close());
    built(view! {
        <Dialog title=title on_close=close>
            <div class="explanation" data-testid="explanation">
                {head}
                <h3>{counted}</h3>
                {list_in}
                <h3>{out}</h3>
                <p class="hint">{reasons}</p>
                {list_out}
            </div>
        </Dialog>
    })
}

/// Returns true for what [`super::ahead`] works out.
fn is_ahead(measure: &Measure) -> bool {
    matches!(
        measure,
        Measure::Outlook(..)
            | Measure::OutlookWeight(..)
            | Measure::BacktestError(_)
            | Measure::BacktestCoverage
            | Measure::Accuracy(_)
    )
}

fn head_view(head: Vec<Markup>) -> Built {
    let place = Spot::new();
    let head = StoredValue::new_local(head);
    follow(move || {
        if let Some(place) = place.get() {
            head.with_value(|head| redraw(&place, head));
        }
    });
    built(view! { <div node_ref=place class="explanation-head"></div> })
}

/// Writes value, formula, context and inputs.
fn head(found: &Explanation, query: &Query, pen: &mut Pen) -> Vec<Markup> {
    let text = pen.text;
    let value = tag("p").class("explained").text(&pen.value(&found.figure));
    let remark = pen.remark(&found.figure).unwrap_or_default();
    let formula = text.figures.formula(&found.figure.measure, query.reach);
    let mut parts = vec![
        value,
        tag("p").class("tile-remark").text(&remark),
        tag("h3").text(text.insights.formula()),
        tag("p").attr("data-testid", "formula").text(formula),
    ];
    if !matches!(found.figure.measure, Measure::Forecast(..)) && !is_ahead(&found.figure.measure) {
        parts.push(tag("p").class("hint").text(&context(text, query)));
    }
    parts.push(tag("h3").text(text.insights.inputs()));
    if found.inputs.is_empty() {
        parts.push(tag("p").class("hint").text(text.insights.no_inputs()));
    } else {
        let inputs = found.inputs.iter().map(|input| {
            let name = pen.name(&input.measure);
            tag("div").with(tag("dt").text(&name)).with(tag("dd").with(pen.opener(input)))
        });
        parts.push(tag("dl").class("inputs").with_all(inputs.collect()));
    }
    parts
}

/// Says which deals a question is about.
pub fn context(text: &Text, query: &Query) -> String {
    let view = match query.view {
        View::Cohort => text.funnel.cohort_help(),
        View::ClosedInPeriod => text.funnel.closed_help(),
    };
    let format = text.format;
    let period = match (query.period.from, query.period.to) {
        (None, None) => text.app.all_time().to_owned(),
        (Some(from), None) => format!("{} {}", text.app.from(), format.day(from)),
        (None, Some(to)) => format!("{} {}", text.app.to(), format.day(to)),
        (Some(from), Some(to)) => format!("{} – {}", format.day(from), format.day(to)),
    };
    text.insights.context(&period, view)
}

/// Counts why deals are left out, the most frequent reason first.
fn reasons(text: &Text, out: &[(DealId, LeftOut)]) -> String {
    let mut counts: BTreeMap<LeftOut, usize> = BTreeMap::new();
    for (_, why) in out {
        *counts.entry(*why).or_default() += 1;
    }
    let mut counts: Vec<(LeftOut, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words = counts.iter().map(|(why, count)| {
        format!("{} {}", text.format.count(*count), text.figures.left_out(*why))
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// Shows deals; of a long list only the rows in sight are on the page.
fn deals(analysis: Analysis, rows: Vec<Row>, unit: Unit, pen: Rc<Pen>, label: String) -> Built {
    if rows.is_empty() {
        return nothing();
    }
    let height = css_pixels("--row-pitch", ROW_HEIGHT);
    let list = Spot::new();
    let first = RwSignal::new(0_usize);
    let rows = StoredValue::new_local((rows, pen));
    let session = analysis.session;
    let draw = move || {
        let first = first.get();
        let route = session.route.get_untracked();
        session.peek(|workspace| {
            rows.with_value(|(rows, pen)| {
                let drawn = rows.iter().skip(first).take(ROWS_DRAWN).map(|(deal, end)| {
                    let href = route.with_deal(Some(*deal)).to_string();
                    row(workspace, *deal, &href, &end_words(pen, end, unit))
                });
                let after = rows.len().saturating_sub(first + ROWS_DRAWN);
                let list = tag("ul").class("deal-rows").with_all(drawn.collect());
                vec![space(first as f64 * height), list, space(after as f64 * height)]
            })
        })
    };
    let look = on_event(move |_| {
        let Some(list) = list.get_untracked() else { return };
        let top = (f64::from(list.scroll_top()) / height - MARGIN).max(0.0);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of rows: never negative, far below 2^31"
        )]
        let now = top as usize / STEP * STEP;
        if first.get_untracked() != now {
            first.set(now);
        }
    });
    let open = on_mouse(move |event| {
        if pressed(&event, "data-deal").is_some() {
            analysis.opened.set(None);
        }
    });
    built(view! {
        <div node_ref=list class="deal-list" tabindex="0" role="group" aria-label=label
            on:scroll=look on:click=open>
            {drawn("deal-list-all", Box::new(draw))}
        </div>
    })
}

/// Rows drawn at a time: more than ever are in sight, with a margin.
const ROWS_DRAWN: usize = 40;
/// The list is drawn anew each time it was scrolled by so many rows.
const STEP: usize = 8;

/// Keeps the place of rows that are not drawn.
fn space(height: f64) -> Markup {
    tag("svg").attr("aria-hidden", "true").attr("width", "1").number("height", height)
}

fn end_words(pen: &Pen, end: &End, unit: Unit) -> String {
    let funnel = &pen.text.funnel;
    match end {
        End::Reason(why) => pen.text.figures.left_out(*why).to_owned(),
        End::Amount(amount) => match unit {
            Unit::Money | Unit::Days => pen.number(*amount, unit),
            Unit::Rate => {
                (if *amount > 0.0 { funnel.success() } else { funnel.attempt() }).to_owned()
            }
            Unit::Count if *amount > 1.0 => pen.number(*amount, unit),
            Unit::Count | Unit::MoneyPerDay => funnel.counted().to_owned(),
        },
    }
}

fn row(workspace: &Workspace, id: DealId, href: &str, end: &str) -> Markup {
    let deal = workspace.deals().get(id);
    let title = deal.map(|deal| deal.title.as_str()).unwrap_or_default();
    let organisation = deal.and_then(|deal| workspace.organisation_of(deal));
    let organisation = organisation.map(|it| it.name.as_str()).unwrap_or_default();
    let link = tag("a")
        .attr("href", href)
        .attr("data-deal", &id.to_string())
        .with(tag("span").class("deal-row-title").text(title))
        .with(tag("span").class("deal-row-of").text(organisation))
        .with(tag("span").class("deal-row-end").text(end));
    tag("li").with(link)
}
