//! A part of the page as plain data, drawn as a whole.
//!
//! A report changes as a whole: with another question every number of it may be
//! another. So its views are built from one non-generic tree instead of the
//! typed views of Leptos, whose code grows with every shape of element. What a
//! user wrote only ever becomes a text node or the value of an attribute.

use crate::ui::lean::{Built, Spot, built, follow, view};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The elements that are drawn, not written.
const DRAWN: [&str; 8] = ["svg", "g", "path", "rect", "line", "polygon", "text", "circle"];
const SVG: &str = "http://www.w3.org/2000/svg";
/// The attributes by which a redrawn element is known again, so that it keeps the focus.
const NAMES: [&str; 4] = ["id", "data-figure", "data-deal", "data-choose"];

/// An element with what is in it.
pub struct Markup {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Inside>,
}

enum Inside {
    Text(String),
    Element(Markup),
}

/// Makes an element.
pub fn tag(tag: &'static str) -> Markup {
    Markup { tag, attributes: Vec::new(), inside: Vec::new() }
}

impl Markup {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    /// Sets an attribute to a coordinate or another number.
    pub fn number(mut self, name: &'static str, value: f64) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// Sets the class.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Appends a text.
    pub fn text(mut self, text: &str) -> Self {
        self.inside.push(Inside::Text(text.to_owned()));
        self
    }

    /// Appends an element.
    pub fn with(mut self, element: Markup) -> Self {
        self.inside.push(Inside::Element(element));
        self
    }

    /// Appends elements.
    pub fn with_all(mut self, elements: Vec<Markup>) -> Self {
        self.inside.extend(elements.into_iter().map(Inside::Element));
        self
    }

    /// Returns true while nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.inside.is_empty()
    }

    fn build(&self) -> Option<Element> {
        let page = document();
        let element = if DRAWN.contains(&self.tag) {
            page.create_element_ns(Some(SVG), self.tag).ok()?
        } else {
            page.create_element(self.tag).ok()?
        };
        for (name, value) in &self.attributes {
            element.set_attribute(name, value).ok()?;
        }
        for inside in &self.inside {
            match inside {
                Inside::Text(text) => {
                    element.append_child(&page.create_text_node(text)).ok()?;
                }
                Inside::Element(markup) => {
                    element.append_child(markup.build()?.as_ref()).ok()?;
                }
            }
        }
        Some(element)
    }
}

/// Shows what `draw` returns in a box, and draws it anew when what it reads
/// changes. An element with the focus keeps it if it is drawn again.
pub fn drawn(class: &'static str, draw: Box<dyn Fn() -> Vec<Markup>>) -> Built {
    let place = Spot::new();
    follow(move || {
        if let Some(place) = place.get() {
            redraw(&place, &draw());
        }
    });
    built(view! { <div node_ref=place class=class></div> })
}

/// Puts elements in the place of what a box holds. Focus and open details stay.
pub fn redraw(place: &Element, elements: &[Markup]) {
    let focused = focused_in(place);
    let stood: Vec<(Option<String>, bool)> = all(place, "details").iter().map(standing).collect();
    place.set_text_content(None);
    for element in elements.iter().filter_map(Markup::build) {
        // A new element can always be appended to one that can have children.
        place.append_child(&element).ok();
    }
    let unnamed = || stood.iter().filter(|(name, _)| name.is_none());
    let mut place_among_unnamed = 0;
    for details in all(place, "details") {
        let (name, _) = standing(&details);
        let before = if name.is_some() {
            stood.iter().find(|(known, _)| *known == name)
        } else {
            place_among_unnamed += 1;
            // One without a name that was closed stands as it is drawn.
            unnamed().nth(place_among_unnamed - 1).filter(|(_, open)| *open)
        };
        match before {
            Some((_, true)) => details.set_attribute("open", "").ok(),
            Some((_, false)) => details.remove_attribute("open").ok(),
            None => None,
        };
    }
    if let Some(again) = focused.and_then(|focused| focused.find(place)) {
        again.focus().ok();
    }
}

/// Returns by what name details are known, and whether they are open.
fn standing(details: &Element) -> (Option<String>, bool) {
    (details.get_attribute("data-keep"), details.has_attribute("open"))
}

/// Gives the focus to the first element that has the value of an attribute.
pub fn focus_named(name: &'static str, value: &str) {
    let Some(page) = document().body() else { return };
    if let Some(element) = Focused::Named(name, value.to_owned()).find(&page) {
        element.focus().ok();
    }
}

/// What can have the focus.
const FOCUSABLE: &str = "a, button, input, select, summary, [tabindex]";

/// How the element with the focus is known again: by a name, else by its place.
enum Focused {
    Named(&'static str, String),
    At(usize),
}

impl Focused {
    fn find(&self, place: &Element) -> Option<HtmlElement> {
        let found = match self {
            Self::Named(name, value) => all(place, &format!("[{name}]"))
                .into_iter()
                .find(|element| element.get_attribute(name).as_ref() == Some(value)),
            Self::At(at) => all(place, FOCUSABLE).into_iter().nth(*at),
        };
        found?.dyn_into().ok()
    }
}

fn focused_in(place: &Element) -> Option<Focused> {
    let focused = document().active_element().filter(|focused| place.contains(Some(focused)))?;
    let named = NAMES.iter().find_map(|name| Some((*name, focused.get_attribute(name)?)));
    match named {
        Some((name, value)) => Some(Focused::Named(name, value)),
        None => all(place, FOCUSABLE).iter().position(|it| *it == focused).map(Focused::At),
    }
}

fn all(place: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(selector) else { return Vec::new() };
    let found = (0..found.length()).filter_map(|at| found.get(at));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Returns the value of an attribute of what was pressed or of what it lies in.
pub fn pressed(event: &web_sys::Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}
