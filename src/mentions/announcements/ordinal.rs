//! A package's place in its series: "the 41st drawdown", "sixty-second tranche", "the 17th time that ...".
//!
//! Only the main series of an authority and a recipient counts. A series that starts again ("the sixth since the supplemental",
//! "the third this month") is a rival and gives no ordinal. Two ordinals in one sentence go each to its own authority.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::authority::{self, Authority};
use crate::lookup::Lookups;
use crate::text::{lead, numbers, pattern, tail};

/// An ordinal of the main series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::mentions) struct Ordinal {
    pub value: i64,
    /// Where it stands, with the words that say what it counts.
    pub range: Range<usize>,
    /// The authority whose packages it counts, where its phrase or sentence says.
    pub authority: Option<Authority>,
}

const UNITS: &str = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth";
const OTHERS: &str = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth";
const TENS: &str = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";

pub(super) static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<tens>{TENS})[- –](?P<unit>{UNITS})|(?P<word>{UNITS}|{OTHERS})|(?:PDA|drawdown|tranche|package)s? (?:number|no\.|#)\s?(?P<number>\d{{1,3}}|[a-z]+))\b"
    ))
});

/// What is counted, right after the ordinal.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\])”’\x22]*,?(?: now,?)?(?:\s+[\w.’'“”()-]+){0,5}?\s+(?:draw-?downs?|tranche|package|PDA|installment|utilization|time)\b",
    )
});
static TIMES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)draw-?down|authoriz|package|PDA|security assistance"));
static USES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s+(?:use|exercise|invocation) of (?:\S+ ){0,4}(?:draw-?down|authority|PDA)"));
/// An ordinal that stands alone, set beside the thing it counts: "the drawdown, the twelfth for Ukraine".
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:draw-?down|tranche|PDA|package)\b[^;]{0,130}(?:, the|, its|, our|, \w+['’]s|,? and the)|\b(?:draw-?down|tranche|package|it)(?: of [^,;]{1,40})? (?:is|was) (?:the|our|its|\w+['’]s))\s+$",
    )
});
static ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:[,.;]| (?:for [A-Z]|since|and|under|taken|drawn|that|from|so far)|$)"));
static RIVAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\bsince (?:[^.;,]{0,40}\b)?(?:supplemental|congress|passage|pass(?:es|ed)|law|bill|sign\w*|legislation|funding|april|last \w+|(?:this|the new) (?:year|month|week))\b",
        r"|\b(?:in|within|over) (?:just |only |as many |the (?:past|last) )?(?:\w+ )?(?:days?|weeks?|months?)\b|\b(?:this|of the|in the|of) (?:year|month|week|new supplemental)\b",
        r"|\bin the new\b|\bunder the (?:new|latest|national security)\b|\bin a row\b|\bconsecutive|\bof its kind\b|^ (?:such )?(?:half|part|phase|day|shipment|country|time in)\b",
    ))
});

/// The ordinals of `text` that count packages, in order.
pub(in crate::mentions) fn find(text: &str, lookups: &Lookups) -> Vec<Ordinal> {
    let mut ordinals: Vec<Ordinal> = Vec::new();
    for found in ORDINAL.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let Some(value) = value_of(&found) else { continue };
        let tail = phrase(text, whole.end());
        let head = lead(text, whole.start(), 160);
        let is_numbered = found.name("number").is_some();
        let Some(end) = (if is_numbered { Some(0) } else { counted(head, tail) }) else { continue };
        let comma = tail.char_indices().find(|(at, letter)| *letter == ',' && *at > 12).map_or(tail.len(), |(at, _)| at);
        if RIVAL.is_match(tail.get(..comma).unwrap_or_default())
            || value < 4
                && (head.ends_with("a ") || head.ends_with("A "))
                && tail.get(..end).is_some_and(|counted| counted.ends_with("package"))
            || (value == 1 && (!tail.contains(" for ") || tail.contains("since") && !tail.contains("2021")))
        {
            continue;
        }
        let range = whole.start()..whole.end() + end;
        let authority = authority_of(text, &range, tail, lookups);
        ordinals.push(Ordinal { value, range, authority });
    }
    ordinals
}

