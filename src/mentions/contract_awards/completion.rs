//! When the work of an award is expected to be complete.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::notices::Notice;
use crate::mentions::dates::Grain;
use crate::mentions::{Mentions, within};
use crate::text::{lead, pattern, tail};

static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:complet(?:ed?|ion|es|ing)\b|work (?:will|is expected to) (?:continue|end|conclude|finish|run)|expected to (?:end|conclude|finish|continue|run)|",
        r"ordering period|period of performance|performance period|end date|ends? (?:on|in|by)|expir(?:es?|ation)|delivery date|deliver(?:y|ies) (?:is|are|will be)|through\b)"
    ))
});
static UNREAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:if|should|exercised|options?)\b"));
static EARLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:begins?|starts?|starting|beginning|from|awarded|announced|issued|effective|dated)\s(?:on\s|in\s)?$")
});

static TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^,?\s?(?:through|to|until|[-–])\s"));

/// First and last day of the expected completion. Needs the dates in `found`.
pub(super) fn find(notice: &Notice, found: &Mentions) -> Option<(NaiveDate, NaiveDate)> {
    let mut fallback = None;
    for line in notice.lines() {
        let text = line.text();
        if !DONE.is_match(text) {
            continue;
        }
        for date in within(&found.dates, line.passage.chars(&line.range)) {
            let start = line.passage.byte_at(date.start_char).saturating_sub(line.range.start);
            let end = line.passage.byte_at(date.end_char).saturating_sub(line.range.start);
            let (before, after) = (lead(text, start, 90), tail(text, end, 40));
            let clause = before.rsplit([';', '$']).next().unwrap_or_default();
            let is_done = DONE.is_match(clause) || DONE.is_match(after.split([';', '.']).next().unwrap_or_default());
            if !is_done || date.is_relative || EARLY.is_match(before) && !clause.contains("complet") {
                continue;
            }
            // Of a stretch of time the end counts.
            if TO.is_match(after) {
                continue;
            }
            let days = if date.grain == Grain::Span { (date.date_high, date.date_high) } else { (date.date_low, date.date_high) };
            if !UNREAL.is_match(clause) {
                return Some(days);
            }
            fallback = fallback.or(Some(days));
        }
    }
    fallback
}
