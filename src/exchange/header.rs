//! What the name of a column says about its content.

use super::target::{FileKind, Target};

/// Reduces a name to lower-case letters and digits, umlauts spelt out:
/// `Deal - Größe_ID` becomes `dealgroesseid`.
pub(super) fn bare(text: &str) -> String {
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

type Names = &'static [(Target, &'static [&'static str])];

/// Bare names of the columns of a deal: generic words in English and German,
/// then those of known exports. Where a program has two columns for one field
/// the better one comes first.
#[rustfmt::skip]
const DEALS: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::ForeignId, &["id", "recordid", "dealid", "opportunityid", "foreignid", "fremdid", "nummer", "nr", "dealnummer", "objektid", "cardid"]),
    (Target::Title, &["title", "titel", "name", "dealname", "dealtitle", "opportunityname", "opportunity", "deal", "bezeichnung", "betreff", "subject", "chance", "projekt", "project", "nazev", "název", "leadtitle", "cardname", "karte"]),
    (Target::OrganisationForeignId, &["accountid", "organizationid", "organisationid", "associatedcompanyids", "companyid", "leadid"]),
    (Target::PersonForeignId, &["contactpersonid", "associatedcontactids", "contactid", "kontaktpersonid", "personid"]),
    (Target::Organisation, &["organisation", "organization", "company", "account", "accountname", "associatedcompany", "companyname", "firma", "firmenname", "unternehmen", "kunde", "customer", "client", "organisationsname", "organizationname", "organizace", "leadname"]),
    (Target::Person, &["contactperson", "contact", "associatedcontact", "person", "kontakt", "kontaktperson", "ansprechpartner", "ansprechpartnerin", "contactname", "primarycontact", "kontaktniosoba", "kontaktníosoba"]),
    (Target::Value, &["value", "wert", "amount", "closevalue", "betrag", "dealvalue", "dealwert", "umsatz", "summe", "auftragswert", "volumen", "preis", "price", "hodnota", "dealamount", "opportunityamount"]),
    (Target::Currency, &["currency", "waehrung", "currencyofvalue", "waehrungdeswertes", "waehrungvonwert", "waehrungdeswerts", "valuecurrency", "currencyisocode", "mena", "měna", "měnahodnoty", "dealcurrency"]),
    (Target::Recurring, &["recurring", "mrr", "monthlyrecurringrevenue", "wiederkehrend", "monatlich", "wertpromonat", "recurringvalue", "monatlicherwert"]),
    (Target::Stage, &["stage", "dealstage", "stagename", "phase", "stufe", "status", "fáze", "faze", "verkaufsphase", "pipelinestage", "vertriebsphase", "statuslabel", "liste", "list", "dealphase"]),
    (Target::Outcome, &["outcome", "status", "dealstatus", "ergebnis", "statustype", "stav", "ausgang"]),
    (Target::Pipeline, &["pipeline", "pipelinename", "vertriebspipeline", "verkaufspipeline"]),
    (Target::Owner, &["owner", "dealowner", "salesagent", "opportunityowner", "besitzer", "eigentuemer", "eigentuemerin", "inhaber", "verantwortlich", "verantwortlicher", "bearbeiter", "user", "ownername", "username", "assignedto", "vlastník", "vlastnik", "zustaendig", "creator", "ersteller"]),
    (Target::Source, &["source", "leadsource", "quelle", "herkunft", "originaltrafficsource", "sourcechannel", "leadquelle", "sourceorigin", "recordsource", "zdroj"]),
    (Target::Campaign, &["campaign", "kampagne", "primarycampaignsource", "campaignname"]),
    (Target::Product, &["product", "produkt", "productname", "produktname", "leistung", "artikel"]),
    (Target::Segment, &["segment", "marktsegment", "dealtype", "type", "typ"]),
    (Target::Tags, &["tags", "label", "labels", "schlagwoerter", "etikett", "stitek", "štítek", "stichworte"]),
    (Target::ExpectedClose, &["expectedclosedate", "expectedclose", "erwarteterabschluss", "erwartetesabschlussdatum", "voraussichtlicherabschluss", "abschlusserwartet", "expectedclosingdate", "erwartetesschlussdatum", "voraussichtlichesabschlussdatum", "erwartetesabschlussdatumdesdeals", "estimatedclose", "očekávanédatumuzavření", "due", "duedate", "faellig"]),
    (Target::Created, &["created", "createdate", "dealcreated", "createddate", "createdat", "engagedate", "erstellt", "angelegt", "erstelltam", "angelegtam", "erstellungsdatum", "beginn", "dateadded", "datecreated", "dealerstellt", "addtime", "eroeffnet", "erstellungszeit", "dealerstelltam", "obchodvytvořen", "vytvořeno"]),
    (Target::StageEntered, &["laststagechange", "dateenteredcurrentstage", "letztephasenaenderung", "inphaseseit", "instagesince", "stageentered", "lastpipelinestagechange", "letzterphasenwechsel", "poslednízměnafáze"]),
    (Target::WonAt, &["wontime", "wonat", "gewonnenam", "datewon", "wondate", "datumvyhry", "datumvýhry", "časvýhry", "gewinnzeit", "gewonnenum", "zeitpunktgewonnen"]),
    (Target::LostAt, &["losttime", "lostat", "verlorenam", "datelost", "lostdate", "datumprohry", "časprohry", "verlustzeit", "verlorenum", "zeitpunktverloren"]),
    (Target::Closed, &["closedate", "closed", "dealclosedon", "closeddate", "abschlussdatum", "geschlossen", "abgeschlossen", "geschlossenam", "closedat", "closedon", "dealabgeschlossenam", "entschiedenam", "abschluss"]),
    (Target::LossReason, &["lossreason", "lostreason", "closedlostreason", "verlustgrund", "grundfuerverlust", "absagegrund", "důvodprohry", "duvodprohry", "reasonlost", "grundverloren", "grunddesverlusts"]),
    (Target::NextStep, &["nextstep", "naechsterschritt", "nextaction", "naechsteaktion", "nextactivity"]),
    (Target::Probability, &["probability", "dealprobability", "wahrscheinlichkeit", "confidence", "chanceinprozent", "pravděpodobnost"]),
    (Target::Notes, &["notes", "note", "notizen", "notiz", "description", "beschreibung", "dealdescription", "bemerkung", "bemerkungen", "kommentar", "comment", "comments"]),
];

