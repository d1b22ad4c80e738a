//! The words invented companies, people and deals are composed of.
//!
//! Companies and people are made up. Mail addresses end in `.example`
//! (RFC 2606) and telephone numbers are those set aside for films, so nobody
//! real is ever written to or called.

use crate::domain::ActivityKind::{self, Call, Email, Meeting, Task};
use crate::domain::Language;

/// A list of words.
type List = &'static [&'static str];

/// The words of one language.
pub(super) struct Words {
    /// First words of company names: families and inventions.
    pub heads: List,
    /// Industries, each with second words of company names.
    pub industries: &'static [(&'static str, List)],
    /// Legal forms, the last words.
    pub forms: List,
    /// What tells companies apart once every pair of words is used.
    pub places: List,
    /// Country of most companies.
    pub country: &'static str,
    /// Regions of that country.
    pub regions: List,
    /// Start of a telephone number; three digits follow.
    pub phone: &'static str,
    /// First names.
    pub first: List,
    /// Family names.
    pub last: List,
    /// Positions, frequent ones repeated.
    pub positions: List,
    /// What is sold.
    pub services: List,
    /// What may follow in a title; empty most of the time.
    pub additions: List,
    /// Who sells.
    pub owners: List,
    /// Where deals come from.
    pub sources: List,
    /// Campaigns; often none.
    pub campaigns: List,
    /// Segments.
    pub segments: List,
    /// Tags.
    pub tags: List,
    /// Notes on deals.
    pub notes: List,
    /// Open tasks, by a third of the pipeline.
    pub steps: [&'static [(ActivityKind, &'static str)]; 3],
    /// Subjects of done calls, e-mails and meetings.
    pub done: [List; 3],
    /// Subjects of engagements, in the order of `Engagement::ALL`.
    pub engagements: [&'static str; 8],
    /// What a lost deal is remembered by.
    pub losses: List,
    /// What a won deal was won by.
    pub arguments: List,
    /// Others in the race.
    pub competitors: List,
}

/// Returns the words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::De => &GERMAN,
        Language::En => &ENGLISH,
    }
}

