//! One page A4: key figures, stages, the largest open deals.
//!
//! It is made when the browser is about to print and gone after it, so that printing from any screen
//! gives the report and nothing of it stands in the page meanwhile.

mod sheet;

use crate::ui::chart::redrawing::redraw;
use crate::ui::lean::{Built, built, on_mouse, view};
use crate::ui::session::Session;
use leptos::ev;
use leptos::prelude::*;

/// The id of the page that is printed.
const PLACE: &str = "report";

/// Makes the report whenever the browser prints, as long as the owner this is called in lives.
pub fn provide(session: Session) {
    let before =
        window_event_listener(ev::Custom::<web_sys::Event>::new("beforeprint"), move |_| {
            put(session);
        });
    let after = window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), |_| {
        if let Some(place) = document().get_element_by_id(PLACE) {
            place.remove();
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}

/// Puts the report into the page; the sheet for printing shows nothing else then.
fn put(session: Session) {
    if !session.open.get_untracked() || document().get_element_by_id(PLACE).is_some() {
        return;
    }
    let (Ok(place), Some(body)) = (document().create_element("article"), document().body()) else {
        return;
    };
    let moment = session.moment();
    let pipeline = session.pipeline_now();
    let Some(pipeline) = pipeline else { return };
    let sheet =
        session.peek(|workspace| sheet::sheet(workspace, &pipeline, &moment, session.text()));
    redraw(&place, &sheet);
    if place.set_attribute("id", PLACE).is_ok() {
        body.append_child(&place).ok();
    }
}

/// Offers to print it.
pub fn offer(session: Session) -> Built {
    let text = session.text();
    built(view! {
        <section class="panel" aria-labelledby="data-report">
            <h2 id="data-report">{text.out.report()}</h2>
            <p class="hint">{text.out.report_help()}</p>
            <div>
                <button type="button" data-testid="print"
                    on:click=on_mouse(|_| { window().print().ok(); })>{text.out.report_print()}</button>
            </div>
        </section>
    })
}
