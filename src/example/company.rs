//! Invents companies and the people in them.

use super::pen::Pen;
use crate::domain::{
    BuyingRole, Currency, Deal, Money, Organisation, OrganisationId, Person, PersonId, Timestamp,
};

impl Pen<'_> {
    /// Makes `count` companies with different names and one to three people each.
    pub fn organisations(&mut self, count: usize) {
        let words = self.words;
        let pairs: Vec<(usize, usize)> = words
            .industries
            .iter()
            .enumerate()
            .flat_map(|(at, (_, seconds))| (0..seconds.len()).map(move |second| (at, second)))
            .collect();
        let total = (words.heads.len() * pairs.len()).max(1);
        let stride = coprime_near(total * 5 / 8, total);
        let start = self.dice.index(total);
        for number in 0..count {
            let at = (start + number * stride) % total;
            let head = words.heads.get(at % words.heads.len()).copied().unwrap_or_default();
            let pair = pairs.get(at / words.heads.len()).copied().unwrap_or_default();
            let Some((industry, seconds)) = words.industries.get(pair.0) else { continue };
            let second = seconds.get(pair.1).copied().unwrap_or_default();
            let place = words.places.get(number / total % words.places.len()).unwrap_or(&"");
            let form = self.dice.pick(words.forms);
            let name = format!("{head} {second}{place} {form}");
            self.organisation(name, industry, &slug(head, second));
        }
    }

    /// Gives a deal to a company of the first industry, large and led by the
    /// person who decides: one that grades well.
    pub fn key_account(&mut self, deal: &mut Deal) {
        let words = self.words;
        let Some((industry, seconds)) = words.industries.first() else { return };
        let (head, second) = (self.dice.pick(words.heads), self.dice.pick(seconds));
        self.organisation(format!("{head} {second} AG"), industry, &slug(head, second));
        let employees = 10_500 + self.dice.below(20_000);
        if let Some(company) = self.parts.organisations.last_mut() {
            company.employees = Some(employees);
            deal.organisation = Some(company.id);
        }
        deal.people = self.staff.last().cloned().unwrap_or_default();
        let first = deal.people.first();
        let decides = self.parts.people.iter_mut().rev().find(|one| Some(&one.id) == first);
        if let Some(person) = decides {
            person.position = words.positions.first().copied().unwrap_or_default().to_owned();
            person.role = BuyingRole::Decider;
        }
    }

    fn organisation(&mut self, name: String, industry: &str, slug: &str) {
        let words = self.words;
        let id = OrganisationId::fresh(&mut self.dice.ids);
        let employees = self.dice.spread(140, 150).min(90_000);
        let revenue = self.dice.spread(employees * 160_000, 40) / 10_000 * 1_000_000;
        let revenue = i64::try_from(revenue).unwrap_or(0);
        let known_for = 560 + self.dice.days(60);
        let created = self.office_time(known_for);
        self.parts.organisations.push(Organisation {
            id,
            name,
            industry: industry.to_owned(),
            employees: u32::try_from(employees).ok().filter(|_| self.dice.percent(92).yes()),
            revenue: Money::new(revenue, Currency::EUR)
                .ok()
                .filter(|_| self.dice.percent(40).yes()),
            country: words.country.to_owned(),
            region: self.dice.pick(words.regions).to_owned(),
            website: format!("https://www.{slug}.example"),
            created: Some(created),
            ..Organisation::default()
        });
        let mut staff = Vec::new();
        for _ in 0..=self.dice.below(10) / 5 {
            staff.push(self.person(id, slug, created));
        }
        self.staff.push(staff);
    }

    fn person(&mut self, at: OrganisationId, slug: &str, created: Timestamp) -> PersonId {
        let words = self.words;
        let id = PersonId::fresh(&mut self.dice.ids);
        let (first, last) = (self.dice.pick(words.first), self.dice.pick(words.last));
        let position = self.dice.pick(words.positions);
        self.parts.people.push(Person {
            id,
            name: format!("{first} {last}"),
            organisation: Some(at),
            position: position.to_owned(),
            role: BuyingRole::ALL.get(self.dice.index(8)).copied().unwrap_or_default(),
            phone: format!("{}{:03}", words.phone, self.dice.below(1_000)),
            email: format!("{}.{}@{slug}.example", plain(first), plain(last)),
            created: Some(created),
            ..Person::default()
        });
        id
    }
}

/// Returns a number near `wish` that shares no factor with `total`, so that
/// its multiples visit every number below `total` once.
fn coprime_near(wish: usize, total: usize) -> usize {
    let common = |mut one: usize, mut two: usize| {
        while two != 0 {
            (one, two) = (two, one % two);
        }
        one
    };
    (wish.max(1)..=wish + total).find(|candidate| common(*candidate, total) == 1).unwrap_or(1)
}

/// Writes a name in the letters of an address: `Kühn` becomes `kuehn`.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        match letter {
            'ä' | 'Ä' => plain.push_str("ae"),
            'ö' | 'Ö' => plain.push_str("oe"),
            'ü' | 'Ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'ş' => plain.push('s'),
            letter if letter.is_ascii_alphanumeric() => plain.push(letter.to_ascii_lowercase()),
            letter if letter.is_whitespace() || letter == '-' => plain.push('-'),
            _ => {}
        }
    }
    plain
}

fn slug(head: &str, second: &str) -> String {
    format!("{}-{}", plain(head), plain(second))
}
