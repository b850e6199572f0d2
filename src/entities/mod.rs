//! What is so in the world, as far as the pages tell: one file per entity kind, each with its row type and how mentions become it.
//!
//! Entities see mention rows and parsed rows, never HTML, never files. Every id is a pure function of what identifies the entity.

mod codes;
pub mod equipment;
mod named;
pub mod organizations;
pub mod packages;
pub mod places;
pub mod stated_totals;

use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::records::Article;
use crate::row_set;

row_set! {
    /// What resolving across all pages gives.
    pub struct Entities {
        packages: packages::Package,
        package_items: packages::PackageItem,
        package_evidence: packages::PackageEvidence,
        package_conflicts: packages::PackageConflict,
        unmatched_announcements: packages::UnmatchedAnnouncement,
        stated_totals: stated_totals::StatedTotalEntity,
        equipment: equipment::Equipment,
        unmapped_items: equipment::UnmappedItem,
        organizations: organizations::Organization,
        places: places::Place,
    }
}

/// Resolves across all pages. The text of the articles is not needed and may be empty.
#[must_use]
pub fn resolve(articles: &[Article], mentions: &Mentions, lookups: &Lookups) -> Entities {
    let mut entities = Entities::default();
    packages::resolve(articles, mentions, lookups, &mut entities);
    stated_totals::resolve(articles, mentions, lookups, &mut entities);
    equipment::resolve(articles, mentions, lookups, &mut entities);
    organizations::resolve(articles, mentions, lookups, &mut entities);
    places::resolve(articles, mentions, lookups, &mut entities);
    entities
}
