//! Who receives: from the words next to the amount, then the sentence, then the title, then the page.
//!
//! Countries are facts (`lookups/countries.csv`); that one of them receives is read from the words around its name: "to", "for",
//! "help". The country that gives and the one that is fought against never receive.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::lookup::Lookups;
use crate::mentions::Page;
use crate::text::{lead, pattern, tail};

/// Who receives, as far as a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mentions) enum Recipient {
    /// One country, canonical.
    One(String),
    /// Several, of which a package row can name none: "Ukraine and 15 other allies".
    Several,
}

static TOWARDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\b(?:to|for|help|helps|helping|support|supports|supporting|assist|assists|assisting|arm|arming|provide|provides|provided|providing|give|given|giving|gives|",
        r"send|sending|sent|offer|equip|strengthen|bolster|bolstering|bolsters|behalf of|of|enable|enables|enabling|allow|meet|protect|mission for))",
        r"(?:\s+(?:the|our|its|government of|people of|brave|armed forces of|defense of|support for|security of|territory of))*\s+$",
    ))
});
static AGAINST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:against|from|by|in|at|near|with|invaded|attack on|visit to|travel(?:ed|s|ing)? to|trip to|return(?:ed|s)? (?:to|from)|border of)(?:\s+(?:the|its|eastern|western))*\s+$",
    )
});
static HOSTILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:['’]s?)?\s+(?:(?:federation|unprovoked|unjustified|brutal|further|ongoing|full-scale|illegal|and|war|military|latest|new|deadly|aerial)\W+){0,4}(?:invasion|aggression|war|assaults?|attacks?|forces|troops|missiles?|offensive|advances?|onslaught|bombardment|occupation|supplemental|waves|president|minister|prime|defense minister|foreign minister)\b",
    )
});
static GETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s+(?:\w+ ){0,3}?(?:receiv\w*|gets?)\b"));
static WITH_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*,?\s*and\s+(?:(?:its|our|the|other|some|more than|nearly|about)\s+)*(?:\d+|[a-z]+teen|ten|eleven|twelve|twenty|several|other)\s+(?:[\w-]+\s+){0,4}(?:countr\w+|nations?|allies|partners?|neighbou?rs|others|states)\b",
    )
});
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bfor (?:[\w-]+ ){0,3}(?:partners and allies|allies and partners|neighbou?rs|partners|allies|regional partners|other countries)\b",
    )
});

/// Who receives according to the words before a name in `text`: "to", "for", "help".
pub(in crate::mentions) fn of_text(text: &str, lookups: &Lookups) -> Option<Recipient> {
    let mut first = None;
    for (name, start, end) in candidates(text, lookups) {
        let (lead, tail) = (lead(text, start, 80), tail(text, end, 120));
        if WITH_OTHERS.is_match(tail) {
            return Some(Recipient::Several);
        }
        if first.is_none() && is_given(lead, tail) {
            first = Some(Recipient::One(name));
        }
    }
    first.or_else(|| SEVERAL.is_match(text).then_some(Recipient::Several))
}

fn is_given(lead: &str, tail: &str) -> bool {
    let gets = GETS.is_match(tail);
    gets || TOWARDS.is_match(lead) && !AGAINST.is_match(lead) && !HOSTILE.is_match(tail)
}

/// Countries in `text` that can receive: not the giver, not the aggressor.
fn candidates(text: &str, lookups: &Lookups) -> Vec<(String, usize, usize)> {
    let found = lookups.countries.find(text).into_iter();
    found
        .filter(|(_, row)| row.get(4).is_none_or(|kind| kind == "country" || kind == "adjective"))
        .filter_map(|(range, row)| Some((row.get(1)?.clone(), range.start, range.end)))
        .filter(|(name, start, end)| can_receive(name) && !is_dateline(text, *start, *end))
        .collect()
}

/// "WIESBADEN, Germany (SNS) -- ": where a story was filed.
fn is_dateline(text: &str, start: usize, end: usize) -> bool {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,?\s*(?:\(\w|--|—|–)"));
    start < 60 && ENDS.is_match(tail(text, end, 12))
}

/// The giver and those it arms others against do not receive.
fn can_receive(name: &str) -> bool {
    !matches!(name, "United States" | "Russia" | "Belarus" | "North Korea" | "Iran" | "China")
}

/// The one who receives according to the title, or to passage `at`.
pub(in crate::mentions) fn of_passage(page: &Page, at: usize, lookups: &Lookups) -> Option<String> {
    let one = |text: &str| if let Some(Recipient::One(name)) = of_text(text, lookups) { Some(name) } else { None };
    one(&page.article.title).or_else(|| one(page.passages.get(at)?.text))
}

/// Who receives where a sentence of passage `at` does not say: the title, the passage, those around it, then the page.
pub(in crate::mentions) fn of_context(page: &Page, at: usize, lookups: &Lookups) -> Option<String> {
    of_passage(page, at, lookups)
        .or_else(|| most_named(page, at.saturating_sub(1)..at + 2, lookups))
        .or_else(|| most_named(page, at.saturating_sub(9)..at + 2, lookups))
        .or_else(|| most_named(page, 0..page.passages.len(), lookups))
}

/// The country that passages `range` name most; one they give to counts more.
fn most_named(page: &Page, range: std::ops::Range<usize>, lookups: &Lookups) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let passages = page.passages.get(range.start..range.end.min(page.passages.len()))?;
    let texts = passages.iter().map(|passage| passage.text).chain(std::iter::once(page.article.title.as_str()));
    for text in texts {
        for (range, row) in lookups.countries.find(text) {
            let Some(name) = row.get(1).filter(|name| can_receive(name) && row.get(4).is_some_and(|kind| kind != "group")) else {
                continue;
            };
            if is_dateline(text, range.start, range.end) {
                continue;
            }
            let given = is_given(lead(text, range.start, 80), tail(text, range.end, 120));
            *counts.entry(name.clone()).or_default() += if given { 3 } else { 1 };
        }
    }
    counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.clone()))).map(|(name, _)| name)
}
