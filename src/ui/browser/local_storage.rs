//! Local storage behind the core's trait.

use trichter::store::{Storage, StorageError};
use wasm_bindgen::{JsCast, JsValue};

/// The local storage of this page's origin.
#[derive(Debug)]
pub struct LocalStorage(web_sys::Storage);

impl LocalStorage {
    /// Asks the browser for the storage.
    ///
    /// # Errors
    /// [`StorageError::Blocked`] where it gives none, as with cookies forbidden.
    pub fn open() -> Result<Self, StorageError> {
        let window = web_sys::window().ok_or(StorageError::Blocked)?;
        window.local_storage().ok().flatten().map(Self).ok_or(StorageError::Blocked)
    }
}

impl Storage for LocalStorage {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.0.get_item(key).map_err(|error| reason(&error))
    }

    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        self.0.set_item(key, text).map_err(|error| reason(&error))
    }

    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        self.0.remove_item(key).map_err(|error| reason(&error))
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let count = self.0.length().map_err(|error| reason(&error))?;
        let key = |at: u32| self.0.key(at).map_err(|error| reason(&error)).transpose();
        (0..count).filter_map(key).collect()
    }
}

/// What every key of ours begins with.
const PREFIX: &str = "trichter/";
/// The picture of the board that `boot/poster.js` keeps.
const POSTER: &str = "trichter/poster";

/// Where the choices for tables are kept.
pub const MAPPINGS: &str = "trichter/mappings";

/// Returns true where there may be something to read beside preferences and picture.
pub fn holds_data() -> bool {
    let keys = LocalStorage::open().and_then(|storage| storage.keys());
    // Where the keys cannot be listed, reading says why.
    keys.map_or(true, |keys| {
        let no_data = [super::preferences::KEY, POSTER, MAPPINGS, trichter::store::TERM];
        keys.iter().any(|key| key.starts_with(PREFIX) && !no_data.contains(&key.as_str()))
    })
}

/// Returns everything in local storage as the file that the rescue screen writes, too.
/// Nothing is interpreted; half of a surrogate pair survives as an escape.
///
/// # Errors
/// The browser gives no access.
pub fn everything() -> Result<String, StorageError> {
    let storage = LocalStorage::open()?;
    let entries = js_sys::JSON::stringify(storage.0.as_ref()).map_err(|error| reason(&error))?;
    let entries = String::from(entries);
    Ok(format!("{{\"type\":\"trichter-rescue\",\"version\":1,\"entries\":{entries}}}"))
}

/// Takes an exception of the browser for what it means.
pub(super) fn reason(error: &JsValue) -> StorageError {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
        Some("SecurityError" | "InvalidAccessError") => StorageError::Blocked,
        Some(_) | None => {
            let error = error.dyn_ref::<js_sys::Error>();
            StorageError::Other(error.map(|error| error.message().into()).unwrap_or_default())
        }
    }
}
