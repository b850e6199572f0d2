//! Amounts of money in running text.
//!
//! The currency sign or word is found first, by scanning bytes; only around it does a pattern run. So text without money costs almost
//! nothing.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Captures, Regex};

use super::bounds::{self, Bound};
use super::numbers::{self, DIGITS, MAGNITUDE, WORDS};
use super::{any_of, lead, pattern, tail};

/// An amount, in whole units of its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Where it stands, binding words included.
    pub range: Range<usize>,
    /// The amount, or the low end of a range.
    pub low: i64,
    /// The amount, or the high end of a range.
    pub high: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// How far it binds.
    pub bound: Bound,
    /// The words that bind it, as written.
    pub qualifier: Option<String>,
}

const SIGNS: [&str; 4] = ["$", "€", "£", "¥"];
const CODES: [&str; 16] = ["USD", "EUR", "GBP", "AUD", "CAD", "NZD", "NOK", "SEK", "DKK", "JPY", "CHF", "UAH", "PLN", "CZK", "TWD", "KRW"];
const NAMES: [&str; 5] = ["dollar", "euro", "pound", "yen", "buck"];

/// Everything that can mark an amount, signs first.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let marks = SIGNS.iter().chain(&CODES).chain(&NAMES);
    AhoCorasick::new(marks).expect("marks in the source build")
});

/// From the number on: `2.98 billion`, `240-375 million`, `1 to $2 billion`.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    let magnitude = format!(r"(?:[\s\x{{a0}}-]{{0,3}}(?i:{MAGNITUDE})s?\b|[KMBTkmb](?:n|ln)?\b)");
    pattern(&format!(
        r"^[\s\x{{a0}}]?(?P<low>{DIGITS})(?P<lowmag>{magnitude})?(?:[\s\x{{a0}}]?(?P<join>[-–—]|to|and)[\s\x{{a0}}]?(?P<sign>[$€£]?)(?P<high>{DIGITS})(?P<highmag>{magnitude})?)?"
    ))
});
/// Up to the name or code of a currency: `300 million`, `half a billion`, `two hundred`.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[^\w.,$€£-])(?P<figure>(?P<half>(?i)half(?: a|[\s-])\s?)?(?P<number>{DIGITS}|(?i:{WORDS}|an?))?(?P<plushalf>[\s\x{{a0}}](?i:and[\s\x{{a0}}]a[\s\x{{a0}}]half))?(?P<more>-plus|-or-so|-odd)?[\s\x{{a0}}-]?(?P<mag>(?i:{MAGNITUDE}))?)(?P<nation>[\s\x{{a0}}-](?:U\.S\.|US|American|Canadian|Australian|taxpayer))?[\s\x{{a0}}-]?$"
    ))
});
/// Letters before a dollar sign: `US$`, `A$`.
static NATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^A-Za-z])(US|U\.S\.|USD|A|AU|AUD|C|CA|CAD|CDN|NZ|NT)[\s\x{a0}]?$"));
/// A magnitude that breaks off, or an amount that brackets set right.
static BROKEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[\s\x{a0}](?:thou|mi|bi|tri)[a-z]{0,5}[-–—](?:[\s\x{a0}]|$)|(?:</s>)?[\s\x{a0}]*\\?\[[$€£])"));
/// A magnitude set right in brackets, what it replaces struck or not: `$3 [million]`, `$650 billion [million]`.
static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\s\x{a0}]*</?s>)*(?:[a-z]+)?(?:</s>)?[\s\x{a0}]*\\?(?:\[|\][\s\x{a0}]+)(?P<word>thousand|million|billion|trillion)\b(?:\\?\])?",
    )
});
/// What a year is of, not a sum: "fiscal 2010 dollars".
static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:fiscal(?:[\s\x{a0}]year)?|constant|FY|in)[\s\x{a0}]?$"));
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bbetween[\s\x{a0}]+$"));
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bfrom[\s\x{a0}]+(?:(?:about|nearly|over|more than|some)\s)?$"));

