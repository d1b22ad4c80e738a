//! What belongs to the device, not to a workspace: language and theme.

use super::local_storage::LocalStorage;
use serde::{Deserialize, Serialize};
use trichter::domain::Language;
use trichter::store::{Storage, StorageError};

const KEY: &str = "trichter/preferences";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Returns the value of the `data-theme` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Preferences of this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The language; `None` is that of the browser.
    pub language: Option<Language>,
    /// The theme.
    #[serde(default)]
    pub theme: Theme,
    /// Columns of the table of deals that are not shown, one bit each by its
    /// place in the table.
    #[serde(default)]
    pub hidden_columns: u32,
}

impl Preferences {
    /// Reads the preferences; the defaults where there are none or none readable.
    pub fn load() -> Self {
        match LocalStorage::open().and_then(|storage| storage.read(KEY)) {
            Ok(text) => text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
            Err(error) => {
                leptos::logging::warn!("preferences are not read: {error:?}");
                Self::default()
            }
        }
    }

    /// Keeps the preferences. They are a convenience: where storage is blocked
    /// they last as long as the page, and the save state says so for the data.
    pub fn save(self) {
        if let Err(error) = self.write() {
            leptos::logging::warn!("preferences are not kept: {error:?}");
        }
    }

    fn write(self) -> Result<(), StorageError> {
        // Numbers and names: nothing serde_json refuses.
        let text = serde_json::to_string(&self).unwrap_or_default();
        LocalStorage::open()?.write(KEY, &text)
    }

    /// Returns the language to show.
    pub fn language(self) -> Language {
        self.language.unwrap_or_else(|| {
            let browser = leptos::prelude::window().navigator().language().unwrap_or_default();
            if browser.starts_with("de") { Language::De } else { Language::En }
        })
    }
}
