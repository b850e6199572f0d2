//! Where a paragraph names an agreement.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use super::AgreementKind;
use crate::lookup::Lookups;
use crate::mentions::Passage;
use crate::mentions::events::is_assembly;
use crate::mentions::names::is_opener;
use crate::text::lexicon::Lexicon;
use crate::text::numbers;
use crate::text::words::{Shape, Word, is_listed};

/// A stretch that names an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Naming {
    /// Bytes in the text.
    pub range: Range<usize>,
    /// The name, without article and duration.
    pub name: String,
    pub kind: AgreementKind,
    pub duration_years: Option<i64>,
    /// Written in small letters: a name that many agreements have.
    pub is_common: bool,
}

/// Words for agreements, and which kind they name.
static HEADS: LazyLock<Lexicon<AgreementKind>> = LazyLock::new(|| {
    Lexicon::new([
        ("agreement", AgreementKind::Agreement),
        ("agreements", AgreementKind::Agreement),
        ("pact", AgreementKind::Agreement),
        ("arrangement", AgreementKind::Agreement),
        ("treaty", AgreementKind::Treaty),
        ("convention", AgreementKind::Treaty),
        ("accord", AgreementKind::Accord),
        ("accords", AgreementKind::Accord),
        ("memorandum", AgreementKind::Memorandum),
        ("mou", AgreementKind::Memorandum),
        ("charter", AgreementKind::Other),
        ("declaration", AgreementKind::Other),
        ("protocol", AgreementKind::Other),
        ("compact", AgreementKind::Other),
    ])
});
/// Heads that name an agreement in small letters, after a word of [`KINDS`] or a name.
const SMALL: &str = "agreement agreements treaty pact accord accords";
/// What an agreement in small letters is about.
const KINDS: &str = "bilateral trilateral multilateral security defense defence cooperation partnership trade peace ceasefire cease-fire nuclear \
    strategic military status forces free basing access climate extradition framework non-proliferation arms control logistics \
    support technology economic mutual industrial intelligence-sharing sharing prisoner exchange reduction assistance commitment \
    long-term joint grain export";
/// Words after which a chain is no agreement.
const NO_AGREEMENT: &str = "act organization organisation committee center implementation program office compliance room ordering evaluation purchase \
    license cooperative transaction transactions school schools presidential president executive transition";

/// The namings of a paragraph, in order, none inside another; of two that overlap the longer.
pub(super) fn find(passage: &Passage, lookups: &Lookups) -> Vec<Naming> {
    let (text, words) = (passage.text, passage.words());
    let known = passage.capital_names(&lookups.agreements).into_iter().filter_map(|(range, row)| known(text, words, range, row));
    let mut namings: Vec<Naming> = known.collect();
    let shaped = words.iter().enumerate().filter_map(|(at, word)| match HEADS.get(word.of(text))? {
        kind if word.is_capital() => proper(text, words, at, kind),
        kind if is_listed(word.of(text), SMALL) => common(text, words, at, kind),
        _ => None,
    });
    namings.extend(shaped);
    namings.sort_by_key(|naming| (naming.range.start, Reverse(naming.range.end)));
    let mut kept: Vec<Naming> = Vec::with_capacity(namings.len());
    for naming in namings {
        match kept.last_mut().filter(|last| naming.range.start < last.range.end) {
            Some(last) if naming.range.len() > last.range.len() => *last = naming,
            Some(_) => {}
            None => kept.push(naming),
        }
    }
    kept
}

/// What a lookup knows by its name, unless the name goes on: `North Atlantic Treaty Organization`.
fn known(text: &str, words: &[Word], range: Range<usize>, row: &[String]) -> Option<Naming> {
    let [_, name, kind, _] = row else { return None };
    let goes_on = words.get(words.partition_point(|word| word.start < range.end)).is_some_and(|next| next.follows && names(text, next));
    let kind = AgreementKind::from_text(kind).filter(|_| !goes_on)?;
    Some(Naming { range, name: name.clone(), kind, duration_years: None, is_common: false })
}

fn is_head(word: &str) -> bool {
    HEADS.holds(word)
}

