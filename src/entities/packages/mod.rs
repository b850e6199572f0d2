//! Assistance packages: the release, the story and the memorandum of one package become one row.
//!
//! Claims are read with their pages ([`told`]), placed in a [`ledger`] kind by kind, and each package then takes its values from the
//! best of its claims ([`prefer`]). Every claim ends as evidence of one package or as unmatched, with its reason. The result does not
//! depend on the order of the pages; the work is near linear in their number, as only packages of the same days are compared.

mod amounts;
mod announced;
mod authority;
mod conflicts;
mod details;
mod families;
mod fit;
mod ids;
mod items;
mod ledger;
mod memoranda;
mod prefer;
mod previews;
mod recalled;
mod rows;
mod series;
mod sums;
#[cfg(test)]
mod tests;
mod told;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ledger::{Ledger, Place};
use told::Told;

use super::Entities;
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::mentions::announcements::{Announcement, Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::Article;
use crate::table::Row;
use crate::{table, vocabulary};

vocabulary! {
    /// How far a package has come.
    pub enum Status {
        /// Said to be coming; not announced on any page.
        Previewed = "previewed",
        /// Its authority is delegated; not announced on any page.
        Authorized = "authorized",
        /// Announced.
        Announced = "announced",
    }
}

vocabulary! {
    /// Why a page was taken to tell of a package.
    pub enum MatchReason {
        /// The claim the package was founded on.
        Founding = "founding",
        /// Same recipient, authority and ordinal.
        Ordinal = "ordinal",
        /// Same recipient, authority and day, values that agree.
        DateAndValue = "date_and_value",
        /// A memorandum whose value and recipient agree, shortly before the announcement.
        Memorandum = "memorandum",
        /// A preview whose recipient agrees and value does not contradict, shortly before the announcement.
        Preview = "preview",
        /// Recalled with a date or an ordinal that points to the package.
        Recalled = "recalled",
        /// The sum of the packages announced together.
        SumOfParts = "sum_of_parts",
    }
}

table! {
    /// One row per assistance package, and one per announcement that gives the sum of several (`is_composite`).
    pub struct Package = Entities.packages, key(package_id) {
        /// Pure function of recipient, authority and ordinal, else of recipient, authority, day and value.
        package_id: String,
        /// Who receives it.
        recipient: String,
        /// The law or fund it draws on; empty where no page says, and for composites of several.
        authority: Option<Authority>,
        /// Its place in the series of its recipient and authority, where a page states it.
        ordinal: Option<i64>,
        /// The day it was announced.
        announced_date: NaiveDate,
        /// First day of the month it was announced in.
        announced_month: NaiveDate,
        /// US fiscal year (October to September) it was announced in.
        fiscal_year: i64,
        /// The stated value, or the low end of a range, in US dollars.
        value_low_usd: Option<i64>,
        /// The stated value, or the high end of a range.
        value_high_usd: Option<i64>,
        /// How far the value binds.
        bound: Option<Bound>,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// How far it has come.
        status: Status,
        /// Whether it is new money; false where authority given before is used.
        is_new_money: bool,
        /// Whether it is the sum of its parts: never to be added to them.
        is_composite: bool,
        /// The composite it is a part of.
        parent_package_id: Option<String>,
        /// Pages that tell of it.
        report_count: i64,
        /// First day a page told of it.
        first_seen: NaiveDate,
        /// Last day a page told of it.
        last_seen: NaiveDate,
    }
}

table! {
    /// One row per item of a package.
    pub struct PackageItem = Entities.package_items, key(package_id, item_no) {
        /// The package.
        package_id: String,
        /// Its place in the list, from 1.
        item_no: i64,
        /// The item as written, without its count.
        name: String,
        /// The canonical thing, where `lookups/equipment.csv` knows it.
        equipment_id: Option<String>,
        /// Its category.
        category: Option<String>,
        /// The count, or the low end of a range.
        quantity_low: Option<i64>,
        /// The count, or the high end of a range.
        quantity_high: Option<i64>,
        /// How far the count binds.
        bound: Option<Bound>,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The unit: rounds, sets.
        unit: Option<String>,
        /// The calibre: `155 mm`.
        calibre: Option<String>,
        /// Whether it is said to come on top of earlier deliveries.
        is_additional: bool,
        /// The article the row was taken from.
        article_id: String,
        /// Where the item stands in its `body_text`.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
        /// Pages that list it.
        report_count: i64,
    }
}

table! {
    /// One row per claim that was taken to tell of a package.
    pub struct PackageEvidence = Entities.package_evidence, key(package_id, article_id, announcement_no) {
        /// The package.
        package_id: String,
        /// The page.
        article_id: String,
        /// The claim.
        announcement_no: i64,
        /// What the page does with the package.
        claim: Claim,
        /// Why it was taken to be this package.
        match_reason: MatchReason,
        /// The values that agreed, in words.
        match_detail: String,
        /// The paragraph of the sentence.
        paragraph_no: i64,
        /// Where the sentence starts in `body_text`.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
        /// The sentence.
        surface: String,
        /// The day of the page.
        published_date: NaiveDate,
        /// Whether the values of the package were taken from here.
        is_preferred: bool,
    }
}

table! {
    /// One row per value of a package on which a page disagrees with the one that was preferred.
    pub struct PackageConflict = Entities.package_conflicts, key(package_id, column, article_id, announcement_no) {
        /// The package.
        package_id: String,
        /// The column of `packages` they disagree on.
        column: String,
        /// The page that disagrees.
        article_id: String,
        /// Its claim.
        announcement_no: i64,
        /// The value kept in `packages`.
        preferred_value: String,
        /// The page it came from.
        preferred_article_id: String,
        /// The value this page gives.
        other_value: String,
        /// Why the other one was preferred.
        reason: String,
    }
}

table! {
    /// One row per claim that was taken to tell of no package of its own.
    pub struct UnmatchedAnnouncement = Entities.unmatched_announcements, key(article_id, announcement_no) {
        /// The page.
        article_id: String,
        /// The claim.
        announcement_no: i64,
        /// Why: recalled without a package that it points to, authority that later packages draw on, no recipient.
        reason: String,
    }
}

/// Resolves the claims of all pages into packages.
pub fn resolve(articles: &[Article], mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let (told, homeless) = told::read(articles, &mentions.announcements);
    let lists = items::lists(&mentions.announced_items);
    let count = |told: &Told| lists.get(&(told.row.article_id.as_str(), told.row.announcement_no)).map_or(0, Vec::len);
    let ledger = gather(told, &count);

    let packages = rows::resolve(&ledger, lookups, &count);
    let ids: BTreeMap<usize, String> = packages.iter().map(|package| (package.cluster, package.id.clone())).collect();
    for package in &packages {
        let (items, disputes) = items::of(&ledger, package, &lists);
        entities.packages.push(rows::package(&ledger, package, &ids));
        entities.package_items.extend(items);
        entities.package_evidence.extend(rows::evidence(&ledger, package));
        entities.package_conflicts.extend(conflicts::of(&ledger, package));
        entities.package_conflicts.extend(disputes);
    }
    let unmatched = ledger.told.iter().zip(&ledger.places).filter_map(|(told, place)| match place {
        Place::Package(_) => None,
        Place::Open => Some(set_aside(told.row, "not looked at")),
        Place::Unmatched(reason) => Some(set_aside(told.row, reason)),
    });
    entities.unmatched_announcements.extend(unmatched);
    entities.unmatched_announcements.extend(homeless.into_iter().map(|row| set_aside(row, "its page is not among the articles")));
    sort(entities);
}

/// Places all claims.
fn gather<'a>(told: Vec<Told<'a>>, items: &impl Fn(&Told) -> usize) -> Ledger<'a> {
    let mut ledger = Ledger::new(told);
    announced::place(&mut ledger);
    memoranda::place(&mut ledger);
    sums::gather(&mut ledger);
    authority::set_aside(&mut ledger, |told| items(told) > 0);
    previews::place(&mut ledger);
    recalled::place(&mut ledger);
    sums::link_parts(&mut ledger);
    sums::place_shares(&mut ledger);
    sums::demote(&mut ledger);
    ledger
}

fn set_aside(row: &Announcement, reason: &str) -> UnmatchedAnnouncement {
    UnmatchedAnnouncement { article_id: row.article_id.clone(), announcement_no: row.announcement_no, reason: reason.to_owned() }
}

fn sort(entities: &mut Entities) {
    entities.packages.sort_by(Row::compare);
    entities.package_items.sort_by(Row::compare);
    entities.package_evidence.sort_by(Row::compare);
    entities.package_conflicts.sort_by(Row::compare);
    entities.unmatched_announcements.sort_by(Row::compare);
}
