//! One item of a list: its count, its name, its unit.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::mentions::money::Bound;
use crate::text::{numbers, pattern};

/// An item as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Bytes within the text it was read from, count included.
    pub range: Range<usize>,
    pub name: String,
    pub quantity: Option<i64>,
    pub bound: Option<Bound>,
    pub qualifier: Option<String>,
    pub unit: Option<String>,
    pub is_additional: bool,
    /// Whether it is told as "other" than the one before it.
    pub is_other: bool,
}

/// What may stand before the count or the name.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:[\s*•·–—-]*)(?:(?:and|as well as|also|plus|with|or|a total of|the|an?|its|their|our|some of|including|of course)\b[\s,]+)*",
    )
});
static QUALIFIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?P<words>up to|more than|over|approximately|about|nearly|almost|at least|some|roughly|around|as many as|an estimated)\s+",
    )
});
static MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:an )?(?P<words>additional|more|another|further|extra)\s+"));
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\(?(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|a dozen)\)?(?:[ -](?P<scale>hundred|thousand|million))?\s+(?:of\s+)?(?P<rest>\S+)",
    )
});
/// A number that measures rather than counts: "105 millimeter", "155 mm".
static MEASURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:mm\b|millimet\w+|cal(?:iber|ibre|\.)|inch|-|km\b|kilomet\w+|percent|x\b|ton\b|pound)"));
static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:an? (?:large |significant |small |wide )?(?:number|amount|variety|range|quantity|array|assortment)|(?:significant|large|substantial) (?:amounts|quantities|numbers)|(?:tens|hundreds|thousands|millions|dozens|scores)(?: of (?:hundreds|thousands|millions))?|several|many|various|numerous|undisclosed number|a handful) (?:of )?(?:\w+ additional )?|several |many |various |some )",
    )
});
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\w+ )?(?P<unit>rounds|sets|pairs|pieces|units|boxes|crates|tons|gallons|batteries|squadrons|launchers and missiles)\b",
    )
});

/// Reads `text[range]` as one item; none where nothing is left but its count.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Item> {
    let mut rest = without_end(text.get(range.clone())?);
    let end = range.start + rest.len();
    rest = rest.get(LEAD.find(rest).map_or(0, |found| found.end())..)?;
    let start = end - rest.len();
    let (mut qualifier, mut is_additional) = (None, false);
    let mut quantity = None;
    let is_other = rest.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("other "));
    rest = if is_other { rest.get(6..)? } else { rest };
    for _ in 0..3 {
        let is_more_than = rest.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("more than "));
        if let Some(found) = MORE.captures(rest).filter(|_| !is_more_than) {
            is_additional = true;
            rest = rest.get(found.get(0)?.end()..)?;
        } else if let Some(found) = VAGUE.find(rest) {
            is_additional |= found.as_str().contains("additional");
            rest = rest.get(found.end()..)?;
        } else if let Some(found) = QUALIFIER.captures(rest).filter(|_| quantity.is_none()) {
            let next = rest.get(found.get(0)?.end()..)?;
            if count(MORE.replace(next, "").as_ref()).is_none() {
                break;
            }
            qualifier = Some(found["words"].to_owned());
            rest = next;
        } else if let Some((number, length)) = count(rest).filter(|_| quantity.is_none()) {
            quantity = Some(number);
            rest = rest.get(length..)?;
        }
    }
    let name = rest.trim().trim_end_matches(')').to_owned();
    let name = if name.contains('(') && !name.ends_with(')') && rest.trim().ends_with(')') { format!("{name})") } else { name };
    if name.chars().filter(|letter| letter.is_alphabetic()).count() < 2 {
        return None;
    }
    let unit = UNIT.captures(&name).map(|found| found["unit"].to_ascii_lowercase());
    let bound = quantity.map(|_| bound_of(qualifier.as_deref()));
    Some(Item { range: start..end, name, quantity, bound, qualifier, unit, is_additional, is_other })
}

/// Words without the marks, and the "and", that lead to the next line of a list.
fn without_end(words: &str) -> &str {
    let bare = |words: &'_ str| words.trim_end_matches([' ', ',', ';', '.', ':', '\u{a0}']).len();
    let words = &words[..bare(words)];
    let before = words.strip_suffix(" and").or_else(|| words.strip_suffix(" or")).unwrap_or(words);
    if before.ends_with([';', ',']) { &before[..bare(before)] } else { words }
}

fn bound_of(qualifier: Option<&str>) -> Bound {
    match qualifier.map(str::to_ascii_lowercase).as_deref() {
        None => Bound::Exact,
        Some("up to" | "nearly" | "almost" | "as many as") => Bound::AtMost,
        Some("more than" | "over" | "at least") => Bound::AtLeast,
        Some(_) => Bound::About,
    }
}

/// A count at the start of `text`, and how far it reaches.
pub(super) fn count(text: &str) -> Option<(i64, usize)> {
    let found = COUNT.captures(text)?;
    let rest = found.name("rest")?;
    if MEASURE.is_match(rest.as_str()) {
        return None;
    }
    let scale = match found.name("scale").map(|scale| scale.as_str()) {
        None => 1,
        Some(word) if word.eq_ignore_ascii_case("hundred") => 100,
        Some(word) => numbers::magnitude(word)?,
    };
    let number = match &found["digits"] {
        dozen if dozen.eq_ignore_ascii_case("a dozen") => 12,
        written => numbers::either(written, scale)?,
    };
    Some((number, rest.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Item {
        read(text, 0..text.len()).unwrap()
    }

    #[test]
    fn count_in_parentheses_is_read() {
        let read = item("(25,000) 155mm artillery rounds;");
        assert_eq!((read.quantity, read.name.as_str()), (Some(25_000), "155mm artillery rounds"));
    }

    #[test]
    fn digits_in_names_are_no_counts() {
        assert_eq!(item("155mm artillery rounds").quantity, None);
        assert_eq!(item("AIM-9M missiles").quantity, None);
        assert_eq!(item("105 millimeter artillery rounds").quantity, None);
        assert_eq!(item(".50 caliber ammunition").quantity, None);
    }

    #[test]
    fn the_word_that_leads_to_the_next_line_is_no_part_of_a_name() {
        assert_eq!(item("Night vision devices; and").name, "Night vision devices");
        assert_eq!(item("Search and rescue boats").name, "Search and rescue boats");
    }

    #[test]
    fn additional_without_a_count_is_kept() {
        let read = item("Additional ammunition for HIMARS");
        assert_eq!((read.quantity, read.is_additional, read.name.as_str()), (None, true, "ammunition for HIMARS"));
    }

    #[test]
    fn bounds_and_scales_are_read() {
        let read = item("More than 20 million rounds of small arms ammunition");
        assert_eq!((read.quantity, read.bound, read.unit.as_deref()), (Some(20_000_000), Some(Bound::AtLeast), Some("rounds")));
        assert_eq!(item("Two NASAMS").quantity, Some(2));
    }
}
