//! Where a paragraph names an event.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use super::{days, known, shapes};
use crate::lookup::Lookups;
use crate::mentions::Passage;
use crate::mentions::names::is_opener;
use crate::text::lexicon::Lexicon;
use crate::text::numbers;
use crate::text::words::{Shape, Word, is_listed};

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
    /// What must be known of the words before the noun.
    pub proof: Proof,
}

/// What must be known of the words before a noun in small letters, for the two to be a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// Nothing.
    None,
    /// That these bytes are places or nationalities and nothing else: `Gaza war`.
    Places(Range<usize>),
    /// That these bytes are more than one name of an organization, a place or a nationality: `NATO exercise` is none.
    More(Range<usize>),
}

impl Naming {
    pub(super) fn new(range: Range<usize>, name: String) -> Self {
        Self { range, name, iteration: None, year: None, is_bare: false, is_age: false, proof: Proof::None }
    }
}

/// Words that a name of an event ends with.
pub(super) const LAST: &str = "summit conference forum symposium dialogue ministerial games olympics championship championships expo exposition \
    airshow marathon workshop convention campaign invasion festival exercise airlift ceremony dinner breakfast parade";
/// Those of [`LAST`] that name an event in small letters too, after a name.
pub(super) const LAST_IN_SMALL: &str = "summit ministerial ceremony exercise conflict war dinner parade";
/// What a group holds and an ordinal counts.
pub(super) const MEETINGS: &str = "iteration meeting gathering session";
/// Words that a name of an event starts with.
pub(super) const FIRST: &str = "operation exercise battle summit war conference";
/// Words before the names that are given to storms.
pub(super) const STORMS: &str = "hurricane typhoon cyclone storm";
/// Words after which several names are listed.
pub(super) const MANY: &str = "operations exercises hurricanes typhoons";
/// Days, weeks and months that are given to a cause.
pub(super) const DAYS: &str = "day week month";
/// Words that make a chain with `War` or `Conference` in it something else.
pub(super) const NO_EVENT: &str = "college medal center centre department museum memorial office ribbon room academy school command group \
    committee university act veterans call press council association book hall team report officer director service star directorate \
    squadron wing staff library congress agency manager authority fund cabinet commission season hunters division branch flight crimes \
    machine mayors governors bishops powers";
/// Words that are no part of a name, beside those that open sentences.
const NO_NAME: &str = "first joint title section law public operation exercise key";

/// Whether a word, in any case, is one that a naming rests on.
fn is_cue(word: &str) -> bool {
    static CUES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[LAST, FIRST, LAST_IN_SMALL, MEETINGS, STORMS, MANY, DAYS]));
    CUES.holds(word)
}

/// The namings of a paragraph, in order, none inside another.
pub(super) fn find(passage: &Passage, lookups: &Lookups) -> Vec<Naming> {
    let (text, words) = (passage.text, passage.words());
    let mut namings = known::find(passage, lookups);
    for (at, word) in words.iter().enumerate() {
        match word.shape {
            Shape::Number => namings.extend(shapes::numbered(text, words, at)),
            _ if is_cue(word.of(text)) => {
                let lower = word.of(text).to_ascii_lowercase();
                namings.extend(shapes::find(text, words, at, &lower));
                namings.extend(days::find(text, words, at, &lower));
                namings.extend(shapes::several(text, words, at, &lower));
            }
            Shape::Upper => namings.extend(shapes::parties(text, words, at)),
            _ => {}
        }
    }
    longest(namings)
}

/// The longest of namings that overlap, in order.
fn longest(mut namings: Vec<Naming>) -> Vec<Naming> {
    namings.sort_by_key(|naming| (naming.range.start, Reverse(naming.range.end)));
    let mut kept: Vec<Naming> = Vec::with_capacity(namings.len());
    for naming in namings {
        match kept.last_mut() {
            Some(last) if naming.range.start < last.range.end => {
                if naming.range.len() > last.range.len() {
                    *last = naming;
                }
            }
            _ => kept.push(naming),
        }
    }
    kept
}

/// Whether a word can stand in a name: a capital that is no word of [`NO_NAME`].
pub(super) fn names(text: &str, word: &Word) -> bool {
    // "Group of Seven": a number may be part of a name.
    let opens = |word: &str| is_opener(word) && numbers::words(word).is_none();
    word.is_capital() && !opens(word.of(text)) && !is_listed(word.of(text), NO_NAME)
}

/// Whether the word at `at` goes on the one before it: `U.S.-Lakeland Summit` and `Leaders’ Summit` too.
pub(super) fn follows(text: &str, words: &[Word], at: usize) -> bool {
    let joins = |before: &Word| match text.get(before.end..words[at].start) {
        Some("-" | "–") => before.of(text).ends_with('.'),
        Some("’ " | "' ") => before.of(text).ends_with('s'),
        _ => false,
    };
    words[at].follows || at.checked_sub(1).is_some_and(|before| joins(&words[before]))
}

pub(super) fn year(text: &str, word: &Word) -> Option<i32> {
    (word.shape == Shape::Number && word.end - word.start == 4)
        .then(|| word.of(text).parse().ok())
        .flatten()
        .filter(|year| (1900..2100).contains(year))
}

/// The first word of the chain of capitals that ends before `at`, over `of`, `for`, `and` between capitals.
pub(super) fn chain_start(text: &str, words: &[Word], at: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < 8 && follows(text, words, start) {
        let before = &words[start - 1];
        let binds = matches!(before.of(text), "of" | "and" | "for" | "on" | "&");
        let is_after_name = start > 1 && before.follows && names(text, &words[start - 2]);
        let ends_another = before.of(text) == "and" && start > 1 && ends_event(words[start - 2].of(text));
        let is_bound = binds && start < at && is_after_name && !ends_another;
        // "United We Stand Summit": a capital in the midst of others is no opening.
        let is_inside = start < at && is_after_name && before.shape == Shape::Capital;
        if names(text, before) {
            start -= 1;
        } else if is_bound || is_inside {
            start -= 2;
        } else {
            break;
        }
    }
    start
}

/// Whether a name of an event, or of a day, can end with a word.
pub(super) fn ends_event(word: &str) -> bool {
    [LAST, DAYS, "show fair exhibition visit"].iter().any(|list| is_listed(word, list))
}

/// The word after the chain of capitals that starts at `at`.
pub(super) fn chain_end(text: &str, words: &[Word], at: usize) -> usize {
    let mut end = at;
    while end < words.len() && end - at < 8 && (end == at || follows(text, words, end)) {
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
pub(super) fn naming(text: &str, words: &[Word], first: usize, end: usize, is_age: bool) -> Option<Naming> {
    let (start, stop) = (words.get(first)?.start, words.get(end - 1)?.end);
    if end < words.len() && words[end].follows && is_listed(words[end].of(text), NO_EVENT) && words[end].is_capital() {
        return None;
    }
    let mut naming = Naming { is_age, ..Naming::new(start..stop, text.get(start..stop)?.to_owned()) };
    let mut at = first;
    while at > 0 && words[at].follows && first - at < 3 {
        at -= 1;
        let before = &words[at];
        if let Some(number) = numbers::ordinal(before.of(text)).filter(|_| naming.iteration.is_none()) {
            // "his first Lakeside Summit" is not the first of all.
            let is_his =
                at.checked_sub(1).is_some_and(|owner| !words[at].follows || is_listed(words[owner].of(text), "his her their my our your"));
            if is_his && number == 1 {
                break;
            }
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
