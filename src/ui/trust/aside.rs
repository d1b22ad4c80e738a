//! What could not be read and was set aside: in words, and as a file.

use crate::ui::browser::files;
use crate::ui::session::Session;
use std::collections::BTreeMap;
use trichter::i18n::Text;
use trichter::store::{Damage, Storage};

/// What every key of the quarantine begins with.
const QUARANTINE: &str = "trichter/quarantine/";

/// Says what was set aside.
pub fn words(session: Session) -> String {
    let Text { trust: said, .. } = session.text();
    session.with_inner(|inner| {
        let aside = inner.keeper.aside();
        let count = |wanted: fn(&Damage) -> bool| {
            aside.troubles.iter().filter(|trouble| wanted(&trouble.damage)).count()
        };
        let edits = count(|damage| matches!(damage, Damage::Entry | Damage::Unreachable));
        let parts = count(|damage| {
            matches!(damage, Damage::Manifest | Damage::Segment | Damage::Document(_))
        });
        let mut words = Vec::new();
        if edits > 0 {
            words.push(said.aside_edits(edits));
        }
        if parts > 0 {
            words.push(said.aside_parts(parts));
        }
        if count(|damage| matches!(damage, Damage::History)) > 0 {
            words.push(said.aside_history().to_owned());
        }
        if aside.repairs > 0 {
            words.push(said.aside_fields(aside.repairs));
        }
        said.aside(&words.join(", "))
    })
}

/// Says whether there are bytes to hand out; what was repaired stays in its record.
pub fn is_any(session: Session) -> bool {
    session.with_inner(|inner| !inner.keeper.aside().troubles.is_empty())
}

/// Hands the bytes out as they were found.
pub fn hand_out(session: Session) {
    let entries: BTreeMap<String, String> = session.with_inner(|inner| {
        let Some(storage) = inner.keeper.storage() else { return BTreeMap::new() };
        let keys = storage.keys().unwrap_or_default();
        let aside = keys.into_iter().filter(|key| key.starts_with(QUARANTINE));
        aside
            .filter_map(|key| {
                let text = storage.read(&key).ok()??;
                Some((key, text))
            })
            .collect()
    });
    // Texts by text: nothing serde_json refuses.
    let entries = serde_json::to_string(&entries).unwrap_or_default();
    let file = format!(r#"{{"type":"trichter-quarantine","version":1,"entries":{entries}}}"#);
    let day = session.moment().today();
    files::download(&format!("trichter-{day}-aside.json"), "application/json", file.as_bytes());
}
