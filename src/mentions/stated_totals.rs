//! Running totals: what officials say has been given or committed since a base date.

use chrono::NaiveDate;

use super::announcements::Authority;
use super::money::Bound;
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::mention;

mention! {
    /// One row per running total a page states; the span is the sentence that carries it.
    pub struct StatedTotal = stated_totals, key(article_id, money_start_char) {
        /// Where the amount stands: `start_char` of its row in `money`.
        money_start_char: i64,
        /// Who received it, canonical.
        recipient: Option<String>,
        /// The law or fund, where the total is of one.
        authority: Option<Authority>,
        /// What the total covers, as written: "since February 24, 2022".
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
    }
}

/// Finds the running totals of a page. Needs the money and dates in `found`.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
