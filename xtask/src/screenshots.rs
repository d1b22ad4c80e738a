//! The pictures of the README, taken from the page itself.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::browser::Browser;
use crate::project::Project;
use crate::server::Running;
use crate::wasm::Profile;
use crate::{dist, process};

/// Where the pictures go, from the root of the project.
const PLACE: &str = "docs/screenshots";

/// The options of `screenshots`.
pub struct Options {
    source: Source,
}

/// Of which page the pictures are taken.
enum Source {
    /// One that is built first.
    Build,
    /// The last one that was built.
    LastBuild,
    /// One that is served already, by its address.
    Address(String),
}

impl Options {
    /// Takes the options from the command line.
    pub fn parse(arguments: &mut Arguments) -> Result<Self> {
        let no_build = arguments.switch("--no-build");
        let source = match arguments.value("--address")? {
            Some(address) => Source::Address(address),
            None if no_build => Source::LastBuild,
            None => Source::Build,
        };
        Ok(Self { source })
    }
}

/// Takes the pictures and writes them into `docs/screenshots`.
///
/// # Errors
/// The build fails, or the script that takes the pictures cannot run.
pub fn run(project: &Project, options: Options) -> Result<ExitCode> {
    let place = match &options.source {
        Source::Build => Some(dist::build(project, Profile::Release)?),
        Source::LastBuild => Some(dist::place(project, Profile::Release)),
        Source::Address(_) => None,
    };
    if let Some(place) = place.as_ref().filter(|place| !place.join("index.html").is_file()) {
        bail!("there is no built page in {}: run `cargo xtask dist` first", place.display());
    }
    let browser = Browser::ensure(project)?;
    // The server answers as long as this function runs.
    let server =
        place.map(|place| Running::on_free_port(vec![("/".to_owned(), place)])).transpose()?;
    let address = match (&server, options.source) {
        (Some(server), _) => server.address.clone(),
        (None, Source::Address(address)) => address,
        (None, Source::Build | Source::LastBuild) => bail!("no page is served"),
    };
    let script = project.root.join("xtask/screenshots/screenshots.mjs");
    let mut node = browser.node(&script, &address);
    let status = process::watch(node.arg(project.root.join(PLACE)), |_| ())?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
