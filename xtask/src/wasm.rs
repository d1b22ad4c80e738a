//! From Rust to an optimised WebAssembly module and its glue.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, anyhow, bail};

use crate::arguments::Arguments;
use crate::process::{self, step};
use crate::project::{Project, WASM_TARGET};
use crate::tools::Tools;
use crate::{binary, page, script};

/// The file stem of the generated glue.
const STEM: &str = "page";
/// The script that loads the parts the module is cut into.
const LINKS: &str = "links.js";

/// Counts up when the steps below change, so that no module of the old steps is taken for new.
const RECIPE: &[u8] = b"recipe 2: cut in parts, no unnamed exports, -Oz, no names, no producers";

/// How the page is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Small and quick, for use.
    Release,
    /// Quick to build and with names, for finding faults.
    Debug,
}

impl Profile {
    /// Takes the switch `--debug`.
    pub fn parse(arguments: &mut Arguments) -> Self {
        if arguments.switch("--debug") { Self::Debug } else { Self::Release }
    }

    fn cargo_directory(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Debug => "debug",
        }
    }
}

/// The generated files of the page.
pub struct Module {
    /// The JavaScript glue of wasm-bindgen.
    pub glue: PathBuf,
    /// The first module.
    pub wasm: PathBuf,
    /// The modules that are loaded later, by the name of the part.
    pub parts: Vec<(String, PathBuf)>,
}

/// Compiles the page; skips what its unchanged input makes superfluous.
///
/// The module is cut where `#[wasm_split]` marks a function: what only such functions reach goes
/// into a part of its own. The cut needs the relocations of the linker.
///
/// # Errors
/// The compiler, the cut, wasm-bindgen or wasm-opt fails.
pub fn build(project: &Project, tools: &Tools, profile: Profile) -> Result<Module> {
    project.ensure_same_wasm_bindgen()?;
    project.ensure_wasm_target()?;
    let name = profile.cargo_directory();
    step(&format!("compile the page ({name})"), || process::run(&mut compiler(project, profile)?))?;
    let compiled = project.target.join(WASM_TARGET).join(name).join("trichter-page.wasm");
    let input = fs::read(&compiled)?;
    let cache = project.target.join("page").join(name);
    let mut scripts = Vec::new();
    for name in ["boot", "desk", "files", "part", "poster"] {
        scripts.extend(project.read(format!("boot/{name}.js"))?.into_bytes());
    }
    let names: &[u8] = if keeps_names() { b"with names" } else { b"" };
    let cutter = tools.cutter();
    let cutter = cutter.get_program().as_encoded_bytes();
    let key = page::digest(&[&input, RECIPE, cutter, names, &scripts]);
    let stamp = cache.join("input");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == key) {
        println!("• the compiled page is unchanged: glue and modules are kept");
        return found(&cache);
    }
    if cache.is_dir() {
        fs::remove_dir_all(&cache)?;
    }
    fs::create_dir_all(&cache)?;
    step("cut the module in parts, generate the glue (wasm-bindgen)", || {
        cut(tools, &compiled, &cache, profile)
    })?;
    let module = found(&cache)?;
    if profile == Profile::Release {
        let names = script::Names::raw(&module);
        let script =
            script::bundle(project, tools, &module, profile, &names, script::Place::Beside)?;
        let features = enabled_features(&input)?;
        step("optimise the modules (wasm-opt -Oz)", || {
            let first = fs::read(&module.wasm)?;
            fs::write(&module.wasm, binary::without_unnamed_exports(&first, &script)?)?;
            optimise(&module, &features, tools)
        })?;
    }
    fs::write(&stamp, key)?;
    Ok(module)
}

/// A release is compiled with a standard library of its own, built for size and without messages
/// of panics, which the page has no place for: a trap is told by the rescue screen. These switches
/// are not stable, so they are used only with the compiler that `rust-toolchain.toml` pins.
fn compiler(project: &Project, profile: Profile) -> Result<Command> {
    let mut cargo = project.cargo(&["rustc", "--bin", "trichter-page", "--target", WASM_TARGET]);
    if profile == Profile::Release {
        cargo.arg("--release");
        if project.ensure_standard_library()? {
            cargo.args(["-Z", "build-std=std,panic_abort"]);
            cargo.args(["-Z", "build-std-features=optimize_for_size"]);
            allow_switches(&mut cargo);
            cargo.env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
        }
    }
    cargo.args(["--", "-C", "link-arg=--emit-relocs"]);
    Ok(cargo)
}

/// Lets the pinned compiler take switches that are not stable.
pub fn allow_switches(cargo: &mut Command) {
    cargo.env("RUSTC_BOOTSTRAP", "1");
}

/// A release keeps the names of its functions where the environment asks for it: profilers show them.
fn keeps_names() -> bool {
    std::env::var_os("TRICHTER_KEEP_NAMES").is_some()
}

