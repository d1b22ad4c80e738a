//! Calls of what the browser has and the types of `web-sys` would weigh too much for.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Reads a property; an error where reading it throws.
pub fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Calls a method.
///
/// # Errors
/// There is no such method, or it throws.
pub fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(of, method)?.dyn_into()?;
    method.apply(of, &arguments.iter().collect::<Array>())
}

/// Calls a method that promises something and waits for it.
///
/// # Errors
/// There is no such method, it throws, or the promise is broken.
pub async fn ask(of: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let answer = call(of, method, arguments)?;
    JsFuture::from(Promise::resolve(&answer)).await
}

/// Makes an object of properties.
pub fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // A plain object takes every property.
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object.into()
}

/// Waits until one of two handlers of an object is called: the first one is for good.
///
/// # Errors
/// The second one was called.
pub async fn either(of: &JsValue, good: &str, bad: &[&str]) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        Reflect::set(of, &good.into(), &resolve).ok();
        for bad in bad {
            Reflect::set(of, &(*bad).into(), &reject).ok();
        }
    });
    JsFuture::from(promise).await
}

/// Lets the page breathe.
pub async fn pause(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let window = window();
        if window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .is_err()
        {
            resolve.call0(&JsValue::UNDEFINED).ok();
        }
    });
    JsFuture::from(promise).await.ok();
}
