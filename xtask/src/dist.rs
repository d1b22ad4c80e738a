//! Writes the deployable directory.
//!
//! `dist/` holds `index.html` and files named by their content, all in one directory and all
//! addressed relatively, so that it works under any path of any static host; with them the service
//! worker, the page as one file, and settings for common hosts.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::page::{self, Asset};
use crate::process::{self, step};
use crate::project::Project;
use crate::script::{self, Names, Place};
use crate::tools::Tools;
use crate::wasm::{self, Module, Profile};
use crate::{hosting, offline, single};

/// The description of workspace files, for other programs; the page does not load it.
pub const SCHEMA: &str = "workspace.schema.json";

/// The directory of a built page: `dist` for release, and for debug a directory below `target`, so
/// that nobody deploys it by mistake.
pub fn place(project: &Project, profile: Profile) -> PathBuf {
    match profile {
        Profile::Release => project.root.join("dist"),
        Profile::Debug => project.target.join("dist-debug"),
    }
}

/// Builds the page and returns the directory it is in.
///
/// # Errors
/// A prerequisite is missing or a step fails.
pub fn build(project: &Project, profile: Profile) -> Result<PathBuf> {
    let tools = Tools::ensure(project)?;
    let module = wasm::build(project, &tools, profile)?;
    let place = place(project, profile);
    step(&format!("bundle script and style (esbuild), write {}", place.display()), || {
        let files = assemble(project, &tools, &module, profile)?;
        write(&place, &files)
    })?;
    Ok(place)
}

fn assemble(
    project: &Project,
    tools: &Tools,
    module: &Module,
    profile: Profile,
) -> Result<Vec<Asset>> {
    let wasm = Asset::hashed("trichter", "wasm", fs::read(&module.wasm)?);
    let mut parts = Vec::new();
    for (name, path) in &module.parts {
        parts.push((name.clone(), Asset::hashed(name, "wasm", fs::read(path)?)));
    }
    let style = Asset::hashed("trichter", "css", style(project, tools, "index", profile)?);
    let later_style = Asset::hashed("annex", "css", self::style(project, tools, "annex", profile)?);
    let analyst = script::analyst(project, tools, module, profile)?;
    let analyst = Asset::hashed("analyst", "js", analyst.into_bytes());
    let mut names = Names::of(&wasm, &parts, &later_style);
    names.analyst.clone_from(&analyst.name);
    let script = |place| script::bundle(project, tools, module, profile, &names, place);
    let inner_script = script(Place::Inside)?;
    let script = Asset::hashed("trichter", "js", script(Place::Beside)?.into_bytes());
    // Within the page: browsers ask for an icon again and again, and nothing may leave the page.
    let icon = BASE64_STANDARD.encode(project.read("boot/icon.svg")?);
    let icon = format!("data:image/svg+xml;base64,{icon}");
    let installation = offline::manifest(project)?;
    let manifest = installation.first().context("the manifest comes first")?;
    let page = page::fill(
        &project.read("index.html")?,
        &[
            ("script", &script.name),
            ("script_integrity", &script.integrity()),
            ("style", &style.name),
            ("style_integrity", &style.integrity()),
            ("wasm", &wasm.name),
            ("icon", &icon),
            ("manifest", &manifest.name),
            ("theme_light", offline::THEME_COLOURS[0]),
            ("theme_dark", offline::THEME_COLOURS[1]),
        ],
    )?;
    let styles = [std::str::from_utf8(&style.content)?, std::str::from_utf8(&later_style.content)?];
    let modules: Vec<&Asset> =
        std::iter::once(&wasm).chain(parts.iter().map(|part| &part.1)).collect();
    let single = single::assemble(&page, &inner_script, &styles, &modules)?;
    let policy = page::policy(&page).context("index.html has a policy")?.to_owned();
    let page = Asset { name: "index.html".to_owned(), content: page.into_bytes() };
    let mut files = vec![page, script, style, wasm, later_style, analyst];
    files.extend(parts.into_iter().map(|(_, asset)| asset));
    files.extend(installation);
    let kept: Vec<&Asset> = files.iter().collect();
    let worker = offline::worker(project, tools, profile, &kept)?;
    let settings = hosting::files(&files, &policy);
    let schema = Asset {
        name: SCHEMA.to_owned(),
        content: fs::read(project.root.join("docs").join(SCHEMA))?,
    };
    files.extend([worker, single, schema]);
    files.extend(settings);
    Ok(files)
}

fn style(project: &Project, tools: &Tools, sheet: &str, profile: Profile) -> Result<Vec<u8>> {
    let mut esbuild = tools.esbuild();
    esbuild.current_dir(&project.root);
    esbuild.args([&format!("style/{sheet}.css"), "--bundle", "--charset=utf8"]);
    esbuild.args(["--target=esnext", "--log-level=warning", "--loader:.svg=dataurl"]);
    if profile == Profile::Release {
        esbuild.args(["--minify", "--legal-comments=none"]);
    }
    Ok(process::read(&mut esbuild)?.into_bytes())
}

/// Makes a directory hold exactly these files; leaves those that are right already untouched.
fn write(place: &Path, files: &[Asset]) -> Result<()> {
    fs::create_dir_all(place)?;
    for file in files {
        let path = place.join(&file.name);
        if !fs::read(&path).is_ok_and(|old| old == file.content) {
            fs::write(&path, &file.content)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let stays = files.iter().any(|file| entry.file_name() == file.name.as_str());
        if !stays && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
