//! Short names that a page defines: `Joint Improvised Explosive Device Defeat Organization (JIEDDO)`.

use std::collections::BTreeMap;

use super::{Facts, Name, What};
use crate::mentions::{Page, Passage};
use crate::text::lead;
use crate::text::words::Shape;

/// What the acronyms of a page stand for.
#[derive(Default)]
pub(super) struct Shorts {
    names: BTreeMap<String, (What, String)>,
}

impl Shorts {
    /// Collects the definitions: a name of an organization or place, and letters in brackets behind it.
    pub(super) fn of_page(page: &Page, all: &[Vec<Name>]) -> Self {
        let mut shorts = Self::default();
        for (passage, names) in page.passages.iter().zip(all) {
            for name in names {
                let Some(letters) = bracketed(passage.text, name.range.end).or_else(|| or_letters(passage.text, name.range.end)) else {
                    continue;
                };
                let surface = &passage.text[name.range.clone()];
                if !matches!(name.what, What::Organization(_) | What::Place(_)) || !abbreviates(letters, surface) {
                    continue;
                }
                let full = if name.facts.name.is_empty() { surface } else { name.facts.name };
                shorts.names.entry(letters.to_owned()).or_insert_with(|| (name.what, full.to_owned()));
            }
        }
        for (passage, names) in page.passages.iter().zip(all) {
            shorts.add_others(passage, names);
        }
        shorts
    }

    /// Adds the letters that stand for something else: `Foreign Assistance Act of 1961 (FAA)`.
    fn add_others(&mut self, passage: &Passage, names: &[Name]) {
        for (open, _) in passage.text.match_indices(" (") {
            let Some(letters) = bracketed(passage.text, open) else { continue };
            let is_named = names[..names.partition_point(|name| name.range.end <= open)].last().is_some_and(|name| name.range.end == open);
            if !is_named && !self.names.contains_key(letters) && is_spelled(letters, lead(passage.text, open, 100)) {
                self.names.insert(letters.to_owned(), (What::Hidden, String::new()));
            }
        }
    }

    /// Adds the acronyms that stand in a passage to its names.
    pub(super) fn add(&self, passage: &Passage, names: &mut Vec<Name>) {
        if self.names.is_empty() {
            return;
        }
        let upper = passage.words().iter().filter(|word| matches!(word.shape, Shape::Upper | Shape::Capital));
        let found = upper.filter_map(|word| {
            let (what, _) = self.names.get(word.of(passage.text))?;
            Some(Name { range: word.start..word.end, what: *what, facts: Facts { rank: 4, ..Facts::default() } })
        });
        let before = names.len();
        names.extend(found);
        if names.len() > before {
            *names = super::longest(std::mem::take(names));
        }
    }

    /// The full name: as the lookups have it, as the page defines it, or as written.
    pub(super) fn full(&self, name: &Name, text: &str) -> String {
        let surface = text.get(name.range.clone()).unwrap_or_default();
        if !name.facts.name.is_empty() {
            return name.facts.name.to_owned();
        }
        self.names.get(surface).map_or_else(|| surface.to_owned(), |(_, full)| full.clone())
    }
}

/// The letters in brackets that follow: ` (JIEDDO)`.
pub(super) fn bracketed(text: &str, end: usize) -> Option<&str> {
    let rest = text.get(end..)?.strip_prefix([' ', '\u{a0}'])?.strip_prefix('(')?.trim_start_matches(['“', '"', '\'']);
    let letters = &rest[..rest.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | '&' | '/'))?];
    let capitals = letters.chars().filter(|letter| letter.is_uppercase()).count();
    (letters.len() < 16 && capitals >= 2 && capitals * 2 >= letters.len()).then_some(letters)
}

/// The letters that `, or IDB` gives.
fn or_letters(text: &str, end: usize) -> Option<&str> {
    let rest = text.get(end..)?.strip_prefix(", or ")?;
    let letters = rest.split(|letter: char| !letter.is_alphanumeric()).next()?;
    (letters.len() > 2 && letters.chars().all(char::is_uppercase)).then_some(letters)
}

/// Whether the last words of a text spell letters, in order and without one left over but small words and numbers.
fn is_spelled(letters: &str, text: &str) -> bool {
    let mut wanted = letters.chars().rev().filter(|letter| letter.is_uppercase()).peekable();
    for word in text.rsplit(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let Some(initial) = word.chars().next() else { break };
        if wanted.peek() == Some(&initial) {
            wanted.next();
        } else if initial.is_uppercase() {
            break;
        }
        if wanted.peek().is_none() {
            return true;
        }
    }
    false
}

/// Whether letters can stand for a name: the first is one that a word of the name starts with, and at least half are such letters in turn.
fn abbreviates(letters: &str, name: &str) -> bool {
    let mut initials = name.split(|letter: char| !letter.is_alphanumeric()).filter_map(|word| word.chars().next());
    let capitals: Vec<char> = letters.chars().filter(|letter| letter.is_uppercase()).collect();
    let met = capitals.iter().filter(|letter| initials.by_ref().any(|initial| initial.to_uppercase().eq([**letter]))).count();
    met > 0 && met * 2 >= capitals.len()
}
