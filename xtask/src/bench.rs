//! The benchmark against a board in plain JavaScript.

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
    println!();
    size::report(&place)?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
