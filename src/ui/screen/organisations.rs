//! Choosing an organisation by its name.

use crate::ui::kit::field::{Suggest, likeliest};
use crate::ui::session::Session;
use leptos::prelude::*;
use trichter::domain::OrganisationId;
use trichter::workspace::Workspace;

/// Suggests organisations by name.
pub fn organisations(session: Session) -> Suggest {
    Callback::new(move |typed: String| {
        session.peek(|workspace| {
            let names = workspace.organisations().iter().map(|one| one.name.as_str());
            likeliest(names, &typed)
        })
    })
}

/// Finds an organisation by name: written the same, or alike but for capitals.
pub fn organisation_named(workspace: &Workspace, name: &str) -> Option<OrganisationId> {
    let small = name.to_lowercase();
    let exact = workspace.organisations().iter().find(|one| one.name == name);
    let alike = || workspace.organisations().iter().find(|one| one.name.to_lowercase() == small);
    exact.or_else(alike).map(|one| one.id)
}
