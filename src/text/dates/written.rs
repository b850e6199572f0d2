//! Dates that name a month or a year.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex};

use super::Date;
use super::calendar::{self, Grain, Stretch};
use super::tense::{is_ahead, is_past};
use super::years;
use crate::text::numbers::{self, WORDS};
use crate::text::words::is_listed;
use crate::text::{any_cased, any_of, lead, pattern, tail};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH: &str = concat!(
    r"(?:(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|",
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b|(?P<short>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
);

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?[\s\x{{a0}}]?[-–][\s\x{{a0}}]?)?(?P<before>\d{{1,2}})(?:st|nd|rd|th)?[\s\x{{a0}}]+(?:(?:day[\s\x{{a0}}]+)?of[\s\x{{a0}}]+)?)?{MONTH}(?:,?[\s\x{{a0}}]+(?P<the>the[\s\x{{a0}}]+)?(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b(?:[\s\x{{a0}}]?[-–][\s\x{{a0}}]?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b)?)?(?:,?[\s\x{{a0}}]+(?:of[\s\x{{a0}}]+)?(?:(?P<year>(?:1[5-9]|20)\d\d)|['’‘](?P<short_year>\d\d))\b|,?[\s\x{{a0}}]+(?:of[\s\x{{a0}}]+)?(?P<that>last|this|next)[\s\x{{a0}}]+year\b)?"
    ))
});
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<us>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})))\b"));
static FISCAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?i:fiscal(?:[\s\x{a0}]years?)?)[\s\x{a0}]+(?:of[\s\x{a0}]+)?(?:\(?FY\)?[\s\x{a0}]?)?(?P<long>(?:19|20)\d\d)|FY[\s\x{a0}]?['’]?(?P<short>(?:20)?\d\d))(?:[\s\x{a0}]?(?:[-–]|to|through)[\s\x{a0}]?(?:FY[\s\x{a0}]?)?(?P<last>(?:20)?\d\d))?\b",
    )
});
static SEASON: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?i:(?P<season>spring|summer|fall|autumn|winter))[\s\x{a0}]+(?:of[\s\x{a0}]+)?(?P<year>(?:19|20)\d\d)\b"));
/// What [`SEASON`] needs.
static SEASONS: LazyLock<AhoCorasick> = LazyLock::new(|| any_cased(&["spring", "summer", "fall", "autumn", "winter"]));
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?P<nth>first|second|third|fourth)[\s\x{a0}]quarter[\s\x{a0}]of[\s\x{a0}](?:(?P<fiscal>fiscal[\s\x{a0}]year[\s\x{a0}])|the[\s\x{a0}]year[\s\x{a0}])?(?P<year>(?:19|20)\d\d)\b",
    )
});

/// `the fifth day of October, in the year of our Lord two thousand seventeen`.
static PROCLAIMED: LazyLock<Regex> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    pattern(&format!(
        r"(?i)\b(?P<day>{NTH})[\s\x{{a0}}]day[\s\x{{a0}}]of[\s\x{{a0}}](?P<month>{months})[a-z]*\b(?:,?[\s\x{{a0}}]in[\s\x{{a0}}]the[\s\x{{a0}}]year[\s\x{{a0}}]of[\s\x{{a0}}]our[\s\x{{a0}}]lord[\s\x{{a0}}]two[\s\x{{a0}}]thousand(?:[\s\x{{a0}}](?:and[\s\x{{a0}}])?(?P<year>{WORDS})\b)?)?"
    ))
});
/// What may be an ordinal in words; whether it is one, [`numbers::ordinal`] says.
const NTH: &str = r"(?:(?:twenty|thirty)-)?[a-z]+";
static CENTURY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{NTH})[\s\x{{a0}}-]century\b")));

/// Words before a month that describes a thing: "the February report", "Russia’s September elections".
static OF_THING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b(?:the|that|its|our|their)|[’']s?)[\s\x{a0}]+$"));
static THING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s\x{a0}](?P<word>[a-z]{3,})"));
/// Words that make a bare month a date.
static BEFORE_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:in|since|by|until|till|through|throughout|from|to|into|of|over|beyond|this|last|past|next|late|early|mid|during|and|or|between|before|after|for|each|every|beginning|starting|back in)[\s\x{a0}]+|(?-i:\b(?:January|February|March|April|May|June|July|August|September|October|November|December)),[\s\x{a0}]|\bmid-|[-–]|/)$",
    )
});
/// `January to`, before `November 2013`.
static FROM_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    pattern(&format!(r"(?i)\b(?P<from>{months})[a-z]*\.?(?:[\s\x{{a0}}](?:to|through|until)[\s\x{{a0}}]|[-–])$"))
});

