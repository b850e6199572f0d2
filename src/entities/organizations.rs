//! Organizations across pages.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Entities;
use super::captions::Captions;
use super::seen::{Seen, by_id, days, most_said, namings};
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
        /// The names under which pages mention it.
        aliases: Vec<String>,
        /// Namings on all pages and in the captions of their photos.
        mention_count: i64,
        /// Pages that name it.
        article_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last day a page names it.
        last_seen: NaiveDate,
    }
}

/// Gathers the organizations of all pages and of their captions.
pub fn resolve(articles: &[Article], captions: &Captions, mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let namings = namings(&mentions.organizations).chain(captions.rows(|found| &found.organizations));
    let things = by_id(namings, &days(articles), |row| &row.organization_id);
    let known: BTreeMap<String, &[String]> =
        lookups.organizations.rows().iter().filter_map(|row| Some((slug(row.get(1)?), &row[..]))).collect();
    let organization = |(id, (seen, rows)): (&str, (Seen, Vec<&OrganizationMention>))| {
        let name = most_said(rows.iter().map(|row| &row.name))?;
        let kind = most_said(rows.iter().map(|row| row.kind))?;
        let fact = |column: usize| known.get(id).and_then(|row| row.get(column)).filter(|cell| !cell.is_empty()).cloned();
        Some(Organization {
            organization_id: id.to_owned(),
            name: name.clone(),
            kind,
            country: fact(3),
            wikidata: fact(4),
            aliases: seen.aliases(),
            mention_count: seen.mention_count,
            article_count: seen.article_count(),
            first_seen: seen.first()?,
            last_seen: seen.last()?,
        })
    };
    entities.organizations = things.into_iter().filter_map(organization).collect();
}
