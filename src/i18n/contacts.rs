//! Texts of organisations and people and the names of their fields.

use super::texts;

texts! {
    /// Texts of organisations and people and the names of their fields.
    pub struct ContactsText {
        title: "Kontakte", "Contacts";
        organisations: "Organisationen", "Organisations";
        people: "Personen", "People";
        organisation: "Organisation", "Organisation";
        person: "Person", "Person";
        new_organisation: "Organisation anlegen", "New organisation";
        new_person: "Person anlegen", "New person";
        name: "Name", "Name";
        industry: "Branche", "Industry";
        employees: "Mitarbeitende", "Employees";
        revenue: "Umsatz im Jahr", "Revenue per year";
        country: "Land", "Country";
        region: "Region", "Region";
        parent: "Konzern", "Parent group";
        website: "Webseite", "Website";
        pain_points: "Wo es drückt", "Pain points";
        goals: "Ziele", "Goals";
        budget: "Budget", "Budget";
        notes: "Notizen", "Notes";
        position: "Position", "Position";
        department: "Abteilung", "Department";
        role: "Rolle im Buying Center", "Buying-centre role";
        interests: "Interessen", "Interests";
        phone: "Telefon", "Phone";
        email: "E-Mail", "E-mail";
        works_at: "Arbeitet bei", "Works at";
        created: "Angelegt", "Created";
        open_deals: "Offene Deals", "Open deals";
        won_value: "Gewonnener Wert", "Value won";
        no_organisations: "Noch keine Organisation.", "No organisations yet.";
        no_people: "Noch keine Person.", "No people yet.";
        no_people_here: "Noch keine Person bei dieser Organisation.", "No people at this organisation yet.";
        no_match: "Kein Kontakt passt zur Suche.", "No contact matches the search.";
        search_hint: "Name, Branche, E-Mail", "Name, industry, e-mail";
        delete_organisation: "Organisation löschen", "Delete organisation";
        delete_person: "Person löschen", "Delete person";
        delete_keeps_deals[n]: "{n} Deal bleibt erhalten, ohne diese Angabe.|{n} Deals bleiben erhalten, ohne diese Angabe.", "{n} deal stays, without this entry.|{n} deals stay, without this entry.";
        add_engagement: "Verhalten eintragen", "Add behaviour";
        all_deals: "Deals", "Deals";
        no_deals_here: "Noch kein Deal.", "No deals yet.";
        delete_really(name): "„{name}“ wirklich löschen?", "Really delete “{name}”?";
        delete_frees_people[n]: "{n} Person bleibt, ohne Organisation.|{n} Personen bleiben, ohne Organisation.", "{n} person stays, without an organisation.|{n} people stay, without an organisation.";
        and_more[n]: "und {n} weiterer|und {n} weitere", "and {n} more|and {n} more";
        open_website: "Webseite öffnen", "Open website";
        call: "Anrufen", "Call";
        write_mail: "E-Mail schreiben", "Write an e-mail";
        details: "Angaben", "Details";
        website_hint: "https://…", "https://…";
        not_found: "Diesen Kontakt gibt es nicht (mehr).", "This contact does not exist (any more).";
    }
}
