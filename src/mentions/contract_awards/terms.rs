//! Terms of an award: kinds of contract, modification, option, offers.

use std::sync::LazyLock;

use regex::Regex;

use super::notices::{Line, Notice};
use crate::text::numbers::{self, WORDS};
use crate::text::{lead, pattern, tail};

static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:",
        r"(?:firm[\s-])?fixed[\s-]price(?:[\s-](?:incentive(?:[\s-](?:fee|firm(?:[\s-]target)?))?(?:\s\(firm[\s-]target\))?|award[\s-]fee|level[\s-]of[\s-]effort|redetermin[a-z]+|(?:contract\s)?with[\s-](?:an\s)?(?:economic|prospective)[\s-]price[\s-][a-z]+|economic[\s-]price[\s-]adjustment))?",
        r"|cost[\s-]plus[\s-](?:fixed|incentive|award)[\s-]fee",
        r"|cost[\s-](?:only|shar(?:ing|e)|reimburs(?:ement|able)|no[\s-]fee|type)",
        r"|indefinite[\s-]delivery(?:\s?[/,]\s?|\s(?:and\s)?)(?:indefinite|requirements?)(?:[\s-]quantity)?|indefinite[\s-](?:delivery|quantity)|ID/?IQ",
        r"|time[\s-]and[\s-]materials?|labor[\s-]hours?|level[\s-]of[\s-]effort|requirements(?:[\s-]type)? contract",
        r"|undefinitized|un-?priced letter|letter contract|basic ordering agreement|blanket purchase agreement|other transaction(?:s)?(?:\s(?:agreement|authority))?",
        r"|order[\s-]dependent|hybrid|multiple[\s-]award",
        r")\b"
    ))
});
static MODIFIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bmodif(?:ication|ied|ying|y)s?\b(?:\s\(|,?\s(?:[PA][A-Z0-9]\d|to\b|under\b|on\b|against\b|of\b|for\b|that\b|which\b|exercis|number|no\b|no\.|with\b|in\b|and\b|is\b|\$)|,|\.)",
    )
});
static EXERCISES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bexercis(?:e|es|ed|ing)\b"));
static OPTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\boptions?\b"));
static UNREAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:if|when|should|could be|may be|would be|can be|not|were|once|unless|includes?|including)\b[^.;]{0,50}$")
});
static ACTIVITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i),?\s(?:is|are|was|will be|serves as)\s(?:the\s)?contracting\s(?:activit(?:y|ies)|office|agency|authority)\b")
});
static ACTIVITY_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bcontracting (?:activit(?:y|ies)|office) (?:is|are|was|will be)\s"));
static OFFERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?P<count>{WORDS}|\d{{1,3}}(?:,\d{{3}})?)\s(?:[a-z-]+\s){{0,3}}(?:(?:were|was|being)\s)?(?:received|responded)\b"
    ))
});

/// The kinds of contract, as written, each once.
pub(super) fn kinds(notice: &Notice) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for found in KIND.find_iter(notice.opening.text()) {
        let kind = found.as_str().to_owned();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Whether the award changes a contract awarded before.
pub(super) fn is_modification(notice: &Notice) -> bool {
    MODIFIES.is_match(notice.opening.text())
}

/// Whether a sentence exercises an option now.
pub(super) fn is_option(notice: &Notice) -> bool {
    notice.lines().map(Line::text).any(|text| {
        EXERCISES.find_iter(text).any(|found| {
            let (before, after) = (lead(text, found.start(), 80), tail(text, found.end(), 60));
            (OPTION.is_match(after) || OPTION.is_match(before)) && !UNREAL.is_match(before)
        })
    })
}

/// The contracting activity, as written, without article and number.
pub(super) fn activity(notice: &Notice) -> Option<String> {
    notice.lines().find_map(|line| {
        let text = line.text();
        let named = ACTIVITY_BEHIND.find(text).and_then(|found| text.get(found.end()..));
        let words = named.or_else(|| text.get(..ACTIVITY.find(text)?.start()))?;
        let words = words.trim_start_matches("The ").trim_start_matches("the ");
        let end = words.find(" (").filter(|at| words[*at..].contains(|letter: char| letter.is_ascii_digit())).unwrap_or(words.len());
        let words = words[..end].trim_matches([' ', ',']).trim_end_matches(';');
        let words = words.strip_suffix('.').filter(|_| named.is_some() && !words.ends_with("D.C.")).unwrap_or(words);
        (!words.is_empty()).then(|| words.to_owned())
    })
}

/// Offers received.
pub(super) fn offers(notice: &Notice) -> Option<i64> {
    notice.lines().find_map(|line| numbers::either(&OFFERS.captures(line.text())?["count"], 1))
}
