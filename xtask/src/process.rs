//! Runs other programs and says how long a step takes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Does one step of a command: says what it does, then how long it took.
pub fn step<T>(label: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("• {label}");
    std::io::stdout().flush().ok();
    let start = Instant::now();
    let outcome = work();
    let ending = if outcome.is_ok() { "done in" } else { "failed after" };
    println!("  {ending} {}", seconds(start.elapsed()));
    outcome
}

/// Writes a duration as seconds with one decimal.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// Runs a program that talks to the user directly.
///
/// # Errors
/// The program cannot be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    ensure_success(command, status, "")
}

/// Runs a program whose output matters only if it fails, and returns its standard output.
///
/// # Errors
/// The program cannot be started or ends with a failure; the error holds what it printed.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure_success(command, output.status, &format!("\n{said}{complaint}"))?;
    Ok(said)
}

/// Runs a program, shows its standard output and hands each line to `each_line`.
///
/// # Errors
/// The program cannot be started. A failure of the program itself is in the returned status.
pub fn watch(command: &mut Command, mut each_line: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let output = child.stdout.take().context("the program has no standard output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        each_line(&line);
    }
    Ok(child.wait()?)
}

/// Says whether a program is on `PATH` and answers to `--version`; returns what it answers.
pub fn version(program: &str) -> Option<String> {
    let mut command = Command::new(program);
    read(command.arg("--version")).ok()
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().to_string_lossy())
}

fn ensure_success(command: &Command, status: ExitStatus, output: &str) -> Result<()> {
    if !status.success() {
        let words: Vec<_> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| word.to_string_lossy())
            .collect();
        bail!("`{}` ended with {status}{output}", words.join(" "));
    }
    Ok(())
}
