//! The side of the worker: keeps the copy, draws what is wanted.

use super::{Wanted, said, told};
use crate::ui::browser::clock;
use crate::ui::chart::ahead::Found;
use crate::ui::chart::analysis::{Asked, Draw};
use crate::ui::chart::markup::Markup;
use crate::ui::chart::parts::{Part, Shared};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use trichter::analytics::{OutlookWork, Progress, Query, learn};
use trichter::domain::{Moment, Percentages, Zone};
use trichter::i18n::Text;
use trichter::store::twin::Twin;
use trichter::workspace::Workspace;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = trichterAnalyst, js_name = serve)]
    fn js_serve(hear: &js_sys::Function, work: &js_sys::Function);
    #[wasm_bindgen(js_namespace = trichterAnalyst, js_name = tell)]
    fn js_tell(kind: i32, run: u32, bytes: js_sys::Uint8Array);
}

/// How long what lies ahead is worked out before the page is heard again, in milliseconds.
const SLICE: f64 = 30.0;

/// Serves the page for as long as the worker lives.
pub fn serve() {
    let clerk = Rc::new(RefCell::new(Clerk { zone: clock::zone(), ..Clerk::default() }));
    let hearing = Rc::clone(&clerk);
    let hear = Closure::<dyn FnMut(u32, Vec<u8>) -> bool>::new(move |kind, bytes: Vec<u8>| {
        hearing.borrow_mut().hear(kind, &bytes)
    });
    let work = Closure::<dyn FnMut() -> bool>::new(move || clerk.borrow_mut().work());
    js_serve(hear.as_ref().unchecked_ref(), work.as_ref().unchecked_ref());
    hear.forget();
    work.forget();
}

#[derive(Default)]
struct Clerk {
    zone: Zone,
    /// The document, as far as it is here.
    document: Vec<u8>,
    twin: Option<Twin>,
    job: Option<Job>,
    /// Counts what was wanted.
    run: u32,
    /// What was found about the coming months, and in which state of the workspace.
    found: Option<(u64, Rc<Found>)>,
    ahead: Option<(u64, Query, OutlookWork)>,
}

/// A screen at work.
struct Job {
    wanted: Wanted,
    query: Query,
    moment: Moment,
    /// The parts still to be drawn, by number.
    waiting: VecDeque<u32>,
    /// Parts that are drawn and not told yet.
    drawn: Vec<(u32, Vec<Markup>)>,
    /// Whether parts wait for what lies ahead.
    awaits: bool,
    /// Whether the fields are still to be drawn.
    fields: bool,
    shared: Shared,
}

impl Clerk {
    /// Hears a word of the page; returns true when there is something to do.
    fn hear(&mut self, kind: u32, bytes: &[u8]) -> bool {
        match kind {
            said::DOCUMENT => {
                *self =
                    Self { zone: std::mem::take(&mut self.zone), run: self.run, ..Self::default() };
                self.document = bytes.to_vec();
            }
            said::PIECE => self.document.extend(bytes),
            said::COMPLETE => {
                let document = std::mem::take(&mut self.document);
                self.twin = std::str::from_utf8(&document).ok().and_then(Twin::read);
                tell(if self.twin.is_some() { told::COPIED } else { told::LOST }, 0, &[]);
                self.learn();
            }
            said::DONE => {
                self.job = None;
                let entry = std::str::from_utf8(bytes).unwrap_or_default();
                if self.twin.as_mut().is_some_and(|twin| twin.hear(entry)) {
                    self.learn();
                } else if self.twin.take().is_some() {
                    tell(told::LOST, 0, &[]);
                }
            }
            said::WANTED => {
                self.run += 1;
                self.job = serde_json::from_slice(bytes).ok().and_then(|wanted| self.begin(wanted));
            }
            _ => {}
        }
        self.job.is_some()
    }

    /// Works out the learned chances, where they are used.
    fn learn(&mut self) {
        if let Some(twin) = &mut self.twin
            && twin.workspace.settings().percentages == Percentages::Learned
        {
            learn(&mut twin.workspace, &clock::moment(&self.zone));
        }
    }

