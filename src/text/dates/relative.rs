//! Dates told from the day of publication: "today", "last month", "two weeks ago", "on Saturday".

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};
use regex::{Captures, Regex};

use super::Date;
use super::calendar::{self, Grain, Stretch};
use super::tense::{is_ahead, is_past};
use crate::text::numbers::{self, WORDS};
use crate::text::{any_cased, any_of, lead, pattern, tail};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        concat!(
            r"\b(?:(?P<day>(?i:today|tonight|yesterday|tomorrow|(?:this|yesterday) (?:morning|afternoon|evening)|last (?:night|evening)))",
            r"|(?:(?P<article>(?i:the|this))[\s\x{{a0}}])?(?P<which>(?i:this|last|next|past|previous|coming))[\s\x{{a0}}](?P<unit>(?i:week(?:end)?|month|year|fiscal year|quarter|spring|summer|fall|autumn|winter))",
            r"|(?i:(?:the|these|this)[\s\x{{a0}}])?(?P<side>(?i:past|last|previous|next|coming))[\s\x{{a0}}](?P<spans>(?i:few|several|couple of|{words}|\d+))[\s\x{{a0}}-](?P<spanunit>(?i:day|week|month|year))s?",
            r"|(?P<ago>(?i:{words}|\d+|an?|a few|a couple(?: of)?|several))[\s\x{{a0}}](?P<agounit>(?i:day|week|month|year))s?[\s\x{{a0}}](?i:ago|earlier)",
            r"|(?:(?:(?i:this|the)[\s\x{{a0}}])?(?P<weekwhich>(?i:this|last|next|past|coming))[\s\x{{a0}}])?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY))\b"
        ),
        words = WORDS
    ))
});
/// Times that are this one's only behind certain words: "over the weekend", "the end of the year".
static CURRENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:in|over|since|during|through|throughout|by)[\s\x{a0}]the[\s\x{a0}](?P<season>spring|summer|fall|autumn|winter)",
        r"|(?:over|during|this past|on|through)[\s\x{a0}](?P<weekend>the[\s\x{a0}]weekend)",
        r"|(?:end|rest|remainder|close|half|middle|beginning|start)[\s\x{a0}]of[\s\x{a0}](?P<year>the[\s\x{a0}](?:current[\s\x{a0}])?(?P<unit>fiscal[\s\x{a0}]year|year|month|week)))\b",
    ))
});
/// "the second Monday of October": a day of each year.
static NTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:first|second|third|fourth|last)[\s\x{a0}]$"));
static OF_MONTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\s\x{a0}](?:of|in)[\s\x{a0}](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"));
/// A name that holds a weekday.
static DAY_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:Black|Good|Super|Bowl|Business|Giving|Cyber|Fat|Ash|Palm|Easter|Bloody|Holy)[\s\x{a0}]$"));

/// What "today’s" is said of where it means these times: "today’s Airmen", "tomorrow’s leaders".
static THESE_TIMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[’']s[\s\x{a0}](?:[a-z][a-z-]*[\s\x{a0}])?(?:Airm[ae]n|[Ss]oldiers?|[Ss]ailors?|[Mm]arines?|[Gg]uardians?|Air Force|Army|Navy|military|forces?|world|war-?fighters?|environment|battlefields?|battlespace|leaders|threats?|challenges|technolog(?:y|ies)|generations?|children|youth|society|standards|needs|workforce)\b",
    )
});

/// What [`RELATIVE`] needs.
static TIMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    any_cased(&[
        "day", "night", "morrow", "morning", "noon", "evening", "week", "month", "year", "quarter", "spring", "summer", "fall", "autumn",
        "winter",
    ])
});
/// What [`CURRENT`] needs.
static CURRENT_TIMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    any_of(["weekend", "year", "of the month", "of the week", "the spring", "the summer", "the fall", "the autumn", "the winter"])
});

pub(super) fn find(text: &str, anchor: NaiveDate, dates: &mut Vec<Date>) {
    if !TIMES.is_match(text) {
        return;
    }
    let first = dates.len();
    for found in RELATIVE.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let before = lead(text, whole.start(), 100);
        let after = tail(text, whole.end(), 70);
        let is_saying = found.name("day").is_some() && (before.ends_with(" no ") || THESE_TIMES.is_match(after));
        let is_nth = || {
            let is_last = found.name("weekwhich").is_some_and(|which| which.as_str() == "last");
            (NTH.is_match(before) || is_last) && OF_MONTH.is_match(after)
        };
        if is_saying || found.name("weekday").is_some() && (DAY_NAME.is_match(before) || is_nth()) {
            continue;
        }
        if let Some(((low, high), grain)) = read(&found, anchor, before, after).filter(|((low, high), _)| low <= high) {
            dates.push(Date { range: whole.range(), low, high, grain, is_relative: true });
        }
    }
    one_weekday(text, anchor, &mut dates[first..]);
    if !CURRENT_TIMES.is_match(text) {
        return;
    }
    for found in CURRENT.captures_iter(text) {
        let Some(words) = ["season", "weekend", "year"].into_iter().find_map(|name| found.name(name)) else { continue };
        let around = (lead(text, words.start(), 100), tail(text, words.end(), 70));
        if let Some(((low, high), grain)) = current(&found, anchor, around.0, around.1) {
            dates.push(Date { range: words.range(), low, high, grain, is_relative: true });
        }
    }
}

