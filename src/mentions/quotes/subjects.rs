//! The subject of a verb of saying: before it (`Roe said`, `Roe, a pilot, said`, `he also said`) or behind it (`said Capt. Ada Roe`).

use std::ops::Range;

use super::narration::{Narration, Subject, SubjectKind};
use super::people::Named;
use super::verbs;
use crate::text::words::{Shape, Word};

/// Words a subject is looked for in; keeps the search linear.
const REACH: usize = 40;

/// The subject of the verb at word `index`, and whether it stands behind it. `range` is what the narrator says around the verb without a
/// break.
pub(super) fn of(narration: &Narration, index: usize, range: Range<usize>) -> Option<(Subject, bool)> {
    let verb = narration.words[index].of(narration.text);
    if verb.eq_ignore_ascii_case("according") {
        let to = narration.words.get(index + 1).filter(|to| to.of(narration.text) == "to")?;
        return behind(narration, index + 2, to.end..range.end).map(|subject| (subject, true));
    }
    if verb == "words" {
        return in_words_of(narration, index, &range);
    }
    if let Some(subject) = before(narration, index, range.start) {
        return Some((subject, false));
    }
    // `," said Roe`: nothing of the narrator stands before the verb.
    let opening = narration.words[..index].iter().rev().take(3).take_while(|word| word.start >= range.start);
    let is_first = opening.into_iter().all(|word| verbs::stands_between(word.of(narration.text)));
    let may_follow = is_first && !verb.ends_with("ing");
    if let Some(subject) = may_follow.then(|| behind(narration, index + 1, narration.words[index].end..range.end)).flatten() {
        return Some((subject, true));
    }
    // Whoever says it, what stands in marks right behind is speech.
    let is_denied = index > 0 && is_denial(narration.words[index - 1].of(narration.text));
    let is_next = !is_denied && narration.words.get(index + 1).is_none_or(|word| word.start >= range.end);
    (is_next && narration.stretch_at(range.end).is_some()).then(|| (unknown(narration, index), false))
}

fn is_denial(word: &str) -> bool {
    word == "not" || word.ends_with("n't") || word.ends_with("n’t")
}

/// `in the words of Roe`, `in her words`, `in Roe's words`
fn in_words_of(narration: &Narration, index: usize, range: &Range<usize>) -> Option<(Subject, bool)> {
    let of = |at: usize| narration.words.get(at).map_or("", |word| word.of(narration.text));
    let (owner, opening) = (index.checked_sub(1)?, index.checked_sub(2).map_or("", of));
    let word = narration.words[owner];
    if word.start < range.start || !matches!(opening, "in" | "In") {
        return None;
    }
    match of(owner) {
        "the" if of(index + 1) == "of" => {
            behind(narration, index + 2, narration.words[index + 1].end..range.end).map(|subject| (subject, true))
        }
        "his" | "her" | "their" => Some((Subject { range: word.start..word.end, kind: SubjectKind::Pronoun }, false)),
        _ => named_at(narration, word.start).map(|subject| (subject, false)),
    }
}

fn before(narration: &Narration, verb: usize, floor: usize) -> Option<Subject> {
    let (text, words) = (narration.text, narration.words);
    let mut at = verb;
    loop {
        at = at.checked_sub(1).filter(|at| words[*at].start >= floor && verb - at < REACH)?;
        let written = words[at].of(text);
        let is_next = words[at + 1].follows;
        if is_next && verb - at == 1 && verbs::is_passive(written) && !text[words[verb].start..words[verb].end].ends_with("ing") {
            return None;
        }
        if is_next && is_denial(written) {
            return None;
        }
        if is_next && written == "to" && !(at > 0 && matches!(words[at - 1].of(text), "on")) {
            return Some(unknown(narration, verb));
        }
        if !(is_next && verbs::stands_between(written)) {
            break;
        }
    }
    // `, adding`, `before concluding`
    let is_participle = text[words[verb].start..words[verb].end].ends_with("ing") && at + 1 == verb;
    if is_participle && (!words[verb].follows || verbs::is_preposition(words[at].of(text)) || words[at].of(text) == "while") {
        return first(narration, verb, floor).or_else(|| Some(unknown(narration, verb)));
    }
    if !words[at + 1].follows {
        let joint = text[words[at].end..words[at + 1].start].trim_start();
        return if joint.starts_with([',', ')', '—', '–']) { set_apart(narration, at, floor) } else { None };
    }
    let word = words[at];
    if let Some(person) = named_at(narration, word.start) {
        return Some(person);
    }
    let kind = match word.of(text) {
        "he" | "she" | "He" | "She" => SubjectKind::Pronoun,
        "I" | "we" | "We" => SubjectKind::Self_,
        "you" | "You" => SubjectKind::You,
        "they" | "They" | "it" | "It" => SubjectKind::Other,
        "who" => return last(narration, word.start, floor),
        "and" | "but" => return first(narration, verb, floor).or_else(|| Some(unknown(narration, verb))),
        "that" | "which" | "not" | "or" | "as" | "when" | "what" | "how" => return None,
        _ => return phrase_ending(narration, at, floor),
    };
    Some(Subject { range: word.start..word.end, kind })
}

