//! Counted things in running text: a number, the words that bind it, and the noun phrase it counts.
//!
//! A number counts if a noun phrase follows, or if the sentence says elsewhere what it counts (`understood`). Numbers inside names (AIM-9M, T-72), calibres, section numbers, times, percentages and
//! lengths of time count nothing.

mod figure;
mod nouns;
mod phrase;
mod understood;

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::bounds::{self, Bound};
use super::{lead, pattern, tail};
use figure::Figure;

/// A count and its thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// From the binding words to the end of the thing.
    pub range: Range<usize>,
    /// The count, or the low end of a range.
    pub low: i64,
    /// The count, or the high end of a range.
    pub high: i64,
    /// How far it binds.
    pub bound: Bound,
    /// The words that bind it, as written.
    pub qualifier: Option<String>,
    /// The unit between count and thing: `rounds`.
    pub unit: Option<String>,
    /// Where the thing stands, unit aside; empty where the sentence does not say.
    pub item: Range<usize>,
}

static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?P<unit>(?:rounds?|sets?|pieces?|units?|boxes|pallets?|pairs?|batter(?:y|ies)|battalions?|squadrons?|truckloads?|kits|variants|types)) of[\s\x{a0}]",
    )
});
/// Words before a number that make it a name or a label.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[\w$€£#@/=+‘’\]]|[A-Za-z0-9][.,:-]|(?:^|[\s(“])(?i:one|two|three|four|five|six|seven|eight|nine|\d+)[\s\x{a0}](?i:in|out of)(?i:[\s\x{a0}]every)?[\s\x{a0}]|[\s(]\.|\b(?:H\.R\.|S\.B\.|SB|Stream|Boeing|Airbus|MAX|World War|(?i:point|(?:children|kids|boys|girls|those|infants|people) (?:under|over)))[\s\x{a0}]|(?i:\b(?:article|articles|pillar|annex|mk|mark|section|sections|sec\.|chapter|title|no\.|pt|number|resolution|phase|level|tier|day|task force|room|flight|highway|route|division|group of|part|item|line|page|figure|table|step|stage|category|version|block|mod|class|type|grade|apollo|covid|channel|public law|force|u\.n\.|protocol|act of|vol\.|fy|fiscal year|age|aged|hurricane)[\s\x{a0}]))$",
    )
});
static POINTS_BACK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:quarter of|half of|third of|lord|no|any|every|number|each|either|neither|the only)[\s\x{a0}]+$"));
/// Words before a "one" that counts nothing: "this one", "the only one".
static POINTS_TO_ONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:these|those|this|that|which|my|your|only|last|first|next|past|other)[\s\x{a0}]+$"));
/// What one more of is asked for: "one quick follow-up".
static ONE_MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:quick|last|final|short|follow-up)\b"));
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bbetween[\s\x{a0}](?:(?:about|some|roughly)[\s\x{a0}])?$"));
/// The word before, if it is written with a capital: "Nord Stream", "the Divine".
static CAPITAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\w’',;)][\s\x{a0}]+[A-Z][\w’'-]*[\s\x{a0}]+$"));

/// The counted things of `text`, in order, none inside another.
#[must_use]
pub fn find(text: &str) -> Vec<Counted> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(count) = figure::COUNT.captures_at(text, at) {
        let Some(whole) = count.get(0) else { break };
        match counted(text, &count, whole.range()) {
            Some(row) => {
                at = row.range.end.max(whole.end());
                found.push(row);
            }
            // A number that counts nothing may stand right before one that does: "155mm", "In 2022 ten tanks".
            None => at = figure::last_number(&count).map_or(whole.end(), |number| number.end()),
        }
    }
    let understood = understood::find(text, &found);
    if !understood.is_empty() {
        found.extend(understood);
        found.sort_by_key(|row| row.range.start);
    }
    found
}

