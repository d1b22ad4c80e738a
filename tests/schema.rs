//! The published schema of workspace files fits what is written, and notices
//! what does not fit.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking, in its helper functions too"
)]
#![allow(clippy::print_stdout, reason = "counts are printed")]

#[path = "documents/arbitrary.rs"]
mod arbitrary;

use arbitrary::Arbitrary;
use serde_json::Value;
use trichter::document;

const SCHEMA: &str = include_str!("../docs/workspace.schema.json");
const FORMAT_1: &str = include_str!("documents/format-1.json");

/// The keywords of JSON Schema that are used and checked here; any other would
/// be a rule that nobody holds.
const KEYWORDS: [&str; 22] = [
    "$schema",
    "$id",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "required",
    "properties",
    "additionalProperties",
    "propertyNames",
    "items",
    "enum",
    "const",
    "oneOf",
    "pattern",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
];

/// A small validator of JSON Schema, draft 2020-12.
struct Schema {
    root: Value,
}

impl Schema {
    fn load() -> Self {
        Self { root: serde_json::from_str(SCHEMA).unwrap() }
    }

    /// Says what does not fit, with the place.
    fn check(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.visit(&self.root, value, "", &mut faults);
        faults
    }

    fn visit(&self, schema: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
        let schema = schema.as_object().unwrap();
        for (keyword, rule) in schema {
            let mut fails = |fits: bool| {
                if !fits {
                    faults.push(format!("{place}: {keyword}"));
                }
            };
            match keyword.as_str() {
                "$ref" => {
                    let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    let target = &self.root["$defs"][name];
                    assert!(target.is_object(), "there is no {name}");
                    self.visit(target, value, place, faults);
                }
                "type" => {
                    let names = match rule {
                        Value::Array(names) => names.iter().collect(),
                        _ => vec![rule],
                    };
                    fails(names.iter().any(|name| is_type(name.as_str().unwrap(), value)));
                }
                "required" => {
                    let names = rule.as_array().unwrap();
                    fails(names.iter().all(|name| value.get(name.as_str().unwrap()).is_some()));
                }
                "properties" => {
                    for (name, rule) in rule.as_object().unwrap() {
                        if let Some(part) = value.get(name) {
                            self.visit(rule, part, &format!("{place}/{name}"), faults);
                        }
                    }
                }
                "additionalProperties" => {
                    let known = schema.get("properties").and_then(Value::as_object);
                    let fields = value.as_object().into_iter().flatten();
                    for (name, part) in fields
                        .filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)))
                    {
                        match rule {
                            Value::Bool(allowed) => {
                                if !allowed {
                                    faults.push(format!("{place}/{name}: {keyword}"));
                                }
                            }
                            _ => self.visit(rule, part, &format!("{place}/{name}"), faults),
                        }
                    }
                }
                "propertyNames" => {
                    for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                        let name = Value::String(name.clone());
                        self.visit(rule, &name, place, faults);
                    }
                }
                "items" => {
                    for (at, part) in value.as_array().into_iter().flatten().enumerate() {
                        self.visit(rule, part, &format!("{place}/{at}"), faults);
                    }
                }
                "enum" => fails(rule.as_array().unwrap().contains(value)),
                "const" => fails(rule == value),
                "oneOf" => {
                    let fits = |rule: &&Value| {
                        let mut inner = Vec::new();
                        self.visit(rule, value, place, &mut inner);
                        inner.is_empty()
                    };
                    fails(rule.as_array().unwrap().iter().filter(fits).count() == 1);
                }
                "pattern" => {
                    fails(value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)));
                }
                "minimum" => fails(value.as_i64().is_none_or(|n| n >= rule.as_i64().unwrap())),
                "maximum" => fails(value.as_i64().is_none_or(|n| n <= rule.as_i64().unwrap())),
                "minItems" => fails(count(value).is_none_or(|n| n >= rule.as_u64().unwrap())),
                "maxItems" => fails(count(value).is_none_or(|n| n <= rule.as_u64().unwrap())),
                "minLength" => fails(length(value).is_none_or(|n| n >= rule.as_u64().unwrap())),
                "maxLength" => fails(length(value).is_none_or(|n| n <= rule.as_u64().unwrap())),
                other => assert!(KEYWORDS.contains(&other), "{other} is checked by nobody"),
            }
        }
    }
}

fn count(value: &Value) -> Option<u64> {
    value.as_array().map(|items| items.len() as u64)
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|text| text.chars().count() as u64)
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("{other} is checked by nobody"),
    }
}

