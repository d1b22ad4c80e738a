//! What the figures leave out, said where they stand.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::{Markup, tag};
use crate::ui::chart::pen::Pen;
use trichter::analytics::{LeftOut, Report};
use trichter::domain::Deal;
use trichter::i18n::FunnelText;
use trichter::workspace::Total;

/// Says in words how many deals miss something.
type Say = fn(&FunnelText, usize) -> String;

/// Says how many deals something is unknown of, and what misses them.
pub fn notes(report: &Report, asked: &Asked<'_>, pen: &Pen) -> Option<Markup> {
    let funnel = &pen.text.funnel;
    let figures = &report.key_figures;
    let total = |count: fn(&Total) -> usize| {
        count(&figures.open) + count(&figures.won) + count(&figures.lost)
    };
    let pseudo = report.funnel.left_out.iter().filter(|(_, why)| *why == LeftOut::Pseudo).count();
    let words: [(usize, Say); 5] = [
        (count(asked, |deal| deal.created.is_none()), |text, n| text.unknown_creation(n)),
        (
            count(asked, |deal| !deal.outcome.is_open() && deal.outcome.closed_at().is_none()),
            |text, n| text.unknown_close(n),
        ),
        (total(|total| total.unknown), |text, n| text.unknown_value(n)),
        (total(|total| total.without_rate), |text, n| text.unknown_rate(n)),
        (pseudo, |text, n| text.pseudo(n)),
    ];
    let mut notes: Vec<Markup> = words
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| tag("li").text(&say(funnel, count)))
        .collect();
    if total(|total| total.converted) > 0 {
        let words = pen.text.app.in_base_currency(pen.currency.code());
        notes.push(tag("li").text(&words));
    }
    let list = tag("ul").class("notes").attr("data-testid", "left-out").with_all(notes);
    (!list.is_empty()).then_some(list)
}

fn count(asked: &Asked<'_>, unknown: fn(&Deal) -> bool) -> usize {
    let deals = asked.workspace.deals().iter();
    deals.filter(|deal| unknown(deal) && asked.query.admits(asked.workspace, deal).is_ok()).count()
}
