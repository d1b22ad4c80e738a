//! A long screen drawn part by part: each in a task of its own where they take
//! long, so that the page answers meanwhile.

use super::analysis::{Analysis, Asked, Draw};
use super::markup::Markup;
use super::redrawing::change;
use crate::ui::analyst::{self, Sheet, Told};
use crate::ui::lean::{Built, built, follow, view};
use leptos::prelude::*;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use trichter::analytics::{Cycle, Forecast, LossAnalysis, Report, Sample};
use wasm_bindgen::JsCast;
use web_sys::{Element, Performance};

/// The page's thread is held no longer than this before the next part begins, in
/// milliseconds.
const SLICE: f64 = 12.0;

/// A part of a screen.
#[derive(Clone, Copy)]
pub enum Part {
    /// Drawn from the data and the question.
    Of(Draw),
    /// Drawn also when something is found about the coming months.
    Ahead(Draw),
}

/// Reports that several parts read: worked out when the first one asks.
#[derive(Default)]
pub struct Shared {
    sample: OnceCell<Rc<Sample>>,
    report: OnceCell<Rc<Report>>,
    cycle: OnceCell<Rc<Cycle>>,
    losses: OnceCell<Rc<LossAnalysis>>,
    forecast: OnceCell<Rc<Forecast>>,
}

impl Asked<'_> {
    /// Returns the course of each deal of the question.
    pub fn sample(&self) -> Rc<Sample> {
        let make = || Rc::new(Sample::of(self.workspace, self.query, self.moment));
        Rc::clone(self.shared.sample.get_or_init(make))
    }

    /// Returns the funnel and the key figures.
    pub fn report(&self) -> Rc<Report> {
        let make = || Rc::new(self.sample().report(self.workspace));
        Rc::clone(self.shared.report.get_or_init(make))
    }

    /// Returns what is known about the length of deals.
    pub fn cycle(&self) -> Rc<Cycle> {
        let make = || Rc::new(self.sample().cycle(self.workspace));
        Rc::clone(self.shared.cycle.get_or_init(make))
    }

    /// Returns why deals were lost and won.
    pub fn losses(&self) -> Rc<LossAnalysis> {
        let make = || Rc::new(self.sample().losses(self.workspace));
        Rc::clone(self.shared.losses.get_or_init(make))
    }

    /// Returns the forecast by the stages.
    pub fn forecast(&self) -> Rc<Forecast> {
        let make = || Rc::new(Forecast::new(self.workspace, self.query, self.moment));
        Rc::clone(self.shared.forecast.get_or_init(make))
    }
}

/// What is still to be drawn.
struct Easel {
    analysis: Analysis,
    sheet: Sheet,
    /// The places of the parts that are drawn next, by number.
    waiting: RefCell<BTreeSet<usize>>,
    /// What the parts share, until data or question change.
    shared: RefCell<Rc<Shared>>,
    /// What each part on the page was made of; nothing where it was not drawn yet.
    drawn: RefCell<Vec<Option<Vec<Markup>>>>,
    /// Whether the analyst draws.
    away: Cell<bool>,
    /// Stands as long as the screen.
    alive: StoredValue<()>,
}

impl Easel {
    /// Has everything drawn anew: by the analyst, or here.
    fn begin(self: &Rc<Self>, frame: &Element) {
        self.shared.take();
        self.waiting.borrow_mut().clear();
        let stands = self.drawn.borrow().iter().all(Option::is_some);
        let easel = Rc::clone(self);
        let place = frame.clone();
        let hear = move |told| easel.hear(told, &place);
        let wanted = self.analysis.wanted(self.sheet, stands);
        let asked = wanted
            .is_some_and(|wanted| analyst::ask(self.analysis.session, &wanted, Rc::new(hear)));
        self.away.set(asked);
        if asked {
            self.analysis.look_away();
            frame.set_attribute("aria-busy", "true").ok();
        } else {
            self.draw_here(frame);
        }
    }

