//! Writes deals of a made-up workspace and the activities around them.

use super::dice::Dice;
use super::vocabulary::Words;
use crate::domain::{
    Activity, ActivityId, ActivityKind, Answer, Closing, Currency, Day, Deal, DealId, Engagement,
    Happening, Ids, LeadClass, LossReason, Moment, Money, OfferStatus, Outcome, PersonId, Pipeline,
    Purchase, QualificationAnswer, Settings, StageEvent, StageId, Timestamp, WorkspaceId,
};
use crate::workspace::{Parts, RANK_GAP, Workspace};

/// What happened to a deal on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It came into the stage of this place.
    Enter(usize),
    /// It was won.
    Won,
    /// It was lost.
    Lost,
}

/// The days (so many ago, at least 1) on which things happened to a deal, in order.
pub(super) type Course = Vec<(i32, Step)>;

/// Fills a workspace with one pipeline.
pub(super) struct Pen<'a> {
    pub dice: Dice,
    pub words: &'static Words,
    moment: &'a Moment,
    pub today: Day,
    pub parts: Parts,
    stages: Vec<StageId>,
    proposal: usize,
    /// The people of each organisation, in the order of the organisations.
    pub staff: Vec<Vec<PersonId>>,
}

/// Minutes after midnight at which exact examples happen.
const TEN_O_CLOCK: u32 = 600;
/// Half an hour in milliseconds: what lies at least between two events of a deal.
const HALF_HOUR: i64 = 1_800_000;

impl<'a> Pen<'a> {
    pub fn new(
        mut ids: Ids,
        words: &'static Words,
        moment: &'a Moment,
        settings: Settings,
        pipeline: impl FnOnce(&mut Ids) -> Pipeline,
    ) -> Self {
        let id = WorkspaceId::fresh(&mut ids);
        let pipeline = pipeline(&mut ids);
        let stages: Vec<StageId> = pipeline.stages.iter().map(|stage| stage.id).collect();
        let proposal = pipeline.proposal_stage.and_then(|stage| pipeline.position(stage));
        Self {
            dice: Dice { ids },
            words,
            moment,
            today: moment.today(),
            proposal: proposal.unwrap_or(stages.len()),
            stages,
            parts: Parts { id, settings, pipelines: vec![pipeline], ..Parts::default() },
            staff: Vec::new(),
        }
    }

    /// Returns the finished workspace.
    pub fn finish(self) -> Workspace {
        Workspace::from_parts(self.parts)
    }

    /// Returns the number of stages.
    pub fn stage_count(&self) -> usize {
        self.stages.len()
    }

    /// Returns the number of deals so far.
    pub fn deal_count(&self) -> usize {
        self.parts.deals.len()
    }

    /// Writes a deal of a company drawn by lot, with what belongs to it, and
    /// returns it for the last touches.
    pub fn deal(&mut self, course: &Course, median_value: u64) -> Deal {
        let words = self.words;
        let company = self.dice.index(self.parts.organisations.len());
        let people = self.staff.get(company).cloned().unwrap_or_default();
        let service = self.dice.pick(words.services);
        let title = format!("{service}{}", self.dice.pick(words.additions));
        let units = self.dice.spread(median_value, 70);
        let step = if units < 1_000 { 10 } else { 100 };
        let value = i64::try_from((units / step).max(1) * step * 100).unwrap_or(0);
        let mut deal = Deal {
            organisation: self.parts.organisations.get(company).map(|known| known.id),
            people,
            value: Money::new(value, Currency::EUR).ok(),
            owner: self.dice.pick(words.owners).to_owned(),
            source: self.dice.pick(words.sources).to_owned(),
            campaign: self.dice.pick(words.campaigns).to_owned(),
            product: service.to_owned(),
            segment: self.dice.pick(words.segments).to_owned(),
            ..self.bare_deal(title, course)
        };
        let mut last = Timestamp::from_millis(i64::MIN);
        for ((ago, _), event) in course.iter().zip(&mut deal.history) {
            let at = self.office_time(*ago);
            last = at.max(Timestamp::from_millis(last.millis().saturating_add(HALF_HOUR)));
            event.at = Some(last);
        }
        if self.dice.percent(15).yes() {
            deal.recurring = Money::new(value / 24_000 * 1_000, Currency::EUR).ok();
        }
        if self.dice.percent(20).yes() {
            deal.tags.push(self.dice.pick(words.tags).to_owned());
        }
        if self.dice.percent(30).yes() {
            deal.notes = self.dice.pick(words.notes).to_owned();
        }
        settle(&mut deal);
        self.judge(&mut deal, course);
        deal
    }