    fn begin(&self, wanted: Wanted) -> Option<Job> {
        let sequence = self.twin.as_ref()?.workspace.sequence();
        let moment = Moment { now: wanted.now, zone: self.zone.clone() };
        let query = wanted.question.query(wanted.pipeline, moment.today());
        let is_found = self.is_found(sequence, &query);
        let parts = wanted.sheet.parts();
        let is_ahead = |part: &Part| matches!(part, Part::Ahead(_));
        let waits = parts.iter().any(is_ahead) && !is_found;
        // What is on the page stands until there is something better.
        let left_out = waits && wanted.stands;
        let waiting = numbers(parts, |part| !(left_out && is_ahead(part)));
        let (fields, shared) = (wanted.fields, Shared::default());
        Some(Job {
            query,
            moment,
            waiting,
            drawn: Vec::new(),
            awaits: waits,
            fields,
            shared,
            wanted,
        })
    }

    fn is_found(&self, sequence: u64, query: &Query) -> bool {
        let found = self.found.as_ref();
        found.is_some_and(|(known, found)| *known == sequence && found.query == *query)
    }

    /// Does a piece of work; returns true when there is more.
    fn work(&mut self) -> bool {
        let (Some(twin), Some(job)) = (&self.twin, &mut self.job) else { return false };
        let workspace = &twin.workspace;
        if let Some(number) = job.waiting.pop_front() {
            let found = self.found.as_ref().filter(|(_, found)| found.query == job.query);
            let part = usize::try_from(number).ok().and_then(|at| job.wanted.sheet.parts().get(at));
            if let Some(Part::Of(draw) | Part::Ahead(draw)) = part {
                let found = found.map(|(_, found)| Rc::clone(found));
                let drawn = job.draw(*draw, workspace, found);
                job.drawn.push((number, drawn));
            }
            // What is on the page already changes in one piece, so that it is laid out once.
            if !job.wanted.stands || job.waiting.is_empty() {
                let drawn = std::mem::take(&mut job.drawn);
                tell(told::PARTS, self.run, &postcard::to_allocvec(&drawn).unwrap_or_default());
            }
            return true;
        }
        // They change seldom.
        if std::mem::take(&mut job.fields) {
            let drawn = job.draw(job.wanted.sheet.fields(), workspace, None);
            tell(told::FIELDS, self.run, &postcard::to_allocvec(&drawn).unwrap_or_default());
            return true;
        }
        if !job.awaits {
            tell(told::ALL, self.run, &[]);
            self.job = None;
            return false;
        }
        let sequence = workspace.sequence();
        let mut ahead = match self.ahead.take() {
            Some((known, query, work)) if known == sequence && query == job.query => work,
            Some(_) | None => OutlookWork::new(workspace, &job.query, &job.moment),
        };
        let until = clock::milliseconds() + SLICE;
        let mut progress = ahead.step();
        while progress != Progress::Done && clock::milliseconds() < until {
            progress = ahead.step();
        }
        if progress == Progress::Done {
            let found = Found::new(ahead, job.query.clone());
            self.found = Some((sequence, Rc::new(found)));
            job.awaits = false;
            job.waiting = numbers(job.wanted.sheet.parts(), |part| matches!(part, Part::Ahead(_)));
        } else {
            self.ahead = Some((sequence, job.query.clone(), ahead));
        }
        true
    }
}

impl Job {
    /// Draws a part or the fields.
    fn draw(&self, draw: Draw, workspace: &Workspace, found: Option<Rc<Found>>) -> Vec<Markup> {
        let Some(pipeline) = workspace.pipelines().get(self.wanted.pipeline) else {
            return Vec::new();
        };
        let asked = Asked {
            workspace,
            pipeline,
            question: &self.wanted.question,
            query: &self.query,
            moment: &self.moment,
            room: self.wanted.room,
            found,
            busy: self.awaits,
            shared: &self.shared,
        };
        asked.draw(draw, Text::of(self.wanted.language)).0
    }
}

/// Lists the parts of a kind by number.
fn numbers(parts: &[Part], is_meant: impl Fn(&Part) -> bool) -> VecDeque<u32> {
    (0..).zip(parts).filter(|(_, part)| is_meant(part)).map(|(number, _)| number).collect()
}

fn tell(kind: i32, run: u32, bytes: &[u8]) {
    js_tell(kind, run, js_sys::Uint8Array::from(bytes));
}
