//! The names of columns that are known, by what a file lists.

use crate::exchange::target::{FileKind, Target};

pub(super) type Names = &'static [(Target, &'static [&'static str])];

/// Bare names of the columns of a deal: generic words in English and German,
/// then those of known exports. Where a program has two columns for one field
/// the better one comes first.
#[rustfmt::skip]
pub(super) const DEALS: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::ForeignId, &["id", "recordid", "dealid", "opportunityid", "foreignid", "fremdid", "nummer", "nr", "dealnummer", "objektid", "cardid"]),
    (Target::Title, &["title", "titel", "name", "dealname", "dealtitle", "opportunityname", "opportunity", "deal", "bezeichnung", "betreff", "subject", "chance", "projekt", "project", "nazev", "název", "leadtitle", "cardname", "karte"]),
    (Target::OrganisationForeignId, &["accountid", "organizationid", "organisationid", "associatedcompanyids", "companyid", "leadid"]),
    (Target::PersonForeignId, &["contactpersonid", "associatedcontactids", "contactid", "kontaktpersonid", "personid"]),
    (Target::Organisation, &["organisation", "organization", "company", "account", "accountname", "associatedcompany", "companyname", "firma", "firmenname", "unternehmen", "kunde", "customer", "client", "organisationsname", "organizationname", "organizace", "leadname"]),
    (Target::Person, &["contactperson", "contact", "associatedcontact", "person", "kontakt", "kontaktperson", "ansprechpartner", "ansprechpartnerin", "contactname", "primarycontact", "kontaktniosoba", "kontaktníosoba"]),
    (Target::Value, &["value", "wert", "amount", "closevalue", "betrag", "dealvalue", "dealwert", "umsatz", "summe", "auftragswert", "volumen", "preis", "price", "hodnota", "dealamount", "opportunityamount", "auftragsvolumen", "auftragssumme", "angebotswert", "angebotssumme"]),
    (Target::Currency, &["currency", "waehrung", "currencyofvalue", "waehrungdeswertes", "waehrungvonwert", "waehrungdeswerts", "valuecurrency", "currencyisocode", "mena", "měna", "měnahodnoty", "dealcurrency"]),
    (Target::Recurring, &["recurring", "mrr", "monthlyrecurringrevenue", "wiederkehrend", "monatlich", "wertpromonat", "recurringvalue", "monatlicherwert"]),
    (Target::Stage, &["stage", "dealstage", "stagename", "phase", "stufe", "status", "fáze", "faze", "verkaufsphase", "pipelinestage", "vertriebsphase", "statuslabel", "liste", "list", "dealphase"]),
    (Target::Outcome, &["outcome", "status", "dealstatus", "ergebnis", "statustype", "stav", "ausgang"]),
    (Target::Pipeline, &["pipeline", "pipelinename", "vertriebspipeline", "verkaufspipeline"]),
    (Target::Owner, &["owner", "dealowner", "salesagent", "opportunityowner", "besitzer", "eigentuemer", "eigentuemerin", "inhaber", "verantwortlich", "verantwortlicher", "bearbeiter", "user", "ownername", "username", "assignedto", "vlastník", "vlastnik", "zustaendig", "accountmanager", "salesrep", "salesperson", "betreuer", "kundenbetreuer", "vertriebsmitarbeiter", "creator", "ersteller"]),
    (Target::Source, &["source", "leadsource", "quelle", "herkunft", "originaltrafficsource", "sourcechannel", "leadquelle", "sourceorigin", "recordsource", "zdroj"]),
    (Target::Campaign, &["campaign", "kampagne", "primarycampaignsource", "campaignname"]),
    (Target::Product, &["product", "produkt", "productname", "produktname", "leistung", "artikel"]),
    (Target::Segment, &["segment", "marktsegment", "dealtype", "type", "typ"]),
    (Target::Tags, &["tags", "label", "labels", "schlagwoerter", "etikett", "stitek", "štítek", "stichworte"]),
    (Target::ExpectedClose, &["expectedclosedate", "expectedclose", "erwarteterabschluss", "erwartetesabschlussdatum", "voraussichtlicherabschluss", "abschlusserwartet", "expectedclosingdate", "erwartetesschlussdatum", "voraussichtlichesabschlussdatum", "erwartetesabschlussdatumdesdeals", "estimatedclose", "očekávanédatumuzavření", "abschlusstermin", "geplanterabschluss", "due", "duedate", "faellig"]),
    (Target::Created, &["created", "createdate", "dealcreated", "createddate", "createdat", "engagedate", "erstellt", "angelegt", "erstelltam", "angelegtam", "erstellungsdatum", "beginn", "dateadded", "datecreated", "dealerstellt", "addtime", "eroeffnet", "erstellungszeit", "dealerstelltam", "obchodvytvořen", "vytvořeno", "erstelldatum", "anlagedatum", "eingangsdatum"]),
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
pub(super) const ORGANISATIONS: Names = &[
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
pub(super) const PEOPLE: Names = &[
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
pub(super) const HISTORY: Names = &[
    (Target::OwnId, &["trichterid"]),
    (Target::DealForeignId, &["opportunityid", "dealid", "cardid", "recordid"]),
    (Target::Deal, &["deal", "opportunity", "dealname", "opportunityname", "dealtitle", "titel", "title"]),
    (Target::Stage, &["stage", "stagename", "phase", "tostage", "newstage", "neuephase", "list", "liste", "stufe"]),
    (Target::Outcome, &["outcome", "status"]),
    (Target::ChangedAt, &["changedat", "enteredat", "movedat", "timestamp", "time", "zeit", "zeitpunkt", "geaendertam", "createddate", "date", "datum", "lastmodifieddate", "systemmodstamp"]),
];

#[rustfmt::skip]
pub(super) const ACTIVITIES: Names = &[
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
pub(super) const SIGNS: [(FileKind, &[&str]); 3] = [
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

pub(super) fn names(kind: FileKind) -> Names {
    match kind {
        FileKind::Deals => DEALS,
        FileKind::Organisations => ORGANISATIONS,
        FileKind::People => PEOPLE,
        FileKind::History => HISTORY,
        FileKind::Activities => ACTIVITIES,
    }
}
