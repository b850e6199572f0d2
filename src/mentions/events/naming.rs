//! Where a paragraph names an event.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::HashSet;

use crate::mentions::Passage;
use crate::mentions::names::is_opener;
use crate::text::numbers;
use crate::text::words::{Shape, Word, is_listed, small};

/// A stretch that names an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Naming {
    /// Bytes in the text.
    pub range: Range<usize>,
    /// The name, without article, ordinal, number and year.
    pub name: String,
    /// Which of its kind.
    pub iteration: Option<i64>,
    /// A year in the name.
    pub year: Option<i32>,
    /// A word for an event alone, of a group named elsewhere in the sentence.
    pub is_bare: bool,
    /// A war or a campaign: days beside it are seldom its own.
    pub is_age: bool,
}

/// Words that a name of an event ends with.
const LAST: &str = "summit conference forum symposium dialogue ministerial games olympics championship championships expo exposition airshow \
    marathon workshop convention campaign invasion festival";
/// Those of [`LAST`] that name an event in small letters too, after a name.
const LAST_IN_SMALL: &str = "summit ministerial";
/// What a group holds and an ordinal counts.
const MEETINGS: &str = "iteration meeting gathering session";
/// Words that a name of a group that meets ends with.
const GROUPS: &str = "group council coalition forum commission committee assembly";
/// Words that a name of an event starts with.
const FIRST: &str = "operation exercise battle summit war";
/// Words that make a chain with `War` or `Conference` in it something else.
const NO_EVENT: &str = "college medal center centre department museum memorial office ribbon room academy school command group committee university \
    act veterans call press council association book hall team report officer director service star directorate squadron wing \
    staff library of congress agency manager authority fund";
/// Words that are no part of a name, beside those that open sentences.
const NO_NAME: &str = "first joint title section law public operation exercise key";

/// Whether any word in `text` could belong to an event.
pub(super) fn may_name(text: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = [LAST, FIRST, MEETINGS].into_iter().flat_map(str::split_ascii_whitespace).chain([" flag "]);
        AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("words in the source build")
    });
    WORDS.is_match(text) || text.bytes().zip(text.bytes().skip(1)).any(|(a, b)| a.is_ascii_digit() && b == b'-')
}

/// Whether a word, in any case, is one that a naming rests on.
fn is_cue(word: &str) -> bool {
    static CUES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| [LAST, FIRST, MEETINGS].into_iter().flat_map(str::split_ascii_whitespace).collect());
    small(word, |word| CUES.contains(word))
}

/// The namings of a paragraph, in order, none inside another.
pub(super) fn find(passage: &Passage) -> Vec<Naming> {
    let (text, words) = (passage.text, passage.words());
    let mut namings: Vec<Naming> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.shape != Shape::Number && !is_cue(word.of(text)) {
            continue;
        }
        let lower = word.of(text).to_ascii_lowercase();
        let found = counted(text, words, at, &lower)
            .or_else(|| started(text, words, at, &lower))
            .or_else(|| ended(text, words, at, &lower))
            .or_else(|| numbered(text, words, at));
        if let Some(naming) = found {
            match namings.last() {
                Some(last) if naming.range.start < last.range.end => {
                    if naming.range.len() > last.range.len() {
                        namings.pop();
                        namings.push(naming);
                    }
                }
                _ => namings.push(naming),
            }
        }
    }
    namings
}

/// Whether a word can stand in a name: a capital that is no word of [`NO_NAME`].
fn names(text: &str, word: &Word) -> bool {
    // "Group of Seven": a number may be part of a name.
    let opens = |word: &str| is_opener(word) && numbers::words(word).is_none();
    word.is_capital() && !opens(word.of(text)) && !is_listed(word.of(text), NO_NAME)
}

fn year(text: &str, word: &Word) -> Option<i32> {
    (word.shape == Shape::Number && word.end - word.start == 4)
        .then(|| word.of(text).parse().ok())
        .flatten()
        .filter(|year| (1900..2100).contains(year))
}

