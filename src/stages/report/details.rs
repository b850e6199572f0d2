//! What the script shows when a package is opened: its items and its evidence, with their sentences, as JSON.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::packages::{count, words};
use super::tables::{Quote, Tables};
use crate::entities::packages::{Package, PackageEvidence};

/// A page: its address, empty where it is none of the web; its title; its publisher; its day.
#[derive(Debug, Serialize)]
pub struct Page(String, String, String, String);

#[derive(Debug, Serialize)]
struct Item {
    count: String,
    name: String,
    category: String,
    article: usize,
    quote: Option<Quote>,
}

#[derive(Debug, Serialize)]
struct Evidence {
    claim: &'static str,
    reason: String,
    preferred: bool,
    article: usize,
    quotes: Vec<Quote>,
}

#[derive(Debug, Serialize)]
struct Conflict {
    column: String,
    kept: String,
    other: String,
    article: usize,
    reason: String,
}

/// All that a package opens to.
#[derive(Debug, Serialize)]
pub struct Details {
    facts: Vec<(&'static str, String)>,
    items: Vec<Item>,
    evidence: Vec<Evidence>,
    conflicts: Vec<Conflict>,
}

/// The pages that the details point to, by their place.
pub fn articles(tables: &Tables) -> Vec<Page> {
    let page = |id: &str| {
        tables.article(id).map_or_else(
            || Page(String::new(), id.to_owned(), String::new(), String::new()),
            |article| {
                Page(
                    web(&article.canonical_url).to_owned(),
                    article.title.clone(),
                    article.publisher.clone(),
                    article.published_date.to_string(),
                )
            },
        )
    };
    let mut pages: Vec<_> = places(tables).into_iter().collect();
    pages.sort_by_key(|(_, place)| *place);
    pages.into_iter().map(|(id, _)| page(id)).collect()
}

/// An address that a link may lead to: `http`, `https`, or nothing.
pub fn web(url: &str) -> &str {
    if url.starts_with("https://") || url.starts_with("http://") { url } else { "" }
}

/// Package -> what it opens to.
pub fn packages<'t>(tables: &'t Tables) -> BTreeMap<&'t str, Details> {
    let places = places(tables);
    let place = |id: &str| places.get(id).copied().unwrap_or_default();
    tables.packages.iter().map(|package| (package.package_id.as_str(), details(tables, package, &place))).collect()
}

fn details(tables: &Tables, package: &Package, place: &impl Fn(&str) -> usize) -> Details {
    let id = &package.package_id;
    let items = tables.items.get(id).into_iter().flatten().map(|row| Item {
        count: count(row),
        name: row.name.clone(),
        category: row.category.as_deref().map(words).unwrap_or_default(),
        article: place(&row.article_id),
        quote: tables.sentence(&row.article_id, row.start_char, row.end_char),
    });
    let evidence = tables.evidence.get(id).into_iter().flatten().map(|row| Evidence {
        claim: row.claim.as_str(),
        reason: reason(row),
        preferred: row.is_preferred,
        article: place(&row.article_id),
        quotes: std::iter::once(tables.evidence(row)).chain(tables.amount_elsewhere(row)).collect(),
    });
    let conflicts = tables.conflicts.get(id).into_iter().flatten().map(|row| Conflict {
        column: words(&row.column),
        kept: row.preferred_value.clone(),
        other: row.other_value.clone(),
        article: place(&row.article_id),
        reason: row.reason.clone(),
    });
    Details { facts: facts(package), items: items.collect(), evidence: evidence.collect(), conflicts: conflicts.collect() }
}

fn facts(package: &Package) -> Vec<(&'static str, String)> {
    let authority = package.authority.map_or_else(|| "not stated".to_owned(), |authority| words(authority.as_str()));
    let mut facts =
        vec![("Recipient", package.recipient.clone()), ("Authority", authority), ("Fiscal year", package.fiscal_year.to_string())];
    facts.extend(package.ordinal.map(|ordinal| ("Place in its series", ordinal.to_string())));
    facts.push(("Status", package.status.to_string()));
    if !package.is_new_money {
        facts.push(("Money", "authority given before is used".to_owned()));
    }
    facts.extend(package.parent_package_id.clone().map(|parent| ("Part of", parent)));
    facts
}

fn reason(row: &PackageEvidence) -> String {
    let detail = if row.match_detail.is_empty() { String::new() } else { format!(": {}", row.match_detail) };
    format!("{}{detail}", words(row.match_reason.as_str()))
}

fn places<'t>(tables: &'t Tables) -> HashMap<&'t str, usize> {
    let mut places = HashMap::new();
    for package in &tables.packages {
        let id = &package.package_id;
        let of_items = tables.items.get(id).into_iter().flatten().map(|row| row.article_id.as_str());
        let of_evidence = tables.evidence.get(id).into_iter().flatten().map(|row| row.article_id.as_str());
        let of_conflicts = tables.conflicts.get(id).into_iter().flatten().map(|row| row.article_id.as_str());
        for article in of_items.chain(of_evidence).chain(of_conflicts) {
            let next = places.len();
            places.entry(article).or_insert(next);
        }
    }
    places
}
