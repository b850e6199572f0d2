//! Counted things in running text: a number, the words that bind it, and the noun phrase it counts.
//!
//! A number counts if a noun phrase follows, or if the sentence says elsewhere what it counts (`understood`). Numbers inside names (AIM-9M, T-72), calibres, section numbers, times, percentages and
//! lengths of time count nothing; nor does a number word after "the", which points back ("the two leaders").

mod phrase;
mod understood;

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::bounds::{self, Bound};
use super::numbers::{self, DIGITS, WORDS};
use super::{lead, pattern, tail};

/// A count and its thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// From the binding words to the end of the thing.
    pub range: Range<usize>,
    /// The count, or the low end of a range.
    pub low: i64,
    /// The count, or the high end of a range.
    pub high: i64,
    /// How far it binds.
    pub bound: Bound,
    /// The words that bind it, as written.
    pub qualifier: Option<String>,
    /// The unit between count and thing: `rounds`.
    pub unit: Option<String>,
    /// Where the thing stands, unit aside; empty where the sentence does not say.
    pub item: Range<usize>,
}

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        concat!(
            r"(?P<low>{digits}|\b(?i:(?:half )?a dozen)\b|\b(?i:a (?:hundred )?(?:thousand|million|billion))\b|\b(?i:{words})\b|\b(?i:(?:(?:tens|dozens|hundreds|thousands) of )?(?:thousands|millions|billions)|hundreds|dozens|scores)\b)",
            r"(?:(?:[\s\x{{a0}}]?[-–][\s\x{{a0}}]?|[\s\x{{a0}}](?:to|or)[\s\x{{a0}}])(?P<high>{digits}|(?i:{words})\b))?",
            r"(?:[\s\x{{a0}}](?P<mag>(?i:dozen|thousand|million|billion))|(?P<kilo>K)\b)?(?P<plus>[-\s]plus\b|\+)?\)?[\s\x{{a0}}]+"
        ),
        digits = DIGITS,
        words = WORDS
    ))
});
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?P<unit>(?:metric )?(?:rounds?|sets?|pieces?|units?|tons?|tonnes?|boxes|pallets?|pairs?|batter(?:y|ies)|battalions?|squadrons?|truckloads?|kits|variants|types)) of[\s\x{a0}]",
    )
});
/// Words before a number that make it a name or a label.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[\w$€£#@/=]|[A-Za-z0-9][.,:-]|\b(?i:one|two|three|four|five|six|seven|eight|nine|\d+)[\s\x{a0}](?i:in|out of)(?i:[\s\x{a0}]every)?[\s\x{a0}]|[\s(]\.|(?i:\b(?:article|articles|pillar|annex|mk|mark|section|sections|sec\.|chapter|title|no\.|number|resolution|phase|level|tier|day|task force|room|flight|highway|route|division|group of|part|item|line|page|figure|table|step|stage|category|version|block|mod|class|type|grade|apollo|covid|channel|public law|force|u\.n\.|protocol|act of|vol\.|fy|fiscal year|age|aged|hurricane)[\s\x{a0}]))$",
    )
});
static POINTS_BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:quarter of|half of|third of|lord|these|those|no|any|every|this|that|number|which|each|my|your|either|neither|only|last|first|next|past|other)[\s\x{a0}]+$",
    )
});

/// The counted things of `text`, in order, none inside another.
#[must_use]
pub fn find(text: &str) -> Vec<Counted> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(count) = COUNT.captures_at(text, at) {
        let Some(whole) = count.get(0) else { break };
        match counted(text, &count, whole.range()) {
            Some(row) => {
                at = row.range.end.max(whole.end());
                found.push(row);
            }
            // A number that counts nothing may stand right before one that does: "155mm", "In 2022 ten tanks".
            None => at = count.name("high").or_else(|| count.name("low")).map_or(whole.end(), |number| number.end()),
        }
    }
    let understood = understood::find(text, &found);
    if !understood.is_empty() {
        found.extend(understood);
        found.sort_by_key(|row| row.range.start);
    }
    found
}

