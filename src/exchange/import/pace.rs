//! Lets work over many rows be done in pieces, so that a page can stay awake.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// How many rows are worked on in one piece: a few milliseconds on a slow machine.
const PIECE: usize = 64;

/// Counts rows and pauses after each [`PIECE`] of them. Who drives the work polls it on.
#[derive(Debug, Default)]
pub(super) struct Pace {
    rows: usize,
}

impl Pace {
    /// To be awaited once for each row.
    pub async fn row(&mut self) {
        self.rows += 1;
        if self.rows.is_multiple_of(PIECE) {
            pause().await;
        }
    }
}

/// Ends a piece of the work.
pub(super) async fn pause() {
    let mut paused = false;
    poll_fn(|_| {
        let before = std::mem::replace(&mut paused, true);
        if before { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Does work that only pauses, from its beginning to its end.
pub(super) fn in_one_go<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}