/// The first word of the chain of capitals that ends before `at`, over `of`, `for`, `and` between capitals.
fn chain_start(text: &str, words: &[Word], at: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < 8 && words[start].follows {
        let before = &words[start - 1];
        let binds = matches!(before.of(text), "of" | "and" | "for" | "on" | "&");
        let is_bound = binds && start > 1 && words[start - 1].follows && start < at && names(text, &words[start - 2]);
        if names(text, before) {
            start -= 1;
        } else if is_bound {
            start -= 2;
        } else {
            break;
        }
    }
    start
}

/// The word after the chain of capitals that starts at `at`.
fn chain_end(text: &str, words: &[Word], at: usize) -> usize {
    let mut end = at;
    while end < words.len() && end - at < 8 && (end == at || words[end].follows) {
        let binds = matches!(words[end].of(text), "of" | "and" | "for" | "the" | "on");
        let is_bound = binds && end > at && words.get(end + 1).is_some_and(|next| next.follows && names(text, next));
        if names(text, &words[end]) {
            end += 1;
        } else if is_bound {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Puts a naming over the words `first..end`, taking ordinal and year before it into account.
fn naming(text: &str, words: &[Word], first: usize, end: usize, is_age: bool) -> Option<Naming> {
    let (start, stop) = (words.get(first)?.start, words.get(end - 1)?.end);
    if end < words.len() && words[end].follows && is_listed(words[end].of(text), NO_EVENT) && words[end].is_capital() {
        return None;
    }
    let mut naming =
        Naming { range: start..stop, name: text.get(start..stop)?.to_owned(), iteration: None, year: None, is_bare: false, is_age };
    let mut at = first;
    while at > 0 && words[at].follows && first - at < 3 {
        at -= 1;
        let before = &words[at];
        if let Some(number) = numbers::ordinal(before.of(text)).filter(|_| naming.iteration.is_none()) {
            naming.iteration = Some(number);
            naming.range.start = before.start;
        } else if let Some(year) = year(text, before).filter(|_| naming.year.is_none()) {
            naming.year = Some(year);
            naming.range.start = before.start;
        } else if !before.of(text).eq_ignore_ascii_case("annual") {
            break;
        }
    }
    if let Some((next, year)) = words.get(end).filter(|next| next.follows).and_then(|next| Some((next, year(text, next)?))) {
        naming.year = Some(year);
        naming.range.end = next.end;
    }
    Some(naming)
}

/// `the 23rd meeting of the Harbor Defense Contact Group`, or `its 23rd meeting` behind the group.
fn counted(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    if !is_listed(lower, MEETINGS) || at == 0 {
        return None;
    }
    let number = numbers::ordinal(words[at - 1].of(text))?;
    let (first, end) = if words.get(at + 1).is_some_and(|next| next.of(text) == "of") {
        let first = if words.get(at + 2)?.of(text) == "the" { at + 3 } else { at + 2 };
        (first, chain_end(text, words, first))
    } else {
        // The last group named before, within a sentence or two; a chain behind it goes before ("at its 25th meeting, ... the Group").
        let is_group = |at: &usize| words[*at].is_capital() && is_listed(words[*at].of(text), GROUPS);
        let last = (at.saturating_sub(30)..at).rev().find(is_group).or_else(|| (at..words.len().min(at + 20)).find(is_group))?;
        (chain_start(text, words, last), last + 1)
    };
    let (start, stop) = (words.get(first)?.start, words.get(end.checked_sub(1)?)?.end);
    (end >= first + 2).then(|| Naming {
        range: start..stop,
        name: text.get(start..stop).unwrap_or_default().to_owned(),
        iteration: Some(number),
        year: None,
        is_bare: false,
        is_age: false,
    })
}

/// `Operation Noble Oak`, `Battle of Midway`, `Summit for Democracy`, `War on Terrorism`.
fn started(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    let word = &words[at];
    if !word.is_capital() || !is_listed(lower, FIRST) || (at > 0 && word.follows && names(text, &words[at - 1]) && lower != "war") {
        return None;
    }
    let next = words.get(at + 1).filter(|next| next.follows)?;
    let end = match (lower, next.of(text)) {
        ("operation" | "exercise", _) if names(text, next) => chain_end(text, words, at + 1),
        ("battle" | "summit", "of" | "for") | ("war", "on") => {
            let first = if words.get(at + 2)?.of(text) == "the" { at + 3 } else { at + 2 };
            chain_end(text, words, first)
        }
        _ => return None,
    };
    if end <= at + 1 || !names(text, words.get(end - 1)?) || (at + 1..end).any(|inner| is_listed(words[inner].of(text), NO_EVENT)) {
        return None;
    }
    let first = if lower == "war" { chain_start(text, words, at) } else { at };
    naming(text, words, first, end, matches!(lower, "operation" | "battle" | "war"))
}

/// `Munich Security Conference`, `NATO summit`, `Korean War`, `World War II`, and a bare `summit of`.
fn ended(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    let word = &words[at];
    let is_war = lower == "war" && word.shape == Shape::Capital;
    let is_last = is_listed(lower, LAST) && (word.is_capital() || is_listed(lower, LAST_IN_SMALL));
    let next = words.get(at + 1).filter(|next| next.follows);
    if (!is_war && !is_last) || (is_war && next.is_some_and(|next| next.of(text) == "on")) {
        return None;
    }
    let first = chain_start(text, words, at);
    if first == at {
        let before = crate::text::lead(text, word.start, 16);
        let is_dated = before.ends_with("’s ") || before.ends_with("'s ") || before.ends_with("anniversary ");
        let is_of = next.is_some_and(|next| matches!(next.of(text), "of" | "for"));
        return (lower == "summit" && (is_dated || is_of) && word.shape == Shape::Lower).then(|| Naming {
            range: word.start..word.end,
            name: lower.to_owned(),
            iteration: None,
            year: None,
            is_bare: true,
            is_age: false,
        });
    }
    if (first..at).any(|inner| is_listed(words[inner].of(text), "press news post republican republicans democratic senate")) {
        return None;
    }
    let mut end = at + 1;
    if is_war && next.is_some_and(|next| matches!(next.of(text), "I" | "II" | "One" | "Two" | "1" | "2")) {
        end += 1;
    }
    // A longer name goes on behind the word: "Conference and Technology Exposition", "Conference on Hunger".
    let is_bound = next.is_some_and(|next| matches!(next.of(text), "on" | "of" | "for" | "and"));
    if word.is_capital() && !is_war && is_bound && words.get(at + 2).is_some_and(|after| after.follows && names(text, after)) {
        end = chain_end(text, words, at + 2);
    }
    naming(text, words, first, end, is_war)
}

/// `Red Flag 15-1`: a chain of two capitals or more with the number of an exercise.
fn numbered(text: &str, words: &[Word], at: usize) -> Option<Naming> {
    let word = &words[at];
    let (year, number) = word.of(text).split_once('-')?;
    let is_number = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if word.shape != Shape::Number || !word.follows || !is_number(year, 2) || year.len() != 2 || !is_number(number, 2) {
        return None;
    }
    let first = chain_start(text, words, at);
    let is_name = at - first >= 2 && (first..at).all(|inner| words[inner].shape != Shape::Number);
    if !is_name {
        return None;
    }
    let (start, stop) = (words[first].start, words[at - 1].end);
    Some(Naming {
        range: start..word.end,
        name: text.get(start..stop)?.to_owned(),
        iteration: number.parse().ok(),
        year: year.parse::<i32>().ok().map(|year| if year >= 70 { 1900 + year } else { 2000 + year }),
        is_bare: false,
        is_age: false,
    })
}
