//! References to elements.

use leptos::html::ElementType;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Takes the element that stands there: a [`Spot`], or a `NodeRef` of Leptos.
pub trait Noted {
    /// Takes it.
    fn note(self, element: &Element);
}

/// Knows an element once it is made: a `NodeRef` that is compiled once for all
/// elements.
#[derive(Clone, Copy)]
pub struct Spot(RwSignal<Option<SendWrapper<HtmlElement>>>);

impl Spot {
    /// Makes one that knows no element yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Returns the element. Tracked.
    pub fn get(self) -> Option<HtmlElement> {
        self.0.get().map(SendWrapper::take)
    }

    /// Returns the element once.
    pub fn get_untracked(self) -> Option<HtmlElement> {
        self.0.try_get_untracked().flatten().map(SendWrapper::take)
    }
}

impl Noted for Spot {
    fn note(self, element: &Element) {
        self.0.set(Some(SendWrapper::new(element.clone().unchecked_into())));
    }
}

impl<E: ElementType> Noted for NodeRef<E>
where
    E::Output: JsCast + 'static,
{
    fn note(self, element: &Element) {
        leptos::tachys::html::node_ref::NodeRefContainer::<E>::load(self, element);
    }
}
