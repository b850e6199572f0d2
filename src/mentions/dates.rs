//! Dates: absolute, partial, and relative to the day of publication.

use chrono::NaiveDate;

use super::{Mentions, Page};
use crate::mention;
use crate::text::dates;
pub use crate::text::dates::Grain;

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
pub fn find(page: &Page, found: &mut Mentions) {
    for passage in &page.passages {
        for date in dates::find(passage.text, page.article.published_date) {
            let span = passage.span(date.range);
            found.dates.push(DateMention {
                article_id: page.article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                date_low: date.low,
                date_high: date.high,
                grain: date.grain,
                is_relative: date.is_relative,
            });
        }
    }
}
