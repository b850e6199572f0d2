//! The funds that pay for an award: `Fiscal 2025 weapons procurement (Navy) funds in the amount of $120,442,802 will be obligated`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::notices::{Line, Notice};
use super::sums::dollars;
use crate::text::{lead, pattern, tail};

/// A fund: its words in the line, the fiscal years, what is obligated.
#[derive(Debug, Clone)]
pub(super) struct Fund<'l, 'p> {
    /// The sentence it stands in.
    pub line: &'l Line<'p>,
    /// Its words there, in bytes of the sentence.
    pub range: Range<usize>,
    /// The first fiscal year.
    pub first_year: Option<i64>,
    /// The last.
    pub last_year: Option<i64>,
    /// What is obligated.
    pub amount: Option<i64>,
}

static OBLIGATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bobligat|\bfiscal (?:years? )?20\d\d\b|\btype of appropriation\b|\bfund(?:s|ing) (?:provided|in the amount)\b|\bappropriations? (?:is|are)\b",
    )
});
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bfiscal\s(?:years?\s)?(?P<first>(?:19|20)\d\d)(?:(?:,|,?\sand|\sthrough|\sto|-|–)\s?(?:fiscal\s(?:years?\s)?)?(?P<last>20\d\d)\b){0,4}[\s,]*",
    )
});
/// What leads up to the name of a fund.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:[\s,;:.]|and\b|as well as\b|with\b|of\b|from\b|in\b|using\b|the\b|\(?\d[\d.]*\s?(?:%|percent)\)?|fund(?:s|ing) from\b|types? of appropriations?\b|(?:appropriation\s)?(?:is|are)\b|funded\b|this\b|(?:contract|order|award|effort|modification)\b|will be\b|by\b)*",
    )
});
/// What names no fund.
static UNNAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:no|not|additional|total|contract|incremental|initial|obligat[a-z]*|expire|all|none|each|at (?:the )?time|\$|these|such|other funds|task|individual)\b",
    )
});
/// What follows it.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\s?(?:\b(?:contract\s|award\s)?(?:funds|funding|funded|appropriations?|monies|dollars|money)\b|\bin the (?:total\s)?amounts?\b|\bof \$|\$|\bwill\b|\bare\b|\bwere\b|\bis\b|\bwas\b|[.;]|$)",
    )
});
/// Amounts in a line on funds that are none of theirs.
static NOT_NOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:of which|remaining|balance(?: of)?|additional|cumulative[^$]{0,80}|face value[^$]{0,60}|contract to|value to|from)\s?$",
    )
});
static EXPIRES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s?(?:of (?:which|these|this)[^$;.]{0,30})?(?:will|that|which) (?:not )?expire"));
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bno (?:[a-z0-9-]+ ){0,6}(?:funds|funding|money|monies|dollars)\b[^$.;]{0,60}\bobligated\b|\bno obligation\b|\bobligating no funds\b",
    )
});

/// Whether a sentence speaks of funds.
pub(super) fn obligates(text: &str) -> bool {
    OBLIGATES.is_match(text)
}

/// What is obligated with the award: nothing where the notice says so, else the sum of its funds.
pub(super) fn obligated(notice: &Notice) -> Option<i64> {
    let (mut sum, mut is_none) = (None, false);
    for line in notice.lines().filter(|line| obligates(line.text())) {
        is_none |= NONE.is_match(line.text());
        for (_, amount) in own(line.text()) {
            sum = Some(sum.unwrap_or(0_i64).saturating_add(amount));
        }
    }
    sum.or_else(|| is_none.then_some(0))
}

/// The amounts that a sentence obligates.
fn own(text: &str) -> Vec<(Range<usize>, i64)> {
    if !text.contains("obligat") && !text.contains("unds") && !text.contains("unding") {
        return Vec::new();
    }
    let mut depth_free = dollars(text);
    depth_free.retain(|(range, _)| {
        let before = lead(text, range.start, 100);
        let in_brackets = before.rfind('(').is_some_and(|open| !before[open..].contains(')'));
        !in_brackets && !NOT_NOW.is_match(before) && !EXPIRES.is_match(tail(text, range.end, 60))
    });
    depth_free
}

/// The funds of an award, in order.
pub(super) fn find<'l, 'p>(notice: &'l Notice<'p>) -> Vec<Fund<'l, 'p>> {
    let mut funds = Vec::new();
    for line in notice.body.iter().filter(|line| obligates(line.text())) {
        let text = line.text();
        let amounts = own(text);
        let mut start = 0;
        // Each amount closes the fund before it; a semicolon closes one without.
        let mut ends: Vec<(usize, usize, Option<i64>)> =
            amounts.iter().map(|(range, amount)| (range.start, range.end, Some(*amount))).collect();
        ends.extend(text.match_indices(';').map(|(at, _)| (at, at + 1, None)));
        ends.push((text.len(), text.len(), None));
        ends.sort_unstable();
        let mut years = None;
        for (end, next, amount) in ends {
            if let Some(mut fund) = fund(line, start..end, amount) {
                let told = fund.first_year.zip(fund.last_year);
                (fund.first_year, fund.last_year) = told.or(years).unzip();
                years = told.or(years).filter(|_| amount.is_none());
                funds.push(fund);
            }
            start = next;
        }
    }
    funds
}

fn fund<'l, 'p>(line: &'l Line<'p>, range: Range<usize>, amount: Option<i64>) -> Option<Fund<'l, 'p>> {
    let text = line.text().get(range.clone())?;
    let years = YEARS.captures(text);
    let year = |name: &str| years.as_ref().and_then(|found| found.name(name)?.as_str().parse::<i64>().ok());
    let (first_year, last_year) = (year("first"), year("last").or_else(|| year("first")));
    let is_listed = line.text().contains("appropriation") || YEARS.is_match(line.text());
    if first_year.is_none() && amount.is_none() && !(is_listed && text.contains("fund")) {
        return None;
    }
    let named = years.as_ref().and_then(|found| found.get(0)).map_or(0, |found| found.end());
    let from = named + BEFORE.find(text.get(named..)?).map_or(0, |found| found.end());
    let to = from + BEHIND.find(text.get(from..)?).map_or(0, |found| found.start());
    let kind = text.get(from..to)?.trim_end_matches([' ', ',']);
    let is_named = kind.len() > 1 && kind.len() < 160 && !UNNAMED.is_match(kind);
    is_named.then(|| Fund { line, range: range.start + from..range.start + from + kind.len(), first_year, last_year, amount })
}
