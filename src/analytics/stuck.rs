//! Where deals get stuck: open deals that have been in their stage longer than
//! those that ever got further, and what the days in a stage do to the chance.

use super::case::Cases;
use super::course::{Courses, Sight, State, days};
use super::hazard::Hazards;
use super::select::select;
use super::{Figure, Measure};
use crate::domain::{DealId, StageId};

/// A stage tells what is usual from so many stays that led on.
pub const USUAL_FROM: usize = 10;
/// A deal is stuck when so large a share of the stays that led on were shorter.
const USUAL_SHARE: f64 = 0.9;

/// An open deal that has been in its stage for unusually long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StuckDeal {
    /// The deal.
    pub deal: DealId,
    /// The stage it is in.
    pub stage: StageId,
    /// Days it has been there.
    pub age_days: f64,
    /// Nine of ten deals that got further from here were faster than this.
    pub usual_days: f64,
    /// Its chance ever to be won, now.
    pub chance: f64,
    /// The chance of a deal that comes into the stage.
    pub chance_at_entry: f64,
}

/// What the days in a stage do to the chance of a deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dwell {
    /// Days in the stage.
    pub days: u16,
    /// Share of the deals that stay at least so long.
    pub staying: f64,
    /// Number of stays that were seen to last so long: what the rest rests on.
    pub n: usize,
    /// The chance ever to be won of a deal that is still there; `None` when no
    /// stay was seen to last so long.
    pub chance: Option<f64>,
}

/// The days for which [`dwell`] is usually asked.
pub const DWELL_DAYS: [u16; 9] = [0, 1, 3, 7, 14, 30, 60, 90, 180];

/// The known stays of a deal that led on, by place of the stage.
fn led_on(courses: &Courses, sight: Sight) -> Vec<Vec<f64>> {
    let mut stays: Vec<Vec<f64>> = vec![Vec::new(); courses.stages.len()];
    for seen in courses.seen(sight) {
        for (one, next) in seen.steps.iter().zip(seen.steps.iter().skip(1)) {
            let State::Stage(place) = one.to else { continue };
            let further = match next.to {
                State::Stage(next) => next > place,
                State::Won => true,
                State::Lost | State::Elsewhere => false,
            };
            if let (true, Some(from), Some(until)) = (further, one.at, next.at)
                && let Some(stays) = stays.get_mut(usize::from(place))
            {
                stays.push(days(from, until));
            }
        }
    }
    stays
}

/// Lists the stuck deals, the longest over what is usual first. Stages from which
/// fewer than [`USUAL_FROM`] deals got further tell nothing; deals of which nobody
/// knows since when they are in their stage cannot be judged.
pub fn stuck(courses: &Courses, hazards: &Hazards, sight: Sight) -> Vec<StuckDeal> {
    let usual: Vec<Option<f64>> = led_on(courses, sight)
        .into_iter()
        .map(|mut stays| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of a length"
            )]
            let at = (stays.len() as f64 * USUAL_SHARE) as usize;
            if stays.len() < USUAL_FROM {
                return None;
            }
            select(&mut stays, at, f64::total_cmp)
        })
        .collect();
    let judge = |open: super::OpenDeal| {
        let age_days = open.age_days?;
        let usual_days = usual.get(courses.place(open.stage)?).copied()??;
        (age_days > usual_days).then_some(StuckDeal {
            deal: open.deal,
            stage: open.stage,
            age_days,
            usual_days,
            chance: hazards.ever(open.stage, Some(age_days))?,
            chance_at_entry: hazards.ever(open.stage, None)?,
        })
    };
    let mut stuck: Vec<StuckDeal> = courses.open(sight).into_iter().filter_map(judge).collect();
    let over = |deal: &StuckDeal| deal.age_days - deal.usual_days;
    stuck.sort_unstable_by(|one, two| over(two).total_cmp(&over(one)));
    stuck
}

/// Yields every stay of known length, those that go on included: the deal, the place of the stage,
/// and the days.
pub(crate) fn lasting(
    courses: &Courses,
    sight: Sight,
) -> impl Iterator<Item = (DealId, usize, f64)> {
    courses.seen(sight).flat_map(move |seen| {
        let ends = seen.steps.iter().skip(1).map(|step| step.at).chain([Some(sight.now)]);
        seen.steps.iter().zip(ends).filter_map(move |(step, end)| {
            let (State::Stage(place), Some(from), Some(end)) = (step.to, step.at, end) else {
                return None;
            };
            Some((seen.course.deal, usize::from(place), days(from, end)))
        })
    })
}

/// Counts for each stage the stays that lasted at least so long, for each of [`DWELL_DAYS`].
fn lasted(courses: &Courses, sight: Sight) -> Vec<[usize; DWELL_DAYS.len()]> {
    let mut lasted = vec![[0; DWELL_DAYS.len()]; courses.stages.len()];
    for (_, place, stay) in lasting(courses, sight) {
        let Some(lasted) = lasted.get_mut(place) else { continue };
        for (count, least) in lasted.iter_mut().zip(DWELL_DAYS) {
            *count += usize::from(stay >= f64::from(least));
        }
    }
    lasted
}

