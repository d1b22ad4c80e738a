//! The way of each card through the lists.

use super::wire::{Action, Card, Named};
use crate::domain::Day;
use std::collections::HashMap;

/// The time a card was made: the first eight hexadecimal digits of its id are
/// seconds since 1970.
pub(super) fn made_at(id: &str) -> Option<String> {
    let seconds = i64::from_str_radix(id.get(..8)?, 16).ok().filter(|seconds| *seconds > 0)?;
    let day = Day::from_epoch_days(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    Some(format!("{day}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60))
}

/// How much of a card's history the export has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Whole,
    Partly,
}

/// One action on a card, in the words of the board.
struct Move {
    at: String,
    before: Option<String>,
    after: String,
}

/// The moves of every card, oldest first.
pub(super) struct Moves<'a> {
    of: HashMap<&'a str, Vec<Move>>,
    /// The oldest action of the file; nothing is known of the time before it.
    since: String,
}

impl<'a> Moves<'a> {
    pub fn of(actions: &'a [Action], names: &HashMap<&str, &str>) -> Self {
        let name = |named: Option<&Named>| -> Option<String> {
            let named = named?;
            let now = named.id.as_deref().and_then(|id| names.get(id)).copied();
            now.or(named.name.as_deref()).map(str::to_owned)
        };
        let mut all: HashMap<&str, Vec<Move>> = HashMap::new();
        // ISO times of one zone sort as texts.
        let dated = actions.iter().filter_map(|action| action.date.clone());
        let since = dated.min().unwrap_or_default();
        for action in actions {
            let (Some(at), Some(data)) = (&action.date, &action.data) else { continue };
            let Some(card) = data.card.as_ref().and_then(|card| card.id.as_deref()) else {
                continue;
            };
            let (before, after) = match action.kind.as_deref() {
                Some("updateCard") => (name(data.before.as_ref()), name(data.after.as_ref())),
                Some(
                    "createCard"
                    | "copyCard"
                    | "emailCard"
                    | "moveCardToBoard"
                    | "convertToCardFromCheckItem",
                ) => (None, name(data.list.as_ref())),
                Some(_) | None => continue,
            };
            if let Some(after) = after {
                all.entry(card).or_default().push(Move { at: at.clone(), before, after });
            }
        }
        for moves in all.values_mut() {
            // The file has the latest first.
            moves.reverse();
            moves.sort_by(|one, two| one.at.cmp(&two.at));
        }
        Self { of: all, since }
    }

    /// Writes the entries into lists of a card.
    pub fn write(&self, card: &Card, stage: &str, rows: &mut Vec<Vec<String>>) -> Known {
        let moves = self.of.get(card.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let made = made_at(&card.id);
        let mut known = Known::Whole;
        let first = moves.first();
        if first.is_none_or(|first| first.before.is_some()) {
            // No action made the card: it is older than the export reaches, unless
            // its id says that nothing can be missing.
            let whole = made.as_ref().is_some_and(|made| {
                !self.since.is_empty() && made.get(..19) >= self.since.get(..19)
            });
            let at = if whole { made.unwrap_or_default() } else { String::new() };
            known = if whole { Known::Whole } else { Known::Partly };
            let list = first.and_then(|first| first.before.as_deref()).unwrap_or(stage);
            rows.push(vec![card.id.clone(), list.to_owned(), at]);
        }
        rows.extend(
            moves.iter().map(|step| vec![card.id.clone(), step.after.clone(), step.at.clone()]),
        );
        known
    }
}
