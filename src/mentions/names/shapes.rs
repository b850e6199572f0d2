//! Names that no lookup holds, by the noun that makes them names: `Defense Logistics Agency`, `3rd Infantry Division`, `Fort Hays`.

use super::heads::{self, Head, Order};
use super::words::{is_follower, is_opener, is_ordinal, is_roman, is_title};
use super::{Line, Name, What, short};
use crate::mentions::organizations::OrganizationKind;
use crate::text::words::Shape;

/// The most words a name takes on either side of its head noun.
const REACH: usize = 7;

/// Finds the names around head nouns.
pub(super) fn find(line: &Line, names: &mut Vec<Name>) {
    for at in 0..line.words.len() {
        let word = &line.words[at];
        if !matches!(word.shape, Shape::Capital | Shape::Upper) {
            continue;
        }
        if word.shape == Shape::Upper && !line.is_dateline(at) && !heads::is_upper(line.word(at)) {
            names.extend(squadron(line, at));
            continue;
        }
        names.extend(heads::of(line.word(at)).iter().find_map(|head| name(line, at, *head)));
    }
}

/// The name that the head noun at `at` makes.
fn name(line: &Line, at: usize, head: Head) -> Option<Name<'static>> {
    let (first, last) = match head.order {
        Order::After => (at, after(line, at, 3)?),
        Order::Numbered => numbered(line, at)?,
        Order::Suffix => (suffixed(line, at)?, at),
        Order::Defined => {
            short::bracketed(line.text, line.words[at].end)?;
            around(line, at, head)?
        }
        Order::Around | Order::Weak => around(line, at, head)?,
    };
    let mut end = line.words[last].end;
    if head.order == Order::Suffix && line.text[end..].starts_with('.') {
        end += usize::from(line.word(last).len() < 6);
    }
    Some(Name::shape(line.words[first].start..end, head.what))
}

/// A name whose words stand before its noun and perhaps, after `of`, behind it.
fn around(line: &Line, at: usize, head: Head) -> Option<(usize, usize)> {
    if line.is_title_case {
        return None;
    }
    let known = line.known_at(at).filter(|(first, last)| first < last);
    let first = before(line, known.map_or(at, |(first, _)| first));
    let last = known.map_or_else(|| behind(line, at, head), |(_, last)| last);
    if matches!(head.what, What::Place(_)) && goes_on(line, last) {
        return None;
    }
    let (left, right) = (at - first, last - at);
    let needed = if head.order == Order::Weak && right == 0 { 2 } else { 1 };
    (left + right > 0 && (left >= needed || right > 0)).then_some((first, last))
}

/// Whether a run of capitals goes on behind a name of a place, so that it is the name of something else: `Desert Storm`.
fn goes_on(line: &Line, last: usize) -> bool {
    line.linked(last + 1).is_some_and(|next| line.joins_names(next) && !is_follower(line.word(next)) && !line.is_dateline(next))
}

/// The first word of the run of capitalised words that ends at `at`.
fn before(line: &Line, at: usize) -> usize {
    let mut first = at;
    while first > 0 && at - first < REACH && line.is_linked(first) {
        let before = first - 1;
        if line.joins_names(before) {
            first = before;
        } else if line.is_and(before) && joins_pair(line, before) {
            first = before - 1;
        } else {
            break;
        }
    }
    // A word that opens the sentence is in capitals for that.
    while first < at && is_opener(line.word(first)) {
        first += 1;
    }
    first
}

/// Whether `and` joins two words into the first part of one name, `the Food and Drug Administration`, and not two names.
fn joins_pair(line: &Line, and: usize) -> bool {
    let Some(left) = and.checked_sub(1) else { return false };
    let introduced = left.checked_sub(1).is_some_and(|before| {
        line.is_linked(left) && (matches!(line.word(before), "the" | "The" | "U.S." | "US" | "National" | "Federal" | "House" | "Senate"))
    });
    line.is_linked(and) && line.joins_names(left) && introduced && line.known_at(left).is_none()
}

