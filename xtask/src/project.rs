//! Where the project's files are, and what its toolchain must have.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// The target triple of the page.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The directories of the project.
pub struct Project {
    /// The directory of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target directory.
    pub target: PathBuf,
}

impl Project {
    /// Finds the project from the directory of this program's package.
    pub fn find() -> Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().context("xtask lies in the project's directory")?.to_path_buf();
        let mut metadata = Command::new(cargo());
        metadata.current_dir(&root).args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: serde_json::Value = serde_json::from_str(&process::read(&mut metadata)?)?;
        let target = metadata.get("target_directory").and_then(serde_json::Value::as_str);
        let target = PathBuf::from(target.context("cargo metadata names the target directory")?);
        Ok(Self { root, target })
    }

    /// A cargo command that runs in the project.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root).args(arguments);
        command
    }

    /// The shared example data and the plain-JavaScript board, if they lie beside the project.
    pub fn shared(&self) -> Option<PathBuf> {
        let place = std::env::var_os("TRICHTER_SHARED")
            .map_or_else(|| self.root.join("../shared"), PathBuf::from);
        place.is_dir().then_some(place)
    }

    /// Reads a text file of the project.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<String> {
        let path = self.root.join(path);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Makes sure that the pinned toolchain can compile for the browser.
    ///
    /// # Errors
    /// The target is missing and rustup cannot add it.
    pub fn ensure_wasm_target(&self) -> Result<()> {
        let mut query = Command::new("rustc");
        query.current_dir(&self.root).args(["--print", "target-libdir", "--target", WASM_TARGET]);
        let place = process::read(&mut query)?;
        if Path::new(place.trim()).is_dir() {
            return Ok(());
        }
        if process::version("rustup").is_none() {
            bail!(
                "the Rust compiler has no target {WASM_TARGET} and there is no rustup to add it: \
                 install rustup from https://rustup.rs"
            );
        }
        process::step(&format!("add the target {WASM_TARGET} to the toolchain"), || {
            let mut add = Command::new("rustup");
            process::run(add.current_dir(&self.root).args(["target", "add", WASM_TARGET]))
        })
    }

    /// Makes sure that the sources of the standard library are there, to build it for size. Returns
    /// false where they cannot be had: the page is the same then, but larger.
    ///
    /// # Errors
    /// The compiler does not say where it is.
    pub fn ensure_standard_library(&self) -> Result<bool> {
        let mut query = Command::new("rustc");
        query.current_dir(&self.root).args(["--print", "sysroot"]);
        let place = PathBuf::from(process::read(&mut query)?.trim().to_owned());
        let source = place.join("lib/rustlib/src/rust/library/Cargo.lock");
        if source.is_file() {
            return Ok(true);
        }
        let added = process::version("rustup").is_some()
            && process::step("add the sources of the standard library (rust-src)", || {
                let mut add = Command::new("rustup");
                process::run(add.current_dir(&self.root).args(["component", "add", "rust-src"]))
            })
            .is_ok();
        if !(added && source.is_file()) {
            println!("  without rust-src the page will be about a tenth larger");
        }
        Ok(source.is_file())
    }

    /// Compares the wasm-bindgen of the page with the one built into this program.
    ///
    /// # Errors
    /// The versions differ: the generated JavaScript would not fit the module.
    pub fn ensure_same_wasm_bindgen(&self) -> Result<()> {
        let lock = self.read("Cargo.lock")?;
        let page = locked_version(&lock, "wasm-bindgen");
        let tool = locked_version(&lock, "wasm-bindgen-cli-support");
        if page.is_none() || page != tool {
            bail!(
                "the page is locked to wasm-bindgen {} but the cutter to wasm-bindgen-cli-support \
                 {}: set both to the same version in Cargo.toml and cutter/Cargo.toml",
                page.unwrap_or("(none)"),
                tool.unwrap_or("(none)"),
            );
        }
        Ok(())
    }

    /// The locked versions of what the cutter stands on.
    pub fn cutter_versions(&self) -> Result<Vec<String>> {
        let lock = self.read("Cargo.lock")?;
        let version = |package| {
            let version = locked_version(&lock, package);
            Ok(version.with_context(|| format!("Cargo.lock has {package}"))?.to_owned())
        };
        ["wasm-bindgen-cli-support", "wasm_split_cli_support"].into_iter().map(version).collect()
    }
}

/// The cargo that runs this program, so that the same toolchain does all the work.
fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_package_of_exactly_this_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
