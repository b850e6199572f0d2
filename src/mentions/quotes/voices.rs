//! Who speaks: from the sentence, else from what was said before in the paragraph or on the page.

use std::collections::BTreeMap;

use super::narration::{Narration, Subject, SubjectKind, Unit};
use super::{Turn, subjects, verbs};

/// A speaker as far as the page tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Voice {
    /// As written at the cue.
    pub speaker: Option<String>,
    pub page_person_id: Option<String>,
    pub name: Option<String>,
}

impl Voice {
    /// Whether both mean one speaker.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        if self.name.is_some() || other.name.is_some() { self.name == other.name } else { self.speaker == other.speaker }
    }
}

/// Who has been named and has spoken so far.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The speaker of the quotation before.
    pub quoted: Option<Voice>,
    /// Who spoke last in the last paragraph in which somebody did: that paragraph, and whether it quotes.
    pub spoken: Option<(Voice, i64, bool)>,
    /// Those named as one who does or says something, and where; the last one last.
    recent: Vec<(Voice, i64)>,
    /// Whether a woman, as far as pronouns and titles told.
    women: BTreeMap<String, bool>,
}

impl Memory {
    /// People kept in mind, and for how many paragraphs; within a turn a pronoun reaches back one.
    const PEOPLE: usize = 6;
    const REACH: i64 = 12;

    /// Keeps a person in mind.
    pub(super) fn note(&mut self, voice: &Voice, paragraph_no: i64) {
        self.recent.retain(|(known, _)| !known.is_same(voice));
        self.recent.push((voice.clone(), paragraph_no));
        if self.recent.len() > Self::PEOPLE {
            self.recent.remove(0);
        }
    }

    /// Learns from a pronoun or a title that stands for a person.
    pub(super) fn learn(&mut self, voice: &Voice, written: &str) {
        let is_woman = match written {
            "she" | "She" | "Ms." | "Mrs." | "Miss" | "MS." | "MRS." => true,
            "he" | "He" | "Mr." | "MR." => false,
            _ => return,
        };
        if let Some(name) = &voice.name {
            self.women.entry(name.clone()).or_insert(is_woman);
        }
    }

    /// Whom a pronoun or a noun like `the general` means: the person named last that agrees with it.
    pub(super) fn meant(&self, written: &str, paragraph_no: i64, in_turn: bool) -> Option<Voice> {
        let is_woman = match written {
            "she" | "She" | "her" => Some(true),
            "he" | "He" | "his" => Some(false),
            _ => None,
        };
        let agrees = |voice: &Voice| {
            let known = voice.name.as_ref().and_then(|name| self.women.get(name));
            is_woman.is_none_or(|is_woman| known.is_none_or(|known| *known == is_woman))
        };
        let reach = if in_turn { 1 } else { Self::REACH };
        let near = self.recent.iter().rev().take_while(|(_, place)| paragraph_no - place <= reach);
        near.map(|(voice, _)| voice).find(|voice| agrees(voice)).cloned()
    }
}

/// The person of a turn.
pub(super) fn of_turn(turn: &Turn) -> Voice {
    Voice { speaker: Some(turn.label.clone()), page_person_id: turn.page_person_id.clone(), name: turn.speaker_name.clone() }
}

/// Whom a person of the paragraph is.
pub(super) fn of_person(narration: &Narration, index: usize) -> Voice {
    let row = narration.people[index].row;
    Voice { speaker: Some(row.surface.clone()), page_person_id: Some(row.page_person_id.clone()), name: Some(row.name.clone()) }
}

/// Where a cue stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'s> {
    pub paragraph_no: i64,
    /// The turn it stands in.
    pub turn: Option<&'s Turn>,
    /// The turn of whom the speaker asks.
    pub asked: Option<&'s Turn>,
    /// Who `the President` is.
    pub president: Option<&'s Voice>,
}

/// Whom the subject of a cue in `unit` means.
pub(super) fn of_subject(narration: &Narration, unit: &Unit, subject: &Subject, memory: &Memory, scene: Scene) -> Voice {
    let written = narration.text[subject.range.clone()].to_owned();
    let meant = || memory.meant(&written, scene.paragraph_no, scene.turn.is_some());
    let known = match subject.kind {
        SubjectKind::Unknown => return Voice::default(),
        SubjectKind::Person(index) => return of_person(narration, index),
        SubjectKind::Pronoun => doer(narration, unit, subject.range.start).or_else(meant),
        SubjectKind::Self_ => scene.turn.map(of_turn),
        SubjectKind::You => scene.asked.map(of_turn),
        SubjectKind::Other if matches!(written.as_str(), "the President" | "The President") => scene.president.cloned(),
        SubjectKind::Other if scene.turn.is_none() && is_definite(&written) => meant(),
        SubjectKind::Other => None,
    };
    Voice { speaker: Some(written), ..known.unwrap_or_default() }
}

/// The first person of a unit, before `end` and outside of its quotations, who can be its subject.
pub(super) fn doer(narration: &Narration, unit: &Unit, end: usize) -> Option<Voice> {
    let first = narration.people.partition_point(|named| named.range.start < unit.range.start);
    let people = narration.people.iter().enumerate().skip(first).take_while(|(_, named)| named.range.end <= end.min(unit.range.end));
    for (index, named) in people.take(20) {
        let at = named.range.start;
        let is_owner = ["'s", "’s"].iter().any(|owner| narration.text[named.range.end..].starts_with(owner));
        if narration.stretch_at(at).is_none() && !is_owner && subjects::may_act(narration, named, unit.range.start) {
            return Some(of_person(narration, index));
        }
    }
    None
}

/// `the general`, `the pilot from Ohio`: the person last named.
fn is_definite(written: &str) -> bool {
    let mut words = written.split_whitespace();
    let opens = words.next().is_some_and(|word| matches!(word, "the" | "The"));
    let noun = words.take_while(|word| !verbs::is_preposition(word)).last();
    opens && noun.is_some_and(verbs::is_person_noun)
}
