//! Views that are made at once, by few functions.
//!
//! Leptos compiles every view, closure and handler of a screen as a type of its
//! own, each with its code for building, rebuilding and dropping: some 4 kB a
//! piece. Here the same syntax ([`view!`]) becomes calls of functions that are
//! compiled once; closures are boxed at the door. DECISIONS.md has the figures.
//!
//! A part of the page is a [`Built`]: nodes that wait to be put somewhere. What
//! changes is a closure, and an effect of its own sets its text, attribute or
//! part again. A part that changes is made anew as a whole; nothing is compared.
//! A list that keeps its rows is [`rows`]; a derived value is [`Derived`]; an
//! effect is [`follow`]; a reference to an element is [`Spot`].

mod child;
mod derived;
mod focus;
mod parent;
mod rows;
mod setting;
mod spot;

pub use child::built;
pub use derived::{Derived, follow, render};
pub use parent::{Built, Parent};
pub use rows::rows;
pub use spot::Spot;
pub use trichter_view::view;

/// What stands between the tags of a component.
pub struct Content(Box<dyn FnOnce() -> Built + Send>);

impl Content {
    /// Keeps it until the component has a place for it.
    pub fn new(make: impl FnOnce() -> Built + Send + 'static) -> Self {
        Self(Box::new(make))
    }

    /// Makes it.
    pub fn make(self) -> Built {
        (self.0)()
    }
}

/// Says that a closure is a text.
pub fn text<F: FnMut() -> String + 'static>(read: F) -> F {
    read
}

/// Says that a closure is a part of the page that may be absent.
pub fn shown<F: FnMut() -> Option<Built> + 'static>(make: F) -> F {
    make
}

/// Says that a closure is a part of the page.
pub fn part<F: FnMut() -> Built + 'static>(make: F) -> F {
    make
}

/// Says that a closure is a class or boolean attribute.
pub fn flag(read: impl FnMut() -> bool + 'static) -> Box<dyn FnMut() -> bool> {
    Box::new(read)
}

/// Says that a closure is an attribute that may be absent.
pub fn attribute<F: FnMut() -> Option<String> + 'static>(read: F) -> F {
    read
}

/// Says that a closure is one of several fixed words.
pub fn word<F: FnMut() -> &'static str + 'static>(read: F) -> F {
    read
}

/// Returns nothing to see.
pub fn nothing() -> Built {
    built(())
}

macro_rules! handlers {
    ($($name:ident: $event:ty,)*) => {
        $(
            #[doc = concat!("Makes a handler of `", stringify!($event), "`s.")]
            pub fn $name<F: FnMut($event) + 'static>(handle: F) -> F {
                handle
            }
        )*
    };
}

handlers! {
    on_mouse: web_sys::MouseEvent,
    on_key: web_sys::KeyboardEvent,
    on_submit: web_sys::SubmitEvent,
    on_event: web_sys::Event,
}
