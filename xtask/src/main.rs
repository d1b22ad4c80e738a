//! The project's own commands.
//!
//! - `cargo xtask serve` builds the page and serves it on the loopback address,
//! - `cargo xtask dist` writes the deployable directory `dist/`,
//! - `cargo xtask test` runs every check of the project,
//! - `cargo xtask bench` measures the page against a board in plain JavaScript,
//! - `cargo xtask screenshots` takes the pictures of the README.
//!
//! Every step says what it does and how long it took; a missing prerequisite is one sentence with
//! its remedy. Nothing is installed outside `target/tools` and `tests/browser/node_modules`, except
//! the wasm target of the pinned toolchain and, for the browser tests, a Chromium if none is found.
#![allow(clippy::print_stdout, reason = "a command-line program speaks through standard output")]

mod arguments;
mod bench;
mod binary;
mod browser;
mod dist;
mod hosting;
mod icon;
mod offline;
mod page;
mod process;
mod project;
mod screenshots;
mod script;
mod server;
mod single;
mod size;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use arguments::Arguments;
use project::Project;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N] [--debug] [--no-build]   build the page and serve it on 127.0.0.1
  dist  [--debug]                           write the deployable directory dist/, with the
                                            page as one file in it (trichter.html)
  test  [--only STEP] [-- PLAYWRIGHT ARGS]  run every check; STEP is one of
                                            fmt, clippy, core, deny, dist, page-clippy,
                                            size, browser
  bench [--rounds N] [--phone]              measure against a board in plain JavaScript;
        [--self-check]                      --phone slows the processor down fourfold, and
                                            --self-check measures that board against itself
  screenshots [--no-build] [--address URL]  take the pictures of the README from a new build,
                                            the last build, or a page that is served already";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = Arguments::from_env();
    let command = arguments.command();
    if !matches!(command.as_deref(), Some("serve" | "dist" | "test" | "bench" | "screenshots")) {
        println!("{USAGE}");
        let asked = matches!(command.as_deref(), Some("help" | "--help" | "-h"));
        return Ok(if asked { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let project = Project::find()?;
    match command.as_deref() {
        Some("serve") => {
            let options = server::Options::parse(&mut arguments)?;
            arguments.finish()?;
            server::serve(&project, &options)
        }
        Some("dist") => {
            let profile = wasm::Profile::parse(&mut arguments);
            arguments.finish()?;
            dist::build(&project, profile)?;
            Ok(ExitCode::SUCCESS)
        }
        Some("test") => {
            let options = test::Options::parse(&mut arguments)?;
            arguments.finish()?;
            Ok(test::run(&project, &options))
        }
        Some("screenshots") => {
            let options = screenshots::Options::parse(&mut arguments)?;
            arguments.finish()?;
            screenshots::run(&project, options)
        }
        _ => {
            let options = bench::Options::parse(&mut arguments)?;
            arguments.finish()?;
            bench::run(&project, &options)
        }
    }
}
