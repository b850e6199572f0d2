//! Calendar days as pages write them: `Sept. 30, 2025`, `30 September 2025`, `2025-09-30T…`, `9/30/2025`, `/2025/09/30/`.

use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use regex::{Captures, Regex};

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    const MONTH: &str = r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";
    let pattern = format!(
        r"(?i)(?-u:\b)(?:{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})|(\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(\d{{4}})|(\d{{4}})-(\d{{2}})-(\d{{2}})|(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}))(?:\D|$)"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});

/// The first day in a text.
#[must_use]
pub fn first(text: &str) -> Option<NaiveDate> {
    WRITTEN.captures_iter(text).find_map(|captures| read(&captures))
}

/// The last day in a text.
#[must_use]
pub fn last(text: &str) -> Option<NaiveDate> {
    WRITTEN.captures_iter(text).filter_map(|captures| read(&captures)).last()
}

/// The day that is the whole text but for a clock time and the words that announce a date.
#[must_use]
pub fn only(text: &str) -> Option<NaiveDate> {
    static AROUND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^[\s|/(\[]*(?:(?:published|posted|updated|released|for (?:immediate )?release|immediate release|date|on|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s:,/|-]*)*$",
        )
        .expect("the pattern is a constant")
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[\s|,)\]/T-]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?:[:.\d]*)\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{1,4})?(?:[+-]\d{2}:?\d{2})?)?[\s|.)\]]*$")
            .expect("the pattern is a constant")
    });
    let captures = WRITTEN.captures(text)?;
    let end = captures.iter().skip(1).flatten().map(|group| group.end()).max()?;
    let start = captures.get(0)?.start();
    let is_only = AROUND.is_match(text.get(..start)?) && AFTER.is_match(text.get(end..)?);
    if is_only { read(&captures) } else { None }
}

/// The day in the path of an address: `/2023/05/31/`, `/2023/May/31/`.
#[must_use]
pub fn of_path(path: &str) -> Option<NaiveDate> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|/)(\d{4})[/-](\d{1,2}|[A-Z][a-z]{2,8})[/-](\d{1,2})(?:[/?_-]|$)").expect("the pattern is a constant")
    });
    let captures = PATH.captures(path)?;
    let part = |place| captures.get(place).map_or("", |group| group.as_str());
    let month = part(2).parse().ok().or_else(|| month(part(2)))?;
    day(part(1), month, part(3))
}

fn read(captures: &Captures<'_>) -> Option<NaiveDate> {
    let part = |place| captures.get(place).map(|group| group.as_str());
    if let (Some(name), Some(date), Some(year)) = (part(1), part(2), part(3)) {
        day(year, month(name)?, date)
    } else if let (Some(date), Some(name), Some(year)) = (part(4), part(5), part(6)) {
        day(year, month(name)?, date)
    } else if let (Some(year), Some(number), Some(date)) = (part(7), part(8), part(9)) {
        day(year, number.parse().ok()?, date)
    } else if let (Some(number), Some(date), Some(year)) = (part(10), part(11), part(12)) {
        day(year, number.parse().ok()?, date)
    } else {
        None
    }
}

fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().zip(1..).find_map(|(month, number)| (*month == short).then_some(number))
}

fn day(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?).filter(|date| (1900..2100).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn days_are_read_as_pages_write_them() {
        for text in ["Contracts For Sept. 30, 2025", "september 30th 2025", "30 Sep 2025", "2025-09-30T18:31:42-04:00", "on 9/30/2025."] {
            assert_eq!(first(text), date(2025, 9, 30), "{text}");
        }
        assert_eq!(first("May 27, 20150"), None);
        assert_eq!(first("Feb. 30, 2022, or March 1, 2022"), date(2022, 3, 1));
    }

    #[test]
    fn a_line_that_is_only_a_date_is_told_from_a_sentence() {
        for text in ["July 2, 2024", "Published July 2, 2024", "/ Published July 02, 2024", "July 2, 2024 at 2:00 PM ET", "(July 2, 2024)"]
        {
            assert_eq!(only(text), date(2024, 7, 2), "{text}");
        }
        assert_eq!(only("He was born July 2, 2024 in Kyiv"), None);
        assert_eq!(only("Retired July 2, 2024"), None);
    }

    #[test]
    fn the_path_of_an_address_has_a_day() {
        assert_eq!(of_path("/briefing-room/2023/05/31/title/"), date(2023, 5, 31));
        assert_eq!(of_path("/blog/2023/May/31"), date(2023, 5, 31));
        assert_eq!(of_path("/Article/3825707/1234/56/78/"), None);
    }
}
