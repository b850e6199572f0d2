//! Numbers whose thing is understood: "59 people lost their lives and more than 500 were hurt", "from four to six", "two of the four ships".

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::figure::value;
use super::nouns::{is_measure, is_plural_noun};
use super::{Counted, LABEL};
use crate::text::bounds::{self, Bound};
use crate::text::numbers::{self, DIGITS, WORDS};
use crate::text::{lead, next_digit, pattern, tail};

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?P<low>{DIGITS})(?:[\s\x{{a0}}](?P<mag>(?i:thousand|million|billion))\b)?")));
/// "ships based there from four to six". In digits such a pair is more often of years, hours or a score.
static STEP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"\b(?P<from>(?i:{WORDS})) to (?P<to>(?i:{WORDS}))(?:[.,;—–)]|$|[\s\x{{a0}}](?:by|in)[\s\x{{a0}}])"))
});
/// "two of the" before a count.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?:^|[\s(“])(?P<low>{DIGITS}|(?i:{WORDS}))[\s\x{{a0}}]of (?:the|its|our|their|these|those)[\s\x{{a0}}]$"))
});
/// What closes a number that no noun follows.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:[.,;)]*$|[,;)]?[\s\x{a0}](?:[—–]|--|(?:have|has|had|are|were|was|will|since|per|for every|of them|of whom|of which|in|by|at|on|to|so far|already|who|that|and|but)[\s\x{a0},.])|[.;)][\s\x{a0}”]|[—–])",
    )
});
/// Amounts, ages, rates and headings end in a number as well.
static NO_COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[$€£]\d{1,3},[\s\x{a0}]+$|\b(?:amounts?|worth|costs?|prices?|ages?|aged|from|in|since|until|between|by|public law|solicitation|p\.l\.)(?:[\s\x{a0}]of)?[\s\x{a0}]+$",
    )
});
/// A number below it is seldom a count where nothing follows: an age, a score, a degree, an hour.
const LEAST: i64 = 100;
/// So many bytes before a number are searched for its thing.
const NEAR: usize = 200;

/// The counts of `text` that no noun follows, given those that one follows. Their `item` stands elsewhere in the sentence, or is empty.
pub(super) fn find(text: &str, counted: &[Counted]) -> Vec<Counted> {
    let mut found = Vec::new();
    for whole in counted {
        found.extend(part(text, whole));
    }
    if text.contains("from ") {
        found.extend(STEP.captures_iter(text).filter_map(|step| steps(text, &step)).flatten());
    }
    for number in in_digits(text).filter(|number| CLOSED.is_match(tail(text, number.end(), 12))) {
        found.extend(NUMBER.captures_at(text, number.start()).and_then(|number| alone(text, &number, counted)));
    }
    found.sort_by_key(|row| row.range.start);
    found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    found
}

/// The numbers of `text` that are written in digits, in order.
fn in_digits(text: &str) -> impl Iterator<Item = Match<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || NUMBER.find_at(text, next_digit(text, at)?).inspect(|number| at = number.end()))
}

/// "two" of "two of the four ships".
fn part(text: &str, whole: &Counted) -> Option<Counted> {
    let before = lead(text, whole.range.start, 40);
    let low = PART.captures(before)?.name("low")?;
    let start = whole.range.start - before.len() + low.start();
    let low_value = value(low.as_str(), 1).filter(|low| (2..whole.high).contains(low))?;
    Some(row(text, start..start + low.as_str().len(), low_value, whole.item.clone()))
}

/// Both numbers of "from four to six".
fn steps(text: &str, step: &Captures) -> Option<[Counted; 2]> {
    let (from, to) = (step.name("from")?, step.name("to")?);
    let before = text.get(..from.start())?.strip_suffix("from ").filter(|before| !before.ends_with("scale "))?;
    let item = noun_before(text, sentence_start(text, before.len())..before.len()).filter(|item| !is_length(text, item))?;
    let read = |number: Match| Some(row(text, number.range(), value(number.as_str(), 1)?, item.clone()));
    Some([read(from)?, read(to)?])
}

