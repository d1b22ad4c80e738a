//! Every value of the reference file, computed here. The list with the largest
//! deviation stands in the output (`--nocapture`); skipped, saying so, where the
//! file is not beside the project.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test that panics has found something, and this one lists what it compared"
)]

use serde_json::Value;
use std::path::PathBuf;
use trichter::analytics::proportion::{Comparison, Pooling, Share};
use trichter::analytics::special::{beta_cdf, beta_quantile};
use trichter::analytics::survival::{End, Incidence, Observed};
use trichter::analytics::{Chance, Distribution};
use trichter::scoring::calibration::{Isotonic, Judged, quality};
use trichter::scoring::predictive::{Logistic, Platt, Tendency, naive_bayes};

/// Half of the last of the nine digits the file gives.
const TOLERANCE: f64 = 5e-9;
/// Of iterative fits, which the file gives to the accuracy of their programs.
const FITTED: f64 = 1e-6;

#[derive(Default)]
struct List {
    lines: Vec<(f64, String)>,
    failed: Vec<String>,
}

impl List {
    fn check(&mut self, name: impl Into<String>, found: f64, expected: &Value, tolerance: f64) {
        let expected = expected.as_f64().unwrap();
        let off = (found - expected).abs();
        let relative = off / expected.abs().max(1.0);
        let line = format!("{:<44} {found:>18.10} {expected:>18.10}  {off:.1e}", name.into());
        if relative.is_nan() || relative > tolerance {
            self.failed.push(line.clone());
        }
        self.lines.push((relative, line));
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn observed(of: &Value, ends: &str, ways: &[End]) -> Incidence {
    let exits = numbers(&of["durations"]);
    let codes = numbers(&of[ends]);
    let entries = of.get("entry").map(numbers);
    let cases: Vec<Observed> = exits
        .iter()
        .zip(codes)
        .enumerate()
        .map(|(at, (exit, code))| Observed {
            entry: entries.as_ref().map(|entries| entries[at]).filter(|entry| *entry > 0.0),
            exit: *exit,
            end: ways[code as usize],
        })
        .collect();
    Incidence::of(&cases)
}

fn each(of: &Value, mut check: impl FnMut(f64, &Value)) {
    for (time, value) in of.as_object().unwrap() {
        check(time.parse().unwrap(), value);
    }
}

fn survival(list: &mut List, file: &Value) {
    let of = &file["km_6mp"];
    let found = observed(of, "events", &[End::Open, End::Won]);
    each(&of["S"], |t, s| list.check(format!("km_6mp S({t})"), found.open(t).value, s, TOLERANCE));
    list.check("km_6mp median", found.median().unwrap(), &of["median"], 0.0);
    each(&of["loglog_ci95"], |t, ci| {
        let band = found.open(t).band.unwrap();
        list.check(format!("km_6mp low({t})"), band.0, &ci[0], TOLERANCE);
        list.check(format!("km_6mp high({t})"), band.1, &ci[1], TOLERANCE);
    });
    each(&of["nelson_aalen"], |t, h| {
        list.check(format!("km_6mp H({t})"), found.hazard(t), h, TOLERANCE);
    });
    let of = &file["km_left_truncated"];
    let found = observed(of, "events", &[End::Open, End::Won]);
    each(&of["S"], |t, s| {
        list.check(format!("km_left_truncated S({t})"), found.open(t).value, s, TOLERANCE);
    });
    let of = &file["aalen_johansen_12deals"];
    let codes = "code_0cens_1won_2lost";
    let found = observed(of, codes, &[End::Open, End::Won, End::Lost]);
    each(&of["at"], |t, at| {
        list.check(format!("aalen_johansen S({t})"), found.open(t).value, &at["S"], TOLERANCE);
        list.check(format!("aalen_johansen won({t})"), found.won(t).value, &at["won"], TOLERANCE);
        list.check(
            format!("aalen_johansen lost({t})"),
            found.lost(t).value,
            &at["lost"],
            TOLERANCE,
        );
    });
    // What one gets by taking lost deals for open ones: more than were won.
    let naive = observed(of, codes, &[End::Open, End::Won, End::Open]);
    let wrong = &of["one_minus_km_won_WRONG_at_14"];
    list.check("1 − KM of won at 14 (wrong)", 1.0 - naive.open(14.0).value, wrong, TOLERANCE);
    assert!(found.won(14.0).value < 1.0 - naive.open(14.0).value);
}

fn shares(of: &Value) -> Vec<Share> {
    let (k, n) = (numbers(&of["k"]), numbers(&of["n"]));
    k.iter().zip(n).map(|(k, n)| Share { count: *k as usize, of: n as usize }).collect()
}

fn proportions(list: &mut List, file: &Value) {
    let of = &file["beta_binomial_eb"];
    let pooling = Pooling::of(&shares(of)).unwrap();
    assert_eq!(pooling.prior, None, "{}", of["rule"]);
    list.check("beta_binomial pooled", pooling.shrunk(shares(of)[0]), &of["pooled"], TOLERANCE);
    let of = &file["beta_binomial_eb_overdispersed"];
    let groups = shares(of);
    let pooling = Pooling::of(&groups).unwrap();
    let (alpha, beta) = pooling.prior.unwrap();
    list.check("beta_binomial alpha", alpha, &of["alpha"], FITTED);
    list.check("beta_binomial beta", beta, &of["beta"], FITTED);
    for (at, group) in groups.iter().enumerate() {
        let name = format!("beta_binomial shrunk {at}");
        list.check(name, pooling.shrunk(*group), &of["shrunk"][at], FITTED);
    }
    for (at, of) in file["two_proportions"].as_array().unwrap().iter().enumerate() {
        let count = |name: &str| of[name].as_u64().unwrap() as usize;
        let one = Share { count: count("k1"), of: count("n1") };
        let two = Share { count: count("k2"), of: count("n2") };
        let found = Comparison::of(one, two).unwrap();
        let (wilson1, wilson2) = (one.wilson(), two.wilson());
        for (name, found, expected) in [
            ("z", found.z, &of["z"]),
            ("p", found.p, &of["p"]),
            ("wilson1 low", wilson1.0, &of["wilson1"][0]),
            ("wilson1 high", wilson1.1, &of["wilson1"][1]),
            ("wilson2 low", wilson2.0, &of["wilson2"][0]),
            ("wilson2 high", wilson2.1, &of["wilson2"][1]),
            ("newcombe low", found.difference.0, &of["newcombe_diff"][0]),
            ("newcombe high", found.difference.1, &of["newcombe_diff"][1]),
            ("fisher", found.fisher, &of["fisher_p"]),
            ("P(2 better)", found.second_better, &of["P_2_better"]),
            ("expected loss", found.loss_of_second, &of["expected_loss_choose_2"]),
        ] {
            list.check(format!("two_proportions {at} {name}"), found, expected, TOLERANCE);
        }
    }
}

fn beta(list: &mut List, file: &Value) {
    let of = &file["beta_fn"];
    let jeffreys = Share { count: 3, of: 10 }.jeffreys();
    for (name, found, expected) in [
        ("quantile .025 of (4, 8)", beta_quantile(0.025, 4.0, 8.0), &of["ppf_025_4_8"]),
        ("quantile .975 of (4, 8)", beta_quantile(0.975, 4.0, 8.0), &of["ppf_975_4_8"]),
        ("cdf .3 of (2, 5)", beta_cdf(0.3, 2.0, 5.0), &of["cdf_03_2_5"]),
        ("jeffreys low", jeffreys.0, &of["jeffreys_3_of_10"][0]),
        ("jeffreys high", jeffreys.1, &of["jeffreys_3_of_10"][1]),
        ("quantile .5 of (.5, .5)", beta_quantile(0.5, 0.5, 0.5), &of["ppf_5e_1_half"]),
        (
            "quantile .001 of (200, 1800)",
            beta_quantile(0.001, 200.0, 1_800.0),
            &of["ppf_001_200_1800"],
        ),
    ] {
        list.check(format!("beta {name}"), found, expected, 1e-9);
    }
}

fn revenue(list: &mut List, file: &Value) {
    let of = &file["revenue_5deals"];
    let deals: Vec<Chance> = of["deals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|deal| {
            let deal = numbers(deal);
            Chance { minor: deal[0] as i64, parts: (deal[1] * 10_000.0).round() as u16 }
        })
        .collect();
    let found = Distribution::new(0, &deals);
    let central = |power: i32| -> f64 {
        found.points().map(|(x, p)| p * (x - found.mean()).powi(power)).sum()
    };
    let deviation = found.standard_deviation();
    for (name, found, expected) in [
        ("mean", found.mean(), &of["mean"]),
        ("variance", central(2), &of["var"]),
        ("deviation", deviation, &of["sd"]),
        ("skewness", central(3) / deviation.powi(3), &of["skew"]),
        ("P(≥ 20,000)", found.chance_to_reach(20_000.0), &of["P_ge_20000"]),
        ("P(≥ 10,000)", found.chance_to_reach(10_000.0), &of["P_ge_10000"]),
        ("P(0)", 1.0 - found.chance_to_reach(1.0), &of["P_zero"]),
        ("quantile .05", found.quantile(0.05), &of["q05"]),
        ("quantile .5", found.quantile(0.5), &of["q50"]),
        ("quantile .8", found.quantile(0.8), &of["q80"]),
        ("quantile .95", found.quantile(0.95), &of["q95"]),
        ("different sums", found.points().filter(|(_, p)| *p > 0.0).count() as f64, &of["support"]),
    ] {
        list.check(format!("revenue {name}"), found, expected, TOLERANCE);
    }
}

/// The score and outcome pairs of a block.
fn judged(of: &Value, score: &str) -> Vec<Judged> {
    let (scores, outcomes) = (numbers(&of[score]), numbers(&of["y"]));
    let pairs = scores.into_iter().zip(outcomes);
    pairs.map(|(chance, outcome)| Judged { chance, outcome }).collect()
}

fn calibration(list: &mut List, file: &Value) {
    let of = &file["isotonic_pav"];
    let cases = judged(of, "score");
    let fitted = Isotonic::fit(&cases);
    for (at, case) in cases.iter().enumerate() {
        let found = fitted.chance(case.chance).unwrap();
        list.check(format!("isotonic {at}"), found, &of["fitted"][at], TOLERANCE);
    }
    let between = fitted.chance(0.45).unwrap();
    list.check("isotonic between", between, &of["between_045"], TOLERANCE);
    // Platt's scaling is given for the same scores.
    let of = &file["platt"];
    let outcomes: Vec<f64> = cases.iter().map(|case| case.outcome).collect();
    let scores: Vec<f64> = cases.iter().map(|case| case.chance).collect();
    let platt = Platt::fit(&scores, &outcomes).unwrap();
    list.check("platt A", platt.slope, &of["A"], FITTED);
    list.check("platt B", platt.offset, &of["B"], FITTED);
    each(&of["p_at"], |score, p| {
        list.check(format!("platt p({score})"), platt.chance(score), p, FITTED);
    });
    let of = &file["metrics_8"];
    let found = quality(&judged(of, "p")).unwrap();
    list.check("metrics auc", found.auc.unwrap(), &of["auc"], TOLERANCE);
    list.check("metrics log loss", found.log_loss, &of["logloss"], TOLERANCE);
    list.check("metrics brier", found.brier, &of["brier"], TOLERANCE);
    list.check("metrics ece10", found.calibration_error, &of["ece10"], TOLERANCE);
}

fn predictive(list: &mut List, file: &Value) {
    let of = &file["logistic_l2"];
    let rows: Vec<Vec<f64>> = of["X"].as_array().unwrap().iter().map(numbers).collect();
    let width = rows[0].len();
    let model = Logistic::fit(&rows.concat(), width, &numbers(&of["y"]), 1.0).unwrap();
    list.check("logistic intercept", model.intercept, &of["intercept"], FITTED);
    for (at, weight) in model.weights.iter().enumerate() {
        list.check(format!("logistic weight {at}"), *weight, &of["coef"][at], FITTED);
    }
    for (at, row) in rows.iter().enumerate() {
        list.check(format!("logistic p {at}"), model.chance(row), &of["p"][at], FITTED);
    }
    let of = &file["odoo_nb_hand"];
    let fact = |won, lost| Tendency { won, lost, won_of: 14.0, lost_of: 14.0, values: 2 };
    let found = naive_bayes(14.0, 14.0, &[fact(6.0, 2.0), fact(4.0, 5.0)]).unwrap();
    list.check("naive bayes: referral, FR", found, &of["value"], TOLERANCE);
}

#[test]
fn every_value_of_the_reference_file_is_met() {
    let shared = std::env::var_os("TRICHTER_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(shared.join("reference/statistics.json")) else {
        println!("skipped: reference/statistics.json is not there");
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let known = [
        "km_6mp",
        "km_left_truncated",
        "aalen_johansen_12deals",
        "beta_binomial_eb",
        "beta_binomial_eb_overdispersed",
        "beta_fn",
        "revenue_5deals",
        "isotonic_pav",
        "platt",
        "metrics_8",
        "logistic_l2",
        "odoo_nb_hand",
        "two_proportions",
    ];
    for name in file.as_object().unwrap().keys() {
        assert!(known.contains(&name.as_str()), "{name} is in the file and not compared");
    }
    let mut list = List::default();
    for part in [survival, proportions, beta, revenue, calibration, predictive] {
        part(&mut list, &file);
    }
    for (_, line) in &list.lines {
        println!("{line}");
    }
    let largest = list.lines.iter().max_by(|one, two| one.0.total_cmp(&two.0)).unwrap();
    println!(
        "{} values; the largest deviation (relative to max(1, value)) is {:.1e}:",
        list.lines.len(),
        largest.0
    );
    println!("{}", largest.1);
    assert!(list.failed.is_empty(), "not met:\n{}", list.failed.join("\n"));
}
