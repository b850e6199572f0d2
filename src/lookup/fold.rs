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
    words: Vec<Start>,
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
        for start in &mut folded.words {
            let opening = folded.bytes.get(start.at()..).unwrap_or_default();
            (start.letter, start.keys) = (letter(opening), keys(opening, start.is_small));
        }
        folded
    }

    /// Notes that a name may start at the next byte.
    fn open(&mut self, is_small: bool) {
        self.words.push(Start { at: offset(self.bytes.len()), letter: 0, keys: [0; 2], is_small });
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
    /// A bit for its first letter.
    letter: u32,
    /// The key of its first run, which may be all of a name, and that of the run with what stands behind it.
    keys: [u32; 2],
    /// Whether it is a small letter in the text.
    pub is_small: bool,
}

impl Start {
    /// Offset into the folded bytes.
    pub(super) fn at(self) -> usize {
        usize::try_from(self.at).unwrap_or(usize::MAX)
    }
}

/// What names open with, as two bits for each (a Bloom filter): most words of a text open no name, and that is seen without the automaton,
/// however many names there are.
#[derive(Debug)]
pub(super) struct Openings {
    bits: Vec<u64>,
    /// Their first letters; those of names that may start with a small letter come second: few names of most indexes do, few letters tell.
    letters: [u32; 2],
}

impl Default for Openings {
    fn default() -> Self {
        Self { bits: vec![0; 1 << (BITS - 6)], letters: [0; 2] }
    }
}

/// The number of bits, as a power of two.
const BITS: u32 = 17;

impl Openings {
    /// Over folded names; `is_cased` says of a name that the text must hold a capital or a digit where it starts.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n Vec<u8>, bool)>) -> Self {
        let mut openings = Self::default();
        for (name, is_cased) in names {
            let run = run(name);
            openings.letters[0] |= letter(name);
            openings.letters[1] |= if is_cased { 0 } else { letter(name) };
            let mut set = |opening: &[u8]| {
                openings.set(key(opening, opening.len(), false));
                if !is_cased {
                    openings.set(key(opening, opening.len(), true));
                }
            };
            match name.len() - run {
                // A plural s may follow the run that is all of the name.
                0 => ["", "s", "es"].iter().for_each(|ending| set(&[name, ending.as_bytes()].concat())),
                rest if rest < behind(run) => set(&name[..run]),
                _ => set(&name[..run + behind(run)]),
            }
        }
        openings
    }

    fn set(&mut self, key: u32) {
        for bit in places(key) {
            self.bits[bit / 64] |= 1 << (bit % 64);
        }
    }

    /// Whether a name may start there.
    pub(super) fn may_open(&self, start: Start) -> bool {
        let is_set = |bit: usize| self.bits.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0);
        let holds = |key: u32| places(key).into_iter().all(is_set);
        self.letters[usize::from(start.is_small)] & start.letter != 0 && start.keys.into_iter().any(holds)
    }
}

/// A bit for the first letter.
fn letter(folded: &[u8]) -> u32 {
    folded.first().map_or(0, |first| 1 << (first & 31))
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

/// The two bits of a key.
fn places(key: u32) -> [usize; 2] {
    [key >> (32 - BITS), key & ((1 << BITS) - 1)].map(|bit| usize::try_from(bit).unwrap_or(0))
}

/// The keys of what stands in a text: of its first run, and with what stands behind that.
fn keys(folded: &[u8], is_small: bool) -> [u32; 2] {
    let run = run(folded);
    [run, run + behind(run)].map(|length| key(folded, length, is_small))
}

/// The key of the first `length` of some bytes, of which [`OPENING`] count, and for how they are written.
fn key(folded: &[u8], length: usize, is_small: bool) -> u32 {
    let first = folded.first_chunk().copied().unwrap_or_else(|| std::array::from_fn(|at| folded.get(at).copied().unwrap_or(0)));
    let mask = if length < OPENING { !(u128::MAX >> (8 * length)) } else { u128::MAX };
    let opening = u128::from_be_bytes(first) & mask ^ u128::from(is_small);
    u32::try_from(opening.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835) >> 96).unwrap_or(0)
}
