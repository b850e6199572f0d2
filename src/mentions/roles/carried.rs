//! What the amounts around an amount tell of it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::mentions::cues;
use crate::mentions::money::MoneyRole;
use crate::mentions::reading::{Reading, Sentence};
use crate::text::pattern;

/// What an office is run with, year after year: "manages $60 billion annually", "a $145 billion annual budget".
pub(super) static RUNNING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:[\w-]+ ){0,2}(?:annual|annually|budgets?|portfolio|per year|a year|each year)\b"));

/// Whether an amount only goes on with what the one before it is of: "it holds $6 billion for the initiative and $11 billion for drawdowns".
pub(super) fn goes_on(sentence: &Sentence, index: usize, role: MoneyRole) -> bool {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:,| and|,? as well as|,? plus) (?:[A-Z]\w+ )?(?:about |roughly |nearly |more than |another |up to |an additional )?$")
    });
    static ACTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:announc|authoriz|approv|sign|send|sent|provid|commit|deliver|pledg)\w*"));
    static AID: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:assistance|aid|package|draw-?down)\b"));
    let Some(before) = index.checked_sub(1).and_then(|before| sentence.amounts.get(before)) else { return false };
    let gap = sentence.text.get(before.range.end..sentence.amounts[index].range.start).unwrap_or_default();
    let is_one = match role {
        MoneyRole::Request | MoneyRole::Appropriation => true,
        MoneyRole::Sale => !AID.is_match(sentence.after(index)),
        MoneyRole::Other => RUNNING.is_match(sentence.after(index - 1)),
        _ => false,
    };
    is_one && JOINT.is_match(gap) && !gap.contains([';', ':']) && !ACTS.is_match(gap)
}

/// "Today I am announcing another $800 million. This package includes heavy weapons."
pub(super) fn is_package_behind(sentence: &Sentence, index: usize, next: Option<&Sentence>) -> bool {
    static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:announc|authoriz|approv|sign|unveil)(?:e|es|ed|ing)?\b"));
    static POINTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:this|the|that|today['’]s) (?:new |latest )?(?:\w+ )?(?:package|tranche|draw-?down|assistance)\b")
    });
    let before = sentence.before(index);
    let is_new = || cues::NEW.is_match(before) || cues::NEW.is_match(sentence.just_after(index));
    ANNOUNCES.is_match(before) && is_new() && next.is_some_and(|next| POINTS.is_match(next.text) && cues::SECURITY.is_match(next.text))
}

/// A sum that the page has told as one up to now stays that when it is said again: "as I said, we have announced $800 million".
pub(super) fn say_again(reading: &Reading, roles: &mut [(usize, MoneyRole)]) {
    let mut totals = BTreeSet::new();
    let amounts = reading.sentences.iter().flat_map(|sentence| (0..sentence.amounts.len()).map(move |index| (sentence, index)));
    for ((sentence, index), (_, role)) in amounts.zip(roles) {
        let value = (sentence.amounts[index].low, sentence.amounts[index].high);
        let is_package = || cues::PACKAGE.is_match(sentence.before(index)) || cues::PACKAGE.is_match(sentence.just_after(index));
        if *role == MoneyRole::PackageValue && totals.contains(&value) && cues::DECIDED.is_match(sentence.before(index)) && !is_package() {
            *role = MoneyRole::RunningTotal;
        }
        if *role == MoneyRole::RunningTotal {
            totals.insert(value);
        }
    }
}

/// An amount said twice in one sentence, as by a speaker who corrects himself, has the role it has last.
pub(super) fn repeat(sentence: &Sentence, roles: &mut [MoneyRole]) {
    for at in 1..roles.len() {
        let same = (sentence.amounts[at].low, sentence.amounts[at].high);
        if (sentence.amounts[at - 1].low, sentence.amounts[at - 1].high) == same && sentence.text.contains('—') {
            roles[at - 1] = roles[at];
        }
    }
}