#[rustfmt::skip]
const ORGANISATIONS: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::ForeignId, &["id", "recordid", "accountid", "organizationid", "organisationid", "companyid", "fremdid", "foreignid", "kundennummer"]),
    (Target::Name, &["name", "account", "accountname", "company", "companyname", "organisation", "organization", "firma", "firmenname", "unternehmen", "kunde"]),
    (Target::Industry, &["industry", "sector", "branche", "industrie", "wirtschaftszweig"]),
    (Target::Employees, &["employees", "numberofemployees", "mitarbeiter", "mitarbeiterzahl", "beschaeftigte", "anzahlmitarbeiter", "employeecount"]),
    (Target::Revenue, &["revenue", "annualrevenue", "umsatz", "jahresumsatz"]),
    (Target::Currency, &["currency", "waehrung", "currencyisocode"]),
    (Target::Country, &["country", "officelocation", "land", "billingcountry", "countryregion", "staat"]),
    (Target::Region, &["region", "state", "billingstate", "stateregion", "bundesland", "kanton", "city", "billingcity", "stadt", "ort"]),
    (Target::Parent, &["parent", "subsidiaryof", "parentaccount", "parentcompany", "mutterkonzern", "konzern", "muttergesellschaft", "gruppe"]),
    (Target::Website, &["website", "webseite", "companydomainname", "domain", "url", "homepage", "web"]),
    (Target::Notes, &["notes", "note", "notizen", "notiz", "description", "beschreibung", "bemerkung"]),
];

#[rustfmt::skip]
const PEOPLE: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::ForeignId, &["id", "recordid", "contactid", "personid", "fremdid", "foreignid"]),
    (Target::Name, &["name", "fullname", "contactname", "person", "ansprechpartner", "kontakt", "contact", "vollername"]),
    (Target::FirstName, &["firstname", "vorname", "givenname"]),
    (Target::LastName, &["lastname", "nachname", "familyname", "surname"]),
    (Target::OrganisationForeignId, &["accountid", "organizationid", "companyid", "associatedcompanyids"]),
    (Target::Organisation, &["organisation", "organization", "company", "companyname", "account", "accountname", "associatedcompany", "firma", "unternehmen", "organizationname"]),
    (Target::Position, &["position", "jobtitle", "title", "funktion", "rolle", "stelle", "berufsbezeichnung"]),
    (Target::Department, &["department", "abteilung"]),
    (Target::Phone, &["phone", "phonenumber", "telefon", "telefonnummer", "tel", "phonework", "mobilephone", "mobil"]),
    (Target::Email, &["email", "emailaddress", "emailadresse", "mail", "emailwork"]),
    (Target::Notes, &["notes", "note", "notizen", "notiz", "description"]),
];

#[rustfmt::skip]
const HISTORY: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::DealForeignId, &["opportunityid", "dealid", "cardid", "recordid"]),
    (Target::Deal, &["deal", "opportunity", "dealname", "opportunityname", "dealtitle", "titel", "title"]),
    (Target::Stage, &["stage", "stagename", "phase", "tostage", "newstage", "neuephase", "list", "liste", "stufe"]),
    (Target::Outcome, &["outcome", "status"]),
    (Target::ChangedAt, &["changedat", "enteredat", "movedat", "timestamp", "time", "zeit", "zeitpunkt", "geaendertam", "createddate", "date", "datum", "lastmodifieddate", "systemmodstamp"]),
];

