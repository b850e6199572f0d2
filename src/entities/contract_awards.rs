//! Contract awards across pages.
//!
//! An award is announced once; a later page may correct it, as a whole or in a word. Every announcement stays a row, and one column says
//! which of them count, so that a corrected award does not count twice.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::Entities;
use crate::lookup::slug;
use crate::mentions::Mentions;
use crate::mentions::contract_awards::ContractAward;
use crate::mentions::money::Bound;
use crate::records::Article;
use crate::table;

table! {
    /// One row per award, option or modification that a contracts page announces.
    pub struct ContractAwardEntity = Entities.contract_awards, key(award_id) {
        /// Pure function of the first contract number, the number of the modification and the day; of article and place where the page
        /// gives no number.
        award_id: String,
        /// The day of the page.
        announced_date: NaiveDate,
        /// The first day of that month.
        announced_month: NaiveDate,
        /// The US fiscal year of that day.
        fiscal_year: i64,
        /// The branch that awards it, in capitals.
        branch: Option<String>,
        /// The companies, as written, in order.
        companies: Vec<String>,
        /// Their ids, in the same order.
        organization_ids: Vec<String>,
        /// How many they are; what is awarded to several is awarded to them together.
        company_count: i64,
        /// What is awarded, in whole US dollars.
        amount_usd: Option<i64>,
        /// How far that figure binds.
        amount_bound: Option<Bound>,
        /// What the contract comes to with it.
        cumulative_usd: Option<i64>,
        /// What is obligated at the time of the award; none where nothing is.
        obligated_usd: Option<i64>,
        /// Kinds of contract, as written.
        contract_kinds: Vec<String>,
        /// Numbers of the contracts and orders, as written.
        contract_numbers: Vec<String>,
        /// Numbers of the contracts and agreements that an order is placed under.
        parent_numbers: Vec<String>,
        /// The number of the modification.
        modification_no: Option<String>,
        /// Whether it changes a contract awarded before.
        is_modification: bool,
        /// Whether it exercises an option.
        is_option: bool,
        /// Whether it serves foreign military sales.
        is_fms: bool,
        /// Their customers, as written.
        fms_customers: Vec<String>,
        /// Whether an awardee is marked as a small business.
        is_small_business: bool,
        /// Whether it corrects or updates an announcement made before.
        is_correction: bool,
        /// Whether it counts: not where a later page announces it anew, and no correction that gives no amount.
        is_counted: bool,
        /// The contracting activity.
        activity: Option<String>,
        /// Where the work is done, as written.
        places_of_performance: Vec<String>,
        /// First day of expected completion.
        completion_low: Option<NaiveDate>,
        /// Last such day.
        completion_high: Option<NaiveDate>,
        /// The article.
        article_id: String,
        /// Its place among the awards of the article.
        award_no: i64,
        /// Where it starts in the `body_text`.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
        /// The day of the page.
        first_seen: NaiveDate,
        /// The day of the page that announces it anew, where one does; else the same.
        last_seen: NaiveDate,
    }
}

/// How long after an award a page may correct it.
const CORRECTED_WITHIN: TimeDelta = TimeDelta::days(90);

/// Article and place of an award.
type Place<'a> = (&'a str, i64);

/// Resolves the awards of all pages.
pub fn resolve(articles: &[Article], mentions: &Mentions, entities: &mut Entities) {
    let published: BTreeMap<&str, NaiveDate> = articles.iter().map(|page| (page.article_id.as_str(), page.published_date)).collect();
    let dated = mentions.contract_awards.iter().filter_map(|award| Some((*published.get(award.article_id.as_str())?, award)));
    let mut awards: Vec<(NaiveDate, &ContractAward)> = dated.collect();
    awards.sort_by_key(|(day, award)| (*day, award.article_id.as_str(), award.award_no));
    let superseded = superseded(&awards);
    let (companies, places) = (companies(mentions), places(mentions));
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (day, award) in awards {
        let place = (award.article_id.as_str(), award.award_no);
        let id = id(day, award);
        let count = taken.entry(id.clone()).or_default();
        *count += 1;
        let award_id = if *count == 1 { id } else { format!("{id}-{count}") };
        let (names, ids) = companies.get(&place).cloned().unwrap_or_default();
        let anew = superseded.get(&place).copied();
        let is_counted = anew.is_none() && (!award.is_correction || award.amount_usd.is_some());
        let days = (day, anew.unwrap_or(day));
        entities.contract_awards.extend(row(award_id, days, award, (names, ids), places.get(&place).cloned(), is_counted));
    }
}

/// The contract and the modification that an award is told by.
fn number(award: &ContractAward) -> Option<String> {
    let digits = |number: &String| number.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let contract = award.contract_numbers.first().map(digits)?;
    Some(award.modification_no.as_ref().map_or(contract.clone(), |modification| format!("{contract} {modification}")))
}

fn id(day: NaiveDate, award: &ContractAward) -> String {
    let told = number(award).map_or_else(|| format!("{} {}", award.article_id, award.award_no), |number| format!("{number} {day}"));
    slug(&told)
}

/// The awards that a later page announces anew, and its day: the last before the correction that has its numbers.
fn superseded<'a>(awards: &[(NaiveDate, &'a ContractAward)]) -> BTreeMap<Place<'a>, NaiveDate> {
    let mut last: BTreeMap<String, (NaiveDate, Place)> = BTreeMap::new();
    let mut superseded = BTreeMap::new();
    for (day, award) in awards {
        let (Some(number), Some(_)) = (number(award), award.amount_usd) else { continue };
        let before = last.insert(number, (*day, (award.article_id.as_str(), award.award_no)));
        superseded
            .extend(before.filter(|(before, _)| award.is_correction && *day - *before <= CORRECTED_WITHIN).map(|(_, place)| (place, *day)));
    }
    superseded
}

