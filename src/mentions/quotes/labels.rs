//! The label that opens a turn of a transcript: `SECRETARY ROE:`, `MS. ROE:`, `MODERATOR:`, `Q`, `QUESTION:`.
//!
//! A label stands at the start of its paragraph, in capitals and before a colon; a question's `Q` needs none. Other lines in capitals with
//! a colon (`SUBJECT:`) are told apart by the page: where nobody with a title and nobody who asks is labelled, nothing is a label.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::records::{BlockKind, PageKind};
use crate::text::tail;

use super::super::Page;
use crate::text::words::is_listed;

/// The label of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Its bytes, without colon.
    pub range: Range<usize>,
    /// Where the words behind it start.
    pub speech: usize,
    /// A reporter, the audience.
    pub is_question: bool,
    /// It starts with a title or a part in the talk, or asks: it is a label by itself.
    is_sure: bool,
}

/// Longer than any label.
const LONGEST: usize = 120;

const ASKING: &str = "Q QUESTION QUESTIONER REPORTER REPORTERS PRESS MEDIA JOURNALIST CORRESPONDENT AUDIENCE STUDENT";

/// What a person in a talk is addressed by, or is there for. Longer titles start with one of these.
pub(super) const PARTS: &str = "MR MRS MS MISS DR PROF PROFESSOR SIR LORD DAME REV REVEREND FATHER RABBI BISHOP CHAPLAIN PRESIDENT VICE PRIME MINISTER \
    CHANCELLOR PREMIER KING QUEEN PRINCE PRINCESS FIRST SECRETARY UNDERSECRETARY UNDER DEPUTY ASSISTANT ACTING PRINCIPAL \
    FORMER AMBASSADOR AMB SENATOR SEN REPRESENTATIVE REP CONGRESSMAN CONGRESSWOMAN LEADER MAJORITY GOVERNOR GOV MAYOR \
    ATTORNEY JUSTICE JUDGE ADMINISTRATOR DIRECTOR CHAIR CHAIRMAN CHAIRWOMAN COMMISSIONER COORDINATOR COUNSELOR ADVISOR \
    ADVISER SENIOR PENTAGON DEFENSE GENERAL GEN LT LTG MAJ BRIG COL COLONEL CAPT CAPTAIN CMDR COMMANDER ADM ADMIRAL REAR SGT \
    SERGEANT CHIEF MODERATOR OPERATOR HOST ANNOUNCER AIDE STAFF INTERPRETER SPEAKER PARTICIPANT";

/// Headings of papers that look like labels.
const HEADINGS: &str = "SUBJECT TO FROM RE THROUGH NOTE NOTES POC DATE TIME LOCATION WHAT WHEN WHERE WHO WHY HOW CONTACT CORRECTION UPDATE FACT \
    SOURCE TITLE SUMMARY BACKGROUND PHOTO";

/// The labels of a page, by paragraph; all none where it is no record of a talk.
pub(super) fn of_page(page: &Page) -> Vec<Option<Label>> {
    let mut labels: Vec<_> =
        page.passages.iter().map(|passage| (passage.kind != BlockKind::TableRow).then(|| label(passage.text)).flatten()).collect();
    let mut counts = BTreeMap::<&str, usize>::new();
    for (label, passage) in labels.iter().zip(&page.passages) {
        if let Some(label) = label {
            *counts.entry(&passage.text[label.range.clone()]).or_default() += 1;
        }
    }
    let is_talk = matches!(page.article.kind, PageKind::Transcript | PageKind::Speech);
    let sure = labels.iter().flatten().filter(|label| label.is_sure).count();
    let questions = labels.iter().flatten().filter(|label| label.is_question).count();
    for (label, passage) in labels.iter_mut().zip(&page.passages) {
        let holds = label.as_ref().is_some_and(|label| {
            let repeated = counts.get(&passage.text[label.range.clone()]).is_some_and(|count| *count > 1);
            match (label.is_question, label.is_sure) {
                // A lone letter asks only where others speak or ask again.
                (true, _) => sure > questions || questions > 1 || is_talk,
                (false, true) => true,
                (false, false) => sure > 0 && (repeated || is_talk),
            }
        });
        if !holds {
            *label = None;
        }
    }
    labels
}

