//! Whom the lookups know: the names of well-known people, and the forms of given names.

use std::collections::{BTreeMap, BTreeSet};

use super::persons::last_spelling;
use super::sightings::Sighting;
use super::titles::Title;
use crate::lookup::Lookups;
use crate::mentions::people::full_name::{FullName, fold, spelling};

/// What `lookups/people.csv` and `lookups/name_variants.csv` say, by folded name.
#[derive(Debug, Default)]
pub(super) struct Known<'l> {
    canonical: BTreeMap<String, &'l str>,
    facts: BTreeMap<&'l str, Facts<'l>>,
    /// Canonical names by the spelling of their surname.
    surnames: BTreeMap<String, BTreeSet<&'l str>>,
    forms: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Default)]
struct Facts<'l> {
    titles: BTreeSet<Title>,
    country: Option<&'l str>,
    wikidata: Option<&'l str>,
}

impl<'l> Known<'l> {
    pub(super) fn new(lookups: &'l Lookups) -> Self {
        let mut known = Self::default();
        for row in lookups.people.rows() {
            let [name, canonical, title, country, wikidata, ..] = &row[..] else { continue };
            known.canonical.insert(fold(name), canonical);
            known.canonical.insert(fold(canonical), canonical);
            known.surnames.entry(surname(canonical)).or_default().insert(canonical);
            let facts = known.facts.entry(canonical).or_default();
            let filled = |cell: &'l String| Some(cell.as_str()).filter(|cell| !cell.is_empty());
            facts.country = facts.country.or(filled(country));
            facts.wikidata = facts.wikidata.or(filled(wikidata));
            facts.titles.extend(filled(title).map(|name| Title {
                name: name.to_owned(),
                organization: None,
                country: None,
                is_rank: false,
            }));
        }
        for row in lookups.name_variants.rows() {
            for name in &row[..2] {
                known.forms.entry(fold(name)).or_default().insert(fold(&row[1]));
            }
        }
        known
    }

    /// The canonical name of somebody of this name.
    pub(super) fn canonical(&self, name: &str) -> Option<String> {
        self.canonical.get(&fold(name)).map(|canonical| (*canonical).to_owned())
    }

    /// The posts of a known person.
    pub(super) fn titles(&self, canonical: Option<&str>) -> BTreeSet<Title> {
        canonical.and_then(|name| self.facts.get(name)).map(|facts| facts.titles.clone()).unwrap_or_default()
    }

    pub(super) fn country(&self, canonical: Option<&str>) -> Option<String> {
        self.facts.get(canonical?)?.country.map(str::to_owned)
    }

    pub(super) fn wikidata(&self, canonical: &str) -> Option<String> {
        self.facts.get(canonical)?.wikidata.map(str::to_owned)
    }

    /// Whether two given names are forms of one: `Bob`, `Robert`.
    pub(super) fn same_form(&self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (self.forms.get(a), self.forms.get(b)) else { return false };
        !a.is_disjoint(b)
    }

    /// The known person whom a surname means, by itself or with the title beside it.
    pub(super) fn of_surname(&self, sighting: &Sighting) -> Option<String> {
        let posts = || sighting.titles.iter().filter(|title| !title.is_rank);
        let is_open = |canonical: &str| {
            let country = self.facts.get(canonical).and_then(|facts| facts.country);
            country.is_none() || sighting.countries.is_empty() || country.is_some_and(|country| sighting.countries.contains(country))
        };
        let holds = |canonical: &str| {
            self.facts.get(canonical).is_some_and(|facts| posts().any(|title| facts.titles.iter().any(|its| its.agrees(title))))
        };
        let may_be = |canonical: &&&str| is_open(canonical) && (posts().next().is_none() || holds(canonical));
        if let Some(canonical) = self.canonical.get(&fold(&sighting.name)).filter(may_be) {
            return Some((*canonical).to_owned());
        }
        let fitting: Vec<&&str> =
            self.surnames.get(&last_spelling(&sighting.name))?.iter().filter(|canonical| is_open(canonical) && holds(canonical)).collect();
        match fitting[..] {
            [only] => Some((*only).to_owned()),
            _ => None,
        }
    }
}

/// The spelling of the surname of a full name.
fn surname(name: &str) -> String {
    FullName::of(name).map_or_else(|| last_spelling(name), |parts| spelling(&parts.surname))
}
