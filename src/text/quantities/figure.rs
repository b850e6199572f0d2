//! The number of a count: how it is written, and what it comes to.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use crate::text::bounds::Bound;
use crate::text::numbers::{self, DIGITS, WORDS};
use crate::text::pattern;

/// A number or a range, up to what it may count.
pub(super) static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        concat!(
            r"(?P<low>{digits}|\b(?i:a dozen|(?:a )?half(?: a|-a)?[\s-](?:dozen|thousand|million|billion))\b|\b(?i:a (?:hundred )?(?:thousand|million|billion))\b|\b(?i:{words})\b|\b(?i:(?:(?:tens|dozens|hundreds|thousands) of )?(?:thousands|millions|billions)|hundreds|dozens|scores)\b)",
            r"(?:(?:[\s\x{{a0}}]?[-–][\s\x{{a0}}]?|[\s\x{{a0}}](?P<join>to|or|and)[\s\x{{a0}}])(?P<high>{digits}|(?i:{words})\b))?",
            r"(?P<half>[\s\x{{a0}}]and a half)?(?:[\s\x{{a0}}](?P<mag>(?i:dozen|thousand|million|billion))|(?P<kilo>K)\b)?(?P<plus>[-\s]plus\b|\+|[\s\x{{a0}}]or more\b)?(?P<near>-(?:odd|some|something)\b(?:-odd\b)?|[\s\x{{a0}}]or so\b)?\)?[\s\x{{a0}}]+"
        ),
        digits = DIGITS,
        words = WORDS
    ))
});
/// What a number comes to.
pub(super) struct Figure<'t> {
    /// The number, or the low end of a range, as written.
    pub text: &'t str,
    /// The number, or the low end of a range.
    pub low: i64,
    /// The number, or the high end of a range.
    pub high: i64,
    /// How far what is written with it binds: "50-plus", "dozens".
    pub bound: Bound,
    /// Whether it is written in words.
    pub is_word: bool,
    /// Whether it is a lone "one".
    pub is_one: bool,
    /// Whether it says only its magnitude: "dozens", "tens of thousands".
    pub is_vague: bool,
    /// Whether "and" joins two numbers, which are a range only behind "between".
    pub is_pair: bool,
}

impl<'t> Figure<'t> {
    /// Reads what [`COUNT`] has found; nothing where a range falls or the number does not fit.
    pub(super) fn read(count: &Captures<'t>) -> Option<Self> {
        let text = count.name("low")?.as_str();
        let factor = match count.name("mag").or_else(|| count.name("kilo")) {
            Some(word) => numbers::magnitude(word.as_str()).unwrap_or(12),
            None => 1,
        };
        // "two and a half million"; of "two and a half years" nothing is counted.
        let half = if count.name("half").is_some() { factor / 2 } else { 0 };
        let mut low = value(text, factor)?;
        let mut high = low.checked_add(half)?;
        if let Some(upper) = count.name("high").map(|upper| upper.as_str()) {
            high = value(upper, factor)?.checked_add(half)?;
            // "three to four hundred".
            if low < 10 && high >= 100 && upper.to_ascii_lowercase().ends_with("hundred") {
                low *= 100;
            }
            if high <= low {
                return None;
            }
        } else {
            low = high;
        }
        if count.name("half").is_some() && half == 0 {
            return None;
        }
        let is_vague = is_vague(text);
        let bound = match () {
            () if is_vague || count.name("plus").is_some() => Bound::AtLeast,
            () if count.name("near").is_some() => Bound::About,
            () => Bound::Exact,
        };
        let is_one = high == 1 && text.eq_ignore_ascii_case("one");
        let is_word = !text.starts_with(|letter: char| letter.is_ascii_digit());
        Some(Self { text, low, high, bound, is_word, is_one, is_vague, is_pair: is_pair(count) })
    }
}

fn is_pair(count: &Captures) -> bool {
    count.name("join").is_some_and(|join| join.as_str() == "and")
}

/// The last number of what counts nothing: of a pair that is a range the upper, else the first, for the second may count: "in 2022 and 2023
/// to four ports".
pub(super) fn last_number<'t>(count: &Captures<'t>) -> Option<Match<'t>> {
    let is_range = |high: &Match| value(&count["low"], 1).zip(value(high.as_str(), 1)).is_some_and(|(low, high)| low < high);
    count.name("high").filter(|high| !is_pair(count) && is_range(high)).or_else(|| count.name("low"))
}

/// A number as written, times `factor`.
pub(super) fn value(text: &str, factor: i64) -> Option<i64> {
    let text = text.to_ascii_lowercase();
    match text.as_str() {
        _ if text.contains("half") => Some(product(&text)? / 2),
        _ if text.starts_with("a ") => product(&text).map_or_else(|| numbers::either(&text, factor), |value| value.checked_mul(factor)),
        _ if is_vague(&text) => text.split_whitespace().filter_map(group).try_fold(2_i64, i64::checked_mul),
        _ if text.contains('.') && factor == 1 => None,
        _ => numbers::either(&text, factor),
    }
}

/// The magnitudes of "a hundred thousand" or "half a dozen", multiplied; nothing where another word stands among them.
fn product(text: &str) -> Option<i64> {
    let words = text.split([' ', '-', '\n', '\u{a0}']).filter(|word| !matches!(*word, "a" | "half"));
    let each = |word: &str| match word {
        "dozen" => Some(12),
        "hundred" => Some(100),
        _ => numbers::magnitude(word),
    };
    words.map(each).try_fold(1_i64, |value, word| value.checked_mul(word?))
}

fn is_vague(text: &str) -> bool {
    text.split_whitespace().next().and_then(group).is_some()
}

/// What a plural magnitude counts in.
pub(super) fn group(word: &str) -> Option<i64> {
    match word.to_ascii_lowercase().as_str() {
        "tens" => Some(10),
        "dozens" => Some(12),
        "scores" => Some(20),
        "hundreds" => Some(100),
        _ => word.strip_suffix('s').and_then(numbers::magnitude),
    }
}
