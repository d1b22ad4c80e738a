//! Holds the direction in which the modules of the core may use each other.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the core with the modules it may use, besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("route", &["domain"]),
    ("workspace", &["domain"]),
    ("analytics", &["domain", "workspace", "scoring"]),
    ("scoring", &["domain", "workspace"]),
    ("chart", &[]),
    ("document", &["domain", "workspace"]),
    ("store", &["domain", "workspace", "document"]),
    ("exchange", &["domain", "workspace", "analytics", "scoring"]),
    ("example", &["domain", "workspace"]),
    (
        "i18n",
        &[
            "domain",
            "workspace",
            "analytics",
            "route",
            "chart",
            "scoring",
            "document",
            "exchange",
            "store",
        ],
    ),
];

fn sources(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.flatten().flat_map(|entry| sources(&entry.path())).collect();
    found.sort();
    found
}

/// Names of core modules after `crate::` (or `trichter::`) outside comments and tests.
fn uses(text: &str, root: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices(root).map(|(at, _)| &line[at + root.len()..]))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn modules_of_the_core_use_only_what_they_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut checked = 0;
    for (module, allowed) in MAY_USE {
        let folder = source.join(module);
        let place = if folder.is_dir() { folder } else { folder.with_extension("rs") };
        for file in sources(&place) {
            if file.file_stem().is_some_and(|stem| stem == "tests") {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            for used in uses(&text, "crate::") {
                let known = MAY_USE.iter().any(|(name, _)| *name == used);
                let may = used == *module || allowed.contains(&used.as_str());
                assert!(!known || may, "{} uses {used}", file.display());
                checked += usize::from(known);
            }
        }
    }
    assert!(checked > 100, "only {checked} uses were looked at: the test no longer sees them");
}

#[test]
fn every_module_of_the_core_is_named_here() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let text = fs::read_to_string(library).unwrap();
    for line in text.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = line.trim_end_matches(';');
        assert!(MAY_USE.iter().any(|(module, _)| *module == name), "{name} has no rule");
    }
}

#[test]
fn screens_do_not_import_each_other_and_no_data_is_taken_for_markup() {
    const SCREENS: [&str; 10] = [
        "board", "contacts", "data", "deal", "forecast", "funnel", "list", "scores", "settings",
        "today",
    ];
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    for screen in SCREENS {
        for file in sources(&ui.join(screen)) {
            let text = fs::read_to_string(&file).unwrap();
            for used in uses(&text, "crate::ui::") {
                let other = SCREENS.contains(&used.as_str()) && used != screen;
                assert!(!other, "{} uses the screen {used}", file.display());
            }
        }
    }
}

/// Ways to have a text read as markup or as a program, in Rust and in JavaScript.
const DANGERS: [&str; 16] = [
    "inner_html",
    "insert_adjacent_html",
    "outer_html",
    "js_sys::eval",
    "new_with_args",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTMLUnsafe",
    "parseHTMLUnsafe",
    "createContextualFragment",
    "document.write",
    "DOMParser",
    "srcdoc",
    "eval(",
    "new Function",
];

#[test]
fn no_data_is_taken_for_markup_or_for_a_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut looked_at = Vec::new();
    for place in ["src", "view", "boot"] {
        for file in sources(&root.join(place)) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            for danger in DANGERS {
                assert!(!text.contains(danger), "{} uses {danger}", file.display());
            }
            looked_at.extend(file.extension().map(ToOwned::to_owned));
        }
    }
    for kind in ["rs", "js"] {
        let count = looked_at.iter().filter(|extension| *extension == kind).count();
        assert!(count > 4, "only {count} {kind} files were looked at");
    }
}

#[test]
fn a_link_of_the_page_leads_where_a_rule_or_a_route_says() {
    /// What stands behind `href=`: a fixed fragment, a file of ours, a route, or what `domain::link` allowed.
    const KNOWN: [&str; 7] = [
        "\"#",
        "\"workspace.schema.json\"",
        "href",
        "address",
        "number",
        "lean::text(href)",
        "move || session.route",
    ];
    /// The name of a kind of element, which leads nowhere.
    const NAMESPACE: &str = "\"http://www.w3.org/2000/svg\"";
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut links = 0;
    for file in sources(&ui) {
        let text = fs::read_to_string(&file).unwrap().replace(NAMESPACE, "");
        for (at, _) in text.match_indices(" href=") {
            let value = &text[at + " href=".len()..];
            let known = KNOWN.iter().any(|known| value.starts_with(known));
            assert!(known, "{}: where does this link lead? {:.60}", file.display(), value);
            links += 1;
        }
        // What is typed gets `https://` in front before `domain::link` looks at it; all else it makes.
        for scheme in ["\"http:", "\"mailto:", "\"tel:", "\"javascript:"] {
            assert!(!text.contains(scheme), "{} makes an address: {scheme}", file.display());
        }
    }
    assert!(links > 5, "only {links} links were found: the test no longer sees them");
}