    /// Makes a deal of nothing but a title and a course, each step at ten o'clock.
    pub fn bare_deal(&mut self, title: String, course: &Course) -> Deal {
        let happening = |step: &Step| match step {
            Step::Enter(place) => {
                Happening::Entered(self.stages.get(*place).copied().unwrap_or_default())
            }
            Step::Won => Happening::Won,
            Step::Lost => Happening::Lost,
        };
        let at = |ago: i32| self.moment.zone.at_minute(self.today.plus_days(-ago), TEN_O_CLOCK);
        let history: Vec<StageEvent> = course
            .iter()
            .map(|(ago, step)| StageEvent { at: Some(at(*ago)), what: happening(step) })
            .collect();
        let place = i64::try_from(self.parts.deals.len()).unwrap_or(0);
        let mut deal = Deal {
            id: DealId::fresh(&mut self.dice.ids),
            title,
            pipeline: self.parts.pipelines.first().map(|known| known.id).unwrap_or_default(),
            rank: place * RANK_GAP,
            history,
            ..Deal::default()
        };
        settle(&mut deal);
        deal
    }

    /// Fills in what people would know of a deal that came so far.
    fn judge(&mut self, deal: &mut Deal, course: &Course) {
        let words = self.words;
        let reach = furthest(course);
        deal.offer = match (reach >= self.proposal, deal.outcome) {
            (true, Outcome::Won(_)) => OfferStatus::Accepted,
            (true, Outcome::Lost(_)) => OfferStatus::Declined,
            (true, Outcome::Open) => OfferStatus::Sent,
            (false, _) if reach + 1 == self.proposal => OfferStatus::Requested,
            (false, _) => OfferStatus::None,
        };
        if self.dice.below(100) == 0 {
            deal.class = LeadClass::Pseudo;
        } else if self.dice.percent(15).yes() {
            deal.class = LeadClass::Hot;
        }
        if reach > 0 {
            let frame = self.parts.pipelines.first().map(|known| known.frame).unwrap_or_default();
            for item in frame.items() {
                // The further it came, the more is known and the more is good.
                let known = self.dice.index(reach + 2);
                let answer = match known {
                    0 => Answer::Unknown,
                    1 if self.dice.percent(30).yes() => Answer::No,
                    1 => Answer::Partly,
                    _ => Answer::Yes,
                };
                if answer != Answer::Unknown {
                    let note = String::new();
                    deal.qualification.push(QualificationAnswer { item: *item, answer, note });
                }
            }
        }
        deal.closing = match deal.outcome {
            Outcome::Open => Closing::default(),
            Outcome::Won(_) => Closing {
                arguments: self.dice.pick(words.arguments).to_owned(),
                recommend: u8::try_from(7 + self.dice.below(4)).ok(),
                ..Closing::default()
            },
            Outcome::Lost(_) => self.loss(),
        };
    }

    fn loss(&mut self) -> Closing {
        use LossReason::{BadlyQualified, Competition, NoDecision, NoNeed, Other, Price};
        let reasons = [
            Price,
            Price,
            Competition,
            Competition,
            NoDecision,
            NoDecision,
            NoNeed,
            BadlyQualified,
            Other,
        ];
        let reason = reasons.get(self.dice.index(reasons.len())).copied().unwrap_or(Other);
        let mut closing = Closing {
            loss_reason: Some(reason),
            note: self.dice.pick(self.words.losses).to_owned(),
            ..Closing::default()
        };
        if reason == Competition {
            closing.purchase = Purchase::FromCompetitor;
            closing.competitors.push(self.dice.pick(self.words.competitors).to_owned());
        }
        closing
    }

    /// Puts a deal into the workspace.
    pub fn put(&mut self, deal: Deal) {
        self.parts.deals.push(deal);
    }

