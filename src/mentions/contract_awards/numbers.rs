//! Numbers of contracts, orders and modifications, with or without hyphens: `N00044-22-C-0017`, `N0004422C0017`, `P00012`.
//!
//! A procurement number is six characters of an office, two digits of a fiscal year, a letter of a kind and a serial number.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{lead, pattern};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    const JOINT: &str = r"(?:\s?[-‐‑–—]\s?|\s)?";
    pattern(&format!(
        r"\b(?:(?P<office>[A-Z][A-Z0-9]{{5}}|\d\d[A-Z][A-Z0-9]{{3}}){JOINT}\d\d{JOINT}(?P<kind>[A-Z9]){JOINT}(?P<serial>[A-Z0-9]{{3,5}})(?:[-‐‑–/]\d{{4}})?|GS-?\d\d[A-Z]?-?[A-Z0-9]{{4,9}}|NN[A-Z]\d\d[A-Z]{{2}}\d\d[A-Z])\b"
    ))
});
static MODIFICATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^-‐‑–A-Z0-9/])(?P<own>P\d{4,6}|P[A-Z]\d{4}|A\d{5}|AR?[A-Z]{2}\d{3})\b|(?i:\bmodification\s)(?:\((?P<bracketed>[A-Z0-9 ]{0,7}\d[A-Z0-9 ]{0,5})\)|(?i:(?:number|no\.?|#)\s?)?(?P<told>\d{1,5}|P\d{1,4})[\s,])",
    )
});

/// What leads to the contract that an order is placed under.
pub(super) static UNDER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:against|under)\s(?:an?|the|its|their|previously|existing|basic|contract)\b"));
static PARENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:against|under)\s[^.;()]{0,160}\(?$"));

/// The numbers of contracts and orders in these texts, as written, each once; those of solicitations are left out. Then those of the
/// contracts that the orders are placed under; where no order has a number, theirs are the numbers of the award.
pub(super) fn find<'t>(texts: impl Iterator<Item = &'t str>) -> (Vec<String>, Vec<String>) {
    let mut seen = BTreeSet::new();
    let (mut own, mut parents) = (Vec::new(), Vec::new());
    for text in texts {
        for number in each(text).filter(|number| seen.insert(&text[number.clone()])) {
            let is_parent = PARENT.is_match(lead(text, number.start, 200));
            if is_parent { &mut parents } else { &mut own }.push(text[number].to_owned());
        }
    }
    if own.is_empty() { (parents, own) } else { (own, parents) }
}

fn each(text: &str) -> impl Iterator<Item = Range<usize>> {
    NUMBER.captures_iter(text).filter_map(|found| {
        let part = |name: &str| found.name(name).map_or("", |part| part.as_str());
        let has_digit = |name: &str| part(name).contains(|letter: char| letter.is_ascii_digit());
        let is_solicitation = matches!(part("kind"), "B" | "Q" | "R");
        let is_none = found.name("office").is_some() && (!has_digit("office") || !has_digit("serial") || is_solicitation);
        found.get(0).filter(|_| !is_none).map(|number| number.range())
    })
}

/// The first number in `text`.
pub(super) fn first(text: &str) -> Option<String> {
    each(text).next().map(|number| text[number].to_owned())
}

/// The first number of a modification in `text`.
pub(super) fn modification(text: &str) -> Option<String> {
    let found = MODIFICATION.captures(text)?;
    found.name("own").or_else(|| found.name("bracketed")).or_else(|| found.name("told")).map(|number| number.as_str().to_owned())
}
