//! Who was named and who spoke so far on a page: whom `he` and `the general` mean.

use std::collections::BTreeMap;

use super::people;
use super::voices::{self, Scene, Voice};

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

    /// Whom a pronoun means: the person named last that agrees with it.
    pub(super) fn meant(&self, written: &str, scene: &Scene) -> Option<Voice> {
        let is_woman = match written {
            "she" | "She" | "her" => Some(true),
            "he" | "He" | "his" => Some(false),
            _ => None,
        };
        let agrees = |voice: &&Voice| {
            let known = voice.name.as_ref().and_then(|name| self.women.get(name));
            is_woman.is_none_or(|is_woman| known.is_none_or(|known| *known == is_woman))
        };
        // Who speaks, and who is spoken to, is `I` and `you`.
        let talking = |voice: &&Voice| [scene.turn, scene.asked].into_iter().flatten().any(|turn| turn.speaker_name == voice.name);
        self.near(scene).find(|voice| agrees(voice) && !talking(voice)).cloned()
    }

    /// Whom `the general` means: the last general, else the person named last.
    pub(super) fn entitled(&self, noun: &str, scene: &Scene) -> Option<Voice> {
        let holds = |voice: &&Voice| voice.name.as_ref().is_some_and(|name| scene.people.is_called(name, noun));
        let before = || scene.people.last_called(noun, scene.paragraph_no).map(voices::of_row);
        self.near(scene).find(holds).cloned().or_else(before).or_else(|| self.near(scene).next().cloned())
    }

    /// A person kept in mind whose surname is `surname`.
    pub(super) fn called(&self, surname: &str) -> Option<Voice> {
        let ends = |voice: &&Voice| voice.name.as_ref().is_some_and(|name| people::ends_in(name, surname));
        self.recent.iter().rev().map(|(voice, _)| voice).find(ends).cloned()
    }

    /// Those kept in mind that are not too far away, the last one first.
    fn near(&self, scene: &Scene) -> impl Iterator<Item = &Voice> {
        let (reach, here) = (if scene.turn.is_some() { 1 } else { Self::REACH }, scene.paragraph_no);
        self.recent.iter().rev().take_while(move |(_, place)| here - place <= reach).map(|(voice, _)| voice)
    }
}
