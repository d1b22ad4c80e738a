//! What belongs to the device, not to a workspace: language and theme.

use super::local_storage::LocalStorage;
use trichter::domain::Language;
use trichter::store::{Storage, StorageError};

/// Where they are kept.
pub const KEY: &str = "trichter/preferences";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language; `None` is that of the browser.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Theme,
    /// Columns of the table of deals that are not shown, one bit each by its
    /// place in the table.
    pub hidden_columns: u32,
}

impl Preferences {
    /// Reads the preferences; the defaults where there are none or none readable.
    pub fn load() -> Self {
        match LocalStorage::open().and_then(|storage| storage.read(KEY)) {
            Ok(text) => text.map(|text| Self::read(&text)).unwrap_or_default(),
            Err(error) => {
                leptos::logging::warn!("preferences are not read: {error:?}");
                Self::default()
            }
        }
    }

    /// Reads what [`Preferences::write`] wrote. The browser reads the JSON: it brings a reader
    /// along, and what is not as expected is left at its default.
    fn read(text: &str) -> Self {
        let Ok(kept) = js_sys::JSON::parse(text) else { return Self::default() };
        let value = |name: &str| js_sys::Reflect::get(&kept, &name.into()).ok();
        let word = |name: &str| value(name).and_then(|value| value.as_string());
        let columns = value("hidden_columns").and_then(|value| value.as_f64()).unwrap_or(0.0);
        Self {
            language: word("language").and_then(|name| match name.as_str() {
                "de" => Some(Language::De),
                "en" => Some(Language::En),
                _ => None,
            }),
            theme: word("theme")
                .and_then(|name| Theme::ALL.into_iter().find(|theme| theme.name() == name))
                .unwrap_or_default(),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bits")]
            hidden_columns: columns as u32,
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
        let language = match self.language {
            None => "null",
            Some(Language::De) => "\"de\"",
            Some(Language::En) => "\"en\"",
        };
        let (theme, columns) = (self.theme.name(), self.hidden_columns);
        let text =
            format!(r#"{{"language":{language},"theme":"{theme}","hidden_columns":{columns}}}"#);
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
