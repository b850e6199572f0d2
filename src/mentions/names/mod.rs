//! Organizations, places and nationalities: which of them a run of words names, decided together.
//!
//! Candidates come from the lookups ([`known`]), from the nouns that make a name of the words around them ([`shapes`]) and from the words
//! beside a place that is known ([`beside`]). Of those that overlap the longest stays, so that each run of capitals names one thing.

mod beside;
mod companies;
mod heads;
mod known;
mod shapes;
mod short;
mod twins;
mod units;
mod words;

pub(super) use words::{TITLES, is_opener};

use std::collections::BTreeSet;
use std::ops::Range;

use super::organizations::{OrganizationKind, OrganizationMention, company_id};
use super::places::{Nationality, PlaceKind, PlaceMention};
use super::{Mentions, Page, Passage};
use crate::lookup::{Lookups, slug};
use crate::records::BlockKind;
use crate::text::words::Word;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// An organization.
    Organization(OrganizationKind),
    /// A place.
    Place(PlaceKind),
    /// A nationality.
    Nationality,
    /// Something else, in which no organization and no place is named: a medal, a ship.
    Hidden,
    /// A person whose name is a place's too; wherever the page has that name, it means the person.
    Person,
}

/// A name found in a passage.
#[derive(Debug, Clone)]
struct Name<'l> {
    range: Range<usize>,
    what: What,
    facts: Facts<'l>,
}

/// What is known of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Facts<'l> {
    /// Its canonical name; the words themselves where empty.
    name: &'l str,
    /// The state it lies in.
    state: &'l str,
    /// The country, ISO 3166-1 alpha-3.
    country: &'l str,
    /// Of two candidates of one length the one of higher rank stays.
    rank: u8,
}

impl Name<'_> {
    fn shape(range: Range<usize>, what: What) -> Self {
        // Of two candidates of one length the one that is something else stays: a ship is no island.
        Self { range, what, facts: Facts { rank: u8::from(what == What::Hidden), ..Facts::default() } }
    }
}

/// A passage as the rules on names see it.
struct Line<'p, 'l> {
    text: &'p str,
    words: &'p [Word],
    lookups: &'l Lookups,
    sentences: &'p [Range<usize>],
    /// Whether ordinary words too are in capitals, so that a capital says nothing.
    is_title_case: bool,
    /// Up to which byte a dateline in capitals goes: `KABUL, Afghanistan (NNS) --`.
    dateline: usize,
    /// The organizations that a lookup knows, in order.
    known: Vec<Name<'l>>,
    /// The places and nationalities that a lookup knows, by where they start.
    places: Vec<Range<usize>>,
}

impl<'p, 'l> Line<'p, 'l> {
    fn new(passage: &'p Passage, lookups: &'l Lookups) -> Self {
        let (text, words) = (passage.text, passage.words());
        let is_title_case = passage.kind == BlockKind::Heading || is_title_case(text, words);
        Self {
            text,
            words,
            lookups,
            sentences: passage.sentences(),
            is_title_case,
            dateline: beside::dateline(text),
            known: Vec::new(),
            places: Vec::new(),
        }
    }

    fn word(&self, at: usize) -> &'p str {
        self.words.get(at).map_or("", |word| word.of(self.text))
    }

    /// Whether only white space, or `&`, stands between the word at `at` and the one before it.
    fn is_linked(&self, at: usize) -> bool {
        at > 0 && self.words.get(at).is_some_and(|word| word.follows || self.gap(at) == " & ")
    }

    fn linked(&self, at: usize) -> Option<usize> {
        self.is_linked(at).then_some(at)
    }

    /// What stands between the word at `at` and the one before it.
    fn gap(&self, at: usize) -> &'p str {
        let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|before| self.words.get(before)), self.words.get(at)) else {
            return "";
        };
        self.text.get(before.end..word.start).unwrap_or_default()
    }

    fn is_and(&self, at: usize) -> bool {
        self.word(at) == "and"
    }

    fn is_dateline(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.end <= self.dateline)
    }

    fn starts_sentence(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let sentence = self.sentences.partition_point(|sentence| sentence.end <= word.start);
        let start = self.sentences.get(sentence).map_or(0, |sentence| sentence.start);
        at == 0 || self.words[at - 1].start < start
    }

    /// The known organization that a word is part of, with its first and last word.
    fn known_at(&self, at: usize) -> Option<(usize, usize, &Name<'l>)> {
        let word = self.words.get(at)?;
        let name = self.known.get(self.known.partition_point(|name| name.range.end < word.end))?;
        (name.range.start <= word.start).then(|| (self.word_from(name.range.start), self.word_from(name.range.end) - 1, name))
    }

    /// Whether a word starts or ends a place or nationality that is known.
    fn is_place(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let until = self.places.partition_point(|place| place.start <= word.start);
        self.places[..until].last().is_some_and(|place| place.end > word.start)
    }

    /// The word that starts at or after a byte.
    fn word_from(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.start < byte)
    }
}

