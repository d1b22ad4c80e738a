//! What is around every screen: navigation, top bar, messages, dialogs, keys.

use crate::ui::annex::{self, Room};
use crate::ui::board::Board;
use crate::ui::keys;
use crate::ui::kit::icon::{Glyph, Icon};
use crate::ui::kit::menu::{MenuItem, MenuLayer, use_menu};
use crate::ui::kit::toasts::Toasts;
use crate::ui::lean::{Built, Derived, built, follow, view};
use crate::ui::session::{SaveState, use_session};
use leptos::prelude::*;
use trichter::domain::Availability;
use trichter::i18n::Text;
use trichter::route::Screen;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// The page while a workspace is open.
#[component]
pub fn Shell() -> Built {
    let session = use_session();
    let text = session.text();
    keys::listen(session);
    let screen = Derived::new(move || session.route.get().screen);
    follow(move || {
        let name = screen_name(text, screen.get());
        document().set_title(&format!("{name} · {}", text.app.name()));
        // Whoever has read far down one screen begins the next at its top.
        if let Some(main) = document().get_element_by_id("main") {
            main.set_scroll_top(0);
        }
    });
    view! {
        <a class="skip-link" href="#main" on:click=|event| {
            event.prevent_default();
            crate::ui::browser::focus::first("#main");
        }>{text.a11y.skip_to_content()}</a>
        <div class="shell">
            <Navigation screen/>
            <div class="shell-body">
                <TopBar screen/>
                {annex::room(Room::Banner)}
                <main id="main" tabindex="-1" data-screen=move || screen.get().name()>
                    {move || screen_view(screen.get())}
                </main>
                {annex::room(Room::Deal)}
            </div>
        </div>
        {annex::room(Room::Dialogs)}
        <MenuLayer/>
        {annex::room(Room::Update)}
        <Toasts/>
    }
}

fn screen_view(screen: Screen) -> Built {
    if screen == Screen::Board {
        view! { <Board/> }
    } else {
        annex::room(Room::Screen(screen))
    }
}

/// Returns the name of a screen.
pub fn screen_name(text: &Text, screen: Screen) -> &'static str {
    match screen {
        Screen::Today => text.app.today(),
        Screen::Board => text.app.board(),
        Screen::List => text.app.list(),
        Screen::Contacts => text.app.contacts(),
        Screen::Funnel => text.app.funnel(),
        Screen::Insights => text.app.insights(),
        Screen::Forecast => text.app.forecast(),
        Screen::Scores => text.app.scores(),
        Screen::Data => text.app.data(),
        Screen::Settings => text.app.settings(),
    }
}

fn screen_glyph(screen: Screen) -> Glyph {
    match screen {
        Screen::Today => Glyph::Today,
        Screen::Board => Glyph::Board,
        Screen::List => Glyph::List,
        Screen::Contacts => Glyph::Contacts,
        Screen::Funnel => Glyph::Funnel,
        Screen::Insights => Glyph::Insights,
        Screen::Forecast => Glyph::Forecast,
        Screen::Scores => Glyph::Scores,
        Screen::Data => Glyph::Data,
        Screen::Settings => Glyph::Settings,
    }
}

/// How many screens the bar of a narrow window shows before "more".
const NARROW_SCREENS: usize = 4;

#[component]
fn Navigation(
    /// The screen shown.
    screen: Derived<Screen>,
) -> Built {
    let session = use_session();
    let text = session.text();
    let menu = use_menu();
    let link = move |at: usize, target: Screen| {
        let current = move || (screen.get() == target).then_some("page");
        view! {
            <a class="nav-link" class=("wide-only", move || at >= NARROW_SCREENS) aria-current=current
                href=move || session.route.get().to(target).to_string()>
                <Icon glyph=screen_glyph(target)/>
                <span>{screen_name(text, target)}</span>
            </a>
        }
    };
    let more = move |event: web_sys::MouseEvent| {
        let items = Screen::ALL
            .into_iter()
            .skip(NARROW_SCREENS)
            .map(|target| {
                MenuItem::new(screen_name(text, target), move || session.go_to(target))
                    .checked_if(|| screen.get_untracked() == target)
            })
            .collect();
        if let Some(button) = button_of(&event) {
            menu.open(&button, text.app.more(), items);
        }
    };
    view! {
        <nav class="nav" aria-label=text.a11y.main_navigation()>
            <WorkspaceButton/>
            <div class="nav-links">
                {Screen::ALL.into_iter().enumerate().map(|(at, target)| link(at, target)).collect::<Vec<_>>()}
                <button type="button" class="nav-link narrow-only" aria-haspopup="menu" on:click=more>
                    <Icon glyph=Glyph::More/>
                    <span>{text.app.more()}</span>
                </button>
            </div>
        </nav>
    }
}

/// Returns the button that was pressed.
pub fn button_of(event: &web_sys::MouseEvent) -> Option<Element> {
    let target = event.current_target().or_else(|| event.target())?;
    let element: Element = target.dyn_into().ok()?;
    element.closest("button").ok().flatten().or(Some(element))
}

