//! Text folded for the search of names, and the quick test of which indexes a name may start at a word.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};

/// Offsets are kept in half the space; a paragraph is not four gigabytes long.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Text with case, hyphens and optional spaces folded away, and where each byte came from. Folded once, searched by every index.
#[derive(Debug)]
pub struct Folded {
    pub(super) bytes: Vec<u8>,
    /// Start in the text of the character each byte stands for.
    starts: Vec<u32>,
    /// Where a name may start: bytes before which no letter and no digit stands in the text.
    words: Vec<Start>,
}

impl Folded {
    /// Folds `text`.
    pub(super) fn new(text: &str) -> Self {
        let (bytes, starts) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut folded = Self { bytes, starts, words: Vec::with_capacity(text.len() / 4) };
        let (mut gap, mut at, mut in_word) = (None, 0, false);
        while let Some(&byte) = text.as_bytes().get(at) {
            match byte {
                b' ' | b'\n' | b'\t' | b'-' => {
                    gap = gap.or(Some(at));
                    in_word = false;
                }
                _ if byte.is_ascii() => {
                    if let Some(gap) = gap.take() {
                        folded.space(gap, byte);
                    }
                    if !in_word {
                        folded.open(byte.is_ascii_lowercase());
                    }
                    // A word at once, or a mark.
                    let rest = &text.as_bytes()[at..];
                    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                    in_word = length > 0;
                    let end = at + length.max(1);
                    folded.bytes.extend(text.as_bytes()[at..end].iter().map(u8::to_ascii_lowercase));
                    folded.starts.extend(offset(at)..offset(end));
                    at = end - 1;
                }
                _ => {
                    let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                    folded.wide(letter, at, &mut gap, in_word);
                    in_word = letter.is_alphanumeric();
                    at += letter.len_utf8() - 1;
                }
            }
            at += 1;
        }
        folded
    }

    /// The same, to be searched by the indexes that share `openings`.
    pub(super) fn opened(mut self, openings: &Openings) -> Self {
        // First what depends on the text alone, then nothing but looks: so the processor has many of them under way at once.
        for start in &mut self.words {
            let opening = self.bytes.get(start.at()..).unwrap_or_default();
            let run = run(opening);
            start.keys = [run, run + behind(run)].map(|length| key(opening, length, start.is_small));
        }
        if let Some(table) = openings.table.get() {
            for start in &mut self.words {
                start.opens = start.keys.into_iter().fold(0, |opens, key| opens | look(table, key));
            }
        }
        self
    }

    /// Notes that a name may start at the next byte.
    fn open(&mut self, is_small: bool) {
        self.words.push(Start { at: offset(self.bytes.len()), keys: [0; 2], opens: 0, is_small });
    }

    /// Where names may start.
    pub(super) fn words(&self) -> &[Start] {
        &self.words
    }

    /// Where in the text the byte at `at` came from.
    pub(super) fn start(&self, at: usize) -> Option<usize> {
        usize::try_from(*self.starts.get(at)?).ok()
    }

    fn wide(&mut self, letter: char, at: usize, gap: &mut Option<usize>, in_word: bool) {
        if matches!(letter, '\u{a0}' | '\u{2010}'..='\u{2013}') {
            *gap = gap.or(Some(at));
            return;
        }
        let mut buffer = [0; 4];
        let bytes = if letter == '’' { b"'" } else { letter.encode_utf8(&mut buffer).as_bytes() };
        if let Some(gap) = gap.take() {
            self.space(gap, bytes[0]);
        }
        if !in_word {
            self.open(letter.is_lowercase());
        }
        self.bytes.extend_from_slice(bytes);
        self.starts.resize(self.bytes.len(), offset(at));
    }

    /// Puts the gap before `next` down as a space, unless it may be left out: "155 mm", "Mi-17".
    fn space(&mut self, gap: usize, next: u8) {
        let Some(last) = self.bytes.last() else { return };
        let is_optional = (last.is_ascii_alphabetic() && next.is_ascii_digit()) || (last.is_ascii_digit() && next.is_ascii_alphabetic());
        if !is_optional {
            self.bytes.push(b' ');
            self.starts.push(offset(gap));
        }
    }
}

/// A place in folded text where a name may start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// Offset into the folded bytes.
    at: u32,
    /// The key of its first run, which may be all of a name, and that of the run with what stands behind it.
    keys: [u32; 2],
    /// The indexes, a bit for each, of which a name may start there.
    pub opens: u16,
    /// Whether it is a small letter in the text.
    pub is_small: bool,
}

impl Start {
    /// Offset into the folded bytes.
    pub(super) fn at(self) -> usize {
        usize::try_from(self.at).unwrap_or(usize::MAX)
    }
}

