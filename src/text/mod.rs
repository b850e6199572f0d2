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
/// engine, at a hundredth of the speed. `\d` is a digit that [`numbers`] reads, and `\w` a letter of English or of a name in the Latin
/// script: with all that Unicode counts, each state of an automaton is several times as large, and the caches hold few of them.
pub(crate) fn pattern(pattern: &str) -> Regex {
    const LETTERS: &str = "0-9A-Za-z_À-ÖØ-öø-ɏḀ-ỿ";
    let (word, other) = (format!("[{LETTERS}]"), format!("[^{LETTERS}]"));
    let plain = pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]").replace(r"\w", &word).replace(r"\W", &other);
    Regex::new(&plain).expect("patterns in the source are valid")
}

/// Searches for a few words, written exactly so. Asked first, it spares most texts a rule at next to no cost: only where the leftmost of the
/// words is wanted does the library set its vectorized search before the automaton, and that takes no more than 64 words and no case but
/// the written one.
pub(crate) fn any_of<'w>(words: impl IntoIterator<Item = &'w str>) -> AhoCorasick {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).expect("words in the source build")
}

/// The same for words in small letters that may also stand with a capital, or with capitals alone: three ways to write each.
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
