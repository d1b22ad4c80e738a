//! A copy of a workspace that is told what is done stays the same.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod lives;

use lives::{Life, below};
use trichter::document;
use trichter::domain::Ids;
use trichter::store::twin::{Twin, tell};

#[test]
fn a_copy_that_is_told_every_transaction_is_the_same() {
    let mut told = 0;
    for seed in 0..40 {
        let life = Life::random(seed, 60);
        let begins = below(&mut Ids::seeded(seed), 60);
        let mut twin = Twin::read(&document::write(life.state(begins))).unwrap();
        for (step, (transaction, state)) in life.steps.iter().enumerate().skip(begins) {
            assert!(twin.hear(&tell(transaction)), "step {step}");
            assert!(twin.workspace == *state, "seed {seed}, after step {step}");
            told += 1;
        }
    }
    assert!(told > 800, "{told} transactions told");
}

#[test]
fn a_copy_takes_no_transaction_that_is_not_the_next() {
    let life = Life::random(7, 12);
    let mut twin = Twin::read(&document::write(life.state(4))).unwrap();
    for (transaction, _) in [&life.steps[3], &life.steps[5]] {
        assert!(!twin.hear(&tell(transaction)));
    }
    assert!(!twin.hear("") && !twin.hear("{}"));
    assert!(twin.workspace == *life.state(4));
    assert!(twin.hear(&tell(&life.steps[4].0)));
    assert!(twin.workspace == *life.state(5));
}
