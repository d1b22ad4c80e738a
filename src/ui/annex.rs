//! The part of the page that arrives after the board.
//!
//! The first module holds the start, the board and what saves an edit. All
//! other screens, the panel of a deal, the dialogs and work like reading a line
//! of text are in a second module, the annex: it is asked for when the page
//! stands, so that nobody waits for it, and nothing is asked for after it.
//!
//! A [`room`] is a view made in the annex; the functions below are work done
//! there. The build cuts the module at these functions (see `xtask/src/wasm.rs`);
//! what only they use goes along with them.

use crate::ui::analyst;
use crate::ui::archive;
use crate::ui::board::BoardState;
use crate::ui::browser::address;
use crate::ui::contacts::Contacts;
use crate::ui::data::Data;
use crate::ui::deal::DealPanel;
use crate::ui::forecast::Forecast;
use crate::ui::funnel::Funnel;
use crate::ui::insights::Insights;
use crate::ui::kit::menu::{Menu, MenuItem};
use crate::ui::lean::{Built, built, nothing, part, view};
use crate::ui::list::List;
use crate::ui::scores::Scores;
use crate::ui::session::{Session, ToastKind, use_session};
use crate::ui::settings::Settings;
use crate::ui::today::Today;
use crate::ui::{board, closing, keys, opening, report, trust, update};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::OnceLock;
use std::time::Duration;
use trichter::domain::{DealId, Language, Moment, StageId, WorkspaceId};
use trichter::example::{self, Example, Simulation};
use trichter::route::Screen;
use trichter::workspace::Workspace;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Element;

/// A view that the annex makes.
#[derive(Clone, Copy)]
pub enum Room {
    /// A screen other than the board.
    Screen(Screen),
    /// The panel of a deal.
    Deal,
    /// The questions asked in front of everything.
    Dialogs,
    /// What is said while a file comes in.
    News,
    /// What was opened.
    Opened,
    /// The offer of a new version.
    Update,
    /// What is wrong with the storage, or is to be said about it.
    Banner,
    /// When there was a file last, and what can be undone.
    Strip,
}

/// The doors between the modules: the annex hands out where its functions are.
struct Doors {
    make: fn(Room) -> Built,
    provide: fn(Session),
    open_files: fn(Session, Vec<web_sys::File>),
    gone: fn(Session, WorkspaceId),
    example: fn(Example, Language, &Moment) -> Workspace,
    simulated: fn(&Simulation) -> Workspace,
    quick_add: fn(Session, StageId, &str) -> Result<String, String>,
    card_menu: fn(BoardState, Menu, Element, DealId) -> Vec<MenuItem>,
    take_over: fn(Session),
    read_again: fn(Session),
    received: fn(Session, &str),
    learn: fn(Session),
    serve: fn(),
    fetch_analyst: fn() -> Waiting,
}

/// Something that is waited for.
type Waiting = std::pin::Pin<Box<dyn Future<Output = ()>>>;

static DOORS: Doors = Doors {
    make,
    provide,
    open_files: opening::take,
    gone: Session::gone_elsewhere,
    example: Example::workspace,
    simulated: example::simulate,
    quick_add: board::quick_add,
    card_menu: board::card_menu,
    take_over: Session::take_over,
    read_again: Session::read_again,
    received: Session::received,
    learn,
    serve: analyst::serve,
    fetch_analyst: || Box::pin(analyst::fetch()),
};

/// The doors once the annex is there.
static OPEN: OnceLock<&'static Doors> = OnceLock::new();

#[wasm_split(annex, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "the macro wants room for its own error")]
fn doors() -> Result<&'static Doors, SplitLoaderError> {
    Ok(&DOORS)
}

/// Draws for the page, in a worker of it.
pub async fn serve() {
    if let Ok(doors) = doors().await {
        (doors.serve)();
    }
}

/// Provides what lives as long as the page.
fn provide(session: Session) {
    opening::provide(session);
    report::provide(session);
    trust::provide(session);
    update::provide(session);
    if session.learns() {
        learn(session);
        session.bump();
    }
}

