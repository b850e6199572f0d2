//! Places that stand beside what shows them to be places: a dateline, a state or country behind a comma, `province`.

use super::words::{is_opener, leads_to_place};
use super::{Facts, Line, Name, What, heads};
use crate::mentions::places::PlaceKind;
use crate::text::tail;
use crate::text::words::{Shape, Word};

/// The most words of a name that a state or country behind a comma shows to be a place.
const REACH: usize = 3;

/// Adds the places that are known by what stands beside them. `names` are in order, and stay so.
pub(super) fn find<'l>(line: &Line, names: &mut Vec<Name<'l>>) {
    let mut added: Vec<Name<'l>> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let taken = index.checked_sub(1).and_then(|before| names.get(before)).map_or(0, |before| before.range.end);
        added.extend(within(line, name, taken));
    }
    added.extend(of_dateline(line, names));
    towns(line, &mut added);
    if added.is_empty() {
        return;
    }
    names.append(&mut added);
    *names = super::longest(std::mem::take(names));
}

/// `Dayton` in "Dayton, Ohio": the run of capitals before the comma before a state or a country. Nothing before `taken` is part of it.
fn within<'l>(line: &Line, outer: &Name<'l>, taken: usize) -> Option<Name<'l>> {
    let What::Place(kind @ (PlaceKind::State | PlaceKind::Country)) = outer.what else { return None };
    let behind = line.word_from(outer.range.start);
    let last = behind.checked_sub(1)?;
    if line.text.get(line.words[last].end..outer.range.start)? != ", " || line.words[last].start < taken {
        return None;
    }
    let mut first = last;
    if !line.joins_names(first) {
        return None;
    }
    while first > 0
        && last - first + 1 < REACH
        && line.is_linked(first)
        && line.words[first - 1].start >= taken
        && line.joins_names(first - 1)
    {
        first -= 1;
    }
    let is_word = |at: usize| is_opener(line.word(at)) || (line.words[at].shape == Shape::Upper && !line.is_dateline(at));
    if (first..=last).any(is_word) || heads::of(line.word(last)).iter().any(|head| matches!(head.what, What::Organization(_))) {
        return None;
    }
    let led = first.checked_sub(1).is_some_and(|before| {
        line.is_linked(first) && (leads_to_place(line.word(before)) || matches!(line.word(before), "of" | "nearby" | "and"))
    });
    let stands = first == 0 || line.text.get(line.words[first - 1].end..line.words[first].start).is_some_and(|gap| gap.starts_with(", "));
    let closes = tail(line.text, outer.range.end, 2).chars().next().is_none_or(|letter| matches!(letter, ',' | '.' | ';' | ')' | ' '));
    if !(led || line.is_dateline(last) || (stands && closes && kind == PlaceKind::State)) {
        return None;
    }
    let range = line.words[first].start..line.words[last].end;
    let state = if kind == PlaceKind::State { outer.facts.name } else { "" };
    Some(Name { range, what: What::Place(PlaceKind::City), facts: Facts { state, country: outer.facts.country, ..Facts::default() } })
}

/// `X` in "the town of X" and "the towns of X and Y".
fn towns(line: &Line, added: &mut Vec<Name>) {
    for at in 1..line.words.len() {
        if line.word(at) != "of" || !line.is_linked(at) {
            continue;
        }
        let Some((kind, is_many)) = town(line.word(at - 1)) else { continue };
        let mut of = at;
        while let Some(last) = run(line, of + 1) {
            let range = line.words[of + 1].start..line.words[last].end;
            added.push(Name::shape(range, What::Place(kind)));
            let more = is_many && (line.is_and(last + 1) || line.gap(last + 1) == ", ");
            if !more {
                break;
            }
            of = last + usize::from(line.is_and(last + 1));
        }
    }
}

/// What a noun before `of` says of the place it names, and whether it names several.
fn town(noun: &str) -> Option<(PlaceKind, bool)> {
    let kind = match noun.strip_suffix("s").unwrap_or(noun) {
        "town" | "village" | "city" | "citie" | "suburb" | "municipality" | "neighborhood" | "neighbourhood" | "hamlet" => PlaceKind::City,
        "province" | "district" | "governorate" => PlaceKind::State,
        "island" | "peninsula" => PlaceKind::Region,
        _ => return None,
    };
    Some((kind, noun.ends_with('s')))
}

/// The last of at most three capitalised words that start at `at`.
fn run(line: &Line, at: usize) -> Option<usize> {
    let joins = |at: usize| line.words.get(at).is_some_and(Word::is_capital) && !is_opener(line.word(at));
    if !joins(at) {
        return None;
    }
    let mut last = at;
    while last < at + 2 && line.is_linked(last + 1) && joins(last + 1) {
        last += 1;
    }
    Some(last)
}

/// How far a dateline in capitals reaches from the start of a passage: to its dash.
pub(super) fn dateline(text: &str) -> usize {
    if !text.bytes().take(4).all(|byte| !byte.is_ascii_lowercase()) {
        return 0;
    }
    let head = tail(text, 0, 90);
    ["--", "—", " – ", " - "].iter().filter_map(|dash| head.find(dash)).min().unwrap_or(0)
}

/// The city of a dateline that no rule knew.
fn of_dateline<'l>(line: &Line, names: &[Name]) -> Option<Name<'l>> {
    let first = line.words.first()?;
    if line.dateline == 0 || names.first().is_some_and(|name| name.range.start < first.end) {
        return None;
    }
    let mut last = 0;
    while line.is_linked(last + 1) && line.is_dateline(last + 1) && line.words[last + 1].is_capital() {
        last += 1;
    }
    let end = line.words[last].end;
    let is_whole =
        tail(line.text, end, 3).starts_with([',', '(']) || tail(line.text, end, 3).trim_start().starts_with(['-', '—', '–', '(']);
    let is_upper = line.text[first.start..end].chars().all(|letter| !letter.is_lowercase());
    // "MARCH AIR RESERVE BASE": the noun says what it is.
    let noun = heads::of(line.word(last)).iter().find(|head| matches!(head.what, What::Place(_)));
    let what = noun.map_or(What::Place(PlaceKind::City), |head| head.what);
    (is_whole && is_upper && last < 4 && end - first.start > 3 && line.text[end..line.dateline.max(end)].len() < 40)
        .then(|| Name::shape(first.start..end, what))
}
