//! The benchmarks: against a board in plain JavaScript, and against a reader of tables in it.

use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::browser::Browser;
use crate::project::Project;
use crate::server::Running;
use crate::wasm::Profile;
use crate::{dist, process, size};

/// How often each pair of pages is measured, unless `--rounds` says otherwise.
const ROUNDS: u32 = 5;

/// The options of `bench`.
pub struct Options {
    rounds: u32,
    words: Vec<&'static str>,
}

impl Options {
    /// Takes the options from the command line.
    pub fn parse(arguments: &mut Arguments) -> Result<Self> {
        let rounds = arguments.number("--rounds")?.unwrap_or(ROUNDS).max(1);
        let words = ["--phone", "--self-check"].into_iter();
        Ok(Self { rounds, words: words.filter(|word| arguments.switch(word)).collect() })
    }
}

/// Builds the page and measures it beside the plain board, both from one server.
///
/// # Errors
/// The build fails, or the measuring script cannot run.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode> {
    let vanilla = project.shared().map(|shared| shared.join("bench/vanilla"));
    let Some(vanilla) = vanilla.filter(|place| place.join("index.html").is_file()) else {
        println!(
            "skipped: the plain-JavaScript board ../shared/bench/vanilla is not here; \
             TRICHTER_SHARED may name the directory above it"
        );
        return Ok(ExitCode::SUCCESS);
    };
    let place = dist::build(project, Profile::Release)?;
    let browser = Browser::ensure(project)?;
    let places = vec![("/vanilla/".to_owned(), vanilla), ("/".to_owned(), place.clone())];
    let server = Running::on_free_port(places)?;
    let mut script = browser.node(&project.root.join("xtask/bench/bench.mjs"), &server.address);
    let status =
        process::watch(script.arg(options.rounds.to_string()).args(&options.words), |_| ())?;
    let tables = tables(project, &browser, &server.address, options.rounds)?;
    println!();
    size::report(&place)?;
    Ok(if status.success() && tables { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures the import of a table beside Papa Parse; says whether it is within bounds.
fn tables(project: &Project, browser: &Browser, address: &str, rounds: u32) -> Result<bool> {
    let table = project.shared().map(|shared| shared.join("data/maven/sales_pipeline.csv"));
    let Some(table) = table.filter(|table| table.is_file()) else {
        println!("skipped: the table ../shared/data/maven/sales_pipeline.csv is not here");
        return Ok(true);
    };
    let mut script = browser.node(&project.root.join("xtask/bench/tables.mjs"), address);
    let status = process::watch(script.arg(rounds.to_string()).arg(table), |_| ())?;
    Ok(status.success())
}
