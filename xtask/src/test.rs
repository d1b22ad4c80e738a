//! Every check of the project, one after the other; the page is built beside the first of them.
//!
//! A step that fails does not stop the others; only what needs the built page is left out when the
//! page does not build. The last line is `N passed, N failed`.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::browser::{Browser, Count};
use crate::project::{Project, WASM_TARGET};
use crate::server::Running;
use crate::wasm::Profile;
use crate::{dist, process, size, tools, wasm};

/// In the target directory once every step was run there.
const CHECKED: &str = "checked";

/// The options of `test`.
pub struct Options {
    only: Option<Step>,
    playwright: Vec<String>,
}

/// One step of the test.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Format,
    Clippy,
    Core,
    Deny,
    Dist,
    PageClippy,
    Size,
    Browser,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::Format,
        Self::Clippy,
        Self::Core,
        Self::Deny,
        Self::PageClippy,
        Self::Dist,
        Self::Size,
        Self::Browser,
    ];

    /// The word for `--only`.
    fn word(self) -> &'static str {
        match self {
            Self::Format => "fmt",
            Self::Clippy => "clippy",
            Self::Core => "core",
            Self::Deny => "deny",
            Self::Dist => "dist",
            Self::PageClippy => "page-clippy",
            Self::Size => "size",
            Self::Browser => "browser",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy, native",
            Self::Core => "core tests",
            Self::Deny => "advisories and licences",
            Self::Dist => "build of the page",
            Self::PageClippy => "clippy, wasm32",
            Self::Size => "size budget",
            Self::Browser => "browser tests",
        }
    }

    fn needs_page(self) -> bool {
        matches!(self, Self::Size | Self::Browser)
    }
}

impl Options {
    /// Takes the options from the command line.
    pub fn parse(arguments: &mut Arguments) -> Result<Self> {
        let only = match arguments.value("--only")? {
            None => None,
            Some(word) => match Step::ALL.into_iter().find(|step| step.word() == word) {
                Some(step) => Some(step),
                None => bail!(
                    "there is no step '{word}'; the steps are {}",
                    Step::ALL.map(Step::word).join(", ")
                ),
            },
        };
        Ok(Self { only, playwright: arguments.rest() })
    }
}

