//! Words in cells that mean something: outcomes, loss reasons, the usual order
//! of stages.

use super::header::bare;
use crate::domain::{ActivityKind, Engagement, FunnelZone, LossReason};

/// What a word says about how a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeWord {
    /// Undecided.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Deleted in the other program.
    Deleted,
}

const WON: [&str; 11] = [
    "won",
    "closedwon",
    "gewonnen",
    "geschlossengewonnen",
    "abgeschlossengewonnen",
    "auftragerteilt",
    "vyhráno",
    "vyhraný",
    "vyhraná",
    "vyhrano",
    "abgeschlossenundgewonnen",
];
const LOST: [&str; 11] = [
    "lost",
    "closedlost",
    "verloren",
    "geschlossenverloren",
    "abgeschlossenverloren",
    "prohráno",
    "prohraný",
    "prohraná",
    "prohrano",
    "abgeschlossenundverloren",
    "absage",
];
const OPEN: [&str; 8] =
    ["open", "offen", "otevřený", "otevreny", "otevřeno", "otevřená", "inprogress", "laufend"];
const DELETED: [&str; 5] = ["deleted", "geloescht", "smazaný", "smazáno", "smazano"];

/// Reads the outcome a word means. `Closed Won (Sales Pipeline)` is won.
pub fn outcome(text: &str) -> Option<OutcomeWord> {
    let head = text.split('(').next().filter(|head| !head.trim().is_empty()).unwrap_or(text);
    let (whole, head) = (bare(text), bare(head));
    let is = |words: &[&str]| words.iter().any(|word| *word == whole || *word == head);
    if is(&WON) {
        Some(OutcomeWord::Won)
    } else if is(&LOST) {
        Some(OutcomeWord::Lost)
    } else if is(&OPEN) {
        Some(OutcomeWord::Open)
    } else if is(&DELETED) {
        Some(OutcomeWord::Deleted)
    } else {
        None
    }
}

/// Reads words that mean "open" in a column of outcomes; elsewhere they may be
/// the name of a stage.
pub fn in_work(text: &str) -> Option<OutcomeWord> {
    matches!(bare(text).as_str(), "active" | "aktiv" | "new" | "neu" | "pending")
        .then_some(OutcomeWord::Open)
}

/// What kinds of activities are called, German and English first, as we write
/// them ourselves.
const KINDS: [(ActivityKind, &str, &str, &[&str]); 13] = [
    (ActivityKind::Task, "Aufgabe", "Task", &["todo", "deadline", "frist", "úkol"]),
    (ActivityKind::Call, "Anruf", "Call", &["phonecall", "telefonat", "phone", "hovor"]),
    (ActivityKind::Email, "E-Mail", "E-mail", &["mail"]),
    (
        ActivityKind::Meeting,
        "Treffen",
        "Meeting",
        &["termin", "besprechung", "lunch", "event", "demo", "schůzka"],
    ),
    (ActivityKind::Note, "Notiz", "Note", &["notes", "comment", "poznámka"]),
    (
        ActivityKind::Engagement(Engagement::ContentRequest),
        "Inhalt angefordert",
        "Content request",
        &[],
    ),
    (
        ActivityKind::Engagement(Engagement::EmailClick),
        "Klick in E-Mail",
        "E-mail click",
        &["emaillinkclick"],
    ),
    (
        ActivityKind::Engagement(Engagement::WebVisit),
        "Besuch der Webseite",
        "Web visit",
        &["visit"],
    ),
    (ActivityKind::Engagement(Engagement::Webinar), "Webinar", "Webinar", &[]),
    (ActivityKind::Engagement(Engagement::TradeFair), "Messe", "Trade fair", &["tradeshow"]),
    (ActivityKind::Engagement(Engagement::WhitePaper), "Whitepaper", "White paper", &[]),
    (ActivityKind::Engagement(Engagement::PricingPage), "Preisseite", "Pricing page", &[]),
    (
        ActivityKind::Engagement(Engagement::MatchingIndustry),
        "Passende Branche",
        "Matching industry",
        &[],
    ),
];

/// Names a kind of activity in German and English.
pub(super) fn kind_names(kind: ActivityKind) -> (&'static str, &'static str) {
    let found = KINDS.iter().find(|(known, ..)| *known == kind);
    found.map_or(("Aufgabe", "Task"), |(_, de, en, _)| (de, en))
}

/// Reads the kind of an activity; a task for words we do not know.
pub(super) fn activity_kind(text: &str) -> ActivityKind {
    let name = bare(text);
    let is = |(_, de, en, words): &&(ActivityKind, &str, &str, &[&str])| {
        bare(de) == name || bare(en) == name || words.contains(&name.as_str())
    };
    KINDS.iter().find(is).map_or(ActivityKind::Task, |(kind, ..)| *kind)
}

