//! Settings for common hosts of static pages: what may be kept how long, and the headers that a page
//! cannot set for itself.

use std::fmt::Write as _;

use crate::offline;
use crate::page::Asset;
use crate::server::{FOR_EVER, is_hashed, mime};
use crate::single;

/// What every answer says.
pub const HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
];

/// What the service worker may do: ask its own host, nothing else.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// What is asked for anew each time: these names stay while their content changes.
pub const FRESH: &str = "no-cache";

/// The policy that is sent with the page: its own, and that no other page may frame it, which a
/// page cannot say of itself.
fn page_policy(policy: &str) -> String {
    format!("{policy}; frame-ancestors 'none'")
}

/// The policy that is sent with a file.
pub fn policy_of(name: &str, policy: &str) -> Option<String> {
    match name {
        "index.html" => Some(page_policy(policy)),
        offline::WORKER => Some(WORKER_POLICY.to_owned()),
        single::NAME => Some("frame-ancestors 'none'".to_owned()),
        _ => None,
    }
}

/// The files with settings, for the files of the page and its policy.
pub fn files(page: &[Asset], policy: &str) -> Vec<Asset> {
    let asset =
        |name: &str, text: String| Asset { name: name.to_owned(), content: text.into_bytes() };
    vec![
        asset("_headers", headers_file(page, policy)),
        asset(".htaccess", apache(policy)),
        asset("nginx.conf", nginx(policy)),
        asset("Caddyfile", caddy(policy)),
    ]
}

/// Says whether a file holds settings for a host and is no part of the page.
pub fn is_for_hosts(name: &str) -> bool {
    ["_headers", ".htaccess", "nginx.conf", "Caddyfile"].contains(&name)
}

/// The names that stay, and the only ones with a policy of their own.
const FRESH_NAMES: [&str; 3] = ["index.html", offline::WORKER, single::NAME];

/// For Netlify and Cloudflare Pages. Where several rules fit they join their values, so no two set
/// the same header: each file has its own rule for caching.
fn headers_file(page: &[Asset], policy: &str) -> String {
    let mut out =
        "# Netlify, Cloudflare Pages: for a page in the root of the host.\n/*\n".to_owned();
    for (name, value) in HEADERS {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {name}: {value}");
    }
    let mut rule = |path: &str, cache: &str, policy: Option<String>| {
        let _ = writeln!(out, "/{path}\n  Cache-Control: {cache}");
        if let Some(policy) = policy {
            let _ = writeln!(out, "  Content-Security-Policy: {policy}");
        }
    };
    rule("", FRESH, policy_of("index.html", policy));
    for name in FRESH_NAMES {
        rule(name, FRESH, policy_of(name, policy));
    }
    for file in page.iter().filter(|file| is_hashed(&file.name)) {
        rule(&file.name, FOR_EVER, None);
    }
    out
}

/// What tells the names that carry a hash.
const HASHED: &str = r"-[0-9a-f]{16}\.(css|js|png|wasm|webmanifest)$";

fn apache(policy: &str) -> String {
    let mut out =
        "# Apache: needs AllowOverride FileInfo, and mod_headers.\nDirectoryIndex index.html\n"
            .to_owned();
    for kind in ["wasm", "webmanifest"] {
        let mime = mime(&format!("x.{kind}"));
        let _ = writeln!(out, "AddType {mime} .{kind}");
    }
    out.push_str("AddCharset utf-8 .html .js .css\n");
    out.push_str("<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html text/css ");
    out.push_str("text/javascript application/javascript application/wasm application/manifest+json\n</IfModule>\n");
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in HEADERS {
        let _ = writeln!(out, "  Header always set {name} \"{value}\"");
    }
    let _ = writeln!(out, "  Header set Cache-Control \"{FRESH}\"");
    let _ = writeln!(
        out,
        "  <FilesMatch \"{HASHED}\">\n    Header set Cache-Control \"{FOR_EVER}\"\n  </FilesMatch>"
    );
    for name in FRESH_NAMES {
        if let Some(policy) = policy_of(name, policy) {
            let _ = writeln!(
                out,
                "  <Files \"{name}\">\n    Header always set Content-Security-Policy \"{policy}\"\n  </Files>"
            );
        }
    }
    out + "</IfModule>\n"
}

