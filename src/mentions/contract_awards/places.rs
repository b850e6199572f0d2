//! Where the work of an award is done: `Work will be performed in Dover, Ohio (80%); and Naha, Japan (20%)`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::notices::{Line, Notice};
use super::regions::{bare, cut, parts, region_end};
use crate::lookup::Lookups;
use crate::text::{numbers, pattern, tail};

/// A place and its share.
#[derive(Debug, Clone)]
pub(super) struct Place<'l, 'p> {
    /// The sentence it stands in.
    pub line: &'l Line<'p>,
    /// Its words there.
    pub range: Range<usize>,
    /// Its share of the work, in hundredths of a percent.
    pub share: Option<i64>,
}

static WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:work|services?|performance|efforts?|production|tasks?|construction|maintenance|repairs?)\b[^.;,]{0,50}?\s(?:will|was|is|are|has been|were|to be|being|shall)\s(?:also\s)?(?:be\s)?(?:primarily |mainly |mostly |generally )?",
        r"(?:(?:performed|accomplished|conducted|executed|provided|take place|occur|done)\s(?:primarily |mainly |mostly |principally |both )?)?(?:in|at|on|within|throughout|aboard|across)\b|",
        r"(?:primary |principal )?(?:places?|locations?|sites?) of performance(?: for this [a-z]+)? (?:is|are|will be|include|includes)|work locations? (?:is|are|include|will be)|performance locations? (?:is|are))",
        r"(?:\s(?:in|at|on)\b)?(?: and around\b|\s(?:various|multiple) locations (?:in|including|throughout|across)\b)?[\s:]*"
    ))
});
/// What follows the list of places.
static OVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:[,;]?\s(?:and\s)?(?:(?:all\s)?(?:the\s)?work\s|performance\s|it\s)?(?:is|are|will|was|should|has|have)\s(?:also\s)?(?:expected|estimated|scheduled|anticipated|be\b|continue|to\b|an?\b|begin|run|been)",
        r"|[,;]?\s(?:and\s)?(?:with|in support|until|through|by|beginning|starting|if|as|while|which|where|for|from|at the|in accordance|over|during|to\b|based|respectively|expected|ends|under|depending)\s|$)"
    ))
});
static SHARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[(,]?\s?(?P<share>\d{1,3}(?:\.\d{1,3})?)\s?(?:%|percent)\s?(?:each|total)?\s?\)?"));
/// What says that no place is known.
static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:determined|not (?:available|known)|be (?:provided|specified|identified)|each order|task order|individual order)\b")
});

/// The places of performance, in order.
pub(super) fn find<'l, 'p>(notice: &'l Notice<'p>, lookups: &Lookups) -> Vec<Place<'l, 'p>> {
    let mut places: Vec<Place> = Vec::new();
    for line in notice.lines() {
        let text = line.text();
        for cue in WORK.find_iter(text) {
            let rest = tail(text, cue.end(), 4000);
            let end = cue.end() + OVER.find(rest).map_or(rest.len(), |over| over.start());
            if places.last().is_some_and(|place| std::ptr::eq(place.line, line) && place.range.end > cue.end()) {
                continue;
            }
            places.extend(list(line, cue.end()..end, lookups));
        }
    }
    places
}

/// The places of a list.
fn list<'l, 'p>(line: &'l Line<'p>, range: Range<usize>, lookups: &Lookups) -> Vec<Place<'l, 'p>> {
    let text = line.text();
    let mut places = Vec::new();
    for segment in cut(text, range, ';') {
        let mut start = segment.start;
        let mut shares: Vec<(Range<usize>, Option<i64>)> = Vec::new();
        for found in SHARE.captures_iter(text.get(segment.clone()).unwrap_or_default()) {
            let Some(whole) = found.get(0).filter(|whole| !text[..segment.start + whole.start()].ends_with("less than")) else { continue };
            shares.push((start..segment.start + whole.start(), numbers::digits(&found["share"], 100)));
            start = segment.start + whole.end();
        }
        shares.push((start..segment.end, None));
        for (range, share) in shares {
            let named = names(text, range, lookups);
            let last = named.len().saturating_sub(1);
            places.extend(named.into_iter().enumerate().map(|(at, range)| Place { line, range, share: share.filter(|_| at == last) }));
        }
    }
    places
}

/// The names between two marks: each is over at its state or country.
fn names(text: &str, range: Range<usize>, lookups: &Lookups) -> Vec<Range<usize>> {
    let parts = parts(text, range, lookups);
    let mut names: Vec<Range<usize>> = Vec::new();
    let (mut at, mut is_open) = (0, false);
    while at < parts.len() {
        let end = region_end(text, &parts, at, lookups);
        let (first, last) = (bare(text, parts[at].clone()), bare(text, parts[end.unwrap_or(at + 1) - 1].clone()));
        at = end.unwrap_or(at + 1);
        if first.is_empty() {
            continue;
        }
        match names.last_mut().filter(|_| is_open) {
            Some(name) => name.end = last.end,
            None => names.push(first.start..last.end),
        }
        is_open = end.is_none();
    }
    let named = names.into_iter().map(|name| named(text, name));
    named.filter(|name| text.get(name.clone()).is_some_and(|name| name.len() > 1 && !UNKNOWN.is_match(name))).collect()
}

/// The name without what leads to it in small letters: `the plant in Dover, Ohio`.
fn named(text: &str, name: Range<usize>) -> Range<usize> {
    let words = text.get(name.clone()).unwrap_or_default();
    let inner = words.match_indices(" in ").find(|(at, _)| words[at + 4..].starts_with(char::is_uppercase));
    let start = match inner {
        Some((at, _)) if !words.starts_with(char::is_uppercase) => at + 4,
        _ => ["the ", "at the ", "at ", "in ", "on "].iter().find_map(|lead| words.starts_with(lead).then_some(lead.len())).unwrap_or(0),
    };
    let trimmed = words.get(start..).unwrap_or_default().trim_end_matches([' ', ',']);
    let is_last = text.len() == name.start + start + trimmed.len();
    let stop = is_last && trimmed.ends_with('.') && !trimmed.ends_with("D.C.") && !trimmed.ends_with("U.S.");
    name.start + start..name.start + start + trimmed.len() - usize::from(stop)
}
