//! Events a page names: summits, meetings of a group, exercises, operations, wars.

use chrono::NaiveDate;

use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::mention;

mention! {
    /// One row per naming of an event.
    pub struct EventMention = events, key(article_id, start_char, end_char) {
        /// Its canonical name, without number and year: `Ukraine Defense Contact Group`, `NATO summit`.
        name: String,
        /// The event: the slug of its name, with iteration or year where known.
        event_id: String,
        /// Which of its kind: the 23rd meeting, Red Flag 15-1.
        iteration: Option<i64>,
        /// First day, as far as the page tells.
        date_low: Option<NaiveDate>,
        /// Last day.
        date_high: Option<NaiveDate>,
        /// Where it takes place.
        place: Option<String>,
    }
}

/// Finds the events of a page. Needs the dates and places in `found`.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
