//! Days, weeks and months that are given to a cause: `National Lighthouse Week`, `Lakeland-Harbor Day`.

use super::naming::{DAYS, Naming, ends_event, names, naming};
use crate::text::words::{Shape, Word, is_listed};

/// Words before which a single word is enough: `World Water Day`.
const WIDE: &str = "national international world global european";
/// Words that make it a day of the calendar, or no day at all.
const NO_CAUSE: &str = "christmas easter thanksgiving memorial election inauguration veterans labor independence new st saint monday tuesday \
    wednesday thursday friday saturday sunday opening game field super tax earnings picture d v first last good";

/// The naming that the word at `at` makes; `lower` is the word in small letters.
pub(super) fn find(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    if words[at].shape != Shape::Capital || !is_listed(lower, DAYS) {
        return None;
    }
    // "Women’s History Month": what owns is part of the name.
    let is_linked = |at: usize| {
        let gap = at.checked_sub(1).and_then(|before| text.get(words[before].end..words[at].start));
        matches!(gap, Some(" " | "\u{a0}" | "’s " | "'s " | "’ " | "' " | "-" | "‑" | ", "))
    };
    let mut first = at;
    while first > 0 && at - first < 7 && is_linked(first) {
        let is_listing = text.get(words[first - 1].end..words[first].start) == Some(", ");
        let and = words[first - 1].of(text) == "and" && first > 1 && first < at;
        if and && names(text, &words[first - 2]) && !ends_event(words[first - 2].of(text)) {
            first -= 2;
        } else if names(text, &words[first - 1]) && !(is_listing && (at - first < 2 || ends_event(words[first - 1].of(text)))) {
            first -= 1;
        } else {
            break;
        }
    }
    let before = || words[first..at].iter().map(|word| word.of(text));
    let is_name = at - first > 1 || before().any(|word| word.contains(['-', '‑']) && word.starts_with(char::is_uppercase));
    let is_wide = before().next().is_some_and(|word| is_listed(word, WIDE));
    let goes_on = words.get(at + 1).is_some_and(|next| next.follows && next.shape == Shape::Capital && !names_occasion(next.of(text)));
    let is_calendar = before().any(|word| is_listed(word.trim_end_matches('.'), NO_CAUSE)) && !is_wide;
    if !is_name || is_calendar || goes_on {
        return None;
    }
    let mut found = naming(text, words, first, at + 1, false)?;
    found.name = found.name.replace('‑', "-");
    Some(found)
}

/// Whether a word behind a day is what is done on it: `History Month Reception`.
fn names_occasion(word: &str) -> bool {
    is_listed(word, "reception celebration ceremony proclamation breakfast event")
}
