//! A page cut into sentences, with the amounts and dates that stand in each: what the rules on claims read.
//!
//! All ranges are bytes within the text of the sentence. Knows nothing of what an amount is said of.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;
use regex::Regex;

use super::dates::Grain;
use super::money::{Bound, MoneyRole};
use super::{Mentions, Page, Passage};
use crate::records::BlockKind;
use crate::text::{any_cased, pattern, tail};

/// Whether a page without an amount in its text can still tell of a package: it, or its title, holds one of the words that every claim
/// without a value rests on. Most pages hold none, and need not be cut into sentences.
pub(super) fn may_speak_of_aid(page: &Page) -> bool {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = [
            "dollar",
            "package",
            "tranche",
            "drawdown",
            "draw-down",
            "pda",
            "usai",
            "security assistance",
            "military a",
            "military financing",
            "instal",
            "utiliz",
            "authoriz",
        ];
        any_cased(&words)
    });
    let texts = page.passages.iter().map(|passage| passage.text).chain(std::iter::once(page.article.title.as_str()));
    texts.into_iter().any(|text| text.contains('$') || WORDS.is_match(text))
}

/// The sentences of a page, in order.
#[derive(Debug)]
pub(super) struct Reading<'p> {
    pub sentences: Vec<Sentence<'p>>,
}

#[derive(Debug)]
pub(super) struct Sentence<'p> {
    /// Index into `Page::passages`.
    pub passage: usize,
    pub kind: BlockKind,
    /// Bytes within the passage.
    pub range: Range<usize>,
    pub text: &'p str,
    pub amounts: Vec<Amount>,
    pub days: Vec<Days>,
    /// Whether somebody asks rather than states it: it ends in a question mark, or stands in a reporter's turn.
    pub is_question: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// Index into `Mentions::money`.
    pub row: usize,
    pub range: Range<usize>,
    pub low: i64,
    pub high: i64,
    pub bound: Bound,
    pub qualifier: Option<String>,
    pub is_usd: bool,
    pub start_char: i64,
    pub role: MoneyRole,
}

#[derive(Debug, Clone)]
pub(super) struct Days {
    pub range: Range<usize>,
    pub low: NaiveDate,
    pub high: NaiveDate,
    pub grain: Grain,
}

impl<'p> Reading<'p> {
    /// Cuts `page` into sentences. The money and dates in `found` must be sorted by where they stand.
    pub(super) fn new(page: &Page<'p>, found: &Mentions) -> Self {
        static ASKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:Q|QUESTION|REPORTER)\b[.:]?\s"));
        let mut sentences = Vec::new();
        let (mut money, mut dates) = (0, 0);
        for (index, passage) in page.passages.iter().enumerate() {
            let asked = ASKED.is_match(passage.text);
            let amounts = amounts_of(passage, found, &mut money);
            let days = days_of(passage, found, &mut dates);
            for range in passage.sentences().iter().flat_map(|range| bounded(passage.text, range.clone())) {
                let Some(text) = passage.text.get(range.clone()) else { continue };
                let shift = |at: &Range<usize>| at.start - range.start..at.end - range.start;
                sentences.push(Sentence {
                    passage: index,
                    kind: passage.kind,
                    text,
                    amounts: within(&amounts, &range, |amount| &amount.range)
                        .map(|amount| Amount { range: shift(&amount.range), ..amount.clone() })
                        .collect(),
                    days: within(&days, &range, |day| &day.range).map(|day| Days { range: shift(&day.range), ..day.clone() }).collect(),
                    is_question: asked || text.ends_with('?'),
                    range,
                });
            }
        }
        Self { sentences }
    }
}

/// Those of `rows`, sorted by where they stand, that lie within `range`.
fn within<'r, T>(rows: &'r [T], range: &Range<usize>, place: impl Fn(&T) -> &Range<usize>) -> impl Iterator<Item = &'r T> {
    let start = rows.partition_point(|row| place(row).start < range.start);
    let end = rows.partition_point(|row| place(row).start < range.end);
    let last = range.end;
    rows.get(start..end).unwrap_or_default().iter().filter(move |row| place(row).end <= last)
}

/// Longer than anyone speaks; the rules that look at a whole sentence for each of its amounts stay linear.
const LONGEST: usize = 3_000;

/// A sentence, cut at white space where it is longer than [`LONGEST`].
fn bounded(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut pieces, mut start) = (Vec::new(), range.start);
    while range.end - start > LONGEST {
        let piece = tail(text, start, LONGEST);
        let cut = piece.rfind(char::is_whitespace).filter(|cut| *cut > 0).unwrap_or(piece.len().max(1));
        pieces.push(start..start + cut);
        start += cut;
    }
    pieces.push(start..range.end);
    pieces
}

fn amounts_of(passage: &Passage, found: &Mentions, next: &mut usize) -> Vec<Amount> {
    let mut amounts = Vec::new();
    while let Some(row) = found.money.get(*next).filter(|row| row.paragraph_no <= passage.paragraph_no) {
        if row.paragraph_no == passage.paragraph_no {
            amounts.push(Amount {
                row: *next,
                range: passage.byte_at(row.start_char)..passage.byte_at(row.end_char),
                low: row.amount_low,
                high: row.amount_high,
                bound: row.bound,
                qualifier: row.qualifier.clone(),
                is_usd: row.currency == "USD",
                start_char: row.start_char,
                role: row.role,
            });
        }
        *next += 1;
    }
    amounts
}

fn days_of(passage: &Passage, found: &Mentions, next: &mut usize) -> Vec<Days> {
    let mut days = Vec::new();
    while let Some(row) = found.dates.get(*next).filter(|row| row.paragraph_no <= passage.paragraph_no) {
        if row.paragraph_no == passage.paragraph_no {
            let range = passage.byte_at(row.start_char)..passage.byte_at(row.end_char);
            days.push(Days { range, low: row.date_low, high: row.date_high, grain: row.grain });
        }
        *next += 1;
    }
    days
}

impl<'p> Sentence<'p> {
    /// What stands between amount `index` and the amount or strong break before it.
    pub(super) fn before(&self, index: usize) -> &'p str {
        let end = self.amounts[index].range.start;
        let start = index.checked_sub(1).map_or(0, |previous| self.amounts[previous].range.end.min(end));
        let text = self.text.get(start..end).unwrap_or_default();
        let cut = BREAKS.find_iter(text).filter(|found| text.len() - found.end() > 3).last().map_or(0, |found| found.end());
        text.get(cut..).unwrap_or_default()
    }

    /// What stands between amount `index` and the amount or strong break after it.
    pub(super) fn after(&self, index: usize) -> &'p str {
        let start = self.amounts[index].range.end;
        let end = self.amounts.get(index + 1).map_or(self.text.len(), |next| next.range.start.max(start));
        let text = self.text.get(start..end).unwrap_or_default();
        let cut = BREAKS.find_iter(text).find(|found| found.start() > 1).map_or(text.len(), |found| found.start());
        text.get(..cut).unwrap_or_default()
    }

    /// [`Sentence::before`], from its last comma on.
    pub(super) fn just_before(&self, index: usize) -> &'p str {
        let text = self.before(index);
        let cut = text.rfind(", ").filter(|cut| text.len() - cut > 3).map_or(0, |cut| cut + 2);
        text.get(cut..).unwrap_or_default()
    }

    /// [`Sentence::after`], up to its first comma.
    pub(super) fn just_after(&self, index: usize) -> &'p str {
        let text = self.after(index);
        text.split(", ").next().unwrap_or_default()
    }
}

static BREAKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[;:] | (?:—|–|--|-) "));
