//! Shows of a long list only the rows in sight and a margin.

use crate::ui::lean::{Built, Spot, follow, rows, view};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Rows kept above and below what is in sight while the list is scrolled.
const MARGIN: usize = 6;
/// Rows kept while it rests: the next to come, so that the Tab key finds them. Every row more costs
/// with every key of the filter.
const REST: usize = 1;
/// The height taken for rows until the list was measured, in pixels.
const FIRST_GUESS: f64 = 900.0;
/// What stands above and below a list at least, in pixels.
const AROUND: f64 = 200.0;

/// The rows a list shows: from, to (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    from: usize,
    to: usize,
}

impl Range {
    /// Returns the rows in sight of a list scrolled to `top` pixels.
    fn in_sight(top: f64, height: f64, row: f64, margin: usize) -> Self {
        let first = count(top / row);
        let rows = count(height / row) + 2;
        Self { from: first.saturating_sub(margin), to: first + rows + margin }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of rows: never negative, far below 2^31"
)]
fn count(rows: f64) -> usize {
    rows.max(0.0) as usize
}

/// Reads a length in pixels from a custom property of the page.
pub fn css_pixels(name: &str, fallback: f64) -> f64 {
    let Some(root) = document().document_element() else { return fallback };
    let style = window().get_computed_style(&root).ok().flatten();
    let value = style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default();
    let value = value.trim();
    if let Some(rem) = value.strip_suffix("rem") {
        let size = window().get_computed_style(&root).ok().flatten();
        let size = size.and_then(|style| style.get_property_value("font-size").ok());
        let size = size.and_then(|size| size.trim_end_matches("px").parse::<f64>().ok());
        return rem.parse::<f64>().map_or(fallback, |rem| rem * size.unwrap_or(16.0));
    }
    value.trim_end_matches("px").parse().unwrap_or(fallback)
}

/// The rows in sight of an element that scrolls itself: for tables, whose head
/// scrolls with the rows.
#[derive(Clone, Copy)]
pub struct Sight {
    range: RwSignal<Range>,
    row_height: RwSignal<f64>,
    property: &'static str,
    fallback: f64,
}

impl Sight {
    /// Begins at the top. The height of a row is a custom property of the page,
    /// read anew whenever the element changes its size.
    pub fn new(property: &'static str, fallback: f64) -> Self {
        let height = css_pixels(property, fallback);
        let range = RwSignal::new(Range::in_sight(0.0, FIRST_GUESS, height, MARGIN));
        Self { range, row_height: RwSignal::new(height), property, fallback }
    }

    /// Follows the size of the scrolling element.
    pub fn follow(self, scroller: Spot) {
        follow(move || {
            let Some(element) = scroller.get() else { return };
            watch_size(&element, move || {
                let height = css_pixels(self.property, self.fallback);
                if (self.row_height.get_untracked() - height).abs() > f64::EPSILON {
                    self.row_height.set(height);
                }
                if let Some(element) = scroller.get_untracked() {
                    self.look(&element);
                }
            });
        });
    }

    /// Looks which rows are in sight now.
    pub fn look(self, scroller: &HtmlElement) {
        let (top, height) = (f64::from(scroller.scroll_top()), scroller.client_height().into());
        let now = Range::in_sight(top, height, self.row_height.get_untracked(), MARGIN);
        if self.range.get_untracked() != now {
            self.range.set(now);
        }
    }

    /// Returns the height of a row in pixels, untracked.
    pub fn row_height(self) -> f64 {
        self.row_height.get_untracked()
    }

    /// Returns the rows in sight of all rows. Tracked.
    pub fn of<K: Clone>(self, keys: &[K]) -> Vec<K> {
        let Range { from, to } = self.range.get();
        let to = to.min(keys.len());
        keys.get(from.min(to)..to).unwrap_or_default().to_vec()
    }

    /// Returns the room the rows above take. Tracked.
    pub fn above(self, total: usize) -> String {
        self.room(self.range.get().from.min(total))
    }

    /// Returns the room the rows below take. Tracked.
    pub fn below(self, total: usize) -> String {
        self.room(total.saturating_sub(self.range.get().to))
    }

    fn room(self, rows: usize) -> String {
        format!("{}px", rows as f64 * self.row_height.get())
    }
}

/// Returns the keys of the rows from one to another, the last not included.
pub type Slice = Box<dyn Fn(usize, usize) -> Vec<u64>>;

/// A scrolling list of rows of one height.
pub struct Window {
    /// How many rows there are.
    pub count: Signal<usize>,
    /// Returns keys within that count. Tracked.
    pub keys: Slice,
    /// Builds a row.
    pub row: Box<dyn Fn(u64) -> Built>,
    /// The height of a row with its gap, in pixels.
    pub row_height: f64,
    /// The class of the list.
    pub class: &'static str,
    /// The element, for those who scroll it.
    pub list: Spot,
    /// The accessible name of the list.
    pub label: Signal<String>,
}

/// Shows a scrolling list. Rows out of sight are not in the page; padding keeps
/// their place.
pub fn windowed(window: Window) -> Built {
    let Window { count, keys, row, row_height, class, list, label } = window;
    // The margin comes once the list is measured: what is in sight shall be there first.
    let height = leptos::prelude::window().inner_height().ok().and_then(|height| height.as_f64());
    let guess = height.map_or(FIRST_GUESS, |height| height - AROUND);
    let range = RwSignal::new(Range { from: 0, to: self::count(guess / row_height) + 1 });
    let look = move |margin| {
        let Some(list) = list.get_untracked() else { return };
        let top = f64::from(list.scroll_top());
        let now = Range::in_sight(top, f64::from(list.client_height()), row_height, margin);
        if range.get_untracked() != now {
            range.set(now);
        }
    };
    follow(move || {
        if let Some(list) = list.get() {
            watch_size(&list, move || look(REST));
        }
    });
    let in_sight = move || {
        let Range { from, to } = range.get();
        let to = to.min(count.get());
        keys(from.min(to), to)
    };
    let room = move |rows: usize| format!("{}px", rows as f64 * row_height);
    let above = move || room(range.get().from.min(count.get()));
    let below = move || room(count.get().saturating_sub(range.get().to));
    view! {
        <ul node_ref=list class=class tabindex="0" aria-label=label
            style=("--above", above) style=("--below", below) on:scroll=move |_| look(MARGIN)>
            {rows(in_sight, row)}
        </ul>
    }
}

/// Calls back when an element changes its size, as long as the caller's owner lives.
fn watch_size(element: &HtmlElement, look: impl Fn() + 'static) {
    let callback = Closure::<dyn FnMut()>::new(look);
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let kept = StoredValue::new_local((observer, callback));
    on_cleanup(move || {
        kept.with_value(|(observer, _)| observer.disconnect());
    });
}
