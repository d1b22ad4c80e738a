//! The explicit score: who they are.

use crate::domain::{
    AttributeRule, Criterion, Deal, Grade, OrganisationId, ScoredAttribute, ScoringModel,
};
use crate::workspace::Workspace;
use std::collections::HashMap;

/// The explicit score of a deal.
///
/// The overall grade is the weighted mean of the grades' points (A = 4 to
/// D = 1), rounded to the nearest grade, halves to the better one: 2.5 is B,
/// 2.49 is C. [`ExplicitScore::points`] and [`ExplicitScore::weight`] keep the
/// mean exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplicitScore {
    /// What each attribute gave, in the order of the table.
    pub attributes: Vec<AttributeScore>,
    /// Sum of weight × points.
    pub points: u64,
    /// Sum of weights; 0 when no attribute counts.
    pub weight: u64,
    /// The overall grade; D when no attribute counts.
    pub grade: Grade,
}

/// What one attribute gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeScore {
    /// The attribute.
    pub attribute: ScoredAttribute,
    /// Its weight in the mean.
    pub weight: u32,
    /// Its grade.
    pub grade: Grade,
    /// What it was graded from.
    pub evidence: Evidence,
}

/// What a grade was given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing is known; the grade is D.
    Missing,
    /// This text.
    Text(String),
    /// This number.
    Number(u32),
}

impl ExplicitScore {
    /// Returns the weighted mean between 1 and 4; `None` when no attribute counts.
    pub fn mean(&self) -> Option<f64> {
        (self.weight > 0).then(|| self.points as f64 / self.weight as f64)
    }

    /// Yields the attributes of which nothing is known.
    pub fn missing(&self) -> impl Iterator<Item = ScoredAttribute> {
        let missing = self.attributes.iter().filter(|known| known.evidence == Evidence::Missing);
        missing.map(|known| known.attribute)
    }

    /// Returns true when an attribute that counts is known.
    pub(super) fn knows_anything(&self) -> bool {
        self.attributes.iter().any(|one| one.weight > 0 && one.evidence != Evidence::Missing)
    }
}

/// Returns the overall grade: the mean rounded half up.
fn overall(points: u64, weight: u64) -> Grade {
    if weight == 0 {
        return Grade::D;
    }
    let rounded = (2 * points + weight) / (2 * weight);
    Grade::ALL.into_iter().find(|grade| rounded >= u64::from(grade.points())).unwrap_or_default()
}

/// The tables made ready for many deals.
pub(super) struct Grader<'a> {
    rules: Vec<ReadyRule<'a>>,
    /// Grades given before: there are few positions and industries.
    given: HashMap<(ScoredAttribute, &'a str), Grade>,
    companies: HashMap<OrganisationId, Graded>,
}

struct ReadyRule<'a> {
    rule: &'a AttributeRule,
    /// The words of each row as they are looked for; empty for numbers.
    words: Vec<Vec<String>>,
}

/// A grade without its reasons.
#[derive(Clone, Copy, Debug)]
pub(super) struct Graded {
    pub grade: Grade,
    pub knows_anything: bool,
    points: u64,
    weight: u64,
}

/// A fact as it stands in the records.
enum Fact<'a> {
    Text(&'a str),
    Number(Option<u32>),
}

impl<'a> Grader<'a> {
    pub fn new(model: &'a ScoringModel) -> Self {
        let ready = |rule: &'a AttributeRule| ReadyRule {
            rule,
            words: rule.rules.iter().map(|row| wanted(&row.criterion)).collect(),
        };
        Self {
            rules: model.attributes.iter().map(ready).collect(),
            given: HashMap::new(),
            companies: HashMap::new(),
        }
    }

    /// Grades a deal with reasons.
    pub fn explicit(&self, workspace: &Workspace, deal: &Deal) -> ExplicitScore {
        let mut score = ExplicitScore::default();
        for ready in &self.rules {
            let (grade, evidence) = match fact(workspace, deal, ready.rule.attribute) {
                Fact::Number(None) => (Grade::D, Evidence::Missing),
                Fact::Number(Some(number)) => (ready.of_number(number), Evidence::Number(number)),
                Fact::Text(text) if text.trim().is_empty() => (Grade::D, Evidence::Missing),
                Fact::Text(text) => (ready.of_text(text), Evidence::Text(text.to_owned())),
            };
            let weight = ready.rule.weight;
            score.points += u64::from(weight) * u64::from(grade.points());
            score.weight += u64::from(weight);
            let attribute = ready.rule.attribute;
            score.attributes.push(AttributeScore { attribute, weight, grade, evidence });
        }
        score.grade = overall(score.points, score.weight);
        score
    }

    /// Grades a deal without reasons: the same grade, faster over many deals.
    pub fn grade(&mut self, workspace: &'a Workspace, deal: &Deal) -> Graded {
        let known = deal.organisation.and_then(|id| self.companies.get(&id)).copied();
        let of_company = known.unwrap_or_else(|| self.sum(workspace, deal, Side::Company));
        if let Some(id) = deal.organisation {
            self.companies.entry(id).or_insert(of_company);
        }
        let of_person = self.sum(workspace, deal, Side::Person);
        Graded {
            grade: overall(
                of_company.points + of_person.points,
                of_company.weight + of_person.weight,
            ),
            knows_anything: of_company.knows_anything || of_person.knows_anything,
            ..of_company
        }
    }

    fn sum(&mut self, workspace: &'a Workspace, deal: &Deal, side: Side) -> Graded {
        let mut sum = Graded { grade: Grade::D, knows_anything: false, points: 0, weight: 0 };
        let Self { rules, given, .. } = self;
        for ready in rules.iter().filter(|ready| side_of(ready.rule.attribute) == side) {
            let weight = ready.rule.weight;
            let (grade, known) = match fact(workspace, deal, ready.rule.attribute) {
                Fact::Number(None) => (Grade::D, false),
                Fact::Number(Some(number)) => (ready.of_number(number), true),
                Fact::Text(text) if text.trim().is_empty() => (Grade::D, false),
                Fact::Text(text) => {
                    let key = (ready.rule.attribute, text);
                    (*given.entry(key).or_insert_with(|| ready.of_text(text)), true)
                }
            };
            sum.points += u64::from(weight) * u64::from(grade.points());
            sum.weight += u64::from(weight);
            sum.knows_anything |= known && weight > 0;
        }
        sum
    }
}

