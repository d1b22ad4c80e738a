//! Cuts the compiled page into parts and writes the glue to JavaScript.
//!
//! A program of its own, because compiling what it stands on takes longer than everything else the
//! project's commands need together: it is compiled once and kept with the tools in
//! `target/tools`.
//!
//! ```text
//! cutter COMPILED.wasm DIRECTORY STEM LINKS.js [--keep-names] [--keep-debug]
//! ```

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let mut switch = |name: &str| {
        let before = words.len();
        words.retain(|word| word != name);
        words.len() < before
    };
    let (names, debug) = (switch("--keep-names"), switch("--keep-debug"));
    let [compiled, out, stem, links] = &words[..] else {
        bail!("usage: cutter COMPILED.wasm DIRECTORY STEM LINKS.js [--keep-names] [--keep-debug]");
    };
    let out = Path::new(out);
    let compiled = fs::read(compiled).with_context(|| format!("cannot read {compiled}"))?;
    // Where a fault is to be found, everything that names something stays.
    let kept = Kept { names: names || debug, debug };
    let main = out.join("first.wasm");
    cut(&compiled, out, &main, stem, links)?;
    write_glue(&main, out, stem, kept)?;
    Ok(fs::remove_file(main)?)
}

/// What stays in the module of what is only there for people.
#[derive(Clone, Copy)]
struct Kept {
    names: bool,
    debug: bool,
}

/// Cuts where `#[wasm_split]` marks a function: what only such functions reach goes into a part of
/// its own. The first part is still without glue.
fn cut(compiled: &[u8], out: &Path, main: &Path, stem: &str, links: &str) -> Result<()> {
    let links = format!("./{links}");
    let glue = format!("./{stem}.js");
    let mut options = wasm_split_cli_support::Options::new(compiled);
    options.output_dir = out;
    options.main_out_path = main;
    options.link_name = &links;
    options.main_module = &glue;
    let cut = wasm_split_cli_support::transform(options);
    cut.map_err(|error| anyhow!("the module cannot be cut in parts: {error:#}"))?;
    Ok(())
}

fn write_glue(main: &Path, out: &Path, stem: &str, kept: Kept) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(main).out_name(stem).web(true)?;
    // The boot script names the module itself: its file name carries a hash.
    bindgen.typescript(false).omit_default_module_path(true);
    // The parts use what the linker exports.
    bindgen.keep_lld_exports(true);
    bindgen.remove_name_section(!kept.names).remove_producers_section(!kept.debug);
    bindgen.keep_debug(kept.debug);
    bindgen.generate(out)
}
