//! The people of a page as the rules on speech ask for them: who is named here, who holds this office, whose surname is this.

use std::ops::Range;

use super::super::people::{NamingKind, PersonMention};
use super::Passage;

/// The people of a page, by where they stand.
#[derive(Debug, Default)]
pub(super) struct People<'a> {
    rows: Vec<&'a PersonMention>,
}

/// A person named in a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Named<'a> {
    /// The bytes of the name, or of the title that stands for it.
    pub range: Range<usize>,
    pub row: &'a PersonMention,
}

impl<'a> People<'a> {
    pub(super) fn new(rows: &'a [PersonMention]) -> Self {
        let mut rows: Vec<_> = rows.iter().collect();
        rows.sort_by_key(|row| (row.paragraph_no, row.start_char));
        Self { rows }
    }

    /// Those of a paragraph, in order.
    pub(super) fn of(&self, passage: &Passage) -> Vec<Named<'a>> {
        let start = self.rows.partition_point(|row| row.paragraph_no < passage.paragraph_no);
        let rows = self.rows[start..].iter().take_while(|row| row.paragraph_no == passage.paragraph_no);
        rows.map(|row| Named { range: passage.byte_at(row.start_char)..passage.byte_at(row.end_char), row }).collect()
    }

    /// Whether a paragraph names anybody.
    pub(super) fn names(&self, passage: &Passage) -> bool {
        let start = self.rows.partition_point(|row| row.paragraph_no < passage.paragraph_no);
        self.rows.get(start).is_some_and(|row| row.paragraph_no == passage.paragraph_no)
    }

    /// The first whose post is `office` or starts with it: `Secretary` of `Secretary of Defense`, whatever the case.
    pub(super) fn holding(&self, office: &str) -> Option<&'a PersonMention> {
        let holds =
            |title: &str| title.get(..office.len()).is_some_and(|start| same(start, office)) && !title[office.len()..].starts_with('s');
        let is_named = |row: &&&PersonMention| row.kind != NamingKind::Title && row.title.as_deref().is_some_and(holds);
        self.rows.iter().find(is_named).copied()
    }

    /// The first whose name ends in `surname`.
    pub(super) fn called(&self, surname: &str) -> Option<&'a PersonMention> {
        let is_called = |row: &&&PersonMention| ends_in(&row.name, surname);
        self.rows.iter().find(is_called).copied()
    }
}

/// Whether two names are the same but for case and the shape of apostrophes.
pub(super) fn same(left: &str, right: &str) -> bool {
    let fold =
        |text: &str| text.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter }).collect::<String>();
    left.eq_ignore_ascii_case(right) || fold(left) == fold(right)
}

/// Whether the last words of `name`, generation aside, are `surname`.
fn ends_in(name: &str, surname: &str) -> bool {
    let is_generation = |word: &str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "JR" | "SR");
    let mut words: Vec<_> = name.split([' ', '\u{a0}']).map(|word| word.trim_end_matches(',')).collect();
    while words.last().is_some_and(|word| is_generation(word)) {
        words.pop();
    }
    let count = surname.split(' ').count();
    words.len() >= count && same(&words[words.len() - count..].join(" "), surname)
}
