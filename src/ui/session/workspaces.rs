//! Which workspace is on screen: another one, a new one, none.

use super::{Opened, Session, ToastKind};
use crate::ui::annex;
use crate::ui::archive;
use crate::ui::browser::{address, mirror};
use crate::ui::keeper::{Known, Trouble};
use leptos::prelude::*;
use leptos::task::spawn_local;
use trichter::domain::WorkspaceId;
use trichter::example::Simulation;
use trichter::route::Route;
use trichter::workspace::{History, Workspace};

impl Session {
    /// Puts another workspace on screen and stores it.
    pub fn replace(self, workspace: Workspace) {
        let moment = self.moment();
        archive::finish_saving(self);
        let kept = self.with_inner(|inner| {
            inner.show((workspace, History::default()));
            inner.keeper.adopt(&inner.workspace, &moment)
        });
        self.set_saved(kept);
        archive::save_on(self);
        self.send();
        self.want();
        self.filter.set(String::new());
        self.open.set(true);
        self.bump();
        let route = Route { screen: self.route.get_untracked().screen, ..Route::default() };
        self.route.set(route);
        address::push(route);
    }

    /// Lists the workspaces of this browser: id and name.
    pub fn workspaces(self) -> Vec<Known> {
        self.revision.track();
        self.inner.with_value(|inner| inner.keeper.workspaces(&inner.workspace))
    }

    /// Switches to another workspace of this browser.
    pub fn switch(self, id: WorkspaceId) {
        annex::when_here(self, move || {
            if self.with_inner(|inner| inner.keeper.term().is_some()) {
                self.switch_now(id);
                return;
            }
            // Another tab may have written since this one read.
            spawn_local(async move {
                let begun = mirror::read().await;
                let taken = self.with_inner(|inner| {
                    if inner.keeper.term().is_some() { Ok(()) } else { inner.keeper.take(begun) }
                });
                match taken {
                    Ok(()) => self.switch_now(id),
                    Err(trouble) => self.set_saved(Err(trouble)),
                }
            });
        });
    }

    fn switch_now(self, id: WorkspaceId) {
        let moment = self.moment();
        archive::finish_saving(self);
        let loaded = self.with_inner(|inner| {
            let (opened, trouble) = inner.keeper.load(id, &moment)?;
            inner.show(opened);
            Ok::<_, Trouble>(trouble)
        });
        match loaded {
            Ok(trouble) => {
                self.set_saved(trouble.map_or(Ok(()), Err));
                // Which one was opened last is noted.
                self.send();
                self.filter.set(String::new());
                self.open.set(true);
                self.bump();
                self.go(Route { screen: self.route.get_untracked().screen, ..Route::default() });
            }
            // What is on screen stays on screen.
            Err(trouble) => self.toast(ToastKind::Refused, trouble.words(self.text())),
        }
    }

    /// Shows another state of a workspace.
    pub(in crate::ui) fn show(self, opened: Opened) {
        self.with_inner(|inner| inner.show(opened));
        self.bump();
    }

    /// Removes the workspace on screen from this browser and goes to another, or to the start if
    /// there is none, once it is gone for good: not before this tab writes and the removal is
    /// saved. `done` is called then, or when the storage refuses.
    pub fn forget(self, done: impl FnOnce() + 'static) {
        let id = self.peek(Workspace::id);
        self.when_saved(move || {
            // Another tab may have removed it while this one waited.
            if self.peek(Workspace::id) != id {
                done();
                return;
            }
            if let Err(trouble) = self.with_inner(|inner| inner.keeper.forget(id)) {
                self.set_saved(Err(trouble));
                done();
                return;
            }
            self.send();
            self.when_saved(move || {
                if self.with_inner(|inner| inner.keeper.knows(id)) {
                    // The turn was lost before it was saved.
                    self.forget(done);
                    return;
                }
                done();
                self.show_another();
            });
        });
    }

    /// Goes to another workspace than the one on screen, which is gone, or to the start.
    pub(in crate::ui) fn show_another(self) {
        let next = self.with_inner(|inner| {
            inner.show((Workspace::default(), History::default()));
            inner.keeper.workspaces(&inner.workspace).first().map(|known| known.id)
        });
        if let Some(id) = next {
            self.switch(id);
        } else {
            self.open.set(false);
            self.bump();
            self.go(Route::default());
        }
    }

    /// Leaves the workspace on screen for the start, where a new one is chosen.
    pub fn leave(self) {
        self.open.set(false);
    }

    /// Makes a simulated workspace if the address asks for one:
    /// `#/data/simulate?deals=1000&seed=42&open=1`.
    pub(super) fn simulate_if_asked(self) {
        let Some(wish) = address::simulation() else { return };
        let made = Simulation::new(wish.deals, wish.seed, self.language(), &self.moment());
        let simulation = Simulation { kept: wish.kept, ..made };
        annex::when_here(self, move || {
            if let Some(workspace) = annex::simulated(&simulation) {
                self.replace(workspace);
            }
        });
    }
}
