//! Dates: absolute, partial, and relative to the day of publication.

use chrono::NaiveDate;

use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::{mention, vocabulary};

vocabulary! {
    /// How fine a date is.
    pub enum Grain {
        /// A day.
        Day = "day",
        /// A week.
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

mention! {
    /// One row per date in the text.
    pub struct DateMention = dates, key(article_id, start_char, end_char) {
        /// First day it can mean.
        date_low: NaiveDate,
        /// Last day it can mean.
        date_high: NaiveDate,
        /// How fine it is.
        grain: Grain,
        /// Whether it was read relative to the day of publication.
        is_relative: bool,
    }
}

/// Finds the dates of a page.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
