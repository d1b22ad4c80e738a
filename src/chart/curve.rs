//! Lines, areas and steps as SVG paths.

use std::fmt::Write as _;

/// Returns the path of a line through points; empty for no points.
pub fn line_path(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 16);
    for (x, y) in finite(points) {
        push(&mut path, x, y);
    }
    path
}

/// Returns the path of the area between points and a ground line.
pub fn area_path(points: &[(f64, f64)], ground: f64) -> String {
    let ends = finite(points).next().zip(finite(points).last());
    let Some(((first, _), (last, _))) = ends else { return String::new() };
    let mut path = line_path(points);
    push(&mut path, last, ground);
    push(&mut path, first, ground);
    path.push('Z');
    path
}

/// Returns the path of steps: each height holds until the next point, as
/// chances of amounts do.
pub fn step_path(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 32);
    let mut height: Option<f64> = None;
    for (x, y) in finite(points) {
        if let Some(height) = height {
            push(&mut path, x, height);
        }
        push(&mut path, x, y);
        height = Some(y);
    }
    path
}

/// Returns the path of the area between a lower and an upper line; points are
/// `(x, lower, upper)`. Empty for no points.
pub fn band_path(points: &[(f64, f64, f64)]) -> String {
    let upper = points.iter().map(|(x, _, upper)| (*x, *upper));
    let lower = points.iter().rev().map(|(x, lower, _)| (*x, *lower));
    let around: Vec<(f64, f64)> = upper.chain(lower).collect();
    let mut path = line_path(&around);
    if !path.is_empty() {
        path.push('Z');
    }
    path
}

/// A point that is no number would spoil the whole path.
fn finite(points: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> + '_ {
    points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite())
}

fn push(path: &mut String, x: f64, y: f64) {
    let letter = if path.is_empty() { 'M' } else { 'L' };
    // Writing to a text cannot fail.
    let _ = write!(path, "{letter}{x:.2},{y:.2}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_pass_through_their_points() {
        let points = [(0.0, 1.0), (f64::NAN, 3.0), (2.0, 4.0)];
        assert_eq!(line_path(&points), "M0.00,1.00L2.00,4.00");
        assert_eq!(area_path(&points, 9.0), "M0.00,1.00L2.00,4.00L2.00,9.00L0.00,9.00Z");
        assert_eq!(step_path(&points), "M0.00,1.00L2.00,1.00L2.00,4.00");
        assert_eq!(area_path(&[], 9.0), "");
        let band = band_path(&[(0.0, 5.0, 1.0), (2.0, 6.0, 2.0)]);
        assert_eq!(band, "M0.00,1.00L2.00,2.00L2.00,6.00L0.00,5.00Z");
        assert_eq!(band_path(&[]), "");
    }
}