    /// Writes what was done for a deal, an activity for each change of stage, and
    /// some engagements of its people.
    pub fn past_activities(&mut self, deal: &Deal) {
        let words = self.words;
        for (at, event) in deal.history.iter().enumerate() {
            let kind = (at + self.dice.index(2)) % 3;
            let kinds = [ActivityKind::Call, ActivityKind::Email, ActivityKind::Meeting];
            let subject = words.done.get(kind).map_or("", |list| self.dice.pick(list));
            let when = event.at.map(|at| Timestamp::from_millis(at.millis() - 600_000));
            let kind = kinds.get(kind).copied().unwrap_or_default();
            let activity = activity(deal, kind, subject);
            self.put_activity(Activity { done: when, created: when, ..activity });
        }
        let count = self.dice.below(5);
        self.engagements(deal, count);
    }

    /// Writes what the people of a deal did, from two weeks before it began.
    pub fn engagements(&mut self, deal: &Deal, count: u32) {
        let words = self.words;
        let Some(begin) = deal.created else { return };
        let age = self.today.days_since(self.moment.zone.day(begin));
        for _ in 0..count {
            // Matching industry is no event; the last of the list is left out.
            let which = self.dice.index(Engagement::ALL.len() - 1);
            let Some(engagement) = Engagement::ALL.get(which) else { continue };
            let subject = words.engagements.get(which).copied().unwrap_or_default();
            let ago = (age + 14 - self.dice.days(60)).max(1);
            let when = Some(self.office_time(ago));
            let activity = activity(deal, ActivityKind::Engagement(*engagement), subject);
            self.put_activity(Activity { done: when, created: when, ..activity });
        }
    }

    /// Writes an open task of a deal, due so many days from today.
    pub fn next_step(&mut self, deal: &Deal, in_days: i32) {
        let place = self.stages.iter().position(|stage| *stage == deal.stage).unwrap_or(0);
        let third = (place * 3 / self.stages.len().max(1)).min(2);
        let list = self.words.steps.get(third).copied().unwrap_or_default();
        let (kind, subject) = list.get(self.dice.index(list.len())).copied().unwrap_or_default();
        let minute = u16::try_from(540 + self.dice.below(16) * 30).ok();
        let task = Activity {
            due: Some(self.today.plus_days(in_days)),
            due_minute: minute.filter(|_| kind == ActivityKind::Meeting),
            created: deal.history.last().and_then(|event| event.at),
            ..activity(deal, kind, subject)
        };
        self.put_activity(task);
    }

    fn put_activity(&mut self, activity: Activity) {
        let id = ActivityId::fresh(&mut self.dice.ids);
        self.parts.activities.push(Activity { id, ..activity });
    }

    /// Returns an instant in office hours so many days ago; a weekend becomes
    /// the Friday before.
    pub fn office_time(&mut self, ago: i32) -> Timestamp {
        let day = self.today.plus_days(-ago);
        let weekend = i32::try_from(day.weekday().saturating_sub(4)).unwrap_or(0);
        let minute = 8 * 60 + self.dice.below(8 * 60);
        self.moment.zone.at_minute(day.plus_days(-weekend), minute)
    }
}

/// Returns the furthest place a course came to.
pub(super) fn furthest(course: &Course) -> usize {
    let places = course.iter().map(|(_, step)| match step {
        Step::Enter(place) => *place,
        Step::Won | Step::Lost => 0,
    });
    places.max().unwrap_or(0)
}

/// Sets what follows from the history: stage, outcome, beginning, last edit.
fn settle(deal: &mut Deal) {
    deal.created = deal.history.first().and_then(|event| event.at);
    let last = deal.history.last().copied();
    let at = last.and_then(|event| event.at);
    deal.edited = at.unwrap_or_default();
    deal.outcome = match last.map(|event| event.what) {
        Some(Happening::Won) => Outcome::Won(at),
        Some(Happening::Lost) => Outcome::Lost(at),
        Some(Happening::Entered(_) | Happening::Reopened(_)) | None => Outcome::Open,
    };
    let entered = deal.history.iter().rev().find_map(|event| match event.what {
        Happening::Entered(stage) | Happening::Reopened(stage) => Some(stage),
        Happening::Won | Happening::Lost => None,
    });
    deal.stage = entered.unwrap_or_default();
    if deal.outcome.is_lost() && deal.closing.loss_reason.is_none() {
        deal.closing.loss_reason = Some(LossReason::NoDecision);
    }
}

fn activity(deal: &Deal, kind: ActivityKind, subject: &str) -> Activity {
    Activity {
        kind,
        subject: subject.to_owned(),
        deal: Some(deal.id),
        person: deal.people.first().copied(),
        organisation: deal.organisation,
        ..Activity::default()
    }
}
