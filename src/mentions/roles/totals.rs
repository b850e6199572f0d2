//! Whether an amount is a sum up to now.

use std::sync::LazyLock;

use regex::Regex;

use crate::mentions::announcements::ordinal::strip;
use crate::mentions::cues;
use crate::mentions::reading::Sentence;
use crate::text::pattern;

/// What brings another sum to its height is none itself.
static BRINGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[^.;]{0,60}\b(?:brings?|brought|raises?|lifts?|takes?|pushes) "));
/// "gave $650 million in 2021": what one year came to.
static GAVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:gave|provided|committed|sent|delivered|spent)\b[^,.;]{0,60}$"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[^.;]{0,70}?\bin (?:calendar |fiscal )?(?:year )?20\d\d\b"));

/// Whether the words next to the amount make it a sum up to now.
pub(super) fn is_total(sentence: &Sentence, index: usize) -> bool {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:total|assistance|aid|commitment|sum|support)\b"));
    static FROM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^ (?:from|under|through) (?:the )?(?:ukraine security|USAI|presidential|foreign military|draw)"));
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^,.;]{0,70}?\b(?:we|it|they|that|the united states|the u\.s\.)(?:['’]ve| have| has) (?:\w+ ){0,2}?(?:provided|committed|sent|given|delivered|been able to)\b",
        )
    });
    let (before, after) = (sentence.just_before(index), sentence.just_after(index));
    if cues::VALUED.is_match(before) {
        return false;
    }
    if index + 1 < sentence.amounts.len() && BRINGS.is_match(after) {
        return false;
    }
    let span = sentence.text.get(sentence.amounts[index].range.clone()).unwrap_or_default();
    let fresh = |text: &str| cues::NEW.is_match(text) || cues::PACKAGE.is_match(text);
    let counted = |text: &str| cues::WINDOW.is_match(&strip(text));
    let lead = strip(sentence.before(index));
    let lead = lead.rfind(", ").filter(|cut| lead.len() - cut > 3).map_or(lead.as_ref(), |cut| &lead[cut + 2..]);
    if cues::WINDOW.is_match(lead) || counted(after) {
        return !(cues::PACKAGE.is_match(after) && cues::NEW.is_match(before) && !after.contains("since"));
    }
    if cues::SUMS.is_match(sentence.before(index)) && (counted(sentence.text) || SUBJECT.is_match(before)) {
        return true;
    }
    let rest = sentence.after(index);
    if rest.contains(" since ") && counted(rest) && !fresh(before) && !fresh(span) && !cues::PACKAGE.is_match(after) {
        return true;
    }
    if GAVE.is_match(before) && YEAR.is_match(after) && !fresh(before) && !fresh(span) && !cues::PACKAGE.is_match(after) {
        return true;
    }
    if index == 0 && leads_with_window(sentence.text) {
        return true;
    }
    let decided = || cues::DECIDED.is_match(sentence.before(index)) && counted(sentence.text);
    let given = cues::PERFECT.is_match(sentence.before(index)) || GIVEN.is_match(rest) || decided();
    given && !FROM.is_match(rest) && !fresh(sentence.before(index)) && !fresh(after) && !cues::NEW.is_match(span)
}

fn leads_with_window(text: &str) -> bool {
    let lead = text.split(", ").next().unwrap_or_default();
    cues::WINDOW.find(lead).is_some_and(|found| found.start() < 12) && lead.len() < text.len()
}
