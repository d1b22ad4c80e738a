//! Puts [`Markup`] on the page: as a whole, or only what is different from before.

use super::markup::{Inside, Markup};
use crate::ui::lean::{Built, Spot, built, follow, view};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// The elements that are drawn, not written.
const DRAWN: [&str; 8] = ["svg", "g", "path", "rect", "line", "polygon", "text", "circle"];
const SVG: &str = "http://www.w3.org/2000/svg";
/// The attributes by which a redrawn element is known again, so that it keeps the focus.
const NAMES: [&str; 4] = ["id", "data-figure", "data-deal", "data-choose"];
/// Elements that hold what a visitor typed or chose: a change puts a new one in their place.
const FIELDS: [&str; 3] = ["input", "select", "textarea"];

impl Markup {
    fn build(&self) -> Option<Element> {
        let page = document();
        let element = if DRAWN.contains(&&*self.tag) {
            page.create_element_ns(Some(SVG), &self.tag).ok()?
        } else {
            page.create_element(&self.tag).ok()?
        };
        for (name, value) in &self.attributes {
            element.set_attribute(name, value).ok()?;
        }
        for inside in &self.inside {
            element.append_child(&inside.build()?).ok()?;
        }
        Some(element)
    }

    fn attribute(&self, name: &str) -> Option<&String> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Makes an element that was built from `before` one that is built from this.
    fn change(&self, before: &Markup, element: &Element) -> Option<()> {
        // Whether details are open is up to the visitor.
        let stays = |name: &str| name == "open" && self.tag == "details";
        for (name, value) in &self.attributes {
            if before.attribute(name) != Some(value) && !(stays(name) && is_named(self)) {
                element.set_attribute(name, value).ok()?;
            }
        }
        for (name, _) in &before.attributes {
            if self.attribute(name).is_none() && !stays(name) {
                element.remove_attribute(name).ok()?;
            }
        }
        change_inside(element, &before.inside, &self.inside)
    }
}

/// Says whether details are known by a name.
fn is_named(details: &Markup) -> bool {
    details.attribute("data-keep").is_some()
}

impl Inside {
    fn build(&self) -> Option<Node> {
        match self {
            Self::Text(text) => Some(document().create_text_node(text).into()),
            Self::Element(markup) => markup.build().map(Into::into),
        }
    }
}

/// Changes what is in an element from `before` to `after`, touching only what is different.
fn change_inside(element: &Element, before: &[Inside], after: &[Inside]) -> Option<()> {
    let nodes = element.child_nodes();
    for (at, (old, new)) in before.iter().zip(after).enumerate() {
        if old == new {
            continue;
        }
        let node = nodes.item(u32::try_from(at).ok()?)?;
        match (old, new) {
            (Inside::Text(_), Inside::Text(text)) => node.set_node_value(Some(text)),
            (Inside::Element(old), Inside::Element(new))
                if old.tag == new.tag && !FIELDS.contains(&&*new.tag) =>
            {
                new.change(old, node.unchecked_ref())?;
            }
            (Inside::Text(_) | Inside::Element(_), _) => {
                element.replace_child(&new.build()?, &node).ok()?;
            }
        }
    }
    for _ in after.len()..before.len() {
        element.remove_child(&element.last_child()?).ok()?;
    }
    for new in after.iter().skip(before.len()) {
        element.append_child(&new.build()?).ok()?;
    }
    Some(())
}

/// Changes what a box holds from `before`, as it was last drawn, to `after`. Focus and open details
/// stay.
pub fn change(place: &Element, before: Option<&[Markup]>, after: &[Markup]) {
    let same = before.filter(|before| before.len() == after.len());
    let Some(before) = same else {
        redraw(place, after);
        return;
    };
    let focused = focused_in(place);
    let children = place.children();
    for (at, (old, new)) in before.iter().zip(after).enumerate() {
        let there = u32::try_from(at).ok().and_then(|at| children.item(at));
        let changed = match there {
            _ if old == new => continue,
            Some(element) if old.tag == new.tag => new.change(old, &element),
            Some(_) | None => None,
        };
        if changed.is_none() {
            redraw(place, after);
            return;
        }
    }
    if let Some(focused) = focused
        && focused_in(place).as_ref() != Some(&focused)
        && let Some(again) = focused.find(place)
    {
        again.focus().ok();
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
#[derive(PartialEq)]
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
