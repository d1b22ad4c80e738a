//! The value at a place in order, without sorting everything.

use std::cmp::Ordering;

/// Up to so many rounds for each doubling of the values the split is left to chance.
const ROUNDS: u32 = 3;

/// Moves the values so that the one at a place is the one that sorting would bring there: what is
/// before it is not greater, what is behind it not less. Returns that value; `None` when the place
/// lies outside.
///
/// Hoare's FIND (C. A. R. Hoare, "Algorithm 65: Find", CACM 4 (7), 1961) with the median of three
/// as the pivot; values that split badly again and again are left to the method of the standard
/// library, which is linear in the worst case, too. As the page is built, for size, that method
/// takes twenty times as long.
pub(crate) fn select<T: Copy>(
    values: &mut [T],
    at: usize,
    order: fn(&T, &T) -> Ordering,
) -> Option<T> {
    values.get(at)?;
    let rounds = ROUNDS * values.len().ilog2();
    select_within(values, at, order, rounds)
}

/// The same with so many rounds left to chance.
fn select_within<T: Copy>(
    values: &mut [T],
    at: usize,
    order: fn(&T, &T) -> Ordering,
    rounds: u32,
) -> Option<T> {
    // What is looked for lies in these places.
    let (mut from, mut to) = (0, values.len());
    for _ in 0..rounds {
        let window = values.get_mut(from..to)?;
        if window.len() <= 1 {
            break;
        }
        let (less, greater) = split(window, order)?;
        if at < from + less {
            to = from + less;
        } else if at >= from + greater {
            from += greater;
        } else {
            return values.get(at).copied();
        }
    }
    let window = values.get_mut(from..to)?;
    let (_, found, _) = window.select_nth_unstable_by(at - from, order);
    Some(*found)
}

/// Splits values at one of them: returns how many stand before it and are not greater, and from
/// which place on they are not less. Both parts are shorter than the whole.
fn split<T: Copy>(values: &mut [T], order: fn(&T, &T) -> Ordering) -> Option<(usize, usize)> {
    let is_less = |one: &T, other: &T| order(one, other) == Ordering::Less;
    let (mut low, mut middle, high) =
        (*values.first()?, *values.get(values.len() / 2)?, *values.last()?);
    if is_less(&middle, &low) {
        (low, middle) = (middle, low);
    }
    let upper = if is_less(&high, &middle) { high } else { middle };
    let pivot = if is_less(&upper, &low) { low } else { upper };
    // Before `up` nothing is greater than the pivot, from `down` on nothing is less.
    let (mut up, mut down) = (0, values.len());
    loop {
        while values.get(up).is_some_and(|value| is_less(value, &pivot)) {
            up += 1;
        }
        while values.get(down.checked_sub(1)?).is_some_and(|value| is_less(&pivot, value)) {
            down -= 1;
        }
        // The pivot itself stops both.
        match down.checked_sub(1).filter(|last| up <= *last) {
            Some(last) => {
                values.swap(up, last);
                up += 1;
                down = last;
            }
            None => return Some((down, up)),
        }
        if up >= down {
            return Some((down, up));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(values: &[i32], at: usize) {
        let (mut moved, mut sorted) = (values.to_vec(), values.to_vec());
        sorted.sort_unstable();
        assert_eq!(select(&mut moved, at, i32::cmp), sorted.get(at).copied());
        if let Some(found) = sorted.get(at) {
            let (before, behind) = moved.split_at(at);
            assert!(before.iter().all(|value| value <= found), "{values:?} at {at}: {moved:?}");
            assert!(behind.iter().all(|value| value >= found), "{values:?} at {at}: {moved:?}");
            moved.sort_unstable();
            assert_eq!(moved, sorted, "nothing is lost");
        }
    }

    proptest! {
        #[test]
        fn the_value_is_the_one_that_sorting_brings_there(
            values in proptest::collection::vec(-20..20_i32, 0..200),
            at in 0..220_usize,
        ) {
            check(&values, at);
        }
    }

    #[test]
    fn rows_equal_values_and_few_of_them_are_selected_from() {
        for length in 0..40 {
            let up: Vec<i32> = (0..length).collect();
            let down: Vec<i32> = (0..length).rev().collect();
            let pipe: Vec<i32> = (0..length).map(|at| at.min(length - at)).collect();
            let same = vec![7; up.len()];
            for at in 0..=up.len() {
                for values in [&up, &down, &pipe, &same] {
                    check(values, at);
                }
            }
        }
    }

    #[test]
    fn what_splits_badly_again_and_again_is_found_all_the_same() {
        let values: Vec<i32> = (0..500).map(|at| at * 7_919 % 401).collect();
        let mut sorted = values.clone();
        sorted.sort_unstable();
        // As if each split so far had been a bad one.
        for rounds in 0..6 {
            for (at, expected) in sorted.iter().enumerate() {
                let found = select_within(&mut values.clone(), at, i32::cmp, rounds);
                assert_eq!(found, Some(*expected), "place {at} after {rounds} rounds");
            }
        }
    }
}
