//! The page as one file, that runs from a disk or a stick without any host.
//!
//! From a file nothing can be fetched. So styles and script stand in the page, each named in its
//! policy by a hash, and the modules as text (base64 of gzip) that the script takes from there.

use std::io::Write as _;

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::page::{self, Asset};

/// The name of the file.
pub const NAME: &str = "trichter.html";

/// Puts everything into the page: `page` is the filled `index.html`.
///
/// # Errors
/// The page has not the lines that are to be replaced, or a content would end its element.
pub fn assemble(page: &str, script: &str, styles: &[&str], modules: &[&Asset]) -> Result<Asset> {
    let script = element("script type=\"module\"", "script", script)?;
    let styles: Vec<Element> =
        styles.iter().map(|style| element("style", "style", style)).collect::<Result<_>>()?;
    let hashes = |all: &[Element]| {
        all.iter().map(|one| format!("'{}'", one.hash)).collect::<Vec<_>>().join(" ")
    };
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src {}; \
         img-src data: blob:; base-uri 'none'; form-action 'none'",
        script.hash,
        hashes(&styles),
    );
    let mut out = String::new();
    let mut replaced = 0;
    for line in page.lines() {
        if line.starts_with("<meta http-equiv=\"Content-Security-Policy\"") {
            push(&mut out, &page::policy_element(&policy));
        } else if line.starts_with("<link rel=\"stylesheet\"") {
            for style in &styles {
                push(&mut out, &style.html);
            }
        } else if line == "</body>" {
            for module in modules {
                push(&mut out, &data(module)?);
            }
            push(&mut out, &script.html);
            push(&mut out, line);
        } else if ["<script type=\"module\"", "<link rel=\"preload\"", "<link rel=\"manifest\""]
            .iter()
            .all(|left_out| !line.starts_with(left_out))
        {
            push(&mut out, line);
            continue;
        }
        replaced += 1;
    }
    if replaced != 6 || !page::addresses(&out).is_empty() {
        bail!("index.html has not the lines that the page in one file replaces");
    }
    Ok(Asset { name: NAME.to_owned(), content: out.into_bytes() })
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

struct Element {
    html: String,
    hash: String,
}

/// Wraps a content in an element, with the hash that a policy names it by.
fn element(open: &str, close: &str, content: &str) -> Result<Element> {
    let lower = content.to_ascii_lowercase();
    if lower.contains(&format!("</{close}")) || lower.contains("<!--") || content.contains('\r') {
        bail!("a {close} cannot stand in a page as it is");
    }
    let hash = format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)));
    Ok(Element { html: format!("<{open}>{content}</{close}>"), hash })
}

/// A module as text; a script element of an unknown type is never run.
fn data(module: &Asset) -> Result<String> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&module.content)?;
    let text = BASE64_STANDARD.encode(packed.finish()?);
    Ok(format!("<script type=\"text/plain\" id=\"{}\">{text}</script>", module.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"x\">\n\
        <script type=\"module\" src=\"a.js\"></script>\n<link rel=\"preload\" href=\"a.wasm\">\n\
        <link rel=\"stylesheet\" href=\"a.css\">\n<link rel=\"manifest\" href=\"m\">\n\
        </head>\n<body>\n</body>\n";

    #[test]
    fn nothing_of_the_file_lies_outside_and_the_policy_names_what_is_inside() {
        let module = Asset { name: "a.wasm".to_owned(), content: b"module".to_vec() };
        let file = assemble(PAGE, "go()", &["a{}", "b{}"], &[&module]).unwrap();
        let text = String::from_utf8(file.content).unwrap();
        assert!(page::addresses(&text).is_empty());
        for (content, close) in [("go()", "script"), ("a{}", "style"), ("b{}", "style")] {
            let hash = element("x", close, content).unwrap().hash;
            assert!(text.contains(&hash) && text.contains(&format!(">{content}</{close}>")));
        }
        assert!(text.contains("<script type=\"text/plain\" id=\"a.wasm\">H4sI"));
        assert!(!text.contains("'self'") && !text.contains("unsafe-inline"));
    }

    #[test]
    fn a_content_that_would_end_its_element_is_refused() {
        assert!(element("script", "script", "\"</SCRIPT>\"").is_err());
        assert!(element("style", "style", "a{}").is_ok());
        assert!(assemble("<body>\n</body>\n", "", &[], &[]).is_err());
    }
}
