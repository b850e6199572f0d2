//! Text folded for the search of names, and the quick test whether a name may start at a word.

/// Offsets are kept in half the space; a paragraph is not four gigabytes long.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Text with case, hyphens and optional spaces folded away, and where each byte came from.
pub(super) struct Folded {
    pub(super) bytes: Vec<u8>,
    /// Start in the text of the character each byte stands for.
    starts: Vec<u32>,
    /// Where a name may start: bytes before which no letter and no digit stands in the text.
    pub(super) words: Vec<usize>,
}

impl Folded {
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
                    let letter = byte.to_ascii_lowercase();
                    if let Some(gap) = gap.take() {
                        folded.space(gap, letter);
                    }
                    if !in_word {
                        folded.words.push(folded.bytes.len());
                    }
                    in_word = letter.is_ascii_alphanumeric();
                    folded.bytes.push(letter);
                    folded.starts.push(offset(at));
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
            self.words.push(self.bytes.len());
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

/// The bytes that names start with, as bits: most words of a text open no name, and that is seen without the automaton.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// The first three bytes of the longer names, hashed.
    triples: Vec<u64>,
    /// The first two bytes of names of two bytes.
    pairs: Vec<u64>,
    /// Whether a name has a single byte, so that any word may open one.
    has_single: bool,
}

impl Openings {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n Vec<u8>>) -> Self {
        let mut openings = Self { triples: vec![0; 1 << 10], pairs: vec![0; 1 << 10], has_single: false };
        for name in names {
            match name[..] {
                [first, second] => set(&mut openings.pairs, pair(first, second)),
                [first, second, third, ..] => set(&mut openings.triples, triple(first, second, third)),
                _ => openings.has_single = true,
            }
        }
        openings
    }

    pub(super) fn may_open(&self, bytes: &[u8]) -> bool {
        self.has_single
            || match *bytes {
                [first, second, third, ..] => {
                    is_set(&self.triples, triple(first, second, third)) || is_set(&self.pairs, pair(first, second))
                }
                [first, second] => is_set(&self.pairs, pair(first, second)),
                _ => false,
            }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

fn triple(first: u8, second: u8, third: u8) -> usize {
    ((usize::from(first) * 37 + usize::from(second)) * 37 + usize::from(third)) & 0xFFFF
}

fn set(bits: &mut [u64], bit: usize) {
    bits[bit / 64] |= 1 << (bit % 64);
}

fn is_set(bits: &[u64], bit: usize) -> bool {
    bits.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
}
