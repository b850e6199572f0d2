//! Who receives: from the words next to the amount, then the sentence, then the title, then the page.
//!
//! Countries are facts (`lookups/countries.csv`); that one of them receives is read from the words around its name: "to", "for",
//! "help". The country that gives and the one that is fought against never receive.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::lookup::Lookups;
use crate::mentions::Page;
use crate::mentions::reading::{lead, pattern, tail};

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
    pattern(r"(?i)\b(?:against|from|by|in|at|near|with|invaded|attack on|visit to|travel(?:ed|s|ing)? to|trip to|return(?:ed|s)? (?:to|from)|border of)(?:\s+(?:the|its|eastern|western))*\s+$")
});
static HOSTILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:['’]s?)?\s+(?:(?:federation|unprovoked|unjustified|brutal|further|ongoing|full-scale|illegal|and|war|military|latest|new|deadly|aerial)\W+){0,4}(?:invasion|aggression|war|assaults?|attacks?|forces|troops|missiles?|offensive|advances?|onslaught|bombardment|occupation|supplemental|waves|president|minister|prime|defense minister|foreign minister)\b")
});
static WITH_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\s*,?\s*and\s+(?:(?:its|our|the|other|some|more than|nearly|about)\s+)*(?:\d+|[a-z]+teen|ten|eleven|twelve|twenty|several|other)\s+(?:[\w-]+\s+){0,4}(?:countr\w+|nations?|allies|partners?|neighbou?rs|others|states)\b")
});
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bfor (?:[\w-]+ ){0,3}(?:partners and allies|allies and partners|neighbou?rs|partners|allies|regional partners|other countries)\b")
});

/// Who receives according to `text`, if it says.
pub(in crate::mentions) fn of_text(text: &str, lookups: &Lookups) -> Option<Recipient> {
    let mut weak = None;
    for (name, start, end) in candidates(text, lookups) {
        let (lead, tail) = (lead(text, start, 80), tail(text, end, 120));
        if WITH_OTHERS.is_match(tail) {
            return Some(Recipient::Several);
        }
        if HOSTILE.is_match(tail) && !tail.trim_start().starts_with("forces") {
            continue;
        }
        if TOWARDS.is_match(lead) && !AGAINST.is_match(lead) {
            return Some(Recipient::One(name));
        }
        if weak.is_none() && !AGAINST.is_match(lead) {
            weak = Some(name);
        }
    }
    if SEVERAL.is_match(text) {
        return Some(Recipient::Several);
    }
    weak.map(Recipient::One)
}

/// Countries in `text` that can receive: not the giver, not the aggressor.
fn candidates(text: &str, lookups: &Lookups) -> Vec<(String, usize, usize)> {
    let found = lookups.countries.find(text).into_iter();
    found
        .filter(|(_, row)| row.get(4).is_none_or(|kind| kind == "country" || kind == "adjective"))
        .filter_map(|(range, row)| Some((row.get(1)?.clone(), range.start, range.end)))
        .filter(|(name, ..)| !matches!(name.as_str(), "United States" | "Russia" | "Belarus" | "North Korea" | "Iran"))
        .collect()
}

/// Who receives according to the passages around passage `at`, nearest first: those before it, then the next.
pub(in crate::mentions) fn of_context(page: &Page, at: usize, lookups: &Lookups) -> Option<String> {
    let before = (at.saturating_sub(4)..=at).rev();
    for near in before.chain(std::iter::once(at + 1)) {
        let Some(passage) = page.passages.get(near) else { continue };
        if let Some(Recipient::One(name)) = given_in(passage.text, lookups) {
            return Some(name);
        }
    }
    None
}

/// The country that `text` gives to, by the words before its name.
fn given_in(text: &str, lookups: &Lookups) -> Option<Recipient> {
    let given = candidates(text, lookups).into_iter().find(|(_, start, end)| {
        let before = lead(text, *start, 80);
        TOWARDS.is_match(before) && !AGAINST.is_match(before) && !HOSTILE.is_match(tail(text, *end, 120))
    });
    given.map(|(name, ..)| Recipient::One(name))
}

/// Who receives according to the page: its title, else the country its text most often gives to.
pub(in crate::mentions) fn of_page(page: &Page, lookups: &Lookups) -> Option<String> {
    if let Some(Recipient::One(name)) = of_text(&page.article.title, lookups) {
        return Some(name);
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for passage in &page.passages {
        for (name, start, end) in candidates(passage.text, lookups) {
            let (lead, tail) = (lead(passage.text, start, 80), tail(passage.text, end, 120));
            if TOWARDS.is_match(lead) && !AGAINST.is_match(lead) && !HOSTILE.is_match(tail) {
                *counts.entry(name).or_default() += 1;
            }
        }
    }
    counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.clone()))).map(|(name, _)| name)
}
