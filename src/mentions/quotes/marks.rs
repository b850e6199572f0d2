//! Quotation marks: which opens, which closes, which measures inches; straight, curly, mixed and forgotten ones.
//!
//! A mark is read from what stands on its two sides first, from its shape second: editors write `“word“` and `"word”`. Single marks count
//! only in a paragraph without double ones; within double ones they are the quotation's own.

use std::ops::Range;

use memchr::memchr3_iter;

use crate::text::{lead, tail};

/// A stretch between an opening and a closing mark of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The words within the marks, without white space at the ends.
    pub inner: Range<usize>,
    /// The same with the marks.
    pub outer: Range<usize>,
    /// Whether it has its opening mark.
    pub is_opened: bool,
    /// Whether it has its closing mark.
    pub is_closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// Its sides do not tell: it closes what is open, or opens.
    Either,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    role: Role,
    /// A straight mark behind a digit: inches, perhaps.
    is_measure: bool,
}

/// The stretches of a paragraph, in order, none inside another. `carried` says that a quotation was left open by the paragraph before.
pub(super) fn stretches(text: &str, carried: bool) -> Vec<Stretch> {
    let marks = marks(text);
    if marks.is_empty() {
        return singles(text);
    }
    let mut reader = Reader { text, found: Vec::new(), open: None, depth: 0, carried };
    for (index, mark) in marks.iter().enumerate() {
        reader.take(*mark, &marks[index + 1..]);
    }
    if let Some(start) = reader.open.take() {
        reader.push(start.start..text.len(), start.end..text.len(), true, false);
    }
    reader.found
}

fn marks(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    for start in memchr3_iter(b'"', 0xE2, 0xC2, bytes) {
        let end = match (bytes[start], bytes.get(start + 1), bytes.get(start + 2)) {
            (b'"', ..) => start + 1,
            (0xE2, Some(0x80), Some(0x9C..=0x9F)) => start + 3,
            (0xC2, Some(0xAB | 0xBB), _) => start + 2,
            _ => continue,
        };
        let previous = lead(text, start, 4).chars().next_back();
        let next = tail(text, end, 4).chars().next();
        let role = role(&text[start..end], previous, next);
        let is_measure = end == start + 1 && previous.is_some_and(|letter| letter.is_ascii_digit());
        marks.push(Mark { start, end, role, is_measure });
    }
    marks
}

/// White space, brackets and dashes before a mark let it open; letters and figures after it let it no longer close.
fn role(mark: &str, previous: Option<char>, next: Option<char>) -> Role {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '$' | '[' | '(' | '‘' | '\\' | '<' | '…' | '#' | '@');
    let is_free = previous.is_none_or(|letter| letter.is_whitespace() || matches!(letter, '(' | '[' | '{' | '‘' | '>'));
    let is_dash = previous.is_some_and(|letter| matches!(letter, '—' | '–' | '-' | '/' | '\''));
    let starts_word = next.is_some_and(is_word);
    let ends_word = !is_free && next.is_none_or(|letter| !is_word(letter) || letter == '[' || letter == '(' || letter == '<');
    match mark {
        "“" | "„" | "«" | "‟" if !ends_word || is_dash => Role::Opens,
        "”" | "»" if !(is_free && starts_word) => Role::Closes,
        _ if is_free && (starts_word || next.is_some_and(|letter| matches!(letter, '\'' | '’' | '“' | '"'))) => Role::Opens,
        _ if is_dash && starts_word => Role::Opens,
        _ if ends_word => Role::Closes,
        _ => Role::Either,
    }
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Stretch>,
    /// The mark that is open.
    open: Option<Range<usize>>,
    /// Quotations open within it.
    depth: usize,
    carried: bool,
}

