//! When to remind of a file: all else lies in one browser of one device.

use crate::domain::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// After so many edits without a file it is time.
pub const EDITS: u64 = 100;
/// After so many days with at least [`FEW`] edits without a file it is time.
pub const DAYS: i64 = 7;
/// Where the browser deletes what was not visited for a week it is time earlier.
pub const DAYS_WITH_EVICTION: i64 = 3;
/// So few edits are not worth a reminder.
pub const FEW: u64 = 5;
/// So long it is silent after it was put off, in days.
pub const SILENT_DAYS: i64 = 3;

/// What is known of the files of a workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Files {
    /// When the workspace was last written to a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The number of the last transaction in it.
    pub sequence: u64,
    /// When this browser first saw an edit that is in no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When the reminder was last put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub put_off: Option<Timestamp>,
}

/// Whether a browser deletes what was stored after a week without a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eviction {
    /// It keeps it.
    None,
    /// After seven days without a visit it is deleted.
    AfterAWeek,
}

impl Files {
    /// Returns how many edits are in no file.
    pub fn behind(&self, sequence: u64) -> u64 {
        sequence.saturating_sub(self.sequence)
    }

    /// Notes that the workspace was written to a file.
    pub fn written(&mut self, sequence: u64, now: Timestamp) {
        *self = Self { at: Some(now), sequence, since: None, put_off: None };
    }

    /// Notes what is on screen; returns true where that changed what is known. A
    /// workspace whose numbers are behind those of the file is another one by now.
    pub fn seen(&mut self, sequence: u64, now: Timestamp) -> bool {
        let before = *self;
        if sequence < self.sequence {
            *self = Self { since: Some(now), ..Self::default() };
        } else if self.behind(sequence) > 0 && self.since.is_none() {
            self.since = Some(now);
        }
        before != *self
    }

    /// Says whether it is time to remind. A clock that was put back does not make it so.
    pub fn is_due(&self, sequence: u64, now: Timestamp, eviction: Eviction) -> bool {
        let edits = self.behind(sequence);
        let days = |since: Timestamp| now.millis().saturating_sub(since.millis()) / DAY_MS;
        if edits < FEW || self.put_off.is_some_and(|at| days(at) < SILENT_DAYS) {
            return false;
        }
        let patience = match eviction {
            Eviction::None => DAYS,
            Eviction::AfterAWeek => DAYS_WITH_EVICTION,
        };
        edits >= EDITS || self.since.is_some_and(|since| days(since) >= patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i64) -> Timestamp {
        Timestamp::from_millis(days * DAY_MS)
    }

    #[test]
    fn many_edits_or_a_week_with_a_few_ask_for_a_file() {
        let mut files = Files::default();
        files.seen(1, day(0));
        assert!(!files.is_due(EDITS - 1, day(1), Eviction::None));
        assert!(files.is_due(EDITS, day(1), Eviction::None));
        assert!(!files.is_due(FEW, day(DAYS - 1), Eviction::None));
        assert!(files.is_due(FEW, day(DAYS), Eviction::None));
        assert!(!files.is_due(FEW - 1, day(400), Eviction::None));
    }

    #[test]
    fn where_the_browser_deletes_after_a_week_the_reminder_comes_earlier() {
        let mut files = Files::default();
        files.seen(1, day(0));
        assert!(files.is_due(FEW, day(DAYS_WITH_EVICTION), Eviction::AfterAWeek));
        assert!(!files.is_due(FEW, day(DAYS_WITH_EVICTION), Eviction::None));
    }

    #[test]
    fn a_file_ends_it_and_what_is_done_after_it_counts_anew() {
        let mut files = Files::default();
        files.seen(200, day(0));
        files.written(200, day(20));
        assert!(!files.is_due(200, day(100), Eviction::None));
        assert!(files.seen(203, day(40)));
        assert!(!files.seen(204, day(41)), "since when is known");
        assert!(!files.is_due(206, day(46), Eviction::None));
        assert!(files.is_due(206, day(47), Eviction::None));
    }

    #[test]
    fn put_off_it_is_silent_for_some_days() {
        let mut files = Files::default();
        files.seen(1, day(0));
        files.put_off = Some(day(10));
        assert!(!files.is_due(EDITS, day(12), Eviction::None));
        assert!(files.is_due(EDITS, day(10 + SILENT_DAYS), Eviction::None));
    }

    #[test]
    fn a_workspace_that_was_replaced_by_an_older_state_is_in_no_file() {
        let mut files = Files::default();
        files.written(300, day(0));
        assert!(files.seen(150, day(1)));
        assert!(files.is_due(150, day(2), Eviction::None));
    }
}
