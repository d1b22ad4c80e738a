//! Built-in examples and a seeded simulator.
//!
//! An [`Example`] is always a workspace of its own and never mixes with real
//! data; its settings carry its key. [`simulate`] makes pipelines of any size
//! from given rates, the same on every machine for the same seed.

mod company;
mod dice;
mod figures;
mod pen;
mod showcase;
mod simulation;
mod vocabulary;

pub use simulation::{Kept, Simulation, StageRate, simulate, usual_rates};

use crate::domain::{Language, Moment};
use crate::workspace::Workspace;

/// A workspace that shows something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Example {
    /// The desk of a freelancer: some 60 deals in all states, tasks overdue and due today.
    Showcase,
    /// 100 leads, 30 qualified, 10 offers, 3 won; ten leads still open.
    Funnel,
    /// 10 open deals and 10 offers of which 3 were won in 45 days and for
    /// 15,000 € on average: 10 × 30 % × 15,000 € / 45 days = 1,000 € a day.
    Velocity,
    /// 10,000 visitors, 100 downloads, 20 enquiries, 5 offers, 1 order: 10,000
    /// bare deals without companies and activities, no scaled-down ones.
    LeakyFunnel,
    /// The pipeline F → A with its entry criteria and 40 deals.
    Letters,
    /// Two deals in one month: 10,000 € at 50 % and 20,000 € at 75 %.
    ForecastPair,
}

impl Example {
    /// Every example, the one to show first at the front.
    pub const ALL: [Self; 6] = [
        Self::Showcase,
        Self::Funnel,
        Self::LeakyFunnel,
        Self::Letters,
        Self::Velocity,
        Self::ForecastPair,
    ];

    /// Returns the key that `settings.example` holds.
    pub fn key(self) -> &'static str {
        match self {
            Self::Showcase => "showcase",
            Self::Funnel => "funnel",
            Self::Velocity => "velocity",
            Self::LeakyFunnel => "leaky-funnel",
            Self::Letters => "letters",
            Self::ForecastPair => "forecast-pair",
        }
    }

    /// Finds an example by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|example| example.key() == key)
    }

    /// Returns the name of its workspace.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Showcase, Language::De) => "Beispiel Freiberufler",
            (Self::Showcase, Language::En) => "Freelancer example",
            (Self::Funnel, _) => "100 → 30 → 10 → 3",
            (Self::Velocity, Language::De) => "1.000 € am Tag",
            (Self::Velocity, Language::En) => "1,000 € a day",
            (Self::LeakyFunnel, Language::De) => "Undichter Trichter 10.000 → 100",
            (Self::LeakyFunnel, Language::En) => "Leaky funnel 10,000 → 100",
            (Self::Letters, Language::De) => "Beispiel F → A",
            (Self::Letters, Language::En) => "Example F → A",
            (Self::ForecastPair, Language::De) => "Prognose mit zwei Deals",
            (Self::ForecastPair, Language::En) => "Forecast of two deals",
        }
    }

    /// Makes the workspace as of a moment.
    ///
    /// The same example on the same day is the same to the last id, the
    /// workspace's own included (also between languages): to reset an example
    /// is to make it again in place of the old one.
    pub fn workspace(self, language: Language, moment: &Moment) -> Workspace {
        match self {
            Self::Showcase => showcase::showcase(language, moment),
            Self::Letters => showcase::letters(language, moment),
            Self::Funnel => figures::funnel(language, moment),
            Self::Velocity => figures::velocity(language, moment),
            Self::LeakyFunnel => figures::leaky_funnel(language, moment),
            Self::ForecastPair => figures::forecast_pair(language, moment),
        }
    }

    fn settings(self, language: Language) -> crate::domain::Settings {
        crate::domain::Settings {
            name: self.name(language).to_owned(),
            example: self.key().to_owned(),
            ..crate::domain::Settings::default()
        }
    }

    /// Returns a seed of its own.
    fn seed(self) -> u64 {
        match self {
            Self::Showcase => 0x5105,
            Self::Funnel => 0x1003,
            Self::Velocity => 0x1000,
            Self::LeakyFunnel => 0x1_0100,
            Self::Letters => 0xF2A,
            Self::ForecastPair => 0x204,
        }
    }
}
