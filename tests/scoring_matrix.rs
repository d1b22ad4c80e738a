//! The matrix over whole workspaces, and the qualification frames.
#![allow(clippy::print_stdout, reason = "measurements are printed")]
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::time::Instant;
use trichter::domain::{
    Answer, Language, LeadClass, MatrixMeaning, Moment, QualificationAnswer, QualificationFrame,
    QualificationItem,
};
use trichter::example::{Simulation, simulate};
use trichter::scoring::{Cell, Matrix, Qualification, Scores, score, standard_model};

fn moment() -> Moment {
    Moment::at_start_of("2026-06-17".parse().unwrap())
}

#[test]
fn the_matrix_means_what_the_specification_says() {
    let hot = ["A1", "A2", "B1"];
    let nurture = ["A3", "B2", "B3", "C1", "C2"];
    let model = standard_model();
    let mut count = 0;
    for cell in Cell::all() {
        let name = cell.to_string();
        let meaning = if hot.contains(&name.as_str()) {
            MatrixMeaning::Hot
        } else if nurture.contains(&name.as_str()) {
            MatrixMeaning::Nurture
        } else {
            MatrixMeaning::Watch
        };
        assert_eq!(cell.meaning(&model), meaning, "{name}");
        count += 1;
    }
    assert_eq!(count, 16);
}

#[test]
fn the_matrix_holds_every_open_deal_once_and_no_pseudo_lead() {
    let moment = moment();
    let workspace = simulate(&Simulation::new(2_000, 11, Language::De, &moment));
    let scores = Scores::of_all(&workspace, &moment);
    let matrix = Matrix::of(&workspace, &scores, |_| true);
    let open: Vec<_> = workspace.deals().iter().filter(|deal| deal.outcome.is_open()).collect();
    assert!(open.iter().any(|deal| deal.class == LeadClass::Pseudo));
    let counted = open.iter().filter(|deal| deal.counts());
    let listed: usize = matrix.cells.iter().map(|cell| cell.deals.len()).sum();
    assert_eq!(listed + matrix.without.len(), counted.clone().count());
    let value: i128 =
        counted.filter_map(|deal| deal.value).map(|value| i128::from(value.minor())).sum();
    let in_cells: i128 = matrix.cells.iter().map(|cell| cell.value.minor).sum();
    assert_eq!(in_cells + matrix.without_value.minor, value);
    for cell in &matrix.cells {
        for deal in &cell.deals {
            assert_eq!(scores.of(*deal).unwrap().cell, cell.cell);
        }
    }
    assert!(matrix.cells.iter().filter(|cell| !cell.deals.is_empty()).count() >= 8);
    let none = Matrix::of(&workspace, &scores, |_| false);
    assert_eq!(none.cells.iter().map(|cell| cell.deals.len()).sum::<usize>(), 0);
}

#[test]
fn all_scores_at_once_are_those_of_each_deal() {
    let moment = moment();
    let workspace = simulate(&Simulation::new(150, 4, Language::En, &moment));
    let scores = Scores::of_all(&workspace, &moment);
    for deal in workspace.deals().iter() {
        let one =
            score(&workspace, deal, &moment).map(|score| (score.cell(), score.implicit.points));
        assert_eq!(scores.of(deal.id).map(|short| (short.cell, short.points)), one);
    }
}

#[test]
fn ten_thousand_deals_are_scored_at_once() {
    let moment = moment();
    let workspace = simulate(&Simulation::new(10_000, 4, Language::De, &moment));
    let start = Instant::now();
    let scores = Scores::of_all(&workspace, &moment);
    let took = start.elapsed();
    assert_eq!(scores.len(), 10_000);
    println!("10,000 deals scored in {took:?}");
}

fn answers(given: &[(QualificationItem, Answer)]) -> Vec<QualificationAnswer> {
    let answer = |&(item, answer)| QualificationAnswer { item, answer, note: String::new() };
    given.iter().map(answer).collect()
}

#[test]
fn completeness_is_the_share_of_the_questions_of_the_frame() {
    use QualificationItem::{Authority, Budget, Champion, Need, Timeline};
    let given = answers(&[(Budget, Answer::Yes), (Need, Answer::No), (Champion, Answer::Yes)]);
    let bant = Qualification::new(QualificationFrame::Bant, &given);
    assert_eq!((bant.answered(), bant.len()), (2, 4));
    assert!((bant.answered_share() - 0.5).abs() < 1e-12 && (bant.yes_share() - 0.25).abs() < 1e-12);
    let meddpicc = Qualification::new(QualificationFrame::Meddpicc, &given);
    assert_eq!((meddpicc.answered(), meddpicc.len()), (1, 8));
    let order: Vec<QualificationItem> = bant.items.iter().map(|(item, _)| *item).collect();
    assert_eq!(order, [Budget, Authority, Need, Timeline]);
}

#[test]
fn a_frame_is_fulfilled_by_yes_and_partly_with_half_of_them_yes() {
    use Answer::{No, Partly, Unknown, Yes};
    let rows = [
        ([Yes, Yes, Yes, Yes], true),
        ([Yes, Yes, Partly, Partly], true),
        ([Yes, Partly, Partly, Partly], false),
        ([Partly, Partly, Partly, Partly], false),
        ([Yes, Yes, Yes, No], false),
        ([Yes, Yes, Yes, Unknown], false),
    ];
    for (given, qualified) in rows {
        let items = QualificationFrame::Bant.items().iter().copied();
        let given: Vec<_> = items.zip(given).collect();
        let frame = Qualification::new(QualificationFrame::Bant, &answers(&given));
        assert_eq!(frame.is_qualified(), qualified, "{given:?}");
    }
}
