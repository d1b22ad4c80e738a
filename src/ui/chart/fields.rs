//! The fields above a screen of analysis: what can be chosen there follows the data.

use super::markup::Markup;
use super::redrawing::redraw;
use crate::ui::lean::Spot;
use leptos::prelude::*;
use trichter::domain::PipelineId;

/// Of which data fields are: the revision and the pipeline.
pub type Of = (u64, Option<PipelineId>);

/// The fields; free to copy.
#[derive(Clone, Copy)]
pub struct Fields {
    /// Where they stand.
    pub place: Spot,
    /// Counts what they must be written anew for, whatever was typed.
    anew: RwSignal<u32>,
    written: StoredValue<u32>,
    /// What they were last made of.
    last: StoredValue<Option<Vec<Markup>>, LocalStorage>,
    of: StoredValue<Option<Of>>,
}

impl Fields {
    /// Begins with none.
    pub fn new() -> Self {
        Self {
            place: Spot::new(),
            anew: RwSignal::new(0),
            written: StoredValue::new(0),
            last: StoredValue::new_local(None),
            of: StoredValue::new(None),
        }
    }

    /// Wants them to be written anew.
    pub fn write_anew(self) {
        self.anew.update(|count| *count += 1);
    }

    /// Says whether that was wanted since they were written. Tracked.
    pub fn are_wanted(self) -> bool {
        self.anew.get() != self.written.get_value()
    }

    /// Says whether they are on the page, of whatever data.
    pub fn stand(self) -> bool {
        self.of.with_value(Option::is_some)
    }

    /// Says whether they are those of other data.
    pub fn are_old(self, of: Of) -> bool {
        self.of.get_value() != Some(of)
    }

    /// Puts them on the page. A field that stays as it is keeps what is being typed into it.
    pub fn put(self, of: Of, fields: Vec<Markup>) {
        let wanted = self.anew.get_untracked();
        let same = self.last.with_value(|last| last.as_ref() == Some(&fields));
        if (!same || self.written.get_value() != wanted)
            && let Some(place) = self.place.get_untracked()
        {
            redraw(&place, &fields);
        }
        self.written.set_value(wanted);
        self.of.set_value(Some(of));
        self.last.set_value(Some(fields));
    }
}
