//! Why deals were lost and won: the questions of SPEC 2.7 in numbers.

use super::case::Cases;
use super::proportion::Share;
use super::{Figure, LossGroup, Measure, Query, StageName};
use crate::domain::{
    Answer, Deal, DealId, LossReason, Moment, Purchase, QualificationItem, StageId,
};
use crate::workspace::{Total, Workspace};
use std::collections::BTreeMap;

/// Deals that have something in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bunch {
    /// The deals.
    pub deals: Vec<DealId>,
    /// Σ value.
    pub value: Total,
}

/// How deals against one competitor ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// The competitor as most often written.
    pub name: String,
    /// Won although the competitor was in the race.
    pub won: Bunch,
    /// Lost with the competitor in the race.
    pub lost: Bunch,
    /// Lost where the customer bought from a competitor and this one was named.
    pub bought_there: usize,
    /// Share of the deals against it that were won, with its Wilson interval.
    pub win_rate: Option<(f64, (f64, f64))>,
}

/// What is known about the end of deals.
#[derive(Clone, Debug, PartialEq)]
pub struct LossAnalysis {
    /// Lost deals by reason and the furthest stage they reached (`None` is unknown).
    pub by_reason: Vec<((LossReason, Option<StageId>), Bunch)>,
    /// Lost deals by what the customer did instead.
    pub by_purchase: Vec<(Purchase, Bunch)>,
    /// Lost deals by question of the qualification that was answered "no".
    pub by_failed_item: Vec<(QualificationItem, Bunch)>,
    /// Lost deals that were reasoned in words.
    pub notes: Vec<(DealId, String)>,
    /// Competitors, those met most often first.
    pub rivals: Vec<Rival>,
    /// Won deals with what decided them.
    pub arguments: Vec<(DealId, String)>,
    /// Answers to "would you recommend us", 0 to 10: of won and of lost deals.
    pub recommend: [Recommendation; 2],
    /// Closed deals of which what was learned is written down.
    pub insights: Vec<(DealId, String)>,
    /// Lost deals whose reason only an import left open.
    pub without_reason: usize,
    names: Vec<StageName>,
}

/// Answers to "would you recommend us".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recommendation {
    /// Answers 9 and 10.
    pub promoters: usize,
    /// Answers 7 and 8.
    pub passives: usize,
    /// Answers 0 to 6.
    pub detractors: usize,
}

impl Recommendation {
    /// Returns the net promoter score, −100 to 100: % promoters − % detractors
    /// (Reichheld 2003); `None` without an answer.
    pub fn score(self) -> Option<f64> {
        let all = self.promoters + self.passives + self.detractors;
        let net = self.promoters as f64 - self.detractors as f64;
        (all > 0).then(|| 100.0 * net / all as f64)
    }

    fn add(&mut self, answer: u8) {
        match answer {
            9.. => self.promoters += 1,
            7 | 8 => self.passives += 1,
            0..=6 => self.detractors += 1,
        }
    }
}

impl Bunch {
    fn add(&mut self, workspace: &Workspace, deal: &Deal) {
        self.deals.push(deal.id);
        self.value.add(workspace.base_value(deal));
    }
}

impl LossAnalysis {
    /// Groups the closed deals of a question by the answers given at their close.
    pub fn new(workspace: &Workspace, query: &Query, moment: &Moment) -> Self {
        Self::of(workspace, &Cases::of(workspace, query, moment))
    }

