//! Icons, drawn on a grid of 16 with one stroke width.

use crate::ui::lean::{Built, view};
use leptos::prelude::*;

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum Glyph {
    Today,
    Board,
    List,
    Contacts,
    Funnel,
    Insights,
    Forecast,
    Scores,
    Data,
    Settings,
    Undo,
    Redo,
    Add,
    Close,
    More,
    Search,
    Check,
    Warning,
    ChevronDown,
    Trophy,
    Cross,
    Trash,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Today => "M3 4h10v9H3zM3 7h10M6 2v3M10 2v3M6 10l1.3 1.3L10 8.8",
            Self::Board => "M2.5 3h3v10h-3zM6.5 3h3v7h-3zM10.5 3h3v4.5h-3z",
            Self::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.5M2.5 8h.5M2.5 12h.5",
            Self::Contacts => {
                "M6 7.5a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM1.8 13c.3-2.5 2-3.8 4.2-3.8S10 10.5 10.2 13M10.8 3.4a2.1 2.1 0 0 1 0 4M12 9.4c1.400.5 2.100 1.700 2.200 3.600"
            }
            Self::Funnel => "M2 3h12l-4.500 5v5l-3-1.500V8z",
            Self::Insights => "M2.500 2.500v11h11M5.500 11V8M8.500 11V5M11.500 11V7",
            Self::Forecast => {
                "M2.500 13h11M3 10.500l3-3.500 2.500 2L13 3.500M13 3.500h-3M13 3.500v3"
            }
            Self::Scores => {
                "M8 2l1.800 3.800 4.200.5-3.100 2.900.8 4.100L8 11.300l-3.700 2 .8-4.100L2 6.300l4.200-.5z"
            }
            Self::Data => "M8 2v7M5.200 6.500L8 9.300l2.800-2.800M2.500 10v3h11v-3",
            Self::Settings => "M2 4.500h7M12 4.500h2M2 11.500h2M7 11.500h7M10.500 3v3M5.500 10v3",
            Self::Undo => "M6 3L2.500 6.500 6 10M2.500 6.500H9a4 4 0 0 1 0 7H6.500",
            Self::Redo => "M10 3l3.500 3.500L10 10M13.500 6.500H7a4 4 0 0 0 0 7h2.500",
            Self::Add => "M8 3v10M3 8h10",
            Self::Close | Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::More => "M3.500 8h.1M8 8h.1M12.500 8h.1",
            Self::Search => {
                "M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300l3.200 3.200"
            }
            Self::Check => "M3 8.500l3.300 3.300L13 4.500",
            Self::Warning => "M8 2.500l6 11H2zM8 6.500v3.200M8 11.700v.1",
            Self::ChevronDown => "M4 6l4 4 4-4",
            Self::Trophy => {
                "M5 2.500h6v4a3 3 0 0 1-6 0zM5 4H2.500c0 2 1 3 2.500 3M11 4h2.500c0 2-1 3-2.500 3M8 9.500v2.500M5.500 13.500h5"
            }
            Self::Trash => "M3 4.500h10M6 4.500v-2h4v2M4.500 4.500l.6 9h5.800l.6-9",
        }
    }
}

/// Shows an icon. It says nothing to a screen reader; the words beside it do.
#[component]
pub fn Icon(
    /// The picture.
    glyph: Glyph,
) -> Built {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=glyph.path()/>
        </svg>
    }
}
