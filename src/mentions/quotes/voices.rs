//! Who speaks: from the sentence, else from what was said before in the paragraph or on the page.

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

/// Who has spoken so far.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The person last named as one who does or says something: whom a pronoun means.
    pub person: Option<Voice>,
    /// The speaker of the quotation before, and its paragraph.
    pub quoted: Option<(Voice, i64)>,
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

/// Whom the subject of a cue in `unit` means.
pub(super) fn of_subject(
    narration: &Narration,
    unit: &Unit,
    subject: &Subject,
    memory: &Memory,
    turn: Option<&Turn>,
    answering: Option<&Turn>,
) -> Voice {
    let written = narration.text[subject.range.clone()].to_owned();
    let known = match subject.kind {
        SubjectKind::Person(index) => return of_person(narration, index),
        SubjectKind::Pronoun => doer(narration, unit, subject.range.start).or_else(|| memory.person.clone()),
        SubjectKind::Self_ => turn.map(of_turn),
        SubjectKind::You => answering.map(of_turn),
        SubjectKind::Other if turn.is_none() && is_definite(&written) => memory.person.clone(),
        SubjectKind::Other => None,
    };
    Voice { speaker: Some(written), ..known.unwrap_or_default() }
}

/// The first person of a unit, before `end` and outside of its quotations, who can be its subject.
pub(super) fn doer(narration: &Narration, unit: &Unit, end: usize) -> Option<Voice> {
    let first = narration.people.partition_point(|named| named.range.start < unit.range.start);
    let mut quoted = narration.quoted(unit).iter().peekable();
    let people = narration.people.iter().enumerate().skip(first).take_while(|(_, named)| named.range.end <= end.min(unit.range.end));
    for (index, named) in people.take(20) {
        while quoted.peek().is_some_and(|stretch| stretch.outer.end <= named.range.start) {
            quoted.next();
        }
        let is_quoted = quoted.peek().is_some_and(|stretch| stretch.outer.start <= named.range.start);
        let is_owner = ["'s", "’s"].iter().any(|owner| narration.text[named.range.end..].starts_with(owner));
        if !is_quoted && !is_owner && subjects::may_act(narration, named.range.start, unit.range.start) {
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
