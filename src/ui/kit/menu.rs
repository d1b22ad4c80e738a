//! A menu of commands that opens beside what was pressed.

use crate::ui::browser::focus;
use crate::ui::lean::{Built, Spot, built, follow, view};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// One command of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// What it does. Counted, not kept by the page: a command may open the next
    /// menu, whose commands outlive the menu they were made in.
    pub run: Arc<dyn Fn() + Send + Sync>,
    /// Marks what is on now.
    pub checked: bool,
}

impl MenuItem {
    /// Makes a command.
    pub fn new(label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label: label.into(), run: Arc::new(run), checked: false }
    }

    /// Marks it as on.
    pub fn checked_if(self, checked: impl FnOnce() -> bool) -> Self {
        Self { checked: checked(), ..self }
    }
}

/// An open menu.
#[derive(Clone)]
struct OpenMenu {
    title: String,
    items: Vec<MenuItem>,
    left: f64,
    top: f64,
    bottom: f64,
}

/// The one menu of the page.
#[derive(Clone, Copy)]
pub struct Menu {
    open: RwSignal<Option<OpenMenu>>,
    before: StoredValue<Option<HtmlElement>, LocalStorage>,
}

/// Returns the menu of the page.
pub fn use_menu() -> Menu {
    expect_context::<Menu>()
}

impl Menu {
    /// Makes the menu of the page.
    pub fn new() -> Self {
        Self { open: RwSignal::new(None), before: StoredValue::new_local(None) }
    }

    /// Opens beside an element.
    pub fn open(self, beside: &Element, title: impl Into<String>, items: Vec<MenuItem>) {
        let place = beside.get_bounding_client_rect();
        self.before.set_value(beside.clone().dyn_into().ok().or_else(focus::current));
        self.open.set(Some(OpenMenu {
            title: title.into(),
            items,
            left: place.left(),
            top: place.bottom(),
            bottom: place.top(),
        }));
    }

    /// Closes and gives the focus back.
    pub fn close(self) {
        if self.open.with_untracked(Option::is_none) {
            return;
        }
        self.open.set(None);
        self.before.update_value(|before| {
            if let Some(before) = before.take() {
                before.focus().ok();
            }
        });
    }
}

/// Shows the open menu, if any. Stands once in the page.
#[component]
pub fn MenuLayer() -> Built {
    let menu = use_menu();
    built(move || menu.open.get().map(|open| view! { <Popup open menu/> }))
}

#[component]
fn Popup(open: OpenMenu, menu: Menu) -> Built {
    let list = Spot::new();
    let (left, top, bottom) = (open.left, open.top, open.bottom);
    follow(move || {
        let Some(list) = list.get() else { return };
        place(&list, left, top, bottom);
        focus_item(&list, 0);
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Home" => i32::MIN,
            "End" => i32::MAX,
            "Escape" | "Tab" => {
                event.prevent_default();
                event.stop_propagation();
                menu.close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        move_focus(&list, step);
    };
    let items = open.items.into_iter().map(|item| {
        let run = item.run;
        let checked = item.checked;
        view! {
            <button type="button" role="menuitem" class="menu-item" class:checked=checked
                aria-current=checked.then_some("true")
                on:click=move |_| { menu.close(); run(); }>
                {item.label}
            </button>
        }
    });
    view! {
        <div class="menu-backdrop" on:pointerdown=move |event| {
            event.prevent_default();
            menu.close();
        }></div>
        <div node_ref=list class="menu" role="menu" aria-label=open.title on:keydown=on_key>
            {items.collect::<Vec<_>>()}
        </div>
    }
}

/// Puts the menu beside its anchor and inside the window.
fn place(list: &HtmlElement, left: f64, top: f64, bottom: f64) {
    let size = list.get_bounding_client_rect();
    let length = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (length(window().inner_width()), length(window().inner_height()));
    let x = left.min(width - size.width() - 8.0).max(8.0);
    let below = top + 4.0;
    let y = if below + size.height() > height - 8.0 {
        (bottom - 4.0 - size.height()).max(8.0)
    } else {
        below
    };
    let style = list.style();
    style.set_property("left", &format!("{x}px")).ok();
    style.set_property("top", &format!("{y}px")).ok();
}

fn items_of(list: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn focus_item(list: &HtmlElement, at: usize) {
    if let Some(item) = items_of(list).get(at) {
        item.focus().ok();
    }
}

fn move_focus(list: &HtmlElement, step: i32) {
    let items = items_of(list);
    let now = focus::current();
    let at = items.iter().position(|item| Some(item) == now.as_ref()).unwrap_or(0);
    let last = items.len().saturating_sub(1);
    let next = match step {
        i32::MIN => 0,
        i32::MAX => last,
        step if step < 0 => at.checked_sub(1).unwrap_or(last),
        _ if at == last => 0,
        _ => at + 1,
    };
    focus_item(list, next);
}
