//! The first day that a total covers.

use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use regex::Regex;

use crate::lookup::{Epoch, EpochEvent, Lookups};
use crate::mentions::Page;
use crate::mentions::dates::Grain;
use crate::mentions::reading::Sentence;
use crate::text::{numbers, pattern};

/// Whether words count from a day on.
pub(super) fn counts_since(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    words.contains("since ") || words.starts_with("count")
}

/// The latest day from which such an event counts for `recipient`: that of the name in `words`, else the latest before the page.
fn since(event: EpochEvent, words: &str, published: NaiveDate, recipient: Option<&str>, lookups: &Lookups) -> Option<NaiveDate> {
    let concerns = |epoch: &&Epoch| epoch.recipient.is_none() || epoch.recipient.as_deref() == recipient;
    let begun = lookups.epochs.iter().filter(|epoch| epoch.event == event && epoch.base_date <= published).filter(concerns);
    begun.max_by_key(|epoch| (words.contains(&epoch.name), epoch.base_date)).map(|epoch| epoch.base_date)
}

/// The first day that `words`, which stand at `at`, let a total for `recipient` cover.
pub(super) fn find(
    page: &Page,
    sentence: &Sentence,
    at: usize,
    words: &str,
    recipient: Option<&str>,
    lookups: &Lookups,
) -> Option<NaiveDate> {
    static WAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:invasion|invaded|war|conflict|aggression|hostilities|attacks?)\b"));
    static TERM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:administration|office|president \w+ (?:took|came)|inaugurat\w+)\b"));
    let published = page.article.published_date;
    let since = |event| since(event, words, published, recipient, lookups);
    let end = at + words.len();
    let stated = sentence.days.iter().find(|day| day.range.start >= at && day.range.start < end);
    let (is_war, is_term) = (WAR.is_match(words), TERM.is_match(words));
    let is_since = counts_since(words);
    if let Some(day) = stated.filter(|_| is_since) {
        // "since the invasion in February 2022", "two months ago": the event is finer than the words.
        let is_near =
            |began: &NaiveDate| (day.low..=day.high).contains(began) || words.contains("ago") && (*began - day.low).num_days().abs() < 45;
        let began = since(EpochEvent::War).filter(|began| is_war && is_near(began));
        return began.or(Some(day.low));
    }
    if is_since {
        static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bsince (?P<year>20\d\d)\b"));
        if let Some(year) = YEAR.captures(words).and_then(|found| found["year"].parse().ok()) {
            return NaiveDate::from_ymd_opt(year, 1, 1);
        }
        return if is_war {
            since(EpochEvent::War)
        } else if is_term {
            since(EpochEvent::Term)
        } else {
            None
        };
    }
    if is_term {
        return since(EpochEvent::Term);
    }
    if words.to_ascii_lowercase().contains("this year") {
        return NaiveDate::from_ymd_opt(published.year(), 1, 1);
    }
    if let Some(day) = stated.filter(|day| matches!(day.grain, Grain::Year | Grain::FiscalYear)) {
        return Some(day.low);
    }
    span_back(published, words)
}

/// "over the past two weeks", "in the last year".
fn span_back(published: NaiveDate, words: &str) -> Option<NaiveDate> {
    static SPAN: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:past|last|this) (?:(?P<count>\d+|{}) )?(?P<unit>day|week|month|year)", numbers::WORDS)));
    let found = SPAN.captures(words)?;
    let count = found.name("count").map_or(Some(1), |count| numbers::either(count.as_str(), 1))?;
    let count = u32::try_from(count).ok()?;
    match found["unit"].to_ascii_lowercase().as_str() {
        "day" => published.checked_sub_days(Days::new(u64::from(count))),
        "week" => published.checked_sub_days(Days::new(u64::from(count) * 7)),
        "month" => published.checked_sub_months(Months::new(count)),
        _ => published.checked_sub_months(Months::new(count.checked_mul(12)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn an_epoch_is_the_one_of_the_day_the_name_and_the_recipient() {
        let lookups = Lookups::of_project();
        let since = |event, words, published, recipient| since(event, words, published, recipient, lookups);
        let (then, later) = (day(2023, 6, 14).unwrap(), day(2025, 6, 14).unwrap());
        assert_eq!(since(EpochEvent::Term, "since the start of the administration", then, None), day(2021, 1, 20));
        assert_eq!(since(EpochEvent::Term, "since the start of the administration", later, None), day(2025, 1, 20));
        assert_eq!(since(EpochEvent::Term, "since the start of the Biden administration", later, None), day(2021, 1, 20));
        assert_eq!(since(EpochEvent::War, "since the war began", then, Some("Ukraine")), day(2022, 2, 24));
        assert_eq!(since(EpochEvent::War, "since the war began", then, Some("Lebanon")), None);
    }
}
