//! Values worked out from others, and effects.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// Runs now, and again whenever what it reads changes, until the owner is gone.
pub fn render(mut run: Box<dyn FnMut()>) {
    let effect = SendWrapper::new(RenderEffect::new(move |_: Option<()>| run()));
    on_cleanup(move || drop(effect));
}

/// Runs soon, and again whenever what it reads changes, until the owner is gone.
pub fn follow(run: impl FnMut() + 'static) {
    soon(Box::new(run));
}

fn soon(run: Box<dyn FnMut()>) {
    Effect::new(run);
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

    /// Follows the value without reading it.
    pub fn track(self) {
        self.memo.track();
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
