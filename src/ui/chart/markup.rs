//! A part of the page as plain data, drawn as a whole.
//!
//! A report changes as a whole: with another question every number of it may be
//! another. So its views are built from one non-generic tree instead of the
//! typed views of Leptos, whose code grows with every shape of element. What a
//! user wrote only ever becomes a text node or the value of an attribute.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A word of the page: known to the program, or told by the analyst.
type Word = Cow<'static, str>;

/// An element with what is in it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Markup {
    pub(super) tag: Word,
    pub(super) attributes: Vec<(Word, String)>,
    pub(super) inside: Vec<Inside>,
}

/// What is in an element.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Inside {
    Text(String),
    Element(Markup),
}

/// Makes an element.
pub fn tag(tag: &'static str) -> Markup {
    Markup { tag: Cow::Borrowed(tag), attributes: Vec::new(), inside: Vec::new() }
}

impl Markup {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((Cow::Borrowed(name), value.to_owned()));
        self
    }

    /// Sets an attribute to a coordinate or another number.
    pub fn number(mut self, name: &'static str, value: f64) -> Self {
        self.attributes.push((Cow::Borrowed(name), value.to_string()));
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
}
