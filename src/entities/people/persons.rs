//! The full names of all pages, gathered into people.
//!
//! Names are taken the fullest first, so that a shorter one joins the one person whom it fits, and stays a person of its own where it fits
//! two. The outcome is a function of the set of names: the order of the pages has no part in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::known::Known;
use super::sightings::Sighting;
use super::titles::Title;
use crate::lookup::slug;
use crate::mentions::people::full_name::{FullName, Likeness, fold, spelling};

/// A full name, over all pages.
#[derive(Debug)]
pub(super) struct Named {
    pub slug: String,
    /// As written; of several ways with one slug the one with small letters.
    pub name: String,
    parts: FullName,
    titles: BTreeSet<Title>,
    days: (NaiveDate, NaiveDate),
    /// The canonical name under which the lookups know the person.
    known: Option<String>,
}

/// Somebody, with all the full names that are theirs.
#[derive(Debug)]
pub(super) struct Person {
    pub id: String,
    pub name: String,
    /// Slug of each name, and how it leads to the person.
    pub names: BTreeMap<String, Lead>,
    pub titles: BTreeSet<Title>,
    pub countries: BTreeSet<String>,
    /// First and last day of a page that names them in full.
    pub days: (NaiveDate, NaiveDate),
}

/// How a full name leads to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    Same,
    Spelling,
    Known,
}

/// All people, and where to look for them.
#[derive(Debug, Default)]
pub(super) struct Persons {
    pub all: Vec<Person>,
    by_slug: BTreeMap<String, usize>,
    /// By the spelling of the surname, and of the given name for names that start with the surname.
    by_surname: BTreeMap<String, BTreeSet<usize>>,
}

impl Persons {
    /// Gathers the people of `sightings`, each with the full name it stands for where it has one.
    pub(super) fn gather(sightings: &[(&Sighting, Option<String>)], known: &Known) -> Self {
        let named = named(sightings, known);
        let mut persons = Self::default();
        for cluster in clusters(&named, known) {
            persons.add(&cluster, &named, sightings, known);
        }
        persons
    }

    /// The person of a full name.
    pub(super) fn of(&self, full_name: &str) -> Option<usize> {
        self.by_slug.get(&slug(full_name)).copied()
    }

    /// The people whose surname it is.
    pub(super) fn of_surname(&self, surname: &str) -> Vec<usize> {
        self.by_surname.get(&last_spelling(surname)).into_iter().flatten().copied().collect()
    }

    fn add(&mut self, cluster: &[usize], named: &[Named], sightings: &[(&Sighting, Option<String>)], known: &Known) {
        let members = || cluster.iter().map(|at| &named[*at]);
        let best = members().max_by_key(|name| (name.parts.fullness(), name.name.chars().count(), Reverse(&name.slug)));
        let Some(best) = best else { return };
        let canonical = members().find_map(|name| name.known.clone());
        let name = canonical.clone().unwrap_or_else(|| best.name.clone());
        let lead = |member: &Named| match best.parts.likeness(&member.parts, |a, b| known.same_form(a, b)) {
            _ if canonical.is_some() && member.known.is_some() => Lead::Known,
            Some(Likeness::Same) => Lead::Same,
            _ => Lead::Spelling,
        };
        let at = self.all.len();
        let mut person = Person {
            id: slug(&name),
            names: members().map(|member| (member.slug.clone(), lead(member))).collect(),
            titles: members().flat_map(|member| member.titles.clone()).chain(known.titles(canonical.as_deref())).collect(),
            countries: known.country(canonical.as_deref()).into_iter().collect(),
            days: (
                members().map(|member| member.days.0).min().unwrap_or_default(),
                members().map(|member| member.days.1).max().unwrap_or_default(),
            ),
            name,
        };
        for member in members() {
            self.by_slug.insert(member.slug.clone(), at);
            self.by_surname.entry(spelling(&member.parts.surname)).or_default().insert(at);
            if member.known.is_some() && member.parts.given[0].len() <= 4 {
                self.by_surname.entry(spelling(&member.parts.given[0])).or_default().insert(at);
            }
        }
        if person.countries.is_empty() {
            let theirs = sightings.iter().filter(|(_, full)| full.as_ref().is_some_and(|full| person.names.contains_key(&slug(full))));
            person.countries = theirs.flat_map(|(sighting, _)| sighting.countries.iter().map(|country| (*country).to_owned())).collect();
        }
        self.all.push(person);
    }
}

