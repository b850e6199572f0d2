//! What is so in the world, as far as the pages tell: one file per entity kind, each with its row type and how mentions become it.
//!
//! Entities see mention rows and parsed rows, never HTML, never files. Every id is a pure function of what identifies the entity.

pub mod agreements;
mod captions;
mod codes;
pub mod contract_awards;
pub mod equipment;
pub mod events;
pub mod organizations;
pub mod packages;
pub mod page_versions;
pub mod people;
pub mod photos;
pub mod places;
pub mod redirects;
mod seen;
pub mod stated_totals;

use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::records::{Article, Image};
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
        photos: photos::PhotoEntity,
        photo_uses: photos::PhotoUse,
        people: people::Person,
        person_titles: people::PersonTitle,
        person_articles: people::PersonArticle,
        redirects: redirects::Redirect,
        events: events::EventEntity,
        agreements: agreements::AgreementEntity,
        contract_awards: contract_awards::ContractAwardEntity,
        page_versions: page_versions::PageVersion,
    }
}

/// Resolves across all pages. The text of the articles is not needed and may be empty.
#[must_use]
pub fn resolve(articles: &[Article], images: &[Image], mentions: &Mentions, lookups: &Lookups) -> Entities {
    let mut entities = Entities::default();
    packages::resolve(articles, mentions, lookups, &mut entities);
    stated_totals::resolve(articles, mentions, lookups, &mut entities);
    equipment::resolve(articles, mentions, lookups, &mut entities);
    let captions = captions::Captions::read(images, &seen::days(articles), lookups);
    organizations::resolve(articles, &captions, mentions, lookups, &mut entities);
    places::resolve(articles, &captions, mentions, lookups, &mut entities);
    people::resolve(articles, images, &captions, mentions, lookups, &mut entities);
    photos::resolve(articles, images, &captions, lookups, &mut entities);
    events::resolve(articles, &captions, mentions, &mut entities);
    agreements::resolve(articles, &captions, mentions, &mut entities);
    contract_awards::resolve(articles, mentions, &mut entities);
    entities
}
