//! Where in the page the user is.

use super::Session;
use crate::ui::browser::address;
use leptos::prelude::*;
use std::sync::Arc;
use trichter::domain::{Availability, DealId, Pipeline, PipelineId};
use trichter::route::{Route, Screen};
use trichter::workspace::Workspace;

impl Session {
    /// Returns the pipeline on screen: that of the route, or the first in use. Tracked.
    pub fn pipeline(self) -> Option<Arc<Pipeline>> {
        let wanted = self.route.get().pipeline;
        self.read(|workspace| pipeline_of(workspace, wanted))
    }

    /// Returns the pipeline on screen once.
    pub fn pipeline_now(self) -> Option<Arc<Pipeline>> {
        let wanted = self.route.get_untracked().pipeline;
        self.peek(|workspace| pipeline_of(workspace, wanted))
    }

    /// Goes to a route.
    pub fn go(self, route: Route) {
        if self.route.get_untracked() != route {
            self.route.set(route);
            address::push(route);
        }
    }

    /// Goes to a screen.
    pub fn go_to(self, screen: Screen) {
        self.go(self.route.get_untracked().to(screen));
    }

    /// Opens a deal's panel, or closes it.
    pub fn show_deal(self, deal: Option<DealId>) {
        self.go(self.route.get_untracked().with_deal(deal));
    }
}

/// Returns the wanted pipeline, or the first in use.
fn pipeline_of(workspace: &Workspace, wanted: Option<PipelineId>) -> Option<Arc<Pipeline>> {
    if let Some(pipeline) = wanted.and_then(|id| workspace.pipelines().get(id)) {
        return Some(Arc::clone(pipeline));
    }
    let in_use = |pipeline: &&&Arc<Pipeline>| pipeline.availability == Availability::Active;
    workspace.pipelines_in_order().iter().find(in_use).map(|found| Arc::clone(found))
}
