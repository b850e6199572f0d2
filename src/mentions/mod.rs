//! What a page says, sentence by sentence: one file per mention kind, each with its row type, its rule and its tests.
//!
//! A mention is a span of `body_text` and what it means. Nothing here knows of HTML, of other pages or of files.

pub mod agreements;
pub mod announcements;
pub mod contract_awards;
mod cues;
pub mod dates;
pub mod equipment;
pub mod events;
mod givers;
pub mod money;
mod names;
pub mod organizations;
pub mod people;
pub mod places;
pub mod quantities;
pub mod quotes;
mod reading;
mod roles;
pub mod stated_totals;
#[cfg(test)]
pub(crate) mod testing;
mod topics;

use std::cell::OnceCell;
use std::ops::Range;

use crate::lookup::{Folded, Index, Lookups};
use crate::records::{Article, BlockKind, Paragraph};
use crate::row_set;
use crate::text::words::Word;
use crate::text::{sentences, words};

use reading::Reading;

row_set! {
    /// What extracting from one page, or many, gives.
    pub struct Mentions {
        money: money::Money,
        dates: dates::DateMention,
        quantities: quantities::Quantity,
        equipment: equipment::EquipmentMention,
        places: places::PlaceMention,
        nationalities: places::Nationality,
        organizations: organizations::OrganizationMention,
        people: people::PersonMention,
        posts: people::posts::Post,
        events: events::EventMention,
        agreements: agreements::AgreementMention,
        turns: quotes::Turn,
        quotes: quotes::Quote,
        contract_awards: contract_awards::ContractAward,
        award_companies: contract_awards::AwardCompany,
        award_funds: contract_awards::AwardFund,
        award_places: contract_awards::AwardPlace,
        announcements: announcements::Announcement,
        announced_items: announcements::AnnouncedItem,
        stated_totals: stated_totals::StatedTotal,
    }
}

/// Where in an article a mention stands, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The paragraph, from 1.
    pub paragraph_no: i64,
    /// Start in `body_text`, in Unicode scalars.
    pub start_char: i64,
    /// End in `body_text`, exclusive.
    pub end_char: i64,
    /// The words.
    pub surface: String,
}

/// A mention row can say where it stands.
pub trait Evidence: crate::table::Row {
    /// The article.
    fn article_id(&self) -> &str;
    /// From which character of the article to which.
    fn at(&self) -> Range<i64>;
    /// The words.
    fn surface(&self) -> &str;
    /// The span with all that belongs to it.
    fn span(&self) -> Span;
}

/// Those of `rows`, which are in order, that lie in a stretch of the article.
pub(crate) fn within<R: Evidence>(rows: &[R], stretch: Range<i64>) -> impl Iterator<Item = &R> {
    let first = rows.partition_point(|row| row.at().start < stretch.start);
    let inside = rows.get(first..).unwrap_or_default().iter().take_while(move |row| row.at().start < stretch.end);
    inside.filter(move |row| row.at().end <= stretch.end)
}

