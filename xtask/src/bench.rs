//! The benchmark against a board in plain JavaScript.

use std::process::ExitCode;

use anyhow::Result;

use crate::browser::Browser;
use crate::project::Project;
use crate::server::Running;
use crate::wasm::Profile;
use crate::{dist, process, size};

/// How often each pair of pages is measured, unless `--rounds` says otherwise.
pub const ROUNDS: u32 = 5;

/// Builds the page and measures it beside the plain board, both from one server.
///
/// # Errors
/// The build fails, or the measuring script cannot run.
pub fn run(project: &Project, rounds: u32) -> Result<ExitCode> {
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
    let status = process::watch(script.arg(rounds.to_string()), |_| ())?;
    println!();
    size::report(&place)?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