/// Works out what closed deals say about the stages.
fn learn(session: Session) {
    let moment = session.moment();
    session.with_inner(|inner| inner.learn(&moment));
}

fn make(room: Room) -> Built {
    match room {
        // The board stands in the first module.
        Room::Screen(Screen::Board) => nothing(),
        Room::Screen(Screen::Today) => view! { <Today/> },
        Room::Screen(Screen::List) => view! { <List/> },
        Room::Screen(Screen::Contacts) => view! { <Contacts/> },
        Room::Screen(Screen::Funnel) => view! { <Funnel/> },
        Room::Screen(Screen::Insights) => view! { <Insights/> },
        Room::Screen(Screen::Forecast) => view! { <Forecast/> },
        Room::Screen(Screen::Scores) => view! { <Scores/> },
        Room::Screen(Screen::Data) => view! { <Data/> },
        Room::Screen(Screen::Settings) => view! { <Settings/> },
        Room::Deal => view! { <DealPanel/> },
        Room::Dialogs => view! {
            <closing::CloseDialog/>
            <keys::KeysDialog/>
            <trust::HistoryDialog/>
        },
        Room::News => opening::news(use_session()),
        Room::Update => update::notice(use_session()),
        Room::Opened => trust::opened(use_session()),
        Room::Banner => trust::banner(use_session()),
        Room::Strip => trust::strip(use_session()),
    }
}

/// Makes an example; `None` while the annex is not there, as with everything below.
pub fn example(which: Example, language: Language, moment: &Moment) -> Option<Workspace> {
    OPEN.get().map(|doors| (doors.example)(which, language, moment))
}

/// Reads files and shows what is in them.
pub fn open_files(session: Session, files: Vec<web_sys::File>) {
    if let Some(doors) = OPEN.get() {
        (doors.open_files)(session, files);
    }
}

/// Begins to write in place of another tab.
pub fn take_over(session: Session) {
    if let Some(doors) = OPEN.get() {
        (doors.take_over)(session);
    }
}

/// Reads what another tab wrote.
pub fn read_again(session: Session) {
    if let Some(doors) = OPEN.get() {
        (doors.read_again)(session);
    }
}

/// Brings an entry of another tab on screen.
pub fn received(session: Session, entry: &str) {
    if let Some(doors) = OPEN.get() {
        (doors.received)(session, entry);
    }
}

/// Works out the learned chances; they are worked out again when the annex arrives.
pub fn learn_chances(session: Session) {
    if let Some(doors) = OPEN.get() {
        (doors.learn)(session);
    }
}

/// Another tab removed a workspace.
pub fn gone(session: Session, id: WorkspaceId) {
    if let Some(doors) = OPEN.get() {
        (doors.gone)(session, id);
    }
}

/// Makes a simulated workspace.
pub fn simulated(simulation: &Simulation) -> Option<Workspace> {
    OPEN.get().map(|doors| (doors.simulated)(simulation))
}

/// Makes a deal of one line of text; says what was done, or why not.
pub fn quick_add(session: Session, stage: StageId, line: &str) -> Option<Result<String, String>> {
    OPEN.get().map(|doors| (doors.quick_add)(session, stage, line))
}

/// Lists what can be done with a card without dragging it.
pub fn card_menu(
    state: BoardState,
    menu: Menu,
    beside: Element,
    deal: DealId,
) -> Option<Vec<MenuItem>> {
    OPEN.get().map(|doors| (doors.card_menu)(state, menu, beside, deal))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    Waiting,
    Here,
    Failed,
}

/// Whether the annex is there.
pub struct Annex {
    arrival: RwSignal<Arrival>,
    /// The owner of the page, which outlives every screen.
    page: Owner,
}

impl Annex {
    /// Expects the annex within the owner of the page.
    pub fn new() -> Self {
        Self {
            arrival: RwSignal::new(Arrival::Waiting),
            page: Owner::current().unwrap_or_default(),
        }
    }

