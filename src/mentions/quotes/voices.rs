//! Who speaks: from the sentence, else from what was said before in the paragraph or on the page.

use super::super::people::PersonMention;
use super::memory::Memory;
use super::narration::{Narration, Subject, SubjectKind, Unit};
use super::people::People;
use super::{Turn, subjects, verbs};
use crate::lookup::Lookups;

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

/// The person of a turn.
pub(super) fn of_turn(turn: &Turn) -> Voice {
    Voice { speaker: Some(turn.label.clone()), page_person_id: turn.page_person_id.clone(), name: turn.speaker_name.clone() }
}

/// Whom a person of the paragraph is.
pub(super) fn of_person(narration: &Narration, index: usize) -> Voice {
    of_row(narration.people[index].row)
}

/// Whom a row of people is.
pub(super) fn of_row(row: &PersonMention) -> Voice {
    Voice { speaker: Some(row.surface.clone()), page_person_id: Some(row.page_person_id.clone()), name: Some(row.name.clone()) }
}

/// Where a cue stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'s> {
    pub people: &'s People<'s>,
    pub lookups: &'s Lookups,
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
    let known = match subject.kind {
        SubjectKind::Unknown => return Voice::default(),
        SubjectKind::Person(index) => return of_person(narration, index),
        SubjectKind::Pronoun => doer(narration, unit, subject.range.start).or_else(|| memory.meant(&written, &scene)),
        SubjectKind::Self_ => scene.turn.map(of_turn),
        SubjectKind::You => scene.asked.map(of_turn),
        SubjectKind::Other if matches!(written.as_str(), "the President" | "The President") => scene.president.cloned(),
        SubjectKind::Other => match definite(&written) {
            Some(noun) if scene.turn.is_none() => memory.entitled(noun, &scene),
            _ => memory.called(&written).or_else(|| by_name(&written, scene.lookups)),
        },
    };
    Voice { speaker: Some(written), ..known.unwrap_or_default() }
}

/// A name no rule on people knows: from the given name or the initial on, behind what stands for a title.
fn by_name(written: &str, lookups: &Lookups) -> Option<Voice> {
    let words: Vec<_> = written.split_whitespace().collect();
    let is_initial = |word: &str| word.len() == 2 && word.ends_with('.');
    let start = words.iter().position(|word| is_initial(word) || lookups.is_given_name(word))?;
    let is_name =
        |word: &&&str| word.starts_with(char::is_uppercase) || matches!(**word, "de" | "van" | "von" | "der" | "al" | "bin" | "da" | "del");
    let count = words[start..].iter().take_while(is_name).count();
    let is_whole = start + count == words.len() && (2..6).contains(&count);
    is_whole.then(|| Voice { name: Some(words[start..].join(" ")), ..Voice::default() })
}

/// The first person of a unit, before `end` and outside of its quotations, who can be its subject.
pub(super) fn doer(narration: &Narration, unit: &Unit, end: usize) -> Option<Voice> {
    let first = narration.people.partition_point(|named| named.range.start < unit.range.start);
    let people = narration.people.iter().enumerate().skip(first).take_while(|(_, named)| named.range.end <= end.min(unit.range.end));
    for (index, named) in people.take(20) {
        let at = named.range.start;
        let rest = &narration.text[named.range.end..];
        let is_owner = ["'s", "’s"].iter().any(|owner| rest.starts_with(owner));
        // `Thanks, Roe.`
        let is_called = rest.starts_with(['.', '?', '!']) && at > unit.range.start;
        if narration.stretch_at(at).is_none() && !is_owner && !is_called && subjects::may_act(narration, named, unit.range.start) {
            return Some(of_person(narration, index));
        }
    }
    None
}

/// The noun of `the general`, `the pilot from Ohio`: somebody named before.
fn definite(written: &str) -> Option<&str> {
    let mut words = written.split_whitespace();
    words.next().filter(|word| matches!(*word, "the" | "The"))?;
    words.take_while(|word| !verbs::is_preposition(word)).last().filter(|noun| verbs::is_person_noun(noun))
}