/// The label at the start of `text`, as far as the paragraph alone tells.
fn label(text: &str) -> Option<Label> {
    let start = text.len() - text.trim_start().len();
    let head = tail(text, start, LONGEST);
    if !head.starts_with(|letter: char| letter.is_uppercase()) {
        return None;
    }
    asked(head, start).or_else(|| named(head, start))
}

/// `Q `, `Q:`, `Q.`
fn asked(head: &str, start: usize) -> Option<Label> {
    let rest = head.strip_prefix('Q')?;
    let mark = rest.chars().next()?;
    let behind = match mark {
        ':' | '.' => &rest[1..],
        _ if mark.is_whitespace() => rest.trim_start(),
        _ => return None,
    };
    let goes_on = behind.chars().find(|letter| !letter.is_whitespace()).is_none_or(|letter| !letter.is_lowercase());
    let speech = start + head.len() - behind.trim_start().len();
    goes_on.then_some(Label { range: start..start + 1, speech, is_question: true, is_sure: true })
}

fn named(head: &str, start: usize) -> Option<Label> {
    let colon = head.find(':')?;
    let label = head[..colon].trim_end();
    // `(through an interpreter)` belongs to no name.
    let name = label.split('(').next().unwrap_or(label).trim_end();
    let mut words = name.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let is_name = |word: &str| {
        word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '\'' | '’' | '-' | '‑' | '/' | '&' | '#'))
    };
    if name.is_empty() || !words.clone().all(is_name) || words.clone().count() > 14 {
        return None;
    }
    let mut first = words.next()?;
    if first.eq_ignore_ascii_case("the") {
        first = words.next()?;
    }
    let first = first.to_uppercase();
    let is_part = is_listed(&first, PARTS);
    let is_question = is_listed(&first, ASKING) && !name.to_uppercase().ends_with("SECRETARY");
    let is_upper = in_capitals(name);
    // `Secretary Roe:` is one as well, `Press release:` is none.
    let is_addressed = name.contains(',') || words.clone().next_back().is_none_or(|last| is_listed(&last.to_uppercase(), PARTS));
    let is_titled = is_part && !is_addressed && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    if is_listed(&first, HEADINGS) || !(is_upper || is_titled && name.len() < 48 || is_question && name.len() < 18) {
        return None;
    }
    let behind = &head[colon + 1..];
    // `END 3:15 P.M.`
    if behind.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let speech = start + head.len() - behind.trim_start().len();
    Some(Label { range: start..start + label.len(), speech, is_question, is_sure: is_upper && (is_part || is_question) })
}

/// `MCKENZIE`, `McKENZIE`, `VON DER LEYEN`, `von der LEYEN`, `ROE Jr.`
fn in_capitals(name: &str) -> bool {
    let is_small = |word: &str| word.chars().filter(|letter| letter.is_lowercase()).count() > 2 && !word.starts_with("Mac");
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    let small = name.chars().filter(|letter| letter.is_lowercase()).count();
    capitals > 1 && small * 2 < capitals && !name.split_whitespace().any(is_small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, &str, bool)> {
        label(text).map(|label| (&text[label.range], &text[label.speech..], label.is_question))
    }

    #[test]
    fn labels_are_read() {
        assert_eq!(read("MS. ROE: Hello."), Some(("MS. ROE", "Hello.", false)));
        assert_eq!(read("PRESIDENT VON DER ROE: (As interpreted.) Yes."), Some(("PRESIDENT VON DER ROE", "(As interpreted.) Yes.", false)));
        assert_eq!(read("GENERAL ADA F. McROE JR. (via link):"), Some(("GENERAL ADA F. McROE JR. (via link)", "", false)));
        assert_eq!(read("Secretary Roe: Hello."), Some(("Secretary Roe", "Hello.", false)));
        assert_eq!(read("Q\u{a0}And then?"), Some(("Q", "And then?", true)));
        assert_eq!(read("Q: When?"), Some(("Q", "When?", true)));
        assert_eq!(read("QUESTION: When?"), Some(("QUESTION", "When?", true)));
        assert_eq!(read("AUDIENCE MEMBER: Yes!"), Some(("AUDIENCE MEMBER", "Yes!", true)));
    }

    #[test]
    fn other_openings_are_none() {
        for text in
            ["SUBJECT: Aid", "We said: no", "Q and A", "Quite: so", "Note: this", "At 9:30 we met", "Remarks as prepared: we", ": x", ""]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