/// Whether a line without a comma has a capital on all its long words.
fn is_title_case(text: &str, words: &[Word]) -> bool {
    let small = words.iter().filter(|word| !word.is_capital() && word.end - word.start > 4).count();
    small == 0 && words.len() > 3 && !text.contains([',', ';', '.'])
}

/// Finds the organizations, places and nationalities of a page.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let mut all: Vec<Vec<Name>> = page.passages.iter().map(|passage| of_passage(passage, lookups)).collect();
    drop_people(page, &mut all);
    twins::tell(&mut page.passages.iter().map(|passage| passage.text).zip(&mut all).collect::<Vec<_>>());
    let shorts = short::Shorts::of_page(page, &all);
    for (passage, names) in page.passages.iter().zip(&mut all) {
        shorts.add(passage, names);
        for name in names.iter() {
            push(page, passage, name, &shorts, found);
        }
    }
}

/// Takes out the places whose name the page gives to a person.
fn drop_people(page: &Page, all: &mut [Vec<Name>]) {
    let with_text = || page.passages.iter().map(|passage| passage.text).zip(all.iter());
    let people: BTreeSet<&str> = with_text()
        .flat_map(|(text, names)| names.iter().filter(|name| name.what == What::Person).map(|name| &text[name.range.clone()]))
        .collect();
    if people.is_empty() {
        return;
    }
    let is_place = |what| matches!(what, What::Place(_) | What::Nationality | What::Person);
    for (passage, names) in page.passages.iter().zip(all) {
        names.retain(|name| !(is_place(name.what) && people.contains(&passage.text[name.range.clone()])));
    }
}

fn of_passage<'l>(passage: &Passage, lookups: &'l Lookups) -> Vec<Name<'l>> {
    let mut line = Line::new(passage, lookups);
    let mut names = Vec::new();
    known::find(passage, &line, &mut names);
    line.known = names.iter().filter(|name| matches!(name.what, What::Organization(_))).cloned().collect();
    line.places =
        names.iter().filter(|name| matches!(name.what, What::Place(_) | What::Nationality)).map(|name| name.range.clone()).collect();
    line.places.sort_by_key(|place| place.start);
    shapes::find(&line, &mut names);
    companies::find(&line, &mut names);
    let mut names = longest(names);
    beside::find(&line, &mut names);
    names
}

/// The longest of names that overlap, in order.
fn longest(mut names: Vec<Name>) -> Vec<Name> {
    names.sort_by_key(|name| (name.range.start, std::cmp::Reverse((name.range.end, name.facts.rank))));
    let mut kept: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let Some(last) = kept.last_mut().filter(|last| last.range.end > name.range.start) else {
            kept.push(name);
            continue;
        };
        if name.range.len() > last.range.len() {
            *last = name;
        }
    }
    kept
}

fn push(page: &Page, passage: &Passage, name: &Name, shorts: &short::Shorts, found: &mut Mentions) {
    let span = passage.span(name.range.clone());
    let article_id = page.article.article_id.clone();
    let (paragraph_no, start_char, end_char) = (span.paragraph_no, span.start_char, span.end_char);
    let full = shorts.full(name, passage.text);
    let is_told = name.what == What::Organization(OrganizationKind::Company) && name.facts.name.is_empty();
    let country = Some(name.facts.country.to_owned()).filter(|country| !country.is_empty());
    match name.what {
        What::Hidden | What::Person => {}
        What::Organization(kind) => found.organizations.push(OrganizationMention {
            organization_id: if is_told { company_id(&full) } else { slug(&full) },
            name: full,
            article_id,
            paragraph_no,
            start_char,
            end_char,
            surface: span.surface,
            kind,
        }),
        What::Place(kind) => found.places.push(PlaceMention {
            place_id: place_id(&full, kind, name.facts),
            name: full,
            article_id,
            paragraph_no,
            start_char,
            end_char,
            surface: span.surface,
            kind,
            country,
        }),
        What::Nationality => found.nationalities.push(Nationality {
            place_id: country.as_ref().map(|_| slug(&full)),
            article_id,
            paragraph_no,
            start_char,
            end_char,
            surface: span.surface,
            country,
        }),
    }
}

/// The slug of a place, with the state and country it lies in.
fn place_id(name: &str, kind: PlaceKind, facts: Facts) -> String {
    if kind == PlaceKind::Country {
        return slug(name);
    }
    let parts = [name, facts.state, facts.country];
    parts.iter().filter(|part| !part.is_empty()).map(|part| slug(part)).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests;
