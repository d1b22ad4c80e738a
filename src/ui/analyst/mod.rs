//! The analyst: a worker that draws the screens of analysis, so that the page answers meanwhile.
//!
//! It has a copy of the workspace ([`trichter::store::twin`]): the document once, then every
//! transaction. The page asks it for a screen ([`desk`]); it draws the parts one after the other as
//! [`Markup`](super::chart::markup::Markup) and tells them ([`clerk`]). Where there is no worker, no
//! copy yet, or little to draw, the page draws by itself.

mod clerk;
mod desk;

pub use clerk::serve;
pub use desk::{Told, ask, begin_soon, fetch, has_copy};

use super::chart::analysis::{Analysis, Draw};
use super::chart::parts::Part;
use super::chart::question::Question;
use super::{forecast, funnel, insights};
use serde::{Deserialize, Serialize};
use trichter::domain::{Language, PipelineId, Timestamp};

/// A screen of analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sheet {
    /// The funnel and the key figures.
    Funnel,
    /// Cycle, stages, groups, losses.
    Insights,
    /// What will come in.
    Forecast,
}

impl Sheet {
    /// Returns what draws its fields.
    pub fn fields(self) -> Draw {
        match self {
            Self::Funnel => funnel::fields,
            Self::Insights => insights::fields,
            Self::Forecast => forecast::fields,
        }
    }

    /// Does what only one of the screens has a button for; returns false where another was pressed.
    pub fn press(self, analysis: Analysis, event: &web_sys::Event) -> bool {
        match self {
            Self::Funnel | Self::Insights => false,
            Self::Forecast => forecast::press(analysis, event),
        }
    }

    /// Returns its parts from top to bottom.
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::Funnel => funnel::PARTS,
            Self::Insights => insights::PARTS,
            Self::Forecast => forecast::PARTS,
        }
    }
}

/// What the page wants to have drawn.
#[derive(Serialize, Deserialize)]
pub struct Wanted {
    /// The screen.
    pub sheet: Sheet,
    /// What is asked.
    pub question: Question,
    /// Of which pipeline.
    pub pipeline: PipelineId,
    /// The language of the page.
    pub language: Language,
    /// Now.
    pub now: Timestamp,
    /// The room for drawings, in pixels.
    pub room: f64,
    /// Whether every part is on the page already, as it was before.
    pub stands: bool,
    /// Whether the fields are wanted, too: the data is another.
    pub fields: bool,
}

/// What the page tells the analyst, by number.
mod said {
    /// The document begins with this piece.
    pub const DOCUMENT: u32 = 0;
    /// It goes on.
    pub const PIECE: u32 = 1;
    /// It is complete.
    pub const COMPLETE: u32 = 2;
    /// Something was done.
    pub const DONE: u32 = 3;
    /// A screen is wanted.
    pub const WANTED: u32 = 4;
}

/// What the analyst tells the page, by number.
mod told {
    /// The worker failed.
    pub const FAILED: i32 = -1;
    /// The worker runs.
    pub const RUNS: i32 = 0;
    /// It has the copy.
    pub const COPIED: i32 = 1;
    /// It has no copy any more.
    pub const LOST: i32 = 2;
    /// Parts are drawn.
    pub const PARTS: i32 = 3;
    /// All of the screen is drawn.
    pub const ALL: i32 = 4;
    /// The fields are drawn.
    pub const FIELDS: i32 = 5;
}
