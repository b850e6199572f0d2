//! Stretches of the calendar.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use crate::vocabulary;

vocabulary! {
    /// How fine a date is.
    pub enum Grain {
        /// A day.
        Day = "day",
        /// A week, Monday to Sunday.
        Week = "week",
        /// A month.
        Month = "month",
        /// A quarter or season.
        Season = "season",
        /// A calendar year.
        Year = "year",
        /// A US fiscal year, October to September.
        FiscalYear = "fiscal_year",
        /// Another stretch of time.
        Span = "span",
    }
}

/// First and last day.
pub(super) type Stretch = (NaiveDate, NaiveDate);

pub(super) fn month(year: i32, month: u32) -> Option<Stretch> {
    months(year, month, 1)
}

/// `count` months from the first of `month` on.
pub(super) fn months(year: i32, month: u32, count: u32) -> Option<Stretch> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(count))?.pred_opt()?))
}

pub(super) fn year(year: i32) -> Option<Stretch> {
    months(year, 1, 12)
}

pub(super) fn fiscal_year(year: i32) -> Option<Stretch> {
    months(year - 1, 10, 12)
}

/// The week that is `offset` weeks after that of `day`.
pub(super) fn week(day: NaiveDate, offset: i64) -> Option<Stretch> {
    let monday = day.checked_sub_signed(TimeDelta::days(i64::from(day.weekday().num_days_from_monday())))?;
    let monday = monday.checked_add_signed(TimeDelta::weeks(offset))?;
    Some((monday, monday.checked_add_signed(TimeDelta::days(6))?))
}

/// The month that is `offset` months after that of `day`.
pub(super) fn month_from(day: NaiveDate, offset: i32) -> Option<Stretch> {
    let index = day.year() * 12 + i32::try_from(day.month0()).ok()? + offset;
    month(index.div_euclid(12), u32::try_from(index.rem_euclid(12)).ok()? + 1)
}

/// A season of the northern year; winter is that which begins in `year`.
pub(super) fn season(name: &str, year: i32) -> Option<Stretch> {
    let first = match name.to_ascii_lowercase().as_str() {
        "spring" => 3,
        "summer" => 6,
        "fall" | "autumn" => 9,
        _ => 12,
    };
    months(year, first, 3)
}
