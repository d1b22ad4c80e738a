//! The script of the page: boot script, glue and loader of the parts in one file.

use std::process::Command;

use anyhow::Result;
use serde_json::json;

use crate::offline;
use crate::page::Asset;
use crate::process;
use crate::project::Project;
use crate::tools::Tools;
use crate::wasm::{Module, Profile};

/// Under which names the script finds the other files: each with its checksum.
pub struct Names {
    /// The script of the analyst.
    pub analyst: String,
    wasm: String,
    parts: serde_json::Map<String, serde_json::Value>,
    later_style: serde_json::Value,
}

impl Names {
    /// Names files as they are deployed.
    pub fn of(wasm: &Asset, parts: &[(String, Asset)], later_style: &Asset) -> Self {
        let pair = |asset: &Asset| json!([asset.name, asset.integrity()]);
        let parts = parts.iter().map(|(name, asset)| (name.clone(), pair(asset))).collect();
        Self {
            analyst: String::new(),
            wasm: wasm.name.clone(),
            parts,
            later_style: pair(later_style),
        }
    }

    /// Names files before there are any, for finding out what the script uses.
    pub fn raw(module: &Module) -> Self {
        let parts = module.parts.iter().map(|(name, _)| (name.clone(), json!(["", ""]))).collect();
        Self { analyst: String::new(), wasm: String::new(), parts, later_style: json!(["", ""]) }
    }
}

/// Where the script finds the other files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Beside it.
    Beside,
    /// In the page itself, which is one file.
    Inside,
}

/// Bundles the script.
///
/// # Errors
/// esbuild fails.
pub fn bundle(
    project: &Project,
    tools: &Tools,
    module: &Module,
    profile: Profile,
    names: &Names,
    place: Place,
) -> Result<String> {
    let mut esbuild = bundler(project, tools, module, profile, "boot.js", "part.js");
    let (files, worker, analyst) = match place {
        Place::Beside => ("boot/files.js", offline::WORKER, names.analyst.as_str()),
        // From a file no worker can be started.
        Place::Inside => ("boot/inside.js", "", ""),
    };
    esbuild.arg(format!("--alias:trichter-files={}", project.root.join(files).display()));
    esbuild.arg(format!("--define:WORKER={}", json!(worker)));
    esbuild.arg(format!("--define:ANALYST={}", json!(analyst)));
    esbuild.arg(format!("--define:WASM_FILE={}", json!(names.wasm)));
    esbuild.arg(format!("--define:PARTS={}", json!(names.parts)));
    esbuild.arg(format!("--define:LATER_STYLE={}", names.later_style));
    process::read(&mut esbuild)
}

/// Bundles the script of the analyst, which names no other file.
///
/// # Errors
/// esbuild fails.
pub fn analyst(
    project: &Project,
    tools: &Tools,
    module: &Module,
    profile: Profile,
) -> Result<String> {
    process::read(&mut bundler(project, tools, module, profile, "analyst.js", "taken.js"))
}

/// Begins to bundle a script with the glue and one way to get at the parts.
fn bundler(
    project: &Project,
    tools: &Tools,
    module: &Module,
    profile: Profile,
    script: &str,
    part: &str,
) -> Command {
    let mut esbuild = tools.esbuild();
    esbuild.current_dir(&project.root).arg(format!("boot/{script}"));
    esbuild.args(["--bundle", "--format=esm"]);
    esbuild.args(["--target=es2022", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--alias:trichter-glue={}", module.glue.display()));
    let part = project.root.join("boot").join(part);
    esbuild.arg(format!("--alias:trichter-part={}", part.display()));
    if profile == Profile::Release {
        esbuild.args(["--minify", "--legal-comments=none"]);
    }
    esbuild
}
