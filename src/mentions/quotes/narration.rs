//! A paragraph without its quotations: the sentences of the narrator, and who says something in them.

use std::ops::Range;

use super::marks::Stretch;
use super::people::Named;
use super::verbs::{self, Saying};
use super::{Passage, subjects};
use crate::text::words::{Shape, Word};

/// A verb of saying of the narrator.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    /// The bytes of the verb.
    pub verb: Range<usize>,
    /// Its place among the words.
    pub word: usize,
    pub saying: Saying,
    /// Who says it.
    pub subject: Subject,
    /// The subject stands behind the verb: `said Roe`.
    pub is_inverted: bool,
}

/// Who says something, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The bytes of the name, pronoun or noun phrase.
    pub range: Range<usize>,
    pub kind: SubjectKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubjectKind {
    /// Index into the people of the paragraph.
    Person(usize),
    /// `he`, `she`.
    Pronoun,
    /// `I`, `we`.
    Self_,
    /// `you`.
    You,
    /// Left out or out of reach: `to say that`.
    Unknown,
    /// A name no rule on people knows, or a noun: `a senior official`, `they`.
    Other,
}

/// A sentence of the paragraph, where the full stops within quotations end none.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    pub range: Range<usize>,
    /// Which of the stretches stand in it.
    pub stretches: Range<usize>,
    pub cues: Vec<Cue>,
}

impl Unit {
    /// The cues before the byte `at`, the nearest first.
    pub(super) fn cues_before(&self, at: usize) -> impl Iterator<Item = &Cue> {
        let end = self.cues.partition_point(|cue| cue.verb.end <= at);
        self.cues[..end].iter().rev().take(Self::NEAR)
    }

    /// The cues behind the byte `at`, the nearest first.
    pub(super) fn cues_behind(&self, at: usize) -> impl Iterator<Item = &Cue> {
        let start = self.cues.partition_point(|cue| cue.verb.start < at);
        self.cues[start..].iter().take(Self::NEAR)
    }

    /// Cues looked at from one place; keeps a sentence without end linear.
    const NEAR: usize = 8;
}

/// A paragraph with its quotations and what stands around them.
pub(super) struct Narration<'p, 'a> {
    pub text: &'p str,
    pub words: &'p [Word],
    pub stretches: Vec<Stretch>,
    pub people: Vec<Named<'a>>,
    pub units: Vec<Unit>,
}

impl<'p, 'a> Narration<'p, 'a> {
    /// Reads a paragraph from the byte `from` on: behind the label of its turn.
    pub(super) fn new(passage: &'p Passage, from: usize, stretches: Vec<Stretch>, mut people: Vec<Named<'a>>) -> Self {
        people.retain(|named| named.range.start >= from);
        let mut narration = Self { text: passage.text, words: passage.words(), stretches, people, units: Vec::new() };
        let nicknames: Vec<bool> = narration.stretches.iter().map(|stretch| narration.is_nickname(stretch)).collect();
        let mut is_nickname = nicknames.into_iter();
        narration.stretches.retain(|_| !is_nickname.next().unwrap_or_default());
        narration.units = units(passage, from, &narration.stretches);
        let mut quoted = 0;
        let mut unit = 0;
        for (index, word) in narration.words.iter().enumerate() {
            if word.shape != Shape::Lower && !(word.shape == Shape::Capital && word.end - word.start > 3) {
                continue;
            }
            while narration.stretches.get(quoted).is_some_and(|stretch| stretch.outer.end <= word.start) {
                quoted += 1;
            }
            if narration.stretches.get(quoted).is_some_and(|stretch| stretch.outer.start < word.start) {
                continue;
            }
            while narration.units.get(unit).is_some_and(|unit| unit.range.end <= word.start) {
                unit += 1;
            }
            let Some(range) = narration.units.get(unit).map(|unit| unit.range.clone()) else { break };
            if word.start < range.start {
                continue;
            }
            if let Some(cue) = narration.cue(index, quoted, &range) {
                narration.units[unit].cues.push(cue);
            }
        }
        narration
    }

