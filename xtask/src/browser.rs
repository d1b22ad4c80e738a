//! The browser tests: Playwright in a real Chromium.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, step};
use crate::project::Project;
use crate::tools;

/// How many tests held and how many did not.
#[derive(Clone, Copy, Default)]
pub struct Count {
    /// Tests that held.
    pub passed: u64,
    /// Tests that did not.
    pub failed: u64,
}

/// The browser tests with their packages and a Chromium in place.
pub struct Browser {
    home: PathBuf,
    chromium: PathBuf,
}

impl Browser {
    /// Installs the packages of the lock file and finds or installs Chromium.
    ///
    /// # Errors
    /// Node.js or Chromium is missing and cannot be installed from here.
    pub fn ensure(project: &Project) -> Result<Self> {
        tools::ensure_node()?;
        let home = project.root.join("tests/browser");
        tools::ensure_packages(&home, "install the packages of the browser tests")?;
        let chromium = find_chromium(&home).map_or_else(|| install_chromium(&home), Ok)?;
        println!("  Chromium: {}", chromium.display());
        Ok(Self { home, chromium })
    }

    /// A command that runs Node.js with a script against the page at `address`.
    pub fn node(&self, script: &Path, address: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(script).current_dir(&self.home);
        node.env("CHROMIUM", &self.chromium).env("BASE_URL", address);
        node
    }

    /// Runs the tests against the page at `address` and counts them.
    ///
    /// # Errors
    /// Playwright cannot be started or leaves no report.
    pub fn test(&self, project: &Project, address: &str, arguments: &[String]) -> Result<Count> {
        let report = project.target.join("browser-report.json");
        if report.exists() {
            fs::remove_file(&report)?;
        }
        let script = self.home.join("node_modules/@playwright/test/cli.js");
        let mut playwright = self.node(&script, address);
        playwright.args(["test", "--reporter=list,json"]).args(arguments);
        playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
        let status = process::watch(&mut playwright, |_| ())?;
        let mut count = match fs::read_to_string(&report) {
            Ok(text) => count(&text)?,
            Err(_) => Count::default(),
        };
        // A fault outside any test, such as a file that does not parse, must not count as success.
        if !status.success() && count.failed == 0 {
            count.failed = 1;
        }
        Ok(count)
    }
}

fn count(report: &str) -> Result<Count> {
    let report: serde_json::Value = serde_json::from_str(report)?;
    let number = |key: &str| {
        let value = report.get("stats").and_then(|stats| stats.get(key));
        value.and_then(serde_json::Value::as_u64).context("the report of Playwright has its counts")
    };
    Ok(Count { passed: number("expected")?, failed: number("unexpected")? + number("flaky")? })
}

fn find_chromium(home: &Path) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    // Without windows of its own it is as fast again; it is what Playwright downloads, too.
    let names = [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    names.iter().find_map(|name| on_path(name)).or_else(|| chromium_of_playwright(home))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path: OsString = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|place| place.join(name));
    places.find(|program| program.is_file())
}

fn chromium_of_playwright(home: &Path) -> Option<PathBuf> {
    let question = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let mut node = Command::new("node");
    let answer = process::read(node.current_dir(home).args(["-e", question])).ok()?;
    let program = PathBuf::from(answer.trim());
    program.is_file().then_some(program)
}

fn install_chromium(home: &Path) -> Result<PathBuf> {
    let downloaded = step("no Chromium found: download the one of Playwright", || {
        let mut playwright = Command::new("node");
        playwright.current_dir(home).arg("node_modules/@playwright/test/cli.js");
        // Without a network, do not wait for minutes before the next way is tried.
        playwright.env("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000");
        process::read(playwright.args(["install", "chromium"]))
    });
    let found = downloaded.ok().and_then(|_| chromium_of_playwright(home)).filter(|chromium| {
        // A downloaded browser lacks its system libraries on a bare machine; then it cannot start.
        process::read(Command::new(chromium).arg("--version")).is_ok()
    });
    if let Some(chromium) = found {
        return Ok(chromium);
    }
    if is_root() && process::version("apt-get").is_some() {
        step("install Chromium from the packages of the system", || {
            process::read(Command::new("apt-get").arg("update"))?;
            let install = |package| {
                let mut install = Command::new("apt-get");
                install.env("DEBIAN_FRONTEND", "noninteractive");
                install.args(["install", "-y", "--no-install-recommends"]);
                process::read(install.args([package, "fonts-liberation"]))
            };
            install("chromium-headless-shell").or_else(|_| install("chromium"))
        })?;
        if let Some(chromium) = find_chromium(home) {
            return Ok(chromium);
        }
    }
    bail!(
        "no Chromium was found and none could be installed: install Chromium or Chrome, or name \
         one in the environment variable CHROMIUM"
    )
}

fn is_root() -> bool {
    process::read(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flaky_test_counts_as_failed() {
        let report = r#"{"stats":{"expected":7,"unexpected":1,"flaky":2,"skipped":4}}"#;
        let count = count(report).unwrap();
        assert_eq!((count.passed, count.failed), (7, 3));
    }
}