/// The last word of what `of` or `for` adds to the noun at `at`.
fn behind(line: &Line, at: usize, head: Head) -> usize {
    let What::Organization(kind) = head.what else { return at };
    use OrganizationKind::{Alliance, Company, Education, Government, Media, Other, Unit};
    let is_service = heads::small(line.word(at), |word| matches!(word, "army" | "navy" | "force" | "staff" | "headquarters" | "command"));
    let takes = |word: &str| match word {
        "of" => !is_service && !matches!(kind, Unit | Company | Media),
        "for" | "on" => matches!(kind, Government | Other | Education | Alliance) || (line.word(at) == "Center"),
        _ => false,
    };
    let Some(mut next) = line.linked(at + 1).filter(|next| takes(line.word(*next))) else { return at };
    if let Some(the) = line.linked(next + 1).filter(|the| line.word(*the) == "the") {
        next = the;
    }
    let mut last = at;
    while last < at + REACH {
        let Some(word) = line.linked(next + 1) else { break };
        if line.joins_names(word) {
            last = word;
            next = word;
        } else if last > at && (line.is_and(word) || line.word(word) == "of") {
            // "of X and Y": the pair belongs together when both are single words.
            match line.linked(word + 1).filter(|after| line.joins_names(*after)) {
                Some(after) if line.word(word) == "of" || !(line.words[after].shape == Shape::Upper || is_name_of_its_own(line, after)) => {
                    last = after;
                    next = after;
                }
                _ => break,
            }
        } else {
            break;
        }
    }
    while last > at && is_follower(line.word(last)) {
        last -= 1;
    }
    last
}

/// Whether a word after `and` starts another name: a head noun stands within the run it opens.
fn is_name_of_its_own(line: &Line, at: usize) -> bool {
    let mut word = at;
    for _ in 0..4 {
        if !heads::of(line.word(word)).is_empty() {
            return true;
        }
        match line.linked(word + 1).filter(|next| line.joins_names(*next)) {
            Some(next) => word = next,
            None => return false,
        }
    }
    false
}

/// The last word of the run of capitalised words after the noun at `at`.
fn after(line: &Line, at: usize, reach: usize) -> Option<usize> {
    let mut last = at;
    while last < at + reach {
        let Some(next) = line.linked(last + 1) else { break };
        if !line.joins_names(next) || is_follower(line.word(next)) || (last > at && !heads::of(line.word(next)).is_empty()) {
            break;
        }
        last = next;
    }
    (last > at).then_some(last)
}

/// A unit: from its ordinal, numeral or letter to the last noun that can name one.
fn numbered(line: &Line, at: usize) -> Option<(usize, usize)> {
    let mut first = at;
    while first > 0 && at - first < REACH && line.is_linked(first) {
        let before = first - 1;
        let word = line.word(before);
        if is_ordinal(word) || is_roman(word) {
            let owner = line.linked(before).and_then(|_| before.checked_sub(1)).filter(|owner| matches!(line.word(*owner), "U.S." | "US"));
            return Some((owner.unwrap_or(before), at));
        }
        if !line.joins_names(before) {
            return None;
        }
        first = before;
    }
    None
}

/// A company before its suffix, `Acme Systems, Inc.`: the first word of it.
fn suffixed(line: &Line, at: usize) -> Option<usize> {
    let between = line.text.get(line.words[at.checked_sub(1)?].end..line.words[at].start)?;
    if !matches!(between, " " | ", " | "\u{a0}" | ". ") || !line.joins_names(at - 1) {
        return None;
    }
    let mut first = at - 1;
    while first > 0 && at - first < REACH && line.is_linked(first) {
        let before = first - 1;
        let pair = line.is_and(before) || line.word(before) == "of";
        if line.joins_names(before) || line.words[before].shape == Shape::Number {
            first = before;
        } else if pair && before > 0 && line.is_linked(before) && line.joins_names(before - 1) {
            first = before - 1;
        } else {
            break;
        }
    }
    while first < at && is_opener(line.word(first)) {
        first += 1;
    }
    (first < at).then_some(first)
}

/// A squadron by its letters: `VMFA-121`.
fn squadron(line: &Line, at: usize) -> Option<Name<'static>> {
    const LETTERS: [&str; 26] = [
        "VMFA", "VMA", "VMM", "HMH", "HMLA", "HMM", "HMX", "VMGR", "VMU", "VMFAT", "VMAQ", "VFA", "VAQ", "VAW", "VP", "VQ", "VR", "VRC", "VX",
        "HSC", "HSM", "VUP", "CTF", "DESRON", "BLT", "HMLAT",
    ];
    let word = line.word(at);
    let (letters, digits) = word.split_once('-')?;
    let is_unit = LETTERS.contains(&letters) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_unit.then(|| Name::shape(line.words[at].start..line.words[at].end, What::Organization(OrganizationKind::Unit)))
}

impl Line<'_> {
    /// Whether a word can be part of a name: in capitals, and no title.
    pub(super) fn joins_names(&self, at: usize) -> bool {
        let word = self.word(at);
        self.words[at].is_capital() && !is_title(word) && !(self.starts_sentence(at) && is_opener(word))
    }
}
