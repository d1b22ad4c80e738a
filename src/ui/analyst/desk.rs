//! The side of the page: keeps the copy of the worker the same, and asks for what is to be drawn.

use super::{Wanted, said, told};
use crate::ui::chart::markup::Markup;
use crate::ui::session::Session;
use leptos::prelude::{document, set_timeout};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use trichter::document::{self, Written};
use trichter::domain::WorkspaceId;
use trichter::store::twin;
use trichter::workspace::Workspace;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = trichterDesk, js_name = fetch)]
    fn js_fetch() -> js_sys::Promise;
    #[wasm_bindgen(js_namespace = trichterDesk, js_name = begin)]
    fn js_begin(hear: &js_sys::Function) -> bool;
    #[wasm_bindgen(js_namespace = trichterDesk, js_name = tell)]
    fn js_tell(kind: u32, bytes: js_sys::Uint8Array);
}

/// From so many deals on the analyst draws; fewer are drawn in less time than that takes.
const MANY: usize = 1_000;

/// So many bytes of the document are written at a time.
const PIECE: usize = 64 * 1024;

/// What the analyst tells a screen.
pub enum Told {
    /// Parts by their numbers, drawn.
    Parts(Vec<(usize, Vec<Markup>)>),
    /// The fields, drawn.
    Fields(Vec<Markup>),
    /// All of it is drawn.
    All,
    /// Nothing more will come.
    Lost,
}

/// Who hears what became of a wish.
type Hear = Rc<dyn Fn(Told)>;

#[derive(Default)]
struct Desk {
    state: State,
    /// Counts the wishes.
    run: u32,
    hear: Option<Hear>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nobody has begun.
    #[default]
    Away,
    /// The worker starts.
    Starts,
    /// It runs and has no copy.
    Idle,
    /// It is given the copy.
    Copies(WorkspaceId),
    /// It has the copy.
    Ready(WorkspaceId),
    /// There is none.
    None,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Fetches the script of the worker; it comes also where that fails.
pub async fn fetch() {
    JsFuture::from(js_fetch()).await.ok();
}

/// Says whether the analyst has the workspace on screen, as it was or is.
pub fn has_copy(session: Session) -> bool {
    let id = session.peek(Workspace::id);
    let ready = DESK.with_borrow(|desk| desk.state == State::Ready(id));
    ready && session.with_inner(|inner| inner.trail.is_some())
}

/// Wants a screen to be drawn, in place of what was wanted before; returns false where the analyst
/// cannot.
pub fn ask(session: Session, wanted: &Wanted, hear: Hear) -> bool {
    if !has_copy(session) {
        return false;
    }
    let trail = session.with_inner(|inner| inner.trail.as_mut().map(std::mem::take));
    for transaction in trail.into_iter().flatten() {
        tell(said::DONE, twin::tell(&transaction).as_bytes());
    }
    let Ok(text) = serde_json::to_vec(wanted) else { return false };
    DESK.with_borrow_mut(|desk| {
        desk.run += 1;
        desk.hear = Some(hear);
    });
    tell(said::WANTED, &text);
    true
}

/// Lets the analyst begin and copy the workspace, if it is a large one and nobody did.
pub fn begin_soon(session: Session) {
    if session.peek(|workspace| workspace.deals().len()) < MANY {
        return;
    }
    let state = DESK.with_borrow(|desk| desk.state);
    match state {
        State::Away => {
            let hear =
                Closure::<dyn FnMut(i32, u32, JsValue)>::new(move |kind, run, bytes: JsValue| {
                    heard(session, kind, run, &bytes);
                });
            let begun = js_begin(hear.as_ref().unchecked_ref());
            hear.forget();
            set(if begun { State::Starts } else { State::None });
        }
        State::Idle => copy(session),
        State::Ready(_) if !has_copy(session) => copy(session),
        State::Starts | State::Copies(_) | State::Ready(_) | State::None => {}
    }
}

/// Sets the state, and says on the page whether there is a copy.
fn set(state: State) {
    DESK.with_borrow_mut(|desk| desk.state = state);
    let Some(body) = document().body() else { return };
    match state {
        State::Ready(_) => body.set_attribute("data-analyst", "ready").ok(),
        _ => body.remove_attribute("data-analyst").ok(),
    };
}

fn tell(kind: u32, bytes: &[u8]) {
    js_tell(kind, js_sys::Uint8Array::from(bytes));
}

/// Gives the worker the workspace, piece by piece.
fn copy(session: Session) {
    let workspace = session.with_inner(|inner| {
        inner.trail = Some(Vec::new());
        inner.workspace.clone()
    });
    set(State::Copies(workspace.id()));
    give(session, workspace, Written::default(), said::DOCUMENT);
}

fn give(session: Session, workspace: Workspace, mut written: Written, kind: u32) {
    // Something else is on screen.
    if session.with_inner(|inner| inner.trail.is_none()) {
        set(State::Idle);
        return;
    }
    let mut piece = Vec::new();
    document::write_on(&workspace, &mut written, &mut piece, PIECE);
    if piece.is_empty() {
        tell(said::COMPLETE, &[]);
        return;
    }
    tell(kind, &piece);
    set_timeout(move || give(session, workspace, written, said::PIECE), Duration::ZERO);
}

fn heard(session: Session, kind: i32, run: u32, bytes: &JsValue) {
    match kind {
        told::RUNS => copy_when_idle(session),
        told::COPIED => {
            if let State::Copies(id) = DESK.with_borrow(|desk| desk.state) {
                set(State::Ready(id));
            }
        }
        told::PARTS | told::FIELDS | told::ALL => {
            let hear = DESK.with_borrow(|desk| desk.hear.clone().filter(|_| desk.run == run));
            if let Some(hear) = hear {
                hear(understood(kind, bytes));
            }
        }
        _ => {
            set(if kind == told::FAILED { State::None } else { State::Idle });
            let hear = DESK.with_borrow_mut(|desk| desk.hear.take());
            session.with_inner(|inner| inner.trail = None);
            if let Some(hear) = hear {
                hear(Told::Lost);
            }
        }
    }
}

fn understood(kind: i32, bytes: &JsValue) -> Told {
    let bytes = bytes.dyn_ref().map(js_sys::Uint8Array::to_vec).unwrap_or_default();
    match kind {
        told::ALL => Told::All,
        told::FIELDS => postcard::from_bytes(&bytes).map_or(Told::Lost, Told::Fields),
        _ => postcard::from_bytes(&bytes).map_or(Told::Lost, Told::Parts),
    }
}

fn copy_when_idle(session: Session) {
    set(State::Idle);
    begin_soon(session);
}
