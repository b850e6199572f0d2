//! Running totals across pages: one row per figure, scope and day.

use chrono::NaiveDate;

use super::Entities;
use crate::mentions::Mentions;
use crate::mentions::announcements::Authority;
use crate::mentions::money::Bound;
use crate::records::Article;
use crate::table;

table! {
    /// One row per running total as officials stated it on a day.
    pub struct StatedTotalEntity = Entities.stated_totals, key(stated_total_id) {
        /// Pure function of recipient, authority, base date, day and value.
        stated_total_id: String,
        /// Who received it.
        recipient: Option<String>,
        /// The law or fund, where the total is of one.
        authority: Option<Authority>,
        /// What the total covers, as first written.
        scope: Option<String>,
        /// First day it covers.
        base_date: Option<NaiveDate>,
        /// The day it is stated for.
        as_of_date: NaiveDate,
        /// The stated value, or the low end of a range, in US dollars.
        value_low_usd: i64,
        /// The stated value, or the high end of a range.
        value_high_usd: i64,
        /// How far it binds.
        bound: Bound,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The article it was first read in.
        article_id: String,
        /// Where the sentence starts in its `body_text`.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
        /// Pages that state it on that day.
        report_count: i64,
    }
}

/// Resolves the running totals of all pages.
pub fn resolve(_articles: &[Article], _mentions: &Mentions, _entities: &mut Entities) {}
