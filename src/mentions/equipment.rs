//! Namings of equipment that `lookups/equipment.csv` knows.

use super::{Mentions, Page};
use crate::lookup::{Lookups, slug};
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

/// A piece of equipment as the lookup knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// The canonical name as a slug.
    pub equipment_id: String,
    /// The canonical name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// The calibre, where the name implies one.
    pub calibre: Option<String>,
}

/// What an item of a list is: the longest name in it that is no service, else the longest. What it comes with and what it is for are
/// named behind it.
#[must_use]
pub fn of_item(item: &str, lookups: &Lookups) -> Option<Thing> {
    let mut found = lookups.equipment.find_in_item(item);
    let mut ends: Vec<usize> = [" to ", " with ", ", including ", " including "].iter().filter_map(|word| item.find(word)).collect();
    let serves = |at: &usize| ["munition", "munitions", "interceptors"].iter().any(|end| item[..*at].ends_with(end));
    ends.extend(item.find(" for ").filter(serves));
    let behind = ends.into_iter().min().unwrap_or(item.len());
    if found.iter().any(|(range, row)| range.start < behind && row[3] != "service" && row[1] != "military equipment") {
        found.retain(|(range, _)| range.start < behind);
    }
    let (_, row) = found.into_iter().max_by_key(|(range, row)| (row[3] != "service", range.len(), std::cmp::Reverse(range.start)))?;
    Some(Thing {
        equipment_id: slug(&row[1]),
        name: row[1].clone(),
        category: row[2].clone(),
        calibre: Some(row[4].clone()).filter(|calibre| !calibre.is_empty()),
    })
}

/// Finds the equipment a page names.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    for passage in &page.passages {
        for (range, row) in passage.names(&lookups.equipment) {
            let span = passage.span(range);
            found.equipment.push(EquipmentMention {
                article_id: page.article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                equipment_id: slug(&row[1]),
                name: row[1].clone(),
            });
        }
    }
}
