//! Reads and rewrites the sections of a WebAssembly module
//! (<https://webassembly.github.io/spec/core/binary/modules.html>).

use std::collections::HashSet;

use anyhow::{Context, Result};

/// The magic number and the version in front of the sections.
const PREAMBLE: usize = 8;
/// The number of the section of exports.
const EXPORTS: u8 = 7;

/// Reads the custom section `target_features`: what the compiler used
/// (<https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section>).
pub fn declared_features(module: &[u8]) -> Option<Vec<String>> {
    let mut rest = module.get(PREAMBLE..)?;
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

/// Returns the module without the exports that a script never names, so that the optimiser can
/// remove what only they reach. Classes of a library that the page does not use are exported, too.
///
/// # Errors
/// The module cannot be read.
pub fn without_unnamed_exports(module: &[u8], script: &str) -> Result<Vec<u8>> {
    let named: HashSet<&str> = script
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))
        .filter(|word| !word.is_empty())
        .collect();
    rewritten(module, &named).context("the exports of the module cannot be read")
}

fn rewritten(module: &[u8], named: &HashSet<&str>) -> Option<Vec<u8>> {
    let mut out = module.get(..PREAMBLE)?.to_vec();
    let mut rest = module.get(PREAMBLE..)?;
    while !rest.is_empty() {
        let kind = byte(&mut rest)?;
        let content = prefixed(&mut rest)?;
        let kept = if kind == EXPORTS { kept_exports(content, named)? } else { content.to_vec() };
        out.push(kind);
        write_number(&mut out, kept.len());
        out.extend(kept);
    }
    Some(out)
}

fn kept_exports(mut section: &[u8], named: &HashSet<&str>) -> Option<Vec<u8>> {
    let mut kept: Vec<u8> = Vec::new();
    let mut count = 0;
    for _ in 0..number(&mut section)? {
        let start = section;
        let name = prefixed(&mut section)?;
        byte(&mut section)?;
        number(&mut section)?;
        if named.contains(std::str::from_utf8(name).ok()?) {
            count += 1;
            kept.extend(start.get(..start.len() - section.len())?);
        }
    }
    let mut out = Vec::new();
    write_number(&mut out, count);
    out.extend(kept);
    Some(out)
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

fn write_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
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

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn only_features_in_use_are_declared() {
        let mut section = b"\x0ftarget_features\x02+\x08sign-ext-\x04simd".to_vec();
        let mut module = [HEAD, b"\x01\x01\0\0"].concat();
        module.push(u8::try_from(section.len()).unwrap());
        module.append(&mut section);
        assert_eq!(declared_features(&module).unwrap(), ["sign-ext"]);
    }

    #[test]
    fn a_module_without_the_section_or_cut_short_declares_nothing() {
        assert_eq!(declared_features(HEAD), None);
        assert_eq!(declared_features(b"\0asm\x01\0\0\0\0\x7f"), None);
        assert_eq!(declared_features(b""), None);
    }

    #[test]
    fn exports_that_the_script_names_stay_and_all_others_go() {
        // Two functions: `run` is number 0, `free` number 300; then a section of another kind.
        let module =
            [HEAD, b"\x07\x0f\x02\x03run\0\0\x04free\0\xac\x02".as_slice(), b"\x01\x01\0"].concat();
        let kept = without_unnamed_exports(&module, "start(m.run)").unwrap();
        assert_eq!(kept, [HEAD, b"\x07\x07\x01\x03run\0\0".as_slice(), b"\x01\x01\0"].concat());
        assert_eq!(without_unnamed_exports(&module, "run,free").unwrap(), module);
        assert!(without_unnamed_exports(module.get(..14).unwrap(), "run").is_err());
    }
}