    /// Returns the number of deals in a group as a figure that opens; `None` for a group without any.
    pub fn figure(&self, group: LossGroup) -> Option<Figure> {
        fn of<'a, K: PartialEq>(groups: &'a [(K, Bunch)], wanted: &K) -> Option<&'a Bunch> {
            groups.iter().find(|(key, _)| key == wanted).map(|(_, bunch)| bunch)
        }
        let bunch = match group {
            LossGroup::At(reason, stage) => of(&self.by_reason, &(reason, Some(stage))),
            LossGroup::Purchase(purchase) => of(&self.by_purchase, &purchase),
            LossGroup::Failed(item) => of(&self.by_failed_item, &item),
        };
        Some(self.counted(group, bunch?))
    }

    /// Lists the figures of all groups with a known stage, in the order of the answers.
    pub fn figures(&self) -> impl Iterator<Item = Figure> {
        let at = self.by_reason.iter().filter_map(|((reason, stage), bunch)| {
            stage.map(|stage| (LossGroup::At(*reason, stage), bunch))
        });
        let purchases =
            self.by_purchase.iter().map(|(of, bunch)| (LossGroup::Purchase(*of), bunch));
        let failed = self.by_failed_item.iter().map(|(of, bunch)| (LossGroup::Failed(*of), bunch));
        at.chain(purchases).chain(failed).map(|(group, bunch)| self.counted(group, bunch))
    }

    fn counted(&self, group: LossGroup, bunch: &Bunch) -> Figure {
        Figure::count(Measure::LossGroup(group), &self.names, bunch.deals.len())
    }

    pub(crate) fn of(workspace: &Workspace, cases: &Cases) -> Self {
        let mut by_reason: BTreeMap<(LossReason, Option<usize>), Bunch> = BTreeMap::new();
        let mut by_purchase = [Purchase::Unknown, Purchase::FromCompetitor, Purchase::Nothing]
            .map(|purchase| (purchase, Bunch::default()));
        let mut by_item: BTreeMap<QualificationItem, Bunch> = BTreeMap::new();
        let mut rivals: BTreeMap<String, (Rival, BTreeMap<&str, usize>)> = BTreeMap::new();
        let mut found = Self {
            by_reason: Vec::new(),
            by_purchase: Vec::new(),
            by_failed_item: Vec::new(),
            notes: Vec::new(),
            rivals: Vec::new(),
            arguments: Vec::new(),
            recommend: [Recommendation::default(); 2],
            insights: Vec::new(),
            without_reason: 0,
            names: cases.names.clone(),
        };
        for case in cases.members.iter().filter(|case| !case.deal.outcome.is_open()) {
            let deal = &*case.deal;
            let won = deal.outcome.is_won();
            let closing = &deal.closing;
            let [of_won, of_lost] = &mut found.recommend;
            if let Some(answer) = closing.recommend {
                if won { of_won } else { of_lost }.add(answer);
            }
            if !closing.insights.trim().is_empty() {
                found.insights.push((deal.id, closing.insights.clone()));
            }
            for (key, written) in named(&closing.competitors) {
                let (rival, spellings) = rivals.entry(key).or_insert_with(|| {
                    let rival = Rival {
                        name: String::new(),
                        won: Bunch::default(),
                        lost: Bunch::default(),
                        bought_there: 0,
                        win_rate: None,
                    };
                    (rival, BTreeMap::new())
                });
                *spellings.entry(written).or_default() += 1;
                if won { &mut rival.won } else { &mut rival.lost }.add(workspace, deal);
                let there = !won && closing.purchase == Purchase::FromCompetitor;
                rival.bought_there += usize::from(there);
            }
            if won {
                if !closing.arguments.trim().is_empty() {
                    found.arguments.push((deal.id, closing.arguments.clone()));
                }
                continue;
            }
            let reason = closing.loss_reason.unwrap_or(LossReason::Unknown);
            found.without_reason += usize::from(reason == LossReason::Unknown);
            by_reason.entry((reason, case.furthest)).or_default().add(workspace, deal);
            if let Some((_, bunch)) = by_purchase.iter_mut().find(|(of, _)| *of == closing.purchase)
            {
                bunch.add(workspace, deal);
            }
            let failed = deal.qualification.iter().filter(|item| item.answer == Answer::No);
            for answer in failed {
                by_item.entry(answer.item).or_default().add(workspace, deal);
            }
            if !closing.note.trim().is_empty() {
                found.notes.push((deal.id, closing.note.clone()));
            }
        }
        let stage = |at: usize| cases.names.get(at).map(|stage| stage.id);
        found.by_reason = by_reason
            .into_iter()
            .map(|((reason, at), bunch)| ((reason, at.and_then(stage)), bunch))
            .collect();
        found.by_purchase =
            by_purchase.into_iter().filter(|(_, bunch)| !bunch.deals.is_empty()).collect();
        found.by_failed_item = by_item.into_iter().collect();
        found.rivals = rivals.into_values().map(judged).collect();
        let met = |rival: &Rival| rival.won.deals.len() + rival.lost.deals.len();
        found.rivals.sort_by_key(|rival| std::cmp::Reverse(met(rival)));
        found
    }
}

