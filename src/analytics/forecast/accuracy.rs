//! How right forecasts have been: bias, error, hits of the range, and whether
//! chances mean what they say (SPEC 2.4).

/// One forecast and what came, in minor units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// What was forecast.
    pub forecast: f64,
    /// P10 and P90, where there was a range.
    pub band: Option<(f64, f64)>,
    /// What came.
    pub actual: f64,
}

/// One tenth of the chances and what became of the deals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChanceBin {
    /// How many chances lay in it.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// The share that came true.
    pub happened: f64,
}

/// How right forecasts have been. A part is `None` where nothing can be said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accuracy {
    /// Σ (forecast − actual) / Σ actual: positive for too much.
    pub bias: Option<f64>,
    /// Σ |forecast − actual| / Σ actual (WAPE, Kolassa and Schütz 2007).
    pub wape: Option<f64>,
    /// Share of ranges P10–P90 that held what came; 0.8 would be right.
    pub coverage: Option<f64>,
    /// How many forecasts these rest on.
    pub forecasts: usize,
    /// Mean squared difference of chance and outcome (Brier 1950): 0 is perfect.
    pub brier: Option<f64>,
    /// The same of a forecaster who gives every deal the mean chance: what `brier`
    /// must beat.
    pub brier_of_mean: Option<f64>,
    /// Chances by tenths, for the calibration plot.
    pub bins: Vec<ChanceBin>,
    /// How many chances these rest on.
    pub chances: usize,
}

/// Tenths of the calibration plot.
const BINS: usize = 10;

impl Accuracy {
    /// Compares what was said with what came: sums of money, and chances of deals
    /// each with whether it came true.
    pub fn new(said: &[Said], chances: &[(f64, bool)]) -> Self {
        let actual: f64 = said.iter().map(|said| said.actual).sum();
        let share = |sum: f64| (actual > 0.0).then(|| sum / actual);
        let banded: Vec<bool> = said
            .iter()
            .filter_map(|said| {
                let (low, high) = said.band?;
                Some(low <= said.actual && said.actual <= high)
            })
            .collect();
        let held = banded.iter().filter(|held| **held).count();
        let mut bins = vec![ChanceBin::default(); BINS];
        let (mut squares, mut came) = (0.0, 0.0);
        for (chance, happened) in chances {
            let chance = chance.clamp(0.0, 1.0);
            let outcome = if *happened { 1.0 } else { 0.0 };
            squares += (chance - outcome).powi(2);
            came += outcome;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and the number of bins"
            )]
            let at = ((chance * BINS as f64) as usize).min(BINS - 1);
            if let Some(bin) = bins.get_mut(at) {
                bin.count += 1;
                bin.mean += chance;
                bin.happened += outcome;
            }
        }
        for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
            bin.mean /= bin.count as f64;
            bin.happened /= bin.count as f64;
        }
        let n = chances.len() as f64;
        let of_all = |sum: f64| (!chances.is_empty()).then(|| sum / n);
        Self {
            bias: share(said.iter().map(|said| said.forecast - said.actual).sum()),
            wape: share(said.iter().map(|said| (said.forecast - said.actual).abs()).sum()),
            coverage: (!banded.is_empty()).then(|| held as f64 / banded.len() as f64),
            forecasts: said.len(),
            brier: of_all(squares),
            brier_of_mean: of_all(came * (1.0 - came / n.max(1.0))),
            bins,
            chances: chances.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn forecasts_and_chances_are_compared_with_what_came() {
        let said = |forecast, band, actual| Said { forecast, band, actual };
        let found = Accuracy::new(
            &[said(110.0, Some((90.0, 130.0)), 100.0), said(50.0, Some((60.0, 70.0)), 100.0)],
            // The eight chances of the published reference: Brier 0.179475.
            &[
                (0.05, false),
                (0.15, false),
                (0.15, true),
                (0.35, false),
                (0.62, true),
                (0.62, false),
                (0.81, true),
                (0.97, true),
            ],
        );
        assert!(near(found.bias, -0.2) && near(found.wape, 0.3) && near(found.coverage, 0.5));
        assert!(near(found.brier, 0.179_475), "{found:?}");
        assert!(near(found.brier_of_mean, 0.25));
        assert_eq!((found.bins[1].count, found.bins[6].count, found.chances), (2, 2, 8));
        assert!((found.bins[6].happened - 0.5).abs() < 1e-12);
    }

    #[test]
    fn without_anything_said_nothing_is_known() {
        let found = Accuracy::new(&[], &[]);
        let nothing = Accuracy { bins: vec![ChanceBin::default(); BINS], ..Accuracy::default() };
        assert_eq!(found, nothing);
        let none_came = Said { forecast: 5.0, band: None, actual: 0.0 };
        assert_eq!(Accuracy::new(&[none_came], &[]).wape, None);
    }
}
