//! What the name of a column says about its content.

mod names;
mod origin;
mod stage;

pub use origin::{Origin, heading, origin};
pub(super) use stage::{StageColumn, entered_stage, without_pipeline};

use super::target::{FileKind, Target};
use names::{SIGNS, names};

/// Reduces a name to lower-case letters and digits, umlauts spelt out:
/// `Deal - Größe_ID` becomes `dealgroesseid`.
pub(in crate::exchange) fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'ä' => bare.push_str("ae"),
            'ö' => bare.push_str("oe"),
            'ü' => bare.push_str("ue"),
            'ß' => bare.push_str("ss"),
            other if other.is_alphanumeric() => bare.push(other),
            _ => {}
        }
    }
    bare
}

/// Words in front of a name that only say what is listed: Pipedrive writes
/// `Deal - Title`, in German `Deal - Titel`, in Czech `Obchod - Fáze`.
const PREFIXES: [&str; 14] = [
    "Deal - ",
    "Obchod - ",
    "Organization - ",
    "Organisation - ",
    "Person - ",
    "Kontakt - ",
    "Opportunity ",
    "Osoba - ",
    "Organizace - ",
    "Lead - ",
    "Activity - ",
    "Aktivität - ",
    "Aktivita - ",
    "Task ",
];

/// Guesses from the headers what the file lists; deals when nothing says otherwise.
pub fn kind(headers: &[&str]) -> FileKind {
    let bare: Vec<String> = headers.iter().map(|header| bare(header)).collect();
    if let Some(kind) = plain_kind(headers, &bare) {
        return kind;
    }
    let mut best = (0, FileKind::Deals);
    for (kind, signs) in SIGNS {
        let count =
            signs.iter().filter(|sign| bare.iter().any(|name| name.contains(*sign))).count();
        if count > best.0 {
            best = (count, kind);
        }
    }
    best.1
}

/// Kinds that single names or the prefix of all names tell.
fn plain_kind(headers: &[&str], bare_names: &[String]) -> Option<FileKind> {
    let short: Vec<String> = headers.iter().map(|header| bare(without_prefix(header))).collect();
    let has = |words: &[&str]| {
        let named = |name: &String| words.contains(&name.as_str());
        bare_names.iter().any(named) || short.iter().any(named)
    };
    let begin = |words: &[&str]| {
        headers.iter().any(|header| words.iter().any(|word| header.trim().starts_with(word)))
    };
    let deals = begin(&["Deal - ", "Obchod - "]);
    if begin(&["Activity - ", "Aktivität - ", "Aktivita - "]) {
        return Some(FileKind::Activities);
    }
    if begin(&["Person - ", "Osoba - "]) && !deals {
        return Some(FileKind::People);
    }
    if begin(&["Organization - ", "Organizace - "]) && !deals {
        return Some(FileKind::Organisations);
    }
    let stage = has(&["stage", "stagename", "phase", "tostage", "newstage", "liste", "list"]);
    let of_deal = has(&["opportunityid", "dealid", "cardid"]);
    let changed =
        has(&["changedat", "enteredat", "movedat", "timestamp", "zeitpunkt", "geaendertam"]);
    let own = has(&["trichterid"]) && has(&["zeit", "time"]);
    let rows_of_its_own = has(&["id"]) && has(&["createddate"]);
    if stage && (own || (of_deal && (changed || rows_of_its_own))) {
        return Some(FileKind::History);
    }
    let subject = has(&["subject", "betreff", "taskname"]);
    let due = has(&["due", "duedate", "faellig", "faelligam", "activitydate", "faelligkeitsdatum"]);
    let kind = has(&["activitytype", "tasktype", "art", "kind", "tasksubtype"]);
    let done = has(&["done", "erledigt", "completed", "taskstatus"]);
    let value = has(&["value", "wert", "amount", "betrag"]);
    (subject && (due || (kind && done)) && !stage && !value).then_some(FileKind::Activities)
}

/// Guesses the target of each column from its header; each target is given once,
/// but for the times of stages.
pub fn targets(kind: FileKind, headers: &[&str]) -> Vec<Target> {
    let bare: Vec<[String; 2]> =
        headers.iter().map(|header| [bare(header), bare(without_prefix(header))]).collect();
    let mut targets = vec![Target::Ignore; headers.len()];
    for (target, words) in names(kind) {
        // "status" alone is a stage; beside a stage column it is the outcome.
        let found = words.iter().find_map(|word| {
            let matches = |(at, names): &(usize, &[String; 2])| {
                targets.get(*at) == Some(&Target::Ignore) && names.iter().any(|name| name == word)
            };
            bare.iter().enumerate().find(matches).map(|(at, _)| at)
        });
        if let Some(slot) = found.and_then(|at| targets.get_mut(at)) {
            *slot = *target;
        }
    }
    if kind == FileKind::Deals {
        for (slot, header) in targets.iter_mut().zip(headers) {
            if *slot == Target::Ignore && entered_stage(header).is_some() {
                *slot = Target::EnteredStage;
            }
        }
    }
    targets
}

