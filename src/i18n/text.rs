//! How a bundle of texts is written down: both languages side by side.

use super::Format;
use crate::domain::Language;

/// A text with places for values; it can be filled but not shown as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(pub(super) &'static str);

impl Template {
    /// Puts values at their `{name}`s. A value is never read as a template.
    pub(super) fn fill(self, values: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(self.0.len() + 32);
        let mut parts = self.0.split('{');
        filled.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or(("", part));
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
            filled.push_str(rest);
        }
        filled
    }

    /// Puts values into the form for `count`: `one|many`, with the count itself
    /// at `{n}`. Both languages use the first form for 1 only.
    pub(super) fn count(self, language: Language, count: usize, more: &[(&str, &str)]) -> String {
        let (one, many) = self.0.split_once('|').unwrap_or((self.0, self.0));
        let form = Template(if count == 1 { one } else { many });
        let number = Format::of(language).whole(i64::try_from(count).unwrap_or(i64::MAX));
        let mut values = vec![("n", number.as_str())];
        values.extend_from_slice(more);
        form.fill(&values)
    }
}

/// Returns the template of a language.
pub(super) const fn choose(language: Language, de: &'static str, en: &'static str) -> Template {
    Template(match language {
        Language::De => de,
        Language::En => en,
    })
}

/// Defines the texts of one topic: a struct with the consts `DE` and `EN`.
///
/// ```text
/// texts! {
///     /// Texts of the board.
///     pub struct BoardText {
///         new_deal: "Deal anlegen", "New deal";
///         moved(deal, to): "{deal} nach {to} verschoben", "{deal} moved to {to}";
///         deals[n]: "{n} Deal|{n} Deals", "{n} deal|{n} deals";
///         chosen[n](stage): "{n} Deal in {stage}|{n} Deals in {stage}", "…|…";
///     }
/// }
/// ```
///
/// Every entry is a method, so that a part of the page brings along the texts it
/// says and no others: `text.board.new_deal()`. One with values takes `&str`s: `text.board.moved(title, stage)`. One with `[n]` takes
/// a count first, chooses between `one|many` and puts the number at `{n}`:
/// `text.board.deals(3)`. German comes first, then English; leaving one out does
/// not compile, and a test holds that every `{name}` is a value and the other
/// way round.
macro_rules! texts {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $field:ident $([$count:ident])? $(($($arg:ident),+))? : $de:literal, $en:literal;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            /// The language of these texts.
            pub written_in: $crate::domain::Language,
        }

        impl $name {
            pub(super) const DE: Self = Self { written_in: $crate::domain::Language::De };
            pub(super) const EN: Self = Self { written_in: $crate::domain::Language::En };
            $(texts!(@method $field $([$count])? $(($($arg),+))? $de, $en);)*
        }

        #[cfg(test)]
        impl $name {
            /// Name, counted or not, values, German and English of each entry.
            pub(super) const ENTRIES: &'static [$crate::i18n::text::Entry] = &[$(
                $crate::i18n::text::Entry {
                    name: concat!(stringify!($name), ".", stringify!($field)),
                    count: &[$(stringify!($count))?],
                    values: &[$($(stringify!($arg)),+)?],
                    de: $de,
                    en: $en,
                },
            )*];
        }
    };
    (@method $field:ident $de:literal, $en:literal) => {
        #[doc = concat!("“", $en, "”")]
        pub const fn $field(self) -> &'static str {
            match self.written_in {
                $crate::domain::Language::De => $de,
                $crate::domain::Language::En => $en,
            }
        }
    };
    (@method $field:ident ($($arg:ident),+) $de:literal, $en:literal) => {
        #[doc = concat!("“", $en, "”")]
        pub fn $field(self, $($arg: &str),+) -> String {
            $crate::i18n::text::choose(self.written_in, $de, $en)
                .fill(&[$((stringify!($arg), $arg)),+])
        }
    };
    (@method $field:ident [$count:ident] $(($($arg:ident),+))? $de:literal, $en:literal) => {
        #[doc = concat!("“", $en, "”, by count.")]
        pub fn $field(self, $count: usize $($(, $arg: &str)+)?) -> String {
            $crate::i18n::text::choose(self.written_in, $de, $en)
                .count(self.written_in, $count, &[$($((stringify!($arg), $arg)),+)?])
        }
    };
}
pub(super) use texts;

/// What the tests read of an entry.
#[cfg(test)]
pub(super) struct Entry {
    pub name: &'static str,
    pub count: &'static [&'static str],
    pub values: &'static [&'static str],
    pub de: &'static str,
    pub en: &'static str,
}
