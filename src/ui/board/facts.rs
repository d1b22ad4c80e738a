//! What a card says, worked out once for each change of its deal.

use crate::ui::lean::Derived;
use crate::ui::session::Session;
use std::sync::Arc;
use trichter::analytics::{Freshness, IdleDeals};
use trichter::domain::{Deal, DealId, MatrixMeaning, Moment};
use trichter::i18n::Text;
use trichter::scoring::Scores;
use trichter::workspace::{NextSteps, Workspace};

/// What all cards of a board share: worked out once for each change of data.
#[derive(Clone, Copy)]
pub struct CardContext {
    session: Session,
    shared: Derived<Shared>,
}

#[derive(Clone)]
struct Shared {
    revision: u64,
    next_steps: Arc<NextSteps>,
    scores: Arc<Scores>,
    idle: Arc<IdleDeals>,
    moment: Moment,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

/// What one card says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardFacts {
    /// The title.
    pub title: String,
    /// The organisation, or empty.
    pub organisation: String,
    /// The value, or that it is unknown.
    pub value: String,
    /// The next step with its day, or that there is none.
    pub step: String,
    /// How urgent the next step is.
    pub urgency: Urgency,
    /// The age in days.
    pub age: String,
    /// The cell of the score matrix, or empty.
    pub score: String,
    /// Class of the score's badge by its meaning.
    pub score_class: &'static str,
    /// What the score's cell means.
    pub score_meaning: &'static str,
    /// Says for how long nothing happened, where that is too long; or empty.
    pub rotting: String,
}

/// How urgent a next step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Urgency {
    /// There is no next step.
    #[default]
    Missing,
    /// It is due later.
    Later,
    /// It is due today.
    Today,
    /// It is overdue.
    Overdue,
}

impl Urgency {
    /// Returns the class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Missing => "step missing",
            Self::Later => "step",
            Self::Today => "step today",
            Self::Overdue => "step overdue",
        }
    }
}

impl CardContext {
    /// Follows the workspace.
    pub fn new(session: Session) -> Self {
        let shared = Derived::new(move || {
            let moment = session.moment();
            session.read(|workspace| {
                let next_steps = workspace.next_steps();
                Shared {
                    revision: session.revision(),
                    idle: Arc::new(IdleDeals::with(workspace, &next_steps, &moment)),
                    scores: Arc::new(Scores::of_all(workspace, &moment)),
                    next_steps: Arc::new(next_steps),
                    moment: moment.clone(),
                }
            })
        });
        Self { session, shared }
    }

    /// Returns what the card of a deal says; nothing when the deal is gone. Tracked.
    pub fn facts(self, deal: DealId) -> CardFacts {
        let text = self.session.text();
        self.shared.with(|shared| {
            self.session.peek(|workspace| {
                let deal = workspace.deals().get(deal);
                deal.map(|deal| facts(workspace, deal, shared, text)).unwrap_or_default()
            })
        })
    }
}

fn facts(workspace: &Workspace, deal: &Deal, shared: &Shared, text: &Text) -> CardFacts {
    let format = text.format;
    let today = shared.moment.today();
    let step = shared.next_steps.of(deal.id);
    let due = step.and_then(|step| step.due);
    let urgency = match (step, due) {
        (None, _) => Urgency::Missing,
        (Some(_), Some(due)) if due < today => Urgency::Overdue,
        (Some(_), Some(due)) if due == today => Urgency::Today,
        (Some(_), Some(_) | None) => Urgency::Later,
    };
    let step = match (step, due) {
        (None, _) => text.board.no_next_step().to_owned(),
        (Some(step), None) => step.subject.clone(),
        (Some(step), Some(due)) => {
            text.board.next_step(&step.subject, &format.day_near(due, today))
        }
    };
    let score = shared.scores.of(deal.id);
    let idleness = shared.idle.of(deal.id).filter(|idle| idle.freshness == Freshness::Rotting);
    CardFacts {
        score: score.map(|score| score.cell.to_string()).unwrap_or_default(),
        score_class: match score.map(|score| score.meaning) {
            Some(MatrixMeaning::Hot) => "badge good",
            Some(MatrixMeaning::Nurture) => "badge warn",
            Some(MatrixMeaning::Watch) | None => "badge",
        },
        score_meaning: score.map_or("", |score| text.terms.meaning(score.meaning)),
        rotting: idleness
            .and_then(|idle| idle.days)
            .map(|days| text.board.rotting_for(&format.days(days.floor())))
            .unwrap_or_default(),
        title: deal.title.clone(),
        organisation: workspace
            .organisation_of(deal)
            .map(|organisation| organisation.name.clone())
            .unwrap_or_default(),
        value: deal.value.map_or_else(
            || text.deal.value_unknown().to_owned(),
            |value| format.money_short(value),
        ),
        step,
        urgency,
        age: deal
            .age_days(&shared.moment)
            .map(|days| format.days_short(whole_days(days)))
            .unwrap_or_default(),
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
