//! The columns of the table: names, widths, and which are shown.

use super::ListState;
use crate::ui::kit::dialog::Dialog;
use crate::ui::lean::{Built, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use trichter::analytics::DealColumn;
use trichter::i18n::Text;

/// Width of the column with the check boxes, in rem.
const CHECK_WIDTH: f64 = 2.25;

/// Names a column.
pub fn name(text: &Text, column: DealColumn) -> &'static str {
    match column {
        DealColumn::Title => text.deal.title(),
        DealColumn::Organisation => text.deal.organisation(),
        DealColumn::Value => text.deal.value(),
        DealColumn::Probability => text.list.chance(),
        DealColumn::Weighted => text.list.weighted(),
        DealColumn::Stage => text.deal.stage(),
        DealColumn::Owner => text.deal.owner(),
        DealColumn::ExpectedClose => text.list.closes(),
        DealColumn::NextStep => text.deal.next_step(),
        DealColumn::Age => text.deal.age(),
        DealColumn::Score => text.list.score(),
        DealColumn::Source => text.deal.source(),
    }
}

/// Returns the class of a column's cells.
pub fn class(column: DealColumn) -> &'static str {
    match column {
        DealColumn::Title => "title",
        DealColumn::Organisation => "organisation",
        DealColumn::Value => "value number",
        DealColumn::Probability => "chance number",
        DealColumn::Weighted => "weighted number",
        DealColumn::Stage => "stage",
        DealColumn::Owner => "owner",
        DealColumn::ExpectedClose => "closes number",
        DealColumn::NextStep => "next-step",
        DealColumn::Age => "age number",
        DealColumn::Score => "score",
        DealColumn::Source => "source",
    }
}

/// Returns the least width of a column in rem and its share of what is left over.
fn width(column: DealColumn) -> (f64, f64) {
    match column {
        DealColumn::Title => (12.0, 2.0),
        DealColumn::Organisation => (8.5, 1.2),
        DealColumn::Value | DealColumn::Weighted => (6.5, 0.4),
        DealColumn::Probability => (4.75, 0.1),
        DealColumn::Stage => (8.5, 0.8),
        DealColumn::Owner => (6.5, 0.6),
        DealColumn::ExpectedClose => (7.25, 0.2),
        DealColumn::NextStep => (9.0, 1.4),
        DealColumn::Age => (4.5, 0.1),
        DealColumn::Score => (4.25, 0.1),
        DealColumn::Source => (6.0, 0.6),
    }
}

/// Writes the tracks of a row for the style sheet.
pub fn tracks(columns: &[DealColumn]) -> String {
    let track = |(least, share)| format!("minmax({least}rem, {share}fr)");
    let tracks: Vec<String> = columns.iter().copied().map(width).map(track).collect();
    format!("{CHECK_WIDTH}rem {}", tracks.join(" "))
}

/// Writes the least width of the whole table.
pub fn least_width(columns: &[DealColumn]) -> String {
    let least: f64 = columns.iter().map(|column| width(*column).0).sum();
    format!("{}rem", least + CHECK_WIDTH)
}

fn bit(column: DealColumn) -> u32 {
    let place = DealColumn::ALL.iter().position(|known| *known == column).unwrap_or_default();
    1 << place
}

/// Returns the columns this device shows. Tracked.
pub fn visible(session: Session) -> Vec<DealColumn> {
    let hidden = session.preferences.with(|kept| kept.hidden_columns);
    // A deal without its title could not be told from others.
    let shown = |column: &DealColumn| *column == DealColumn::Title || hidden & bit(*column) == 0;
    DealColumn::ALL.into_iter().filter(shown).collect()
}

/// Chooses the columns of this device.
#[component]
pub fn ColumnDialog(
    /// What the table shares.
    state: ListState,
    /// Asked to go away.
    on_close: Callback<()>,
) -> Built {
    let session = state.session;
    let text = session.text();
    let choice = move |column: DealColumn| {
        let shown = move || state.columns.with(|columns| columns.contains(&column));
        let toggle = move |_| {
            session.preferences.update(|kept| kept.hidden_columns ^= bit(column));
            session.preferences.get_untracked().save();
        };
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=shown on:change=toggle
                    disabled=column == DealColumn::Title/>
                <span>{name(text, column)}</span>
            </label>
        }
    };
    view! {
        <Dialog title=text.list.choose_columns() on_close>
            <div class="choices" data-testid="list-columns">
                {DealColumn::ALL.into_iter().map(choice).collect::<Vec<_>>()}
            </div>
            <footer class="dialog-foot">
                <button type="button" class="primary" on:click=move |_| on_close.run(())>
                    {text.app.done()}
                </button>
            </footer>
        </Dialog>
    }
}
