//! Which backups are made and which are kept: a ring that reaches back days
//! without growing.

use crate::domain::{Day, Moment, Timestamp};

/// The time between two backups, in milliseconds: a quarter of an hour.
pub const INTERVAL_MS: i64 = 15 * 60 * 1_000;
/// How many backups of today are kept.
pub const TODAY: usize = 3;
/// How many backups of each earlier day are kept.
pub const EARLIER_DAY: usize = 1;
/// How many backups are kept in all.
pub const ALL: usize = 10;

/// Says whether it is time for a backup. A clock that was put back does not stop
/// them: a backup of later than now counts as none.
pub fn is_due(backups: &[Timestamp], now: Timestamp) -> bool {
    let since = |at: &Timestamp| now.millis().saturating_sub(at.millis());
    backups.iter().map(since).filter(|ms| *ms >= 0).min().is_none_or(|ms| ms >= INTERVAL_MS)
}

/// Returns the backups that are no longer kept: of today all but the last
/// [`TODAY`], of each earlier day all but the last, and in all those before the
/// last [`ALL`]. What is dated later than today counts as of today.
pub fn surplus(backups: &[Timestamp], moment: &Moment) -> Vec<Timestamp> {
    let mut newest_first = backups.to_vec();
    newest_first.sort_unstable_by(|one, two| two.cmp(one));
    let today = moment.today();
    let mut surplus = Vec::new();
    let (mut kept, mut of_day, mut day) = (0, 0, None::<Day>);
    for at in newest_first {
        let its = moment.zone.day(at).min(today);
        if day != Some(its) {
            (day, of_day) = (Some(its), 0);
        }
        let limit = if its == today { TODAY } else { EARLIER_DAY };
        if of_day < limit && kept < ALL {
            of_day += 1;
            kept += 1;
        } else {
            surplus.push(at);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Ids;

    const HOUR: i64 = 3_600_000;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_millis(hours * HOUR)
    }

    #[test]
    fn a_backup_is_due_every_quarter_of_an_hour() {
        assert!(is_due(&[], at(5)));
        assert!(!is_due(&[at(5)], Timestamp::from_millis(5 * HOUR + INTERVAL_MS - 1)));
        assert!(is_due(&[at(5)], Timestamp::from_millis(5 * HOUR + INTERVAL_MS)));
        assert!(is_due(&[at(9)], at(5)), "the clock was put back");
    }

    #[test]
    fn three_of_today_and_one_of_each_earlier_day_are_kept_and_ten_in_all() {
        let moment = Moment { now: at(20 * 24 + 12), ..Moment::default() };
        let today: Vec<_> = (0..5).map(|hour| at(20 * 24 + hour)).collect();
        assert_eq!(surplus(&today, &moment), [at(20 * 24 + 1), at(20 * 24)]);
        let days: Vec<_> = (0..20).flat_map(|day| [at(day * 24 + 3), at(day * 24 + 9)]).collect();
        let all = [days, today].concat();
        let gone = surplus(&all, &moment);
        assert_eq!(all.len() - gone.len(), ALL);
        // Seven days back the last of the day is kept, and nothing before.
        let kept: Vec<_> = all.iter().filter(|at| !gone.contains(at)).collect();
        let expected = (13..20).map(|day| at(day * 24 + 9)).collect::<Vec<_>>();
        assert_eq!(kept.iter().take(7).copied().copied().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_year_of_backups_never_holds_more_than_the_ring_and_always_the_newest() {
        let mut dice = Ids::seeded(8);
        let (mut held, mut now, mut made) = (Vec::new(), 0_i64, 0);
        while now < 365 * 24 * HOUR {
            now += i64::try_from(dice.below(6 * 3_600_000)).unwrap_or_default();
            let moment = Moment { now: Timestamp::from_millis(now), ..Moment::default() };
            if is_due(&held, moment.now) {
                held.push(moment.now);
                made += 1;
            }
            let gone = surplus(&held, &moment);
            let newest = held.iter().max().copied();
            held.retain(|at| !gone.contains(at));
            assert!(held.len() <= ALL && newest.is_none_or(|at| held.contains(&at)));
        }
        assert!(made > 2_000, "{made}");
    }
}
