//! What kind of help a stretch of text speaks of: security, humanitarian, economic.

use std::sync::LazyLock;

use regex::Regex;

use super::cues;
use super::reading::Sentence;
use crate::text::{pattern, tail};

/// What kind of help the words next to an amount speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Security,
    Humanitarian,
    Economic,
}

/// The help an amount is said of: the words after it, else those before it, else the sentence.
pub(super) fn topic_of(sentence: &Sentence, index: usize) -> Option<Topic> {
    let after = tail(sentence.after(index), 0, 110);
    let before = sentence.before(index);
    if is_mixed(after) || first_topic(after).is_none() && is_mixed(before) {
        return Some(Topic::Economic);
    }
    first_topic(after).or_else(|| last_topic(sentence.before(index))).or_else(|| first_topic(sentence.text))
}

/// Security and other help joined in one sum: "security, humanitarian and economic assistance".
fn is_mixed(after: &str) -> bool {
    static MIXED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:security|military)(?: assistance| aid)?(?:,| and| as well as)[^.;]{0,40}\b(?:humanitarian|economic|financial)|(?:humanitarian|economic|financial)(?: assistance| aid)?(?:,| and)[^.;]{0,40}\b(?:security|military)) (?:\w+ )?(?:assistance|aid|support|needs)\b",
        )
    });
    MIXED.is_match(after)
}

fn hits(text: &str, pick: impl Fn(&regex::Regex, &str) -> Option<usize>) -> [(Option<usize>, Topic); 3] {
    [
        (pick(&cues::SECURITY, text), Topic::Security),
        (pick(&cues::HUMANITARIAN, text), Topic::Humanitarian),
        (pick(&cues::ECONOMIC, text), Topic::Economic),
    ]
}

pub(super) fn first_topic(text: &str) -> Option<Topic> {
    let first = |cue: &regex::Regex, text: &str| cue.find(text).map(|found| found.start());
    hits(text, first).into_iter().filter_map(|(at, topic)| Some((at?, topic))).min_by_key(|(at, _)| *at).map(|(_, topic)| topic)
}

fn last_topic(text: &str) -> Option<Topic> {
    let last = |cue: &regex::Regex, text: &str| cue.find_iter(text).last().map(|found| found.start());
    hits(text, last).into_iter().filter_map(|(at, topic)| Some((at?, topic))).max_by_key(|(at, _)| *at).map(|(_, topic)| topic)
}