/// The spelling of a surname, which may have particles.
pub(super) fn last_spelling(surname: &str) -> String {
    let plain = fold(surname);
    spelling(plain.rsplit(' ').next().unwrap_or_default())
}

/// The full names, by slug.
fn named(sightings: &[(&Sighting, Option<String>)], known: &Known) -> Vec<Named> {
    let mut all: BTreeMap<String, Named> = BTreeMap::new();
    for (sighting, full) in sightings {
        let Some((name, parts)) = full.as_ref().and_then(|name| Some((name, FullName::of(name)?))) else { continue };
        let id = slug(name);
        let entry = all.entry(id.clone()).or_insert_with(|| Named {
            known: known.canonical(name),
            slug: id,
            name: name.clone(),
            parts,
            titles: BTreeSet::new(),
            days: (sighting.day, sighting.day),
        });
        entry.titles.extend(sighting.titles.iter().cloned());
        entry.days = (entry.days.0.min(sighting.day), entry.days.1.max(sighting.day));
        let is_better = |a: &str, b: &str| (!a.chars().any(char::is_lowercase), a) < (!b.chars().any(char::is_lowercase), b);
        if is_better(name, &entry.name) {
            entry.name.clone_from(name);
        }
    }
    all.into_values().collect()
}

/// Indexes of names that are one person's.
fn clusters(named: &[Named], known: &Known) -> Vec<Vec<usize>> {
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut of_known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..named.len()).collect();
    order.sort_by_key(|at| (named[*at].known.is_none(), Reverse(named[*at].parts.fullness()), &named[*at].slug));
    for at in order {
        let name = &named[at];
        let block = spelling(&name.parts.surname);
        let home = match name.known.as_deref() {
            Some(canonical) => of_known.get(canonical).copied(),
            None => home(name, blocks.get(&block).into_iter().flatten(), &clusters, named, known),
        };
        let cluster = home.unwrap_or_else(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        clusters[cluster].push(at);
        blocks.entry(block).or_default().insert(cluster);
        if let Some(canonical) = name.known.as_deref() {
            of_known.insert(canonical, cluster);
        }
    }
    clusters
}

/// The one cluster that a name fits.
fn home<'c>(
    name: &Named,
    block: impl Iterator<Item = &'c usize>,
    clusters: &[Vec<usize>],
    named: &[Named],
    known: &Known,
) -> Option<usize> {
    let shares_title = |cluster: usize| {
        let posts = || name.titles.iter().filter(|title| !title.is_rank);
        clusters[cluster].iter().flat_map(|at| &named[*at].titles).any(|its| !its.is_rank && posts().any(|title| title.agrees(its)))
    };
    let fitting: Vec<usize> = block
        .copied()
        .filter(|cluster| {
            let likenesses: Option<Vec<Likeness>> =
                clusters[*cluster].iter().map(|at| name.parts.likeness(&named[*at].parts, |a, b| known.same_form(a, b))).collect();
            match likenesses.and_then(|all| all.into_iter().min()) {
                Some(Likeness::Same) => true,
                Some(Likeness::Spelling) => name.titles.is_empty() || shares_title(*cluster),
                Some(Likeness::Form) => shares_title(*cluster),
                None => false,
            }
        })
        .collect();
    match fitting[..] {
        [only] => Some(only),
        [] => None,
        _ => match fitting.iter().copied().filter(|cluster| shares_title(*cluster)).collect::<Vec<_>>()[..] {
            [only] => Some(only),
            _ => None,
        },
    }
}
