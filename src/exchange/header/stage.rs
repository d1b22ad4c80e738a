//! Stages in the names of columns.

use super::bare;

/// The stage, and the pipeline if it says one, in the name of a column of
/// times: `HubSpot` writes `Date entered "Closed Won (Sales Pipeline)"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct StageColumn {
    /// What stands between the quotes.
    pub whole: String,
    /// The stage, without a pipeline behind it.
    pub stage: String,
    /// The pipeline; empty if there is none.
    pub pipeline: String,
}

/// What stands before the name of a stage, in lower case.
const ENTERED: [&str; 6] = [
    "date entered ",
    "datum des eintritts in ",
    "eintrittsdatum in ",
    "eintrittsdatum ",
    "eingetreten in ",
    "entered stage ",
];

/// Reads the stage that a column of times is about.
pub(in crate::exchange) fn entered_stage(header: &str) -> Option<StageColumn> {
    let header = header.trim();
    let named = ENTERED.iter().find_map(|words| {
        let head = header.get(..words.len())?;
        head.to_lowercase().eq(words).then(|| header.get(words.len()..))?
    })?;
    let whole = named.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '„' | '“' | '”' | '«' | '»' | '‘' | '’')
    });
    if whole.is_empty() || bare(whole) == "currentstage" {
        return None;
    }
    let (stage, pipeline) = without_pipeline(whole);
    Some(StageColumn {
        whole: whole.to_owned(),
        stage: stage.to_owned(),
        pipeline: pipeline.to_owned(),
    })
}

/// Cuts `Closed Won (Sales Pipeline)` into stage and pipeline. Of brackets within
/// brackets the outer ones count.
pub(in crate::exchange) fn without_pipeline(text: &str) -> (&str, &str) {
    let Some(inner) = text.strip_suffix(')') else { return (text, "") };
    let mut depth = 1;
    for (at, character) in inner.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let stage = inner.get(..at).unwrap_or_default().trim();
            let pipeline = inner.get(at + 1..).unwrap_or_default().trim();
            return if stage.is_empty() { (text, "") } else { (stage, pipeline) };
        }
    }
    (text, "")
}
