//! Names of the domain's own values.

use super::texts;
use crate::domain::{
    ActivityKind, Answer, Availability, BuyingRole, Engagement, ForecastCategory, FunnelZone,
    LeadClass, LossReason, MatrixMeaning, OfferStatus, Outcome, Preset, Purchase,
    QualificationFrame, QualificationItem, ScoredAttribute,
};

texts! {
    /// Names of the domain's own values; the methods take the value itself.
    pub struct TermText {
        outcome_open: "Offen", "Open";
        outcome_won: "Gewonnen", "Won";
        outcome_lost: "Verloren", "Lost";
        loss_price: "Preis", "Price";
        loss_competition: "Mitbewerb", "Competition";
        loss_no_need: "Kein Bedarf", "No need";
        loss_badly_qualified: "Schlecht qualifiziert", "Badly qualified";
        loss_no_decision: "Keine Entscheidung", "No decision";
        loss_expired: "Verfallen", "Expired";
        loss_other: "Anderer Grund", "Other";
        loss_unknown: "Unbekannt", "Unknown";
        offer_none: "Kein Angebot", "No offer";
        offer_requested: "Angefragt", "Requested";
        offer_draft: "In Arbeit", "Draft";
        offer_sent: "Verschickt", "Sent";
        offer_accepted: "Angenommen", "Accepted";
        offer_declined: "Abgelehnt", "Declined";
        category_commit: "Zugesagt", "Commit";
        category_best_case: "Bestenfalls", "Best case";
        category_pipeline: "Pipeline", "Pipeline";
        category_omitted: "Ausgenommen", "Omitted";
        zone_tofu: "Oben (TOFU)", "Top (TOFU)";
        zone_mofu: "Mitte (MOFU)", "Middle (MOFU)";
        zone_bofu: "Unten (BOFU)", "Bottom (BOFU)";
        engagement_content_request: "Inhalt angefordert", "Content request";
        engagement_email_click: "Link in E-Mail geklickt", "E-mail link click";
        engagement_web_visit: "Themen- oder Produktseite besucht", "Visit to a topic or product page";
        engagement_webinar: "Webinar besucht", "Webinar";
        engagement_trade_fair: "Messestand besucht", "Trade fair";
        engagement_white_paper: "Whitepaper geladen", "White paper";
        engagement_pricing_page: "Preisseite besucht", "Pricing page";
        engagement_matching_industry: "Passende Branche", "Matching industry";
        role_unknown: "Unbekannt", "Unknown";
        role_decider: "Entscheider", "Decider";
        role_economic_buyer: "Budgetverantwortung", "Economic buyer";
        role_buyer: "Einkauf", "Buyer";
        role_influencer: "Beeinflusser", "Influencer";
        role_user: "Anwender", "User";
        role_gatekeeper: "Türöffner", "Gatekeeper";
        role_champion: "Fürsprecher", "Champion";
        class_unclassified: "Nicht beurteilt", "Not judged";
        class_hot: "Heiß", "Hot";
        class_just_looking: "Schaut sich nur um", "Just looking";
        class_pseudo: "Pseudo (Mitbewerber, Studierende, Bewerber)", "Pseudo (competitor, student, applicant)";
        answer_unknown: "Unbekannt", "Unknown";
        answer_no: "Nein", "No";
        answer_partly: "Teilweise", "Partly";
        answer_yes: "Ja", "Yes";
        frame_bant: "BANT", "BANT";
        frame_meddpicc: "MEDDPICC", "MEDDPICC";
        item_budget: "Budget", "Budget";
        item_authority: "Entscheidungsbefugnis", "Authority";
        item_need: "Bedarf", "Need";
        item_timeline: "Zeitplan", "Timeline";
        item_metrics: "Messbarer Nutzen", "Metrics";
        item_economic_buyer: "Budgetverantwortung", "Economic buyer";
        item_decision_criteria: "Entscheidungskriterien", "Decision criteria";
        item_decision_process: "Entscheidungsweg", "Decision process";
        item_paper_process: "Vertragsweg", "Paper process";
        item_identify_pain: "Problem erkannt", "Identify pain";
        item_champion: "Fürsprecher", "Champion";
        item_competition: "Mitbewerb", "Competition";
        meaning_hot: "Heiß: an den Vertrieb übergeben", "Hot: hand over to sales";
        meaning_nurture: "Pflegen", "Nurture";
        meaning_watch: "Beobachten", "Watch";
        purchase_unknown: "Unbekannt", "Unknown";
        purchase_from_competitor: "Ja, beim Mitbewerb", "Yes, from a competitor";
        purchase_nothing: "Nein, gar nichts", "No, nothing at all";
        attribute_position: "Position", "Position";
        attribute_employees: "Mitarbeitende", "Employees";
        attribute_industry: "Branche", "Industry";
        preset_standard: "Klassisch: fünf Stufen", "Classic: five stages";
        preset_letters: "F bis A, mit Eintrittskriterien", "F to A, with entry criteria";
        preset_consumer: "Kurz, für Privatkunden", "Short, for consumers";
        availability_active: "In Gebrauch", "In use";
        availability_archived: "Archiviert", "Archived";
        kind_task: "Aufgabe", "Task";
        kind_call: "Anruf", "Call";
        kind_email: "E-Mail", "E-mail";
        kind_meeting: "Treffen", "Meeting";
        kind_note: "Notiz", "Note";
    }
}