/// A large number before a verb, a preposition or the end.
fn alone(text: &str, number: &Captures, counted: &[Counted]) -> Option<Counted> {
    let (whole, low) = (number.get(0)?, number.name("low")?);
    let before = lead(text, whole.start(), 24);
    // Counts stand in order, none inside another: the last that starts before this number ends is the only one that may hold it.
    let earlier = counted.get(..counted.partition_point(|row| row.range.start < whole.end()))?.last();
    if LABEL.is_match(before) || earlier.is_some_and(|row| whole.start() < row.range.end) {
        return None;
    }
    let factor = number.name("mag").map_or(Some(1), |word| numbers::magnitude(word.as_str()))?;
    let low_value = value(low.as_str(), factor)?;
    let is_grouped = low.as_str().contains(',') || factor > 1;
    let mut found = row(text, whole.range(), low_value, 0..0);
    let lead_in = lead(text, found.range.start, 24);
    let is_year = low.as_str().len() == 4 && !is_grouped;
    let is_rate = tail(text, whole.end(), 12).trim_start().starts_with("for every ");
    let is_large = low_value >= LEAST && !is_year && (found.bound != Bound::Exact || is_grouped);
    if !(is_rate || is_large) || NO_COUNT.is_match(lead_in) {
        return None;
    }
    let sentence = sentence_start(text, found.range.start);
    found.item = earlier
        .filter(|row| row.range.end <= found.range.start && row.range.start >= sentence)
        .map(|row| row.item.clone())
        .or_else(|| noun_before(text, sentence..found.range.start))
        .unwrap_or(found.range.end..found.range.end);
    Some(found).filter(|found| !is_length(text, &found.item))
}

fn is_length(text: &str, item: &Range<usize>) -> bool {
    text.get(item.clone()).is_some_and(is_measure)
}

/// Where the sentence starts that goes on at `at`, or what of it stands near; a full stop within a name is taken for its start.
fn sentence_start(text: &str, at: usize) -> usize {
    let before = lead(text, at, NEAR);
    at - before.len() + before.rfind(['.', '?', '!', '\n', ';']).map_or(0, |stop| stop + 1)
}

fn row(text: &str, number: Range<usize>, count: i64, item: Range<usize>) -> Counted {
    let binding = bounds::around(text, number.start, number.end);
    Counted {
        range: binding.start..binding.end.max(number.end),
        low: count,
        high: count,
        bound: binding.bound,
        qualifier: binding.qualifier,
        unit: None,
        item,
    }
}

/// The last plural noun of a stretch.
fn noun_before(text: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(stretch.clone())?;
    let mut end = words.len();
    for word in words.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '-') {
        let start = end - word.len();
        if is_plural_noun(word) {
            return Some(stretch.start + start..stretch.start + end);
        }
        end = words.get(..start)?.char_indices().next_back().map_or(0, |(at, _)| at);
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::text::quantities;

    fn read(text: &str) -> Vec<(i64, &str)> {
        quantities::find(text).into_iter().map(|row| (row.low, &text[row.item])).collect()
    }

    #[test]
    fn the_thing_is_that_of_the_count_before() {
        assert_eq!(read("So far 59 people have died and more than 500 have been hurt."), [(59, "people"), (500, "people")]);
    }

    #[test]
    fn the_thing_is_the_noun_before() {
        assert_eq!(read("as they face mounting losses – over 600,000 since the war began"), [(600_000, "losses")]);
        assert_eq!(read("Deliveries doubled, reaching 100,000 per month"), [(100_000, "Deliveries")]);
        assert_eq!(read("many got out — 5 million — but more stayed"), [(5_000_000, "")]);
    }

    #[test]
    fn steps_and_parts_are_counts() {
        assert_eq!(read("to raise the number of destroyers based there from four to six."), [(4, "destroyers"), (6, "destroyers")]);
        assert_eq!(
            read("increase the number of U.S.  destroyers stationed in Rota from four to six.  Two ships"),
            [(4, "destroyers"), (6, "destroyers"), (2, "ships")]
        );
        assert_eq!(read("against two of the four largest producers"), [(2, "largest producers"), (4, "largest producers")]);
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "a total of $500 million was spent in 2,500.",
            "those aged 65 and over",
            "about 2024 —",
            "Public Law 117,103.",
            "in fiscal 2023, over 90 percent",
            "the amount of 1,234,567 was obligated",
            "more than 60 in the shade",
            "flew at 35,000 feet",
            "rated the answers on a scale from one to ten.",
            "open weekdays from nine to five, and",
            "Flight hours: more than 2,200",
            "from 2,000 to the present",
            "funds in the amount of $16, 304,425; and",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
