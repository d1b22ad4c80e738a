//! The HTML page: a template whose gaps are filled with the names of the built files.

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// How many hexadecimal digits of a hash stand in a file name.
pub const HASH_DIGITS: usize = 16;

/// A file of the page under the name it has in `dist`.
pub struct Asset {
    /// The file name, with a part of the hash of the content.
    pub name: String,
    /// What is in the file.
    pub content: Vec<u8>,
}

impl Asset {
    /// Names a file by its content: `stem-HASH.extension`.
    pub fn hashed(stem: &str, extension: &str, content: Vec<u8>) -> Self {
        let digest = digest(&[&content]);
        let hash: String = digest.chars().take(HASH_DIGITS).collect();
        Self { name: format!("{stem}-{hash}.{extension}"), content }
    }

    /// The value of an `integrity` attribute for this file.
    pub fn integrity(&self) -> String {
        format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&self.content)))
    }
}

/// The SHA-256 of some bytes, one after the other, in hexadecimal.
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    format!("{:x}", hash.finalize())
}

/// Fills the gaps `{{name}}` of the template and drops its comments and line indents.
///
/// # Errors
/// A gap has no value, or a value has no gap: template and program no longer fit.
pub fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut page = without_comments(template);
    for (name, value) in values {
        let gap = format!("{{{{{name}}}}}");
        if !page.contains(&gap) {
            bail!("index.html has no {gap}");
        }
        page = page.replace(&gap, value);
    }
    if let Some((_, rest)) = page.split_once("{{") {
        let name = rest.split("}}").next().unwrap_or_default();
        bail!("index.html asks for {{{{{name}}}}}, which nothing fills");
    }
    let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n") + "\n")
}

fn without_comments(template: &str) -> String {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, comment)) = rest.split_once("<!--") {
        page.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    page + rest
}

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The content security policy that a page brings along.
pub fn policy(page: &str) -> Option<&str> {
    page.split_once(POLICY)?.1.split('"').next()
}

/// The element by which a page brings a policy along.
pub fn policy_element(policy: &str) -> String {
    format!("{POLICY}{policy}\">")
}

/// The relative addresses that a page asks for in `href` and `src`.
pub fn addresses(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for attribute in [" href=\"", " src=\""] {
        for after in page.split(attribute).skip(1) {
            let address = after.split('"').next().unwrap_or_default();
            let relative = !address.contains(':') && !address.starts_with(['#', '/']);
            if relative && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_and_values_must_fit() {
        assert_eq!(fill("<a>\n  {{x}} <!-- why -->\n", &[("x", "1")]).unwrap(), "<a>\n1\n");
        assert!(fill("{{x}}", &[]).is_err());
        assert!(fill("", &[("x", "1")]).is_err());
    }

    #[test]
    fn the_policy_of_a_page_is_read() {
        let page = format!("<head>{}</head>", policy_element("default-src 'none'"));
        assert_eq!(policy(&page), Some("default-src 'none'"));
        assert_eq!(policy("<head></head>"), None);
    }

    #[test]
    fn a_file_name_changes_with_the_content() {
        let one = Asset::hashed("trichter", "js", b"1".to_vec());
        let two = Asset::hashed("trichter", "js", b"2".to_vec());
        assert_ne!(one.name, two.name);
        assert_eq!(one.name.len(), "trichter-.js".len() + HASH_DIGITS);
    }

    #[test]
    fn only_relative_addresses_are_files_of_the_page() {
        let page = "<a href=\"https://example.org\"><link href=\"a.css\"><script src=\"b.js\">\
                    <link href=\"a.css\"><img src=\"data:,\">";
        assert_eq!(addresses(page), ["a.css", "b.js"]);
    }
}
