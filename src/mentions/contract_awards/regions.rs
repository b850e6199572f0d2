//! States and countries at the end of a place, and lists cut into their parts.

use std::ops::Range;

use crate::lookup::Lookups;

/// What the lookups on places have as a city, and what contract pages write as a state as often.
const CITY_OR_STATE: [&str; 4] = ["Washington", "D.C", "DC", "District of Columbia"];

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// A state of the union, or a territory.
    State,
    /// A state or province of another country.
    Province,
    /// A country.
    Country,
}

/// The region that `name` is, if it is one.
pub(super) fn region(name: &str, lookups: &Lookups) -> Option<Region> {
    let written = name;
    let name = name.trim_end_matches('.');
    if name.len() < 2 || name.len() > 60 {
        return None;
    }
    if CITY_OR_STATE.contains(&name) {
        return Some(Region::State);
    }
    let abbreviated = format!("{name}.");
    let state = [name, written, &abbreviated].into_iter().find_map(|name| lookups.places.whole(name).filter(|row| row[2] == "state"));
    if let Some(row) = state {
        return Some(if row[4] == "USA" { Region::State } else { Region::Province });
    }
    if !name.starts_with(char::is_uppercase) {
        return written.strip_prefix("the ").and_then(|name| region(name, lookups));
    }
    let is_country = |name: &str| lookups.countries.whole(name).is_some_and(|row| row[4] == "country");
    (is_country(name) || is_country(written)).then_some(Region::Country)
}

/// Whether `name` stands in a list whose entries are set off by bars.
pub(super) fn is_listed(list: &str, name: &str) -> bool {
    !name.contains('|') && list.match_indices(name).any(|(at, _)| list[..at].ends_with('|') && list[at + name.len()..].starts_with('|'))
}

/// `text` cut at `mark` where that stands outside brackets.
pub(super) fn cut(text: &str, range: Range<usize>, mark: char) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), range.start, 0_usize);
    for (at, letter) in text.get(range.clone()).unwrap_or_default().char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if letter == mark && depth == 0 => {
                parts.push(start..range.start + at);
                start = range.start + at + mark.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(start..range.end);
    parts
}

/// A part of a list without what surrounds its words: white space, stars, `and`, brackets behind it.
pub(super) fn bare(text: &str, part: Range<usize>) -> Range<usize> {
    let mut words = text.get(part.clone()).unwrap_or_default();
    let mut start = part.start;
    let trimmed = words.trim_start();
    let rest = trimmed.trim_start_matches(['*', '+', ' ']);
    let rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix('(').and_then(|inner| inner.split_once(") ")).map_or(rest, |(_, behind)| behind.trim_start());
    start += words.len() - rest.len();
    words = rest;
    loop {
        let trimmed = words.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '*' | ',' | ':' | '+'));
        let trimmed = trimmed.strip_suffix(").").map_or(trimmed, |inner| &trimmed[..=inner.len()]);
        let open = trimmed.ends_with(')').then(|| trimmed.rfind('(')).flatten();
        let shorter = open.map_or(trimmed, |open| &trimmed[..open]);
        if shorter.len() == words.len() {
            return start..start + words.len();
        }
        words = shorter;
    }
}

/// A list cut at its commas, and at `and` behind a state or a bracket with a number.
pub(super) fn parts(text: &str, segment: Range<usize>, lookups: &Lookups) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for part in cut(text, segment, ',') {
        let words = text.get(part.clone()).unwrap_or_default();
        let joint = words.find(" and ").filter(|at| {
            let left = part.start..part.start + at;
            text.get(left.clone()).is_some_and(|left| left.ends_with(')') && left.contains(|letter: char| letter.is_ascii_digit()))
                || text.get(bare(text, left)).is_some_and(|left| region(left, lookups).is_some())
        });
        match joint {
            Some(at) => parts.extend([part.start..part.start + at, part.start + at + 1..part.end]),
            None => parts.push(part),
        }
    }
    parts
}

/// The part behind the state or country that starts with part `at`, if one does: `Ontario, Canada` is one.
pub(super) fn region_end(text: &str, parts: &[Range<usize>], at: usize, lookups: &Lookups) -> Option<usize> {
    let words = |at: usize| parts.get(at).and_then(|part| text.get(bare(text, part.clone())));
    let (name, next) = (words(at)?, words(at + 1).unwrap_or_default());
    let (this, following) = (region(name, lookups)?, region(next, lookups));
    match (this, following) {
        (Region::Province, Some(Region::Country)) => Some(at + 2),
        // Washington, D.C.; New York, New York; Singapore, Singapore.
        (_, Some(_)) if name == next || name == "Washington" => None,
        _ => Some(at + 1),
    }
}
