//! Organizations across pages.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Entities;
use super::named::{Namings, most};
use crate::lookup::{Lookups, slug};
use crate::mentions::Mentions;
use crate::mentions::organizations::{OrganizationKind, OrganizationMention};
use crate::records::Article;
use crate::table;

table! {
    /// One row per organization that a page names.
    pub struct Organization = Entities.organizations, key(organization_id) {
        /// The canonical name as a slug.
        organization_id: String,
        /// The canonical name.
        name: String,
        /// What kind of organization it is.
        kind: OrganizationKind,
        /// The country it belongs to, ISO 3166-1 alpha-3, where the lookups say so.
        country: Option<String>,
        /// Its item in Wikidata, where the lookups know it.
        wikidata: Option<String>,
        /// The other names under which pages mention it.
        aliases: Vec<String>,
        /// Namings on all pages.
        mention_count: i64,
        /// Pages that name it.
        article_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last day a page names it.
        last_seen: NaiveDate,
    }
}

/// Gathers the organizations of all pages.
pub fn resolve(articles: &[Article], mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let mut rows: BTreeMap<&str, Vec<&OrganizationMention>> = BTreeMap::new();
    for row in &mentions.organizations {
        rows.entry(&row.organization_id).or_default().push(row);
    }
    let known: BTreeMap<String, &[String]> =
        lookups.organizations.rows().iter().filter_map(|row| Some((slug(row.get(1)?), &row[..]))).collect();
    let namings = mentions.organizations.iter().map(|row| (row.organization_id.as_str(), row.article_id.as_str(), row.surface.as_str()));
    let organization = |(id, namings): (&str, Namings)| {
        let rows = rows.get(id)?;
        let name = most(rows.iter().map(|row| &row.name))?;
        let kind = most(rows.iter().map(|row| row.kind))?;
        let fact = |column: usize| known.get(id).and_then(|row| row.get(column)).filter(|cell| !cell.is_empty()).cloned();
        let (first_seen, last_seen) = namings.days()?;
        Some(Organization {
            organization_id: id.to_owned(),
            name: name.clone(),
            kind,
            country: fact(3),
            wikidata: fact(4),
            aliases: namings.aliases(name),
            mention_count: namings.mention_count(),
            article_count: namings.article_count(),
            first_seen,
            last_seen,
        })
    };
    entities.organizations = Namings::gather(articles, namings).into_iter().filter_map(organization).collect();
}