// One word a line would be six hundred lines.
#[rustfmt::skip]
static GERMAN: Words = Words {
    heads: &[
        "Ahrens", "Albers", "Bachmeier", "Behrendt", "Brandt", "Brinkmann", "Brockmann", "Clasen",
        "Cordes", "Dietz", "Dorn", "Ebeling", "Eggers", "Fabian", "Falk", "Frerichs", "Gerlach",
        "Goebel", "Grothe", "Haas", "Hansen", "Harms", "Heller", "Hinrichs", "Hofstetter", "Ihde",
        "Jessen", "Kaltenbach", "Keller", "Kersten", "Kruse", "Kühn", "Lindner", "Lorenz",
        "Lüders", "Mahler", "Menzel", "Moser", "Nissen", "Oltmann", "Petersen", "Pohl",
        "Rademacher", "Reimers", "Riedel", "Rosenau", "Sander", "Schilling", "Seidel",
        "Steinbach", "Tamm", "Thoma", "Ullrich", "Vollmer", "Wachter", "Weidlich", "Wendt",
        "Wolters", "Zander", "Zeller", "Alsterblick", "Altmühl", "Auental", "Blaustein",
        "Deichkrone", "Dreiklang", "Eichgrund", "Elbwerk", "Falkenried", "Fichtelhof",
        "Fördeblick", "Havelland", "Heidekraut", "Hochwald", "Isarpunkt", "Kiefernhain",
        "Kompassrose", "Leinetal", "Lindenhof", "Mainbogen", "Moorweg", "Neckarufer", "Nordlicht",
        "Oderbruch", "Ostwind", "Rheinkante", "Sandtor", "Silberbach", "Spreebogen", "Sturmfest",
        "Südhang", "Tannengrün", "Umlaufberg", "Wattblick", "Weitblick", "Weserbogen",
        "Wolkenstein", "Zollhafen",
    ],
    industries: &[
        (
            "Anlagenbau",
            &["Anlagenbau", "Apparatebau", "Fördertechnik", "Prozesstechnik", "Rohrleitungsbau"],
        ),
        ("IT", &["Software", "IT-Systeme", "Digital", "Datendienste", "Netzwerke", "Cloud"]),
        (
            "Handel",
            &["Großhandel", "Handelshaus", "Baustoffe", "Bürobedarf", "Feinkost", "Versand"],
        ),
        ("Consulting", &["Beratung", "Consulting", "Strategie", "Unternehmensberatung"]),
        ("Maschinenbau", &["Maschinenbau", "Werkzeugbau", "Antriebe", "Zerspanung", "Metallbau"]),
        ("Logistik", &["Logistik", "Spedition", "Transporte", "Lagerhaus"]),
        ("Gesundheit", &["Medizintechnik", "Klinikbedarf", "Labor", "Praxisdienste"]),
        ("Energie", &["Energie", "Solartechnik", "Haustechnik", "Wärmepumpen"]),
        ("Handwerk", &["Holzbau", "Elektrotechnik", "Innenausbau", "Dachbau", "Malerbetrieb"]),
        ("Bildung", &["Akademie", "Lernwerkstatt", "Schulungen", "Verlag"]),
    ],
    forms: &["GmbH", "GmbH", "GmbH", "GmbH & Co. KG", "AG", "KG", "OHG", "eG"],
    places: &["", " Nord", " Süd", " West", " Ost", " Mitte", " Küste", " Alpen"],
    country: "Deutschland",
    regions: &[
        "Hamburg", "Berlin", "Bayern", "Hessen", "Sachsen", "Niedersachsen", "NRW",
        "Schleswig-Holstein",
    ],
    phone: "+49 30 23125 ",
    first: &[
        "Anna", "Lena", "Julia", "Katrin", "Sabine", "Miriam", "Petra", "Nina", "Claudia", "Ayşe",
        "Svenja", "Heike", "Laura", "Johanna", "Zeynep", "Monika", "Britta", "Elif", "Greta",
        "Ute", "Thomas", "Jan", "Michael", "Stefan", "Lukas", "Markus", "Tobias", "Andreas",
        "Felix", "Jonas", "Murat", "Sven", "Daniel", "Holger", "Ralf", "Emre", "Philipp",
        "Carsten", "Uwe", "Matthias",
    ],
    last: &[
        "Ackermann", "Adler", "Arslan", "Baumann", "Beck", "Bergmann", "Böhm", "Busch", "Demir",
        "Ernst", "Fiedler", "Franke", "Fuchs", "Graf", "Günther", "Hahn", "Hartmann", "Hein",
        "Horn", "Jäger", "Kaiser", "Kaya", "Koch", "Kowalski", "Kraft", "Krüger", "Lang",
        "Ludwig", "Maurer", "Nowak", "Otto", "Paul", "Peters", "Pfeiffer", "Ritter", "Roth",
        "Schäfer", "Schenk", "Simon", "Sommer", "Stark", "Thiel", "Vogel", "Voigt", "Wagner",
        "Weiß", "Winkler", "Wirth", "Yilmaz", "Ziegler",
    ],
    positions: &[
        "Geschäftsführung", "Geschäftsführer", "Geschäftsführerin", "Marketing-Leitung",
        "Leiterin Marketing", "Fachbereichsleiter", "Abteilungsleiterin", "Marketing-Manager",
        "Marketing-Managerin", "Einkauf", "Projektleitung", "Assistenz", "Vertrieb", "",
    ],
    services: &[
        "Website-Relaunch", "Online-Shop", "CRM-Einführung", "Newsletter-Automation",
        "Markenworkshop", "SEO-Paket", "Barrierefreiheits-Audit", "Corporate Design",
        "Kundenportal", "Messeauftritt", "Wartungsvertrag", "Produktfotografie", "App-Prototyp",
        "Datenmigration", "Vertriebsschulung", "Imagefilm", "Karriereseite", "Schnittstelle ERP",
    ],
    additions: &[
        "", "", "", "", " Phase 2", " Pilot", " mehrsprachig", " Update", " Konzept",
        " Rahmenvertrag", " Standort Nord", " (Ausschreibung)",
    ],
    owners: &[
        "Miriam Sander", "Jonas Weber", "Katrin Holm", "Deniz Aydin", "Paul Richter",
        "Lea Brandt",
    ],
    sources: &["Empfehlung", "Website", "Messe", "LinkedIn", "Kaltakquise", "Newsletter"],
    campaigns: &["", "", "Frühjahrsaktion", "Fachmesse", "Webinar-Reihe", "Herbst-Mailing"],
    segments: &["Mittelstand", "Konzern", "Kleinbetrieb"],
    tags: &["wichtig", "Stammkunde", "Rahmenvertrag", "eilig"],
    notes: &[
        "Budget wird im nächsten Quartal freigegeben.",
        "Kennt uns über eine Empfehlung, möchte Referenzen sehen.",
        "Entscheidet gemeinsam mit der Geschäftsführung.",
        "Vergleicht drei Anbieter; der Preis ist nicht das Wichtigste.",
        "Bisheriger Dienstleister hat gekündigt, es eilt.",
        "Möchte klein anfangen und dann ausbauen.",
    ],
    steps: [
        &[
            (Call, "Erstgespräch vereinbaren"), (Call, "Zurückrufen"), (Email, "Unterlagen schicken"),
            (Task, "Ansprechpartner klären"),
        ],
        &[(Meeting, "Bedarf im Termin klären"), (Task, "Workshop vorbereiten"), (Call, "Budget erfragen"), (Meeting, "Demo zeigen")],
        &[(Call, "Angebot nachfassen"), (Task, "Angebot anpassen"), (Email, "Vertrag schicken"), (Call, "Zusage einholen")],
    ],
    done: [
        &["Erstes Telefonat", "Rückruf", "Fragen geklärt", "Termin abgestimmt"],
        &[
            "Infomaterial geschickt", "Zusammenfassung geschickt", "Referenzen geschickt",
            "Angebot geschickt",
        ],
        &["Kennenlernen", "Bedarfsgespräch", "Vorführung", "Verhandlung"],
    ],
    engagements: [
        "Inhalt angefordert", "Link im Newsletter geklickt", "Produktseite besucht",
        "Am Webinar teilgenommen", "Auf der Messe getroffen", "Whitepaper geladen",
        "Preisseite besucht", "Passende Branche",
    ],
    losses: &[
        "Zu teuer gegenüber dem Mitbewerb.", "Projekt verschoben, kein Termin.",
        "Macht es jetzt intern.", "Keine Rückmeldung mehr.",
    ],
    arguments: &[
        "Persönliche Betreuung", "Schneller Start", "Referenz aus der Branche", "Festpreis",
    ],
    competitors: &["Agentur Blickfang", "Studio Nord", "Pixelhaus", "Interne Lösung"],
};

