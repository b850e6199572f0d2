//! What stands beside a name and says what somebody is: the title before it, the apposition behind it.

use std::ops::Range;

use super::words::{Class, in_list, is_title};
use crate::mentions::names::is_opener;
use crate::text::words::Word;

/// The title whose object ends before the word at `start`: the words of `of Harbors` in "Minister of Harbors Ada Quill".
pub(super) fn object(text: &str, words: &[Word], classes: &[Class], start: usize) -> Option<usize> {
    let mut first = start;
    while first > 0 && start - first < 3 && words[first].follows && words[first - 1].is_capital() && classes[first - 1] != Class::Title {
        first -= 1;
    }
    let of = first.checked_sub(1).filter(|_| first < start && words[first].follows)?;
    let is_of = matches!(words[of].of(text), "of" | "for") && words[of].follows;
    (is_of && of > 0 && classes[of - 1] == Class::Title).then_some(of)
}

/// Whether an apposition says what somebody is: `, commander of ...`, `, a harbor engineer`.
pub(super) fn is_apposition(after: &str) -> bool {
    apposition(after).is_some()
}

/// The title in the apposition behind a name, as bytes of `after`.
pub(super) fn apposition(after: &str) -> Option<Range<usize>> {
    let rest = after.strip_prefix(", ")?;
    let clause = rest.get(..rest.char_indices().nth(90).map_or(rest.len(), |(at, _)| at)).unwrap_or(rest);
    let end = clause.find([',', '.', ';', '—', '“', '"', '\n']).unwrap_or(clause.len());
    let clause = clause.get(..end)?;
    let mut at = 0;
    for (index, word) in clause.split(' ').enumerate() {
        let is_stop = matches!(
            word,
            "said" | "and" | "who" | "is" | "was" | "has" | "will" | "which" | "where" | "but" | "by" | "made" | "from" | "after"
        );
        if is_stop || index > 7 {
            return None;
        }
        at += word.len() + 1;
        if is_title(word.trim_matches(['“', '”', '"', ',', '.'])) {
            let end_of_word = (at - 1).min(clause.len());
            let rest = clause.get(end_of_word..).unwrap_or_default().trim_start();
            let next = rest.split(' ').next().unwrap_or_default();
            if is_title(next.trim_end_matches('.')) {
                continue;
            }
            let goes_on = matches!(next, "of" | "for" | "to" | "at" | "in" | "on" | "with");
            // ", Secretary Ada Quill" is the next of a list.
            let is_next = !goes_on && next.starts_with(char::is_uppercase);
            return (!is_next).then_some(2..2 + if goes_on { end } else { end_of_word });
        }
    }
    None
}

/// The title that stands before the word at `start`: its words and those that belong to it.
pub(super) fn title_before(text: &str, words: &[Word], classes: &[Class], start: usize) -> Option<Range<usize>> {
    let mut first = object(text, words, classes, start).unwrap_or(start);
    while first > 0 && words[first].follows && start - first < 16 {
        let before = first - 1;
        let binds = matches!(words[before].of(text), "of" | "for" | "and" | "the" | "to" | "in" | "general");
        match classes[before] {
            Class::Lower if is_title(words[before].of(text)) && first == start => first = before,
            Class::Lower if binds && before > 0 && classes[before - 1] != Class::Lower && words[before].follows => first = before,
            Class::Lower if binds && before > 1 && matches!(words[before - 1].of(text), "of" | "for" | "to") => first = before,
            Class::Title | Class::Honorific | Class::Other => first = before,
            Class::Soft if first < start => first = before,
            _ => break,
        }
    }
    // The title starts with a word of its own, or with what it is of.
    while first < start
        && matches!(classes[first], Class::Lower | Class::Other | Class::Soft)
        && (first..start).any(|at| classes[at] == Class::Title)
    {
        let is_modifier =
            classes[first] != Class::Lower && (first + 1..start).any(|at| classes[at] == Class::Title) && !is_foreign(text, &words[first]);
        if is_modifier {
            break;
        }
        first += 1;
    }
    while first < start && classes[first] != Class::Title && is_foreign(text, &words[first]) {
        first += 1;
    }
    // What stands before "and", "for", "to" and holds no title is no part of it: "APEC and President".
    let is_post = |at: &usize| classes[*at] == Class::Title || is_title(words[*at].of(text));
    let from = (first..start).find(is_post).unwrap_or(first);
    first = (first..from).rev().find(|at| classes[*at] == Class::Lower).map_or(first, |binder| binder + 1);
    let range = words.get(first)?.start..words.get(start.checked_sub(1)?)?.end;
    (first < start && !range.is_empty()).then_some(range)
}

/// Words that open a sentence before a title: `The`, `When`.
fn is_foreign(text: &str, word: &Word) -> bool {
    is_opener(word.of(text)) || in_list(word.of(text), &["welcome", "even"])
}
