//! Where names of people stand, and what says that they are such.

use std::ops::Range;

use super::beside::{is_apposition, object, title_before};
use super::full_name::{PARTICLES, is_suffix};
use super::words::{Class, in_list, is_title};
use crate::lookup::Lookups;
use crate::mentions::Passage;
use crate::records::BlockKind;
use crate::text::words::{Shape, Word};

/// A chain of words that may name a person.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// First and last word, exclusive.
    pub words: Range<usize>,
    /// Bytes in the text.
    pub range: Range<usize>,
    /// The words of the title before it, if one stands there.
    pub title: Option<Range<usize>>,
    /// A title, rank or honorific stands right before it.
    pub is_titled: bool,
    /// The label of a turn: `MR. QUILL:`.
    pub is_label: bool,
    /// Something beside the title says that it is a person.
    pub is_borne_out: bool,
    /// Every word may be an ordinary one, a place or an acronym.
    pub is_soft: bool,
}

/// Verbs of saying and of acting that people do.
const ACTS: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "adds",
    "noted",
    "notes",
    "explained",
    "explains",
    "asked",
    "stated",
    "wrote",
    "testified",
    "recalled",
    "joked",
    "stressed",
    "emphasized",
    "argued",
    "warned",
    "replied",
    "continued",
    "concluded",
    "tells",
    "thinks",
    "believes",
    "hopes",
    "remembers",
    "joined",
    "graduated",
    "retired",
    "enlisted",
    "grew",
    "thanked",
    "spoke",
    "met",
    "who",
    "writes",
    "argues",
];

/// Small words after which an unknown name is one of a person.
const KINDS: &[&str] = &[
    "wife",
    "husband",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "named",
    "thank",
    "thanks",
    "congratulate",
    "married",
    "colleague",
    "friend",
    "cousin",
    "uncle",
    "aunt",
    "widow",
];

/// Words before names that are those of things.
const THINGS: &[&str] = &[
    "the",
    "operation",
    "exercise",
    "uss",
    "hms",
    "usns",
    "camp",
    "fort",
    "mount",
    "lake",
    "battle",
    "hurricane",
    "project",
    "typhoon",
    "storm",
];

/// The candidates of a passage, in order.
pub(super) fn candidates(passage: &Passage, classes: &[Class], lookups: &Lookups) -> Vec<Candidate> {
    let (text, words) = (passage.text, passage.words());
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let end = chain(text, words, classes, at);
        if end > at {
            found.extend(candidate(passage, classes, at..end, lookups));
        }
        at = end.max(at + 1);
    }
    found
}

fn is_name(class: Class) -> bool {
    matches!(class, Class::Name | Class::Soft)
}

/// The end of the chain of name words that starts at `at`; `at` where none does.
fn chain(text: &str, words: &[Word], classes: &[Class], at: usize) -> usize {
    if !is_name(classes[at]) || is_suffix(words[at].of(text)) {
        return at;
    }
    let mut end = at + 1;
    while let Some(word) = words.get(end).filter(|_| end - at < 7) {
        let gap = text.get(words[end - 1].end..word.start).unwrap_or_default();
        let written = word.of(text);
        if is_suffix(written) && matches!(gap, " " | ", " | "\u{a0}") {
            end += 1;
            break;
        }
        // A name half of which an editor has set: `[President Ada] Quill`.
        let is_nickname = !word.follows && is_nickname(text, words, classes, end, gap);
        let is_beside = word.follows || gap.trim() == "]" || is_nickname;
        if !is_beside {
            break;
        }
        if is_name(classes[end]) || is_nickname && word.is_capital() {
            end += 1;
            continue;
        }
        // Particles bind to the capital behind them: "van der Quill", "al-Roe".
        let particles = words[end..].iter().take_while(|word| PARTICLES.contains(&word.of(text)) && word.follows).count();
        let is_bound = (1..=3).contains(&particles)
            && words.get(end + particles).is_some_and(|next| next.follows && is_name(classes[end + particles]));
        if !is_bound {
            break;
        }
        end += particles + 1;
    }
    end
}

/// Whether the word at `at` is a nickname between marks, or the one behind it: `Ada “Scout” Quill`.
fn is_nickname(text: &str, words: &[Word], classes: &[Class], at: usize, gap: &str) -> bool {
    let opens = |gap: &str| matches!(gap.trim(), "\"" | "“" | "‘" | "'" | "(" | "”");
    let closes = |gap: &str| matches!(gap.trim(), "\"" | "”" | "’" | "'" | ")");
    let gap_after = words.get(at + 1).and_then(|next| text.get(words[at].end..next.start)).unwrap_or_default();
    let gap_before = at.checked_sub(2).and_then(|before| text.get(words[before].end..words[at - 1].start)).unwrap_or_default();
    let is_opening =
        opens(gap) && closes(gap_after) && words.get(at + 1).is_some() && classes.get(at + 1).is_some_and(|class| is_name(*class));
    is_opening || (closes(gap) && opens(gap_before) && at >= 2 && is_name(classes[at - 2]))
}

