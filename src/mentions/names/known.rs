//! Names that a lookup holds, where the words around them let them stand.

use std::ops::Range;

use super::words::{is_direction, is_follower, is_opener, is_title, leads_to_place};
use super::{Facts, Line, Name, What};
use crate::mentions::Passage;
use crate::mentions::organizations::OrganizationKind;
use crate::mentions::places::PlaceKind;
use crate::text::words::Shape;

/// What the words around a name say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// That it is a place: `in`, a state behind a comma.
    Place,
    /// That it is a person: a rank, a given name before it.
    Person,
    /// That it is part of the name of another thing.
    Other,
    /// Nothing.
    None,
}

/// Finds the names of the lookups on organizations, places and countries.
pub(super) fn find<'l>(passage: &Passage, line: &Line<'_, 'l>, names: &mut Vec<Name<'l>>) {
    let lookups = line.lookups;
    for (range, row) in passage.names(&lookups.organizations) {
        let [written, name, kind, country, _, note] = &row[..] else { continue };
        if is_plural(&passage.text[range.clone()], written) || is_part(line, &range) {
            continue;
        }
        let what = OrganizationKind::from_text(kind).map_or(What::Hidden, What::Organization);
        let facts = Facts { name, country, rank: 3, ..Facts::default() };
        let building = note == "metonym" && is_building(line, line.word_from(range.start));
        names.push(if building {
            Name { range, what: What::Place(PlaceKind::Facility), facts: Facts { name: written, ..facts } }
        } else {
            Name { range, what, facts }
        });
    }
    for (range, row) in passage.names(&lookups.places) {
        let [written, name, kind, state, country, note] = &row[..] else { continue };
        let what = PlaceKind::from_text(kind).map_or(What::Nationality, What::Place);
        if what != What::Nationality && is_plural(&passage.text[range.clone()], written) {
            continue;
        }
        let facts = Facts { name, state, country, rank: 2 };
        names.extend(judged(line, Name { range, what, facts }, note, what != What::Place(PlaceKind::Region)));
    }
    for (range, row) in passage.names(&lookups.countries) {
        let [written, name, _, country, kind, _, note] = &row[..] else { continue };
        let surface = &passage.text[range.clone()];
        let what = match kind.as_str() {
            "country" if !is_plural(surface, written) => What::Place(PlaceKind::Country),
            "adjective" => What::Nationality,
            "region" => What::Place(PlaceKind::State),
            _ => continue,
        };
        if surface.starts_with(char::is_lowercase) {
            continue;
        }
        let facts = Facts { name, country, rank: 1, ..Facts::default() };
        names.extend(judged(line, Name { range, what, facts }, note, false));
    }
}

/// A name as the words around it have it: itself, a person in its place, or nothing. `is_town`: places of its kind give people names.
fn judged<'l>(line: &Line, name: Name<'l>, note: &str, is_town: bool) -> Option<Name<'l>> {
    // "US$40 billion" is an amount.
    if line.text.get(name.range.end..).is_some_and(|rest| rest.starts_with('$')) {
        return None;
    }
    let is_doubtful = note.contains("also a");
    let is_country = name.facts.rank == 1;
    if note.ends_with("postal code") {
        return is_listed(line, line.word_from(name.range.start)).then_some(name);
    }
    if !is_doubtful && !is_town {
        return Some(name);
    }
    match sign(line, &name, is_doubtful) {
        Sign::Place => Some(name),
        Sign::Person => Some(Name { what: What::Person, ..name }),
        Sign::None if !is_doubtful || is_country => Some(name),
        Sign::None | Sign::Other => None,
    }
}

/// Whether a name of one word is a part of a longer name: `Politico-Military`, `William E. Boeing`.
fn is_part(line: &Line, range: &Range<usize>) -> bool {
    let first = line.word_from(range.start);
    let is_single =
        line.words.get(first).is_some_and(|word| word.start == range.start && word.shape == Shape::Capital && word.end >= range.end);
    let rest = line.text.get(range.end..).unwrap_or_default();
    let is_joined = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let is_named = line.is_linked(first) && line.words[first - 1].shape == Shape::Initial;
    is_single && (is_joined || is_named)
}

/// Whether only a plural s sets a text apart from the name in the lookup.
fn is_plural(text: &str, name: &str) -> bool {
    text.ends_with(['s', 'S']) && !name.ends_with(['s', 'S'])
}

/// Whether a name that is the organization's and the building's is said of the building: `at the Pentagon`.
fn is_building(line: &Line, first: usize) -> bool {
    let the = first.checked_sub(1).filter(|the| line.is_linked(first) && line.word(*the).eq_ignore_ascii_case("the"));
    // "Joint Staff, the Pentagon, Washington, D.C.": an address.
    if the.is_some() && line.gap(first + 1) == ", " && line.word(first + 1) == "Washington" {
        return true;
    }
    let Some(before) = the.filter(|the| line.is_linked(*the)).and_then(|the| the.checked_sub(1)) else { return false };
    ["at", "inside", "outside", "near", "around", "into", "to"].contains(&line.word(before))
}

fn sign(line: &Line, name: &Name, is_doubtful: bool) -> Sign {
    let (first, behind) = (line.word_from(name.range.start), line.word_from(name.range.end));
    // "Jean-Pierre": a part of a word.
    if line.words.get(first).is_none_or(|word| word.start != name.range.start) {
        return Sign::Person;
    }
    let before = first.checked_sub(1).filter(|_| line.is_linked(first));
    if before
        .is_some_and(|before| line.words[before].shape == Shape::Initial || line.words[before].is_capital() && is_title(line.word(before)))
    {
        return Sign::Person;
    }
    let next = line.linked(behind).filter(|next| line.words[*next].is_capital());
    if name.what == What::Place(PlaceKind::City) && !line.is_title_case && next.is_some_and(|next| begins_longer(line, next)) {
        return Sign::Other;
    }
    if !is_doubtful || name.what == What::Nationality {
        return Sign::None;
    }
    let named = before.is_some_and(|before| {
        let word = line.word(before);
        line.words[before].is_capital() && !is_opener(word) && !is_direction(word) && !leads_to_place(word)
    });
    if named {
        return Sign::Person;
    }
    let is_city = name.what == What::Place(PlaceKind::City);
    let is_led = before.is_some_and(|before| leads_to_place(line.word(before)) || (!is_city && line.word(before) == "of"));
    if is_followed_by_place(line, behind) || is_led || line.is_dateline(first) || is_listed(line, first) {
        return if next.is_some_and(|next| begins_longer(line, next)) { Sign::None } else { Sign::Place };
    }
    Sign::None
}

/// Whether the word behind a place makes it part of a longer name: `Munich Security Conference`, not `Chicago Mayor`.
fn begins_longer(line: &Line, next: usize) -> bool {
    let word = line.word(next);
    !(is_title(word) || is_follower(word) || line.is_dateline(next) || line.words[next].shape == Shape::Initial)
}

/// `Jackson, Mississippi`: a comma and a capital.
fn is_followed_by_place(line: &Line, behind: usize) -> bool {
    behind > 0 && line.gap(behind) == ", " && line.words[behind].is_capital()
}

/// `Dayton, Austin`: a capital and a comma before.
fn is_listed(line: &Line, first: usize) -> bool {
    first > 0 && line.gap(first) == ", " && line.words[first - 1].is_capital()
}
