//! What each sentence says of a package, before the sentences of a page are put together.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::authority::{self, Authority};
use super::recipient::{self, Recipient};
use super::{Claim, ordinal, tense};
use crate::lookup::Lookups;
use crate::mentions::money::{Bound, MoneyRole};
use crate::mentions::reading::{Reading, Sentence};
use crate::mentions::{Page, cues};
use crate::records::PageKind;
use crate::text::{lead, pattern, tail};

/// One telling of a package in one sentence.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Index into the sentences of the page.
    pub sentence: usize,
    /// Where in the sentence the package is named.
    pub at: usize,
    pub value: Option<Value>,
    pub authority: Option<Authority>,
    pub ordinal: Option<i64>,
    pub recipient: Option<Recipient>,
    pub claim: Claim,
    pub low: NaiveDate,
    pub high: NaiveDate,
    /// Whether the sentence names the day.
    pub is_dated: bool,
    pub is_new_money: bool,
    /// Whether it only points at a package ("this package", "the drawdown"), which must have been told elsewhere.
    pub is_reference: bool,
}

/// A stated value, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub low: i64,
    pub high: i64,
    pub bound: Bound,
    pub qualifier: Option<String>,
    /// `start_char` of its row in `money`; none where it stands in the title.
    pub start_char: Option<i64>,
}

static OLD_MONEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:previous(?:ly)?|earlier|already|formerly) (?:directed|authorized|approved|announced|granted|allocated|given|notified) (?:\w+ ){0,3}?(?:draw-?downs?|authorit\w+|PDAs?|funds?|funding)",
        r"|authorit\w+ (?:that )?(?:(?:was|were|had been|has been) )?(?:previously )?(?:directed|granted|given|approved|authorized|restored|left) (?:\w+ ){0,2}(?:before|earlier|previously|by the revaluation|over)",
        r"|(?:using|uses|under|from|with|out of|on) (?:existing|remaining|restored|recalculated|leftover|old|earlier|recovered|prior) (?:\w+ ){0,3}(?:authorit\w+|draw-?downs?|PDAs?)",
        r"|draw-?downs? (?:directed|authorized|approved|ordered) (?:earlier|before|previously)",
        r"|revaluation|recalculation|no new (?:authority|money|memorandum))\b",
    ))
});

/// All tellings of the page, in order. Questions tell nothing.
pub(super) fn find(page: &Page, reading: &Reading, lookups: &Lookups) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (number, sentence) in reading.sentences.iter().enumerate() {
        if sentence.is_question || sentence.amounts.is_empty() && !may_tell(sentence.text) {
            continue;
        }
        let start = candidates.len();
        for index in 0..sentence.amounts.len() {
            candidates.extend(of_amount(page, number, sentence, index, lookups));
        }
        with_ordinals(page, number, sentence, lookups, &mut candidates, start);
        if candidates.len() == start {
            candidates.extend(without_value(page, number, sentence, lookups));
        }
    }
    background(page, reading, &mut candidates);
    candidates
}

/// Whether a sentence without an amount may tell of a package: all that says so, asked in one pass.
fn may_tell(text: &str) -> bool {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        let cues = [&cues::PACKAGE, &OLD_MONEY, &ordinal::ORDINAL, &authority::HINTS, &authority::STOCKS];
        pattern(&cues.map(|cue| format!("(?:{})", cue.as_str())).join("|"))
    });
    TOLD.is_match(text)
}

/// A news story leads with its package; another sum that it tells further down, in plain past and as nothing new, is background.
fn background(page: &Page, reading: &Reading, candidates: &mut [Candidate]) {
    static PAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:announced|approved|authorized|unveiled|signed|sent)\b"));
    static ALONGSIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:today|new|also|additional|another|as well|in addition|besides|together|both|second|separate(?:ly)?|remaining|of (?:that|it|this|which)|consists?)\b",
        )
    });
    let passage = |candidate: &Candidate| reading.sentences.get(candidate.sentence).map_or(0, |sentence| sentence.passage);
    let leads = |candidate: &&Candidate| candidate.claim == Claim::Announced && candidate.value.is_some() && passage(candidate) < 2;
    let Some(lead) = candidates.iter().find(leads).filter(|_| page.article.kind == PageKind::Story) else { return };
    let (lead, value) = (passage(lead), lead.value.clone());
    for candidate in candidates.iter_mut() {
        let Some(sentence) = reading.sentences.get(candidate.sentence) else { continue };
        let is_other =
            candidate.value.is_some() && candidate.value.as_ref().map(|value| value.high) != value.as_ref().map(|value| value.high);
        let is_plain = PAST.is_match(sentence.text) && !ALONGSIDE.is_match(sentence.text);
        if is_other && is_plain && !candidate.is_dated && candidate.claim == Claim::Announced && sentence.passage > lead + 1 {
            candidate.claim = Claim::Recalled;
        }
    }
}

