//! A waterfall: each step begins where the last one ended.

/// Returns lower and upper end of each step that starts from `start`, in amounts.
pub fn falls(start: f64, steps: &[f64]) -> Vec<(f64, f64)> {
    let mut level = start;
    steps
        .iter()
        .map(|step| {
            let before = level;
            level += step;
            (before.min(level), before.max(level))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_begins_where_the_last_one_ended() {
        assert_eq!(falls(10.0, &[5.0, -8.0, 0.0]), [(10.0, 15.0), (7.0, 15.0), (7.0, 7.0)]);
        assert_eq!(falls(1.0, &[]), []);
    }
}
