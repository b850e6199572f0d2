//! Words and how they are written: what the rules on names read.

/// Abbreviations before and behind names, whose stop is their own.
const ABBREVIATIONS: [&str; 44] = [
    "adm", "amb", "bn", "brig", "capt", "cdr", "cmdr", "co", "col", "corp", "cpl", "cpt", "dr", "ens", "ft", "gen", "gov", "hon", "inc",
    "jr", "lt", "ltd", "maj", "mr", "mrs", "ms", "mt", "pfc", "prof", "pvt", "rep", "rev", "sen", "sgt", "spc", "sr", "st", "supt", "tech",
    "pres", "sec", "asst", "dep", "messrs",
];

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Without a capital: `said`, `al`.
    Lower,
    /// A capital first, a small letter somewhere: `Austin`, `McDonald`, `Jean-Pierre`, `O’Brien`.
    Capital,
    /// Two capitals or more and no small letter: `NATO`, `U.S.`, `F-16`.
    Upper,
    /// One capital, with or without its full stop: `J.`.
    Initial,
    /// Digits first: `31`, `3rd`, `155mm`.
    Number,
}

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends; a possessive `’s` is not part of it, the full stop of an initial, of `U.S.` or `Gen.` is.
    pub end: usize,
    /// How it is written.
    pub shape: Shape,
    /// Whether nothing but white space stands between it and the word before.
    pub follows: bool,
}

impl Word {
    /// Its letters.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it starts with a capital.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }
}

/// Whether a word, in any case, stands in a list of words parted by spaces.
#[must_use]
pub fn is_listed(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// The longest word, in bytes, that [`small`] takes.
pub(crate) const SMALL: usize = 16;

/// Runs `then` on a word in small letters and without its stop, without allocation; words longer than any that are listed ([`SMALL`]) are
/// given as nothing.
pub(crate) fn small<T>(word: &str, then: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; SMALL];
    let bytes = word.strip_suffix('.').unwrap_or(word).as_bytes();
    let Some(lower) = buffer.get_mut(..bytes.len()) else { return then("") };
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    then(std::str::from_utf8(lower).unwrap_or_default())
}

/// The words of `text`, in order. Hyphens and apostrophes between letters join; so do the stops within `U.S.`.
#[must_use]
pub fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let (mut follows, mut previous_end, mut at) = (true, 0, 0);
    while let Some(first) = letter_at(text, at) {
        let (start, mut counts) = (at, Counts::default());
        at += first.len_utf8();
        if !first.is_alphanumeric() {
            follows &= first.is_whitespace();
            continue;
        }
        counts.add(first);
        let mut end = at;
        loop {
            // Most letters are small and plain, and pass by at once.
            let run = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            if run > 0 {
                counts.small += run;
                at += run;
                end = at;
            }
            let Some(next) = letter_at(text, at) else { break };
            if next.is_alphanumeric() {
                counts.add(next);
                end = at + next.len_utf8();
            } else if !joins(text, at, next) || is_possessive(text, at, next) {
                break;
            }
            at += next.len_utf8();
        }
        if letter_at(text, end) == Some('.') && counts.takes_stop(&text[start..end]) {
            end += 1;
        }
        words.push(Word { start, end, shape: counts.shape(first), follows: follows && (previous_end > 0 || words.is_empty()) });
        (follows, previous_end) = (true, end);
        let mark = letter_at(text, end).unwrap_or(' ');
        if is_possessive(text, end, mark) {
            follows = false;
            end += mark.len_utf8() + 1;
        }
        at = end;
    }
    words
}

/// The letter at a byte where one starts; most are plain and need no decoding.
fn letter_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Whether the mark at `at` stands between two letters and joins them.
fn joins(text: &str, at: usize, mark: char) -> bool {
    let next = text[at + mark.len_utf8()..].chars().next();
    match mark {
        '-' | '‑' | '&' => next.is_some_and(char::is_alphanumeric),
        '\'' | '’' => next.is_some_and(char::is_alphabetic),
        // U.S., D.C.: one capital, a stop, one capital and no more letters.
        '.' => {
            let mut rest = text[at + 1..].chars();
            let lone = text[..at].chars().rev().take(2).enumerate().all(|(index, before)| (index == 0) == before.is_alphabetic());
            lone && rest.next().is_some_and(char::is_alphabetic) && !rest.next().is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

fn is_possessive(text: &str, at: usize, mark: char) -> bool {
    let mut rest = text.get(at + mark.len_utf8()..).unwrap_or_default().chars();
    matches!(mark, '\'' | '’') && rest.next() == Some('s') && !rest.next().is_some_and(char::is_alphanumeric)
}

#[derive(Default)]
struct Counts {
    capitals: usize,
    small: usize,
    digits: usize,
}

impl Counts {
    fn add(&mut self, letter: char) {
        self.capitals += usize::from(letter.is_uppercase());
        self.small += usize::from(letter.is_lowercase());
        self.digits += usize::from(letter.is_numeric());
    }

    /// Whether a full stop after the word is its own: `J.`, `U.S.`, `Gen.`.
    fn takes_stop(&self, word: &str) -> bool {
        let is_abbreviation = self.capitals > 0 && word.len() <= 6 && ABBREVIATIONS.iter().any(|short| short.eq_ignore_ascii_case(word));
        is_abbreviation || self.digits == 0 && self.capitals > 0 && self.small == 0 && (self.capitals == 1 || word.contains('.'))
    }

    fn shape(&self, first: char) -> Shape {
        match (first.is_numeric(), first.is_uppercase(), self.capitals + self.digits, self.small) {
            (true, ..) => Shape::Number,
            (_, true, 1, 0) => Shape::Initial,
            (_, true, _, 0) => Shape::Upper,
            (_, true, ..) => Shape::Capital,
            _ => Shape::Lower,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<(&str, Shape, bool)> {
        split(text).iter().map(|word| (word.of(text), word.shape, word.follows)).collect()
    }

    #[test]
    fn names_are_read_as_written() {
        use Shape::{Capital, Initial, Lower, Number, Upper};
        assert_eq!(
            words("Ada J. O’Brien's F-16 in the U.S. is, well, Jean-Pierre’s 3rd."),
            [
                ("Ada", Capital, true),
                ("J.", Initial, true),
                ("O’Brien", Capital, true),
                ("F-16", Upper, false),
                ("in", Lower, true),
                ("the", Lower, true),
                ("U.S.", Upper, true),
                ("is", Lower, true),
                ("well", Lower, false),
                ("Jean-Pierre", Capital, false),
                ("3rd", Number, false),
            ]
        );
    }

    proptest! {
        #[test]
        fn words_hold_every_letter_once(text in "([A-Za-zé0-9’'.&-]{1,4}|[ ,\u{a0}]){0,40}") {
            let found = split(&text);
            let inside: String = found.iter().flat_map(|word| word.of(&text).chars()).filter(|letter| letter.is_alphanumeric()).collect();
            let all: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            // A possessive s is the only letter outside.
            prop_assert_eq!(inside.replace('s', ""), all.replace('s', ""));
        }
    }
}