fn counted(text: &str, count: &Captures, whole: Range<usize>) -> Option<Counted> {
    let (start, before) = (whole.start, lead(text, whole.start, 24));
    let number = Figure::read(count)?;
    let is_closed = text.get(..whole.end)?.trim_end().ends_with(')');
    let is_bracketed = is_closed && before.strip_suffix('(').is_some_and(|head| head.is_empty() || head.ends_with(char::is_whitespace));
    let follows_of = ["of ", "of\u{a0}"].iter().any(|of| tail(text, whole.end, 4).to_ascii_lowercase().starts_with(of));
    let is_label =
        LABEL.is_match(before) || number.is_word && POINTS_BACK.is_match(before) || number.is_one && POINTS_TO_ONE.is_match(before);
    if is_label
        || is_closed && !is_bracketed
        || number.high == 1 && follows_of
        || number.is_vague && !follows_of
        || number.is_pair && !BETWEEN.is_match(before)
    {
        return None;
    }
    let item = phrase::thing(text, whole.end, number.high > 1)?;
    let first = text.get(item.clone())?;
    // "20 thou- ": a word that breaks off.
    let breaks_off = text.get(item.end..).is_some_and(|rest| rest.starts_with("- ") || rest.starts_with("-—"));
    if breaks_off || is_name(before, &number, first) || number.is_one && is_idle(first, tail(text, whole.end, 5)) {
        return None;
    }
    let (unit, item) = match UNIT.captures(first) {
        Some(found) => (Some(found["unit"].to_owned()), item.start + found[0].len()..item.end),
        None => (None, item),
    };
    let mut binding = bounds::around(text, if is_bracketed { start - 1 } else { start }, item.end);
    // "flew over two countries", "served under four presidents": where it happened, not how many there were.
    if number.is_word && number.high < 10 && matches!(binding.qualifier.as_deref(), Some("over" | "under" | "above" | "below" | "around")) {
        binding = bounds::Binding { bound: Bound::Exact, qualifier: None, start, end: item.end };
    }
    // "many 2020 refunds", "the 1776 Harbor Treaty": a year, unless words bind it.
    let is_year = || (1900..2100).contains(&number.low) || (1500..1900).contains(&number.low) && !names_many(first);
    if binding.bound == Bound::Exact && number.text.len() == 4 && !number.is_word && is_year() {
        return None;
    }
    let bound = if binding.bound == Bound::Exact { number.bound } else { binding.bound };
    Some(Counted { range: binding.start..item.end, low: number.low, high: number.high, bound, qualifier: binding.qualifier, unit, item })
}

/// Whether a number is part of a name: "our One Harbor policy", "the Six Assurances", "the Divine Nine sororities", "Pine 6 Solutions LLC".
fn is_name(before: &str, number: &Figure, thing: &str) -> bool {
    let left = before.trim_end();
    let opens = left.is_empty() || left.ends_with(['.', '?', '!', ':', '“', '"', '—', '–', '\n', ')', ';']) || left.ends_with("--");
    let is_capital = thing.starts_with(char::is_uppercase);
    let is_title = number.text.starts_with(char::is_uppercase) && !opens && (is_capital || CAPITAL.is_match(before));
    let is_numbered = number.text.len() <= 3 && is_capital && !names_many(thing) && CAPITAL.is_match(before);
    if number.is_word { is_title } else { is_numbered }
}

/// Whether a "one" counts nothing: "one thing", "one day", "one quick follow-up". It needs a thing that is a name,
/// or one that can be pointed at: "one child".
fn is_idle(thing: &str, after: &str) -> bool {
    ONE_MORE.is_match(thing)
        || after.starts_with("more ")
        || !(thing.contains(|letter: char| letter.is_uppercase() || letter.is_ascii_digit() || letter == '-')
            || thing.split_whitespace().count() <= 3 && thing.rsplit(char::is_whitespace).next().is_some_and(nouns::is_concrete))
}

/// Whether a word in small letters stands in the plural.
fn names_many(thing: &str) -> bool {
    thing.split(char::is_whitespace).any(|word| word.starts_with(char::is_lowercase) && nouns::is_plural(word))
}

#[cfg(test)]
mod tests;