/// Declares a mention: [`table!`] with the evidence columns put first.
#[macro_export]
macro_rules! mention {
    (
        $(#[doc = $doc:literal])+
        pub struct $row:ident = $name:ident, key($($key:ident),+) {
            $( $(#[doc = $column_doc:literal])+ $column:ident: $type:ty, )*
        }
    ) => {
        $crate::table! {
            $(#[doc = $doc])+
            pub struct $row = Mentions.$name, key($($key),+) {
                /// The article.
                article_id: String,
                /// The paragraph the span stands in, from 1.
                paragraph_no: i64,
                /// Where the span starts in `body_text`, in Unicode scalars.
                start_char: i64,
                /// Where it ends, exclusive.
                end_char: i64,
                /// The words of the span.
                surface: String,
                $( $(#[doc = $column_doc])+ $column: $type, )*
            }
        }

        impl $crate::mentions::Evidence for $row {
            fn article_id(&self) -> &str {
                &self.article_id
            }
            fn at(&self) -> std::ops::Range<i64> {
                self.start_char..self.end_char
            }
            fn surface(&self) -> &str {
                &self.surface
            }
            fn span(&self) -> $crate::mentions::Span {
                $crate::mentions::Span {
                    paragraph_no: self.paragraph_no,
                    start_char: self.start_char,
                    end_char: self.end_char,
                    surface: self.surface.clone(),
                }
            }
        }
    };
}

/// An article as the mention rules see it.
#[derive(Debug)]
pub struct Page<'a> {
    /// The article; its title and publication date are context for every rule.
    pub article: &'a Article,
    /// Its paragraphs in order.
    pub passages: Vec<Passage<'a>>,
}

/// A paragraph with its text. Rules find byte ranges in `text`; [`Passage::span`] makes them evidence.
#[derive(Debug)]
pub struct Passage<'a> {
    /// Its place in the article, from 1.
    pub paragraph_no: i64,
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: &'a str,
    start_char: i64,
    /// Characters before each block of [`Passage::STEP`] bytes; empty where all is ASCII.
    checkpoints: Vec<usize>,
    words: OnceCell<Vec<Word>>,
    sentences: OnceCell<Vec<Range<usize>>>,
    folded: OnceCell<Folded>,
}

impl<'a> Page<'a> {
    /// Sets the paragraphs of `article` over its text. `paragraphs` are those of this article, in order.
    #[must_use]
    pub fn new(article: &'a Article, paragraphs: &[Paragraph]) -> Self {
        let mut passages = Vec::with_capacity(paragraphs.len());
        let (mut byte, mut at) = (0, 0_i64);
        let mut advance = |to: i64| {
            let rest = article.body_text.get(byte..).unwrap_or_default();
            let count = usize::try_from(to - at).unwrap_or(0);
            byte += rest.char_indices().nth(count).map_or(rest.len(), |(offset, _)| offset);
            at = at.max(to);
            byte
        };
        for paragraph in paragraphs {
            let start = advance(paragraph.start_char);
            let end = advance(paragraph.end_char);
            let text = article.body_text.get(start..end).unwrap_or_default();
            passages.push(Passage::new(paragraph, text));
        }
        Self { article, passages }
    }
}

impl<'a> Passage<'a> {
    const STEP: usize = 512;

    fn new(paragraph: &Paragraph, text: &'a str) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = |block: &[u8]| block.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
            let counts = text.as_bytes().chunks(Self::STEP).map(starts);
            counts.scan(0, |sum, count| Some(std::mem::replace(sum, *sum + count))).collect()
        };
        Self {
            paragraph_no: paragraph.paragraph_no,
            kind: paragraph.kind,
            text,
            start_char: paragraph.start_char,
            checkpoints,
            words: OnceCell::new(),
            sentences: OnceCell::new(),
            folded: OnceCell::new(),
        }
    }

    /// Its words, split once.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| words::split(self.text))
    }

    /// Its sentences, as bytes in `text`, split once.
    pub fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentences::split(self.text))
    }

    /// The names of `index` in its text: [`Index::find`], with the text folded once for all indexes.
    pub fn names<'l>(&self, index: &'l Index) -> Vec<(Range<usize>, &'l Vec<String>)> {
        index.find_folded(self.text, self.folded.get_or_init(|| index.fold(self.text)))
    }

    /// The names of `index` in its text that start with no small letter.
    pub fn capital_names<'l>(&self, index: &'l Index) -> Vec<(Range<usize>, &'l Vec<String>)> {
        index.find_capitals(self.text, self.folded.get_or_init(|| index.fold(self.text)))
    }

    /// The sentence in which the byte `at` stands.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Option<&Range<usize>> {
        let last = self.sentences().partition_point(|sentence| sentence.start <= at).checked_sub(1)?;
        self.sentences().get(last).filter(|sentence| at < sentence.end)
    }

    /// The character offset, in the article, of a byte offset in `text`.
    #[must_use]
    pub fn char_at(&self, byte: usize) -> i64 {
        let byte = byte.min(self.text.len());
        let chars = match self.checkpoints.get(byte / Self::STEP) {
            None => byte,
            Some(before) => {
                let block = &self.text.as_bytes()[byte / Self::STEP * Self::STEP..byte];
                before + block.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
            }
        };
        self.start_char + i64::try_from(chars).unwrap_or(i64::MAX)
    }

    /// The byte offset in `text` of a character offset in the article: the inverse of [`Passage::char_at`].
    #[must_use]
    pub fn byte_at(&self, char: i64) -> usize {
        let wanted = usize::try_from(char - self.start_char).unwrap_or(0);
        let block = self.checkpoints.partition_point(|before| *before <= wanted);
        let (mut byte, mut chars) = match block.checked_sub(1) {
            None => return wanted.min(self.text.len()),
            Some(block) => (block * Self::STEP, self.checkpoints[block]),
        };
        let starts = |byte: &u8| (*byte & 0xC0) != 0x80;
        for unit in &self.text.as_bytes()[byte..] {
            if starts(unit) {
                if chars == wanted {
                    break;
                }
                chars += 1;
            }
            byte += 1;
        }
        byte
    }

    /// The characters, in the article, of a byte range in `text`: the inverse of [`Passage::bytes`].
    #[must_use]
    pub fn chars(&self, range: &Range<usize>) -> Range<i64> {
        self.char_at(range.start)..self.char_at(range.end)
    }

    /// The bytes in `text` of a stretch of the article.
    #[must_use]
    pub fn bytes(&self, stretch: &Range<i64>) -> Range<usize> {
        self.byte_at(stretch.start)..self.byte_at(stretch.end)
    }

    /// The evidence of a byte range in `text`.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let surface = self.text.get(range.clone()).unwrap_or_default().to_owned();
        Span { paragraph_no: self.paragraph_no, start_char: self.char_at(range.start), end_char: self.char_at(range.end), surface }
    }
}

/// A rule reads a page and adds what it finds; it may ask what rules before it have found.
pub type Rule = fn(&Page, &Lookups, &mut Mentions);

/// The rules by name, in the order in which they run.
pub const RULES: &[(&str, Rule)] = &[
    ("money", |page, _, found| money::find(page, found)),
    ("dates", |page, _, found| dates::find(page, found)),
    ("quantities", quantities::find),
    ("equipment", equipment::find),
    ("names", names::find),
    ("people", people::find),
    ("events", events::find),
    ("agreements", agreements::find),
    ("quotes", quotes::find),
    ("contract awards", contract_awards::find),
    ("claims", claims),
];

/// Reads one article. `paragraphs` are those of this article, in order.
#[must_use]
pub fn extract(article: &Article, paragraphs: &[Paragraph], lookups: &Lookups) -> Mentions {
    let page = Page::new(article, paragraphs);
    let mut found = Mentions::default();
    for (_, rule) in RULES {
        rule(&page, lookups, &mut found);
    }
    found
}

/// What the page claims of packages, and so what its amounts are said of.
fn claims(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    if found.money.is_empty() && !reading::may_speak_of_aid(page) {
        return;
    }
    let mut reading = Reading::new(page, found);
    roles::assign(page, &mut reading, lookups, found);
    announcements::find(page, &reading, lookups, found);
    stated_totals::find(page, &reading, lookups, found);
}
