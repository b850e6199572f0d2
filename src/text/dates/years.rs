//! Bare years and decades.

use std::sync::LazyLock;

use regex::Regex;

use super::Date;
use super::calendar::{self, Grain};
use super::written::{long, number};
use crate::text::{lead, next_digit, pattern, tail};

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:(?P<decade>1[5-9]\d0|20[0-4]0)s\b|(?P<year>19\d\d|20\d\d)(?:[-–](?P<last>(?:19|20)?\d\d)\b)?)"));
static BY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:by|in|until|through|year)[\s\x{a0}]$"));
/// Words before a number that make it no year: a law, a section, an identifier.
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\bact(?:[\s\x{a0}](?:of|for|\([A-Z]+\)[\s\x{a0}]of))?|section|sec\.|title|no\.|number|public law|room|building|[#$€£§]|[A-Za-z]-|(?-i:\b(?:[A-Z]{3,}|Agenda|Vision|Strategy)))[\s\x{a0}]?$|(?:\d[\s\x{a0}]?|[\d.,/:-])$",
    )
});
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[-–][A-Za-z]|[A-RT-Za-rt-z%]|s[A-Za-z]|[.,:/]\d|[\s\x{a0}](?:mm|km|miles|meters|troops|soldiers|people|rounds|pounds|hours|times|feet|percent|missiles|vehicles|drones|tons)\b)",
    )
});

/// Bare years and decades, where nothing says that the number is another thing.
pub(super) fn find(text: &str, dates: &mut Vec<Date>) {
    let mut at = 0;
    while let Some(found) = next_digit(text, at).and_then(|at| YEAR.captures_at(text, at)) {
        let Some(whole) = found.get(0) else { break };
        at = whole.end();
        if let Some((low, high)) = number::<i32>(&found, "decade").and_then(|first| calendar::year(first).zip(calendar::year(first + 9))) {
            dates.push(Date { range: whole.range(), low: low.0, high: high.1, grain: Grain::Span, is_relative: false });
            continue;
        }
        let Some(year) = found.name("year") else { continue };
        at = year.end();
        let Some(first) = number::<i32>(&found, "year") else { continue };
        let last = number::<i32>(&found, "last").map(long);
        let is_range = last.is_some_and(|last| last > first && last < first + 60) && !GOES_ON.is_match(tail(text, whole.end(), 16));
        let end = if is_range { whole.end() } else { year.end() };
        at = end;
        // "by 2050": what lies so far ahead is a year only where words say so.
        if first >= 2050 && !BY.is_match(lead(text, whole.start(), 10)) {
            continue;
        }
        if LAW.is_match(lead(text, whole.start(), 24)) || (!is_range && GOES_ON.is_match(tail(text, end, 16))) {
            continue;
        }
        let stretch = calendar::year(first).zip(calendar::year(last.filter(|_| is_range).unwrap_or(first)));
        if let Some(((low, _), (_, high))) = stretch {
            let grain = if is_range { Grain::Span } else { Grain::Year };
            dates.push(Date { range: whole.start()..end, low, high, grain, is_relative: false });
        }
    }
}