/// The person whose name holds the byte `at`.
fn named_at(narration: &Narration, at: usize) -> Option<Subject> {
    let index = narration.people.partition_point(|named| named.range.end <= at);
    let named = narration.people.get(index).filter(|named| named.range.start <= at)?;
    Some(Subject { range: named.range.clone(), kind: SubjectKind::Person(index) })
}

/// The subject a clause starts with, for a second verb: `She thanked them and said`.
fn first(narration: &Narration, verb: usize, floor: usize) -> Option<Subject> {
    let (text, words) = (narration.text, narration.words);
    let start = words.partition_point(|word| word.start < floor);
    let end = words[verb].start;
    let index = narration.people.partition_point(|named| named.range.start < floor);
    let person = narration.people[index..].iter().take(8).take_while(|named| named.range.end <= end);
    let person = person.enumerate().find(|(_, named)| may_act(narration, named, floor));
    let pronoun =
        words[start..verb].iter().take(REACH).find(|word| matches!(word.of(text), "he" | "she" | "He" | "She" | "I" | "we" | "We"));
    let pronoun = pronoun.filter(|word| person.as_ref().is_none_or(|(_, named)| word.start < named.range.start));
    if let Some(word) = pronoun {
        let kind = if matches!(word.of(text), "I" | "we" | "We") { SubjectKind::Self_ } else { SubjectKind::Pronoun };
        return Some(Subject { range: word.start..word.end, kind });
    }
    person.map(|(offset, named)| Subject { range: named.range.clone(), kind: SubjectKind::Person(index + offset) })
}

/// The subject of a verb that says something, whoever does.
fn unknown(narration: &Narration, verb: usize) -> Subject {
    let start = narration.words[verb].start;
    Subject { range: start..start, kind: SubjectKind::Unknown }
}

/// The person named last before `end`: `for Roe, who said`.
fn last(narration: &Narration, end: usize, floor: usize) -> Option<Subject> {
    let index = narration.people.partition_point(|named| named.range.end <= end).checked_sub(1)?;
    let named = narration.people.get(index).filter(|named| named.range.start >= floor)?;
    Some(Subject { range: named.range.clone(), kind: SubjectKind::Person(index) })
}

/// `Roe, who flew it, said`: the first name before a comma that no preposition governs, else the last.
fn set_apart(narration: &Narration, at: usize, floor: usize) -> Option<Subject> {
    let (text, end) = (narration.text, narration.words[at].end);
    let first = narration.people.partition_point(|named| named.range.start < floor);
    let mut best = None;
    for (index, named) in narration.people.iter().enumerate().skip(first).take_while(|(_, named)| named.range.end <= end).take(REACH) {
        if !text[named.range.end..].starts_with([',', ' ', '\u{a0}'])
            || !text[named.range.end..].trim_start().starts_with([',', '(', '—', '–'])
        {
            continue;
        }
        let subject = Subject { range: named.range.clone(), kind: SubjectKind::Person(index) };
        if !is_governed(narration, named, floor) {
            return Some(subject);
        }
        best = Some(subject);
    }
    best.or_else(|| {
        // A noun phrase at the start of the clause: `An official, who asked not to be named, said`.
        let start = narration.words.get(narration.words.partition_point(|word| word.start < floor))?;
        let end = text[start.start..end].find(',').map(|end| start.start + end)?;
        (verbs::is_determiner(start.of(text)) && end - start.start < 80)
            .then_some(Subject { range: start.start..end, kind: SubjectKind::Other })
    })
}

/// The word before the title and the name of a person, where nothing but white space stands between.
fn governor<'t>(narration: &Narration<'t, '_>, named: &Named, floor: usize) -> Option<&'t str> {
    let head = narration.text[..named.range.start].trim_end();
    let title = named.row.title.as_deref().filter(|title| head.ends_with(title)).map_or(0, str::len);
    let at = if title > 0 { head.len() - title } else { named.range.start };
    let mut next = narration.words.partition_point(|word| word.start < at);
    for _ in 0..REACH {
        let is_joined = narration.words.get(next).is_none_or(|word| word.follows) || next > 0 && is_stop_of_title(narration, next);
        let word = next.checked_sub(1).map(|before| narration.words[before]).filter(|word| is_joined && word.start >= floor)?;
        let written = word.of(narration.text);
        if verbs::is_preposition(written) || !(word.is_capital() || verbs::is_post(written)) {
            return Some(written);
        }
        next -= 1;
    }
    None
}

/// `Gen. Roe`: the stop is the rank's.
fn is_stop_of_title(narration: &Narration, next: usize) -> bool {
    narration.text.get(narration.words[next - 1].end..narration.words[next].start).is_some_and(|joint| joint.trim() == ".")
}

