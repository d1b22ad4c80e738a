//! What the screens of analysis have in common: the question on top, figures
//! that open, one redraw when question or data change.

use super::ahead::{Ahead, Found};
use super::explanation::explanation;
use super::fields::{Fields, Of};
use super::markup::{Markup, tag};
use super::parts::{Part, Shared, parts};
use super::pen::Pen;
use super::question::Question;
use super::redrawing::{focus_named, pressed};
use super::saving;
use crate::ui::analyst::{self, Sheet, Wanted};
use crate::ui::lean::{Built, built, follow, on_event, on_mouse, shown, view};
use crate::ui::session::Session;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use trichter::analytics::{Measure, Query};
use trichter::domain::{Moment, Pipeline};
use trichter::i18n::Text;
use trichter::workspace::Workspace;
use wasm_bindgen::JsCast;

thread_local! {
    /// The question last asked, for as long as the page lives: the next screen
    /// of analysis goes on with it.
    static LAST: RefCell<Question> = RefCell::default();
}

/// A screen of analysis at work; free to copy.
#[derive(Clone, Copy)]
pub struct Analysis {
    /// The session.
    pub session: Session,
    /// What is asked.
    pub question: RwSignal<Question>,
    /// The figure that is open.
    pub opened: RwSignal<Option<Measure>>,
    /// The fields of the question.
    pub fields: Fields,
    /// The figures on screen, by key, for each part; those opened from others last.
    shown: StoredValue<BTreeMap<usize, Vec<(String, Measure)>>>,
    /// The key of the figure on the screen from which others were opened.
    from: StoredValue<Option<String>>,
    /// The room for drawings, in pixels.
    room: RwSignal<i32>,
    /// What history says about the coming months, where the screen asks for it.
    ahead: Option<Ahead>,
}

/// What a drawing of an analysis reads.
pub struct Asked<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// The pipeline on screen.
    pub pipeline: &'a Arc<Pipeline>,
    /// What is asked, with the choices of the screen itself.
    pub question: &'a Question,
    /// The same as the core takes it.
    pub query: &'a Query,
    /// Now.
    pub moment: &'a Moment,
    /// The room for drawings, in pixels.
    pub room: f64,
    /// What history says about the coming months, once it is worked out.
    pub found: Option<Rc<Found>>,
    /// Whether something newer is being worked out.
    pub busy: bool,
    /// Reports that several parts read.
    pub shared: &'a Shared,
}

impl Asked<'_> {
    /// Draws, and says which figures are in it.
    pub fn draw(&self, draw: Draw, text: &'static Text) -> (Vec<Markup>, Vec<(String, Measure)>) {
        let mut pen = Pen::of(self.workspace, self.pipeline, text);
        (draw(self, &mut pen), pen.shown)
    }
}

/// The number under which figures are kept that are shown in the explanation of others.
const OPENED_FROM_OTHERS: usize = usize::MAX;

