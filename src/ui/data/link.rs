//! A small workspace as a link.

use crate::ui::browser::{address, clipboard};
use crate::ui::lean::{Built, Spot, built, nothing, on_mouse, part, view};
use crate::ui::session::{Session, ToastKind};
use leptos::prelude::*;
use trichter::document;
use trichter::exchange::share::{self, Fit};
use trichter::workspace::Workspace;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// More records than this are not even packed: that would keep the page busy for a link that no
/// program takes.
const MOST_RECORDS: usize = 2_000;

/// What came of making a link.
#[derive(Clone)]
enum Link {
    NotMade,
    TooLong,
    Made(String),
}

/// Offers the workspace as a link.
pub fn link(session: Session) -> Built {
    let text = session.text();
    let link = RwSignal::new(Link::NotMade);
    // What was made is the link to how the workspace was.
    crate::ui::lean::follow(move || {
        session.revision();
        link.set(Link::NotMade);
    });
    let make = on_mouse(move |_| {
        let made = session.peek(pack).map_or(Link::TooLong, Link::Made);
        link.set(made);
    });
    built(view! {
        <section class="panel" aria-labelledby="data-share">
            <h2 id="data-share">{text.out.share()}</h2>
            <p class="hint">{text.out.share_help()}</p>
            <div>
                <button type="button" data-testid="share" on:click=make>{text.out.share_make()}</button>
            </div>
            <div role="status">{part(move || shown(session, &link.get()))}</div>
        </section>
    })
}

/// Makes the address; `None` where it would be too long.
fn pack(workspace: &Workspace) -> Option<String> {
    let records = workspace.deals().len()
        + workspace.organisations().len()
        + workspace.people().len()
        + workspace.activities().len();
    if records > MOST_RECORDS {
        return None;
    }
    let packed = share::pack(&document::write(workspace));
    let address = address::shared_address(&packed);
    (share::fit(address.len()) != Fit::TooLong).then_some(address)
}

fn shown(session: Session, link: &Link) -> Built {
    let text = session.text();
    let address = match link {
        Link::NotMade => return nothing(),
        Link::TooLong => {
            return built(view! {
                <p class="notice" data-testid="share-too-long">{text.out.share_too_long()}</p>
            });
        }
        Link::Made(address) => address.clone(),
    };
    let field = Spot::new();
    let fits = match share::fit(address.len()) {
        Fit::Comfortable => text.out.share_fits(),
        Fit::Long | Fit::TooLong => text.out.share_long(),
    };
    let size = text.out.share_size(&text.format.count(address.len()));
    let copied = address.clone();
    let copy = on_mouse(move |_| {
        if let Some(field) = field.get_untracked() {
            // Where the clipboard is closed, it can be copied by hand.
            field.unchecked_into::<HtmlInputElement>().select();
        }
        clipboard::write(&copied, move || {
            session.toast(ToastKind::Note, session.text().out.share_copied().to_owned());
        });
    });
    built(view! {
        <div class="share-made">
            <input type="text" node_ref=field aria-label=text.out.share_link() readonly
                data-testid="share-link" value=address/>
            <button type="button" data-testid="share-copy" on:click=copy>{text.out.share_copy()}</button>
        </div>
        <p class="hint" data-testid="share-size">{size}" "{fits}</p>
    })
}