/// Cuts the module in parts and generates the glue.
fn cut(tools: &Tools, compiled: &Path, out: &Path, profile: Profile) -> Result<()> {
    let mut cutter = tools.cutter();
    cutter.arg(compiled).arg(out).args([STEM, LINKS]);
    if profile == Profile::Debug {
        cutter.arg("--keep-debug");
    } else if keeps_names() {
        cutter.arg("--keep-names");
    }
    process::read(&mut cutter)?;
    let links = out.join(LINKS);
    fs::write(&links, own_loader(&fs::read_to_string(&links)?)?)?;
    let glue = out.join(STEM).with_extension("js");
    fs::write(&glue, without_disposal(&fs::read_to_string(&glue)?))?;
    Ok(())
}

/// Lets `boot/part.js` fetch the parts: it knows their names and checksums.
fn own_loader(links: &str) -> Result<String> {
    const BEFORE: &str = "fetch(new URL(\"./";
    const AFTER: &str = ".wasm\", import.meta.url))";
    let mut out = "import { place, take } from \"trichter-part\";\n".to_owned();
    let mut rest = links;
    while let Some((before, after)) = rest.split_once(BEFORE) {
        let (name, after) = after.split_once(AFTER).context("a part is loaded in another way")?;
        out.push_str(before);
        out.extend(["take(\"", part_name(name), "\")"]);
        rest = after;
    }
    out.push_str(rest);
    let out = out.replace("WebAssembly.instantiateStreaming(src, imports)", "place(src, imports)");
    let fetches = ["fetch(", "instantiateStreaming"].iter().any(|word| out.contains(word));
    if fetches || !out.contains("take(\"annex\")") {
        bail!("the parts of the page are not loaded as expected");
    }
    Ok(out)
}

/// The name of a part; a part that belongs to several others is a `chunk`.
fn part_name(stem: &str) -> &str {
    stem.strip_prefix("split_").unwrap_or(stem)
}

/// Finds the generated files.
fn found(cache: &Path) -> Result<Module> {
    let glue = cache.join(STEM).with_extension("js");
    let wasm = cache.join(format!("{STEM}_bg.wasm"));
    let mut parts = Vec::new();
    for entry in fs::read_dir(cache)? {
        let path = entry?.path();
        let is_part = path.extension().is_some_and(|kind| kind == "wasm") && path != wasm;
        if let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_part) {
            parts.push((part_name(stem).to_owned(), path.clone()));
        }
    }
    parts.sort();
    Ok(Module { glue, wasm, parts })
}

/// Drops the statements that touch the exported classes: none of them is used by the page, they come
/// with a library, and without these statements the bundler leaves them out.
fn without_disposal(glue: &str) -> String {
    let lines = glue.split_inclusive('\n');
    lines.filter(|line| !line.starts_with("if (Symbol.dispose) ")).collect()
}

/// Optimises all modules, two at a time: wasm-opt uses about one processor.
fn optimise(module: &Module, features: &[String], tools: &Tools) -> Result<()> {
    let parts = module.parts.iter().map(|(_, path)| path.as_path());
    let mut paths: Vec<&Path> = parts.chain([module.wasm.as_path()]).collect();
    paths.sort_by_key(|path| fs::metadata(path).map_or(0, |data| data.len()));
    let queue = Mutex::new(paths);
    let work = || -> Result<()> {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(path) = next else { return Ok(()) };
            let small = path.with_extension("small");
            let mut wasm_opt = tools.wasm_opt();
            wasm_opt.args(["-Oz", "--strip-target-features", "--strip-producers"]);
            wasm_opt.arg(if keeps_names() { "--debuginfo" } else { "--strip-debug" });
            wasm_opt.args(features);
            process::read(wasm_opt.arg(path).arg("-o").arg(&small))?;
            fs::rename(small, path)?;
        }
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let own = work();
        other.join().map_err(|_| anyhow!("optimising was broken off"))?.and(own)
    })
}

/// The options that let wasm-opt use exactly what the compiler declared in the module.
fn enabled_features(module: &[u8]) -> Result<Vec<String>> {
    let features = binary::declared_features(module)
        .context("the compiled module has no readable section `target_features`")?;
    Ok(features
        .iter()
        .map(|feature| match feature.as_str() {
            "nontrapping-fptoint" => "--enable-nontrapping-float-to-int".to_owned(),
            same => format!("--enable-{same}"),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_fetched_by_the_project_s_own_script() {
        let links = "const src = fetch(new URL(\"./split_annex.wasm\", import.meta.url));";
        let own = own_loader(links).unwrap();
        assert!(own.ends_with("const src = take(\"annex\");"), "{own}");
        assert!(own_loader("const src = fetch(address);").is_err());
    }
}