#[rustfmt::skip]
static ENGLISH: Words = Words {
    heads: &[
        "Abbotsford", "Alderton", "Ashby", "Barlow", "Beckford", "Bexley", "Blythe", "Bramwell",
        "Brinsley", "Calloway", "Carrick", "Chilton", "Colburn", "Cranfield", "Dalby", "Darnell",
        "Denholm", "Eastwick", "Ellery", "Elsworth", "Fairburn", "Fenwick", "Finchley", "Garrick",
        "Glenross", "Granton", "Hadley", "Halworth", "Harlow", "Hawthorn", "Holloway", "Huxley",
        "Inglewood", "Keswick", "Kirkby", "Langford", "Larkin", "Lockwood", "Marlowe", "Maynard",
        "Merton", "Milford", "Norwood", "Oakley", "Osborne", "Pemberton", "Penrose", "Quimby",
        "Radley", "Ravenhill", "Redfern", "Rowntree", "Selwyn", "Sherwin", "Stanfield",
        "Stratton", "Tarleton", "Thornbury", "Tilbrook", "Underhill", "Upton", "Vernon",
        "Wakeley", "Walcott", "Westbrook", "Whitby", "Wickham", "Winslow", "Wyndham", "Yardley",
        "Amber Lane", "Bluegate", "Bright Harbour", "Cedar Point", "Clearwater", "Copper Hill",
        "Eastgate", "Falcon Ridge", "First Light", "Foxglove", "Greenway", "Heron Bay",
        "High Moor", "Ironbridge", "Kingfisher", "Long Reach", "Maple Court", "North Quay",
        "Old Mill", "Open Field", "Pine Crest", "Red Kite", "River Bend", "Silver Birch",
        "Slate Hill", "South Downs", "Stonegate", "Tall Ship",
    ],
    industries: &[
        (
            "Plant engineering",
            &[
                "Plant Engineering", "Process Systems", "Conveyors", "Pipework",
                "Industrial Plant",
            ],
        ),
        ("IT", &["Software", "IT Systems", "Digital", "Data Services", "Networks", "Cloud"]),
        (
            "Trade",
            &[
                "Wholesale", "Trading", "Supplies", "Fine Foods", "Office Goods",
                "Building Supplies",
            ],
        ),
        ("Consulting", &["Consulting", "Advisory", "Strategy", "Partners"]),
        ("Manufacturing", &["Machinery", "Toolworks", "Drives", "Precision", "Metalworks"]),
        ("Logistics", &["Logistics", "Freight", "Transport", "Warehousing"]),
        ("Healthcare", &["Medical", "Clinical Supplies", "Laboratories", "Care"]),
        ("Energy", &["Energy", "Solar", "Heating", "Heat Pumps"]),
        ("Construction", &["Timber", "Electrical", "Interiors", "Roofing", "Joinery"]),
        ("Education", &["Academy", "Learning", "Training", "Press"]),
    ],
    forms: &["Ltd", "Ltd", "Ltd", "plc", "LLP", "Group"],
    places: &["", " North", " South", " West", " East", " Central", " Coast", " Highlands"],
    country: "United Kingdom",
    regions: &[
        "London", "Scotland", "Wales", "North West", "Yorkshire", "South East", "Midlands",
        "Northern Ireland",
    ],
    phone: "+44 20 7946 0",
    first: &[
        "Emma", "Olivia", "Sophie", "Grace", "Hannah", "Priya", "Chloe", "Alice", "Megan",
        "Fatima", "Rachel", "Claire", "Lucy", "Amelia", "Zara", "Helen", "Ruth", "Naomi", "Isla",
        "Joan", "James", "Oliver", "Thomas", "Daniel", "Harry", "Adam", "Samuel", "Ravi",
        "Michael", "George", "Omar", "Peter", "Simon", "Callum", "Ewan", "Marcus", "Noah",
        "Stuart", "Dylan", "Martin",
    ],
    last: &[
        "Adams", "Ahmed", "Allen", "Bailey", "Barker", "Bennett", "Brooks", "Carter", "Chapman",
        "Clarke", "Collins", "Cooper", "Davies", "Dixon", "Edwards", "Ellis", "Fisher", "Foster",
        "Gibson", "Graham", "Griffiths", "Harris", "Hughes", "Hunt", "Jenkins", "Kelly", "Khan",
        "King", "Lewis", "Marsh", "Mason", "Mitchell", "Morgan", "Murray", "Owen", "Palmer",
        "Patel", "Price", "Reid", "Reynolds", "Scott", "Shaw", "Stevens", "Sutton", "Turner",
        "Walker", "Watson", "Webb", "Wood", "Young",
    ],
    positions: &[
        "CEO", "Managing Director", "Managing Director", "Head of Marketing", "CMO",
        "Department Head", "Department Head", "Marketing Manager", "Marketing Manager",
        "Purchasing", "Project Lead", "Assistant", "Sales", "",
    ],
    services: &[
        "Website relaunch", "Online shop", "CRM roll-out", "Newsletter automation",
        "Brand workshop", "SEO package", "Accessibility audit", "Corporate design",
        "Customer portal", "Trade fair stand", "Maintenance contract", "Product photography",
        "App prototype", "Data migration", "Sales training", "Image film", "Careers site",
        "ERP interface",
    ],
    additions: &[
        "", "", "", "", " phase 2", " pilot", " multilingual", " update", " concept",
        " framework", " northern site", " (tender)",
    ],
    owners: &["Miriam Lowe", "Jonas Webb", "Kate Holm", "Dev Anand", "Paul Rigby", "Lea Brand"],
    sources: &["Referral", "Website", "Trade fair", "LinkedIn", "Cold call", "Newsletter"],
    campaigns: &["", "", "Spring offer", "Trade fair", "Webinar series", "Autumn mailing"],
    segments: &["Mid-market", "Enterprise", "Small business"],
    tags: &["important", "regular", "framework", "urgent"],
    notes: &[
        "Budget will be released next quarter.",
        "Knows us from a referral and would like to see references.",
        "Decides together with the management.",
        "Compares three suppliers; price is not what matters most.",
        "Their former supplier gave notice, so it is urgent.",
        "Wants to start small and grow from there.",
    ],
    steps: [
        &[(Call, "Arrange a first call"), (Call, "Call back"), (Email, "Send documents"), (Task, "Find the right contact")],
        &[
            (Meeting, "Clarify needs in a meeting"), (Task, "Prepare the workshop"), (Call, "Ask about the budget"),
            (Meeting, "Show a demo"),
        ],
        &[(Call, "Follow up on the offer"), (Task, "Adjust the offer"), (Email, "Send the contract"), (Call, "Get the promise")],
    ],
    done: [
        &["First call", "Called back", "Questions answered", "Date agreed"],
        &["Material sent", "Summary sent", "References sent", "Offer sent"],
        &["Introduction", "Needs discussion", "Demonstration", "Negotiation"],
    ],
    engagements: [
        "Asked for content", "Clicked a newsletter link", "Visited a product page",
        "Took part in the webinar", "Met at the trade fair", "Downloaded the white paper",
        "Visited the price page", "Matching industry",
    ],
    losses: &[
        "Too expensive against the others.", "Project put off without a date.",
        "They now do it themselves.", "No answer any more.",
    ],
    arguments: &["Personal care", "Quick start", "A reference in their industry", "Fixed price"],
    competitors: &["Eyecatcher Agency", "Studio North", "Pixelhouse", "In-house team"],
};