impl TermText {
    /// Returns the name of a value of [`Outcome`].
    pub fn outcome(&self, value: Outcome) -> &'static str {
        match value {
            Outcome::Open => self.outcome_open(),
            Outcome::Won(_) => self.outcome_won(),
            Outcome::Lost(_) => self.outcome_lost(),
        }
    }

    /// Returns the name of a value of [`LossReason`].
    pub fn loss_reason(&self, value: LossReason) -> &'static str {
        match value {
            LossReason::Price => self.loss_price(),
            LossReason::Competition => self.loss_competition(),
            LossReason::NoNeed => self.loss_no_need(),
            LossReason::BadlyQualified => self.loss_badly_qualified(),
            LossReason::NoDecision => self.loss_no_decision(),
            LossReason::Expired => self.loss_expired(),
            LossReason::Other => self.loss_other(),
            LossReason::Unknown => self.loss_unknown(),
        }
    }

    /// Returns the name of a value of [`OfferStatus`].
    pub fn offer(&self, value: OfferStatus) -> &'static str {
        match value {
            OfferStatus::None => self.offer_none(),
            OfferStatus::Requested => self.offer_requested(),
            OfferStatus::Draft => self.offer_draft(),
            OfferStatus::Sent => self.offer_sent(),
            OfferStatus::Accepted => self.offer_accepted(),
            OfferStatus::Declined => self.offer_declined(),
        }
    }

    /// Returns the name of a value of [`ForecastCategory`].
    pub fn category(&self, value: ForecastCategory) -> &'static str {
        match value {
            ForecastCategory::Commit => self.category_commit(),
            ForecastCategory::BestCase => self.category_best_case(),
            ForecastCategory::Pipeline => self.category_pipeline(),
            ForecastCategory::Omitted => self.category_omitted(),
        }
    }

    /// Returns the name of a value of [`FunnelZone`].
    pub fn zone(&self, value: FunnelZone) -> &'static str {
        match value {
            FunnelZone::Tofu => self.zone_tofu(),
            FunnelZone::Mofu => self.zone_mofu(),
            FunnelZone::Bofu => self.zone_bofu(),
        }
    }

    /// Returns the name of a value of [`Engagement`].
    pub fn engagement(&self, value: Engagement) -> &'static str {
        match value {
            Engagement::ContentRequest => self.engagement_content_request(),
            Engagement::EmailClick => self.engagement_email_click(),
            Engagement::WebVisit => self.engagement_web_visit(),
            Engagement::Webinar => self.engagement_webinar(),
            Engagement::TradeFair => self.engagement_trade_fair(),
            Engagement::WhitePaper => self.engagement_white_paper(),
            Engagement::PricingPage => self.engagement_pricing_page(),
            Engagement::MatchingIndustry => self.engagement_matching_industry(),
        }
    }

    /// Returns the name of a value of [`BuyingRole`].
    pub fn role(&self, value: BuyingRole) -> &'static str {
        match value {
            BuyingRole::Unknown => self.role_unknown(),
            BuyingRole::Decider => self.role_decider(),
            BuyingRole::EconomicBuyer => self.role_economic_buyer(),
            BuyingRole::Buyer => self.role_buyer(),
            BuyingRole::Influencer => self.role_influencer(),
            BuyingRole::User => self.role_user(),
            BuyingRole::Gatekeeper => self.role_gatekeeper(),
            BuyingRole::Champion => self.role_champion(),
        }
    }

    /// Returns the name of a value of [`LeadClass`].
    pub fn class(&self, value: LeadClass) -> &'static str {
        match value {
            LeadClass::Unclassified => self.class_unclassified(),
            LeadClass::Hot => self.class_hot(),
            LeadClass::JustLooking => self.class_just_looking(),
            LeadClass::Pseudo => self.class_pseudo(),
        }
    }

    /// Returns the name of a value of [`Answer`].
    pub fn answer(&self, value: Answer) -> &'static str {
        match value {
            Answer::Unknown => self.answer_unknown(),
            Answer::No => self.answer_no(),
            Answer::Partly => self.answer_partly(),
            Answer::Yes => self.answer_yes(),
        }
    }

    /// Returns the name of a value of [`QualificationFrame`].
    pub fn frame(&self, value: QualificationFrame) -> &'static str {
        match value {
            QualificationFrame::Bant => self.frame_bant(),
            QualificationFrame::Meddpicc => self.frame_meddpicc(),
        }
    }

    /// Returns the name of a value of [`QualificationItem`].
    pub fn item(&self, value: QualificationItem) -> &'static str {
        match value {
            QualificationItem::Budget => self.item_budget(),
            QualificationItem::Authority => self.item_authority(),
            QualificationItem::Need => self.item_need(),
            QualificationItem::Timeline => self.item_timeline(),
            QualificationItem::Metrics => self.item_metrics(),
            QualificationItem::EconomicBuyer => self.item_economic_buyer(),
            QualificationItem::DecisionCriteria => self.item_decision_criteria(),
            QualificationItem::DecisionProcess => self.item_decision_process(),
            QualificationItem::PaperProcess => self.item_paper_process(),
            QualificationItem::IdentifyPain => self.item_identify_pain(),
            QualificationItem::Champion => self.item_champion(),
            QualificationItem::Competition => self.item_competition(),
        }
    }

    /// Returns the name of a value of [`MatrixMeaning`].
    pub fn meaning(&self, value: MatrixMeaning) -> &'static str {
        match value {
            MatrixMeaning::Hot => self.meaning_hot(),
            MatrixMeaning::Nurture => self.meaning_nurture(),
            MatrixMeaning::Watch => self.meaning_watch(),
        }
    }

    /// Returns the name of a value of [`Purchase`].
    pub fn purchase(&self, value: Purchase) -> &'static str {
        match value {
            Purchase::Unknown => self.purchase_unknown(),
            Purchase::FromCompetitor => self.purchase_from_competitor(),
            Purchase::Nothing => self.purchase_nothing(),
        }
    }

    /// Returns the name of a value of [`ScoredAttribute`].
    pub fn attribute(&self, value: ScoredAttribute) -> &'static str {
        match value {
            ScoredAttribute::Position => self.attribute_position(),
            ScoredAttribute::Employees => self.attribute_employees(),
            ScoredAttribute::Industry => self.attribute_industry(),
        }
    }

    /// Returns the name of a value of [`Preset`].
    pub fn preset(&self, value: Preset) -> &'static str {
        match value {
            Preset::Standard => self.preset_standard(),
            Preset::Letters => self.preset_letters(),
            Preset::Consumer => self.preset_consumer(),
        }
    }

    /// Returns the name of a value of [`Availability`].
    pub fn availability(&self, value: Availability) -> &'static str {
        match value {
            Availability::Active => self.availability_active(),
            Availability::Archived => self.availability_archived(),
        }
    }

    /// Returns the name of a kind of activity.
    pub fn activity(&self, value: ActivityKind) -> &'static str {
        match value {
            ActivityKind::Task => self.kind_task(),
            ActivityKind::Call => self.kind_call(),
            ActivityKind::Email => self.kind_email(),
            ActivityKind::Meeting => self.kind_meeting(),
            ActivityKind::Note => self.kind_note(),
            ActivityKind::Engagement(engagement) => self.engagement(engagement),
        }
    }
}
