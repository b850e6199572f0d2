//! What a page does with a package: announces, previews, authorizes or recalls it, and on which day.

use std::sync::LazyLock;

use chrono::{Days as Span, NaiveDate};
use regex::Regex;

use super::Claim;
use crate::mentions::Page;
use crate::mentions::dates::Grain;
use crate::mentions::reading::{Days, Sentence};
use crate::records::PageKind;
use crate::text::{lead, pattern, tail};

/// What a sentence does with a package, and the days on which that can have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub claim: Claim,
    pub low: NaiveDate,
    pub high: NaiveDate,
    /// Whether the sentence itself names the day.
    pub is_dated: bool,
}

/// Days after which a report is no longer the announcement's own.
const FRESH: u64 = 3;

static DELEGATES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bhereby (?:\w+ )?(?:delegat|determin|direct|authoriz)\w*|\bsubject: .{0,40}delegation"));
/// Authority for packages that are still to come.
static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:packages (?:to come|still to come|will (?:come|be drawn|follow))|will be drawn (?:down )?(?:in|from|by)|later packages|",
        r"(?:full|remaining) (?:allocation|authority)|allocat\w+ (?:\w+ ){0,4}(?:authority|funding)|authority (?:does not|do not|would otherwise|will not|was to|were to) (?:lapse|expire)|",
        r"notif\w+ congress|authority notice|carr(?:y|ies|ied) (?:it|the authority|over)|before it (?:lapses|expires)|not (?:itself )?a package|no package)\b",
    ))
});
static COMING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:will (?:soon |also |shortly )?(?:be )?(?:announc\w+|unveil\w*|reveal\w*|roll out|sign)|(?:is|are|was|were) (?:expected|preparing|poised|planning|set|about|likely|due|working)\b|plans? to announce|to be (?:announced|unveiled)|",
        r"expects? to (?:announce|have)|'ll be announcing|’ll be announcing|going to (?:have|announce|see|be announcing)|preview\w*|upcoming|forthcoming|in the coming (?:days|weeks)|in the next (?:day|days|week)|later this (?:week|month)|",
        r"next week|tomorrow|could (?:come|be announced)|still open|under discussion|next (?:presidential |ukraine |military |security |aid |assistance |weapons )*(?:draw-?down|package|tranche))\b",
    ))
});
/// What is still ahead though it is of today: "previewed his announcement today".
static AHEAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:preview\w*|will (?:\w+ )?(?:be )?(?:announc\w+|unveil\w*|authoriz\w+|sign))\b"));
static TODAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\btoday\b|\bthis (?:morning|afternoon|evening)\b|\btonight\b"));
static RECALLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:previous(?:ly announced)?|prior|earlier (?:this (?:year|month|spring|summer|fall|winter)|in|package|draw-?down|tranche)|last (?:package|pda|tranche|draw-?down|week['’]s)|(?:once|when|before|after) (?:the|russia['’]s) (?:war|invasion)|a (?:year|month|week) ago|in recent (?:weeks|months|years)|when the [\w ]{1,40}(?:became law|passed|was signed)|(?:weeks|months|years) (?:ago|before|earlier)|(?:had|of) the same (?:value|size)|came before|(?:hours|days|weeks) later|",
        r"follows by|follow(?:s|ed|ing) (?:\w+ ){0,3}(?:announced|of|draw-?downs?|packages?)|buil(?:ds|t|ding) on|on top of|came after|back in|at the time|had (?:been )?(?:announced|authorized|approved)|",
        r"already (?:announced|promised)|the one before|approved in early|one of the earlier|were worth|was worth|the earlier|before that|last fall|last spring|last summer|last winter)\b",
    ))
});
/// A package that another one comes after: "a week after one $800 million package".
static AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:days?|weeks?|months?) after (?:one|an?|the|that)(?: earlier)?\s+(?:up to |approximately )?$"));
/// Words of recall that no "today" in the same breath undoes.
static LONG_AGO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:remind\w*|earlier this year|last (?:fall|spring|summer|winter|autumn)|(?:weeks|months|years) ago)\b")
});
/// A package told by what has become of it: "from the package that was announced".
static KNOWN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:from|in|of|out of|under|part of|with) (?:the|that|its|our|this) (?:last |latest )?(?:\w+ ){0,3}$"));
static WHICH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[^,;.]{0,60}\b(?:that|which|we|the president|he|they)\s+(?:\w+ )?(?:had |have |was |were )?(?:announced|authorized|approved|signed|sent)\b",
    )
});
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:announc\w*|authoriz\w*|approv\w*|sign(?:ed|ing)|direct\w*|draw-?down|package|tranche|pledg\w*|commit\w*|unveil\w*|rushed|sent|another|provid\w*|reveal\w*)\b",
    )
});
/// A day that belongs to something else: the war, a base date, a birthday.
static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:since|invasion(?: \w+)? on|invaded(?: \w+)? (?:on|in)|war (?:on|in)|began (?:on|in)|until|through|by|from|between|before|after|expires?|deadline|(?:act|invasion|war|attack|as|one|that|those) of|the one on|notified (?:in|on)|authority of)\s+(?:late |early |mid-?)?$",
    )
});