/// The patterns of the schema, each with what it means.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        "^https://" => text.starts_with("https://"),
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^[0-9a-hjkmnp-tv-z]{1,13}$" => {
            let letter = |byte: u8| {
                byte.is_ascii_digit() || (byte.is_ascii_lowercase() && !b"ilou".contains(&byte))
            };
            (1..=13).contains(&text.len()) && text.bytes().all(letter)
        }
        "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$" => {
            let parts: Vec<&str> = text.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            lengths == [4, 2, 2]
                && parts.iter().all(|part| digits(part))
                && ["19", "20", "21"].iter().any(|century| text.starts_with(century))
        }
        other => panic!("{other} is checked by nobody"),
    }
}

/// Reads a document as plain JSON. Unknown fields may hold what JSON readers
/// refuse, numbers beyond all bounds and half letters; they are no concern here.
fn plain(text: &str) -> Value {
    serde_json::from_str(&text.replace("1e400", "1").replace("\\ud800 ", "")).unwrap()
}

#[test]
fn what_is_written_fits_the_published_schema() {
    let schema = Schema::load();
    let mut records = 0;
    for seed in 0..300 {
        let text = document::write(&Arbitrary::seeded(seed).workspace(12));
        let value = plain(&text);
        assert_eq!(schema.check(&value), Vec::<String>::new(), "seed {seed}");
        for list in ["pipelines", "deals", "organisations", "people", "activities"] {
            records += value["workspace"][list].as_array().unwrap().len();
        }
    }
    assert_eq!(schema.check(&plain(FORMAT_1)), Vec::<String>::new());
    println!("300 workspaces with {records} records fit the schema");
    assert!(records > 1_000);
}

/// Names of fields that random workspaces have beside the known ones.
fn is_foreign(name: &str) -> bool {
    name.is_empty() || name.contains(['"', 'ü']) || name.starts_with("setAside") || name == "later"
}

#[test]
fn the_schema_names_every_field_that_is_written() {
    let schema = Schema::load();
    let lists = [
        ("pipelines", "pipeline"),
        ("deals", "deal"),
        ("organisations", "organisation"),
        ("people", "person"),
        ("activities", "activity"),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..100 {
        let value = plain(&document::write(&Arbitrary::seeded(seed).workspace(12)));
        for (list, name) in lists {
            for record in value["workspace"][list].as_array().unwrap() {
                for field in record.as_object().unwrap().keys().filter(|field| !is_foreign(field)) {
                    let known = &schema.root["$defs"][name]["properties"][field];
                    assert!(known.is_object(), "{name} has a field {field}");
                    seen.insert(format!("{name}.{field}"));
                }
            }
        }
    }
    println!("{} fields of records are written and named", seen.len());
    assert!(seen.len() > 60, "{seen:?}");
}

#[test]
fn the_schema_notices_what_does_not_fit() {
    let schema = Schema::load();
    let good = r#"{"type":"trichter","version":1,"workspace":{"id":"w1","settings":{"name":"T"},"pipelines":[{"id":"p1","name":"P","stages":[{"id":"s1","name":"S"}]}],"deals":[{"id":"d1","title":"T","pipeline":"p1","stage":"s1","value":{"minor":5,"currency":"EUR"},"expectedClose":"2026-12-31","outcome":{"won":null},"history":[{"what":{"entered":"s1"}},{"at":5,"what":"won"}]}]}}"#;
    assert_eq!(schema.check(&plain(good)), Vec::<String>::new());
    for (from, to) in [
        ("trichter", "other"),
        ("\"version\":1", "\"version\":2"),
        ("\"d1\"", "\"ilou\""),
        ("\"title\":\"T\"", "\"title\":\"\""),
        ("\"title\":\"T\",", ""),
        ("EUR", "eur"),
        ("\"minor\":5", "\"minor\":5.5"),
        ("\"minor\":5", "\"minor\":5,\"x\":1"),
        ("2026-12-31", "31.12.2026"),
        ("{\"won\":null}", "\"won\""),
        ("{\"entered\":\"s1\"}", "\"entered\""),
        ("\"at\":5", "\"at\":\"5\""),
        ("[{\"id\":\"s1\",\"name\":\"S\"}]", "[]"),
        ("\"deals\":[", "\"deals\":[7,"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        assert!(!schema.check(&plain(&bad)).is_empty(), "{from} became {to}");
    }
}
