//! Files in and out.

use gloo_file::futures::read_as_bytes;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// A file a person chose.
pub struct OpenedFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Hands a file to the person.
pub fn download(name: &str, media_type: &str, content: &[u8]) {
    if let Err(error) = try_download(name, media_type, content) {
        leptos::logging::error!("no download: {error:?}");
    }
}

fn try_download(name: &str, media_type: &str, content: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the blob after the click; a minute is plenty.
    set_timeout(
        move || {
            Url::revoke_object_url(&address).ok();
        },
        std::time::Duration::from_mins(1),
    );
    Ok(())
}

/// Reads a file.
///
/// # Errors
/// The browser's own words when the file cannot be read.
pub async fn read(file: File) -> Result<OpenedFile, String> {
    let name = file.name();
    let bytes = read_as_bytes(&gloo_file::Blob::from(file)).await;
    bytes.map(|bytes| OpenedFile { name, bytes }).map_err(|error| error.to_string())
}

/// Takes the chosen files out of an `<input type=file>`, so that the same can be
/// chosen again.
pub fn take_chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = listed(input.files());
    input.set_value("");
    files
}

/// Returns the files of a list.
pub fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}