#[component]
fn WorkspaceButton() -> Built {
    let session = use_session();
    let text = session.text();
    let menu = use_menu();
    let name = move || session.read(|workspace| workspace.settings().name.clone());
    let is_example = move || session.read(|workspace| !workspace.settings().example.is_empty());
    let open = move |event: web_sys::MouseEvent| {
        let current = session.peek(trichter::workspace::Workspace::id);
        let mut items: Vec<MenuItem> = session
            .workspaces()
            .into_iter()
            .map(|known| {
                MenuItem::new(known.name, move || session.switch(known.id))
                    .checked_if(|| known.id == current)
            })
            .collect();
        items.push(MenuItem::new(text.app.new_workspace(), move || session.leave()));
        if let Some(button) = button_of(&event) {
            menu.open(&button, text.app.workspaces(), items);
        }
    };
    view! {
        <button type="button" class="workspace-button" aria-haspopup="menu" on:click=open
            data-testid="workspace">
            <span class="workspace-name">{name}</span>
            {move || is_example().then(|| view! { <span class="badge">{text.app.example_workspace()}</span> })}
            <Icon glyph=Glyph::ChevronDown/>
        </button>
    }
}

#[component]
fn TopBar(
    /// The screen shown.
    screen: Derived<Screen>,
) -> Built {
    let session = use_session();
    let text = session.text();
    let filters = move || match screen.get() {
        Screen::Board | Screen::List => true,
        Screen::Today
        | Screen::Contacts
        | Screen::Funnel
        | Screen::Insights
        | Screen::Forecast
        | Screen::Scores
        | Screen::Data
        | Screen::Settings => false,
    };
    view! {
        <header class="top-bar">
            <h1>{move || screen_name(text, screen.get())}</h1>
            <PipelineButton/>
            <div class="top-bar-space"></div>
            {move || filters().then(|| view! { <FilterField/> })}
            <button type="button" class="ghost icon-only" aria-label=text.app.undo()
                title=format!("{} (Ctrl+Z)", text.app.undo()) data-testid="undo"
                disabled=move || !session.can_undo() on:click=move |_| session.undo()>
                <Icon glyph=Glyph::Undo/>
            </button>
            <button type="button" class="ghost icon-only wide-only" aria-label=text.app.redo()
                title=format!("{} (Ctrl+Shift+Z)", text.app.redo()) data-testid="redo"
                disabled=move || !session.can_redo() on:click=move |_| session.redo()>
                <Icon glyph=Glyph::Redo/>
            </button>
            {annex::room(Room::Strip)}
            <SaveMark/>
        </header>
    }
}

#[component]
fn FilterField() -> Built {
    let session = use_session();
    let text = session.text();
    let typed = move |event: web_sys::Event| {
        let input: Option<HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        if let Some(input) = input {
            session.filter.set(input.value());
        }
    };
    // What it looks through is gathered before the first key, not with it.
    let ready = move |_| {
        set_timeout(
            move || {
                untrack(|| session.haystack());
            },
            std::time::Duration::ZERO,
        );
    };
    view! {
        <label class="filter-field">
            <Icon glyph=Glyph::Search/>
            <span class="visually-hidden">{text.app.search()}</span>
            <input type="search" data-testid="filter" autocomplete="off"
                placeholder=text.app.filter() title=text.app.search_hint()
                prop:value=move || session.filter.get() on:input=typed on:focus=ready/>
        </label>
    }
}

/// Chooses the pipeline on screen; not there while there is only one.
#[component]
fn PipelineButton() -> Built {
    let session = use_session();
    let text = session.text();
    let menu = use_menu();
    let several = Derived::new(move || {
        // These two show all pipelines; the list has a filter of its own.
        if matches!(session.route.get().screen, Screen::Today | Screen::List) {
            return false;
        }
        session.read(|workspace| {
            let in_use = |pipeline: &&std::sync::Arc<trichter::domain::Pipeline>| {
                pipeline.availability == Availability::Active
            };
            workspace.pipelines().iter().filter(in_use).count() > 1
        })
    });
    let name = move || session.pipeline().map(|pipeline| pipeline.name.clone()).unwrap_or_default();
    let open = move |event: web_sys::MouseEvent| {
        let current = session.pipeline().map(|pipeline| pipeline.id);
        let items = session.peek(|workspace| {
            workspace
                .pipelines_in_order()
                .into_iter()
                .filter(|pipeline| pipeline.availability == Availability::Active)
                .map(|pipeline| {
                    let id = pipeline.id;
                    MenuItem::new(pipeline.name.clone(), move || {
                        session.go(session.route.get_untracked().with_pipeline(id));
                    })
                    .checked_if(|| Some(id) == current)
                })
                .collect()
        });
        if let Some(button) = button_of(&event) {
            menu.open(&button, text.app.pipeline(), items);
        }
    };
    built(move || {
        several.get().then(|| {
            view! {
                <button type="button" class="ghost" aria-haspopup="menu" on:click=open
                    data-testid="pipeline">
                    <span class="visually-hidden">{text.app.pipeline()}": "</span>
                    <span class="pipeline-name">{name}</span>
                    <Icon glyph=Glyph::ChevronDown/>
                </button>
            }
        })
    })
}

#[component]
fn SaveMark() -> Built {
    let session = use_session();
    let text = session.text();
    let word = move || match session.save_state.get() {
        // Where local storage alone keeps it, a kill of the browser may take the last minute.
        SaveState::Saved if !session.has_mirror() => text.app.saved_locally(),
        SaveState::Saved | SaveState::Weak(_) => text.app.saved(),
        SaveState::Saving => text.app.saving(),
        SaveState::NotSaved(_) => text.app.not_saved(),
    };
    let saved = move || matches!(session.save_state.get(), SaveState::Saved | SaveState::Weak(_));
    let trouble = move || matches!(session.save_state.get(), SaveState::NotSaved(_));
    view! {
        <span class="save-mark" class:trouble=trouble data-testid="save-state"
            data-saved=move || saved().to_string()>
            {word}
        </span>
    }
}