const REASONS: [(LossReason, &[&str]); 6] = [
    (LossReason::Price, &["price", "preis", "teuer", "expensive", "budget", "kosten", "cost"]),
    (LossReason::Competition, &["compet", "wettbewerb", "konkurrenz", "mitbewerb"]),
    (LossReason::NoNeed, &["noneed", "keinbedarf", "nointerest", "keininteresse"]),
    (LossReason::BadlyQualified, &["qualif", "nofit", "notafit", "passtnicht"]),
    (LossReason::NoDecision, &["nodecision", "keineentscheidung", "unentschieden", "noresponse"]),
    (LossReason::Expired, &["expired", "verfallen", "abgelaufen"]),
];

/// Reads a loss reason; words we do not know are [`LossReason::Other`].
pub fn loss_reason(text: &str) -> LossReason {
    let name = bare(text);
    if matches!(name.as_str(), "" | "unknown" | "unbekannt") {
        return LossReason::Unknown;
    }
    REASONS
        .iter()
        .find(|(_, words)| words.iter().any(|word| name.contains(word)))
        .map_or(LossReason::Other, |(reason, _)| *reason)
}

/// Parts of stage names in the order in which deals usually pass them, with
/// the third of the funnel they lie in.
const STEPS: [(FunnelZone, &[&str]); 12] = [
    (FunnelZone::Tofu, &["suspect", "verdacht", "neu", "new", "kaltakquise"]),
    (FunnelZone::Tofu, &["prospect", "interess"]),
    (FunnelZone::Tofu, &["lead", "kontakt", "contact", "appointment"]),
    (FunnelZone::Tofu, &["qualif"]),
    (FunnelZone::Mofu, &["engag", "gespraech", "meeting", "termin"]),
    (FunnelZone::Mofu, &["need", "bedarf", "analys", "nutzen", "discovery"]),
    (FunnelZone::Mofu, &["demo", "praesentation", "presentation", "valueprop", "beratung"]),
    (FunnelZone::Mofu, &["decisionmaker", "entscheider", "perception"]),
    (FunnelZone::Bofu, &["proposal", "angebot", "quote", "offer"]),
    (FunnelZone::Bofu, &["negotiat", "verhandl", "review"]),
    (FunnelZone::Bofu, &["zusage", "commit", "contract", "vertrag", "verbal"]),
    (FunnelZone::Bofu, &["clos", "abschluss", "auftrag", "order", "kasse"]),
];
/// The place of the proposal among [`STEPS`].
pub(super) const PROPOSAL_STEP: usize = 8;

/// Returns the usual place of a stage with this name and its zone; of several
/// words in it the furthest counts ("Lead qualification" is a qualification).
pub fn step(name: &str) -> Option<(usize, FunnelZone)> {
    let name = bare(name);
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let at = STEPS.iter().rposition(|(_, words)| holds(words))?;
    STEPS.get(at).map(|(zone, _)| (at, *zone))
}

/// Sorts names of stages into their usual order. A name without a known word
/// keeps its place behind the one it followed.
pub fn usual_order(names: &mut [String]) {
    let mut last = 0;
    let mut keys: Vec<(usize, String)> = names
        .iter()
        .map(|name| {
            last = step(name).map_or(last, |(at, _)| at);
            (last, name.clone())
        })
        .collect();
    keys.sort_by_key(|(key, _)| *key);
    for (slot, (_, name)) in names.iter_mut().zip(keys) {
        *slot = name;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_in_three_languages() {
        for text in ["Won", "CLOSED WON", "closedwon", "Gewonnen", "Closed Won (Sales Pipeline)"] {
            assert_eq!(outcome(text), Some(OutcomeWord::Won), "{text}");
        }
        for text in ["lost", "Closed Lost", "Verloren", "Prohráno"] {
            assert_eq!(outcome(text), Some(OutcomeWord::Lost), "{text}");
        }
        for text in ["", "Wonderful", "Closing", "(Won)x"] {
            assert_eq!(outcome(text), None, "{text}");
        }
    }

    #[test]
    fn stages_come_into_their_usual_order_whatever_comes_first() {
        let mut names: Vec<String> =
            ["Engaging", "Prospecting"].map(str::to_owned).into_iter().collect();
        usual_order(&mut names);
        assert_eq!(names, ["Prospecting", "Engaging"]);
        let mut names: Vec<String> = [
            "Negotiation/Review",
            "Xyz",
            "Qualification",
            "Proposal/Price Quote",
            "Needs Analysis",
        ]
        .map(str::to_owned)
        .into_iter()
        .collect();
        usual_order(&mut names);
        assert_eq!(
            names,
            [
                "Qualification",
                "Needs Analysis",
                "Proposal/Price Quote",
                "Negotiation/Review",
                "Xyz"
            ]
        );
    }

    #[test]
    fn a_loss_reason_in_other_words_is_kept_as_other() {
        assert_eq!(loss_reason("Zu teuer"), LossReason::Price);
        assert_eq!(loss_reason("Lost to competitor"), LossReason::Competition);
        assert_eq!(loss_reason("Merger"), LossReason::Other);
        assert_eq!(loss_reason(" "), LossReason::Unknown);
    }
}