/// Whose fact an attribute is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Person,
    Company,
}

fn side_of(attribute: ScoredAttribute) -> Side {
    match attribute {
        ScoredAttribute::Position => Side::Person,
        ScoredAttribute::Employees | ScoredAttribute::Industry => Side::Company,
    }
}

fn fact<'a>(workspace: &'a Workspace, deal: &Deal, attribute: ScoredAttribute) -> Fact<'a> {
    let company = || workspace.organisation_of(deal);
    match attribute {
        ScoredAttribute::Position => {
            let person = deal.people.first().and_then(|id| workspace.people().get(*id));
            Fact::Text(person.map_or("", |person| &person.position))
        }
        ScoredAttribute::Employees => Fact::Number(company().and_then(|known| known.employees)),
        ScoredAttribute::Industry => Fact::Text(company().map_or("", |known| &known.industry)),
    }
}

impl ReadyRule<'_> {
    fn of_text(&self, text: &str) -> Grade {
        let text = folded(text);
        let rows = self.rule.rules.iter().zip(&self.words);
        let mut held = rows.filter(|(_, words)| words.iter().any(|word| text.contains(word)));
        held.next().map_or(Grade::D, |(row, _)| row.grade)
    }

    fn of_number(&self, number: u32) -> Grade {
        let held = self.rule.rules.iter().find(|row| match &row.criterion {
            Criterion::MoreThan(limit) => number > *limit,
            Criterion::OneOf(_) => false,
        });
        held.map_or(Grade::D, |row| row.grade)
    }
}

/// Returns the words of a row as they are looked for in a folded text: whole
/// words, or beginnings of words where they end in `*`.
fn wanted(criterion: &Criterion) -> Vec<String> {
    let words = match criterion {
        Criterion::OneOf(words) => words.as_slice(),
        Criterion::MoreThan(_) => &[],
    };
    let ready = |word: &String| {
        let mut folded = folded(word);
        if word.trim_end().ends_with('*') {
            folded.pop();
        }
        folded
    };
    // What has no letter or digit would be found everywhere.
    words.iter().map(ready).filter(|word| !word.trim().is_empty()).collect()
}

/// Writes a text in small letters with a space around each word and without
/// umlauts, so that `Marketing-Leitung` and `marketing leitung` are one.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_to_the_better_grade() {
        assert_eq!(overall(5, 2), Grade::B);
        assert_eq!(overall(249, 100), Grade::C);
        assert_eq!(overall(7, 2), Grade::A);
        assert_eq!(overall(10, 3), Grade::B);
        assert_eq!(overall(4, 3), Grade::D);
        assert_eq!(overall(3, 2), Grade::C);
        assert_eq!(overall(0, 0), Grade::D);
    }

    #[test]
    fn words_are_found_whole() {
        let found = |text: &str, word: &str| {
            let words = wanted(&Criterion::OneOf(vec![word.to_owned()]));
            words.iter().any(|word| folded(text).contains(word))
        };
        assert!(found("IT", "it") && found("Handel/IT", "IT") && found("IT-Beratung", "IT"));
        assert!(!found("Universität", "IT") && !found("Capital", "it"));
        assert!(found("GESCHAEFTSFUEHRER", "Geschäftsführer"));
        assert!(found("Softwarehaus", "Software*") && !found("Softwarehaus", "Software"));
        assert!(!found("anything", "*") && !found("anything", " ") && !found("a", ""));
    }
}
