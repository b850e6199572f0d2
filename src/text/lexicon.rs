//! Words that mean something to a rule, found in any case and without allocation.

use foldhash::{HashMap, HashMapExt};

use super::words::small;

/// Words and what each of them means. Most words of a text are told apart by their first letter and their length alone.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    words: HashMap<&'static str, T>,
    /// By first letter, a bit for each length that a word has.
    lengths: [u32; 32],
}

/// The cell of a word's first letter in any case, and the bit of its length.
fn cell(word: &str) -> (usize, u32) {
    (word.as_bytes().first().map_or(0, |first| usize::from(first & 31)), 1 << word.len().min(31))
}

impl<T: Copy> Lexicon<T> {
    /// Of words in small letters and without a stop; the last meaning of a word holds.
    pub(crate) fn new(meanings: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut lexicon = Self { words: HashMap::new(), lengths: [0; 32] };
        for (word, meaning) in meanings {
            let (first, length) = cell(word);
            lexicon.lengths[first] |= length;
            lexicon.words.insert(word, meaning);
        }
        lexicon
    }

    /// What a word means, in any case, with or without a stop behind it.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        let (first, length) = cell(word.strip_suffix('.').unwrap_or(word));
        (self.lengths[first] & length != 0).then(|| small(word, |lower| self.words.get(lower).copied()))?
    }

    /// Whether a word is one of them, in any case, with or without a stop behind it.
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

impl Lexicon<()> {
    /// Of lists of words parted by spaces or bars.
    pub(crate) fn of(lists: &[&'static str]) -> Self {
        Self::new(lists.iter().flat_map(|list| list.split([' ', '|', '\n'])).filter(|word| !word.is_empty()).map(|word| (word, ())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_with_a_stop() {
        let lexicon = Lexicon::of(&["corp inc|é"]);
        let found = ["Corp.", "INC", "corp", "é", "cord", "corps", "", "."].map(|word| lexicon.holds(word));
        assert_eq!(found, [true, true, true, true, false, false, false, false]);
    }
}