fn without_prefix(header: &str) -> &str {
    let header = header.trim();
    PREFIXES
        .iter()
        .find_map(|prefix| {
            let head = header.get(..prefix.len())?;
            head.eq_ignore_ascii_case(prefix).then(|| header.get(prefix.len()..))?
        })
        .unwrap_or(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Heading;

    fn check(headers: &str, expected: &[Target]) {
        let headers: Vec<&str> = headers.split(',').collect();
        assert_eq!(targets(kind(&headers), &headers), expected);
    }

    #[test]
    fn the_stage_of_a_column_of_times_is_read_with_its_quirks() {
        let read = |header: &str| {
            let found = entered_stage(header)?;
            Some((found.stage, found.pipeline))
        };
        let pair = |stage: &str, pipeline: &str| Some((stage.to_owned(), pipeline.to_owned()));
        for (header, expected) in [
            ("Date entered \"Closed Won (Sales Pipeline)\"", pair("Closed Won", "Sales Pipeline")),
            (
                "Date entered 'Demo (virtual) (Sales (EU) Pipeline)'",
                pair("Demo (virtual)", "Sales (EU) Pipeline"),
            ),
            ("date entered Lead", pair("Lead", "")),
            ("Datum des Eintritts in „Angebot (Vertrieb)“", pair("Angebot", "Vertrieb")),
            ("Date entered current stage", None),
            ("Date exited \"Lead (Sales Pipeline)\"", None),
            ("Cumulative time in \"Lead (Sales Pipeline)\"", None),
            ("Date entered \"\"", None),
            ("Date entered (x)", pair("(x)", "")),
        ] {
            assert_eq!(read(header), expected, "{header}");
        }
    }

    #[test]
    fn files_are_told_apart_by_their_header() {
        let tell = |headers: &str| {
            let headers: Vec<&str> = headers.split(',').collect();
            (kind(&headers), origin(&headers))
        };
        for (headers, expected) in [
            (
                "Deal - ID,Deal - Title,Deal - Value,Deal - Total activities,Deal - Done activities",
                (FileKind::Deals, Origin::Pipedrive),
            ),
            (
                "Deal - Titel,Deal - Wert,Deal - Phase,Deal - Status",
                (FileKind::Deals, Origin::Pipedrive),
            ),
            (
                "Obchod - Fáze,Obchod - Stav,Obchod - Důvod prohry",
                (FileKind::Deals, Origin::Pipedrive),
            ),
            (
                "Person - Name,Person - Email (Work),Person - Phone",
                (FileKind::People, Origin::Pipedrive),
            ),
            (
                "Organization - Name,Organization - Address",
                (FileKind::Organisations, Origin::Pipedrive),
            ),
            (
                "Activity - Subject,Activity - Due date,Activity - Type",
                (FileKind::Activities, Origin::Pipedrive),
            ),
            ("Record ID,Deal Name,Deal Stage,Amount", (FileKind::Deals, Origin::HubSpot)),
            (
                "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,Probability",
                (FileKind::History, Origin::Salesforce),
            ),
            (
                "Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,CreatedDate",
                (FileKind::Deals, Origin::Salesforce),
            ),
            (
                "Id,IsDeleted,LastName,FirstName,AccountId,Phone,Email,Title",
                (FileKind::People, Origin::Salesforce),
            ),
            (
                "id,lead_id,lead_name,status_label,status_type,value,date_created",
                (FileKind::Deals, Origin::Close),
            ),
            ("Trichter-ID,Deal,Stage,Status,Time", (FileKind::History, Origin::Trichter)),
            ("Trichter-ID,Kind,Subject,Deal,Due,Done", (FileKind::Activities, Origin::Trichter)),
            (
                "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date",
                (FileKind::Deals, Origin::Other),
            ),
            ("Titel,Betreff,Phase,Wert", (FileKind::Deals, Origin::Other)),
        ] {
            assert_eq!(tell(headers), expected, "{headers}");
        }
    }

    #[test]
    fn lists_kept_by_hand_in_german_are_recognised() {
        check(
            "Erstelldatum,Kunde,Projekt,Angebotssumme,Kundenbetreuer,Abschlusstermin,Phase",
            &[
                Target::Created,
                Target::Organisation,
                Target::Title,
                Target::Value,
                Target::Owner,
                Target::ExpectedClose,
                Target::Stage,
            ],
        );
    }

    #[test]
    fn a_first_row_of_values_names_no_column() {
        for (row, expected) in [
            ("Umbau,Acme,1.200", Heading::Missing),
            ("Umbau,Acme,2026-03-01", Heading::Missing),
            ("Title,2024,2025", Heading::FirstRow),
            ("colour,size", Heading::FirstRow),
            ("", Heading::FirstRow),
        ] {
            let cells: Vec<&str> = row.split(',').collect();
            assert_eq!(heading(&cells), expected, "{row}");
        }
    }

    #[test]
    fn the_crm_sample_is_recognised() {
        use Target::*;
        check(
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
            &[ForeignId, Owner, Product, Organisation, Stage, Created, Closed, Value],
        );
        check(
            "account,sector,year_established,revenue,employees,office_location,subsidiary_of",
            &[Name, Industry, Ignore, Revenue, Employees, Country, Parent],
        );
    }

    #[test]
    fn known_exports_are_recognised() {
        use Target::*;
        check(
            "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost reason,Deal - Owner,Deal - Creator",
            &[
                ForeignId,
                Title,
                Value,
                Currency,
                Organisation,
                Stage,
                Outcome,
                Created,
                WonAt,
                LossReason,
                Owner,
                Ignore,
            ],
        );
        check(
            "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company",
            &[ForeignId, Title, Pipeline, Stage, Value, Closed, Created, Owner, Organisation],
        );
        check(
            "Id,AccountId,Name,StageName,Amount,Probability,CloseDate,NextStep,LeadSource,CreatedDate",
            &[
                ForeignId,
                OrganisationForeignId,
                Title,
                Stage,
                Value,
                Probability,
                Closed,
                NextStep,
                Source,
                Created,
            ],
        );
        check("Obchod - Fáze,Obchod - Stav,Obchod - Důvod prohry", &[Stage, Outcome, LossReason]);
        check("Titel,Firma,Wert,Währung,Phase", &[Title, Organisation, Value, Currency, Stage]);
    }
}
