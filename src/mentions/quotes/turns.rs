//! The turns of a transcript, and who speaks in each.
//!
//! A turn runs from its label to the next, over as many paragraphs as it takes. Its speaker is whoever the label names; `THE PRESIDENT` is
//! who holds the office by what the page says, else by the day.

use super::labels::{self, Label};
use super::offices::speaker;
use super::people::People;
use super::{Page, Turn};
use crate::lookup::Lookups;

/// Where a paragraph stands in a talk.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InTalk {
    /// The turn it belongs to, as an index.
    pub turn: Option<usize>,
    /// Where what is said starts, behind the label.
    pub from: usize,
}

/// The turns of a page, and where each of its paragraphs stands in them.
pub(super) fn find(page: &Page, lookups: &Lookups, people: &People) -> (Vec<Turn>, Vec<InTalk>) {
    let labels = labels::of_page(page);
    let mut talk = vec![InTalk::default(); page.passages.len()];
    if labels.iter().all(Option::is_none) {
        return (Vec::new(), talk);
    }
    let mut open: Option<Open> = None;
    let mut rows: Vec<Turn> = Vec::new();
    for (index, (passage, label)) in page.passages.iter().zip(labels).enumerate() {
        if let Some(label) = label {
            rows.extend(open.take().map(|open| open.close(page, lookups, people)));
            talk[index].from = label.speech;
            open = Some(Open { label, passage: index, last: index });
        } else if open.is_some() && ends(passage.text) {
            rows.extend(open.take().map(|open| open.close(page, lookups, people)));
        }
        if let Some(open) = &mut open {
            open.last = index;
            talk[index].turn = Some(rows.len());
        }
    }
    rows.extend(open.map(|open| open.close(page, lookups, people)));
    for (row, turn_no) in rows.iter_mut().zip(1..) {
        row.turn_no = turn_no;
    }
    (rows, talk)
}

/// `END 3:15 P.M. EDT`, `###`: what follows is said by nobody.
fn ends(text: &str) -> bool {
    let text = text.trim();
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\u{a0}', ']', '.', '\n']);
    text.starts_with('#') || ["END", "[END", "-END-", "- END -", "—END—"].iter().any(|end| text.strip_prefix(end).is_some_and(is_end))
}

struct Open {
    label: Label,
    passage: usize,
    last: usize,
}

impl Open {
    fn close(self, page: &Page, lookups: &Lookups, people: &People) -> Turn {
        let labelled = &page.passages[self.passage];
        let label = labelled.span(self.label.range.clone());
        // A label may stand alone, over the first paragraph of its turn.
        let stands_alone = self.label.speech >= labelled.text.trim_end().len() && self.last > self.passage;
        let (first, from) = if stands_alone { (&page.passages[self.passage + 1], 0) } else { (labelled, self.label.speech) };
        let start_char = first.char_at(from);
        let mut surface = String::new();
        for (index, passage) in page.passages[..=self.last].iter().enumerate().skip(self.passage + usize::from(stands_alone)) {
            if !surface.is_empty() {
                surface.push_str("\n\n");
            }
            let from = if index == self.passage { self.label.speech } else { 0 };
            surface.push_str(passage.text.get(from..).unwrap_or_default());
        }
        surface.truncate(surface.trim_end().len());
        let end_char = start_char + i64::try_from(surface.chars().count()).unwrap_or(0);
        let speaker = (!self.label.is_question).then(|| speaker(page, self.passage, &self.label, lookups, people)).flatten();
        let (page_person_id, speaker_name) = speaker.map_or((None, None), |(id, name)| (id, Some(name)));
        Turn {
            article_id: page.article.article_id.clone(),
            paragraph_no: first.paragraph_no,
            start_char,
            end_char,
            surface,
            turn_no: 0,
            label: label.surface,
            label_start_char: label.start_char,
            label_end_char: label.end_char,
            page_person_id,
            speaker_name,
            is_question: self.label.is_question,
        }
    }
}
