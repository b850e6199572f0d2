//! Reads a page paragraph by paragraph and keeps in mind who spoke last.

use std::ops::Range;

use super::memory::Memory;
use super::narration::{Cue, Narration, SubjectKind, Unit};
use super::people::People;
use super::speech::{self, Speech};
use super::turns::InTalk;
use super::verbs::{self, Saying};
use super::voices::{self, Scene, Voice};
use super::{Page, Passage, Quote, SpeakerBasis, Turn, indirect, marks, offices};
use crate::lookup::Lookups;
use crate::records::BlockKind;
use crate::text::tail;
use crate::text::words::Shape;

/// The quotations of a page, in order.
pub(super) fn read(page: &Page, lookups: &Lookups, people: &People, turns: &[Turn], talk: &[InTalk]) -> Vec<Quote> {
    let president = offices::holder(page, "President", lookups, people);
    let president = president.map(|(page_person_id, name)| Voice { page_person_id, name: Some(name), speaker: None });
    let mut memory = Memory::default();
    for turn in turns {
        memory.learn(&voices::of_turn(turn), turn.label.split(' ').next().unwrap_or_default());
    }
    let mut reader = Reader { page, lookups, people, turns, quotes: Vec::new(), memory, quote_no: 0, open: None, president, unread: None };
    for (index, passage) in page.passages.iter().enumerate() {
        if !matches!(passage.kind, BlockKind::Heading | BlockKind::TableRow) {
            reader.passage(index, passage, talk.get(index).copied().unwrap_or_default());
        }
    }
    let mut quotes = reader.quotes;
    quotes.sort_by_key(|row| (row.start_char, row.end_char, !row.is_direct));
    quotes.dedup_by_key(|row| (row.start_char, row.end_char));
    quotes
}

struct Reader<'r, 'p, 'a> {
    page: &'r Page<'p>,
    lookups: &'r Lookups,
    people: &'r People<'a>,
    turns: &'r [Turn],
    quotes: Vec<Quote>,
    memory: Memory,
    quote_no: i64,
    /// The paragraph before left a quotation open: its turn, and whether it is speech.
    open: Option<(Option<usize>, bool)>,
    /// Who the page calls `the President`.
    president: Option<Voice>,
    /// A paragraph that names people and says nothing; it may name whom a pronoun means.
    unread: Option<usize>,
}

/// What is known where a stretch is read.
struct Place<'n, 'a> {
    narration: &'n Narration<'n, 'a>,
    unit: usize,
    turn: Option<usize>,
    /// Who spoke before in the paragraph.
    spoken: Option<Voice>,
    /// Whether the paragraph has quoted somebody so far.
    has_quoted: bool,
    paragraph_no: i64,
}

impl<'a> Reader<'_, '_, 'a> {
    fn passage(&mut self, index: usize, passage: &Passage, InTalk { turn, from }: InTalk) {
        let open = self.open.take().filter(|(before, _)| *before == turn);
        let mut stretches = marks::stretches(passage.text, open.is_some());
        for stretch in &mut stretches {
            stretch.inner.start = stretch.inner.start.max(from).min(stretch.inner.end);
            stretch.outer.start = stretch.outer.start.max(from).min(stretch.inner.start);
        }
        if stretches.is_empty() && !says(passage) {
            if self.people.names(passage) {
                self.unread = Some(index);
            }
            return;
        }
        if let Some(unread) = self.unread.take() {
            self.remember(&self.page.passages[unread]);
        }
        let narration = Narration::new(passage, from, stretches, self.people.of(passage));
        for (index, named) in narration.people.iter().enumerate() {
            let title = named.row.title.as_deref().unwrap_or_default();
            self.memory.learn(&voices::of_person(&narration, index), title.split(' ').next().unwrap_or_default());
        }
        let mut place = Place { narration: &narration, unit: 0, turn, spoken: None, has_quoted: false, paragraph_no: passage.paragraph_no };
        for (number, unit) in narration.units.iter().enumerate() {
            place.unit = number;
            for stretch in unit.stretches.clone() {
                self.stretch(passage, &mut place, stretch, open.is_some_and(|(_, is_speech)| is_speech));
            }
            self.reported(passage, &place, unit);
            let end = unit.cues.first().map_or(unit.range.end, |cue| cue.subject.range.start);
            if let Some(person) = voices::doer(&narration, unit, end) {
                self.memory.note(&person, passage.paragraph_no);
            }
            for cue in &unit.cues {
                let voice = self.voice(&place, unit, cue);
                if voice.name.is_some() && !matches!(cue.subject.kind, SubjectKind::Self_ | SubjectKind::You) {
                    self.memory.note(&voice, passage.paragraph_no);
                    self.memory.learn(&voice, voice.speaker.as_deref().unwrap_or_default());
                    place.spoken = Some(voice);
                }
            }
        }
        if let Some(voice) = place.spoken {
            self.memory.spoken = Some((voice, passage.paragraph_no, place.has_quoted));
        }
        if let Some(last) = narration.stretches.last().filter(|last| !last.is_closed) {
            let is_speech =
                self.quotes.iter().rev().take(8).any(|row| row.is_direct && row.start_char == passage.char_at(last.inner.start));
            self.open = Some((turn, is_speech));
        }
    }

