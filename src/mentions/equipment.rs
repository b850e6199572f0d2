//! Namings of equipment that `lookups/equipment.csv` knows.

use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::mention;

mention! {
    /// One row per naming of a piece of equipment.
    pub struct EquipmentMention = equipment, key(article_id, start_char, end_char) {
        /// The canonical thing.
        equipment_id: String,
        /// Its canonical name.
        name: String,
    }
}

/// Finds the equipment a page names.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
