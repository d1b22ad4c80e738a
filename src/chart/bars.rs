//! Bars side by side and parts on top of each other.

/// A bar along one axis: where it begins and how long it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its first coordinate.
    pub start: f64,
    /// Its length, 0 or more.
    pub length: f64,
}

impl Bar {
    /// Returns the coordinate in its middle.
    pub fn middle(self) -> f64 {
        self.start + self.length / 2.0
    }
}

/// Divides a length into `count` equal bars with gaps of a share of each slot
/// (0 to 1) between them; half a gap lies outside at either end.
pub fn bars(count: usize, length: f64, gap: f64) -> Vec<Bar> {
    let slot = length / count.max(1) as f64;
    let gap = slot * gap.clamp(0.0, 1.0);
    (0..count).map(|at| Bar { start: at as f64 * slot + gap / 2.0, length: slot - gap }).collect()
}

/// Lays parts end to end from 0, `unit` coordinates to one; parts below 0 or
/// that are no numbers have no length.
pub fn stacked_bar(parts: &[f64], unit: f64) -> Vec<Bar> {
    let mut start = 0.0;
    parts
        .iter()
        .map(|part| {
            let length = if part.is_finite() { part.max(0.0) * unit } else { 0.0 };
            let bar = Bar { start, length };
            start += length;
            bar
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_the_length_with_their_gaps() {
        let bars = bars(4, 100.0, 0.2);
        assert_eq!(bars[0], Bar { start: 2.5, length: 20.0 });
        assert_eq!(bars[3], Bar { start: 77.5, length: 20.0 });
        assert!((bars[3].middle() - 87.5).abs() < 1e-12);
    }

    #[test]
    fn stacked_parts_lie_end_to_end() {
        let bars = stacked_bar(&[1.0, -2.0, f64::NAN, 3.0], 10.0);
        let ends: Vec<(f64, f64)> = bars.iter().map(|bar| (bar.start, bar.length)).collect();
        assert_eq!(ends, [(0.0, 10.0), (10.0, 0.0), (10.0, 0.0), (10.0, 30.0)]);
    }
}