    /// Keeps in mind the people of a paragraph that says nothing: those who do something, or the only one it names.
    fn remember(&mut self, passage: &Passage) {
        let narration = Narration::new(passage, 0, Vec::new(), self.people.of(passage));
        if let Some((first, rest)) = narration.people.split_first()
            && rest.iter().all(|named| named.row.name == first.row.name)
        {
            return self.memory.note(&voices::of_row(first.row), passage.paragraph_no);
        }
        for unit in &narration.units {
            if let Some(person) = voices::doer(&narration, unit, unit.range.end) {
                self.memory.note(&person, passage.paragraph_no);
            }
        }
    }

    fn stretch(&mut self, passage: &Passage, place: &mut Place<'_, 'a>, index: usize, carried: bool) {
        let unit = &place.narration.units[place.unit];
        let stretch = &place.narration.stretches[index];
        let goes_on = carried && index == 0 && passage.text[..stretch.outer.start].trim().is_empty();
        let speech = speech::read(place.narration, unit, index);
        let Some(speech) = speech.or(goes_on.then_some(Speech { cue: None, is_partial: false })) else { return };
        let (voice, basis, cue) = self.speaker(place, &speech, &passage.text[stretch.inner.clone()], goes_on);
        let last = self.quotes.iter().rev().take(40).find(|row| row.is_direct);
        let is_part = goes_on
            || last.is_some_and(|row| {
                row.paragraph_no == passage.paragraph_no && !speech.is_partial && !row.is_partial && row.speaker_name == voice.name
            }) && self.memory.quoted.as_ref().is_some_and(|last| last.is_same(&voice));
        self.quote_no += i64::from(!is_part || self.quote_no == 0);
        let said = Said { voice: voice.clone(), basis, cue, is_direct: true, is_partial: speech.is_partial };
        self.push(passage, place.turn, stretch.inner.clone(), said);
        if voice.speaker.is_some() {
            self.memory.quoted = Some(voice.clone());
            place.has_quoted = true;
            place.spoken = Some(voice);
        }
    }

