//! Small linear systems.

/// Returns `(I − A)⁻¹` of an `n × n` matrix of transitions, row by row.
///
/// Gauss–Jordan elimination without exchange of rows: the rows of `A` are not
/// negative and sum to less than 1, so `I − A` is strictly diagonally dominant
/// and needs none (Golub & Van Loan, *Matrix Computations*, 4th ed., § 4.1.1).
pub(super) fn inverse(n: usize, transitions: &[f64]) -> Vec<f64> {
    let width = 2 * n;
    let mut rows: Vec<Vec<f64>> = (0..n)
        .map(|row| {
            let unit = |column: usize| if column == row { 1.0 } else { 0.0 };
            let of = |column: usize| transitions.get(row * n + column).copied().unwrap_or(0.0);
            let left = (0..n).map(|column| unit(column) - of(column));
            left.chain((0..n).map(unit)).collect()
        })
        .collect();
    for pivot in 0..n {
        let Some(mut taken) = rows.get_mut(pivot).map(std::mem::take) else { continue };
        let divisor = taken.get(pivot).copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
        for value in &mut taken {
            *value /= divisor;
        }
        for row in rows.iter_mut().filter(|row| row.len() == width) {
            let factor = row.get(pivot).copied().unwrap_or(0.0);
            if factor != 0.0 {
                for (value, taken) in row.iter_mut().zip(&taken) {
                    *value -= factor * taken;
                }
            }
        }
        if let Some(slot) = rows.get_mut(pivot) {
            *slot = taken;
        }
    }
    rows.into_iter().flat_map(|row| row.into_iter().skip(n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_solves_the_system() {
        let of = [0.1, 0.5, 0.0, 0.2, 0.0, 0.6, 0.0, 0.3, 0.4];
        let inverse = inverse(3, &of);
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3)
                    .map(|k| {
                        (f64::from(u8::from(row == k)) - of[row * 3 + k]) * inverse[k * 3 + column]
                    })
                    .sum();
                assert!((product - f64::from(u8::from(row == column))).abs() < 1e-12);
            }
        }
    }
}
