//! Files that are written without asking each time, and what the browser says of
//! the room it gives.

use super::local_storage::reason;
use super::script::{ask, get, object};
use js_sys::{Array, Reflect};
use leptos::prelude::window;
use trichter::store::backup::reminder::Eviction;
use trichter::store::{Counting, StorageError};
use wasm_bindgen::JsValue;

/// A file or a folder that the user chose; the browser can keep it.
#[derive(Clone)]
pub struct Handle(pub JsValue);

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A file.
    File,
    /// A folder, in which each workspace has a file.
    Folder,
}

/// Whether the browser is to ask the user.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// It only says what it knows.
    No,
    /// It may ask; only on a click.
    Yes,
}

/// Says whether the browser can write into a file of the user's choice.
pub fn can_write() -> bool {
    Reflect::has(&window(), &"showSaveFilePicker".into()).unwrap_or_default()
}

/// Lets the user choose; `None` when they did not.
///
/// # Errors
/// The browser refuses.
pub async fn choose(choice: Choice, name: &str) -> Result<Option<Handle>, StorageError> {
    let (method, options) = match choice {
        Choice::File => {
            let endings: Array = [JsValue::from_str(".json")].into_iter().collect();
            let accept = object(&[("application/json", endings.into())]);
            let kind = object(&[("description", "JSON".into()), ("accept", accept)]);
            let kinds: Array = [kind].into_iter().collect();
            let options = [("suggestedName", name.into()), ("types", kinds.into())];
            ("showSaveFilePicker", object(&options))
        }
        Choice::Folder => {
            let options = [("id", "trichter".into()), ("mode", "readwrite".into())];
            ("showDirectoryPicker", object(&options))
        }
    };
    match ask(&window(), method, &[options]).await {
        Ok(handle) => Ok(Some(Handle(handle))),
        Err(error) => {
            let name = get(&error, "name").ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("AbortError") { Ok(None) } else { Err(reason(&error)) }
        }
    }
}

impl Handle {
    /// Takes back what was kept; `None` for anything else.
    pub fn of(value: JsValue) -> Option<Self> {
        get(&value, "kind").ok()?.as_string()?;
        Some(Self(value))
    }

    /// Returns the name of the file or folder.
    pub fn name(&self) -> String {
        get(&self.0, "name").ok().and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// Says whether it may be written to.
    pub async fn is_allowed(&self, asking: Asking) -> bool {
        let method = match asking {
            Asking::No => "queryPermission",
            Asking::Yes => "requestPermission",
        };
        let mode = object(&[("mode", "readwrite".into())]);
        match ask(&self.0, method, &[mode]).await {
            Ok(answer) => answer.as_string().as_deref() == Some("granted"),
            // Where nobody is asked, writing says what is wrong.
            Err(_) => get(&self.0, method).is_ok_and(|method| method.is_undefined()),
        }
    }

    /// Writes the file anew: what was there stays until all of it is written. In a folder it is
    /// the file of this name.
    ///
    /// # Errors
    /// The browser refuses, or the file is gone.
    pub async fn write(&self, name: &str, text: &str) -> Result<(), StorageError> {
        let written = async {
            let folder = get(&self.0, "kind")?.as_string().as_deref() == Some("directory");
            let file = if folder {
                let create = object(&[("create", true.into())]);
                ask(&self.0, "getFileHandle", &[name.into(), create]).await?
            } else {
                self.0.clone()
            };
            let stream = ask(&file, "createWritable", &[]).await?;
            if let Err(error) = ask(&stream, "write", &[text.into()]).await {
                ask(&stream, "abort", &[]).await.ok();
                return Err(error);
            }
            ask(&stream, "close", &[]).await
        };
        written.await.map(|_| ()).map_err(|error| reason(&error))
    }
}

fn storage_manager() -> JsValue {
    get(&window().navigator(), "storage").unwrap_or(JsValue::UNDEFINED)
}

/// Says whether the browser has promised not to clean up; `None` where it says nothing.
pub async fn is_persisted() -> Option<bool> {
    ask(&storage_manager(), "persisted", &[]).await.ok()?.as_bool()
}

/// Asks the browser not to clean up; `None` where it says nothing.
pub async fn persist() -> Option<bool> {
    ask(&storage_manager(), "persist", &[]).await.ok()?.as_bool()
}

/// Returns how many bytes are in use and how many there may be, apart from local storage.
pub async fn estimate() -> Option<(f64, f64)> {
    let estimate = ask(&storage_manager(), "estimate", &[]).await.ok()?;
    let number = |name: &str| get(&estimate, name).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Says whether this browser is Safari or another on the same ground, as every one on iOS.
fn is_webkit() -> bool {
    let navigator: JsValue = window().navigator().into();
    let word = |name: &str| get(&navigator, name).ok().and_then(|word| word.as_string());
    let apple = word("vendor").is_some_and(|vendor| vendor.starts_with("Apple"));
    let agent = word("userAgent").unwrap_or_default();
    apple && agent.contains("AppleWebKit") && !agent.contains("Chrome/")
}

/// Says how this browser counts what local storage holds.
pub fn counting() -> Counting {
    if is_webkit() { Counting::Bytes } else { Counting::Units }
}

/// Says whether this browser deletes what was stored after a week without a visit: Safari
/// does, unless the page is installed.
pub fn eviction() -> Eviction {
    let installed = get(&window().navigator(), "standalone").is_ok_and(|on| on.is_truthy())
        || window()
            .match_media("(display-mode: standalone)")
            .is_ok_and(|query| query.is_some_and(|query| query.matches()));
    if is_webkit() && !installed { Eviction::AfterAWeek } else { Eviction::None }
}
