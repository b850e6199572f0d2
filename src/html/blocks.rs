//! Lines to paragraphs: which lines go on with the one before, which are headings, which are list items.

use std::sync::LazyLock;

use regex::Regex;

use super::flow::Line;
use crate::records::{Block, BlockKind};

/// A line as the walk finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawLine {
    /// The text, folded.
    pub text: String,
    /// Bytes of it in bold.
    pub bold: usize,
    /// Bytes of it in links.
    pub linked: usize,
    /// Whether it is centred.
    pub is_centred: bool,
}

impl RawLine {
    /// A short line all in bold, or centred capitals, that is no sentence.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        const LONGEST: usize = 120;
        let is_bold = self.bold > 0 && self.bold + 2 >= self.text.len();
        let is_title = self.is_centred && is_capitals(&self.text);
        self.text.len() <= LONGEST && (is_bold || is_title) && !self.text.ends_with(['.', '!', '?', ';', ',', ':', '-', '–', '—', '”', '"'])
    }
}

/// Whether all the letters are capitals, and there are some.
#[must_use]
pub fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// Joins the lines of a block that a single `<br>` parts where the sentence goes on; the others stay apart.
#[must_use]
pub fn merge(lines: Vec<RawLine>) -> Vec<RawLine> {
    if lines.len() < 2 {
        return lines;
    }
    let goes_on = |line: &&[RawLine]| matches!(line, [_, next] if starts_low(&next.text));
    let is_wrapped = lines.windows(2).filter(goes_on).count() * 5 >= (lines.len() - 1) * 2 && lines.len() > 3;
    let mut merged: Vec<RawLine> = Vec::with_capacity(lines.len());
    for line in lines {
        match merged.last_mut() {
            Some(last) if continues(last, &line, is_wrapped) => {
                last.text.push(' ');
                last.text.push_str(&line.text);
                last.bold += line.bold;
                last.linked += line.linked;
            }
            _ => merged.push(line),
        }
    }
    merged
}

fn continues(last: &RawLine, next: &RawLine, is_wrapped: bool) -> bool {
    const ENDS: [char; 6] = ['.', '!', '?', ':', ';', '”'];
    if bullet(&next.text).is_some() || last.text.ends_with(ENDS) || (last.is_heading() && !next.is_heading()) {
        return false;
    }
    is_wrapped || starts_low(&next.text) || last.text.ends_with(',') || ends_open(&last.text)
}

fn starts_low(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase) && bullet(text).is_none()
}

/// Whether the line ends with a word that cannot end a sentence.
fn ends_open(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "a" | "an" | "and" | "as" | "at" | "by" | "for" | "from" | "in" | "into" | "of" | "on" | "or" | "that" | "the" | "to" | "with"
    )
}

/// The text behind a bullet that was typed as a character.
#[must_use]
pub fn bullet(text: &str) -> Option<&str> {
    static BULLET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[•·▪▫◦●○■□‣⁃∙➢►\u{F0A7}\u{F0B7}\u{F0D8}]\s*|[-–—*§]\s+|o\s+(?:[\p{Lu}\d“\x22(]))")
            .expect("the pattern is a constant")
    });
    if text.starts_with(|symbol: char| symbol.is_alphanumeric() && symbol != 'o') {
        return None;
    }
    let found = BULLET.find(text)?;
    let end = if text.starts_with("o ") { 2 } else { found.end() };
    let rest = text.get(end..)?.trim_start();
    rest.starts_with(|symbol: char| symbol.is_alphanumeric() || "$“\"'(‘.~".contains(symbol)).then_some(rest)
}

/// Paragraphs from lines: typed bullets become list items; lines without a letter or digit are rules, not text.
#[must_use]
pub fn from_lines(lines: Vec<Line>) -> Vec<Block> {
    let block = |line: Line| {
        let (kind, text) = match (line.kind, bullet(&line.text)) {
            (BlockKind::Body | BlockKind::ListItem, Some(rest)) => (BlockKind::ListItem, rest.to_owned()),
            (kind, _) => (kind, line.text),
        };
        Block { kind, text }
    };
    lines.into_iter().map(block).filter(|block| block.text.chars().any(char::is_alphanumeric)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(lines: &[&str]) -> Vec<String> {
        let raw = lines.iter().map(|text| RawLine { text: (*text).to_owned(), ..RawLine::default() }).collect();
        merge(raw).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_wrapped_sentence_is_one_line() {
        assert_eq!(merged(&["The secretary met the", "minister today."]), ["The secretary met the minister today."]);
        assert_eq!(merged(&["Fort Walton Beach,", "Florida"]), ["Fort Walton Beach, Florida"]);
    }

    #[test]
    fn lines_of_a_list_stay_apart() {
        assert_eq!(merged(&["Length: 97 feet", "Speed: 362 mph", "Crew: Two"]).len(), 3);
        assert_eq!(merged(&["including:", "• one", "• two"]).len(), 3);
        assert_eq!(merged(&["It ends.", "1979 Bachelor of Science"]).len(), 2);
    }

    #[test]
    fn a_typed_bullet_is_taken_off() {
        for text in ["• Four launchers", "·Four launchers", "- Four launchers", "o Four launchers", "*  Four launchers"] {
            assert_eq!(bullet(text), Some("Four launchers"), "{text}");
        }
        for text in ["*Small business", "on Four", "o'clock", "-30-", "Four", "--- ---", ""] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }
}
