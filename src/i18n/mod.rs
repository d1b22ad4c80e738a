//! What the page says, in German and English, and how it reads what people type.
//!
//! - [`Text`] is the bundle of all texts, one file per topic with both languages
//!   side by side; a missing translation does not compile.
//! - [`Format`] writes numbers, money and days.
//! - [`parse`] reads them, [`quick`] reads a whole deal from one line.

mod a11y;
mod app;
mod board;
mod chart;
mod contacts;
mod data;
mod deal;
mod errors;
mod exchange;
mod figures;
mod forecast;
mod format;
mod funnel;
mod import;
mod insights;
mod list;
mod money;
mod out;
mod outlook;
pub mod parse;
pub mod quick;
mod said;
mod scores;
mod settings;
mod shortcuts;
mod start;
mod terms;
mod text;
mod today;
mod trust;

pub use a11y::A11yText;
pub use app::AppText;
pub use board::BoardText;
pub use chart::ChartText;
pub use contacts::ContactsText;
pub use data::DataText;
pub use deal::DealText;
pub use errors::ErrorText;
pub use figures::FigureText;
pub use forecast::ForecastText;
pub use format::{Format, NOTHING};
pub use funnel::FunnelText;
pub use import::ImportText;
pub use insights::InsightsText;
pub use list::ListText;
pub use out::OutText;
pub use outlook::OutlookText;
pub use said::VerbText;
pub use scores::ScoresText;
pub use settings::SettingsText;
pub use shortcuts::ShortcutsText;
pub use start::StartText;
pub use terms::TermText;
pub use text::Template;
pub use today::TodayText;
pub use trust::TrustText;

use crate::domain::Language;
use text::texts;

/// Defines the bundle from its topics.
macro_rules! bundle {
    ($($(#[$meta:meta])* $topic:ident: $text:ident,)*) => {
        /// All texts of one language.
        ///
        /// # Example
        /// ```
        /// use trichter::domain::Language;
        /// use trichter::i18n::Text;
        /// assert_eq!(Text::of(Language::De).app.board(), "Board");
        /// assert_eq!(Text::of(Language::En).board.deals(2), "2 deals");
        /// ```
        #[derive(Clone, Copy, Debug)]
        pub struct Text {
            /// Numbers, money and days in this language.
            pub format: Format,
            $($(#[$meta])* pub $topic: $text,)*
        }

        static DE: Text = Text { format: Format::of(Language::De), $($topic: $text::DE,)* };
        static EN: Text = Text { format: Format::of(Language::En), $($topic: $text::EN,)* };

        #[cfg(test)]
        const ENTRIES: &[&[text::Entry]] = &[$($text::ENTRIES,)*];
    };
}

bundle! {
    /// Navigation, save state, undo, what every screen shares.
    app: AppText,
    /// The board.
    board: BoardText,
    /// The deal panel and its fields.
    deal: DealText,
    /// The table of deals.
    list: ListText,
    /// Organisations and people.
    contacts: ContactsText,
    /// What to do today.
    today: TodayText,
    /// The funnel.
    funnel: FunnelText,
    /// Key figures by topic.
    insights: InsightsText,
    /// What is around every chart.
    chart: ChartText,
    /// What history says about the coming months.
    outlook: OutlookText,
    /// Names and formulas of figures.
    figures: FigureText,
    /// The forecast.
    forecast: ForecastText,
    /// Scores.
    scores: ScoresText,
    /// Export, backups, quality.
    data: DataText,
    /// What is saved: backups, files, history.
    trust: TrustText,
    /// What goes out: calendars, links, the report.
    out: OutText,
    /// Settings and the editor of stages.
    settings: SettingsText,
    /// The first run.
    start: StartText,
    /// Import of files.
    import: ImportText,
    /// What went wrong.
    errors: ErrorText,
    /// Names of the domain's own values.
    terms: TermText,
    /// What was done.
    verbs: VerbText,
    /// What only screen readers say.
    a11y: A11yText,
    /// Names of the keyboard commands.
    shortcuts: ShortcutsText,
}

impl Text {
    /// Returns the texts of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::De => &DE,
            Language::En => &EN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Names in braces of a template.
    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).map(|part| part.split_once('}').expect(text).0).collect()
    }

    #[test]
    fn every_value_has_its_place_in_both_languages() {
        for entry in ENTRIES.iter().flat_map(|topic| topic.iter()) {
            let mut values: BTreeSet<&str> = entry.values.iter().copied().collect();
            for text in [entry.de, entry.en] {
                assert!(!text.trim().is_empty(), "{} is empty", entry.name);
                assert_eq!(text.contains('|'), !entry.count.is_empty(), "{}: {text}", entry.name);
                if let Some((one, many)) = text.split_once('|') {
                    assert!(places(many).contains("n"), "{}: {text}", entry.name);
                    values.insert("n");
                    let mut known = places(one);
                    known.insert("n");
                    assert_eq!(known, values, "{}: {one}", entry.name);
                    assert_eq!(places(many), values, "{}: {many}", entry.name);
                } else {
                    assert_eq!(places(text), values, "{}: {text}", entry.name);
                }
            }
        }
    }

    #[test]
    fn quotation_marks_and_dots_are_those_of_print() {
        for entry in ENTRIES.iter().flat_map(|topic| topic.iter()) {
            for text in [entry.de, entry.en] {
                assert!(!text.contains(['"', '\'']) && !text.contains("..."), "{}", entry.name);
            }
            assert!(!entry.de.contains('”') && !entry.en.contains('„'), "{}", entry.name);
        }
    }

    #[test]
    fn a_value_that_looks_like_a_template_stays_as_it_is() {
        let text = Text::of(Language::En);
        assert_eq!(text.board.moved("{to}", "<b>", "C"), "Moved “{to}” from “<b>” to “C”");
    }

    #[test]
    fn one_is_one_and_none_and_many_are_many() {
        let text = Text::of(Language::De);
        assert_eq!(text.app.tasks(1), "1 Aufgabe");
        assert_eq!(text.app.tasks(0), "0 Aufgaben");
        assert_eq!(text.board.deals(1_234), "1.234 Deals");
    }
}
