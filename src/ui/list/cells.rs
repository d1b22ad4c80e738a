//! What a row says, worked out once for each change of its deal.

use super::{ListState, Shared};
use trichter::analytics::DealColumn;
use trichter::domain::{Deal, MatrixMeaning, Outcome};
use trichter::i18n::{NOTHING, Text};
use trichter::workspace::Workspace;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellText {
    /// The column.
    pub column: DealColumn,
    /// What it says.
    pub text: String,
    /// The class of the mark around what it says.
    pub mark: &'static str,
    /// What it says to those who want to know more, or empty.
    pub hint: String,
}

impl ListState {
    /// Returns what the row of a deal says. Tracked.
    pub fn cells(self, deal: &Deal) -> Vec<CellText> {
        let text = self.session.text();
        self.shared.with(|shared| {
            self.session.peek(|workspace| {
                self.columns.with(|columns| {
                    let cell = |column: &DealColumn| cell(*column, workspace, deal, shared, text);
                    columns.iter().map(cell).collect()
                })
            })
        })
    }
}

fn cell(
    column: DealColumn,
    workspace: &Workspace,
    deal: &Deal,
    shared: &Shared,
    text: &Text,
) -> CellText {
    let format = text.format;
    let today = shared.moment.today();
    let plain = |text: String| CellText { column, text, mark: "", hint: String::new() };
    let known = |text: Option<String>| plain(text.unwrap_or_else(|| NOTHING.to_owned()));
    match column {
        DealColumn::Title => plain(deal.title.clone()),
        DealColumn::Organisation => {
            let organisation = workspace.organisation_of(deal);
            plain(organisation.map(|organisation| organisation.name.clone()).unwrap_or_default())
        }
        DealColumn::Value => known(deal.value.map(|value| format.money_short(value))),
        DealColumn::Probability => {
            let by_hand = deal.outcome.is_open() && deal.probability.is_some();
            let hint = if by_hand { text.deal.probability_by_hand() } else { "" };
            let mark = if by_hand { "list-by-hand" } else { "" };
            let percent = format.probability(workspace.probability(deal));
            CellText { hint: hint.to_owned(), mark, ..plain(percent) }
        }
        DealColumn::Weighted => {
            let probability = workspace.probability(deal);
            known(deal.value.map(|value| format.money_short(value.weighted(probability))))
        }
        DealColumn::Stage => {
            let stage = workspace.stage(deal.stage).map(|(_, stage)| stage.name.clone());
            let stage = stage.unwrap_or_default();
            match deal.outcome {
                Outcome::Open => plain(stage),
                Outcome::Won(_) => CellText {
                    mark: "badge good",
                    hint: stage,
                    ..plain(text.board.win().to_owned())
                },
                Outcome::Lost(_) => CellText {
                    mark: "badge bad",
                    hint: stage,
                    ..plain(text.board.lose().to_owned())
                },
            }
        }
        DealColumn::Owner => plain(deal.owner.clone()),
        DealColumn::ExpectedClose => {
            let Some(day) = deal.expected_close else { return known(None) };
            if deal.outcome.is_open() && day < today {
                let hint = text.board.overdue_close().to_owned();
                CellText { mark: "late", hint, ..plain(format.day(day)) }
            } else {
                plain(format.day(day))
            }
        }
        DealColumn::NextStep => {
            let Some(step) = shared.steps.of(deal.id) else {
                let missing = if deal.outcome.is_open() { text.board.no_next_step() } else { "" };
                return CellText { mark: "missing", ..plain(missing.to_owned()) };
            };
            let Some(due) = step.due else { return plain(step.subject.clone()) };
            let said = text.board.next_step(&step.subject, &format.day_near(due, today));
            let mark = if due < today { "late" } else { "" };
            CellText { mark, hint: said.clone(), ..plain(said) }
        }
        DealColumn::Age => {
            known(deal.age_days(&shared.moment).map(|days| format.days_short(whole_days(days))))
        }
        DealColumn::Score => {
            let Some(score) = shared.scores.of(deal.id) else { return known(None) };
            let mark = match score.meaning {
                MatrixMeaning::Hot => "badge good",
                MatrixMeaning::Nurture => "badge warn",
                MatrixMeaning::Watch => "badge",
            };
            let hint = text.terms.meaning(score.meaning).to_owned();
            CellText { mark, hint, ..plain(score.cell.to_string()) }
        }
        DealColumn::Source => plain(deal.source.clone()),
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an age is never negative and below 110,000 days"
)]
fn whole_days(days: f64) -> u32 {
    days as u32
}