fn candidate(passage: &Passage, classes: &[Class], chain: Range<usize>, lookups: &Lookups) -> Option<Candidate> {
    let (text, words) = (passage.text, passage.words());
    let Range { start, end } = trimmed(passage, classes, chain, lookups)?;
    let first = &words[start];
    let before = start.checked_sub(1).filter(|_| first.follows);
    let is_titled = before.is_some_and(|before| {
        matches!(classes[before], Class::Title | Class::Honorific)
            || (classes[before] == Class::Lower && is_title(words[before].of(text)) && is_known_office(words[before].of(text)))
            || object(text, words, classes, start).is_some()
    });
    let range = first.start..words[end - 1].end;
    let after = text.get(range.end..).unwrap_or_default();
    // A word cut short: "President Quillf- — Quillfeather".
    if after.strip_prefix('-').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
        return None;
    }
    let is_label = after.starts_with(':')
        && is_line_start(text, words, classes, start)
        && words[start..end].iter().all(|word| word.shape != Shape::Capital);
    let given = lookups.is_given_name(first.of(text));
    let length = end - start;
    let has_initial =
        words[start..end].iter().any(|word| word.shape == Shape::Initial || (word.shape == Shape::Upper && word.end - word.start == 2));
    let is_written_as_a_name = words[start..end].iter().any(|word| word.shape == Shape::Capital) && words[end - 1].shape != Shape::Initial;
    let has_suffix = is_suffix(words[end - 1].of(text));
    let next = words.get(end).map_or("", |word| word.of(text));
    let is_adverb = matches!(next, "also" | "once" | "then" | "later" | "recently" | "first" | "has" | "had" | "now");
    let next = if is_adverb { words.get(end + 1).filter(|word| word.follows).map_or("", |word| word.of(text)) } else { next };
    let acts = after.starts_with(", who ") && (length > 1 || given)
        || words.get(end).is_some_and(|word| word.follows) && in_list(next, ACTS)
        || before.is_some_and(|before| in_list(words[before].of(text), &ACTS[..10]));
    let is_soft = (start..end).all(|at| classes[at] == Class::Soft);
    let is_heading = passage.kind == BlockKind::Heading;
    let is_apposed = is_apposition(after);
    let is_listed_kin = before.is_some_and(|before| in_list(words[before].of(text), KINDS));
    // "the Ada Quill" is no person, be it a ship, a plan or an address.
    let is_thing = before.is_some_and(|before| in_list(words[before].of(text), THINGS));
    let is_borne_out = !is_thing
        && length >= 2
        && words[end - 1].shape != Shape::Initial
        && (given && !is_soft
            || (has_initial && length > 2 && !is_heading && is_written_as_a_name)
            || has_suffix
            || (!is_soft && (acts || is_apposed || is_listed_kin)))
        || !is_thing && length == 1 && !is_soft && acts && !is_sentence_start(passage, first.start);
    Some(Candidate {
        title: is_titled.then(|| title_before(text, words, classes, start)).flatten(),
        words: start..end,
        range,
        is_titled,
        is_label,
        is_borne_out,
        is_soft,
    })
}

/// Small letters that stand right before a name: `spokesman Ada Quill`, but not `the chief`.
fn is_known_office(word: &str) -> bool {
    word.len() > 4
}

/// Takes off the front what opens a sentence and off the end what is a place or an acronym.
fn trimmed(passage: &Passage, classes: &[Class], chain: Range<usize>, lookups: &Lookups) -> Option<Range<usize>> {
    let (text, words) = (passage.text, passage.words());
    let Range { mut start, mut end } = chain;
    let is_caps = words[start..end].iter().all(|word| word.shape != Shape::Capital);
    while start < end {
        let word = &words[start];
        let is_given = lookups.is_given_name(word.of(text));
        let is_acronym = word.shape == Shape::Upper && word.end - word.start > 2 && !is_caps;
        // "Secretary of Defense for Harbors Ada Quill", "Appoint Ada Quill", "Ambassador to Turkey Ada Quill": the name starts at the given name.
        let is_of = start > 0 && word.follows && matches!(words[start - 1].of(text), "of" | "for" | "and");
        let is_loose =
            is_of || classes[start] == Class::Soft || passage.kind == BlockKind::Heading || is_sentence_start(passage, word.start);
        // The first word belongs to the title, where it leaves a name: "Minister of Harbors Ada Quill".
        let is_object = is_of && start > 1 && classes[start - 2] == Class::Title && !is_given;
        let full = words[start..end].iter().filter(|word| word.shape == Shape::Capital && !is_suffix(word.of(text))).count();
        if is_object && full > 2 && words[start + 1].follows {
            start += 1;
            continue;
        }
        if is_loose && !is_given && end - start > 2 && words[start + 1].follows && lookups.is_given_name(words[start + 1].of(text)) {
            start += 1;
            break;
        }
        let is_opener = classes[start] == Class::Soft && !is_given && end - start > 2 && is_sentence_start(passage, word.start);
        if is_acronym || is_opener {
            start += 1;
        } else {
            break;
        }
    }
    while end > start
        && (words[end - 1].shape == Shape::Initial && end - start == 1
            || words[end - 1].shape == Shape::Upper && !is_caps && end - start > 1 && words[end - 1].end - words[end - 1].start > 2)
    {
        if is_suffix(words[end - 1].of(text)) {
            break;
        }
        end -= 1;
    }
    (start < end).then_some(start..end)
}

fn is_sentence_start(passage: &Passage, at: usize) -> bool {
    let sentences = passage.sentences();
    let Some(sentence) = sentences.get(sentences.partition_point(|sentence| sentence.end <= at)) else { return false };
    passage.text.get(sentence.start..at).is_some_and(|lead| lead.len() < 8 && lead.chars().all(|letter| !letter.is_alphanumeric()))
}

/// Whether only titles stand between the start of a line and the word at `at`.
fn is_line_start(text: &str, words: &[Word], classes: &[Class], at: usize) -> bool {
    let mut first = at;
    while first > 0 && words[first].follows && matches!(classes[first - 1], Class::Title | Class::Honorific | Class::Other | Class::Soft) {
        first -= 1;
    }
    let lead = text.get(..words[first].start).unwrap_or_default();
    lead.trim_end_matches([' ', '\u{a0}', '“', '"', '(']).is_empty() || lead.ends_with('\n')
}
