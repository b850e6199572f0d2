//! Who gives an amount: this side, or another government, an alliance, a group of donors.

use std::sync::LazyLock;

use regex::Regex;

use super::cues;
use super::reading::Sentence;
use crate::lookup::Lookups;
use crate::text::{lead, pattern, tail};

/// A passage that starts with another country: "Australia has", "In February, New Zealand announced".
pub(super) fn opens_with_partner(text: &str, lookups: &Lookups) -> bool {
    let opening = tail(text, 0, 90);
    lookups
        .countries
        .find(opening)
        .first()
        .is_some_and(|(range, row)| row[1] != "United States" && row[4] == "country" && is_subject(opening, range.start, range.end))
        && !cues::OWN.is_match(opening)
}

/// Whether another government or a group of them is the one who gives.
pub(super) fn is_partners(sentence: &Sentence, index: usize, lookups: &Lookups) -> bool {
    static OWNS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^['’]s? (?:[\w-]+ ){0,5}?(?:up to |total |contribution of |package of |commitment of |pledge of )?$")
    });
    let Some(head) = sentence.text.get(..sentence.amounts[index].range.start) else { return false };
    let own = cues::OWN.find_iter(head).last().map_or(0, |found| found.end());
    let group =
        cues::PARTNER.find_iter(head).filter(|found| is_subject(head, found.start(), found.end())).last().map_or(0, |found| found.end());
    let acts = |(range, row): &(std::ops::Range<usize>, &Vec<String>)| {
        let is_owner = || row[4] == "country" && row[1] != "Ukraine" && OWNS.is_match(tail(head, range.end, 90));
        row[1] != "United States" && (is_subject(head, range.start, range.end) || is_owner())
    };
    let country = lookups.countries.find(head).into_iter().rfind(acts).map_or(0, |(range, _)| range.end);
    if group.max(country) > own {
        return true;
    }
    let after = sentence.just_after(index);
    after.trim_start().starts_with("from ")
        && !cues::PACKAGE.is_match(tail(after, 0, 60))
        && (cues::PARTNER.find(after).is_some_and(|found| found.start() < 12)
            || lookups.countries.find(after).first().is_some_and(|(range, row)| range.start < 12 && row[1] != "United States"))
}

/// Whether the name at `start..end` does something, rather than being given, fought or visited.
fn is_subject(head: &str, start: usize, end: usize) -> bool {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\b(?:to|for|of|in|from|with|by|at|against|into|between|alongside|help|helping|support|supporting|arm|assist|provide|providing|provides|provided|give|giving|send|sending|sent|told|including|across|on|near)|['’]s)\s+(?:the\s+|its\s+|our\s+|other\s+|\d+\s+|nearly\s+|more than\s+)*(?:\w+\s+and\s+(?:its\s+)?)?$",
        )
    });
    static DOES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:['’]s?)?\s+(?:\S+\s+){0,3}?(?:has|have|had|will|announc\w*|pledg\w*|commit\w*|provid\w*|\w+ed|said|says|donat\w*|contribut\w*|sen[dt]s?|deliver\w*|approv\w*|gave|gives?|put up|is|are|added|offer\w*|promis\w*|recent|contribution|pledge)\b",
        )
    });
    static GETS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:['’]s?)?\s+(?:\w+ ){0,3}?(?:receiv\w*|gets?|getting|got|gains?|be (?:assisted|given|helped|supported|armed|provided))\b",
        )
    });
    let tail = tail(head, end, 80);
    DOES.is_match(tail) && !GETS.is_match(tail) && !GIVEN.is_match(lead(head, start, 80))
}
