//! Agreements across pages.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Entities;
use super::captions::Captions;
use super::seen::{Seen, by_id, days, most_said, namings, narrowest};
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
        /// Namings on all pages and in the captions of their photos.
        mention_count: i64,
        /// Pages that name it.
        article_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
    }
}

/// Gathers the agreements of all pages and of their captions.
pub fn resolve(articles: &[Article], captions: &Captions, mentions: &Mentions, entities: &mut Entities) {
    let namings = namings(&mentions.agreements).chain(captions.rows(|found| &found.agreements));
    let agreements = by_id(namings, &days(articles), |row| &row.agreement_id);
    entities.agreements = agreements.into_iter().filter_map(|(id, (seen, rows))| row(id, &seen, &rows)).collect();
}

fn row(id: &str, seen: &Seen, rows: &[&AgreementMention]) -> Option<AgreementEntity> {
    let signed = narrowest(rows.iter().map(|row| (row.signed_low, row.signed_high)));
    let parties: BTreeSet<&String> = rows.iter().flat_map(|row| &row.parties).collect();
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
