//! Where the choices for tables are kept: on this device, for no workspace.

use crate::ui::browser::local_storage::{LocalStorage, MAPPINGS};
use trichter::exchange::Memory;
use trichter::store::Storage;

/// Reads the choices; none where there are none or none can be read.
pub fn load() -> Memory {
    match LocalStorage::open().and_then(|storage| storage.read(MAPPINGS)) {
        Ok(text) => text.map(|text| Memory::read(&text)).unwrap_or_default(),
        Err(error) => {
            leptos::logging::warn!("choices are not read: {error:?}");
            Memory::default()
        }
    }
}

/// Keeps the choices. They are a convenience: where storage is blocked or full they are guessed
/// anew the next time.
pub fn keep(memory: &Memory) {
    let kept =
        LocalStorage::open().and_then(|mut storage| storage.write(MAPPINGS, &memory.write()));
    if let Err(error) = kept {
        leptos::logging::warn!("choices are not kept: {error:?}");
    }
}