fn nginx(policy: &str) -> String {
    let mut out = "# nginx: include this file within `server`, and set `root` to this directory.\n\
        # For a page that is not in the root, put its path before the names below.\n"
        .to_owned();
    // A location with a header of its own takes over none of those around it.
    let mut location = |place: &str, first: &str, cache: &str, policy: Option<String>| {
        let _ = writeln!(out, "location {place} {{");
        out.push_str(first);
        for (name, value) in HEADERS {
            let _ = writeln!(out, "  add_header {name} \"{value}\" always;");
        }
        let _ = writeln!(out, "  add_header Cache-Control \"{cache}\";");
        if let Some(policy) = policy {
            let _ = writeln!(out, "  add_header Content-Security-Policy \"{policy}\" always;");
        }
        out.push_str("}\n");
    };
    for name in FRESH_NAMES {
        location(&format!("= /{name}"), "", FRESH, policy_of(name, policy));
    }
    // Not every nginx knows these two kinds.
    for kind in ["wasm", "webmanifest"] {
        let first = format!("  types {{}}\n  default_type {};\n", mime(&format!("x.{kind}")));
        location(&format!("~ \"-[0-9a-f]{{16}}\\.{kind}$\""), &first, FOR_EVER, None);
    }
    location(&format!("~ \"{HASHED}\""), "", FOR_EVER, None);
    let packed = "text/css text/javascript application/javascript application/wasm application/manifest+json";
    let _ = writeln!(out, "gzip on;\ngzip_vary on;\ngzip_types {packed};");
    out
}

fn caddy(policy: &str) -> String {
    let mut out = "# Caddy: put these lines into the block of your site, or start `caddy run` here.\n\
        :8080 {\n\troot * .\n\tencode zstd gzip\n\tfile_server {\n\t\thide Caddyfile nginx.conf .htaccess _headers\n\t}\n\theader {\n".to_owned();
    for (name, value) in HEADERS {
        let _ = writeln!(out, "\t\t{name} \"{value}\"");
    }
    out.push_str("\t}\n");
    // No two rules set the same header, so their order does not matter.
    let _ = writeln!(
        out,
        "\t@hashed path_regexp {HASHED}\n\theader @hashed Cache-Control \"{FOR_EVER}\""
    );
    let _ =
        writeln!(out, "\t@named not path_regexp {HASHED}\n\theader @named Cache-Control {FRESH}");
    let mime = mime("x.webmanifest");
    let _ = writeln!(out, "\t@manifest path *.webmanifest\n\theader @manifest Content-Type {mime}");
    for (at, name) in FRESH_NAMES.into_iter().enumerate() {
        if let Some(policy) = policy_of(name, policy) {
            let root = if name == "index.html" { "/ " } else { "" };
            let _ = writeln!(
                out,
                "\t@policy{at} path {root}/{name}\n\theader @policy{at} Content-Security-Policy \"{policy}\""
            );
        }
    }
    out + "}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

    fn page() -> Vec<Asset> {
        let named = |name: &str| Asset { name: name.to_owned(), content: Vec::new() };
        vec![named("index.html"), named("sw.js"), named("trichter-0123456789abcdef.wasm")]
    }

    #[test]
    fn every_host_is_told_all_headers_and_both_ways_of_caching() {
        let files = files(&page(), POLICY);
        assert_eq!(files.len(), 4);
        for file in files {
            assert!(is_for_hosts(&file.name));
            let text = String::from_utf8(file.content).unwrap();
            for (name, value) in HEADERS {
                assert!(text.contains(name) && text.contains(value), "{} lacks {name}", file.name);
            }
            for needed in [FOR_EVER, FRESH, POLICY, "frame-ancestors 'none'", WORKER_POLICY] {
                assert!(text.contains(needed), "{} lacks {needed}", file.name);
            }
        }
    }

    #[test]
    fn no_file_gets_a_header_twice_where_rules_join_their_values() {
        let text = headers_file(&page(), POLICY);
        let paths: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(
            paths,
            [
                "/*",
                "/",
                "/index.html",
                "/sw.js",
                "/trichter.html",
                "/trichter-0123456789abcdef.wasm"
            ]
        );
        let (all, each) = text.split_once("\n/\n").unwrap();
        assert!(!all.contains("Cache-Control") && !all.contains("Content-Security-Policy"));
        assert!(HEADERS.iter().all(|(name, _)| !each.contains(name)));
    }
}