/// Draws the fields or a part of a screen.
pub type Draw = fn(&Asked<'_>, &mut Pen) -> Vec<Markup>;

impl Analysis {
    /// Begins with the question last asked.
    pub fn new(session: Session) -> Self {
        Self {
            session,
            question: RwSignal::new(LAST.with_borrow(Clone::clone)),
            opened: RwSignal::new(None),
            fields: Fields::new(),
            shown: StoredValue::new(BTreeMap::new()),
            from: StoredValue::new(None),
            room: RwSignal::new(room()),
            ahead: None,
        }
    }

    /// Begins so, with room for what history says about the coming months.
    pub fn with_ahead(session: Session) -> Self {
        Self { ahead: Some(Ahead::new()), ..Self::new(session) }
    }

    /// Works out what history says about the coming months, if the screen shows it.
    pub fn look_ahead(self) {
        if let Some((ahead, query)) = self.ahead.zip(self.query()) {
            ahead.ask(self.session, query, self.session.moment());
        }
    }

    /// Stops working it out: somebody else does.
    pub fn look_away(self) {
        if let Some(ahead) = self.ahead {
            ahead.stop();
        }
    }

    /// Returns what the analyst is to draw; `stands` where all of it is on the page as it was.
    pub fn wanted(self, sheet: Sheet, stands: bool) -> Option<Wanted> {
        Some(Wanted {
            sheet,
            question: self.question.get_untracked(),
            pipeline: self.session.pipeline_now()?.id,
            language: self.session.language(),
            now: self.session.moment().now,
            room: self.room_now(),
            stands,
            fields: self.fields.are_old(self.data()),
        })
    }

    /// Returns what was worked out about the coming months on a question.
    pub fn found(self, query: &Query) -> Option<Rc<Found>> {
        self.ahead.and_then(Ahead::peek).filter(|found| found.query == *query)
    }

    /// Shows the screen: its fields, its parts, and the figure that is open.
    pub fn screen(self, sheet: Sheet) -> Built {
        follow(move || {
            self.track_data();
            let again = self.fields.are_wanted();
            let is_there = self.fields.place.get().is_some();
            // Else the analyst draws them together with the parts.
            if is_there && (again || !self.fields.stand() || !analyst::has_copy(self.session)) {
                untrack(|| self.draw_fields(sheet));
            }
        });
        let resized = window_event_listener(leptos::ev::resize, move |_| {
            let now = room();
            if self.room.get_untracked() != now {
                self.room.set(now);
            }
        });
        on_cleanup(move || resized.remove());
        let opened = shown(move || self.opened.get().map(|measure| explanation(self, measure)));
        built(view! {
            <div class="screen analysis"
                on:change=on_event(move |event| self.answer(&event))
                on:click=on_mouse(move |event| self.press(&event, sheet))>
                <div node_ref=self.fields.place class="analysis-question"></div>
                {parts(self, sheet)}
                {opened}
            </div>
        })
    }

    /// Draws the fields from the data of now.
    pub fn draw_fields(self, sheet: Sheet) {
        let (fields, _) = self.draw(sheet.fields(), &Shared::default());
        self.fields.put(self.data(), fields);
    }

    /// Says of which data the screen is. Not tracked.
    pub fn data(self) -> Of {
        (self.session.revision_now(), self.session.pipeline_now().map(|pipeline| pipeline.id))
    }

    /// Tracks data, pipeline and the room there is.
    fn track_data(self) {
        self.session.pipeline();
        self.session.revision();
        self.room.track();
    }

    /// Tracks what every part is drawn from.
    pub fn track(self) {
        self.question.track();
        self.track_data();
    }

    /// Tracks what is found about the coming months.
    pub fn track_ahead(self) {
        if let Some(ahead) = self.ahead {
            ahead.found();
            ahead.is_busy();
        }
    }

    /// Draws a part from the data of now.
    pub fn draw_part(self, number: usize, draw: Draw, shared: &Shared) -> Vec<Markup> {
        let (content, shown) = self.draw(draw, shared);
        self.shown.update_value(|known| _ = known.insert(number, shown));
        content
    }

    fn draw(self, draw: Draw, shared: &Shared) -> (Vec<Markup>, Vec<(String, Measure)>) {
        // Not tracked: a field must not be taken from under the hands for each answer.
        let question = &self.question.get_untracked();
        let text = self.session.text();
        let Some(pipeline) = &self.session.pipeline_now() else {
            return (
                vec![tag("p").class("empty-state").text(text.funnel.pipeline_needed())],
                Vec::new(),
            );
        };
        let moment = &self.session.moment();
        let query = &question.query(pipeline.id, moment.today());
        let found = self.ahead.and_then(Ahead::peek);
        let busy = self.ahead.is_some_and(Ahead::is_busy_now);
        let room = self.room_now();
        self.session.peek(|workspace| {
            let asked =
                Asked { workspace, pipeline, question, query, moment, room, found, busy, shared };
            asked.draw(draw, text)
        })
    }

    /// Returns the room for drawings, in pixels. Not tracked.
    pub fn room_now(self) -> f64 {
        f64::from(self.room.get_untracked())
    }

    /// Makes more figures known that can be opened.
    pub fn know(self, figures: Vec<(String, Measure)>) {
        self.shown
            .update_value(|shown| shown.entry(OPENED_FROM_OTHERS).or_default().extend(figures));
    }

    fn answer(self, event: &web_sys::Event) {
        let Some(field) =
            event.target().and_then(|field| field.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        let Some(name) = field.get_attribute("name") else { return };
        let value = event_target_value(event);
        self.set(&[(&name, value)]);
    }

    /// Takes choices, as if they were made in the fields.
    pub fn set(self, choices: &[(&str, String)]) {
        self.question.update(|question| {
            for (name, value) in choices {
                question.set(name, value.clone());
            }
        });
        LAST.with_borrow_mut(|last| *last = self.question.get_untracked());
    }

    fn press(self, event: &web_sys::MouseEvent, sheet: Sheet) {
        if saving::press(event, self.session.text().format.language()) || sheet.press(self, event) {
            return;
        }
        if let Some(key) = pressed(event, "data-open") {
            if !self.open(&key) {
                self.open_drawn_elsewhere(key, event, sheet);
            }
        } else if let Some(place) = pressed(event, "data-jump") {
            jump(&place);
        } else if pressed(event, "data-clear").is_some() {
            self.question.update(Question::clear_filters);
            self.fields.write_anew();
            self.set(&[]);
        } else if let Some(choice) = pressed(event, "data-choose")
            && let Some((name, value)) = choice.split_once('=')
        {
            self.set(&[(name, value.to_owned())]);
        }
    }

    /// Opens a figure; returns false where it is not known.
    fn open(self, key: &str) -> bool {
        let found = self.shown.with_value(|shown| {
            let mut all = shown.values().flatten();
            all.find(|(known, _)| known == key).map(|(_, measure)| measure.clone())
        });
        let is_known = found.is_some();
        if is_known {
            if self.opened.with_untracked(Option::is_none) {
                self.from.set_value(Some(key.to_owned()));
            }
            self.opened.set(found);
        }
        is_known
    }

    /// Opens a figure of a part that the analyst has drawn: what is behind it is found here.
    fn open_drawn_elsewhere(self, key: String, event: &web_sys::MouseEvent, sheet: Sheet) {
        let Some(number) = part_pressed(event) else { return };
        let Some(Part::Of(draw) | Part::Ahead(draw)) = sheet.parts().get(number).copied() else {
            return;
        };
        let open = move || {
            self.draw_part(number, draw, &Shared::default());
            self.open(&key)
        };
        let query = self.query();
        if matches!(sheet.parts().get(number), Some(Part::Ahead(_)))
            && query.is_some_and(|query| self.found(&query).is_none())
            && let Some(ahead) = self.ahead
        {
            ahead.then(move || _ = open());
            self.look_ahead();
        } else {
            open();
        }
    }

    fn query(self) -> Option<Query> {
        let pipeline = self.session.pipeline_now()?;
        let today = self.session.moment().today();
        Some(self.question.with_untracked(|it| it.query(pipeline.id, today)))
    }

    /// Forgets which figures are in a part.
    pub fn forget_part(self, number: usize) {
        self.shown.update_value(|known| _ = known.remove(&number));
    }

    /// Closes the figure that is open; the focus goes back to where it began.
    pub fn close(self) {
        self.opened.set(None);
        self.shown.update_value(|known| _ = known.remove(&OPENED_FROM_OTHERS));
        if let Some(key) = self.from.get_value() {
            request_animation_frame(move || focus_named("data-open", &key));
        }
    }
}

/// Returns the number of the part in which something was pressed.
fn part_pressed(event: &web_sys::MouseEvent) -> Option<usize> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let mut part = target.closest(".findings > .finding").ok()??;
    let mut number = 0;
    while let Some(before) = part.previous_element_sibling() {
        part = before;
        number += 1;
    }
    Some(number)
}

/// What stands beside a drawing on a wide page and on a narrow one, in pixels:
/// navigation and margins.
const BESIDE: [i32; 2] = [280, 60];
/// A narrow page has its navigation below.
const NARROW: i32 = 896;

/// Measures the room for drawings in steps, so that few changes of the window
/// draw anew.
fn room() -> i32 {
    const STEP: i32 = 20;
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1_024.0);
    #[allow(clippy::cast_possible_truncation, reason = "the width of a window in pixels")]
    let width = width as i32;
    let [wide, narrow] = BESIDE;
    let room = width - if width > NARROW { wide } else { narrow };
    room.clamp(280, 960) / STEP * STEP
}