/// Whether a preposition stands before the title and the name of a person.
fn is_governed(narration: &Narration, named: &Named, floor: usize) -> bool {
    governor(narration, named, floor).is_some_and(verbs::is_preposition)
}

/// Whether a person can be the subject of the clause: its name opens it, with its title.
pub(super) fn may_act(narration: &Narration, named: &Named, floor: usize) -> bool {
    governor(narration, named, floor).is_none_or(verbs::opens_clause)
}

/// The name or noun phrase that ends with word `last`.
fn phrase_ending(narration: &Narration, last: usize, floor: usize) -> Option<Subject> {
    let (text, words) = (narration.text, narration.words);
    let mut start = last;
    let is_name = words[last].is_capital();
    if !is_name && words[last].shape != Shape::Lower {
        return None;
    }
    while start > 0 && last - start < 12 {
        let (word, next) = (words[start - 1], words[start]);
        let written = word.of(text);
        let is_particle = matches!(written, "de" | "van" | "von" | "der" | "al" | "bin" | "la" | "le" | "del" | "ben" | "da");
        if word.start < floor || !next.follows && !text[word.end..next.start].starts_with(". ") {
            break;
        }
        if is_name && !(word.is_capital() || is_particle || verbs::is_determiner(written)) {
            break;
        }
        if !is_name && verbs::is_preposition(written) && (start < 2 || words[start - 2].start < floor) {
            break;
        }
        if matches!(
            written,
            "And"
                | "But"
                | "Also"
                | "So"
                | "Then"
                | "When"
                | "As"
                | "While"
                | "Yet"
                | "Still"
                | "Because"
                | "and"
                | "but"
                | "when"
                | "that"
                | "as"
                | "while"
                | "because"
                | "if"
                | "where"
                | "what"
                | "which"
        ) {
            break;
        }
        start -= 1;
        let governed =
            start > 0 && words[start].follows && words[start - 1].start >= floor && verbs::is_preposition(words[start - 1].of(text));
        if verbs::is_determiner(written) && !governed {
            break;
        }
    }
    let range = words[start].start..words[last].end;
    let has_head =
        is_name || verbs::is_determiner(words[start].of(text)) || words[last].of(text).ends_with('s') || words[start].is_capital();
    // A person or a title that stands for one, within the phrase.
    match named_at(narration, words[last].start) {
        Some(person) => Some(person),
        None => has_head.then_some(Subject { range, kind: SubjectKind::Other }),
    }
}

/// The subject behind a verb, from word `first` on: the first name, however long the post before it, else the phrase there.
fn behind(narration: &Narration, first: usize, range: Range<usize>) -> Option<Subject> {
    let (text, words) = (narration.text, narration.words);
    let within = |word: &&Word| word.end <= range.end;
    let start = words.get(first).filter(within)?;
    match start.of(text) {
        "he" | "she" => return Some(Subject { range: start.start..start.end, kind: SubjectKind::Pronoun }),
        "I" | "we" => return Some(Subject { range: start.start..start.end, kind: SubjectKind::Self_ }),
        "that" | "in" | "of" | "to" | "on" | "it" | "this" | "they" | "at" | "for" | "there" | "as" | "quote" => return None,
        _ => {}
    }
    let index = narration.people.partition_point(|named| named.range.start < start.start);
    if let Some(named) = narration.people.get(index).filter(|named| named.range.end <= range.end) {
        let between = words[first..].iter().take_while(|word| word.start < named.range.start).take(REACH);
        let breaks = |word: &Word| {
            matches!(
                word.of(text),
                "who" | "which" | "that" | "after" | "during" | "following" | "when" | "while" | "about" | "speaking" | "referring"
            ) || verbs::saying(word.of(text)) == Some(super::verbs::Saying::Clause)
        };
        let between: Vec<_> = between.collect();
        if between.len() < 25 && !between.into_iter().any(breaks) {
            return Some(Subject { range: named.range.clone(), kind: SubjectKind::Person(index) });
        }
    }
    let mut end = start.end;
    for (word, next) in words[first..].iter().zip(&words[first + 1..]).take(12) {
        let joint = &text[word.end..next.start];
        let goes_on = next.end <= range.end && (joint.trim().is_empty() || joint.trim() == ".");
        let is_part = next.is_capital()
            || matches!(next.of(text), "of" | "the" | "for" | "and" | "de" | "van" | "von" | "al")
            || start.shape == Shape::Lower;
        if !goes_on
            || !is_part
            || verbs::saying(next.of(text)).is_some()
            || matches!(next.of(text), "who" | "during" | "after" | "when" | "as")
        {
            break;
        }
        end = next.end;
    }
    let is_phrase = start.is_capital() || verbs::is_determiner(start.of(text)) || start.of(text).ends_with('s') || end > start.end;
    is_phrase.then_some(Subject { range: start.start..end, kind: SubjectKind::Other })
}
