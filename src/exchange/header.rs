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
const PREFIXES: [&str; 8] = [
    "Deal - ",
    "Obchod - ",
    "Organization - ",
    "Organisation - ",
    "Person - ",
    "Kontakt - ",
    "Opportunity ",
    "Osoba - ",
];

type Names = &'static [(Target, &'static [&'static str])];

/// Bare names of the columns of a deal: generic words in English and German,
/// then those of known exports. Where a program has two columns for one field
/// the better one comes first.
#[rustfmt::skip]
const DEALS: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::ForeignId, &["id", "recordid", "dealid", "opportunityid", "foreignid", "fremdid", "nummer", "nr", "dealnummer", "objektid"]),
    (Target::Title, &["title", "titel", "name", "dealname", "dealtitle", "opportunityname", "opportunity", "deal", "bezeichnung", "betreff", "subject", "chance", "projekt", "project", "nazev", "název", "leadtitle"]),
    (Target::OrganisationForeignId, &["accountid", "organizationid", "organisationid", "associatedcompanyids", "companyid"]),
    (Target::Organisation, &["organisation", "organization", "company", "account", "accountname", "associatedcompany", "companyname", "firma", "firmenname", "unternehmen", "kunde", "customer", "client", "organisationsname", "organizationname", "organizace", "leadname"]),
    (Target::Person, &["contactperson", "contact", "associatedcontact", "person", "kontakt", "kontaktperson", "ansprechpartner", "ansprechpartnerin", "contactname", "primarycontact", "kontaktniosoba"]),
    (Target::Value, &["value", "wert", "amount", "closevalue", "betrag", "dealvalue", "dealwert", "umsatz", "summe", "auftragswert", "volumen", "preis", "price", "hodnota", "dealamount", "opportunityamount"]),
    (Target::Currency, &["currency", "waehrung", "currencyofvalue", "waehrungdeswertes", "currencyisocode", "mena", "měna", "dealcurrency"]),
    (Target::Recurring, &["recurring", "mrr", "monthlyrecurringrevenue", "wiederkehrend", "monatlich", "wertpromonat", "recurringvalue", "monatlicherwert"]),
    (Target::Stage, &["stage", "dealstage", "stagename", "phase", "stufe", "status", "fáze", "faze", "verkaufsphase", "pipelinestage", "vertriebsphase"]),
    (Target::Outcome, &["outcome", "status", "dealstatus", "ergebnis", "statuslabel", "statustype", "stav", "ausgang"]),
    (Target::Pipeline, &["pipeline", "pipelinename", "vertriebspipeline"]),
    (Target::Owner, &["owner", "dealowner", "salesagent", "opportunityowner", "besitzer", "eigentuemer", "eigentuemerin", "inhaber", "verantwortlich", "verantwortlicher", "bearbeiter", "user", "ownername", "vlastník", "vlastnik", "zustaendig", "creator", "ersteller"]),
    (Target::Source, &["source", "leadsource", "quelle", "herkunft", "originaltrafficsource", "sourcechannel", "leadquelle", "sourceorigin", "recordsource", "zdroj"]),
    (Target::Campaign, &["campaign", "kampagne", "primarycampaignsource", "campaignname"]),
    (Target::Product, &["product", "produkt", "productname", "produktname", "leistung", "artikel"]),
    (Target::Segment, &["segment", "marktsegment", "dealtype", "type", "typ"]),
    (Target::Tags, &["tags", "label", "labels", "schlagwoerter", "etikett", "stitek", "štítek", "stichworte"]),
    (Target::ExpectedClose, &["expectedclosedate", "expectedclose", "erwarteterabschluss", "erwartetesabschlussdatum", "voraussichtlicherabschluss", "abschlusserwartet", "expectedclosingdate", "erwartetesschlussdatum"]),
    (Target::Created, &["created", "createdate", "dealcreated", "createddate", "createdat", "engagedate", "erstellt", "angelegt", "erstelltam", "angelegtam", "erstellungsdatum", "beginn", "dateadded", "datecreated", "dealerstellt", "addtime", "eroeffnet"]),
    (Target::StageEntered, &["laststagechange", "dateenteredcurrentstage", "letztephasenaenderung", "inphaseseit", "instagesince", "stageentered", "lastpipelinestagechange"]),
    (Target::WonAt, &["wontime", "wonat", "gewonnenam", "datewon", "wondate", "datumvyhry", "datumvýhry", "gewinnzeit", "zeitpunktgewonnen"]),
    (Target::LostAt, &["losttime", "lostat", "verlorenam", "datelost", "lostdate", "datumprohry", "zeitpunktverloren"]),
    (Target::Closed, &["closedate", "closed", "dealclosedon", "closeddate", "abschlussdatum", "geschlossen", "abgeschlossen", "geschlossenam", "closedat", "closedon", "dealabgeschlossenam", "entschiedenam", "abschluss"]),
    (Target::LossReason, &["lossreason", "lostreason", "closedlostreason", "verlustgrund", "grundfuerverlust", "absagegrund", "důvodprohry", "duvodprohry", "reasonlost", "grundverloren"]),
    (Target::NextStep, &["nextstep", "naechsterschritt", "nextaction", "naechsteaktion", "nextactivity"]),
    (Target::Probability, &["probability", "dealprobability", "wahrscheinlichkeit", "confidence", "chanceinprozent"]),
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
    }
}

/// Guesses from the headers what the file lists; deals when nothing says otherwise.
pub fn kind(headers: &[&str]) -> FileKind {
    let bare: Vec<String> = headers.iter().map(|header| bare(header)).collect();
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

/// Guesses the target of each column from its header; each target is given once.
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
