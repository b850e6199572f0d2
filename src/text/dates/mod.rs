//! Dates in running text, absolute, partial and relative to the day of publication (the anchor).
//!
//! A date is the first and the last day it can mean, and its grain. Weeks run from Monday to Sunday. A date without a year is the last one
//! on or before the anchor, unless words before it point ahead.

mod calendar;
mod relative;
mod tense;
mod written;
mod years;

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

pub use calendar::Grain;

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub range: Range<usize>,
    /// First day it can mean.
    pub low: NaiveDate,
    /// Last day it can mean.
    pub high: NaiveDate,
    /// How fine it is.
    pub grain: Grain,
    /// Whether it was read relative to the anchor.
    pub is_relative: bool,
}

/// The dates of `text`, in order, none inside another.
#[must_use]
pub fn find(text: &str, anchor: NaiveDate) -> Vec<Date> {
    let mut dates = Vec::new();
    written::find(text, anchor, &mut dates);
    relative::find(text, anchor, &mut dates);
    dates.sort_by_key(|date| (date.range.start, std::cmp::Reverse(date.range.end)));
    let mut end = 0;
    dates.retain(|date| {
        let is_first = date.range.start >= end;
        end = if is_first { date.range.end } else { end };
        is_first
    });
    let mut dates = weekdays_joined(text, anchor, dates);
    years_shared(text, &mut dates);
    dates
}

/// "In March and April 2023", "October 8 through October 14, 2017": the year of the last is that of those before it.
fn years_shared(text: &str, dates: &mut [Date]) {
    let has_year = |date: &Date| {
        text.get(date.range.clone()).is_some_and(|words| words.as_bytes().windows(4).any(|run| run.iter().all(u8::is_ascii_digit)))
    };
    for at in (1..dates.len()).rev() {
        let (before, behind) = dates.split_at_mut(at);
        let (Some(date), Some(next)) = (before.last_mut(), behind.first()) else { continue };
        let between = text.get(date.range.end..next.range.start).unwrap_or_default();
        let is_joined = matches!(between.trim(), "and" | "or" | "to" | "through" | "until" | "-" | "–" | "&")
            || between == ", " && date.grain == next.grain;
        let is_season = date.grain == Grain::Season && next.grain == Grain::Season;
        if !is_joined
            || date.is_relative && !is_season
            || next.is_relative
            || has_year(date)
            || date.low.year() == next.low.year()
            || !(has_year(next))
        {
            continue;
        }
        let year = if date.low.month() > next.low.month() { next.low.year() - 1 } else { next.low.year() };
        if let (Some(low), Some(high)) = (date.low.with_year(year), date.high.with_year(year + date.high.year() - date.low.year())) {
            (date.low, date.high) = (low, high);
        }
    }
}

/// "Thursday, Nov. 17" is one date, and the weekday tells its year; "tomorrow, Nov. 17" is one too.
fn weekdays_joined(text: &str, anchor: NaiveDate, dates: Vec<Date>) -> Vec<Date> {
    let mut joined: Vec<Date> = Vec::with_capacity(dates.len());
    for mut date in dates {
        let named = joined
            .last()
            .filter(|day| !date.is_relative && day.is_relative && matches!(date.grain, Grain::Day | Grain::Span))
            .and_then(|day| {
                let is_beside = matches!(text.get(day.range.end..date.range.start)?.trim_end(), "" | "," | ", the" | " the");
                Some((relative::weekday_named(text.get(day.range.clone())?)?, day.range.start)).filter(|_| is_beside)
            });
        let told_twice = joined.last().filter(|day| !date.is_relative && day.is_relative && (day.low, day.high) == (date.low, date.high));
        if let Some(day) = told_twice.filter(|day| text.get(day.range.end..date.range.start) == Some(", ")) {
            date.range.start = day.range.start;
            joined.pop();
            joined.push(date);
            continue;
        }
        if let Some((weekday, start)) = named {
            let has_year = text
                .get(date.range.clone())
                .is_some_and(|words| words.split(|letter: char| !letter.is_ascii_digit()).any(|run| run.len() == 4));
            if !has_year {
                let years = anchor.year() - 3..=anchor.year() + 3;
                let fitting = years.filter_map(|year| Some((date.low.with_year(year)?, date.high.with_year(year)?)));
                let nearest = fitting.filter(|(low, _)| low.weekday() == weekday).min_by_key(|(low, _)| (*low - anchor).num_days().abs());
                (date.low, date.high) = nearest.unwrap_or((date.low, date.high));
            }
            date.range.start = start;
            joined.pop();
        }
        joined.push(date);
    }
    joined
}

#[cfg(test)]
mod tests;
