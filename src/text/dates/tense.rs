//! Whether a sentence tells of what is to come or of what is over, as far as the words around a date show.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern;
use crate::text::sentences::is_abbreviated;
use crate::text::words::is_listed;

/// Words right before a date that point ahead of the day of publication.
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:until|till|by|through|starting|beginning|later|upcoming|next|coming|as soon as|as early as)[\s\x{a0}](?:(?:on|in|the|early|late|end of|month of|morning of|first week of)[\s\x{a0}])*$",
    )
});
/// Words anywhere before a date that do.
static COMING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:will|won[’']t|upcoming|scheduled|expect(?:s|ed)?|planned|slated|set for|going to|planning|preparing|plans? to|wants? to|ahead of|looks? forward|looking forward|see you|",
        r"more to come|coming up|gear(?:s|ing)? up|excited to|takes? effect|goes into effect|(?:may|might|could)(?:[\s\x{a0}](?:not|it|this|that))?[\s\x{a0}](?:be|come|take|happen))\b|[a-z][’']ll\b"
    ))
});
/// What was to come then: "was scheduled", "were going to".
static WAS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:was|were|been|had)[\s\x{a0}]$"));
/// A verb of the past between what points ahead and the date.
static TOLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:said|told|spoke|went|saw|did|was|were|took|gave|came)\b"));
/// Words right before a date that is over.
static BACK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:since|back[\s\x{a0}](?:in|on))[\s\x{a0}](?:early[\s\x{a0}]|late[\s\x{a0}])?$"));

/// A date that opens its sentence: "On Tuesday, the secretary will travel".
static COMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:will|(?:is|are|’s|’re) (?:going|set|scheduled|expected) to|plans to|looks? forward to|is looking forward to)\b|[a-z][’']ll\b)",
    )
});
/// A verb of the past, or another clause: what comes after says nothing of the date.
static WENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:was|were|had|did|said|told|wrote|asked|met|spoke|saw|made|put|[a-z]+ed)\b|,[\s\x{a0}](?:and|but|so|which|who)\b")
});
/// "December 15th would be the last".
static WOULD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[\s\x{a0}](?:would|will|may|might|could)\b"));
/// "Jan. 18 is a day to remember".
static TODAY_IS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[\s\x{a0}](?:is|marks|falls)\b"));
/// A date behind these is not what the sentence speaks of.
static BESIDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:on|over|in|at|of|by|during|from|since|for)[\s\x{a0}](?:the[\s\x{a0}])?$"));

/// Verbs that tell what is over.
static PAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:was|were|had|did|didn[’']t|has|have|been|took|came|began|went|held|met|made|gave|sent|led|left|won|fell|became|said|told|saw|ago|last|earlier)\b|(?-i:\b[a-z]{2,}ed\b)",
    )
});
/// Verbs that tell what is, or may be.
static PRESENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:is|are|be|isn[’']t|aren[’']t|can|can[’']t|may|might|could|should|would|will|starts?|begins?|becomes?|expires?|ends|extends|lasts|runs|opens|closes|goes|continues|(?:prepared|ready|wants?|plans?|needs?|ha(?:ve|s)|hopes?|intends?)[\s\x{a0}]to)\b|[’'](?:s|re|ll)\b",
    )
});
/// Before a participle that is no past: "is planned", "becomes inaugurated".
static IS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b(?:is|are|be|being|becomes?|gets?)|[’'](?:s|re)|-)[\s\x{a0}]?$"));

/// Whether the words before a date, or the rest of its sentence, point ahead of the day of publication.
pub(super) fn is_ahead(before: &str, after: &str) -> bool {
    let before = sentence_before(before);
    if BACK.is_match(before) {
        return false;
    }
    UNTIL.is_match(before) || WOULD.is_match(after) && !BESIDE.is_match(before) || points_ahead(after) || is_coming(before)
}

fn is_coming(before: &str) -> bool {
    let Some(coming) = COMING.find_iter(before).last() else { return false };
    let (head, tail) = (before.get(..coming.start()).unwrap_or_default(), before.get(coming.end()..).unwrap_or_default());
    !WAS.is_match(head) && !TOLD.is_match(tail)
}

/// Whether the rest of the sentence tells of what is to come: "On Tuesday, the secretary will travel".
fn points_ahead(after: &str) -> bool {
    let sentence = sentence_after(after);
    COMES.find(sentence).is_some_and(|comes| !WENT.is_match(sentence.get(..comes.start()).unwrap_or_default()))
}

/// Whether the sentence of a date tells what is over: the verb before it, or the first one behind it.
pub(super) fn is_past(before: &str, after: &str) -> bool {
    let (before, after) = (sentence_before(before), sentence_after(after));
    let pasts = |text: &str| {
        let is_participle = |found: &regex::Match| {
            (found.as_str().ends_with("ed") || is_listed(found.as_str(), "held made given sent led met left won told"))
                && IS.is_match(&text[..found.start()])
        };
        PAST.find_iter(text).filter(|found| !is_participle(found)).map(|found| found.start()).collect::<Vec<_>>()
    };
    let last_present = PRESENT.find_iter(before).last().map(|found| found.start());
    let first_present = PRESENT.find(after).map(|found| found.start());
    if TODAY_IS.is_match(after) && !BESIDE.is_match(before) {
        return false;
    }
    BACK.is_match(before)
        || pasts(before).last().is_some_and(|past| last_present.is_none_or(|present| present <= *past))
        || pasts(after).first().is_some_and(|past| first_present.is_none_or(|present| *past < present))
}

/// Whether the mark at `at` ends a sentence: not the stop of "U.S." or "Gen.".
fn ends(text: &str, at: usize, mark: char) -> bool {
    match mark {
        ';' | '?' | '!' | '\n' => true,
        '.' => {
            let goes_on = text.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            !goes_on && !is_abbreviated(text.get(..at).unwrap_or_default())
        }
        _ => false,
    }
}

fn sentence_before(before: &str) -> &str {
    let end = before.char_indices().rev().find(|(at, mark)| ends(before, *at, *mark));
    end.and_then(|(at, _)| before.get(at + 1..)).unwrap_or(before)
}

fn sentence_after(after: &str) -> &str {
    let end = after.char_indices().find(|(at, mark)| ends(after, *at, *mark));
    end.and_then(|(at, _)| after.get(..at)).unwrap_or(after)
}