/// A paragraph that speaks of a weekday to come means that day wherever it names it again: "On Tuesday he will go. She is there for Tuesday."
fn one_weekday(text: &str, anchor: NaiveDate, dates: &mut [Date]) {
    let named = |date: &Date| text.get(date.range.clone()).filter(|words| !words.contains(char::is_whitespace)).and_then(weekday_named);
    let coming: Vec<(Weekday, Stretch)> =
        dates.iter().filter(|date| date.low > anchor).filter_map(|date| Some((named(date)?, (date.low, date.high)))).collect();
    for date in dates.iter_mut().filter(|date| !coming.is_empty() && date.low < anchor) {
        let same = named(date).and_then(|day| coming.iter().find(|(other, _)| *other == day));
        if let Some((_, stretch)) = same.filter(|_| !is_past(lead(text, date.range.start, 100), tail(text, date.range.end, 70))) {
            (date.low, date.high) = *stretch;
        }
    }
}

/// The weekend or the year that goes on or is just over, the season that is meant.
fn current(found: &Captures, anchor: NaiveDate, before: &str, after: &str) -> Option<(Stretch, Grain)> {
    if found.name("weekend").is_some() {
        let is_now = anchor.weekday().num_days_from_monday() >= 5 || is_ahead(before, after) && !is_past("", after);
        let (_, sunday) = calendar::week(anchor, if is_now { 0 } else { -1 })?;
        return Some(((sunday.pred_opt()?, sunday), Grain::Span));
    }
    // "the end of the year 2022", "of the year of the flood": of another year it is said which.
    let goes_on = after.trim_start().starts_with("of ") || after.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
    if let Some(season) = found.name("season").filter(|_| !goes_on) {
        let this = calendar::season(season.as_str(), anchor.year())?;
        let is_soon = || (this.0 - anchor).num_days() <= 75 && !is_past(before, after);
        let goes_on = calendar::season(season.as_str(), anchor.year() - 1).is_some_and(|last| last.1 >= anchor);
        let year = match is_ahead(before, after) {
            _ if goes_on => anchor.year() - 1,
            true if this.1 < anchor => anchor.year() + 1,
            false if this.0 > anchor && !is_soon() => anchor.year() - 1,
            _ => anchor.year(),
        };
        return Some((calendar::season(season.as_str(), year)?, Grain::Season));
    }
    let unit = found.name("unit")?.as_str().replace(char::is_whitespace, " ").to_ascii_lowercase();
    if goes_on { None } else { unit_of("this", &unit, anchor, false, false) }
}

fn read(found: &Captures, anchor: NaiveDate, before: &str, after: &str) -> Option<(Stretch, Grain)> {
    let part = |name: &str| found.name(name).map(|part| part.as_str().to_ascii_lowercase());
    if let Some(day) = part("day") {
        let offset = match day.as_str() {
            "tomorrow" => 1,
            _ if day.starts_with("yesterday") || day.starts_with("last ") => -1,
            _ => 0,
        };
        let day = anchor.checked_add_signed(TimeDelta::days(offset))?;
        return Some(((day, day), Grain::Day));
    }
    if let (Some(which), Some(unit)) = (part("which"), part("unit")) {
        return unit_of(&which, &unit, anchor, found.name("article").is_some(), is_ahead(before, after));
    }
    if let (Some(count), Some(unit)) = (part("spans"), part("spanunit")) {
        let is_ahead = matches!(part("side").as_deref(), Some("next" | "coming"));
        let count = count_of(&count);
        let stretch = if is_ahead { (anchor, forward(anchor, count, &unit)?) } else { (back(anchor, count, &unit)?, anchor) };
        return Some((stretch, Grain::Span));
    }
    if let (Some(count), Some(unit)) = (part("ago"), part("agounit")) {
        let day = back(anchor, count_of(&count), &unit)?;
        return match unit.as_str() {
            "year" => Some((calendar::year(day.year())?, Grain::Year)),
            "month" => Some((calendar::month(day.year(), day.month())?, Grain::Month)),
            _ => Some(((day, day), Grain::Day)),
        };
    }
    let day = weekday(&part("weekday")?, part("weekwhich").as_deref(), anchor, is_ahead(before, after))?;
    Some(((day, day), Grain::Day))
}

fn count_of(words: &str) -> i64 {
    match words {
        "few" | "a few" | "several" => 3,
        "couple of" | "a couple" | "a couple of" => 2,
        "a" | "an" => 1,
        _ => numbers::either(words, 1).unwrap_or(1),
    }
}

