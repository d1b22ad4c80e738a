//! The default tables (SPEC 2.5), in German and English at once: a workspace
//! holds companies of both languages.

use crate::domain::{
    AttributeRule, Criterion, Engagement, EngagementPoints, Grade, GradeRule, MatrixMeaning,
    ScoredAttribute, ScoringModel,
};
use std::borrow::Cow;

/// Who works for somebody important is not important yet: looked at first, so
/// that an assistant to the CEO is no A.
const ASSISTANTS: &[&str] =
    &["Assist*", "Sekret*", "Secretary", "Praktikant*", "Werkstudent*", "Trainee", "Intern"];

const MANAGEMENT: &[&str] = &[
    "Geschäftsführer",
    "Geschäftsführerin",
    "Geschäftsführung",
    "Geschäftsführend*",
    "Geschäftsleitung",
    "Geschäftsleiter",
    "Geschäftsleiterin",
    "Inhaber",
    "Inhaberin",
    "Vorstand",
    "Vorständin",
    "Vorstandsvorsitz*",
    "Vorstandsmitglied",
    "CEO",
    "Chief Executive",
    "Chief Executive Officer",
    "Managing Director",
    "Founder",
    "Gründer",
    "Gründerin",
    "Marketing-Leitung",
    "Marketing-Leiter",
    "Marketing-Leiterin",
    "Marketingleitung",
    "Marketingleiter",
    "Marketingleiterin",
    "Leitung Marketing",
    "Leiter Marketing",
    "Leiterin Marketing",
    "Leiter:in Marketing",
    "CMO",
    "Chief Marketing Officer",
    "Head of Marketing",
    "Marketing Director",
    "Director of Marketing",
    "VP Marketing",
    "VP of Marketing",
];

const DEPARTMENT: &[&str] = &[
    "Fachbereichsleit*",
    "Bereichsleit*",
    "Abteilungsleit*",
    "Leitung",
    "Leiter",
    "Leiterin",
    "Department Head",
    "Head of",
    "Department Manager",
    "Division Head",
    "Division Manager",
];

const MARKETING_MANAGER: &[&str] =
    &["Marketing-Manager*", "Marketingmanager*", "Marketing Manager"];

const PLANT: &[&str] =
    &["Anlagenbau", "Plant Engineering", "Plant Construction", "Industrial Plant"];
const IT: &[&str] = &["IT", "EDV", "Software*", "Informationstechn*", "Information Technology"];
const TRADE: &[&str] = &[
    "Handel",
    "Großhandel",
    "Einzelhandel",
    "Onlinehandel",
    "Versandhandel",
    "Trade",
    "Retail",
    "Wholesale",
];

/// Employees above which a company is A, B and C.
const EMPLOYEES: [(Grade, u32); 3] = [(Grade::A, 10_000), (Grade::B, 5_000), (Grade::C, 2_500)];

/// Points for each behaviour.
const POINTS: [(Engagement, u32); 8] = [
    (Engagement::ContentRequest, 20),
    (Engagement::EmailClick, 15),
    (Engagement::WebVisit, 10),
    (Engagement::Webinar, 25),
    (Engagement::TradeFair, 30),
    (Engagement::WhitePaper, 5),
    (Engagement::PricingPage, 20),
    (Engagement::MatchingIndustry, 10),
];

use MatrixMeaning::{Hot, Nurture, Watch};

/// Rows A to D, columns 1 to 4.
const MATRIX: [[MatrixMeaning; 4]; 4] = [
    [Hot, Hot, Nurture, Watch],
    [Hot, Nurture, Nurture, Watch],
    [Nurture, Nurture, Watch, Watch],
    [Watch, Watch, Watch, Watch],
];

/// Returns the default tables: equal weights, no half-life.
pub fn standard_model() -> ScoringModel {
    let texts = |grade, words: &[&str]| GradeRule {
        grade,
        criterion: Criterion::OneOf(words.iter().map(|word| (*word).to_owned()).collect()),
    };
    let rule = |attribute, rules| AttributeRule { attribute, weight: 1, rules };
    let larger = |(grade, limit)| GradeRule { grade, criterion: Criterion::MoreThan(limit) };
    ScoringModel {
        attributes: vec![
            rule(
                ScoredAttribute::Position,
                vec![
                    texts(Grade::D, ASSISTANTS),
                    texts(Grade::A, MANAGEMENT),
                    texts(Grade::B, DEPARTMENT),
                    texts(Grade::C, MARKETING_MANAGER),
                ],
            ),
            rule(ScoredAttribute::Employees, EMPLOYEES.map(larger).to_vec()),
            rule(
                ScoredAttribute::Industry,
                vec![texts(Grade::A, PLANT), texts(Grade::B, IT), texts(Grade::C, TRADE)],
            ),
        ],
        engagements: POINTS
            .map(|(engagement, points)| EngagementPoints { engagement, points })
            .to_vec(),
        half_life_days: None,
        matrix: MATRIX.to_vec(),
        ..ScoringModel::default()
    }
}

/// Returns the tables that hold: each empty one is replaced by the default.
pub fn tables_in_use(model: &ScoringModel) -> Cow<'_, ScoringModel> {
    if !model.attributes.is_empty() && !model.engagements.is_empty() && !model.matrix.is_empty() {
        return Cow::Borrowed(model);
    }
    let mut filled = model.clone();
    let standard = standard_model();
    if filled.attributes.is_empty() {
        filled.attributes = standard.attributes;
    }
    if filled.engagements.is_empty() {
        filled.engagements = standard.engagements;
    }
    if filled.matrix.is_empty() {
        filled.matrix = standard.matrix;
    }
    Cow::Owned(filled)
}