    fn draw_here(self: &Rc<Self>, frame: &Element) {
        self.away.set(false);
        if self.analysis.fields.are_old(self.analysis.data()) {
            self.analysis.draw_fields(self.sheet);
        }
        self.waiting.borrow_mut().extend(0..self.sheet.parts().len());
        self.analysis.look_ahead();
        Rc::clone(self).go_on(frame);
    }

    /// Takes what the analyst has drawn.
    fn hear(self: &Rc<Self>, told: Told, frame: &Element) {
        if self.alive.try_get_value().is_none() || !self.away.get() {
            return;
        }
        match told {
            Told::Parts(parts) => {
                for (number, markup) in parts {
                    self.analysis.forget_part(number);
                    self.put(number, markup, frame);
                }
            }
            Told::Fields(fields) => self.analysis.fields.put(self.analysis.data(), fields),
            Told::All => _ = frame.remove_attribute("aria-busy").ok(),
            Told::Lost => self.draw_here(frame),
        }
    }

    /// Draws what is waiting until the slice is over, and the rest in later ones.
    fn go_on(self: Rc<Self>, frame: &Element) {
        if self.alive.try_get_value().is_none() {
            return;
        }
        let clock = window().performance();
        let now = || clock.as_ref().map_or(f64::MAX, Performance::now);
        let until = now() + SLICE;
        loop {
            let next = self.waiting.borrow_mut().pop_first();
            let Some(number) = next else {
                if !self.away.get() {
                    frame.remove_attribute("aria-busy").ok();
                    analyst::begin_soon(self.analysis.session);
                }
                return;
            };
            self.draw(number, frame);
            if now() >= until && !self.waiting.borrow().is_empty() {
                break;
            }
        }
        frame.set_attribute("aria-busy", "true").ok();
        let frame = frame.clone();
        set_timeout(move || untrack(|| self.go_on(&frame)), Duration::ZERO);
    }

    fn draw(&self, number: usize, frame: &Element) {
        if let Some(part) = self.sheet.parts().get(number) {
            let (Part::Of(draw) | Part::Ahead(draw)) = *part;
            let shared = Rc::clone(&self.shared.borrow());
            self.put(number, self.analysis.draw_part(number, draw, &shared), frame);
        }
    }

    /// Puts a part on the page in place of what it was before.
    fn put(&self, number: usize, markup: Vec<Markup>, frame: &Element) {
        let place = u32::try_from(number).ok().and_then(|at| frame.children().item(at));
        let mut drawn = self.drawn.borrow_mut();
        if let Some((place, before)) = place.zip(drawn.get_mut(number)) {
            change(&place, before.as_deref(), &markup);
            *before = Some(markup);
        }
    }
}

/// Shows the parts of a screen, and draws them anew when what they are drawn
/// from changes; until then the old ones stand.
pub fn parts(analysis: Analysis, sheet: Sheet) -> Built {
    let place = crate::ui::lean::Spot::new();
    let parts = sheet.parts();
    let easel = Rc::new(Easel {
        analysis,
        sheet,
        waiting: RefCell::default(),
        shared: RefCell::default(),
        drawn: RefCell::new(parts.iter().map(|_| None).collect()),
        away: Cell::new(false),
        alive: StoredValue::new(()),
    });
    let found_later = Rc::clone(&easel);
    follow(move || {
        analysis.track();
        let Some(frame) = place.get() else { return };
        while frame.child_element_count() < u32::try_from(parts.len()).unwrap_or(0) {
            let Ok(part) = document().create_element("div") else { break };
            part.set_class_name("finding");
            frame.append_child(&part).ok();
        }
        untrack(|| easel.begin(frame.unchecked_ref()));
    });
    follow(move || {
        analysis.track_ahead();
        let Some(frame) = place.get() else { return };
        if found_later.away.get() {
            return;
        }
        let ahead = parts.iter().enumerate().filter(|(_, part)| matches!(part, Part::Ahead(_)));
        found_later.waiting.borrow_mut().extend(ahead.map(|(number, _)| number));
        untrack(|| Rc::clone(&found_later).go_on(frame.unchecked_ref()));
    });
    built(view! { <div node_ref=place class="findings"></div> })
}
