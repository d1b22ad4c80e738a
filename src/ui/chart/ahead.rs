//! What history says about the coming months, worked out in slices so that the
//! page stays quick meanwhile.

use crate::ui::browser::clock::{forget_measures, measure, milliseconds};
use crate::ui::session::Session;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use trichter::analytics::{MonthOutlook, Outlook, OutlookWork, Progress, Query, Scenario};
use trichter::domain::Moment;

/// The page's thread is held no longer than this at a time, in milliseconds.
const SLICE: f64 = 12.0;

/// What the slices are called in the tools of the browser.
const MEASURED: &str = "forecast";

/// What was found, with the work kept for scenarios.
pub struct Found {
    /// The coming months and the backtest.
    pub outlook: Outlook,
    /// The question it answers.
    pub query: Query,
    work: RefCell<OutlookWork>,
    /// What scenarios would bring, as far as somebody asked.
    scenarios: RefCell<Vec<(Scenario, Vec<Option<f64>>)>>,
}

/// So many answers are remembered: those of all that are kept and of what is typed meanwhile.
const REMEMBERED: usize = 64;

impl Found {
    /// Takes what was worked out for a question.
    pub fn new(mut work: OutlookWork, query: Query) -> Self {
        let outlook = work.outlook();
        Self { outlook, query, work: RefCell::new(work), scenarios: RefCell::default() }
    }

    /// Computes what each month would bring in a scenario.
    pub fn scenario(&self, scenario: &Scenario) -> Vec<Option<f64>> {
        let mut known = self.scenarios.borrow_mut();
        if let Some((_, found)) = known.iter().find(|(of, _)| of == scenario) {
            return found.clone();
        }
        let found = self.work.borrow_mut().scenario(&self.outlook.months, scenario);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.push((*scenario, found.clone()));
        found
    }

    /// Returns the months.
    pub fn months(&self) -> &[MonthOutlook] {
        &self.outlook.months
    }
}

/// The work at hand and what it found; free to copy.
#[derive(Clone, Copy)]
pub struct Ahead {
    found: RwSignal<Option<Rc<Found>>, LocalStorage>,
    /// Whether something newer is being worked out.
    busy: RwSignal<bool>,
    /// Counts the works begun: an older one stops.
    run: StoredValue<u32>,
    /// What was last asked for, and of which data.
    asked: StoredValue<Option<(u64, Query)>>,
    /// What is done when it is found.
    then: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage>,
}

impl Ahead {
    /// Begins with nothing found.
    pub fn new() -> Self {
        Self {
            found: RwSignal::new_local(None),
            busy: RwSignal::new(true),
            run: StoredValue::new(0),
            asked: StoredValue::new(None),
            then: StoredValue::new_local(None),
        }
    }

    /// Does something when the next answer is found; nothing if the work is stopped.
    pub fn then(self, run: impl FnOnce() + 'static) {
        self.then.set_value(Some(Box::new(run)));
    }

    /// Gives up what is being worked out, and what was.
    pub fn stop(self) {
        self.run.update_value(|run| *run += 1);
        self.asked.set_value(None);
        self.then.set_value(None);
        if self.found.with_untracked(Option::is_some) {
            self.found.set(None);
        }
    }

    /// Returns what was found last.
    pub fn found(self) -> Option<Rc<Found>> {
        self.found.get()
    }

    /// Returns what was found last, once.
    pub fn peek(self) -> Option<Rc<Found>> {
        self.found.get_untracked()
    }

    /// Returns whether something newer is on its way.
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Returns the same, once.
    pub fn is_busy_now(self) -> bool {
        self.busy.get_untracked()
    }

    /// Works it out unless that was done already. Until it is done the last answer stands.
    pub fn ask(self, session: Session, query: Query, moment: Moment) {
        let key = (session.revision_now(), query);
        if self.asked.with_value(|asked| asked.as_ref() == Some(&key)) {
            return;
        }
        let query = key.1.clone();
        self.asked.set_value(Some(key));
        let run = self.run.get_value() + 1;
        self.run.set_value(run);
        self.busy.set(true);
        let work: Rc<RefCell<Option<OutlookWork>>> = Rc::default();
        later(move || self.begin(session, run, query, moment, work));
    }

    /// Lays the history out, in a slice of its own.
    fn begin(
        self,
        session: Session,
        run: u32,
        query: Query,
        moment: Moment,
        work: Rc<RefCell<Option<OutlookWork>>>,
    ) {
        if self.is_current(run) {
            forget_measures(MEASURED);
            let since = milliseconds();
            let laid = session.peek(|workspace| OutlookWork::new(workspace, &query, &moment));
            work.replace(Some(laid));
            measure(MEASURED, since);
            later(move || self.go_on(run, query, work));
        }
    }

    fn go_on(self, run: u32, query: Query, work: Rc<RefCell<Option<OutlookWork>>>) {
        if !self.is_current(run) {
            return;
        }
        let since = milliseconds();
        let mut progress = Progress::Done;
        if let Some(work) = work.borrow_mut().as_mut() {
            progress = work.step();
            while progress != Progress::Done && milliseconds() < since + SLICE {
                progress = work.step();
            }
        }
        measure(MEASURED, since);
        match progress {
            Progress::Working { .. } => later(move || self.go_on(run, query, work)),
            Progress::Done => later(move || self.end(run, query, &work)),
        }
    }

    fn end(self, run: u32, query: Query, work: &RefCell<Option<OutlookWork>>) {
        if !self.is_current(run) {
            return;
        }
        if let Some(work) = work.borrow_mut().take() {
            let since = milliseconds();
            let found = Found::new(work, query);
            measure(MEASURED, since);
            self.busy.set(false);
            self.found.set(Some(Rc::new(found)));
            if let Some(then) = self.then.try_update_value(Option::take).flatten() {
                then();
            }
        }
    }

    /// Returns false when something newer was asked for, or the screen was left.
    fn is_current(self, run: u32) -> bool {
        self.run.try_get_value() == Some(run)
    }
}

fn later(work: impl FnOnce() + 'static) {
    set_timeout(work, Duration::ZERO);
}