    /// `Ada “Bee” Roe`: a word or three between two capitals of one name.
    fn is_nickname(&self, stretch: &Stretch) -> bool {
        let first = self.words.partition_point(|word| word.start < stretch.outer.start);
        let next = self.words.partition_point(|word| word.start < stretch.outer.end);
        let before = first.checked_sub(1).map(|before| self.words[before]).filter(Word::is_capital);
        let touches = |from: usize, to: usize| self.text.get(from..to).is_some_and(|joint| matches!(joint, " " | "\u{a0}"));
        stretch.is_closed
            && next - first < 4
            && before.is_some_and(|word| touches(word.end, stretch.outer.start))
            && self.words.get(next).is_some_and(|word| word.is_capital() && touches(stretch.outer.end, word.start))
            && !self.text[stretch.inner.clone()].ends_with([',', '.', '!', '?'])
    }

    /// The cue at word `index`, if it is one; `quoted` is the first stretch behind it.
    fn cue(&self, index: usize, quoted: usize, unit: &Range<usize>) -> Option<Cue> {
        let word = self.words[index];
        let written = word.of(self.text);
        let saying = match word.shape {
            Shape::Lower => verbs::saying(written)?,
            _ if matches!(written, "According" | "Said" | "Says" | "Asked") && word.start < unit.start + 4 => Saying::Describes,
            _ => return None,
        };
        let floor = quoted.checked_sub(1).map_or(unit.start, |before| self.stretches[before].outer.end.max(unit.start));
        if verbs::needs_person(written) && !self.has_person(index, floor) {
            return None;
        }
        let ceiling = self.stretches.get(quoted).map_or(unit.end, |next| next.outer.start.min(unit.end));
        let (subject, is_inverted) = subjects::of(self, index, floor..ceiling)?;
        Some(Cue { verb: word.start..word.end, word: index, saying, subject, is_inverted })
    }

    /// Whether a person stands before the form at word `index`, or nothing of the narrator does, behind `floor`.
    fn has_person(&self, index: usize, floor: usize) -> bool {
        let mut before = self.words[..index].iter().rev().take_while(|word| word.start >= floor);
        let Some(word) = before.find(|word| !verbs::stands_between(word.of(self.text))) else { return true };
        let written = word.of(self.text);
        matches!(written, "he" | "she" | "who" | "He" | "She" | "I")
            || verbs::is_person_noun(written)
            || word.is_capital() && !written.ends_with("'s") && !written.ends_with("’s")
    }

    /// The stretch that holds the byte `at`.
    pub(super) fn stretch_at(&self, at: usize) -> Option<&Stretch> {
        let index = self.stretches.partition_point(|stretch| stretch.outer.end <= at);
        self.stretches.get(index).filter(|stretch| stretch.outer.start <= at)
    }

    /// The stretches of a unit.
    pub(super) fn quoted(&self, unit: &Unit) -> &[Stretch] {
        self.stretches.get(unit.stretches.clone()).unwrap_or_default()
    }

    /// The words of the narrator in a unit, before stretch `index` and back to the one before it.
    pub(super) fn before(&self, unit: &Unit, index: usize) -> Range<usize> {
        let start = if index > unit.stretches.start { self.stretches[index - 1].outer.end } else { unit.range.start };
        start.min(self.stretches[index].outer.start)..self.stretches[index].outer.start
    }

    /// The words of the narrator in a unit, behind stretch `index` and on to the next.
    pub(super) fn after(&self, unit: &Unit, index: usize) -> Range<usize> {
        let end = if index + 1 < unit.stretches.end { self.stretches[index + 1].outer.start } else { unit.range.end };
        self.stretches[index].outer.end.min(end)..end
    }
}

/// The sentences of a paragraph from the byte `from` on that start outside its stretches.
fn units(passage: &Passage, from: usize, stretches: &[Stretch]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut quoted = 0;
    for sentence in passage.sentences().iter().filter(|sentence| sentence.end > from) {
        while stretches.get(quoted).is_some_and(|stretch| stretch.outer.end <= sentence.start) {
            quoted += 1;
        }
        let is_within = stretches.get(quoted).is_some_and(|stretch| stretch.outer.start < sentence.start);
        match units.last_mut() {
            Some(last) if is_within => last.range.end = sentence.end,
            _ => units.push(Unit { range: sentence.start.max(from)..sentence.end, ..Unit::default() }),
        }
    }
    let mut quoted = 0;
    for unit in &mut units {
        let start = quoted;
        while stretches.get(quoted).is_some_and(|stretch| stretch.outer.start < unit.range.end) {
            quoted += 1;
        }
        unit.stretches = start..quoted;
    }
    units
}