/// Yields each competitor once: without case and outer spaces, and as written.
fn named(competitors: &[String]) -> BTreeMap<String, &str> {
    let written = competitors.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let mut all = BTreeMap::new();
    for name in written {
        all.entry(name.to_lowercase()).or_insert(name);
    }
    all
}

fn judged((rival, spellings): (Rival, BTreeMap<&str, usize>)) -> Rival {
    let name = spellings.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name);
    let share =
        Share { count: rival.won.deals.len(), of: rival.won.deals.len() + rival.lost.deals.len() };
    let win_rate = share.value().map(|rate| (rate, share.wilson()));
    Rival { name: name.unwrap_or_default().to_owned(), win_rate, ..rival }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Closing, Currency, Ids, Language, Money, Outcome, Preset, QualificationAnswer,
    };
    use crate::workspace::Parts;

    #[test]
    fn the_answers_given_at_the_close_are_counted() {
        let mut ids = Ids::seeded(3);
        let pipeline = Preset::Standard.pipeline(Language::En, &mut ids);
        let mut deal = |outcome, closing: Closing| Deal {
            id: DealId::fresh(&mut ids),
            title: "Deal".into(),
            pipeline: pipeline.id,
            stage: pipeline.stages[1].id,
            outcome,
            value: Money::new(1_000, Currency::EUR).ok(),
            closing,
            ..Deal::default()
        };
        let rivals = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let price = Closing {
            loss_reason: Some(LossReason::Price),
            competitors: rivals(&["Acme ", "acme", "Brix"]),
            purchase: Purchase::FromCompetitor,
            recommend: Some(3),
            ..Closing::default()
        };
        let mut unqualified = deal(
            Outcome::Lost(None),
            Closing {
                loss_reason: Some(LossReason::NoDecision),
                purchase: Purchase::Nothing,
                note: "no money".into(),
                ..Closing::default()
            },
        );
        unqualified.qualification = vec![QualificationAnswer {
            item: QualificationItem::Budget,
            answer: Answer::No,
            note: String::new(),
        }];
        let won = Closing {
            competitors: rivals(&["Acme"]),
            arguments: "quick".into(),
            recommend: Some(9),
            ..Closing::default()
        };
        let deals = vec![
            deal(Outcome::Lost(None), price),
            unqualified,
            deal(Outcome::Won(None), won),
            deal(Outcome::Open, Closing::default()),
        ];
        let stage = pipeline.stages[1].id;
        let query = Query::of(pipeline.id);
        let workspace =
            Workspace::from_parts(Parts { pipelines: vec![pipeline], deals, ..Parts::default() });
        let found = LossAnalysis::new(&workspace, &query, &Moment::default());
        let reasons: Vec<_> = found.by_reason.iter().map(|(key, _)| *key).collect();
        assert_eq!(
            reasons,
            [(LossReason::Price, Some(stage)), (LossReason::NoDecision, Some(stage))]
        );
        assert_eq!(found.by_purchase.len(), 2);
        assert_eq!(found.by_failed_item[0].0, QualificationItem::Budget);
        assert_eq!(found.notes.len() + found.arguments.len(), 2);
        let acme = &found.rivals[0];
        assert_eq!((acme.name.as_str(), acme.bought_there), ("Acme", 1));
        assert_eq!(acme.win_rate.map(|(rate, _)| rate), Some(0.5));
        assert_eq!(found.rivals.len(), 2);
        assert_eq!(found.recommend.map(Recommendation::score), [Some(100.0), Some(-100.0)]);
        assert_eq!(found.without_reason, 0);
    }
}
