//! Reading what is stored: a module of its own, because the first visit has nothing to read.
//!
//! Where something is stored, the page waits for this module before it stands.

use crate::ui::browser::local_storage::LocalStorage;
use std::sync::OnceLock;
use trichter::domain::WorkspaceId;
use trichter::store::{Found, LoadError, Loaded, StorageError, Store};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A store and what is in it.
pub type Opened = Result<(Store<LocalStorage>, Vec<Found>), StorageError>;

/// The doors between the modules: the archive hands out where its functions are.
struct Doors {
    open: fn() -> Opened,
    load: fn(&mut Store<LocalStorage>, WorkspaceId) -> Result<Loaded, LoadError>,
}

static DOORS: Doors = Doors { open: open_store, load: Store::load };

/// The doors once the archive is there.
static OPEN: OnceLock<&'static Doors> = OnceLock::new();

#[wasm_split(archive, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "the macro wants room for its own error")]
fn doors() -> Result<&'static Doors, SplitLoaderError> {
    Ok(&DOORS)
}

fn open_store() -> Opened {
    LocalStorage::open().and_then(Store::open)
}

/// Fetches the module.
///
/// # Errors
/// It does not come.
pub async fn fetch() -> Result<(), SplitLoaderError> {
    let doors = doors().await?;
    OPEN.set(doors).ok();
    Ok(())
}

/// Looks through the storage.
///
/// # Errors
/// The storage cannot be read, or the module is not here.
pub fn open() -> Opened {
    OPEN.get().map_or(Err(StorageError::Blocked), |doors| (doors.open)())
}

/// Reads a workspace.
///
/// # Errors
/// It cannot be read, or the module is not here.
pub fn load(store: &mut Store<LocalStorage>, id: WorkspaceId) -> Result<Loaded, LoadError> {
    let doors = OPEN.get().ok_or(LoadError::Storage(StorageError::Blocked))?;
    (doors.load)(store, id)
}
