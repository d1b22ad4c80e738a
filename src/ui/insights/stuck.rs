//! Open deals that have been in their stage for unusually long.

use crate::ui::chart::analysis::Asked;
use crate::ui::chart::markup::Markup;
use crate::ui::chart::pen::{Cell, Pen, deal as deal_cell, hint, panel, table};
use trichter::analytics::{Cycle, Unit};
use trichter::route::Screen;

/// So many are listed: nobody works through more at once.
const MOST: usize = 25;

/// Writes the list, the most overdue first.
pub fn stuck(cycle: &Cycle, asked: &Asked<'_>, pen: &mut Pen) -> Markup {
    let words = pen.text.insights;
    let found = asked.sample().stuck(cycle);
    let title = words.stuck();
    let mut parts = vec![hint(words.stuck_help())];
    if found.is_empty() {
        parts.push(hint(words.none_stuck()));
        return panel(title, "stuck", parts);
    }
    let rows = found.iter().take(MOST).map(|stuck| {
        vec![
            deal_cell(asked, Screen::Insights, stuck.deal),
            Cell::Words(pen.stage(stuck.stage)),
            pen.amount(Some(stuck.age_days), Unit::Days),
            pen.amount(Some(stuck.usual_days), Unit::Days),
            pen.amount(Some(stuck.chance_at_entry), Unit::Rate),
            pen.amount(Some(stuck.chance), Unit::Rate),
        ]
    });
    let rows = rows.collect();
    let head = [
        pen.text.app.deal(),
        pen.text.funnel.stage(),
        words.days_here(),
        words.usual(),
        words.chance_at_entry(),
        words.chance_now(),
    ];
    parts.push(table(title, &head, 2, rows));
    if found.len() > MOST {
        parts.push(hint(&words.more_rows(found.len() - MOST)));
    }
    panel(title, "stuck", parts)
}
