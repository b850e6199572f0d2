//! Whether the words between two marks are somebody's speech, or a title, a nickname, a term held with tongs.
//!
//! What is said has a verb of saying beside it, or is a sentence by itself. What is named follows a word of naming, is written like a title,
//! or stands in a sentence where nobody says anything.

use super::marks::Stretch;
use super::narration::{Cue, Narration, Unit};
use super::verbs::{self, Saying};
use crate::text::lead;
use crate::text::words::{Shape, Word};

/// How a stretch of speech hangs in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speech<'n> {
    /// The verb that introduces it.
    pub cue: Option<&'n Cue>,
    /// A fragment within a sentence of the narrator.
    pub is_partial: bool,
}

/// Reads stretch `index` of `unit`; none if it is no speech.
pub(super) fn read<'n>(narration: &Narration, unit: &'n Unit, index: usize) -> Option<Speech<'n>> {
    let stretch = &narration.stretches[index];
    let before = &narration.text[narration.before(unit, index)];
    let after = &narration.text[narration.after(unit, index)];
    let words = words_in(narration.words, stretch);
    let has_word = |text: &str| text.contains(char::is_alphanumeric);
    let is_whole = !has_word(before) && !has_word(after);
    let text = &narration.text[stretch.inner.clone()];
    let is_capital = text.trim_start_matches(|letter: char| !letter.is_alphanumeric()).starts_with(|letter: char| !letter.is_lowercase());
    let ends_clause = text.ends_with([',', '.', '!', '?', '…', '—', '-']) || !stretch.is_closed;
    // `," Roe said`, `" said Roe`
    let follows = |cue: &&Cue| {
        let start = if cue.is_inverted { cue.verb.start } else { cue.subject.range.start.min(cue.verb.start) };
        start >= stretch.outer.end && is_attached(narration, stretch.outer.end, start)
    };
    let behind =
        unit.cues_behind(stretch.outer.end).find(follows).filter(|cue| ends_clause || !has_word(before) || cue.saying == Saying::Clause);
    if let Some(cue) = behind.filter(|_| !has_word(before) || words.len() > 1) {
        return Some(Speech { cue: Some(cue), is_partial: has_word(before) && !is_capital });
    }
    // `Roe said, "`
    let floor = narration.before(unit, index).start;
    let mut ahead = unit.cues_before(stretch.outer.start).filter(|cue| cue.verb.start >= floor);
    let last = before.trim_end();
    let is_introduced = is_capital && last.ends_with([':', ',']) || is_quoted(last);
    let is_near = |cue: &&Cue| gap(narration, cue, stretch) < 1 + usize::from(matches!(cue.saying, Saying::Clause | Saying::That));
    let next = ahead.next().filter(|cue| is_introduced || is_near(cue));
    let says = |cue: &&Cue| cue.saying != Saying::Describes && (gap(narration, cue, stretch) == 0 || !is_title(narration, words));
    if let Some(cue) = next.filter(says) {
        // `"If it rains," she said, "it holds."`
        let is_resumed = index > unit.stretches.start && cue.verb.start.min(cue.subject.range.start) <= floor + 2;
        return Some(Speech { cue: Some(cue), is_partial: !is_capital && !is_resumed });
    }
    if is_whole {
        return (words.len() > 1).then_some(Speech { cue: None, is_partial: false });
    }
    if names(narration, unit, index) || is_title(narration, words) {
        return None;
    }
    if !has_word(before) && is_attributed(narration, unit, stretch, ends_clause) {
        return Some(Speech { cue: None, is_partial: false });
    }
    let mut cues = unit.cues_behind(stretch.outer.end).chain(unit.cues_before(stretch.outer.start));
    let cue = cues.find(|cue| reaches(narration, unit, cue, stretch, words.len()));
    (cue.is_some() || is_introduced && (words.len() > 3 || is_quoted(last)))
        .then_some(Speech { cue, is_partial: !is_introduced || !is_capital })
}

/// Whether a person stands right behind the stretch: `"It holds," Roe beamed`, `"It holds" -- Ada Roe`.
fn is_attributed(narration: &Narration, unit: &Unit, stretch: &Stretch, ends_clause: bool) -> bool {
    let rest = narration.text[stretch.outer.end..unit.range.end].trim_start();
    let index = narration.people.partition_point(|named| named.range.start < stretch.outer.end);
    let person = narration.people.get(index).filter(|named| named.range.end <= unit.range.end);
    let is_next = person.is_some_and(|named| is_attached(narration, stretch.outer.end, named.range.start));
    is_next && (ends_clause || rest.starts_with(['-', '—', '–']))
}

