//! Where sentences end. A full stop after an abbreviation, an initial or inside a number ends none.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3_iter;
use regex::Regex;

use super::{lead, pattern};

/// Abbreviations after which a sentence goes on, whatever comes next.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[\s(“‘\x22'\[–—-])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Messrs|Gen|Lt|Maj|Col|Capt|Cmdr|Cdr|Adm|Tech|Sgt|Cpl|Pfc|Pvt|Spc|Brig|Sr|Ens|",
        r"Sen|Rep|Gov|Pres|Sec|Amb|St|Ft|Mt|No|Nos|Art|Sect?|Fig|vs|v|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|est|e\.g|i\.e|cf|Vol|Pt|[A-Z])$"
    ))
});
/// Abbreviations that can also end a sentence: they do before a capital that does not continue a name.
static EITHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:Jr|Inc|Corp|Co|Ltd|etc|Dept|Ave|Calif|Va|Md|Fla|Tex|Conn|Mass|Pa|Ala|Ariz|a\.m|p\.m))$")
});
/// Words that seldom continue a name, so that "in D.C. The secretary" is two sentences and "U.S. Army" is one.
static OPENER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[“‘\x22'(\[]*(?:The|This|That|These|Those|It|Its|He|She|They|We|I|You|Our|His|Her|Their|In|On|At|As|For|But|And|So|If|When|While|After|Before|Since|With|There|Today|Yesterday|Also|Additionally|However|To|What|Who|How|Why)\b",
    )
});

/// The sentences of `text`, in order, without the white space between them.
#[must_use]
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = text.len() - text.trim_start().len();
    for stop in stops(text) {
        let Some((end, next)) = closed(text, stop) else { continue };
        if ends(text, stop, next, end) {
            sentences.push(start..end);
            start = next;
        }
    }
    let end = text.trim_end().len();
    if start < end {
        sentences.push(start..end);
    }
    sentences
}

/// What can end a sentence.
const STOPS: [char; 4] = ['.', '?', '!', '…'];

/// Where the stops stand. Three of the four are bytes, and found fast; few texts hold the fourth.
fn stops(text: &str) -> Vec<usize> {
    if text.contains('…') {
        text.match_indices(STOPS).map(|(at, _)| at).collect()
    } else {
        memchr3_iter(b'.', b'?', b'!', text.as_bytes()).collect()
    }
}

/// Where the quotes and brackets behind a stop end, and where the next sentence would start; nothing where no white space parts the two.
fn closed(text: &str, stop: usize) -> Option<(usize, usize)> {
    let rest = text.get(stop..)?.strip_prefix(STOPS)?;
    let open = rest.trim_start_matches(['”', '"', '’', '\'', ')', ']']);
    let next = open.trim_start();
    (next.len() < open.len()).then(|| (text.len() - open.len(), text.len() - next.len()))
}

/// Whether a full stop behind `before` is, or may be, that of an abbreviation or an initial.
pub(super) fn is_abbreviated(before: &str) -> bool {
    let last = lead(before, before.len(), 16);
    TITLE.is_match(last) || EITHER.is_match(last)
}

fn ends(text: &str, stop: usize, next: usize, end: usize) -> bool {
    let rest = text.get(next..).unwrap_or_default();
    if rest.chars().next().is_none_or(|letter| letter.is_lowercase() || matches!(letter, ',' | ';')) {
        return false;
    }
    let before = lead(text, stop, 16);
    match text.get(stop..end) {
        Some(".") => {}
        // `Gen. (Dr.) Ada Roe`
        Some(".)") => return !TITLE.is_match(before),
        _ => return true,
    }
    if EITHER.is_match(before) {
        return OPENER.is_match(rest);
    }
    !TITLE.is_match(before)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::split;

    proptest! {
        #[test]
        fn sentences_cover_all_but_white_space(text in "([A-Z][a-z]{0,6}\\.?|é|[.!?]|\"|[ \n]|U\\.S\\.|5){0,60}") {
            let whole: String = split(&text).into_iter().map(|range| &text[range]).collect();
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&whole), letters(&text));
        }
    }

    fn sentences(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Gen. Ada B. Field met Lt. Col. (Dr.) Roe on Jan. 5 in Washington, D.C. The U.S. Army came. No. 5 went!";
        assert_eq!(
            sentences(text),
            ["Gen. Ada B. Field met Lt. Col. (Dr.) Roe on Jan. 5 in Washington, D.C.", "The U.S. Army came.", "No. 5 went!"]
        );
    }

    #[test]
    fn quotes_and_numbers_are_whole() {
        let text = "It is $2.5 billion. \"So it is.\" More than that?  Yes";
        assert_eq!(sentences(text), ["It is $2.5 billion.", "\"So it is.\"", "More than that?", "Yes"]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(split(" \n ").is_empty() && split("").is_empty());
    }
}