/// What the names of several indexes open with, as two places for each in a table that holds a bit for every index (a Bloom filter): most
/// words of a text open no name, and one look says so for all indexes, however many names they hold.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// Made when the first name is added.
    table: OnceLock<Vec<AtomicU16>>,
    /// How many indexes have taken a bit.
    indexes: AtomicU32,
}

/// The size of the table, as a power of two.
const BITS: u32 = 17;

impl Openings {
    /// The bit of one more index. A seventeenth shares that of the first, and is searched a little more often than it need be.
    pub(super) fn index(&self) -> u16 {
        1_u16.rotate_left(self.indexes.fetch_add(1, Ordering::Relaxed))
    }

    /// Adds a folded name of the index with a bit; `is_cased`: the text must hold a capital or a digit where it starts.
    pub(super) fn add(&self, name: &[u8], is_cased: bool, index: u16) {
        let table = self.table.get_or_init(|| (0..1 << BITS).map(|_| AtomicU16::new(0)).collect());
        let run = run(name);
        let set = |opening: &[u8]| {
            for is_small in [false, true].into_iter().take(if is_cased { 1 } else { 2 }) {
                for place in places(key(opening, opening.len(), is_small)) {
                    table[place].fetch_or(index, Ordering::Relaxed);
                }
            }
        };
        match name.len() - run {
            // A plural s may follow the run that is all of the name.
            0 => ["", "s", "es"].iter().for_each(|ending| set(&[name, ending.as_bytes()].concat())),
            rest if rest < behind(run) => set(&name[..run]),
            _ => set(&name[..run + behind(run)]),
        }
    }
}

/// The indexes of which a name opens with what has a key, and now and then another.
fn look(table: &[AtomicU16], key: u32) -> u16 {
    let [one, other] = places(key).map(|place| table.get(place).map_or(0, |indexes| indexes.load(Ordering::Relaxed)));
    one & other
}

/// The two places of a key, both in one line of the processor's cache.
fn places(key: u32) -> [usize; 2] {
    let place = key >> (32 - BITS);
    [place, place ^ (1 + key % 31)].map(|place| usize::try_from(place).unwrap_or(0))
}

/// Bytes of a text that tell which names may open there.
const OPENING: usize = 16;

/// So many bytes behind the first run tell names apart which start with the same word. Behind a letter or two the name may soon end: "T-72".
fn behind(run: usize) -> usize {
    if run < 3 { 2 } else { 4 }
}

/// Length of the first run of letters or of digits, [`OPENING`] at most; one byte of anything else.
fn run(folded: &[u8]) -> usize {
    let opening = &folded[..folded.len().min(OPENING)];
    let end = match folded.first() {
        Some(b'a'..=b'z') => opening.iter().position(|byte| !byte.is_ascii_lowercase()),
        Some(b'0'..=b'9') => opening.iter().position(|byte| !byte.is_ascii_digit()),
        _ => return 1,
    };
    end.unwrap_or(opening.len())
}

/// The key of the first `length` of some bytes, of which [`OPENING`] count, and of how they are written.
fn key(folded: &[u8], length: usize, is_small: bool) -> u32 {
    let first = folded.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; OPENING];
        padded[..folded.len()].copy_from_slice(folded);
        padded
    });
    let behind = u32::try_from(8 * length).ok().and_then(|bits| u128::MAX.checked_shr(bits)).unwrap_or(0);
    let opening = u128::from_be_bytes(first) & !behind;
    let [high, low] = [opening >> 64, opening & u128::from(u64::MAX)].map(|half| u64::try_from(half).unwrap_or(0));
    let mixed = high.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ low.rotate_left(29) ^ u64::from(is_small);
    u32::try_from(mixed.wrapping_mul(0xF39C_C060_5CED_C835) >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Folded;
    use crate::lookup::Lookups;

    #[test]
    fn no_name_is_overlooked_and_every_index_may_search_a_text_folded_for_another() {
        let lookups = Lookups::of_project();
        for index in [&lookups.organizations, &lookups.places, &lookups.countries, &lookups.titles, &lookups.agreements, &lookups.equipment]
        {
            for name in index.rows().iter().map(|row| &row[0]) {
                for text in [name.clone(), name.to_lowercase(), name.to_uppercase(), format!("{name}s"), format!("{name}es")] {
                    let text = format!("The {text}, and the {text}\u{2014}or 2 {text}.");
                    // As if every word could open every name: what the automaton finds by itself.
                    let mut all = Folded::new(&text);
                    all.words.iter_mut().for_each(|start| start.opens = u16::MAX);
                    assert_eq!(index.find_folded(&text, &lookups.ranks.fold(&text)), index.find_folded(&text, &all), "{text}");
                }
            }
        }
    }
}