/// `text` without the "since ..." that belongs to an ordinal or to a "largest", so that it is not taken for the base of a total.
pub(in crate::mentions) fn strip(text: &str) -> Cow<'_, str> {
    static SINCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\d(?:st|nd|rd|th)|(?:larg|bigg|singl|fir|seco|thi|four|fif|six|seven|eigh|nin|ten|eleven|twelf|twent|thirt|fort)\w*)\b(?:[^,;]|, (?:and )?most ){0,80}?\b(?:since\s+\w+(?: \d{4})?|to date|so far)\b",
        )
    });
    SINCE.replace_all(text, "")
}

/// The phrase after an ordinal: up to the end of its clause or the next ordinal.
fn phrase(text: &str, start: usize) -> &str {
    let rest = tail(text, start, 240);
    let end = rest.find([';', ':', '(']).unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let end = ORDINAL.find(rest).map_or(rest.len(), |next| next.start());
    rest.get(..end).unwrap_or_default()
}

/// How far the words that say what is counted reach, if it is packages.
fn counted(head: &str, tail: &str) -> Option<usize> {
    if let Some(found) = COUNTED.find(tail) {
        let is_time = found.as_str().ends_with("time");
        let is_named = found.as_str().to_ascii_lowercase().ends_with("package") && names_other(found.as_str());
        return (!is_named && (!is_time || TIMES.is_match(tail))).then_some(found.end());
    }
    if let Some(found) = USES.find(tail) {
        return Some(found.end());
    }
    (BESIDE.is_match(head) && ALONE.is_match(tail)).then_some(0)
}

fn names_other(counted: &str) -> bool {
    static OTHER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:sanctions?|relief|economic|humanitarian|reform|stimulus|legislative)\b"));
    OTHER.is_match(counted)
}

fn authority_of(text: &str, range: &Range<usize>, tail: &str, lookups: &Lookups) -> Option<Authority> {
    let near = crate::text::tail(text, range.start, range.len() + tail.len().min(90));
    if let Some((_, named)) = authority::find(near, lookups).into_iter().next() {
        return Some(named);
    }
    if let Some(only) = authority::only(text, lookups) {
        return Some(only);
    }
    let counted = text.get(range.clone()).unwrap_or_default().to_ascii_lowercase();
    let is_security = crate::mentions::cues::SECURITY.is_match(text) || text.contains("equipment");
    (is_security && counted.ends_with("tranche")
        || counted.ends_with("drawdown")
        || range.len() < 14 && text.to_ascii_lowercase().contains("drawdown"))
    .then_some(Authority::Pda)
}

fn value_of(found: &Captures) -> Option<i64> {
    match found.name("digits").or_else(|| found.name("number")) {
        Some(digits) => digits.as_str().parse().ok(),
        None => numbers::ordinal(found.get(0)?.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<i64> {
        find(text, Lookups::of_project()).into_iter().map(|ordinal| ordinal.value).collect()
    }

    #[test]
    fn ordinal_in_words_is_read() {
        assert_eq!(values("It is the administration's sixty-second tranche of equipment."), [62]);
        assert_eq!(values("This is the thirtieth drawdown for Ukraine."), [30]);
        assert_eq!(values("Call it the twentieth package of arms."), [20]);
    }

    #[test]
    fn ordinal_in_digits_is_read() {
        assert_eq!(values("the 41st drawdown of equipment"), [41]);
        assert_eq!(values("This is the 17th, now, time that it has authorized such a package."), [17]);
        assert_eq!(values("We made PDA number 11 ready."), [11]);
    }

    #[test]
    fn rival_series_is_no_ordinal() {
        assert!(values("the sixth package since the supplemental became law").is_empty());
        assert!(values("the third drawdown in two weeks").is_empty());
    }

    #[test]
    fn a_second_package_is_another_one() {
        assert!(values("On Friday he authorized a second military package of arms.").is_empty());
    }

    #[test]
    fn ordinal_of_another_thing_is_not_read() {
        assert!(values("the 20th meeting of the contact group on the package").is_empty());
        assert!(values("soldiers of the 3rd Infantry Division").is_empty());
        assert!(values("the fifth sanctions package").is_empty());
    }

    #[test]
    fn ordinal_beside_its_drawdown_is_read() {
        assert_eq!(values("The drawdown, the twelfth for Ukraine since August 2021, takes from stocks:"), [12]);
    }
}