/// What `sentence` does with the package told between `start` and `end`; `end` is where the words about it stop.
pub(super) fn told(page: &Page, sentence: &Sentence, start: usize, at: usize, end: usize) -> Told {
    let published = page.article.published_date;
    let clause = sentence.text.get(start..end).unwrap_or(sentence.text);
    let now = Told { claim: Claim::Announced, low: published, high: published, is_dated: false };
    if page.article.kind == PageKind::Memorandum || DELEGATES.is_match(sentence.text) {
        return Told { claim: Claim::Authorized, ..now };
    }
    if NOTICE.is_match(sentence.text) && !TODAY.is_match(clause) || is_bare_authority(sentence, at) {
        return Told { claim: Claim::Authorized, ..now };
    }
    if KNOWN.is_match(lead(sentence.text, at, 60)) && WHICH.is_match(tail(sentence.text, at, 140)) {
        return Told { claim: Claim::Recalled, ..now };
    }
    if AFTER.is_match(lead(sentence.text, at, 60)) {
        return Told { claim: Claim::Recalled, ..now };
    }
    let day = day_of(sentence, start, at, end);
    if LONG_AGO.is_match(clause) && day.is_none_or(|day| day.low == published) {
        return Told { claim: Claim::Recalled, ..now };
    }
    if let Some(day) = day {
        let told = Told { low: day.low, high: day.high, is_dated: true, ..now };
        let fresh = if day.grain == Grain::Day { FRESH } else { 0 };
        if day.high + Span::new(fresh) < published {
            return Told { claim: Claim::Recalled, ..told };
        }
        if day.low > published {
            return Told { claim: Claim::Previewed, ..told };
        }
        if day.high < published || TODAY.is_match(clause) {
            return if AHEAD.is_match(clause) && day.low >= published { Told { claim: Claim::Previewed, ..now } } else { told };
        }
    }
    if RECALLS.is_match(clause) && !TODAY.is_match(clause) {
        return Told { claim: Claim::Recalled, ..now };
    }
    if COMING.is_match(clause) && !TODAY.is_match(clause) {
        return Told { claim: Claim::Previewed, ..now };
    }
    now
}

/// "$5.55 billion in drawdown authority": authority, and not yet a package.
fn is_bare_authority(sentence: &Sentence, at: usize) -> bool {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^,.;]{0,40}?\b(?:in|of) (?:\w+ ){0,2}?(?:presidential )?(?:draw-?down|PDA) authorit(?:y|ies)\b(?: \(PDA\))?(?:[,.;]| that| to be| will| which| before|$)",
        )
    });
    BARE.is_match(tail(sentence.text, at, 160))
}

/// The day in the words about the package, nearest to it.
fn day_of<'s>(sentence: &'s Sentence, start: usize, at: usize, end: usize) -> Option<&'s Days> {
    let clause = sentence.text.get(start..end).unwrap_or_default();
    if !SAID.is_match(clause) {
        return None;
    }
    sentence
        .days
        .iter()
        .filter(|day| day.range.start >= start && day.range.end <= end)
        .filter(|day| matches!(day.grain, Grain::Day | Grain::Week | Grain::Month))
        .filter(|day| !ELSEWHERE.is_match(lead(sentence.text, day.range.start, 40)))
        .min_by_key(|day| day.range.start.abs_diff(at))
}
