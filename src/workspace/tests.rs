//! Properties of the workspace over random histories.

use super::{Command, History, Place, RANK_GAP, Refusal, Total, Workspace};
use crate::domain::{
    Activity, ActivityKind, Closing, Currency, Day, Deal, DealId, Happening, Ids, Language,
    LossReason, Moment, Money, Organisation, Outcome, Person, Pipeline, Preset, Probability, Stage,
    Timestamp, Zone,
};
use proptest::prelude::*;

fn moment(step: u64) -> Moment {
    let start = Day::new(2026, 1, 1).unwrap();
    let millis =
        Zone::default().start_of(start).millis() + i64::try_from(step).unwrap() * 3_600_000;
    Moment { now: Timestamp::from_millis(millis), zone: Zone::default() }
}

fn workspace(ids: &mut Ids) -> Workspace {
    Workspace::new("Test", Preset::Standard, Language::En, ids)
}

fn first_stage(workspace: &Workspace) -> crate::domain::StageId {
    workspace.pipelines_in_order()[0].stages[0].id
}

fn deal(workspace: &Workspace, title: &str) -> Box<Deal> {
    Box::new(Deal { title: title.into(), stage: first_stage(workspace), ..Deal::default() })
}

/// Draws a command: mostly sensible, sometimes about records that are not there.
fn random_command(workspace: &Workspace, dice: &mut Ids) -> Command {
    fn pick<T: Clone>(from: &[T], dice: &mut Ids) -> Option<T> {
        let index = usize::try_from(dice.below(from.len() as u64)).unwrap();
        from.get(index).cloned()
    }
    let stage = |dice: &mut Ids| {
        let stages = workspace.pipelines().iter().flat_map(|p| p.stages.iter().map(|s| s.id));
        pick(&stages.collect::<Vec<_>>(), dice).unwrap_or_default()
    };
    let some_deal = |dice: &mut Ids| {
        if dice.below(50) == 0 {
            return Deal { id: crate::domain::DealId::fresh(dice), ..Deal::default() };
        }
        let deals: Vec<Deal> = workspace.deals().iter().map(|deal| (**deal).clone()).collect();
        pick(&deals, dice).unwrap_or_default()
    };
    let some_organisation = |dice: &mut Ids| {
        pick(&workspace.organisations().iter().map(|o| o.id).collect::<Vec<_>>(), dice)
    };
    let some_person =
        |dice: &mut Ids| pick(&workspace.people().iter().map(|p| p.id).collect::<Vec<_>>(), dice);
    let some_activity = |dice: &mut Ids| {
        pick(&workspace.activities().iter().map(|a| a.id).collect::<Vec<_>>(), dice)
    };
    let some_pipeline = |dice: &mut Ids| {
        pick(&workspace.pipelines().iter().map(|p| (**p).clone()).collect::<Vec<_>>(), dice)
            .unwrap()
    };
    let place = |dice: &mut Ids| match dice.below(4) {
        0 => Place::Top,
        1 => Place::Bottom,
        2 => Place::Before(some_deal(dice).id),
        _ => Place::After(some_deal(dice).id),
    };
    match dice.below(30) {
        0..=6 => {
            let minor = i64::try_from(dice.below(5_000_000)).unwrap() - 1_000;
            Command::CreateDeal {
                deal: Box::new(Deal {
                    title: if dice.below(20) == 0 { " ".into() } else { format!("Deal {minor}") },
                    value: Money::new(minor, Currency::EUR).ok(),
                    organisation: some_organisation(dice),
                    people: some_person(dice).into_iter().collect(),
                    stage: stage(dice),
                    ..Deal::default()
                }),
                place: place(dice),
            }
        }
        7..=11 => {
            Command::MoveDeal { deal: some_deal(dice).id, stage: stage(dice), place: place(dice) }
        }
        12 => {
            let mut deal = some_deal(dice);
            deal.notes = "x".repeat(usize::try_from(dice.below(20)).unwrap());
            deal.probability = Probability::from_percent(40).ok();
            Command::EditDeal(Box::new(deal))
        }
        13 => Command::WinDeal { deal: some_deal(dice).id, closing: Box::default() },
        14 => Command::LoseDeal {
            deal: some_deal(dice).id,
            closing: Box::new(Closing {
                loss_reason: (dice.below(3) > 0).then_some(LossReason::Price),
                ..Closing::default()
            }),
        },
        15 => Command::ReopenDeal {
            deal: some_deal(dice).id,
            stage: stage(dice),
            because: "news".into(),
        },
        16 => Command::PostponeDeal { deal: some_deal(dice).id, until: moment(0).today() },
        17 => Command::DeleteDeal(some_deal(dice).id),
        18 => Command::SaveOrganisation(Box::new(Organisation {
            name: "Acme".into(),
            ..Organisation::default()
        })),
        19 => Command::DeleteOrganisation(some_organisation(dice).unwrap_or_default()),
        20 => Command::SavePerson(Box::new(Person {
            name: "Ada".into(),
            organisation: some_organisation(dice),
            ..Person::default()
        })),
        21 => Command::DeletePerson(some_person(dice).unwrap_or_default()),
        22 => Command::SaveActivity(Box::new(Activity {
            kind: ActivityKind::Call,
            subject: "Call".into(),
            deal: Some(some_deal(dice).id).filter(|id| !id.is_none()),
            person: some_person(dice),
            ..Activity::default()
        })),
        23 => Command::CompleteActivity(some_activity(dice).unwrap_or_default()),
        24 => Command::AddStage {
            pipeline: some_pipeline(dice).id,
            stage: Box::new(Stage { name: "New".into(), ..Stage::default() }),
            at: usize::try_from(dice.below(8)).unwrap(),
        },
        25 => {
            Command::MoveStage { stage: stage(dice), to: usize::try_from(dice.below(8)).unwrap() }
        }
        26 => Command::MergeStages { from: stage(dice), into: stage(dice) },
        27 => Command::ArchiveStage { stage: stage(dice), deals_to: stage(dice) },
        28 => match dice.below(4) {
            0 => Command::CreatePipeline(Box::new(
                Preset::Consumer.pipeline(Language::De, &mut Ids::seeded(dice.next())),
            )),
            1 => {
                Command::ArchivePipeline { pipeline: some_pipeline(dice).id, deals_to: stage(dice) }
            }
            2 => Command::RestorePipeline(some_pipeline(dice).id),
            _ => Command::RestoreStage(stage(dice)),
        },
        _ => Command::Together(
            (0..3)
                .map(|_| Command::MoveDeal {
                    deal: some_deal(dice).id,
                    stage: stage(dice),
                    place: place(dice),
                })
                .collect(),
        ),
    }
}

