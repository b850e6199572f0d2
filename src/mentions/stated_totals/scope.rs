//! Where a sentence says what a total covers, and which of its sums the words belong to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::base::counts_since;
use crate::mentions::announcements::ordinal::strip;
use crate::mentions::money::MoneyRole;
use crate::mentions::reading::Sentence;
use crate::text::pattern;

/// Words that say what a sum covers, and the sum they belong to.
type Scope = (Range<usize>, usize);

/// Where the words stand that say what total `index` covers: its own, else those it shares with another sum of the sentence.
pub(super) fn of(sentence: &Sentence, index: usize, scopes: &[Scope]) -> Option<Range<usize>> {
    // The verb of the sentence is no part of what the total covers: "since 2014 comes to"; nor what comes behind.
    static OVER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\s+(?:(?:(?:has |have )?(?:come|comes|grown|risen|stands?|amounts?|adds up)\s+)?(?:to|at)|is|reach(?:es|ed)|totals|exceeds|and|but|or|including|with",
            r"|(?:the united states|we|it|the u\.s\.|america|the department) (?:has|have)\b.*|for an?\b.*|the (?:figure|sum|total|amount|account|number)\b.*)$",
        ))
    });
    let at = sentence.amounts.get(index)?.range.start;
    let rank = |scope: &&Scope| {
        let is_since = sentence.text.get(scope.0.clone()).is_some_and(counts_since);
        (!is_since, scope.0.start < at, scope.0.start.abs_diff(at))
    };
    let own = scopes.iter().filter(|(_, owner)| *owner == index).min_by_key(rank);
    let before = || scopes.iter().rev().find(|(_, owner)| *owner < index).filter(|(_, owner)| is_shared(sentence, index, *owner));
    let behind = || scopes.iter().find(|(_, owner)| *owner > index).filter(|(_, owner)| is_shared(sentence, index, *owner));
    let (range, _) = own.or_else(before).or_else(behind)?;
    let words = sentence.text.get(range.clone())?.trim_end_matches([' ', '.', ',', '"', '”', '?', '!']);
    let end = OVER.find(words).map_or(words.len(), |over| over.start());
    Some(range.start..range.start + end)
}

/// Whether sum `index` may cover what sum `owner` does: "$2 billion from stocks and $1 billion in orders since 2021".
fn is_shared(sentence: &Sentence, index: usize, owner: usize) -> bool {
    static APART: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:total|overall|includ\w+|of (?:which|it|that|this|them))\b|[:—–]"));
    let place = |index: usize| sentence.amounts.get(index).map_or(0..0, |amount| amount.range.clone());
    let between = |left: Range<usize>, right: Range<usize>| sentence.text.get(left.end..right.start).unwrap_or_default();
    let gap = if index < owner { between(place(index), place(owner)) } else { between(place(owner), place(index)) };
    !gap.contains(';') && (index > owner || !APART.is_match(gap))
}

/// All such words of a sentence, each with the sum they belong to: the one before them, unless they lead to the next.
pub(super) fn find(sentence: &Sentence) -> Vec<Scope> {
    static SCOPE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)(?:\b(?:just )?(?:since|count(?:ed|ing) from) (?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|(?:[^,;:()—–]{1,60}, (?:(?:and )?[a-z-]+,? ){1,4}(?:invasion|war|attacks?|aggression|assault)\b[^,;:()—–]{0,60}|[^,;:()—–]{1,90})(?:, 20\d\d)?)",
            r"|\b(?:over|in|during|within|of|for) (?:just |only )?(?:the )?(?:past|last) (?:few |couple of |several |\w+ )?(?:days?|weeks?|months?|years?|year alone)",
            r"|\bunder (?:this|our|his|my|the(?: (?:present|current|[A-Z][\w-]+))?) administration|\b(?:just )?this (?:past )?(?:year|week|month)(?: alone)?|\bto date\b|\bso far\b|\bin total\b|\bin (?:calendar |fiscal )?(?:year )?20\d\d\b)",
        ))
    });
    let totals: Vec<usize> = (0..sentence.amounts.len()).filter(|index| sentence.amounts[*index].role == MoneyRole::RunningTotal).collect();
    let mut starts: Vec<usize> = sentence.amounts.iter().map(|amount| amount.range.end).collect();
    starts.insert(0, 0);
    let mut scopes = Vec::new();
    for (stretch, start) in starts.into_iter().enumerate() {
        let end = sentence.amounts.get(stretch).map_or(sentence.text.len(), |next| next.range.start.max(start));
        let words = sentence.text.get(start..end).unwrap_or_default();
        for found in SCOPE.find_iter(words).filter(|found| !is_of_ordinal(words, found.end())) {
            let before = totals.iter().copied().rev().find(|index| *index < stretch);
            let next = totals.iter().copied().find(|index| *index >= stretch);
            let range = start + found.start()..start + found.end();
            let owner = match (before, next) {
                (Some(before), Some(next)) if leads(sentence, &range, before, next) => next,
                (Some(only), _) | (None, Some(only)) => only,
                (None, None) => continue,
            };
            scopes.push((range, owner));
        }
    }
    scopes
}

/// Whether the last "since" before `end` tells what an ordinal counts: "the tenth package since 2021 brings".
fn is_of_ordinal(words: &str, end: usize) -> bool {
    let head = words.get(..end).unwrap_or_default();
    head.contains("since") && strip(head).matches("since").count() < head.matches("since").count()
}

/// Whether words between two sums lead to the second: "…, and since February 24, $26.7 billion".
fn leads(sentence: &Sentence, scope: &Range<usize>, before: usize, next: usize) -> bool {
    static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[,;:—–]|\band,?\s*$"));
    static TAIL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)[;:—–]|, (?:and|includ\w+|of|with|which|but)\b|\b(?:and|includ\w+|of which|but)\s*$"));
    let end = |index: usize| sentence.amounts.get(index).map_or(0, |amount| amount.range.end);
    let start = |index: usize| sentence.amounts.get(index).map_or(0, |amount| amount.range.start);
    let gap = |from: usize, to: usize| sentence.text.get(from..to).unwrap_or_default();
    let words = sentence.text.get(scope.clone()).unwrap_or_default();
    BREAK.is_match(gap(end(before), scope.start)) && !TAIL.is_match(words) && !TAIL.is_match(gap(scope.end, start(next)))
}