    /// Returns the owner of the page.
    pub fn page(&self) -> &Owner {
        &self.page
    }

    fn is_here(&self) -> bool {
        self.arrival.get_untracked() == Arrival::Here
    }
}

/// How long the first screen has the processor for itself after it is drawn.
const PAUSE: Duration = Duration::from_millis(50);

/// Asks for the annex: where there is a workspace when what is on screen is
/// drawn; on a first visit when the visitor first moves, touches or types.
pub fn ask_soon(session: Session) {
    if session.open.get_untracked() || address::is_shared() {
        request_animation_frame(move || set_timeout(move || ask(session), PAUSE));
        return;
    }
    let asked = StoredValue::new(false);
    let first = move || {
        if !asked.get_value() {
            asked.set_value(true);
            ask(session);
        }
    };
    let moved = window_event_listener(leptos::ev::pointermove, move |_| first());
    let pressed = window_event_listener(leptos::ev::pointerdown, move |_| first());
    let typed = window_event_listener(leptos::ev::keydown, move |_| first());
    let focused = window_event_listener(leptos::ev::focusin, move |_| first());
    on_cleanup(move || {
        for listener in [moved, pressed, typed, focused] {
            listener.remove();
        }
    });
}

fn ask(session: Session) {
    if session.annex.is_here() {
        return;
    }
    session.annex.arrival.set(Arrival::Waiting);
    spawn_local(arrive(session));
}

/// Waits until the annex is there; asks for it once more if it failed to come.
async fn arrive(session: Session) {
    let annex = &session.annex;
    // What is stored can be read only with the archive: whoever has the annex has both.
    let archive = archive::fetch().await;
    let doors = doors().await;
    match archive.and(doors) {
        Err(_) => annex.arrival.set(Arrival::Failed),
        Ok(_) if annex.is_here() => {}
        Ok(doors) => {
            annex.page.with(|| (doors.provide)(session));
            OPEN.set(doors).ok();
            annex.arrival.set(Arrival::Here);
            (doors.fetch_analyst)().await;
            if let Some(body) = document().body() {
                // Nothing is asked for after this.
                body.set_attribute("data-complete", "").ok();
            }
        }
    }
}

/// Does something as soon as the annex is there; says so if it does not come.
pub fn when_here(session: Session, work: impl FnOnce() + 'static) {
    wait(session, Box::new(work));
}

/// Does something as soon as what is stored can be written, without the rest of the annex; says so
/// if the archive does not come.
pub fn when_kept(session: Session, work: impl FnOnce() + 'static) {
    spawn_local(async move {
        match archive::fetch().await {
            Ok(()) => work(),
            Err(_) => {
                session.toast(ToastKind::Refused, session.text().app.part_missing().to_owned());
            }
        }
    });
}

fn wait(session: Session, work: Box<dyn FnOnce()>) {
    if session.annex.is_here() {
        work();
        return;
    }
    spawn_local(async move {
        arrive(session).await;
        if session.annex.is_here() {
            work();
        } else {
            session.toast(ToastKind::Refused, session.text().app.part_missing().to_owned());
        }
    });
}

/// Shows a view of the annex; until it is there a space, and where the annex
/// does not come, what is wrong with a way to try again.
pub fn room(room: Room) -> Built {
    let session = use_session();
    let text = session.text();
    let is_screen = matches!(room, Room::Screen(_));
    built(part(move || match session.annex.arrival.get() {
        Arrival::Here => OPEN.get().map_or_else(nothing, |doors| (doors.make)(room)),
        Arrival::Failed if is_screen => view! {
            <div class="arriving" role="alert">
                <p>{text.app.part_missing()}</p>
                <button type="button" on:click=move |_| ask(session)>{text.app.try_again()}</button>
            </div>
        },
        Arrival::Waiting if is_screen => view! { <div class="arriving" aria-busy="true"></div> },
        Arrival::Waiting | Arrival::Failed => nothing(),
    }))
}