fn of_amount(page: &Page, number: usize, sentence: &Sentence, index: usize, lookups: &Lookups) -> Option<Candidate> {
    let amount = sentence.amounts.get(index)?;
    if amount.role != MoneyRole::PackageValue || !amount.is_usd {
        return None;
    }
    let (start, end) = clause(sentence, index);
    let told = tense::told(page, sentence, start, amount.range.start, end);
    let value = Value {
        low: amount.low,
        high: amount.high,
        bound: amount.bound,
        qualifier: amount.qualifier.clone(),
        start_char: Some(amount.start_char),
    };
    let near = sentence.text.get(start..end).unwrap_or(sentence.text);
    if is_share(sentence, index) && authority::only(sentence.text, lookups).is_none() {
        return None;
    }
    let authority = if told.claim == Claim::Authorized && cues::SECTION.is_match(sentence.text) {
        Some(Authority::Pda)
    } else {
        authority::of_amount(sentence, index, lookups)
    };
    Some(Candidate {
        sentence: number,
        at: amount.range.start,
        value: Some(value),
        authority,
        ordinal: None,
        recipient: recipient::of_text(sentence.after(index), lookups).or_else(|| recipient::of_text(sentence.text, lookups)),
        claim: told.claim,
        low: told.low,
        high: told.high,
        is_dated: told.is_dated,
        is_new_money: !OLD_MONEY.is_match(near),
        is_reference: is_reference(sentence, amount.range.start),
    })
}

/// What of the package goes into one kind of thing: "the package includes $450 million worth of ammunition".
fn is_share(sentence: &Sentence, index: usize) -> bool {
    static HOLDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:it|this|that|the [^,;]{0,60}?(?:package|tranche|draw-?down|assistance|aid)) (?:also |will )?(?:includ|contain|compris)\w+ [^.;]*$",
        )
    });
    let head = sentence.amounts.get(index).and_then(|amount| sentence.text.get(..amount.range.start)).unwrap_or_default();
    sentence.just_after(index).trim_start().starts_with("worth of ") && HOLDS.is_match(head)
}

/// The words about amount `index`: from the amount before it to the amount after it, within its sentence.
fn clause(sentence: &Sentence, index: usize) -> (usize, usize) {
    let start = index.checked_sub(1).and_then(|index| sentence.amounts.get(index)).map_or(0, |previous| previous.range.end);
    let end = sentence.amounts.get(index + 1).map_or(sentence.text.len(), |next| next.range.start);
    (start.min(end), end)
}

/// Gives the ordinals of a sentence to its tellings; an ordinal that none can take is a telling of its own.
fn with_ordinals(page: &Page, number: usize, sentence: &Sentence, lookups: &Lookups, candidates: &mut Vec<Candidate>, start: usize) {
    for ordinal in ordinal::find(sentence.text, lookups) {
        let taker = candidates
            .get_mut(start..)
            .unwrap_or_default()
            .iter_mut()
            .filter(|candidate| candidate.ordinal.is_none() && agree(candidate.authority, ordinal.authority))
            .min_by_key(|candidate| {
                let is_named = candidate.authority.is_some() && candidate.authority == ordinal.authority;
                (!is_named, candidate.at.abs_diff(ordinal.range.start))
            });
        if let Some(candidate) = taker {
            candidate.ordinal = Some(ordinal.value);
            candidate.authority = candidate.authority.or(ordinal.authority);
            continue;
        }
        let is_reference = ordinal.authority.is_none() && !cues::SECURITY.is_match(sentence.text);
        let told = tense::told(page, sentence, 0, ordinal.range.start, sentence.text.len());
        candidates.push(Candidate {
            ordinal: Some(ordinal.value),
            authority: ordinal.authority,
            is_reference,
            ..bare(number, sentence, ordinal.range.clone(), told, lookups)
        });
    }
}

fn agree(left: Option<Authority>, right: Option<Authority>) -> bool {
    left.is_none() || right.is_none() || left == right
}

fn bare(number: usize, sentence: &Sentence, range: Range<usize>, told: tense::Told, lookups: &Lookups) -> Candidate {
    Candidate {
        sentence: number,
        at: range.start,
        value: None,
        authority: None,
        ordinal: None,
        recipient: recipient::of_text(tail(sentence.text, range.start, 200), lookups)
            .or_else(|| recipient::of_text(sentence.text, lookups)),
        claim: told.claim,
        low: told.low,
        high: told.high,
        is_dated: told.is_dated,
        is_new_money: !OLD_MONEY.is_match(sentence.text),
        is_reference: false,
    }
}

