//! Single words that name people: surnames, and given names, by the people whom the page names in full.

use std::collections::BTreeSet;
use std::ops::Range;

use super::full_name::FullName;
use super::inventory::Inventory;
use super::names::Candidate;
use super::words::{self, Class};
use super::{Naming, NamingKind, behind, canonical, titles};
use crate::lookup::Lookups;
use crate::mentions::{Page, Passage};
use crate::text::words::Shape;

/// Reads the candidates of a page that are no full name by its people, and adds people whom the page names by surname alone.
pub(super) fn find(
    page: &Page,
    candidates: &[(Vec<Class>, Vec<Candidate>)],
    lookups: &Lookups,
    inventory: &mut Inventory,
    namings: &mut Vec<Naming>,
) {
    let mut named: BTreeSet<(usize, usize, usize)> =
        namings.iter().map(|naming| (naming.passage, naming.range.start, naming.person)).collect();
    for (at, (passage, (classes, of_passage))) in page.passages.iter().zip(candidates).enumerate() {
        for candidate in of_passage {
            let start = candidate.range.start;
            let is_taken = named.range((at, start, 0)..=(at, start, usize::MAX)).next().is_some();
            if is_taken || is_of_a_thing(passage, candidate) {
                continue;
            }
            let place = Place { passage, classes, lookups, named: &named, at: (at, start) };
            let Some((person, kind)) = place.read(candidate, inventory) else { continue };
            let title = candidate.title.clone().or_else(|| behind(passage.text, candidate.range.end));
            if let Some(title) = title.and_then(|title| passage.text.get(title)) {
                inventory.entitle(person, &titles::in_full(title, lookups));
            }
            named.insert((at, start, person));
            namings.push(Naming { passage: at, range: candidate.range.clone(), kind, person, title: candidate.title.clone() });
        }
    }
}

/// Where a candidate stands.
struct Place<'p, 'a> {
    passage: &'p Passage<'a>,
    classes: &'p [Class],
    lookups: &'p Lookups,
    /// Passage, byte and person of what is read so far.
    named: &'p BTreeSet<(usize, usize, usize)>,
    at: (usize, usize),
}

impl Place<'_, '_> {
    /// The person a candidate names, and how.
    fn read(&self, candidate: &Candidate, inventory: &mut Inventory) -> Option<(usize, NamingKind)> {
        let words = self.passage.words().get(candidate.words.clone())?;
        let name = self.passage.text.get(candidate.range.clone())?;
        let [word] = words else { return longer(name, inventory) };
        let is_caps = word.shape == Shape::Upper && !candidate.is_label;
        if is_caps {
            return None;
        }
        let known = canonical(name, self.lookups);
        let bearers = self.bearers(candidate, inventory.of_surname(name), inventory);
        if !bearers.is_empty() {
            return Some((self.nearest(&bearers), NamingKind::Surname));
        }
        if known.is_some() || ((candidate.is_titled || candidate.is_label) && self.is_surname(candidate)) {
            return Some((inventory.add_surname(name, known), NamingKind::Surname));
        }
        let is_name = !candidate.is_soft || self.is_addressed(candidate);
        let namesakes = inventory.of_given(name);
        if is_name && !namesakes.is_empty() {
            return Some((self.nearest(namesakes), NamingKind::Given));
        }
        if self.is_given_name(candidate, name) {
            return Some((inventory.add_given(name), NamingKind::Given));
        }
        candidate.is_borne_out.then(|| (inventory.add_surname(name, None), NamingKind::Surname))
    }

    /// Of the people of a surname those whom the title before it can mean: `President Quill` is not the president's son.
    fn bearers(&self, candidate: &Candidate, people: &[usize], inventory: &Inventory) -> Vec<usize> {
        let title = candidate.title.clone().and_then(|title| self.passage.text.get(title)).unwrap_or_default();
        let Some(office) = titles::office(title) else { return of_rank(title, people, inventory) };
        let holds = |person: &usize| inventory.people[*person].titles.iter().any(|theirs| titles::office(theirs) == Some(office));
        let holders: Vec<usize> = people.iter().copied().filter(holds).collect();
        let name = self.passage.text.get(candidate.range.clone()).unwrap_or_default();
        let known = canonical(name, self.lookups);
        let is_known = |person: &usize| inventory.people[*person].canonical.as_deref() == known;
        match (holders.is_empty(), known) {
            (false, _) => holders,
            (true, Some(_)) => people.iter().copied().filter(is_known).collect(),
            (true, None) => people.to_vec(),
        }
    }

    /// Of several people the one named last before here, else the first.
    fn nearest(&self, people: &[usize]) -> usize {
        if let [only] = people {
            return *only;
        }
        let mut before = self.named.range(..(self.at.0, self.at.1, 0)).rev().take(200).map(|(_, _, person)| *person);
        before.find(|person| people.contains(person)).unwrap_or(people[0])
    }

