//! Views of few types.
//!
//! Leptos compiles every closure, event handler and nested view of a screen as
//! a type of its own, each with its code for building, rebuilding and dropping:
//! some 4 kB a piece. Boxing them to one type each keeps the page within its
//! size budget (measured in DECISIONS.md) at the price of one indirect call.
//!
//! In short: a component returns [`built`], a changing text is [`text`], a
//! changing part is [`shown`], a handler is [`on_mouse`] and the like, a derived value is
//! [`Derived`], a keyed list is [`rows`].

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState};
use send_wrapper::SendWrapper;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A view that is built already: its elements exist and wait to be mounted.
///
/// Where it is shown again in the place of another, that one goes as a whole;
/// nothing is compared. So it fits parts that change rarely or are small.
pub struct Built(SendWrapper<Box<dyn Mountable>>);

/// Builds a view.
pub fn built(view: impl IntoView + 'static) -> Built {
    Built(SendWrapper::new(Box::new(view.into_view().build())))
}

/// Builds nothing; keeps the place.
pub fn nothing() -> Built {
    Built(SendWrapper::new(Box::new(Rndr::create_placeholder())))
}

/// The state of a [`Built`] on the page.
pub struct BuiltState(Box<dyn Mountable>);

impl Mountable for BuiltState {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

impl Render for Built {
    type State = BuiltState;

    fn build(self) -> BuiltState {
        BuiltState(self.0.take())
    }

    fn rebuild(self, state: &mut BuiltState) {
        let mut next = self.build();
        state.insert_before_this(&mut next);
        state.unmount();
        *state = next;
    }
}

impl AddAnyAttr for Built {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

/// Only what a page without a server needs; there is no HTML text to write or
/// to take over.
impl RenderHtml for Built {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _buf: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        _cursor: &Cursor,
        _position: &PositionState,
    ) -> BuiltState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// A text that changes.
pub type Text = Box<dyn FnMut() -> String + Send>;

/// Makes a text that follows what it reads.
pub fn text(read: impl FnMut() -> String + Send + 'static) -> Text {
    Box::new(read)
}

/// Makes a part of the page that follows what it reads and may be absent.
pub fn shown(
    mut make: impl FnMut() -> Option<Built> + Send + 'static,
) -> Box<dyn FnMut() -> Built + Send> {
    Box::new(move || make().unwrap_or_else(nothing))
}

/// Makes a part of the page that follows what it reads.
pub fn part(make: impl FnMut() -> Built + Send + 'static) -> Box<dyn FnMut() -> Built + Send> {
    Box::new(make)
}

/// Makes a class or boolean attribute that follows what it reads.
pub fn flag(read: impl FnMut() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(read)
}

/// Makes an attribute that follows what it reads and may be absent.
pub fn attribute(
    read: impl FnMut() -> Option<String> + Send + 'static,
) -> Box<dyn FnMut() -> Option<String> + Send> {
    Box::new(read)
}

/// Makes a fixed word that changes with what it reads.
pub fn word(
    read: impl FnMut() -> &'static str + Send + 'static,
) -> Box<dyn FnMut() -> &'static str + Send> {
    Box::new(read)
}

macro_rules! handlers {
    ($($name:ident: $event:ty,)*) => {
        $(
            #[doc = concat!("Makes a handler of `", stringify!($event), "`s.")]
            pub fn $name(handle: impl FnMut($event) + 'static) -> Box<dyn FnMut($event)> {
                Box::new(handle)
            }
        )*
    };
}

handlers! {
    on_mouse: web_sys::MouseEvent,
    on_key: web_sys::KeyboardEvent,
    on_pointer: web_sys::PointerEvent,
    on_submit: web_sys::SubmitEvent,
    on_focus: web_sys::FocusEvent,
    on_drag: web_sys::DragEvent,
    on_event: web_sys::Event,
}

/// Makes a list that keeps the rows whose keys stay; a key stands there once.
pub fn rows(
    keys: impl Fn() -> Vec<u64> + Send + Sync + 'static,
    row: impl Fn(u64) -> Built + Send + Sync + 'static,
) -> Built {
    let keys: Box<dyn Fn() -> Vec<u64> + Send + Sync> = Box::new(keys);
    let row: Box<dyn Fn(u64) -> Built + Send + Sync> = Box::new(row);
    keyed(keys, row)
}

fn keyed(
    keys: Box<dyn Fn() -> Vec<u64> + Send + Sync>,
    row: Box<dyn Fn(u64) -> Built + Send + Sync>,
) -> Built {
    let row = Arc::new(row);
    built(view! { <For each=keys key=|key| *key children=move |key| row(key)/> })
}

/// A value that can be compared without knowing its type.
trait Comparable: Any + Send + Sync {
    fn equals(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Comparable for T {
    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Erased(Arc<dyn Comparable>);

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals((*other.0).as_any())
    }
}

/// A value worked out from others, again only when they change: a `Memo` that
/// is compiled once for all types.
pub struct Derived<T> {
    memo: Memo<Erased>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// Works out a value from what it reads.
    pub fn new(work_out: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { memo: memo(Box::new(move || Erased(Arc::new(work_out())))), of: PhantomData }
    }

    /// Reads the value. Tracked.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        look(&self.memo.get(), read)
    }

    /// Reads the value once.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        look(&self.memo.get_untracked(), read)
    }

    /// Returns a copy of the value. Tracked.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Returns a copy of the value once.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

fn memo(work_out: Box<dyn Fn() -> Erased + Send + Sync>) -> Memo<Erased> {
    Memo::new(move |_| work_out())
}

fn look<T: 'static, R>(value: &Erased, read: impl FnOnce(&T) -> R) -> R {
    match (*value.0).as_any().downcast_ref::<T>() {
        Some(value) => read(value),
        None => unreachable!("a derived value is read as what it was made"),
    }
}
