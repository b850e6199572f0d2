//! What is awarded, and what the contract comes to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::funds;
use super::notices::{Line, Notice};
use crate::text::bounds::Bound;
use crate::text::{lead, numbers, pattern, tail};

/// Dollars from the sign on. A space within the figures is a slip.
static DOLLARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\$\s?(?P<figure>\d{1,3}(?:,\s?\d{3}\b){1,5}(?:\.\d{1,2})?|\d{1,15}(?:\.\d{1,4})?)(?:[\s\x{a0}-](?P<magnitude>(?i:thousand|million|billion|trillion))\b)?",
    )
});
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,?\d"));
/// What speaks of the contract as a whole.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:cumulative|face value|(?:total|overall|maximum|new|revised|estimated|potential|base) (?:[a-z-]+ ){0,3}(?:value|ceiling|maximum|amount)|",
        r"(?:value|ceiling|amount|total|price) of (?:the|this) (?:[a-z-]+ ){0,2}(?:contract|order|agreement)|contract (?:value|ceiling|total|maximum)|",
        r"(?:increas|rais|bring)(?:e|es|ed|ing) the (?:[a-z-]+ ){0,4}(?:value|ceiling|amount|total|maximum|contract)|total is)\b"
    ))
});
static AT_MOST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:\b(?:maximum|ceiling|not[\s-]to[\s-]exceed|up to|potential|no more than)\b[^,;$]{0,24})$"));
static AT_LEAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b(?:minimum|at least|more than)\b[^,;$]{0,16})$"));
static ABOUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b(?:estimated|approximately|about|approximate)\b[^,;$]{0,40})$"));
/// The value of one action, not of the contract.
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:value|amount|ceiling|price) of (?:this|the) (?:contract action|action|modification|award|order|(?:task|delivery) order|contract action) is (?:a |an |up to )?$",
    )
});
static OWN_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^ of (?:this|the) (?:action|modification|award|order|(?:task|delivery) order|contract action)\b"));
static CEILING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^,?\s(?:\([a-z]+\)\s)?(?:maximum|ceiling|not[\s-]to[\s-]exceed)\b"));

/// An amount in whole US dollars, and where it stands.
pub(super) type Dollars = (Range<usize>, i64);

/// The amounts of `text`.
pub(super) fn dollars(text: &str) -> Vec<Dollars> {
    let read = |found: regex::Captures| {
        let factor = found.name("magnitude").map_or(Some(1), |word| numbers::magnitude(word.as_str()))?;
        let figure: String = found["figure"].chars().filter(|letter| !letter.is_whitespace()).collect();
        let range = found.get(0)?.range();
        // A figure that goes on is a slip that cannot be mended.
        let goes_on = GOES_ON.is_match(text.get(range.end..)?);
        Some((range, numbers::digits(&figure, factor)?)).filter(|_| !goes_on)
    };
    DOLLARS.captures_iter(text).filter_map(read).collect()
}

/// What is awarded and how far that binds.
pub(super) fn awarded(notice: &Notice) -> Option<(i64, Bound)> {
    static VALUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\bin the amount of|\bvalued? (?:at|of|is)|\bworth|\bnot[\s-]to[\s-]exceed|\bceiling (?:of|is)|\bmaximum|\bestimated at|\bfor|\bvalue of (?:this|the) [a-z -]{1,40} is) (?:a |an |up to |approximately |about )?$",
        )
    });
    let opening = notice.opening.text();
    let first = dollars(opening).into_iter().find(|(range, _)| !WHOLE.is_match(lead(opening, range.start, 90)));
    if let Some((range, amount)) = first.or_else(|| dollars(opening).into_iter().next()) {
        return Some((amount, bound(opening, &range)));
    }
    notice.body.iter().map(Line::text).find_map(|text| {
        let is_own = |range: &Range<usize>| {
            let before = lead(text, range.start, 60);
            OWN.is_match(before) || VALUED.is_match(before) && !funds::obligates(text)
        };
        let (range, amount) = dollars(text).into_iter().find(|(range, _)| is_own(range))?;
        Some((amount, bound(text, &range)))
    })
}

fn bound(text: &str, range: &Range<usize>) -> Bound {
    let (before, after) = (lead(text, range.start, 48), tail(text, range.end, 32));
    if AT_MOST.is_match(before) || CEILING.is_match(after) {
        Bound::AtMost
    } else if AT_LEAST.is_match(before) {
        Bound::AtLeast
    } else if ABOUT.is_match(before) {
        Bound::About
    } else {
        Bound::Exact
    }
}

/// What the contract comes to with this award: `brings the cumulative value of the contract to $X from $Y`.
pub(super) fn cumulative(notice: &Notice) -> Option<i64> {
    let opening = notice.opening.text();
    // The first amount of the opening is what is awarded.
    let awarded = dollars(opening).first().map_or(opening.len(), |(range, _)| range.end);
    let body = notice.body.iter().map(Line::text);
    opening.get(awarded..).into_iter().chain(body).find_map(|text| {
        let cue = WHOLE.find_iter(text).find(|cue| !OWN_BEHIND.is_match(&text[cue.end()..]))?;
        let rest = text.get(cue.end()..)?;
        let is_new = |(range, _): &Dollars| !matches!(rest[..range.start].trim_end().rsplit(' ').next(), Some("from" | "by"));
        dollars(rest).into_iter().find(is_new).map(|(_, amount)| amount)
    })
}