    /// Whether a single word behind a title can be a surname: an honorific asks no more, a title asks that it is no ordinary word.
    fn is_surname(&self, candidate: &Candidate) -> bool {
        let before = candidate.words.start.checked_sub(1);
        let is_honoured = before.is_some_and(|before| self.classes[before] == Class::Honorific);
        let is_weak = before.is_some_and(|before| words::is_weak_title(self.passage.words()[before].of(self.passage.text)));
        let length = self.passage.text.get(candidate.range.clone()).map_or(0, |word| word.chars().count());
        let is_alone = !is_office(self.passage, candidate) && length > 1;
        is_alone && (is_honoured || candidate.is_label || !candidate.is_soft && !is_weak)
    }

    /// Whether somebody is spoken to, or named with their kin: `thank you, Ada.`, `my wife, Ada`.
    fn is_addressed(&self, candidate: &Candidate) -> bool {
        let text = self.passage.text;
        let Some(before) = candidate.words.start.checked_sub(1).and_then(|at| self.passage.words().get(at)) else { return false };
        let gap = text.get(before.end..candidate.range.start).unwrap_or_default();
        let rest = text.get(candidate.range.end..).unwrap_or_default();
        let word = before.of(text);
        let is_closed = rest.trim_start().is_empty() || rest.trim_start().starts_with(['.', ',', '?', '!', '—', '–', '-', ':', ';']);
        let is_call = gap == ", " && words::is_call(word) && is_closed;
        let is_kin = matches!(gap, " " | ", ") && KIN.contains(&word);
        is_call || is_kin
    }

    /// Whether a word that the page gives to nobody is somebody's given name.
    fn is_given_name(&self, candidate: &Candidate, name: &str) -> bool {
        let is_listed = self.lookups.is_given_name(name);
        let words = self.passage.words();
        let follows_and = candidate.words.start.checked_sub(2).is_some_and(|before| {
            words[before + 1].of(self.passage.text) == "and"
                && self.named.range((self.at.0, words[before].start, 0)..=(self.at.0, words[before].start, usize::MAX)).next().is_some()
        });
        let rest = self.passage.text.get(candidate.range.end..).unwrap_or_default();
        let is_apposed = [", a ", ", an ", ", who ", ", my ", ", his ", ", her "].iter().any(|lead| rest.starts_with(lead));
        self.is_addressed(candidate) && (is_listed || !candidate.is_soft)
            || is_listed && !candidate.is_soft && (follows_and || is_apposed || candidate.is_borne_out)
    }
}

/// A chain that nothing bears out, but whose parts are those of somebody the page names.
fn longer(name: &str, inventory: &Inventory) -> Option<(usize, NamingKind)> {
    let parts = FullName::of(name)?;
    let fits = |person: &&usize| inventory.people[**person].parts.as_ref().is_some_and(|other| other.can_be(&parts));
    inventory.of_surname(&parts.surname).iter().find(fits).map(|person| (*person, NamingKind::Full))
}

/// The one of several people who is known to bear the last word of a title: `Col. Quill` is not her son.
fn of_rank(title: &str, people: &[usize], inventory: &Inventory) -> Vec<usize> {
    let head = title.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let bears = |person: &usize| inventory.people[*person].titles.iter().any(|title| title.split_whitespace().any(|word| word == head));
    let bearers: Vec<usize> = people.iter().copied().filter(|person| !head.is_empty() && bears(person)).collect();
    if bearers.len() == 1 { bearers } else { people.to_vec() }
}

/// Kin, named behind it.
const KIN: [&str; 20] = [
    "wife",
    "husband",
    "son",
    "daughter",
    "sons",
    "daughters",
    "brother",
    "sister",
    "mother",
    "father",
    "brothers",
    "sisters",
    "mom",
    "dad",
    "children",
    "fiancee",
    "grandson",
    "granddaughter",
    "spouse",
    "twins",
];

/// Whether a title goes on behind the candidate: `Chief Financial Officer`.
pub(super) fn is_office(passage: &Passage, candidate: &Candidate) -> bool {
    let next = passage.words().get(candidate.words.end);
    next.is_some_and(|next| next.follows && next.is_capital() && words::is_title(next.of(passage.text)))
}

/// Whether what follows makes the name one of a time or a thing: `the Quill administration`, `the Quill Trophy`.
pub(super) fn is_of_a_thing(passage: &Passage, candidate: &Candidate) -> bool {
    let Range { end, .. } = candidate.words;
    let next = passage.words().get(end).filter(|next| next.follows);
    next.is_some_and(|next| THINGS.iter().any(|thing| thing.eq_ignore_ascii_case(next.of(passage.text))))
}

/// Things, times and bodies that bear the name of a person before them.
const THINGS: [&str; 38] = [
    "administration",
    "foundation",
    "airport",
    "avenue",
    "street",
    "university",
    "doctrine",
    "act",
    "memorial",
    "institute",
    "trophy",
    "award",
    "prize",
    "medal",
    "garden",
    "boulevard",
    "hospital",
    "stadium",
    "library",
    "fellowship",
    "scholarship",
    "center",
    "centre",
    "museum",
    "associates",
    "plan",
    "amendment",
    "era",
    "presidency",
    "cabinet",
    "hotel",
    "theater",
    "distinguished",
    "diploma",
    "building",
    "bridge",
    "field",
    "hall",
];
