//! Which screen is shown, as the fragment of the address.
//!
//! The fragment works on any static host and from a file: `#/board`,
//! `#/funnel?pipeline=…`, `#/list?deal=…`. What cannot be read is left out, so
//! every fragment leads somewhere.

use crate::domain::{DealId, PipelineId};
use std::fmt;
use std::str::FromStr;

/// A screen of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// What to do today.
    Today,
    /// Deals on a board.
    #[default]
    Board,
    /// Deals in a table.
    List,
    /// Organisations and people.
    Contacts,
    /// The funnel and the key figures.
    Funnel,
    /// How long deals take, where they stop, why they end as they do.
    Insights,
    /// What will come in.
    Forecast,
    /// Lead scores.
    Scores,
    /// Import and export.
    Data,
    /// Workspace, pipelines, stages.
    Settings,
}

impl Screen {
    /// Every screen in the order of the navigation.
    pub const ALL: [Self; 10] = [
        Self::Today,
        Self::Board,
        Self::List,
        Self::Contacts,
        Self::Funnel,
        Self::Insights,
        Self::Forecast,
        Self::Scores,
        Self::Data,
        Self::Settings,
    ];

    /// Returns the name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Board => "board",
            Self::List => "list",
            Self::Contacts => "contacts",
            Self::Funnel => "funnel",
            Self::Insights => "insights",
            Self::Forecast => "forecast",
            Self::Scores => "scores",
            Self::Data => "data",
            Self::Settings => "settings",
        }
    }
}

/// Where the page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Route {
    /// The screen.
    pub screen: Screen,
    /// The pipeline it shows; `None` is the first.
    pub pipeline: Option<PipelineId>,
    /// The deal whose panel is open.
    pub deal: Option<DealId>,
}

impl Route {
    /// Returns the route to another screen of the same pipeline, panel closed.
    pub fn to(self, screen: Screen) -> Self {
        Self { screen, deal: None, ..self }
    }

    /// Returns the route with a deal's panel open (or none).
    pub fn with_deal(self, deal: Option<DealId>) -> Self {
        Self { deal, ..self }
    }

    /// Returns the route to the same screen of another pipeline, panel closed.
    pub fn with_pipeline(self, pipeline: PipelineId) -> Self {
        Self { pipeline: Some(pipeline), deal: None, ..self }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#/{}", self.screen.name())?;
        let mut mark = '?';
        if let Some(pipeline) = self.pipeline {
            write!(formatter, "{mark}pipeline={pipeline}")?;
            mark = '&';
        }
        if let Some(deal) = self.deal {
            write!(formatter, "{mark}deal={deal}")?;
        }
        Ok(())
    }
}

/// Never fails: what is not understood is the board.
impl FromStr for Route {
    type Err = std::convert::Infallible;
    fn from_str(fragment: &str) -> Result<Self, Self::Err> {
        let path = fragment.trim_start_matches(['#', '/']);
        let (name, query) = path.split_once('?').unwrap_or((path, ""));
        let screen = Screen::ALL.into_iter().find(|screen| screen.name() == name);
        let value = |key: &str| {
            query.split('&').find_map(|part| {
                part.split_once('=').filter(|(known, _)| *known == key).map(|(_, value)| value)
            })
        };
        Ok(Self {
            screen: screen.unwrap_or_default(),
            pipeline: value("pipeline").and_then(|text| text.parse().ok()),
            deal: value("deal").and_then(|text| text.parse().ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Ids;

    #[test]
    fn a_route_reads_back_from_its_fragment() {
        let mut ids = Ids::seeded(1);
        for screen in Screen::ALL {
            for pipeline in [None, Some(PipelineId::fresh(&mut ids))] {
                for deal in [None, Some(DealId::fresh(&mut ids))] {
                    let route = Route { screen, pipeline, deal };
                    assert_eq!(route.to_string().parse(), Ok(route));
                }
            }
        }
    }

    #[test]
    fn nonsense_leads_to_the_board() {
        for text in ["", "#", "#/", "#/nowhere", "#/board?deal=", "#/board?deal=<script>&x"] {
            assert_eq!(text.parse(), Ok(Route::default()), "{text}");
        }
    }
}
