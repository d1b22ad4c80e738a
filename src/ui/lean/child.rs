//! What can stand inside an element.

use super::derived::Derived;
use super::parent::{Built, Parent};
use leptos::prelude::*;
use std::borrow::Cow;

/// Something that can be put into an element.
pub trait Child: Sized + 'static {
    /// True for what is nothing but words.
    const IS_WORDS: bool = false;

    /// Returns the words, where it is nothing but words.
    fn into_words(self) -> Cow<'static, str> {
        Cow::Borrowed("")
    }

    /// Puts it at the end.
    fn put(self, parent: &Parent);

    /// Makes a part of the page of it alone.
    fn build(self) -> Built {
        let parent = Parent::loose();
        self.put(&parent);
        parent.into()
    }
}

/// Makes a part of the page.
pub fn built(child: impl Child) -> Built {
    child.build()
}

impl Child for () {
    fn put(self, _parent: &Parent) {}
}

impl Child for Built {
    fn put(self, parent: &Parent) {
        parent.built(&self);
    }

    fn build(self) -> Built {
        self
    }
}

impl<F: FnMut() -> T + 'static, T: Child> Child for F {
    fn put(mut self, parent: &Parent) {
        if T::IS_WORDS {
            parent.changing_words(Box::new(move || self().into_words()));
        } else {
            parent.changing(Box::new(move || built(self())));
        }
    }
}

impl<T: Child> Child for Option<T> {
    const IS_WORDS: bool = T::IS_WORDS;

    fn into_words(self) -> Cow<'static, str> {
        self.map(T::into_words).unwrap_or_default()
    }

    fn put(self, parent: &Parent) {
        if let Some(child) = self {
            child.put(parent);
        }
    }

    fn build(self) -> Built {
        self.map_or_else(|| Parent::loose().into(), T::build)
    }
}

impl<T: Child> Child for Vec<T> {
    fn put(self, parent: &Parent) {
        for child in self {
            child.put(parent);
        }
    }
}

impl<T: Child, const N: usize> Child for [T; N] {
    fn put(self, parent: &Parent) {
        for child in self {
            child.put(parent);
        }
    }
}

macro_rules! words {
    ($($kind:ty),*) => {
        $(
            impl Child for $kind {
                const IS_WORDS: bool = true;

                fn into_words(self) -> Cow<'static, str> {
                    self.into()
                }

                fn put(self, parent: &Parent) {
                    parent.words(&self);
                }
            }
        )*
    };
}

words!(&'static str, String, Cow<'static, str>);

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(
            impl Child for $kind {
                const IS_WORDS: bool = true;

                fn into_words(self) -> Cow<'static, str> {
                    self.to_string().into()
                }

                fn put(self, parent: &Parent) {
                    parent.words(&self.to_string());
                }
            }
        )*
    };
}

numbers!(u32, usize);

macro_rules! signals {
    ($($signal:ident),*) => {
        $(
            impl<T: Child + Clone + Send + Sync> Child for $signal<T> {
                fn put(self, parent: &Parent) {
                    parent.put(move || self.get());
                }
            }
        )*
    };
}

signals!(Signal, RwSignal);

impl<T: Child + Clone + PartialEq + Send + Sync> Child for Derived<T> {
    fn put(self, parent: &Parent) {
        parent.put(move || self.get());
    }
}
