//! Rules for running text: sentences, numbers, amounts, dates, counts. Each takes a text and gives byte ranges in it.
//!
//! Every rule is linear in the length of the text. Nothing here knows of pages, of tables or of lookups' files.

pub mod amounts;
pub mod bounds;
pub mod dates;
pub(crate) mod lexicon;
pub mod numbers;
pub mod quantities;
pub mod sentences;
pub mod words;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

/// Compiles a pattern that stands in the source.
///
/// `\b` is made the boundary of ASCII words: the boundary of Unicode words would send every text with a curly quote through the slowest
/// engine, at a hundredth of the speed.
pub(crate) fn pattern(pattern: &str) -> Regex {
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("patterns in the source are valid")
}

/// Searches for a few words, written exactly so. Asked first, it spares most texts a rule at next to no cost: only where the leftmost of the
/// words is wanted does the library set its vectorized search before the automaton, and that takes no more than 64 words and no case but
/// the written one.
pub(crate) fn any_of<'w>(words: impl IntoIterator<Item = &'w str>) -> AhoCorasick {
    let words: Vec<&str> = words.into_iter().collect();
    debug_assert!(words.len() <= 64, "{} words are searched by the automaton alone, from {:?} on", words.len(), words.first());
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).expect("words in the source build")
}

/// The same for words in small letters that may also stand with a capital, each with one, or with capitals alone.
pub(crate) fn any_cased(words: &[&str]) -> AhoCorasick {
    let capital = |word: &str| word.get(..1).map_or_else(String::new, |first| [&first.to_ascii_uppercase(), &word[1..]].concat());
    let titled = |words: &str| words.split(' ').map(capital).collect::<Vec<_>>().join(" ");
    let ways = words.iter().flat_map(|words| [(*words).to_owned(), words.to_ascii_uppercase(), titled(words), capital(words)]);
    let ways: std::collections::BTreeSet<String> = ways.collect();
    any_of(ways.iter().map(String::as_str))
}

/// Where the next digit of `text` stands, from `at` on: found a good deal faster than by a pattern.
pub(crate) fn next_digit(text: &str, at: usize) -> Option<usize> {
    Some(at + text.as_bytes().get(at..)?.iter().position(u8::is_ascii_digit)?)
}

/// At most `limit` bytes of `text` before `at`, on a character boundary.
pub(crate) fn lead(text: &str, at: usize, limit: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let start = (head.len().saturating_sub(limit)..=head.len()).find(|start| head.is_char_boundary(*start)).unwrap_or(head.len());
    head.get(start..).unwrap_or_default()
}

/// At most `limit` bytes of `text` from `at` on, on a character boundary.
pub(crate) fn tail(text: &str, at: usize, limit: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = (0..=limit.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
    rest.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{any_cased, next_digit};

    #[test]
    fn words_are_found_however_they_start() {
        let words = any_cased(&["security check", "week"]);
        let found = ["a Security check", "SECURITY CHECK", "Security Checks", "midweek", "Week"].map(|text| words.is_match(text));
        assert_eq!(found, [true; 5]);
        assert!(!words.is_match("a check of security"));
    }

    #[test]
    fn the_next_digit_is_found() {
        assert_eq!((next_digit("é 12", 0), next_digit("12", 1), next_digit("12", 2), next_digit("", 5)), (Some(3), Some(1), None, None));
    }
}
