//! Examples with exact figures, for demonstrations and as tests of the analytics.

use super::Example;
use super::pen::{Course, Pen, Step};
use super::vocabulary::words;
use crate::domain::{
    Currency, Deal, FunnelZone, Ids, Language, LossReason, Moment, Money, Pipeline, PipelineId,
    Preset, Probability, QualificationFrame, Stage, StageId,
};
use crate::workspace::Workspace;

/// Days the won deals of the funnel took: 45 on average.
const CYCLES: [i32; 3] = [40, 45, 50];
/// What they brought, in cents: 15,000 € on average.
const VALUES: [i64; 3] = [1_200_000, 1_500_000, 1_800_000];

/// Where deals that were not won came to, how many, and how many of them are still open.
type Rest = [(usize, i32, i32); 3];

/// Makes 100 leads of which 30 were qualified, 10 got an offer and 3 were won.
pub(super) fn funnel(language: Language, moment: &Moment) -> Workspace {
    three_orders(Example::Funnel, &[(2, 7, 0), (1, 20, 4), (0, 70, 6)], language, moment)
}

/// Makes 10 open deals beside 10 offers of which 3 were won.
pub(super) fn velocity(language: Language, moment: &Moment) -> Workspace {
    three_orders(Example::Velocity, &[(2, 7, 0), (1, 4, 4), (0, 6, 6)], language, moment)
}

/// Makes three won deals in 45 days and of 15,000 € on average, and the rest.
fn three_orders(example: Example, rest: &Rest, language: Language, moment: &Moment) -> Workspace {
    let stages = match language {
        Language::De => ["Lead", "Qualifiziert", "Angebot"],
        Language::En => ["Lead", "Qualified", "Proposal"],
    };
    let chances = [5, 15, 40];
    let pipeline =
        |ids: &mut Ids| plain_pipeline(example.name(language), &stages, &chances, 2, ids);
    let mut pen = start(example, language, moment, pipeline);
    for (cycle, value) in CYCLES.into_iter().zip(VALUES) {
        let end = 70 - cycle;
        let course = vec![
            (end + cycle, Step::Enter(0)),
            (end + cycle - 10, Step::Enter(1)),
            (end + cycle - 24, Step::Enter(2)),
            (end, Step::Won),
        ];
        put(&mut pen, "Lead", Money::new(value, Currency::EUR).ok(), &course);
    }
    for &(place, count, open) in rest {
        for at in 0..count {
            let stays = [0, 10, 24];
            let entered = |place: usize| 68 - at % 3 - stays.get(place).copied().unwrap_or(0);
            let mut course: Course =
                (0..=place).map(|stage| (entered(stage), Step::Enter(stage))).collect();
            if at >= open {
                course.push((entered(place) - 12, Step::Lost));
            }
            let value = Money::new(i64::from(8 + at % 9) * 100_000, Currency::EUR).ok();
            put(&mut pen, "Lead", value, &course);
        }
    }
    pen.finish()
}

/// Makes 10,000 visits of which one became an order.
pub(super) fn leaky_funnel(language: Language, moment: &Moment) -> Workspace {
    let (stages, name) = match language {
        Language::De => (["Besuch", "Download", "Anfrage", "Angebot"], "Undichter Trichter"),
        Language::En => (["Visit", "Download", "Enquiry", "Proposal"], "Leaky funnel"),
    };
    let chances = [0, 1, 5, 20];
    let pipeline = |ids: &mut Ids| plain_pipeline(name, &stages, &chances, 3, ids);
    let example = Example::LeakyFunnel;
    let mut pen = start(example, language, moment, pipeline);
    let title = stages.first().copied().unwrap_or_default();
    for (place, count) in [(3_usize, 5), (2, 15), (1, 80), (0, 9_900)] {
        for at in 0..count {
            let began = 30 + at % 30;
            let mut course: Course = (began - 20..=began)
                .rev()
                .step_by(5)
                .zip(0..=place)
                .map(|(ago, stage)| (ago, Step::Enter(stage)))
                .collect();
            let end = if place == 3 && at == 0 { Step::Won } else { Step::Lost };
            course.push((began - 25, end));
            let value = match end {
                Step::Won => Money::new(500_000, Currency::EUR).ok(),
                Step::Enter(_) | Step::Lost => None,
            };
            put(&mut pen, title, value, &course);
        }
    }
    pen.finish()
}

/// Makes the two deals whose sum has four outcomes, both due at the end of this month.
pub(super) fn forecast_pair(language: Language, moment: &Moment) -> Workspace {
    let pipeline = |ids: &mut Ids| Preset::Standard.pipeline(language, ids);
    let example = Example::ForecastPair;
    let mut pen = start(example, language, moment, pipeline);
    let month_end = pen.today.month().last_day();
    let titles = match language {
        Language::De => ["Markenworkshop", "Website-Relaunch"],
        Language::En => ["Brand workshop", "Website relaunch"],
    };
    for ((title, place), minor) in titles.into_iter().zip([2, 3]).zip([1_000_000, 2_000_000]) {
        let course: Course = (0..=place)
            .zip([28, 20, 12, 4])
            .map(|(stage, ago)| (ago, Step::Enter(stage)))
            .collect();
        let value = Money::new(minor, Currency::EUR).ok();
        let bare = pen.bare_deal(title.to_owned(), &course);
        pen.put(Deal { value, expected_close: Some(month_end), ..bare });
    }
    pen.finish()
}

fn start(
    example: Example,
    language: Language,
    moment: &Moment,
    pipeline: impl FnOnce(&mut Ids) -> Pipeline,
) -> Pen<'_> {
    let ids = Ids::seeded(example.seed());
    Pen::new(ids, words(language), moment, example.settings(language), pipeline)
}

fn put(pen: &mut Pen<'_>, title: &str, value: Option<Money>, course: &Course) {
    let number = pen.deal_count() + 1;
    let mut deal = pen.bare_deal(format!("{title} {number}"), course);
    deal.value = value;
    let reasons = LossReason::CHOICES;
    if deal.outcome.is_lost() {
        deal.closing.loss_reason = reasons.get(number % reasons.len()).copied();
    }
    pen.put(deal);
}

/// Makes a pipeline of stages with a chance in percent each.
fn plain_pipeline(
    name: &str,
    stages: &[&str],
    chances: &[u16],
    proposal: usize,
    ids: &mut Ids,
) -> Pipeline {
    let zones = FunnelZone::ALL;
    let stages: Vec<Stage> = stages
        .iter()
        .zip(chances)
        .enumerate()
        .map(|(at, (name, percent))| Stage {
            id: StageId::fresh(ids),
            name: (*name).to_owned(),
            zone: zones.get(at).copied().unwrap_or(FunnelZone::Bofu),
            probability: Probability::from_percent(*percent).unwrap_or_default(),
            ..Stage::default()
        })
        .collect();
    Pipeline {
        id: PipelineId::fresh(ids),
        name: name.to_owned(),
        proposal_stage: stages.get(proposal).map(|stage| stage.id),
        stages,
        frame: QualificationFrame::Bant,
        ..Pipeline::default()
    }
}
