//! Who said what: quotations, indirect speech, and the turns of a transcript.

mod indirect;
mod labels;
mod marks;
mod memory;
mod narration;
mod offices;
mod people;
mod reader;
mod speech;
mod subjects;
#[cfg(test)]
mod tests;
mod turns;
mod verbs;
mod voices;

use super::{Mentions, Page, Passage};
use crate::lookup::Lookups;
use crate::{mention, vocabulary};

vocabulary! {
    /// What the speaker was read from.
    pub enum SpeakerBasis {
        /// The sentence the quotation stands in.
        Sentence = "sentence",
        /// The sentence before or after, or the person last named in the paragraph.
        Paragraph = "paragraph",
        /// The speaker of the quotation before it.
        Continued = "continued",
        /// The label of the turn.
        Turn = "turn",
    }
}

mention! {
    /// One row per stretch of speech; the span of a direct quotation is the words within its marks.
    pub struct Quote = quotes, key(article_id, start_char, end_char) {
        /// Its place among the quotations of the page, from 1; the parts of an interrupted one share it.
        quote_no: i64,
        /// The turn it stands in, in a transcript.
        turn_no: Option<i64>,
        /// The speaker as written: `Austin`, `the secretary`, `a senior defense official`.
        speaker: Option<String>,
        /// The person, as in `people` of the same page; none for a speaker without a name.
        page_person_id: Option<String>,
        /// The fullest name the page gives of the speaker.
        speaker_name: Option<String>,
        /// What the speaker was read from.
        basis: Option<SpeakerBasis>,
        /// The verb of saying, as written: `said`.
        cue: Option<String>,
        /// The words themselves, rather than what they came to.
        is_direct: bool,
        /// A fragment within a sentence of the narrator.
        is_partial: bool,
    }
}

mention! {
    /// One row per turn of a transcript; the span is what is said, without the label.
    pub struct Turn = turns, key(article_id, turn_no) {
        /// Its place in the transcript, from 1.
        turn_no: i64,
        /// The label, as written, without its colon: `SECRETARY AUSTIN`, `Q`.
        label: String,
        /// Where the label starts in `body_text`.
        label_start_char: i64,
        /// Where it ends, exclusive.
        label_end_char: i64,
        /// The person, as in `people` of the same page.
        page_person_id: Option<String>,
        /// The fullest name the page gives of the speaker.
        speaker_name: Option<String>,
        /// A turn of a reporter or the audience.
        is_question: bool,
    }
}

/// Finds quotations and turns. Needs the people and organizations in `found`.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let people = people::People::new(&found.people);
    let (turns, talk) = turns::find(page, lookups, &people);
    found.quotes = reader::read(page, lookups, &people, &turns, &talk);
    found.turns = turns;
}
