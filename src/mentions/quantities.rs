//! Counted things.

use super::money::Bound;
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::mention;

mention! {
    /// One row per counted thing in the text; the span runs from the qualifier to the end of the thing.
    pub struct Quantity = quantities, key(article_id, start_char, end_char) {
        /// The count, or the low end of a range.
        quantity_low: i64,
        /// The count, or the high end of a range.
        quantity_high: i64,
        /// How far the count binds.
        bound: Bound,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The unit, where one stands between count and thing: rounds, sets, million rounds.
        unit: Option<String>,
        /// The thing, as written.
        item: String,
        /// The canonical thing, where `lookups/equipment.csv` knows it.
        equipment_id: Option<String>,
    }
}

/// Finds the counted things of a page.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