/// A package by its kind of aid: "security assistance package", "package of weapons".
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:security|military|weapons|arms|defen[cs]e|presidential|PDA|USAI|draw-?down|assistance|aid|initiative|authority|ukraine)\)?\s+(?:authority\s+)?(?:assistance |aid |draw-?down |weapons |equipment )?(?:\w+- — )?(?:package|tranche)",
        r"|(?:package|tranche) of (?:[\w.]+ ){0,3}(?:security|military|weapons|arms|assistance|aid|equipment|ukraine security|draw-?down|ammunition)",
        r"|(?:presidential |military |emergency )draw-?down(?: of| package|\b)|draw-?down (?:for [A-Z]|to (?:help|support|assist))|draw-?down of (?:\w+ ){0,3}(?:equipment|arms|weapons|articles))",
    ))
});
static FRESH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:new|another|additional|latest|next|a|an|second|third|further|largest[\w-]*|significant|enormous|today['’]s)\s+(?:[\w-]+\s+){0,4}$",
    )
});
static POINTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:this|the|that|these|such|our|its|today['’]s)\s+(?:[\w-]+\s+){0,4}$"));
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:announc\w+|authoriz\w+|approv\w+|signed|signing|sign|unveil\w*|preview\w*|released?|put out|sending|sent|provides?|providing|provision|coming|directed|rolled out|includes?|see|have)\b",
    )
});

/// A package of the one who is spoken to.
static YOURS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\byou(?:['’]ve| have)? (?:recently |just )?(?:announced|pledged|committed|provided|gave|given)\b"));

/// A package as the way of deciding on one has it.
static UNREAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:recommend\w*|ha(?:ve|s) to|needs? to|must|whether|every|any)\s(?:[\w'’-]+\s){0,9}$"));

/// A package told without a value: one that is announced, or one that is pointed at.
fn without_value(page: &Page, number: usize, sentence: &Sentence, lookups: &Lookups) -> Option<Candidate> {
    let text = sentence.text;
    let found = NAMED.find_iter(text).find(|found| {
        let next = text.get(found.end()..).unwrap_or_default();
        let is_plural =
            next.starts_with('s') || next.starts_with(" authorit") || next.starts_with(" fund") || next.starts_with(" of sanction");
        !is_plural && !other_package(lead(text, found.start(), 40), found.as_str())
    });
    let told_at = |at: usize| tense::told(page, sentence, 0, at, text.len());
    let Some(found) = found else {
        let points = reference(text)?;
        let opening = || authority::find(tail(text, 0, 50), lookups).first().map(|(_, code)| *code);
        let only = authority::only(text, lookups).or_else(opening);
        let told = tense::Told { claim: Claim::Announced, is_dated: false, ..told_at(points.start) };
        let says = only.is_some() || OLD_MONEY.is_match(text);
        return says.then(|| Candidate { authority: only, is_reference: true, ..bare(number, sentence, points, told, lookups) });
    };
    if YOURS.is_match(text) || UNREAL.is_match(lead(text, found.start(), 90)) {
        return None;
    }
    let before = lead(text, found.start(), 60);
    let is_fresh = FRESH.is_match(before) && ACTS.is_match(text) && !text.contains("more packages");
    let is_reference = !is_fresh;
    if is_reference && !POINTS.is_match(before) {
        return None;
    }
    let told = told_at(found.start());
    let authority = authority::only(text, lookups);
    Some(Candidate { authority, is_reference, ..bare(number, sentence, found.range(), told, lookups) })
}

fn other_package(before: &str, name: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:national|sanctions?|relief|economic|humanitarian|reform|budget|supplemental|funding|spending|NATO|comprehensive|congress\w*|financial|israel and|border)\s+(?:\w+\s+)?$",
        )
    });
    OTHER.is_match(before) || OTHER.is_match(&format!("{name} "))
}

/// Words that point at the package told before: "this package", "it", "the announcement".
fn reference(text: &str) -> Option<Range<usize>> {
    static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:this|the|today['’]s|that) (?:new |latest )?(?:[\w-]+ ){0,2}(?:package|tranche|announcement|assistance|draw-?down|aid|money|sum|equipment|contracts|arms|order|purchase|whole)\b|^(?:it|they|all of it)\b|\bannounced (?:it|them|both)\b",
        )
    });
    REFERENCE.find(text).map(|found| found.range())
}

/// Whether an amount is spoken of as known: "the $3 billion", "this $1 billion package".
fn is_reference(sentence: &Sentence, at: usize) -> bool {
    static KNOWN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:the|this|that|these|those)\s+(?:up to |approximately |nearly |more than )?$"));
    KNOWN.is_match(lead(sentence.text, at, 40))
}