impl Reader<'_> {
    fn take(&mut self, mark: Mark, rest: &[Mark]) {
        if mark.is_measure && self.measures(mark, rest) {
            return;
        }
        let Some(start) = self.open.clone() else {
            match mark.role {
                Role::Closes => self.close_unopened(mark),
                Role::Opens | Role::Either => self.open = Some(mark.start..mark.end),
            }
            return;
        };
        let is_nested = || matches!(rest, [first, second, ..] if first.role != Role::Opens && second.role == Role::Closes);
        match mark.role {
            Role::Opens if self.text[start.end..mark.start].trim().is_empty() => {}
            Role::Opens if is_nested() => self.depth += 1,
            Role::Opens => {}
            Role::Closes | Role::Either if self.depth > 0 => self.depth -= 1,
            Role::Closes | Role::Either => {
                self.open = None;
                self.push(start.start..mark.end, start.end..mark.start, true, true);
            }
        }
    }

    /// `a 5" gun`: nothing is open, or what is open closes further on.
    fn measures(&self, mark: Mark, rest: &[Mark]) -> bool {
        let mut after = tail(self.text, mark.end, 8).trim_start_matches([' ', '\u{a0}', '-']).chars();
        let goes_on = after.next().is_some_and(|letter| letter.is_lowercase() || letter.is_ascii_digit());
        self.open.is_none() || goes_on && rest.iter().take(8).find(|mark| !mark.is_measure).is_some_and(|next| next.role == Role::Closes)
    }

    /// A closing mark whose opening one was forgotten, or stands in the paragraph before.
    fn close_unopened(&mut self, mark: Mark) {
        let text = self.text;
        let start = match self.found.last() {
            None => text.len() - text.trim_start().len(),
            Some(last) => {
                // `"…," she said. So it goes.”`: the sentence after the cue.
                let between = &text[last.outer.end.min(mark.start)..mark.start];
                let Some(stop) = between.find(". ").filter(|_| between.ends_with(['.', '!', '?', ','])) else { return };
                last.outer.end + stop + 2
            }
        };
        let is_first = self.found.is_empty();
        let is_last = text[mark.end..].trim().is_empty() || text[start..mark.start].ends_with([',', '.', '!', '?']);
        if start < mark.start && (!is_first || self.carried || is_last) {
            self.push(start..mark.end, start..mark.start, false, true);
        }
    }

    fn push(&mut self, outer: Range<usize>, inner: Range<usize>, is_opened: bool, is_closed: bool) {
        let words = &self.text[inner.clone()];
        let start = inner.start + words.len() - words.trim_start().len();
        let end = inner.start + words.trim_end().len();
        if words.contains(char::is_alphanumeric) {
            self.found.push(Stretch { inner: start..end, outer, is_opened, is_closed });
        }
    }
}

/// Longer than a quotation in single marks is; keeps the search for their end linear.
const LONGEST: usize = 2_000;

/// Quotations in single marks. An apostrophe opens nothing; a mark closes where no letter follows, best behind a comma or a stop.
fn singles(text: &str) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let (bytes, mut floor) = (text.as_bytes(), 0);
    for start in memchr3_iter(b'\'', 0xE2, 0xE2, bytes) {
        let size = if bytes[start] == b'\'' { 1 } else { 3 };
        if start < floor || (size == 3 && !text[start..].starts_with('‘')) {
            continue;
        }
        let previous = lead(text, start, 4).chars().next_back();
        let next = tail(text, start + size, 4).chars().next();
        let opens = previous.is_none_or(|letter| letter.is_whitespace() || letter == '(') && next.is_some_and(char::is_alphabetic);
        if !opens {
            continue;
        }
        // Where nothing closes within reach, nothing closes the next few either.
        floor = start + size + LONGEST;
        if let Some(end) = single_end(text, start + size) {
            let size_of_end = if bytes[end] == b'\'' { 1 } else { 3 };
            let outer = start..end + size_of_end;
            floor = outer.end;
            found.push(Stretch { inner: start + size..end, outer, is_opened: true, is_closed: true });
        }
    }
    found
}