    /// The speaker: from the sentence, then the paragraph, then the quotation before, then the turn.
    fn speaker<'n>(
        &self,
        place: &Place<'n, 'a>,
        speech: &Speech<'n>,
        quoted: &str,
        goes_on: bool,
    ) -> (Voice, Option<SpeakerBasis>, Option<&'n Cue>) {
        let unit = &place.narration.units[place.unit];
        // Who goes on is who spoke: `"…" [open] "And so," he added`.
        let resumed = self.memory.quoted.as_ref().filter(|voice| goes_on && voice.name.is_some());
        let resumes = |cue: &&Cue| matches!(cue.subject.kind, SubjectKind::Pronoun);
        if let Some((cue, voice)) = speech.cue.filter(resumes).zip(resumed) {
            let speaker = Some(place.narration.text[cue.subject.range.clone()].to_owned());
            return (Voice { speaker, ..voice.clone() }, Some(SpeakerBasis::Sentence), Some(cue));
        }
        if let Some(cue) = speech.cue {
            return (self.voice(place, unit, cue), Some(SpeakerBasis::Sentence), Some(cue));
        }
        if let Some(voice) = self.memory.quoted.as_ref().filter(|_| goes_on) {
            return (voice.clone(), Some(SpeakerBasis::Continued), None);
        }
        if let Some(voice) = voices::doer(place.narration, unit, unit.range.end) {
            return (voice, Some(SpeakerBasis::Sentence), None);
        }
        // `"Why?" Roe asked.`
        let next = place.narration.units.get(place.unit + 1).filter(|next| is_cue_of(place.narration, next, quoted));
        if let Some((next, cue)) = next.and_then(|next| Some((next, next.cues.first()?))).filter(|_| place.spoken.is_none()) {
            return (self.voice(place, next, cue), Some(SpeakerBasis::Sentence), Some(cue));
        }
        // `"It holds." -- Ada Roe`
        let signed =
            place.narration.units.get(place.unit + 1).filter(|next| place.narration.text[next.range.start..].starts_with(['-', '—', '–']));
        if let Some(voice) = signed.and_then(|next| voices::doer(place.narration, next, next.range.end)) {
            return (voice, Some(SpeakerBasis::Sentence), None);
        }
        if let Some(voice) = place.spoken.clone() {
            return (voice, Some(SpeakerBasis::Paragraph), None);
        }
        let before =
            self.memory.spoken.as_ref().filter(|(_, paragraph_no, _)| paragraph_no + 1 == place.paragraph_no && place.turn.is_none());
        if let Some((voice, _, has_quoted)) = before {
            let basis = if *has_quoted { SpeakerBasis::Continued } else { SpeakerBasis::Paragraph };
            return (voice.clone(), Some(basis), None);
        }
        if let Some(turn) = place.turn {
            return (voices::of_turn(&self.turns[turn]), Some(SpeakerBasis::Turn), None);
        }
        match self.memory.meant("", &self.scene(place)) {
            Some(voice) => (voice, Some(SpeakerBasis::Paragraph), None),
            None => (Voice::default(), None, None),
        }
    }

    fn voice(&self, place: &Place, unit: &Unit, cue: &Cue) -> Voice {
        voices::of_subject(place.narration, unit, &cue.subject, &self.memory, self.scene(place))
    }

    fn scene(&self, place: &Place) -> Scene<'_> {
        let turn = place.turn.map(|turn| &self.turns[turn]);
        // Who answers is asked: `you said`.
        let asking = place.turn.filter(|_| turn.is_some_and(|turn| turn.is_question));
        let around =
            asking.into_iter().flat_map(|turn| [self.turns.get(turn + 1), turn.checked_sub(1).and_then(|before| self.turns.get(before))]);
        let asked = around.flatten().find(|turn| !turn.is_question);
        let (people, lookups, president) = (self.people, self.lookups, self.president.as_ref());
        Scene { people, lookups, paragraph_no: place.paragraph_no, turn, asked, president }
    }

    /// What the narrator reports in his own words.
    fn reported(&mut self, passage: &Passage, place: &Place, unit: &Unit) {
        let Some((range, cue)) = indirect::find(place.narration, unit) else { return };
        let voice = self.voice(place, unit, cue);
        if place.turn.is_some() && voice.page_person_id.is_none() {
            return;
        }
        self.quote_no += 1;
        let said = Said { voice, basis: Some(SpeakerBasis::Sentence), cue: Some(cue), is_direct: false, is_partial: false };
        self.push(passage, place.turn, range, said);
    }

    fn push(&mut self, passage: &Passage, turn: Option<usize>, range: Range<usize>, said: Said) {
        let span = passage.span(range);
        self.quotes.push(Quote {
            article_id: self.page.article.article_id.clone(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            surface: span.surface,
            quote_no: self.quote_no,
            turn_no: turn.map(|turn| self.turns[turn].turn_no),
            basis: said.basis.filter(|_| said.voice.speaker.is_some()),
            speaker: said.voice.speaker,
            page_person_id: said.voice.page_person_id,
            speaker_name: said.voice.name,
            cue: said.cue.map(|cue| passage.text[cue.verb.clone()].to_owned()),
            is_direct: said.is_direct,
            is_partial: said.is_partial,
        });
    }
}

/// What a row says of its words.
struct Said<'n> {
    voice: Voice,
    basis: Option<SpeakerBasis>,
    cue: Option<&'n Cue>,
    is_direct: bool,
    is_partial: bool,
}

/// Whether somebody says something in a paragraph without marks.
fn says(passage: &Passage) -> bool {
    let words = passage.words().iter().filter(|word| word.shape == Shape::Lower);
    words.into_iter().any(|word| verbs::saying(word.of(passage.text)).is_some_and(|saying| matches!(saying, Saying::Clause | Saying::That)))
}

/// Whether a unit holds the cue of the quotation before it: `Roe asked.` Behind a question or a call it may go on.
fn is_cue_of(narration: &Narration, unit: &Unit, quoted: &str) -> bool {
    let Some(cue) = unit.cues.first().filter(|_| unit.stretches.is_empty()) else { return false };
    let rest = tail(narration.text, cue.verb.end, 120.min(unit.range.end - cue.verb.end)).trim_start();
    let is_short = quoted.ends_with(['!', '?']) || unit.range.end - unit.range.start < 90 && rest.split_whitespace().count() < 6;
    is_short && cue.subject.range.start < unit.range.start + 60 && !rest.starts_with("that ")
}