/// Holds what must be true of every workspace at every moment.
/// Every second deal is found, and deals that stand elsewhere.
fn check_ranking(workspace: &Workspace, pipeline: &Pipeline) {
    let found = |id: DealId| id.bits().is_multiple_of(2);
    let ids = workspace.deals().iter().map(|deal| deal.id).filter(|id| found(*id));
    let columns = workspace.ranking(pipeline).matching(ids);
    assert_eq!(columns.len(), pipeline.active_stages().count());
    for column in columns {
        let all = workspace.column(column.stage);
        let shown: Vec<&Deal> = all.iter().map(|deal| &***deal).filter(|d| found(d.id)).collect();
        assert_eq!(column.all, all.len());
        assert_eq!(*column.deals, *shown.iter().map(|deal| deal.id).collect::<Vec<_>>());
        let (mut value, mut weighted) = (Total::default(), Total::default());
        for deal in shown {
            value.add(workspace.base_value(deal));
            weighted.add(workspace.weighted_value(deal));
        }
        assert_eq!((column.value, column.weighted), (value, weighted));
    }
}

fn check_invariants(workspace: &Workspace) {
    assert_eq!(workspace.problems(), Vec::new());
    let columns: usize = workspace
        .pipelines()
        .iter()
        .flat_map(|pipeline| pipeline.active_stages().map(|stage| stage.id))
        .map(|stage| workspace.column(stage).len())
        .sum();
    let open = workspace.deals().iter().filter(|deal| deal.outcome.is_open()).count();
    assert_eq!(columns, open, "every open deal stands in exactly one column");
    for pipeline in workspace.pipelines().iter() {
        check_ranking(workspace, pipeline);
    }
    let boards = workspace.pipelines().iter().flat_map(|p| workspace.ranking(p).all());
    let (mut sum, mut listed) = (0, 0);
    for column in boards {
        sum += column.value.minor;
        listed += column.deals.len();
        assert_eq!(column.all, column.deals.len());
    }
    let values = workspace.deals().iter().filter(|deal| deal.outcome.is_open());
    let values: i128 = values.filter_map(|d| workspace.base_value(d).minor()).map(i128::from).sum();
    assert_eq!((sum, listed), (values, open), "columns add up to the deals");
    for deal in workspace.deals().iter() {
        let last = deal.history.last().map(|event| event.what);
        let agrees = match (deal.outcome, last) {
            (Outcome::Open, Some(Happening::Entered(stage) | Happening::Reopened(stage))) => {
                stage == deal.stage
            }
            (Outcome::Won(_), Some(Happening::Won)) | (Outcome::Lost(_), Some(Happening::Lost)) => {
                true
            }
            _ => false,
        };
        assert!(agrees, "the history ends where the deal is: {deal:?}");
    }
}