/// The amounts of `text`, in order, none inside another.
#[must_use]
pub fn find(text: &str) -> Vec<Amount> {
    static WRITTEN: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(CODES.into_iter().chain(NAMES)));
    let mut amounts: Vec<Amount> = Vec::new();
    // Most texts hold no mark, and two fast looks say so.
    if !SIGNS.iter().flat_map(|sign| sign.chars()).any(|sign| text.contains(sign)) && !WRITTEN.is_match(text) {
        return amounts;
    }
    for mark in MARKS.find_iter(text) {
        let floor = amounts.last().map_or(0, |last| last.range.end);
        if mark.start() < floor {
            continue;
        }
        let index = mark.pattern().as_usize();
        let found = if index < SIGNS.len() {
            after_sign(text, mark.range(), SIGNS[index])
        } else if let Some(code) = CODES.get(index - SIGNS.len()) {
            after_code(text, mark.range(), code).or_else(|| before_name(text, mark.range(), code, floor))
        } else {
            before_name(text, mark.range(), NAMES[index - SIGNS.len() - CODES.len()], floor)
        };
        if let Some(mut amount) = found.filter(|amount| amount.range.start >= floor) {
            let binding = bounds::around(text, amount.range.start, amount.range.end);
            if binding.bound != Bound::Exact {
                amount.bound = binding.bound;
            }
            amount.qualifier = binding.qualifier;
            amount.range = binding.start.max(floor)..binding.end;
            amounts.push(amount);
        }
    }
    amounts
}

fn after_sign(text: &str, mark: Range<usize>, sign: &str) -> Option<Amount> {
    let head = lead(text, mark.start, 6);
    let nation = (sign == "$").then(|| NATION.captures(head)).flatten();
    let letters = nation.as_ref().and_then(|found| found.get(1));
    let start = letters.map_or(mark.start, |letters| mark.start - head.len() + letters.start());
    let currency = match (sign, letters.map_or("", |letters| letters.as_str())) {
        ("€", _) => "EUR",
        ("£", _) => "GBP",
        ("¥", _) => "JPY",
        (_, "A" | "AU" | "AUD") => "AUD",
        (_, "C" | "CA" | "CAD" | "CDN") => "CAD",
        (_, "NZ") => "NZD",
        (_, "NT") => "TWD",
        _ => "USD",
    };
    figure(text, start, mark.end, currency)
}

fn after_code(text: &str, mark: Range<usize>, code: &'static str) -> Option<Amount> {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    if is_word(text.get(..mark.start)?.chars().next_back()) {
        return None;
    }
    figure(text, mark.start, mark.end, code)
}

/// An amount whose number starts at `number`; `start` is where its currency starts.
fn figure(text: &str, start: usize, number: usize, currency: &'static str) -> Option<Amount> {
    let head = tail(text, number, 80);
    let found = FIGURE.captures(head)?;
    let low_magnitude = magnitude(&found, "lowmag");
    let (mut low, mut high, mut end) = (numbers::digits(&found["low"], low_magnitude.unwrap_or(1))?, None, found.name("low")?.end());
    end = found.name("lowmag").map_or(end, |part| part.end());
    if let Some(upper) = found.name("high") {
        let high_magnitude = magnitude(&found, "highmag");
        let is_range = match &found["join"] {
            "and" => BETWEEN.is_match(lead(text, start, 12)),
            "to" => !FROM.is_match(lead(text, start, 24)),
            // A speaker who corrects himself: `$7 million — $7 billion`.
            "—" if head.get(end..upper.start()).is_some_and(|joint| joint.contains(char::is_whitespace)) => false,
            // A dash joins two numbers only where nothing else can follow it: `$240-375 million`, `$1-2 billion`.
            _ => high_magnitude.is_some() || !found["sign"].is_empty(),
        } && (high_magnitude.is_some() || !found["sign"].is_empty());
        let shared = low_magnitude.or(high_magnitude).unwrap_or(1);
        let (least, most) = (numbers::digits(&found["low"], shared)?, numbers::digits(upper.as_str(), high_magnitude.unwrap_or(1))?);
        if is_range && least < most {
            (low, high) = (least, Some(most));
            end = found.name("highmag").map_or(upper.end(), |part| part.end());
        }
    }
    let rest = head.get(end..)?;
    // `$1,234,5678` or `$5th`: a number that goes on is none; nor is a slip: `$20 mil- — $20 billion`.
    if rest.chars().next().is_some_and(char::is_alphanumeric) || BROKEN.is_match(rest) {
        return None;
    }
    if let Some(magnitude) = CORRECTION.captures(rest) {
        low = numbers::digits(&found["low"], numbers::magnitude(&magnitude["word"])?)?;
        end += magnitude.get(0)?.end();
    }
    Some(Amount { range: start..number + end, low, high: high.unwrap_or(low), currency, bound: Bound::Exact, qualifier: None })
}

