//! The people of a page as the rules on speech ask for them: who is named here, who holds this office, whose surname is this.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::people::{NamingKind, PersonMention};
use super::Passage;

/// The people of a page, by where they stand.
#[derive(Debug, Default)]
pub(super) struct People<'a> {
    rows: Vec<&'a PersonMention>,
    /// The titles of each name.
    titles: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// Rows looked back for a title.
const REACH: usize = 200;

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
        let mut titles = BTreeMap::<&str, BTreeSet<&str>>::new();
        for row in &rows {
            if let Some(title) = &row.title {
                titles.entry(&row.name).or_default().insert(title);
            }
        }
        Self { rows, titles }
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

    /// Whether somebody of this name has a title that holds `noun`.
    pub(super) fn is_called(&self, name: &str, noun: &str) -> bool {
        self.titles.get(name).is_some_and(|titles| titles.iter().any(|title| holds(title, noun)))
    }

    /// The last before a paragraph whose title holds `noun`.
    pub(super) fn last_called(&self, noun: &str, paragraph_no: i64) -> Option<&'a PersonMention> {
        let end = self.rows.partition_point(|row| row.paragraph_no < paragraph_no);
        self.rows[..end].iter().rev().take(REACH).find(|row| row.title.as_deref().is_some_and(|title| holds(title, noun))).copied()
    }

    /// The first whose name ends in `surname`.
    pub(super) fn called(&self, surname: &str) -> Option<&'a PersonMention> {
        let is_called = |row: &&&PersonMention| ends_in(&row.name, surname);
        self.rows.iter().find(is_called).copied()
    }
}

/// Ranks and posts and how they are shortened.
const SHORT: [(&str, &str); 11] = [
    ("general", "gen"),
    ("colonel", "col"),
    ("captain", "capt"),
    ("sergeant", "sgt"),
    ("major", "maj"),
    ("lieutenant", "lt"),
    ("admiral", "adm"),
    ("commander", "cmdr"),
    ("senator", "sen"),
    ("governor", "gov"),
    ("congressman", "rep"),
];

/// Whether a title holds a noun: `Lt. Gen.` is a general's.
fn holds(title: &str, noun: &str) -> bool {
    let short = SHORT.iter().find(|(long, _)| *long == noun).map_or(noun, |(_, short)| short);
    let mut words = title.split([' ', '-', '\u{a0}', '/']).map(|word| word.trim_end_matches(['.', ',']));
    words.any(|word| word.eq_ignore_ascii_case(noun) || word.eq_ignore_ascii_case(short))
}

/// Whether two names are the same but for case and the shape of apostrophes.
pub(super) fn same(left: &str, right: &str) -> bool {
    fn folded(text: &str) -> impl Iterator<Item = char> {
        text.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter })
    }
    left.eq_ignore_ascii_case(right) || !(left.is_ascii() && right.is_ascii()) && folded(left).eq(folded(right))
}

/// Whether the last words of `name`, generation aside, are `surname`.
pub(super) fn ends_in(name: &str, surname: &str) -> bool {
    let is_generation = |word: &str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "JR" | "SR");
    let mut words: Vec<_> = name.split([' ', '\u{a0}']).map(|word| word.trim_end_matches(',')).collect();
    while words.last().is_some_and(|word| is_generation(word)) {
        words.pop();
    }
    let count = surname.split(' ').count();
    words.len() >= count && same(&words[words.len() - count..].join(" "), surname)
}