/// Equal but for the number of the last transaction, which only grows.
fn same_data(one: &Workspace, two: &Workspace) -> bool {
    let mut one = one.clone();
    one.sequence = two.sequence;
    one == *two
}

#[test]
fn a_history_read_back_from_the_storage_knows_what_was_undone_and_redone() {
    let mut ids = Ids::seeded(7);
    let mut workspace = workspace(&mut ids);
    let mut history = History::default();
    let mut stored = Vec::new();
    for (step, title) in (1..).zip(["One", "Two", "Three"]) {
        let deal = deal(&workspace, title);
        let command = Command::CreateDeal { deal, place: Place::Top };
        let transaction = workspace.apply(command, &moment(step), &mut ids).unwrap();
        history.push(transaction.clone());
        stored.push(transaction);
    }
    stored.extend(history.undo(&mut workspace, &moment(4)));
    stored.extend(history.undo(&mut workspace, &moment(5)));
    stored.extend(history.redo(&mut workspace, &moment(6)));
    let mut read = History::default();
    for transaction in stored {
        read.take_up(transaction);
    }
    let subject = |next: Option<&super::Transaction>| next.map(|next| next.label.subject.clone());
    assert_eq!(subject(read.next_undo()), Some("Two".to_owned()));
    assert_eq!(subject(read.next_redo()), Some("Three".to_owned()));
    read.redo(&mut workspace, &moment(7)).unwrap();
    assert_eq!(workspace.deals().len(), 3);
    assert!(read.next_redo().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn two_hundred_random_commands_undo_to_the_start_and_redo_to_the_end(seed: u64) {
        let mut dice = Ids::seeded(seed);
        let mut ids = Ids::seeded(seed ^ 1);
        let mut workspace = workspace(&mut ids);
        let start = workspace.clone();
        let mut replica = workspace.clone();
        let mut history = History::default();
        let mut done = 0;
        for step in 0..200 {
            let command = random_command(&workspace, &mut dice);
            let before = workspace.clone();
            if let Ok(transaction) = workspace.apply(command, &moment(step), &mut ids) {
                    if !transaction.changes.is_empty() {
                        prop_assert_eq!(transaction.sequence, before.sequence() + 1);
                        done += 1;
                    }
                    replica.replay(&transaction);
                    history.push(transaction);
            }
            else { prop_assert_eq!(&workspace, &before, "a refusal leaves no trace"); }
            check_invariants(&workspace);
        }
        prop_assert_eq!(&replica, &workspace, "a replayed transaction does the same elsewhere");
        let end = workspace.clone();
        let mut undone = 0;
        while history.undo(&mut workspace, &moment(300)).is_some() {
            undone += 1;
        }
        prop_assert_eq!(undone, done);
        prop_assert!(same_data(&start, &workspace));
        while history.redo(&mut workspace, &moment(301)).is_some() {}
        prop_assert!(same_data(&end, &workspace));
    }
}

#[test]
fn a_column_keeps_the_place_a_deal_was_dropped_at() {
    let mut ids = Ids::seeded(3);
    let mut workspace = workspace(&mut ids);
    let now = moment(0);
    for name in ["c", "b", "a"] {
        let deal = deal(&workspace, name);
        workspace.apply(Command::CreateDeal { deal, place: Place::Top }, &now, &mut ids).unwrap();
    }
    let stage = first_stage(&workspace);
    let titles = |workspace: &Workspace| -> String {
        workspace.column(stage).iter().map(|deal| deal.title.as_str()).collect()
    };
    assert_eq!(titles(&workspace), "abc");
    let id = |workspace: &Workspace, at: usize| workspace.column(stage)[at].id;
    let command = Command::MoveDeal {
        deal: id(&workspace, 2),
        stage,
        place: Place::Before(id(&workspace, 1)),
    };
    workspace.apply(command, &now, &mut ids).unwrap();
    assert_eq!(titles(&workspace), "acb");
}

#[test]
fn a_hundred_insertions_at_one_spot_renumber_the_column() {
    let mut ids = Ids::seeded(4);
    let mut workspace = workspace(&mut ids);
    let now = moment(0);
    let stage = first_stage(&workspace);
    for name in ["top", "bottom"] {
        let deal = deal(&workspace, name);
        workspace
            .apply(Command::CreateDeal { deal, place: Place::Bottom }, &now, &mut ids)
            .unwrap();
    }
    let mut expected = vec!["top".to_owned()];
    for index in 0..100 {
        let deal = deal(&workspace, &index.to_string());
        let above = workspace.column(stage)[index].id;
        workspace
            .apply(Command::CreateDeal { deal, place: Place::After(above) }, &now, &mut ids)
            .unwrap();
        expected.push(index.to_string());
    }
    expected.push("bottom".into());
    let titles: Vec<String> = workspace.column(stage).iter().map(|d| d.title.clone()).collect();
    assert_eq!(titles, expected);
    assert!(workspace.deals().iter().any(|deal| deal.rank > 50 * RANK_GAP));
}

#[test]
fn a_deal_cannot_be_lost_without_a_reason() {
    let mut ids = Ids::seeded(5);
    let mut workspace = workspace(&mut ids);
    let command = Command::CreateDeal { deal: deal(&workspace, "x"), place: Place::Top };
    workspace.apply(command, &moment(0), &mut ids).unwrap();
    let id = workspace.deals().iter().next().unwrap().id;
    let lose = Command::LoseDeal { deal: id, closing: Box::default() };
    assert_eq!(workspace.apply(lose, &moment(1), &mut ids), Err(Refusal::LossReasonMissing));
}

#[test]
fn merging_stages_takes_deals_and_their_history_along() {
    let mut ids = Ids::seeded(6);
    let mut workspace = workspace(&mut ids);
    let stages: Vec<_> =
        workspace.pipelines_in_order()[0].stages.iter().map(|stage| stage.id).collect();
    let command = Command::CreateDeal { deal: deal(&workspace, "x"), place: Place::Top };
    workspace.apply(command, &moment(0), &mut ids).unwrap();
    let id = workspace.deals().iter().next().unwrap().id;
    for (step, stage) in [(1, stages[1]), (2, stages[2])] {
        let command = Command::MoveDeal { deal: id, stage, place: Place::Top };
        workspace.apply(command, &moment(step), &mut ids).unwrap();
    }
    let merge = Command::MergeStages { from: stages[1], into: stages[0] };
    workspace.apply(merge, &moment(3), &mut ids).unwrap();
    let deal = workspace.deals().get(id).unwrap();
    assert_eq!(deal.history.len(), 2, "coming from one merged stage into the other is no move");
    assert_eq!(workspace.pipelines_in_order()[0].stages.len(), 4);
    check_invariants(&workspace);
}

#[test]
fn a_copy_has_an_identity_and_a_name_of_its_own_and_everything_else_in_common() {
    let mut ids = Ids::seeded(7);
    let original = workspace(&mut ids);
    let id = crate::domain::WorkspaceId::fresh(&mut ids);
    let copy = original.copied(id, "Copy");
    assert_eq!((copy.id(), copy.settings().name.as_str()), (id, "Copy"));
    assert_ne!(copy.id(), original.id());
    assert_eq!(copy.copied(original.id(), &original.settings().name), original);
}

#[test]
fn the_last_stage_in_use_cannot_be_archived() {
    let mut ids = Ids::seeded(7);
    let mut workspace = workspace(&mut ids);
    let stages: Vec<_> =
        workspace.pipelines_in_order()[0].stages.iter().map(|stage| stage.id).collect();
    for stage in &stages[1..] {
        let command = Command::ArchiveStage { stage: *stage, deals_to: stages[0] };
        workspace.apply(command, &moment(0), &mut ids).unwrap();
    }
    let last = Command::ArchiveStage { stage: stages[0], deals_to: stages[1] };
    assert!(workspace.apply(last, &moment(0), &mut ids).is_err());
    check_invariants(&workspace);
}
