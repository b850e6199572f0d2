//! Text folded for the search of names, and the quick test whether a name may start at a word.

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
    words: Vec<u32>,
}

impl Folded {
    /// Folds `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
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
                        folded.words.push(offset(folded.bytes.len()));
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

    /// Where names may start, as offsets into the folded bytes.
    pub(super) fn words(&self) -> impl Iterator<Item = usize> {
        self.words.iter().filter_map(|start| usize::try_from(*start).ok())
    }

    /// Whether the folded byte at `at` is a small letter in `text`, of which this was folded.
    pub(super) fn is_small(&self, text: &str, at: usize) -> bool {
        self.start(at).and_then(|start| text.get(start..)?.chars().next()).is_some_and(char::is_lowercase)
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
            self.words.push(offset(self.bytes.len()));
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

/// The bytes that names start with, as bits: most words of a text open no name, and that is seen without the automaton, however many
/// names there are.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// The first eight bytes of names that have them, hashed with whether a capital or digit must stand first in the text.
    long: Vec<u64>,
    /// The first four bytes of names of four to seven, hashed alike.
    middle: Vec<u64>,
    /// All bytes of names of two or three bytes, hashed alike; a plural s may follow.
    short: Vec<u64>,
    /// Whether a name has a single byte, so that any word may open one.
    has_single: bool,
}

impl Openings {
    /// Over folded names; `is_cased` says of a name that the text must hold a capital or a digit where it starts.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n Vec<u8>, bool)>) -> Self {
        let bits = || vec![0; 1 << 11];
        let mut openings = Self { long: bits(), middle: bits(), short: bits(), has_single: false };
        for (name, is_cased) in names {
            let (bits, length) = match name.len() {
                0 | 1 => {
                    openings.has_single = true;
                    continue;
                }
                length @ (2 | 3) => (&mut openings.short, length),
                4..=7 => (&mut openings.middle, 4),
                _ => (&mut openings.long, 8),
            };
            let opening = name.get(..length).unwrap_or(name);
            set(bits, bit(opening, true));
            if !is_cased {
                set(bits, bit(opening, false));
            }
        }
        openings
    }

    /// Whether a name may start with these folded bytes, the first of which is a small letter in the text or not.
    pub(super) fn may_open(&self, bytes: &[u8], is_small: bool) -> bool {
        let opens = |bits: &[u64], length| bytes.get(..length).is_some_and(|opening| is_set(bits, bit(opening, !is_small)));
        self.has_single || opens(&self.long, 8) || opens(&self.middle, 4) || opens(&self.short, 3) || opens(&self.short, 2)
    }
}

/// A bit of 2^17 for the bytes that open a name.
fn bit(opening: &[u8], is_capital: bool) -> usize {
    let sum = opening.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) ^ u64::from(is_capital) << 63;
    usize::try_from(sum.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 47).unwrap_or(0)
}

fn set(bits: &mut [u64], bit: usize) {
    bits[bit / 64] |= 1 << (bit % 64);
}

fn is_set(bits: &[u64], bit: usize) -> bool {
    bits.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
}
