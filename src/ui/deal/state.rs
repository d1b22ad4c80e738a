//! The deal of the panel: what its fields read and how they change it.

use crate::ui::kit::field::{Commit, Suggest, likeliest};
use crate::ui::lean::Derived;
use crate::ui::session::Session;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Deal, DealId};
use trichter::i18n::Text;
use trichter::workspace::Command;

/// What the parts of one panel share.
#[derive(Clone, Copy)]
pub struct DealState {
    /// The session.
    pub session: Session,
    /// The deal.
    pub id: DealId,
    /// The deal as it is; `None` when it is gone.
    pub deal: Derived<Option<Arc<Deal>>>,
}

impl DealState {
    /// Follows a deal.
    pub fn new(session: Session, id: DealId) -> Self {
        Self { session, id, deal: session.deal(id) }
    }

    /// Returns the texts.
    pub fn text(self) -> &'static Text {
        self.session.text()
    }

    /// Follows one thing of the deal; its default once the deal is gone.
    pub fn get<R>(self, read: impl Fn(&Deal) -> R + Send + Sync + 'static) -> Signal<R>
    where
        R: Default + PartialEq + Clone + Send + Sync + 'static,
    {
        Signal::derive(move || {
            self.deal.with(|deal| deal.as_deref().map(&read)).unwrap_or_default()
        })
    }

    /// Returns the deal as it is now, untracked.
    pub fn now(self) -> Option<Arc<Deal>> {
        self.session.peek(|workspace| workspace.deals().get(self.id).cloned())
    }

    /// Changes fields of the deal.
    ///
    /// # Errors
    /// In words, why not; nothing was changed.
    pub fn edit(self, change: impl FnOnce(&mut Deal)) -> Result<(), String> {
        let Some(deal) = self.now() else { return Err(self.text().deal.not_found().to_owned()) };
        let mut deal = (*deal).clone();
        change(&mut deal);
        self.session.commit(Command::EditDeal(Box::new(deal)))
    }

    /// Does a command; the caller says what was done.
    ///
    /// # Errors
    /// In words, why not; nothing was changed.
    pub fn apply(self, command: Command) -> Result<(), String> {
        let done = self.session.apply(command);
        done.map(|_| ()).map_err(|refusal| self.text().refusal(&refusal))
    }

    /// Makes the commit of a field that sets one thing.
    pub fn set<T: 'static>(self, put: fn(&mut Deal, T)) -> Commit<T> {
        Callback::new(move |value: T| self.edit(|deal| put(deal, value)))
    }
}

/// Suggests the texts that other deals have in a field, the most frequent first.
pub fn known_texts(session: Session, read: fn(&Deal) -> &String) -> Suggest {
    Callback::new(move |typed: String| {
        session.peek(|workspace| {
            let texts = workspace.deals().iter().map(|deal| read(deal).as_str());
            likeliest(texts, &typed)
        })
    })
}

/// Suggests tags that other deals have, the most frequent first.
pub fn known_tags(session: Session) -> Suggest {
    Callback::new(move |typed: String| {
        session.peek(|workspace| {
            let tags = workspace.deals().iter().flat_map(|deal| &deal.tags);
            likeliest(tags.map(String::as_str), &typed)
        })
    })
}
