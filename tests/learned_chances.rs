//! Percentages set by hand can be switched off: then closed deals say what a
//! stage is worth (SPEC 2.3).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use trichter::analytics::learn;
use trichter::document;
use trichter::domain::{
    Day, Deal, Happening, Ids, Language, Moment, Percentages, Pipeline, Probability, Settings,
    StageEvent, StageId,
};
use trichter::example::{Simulation, simulate};
use trichter::workspace::{Command, History, Workspace};

fn moment() -> Moment {
    Moment::at_start_of(Day::new(2026, 11, 22).unwrap())
}

fn simulated() -> Workspace {
    simulate(&Simulation::new(600, 7, Language::En, &moment()))
}

/// Sets where the chances come from, as a user does.
fn choose(workspace: &mut Workspace, history: &mut History, percentages: Percentages) {
    let settings = Settings { percentages, ..(**workspace.settings()).clone() };
    let transaction = workspace
        .apply(Command::EditSettings(Box::new(settings)), &moment(), &mut Ids::seeded(1))
        .unwrap();
    history.push(transaction);
    learn(workspace, &moment());
}

/// Counts closed deals that came as far as a stage, by looking at each history.
fn closed_from(workspace: &Workspace, pipeline: &Pipeline, at: usize) -> (f64, f64) {
    let place = |stage: StageId| pipeline.stages.iter().position(|one| one.id == stage);
    let entered = |event: &StageEvent| match event.what {
        Happening::Entered(stage) | Happening::Reopened(stage) => place(stage),
        Happening::Won | Happening::Lost => None,
    };
    let came = |deal: &&std::sync::Arc<Deal>| {
        // Without a history, the stage it stands in is what is known.
        let stands = place(deal.stage);
        let mut places = deal.history.iter().filter_map(entered).chain(stands);
        deal.outcome.is_won() || places.any(|to| to >= at)
    };
    // Pseudo leads, such as competitors, never count.
    let closed = workspace.deals().iter().filter(|deal| !deal.outcome.is_open() && deal.counts());
    let closed = closed.filter(came);
    let (won, lost): (Vec<_>, Vec<_>) = closed.partition(|deal| deal.outcome.is_won());
    (won.len() as f64, lost.len() as f64)
}

#[test]
fn learned_chances_are_those_of_the_formula_and_count_instead_of_all_percentages() {
    let mut workspace = simulated();
    let by_hand = workspace.deals().iter().find(|deal| deal.outcome.is_open()).unwrap().clone();
    let changed =
        Deal { probability: Some(Probability::from_percent(99).unwrap()), ..(*by_hand).clone() };
    let edit = Command::EditDeal(Box::new(changed));
    workspace.apply(edit, &moment(), &mut Ids::seeded(2)).unwrap();
    let manual = workspace.clone();
    let mut history = History::default();
    choose(&mut workspace, &mut history, Percentages::Learned);

    let pipeline = workspace.pipelines().iter().next().unwrap().clone();
    let mut checked = 0;
    for (at, stage) in pipeline.stages.iter().enumerate() {
        let (won, lost) = closed_from(&workspace, &pipeline, at);
        let expected = (won + 5.0 * stage.probability.as_f64()) / (won + lost + 5.0);
        let found = workspace.stage_probability(stage).as_f64();
        assert!((found - expected).abs() <= 0.5e-4, "{found} {expected}");
        assert!(won + lost > 20.0 && manual.stage_probability(stage) == stage.probability);
        for deal in workspace.deals().iter().filter(|d| d.outcome.is_open() && d.stage == stage.id)
        {
            assert!((workspace.probability(deal).as_f64() - found).abs() < 1e-12);
            checked += 1;
        }
    }
    assert_eq!(checked, workspace.deals().iter().filter(|deal| deal.outcome.is_open()).count());
    assert_eq!(manual.probability(manual.deals().get(by_hand.id).unwrap()).basis_points(), 9_900);
    let won = workspace.deals().iter().find(|deal| deal.outcome.is_won()).unwrap();
    assert_eq!(workspace.probability(won), Probability::ONE);

    history.undo(&mut workspace, &moment()).unwrap();
    let open = workspace.deals().get(by_hand.id).unwrap().clone();
    assert_eq!(workspace.probability(&open).basis_points(), 9_900);
}

#[test]
fn what_was_learned_is_no_part_of_the_data() {
    let mut workspace = simulated();
    let mut history = History::default();
    assert!(!document::write(&workspace).contains("percentages"));
    choose(&mut workspace, &mut history, Percentages::Learned);
    let text = document::write(&workspace);
    assert!(text.contains(r#""percentages":"learned""#));
    let mut read = document::read(&text).unwrap().workspace;
    assert_eq!(read, workspace);
    // Before it is worked out, the percentages of the stages hold.
    let pipeline = read.pipelines().iter().next().unwrap().clone();
    let first = &pipeline.stages[0];
    assert_eq!(read.stage_probability(first), first.probability);
    learn(&mut read, &moment());
    assert_eq!(read.stage_probability(first), workspace.stage_probability(first));
    assert_ne!(read.stage_probability(first), first.probability);
}