fn counted(text: &str, count: &Captures, whole: Range<usize>) -> Option<Counted> {
    let start = whole.start;
    let before = lead(text, start, 24);
    let low_text = &count["low"];
    let is_word = !low_text.starts_with(|letter: char| letter.is_ascii_digit());
    let is_bracketed = before.strip_suffix('(').is_some_and(|head| head.is_empty() || head.ends_with(char::is_whitespace))
        && text.get(..whole.end)?.trim_end().ends_with(')');
    if LABEL.is_match(before)
        || (text.get(..whole.end)?.trim_end().ends_with(')') && !is_bracketed)
        || (is_word && POINTS_BACK.is_match(before))
    {
        return None;
    }
    let factor = count.name("mag").or_else(|| count.name("kilo")).map_or(Some(1), |word| numbers::magnitude(word.as_str()).or(Some(12)))?;
    let (low, mut high) = value(low_text, factor)?;
    if let Some(upper) = count.name("high") {
        high = value(upper.as_str(), factor)?.1;
        if high <= low {
            return None;
        }
    }
    if is_vague(low_text) && !tail(text, whole.end, 3).eq_ignore_ascii_case("of ") && !tail(text, whole.end, 3).starts_with("of\u{a0}") {
        return None;
    }
    let item = phrase::thing(text, whole.end, high > 1)?;
    let first = text.get(item.clone())?;
    // "20 thou- ": a word that breaks off.
    if text.get(item.end..).is_some_and(|rest| rest.starts_with("- ") || rest.starts_with("-—")) {
        return None;
    }
    // "our One Harbor policy", "the Six Assurances": a name.
    let opens = before.trim_end().is_empty()
        || before.trim_end().ends_with(['.', '?', '!', ':', '“', '"', '—', '–', '\n', ')', ';'])
        || before.trim_end().ends_with("--");
    if is_word && low_text.starts_with(char::is_uppercase) && !opens && first.starts_with(char::is_uppercase) {
        return None;
    }
    // "one of", "one thing", "one day": a word that seldom counts needs a thing that is a name or is several words long.
    if low_text.eq_ignore_ascii_case("one")
        && (text.get(whole.end..).is_some_and(|rest| rest.starts_with("more "))
            || !first.contains(|letter: char| letter.is_uppercase() || letter.is_ascii_digit() || letter == '-'))
    {
        return None;
    }
    let (unit, item) = match UNIT.captures(first) {
        Some(found) => (Some(found["unit"].to_owned()), item.start + found[0].len()..item.end),
        None => (None, item),
    };
    let binding = bounds::around(text, if is_bracketed { start - 1 } else { start }, item.end);
    // "many 2020 refunds": a year, unless words bind it.
    if binding.bound == Bound::Exact && low_text.len() == 4 && (low_text.starts_with("19") || low_text.starts_with("20")) {
        return None;
    }
    let is_open = is_vague(low_text) || count.name("plus").is_some();
    let bound = if is_open && binding.bound == Bound::Exact { Bound::AtLeast } else { binding.bound };
    Some(Counted { range: binding.start..item.end, low, high, bound, qualifier: binding.qualifier, unit, item })
}

fn value(text: &str, factor: i64) -> Option<(i64, i64)> {
    let text = text.to_ascii_lowercase();
    let value = match text.as_str() {
        "a dozen" => 12,
        "half a dozen" => 6,
        _ if text.starts_with("a ") => text
            .split(' ')
            .skip(1)
            .map(|word| numbers::magnitude(word).or((word == "hundred").then_some(100)))
            .try_fold(1_i64, |value, word| value.checked_mul(word?))?,
        _ if is_vague(&text) => text.split_whitespace().filter_map(group).try_fold(2_i64, i64::checked_mul)?,
        _ if text.contains('.') && factor == 1 => return None,
        _ => numbers::either(&text, factor)?,
    };
    Some((value, value))
}

/// Whether a count says only its magnitude: "dozens", "tens of thousands".
fn is_vague(text: &str) -> bool {
    text.split_whitespace().next().and_then(group).is_some()
}