/// A month of a year with the month of that year from which it goes: `January to November 2013`.
fn from_month(text: &str, mut date: Date) -> Date {
    let before = lead(text, date.range.start, 24);
    let has_year = text.get(date.range.clone()).is_some_and(|words| words.ends_with(|letter: char| letter.is_ascii_digit()));
    let from = if date.grain == Grain::Month && has_year { FROM_MONTH.captures(before) } else { None };
    let month = from.as_ref().and_then(|found| MONTHS.iter().position(|month| found["from"].eq_ignore_ascii_case(month)));
    let low = month.and_then(|at| u32::try_from(at + 1).ok()).and_then(|month| date.low.with_month(month)).filter(|low| *low < date.low);
    if let (Some(low), Some(found)) = (low, from) {
        (date.low, date.grain) = (low, Grain::Span);
        date.range.start -= found[0].len();
    }
    date
}
/// `early 2026`, `late-February 2022`, `mid-June`.
static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?P<part>early|mid|late)(?:[\s\x{a0}]+(?:in[\s\x{a0}])?|-)$"));

/// Dates behind `early`, `mid` or `late` narrowed to that third of their month or year.
fn narrowed(text: &str, dates: &mut [Date]) {
    for date in dates.iter_mut().filter(|date| matches!(date.grain, Grain::Month | Grain::Year)) {
        let Some(found) = PART.captures(lead(text, date.range.start, 12)) else { continue };
        if found[0].to_lowercase().contains(" in") {
            continue;
        }
        let (first, last) = match (date.grain, found["part"].to_ascii_lowercase().as_str()) {
            (Grain::Month, "early") => (date.low, date.low.with_day(10)),
            (Grain::Month, "mid") => (date.low.with_day(11).unwrap_or(date.low), date.low.with_day(20)),
            (Grain::Month, _) => (date.low.with_day(21).unwrap_or(date.low), Some(date.high)),
            (_, "early") => (date.low, NaiveDate::from_ymd_opt(date.low.year(), 4, 30)),
            (_, "mid") => {
                (NaiveDate::from_ymd_opt(date.low.year(), 5, 1).unwrap_or(date.low), NaiveDate::from_ymd_opt(date.low.year(), 8, 31))
            }
            (_, _) => (NaiveDate::from_ymd_opt(date.low.year(), 9, 1).unwrap_or(date.low), Some(date.high)),
        };
        (date.low, date.high, date.grain) = (first, last.unwrap_or(date.high), Grain::Span);
        date.range.start -= found[0].len();
    }
}

pub(super) fn find(text: &str, anchor: NaiveDate, dates: &mut Vec<Date>) {
    let mut push = |found: &Captures, read: Option<(Stretch, Grain)>| {
        if let (Some(whole), Some(((low, high), grain))) = (found.get(0), read.filter(|((low, high), _)| low <= high)) {
            dates.push(from_month(text, Date { range: whole.range(), low, high, grain, is_relative: false }));
        }
    };
    if names_month(text) {
        for found in NAMED.captures_iter(text) {
            push(&found, named(text, &found, anchor));
        }
    }
    if text.contains(" day of ") {
        for found in PROCLAIMED.captures_iter(text) {
            push(&found, proclaimed(&found, anchor));
        }
    }
    if text.contains("entury") {
        for found in CENTURY.captures_iter(text) {
            push(&found, century(&found).map(|stretch| (stretch, Grain::Span)));
        }
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return narrowed(text, dates);
    }
    // A cheap look spares most texts the search.
    if text.as_bytes().windows(3).any(|bytes| matches!(bytes, [b'0'..=b'9', b'-' | b'/', b'0'..=b'9'])) {
        for found in NUMERIC.captures_iter(text) {
            push(&found, numeric(&found));
        }
    }
    if ["iscal", "ISCAL", "FY"].iter().any(|word| text.contains(word)) {
        for found in FISCAL.captures_iter(text) {
            push(&found, fiscal(&found));
        }
    }
    if SEASONS.is_match(text) {
        for found in SEASON.captures_iter(text) {
            let season = number(&found, "year").and_then(|year| calendar::season(&found["season"], year));
            push(&found, season.map(|stretch| (stretch, Grain::Season)));
        }
    }
    if text.contains("uarter") {
        for found in QUARTER.captures_iter(text) {
            push(&found, quarter(&found));
        }
    }
    years::find(text, dates);
    narrowed(text, dates);
}