#[rustfmt::skip]
const ACTIVITIES: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::ActivityKind, &["kind", "art", "type", "typ", "activitytype", "tasktype", "tasksubtype", "aktivitaetstyp"]),
    (Target::Subject, &["subject", "betreff", "title", "titel", "taskname", "name", "aufgabe", "task", "předmět"]),
    (Target::DealForeignId, &["dealid", "associateddealids", "whatid", "opportunityid"]),
    (Target::Deal, &["deal", "dealtitle", "dealname", "associateddeal", "opportunity"]),
    (Target::PersonForeignId, &["personid", "contactid", "contactpersonid", "whoid", "associatedcontactids"]),
    (Target::Person, &["person", "contactperson", "contact", "kontakt", "kontaktperson", "associatedcontact"]),
    (Target::OrganisationForeignId, &["accountid", "organizationid", "organisationid", "associatedcompanyids"]),
    (Target::Organisation, &["organisation", "organization", "company", "account", "firma", "associatedcompany"]),
    (Target::Due, &["due", "duedate", "faellig", "faelligam", "faelligkeitsdatum", "activitydate", "datum", "date"]),
    (Target::Done, &["done", "erledigt", "markedasdonetime", "completeddate", "completedat", "completed", "status", "isclosed", "taskstatus"]),
    (Target::Notes, &["notes", "note", "notizen", "notiz", "description", "beschreibung", "comments"]),
];

/// Words that only one kind of file has, by kind.
const SIGNS: [(FileKind, &[&str]); 3] = [
    (
        FileKind::Deals,
        &[
            "stage",
            "phase",
            "deal",
            "opportunity",
            "closedate",
            "closevalue",
            "amount",
            "wert",
            "value",
            "betrag",
            "pipeline",
            "abschluss",
            "probability",
            "wahrscheinlichkeit",
            "stufe",
            "titel",
        ],
    ),
    (
        FileKind::Organisations,
        &[
            "sector",
            "industry",
            "branche",
            "employees",
            "mitarbeiter",
            "subsidiary",
            "revenue",
            "officelocation",
            "billing",
            "website",
        ],
    ),
    (
        FileKind::People,
        &[
            "firstname",
            "lastname",
            "vorname",
            "nachname",
            "email",
            "phone",
            "telefon",
            "jobtitle",
            "department",
            "abteilung",
            "fullname",
        ],
    ),
];

fn names(kind: FileKind) -> Names {
    match kind {
        FileKind::Deals => DEALS,
        FileKind::Organisations => ORGANISATIONS,
        FileKind::People => PEOPLE,
        FileKind::History => HISTORY,
        FileKind::Activities => ACTIVITIES,
    }
}

/// The stage, and the pipeline if it says one, in the name of a column of
/// times: `HubSpot` writes `Date entered "Closed Won (Sales Pipeline)"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StageColumn {
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
pub(super) fn entered_stage(header: &str) -> Option<StageColumn> {
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
pub(super) fn without_pipeline(text: &str) -> (&str, &str) {
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

/// The program a table came from, as far as its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// This program.
    Trichter,
    /// Pipedrive, in any of its languages.
    Pipedrive,
    /// `HubSpot`.
    HubSpot,
    /// Salesforce.
    Salesforce,
    /// Close.
    Close,
    /// Any other.
    Other,
}

/// Tells the program by the names only it writes.
pub fn origin(headers: &[&str]) -> Origin {
    let has = |word: &str| headers.iter().any(|header| bare(header) == word);
    let begins = |words: &[&str]| {
        let with = |header: &&&str| words.iter().any(|word| header.trim().starts_with(word));
        headers.iter().filter(with).count() * 2 > headers.len()
    };
    if has("trichterid") {
        Origin::Trichter
    } else if begins(&[
        "Deal - ",
        "Obchod - ",
        "Person - ",
        "Organization - ",
        "Organisation - ",
        "Activity - ",
        "Aktivität - ",
        "Osoba - ",
        "Organizace - ",
        "Lead - ",
    ]) {
        Origin::Pipedrive
    } else if has("recordid") || headers.iter().any(|header| header.starts_with("Date entered \""))
    {
        Origin::HubSpot
    } else if (has("statustype") || has("statuslabel")) && has("leadid") {
        Origin::Close
    } else if (has("id") && has("isdeleted"))
        || (has("stagename") && has("closedate"))
        || has("opportunityname")
    {
        Origin::Salesforce
    } else {
        Origin::Other
    }
}

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