/// What a plural magnitude counts in.
fn group(word: &str) -> Option<i64> {
    match word.to_ascii_lowercase().as_str() {
        "tens" => Some(10),
        "dozens" => Some(12),
        "scores" => Some(20),
        "hundreds" => Some(100),
        _ => word.strip_suffix('s').and_then(numbers::magnitude),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(i64, Bound, &str, Option<String>)> {
        find(text).into_iter().map(|row| (row.low, row.bound, &text[row.item.clone()], row.unit)).collect()
    }

    fn one(text: &str, count: i64, bound: Bound, item: &str) {
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].0, found[0].1, found[0].2), (count, bound, item), "{text}");
    }

    #[test]
    fn things_are_counted() {
        one("more than 1,400 Stinger anti-aircraft systems;", 1_400, Bound::AtLeast, "Stinger anti-aircraft systems");
        one("(25,000) 155mm artillery rounds", 25_000, Bound::Exact, "155mm artillery rounds");
        one("Two NASAMS;", 2, Bound::Exact, "NASAMS");
        one("31 Abrams tanks to Ukraine", 31, Bound::Exact, "Abrams tanks");
        one("alongside some 50 allies and partners will", 50, Bound::About, "allies and partners");
        one("nearly 700 NATO personnel and partner countries", 700, Bound::AtMost, "NATO personnel");
        one("two presidents tasked their teams", 2, Bound::Exact, "presidents");
        one("70,000 Americans live there", 70_000, Bound::Exact, "Americans");
        one("200 M113 armored personnel carriers arrived", 200, Bound::Exact, "M113 armored personnel carriers");
        one("4,000 Zuni aircraft rockets", 4_000, Bound::Exact, "Zuni aircraft rockets");
        one("3,600 small arms ammunition boxes", 3_600, Bound::Exact, "small arms ammunition boxes");
        one("Over 2,700 grenade launchers and small arms;", 2_700, Bound::AtLeast, "grenade launchers and small arms");
        one("More than 500 FEMA and other federal personnel went", 500, Bound::AtLeast, "FEMA and other federal personnel");
        one("20 81mm and 60mm mortar systems", 20, Bound::Exact, "81mm and 60mm mortar systems");
        assert_eq!(read("100,000 troops and thousands of tanks").iter().map(|row| row.2).collect::<Vec<_>>(), ["troops", "tanks"]);
        one("twelve vessels and plans to build", 12, Bound::Exact, "vessels");
        one("more than three dozen calls", 36, Bound::AtLeast, "calls");
        one("about a dozen leaders", 12, Bound::About, "leaders");
        one("tens of millions of doses", 20_000_000, Bound::AtLeast, "doses");
        one("one Patriot air defense battery and munitions", 1, Bound::Exact, "Patriot air defense battery");
        one("the 50,000-plus Airmen there", 50_000, Bound::AtLeast, "Airmen");
        one(
            "664,000 active duty, Guard, Reserve and civilian Airmen and",
            664_000,
            Bound::Exact,
            "active duty, Guard, Reserve and civilian Airmen",
        );
        one("tens of thousands of artillery rounds", 20_000, Bound::AtLeast, "artillery rounds");
    }

    #[test]
    fn a_unit_stands_apart() {
        let found = read("over 60 million rounds of small arms ammunition.");
        assert_eq!(found, [(60_000_000, Bound::AtLeast, "small arms ammunition", Some("rounds".to_owned()))]);
    }

    #[test]
    fn behind_a_unit_two_things_are_one() {
        let found = read("30,000 sets of body armor and helmets;");
        assert_eq!(found, [(30_000, Bound::Exact, "body armor and helmets", Some("sets".to_owned()))]);
    }

    #[test]
    fn lists_give_every_count() {
        let found = read("18 155mm Howitzers and 18 Tactical Vehicles to tow 155mm Howitzers");
        assert_eq!(found.iter().map(|row| (row.0, row.2)).collect::<Vec<_>>(), [(18, "155mm Howitzers"), (18, "Tactical Vehicles")]);
        let found = read("800 Stinger and 2,000 Javelin systems");
        assert_eq!(found.iter().map(|row| (row.0, row.2)).collect::<Vec<_>>(), [(800, "Stinger"), (2_000, "Javelin systems")]);
    }

    #[test]
    fn numbers_that_count_nothing_are_left() {
        for text in [
            "AIM-9M missiles",
            ".50 caliber machine guns",
            "Mi-17 helicopters",
            "T-72 tanks",
            "155mm rounds",
            "155 mm rounds",
            "section 506 drawdown",
            "506(a)(1) authority",
            "a 10-year agreement",
            "50 percent of",
            "24 hours",
            "10 years",
            "one of the first",
            "9:30 a.m.",
            "20th package",
            "$5 million package",
            "3.5 goals",
            "for three months.",
            "two years’ time",
            "many 2020 refunds",
            "one in ten Americans",
            "two thirds of them",
            "dozens injured",
            "150,000 fewer workers",
            "six of them",
            "hundreds of millions of dollars",
            "some 1.6 million flying hours",
            "some 200 million gallons of fuel",
            "every six or eight generations",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_eq!(find(&"5 tanks, ".repeat(50_000)).len(), 50_000);
        assert!(find(&"1 ".repeat(100_000)).is_empty());
    }

    proptest! {
        #[test]
        fn spans_lie_on_characters(text in "([0-9]{1,4}|two|rounds|of|[ ,.()–-]|é|mm|tanks|and| ){0,30}") {
            for row in find(&text) {
                prop_assert!(text.get(row.range).is_some() && text.get(row.item).is_some());
            }
        }
    }
}