/// Words between a cue and the stretch behind it.
fn gap(narration: &Narration, cue: &Cue, stretch: &Stretch) -> usize {
    narration.words[cue.word + 1..].iter().take(20).take_while(|word| word.start < stretch.outer.start).count()
}

/// `and I quote, "`
fn is_quoted(before: &str) -> bool {
    before.trim_end_matches([',', ':', ' ', '—', '-']).ends_with("quote")
}

/// Whether a cue holds for a fragment elsewhere in its sentence: `Roe said the plan is "sound"`, `the plan, Roe said, is "sound"`.
fn reaches(narration: &Narration, unit: &Unit, cue: &Cue, stretch: &Stretch, count: usize) -> bool {
    let text = narration.text;
    let (start, end) = (cue.verb.start.min(cue.subject.range.start), cue.verb.end.max(cue.subject.range.end));
    let rest = text[end..unit.range.end].trim_start();
    let is_apart = rest.is_empty() || rest.starts_with([',', '.']);
    if is_apart && lead(text, start, 400).contains(',') || cue.verb.start < stretch.outer.start && cue.saying == Saying::Clause {
        return true;
    }
    let next = narration.words.get(cue.word + 1).map_or("", |word| word.of(text));
    match cue.saying {
        _ if cue.verb.start > stretch.outer.start => false,
        Saying::That => next == "that" || count > 2,
        Saying::Describes => true,
        Saying::Clause | Saying::Marks => false,
    }
}

/// The words of a stretch.
fn words_in<'w>(words: &'w [Word], stretch: &Stretch) -> &'w [Word] {
    let start = words.partition_point(|word| word.start < stretch.inner.start);
    let end = words.partition_point(|word| word.start < stretch.inner.end);
    words.get(start..end).unwrap_or_default()
}

/// Whether only commas and small words stand between a closing mark and what follows.
fn is_attached(narration: &Narration, from: usize, to: usize) -> bool {
    let first = narration.words.partition_point(|word| word.start < from);
    let between = narration.words[first..].iter().take_while(|word| word.start < to);
    // The post before a name: `," Air Force Secretary Ada Roe said`.
    between.take(15).all(|word| {
        word.is_capital()
            || verbs::stands_between(word.of(narration.text))
            || verbs::is_post(word.of(narration.text))
            || matches!(word.of(narration.text), "of" | "and" | "for")
    })
}

/// Whether all words of weight have capitals: `Air Force Standards`, `Taps`.
fn is_title(narration: &Narration, words: &[Word]) -> bool {
    let weighs = |word: &&Word| word.shape != Shape::Number && word.end - word.start > 3;
    let is_small = |word: &Word| word.shape == Shape::Lower && !verbs::is_preposition(word.of(narration.text));
    words.first().is_some_and(Word::is_capital) && words.len() < 16 && !words.iter().filter(weighs).any(is_small)
}

/// Whether the words around stretch `index` make it a name: `titled "`, `the term "`, `Ada "Bee" Roe`.
fn names(narration: &Narration, unit: &Unit, index: usize) -> bool {
    let stretch = &narration.stretches[index];
    let first = narration.words.partition_point(|word| word.start < stretch.outer.start);
    let next = narration.words.partition_point(|word| word.start < stretch.outer.end);
    let floor = narration.before(unit, index).start;
    let before = narration.words[..first].last().filter(|word| word.start >= floor);
    let joint = before.map_or("", |word| &narration.text[word.end..stretch.outer.start]);
    let naming = before.map_or("", |word| word.of(narration.text));
    let is_named = verbs::is_naming(naming) && (joint.trim().is_empty() || matches!(naming, "titled" | "entitled"));
    // `what she calls the "long pole"`
    let is_called = next - first < 4
        && before.is_some_and(|word| word.of(narration.text) == "the")
        && first > 1
        && matches!(narration.words[first - 2].of(narration.text), "call" | "calls" | "called" | "calling");
    is_named || is_called
}