fn magnitude(found: &Captures, group: &str) -> Option<i64> {
    let word = found.name(group)?.as_str().trim_matches(|letter: char| letter.is_whitespace() || letter == '-');
    numbers::magnitude(word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word))
}

/// An amount whose currency is named after it: `300 million dollars`.
fn before_name(text: &str, mark: Range<usize>, name: &'static str, floor: usize) -> Option<Amount> {
    let rest = tail(text, mark.end, 24);
    let suffix = rest.strip_prefix('s').map_or(0, |_| 1);
    if rest.get(suffix..)?.chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let head = lead(text, mark.start, 64);
    let head = head.get(head.len().saturating_sub(mark.start - floor.min(mark.start))..).unwrap_or(head);
    let found = BEFORE.captures(head)?;
    let whole = found.name("figure")?;
    let mag = found.name("mag").and_then(|word| numbers::magnitude(word.as_str()));
    let number = found.name("number").map(|number| number.as_str());
    let is_article = number.is_some_and(|number| number.eq_ignore_ascii_case("a") || number.eq_ignore_ascii_case("an"));
    let is_half = found.name("half").is_some();
    // "a new billion-dollar package": one billion, where the hyphen says that no number is left out.
    let is_compound = number.is_none() && mag.is_some() && suffix == 0 && head.ends_with('-') && !whole.as_str().starts_with('-');
    if mag.is_none() && (is_half || is_article || number.is_none()) {
        return None;
    }
    let currency = match (name, found.name("nation").map_or("", |nation| nation.as_str().trim())) {
        ("dollar", "Canadian") => "CAD",
        ("dollar", "Australian") => "AUD",
        ("dollar" | "buck", _) => "USD",
        ("euro", _) => "EUR",
        ("yen", _) => "JPY",
        // Pounds weigh unless they are sterling or come in millions.
        ("pound", _)
            if (mag.is_some() && !rest.trim_start_matches('s').trim_start().starts_with("of "))
                || rest.trim_start_matches('s').trim_start().starts_with("sterling") =>
        {
            "GBP"
        }
        ("pound", _) => return None,
        (code, _) => code,
    };
    // "$109 million (fiscal 2010 dollars)": a year.
    let is_year = mag.is_none() && number.is_some_and(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    if is_year && OF_YEAR.is_match(head.get(..whole.start())?) {
        return None;
    }
    let bound = match found.name("more").map(|more| more.as_str()) {
        Some("-plus") => Bound::AtLeast,
        Some(_) => Bound::About,
        None => Bound::Exact,
    };
    let factor = mag.unwrap_or(1);
    let value = match number {
        Some(number) if !is_article => numbers::either(number, factor)? + found.name("plushalf").map_or(0, |_| factor / 2),
        _ if is_half => factor / 2,
        None if !is_compound => return None,
        _ => factor,
    };
    let start = mark.start - head.len() + whole.start();
    Some(Amount { range: start..mark.end + suffix, low: value, high: value, currency, bound, qualifier: None })
}

#[cfg(test)]
mod tests;
