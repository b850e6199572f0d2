//! The people of a page: which names are one person's, and who is meant by a surname.

use foldhash::HashMap;

use super::full_name::{FullName, fold, in_title_case};

/// A person of the page.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The fullest name.
    pub name: String,
    /// Its parts; none where the page knows a surname alone.
    pub parts: Option<FullName>,
    /// Titles, as written, in small letters.
    pub titles: Vec<String>,
    /// Names that are one person's although they do not look it: from the lookups.
    pub canonical: Option<String>,
}

/// The people of a page, in the order in which they are named.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    pub people: Vec<Person>,
    by_surname: HashMap<String, Vec<usize>>,
    by_given: HashMap<String, Vec<usize>>,
    by_canonical: HashMap<String, usize>,
}

/// People of one surname that are looked at; keeps a page of a hundred thousand namesakes linear.
const NAMESAKES: usize = 64;

impl Inventory {
    /// Adds a full name; gives the person it is.
    pub(super) fn add(&mut self, name: &str, canonical: Option<&str>) -> Option<usize> {
        let parts = FullName::of(name)?;
        let name = in_title_case(name);
        let namesakes = self.by_surname.get(&parts.surname).into_iter().flatten().rev().take(NAMESAKES);
        let fits = |at: &&usize| self.people[**at].parts.as_ref().is_some_and(|other| other.can_be(&parts));
        let known = canonical.and_then(|canonical| self.by_canonical.get(canonical)).or_else(|| namesakes.into_iter().find(fits)).copied();
        let at = known.unwrap_or_else(|| {
            self.people.push(Person { name: name.clone(), parts: Some(parts.clone()), titles: Vec::new(), canonical: None });
            self.people.len() - 1
        });
        let person = &mut self.people[at];
        if person.parts.is_none() || rank(&name) > rank(&person.name) {
            (person.name, person.parts) = (name, Some(parts.clone()));
        }
        person.canonical = person.canonical.take().or_else(|| canonical.map(str::to_owned));
        self.index(&parts, at);
        Some(at)
    }

    fn index(&mut self, parts: &FullName, at: usize) {
        let put = |list: &mut Vec<usize>| {
            if !list.iter().rev().take(NAMESAKES).any(|known| *known == at) {
                list.push(at);
            }
        };
        put(self.by_surname.entry(parts.surname.clone()).or_default());
        put(self.by_given.entry(parts.given[0].clone()).or_default());
        if let Some(canonical) = &self.people[at].canonical {
            self.by_canonical.entry(canonical.clone()).or_insert(at);
            // A name that starts with its surname: "Xi".
            if parts.given[0].chars().count() <= 4 {
                put(self.by_surname.entry(parts.given[0].clone()).or_default());
            }
        }
    }

    /// Adds somebody of whom the page tells a surname alone; `canonical`: who the lookups say it is.
    pub(super) fn add_surname(&mut self, surname: &str, canonical: Option<&str>) -> usize {
        if let Some(at) = canonical.and_then(|canonical| self.by_canonical.get(canonical)) {
            return *at;
        }
        let at = self.people.len();
        self.by_surname.entry(fold(surname)).or_default().push(at);
        let canonical = canonical.map(str::to_owned);
        if let Some(canonical) = &canonical {
            self.by_canonical.insert(canonical.clone(), at);
        }
        self.people.push(Person { name: in_title_case(surname), parts: None, titles: Vec::new(), canonical });
        at
    }

    /// Adds somebody of whom the page tells a given name alone.
    pub(super) fn add_given(&mut self, given: &str) -> usize {
        let at = self.people.len();
        self.by_given.entry(fold(given)).or_default().push(at);
        self.people.push(Person { name: in_title_case(given), parts: None, titles: Vec::new(), canonical: None });
        at
    }

    /// The people of a surname, the last ones.
    pub(super) fn of_surname(&self, word: &str) -> &[usize] {
        last_of(self.by_surname.get(&fold(word)))
    }

    /// The people whose given name it is.
    pub(super) fn of_given(&self, word: &str) -> &[usize] {
        let folded = fold(word);
        if folded.chars().count() > 2 { last_of(self.by_given.get(&folded)) } else { &[] }
    }

    /// Notes a title of a person.
    pub(super) fn entitle(&mut self, at: usize, title: &str) {
        let titles = &mut self.people[at].titles;
        if titles.len() < NAMESAKES && !titles.iter().any(|known| known.eq_ignore_ascii_case(title)) {
            titles.push(title.to_lowercase());
        }
    }
}

fn last_of(people: Option<&Vec<usize>>) -> &[usize] {
    people.map_or(&[], |people| &people[people.len().saturating_sub(NAMESAKES)..])
}

/// How full a name is: words, then letters that are not all capitals.
fn rank(name: &str) -> (usize, usize) {
    (name.split_whitespace().count(), name.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_of_one_surname_stay_two() {
        let mut inventory = Inventory::default();
        inventory.add("Ada Quill", None);
        inventory.add("Oda Quill", None);
        inventory.add("Ada B. Quill", None);
        assert_eq!(inventory.people.len(), 2);
        assert_eq!(inventory.people[0].name, "Ada B. Quill");
        assert_eq!(inventory.of_surname("Quill").len(), 2);
    }
}
