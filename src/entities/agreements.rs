//! Agreements across pages.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Entities;
use super::seen::{Days, Seen, days, most_said, narrowest};
use crate::mentions::Mentions;
use crate::mentions::agreements::{AgreementKind, AgreementMention};
use crate::records::Article;
use crate::table;

table! {
    /// One row per agreement. Where a name is common (`security agreement`), agreements are told apart by the parties a page names.
    pub struct AgreementEntity = Entities.agreements, key(agreement_id) {
        /// The slug of the name, with the parties where the name is common.
        agreement_id: String,
        /// Its name, as most pages write it.
        name: String,
        /// What kind of agreement it is.
        kind: AgreementKind,
        /// All whom a page names as a party.
        parties: Vec<String>,
        /// For how many years.
        duration_years: Option<i64>,
        /// First day on which it may have been signed, as the page that tells it most narrowly has it.
        signed_low: Option<NaiveDate>,
        /// Last such day.
        signed_high: Option<NaiveDate>,
        /// The words that name it.
        aliases: Vec<String>,
        /// Namings on all pages.
        mention_count: i64,
        /// Pages that name it.
        article_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
    }
}

/// Gathers the agreements of all pages.
pub fn resolve(articles: &[Article], mentions: &Mentions, entities: &mut Entities) {
    let days = days(articles);
    let mut agreements: BTreeMap<&str, Vec<&AgreementMention>> = BTreeMap::new();
    for row in &mentions.agreements {
        agreements.entry(&row.agreement_id).or_default().push(row);
    }
    entities.agreements = agreements.into_iter().filter_map(|(id, rows)| row(id, &rows, &days)).collect();
}

fn row(id: &str, rows: &[&AgreementMention], days: &Days<'_>) -> Option<AgreementEntity> {
    let mut seen = Seen::default();
    for row in rows {
        seen.add(&row.surface, &row.article_id, days);
    }
    let signed = narrowest(rows.iter().map(|row| (row.signed_low, row.signed_high)));
    let parties: std::collections::BTreeSet<&String> = rows.iter().flat_map(|row| &row.parties).collect();
    Some(AgreementEntity {
        agreement_id: id.to_owned(),
        name: most_said(rows.iter().map(|row| row.name.as_str()))?.to_owned(),
        kind: rows.first()?.kind,
        parties: parties.into_iter().cloned().collect(),
        duration_years: most_said(rows.iter().filter_map(|row| row.duration_years)),
        signed_low: signed.map(|(low, _)| low),
        signed_high: signed.map(|(_, high)| high),
        aliases: seen.aliases(),
        mention_count: seen.mention_count,
        article_count: seen.article_count(),
        first_seen: seen.first()?,
        last_seen: seen.last()?,
    })
}
