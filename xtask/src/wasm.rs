//! From Rust to an optimised WebAssembly module and its glue.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::arguments::Arguments;
use crate::page;
use crate::process::{self, step};
use crate::project::{Project, WASM_TARGET};
use crate::tools::Tools;

/// The file stem of the generated glue.
const STEM: &str = "page";

/// Counts up when the steps below change, so that no module of the old steps is taken for new.
const RECIPE: &[u8] = b"recipe 1: -Oz, no names, no producers";

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
    /// The module.
    pub wasm: PathBuf,
}

/// Compiles the page; skips what its unchanged input makes superfluous.
///
/// # Errors
/// The compiler, wasm-bindgen or wasm-opt fails.
pub fn build(project: &Project, tools: &Tools, profile: Profile) -> Result<Module> {
    project.ensure_same_wasm_bindgen()?;
    project.ensure_wasm_target()?;
    let name = profile.cargo_directory();
    step(&format!("compile the page ({name})"), || {
        let mut cargo =
            project.cargo(&["build", "--bin", "trichter-page", "--target", WASM_TARGET]);
        if profile == Profile::Release {
            cargo.arg("--release");
        }
        process::run(&mut cargo)
    })?;
    let compiled = project.target.join(WASM_TARGET).join(name).join("trichter-page.wasm");
    let input = fs::read(&compiled)?;
    let cache = project.target.join("page").join(name);
    let module =
        Module { glue: cache.join(STEM).with_extension("js"), wasm: cache.join("page_bg.wasm") };
    let key = page::digest(&[&input, RECIPE]);
    let stamp = cache.join("input");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == key) {
        println!("• the compiled page is unchanged: glue and module are kept");
        return Ok(module);
    }
    if cache.is_dir() {
        fs::remove_dir_all(&cache)?;
    }
    step("generate the glue (wasm-bindgen)", || generate_glue(&compiled, &cache, profile))?;
    if profile == Profile::Release {
        step("optimise the module (wasm-opt -Oz)", || optimise(&input, &module.wasm, tools))?;
    }
    fs::write(&stamp, key)?;
    Ok(module)
}

fn generate_glue(compiled: &Path, out: &Path, profile: Profile) -> Result<()> {
    let release = profile == Profile::Release;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name(STEM).web(true)?;
    // The boot script names the module itself: its file name carries a hash.
    bindgen.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(release).remove_producers_section(release);
    bindgen.keep_debug(!release);
    bindgen.generate(out)
}

fn optimise(compiled: &[u8], module: &Path, tools: &Tools) -> Result<()> {
    let small = module.with_extension("small");
    let mut wasm_opt = tools.wasm_opt();
    wasm_opt.arg("-Oz").arg("--strip-target-features");
    wasm_opt.args(enabled_features(compiled)?);
    process::read(wasm_opt.arg(module).arg("-o").arg(&small))?;
    fs::rename(small, module)?;
    Ok(())
}

/// The options that let wasm-opt use exactly what the compiler declared in the module.
fn enabled_features(module: &[u8]) -> Result<Vec<String>> {
    let features = declared_features(module)
        .context("the compiled module has no readable section `target_features`")?;
    Ok(features
        .iter()
        .map(|feature| match feature.as_str() {
            "nontrapping-fptoint" => "--enable-nontrapping-float-to-int".to_owned(),
            same => format!("--enable-{same}"),
        })
        .collect())
}

/// Reads the custom section `target_features`
/// (<https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section>).
fn declared_features(module: &[u8]) -> Option<Vec<String>> {
    let mut rest = module.get(8..)?;
    while !rest.is_empty() {
        let kind = byte(&mut rest)?;
        let mut content = prefixed(&mut rest)?;
        if kind == 0 && prefixed(&mut content)? == b"target_features" {
            let count = number(&mut content)?;
            let mut features = Vec::new();
            for _ in 0..count {
                let sign = byte(&mut content)?;
                let name = prefixed(&mut content)?;
                if sign == b'+' {
                    features.push(String::from_utf8(name.to_vec()).ok()?);
                }
            }
            return Some(features);
        }
    }
    None
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, tail) = rest.split_first()?;
    *rest = tail;
    Some(*first)
}

/// Reads an unsigned LEB128 number of at most 32 bits.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let next = byte(rest)?;
        value |= usize::from(next & 0x7f) << shift;
        if next < 0x80 {
            return Some(value);
        }
    }
    None
}

fn prefixed<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(rest)?;
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_features_in_use_are_enabled() {
        let mut section = b"\x0ftarget_features\x02+\x08sign-ext+\x13nontrapping-fptoint".to_vec();
        let mut module = b"\0asm\x01\0\0\0\x01\x01\0\0".to_vec();
        module.push(u8::try_from(section.len()).unwrap());
        module.append(&mut section);
        assert_eq!(
            enabled_features(&module).unwrap(),
            ["--enable-sign-ext", "--enable-nontrapping-float-to-int"]
        );
    }

    #[test]
    fn a_module_without_the_section_or_cut_short_is_refused() {
        assert!(enabled_features(b"\0asm\x01\0\0\0").is_err());
        assert!(enabled_features(b"\0asm\x01\0\0\0\0\x7f").is_err());
        assert!(enabled_features(b"").is_err());
    }
}