fn back(anchor: NaiveDate, count: i64, unit: &str) -> Option<NaiveDate> {
    match unit {
        "day" => anchor.checked_sub_signed(TimeDelta::try_days(count)?),
        "week" => anchor.checked_sub_signed(TimeDelta::try_weeks(count)?),
        "month" => anchor.checked_sub_months(Months::new(u32::try_from(count).ok()?)),
        _ => anchor.checked_sub_months(Months::new(u32::try_from(count).ok()?.checked_mul(12)?)),
    }
}

fn forward(anchor: NaiveDate, count: i64, unit: &str) -> Option<NaiveDate> {
    match unit {
        "day" => anchor.checked_add_signed(TimeDelta::try_days(count)?),
        "week" => anchor.checked_add_signed(TimeDelta::try_weeks(count)?),
        "month" => anchor.checked_add_months(Months::new(u32::try_from(count).ok()?)),
        _ => anchor.checked_add_months(Months::new(u32::try_from(count).ok()?.checked_mul(12)?)),
    }
}

/// "last month" is the month before; "the last month" and "the past month" are the days up to now.
fn unit_of(which: &str, unit: &str, anchor: NaiveDate, has_article: bool, is_ahead: bool) -> Option<(Stretch, Grain)> {
    let offset = match which {
        "this" => 0,
        "next" | "coming" => 1,
        _ => -1,
    };
    let is_up_to_now = which == "past" || (which == "last" && has_article);
    if is_up_to_now && matches!(unit, "week" | "month" | "year") {
        return Some(((back(anchor, 1, unit)?, anchor), Grain::Span));
    }
    Some(match unit {
        "week" | "month" | "year" if has_article && offset == 1 => ((anchor, forward(anchor, 1, unit)?), Grain::Span),
        "week" => (calendar::week(anchor, offset)?, Grain::Week),
        "weekend" => {
            // Early in the week "this weekend" is the one just over, unless the sentence looks ahead.
            let is_over = which == "this" && anchor.weekday().num_days_from_monday() < 2 && !is_ahead;
            let (_, sunday) = calendar::week(anchor, offset - i64::from(is_over))?;
            ((sunday.pred_opt()?, sunday), Grain::Span)
        }
        "month" => (calendar::month_from(anchor, i32::try_from(offset).ok()?)?, Grain::Month),
        "year" => (calendar::year(anchor.year() + i32::try_from(offset).ok()?)?, Grain::Year),
        "fiscal year" => {
            let current = anchor.year() + i32::from(anchor.month() >= 10);
            (calendar::fiscal_year(current + i32::try_from(offset).ok()?)?, Grain::FiscalYear)
        }
        "quarter" => {
            let index = anchor.year() * 4 + i32::try_from(anchor.month0() / 3).ok()? + i32::try_from(offset).ok()?;
            (calendar::months(index.div_euclid(4), u32::try_from(index.rem_euclid(4)).ok()? * 3 + 1, 3)?, Grain::Season)
        }
        season => (season_of(season, offset, anchor)?, Grain::Season),
    })
}

/// "this summer" is the one of this year, "last summer" the latest that is over or begun before this year's. A winter goes on into the next
/// year.
fn season_of(season: &str, offset: i64, anchor: NaiveDate) -> Option<Stretch> {
    let is_winter = season.eq_ignore_ascii_case("winter");
    let this = calendar::season(season, anchor.year())?;
    match offset {
        0 if is_winter && anchor.month() <= 6 => calendar::season(season, anchor.year() - 1),
        0 => Some(this),
        1 if this.0 > anchor => Some(this),
        1 => calendar::season(season, anchor.year() + 1),
        _ if is_winter && anchor.month() <= 2 => calendar::season(season, anchor.year() - 2),
        _ if this.1 < anchor => Some(this),
        _ => calendar::season(season, anchor.year() - 1),
    }
}

/// The weekday that `words` end with.
pub(super) fn weekday_named(words: &str) -> Option<Weekday> {
    words.rsplit(char::is_whitespace).next()?.parse().ok().filter(|_| words.to_ascii_lowercase().ends_with("day"))
}

fn weekday(name: &str, which: Option<&str>, anchor: NaiveDate, is_ahead: bool) -> Option<NaiveDate> {
    let wanted = i64::try_from(WEEKDAYS.iter().position(|day| *day == name)?).ok()?;
    let days_back = (i64::from(anchor.weekday().num_days_from_monday()) - wanted).rem_euclid(7);
    let offset = match which {
        Some("last" | "past") if days_back == 0 => -7,
        Some("next") => return calendar::week(anchor, 1)?.0.checked_add_signed(TimeDelta::days(wanted)),
        Some("this" | "coming") if days_back > 0 => 7 - days_back,
        None if days_back > 0 && is_ahead => 7 - days_back,
        _ => -days_back,
    };
    anchor.checked_add_signed(TimeDelta::days(offset))
}
