//! Values of attributes, classes, styles and properties.

use super::derived::Derived;
use leptos::prelude::*;
use std::borrow::Cow;
use wasm_bindgen::JsValue;

/// A value an element can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// There is none.
    Absent,
    /// False.
    No,
    /// True.
    Yes,
    /// Words.
    Words(Cow<'static, str>),
}

impl Plain {
    /// Returns the words, or none.
    pub fn words(&self) -> &str {
        match self {
            Self::Absent | Self::No | Self::Yes => "",
            Self::Words(words) => words,
        }
    }

    /// Returns what a property takes.
    pub fn object(&self) -> JsValue {
        match self {
            Self::Absent => JsValue::NULL,
            Self::No => JsValue::FALSE,
            Self::Yes => JsValue::TRUE,
            Self::Words(words) => JsValue::from_str(words),
        }
    }
}

impl From<bool> for Plain {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

impl<T: Into<Self>> From<Option<T>> for Plain {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

/// A value that stays, or one that follows what it reads.
pub enum Setting {
    /// It stays.
    Fixed(Plain),
    /// It is read again when something changes.
    Changing(Box<dyn FnMut() -> Plain>),
}

impl<F: FnMut() -> T + 'static, T: Into<Plain>> From<F> for Setting {
    fn from(mut read: F) -> Self {
        Self::Changing(Box::new(move || read().into()))
    }
}

impl<T: Into<Plain>> From<Option<T>> for Setting {
    fn from(value: Option<T>) -> Self {
        Self::Fixed(value.into())
    }
}

impl From<bool> for Setting {
    fn from(value: bool) -> Self {
        Self::Fixed(value.into())
    }
}

macro_rules! words {
    ($($from:ty),*) => {
        $(
            impl From<$from> for Plain {
                fn from(value: $from) -> Self {
                    Self::Words(value.into())
                }
            }

            impl From<$from> for Setting {
                fn from(value: $from) -> Self {
                    Self::Fixed(value.into())
                }
            }
        )*
    };
}

words!(&'static str, String, Cow<'static, str>);

macro_rules! numbers {
    ($($from:ty),*) => {
        $(
            impl From<$from> for Plain {
                fn from(value: $from) -> Self {
                    Self::Words(value.to_string().into())
                }
            }

            impl From<$from> for Setting {
                fn from(value: $from) -> Self {
                    Self::Fixed(value.into())
                }
            }
        )*
    };
}

numbers!(i32, i64, u32, u64, usize, f64);

macro_rules! signals {
    ($($signal:ident),*) => {
        $(
            impl<T: Into<Plain> + Clone + Send + Sync + 'static> From<$signal<T>> for Setting {
                fn from(signal: $signal<T>) -> Self {
                    Self::Changing(Box::new(move || signal.get().into()))
                }
            }
        )*
    };
}

signals!(Signal, RwSignal);

impl<T: Into<Plain> + Clone + PartialEq + Send + Sync + 'static> From<Derived<T>> for Setting {
    fn from(derived: Derived<T>) -> Self {
        Self::Changing(Box::new(move || derived.get().into()))
    }
}
