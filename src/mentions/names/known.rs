//! Names that a lookup holds, where the words around them let them stand.

use super::words::{is_opener, is_title, leads_to_place};
use super::{Facts, Line, Name, What};
use crate::lookup::Lookups;
use crate::mentions::Passage;
use crate::mentions::organizations::OrganizationKind;
use crate::mentions::places::PlaceKind;
use crate::text::lead;

/// Finds the names of the lookups on organizations, places and countries.
pub(super) fn find<'l>(passage: &Passage, line: &Line, lookups: &'l Lookups, names: &mut Vec<Name<'l>>) {
    for (range, row) in passage.names(&lookups.organizations) {
        let [_, name, kind, country, _, note] = &row[..] else { continue };
        let mut what = What::Organization(OrganizationKind::from_text(kind).unwrap_or(OrganizationKind::Other));
        if note == "metonym" && is_building(line, line.word_from(range.start)) {
            what = What::Place(PlaceKind::Facility);
        }
        let name = if let What::Place(_) = what { &row[0] } else { name };
        names.push(Name { range, what, facts: Facts { name, country, rank: 3, ..Facts::default() } });
    }
    for (range, row) in passage.names(&lookups.places) {
        let [_, name, kind, state, country, note] = &row[..] else { continue };
        let (first, behind) = (line.word_from(range.start), line.word_from(range.end));
        if is_doubtful(note) && !is_place(line, first, behind, note) {
            continue;
        }
        let what = PlaceKind::from_text(kind).map_or(What::Nationality, What::Place);
        names.push(Name { range, what, facts: Facts { name, state, country, rank: 2 } });
    }
    for (range, row) in passage.names(&lookups.countries) {
        let [name_as_written, name, _, country, kind, ..] = &row[..] else { continue };
        let what = match kind.as_str() {
            "country" => What::Place(PlaceKind::Country),
            "adjective" => What::Nationality,
            "region" => What::Place(PlaceKind::State),
            _ => continue,
        };
        if passage.text[range.clone()].starts_with(char::is_lowercase) && !name_as_written.starts_with(char::is_lowercase) {
            continue;
        }
        names.push(Name { range, what, facts: Facts { name, country, rank: 1, ..Facts::default() } });
    }
}

fn is_doubtful(note: &str) -> bool {
    note.starts_with("also a")
}

/// Whether a name that is the organization's and the building's is said of the building: `at the Pentagon`.
fn is_building(line: &Line, first: usize) -> bool {
    let the = first.checked_sub(1).filter(|the| line.is_linked(first) && line.word(*the).eq_ignore_ascii_case("the"));
    let Some(before) = the.filter(|the| line.is_linked(*the)).and_then(|the| the.checked_sub(1)) else { return false };
    ["at", "inside", "outside", "near", "around", "into", "to"].contains(&line.word(before))
}

/// Whether a name that people too bear, or that is a word too, is said of the place.
fn is_place(line: &Line, first: usize, behind: usize, note: &str) -> bool {
    let before = first.checked_sub(1).filter(|_| line.is_linked(first));
    if before.is_none() && ends_with_title(lead(line.text, line.words.get(first).map_or(0, |word| word.start), 12)) {
        return false;
    }
    if before.is_some_and(|before| line.words[before].is_capital() && !is_opener(line.word(before))) {
        return false;
    }
    let next = line.linked(behind).filter(|next| line.words[*next].is_capital());
    if next.is_some_and(|next| !is_title(line.word(next))) {
        return false;
    }
    let gap = |from: usize, to: usize| match (line.words.get(from), line.words.get(to)) {
        (Some(from), Some(to)) => line.text.get(from.end..to.start).unwrap_or_default(),
        _ => "",
    };
    let is_followed = behind > 0 && gap(behind - 1, behind) == ", " && line.words[behind].is_capital() && note.contains("personal");
    let is_listed = first > 0 && gap(first - 1, first) == ", " && line.words[first - 1].is_capital();
    is_followed || is_listed || line.is_dateline(first) || before.is_some_and(|before| leads_to_place(line.word(before)))
}

/// Whether a text ends with the abbreviation of a rank or title.
fn ends_with_title(text: &str) -> bool {
    let Some(text) = text.trim_end().strip_suffix('.') else { return false };
    is_title(text.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default())
}
