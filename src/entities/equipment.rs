//! Equipment across pages, and the items that no lookup knows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Entities;
use crate::lookup::{Lookups, slug};
use crate::mentions::Mentions;
use crate::mentions::announcements::AnnouncedItem;
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

/// Gathers the equipment of all pages. Runs after the packages. Equipment that the lookups do not know is left out.
pub fn resolve(articles: &[Article], mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let published: BTreeMap<&str, NaiveDate> = articles.iter().map(|page| (page.article_id.as_str(), page.published_date)).collect();
    let mut namings: BTreeMap<&str, Vec<Naming>> = BTreeMap::new();
    for (id, article_id, surface) in named(mentions) {
        if let Some(day) = published.get(article_id) {
            namings.entry(id).or_default().push((surface, *day));
        }
    }
    let mut packages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in &entities.package_items {
        packages.entry(item.equipment_id.as_deref().unwrap_or_default()).or_default().insert(&item.package_id);
    }
    let known: BTreeMap<String, &[String]> =
        lookups.equipment.rows().iter().filter_map(|row| Some((slug(row.get(1)?), &row[..]))).collect();
    let rows = namings.into_iter().filter_map(|(id, namings)| row(id, known.get(id)?, &namings, packages.get(id).map_or(0, BTreeSet::len)));
    entities.equipment = rows.collect();
    entities.unmapped_items = unmapped(mentions);
}

/// The words that name a thing, and the day of the page.
type Naming<'a> = (&'a str, NaiveDate);

/// Thing, article and words of every naming: the mentions, and the items that name a thing by a word which does so in lists only.
fn named(mentions: &Mentions) -> impl Iterator<Item = (&str, &str, &str)> {
    let places: BTreeSet<_> =
        mentions.equipment.iter().map(|row| (row.article_id.as_str(), row.equipment_id.as_str(), row.start_char)).collect();
    let items = mentions.announced_items.iter().filter_map(move |item| {
        let (id, article_id) = (item.equipment_id.as_deref()?, item.article_id.as_str());
        let is_mentioned = places.range((article_id, id, item.start_char)..(article_id, id, item.end_char)).next().is_some();
        (!is_mentioned).then_some((id, article_id, item.name.as_str()))
    });
    mentions.equipment.iter().map(|row| (row.equipment_id.as_str(), row.article_id.as_str(), row.surface.as_str())).chain(items)
}

/// The row of one piece of equipment, over all its namings. `facts`: its row in the lookup.
fn row(id: &str, facts: &[String], namings: &[Naming], packages: usize) -> Option<Equipment> {
    let [_, name, category, kind, calibre, ..] = facts else { return None };
    let aliases: BTreeSet<&str> = namings.iter().map(|(words, _)| *words).collect();
    Some(Equipment {
        equipment_id: id.to_owned(),
        name: name.clone(),
        category: category.clone(),
        kind: kind.clone(),
        calibre: Some(calibre.clone()).filter(|calibre| !calibre.is_empty()),
        aliases: aliases.into_iter().map(str::to_owned).collect(),
        mention_count: i64::try_from(namings.len()).unwrap_or(i64::MAX),
        package_count: i64::try_from(packages).unwrap_or(i64::MAX),
        first_seen: namings.iter().map(|(_, day)| *day).min()?,
        last_seen: namings.iter().map(|(_, day)| *day).max()?,
    })
}

/// Item names without equipment, by name; the place is the first by article and offset.
fn unmapped(mentions: &Mentions) -> Vec<UnmappedItem> {
    let mut names: BTreeMap<String, Vec<&AnnouncedItem>> = BTreeMap::new();
    for item in mentions.announced_items.iter().filter(|item| item.equipment_id.is_none()) {
        names.entry(item.name.to_lowercase()).or_default().push(item);
    }
    let row = |(name, items): (String, Vec<&AnnouncedItem>)| {
        let first = items.iter().min_by_key(|item| (&item.article_id, item.start_char, item.end_char))?;
        let (article_id, start_char, end_char) = (first.article_id.clone(), first.start_char, first.end_char);
        Some(UnmappedItem { name, item_count: i64::try_from(items.len()).unwrap_or(i64::MAX), article_id, start_char, end_char })
    };
    names.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, article_id: &str, start_char: i64) -> AnnouncedItem {
        AnnouncedItem {
            article_id: article_id.into(),
            paragraph_no: 1,
            start_char,
            end_char: start_char + 4,
            surface: name.into(),
            announcement_no: 1,
            item_no: start_char,
            name: name.into(),
            equipment_id: (name == "Javelin").then(|| "fgm-148-javelin".into()),
            category: None,
            quantity_low: None,
            quantity_high: None,
            bound: None,
            qualifier: None,
            unit: None,
            calibre: None,
            is_additional: false,
        }
    }

    #[test]
    fn items_without_equipment_are_counted_by_name() {
        let announced_items = vec![item("Odd Thing", "b", 5), item("Javelin", "a", 1), item("odd thing", "a", 9)];
        let mentions = Mentions { announced_items, ..Mentions::default() };
        let mut entities = Entities::default();
        resolve(&[], &mentions, &Lookups::default(), &mut entities);
        let rows: Vec<_> = entities.unmapped_items.iter().map(|row| (row.name.as_str(), row.item_count, row.article_id.as_str())).collect();
        assert_eq!(rows, [("odd thing", 2, "a")]);
    }
}
