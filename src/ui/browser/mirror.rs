//! The mirror in `IndexedDB`, the lock of the writer and the channel between tabs,
//! as `boot/mirror.js` has them. Plain functions of a script weigh a tenth of
//! what the types of the browser's database would.

use std::collections::BTreeMap;
use trichter::store::{Batch, StorageError};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = first)]
    fn js_first() -> js_sys::Promise;
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = takeOver)]
    fn js_take_over(floor: f64) -> js_sys::Promise;
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = read)]
    fn js_read() -> js_sys::Promise;
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = write)]
    fn js_write(term: f64, keys: js_sys::Array, texts: js_sys::Array) -> js_sys::Promise;
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = listen)]
    fn js_listen(told: &js_sys::Function);
    /// Asks for the lock of the writer.
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = requestLock)]
    pub fn request_lock();
    /// Lets go of the lock, or of the wish for it.
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = releaseLock)]
    pub fn release_lock();
    /// Tells the other tabs.
    #[wasm_bindgen(js_namespace = trichterMirror, js_name = post)]
    pub fn post(text: &str);
}

/// What was found when a term was begun or the mirror was read.
#[derive(Default)]
pub struct Begun {
    /// The term of this tab; `None` where another one writes.
    pub term: Option<u64>,
    /// What the mirror holds; `None` where the browser gives none.
    pub texts: Option<BTreeMap<String, String>>,
}

/// Waits for what the script has begun while the module was on its way.
pub async fn first() -> Begun {
    begun(js_first()).await
}

/// Begins a term, higher than one that is known.
pub async fn take_over(floor: u64) -> Begun {
    begun(js_take_over(floor as f64)).await
}

/// Reads the mirror.
pub async fn read() -> Begun {
    begun(js_read()).await
}

async fn begun(promise: js_sys::Promise) -> Begun {
    let Ok(found) = JsFuture::from(promise).await else { return Begun::default() };
    let get = |name: &str| js_sys::Reflect::get(&found, &name.into()).unwrap_or_default();
    let list = |name: &str| get(name).dyn_into::<js_sys::Array>().unwrap_or_default();
    let is_there = get("why").as_string().is_none_or(|why| why.is_empty());
    let (keys, texts) = (list("keys"), list("texts"));
    let text = |at: u32| Some((keys.get(at).as_string()?, texts.get(at).as_string()?));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
    let term = get("term").as_f64().unwrap_or_default() as u64;
    Begun {
        term: get("writes").is_truthy().then_some(term),
        texts: is_there.then(|| (0..keys.length()).filter_map(text).collect()),
    }
}

/// What became of a batch.
pub enum Answer {
    /// It is on the disk.
    Written,
    /// Another tab has begun a later term.
    Fenced,
    /// The database refused.
    Refused(StorageError),
}

/// Writes a batch.
pub async fn write(term: u64, batch: &Batch) -> Answer {
    let (keys, texts) = (js_sys::Array::new(), js_sys::Array::new());
    for step in &batch.steps {
        keys.push(&JsValue::from_str(&step.key));
        texts.push(&step.text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str));
    }
    match JsFuture::from(js_write(term as f64, keys, texts)).await {
        Ok(written) if written.is_truthy() => Answer::Written,
        Ok(_) => Answer::Fenced,
        Err(error) => Answer::Refused(super::local_storage::reason(&error)),
    }
}

/// Calls back for the life of the page with what happens: its kind and, of a
/// message, the text.
pub fn listen(told: impl Fn(&str, &str) + 'static) {
    let told = Closure::<dyn Fn(String, String)>::new(move |kind: String, text: String| {
        told(&kind, &text);
    });
    js_listen(told.as_ref().unchecked_ref());
    // It lives as long as the page.
    told.forget();
}