/// Writes the parts of a long screen, each with a way to it: test name and title.
pub fn jumps(places: &[(&str, &str)], pen: &Pen) -> Markup {
    let entry = |(name, title): &(&str, &str)| {
        let button = tag("button").attr("type", "button").class("jump").attr("data-jump", name);
        tag("li").with(button.text(title))
    };
    tag("nav")
        .class("jumps")
        .attr("aria-label", pen.text.chart.parts())
        .with(tag("ul").with_all(places.iter().map(entry).collect()))
}

/// Shows a part of the screen and gives its heading the focus.
fn jump(name: &str) {
    let found = document().query_selector(&format!("#main [data-testid=\"{name}\"] > h2"));
    let Some(heading) = found.ok().flatten() else { return };
    heading.scroll_into_view_with_bool(true);
    if let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>() {
        heading.focus().ok();
    }
}

/// Writes the filters behind a heading that opens them.
pub fn filters(asked: &Asked<'_>, pen: &Pen) -> Markup {
    let fields = asked.question.filter_fields(pen.text, asked.workspace, asked.pipeline);
    let details = tag("details").class("filters");
    let details = if asked.question.filters() > 0 { details.attr("open", "") } else { details };
    details
        .with(tag("summary").text(pen.text.app.filters()))
        .with(tag("div").class("filter-fields").with_all(fields))
}

/// Says which filters are set, with a way to take them away; nothing when none is.
pub fn filters_set(asked: &Asked<'_>, pen: &Pen) -> Option<Markup> {
    let count = asked.question.filters();
    let clear = tag("button")
        .attr("type", "button")
        .class("link")
        .attr("data-clear", "")
        .text(pen.text.app.clear_filters());
    (count > 0).then(|| {
        tag("p")
            .class("filters-set")
            .attr("role", "status")
            .with(tag("span").class("badge").text(&pen.text.app.filters_active(count)))
            .with(clear)
    })
}
