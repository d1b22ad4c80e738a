//! A database of its own for what is kept beside the data: backups, and what is
//! known of files. What happens to it does not touch what is saved.

use super::local_storage::reason;
use super::script::{call, either, get, object};
use js_sys::Array;
use leptos::prelude::window;
use trichter::store::StorageError;
use trichter::store::backup::Packed;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The name of the database.
const NAME: &str = "trichter-backups";
/// What is in backups, framed, by key.
const HEADS: &str = "heads";
/// The packed parts of backups, by key.
const PARTS: &str = "parts";
/// What is known, and handles of files, by name.
const NOTES: &str = "notes";

type Failure = JsValue;

/// An open database; closed when it is dropped.
struct Drawer(JsValue);

impl Drop for Drawer {
    fn drop(&mut self) {
        call(&self.0, "close", &[]).ok();
    }
}

async fn open() -> Result<Drawer, Failure> {
    let factory = get(&window(), "indexedDB")?;
    let request = call(&factory, "open", &[NAME.into(), 1.into()])?;
    let of = request.clone();
    let upgrade = Closure::<dyn FnMut()>::new(move || {
        let Ok(database) = get(&of, "result") else { return };
        for store in [HEADS, PARTS, NOTES] {
            call(&database, "createObjectStore", &[store.into()]).ok();
        }
    });
    js_sys::Reflect::set(&request, &"onupgradeneeded".into(), upgrade.as_ref()).ok();
    let opened = either(&request, "onsuccess", &["onerror", "onblocked"]).await;
    let found = if opened.is_ok() { "result" } else { "error" };
    let found = get(&request, found)?;
    opened.map(|_| Drawer(found.clone())).map_err(|_| found)
}

impl Drawer {
    /// Begins a transaction on the stores it is about: a note does not wait for a backup.
    fn transaction(&self, stores: &[&str], mode: &str) -> Result<JsValue, Failure> {
        let stores: Array = stores.iter().copied().map(JsValue::from).collect();
        let strict = object(&[("durability", "strict".into())]);
        call(&self.0, "transaction", &[stores.into(), mode.into(), strict])
    }
}

fn store(transaction: &JsValue, name: &str) -> Result<JsValue, Failure> {
    call(transaction, "objectStore", &[name.into()])
}

/// Waits until all of a transaction is on the disk.
async fn done(transaction: &JsValue) -> Result<(), Failure> {
    let ended = either(transaction, "oncomplete", &["onabort", "onerror"]).await;
    match ended {
        Ok(_) => Ok(()),
        Err(_) => Err(get(transaction, "error")?),
    }
}

/// Asks for something of a store and waits for the answers of all of them.
async fn asked(store_name: &str, methods: &[(&str, &[JsValue])]) -> Result<Vec<JsValue>, Failure> {
    let drawer = open().await?;
    let transaction = drawer.transaction(&[store_name], "readonly")?;
    let store = store(&transaction, store_name)?;
    let mut requests = Vec::new();
    for (method, arguments) in methods {
        requests.push(call(&store, method, arguments)?);
    }
    done(&transaction).await?;
    requests.iter().map(|request| get(request, "result")).collect()
}

fn texts(list: &JsValue) -> Vec<String> {
    let list = list.dyn_ref::<Array>().cloned().unwrap_or_default();
    list.iter().map(|text| text.as_string().unwrap_or_default()).collect()
}

/// Keeps a backup and takes others away, all or nothing.
///
/// # Errors
/// The browser gives no database, or no room. Nothing has changed.
pub async fn put(key: &str, packed: &Packed, surplus: &[String]) -> Result<(), StorageError> {
    let written = async {
        let drawer = open().await?;
        let transaction = drawer.transaction(&[HEADS, PARTS], "readwrite")?;
        let (heads, parts) = (store(&transaction, HEADS)?, store(&transaction, PARTS)?);
        let list: Array = packed.parts.iter().map(|part| JsValue::from_str(part)).collect();
        call(&heads, "put", &[packed.head.as_str().into(), key.into()])?;
        call(&parts, "put", &[list.into(), key.into()])?;
        for gone in surplus {
            call(&heads, "delete", &[gone.into()])?;
            call(&parts, "delete", &[gone.into()])?;
        }
        done(&transaction).await
    };
    written.await.map_err(|error: Failure| reason(&error))
}

/// Takes a backup away.
///
/// # Errors
/// The browser refuses.
pub async fn remove(key: &str) -> Result<(), StorageError> {
    let removed = async {
        let drawer = open().await?;
        let transaction = drawer.transaction(&[HEADS, PARTS], "readwrite")?;
        for name in [HEADS, PARTS] {
            call(&store(&transaction, name)?, "delete", &[key.into()])?;
        }
        done(&transaction).await
    };
    removed.await.map_err(|error: Failure| reason(&error))
}

/// Lists the keys and heads of all backups.
///
/// # Errors
/// The browser gives no database.
pub async fn heads() -> Result<Vec<(String, String)>, StorageError> {
    let found = asked(HEADS, &[("getAllKeys", &[]), ("getAll", &[])]).await;
    let found = found.map_err(|error| reason(&error))?;
    let mut lists = found.iter().map(texts);
    let (keys, heads) = (lists.next().unwrap_or_default(), lists.next().unwrap_or_default());
    Ok(keys.into_iter().zip(heads).collect())
}

/// Reads a backup. What of it is missing is empty.
///
/// # Errors
/// The browser gives no database.
pub async fn backup(key: &str) -> Result<Packed, StorageError> {
    let read = async {
        let head = asked(HEADS, &[("get", &[key.into()])]).await?;
        let parts = asked(PARTS, &[("get", &[key.into()])]).await?;
        let head = head.first().and_then(JsValue::as_string).unwrap_or_default();
        Ok(Packed { head, parts: parts.first().map(texts).unwrap_or_default() })
    };
    read.await.map_err(|error: Failure| reason(&error))
}

/// Reads what was noted under a name; undefined where nothing was.
pub async fn note(name: &str) -> JsValue {
    let found = asked(NOTES, &[("get", &[name.into()])]).await.unwrap_or_default();
    found.into_iter().next().unwrap_or(JsValue::UNDEFINED)
}

/// Notes something under a name; undefined takes the note away.
///
/// # Errors
/// The browser gives no database, or cannot keep such a thing.
pub async fn keep_note(name: &str, value: &JsValue) -> Result<(), StorageError> {
    let written = async {
        let drawer = open().await?;
        let transaction = drawer.transaction(&[NOTES], "readwrite")?;
        let notes = store(&transaction, NOTES)?;
        if value.is_undefined() {
            call(&notes, "delete", &[name.into()])?;
        } else {
            call(&notes, "put", &[value.clone(), name.into()])?;
        }
        done(&transaction).await
    };
    written.await.map_err(|error: Failure| reason(&error))
}