fn single_end(text: &str, start: usize) -> Option<usize> {
    let window = tail(text, start, LONGEST);
    let mut first = None;
    for (at, mark) in window.match_indices(['\'', '’']) {
        let is_end = window[at + mark.len()..].chars().next().is_none_or(|letter| !letter.is_alphanumeric());
        match window[..at].chars().next_back() {
            Some(',' | '.' | '!' | '?') if is_end => return Some(start + at),
            Some(letter) if is_end && !letter.is_whitespace() => first = first.or(Some(start + at)),
            _ => {}
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<&str> {
        stretches(text, false).into_iter().map(|stretch| &text[stretch.inner]).collect()
    }

    #[test]
    fn marks_of_every_shape_pair() {
        for (text, words) in [
            ("\"We go,\" she said. \"Soon.\"", &["We go,", "Soon."][..]),
            ("“We go,” she said. “Soon.”", &["We go,", "Soon."]),
            ("\"We go,” she said. “Soon.\"", &["We go,", "Soon."]),
            ("“We go,“ she said. ”Soon.”", &["We go,", "Soon."]),
            ("„We go“, she said.", &["We go"]),
            ("«We go», she said.", &["We go"]),
            ("\" We go \", she said", &["We go"]),
            ("It is—\"as they say\"—done", &["as they say"]),
            ("‘We go,’ she said. ‘It’s Ann’s and the boys’ turn.’", &["We go,", "It’s Ann’s and the boys’ turn."]),
            ("'We can't,' she said", &["We can't,"]),
            ("the crew's '90s jets and the pilots' plan", &[]),
        ] {
            assert_eq!(read(text), words, "{text}");
        }
    }

    #[test]
    fn quotations_hold_others() {
        assert_eq!(read("\"He said 'go,'\" she said."), ["He said 'go,'"]);
        assert_eq!(read("“He said “go now,” I think,” she said."), ["He said “go now,” I think,"]);
        assert_eq!(read("\"He said \"go now\" to me,\" she said."), ["He said \"go now\" to me,"]);
        assert_eq!(read("“It is clear, and it’s “meant to be so.”"), ["It is clear, and it’s “meant to be so."]);
    }

    #[test]
    fn inches_are_no_marks() {
        assert_eq!(read("a 5\" gun and a 16\" one"), [""; 0]);
        assert_eq!(read("\"We fired the 5\" gun,\" she said."), ["We fired the 5\" gun,"]);
        assert_eq!(read("\"It ends in 2025\" and \"not in 2026\""), ["It ends in 2025", "not in 2026"]);
    }

    #[test]
    fn forgotten_marks_are_made_up_for() {
        assert_eq!(read("“We go. And then"), ["We go. And then"]);
        assert_eq!(read("“We go,” Roe said. It is time.”"), ["We go,", "It is time."]);
        assert_eq!(read("We go now,\" Roe said."), ["We go now,"]);
        let carried = stretches("And so we went.” He left.", true);
        assert_eq!((carried[0].inner.clone(), carried[0].is_opened), (0..15, false));
    }

    #[test]
    fn many_marks_take_linear_time() {
        assert_eq!(stretches(&"\"".repeat(100_000), false).len(), 0);
        assert_eq!(stretches(&"\"a\" ".repeat(50_000), false).len(), 50_000);
        assert!(stretches(&"“a ".repeat(100_000), false).len() == 1);
        assert!(stretches(&"‘a ".repeat(100_000), false).is_empty());
    }

    proptest! {
        #[test]
        fn stretches_are_in_order(text in "([\"“”‘’' ,.5A-Ca-cé(-]|said){0,40}", carried: bool) {
            let found = stretches(&text, carried);
            prop_assert!(found.windows(2).all(|pair| pair[0].outer.end <= pair[1].outer.start));
            for stretch in found {
                prop_assert!(text.get(stretch.inner.clone()).is_some_and(|words| words.trim() == words && !words.is_empty()));
                prop_assert!(stretch.outer.start <= stretch.inner.start && stretch.inner.end <= stretch.outer.end);
            }
        }
    }
}
