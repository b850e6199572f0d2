//! The funds that pay for an award: `Fiscal 2022 aircraft procurement (Army) funds in the amount of $5,000 will be obligated`.

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
        r"(?i)\bobligat|\bfiscal (?:years? )?20\d\d\b|\bFY\s?20\d\d\b|\btype of appropriation\b|\bfund(?:s|ing) (?:provided|in the amount)\b|\bappropriations? (?:is|are)\b",
    )
});
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:fiscal\s(?:years?\s)?|FY\s?)(?P<first>20\d\d)(?:\s\(\d[\d.]*\s?(?:%|percent)\))?(?:(?:,|,?\sand|\sthrough|\sto|\s?[-–])\s?(?:fiscal\s(?:years?\s)?|FY\s?)?(?P<last>20\d\d)\b(?:\s\(\d[\d.]*\s?(?:%|percent)\))?){0,6}[\s,]*",
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
        r"(?i)\s?(?:\b(?:contract\s|award\s)?(?:funds|funding|funded|monies|money)(?:$|[,.;:]|\s+[^(\s])|\bin the (?:total\s)?amounts?\b|\bof \$|\$|\b(?:will|are|were|is|was)\b|;|\.\s|\.?$)",
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
/// What stands between two funds.
static JOINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i);|\sas well as\s|\sand\s(?:FMS|foreign military sales)\b"));

/// Whether a sentence speaks of funds.
pub(super) fn obligates(text: &str) -> bool {
    OBLIGATES.is_match(text)
}

/// What is obligated with the award: the sum of its funds.
pub(super) fn obligated(notice: &Notice) -> Option<i64> {
    let lines = notice.lines().map(Line::text).filter(|text| obligates(text));
    lines.flat_map(own).map(|(_, amount)| amount).reduce(i64::saturating_add)
}

/// The amounts that a sentence obligates.
fn own(text: &str) -> Vec<(Range<usize>, i64)> {
    if !text.contains("obligat") && !text.contains("unds") && !text.contains("unding") {
        return Vec::new();
    }
    let mut amounts = dollars(text);
    amounts.retain(|(range, _)| {
        let before = lead(text, range.start, 100);
        let in_brackets = before.rfind('(').is_some_and(|open| !before[open..].contains(')'));
        !in_brackets && !NOT_NOW.is_match(before) && !EXPIRES.is_match(tail(text, range.end, 60))
    });
    amounts
}

/// The funds of an award, in order. An amount that several share is of none.
pub(super) fn find<'l, 'p>(notice: &'l Notice<'p>) -> Vec<Fund<'l, 'p>> {
    let mut funds = Vec::new();
    for line in notice.body.iter().filter(|line| obligates(line.text())) {
        // An amount that stands before its fund; whether the fund before has none.
        let (mut loose, mut is_shared) = (None, false);
        for (range, amount) in pieces(line.text()) {
            let Some(mut fund) = fund(line, range, amount.or(loose)) else {
                loose = amount;
                continue;
            };
            loose = None;
            let is_bare = fund.amount.is_none();
            fund.amount = fund.amount.filter(|_| !is_shared);
            is_shared = is_bare;
            funds.push(fund);
        }
    }
    funds
}

/// A sentence on funds, cut where one of them ends: behind its amount, at a semicolon, before `as well as`.
fn pieces(text: &str) -> Vec<(Range<usize>, Option<i64>)> {
    let mut ends: Vec<_> = own(text).into_iter().map(|(range, amount)| (range.start, range.end, Some(amount))).collect();
    ends.extend(JOINT.find_iter(text).map(|joint| (joint.start(), joint.start() + 1, None)));
    ends.push((text.len(), text.len(), None));
    ends.sort_unstable();
    let mut start = 0;
    let piece = |(end, next, amount)| (std::mem::replace(&mut start, next)..end, amount);
    ends.into_iter().map(piece).filter(|(range, _)| range.start <= range.end).collect()
}

fn fund<'l, 'p>(line: &'l Line<'p>, range: Range<usize>, amount: Option<i64>) -> Option<Fund<'l, 'p>> {
    let text = line.text().get(range.clone())?;
    let years = YEARS.captures(text);
    let year = |name: &str| years.as_ref().and_then(|found| found.name(name)?.as_str().parse::<i64>().ok());
    let told = [year("first"), year("last")];
    let (first_year, last_year) = (told.into_iter().flatten().min(), told.into_iter().flatten().max());
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