enum Outcome {
    Counted(Count),
    Skipped(&'static str),
}

struct Row {
    label: &'static str,
    outcome: Outcome,
    time: Duration,
}

/// A cargo command of a check. What the compiler notes down for the next time costs a third of a
/// first build, so it begins with the second one.
fn cargo(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.cargo(arguments);
    if !project.target.join(CHECKED).exists() && std::env::var_os("CARGO_INCREMENTAL").is_none() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Runs the steps, prints the table and the last line.
/// A step that cannot run counts as failed.
pub fn run(project: &Project, options: &Options) -> ExitCode {
    let start = Instant::now();
    let mut rows: Vec<Row> = Vec::new();
    let mut page_fails = false;
    // Most of its time the build of the page keeps one processor busy: it begins at once, beside
    // what waits for a linker or for a single long test.
    let mut build = options.only.is_none().then(|| Build::begin(project).ok()).flatten();
    for step in Step::ALL {
        // The page is built for the steps that look at it, whichever of them is asked for.
        let builds_for_it = step == Step::Dist && options.only.is_some_and(Step::needs_page);
        if options.only.is_some_and(|only| only != step) && !builds_for_it {
            continue;
        }
        println!("\n── {} ──", step.label());
        let begin = Instant::now();
        let outcome = if page_fails && step.needs_page() {
            Outcome::Skipped("the page does not build")
        } else {
            do_step(project, options, step, build.take_if(|_| step == Step::Dist)).unwrap_or_else(
                |error| {
                    println!("{error:#}");
                    Outcome::Counted(Count { passed: 0, failed: 1 })
                },
            )
        };
        if let Outcome::Skipped(reason) = outcome {
            println!("skipped: {reason}");
        }
        page_fails |=
            step == Step::Dist && matches!(outcome, Outcome::Counted(count) if count.failed > 0);
        rows.push(Row { label: step.label(), outcome, time: begin.elapsed() });
    }
    if options.only.is_none() {
        // Without the mark the next run is only slower.
        fs::write(project.target.join(CHECKED), "").ok();
    }
    summary(&rows, start.elapsed())
}

/// The build of the page in a process of its own.
struct Build {
    child: Child,
    said: PathBuf,
}

impl Build {
    /// Begins it; what it says goes into a file.
    fn begin(project: &Project) -> Result<Self> {
        let said = project.target.join("dist.log");
        let file = File::create(&said)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("dist").current_dir(&project.root);
        command.stdout(file.try_clone()?).stderr(file);
        println!("• build the page meanwhile");
        Ok(Self { child: command.spawn()?, said })
    }

    /// Waits for its end and shows what it said.
    fn end(mut self) -> Result<()> {
        let status = self.child.wait()?;
        print!("{}", fs::read_to_string(&self.said).context("the build left no words")?);
        if !status.success() {
            bail!("the page does not build");
        }
        Ok(())
    }
}

fn do_step(
    project: &Project,
    options: &Options,
    step: Step,
    build: Option<Build>,
) -> Result<Outcome> {
    match step {
        Step::Format => checks([cargo(project, &["fmt", "--all", "--check"])]),
        Step::Clippy => clippy(project),
        Step::Core => core(project),
        Step::Deny => {
            if process::version("cargo-deny").is_none() {
                return Ok(Outcome::Skipped(
                    "cargo-deny not found, install with cargo install cargo-deny",
                ));
            }
            checks([cargo(project, &["deny", "--all-features", "check"])])
        }
        Step::Dist => {
            match build {
                Some(build) => build.end()?,
                None => _ = dist::build(project, Profile::Release)?,
            }
            Ok(Outcome::Counted(Count { passed: 1, failed: 0 }))
        }
        Step::PageClippy => {
            project.ensure_wasm_target()?;
            // As the page is built, so that the macros it needs are compiled already. It begins when
            // cargo is done with the page, beside what cuts and shrinks the modules.
            let page = ["clippy", "--release", "--bin", "trichter-page", "--target", WASM_TARGET];
            let mut page = cargo(project, &page);
            wasm::allow_switches(&mut page);
            page.args(["--", "-D", "warnings"]);
            checks([page])
        }
        Step::Size => {
            let size = size::report(&dist::place(project, Profile::Release))?;
            if size > size::BUDGET {
                bail!("the first visit loads {size} bytes, allowed are {}", size::BUDGET);
            }
            Ok(Outcome::Counted(Count { passed: 1, failed: 0 }))
        }
        Step::Browser => {
            let browser = Browser::ensure(project)?;
            let page = Running::on_free_port(vec![(
                "/".to_owned(),
                dist::place(project, Profile::Release),
            )])?;
            Ok(Outcome::Counted(browser.test(project, &page.address, &options.playwright)?))
        }
    }
}

/// Runs commands that hold or do not; each counts as one.
fn checks<const N: usize>(commands: [Command; N]) -> Result<Outcome> {
    let mut count = Count::default();
    for mut command in commands {
        if command.status()?.success() {
            count.passed += 1;
        } else {
            count.failed += 1;
        }
    }
    Ok(Outcome::Counted(count))
}

/// What the cutter stands on takes as long as all the rest, so it is checked where it is new.
fn clippy(project: &Project) -> Result<Outcome> {
    let checked = tools::cutter_place(project)?.with_extension("checked");
    let mut cargo = cargo(project, &["clippy", "--all-targets", "--workspace"]);
    if checked.exists() {
        cargo.args(["--exclude", "cutter"]);
    }
    cargo.args(["--", "-D", "warnings"]);
    let outcome = checks([cargo])?;
    if matches!(&outcome, Outcome::Counted(count) if count.failed == 0) {
        if let Some(tools) = checked.parent() {
            fs::create_dir_all(tools)?;
        }
        fs::write(checked, "")?;
    }
    Ok(outcome)
}

fn core(project: &Project) -> Result<Outcome> {
    let mut count = Count::default();
    // The commands apart: together they would want their libraries compiled once more, with the
    // features that the core asks for.
    for packages in [&["-p", "trichter", "-p", "trichter-view"][..], &["-p", "xtask"]] {
        let mut cargo = cargo(project, &["test", "--no-fail-fast"]);
        let failed_before = count.failed;
        let status = process::watch(cargo.args(packages), |line| {
            if let Some(result) = line.trim().strip_prefix("test result: ") {
                count.passed += number_before(result, " passed");
                count.failed += number_before(result, " failed");
            }
        })?;
        // Tests that do not compile have no result line.
        if !status.success() && count.failed == failed_before {
            count.failed += 1;
        }
    }
    Ok(Outcome::Counted(count))
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn summary(rows: &[Row], time: Duration) -> ExitCode {
    println!();
    let mut sum = Count::default();
    for row in rows {
        let result = match &row.outcome {
            Outcome::Counted(count) => {
                sum.passed += count.passed;
                sum.failed += count.failed;
                format!("{} passed, {} failed", count.passed, count.failed)
            }
            Outcome::Skipped(reason) => format!("skipped: {reason}"),
        };
        println!("{:<26} {:>9}   {result}", row.label, process::seconds(row.time));
    }
    println!("{:<26} {:>9}", "all", process::seconds(time));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_a_test_run_are_read() {
        let line = "FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(number_before(line, " passed"), 12);
        assert_eq!(number_before(line, " failed"), 3);
        assert_eq!(number_before("ok", " failed"), 0);
    }
}