fn companies(mentions: &Mentions) -> BTreeMap<Place<'_>, (Vec<String>, Vec<String>)> {
    let mut companies: BTreeMap<Place, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for row in &mentions.award_companies {
        let (names, ids) = companies.entry((&row.article_id, row.award_no)).or_default();
        names.push(row.name.clone());
        ids.push(row.organization_id.clone());
    }
    companies
}

fn places(mentions: &Mentions) -> BTreeMap<Place<'_>, Vec<String>> {
    let mut places: BTreeMap<Place, Vec<String>> = BTreeMap::new();
    for row in &mentions.award_places {
        places.entry((&row.article_id, row.award_no)).or_default().push(row.name.clone());
    }
    places
}

fn row(
    award_id: String,
    (day, last_seen): (NaiveDate, NaiveDate),
    award: &ContractAward,
    (companies, organization_ids): (Vec<String>, Vec<String>),
    places: Option<Vec<String>>,
    is_counted: bool,
) -> Option<ContractAwardEntity> {
    Some(ContractAwardEntity {
        award_id,
        announced_date: day,
        announced_month: day.with_day(1)?,
        fiscal_year: i64::from(day.year()) + i64::from(day.month() >= 10),
        branch: award.branch.clone(),
        company_count: i64::try_from(companies.len()).unwrap_or(i64::MAX),
        companies,
        organization_ids,
        amount_usd: award.amount_usd,
        amount_bound: award.amount_bound,
        cumulative_usd: award.cumulative_usd,
        obligated_usd: award.obligated_usd,
        contract_kinds: award.contract_kinds.clone(),
        contract_numbers: award.contract_numbers.clone(),
        parent_numbers: award.parent_numbers.clone(),
        modification_no: award.modification_no.clone(),
        is_modification: award.is_modification,
        is_option: award.is_option,
        is_fms: award.is_fms,
        fms_customers: award.fms_customers.clone(),
        is_small_business: award.is_small_business,
        is_correction: award.is_correction,
        is_counted,
        activity: award.activity.clone(),
        places_of_performance: places.unwrap_or_default(),
        completion_low: award.completion_low,
        completion_high: award.completion_high,
        article_id: award.article_id.clone(),
        award_no: award.award_no,
        start_char: award.start_char,
        end_char: award.end_char,
        first_seen: day,
        last_seen,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn award(article_id: &str, amount_usd: Option<i64>, is_correction: bool) -> ContractAward {
        ContractAward {
            article_id: article_id.into(),
            paragraph_no: 1,
            start_char: 0,
            end_char: 9,
            surface: "Ash Corp.".into(),
            award_no: 1,
            branch: None,
            amount_usd,
            amount_bound: None,
            cumulative_usd: None,
            obligated_usd: None,
            contract_kinds: vec![],
            is_modification: true,
            modification_no: Some("P00012".into()),
            is_option: false,
            contract_numbers: vec!["N00044-22-C-0017".into()],
            parent_numbers: vec![],
            activity: None,
            completion_low: None,
            completion_high: None,
            fms_customers: vec![],
            is_fms: false,
            is_small_business: false,
            offers_received: None,
            is_correction,
        }
    }

    fn resolved(awards: [(&str, &str, Option<i64>, bool); 3]) -> Vec<(String, bool, NaiveDate)> {
        let page = |(article_id, day, ..): &(&str, &str, Option<i64>, bool)| Article {
            article_id: (*article_id).into(),
            url: String::new(),
            canonical_url: String::new(),
            publisher: String::new(),
            source: String::new(),
            layout: String::new(),
            kind: crate::records::PageKind::Contracts,
            title: String::new(),
            subtitle: None,
            published_date: day.parse().unwrap(),
            published_date_basis: crate::records::DateBasis::DateLine,
            dateline: None,
            byline: None,
            is_historical_collection: false,
            body_text: String::new(),
            capture_sha256: String::new(),
            captured_at: chrono::DateTime::UNIX_EPOCH,
        };
        let articles: Vec<_> = awards.iter().map(page).collect();
        let contract_awards = awards.map(|(article_id, _, amount, is_correction)| award(article_id, amount, is_correction)).into();
        let mut entities = Entities::default();
        resolve(&articles, &Mentions { contract_awards, ..Mentions::default() }, &mut entities);
        entities.contract_awards.into_iter().map(|row| (row.award_id, row.is_counted, row.last_seen)).collect()
    }

    #[test]
    fn a_corrected_award_counts_once() {
        let awards = [("a", "2023-06-14", Some(5), false), ("b", "2023-06-15", None, true), ("c", "2023-06-16", Some(6), true)];
        let expected = [
            ("n0004422c0017-p00012-2023-06-14", false, "2023-06-16"),
            ("n0004422c0017-p00012-2023-06-15", false, "2023-06-15"),
            ("n0004422c0017-p00012-2023-06-16", true, "2023-06-16"),
        ];
        assert_eq!(resolved(awards), expected.map(|(id, is_counted, day)| (id.to_owned(), is_counted, day.parse().unwrap())));
    }

    #[test]
    fn awards_of_one_day_and_number_keep_apart() {
        let awards = [("a", "2023-06-14", Some(5), false), ("b", "2023-06-14", Some(5), false), ("c", "2024-06-14", Some(6), true)];
        let ids: Vec<_> = resolved(awards).into_iter().map(|(id, is_counted, _)| (id.len(), is_counted)).collect();
        assert_eq!(ids, [(31, true), (33, true), (31, true)]);
    }
}