/// Returns the number of stays of each stage that lasted at least so long, for each of
/// [`DWELL_DAYS`]: figures that open into their deals.
pub(crate) fn lasting_figures(cases: &Cases, sight: Sight) -> Vec<Figure> {
    let courses = &cases.courses;
    let of = |(stage, lasted): (&StageId, [usize; DWELL_DAYS.len()])| {
        let stage = *stage;
        let figure = move |(days, n)| Figure::count(Measure::Lasting(stage, days), &cases.names, n);
        DWELL_DAYS.into_iter().zip(lasted).map(figure)
    };
    courses.stages.iter().zip(lasted(courses, sight)).flat_map(of).collect()
}

/// Tells for each stage what the days in it do to the chance, for each of [`DWELL_DAYS`].
pub fn dwell(courses: &Courses, hazards: &Hazards, sight: Sight) -> Vec<(StageId, Vec<Dwell>)> {
    let lasted = lasted(courses, sight);
    let of = |stage: StageId, (days, n): (u16, usize)| Dwell {
        days,
        staying: hazards.staying(stage, f64::from(days)).unwrap_or(0.0),
        n,
        chance: hazards.ever(stage, Some(f64::from(days))).filter(|_| n > 0),
    };
    let stages = courses.stages.iter().zip(lasted);
    stages
        .map(|(stage, lasted)| {
            (*stage, DWELL_DAYS.into_iter().zip(lasted).map(|one| of(*stage, one)).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::Query;
    use crate::domain::{
        Day, Deal, Happening, Ids, Language, LossReason, Moment, Outcome, Preset, StageEvent, Zone,
    };
    use crate::workspace::{Parts, Workspace};

    /// Twenty deals got on from the first stage within 1 to 20 days, half of them
    /// to be won at once; ten were lost on day 30; two are still there.
    fn looked_at() -> (Courses, Hazards, Sight) {
        let mut ids = Ids::seeded(2);
        let pipeline = Preset::Consumer.pipeline(Language::En, &mut ids);
        let start = Day::new(2026, 1, 1).unwrap();
        let on = |day: i32| Some(Moment::at_start_of(start.plus_days(day)).now);
        let deals = (0..32).map(|at: i32| {
            let began = if at == 30 { 85 } else { 0 };
            let stage = |place: usize| Happening::Entered(pipeline.stages[place].id);
            let mut deal = Deal {
                id: DealId::fresh(&mut ids),
                title: "Deal".into(),
                pipeline: pipeline.id,
                stage: pipeline.stages[0].id,
                created: on(began),
                history: vec![StageEvent { at: on(began), what: stage(0) }],
                ..Deal::default()
            };
            if at < 20 {
                let what = if at % 2 == 0 { Happening::Won } else { stage(1) };
                deal.history.push(StageEvent { at: on(at + 1), what });
                if at % 2 == 0 {
                    deal.outcome = Outcome::Won(on(at + 1));
                } else {
                    deal.stage = pipeline.stages[1].id;
                }
            } else if at < 30 {
                deal.history.push(StageEvent { at: on(30), what: Happening::Lost });
                deal.outcome = Outcome::Lost(on(30));
                deal.closing.loss_reason = Some(LossReason::Price);
            }
            deal
        });
        let deals = deals.collect();
        let query = Query::of(pipeline.id);
        let parts = Parts { pipelines: vec![pipeline], deals, ..Parts::default() };
        let workspace = Workspace::from_parts(parts);
        let courses = Courses::of(&workspace, &query, &Zone::default());
        let sight = courses.as_of(start.plus_days(90));
        let hazards = Hazards::fit(&courses, sight);
        (courses, hazards, sight)
    }

    #[test]
    fn a_deal_is_stuck_when_nine_of_ten_that_got_on_were_faster() {
        let (courses, hazards, sight) = looked_at();
        let stuck = stuck(&courses, &hazards, sight);
        // The other open deal has been there for five days only; those in the
        // second stage have nobody to be compared with.
        assert_eq!(stuck.len(), 1);
        assert!((stuck[0].age_days - 90.0).abs() < 1e-9);
        assert!((stuck[0].usual_days - 19.0).abs() < 1e-9, "{stuck:?}");
        assert!(stuck[0].chance < stuck[0].chance_at_entry);
    }

    #[test]
    fn the_chance_falls_with_the_days_where_only_losses_are_late() {
        let (courses, hazards, sight) = looked_at();
        let (stage, dwell) = dwell(&courses, &hazards, sight).swap_remove(0);
        assert_eq!(stage, courses.stages[0]);
        let at = |days: u16| dwell.iter().find(|one| one.days >= days).unwrap();
        assert_eq!((at(0).n, at(14).n, at(30).n, at(60).n), (32, 18, 11, 1));
        assert!(at(14).chance < at(0).chance, "{dwell:?}");
        assert!(dwell.windows(2).all(|pair| pair[1].staying <= pair[0].staying));
        assert_eq!(at(180).chance, None);
    }
}
