//! A titled list that shows its first rows and more on request.

use crate::ui::lean::{Built, Derived, built, on_mouse, rows, shown, text, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows shown at first, and how many more at a time.
const PAGE: usize = 8;

/// What a section is.
#[derive(Clone, Copy)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// Tells sections apart, in the page and for tests.
    pub key: &'static str,
    /// The class of the mark beside the heading.
    pub mark: &'static str,
    /// Shown in place of rows; a section without stays away while it is empty.
    pub empty: Option<&'static str>,
}

impl Section {
    /// Shows the section with the rows of these keys.
    pub fn show(
        self,
        session: Session,
        keys: Derived<Vec<u64>>,
        row: impl Fn(u64) -> Built + Send + Sync + 'static,
    ) -> Built {
        let is_empty = Derived::new(move || keys.with(Vec::is_empty));
        let row: Arc<dyn Fn(u64) -> Built + Send + Sync> = Arc::new(row);
        built(shown(move || {
            let empty = is_empty.get();
            if empty && self.empty.is_none() {
                return None;
            }
            let list = if empty { self.nothing() } else { list(session, keys, Arc::clone(&row)) };
            Some(self.frame(session, keys, list))
        }))
    }

    fn frame(self, session: Session, keys: Derived<Vec<u64>>, list: Built) -> Built {
        let count = move || keys.with(Vec::len);
        let figure = format!("today.{}", self.key);
        let id = format!("today-{}", self.key);
        let labelled_by = id.clone();
        let format = session.format();
        built(view! {
            <section class=format!("panel today-section {}", self.mark) aria-labelledby=labelled_by
                data-section=self.key>
                <h2 id=id>
                    {self.title}" "
                    <span class="today-count" data-figure=figure
                        data-value=text(move || count().to_string())>
                        {text(move || format.count(count()))}
                    </span>
                </h2>
                {list}
            </section>
        })
    }

    fn nothing(self) -> Built {
        built(view! { <p class="hint">{self.empty.unwrap_or_default()}</p> })
    }
}

fn list(
    session: Session,
    keys: Derived<Vec<u64>>,
    row: Arc<dyn Fn(u64) -> Built + Send + Sync>,
) -> Built {
    let words = session.text();
    let limit = RwSignal::new(PAGE);
    let first = move || keys.with(|keys| keys.iter().take(limit.get()).copied().collect());
    let rest = Derived::new(move || keys.with(Vec::len).saturating_sub(limit.get()));
    let more = shown(move || {
        let rest = rest.get();
        (rest > 0).then(|| {
            let more = on_mouse(move |_| limit.update(|limit| *limit += 2 * PAGE));
            built(view! {
                <button type="button" class="ghost today-more" on:click=more>
                    {words.app.show_more(rest.min(2 * PAGE))}
                </button>
            })
        })
    });
    built(view! {
        <ul class="today-list">{rows(first, move |key| row(key))}</ul>
        {more}
    })
}
