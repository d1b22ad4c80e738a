//! Prints every figure of a workspace as one JSON object, under the keys and
//! unrounded as the page holds them.
//!
//! ```text
//! cargo run --release --example report -- WORKSPACE.json [--as-of YYYY-MM-DD] [--pipeline NAME]
//! ```
//!
//! Money is in minor units of the base currency, rates are in 0..1, and a figure
//! without data is `null`; the reasons go to the error output. The figures are
//! those of one pipeline, the first unless named. With `--as-of` nothing that
//! happened after that day is used. Days are those of UTC.

use std::collections::HashSet;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use trichter::analytics::{Figure, Query, figures, learn, rewind};
use trichter::document;
use trichter::domain::{Availability, Day, Moment, Timestamp, Zone};
use trichter::workspace::Workspace;

/// What the command line asks for.
#[derive(Default)]
struct Request {
    file: String,
    as_of: Option<Day>,
    pipeline: Option<String>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let request = request(std::env::args().skip(1))?;
    let bytes = std::fs::read(&request.file)
        .map_err(|error| format!("{} cannot be read: {error}", request.file))?;
    let text =
        String::from_utf8(bytes).map_err(|_| format!("{} is not a text in UTF-8", request.file))?;
    let reading = document::read(&text)
        .map_err(|error| format!("{} cannot be opened: {error:?}", request.file))?;
    for problem in &reading.problems {
        eprintln!("repaired: {problem:?}");
    }
    let (workspace, moment) = match request.as_of {
        Some(day) => (rewind(&reading.workspace, day, &Zone::default()), Moment::at_start_of(day)),
        None => (reading.workspace, now()?),
    };
    let mut workspace = workspace;
    learn(&mut workspace, &moment);
    let query = query(&workspace, request.pipeline.as_deref())?;
    print(&figures(&workspace, &query, &moment))
}

fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    const USAGE: &str = "usage: report WORKSPACE.json [--as-of YYYY-MM-DD] [--pipeline NAME]";
    let mut request = Request::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--as-of" => {
                let day = arguments.next().ok_or(USAGE)?;
                let parsed = day.parse().map_err(|error| format!("--as-of {day}: {error}"))?;
                request.as_of = Some(parsed);
            }
            "--pipeline" => request.pipeline = Some(arguments.next().ok_or(USAGE)?),
            _ if request.file.is_empty() && !argument.starts_with("--") => request.file = argument,
            _ => return Err(USAGE.to_owned()),
        }
    }
    if request.file.is_empty() { Err(USAGE.to_owned()) } else { Ok(request) }
}

fn now() -> Result<Moment, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?;
    let millis = i64::try_from(since.as_millis()).map_err(|error| error.to_string())?;
    Ok(Moment { now: Timestamp::from_millis(millis), zone: Zone::default() })
}

fn query(workspace: &Workspace, name: Option<&str>) -> Result<Query, String> {
    let pipelines = workspace.pipelines_in_order();
    let found = match name {
        Some(name) => pipelines.iter().find(|pipeline| pipeline.name == name),
        None => pipelines.iter().find(|pipeline| pipeline.availability == Availability::Active),
    };
    let names: Vec<&str> = pipelines.iter().map(|pipeline| pipeline.name.as_str()).collect();
    found
        .map(|pipeline| Query::of(pipeline.id))
        .ok_or_else(|| format!("there is no such pipeline; there are: {}", names.join(", ")))
}

/// Writes the figures in the order of showing, one a line.
fn print(figures: &[Figure]) -> Result<(), String> {
    let mut out = String::from("{");
    let mut known = HashSet::new();
    for figure in figures.iter().filter(|figure| known.insert(figure.key.as_str())) {
        let value = match figure.value {
            Ok(value) => number(value)?,
            Err(reason) => {
                eprintln!("{}: {reason:?}", figure.key);
                "null".to_owned()
            }
        };
        let key = serde_json::to_string(&figure.key).map_err(|error| error.to_string())?;
        out.push_str(if out.len() > 1 { ",\n  " } else { "\n  " });
        out.push_str(&key);
        out.push_str(": ");
        out.push_str(&value);
    }
    out.push_str("\n}\n");
    std::io::stdout().write_all(out.as_bytes()).map_err(|error| error.to_string())
}

/// Writes a number so that reading it gives the same number; whole ones plainly.
fn number(value: f64) -> Result<String, String> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        return Ok(format!("{value:.0}"));
    }
    serde_json::to_string(&value).map_err(|error| error.to_string())
}