/// Whether a month may be named: it stands with a capital, so that most texts are through in one fast pass.
fn names_month(text: &str) -> bool {
    static OPENINGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let capital = |month: &&str| [month[..1].to_ascii_uppercase(), month[1..].to_owned()].concat();
        let openings: Vec<String> = MONTHS.iter().map(capital).chain(MONTHS.iter().map(|month| month.to_ascii_uppercase())).collect();
        any_of(openings.iter().map(String::as_str))
    });
    OPENINGS.is_match(text)
}

pub(super) fn number<N: std::str::FromStr>(found: &Captures, group: &str) -> Option<N> {
    found.name(group)?.as_str().parse().ok()
}

fn proclaimed(found: &Captures, anchor: NaiveDate) -> Option<(Stretch, Grain)> {
    let day = u32::try_from(numbers::ordinal(&found["day"])?).ok()?;
    let month = u32::try_from(MONTHS.iter().position(|month| found["month"].eq_ignore_ascii_case(month))?).ok()? + 1;
    let year = match found.name("year") {
        Some(words) => 2000 + i32::try_from(numbers::words(words.as_str())?).ok()?,
        None => year_of(month, day, anchor, "", ""),
    };
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(((day, day), Grain::Day))
}

/// A century, which begins with its first year: 2001 to 2100.
fn century(found: &Captures) -> Option<Stretch> {
    let nth = i32::try_from(numbers::ordinal(&found["nth"])?).ok().filter(|nth| (1..=30).contains(nth))?;
    Some((NaiveDate::from_ymd_opt(nth * 100 - 99, 1, 1)?, NaiveDate::from_ymd_opt(nth * 100, 12, 31)?))
}

fn numeric(found: &Captures) -> Option<(Stretch, Grain)> {
    let day = if let Some(iso) = found.name("iso") {
        iso.as_str().parse().ok()?
    } else {
        let mut parts = found["us"].split('/').filter_map(|part| part.parse::<u32>().ok());
        let (month, day, year) = (parts.next()?, parts.next()?, i32::try_from(parts.next()?).ok()?);
        NaiveDate::from_ymd_opt(long(year), month, day)?
    };
    Some(((day, day), Grain::Day))
}

fn named(text: &str, found: &Captures, anchor: NaiveDate) -> Option<(Stretch, Grain)> {
    let whole = found.get(0)?;
    let name = found.name("month").or_else(|| found.name("short"))?.as_str().to_ascii_lowercase();
    let month = u32::try_from(MONTHS.iter().position(|short| name.starts_with(short))?).ok()? + 1;
    let that = found.name("that").map(|that| match that.as_str() {
        "last" => anchor.year() - 1,
        "next" => anchor.year() + 1,
        _ => anchor.year(),
    });
    let year = number::<i32>(found, "year").or_else(|| number(found, "short_year").map(long)).or(that);
    let before = lead(text, whole.start(), 100);
    if let Some(day) = number::<u32>(found, "before").or_else(|| number(found, "after")) {
        // "October the 6th"; "in October the 6 ships" is none.
        let has_ending = || found.name("after").is_some_and(|day| tail(text, day.end(), 1).starts_with(char::is_lowercase));
        if found.name("the").is_some() && !has_ending() {
            return None;
        }
        let (day, last) = (number::<u32>(found, "first").unwrap_or(day), number::<u32>(found, "last").unwrap_or(day).max(day));
        let year = year.unwrap_or_else(|| year_of(month, day, anchor, before, tail(text, whole.end(), 70)));
        let last = if found.name("first").is_some() { number::<u32>(found, "before").unwrap_or(last) } else { last };
        let (low, high) = (NaiveDate::from_ymd_opt(year, month, day)?, NaiveDate::from_ymd_opt(year, month, last).unwrap_or_default());
        return Some(if high > low { ((low, high), Grain::Span) } else { ((low, low), Grain::Day) });
    }
    if let Some(year) = year {
        return Some((calendar::month(year, month)?, Grain::Month));
    }
    let is_name =
        tail(text, whole.end(), 12).trim_start().starts_with(|letter: char| letter.is_uppercase()) && !whole.as_str().ends_with('.');
    // "the march on the capital", "that may be": a month that describes stands before a noun.
    let describes = OF_THING.is_match(before)
        && THING
            .captures(tail(text, whole.end(), 16))
            .is_some_and(|next| !is_listed(&next["word"], "for from and but was has had will when that who not"));
    if name.len() < 3 || !(describes || BEFORE_MONTH.is_match(before)) || (is_name && !tail(text, whole.end(), 3).starts_with(['.', ','])) {
        return None;
    }
    let year = year_of(month, 1, anchor, before, tail(text, whole.end(), 70));
    Some((calendar::month(year, month)?, Grain::Month))
}