fn binds(word: &str) -> bool {
    matches!(word, "of" | "on" | "for" | "and" | "the" | "against" | "to")
}

fn names(text: &str, word: &Word) -> bool {
    word.is_capital() && !is_opener(word.of(text))
}

/// A chain of capitals around the head at `at`.
fn proper(text: &str, words: &[Word], at: usize, kind: AgreementKind) -> Option<Naming> {
    let mut first = at;
    while first > 0 && at - first < 9 && words[first].follows {
        let before = &words[first - 1];
        let is_bound = binds(before.of(text)) && first > 1 && before.follows && names(text, &words[first - 2]) && first != at;
        let is_status = before.of(text) == "of" && first > 1 && names(text, &words[first - 2]);
        if names(text, before) {
            first -= 1;
        } else if is_bound || is_status {
            first -= 2;
        } else {
            break;
        }
    }
    let mut end = at + 1;
    while end < words.len() && end - at < 10 && words[end].follows {
        // "the Harbor Compact and the Lake Compact" are two.
        let is_pair = words[end].of(text) == "and" && (end == at + 1 || is_head(words[end - 1].of(text)));
        let may_bind = binds(words[end].of(text)) && !is_pair;
        let is_bound = may_bind && words.get(end + 1).is_some_and(|next| next.follows && (names(text, next) || binds(next.of(text))));
        if names(text, &words[end]) {
            end += 1;
        } else if is_bound {
            let step = if binds(words[end + 1].of(text)) { 2 } else { 1 };
            if !words.get(end + step).is_some_and(|next| next.follows && names(text, next)) {
                break;
            }
            end += step + 1;
        } else {
            break;
        }
    }
    // Memoranda that nobody concludes with another: orders of a president, letters to a secretary.
    let is_order = kind == AgreementKind::Memorandum && words[at].shape == Shape::Upper && words[at].of(text) != "MOU"
        || words[at].of(text) == "Memorandum"
            && (end == at + 1 && words[first].of(text) == "Security"
                || words.get(at + 1).is_some_and(|next| matches!(next.of(text), "on" | "for")));
    let is_gathering = is_listed(words[at].of(text), "convention") && is_assembly(words[first..at].iter().map(|word| word.of(text)));
    let is_other = is_order || is_gathering || (first..end).any(|inner| is_listed(words[inner].of(text), NO_AGREEMENT));
    if is_other || end - first < 2 {
        return None;
    }
    let range = words[first].start..words[end - 1].end;
    let name = text.get(range.clone())?.to_owned();
    let duration_years = years_before(text, words, first);
    Some(Naming { range, name, kind, duration_years, is_common: false })
}

/// A head in small letters after words that say what it is about, or after a name: `Lakeside agreement`.
fn common(text: &str, words: &[Word], at: usize, kind: AgreementKind) -> Option<Naming> {
    let mut first = at;
    while first > 0 && words[first].follows {
        let before = words[first - 1].of(text);
        let is_kind = is_listed(before, KINDS);
        let is_status = matches!(before, "of" | "and") && first > 1 && is_listed(words[first - 2].of(text), KINDS);
        if is_kind {
            first -= 1;
        } else if is_status && first != at {
            first -= 2;
        } else {
            break;
        }
    }
    let named = first;
    while first > 0 && words[first].follows && named - first < 4 && names(text, &words[first - 1]) {
        first -= 1;
    }
    if first == at {
        return None;
    }
    let range = words[first].start..words[at].end;
    let name = text.get(range.clone())?.to_owned();
    Some(Naming { range, name, kind, duration_years: years_before(text, words, first), is_common: named == first })
}

/// `10-year`, `ten-year`, `10 year` before the word at `first`.
fn years_before(text: &str, words: &[Word], first: usize) -> Option<i64> {
    let before = words.get(first.checked_sub(1)?)?.of(text);
    let number = before
        .strip_suffix("-year")
        .or_else(|| (before == "year").then(|| words.get(first.wrapping_sub(2)).map(|word| word.of(text))).flatten())?;
    numbers::either(number, 1)
}
