//! Equipment across pages, and the items that no lookup knows.

use chrono::NaiveDate;

use super::Entities;
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::records::Article;
use crate::table;

table! {
    /// One row per piece of equipment that a page names.
    pub struct Equipment = Entities.equipment, key(equipment_id) {
        /// The canonical name as a slug.
        equipment_id: String,
        /// The canonical name.
        name: String,
        /// Its category.
        category: String,
        /// Platform, weapon, munition, system, component, equipment, supply or service.
        kind: String,
        /// The calibre: `155 mm`.
        calibre: Option<String>,
        /// The names under which pages mention it.
        aliases: Vec<String>,
        /// Namings on all pages.
        mention_count: i64,
        /// Packages that hold it.
        package_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last day a page names it.
        last_seen: NaiveDate,
    }
}

table! {
    /// One row per item name of an announcement that `lookups/equipment.csv` does not know: what to add next.
    pub struct UnmappedItem = Entities.unmapped_items, key(name) {
        /// The name in lower case.
        name: String,
        /// Announcements that list it.
        item_count: i64,
        /// An article that lists it.
        article_id: String,
        /// Where it stands there.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
    }
}

/// Gathers the equipment of all pages. Runs after the packages.
pub fn resolve(_articles: &[Article], _mentions: &Mentions, _lookups: &Lookups, _entities: &mut Entities) {}