/// Days that texts of the years after name without their year: the attack on the Capitol, the one on Israel.
const REMEMBERED: [(u32, u32, i32); 2] = [(1, 6, 2021), (10, 7, 2023)];
/// Up to so many days ahead a date is taken to be still to come, unless the sentence tells of what is over.
const SOON: i64 = 75;
/// Up to so many days into the next year a sentence that points ahead may mean a date.
const NEXT_YEAR: i64 = 150;

/// The year of a date that names none.
fn year_of(month: u32, day: u32, anchor: NaiveDate, before: &str, after: &str) -> i32 {
    let lower = before.to_ascii_lowercase();
    let (is_last, is_next) = (lower.ends_with("last "), lower.ends_with("next "));
    let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    let Some(this) = in_year(anchor.year()) else { return anchor.year() };
    let days = |date: NaiveDate| (date - anchor).num_days();
    let following = if this >= anchor { Some(this) } else { in_year(anchor.year() + 1) };
    let gap = following.map_or(i64::MAX, days);
    if let Some((_, _, year)) = REMEMBERED.iter().find(|known| (known.0, known.1) == (month, day)) {
        let is_near = days(this).abs() <= 20 || gap <= 20;
        if anchor.year() >= *year && in_year(*year).is_some_and(|known| known < anchor) && !is_near {
            return *year;
        }
    }
    let latest = if this > anchor { anchor.year() - 1 } else { anchor.year() };
    match () {
        () if is_last && month == anchor.month() => anchor.year() - 1,
        () if is_last => latest,
        () if is_next && days(this) < -200 => anchor.year() + 1,
        () if (is_next || is_ahead(before, after)) && this >= anchor => anchor.year(),
        () if is_ahead(before, after) && gap <= NEXT_YEAR => anchor.year() + 1,
        () if gap <= SOON && !is_past(before, after) => following.map_or(latest, |date| date.year()),
        () => latest,
    }
}

pub(super) fn long(year: i32) -> i32 {
    if year < 100 { 2000 + year } else { year }
}

fn fiscal(found: &Captures) -> Option<(Stretch, Grain)> {
    let first = long(number(found, "long").or_else(|| number(found, "short"))?);
    let (low, high) = calendar::fiscal_year(first)?;
    match number(found, "last").map(long).filter(|last| *last > first) {
        Some(last) => Some(((low, calendar::fiscal_year(last)?.1), Grain::Span)),
        None => Some(((low, high), Grain::FiscalYear)),
    }
}

fn quarter(found: &Captures) -> Option<(Stretch, Grain)> {
    let nth = ["first", "second", "third", "fourth"].iter().position(|name| found["nth"].eq_ignore_ascii_case(name))?;
    let first = u32::try_from(nth).ok()? * 3;
    let year = number::<i32>(found, "year")?;
    let (year, month) = match found.name("fiscal") {
        Some(_) if first == 0 => (year - 1, 10),
        Some(_) => (year, first - 2),
        None => (year, first + 1),
    };
    Some((calendar::months(year, month, 3)?, Grain::Season))
}
