//! Elements while they are made, and what is made.

use super::child::Child;
use super::derived::render;
use super::focus::Focus;
use super::setting::{Plain, Setting};
use super::spot::Noted;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::borrow::Cow;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node};

/// A part of the page that waits to be put somewhere: one node, or a document
/// fragment with any number of them.
pub struct Built(Node);

impl Built {
    /// Takes a node that was made by hand.
    pub fn of(node: Node) -> Self {
        Self(node)
    }

    /// Returns the node or fragment.
    pub fn node(&self) -> &Node {
        &self.0
    }
}

impl From<Parent> for Built {
    fn from(parent: Parent) -> Self {
        Self(parent.0)
    }
}

/// What takes children: an element, or a loose row of nodes.
pub struct Parent(Node);

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// Stands between the name and what is fixed in the words of the macro.
const SEPARATOR: char = '\0';

impl Parent {
    /// Makes nodes without an element around them.
    pub fn loose() -> Self {
        Self(document().create_document_fragment().into())
    }

    /// Makes an element: its name, then names and values of fixed attributes.
    pub fn html(fixed: &'static str) -> Self {
        let (name, fixed) = fixed.split_once(SEPARATOR).unwrap_or((fixed, ""));
        Self::with(document().create_element(name), fixed)
    }

    /// Makes an element of a drawing.
    pub fn svg(fixed: &'static str) -> Self {
        let (name, fixed) = fixed.split_once(SEPARATOR).unwrap_or((fixed, ""));
        Self::with(document().create_element_ns(Some(SVG), name), fixed)
    }

    fn with(element: Result<Element, JsValue>, fixed: &'static str) -> Self {
        let element = element.unwrap_or_else(|_| unreachable!("the macro writes valid names"));
        let mut parts = fixed.split(SEPARATOR);
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            element.set_attribute(name, value).ok();
        }
        Self(element.into())
    }

    fn as_element(&self) -> &Element {
        self.0.unchecked_ref()
    }

    /// Puts an element at the end.
    pub fn element(&self, child: &Self) {
        self.0.append_child(&child.0).ok();
    }

    /// Puts fixed words at the end.
    pub fn words(&self, words: &str) {
        self.0.append_child(&document().create_text_node(words)).ok();
    }

    /// Puts anything at the end.
    pub fn put(&self, child: impl Child) {
        child.put(self);
    }

    /// Puts what is made at the end.
    pub fn built(&self, child: &Built) {
        self.0.append_child(&child.0).ok();
    }

    /// Puts words that change at the end.
    pub fn changing_words(&self, mut read: Box<dyn FnMut() -> Cow<'static, str>>) {
        let node = document().create_text_node("");
        self.0.append_child(&node).ok();
        let mut last = Cow::Borrowed("");
        render(Box::new(move || {
            let next = read();
            if next != last {
                node.set_data(&next);
                last = next;
            }
        }));
    }

    /// Puts a part that changes at the end. Two comments hold its place.
    pub fn changing(&self, mut read: Box<dyn FnMut() -> Built>) {
        let (start, end) = (comment(), comment());
        self.0.append_child(&start).ok();
        self.0.append_child(&end).ok();
        render(Box::new(move || {
            let made = read();
            let Some(parent) = end.parent_node() else { return };
            let focused = Focus::within(&start, &end);
            while let Some(old) = start.next_sibling()
                && old != end
            {
                parent.remove_child(&old).ok();
            }
            parent.insert_before(&made.0, Some(&end)).ok();
            if let Some(focused) = focused {
                focused.give_back(&start);
            }
        }));
    }

    /// Sets an attribute; `class` and `style` too.
    pub fn attribute(&self, name: &'static str, value: impl Into<Setting>) {
        self.set(value.into(), Box::new(move |element, value| put_attribute(element, name, value)));
    }

    /// Sets one class.
    pub fn class(&self, name: &'static str, value: impl Into<Setting>) {
        self.set(
            value.into(),
            Box::new(move |element, value| {
                element.class_list().toggle_with_force(name, *value == Plain::Yes).ok();
            }),
        );
    }

    /// Sets one property of the style.
    pub fn style(&self, name: &'static str, value: impl Into<Setting>) {
        self.set(
            value.into(),
            Box::new(move |element, value| {
                let style = element.unchecked_ref::<HtmlElement>().style();
                style.set_property(name, value.words()).ok();
            }),
        );
    }

    /// Sets a property of the element's object.
    pub fn property(&self, name: &'static str, value: impl Into<Setting>) {
        self.set(
            value.into(),
            Box::new(move |element, value| {
                js_sys::Reflect::set(element, &name.into(), &value.object()).ok();
            }),
        );
    }

    /// Keeps the value of an input and a signal the same.
    pub fn bind(&self, to: RwSignal<String>) {
        self.property("value", move || to.get());
        self.on("input", move |event: Event| {
            // A text area and a select have their value by the same name.
            if let Some(input) = event.target() {
                to.set(input.unchecked_into::<HtmlInputElement>().value());
            }
        });
    }

    fn set(&self, setting: Setting, put: Put) {
        match setting {
            Setting::Fixed(value) => put(self.as_element(), &value),
            Setting::Changing(mut read) => {
                let element = self.as_element().clone();
                render(Box::new(move || put(&element, &read())));
            }
        }
    }

    /// Listens until the owner is gone.
    pub fn on<E: JsCast>(&self, name: &'static str, mut handle: impl FnMut(E) + 'static) {
        self.listen(name, Phase::Up, Box::new(move |event| handle(event.unchecked_into())));
    }

    /// Listens before the elements inside do.
    pub fn on_way_down<E: JsCast>(&self, name: &'static str, mut handle: impl FnMut(E) + 'static) {
        self.listen(name, Phase::Down, Box::new(move |event| handle(event.unchecked_into())));
    }

    fn listen(&self, name: &'static str, phase: Phase, mut handle: Box<dyn FnMut(Event)>) {
        let owner = Owner::current().unwrap_or_default();
        let call: Box<dyn FnMut(Event)> = Box::new(move |event| owner.with(|| handle(event)));
        let listener = Closure::wrap(call);
        let element = self.as_element().clone();
        let down = phase == Phase::Down;
        let function = listener.as_ref().unchecked_ref();
        element.add_event_listener_with_callback_and_bool(name, function, down).ok();
        // An element that is taken away may still lose the focus, and what the
        // handler reads is gone by then.
        let kept = SendWrapper::new((element, listener));
        on_cleanup(move || {
            let (element, listener) = kept.take();
            let function = listener.as_ref().unchecked_ref();
            element.remove_event_listener_with_callback_and_bool(name, function, down).ok();
        });
    }

    /// Notes the element.
    pub fn note(&self, at: impl Noted) {
        at.note(self.as_element());
    }
}

/// Gives a value to an element.
type Put = Box<dyn Fn(&Element, &Plain)>;

/// On which way through the page an event is heard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// On its way down to the element it is for.
    Down,
    /// On its way up again.
    Up,
}

fn put_attribute(element: &Element, name: &str, value: &Plain) {
    match value {
        Plain::Absent | Plain::No => element.remove_attribute(name).ok(),
        Plain::Yes | Plain::Words(_) => element.set_attribute(name, value.words()).ok(),
    };
}

/// Makes a node nobody sees, to find a place again.
pub fn comment() -> Node {
    document().create_comment("").into()
}
