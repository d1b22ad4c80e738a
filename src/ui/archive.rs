//! Reading what is stored, and writing snapshots: a module of its own, because a first visit has nothing to read.
//!
//! Where something is stored, the page waits for this module before it stands.

use crate::ui::browser::local_storage::LocalStorage;
use crate::ui::session::Session;
use std::sync::OnceLock;
use trichter::domain::{Timestamp, WorkspaceId};
use trichter::store::tabs::{self, Act, Position, Received, Tabs};
use trichter::store::{
    Batch, Found, LoadError, Progress, SaveError, Saving, StorageError, Store, Trouble,
};
use trichter::workspace::{History, Workspace};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Where the page keeps its data.
pub type Shelf = trichter::store::Shelf<LocalStorage>;

/// A store and what is in it.
pub type Opened = Result<(Store<Shelf>, Vec<Found>), StorageError>;

/// A workspace that was read.
pub struct Read {
    /// The workspace with what can be undone in it.
    pub opened: (Workspace, History),
    /// What was set aside.
    pub aside: Aside,
}

/// What could not be read of what is stored.
#[derive(Default)]
pub struct Aside {
    /// What was wrong, each with where it was.
    pub troubles: Vec<Trouble>,
    /// How many fields of records were set aside or repaired.
    pub repairs: usize,
}

impl Aside {
    /// Says whether everything could be read.
    pub fn is_empty(&self) -> bool {
        self.troubles.is_empty() && self.repairs == 0
    }
}

fn read(store: &mut Store<Shelf>, id: WorkspaceId) -> Result<Read, LoadError> {
    let mut loaded = store.load(id)?;
    let troubles = std::mem::take(&mut loaded.troubles);
    let aside = Aside { troubles, repairs: loaded.problems.len() };
    Ok(Read { opened: loaded.into_history(), aside })
}

/// The doors between the modules: the archive hands out where its functions are.
struct Doors {
    open: fn(Shelf) -> Opened,
    load: fn(&mut Store<Shelf>, WorkspaceId) -> Result<Read, LoadError>,
    settle_some: fn(&mut Store<Shelf>, WorkspaceId) -> Result<Progress, StorageError>,
    begin_saving: fn(&mut Store<Shelf>, &Workspace, Option<Timestamp>) -> Saving,
    fold: fn(Session),
    save_on: fn(Session),
    finish_saving: fn(Session),
    heard: fn(&mut Tabs, &str) -> Vec<Act>,
    tidings: fn(&Batch) -> Vec<String>,
    receive: fn(&mut Workspace, &mut Position, &str) -> Received,
}

static DOORS: Doors = Doors {
    open: Store::open,
    load: read,
    settle_some: Store::settle_some,
    begin_saving: Store::begin_saving,
    fold: Session::fold,
    save_on: Session::save_on,
    finish_saving: Session::finish_saving,
    heard: Tabs::heard,
    tidings: tabs::tidings,
    receive: tabs::receive,
};

/// The doors once the archive is there.
static OPEN: OnceLock<&'static Doors> = OnceLock::new();

#[wasm_split(archive, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "the macro wants room for its own error")]
fn doors() -> Result<&'static Doors, SplitLoaderError> {
    Ok(&DOORS)
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
pub fn open(shelf: Shelf) -> Opened {
    OPEN.get().map_or(Err(StorageError::Blocked), |doors| (doors.open)(shelf))
}

/// Reads a workspace.
///
/// # Errors
/// It cannot be read, or the module is not here.
pub fn load(store: &mut Store<Shelf>, id: WorkspaceId) -> Result<Read, LoadError> {
    let doors = OPEN.get().ok_or(LoadError::Storage(StorageError::Blocked))?;
    (doors.load)(store, id)
}

/// Does a slice of making local storage and the mirror the same.
///
/// # Errors
/// Neither takes it: then it is done before the next edit.
pub fn settle_some(store: &mut Store<Shelf>, id: WorkspaceId) -> Result<Progress, StorageError> {
    // Without the module nothing was read that could differ.
    OPEN.get().map_or(Ok(Progress::Done), |doors| (doors.settle_some)(store, id))
}

/// Begins to store a workspace as a snapshot; where it is opened now, in place of what is stored
/// under its identity.
///
/// # Errors
/// The module is not here.
pub fn begin_saving(
    store: &mut Store<Shelf>,
    workspace: &Workspace,
    opened: Option<Timestamp>,
) -> Result<Saving, SaveError> {
    let doors = OPEN.get().ok_or(SaveError::Storage(StorageError::Blocked))?;
    Ok((doors.begin_saving)(store, workspace, opened))
}

/// Goes on with that, and with what is folded, if nobody does.
pub fn save_on(session: Session) {
    if let Some(doors) = OPEN.get() {
        (doors.save_on)(session);
    }
}

/// Ends it at once: the page or the workspace is being left.
pub fn finish_saving(session: Session) {
    if let Some(doors) = OPEN.get() {
        (doors.finish_saving)(session);
    }
}

/// Folds a journal that is long into a snapshot.
pub fn fold(session: Session) {
    if let Some(doors) = OPEN.get() {
        (doors.fold)(session);
    }
}

/// Understands what another tab told; nothing while the module is not here.
pub fn heard(tabs: &mut Tabs, text: &str) -> Vec<Act> {
    OPEN.get().map(|doors| (doors.heard)(tabs, text)).unwrap_or_default()
}

/// Returns what other tabs are told of a batch; nothing while the module is not here.
pub fn tidings(batch: &Batch) -> Vec<String> {
    OPEN.get().map(|doors| (doors.tidings)(batch)).unwrap_or_default()
}

/// Brings what another tab saved into a workspace.
pub fn receive(workspace: &mut Workspace, at: &mut Position, entry: &str) -> Received {
    OPEN.get().map_or(Received::Behind, |doors| (doors.receive)(workspace, at, entry))
}
