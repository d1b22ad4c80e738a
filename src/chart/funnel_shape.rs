//! The drawing of a funnel: one band a stage, as wide as it is full.

use std::fmt::Write as _;

/// A band of a funnel: a trapezium that narrows to the width of the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelBand {
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Width of the upper edge, centred.
    pub upper_width: f64,
    /// Width of the lower edge, centred.
    pub lower_width: f64,
    /// The vertical middle line.
    pub centre: f64,
}

impl FunnelBand {
    /// Returns the corners, clockwise from the upper left.
    pub fn corners(&self) -> [(f64, f64); 4] {
        let (upper, lower) = (self.upper_width / 2.0, self.lower_width / 2.0);
        [
            (self.centre - upper, self.top),
            (self.centre + upper, self.top),
            (self.centre + lower, self.bottom),
            (self.centre - lower, self.bottom),
        ]
    }

    /// Returns the corners as the `points` of an SVG polygon.
    pub fn points(&self) -> String {
        let mut points = String::new();
        for (x, y) in self.corners() {
            let gap = if points.is_empty() { "" } else { " " };
            // Writing to a text cannot fail.
            let _ = write!(points, "{gap}{x:.2},{y:.2}");
        }
        points
    }
}

/// Lays out the bands of a funnel in a drawing of `width` × `height`.
///
/// `counts` are the deals of each stage and last those won; each band but the
/// last narrows to the next one's count. Bands lie `gap` apart. A stage that
/// anybody reached is at least `least` wide, so that it can be seen and pressed.
pub fn funnel_bands(
    counts: &[usize],
    width: f64,
    height: f64,
    gap: f64,
    least: f64,
) -> Vec<FunnelBand> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let wide = |count: usize| {
        if count == 0 { 0.0 } else { (count as f64 / most * width).max(least).min(width) }
    };
    let bands = counts.len().max(1) as f64;
    let tall = ((height - gap * (bands - 1.0)) / bands).max(0.0);
    let next = counts.iter().skip(1).chain(counts.last());
    counts
        .iter()
        .zip(next)
        .enumerate()
        .map(|(at, (count, next))| {
            let top = at as f64 * (tall + gap);
            FunnelBand {
                top,
                bottom: top + tall,
                upper_width: wide(*count),
                lower_width: wide(*next).min(wide(*count)),
                centre: width / 2.0,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_band_is_as_wide_as_its_stage_is_full_and_narrows_to_the_next() {
        let bands = funnel_bands(&[100, 30, 10, 3], 400.0, 206.0, 2.0, 4.0);
        let upper: Vec<f64> = bands.iter().map(|band| band.upper_width).collect();
        assert_eq!(upper, [400.0, 120.0, 40.0, 12.0]);
        let lower: Vec<f64> = bands.iter().map(|band| band.lower_width).collect();
        assert_eq!(lower, [120.0, 40.0, 12.0, 12.0]);
        assert_eq!((bands[0].top, bands[0].bottom, bands[3].bottom), (0.0, 50.0, 206.0));
        assert_eq!(bands[0].points(), "0.00,0.00 400.00,0.00 260.00,50.00 140.00,50.00");
    }

    #[test]
    fn a_stage_that_few_reached_can_still_be_seen_and_an_empty_funnel_has_no_width() {
        let bands = funnel_bands(&[10_000, 1], 400.0, 100.0, 0.0, 4.0);
        assert!((bands[1].upper_width - 4.0).abs() < 1e-12);
        let widths = funnel_bands(&[0, 0], 400.0, 100.0, 0.0, 4.0);
        assert!(widths.iter().all(|band| band.upper_width <= 0.0));
        assert_eq!(funnel_bands(&[], 400.0, 100.0, 0.0, 4.0), []);
    }
}
