//! Terms of an award: kinds of contract, modification, option, offers.

use std::sync::LazyLock;

use regex::Regex;

use super::notices::{Line, Notice};
use super::numbers;
use crate::text::numbers::{WORDS, either};
use crate::text::{lead, pattern, tail};

static KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:",
        r"(?:firm[\s‐‑-])?fixed[\s‐‑-]price(?:[\s‐‑-](?:incentive(?:[\s‐‑-](?:fee|firm(?:[\s‐‑-]target)?))?(?:\s\(firm[\s‐‑-]target\))?|award[\s‐‑-]fee|level[\s‐‑-]of[\s‐‑-]effort|redetermin[a-z]+|(?:contract\s)?with[\s‐‑-](?:an\s)?(?:economic|prospective)[\s‐‑-]price[\s‐‑-][a-z]+|economic[\s‐‑-]price[\s‐‑-]adjustment))?",
        r"|cost[\s‐‑-]plus[\s‐‑-](?:fixed|incentive|award)[\s‐‑-]fee",
        r"|cost[\s‐‑-](?:only|shar(?:ing|e)|reimburs(?:ement|able)(?:\sno[\s‐‑-]fee)?|no[\s‐‑-]fee|type)",
        r"|indefinite[\s‐‑-]delivery(?:\s?[/,‐‑-]\s?|\s(?:and\s)?)(?:indefinite|requirements?)(?:[\s‐‑-]quantity)?|indefinite[\s‐‑-](?:delivery|quantity)|ID/?IQ",
        r"|time[\s‐‑-]and[\s‐‑-]materials?|labor[\s‐‑-]hours?|level[\s‐‑-]of[\s‐‑-]effort|requirements(?:[\s‐‑-]type)? contract",
        r"|blanket purchase agreement|other transactions?(?:\s(?:agreement|authority))?|order[\s‐‑-]dependent|cost",
        r")\b"
    ))
});
static LISTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:,|\band|\ba|/)\s?$"));
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:,| \$| contract| type| indefinite| modification| (?:delivery |task )?order)"));
static MODIFIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bmodification\s(?:\([A-Z0-9]|[PA][A-Z0-9]\d|(?:to|under|on|of) (?:an?\s|the\s)?(?:previous|existing|contract|basic|delivery|task|order))",
    )
});
static EXERCISES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bexercis(?:e|es|ed|ing)\b"));
static OPTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\boptions?\b"));
static UNREAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:if|when|should|could be|may be|would be|can be|not|once|unless)\b[^.;]{0,50}$"));
static ACTIVITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i),?\s(?:is|are|was|will be|serves as)\s(?:the\s)?contracting\s(?:activit(?:y|ies)|office|agency|authority)\b")
});
static ACTIVITY_BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bcontracting (?:activit(?:y|ies)|office) (?:is|are|was|will be)\s"));
static SET_ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bsmall[\s-]business(?:es)?[\s-]set[\s-]asides?\b|\bset[\s-]aside for (?:[a-z-]+\s){0,4}small[\s-]business")
});
static OFFERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?P<count>{WORDS}|\d{{1,3}}(?:,\d{{3}})?)\s(?:[a-z-]+\s){{0,3}}(?:(?:were|was|being)\s)?(?:received|responded)\b"
    ))
});

/// The kinds of contract, as written, each once. Those of a contract that an order is placed under are not the order's own.
pub(super) fn kinds(notice: &Notice) -> Vec<String> {
    let opening = notice.opening.text();
    let own = numbers::UNDER.find(opening).and_then(|under| opening.get(..under.start()));
    let body = notice.body.iter().map(Line::text).filter(|text| text.contains("contract"));
    let texts = own.into_iter().chain([opening]).chain(body);
    texts.map(kinds_in).find(|kinds| !kinds.is_empty()).unwrap_or_default()
}

fn kinds_in(text: &str) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for found in KIND.find_iter(text) {
        // The bare word is a kind only in a list of them.
        let is_listed = || LISTED.is_match(lead(text, found.start(), 8)) && BEHIND.is_match(tail(text, found.end(), 16));
        let kind = found.as_str();
        if (kind.len() > 4 || is_listed()) && !kinds.iter().any(|known| known == kind) {
            kinds.push(kind.to_owned());
        }
    }
    kinds
}

/// Whether the award changes a contract awarded before.
pub(super) fn is_modification(notice: &Notice) -> bool {
    let opening = notice.opening.text();
    // What stands behind `for` is what is bought: `for the modification of aircraft`.
    let object = opening.split(" for ").next().unwrap_or_default();
    object.contains("modif") || MODIFIES.is_match(opening)
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
        let before = ACTIVITY.find(text).and_then(|found| text.get(..found.start()));
        let words = before.or_else(|| text.get(ACTIVITY_BEHIND.find(text)?.end()..))?;
        let words = words.trim_start_matches("The ").trim_start_matches("the ");
        let end = words.find(" (").filter(|at| words[*at..].contains(|letter: char| letter.is_ascii_digit())).unwrap_or(words.len());
        let words = words[..end].trim_matches([' ', ',']).trim_end_matches(';');
        let words = words.strip_suffix('.').filter(|_| before.is_none() && !words.ends_with("D.C.")).unwrap_or(words);
        (!words.is_empty()).then(|| words.to_owned())
    })
}

/// Whether the award was set aside for small businesses.
pub(super) fn is_set_aside(notice: &Notice) -> bool {
    notice.lines().any(|line| SET_ASIDE.is_match(line.text()))
}

/// Offers received.
pub(super) fn offers(notice: &Notice) -> Option<i64> {
    notice.lines().find_map(|line| either(&OFFERS.captures(line.text())?["count"], 1))
}
