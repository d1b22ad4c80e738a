//! What makes the page installable and keeps it at hand without a network: the service worker, the
//! manifest and its icons.

use anyhow::{Context, Result};
use serde_json::json;

use crate::icon::{self, Ground};
use crate::page::{self, Asset};
use crate::process;
use crate::project::Project;
use crate::tools::Tools;
use crate::wasm::Profile;

/// The name of the service worker. It stays the same from version to version: the browser compares
/// the content.
pub const WORKER: &str = "sw.js";

/// The colour of the window's frame, light and dark: the canvas of `style/tokens.css`.
pub const THEME_COLOURS: [&str; 2] = ["#f2f3f6", "#0d0f14"];

/// Sides of the icons in pixels, with what is around them.
const ICONS: [(u32, Ground); 3] =
    [(192, Ground::Clear), (512, Ground::Clear), (512, Ground::Maskable)];

/// Makes the manifest and the icons it names; the manifest comes first.
///
/// # Errors
/// The icon cannot be drawn.
pub fn manifest(project: &Project) -> Result<Vec<Asset>> {
    let svg = project.read("boot/icon.svg")?;
    let mut files = Vec::new();
    let mut icons = Vec::new();
    for (side, ground) in ICONS {
        let (stem, purpose) = match ground {
            Ground::Clear => ("icon", "any"),
            Ground::Maskable => ("maskable", "maskable"),
        };
        let icon = Asset::hashed(&format!("{stem}-{side}"), "png", icon::png(&svg, side, ground)?);
        let sizes = format!("{side}x{side}");
        icons.push(json!({
            "src": icon.name, "sizes": sizes, "type": "image/png", "purpose": purpose,
        }));
        files.push(icon);
    }
    // No `id`: it would be taken from the root of the host, and two copies of the page on one host
    // would be one app. Without it the address of the start tells them apart.
    let manifest = json!({
        "name": "Trichter",
        "short_name": "Trichter",
        "description": "Vertriebs-Pipeline im Browser. A sales pipeline in the browser.",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": THEME_COLOURS[0],
        "background_color": THEME_COLOURS[0],
        "categories": ["business", "productivity"],
        "icons": icons,
    });
    files.insert(0, Asset::hashed("trichter", "webmanifest", manifest.to_string().into_bytes()));
    Ok(files)
}

/// Makes the service worker that keeps these files; the page must be the first of them. A page for
/// finding faults is not kept: it is built again and again.
///
/// # Errors
/// esbuild fails.
pub fn worker(
    project: &Project,
    tools: &Tools,
    profile: Profile,
    files: &[&Asset],
) -> Result<Asset> {
    let kept = match profile {
        Profile::Release => files,
        Profile::Debug => &[],
    };
    let list: Vec<_> = kept.iter().map(|file| json!([file.name, file.integrity()])).collect();
    let list = json!(list).to_string();
    let version = page::digest(&[list.as_bytes()]);
    let version = version.get(..page::HASH_DIGITS).context("a digest is longer")?;
    let mut esbuild = tools.esbuild();
    esbuild.current_dir(&project.root).args(["boot/worker.js", "--bundle", "--format=iife"]);
    esbuild.args(["--target=es2022", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--define:FILES={list}"));
    esbuild.arg(format!("--define:VERSION={}", json!(version)));
    if profile == Profile::Release {
        esbuild.args(["--minify", "--legal-comments=none"]);
    }
    let content = process::read(&mut esbuild)?.into_bytes();
    Ok(Asset { name: WORKER.to_owned(), content })
}
